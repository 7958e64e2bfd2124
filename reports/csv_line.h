/* Lines of CSV (RFC 4180). */
#ifndef HL_REPORTS_CSV_LINE_H
#define HL_REPORTS_CSV_LINE_H

#include "base/text.h"

/* Quoted where it must be. */
void hl_reports__csv_field(hl_text *out, const char *value);
void hl_reports__csv_line(hl_text *out, const char *const *values, size_t count);

#endif
