/* Cells: the sufficient statistics that everything after the data is computed from. Opaque here;
 * they come from a store (hl_store_cells) or from a flat file (hl_scan_file) and go to
 * hl_analysis_run. */
#ifndef HOOKLINE_CELLS_H
#define HOOKLINE_CELLS_H

#include "hookline/error.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hl_cells hl_cells;

HL_API void hl_cells_free(hl_cells *cells);

#ifdef __cplusplus
}
#endif
#endif
