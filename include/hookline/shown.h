/* Text of files and command lines as people may see it. Names of arms, values of columns, ids and
 * what else comes from outside can hold what a terminal obeys (escape sequences), what tears a line
 * or a table (newlines, tabs), and what makes text read otherwise than it stands there (the
 * controls of writing direction, invisible characters).
 *
 *   char shown[HL_SHOWN_SIZE];
 *   printf("%s\n", hl_shown("\033[31mred", shown, sizeof shown)); // \x1b[31mred
 *
 * Reports, error messages and lines of problems are made so already; CSV and JSON are data and keep
 * every byte. */
#ifndef HOOKLINE_SHOWN_H
#define HOOKLINE_SHOWN_H

#include <stddef.h>

#include "hookline/error.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HL_SHOWN_SIZE 512

/* Copies the text: control characters as \n, \t, \r or \x1b, other such characters as \u202e, bytes
 * that are not UTF-8 as \x9b; everything else stays. What does not fit is cut, between characters,
 * and ends in "...". Returns buffer, terminated by NUL. size: at least 16. */
HL_API char *hl_shown(const char *text, char *buffer, size_t size);

#ifdef __cplusplus
}
#endif
#endif
