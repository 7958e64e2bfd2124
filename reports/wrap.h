/* Text of lines that are wider than a terminal. */
#ifndef HL_REPORTS_WRAP_H
#define HL_REPORTS_WRAP_H

#include "base/text.h"

/* Adds the lines, each on as many of 80 columns as it takes: its further ones are indented as it
 * is, and by `hang` more. Every line ends. */
void hl_reports__add_lines(const char *text, size_t hang, hl_text *out);

#endif
