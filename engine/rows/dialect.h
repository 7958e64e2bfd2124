/* How a file writes a table, found out from its first lines. All are pure: text in, answer out. */
#ifndef HL_ROWS_DIALECT_H
#define HL_ROWS_DIALECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rows/record.h"

/* What a file is that is no text at all ("a spreadsheet or another ZIP archive"), or NULL. */
const char *hl_rows__not_a_table(const char *text, size_t length);
/* Whether the text begins as JSON does: opens is '[' of a list of objects, or '{' of an object. */
bool hl_rows__begins_json(const char *text, size_t length, char opens);
/* Lines end with CR alone: outside of quotes there is one, and no LF. */
bool hl_rows__ends_with_cr(const char *text, size_t length, bool final);
/* The delimiter that a first line "sep=;" names, and the length of the line with its end; 0: there
 * is no such line. */
size_t hl_rows__sep_line(const char *text, size_t length, char *delimiter);
/* The delimiter of the header at text[0]: the standard one unless the header, and the lines behind
 * it, speak for another. */
char hl_rows__find_delimiter(const char *text, size_t length, char standard);
/* How many lines stand before the line that looks like the header, when it is not the one at
 * text[0]: the first of the lines that have most fields filled. 0: it is. */
size_t hl_rows__lines_before_header(hl_record *record, const char *text, size_t length,
                                    char delimiter);
/* Whether the text is what rows of totals are called ("Total", "合计:"). */
bool hl_rows__is_total(const char *text, size_t length);
/* Asked of every row before: few ids begin with such a character and end without a digit. */
static inline bool hl_rows__may_be_total(const char *text, size_t length)
{
    static const bool begins[128] = {[' '] = true, ['t'] = true, ['T'] = true, ['s'] = true,
                                     ['S'] = true, ['g'] = true, ['G'] = true};
    return length > 0 && ((unsigned char)text[0] >= 0x80 || begins[(unsigned char)text[0]]) &&
           (text[length - 1] < '0' || text[length - 1] > '9');
}
/* Likewise, or by a word that may also be a value ("all", "average", 平均): of a column that names
 * users or arms. */
bool hl_rows__is_summary(const char *text, size_t length);
/* The first text of a line of any delimiter; *length 0: there is none. */
const char *hl_rows__first_text(const char *line, size_t line_length, size_t *length);
/* Whether a field of the record is a number, which is the name of no column. */
bool hl_rows__has_number(const hl_record *record);
/* The name without blanks and marks around it (those of Unicode too) and without quotes that
 * enclose all of it. */
void hl_rows__trim_name(const char **name, size_t *length);

#endif
