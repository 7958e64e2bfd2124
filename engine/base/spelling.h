/* How people and their programs spell one and the same name: with spaces around it that nobody
 * sees, with letters of full width, with other case. */
#ifndef HL_BASE_SPELLING_H
#define HL_BASE_SPELLING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A name of so many bytes has a fold of fewer than this, its NUL included: of Unicode's compatible
 * characters U+FDFA is the longest, 11 times its bytes. */
#define HL_FOLDED(length) (11 * (length) + 1)
/* Bytes of the longest name that is folded whole; of longer ones the letters of ASCII are. */
enum { HL_FOLD_MOST = 1024 };

/* Bytes of the white space that the text begins with, of one character: blanks and tabs, the
 * no-break, thin and ideographic spaces, marks without width (the soft hyphen, U+200B, U+200E,
 * U+FEFF). 0: none. */
size_t hl_base__space_at(const char *text, size_t length);
/* Takes white space off both ends. */
void hl_base__trim(const char **text, size_t *length);
/* The character of ASCII that a full-width one stands for, else the character itself. */
uint32_t hl_base__half_width(uint32_t point);
/* The text without white space around it, inner runs of it as one blank, without marks that are not
 * seen, its accents composed (Unicode's form C), and with characters of ASCII in half width: what
 * --trim makes of a name. out has room for HL_FOLDED(length) bytes and is terminated by NUL.
 * Returns the length. */
size_t hl_base__tidy(const char *text, size_t length, char *out);
/* The one spelling of all names that are one to the eye: Unicode's NFKC_Casefold (case, width,
 * accents in either coding, marks that are not seen, with the data of utf8proc), and beside it runs
 * of white space as one blank and the dashes and quotes of word processors as those of ASCII. A
 * name of which this is not the same is another. out as in hl_base__tidy. */
size_t hl_base__fold(const char *text, size_t length, char *out);
/* Whether two names have one fold. Names of more than HL_FOLD_MOST bytes: whether they are one. */
bool hl_base__are_alike(const char *a, size_t a_length, const char *b, size_t b_length);

#endif
