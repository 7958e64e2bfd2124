/* Text on the lines of a terminal: broken at spaces, and between the characters of Chinese. */
#ifndef HL_CLI_WRAP_H
#define HL_CLI_WRAP_H

#include <stdio.h>

/* Columns that the text takes; a character of Chinese takes two. */
size_t hl_cli_columns(const char *text);
/* The bytes at the beginning of the text that no line may divide, and their columns; a space or a
 * newline ends them. */
size_t hl_cli_word(const char *text, size_t *columns);
/* Writes text up to the width, every line but the first behind `indent` spaces. `used`: columns
 * that are taken on the first. A newline in the text ends its line, and a line that begins with a
 * space is kept as it stands. No newline at the end. */
void hl_cli_wrap(FILE *file, const char *text, size_t used, size_t indent, size_t width);

#endif
