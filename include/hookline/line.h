/* Lines of a terminal: where a line of English, Chinese or both may end. Chinese marks no words:
 * those of what the program says are known (reports/messages/line_words.inc), and no line divides
 * one.
 *
 *   for (const char *at = text; *at != '\0';) {
 *       size_t next;
 *       size_t bytes = hl_line_end(at, strlen(at), 80, &next);
 *       printf("%.*s\n", (int)bytes, at);
 *       at += next;
 *   }
 */
#ifndef HOOKLINE_LINE_H
#define HOOKLINE_LINE_H

#include <stddef.h>

#include "hookline/error.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Columns that the text takes; a character of Chinese takes two. */
HL_API size_t hl_line_columns(const char *text);

/* Bytes of the first line of the text (UTF-8) that fits in `width` columns, at least one character,
 * and in *next the bytes after which the rest starts: a space at the break is dropped. Never ends
 * inside a word or a number, between a number and its unit, around an equals sign, before a closing
 * mark or behind an opening one, unless one of these alone is wider; in Chinese behind a mark where
 * there is one in the last third of the line. */
HL_API size_t hl_line_end(const char *text, size_t length, size_t width, size_t *next);

/* Bytes of the first piece of the text that no line divides, and its columns. A space behind it is
 * not its own. */
HL_API size_t hl_line_piece(const char *text, size_t length, size_t *columns);

#ifdef __cplusplus
}
#endif
#endif
