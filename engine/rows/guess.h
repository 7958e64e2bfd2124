/* What a text that is not UTF-8 may be encoded in, by evidence. Nothing is ever read by it: it
 * names the option that reads it. */
#ifndef HL_ROWS_GUESS_H
#define HL_ROWS_GUESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "rows/encoding.h"

enum { HL_GUESS_CELL = 40 };

typedef struct hl_guess {
    size_t good;               /* runs of bytes that are not ASCII, and are UTF-8 */
    size_t bad;                /* ... that are not */
    size_t sure;               /* of the good: those that GBK has by no accident */
    const hl_encoding *likely; /* NULL: nothing fits well */
    const hl_encoding *second; /* fits nearly as well; NULL: nothing does */
    size_t odd; /* cells that are UTF-8, and no word in it, but one in GBK: 女 is Ů */
    char cell[HL_GUESS_CELL]; /* the first of these, else the first that is not UTF-8 */
    size_t cell_length;
} hl_guess;

/* text: a part of a file, best one of whole lines. Without bytes that are not UTF-8 there is
 * nothing likely; but for NUL bytes, which are those of UTF-16 and UTF-32. */
hl_guess hl_rows__guess(const char *text, size_t length);
/* Whether it is another encoding's text, not UTF-8 that is damaged here and there: more is bad than
 * good, or more than 10 runs and 1 %; some characters of GBK are good by accident (C5 AE). */
bool hl_rows__guess_foreign(const hl_guess *guess);
/* "most likely gb18030: read the file with --encoding gb18030"; where something else is nearly as
 * likely, with what each makes of a cell. */
void hl_rows__guess_advice(const hl_guess *guess, hl_text *out);
/* Whether all that is not ASCII is UTF-8 and looks as if that were by accident; then what to say of
 * it. */
bool hl_rows__guess_accident(const hl_guess *guess, hl_text *out);

#endif
