/* How people and their programs spell one and the same name: with spaces around it that nobody
 * sees, with letters of full width, with other case. */
#ifndef HL_BASE_SPELLING_H
#define HL_BASE_SPELLING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of the white space that the text begins with, of one character: blanks and tabs, the
 * no-break, thin and ideographic spaces, marks without width. 0: none. */
size_t hl_base__space_at(const char *text, size_t length);
/* Takes white space off both ends. */
void hl_base__trim(const char **text, size_t *length);
/* The character of ASCII that a full-width one stands for, else the character itself. */
uint32_t hl_base__half_width(uint32_t point);
/* The text without white space around it, inner runs of it as one blank, and with characters of
 * ASCII in half width: what --trim makes of a name. out has room for length + 1 bytes and is
 * terminated by NUL. Returns the length, which is no more than before. */
size_t hl_base__tidy(const char *text, size_t length, char *out);
/* The same in lower case (Latin, Greek, Cyrillic): two names that are folded alike look alike. */
size_t hl_base__fold(const char *text, size_t length, char *out);

#endif
