/* Regular expressions of conditions: PCRE2, compiled once, with limits on the work of a match, so
 * that no pattern can hang an import. Read as JavaScript reads them as far as PCRE2 can: \d is
 * ASCII, $ is the very end, [] is empty, \uXXXX is a character. */
#ifndef HL_ASSIGN_PATTERN_H
#define HL_ASSIGN_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

typedef struct hl_pattern hl_pattern;

/* NULL when the text is no regular expression (or memory ran out): it then never matches. */
hl_pattern *hl_assign__pattern_new(const char *text, size_t length, bool fold_case);
/* Anywhere in the text. False also when the text is not UTF-8 or the limit was reached. */
bool hl_assign__pattern_matches(const hl_pattern *pattern, const char *text, size_t length);
void hl_assign__pattern_free(hl_pattern *pattern);

#endif
