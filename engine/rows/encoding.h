/* What text can be encoded in, by name. UTF-8 is read as it stands; the others become UTF-8 on the
 * way (decoder.h). */
#ifndef HL_ROWS_ENCODING_H
#define HL_ROWS_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

#include "hookline/error.h"

typedef struct hl_encoding {
    const char *name;      /* as messages say it and --encoding takes it */
    const char *converter; /* iconv's name of it, or of what contains it; NULL: nothing to do */
    unsigned char unit;    /* bytes of its smallest part: 1, 2, 4 */
    bool pairs;            /* a character may be two bytes that are one of UTF-8 by accident */
} hl_encoding;

/* By its name or another name of it ("GBK", "latin1", "utf8"); case, '-', '_' and blanks do not
 * count. NULL: not known. */
const hl_encoding *hl_rows__encoding(const char *name);
/* The same, or HL_USAGE with the names that there are. NULL as name gives NULL. */
HL_NODISCARD hl_status hl_rows__encoding_named(const char *name, const hl_encoding **out,
                                               hl_error *err);
/* What the byte-order mark at the start of the text says, and its length; NULL and 0: there is
 * none. */
const hl_encoding *hl_rows__encoding_marked(const char *text, size_t length, size_t *mark);

/* The encodings by name that are not UTF-8, as one sentence lists them. */
#define HL_ROWS_ENCODINGS                                                                          \
    "gb18030, big5, shift_jis, euc-jp, euc-kr, windows-1252, windows-1250, windows-1251, "         \
    "utf-16le, utf-16be"

#endif
