/* Lines of a given width on a terminal. */
#ifndef HL_REPORTS_WRAP_H
#define HL_REPORTS_WRAP_H

#include <stddef.h>

/* Bytes of the first line of text that fits in `width` columns (at least one character), and in
 * *next the bytes after which the rest starts (a space at the break is dropped). Breaks at spaces
 * and beside wide characters, never before closing punctuation. */
size_t hl_reports__wrap(const char *text, size_t width, size_t *next);

#endif
