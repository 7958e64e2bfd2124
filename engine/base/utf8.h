/* UTF-8 (RFC 3629): validity, and the width of text on a terminal. */
#ifndef HL_BASE_UTF8_H
#define HL_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The offset of the first byte that is not valid UTF-8, or length when all is valid. */
size_t hl_base__utf8_invalid_at(const char *text, size_t length);
/* Code points in the text. */
size_t hl_base__utf8_count(const char *text, size_t length);
/* Decodes one code point of valid text at *at and moves *at behind it. */
uint32_t hl_base__utf8_next(const char *text, size_t length, size_t *at);
/* Copies as much of valid text as there is room for, NUL included, in whole characters. */
void hl_base__utf8_keep(char *out, size_t room, const char *text, size_t length);
/* Whether the text begins with the word, the case of A to Z aside. (strncasecmp follows the locale
 * of the host program, in which I and i may be two letters.) */
bool hl_base__begins(const char *text, const char *word);
/* Terminal columns: 2 for East Asian wide and fullwidth, 0 for combining marks, else 1. */
size_t hl_base__utf8_width(const char *text);

#endif
