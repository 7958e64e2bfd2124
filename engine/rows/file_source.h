/* For hl_rows_next: the texts of a source whose next is this one have been looked at. */
#ifndef HL_ROWS_FILE_SOURCE_H
#define HL_ROWS_FILE_SOURCE_H

#include "hookline/rows.h"

HL_NODISCARD hl_status hl_rows__file_next(void *context, hl_row *row, bool *got, hl_error *err);

#endif
