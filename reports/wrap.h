/* Lines of a given width on a terminal. */
#ifndef HL_REPORTS_WRAP_H
#define HL_REPORTS_WRAP_H

#include <stddef.h>

/* Bytes of the first line of text that fits in `width` columns (at least one character), and in
 * *next the bytes after which the rest starts (a space at the break is dropped). Never breaks
 * inside a Latin word or between a number and its unit, never before closing punctuation; Chinese
 * behind punctuation where there is some in the last third of the line. */
size_t hl_reports__wrap(const char *text, size_t width, size_t *next);

#endif
