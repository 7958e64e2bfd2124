/* UTF-8 (RFC 3629): validity, and the width of text on a terminal. */
#ifndef HL_BASE_UTF8_H
#define HL_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* The offset of the first byte that is not valid UTF-8, or length when all is valid. */
size_t hl_base__utf8_invalid_at(const char *text, size_t length);
/* Code points in the text. */
size_t hl_base__utf8_count(const char *text, size_t length);
/* Decodes one code point of valid text at *at and moves *at behind it. */
uint32_t hl_base__utf8_next(const char *text, size_t length, size_t *at);
/* Terminal columns: 2 for East Asian wide and fullwidth, 0 for combining marks, else 1. */
size_t hl_base__utf8_width(const char *text);

#endif
