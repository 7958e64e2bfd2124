/* A row that has no text of its own, written as a line of CSV. */
#ifndef HL_ROWS_CSV_LINE_H
#define HL_ROWS_CSV_LINE_H

#include "base/text.h"
#include "hookline/rows.h"

/* Adds the fields separated by commas, without a line end, quoted only where RFC 4180 needs it; an
 * empty text is "" in quotes, an absent field nothing. */
void hl_rows__csv_line(const hl_row *row, size_t column_count, hl_text *out);

#endif
