/* Cells: the sufficient statistics that everything after the data is computed from. Opaque here;
 * they come from a store (hl_store_cells) or from a flat file (hl_scan_file) and go to
 * hl_analysis_run. */
#ifndef HOOKLINE_CELLS_H
#define HOOKLINE_CELLS_H

#include <stddef.h>

#include "hookline/error.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hl_cells hl_cells;

HL_API void hl_cells_free(hl_cells *cells);

/* What each unit contributes to each metric, whatever its arm: cells taken apart, for
 * hl_calibrate. Opaque. */
typedef struct hl_unit_values hl_unit_values;
HL_API size_t hl_unit_values_count(const hl_unit_values *values);
HL_API void hl_unit_values_free(hl_unit_values *values);

/* Something that a report records so that it can be made again. */
typedef struct hl_input {
    const char *name; /* "definition", "data", "version", "alpha", ... */
    const char *value;
} hl_input;

#ifdef __cplusplus
}
#endif
#endif
