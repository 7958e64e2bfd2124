/* Paragraphs on the lines of a terminal. */
#ifndef HL_CLI_WRAP_H
#define HL_CLI_WRAP_H

#include <stdio.h>

/* Writes text up to the width, every line but the first behind `indent` spaces. `used`: columns
 * that are taken on the first. A newline in the text ends its line, and a line that begins with a
 * space is kept as it stands. No newline at the end. */
void hl_cli_wrap(FILE *file, const char *text, size_t used, size_t indent, size_t width);

#endif
