/* Text as it is encoded in a file, piece by piece, as UTF-8 whose lines end with LF. */
#ifndef HL_ROWS_DECODER_H
#define HL_ROWS_DECODER_H

#include <iconv.h>
#include <stdbool.h>
#include <stddef.h>

#include "rows/encoding.h"

typedef struct hl_decoder {
    bool converts;
    iconv_t conversion;
    unsigned char unit;
    bool cr; /* lines end with CR: each becomes LF */
} hl_decoder;

/* encoding: NULL or UTF-8: bytes stay as they are. HL_FAILED: the C library cannot convert it
 * (Debian: libc-bin and, from 13 on, libc-gconv-modules-extra have the tables). */
HL_NODISCARD hl_status hl_rows__decoder_open(hl_decoder *decoder, const hl_encoding *encoding,
                                             hl_error *err);
void hl_rows__decoder_close(hl_decoder *decoder);

/* Goes on until `from` is used up or `to` is full; the pointers and what is left of both move. What
 * may be the first part of a character stays, unless the text is final. What the encoding does not
 * have becomes the byte 0xFF, which UTF-8 does not have: so it stays a bad byte of its field. */
void hl_rows__decode(const hl_decoder *decoder, const char **from, size_t *left, bool final,
                     char **to, size_t *room);

#endif
