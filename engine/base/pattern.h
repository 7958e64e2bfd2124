/* Regular expressions of conditions: PCRE2, compiled once, with limits on the work of a match, so
 * that no pattern can hang an import. Read as JavaScript reads them as far as PCRE2 can: \d is
 * ASCII, $ is the very end, [] is empty, \uXXXX is a character. */
#ifndef HL_BASE_PATTERN_H
#define HL_BASE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

typedef struct hl_pattern hl_pattern;

/* NULL when the text is no regular expression (or memory ran out): it then never matches. */
hl_pattern *hl_base__pattern_new(const char *text, size_t length, bool fold_case);
/* Why the text is no regular expression, into message (at most size bytes), and the offset at which
 * it breaks; false when it is one. */
bool hl_base__pattern_fault(const char *text, size_t length, char *message, size_t size,
                            size_t *at);
/* Anywhere in the text. False also when the text is not UTF-8 or the limit was reached. */
bool hl_base__pattern_matches(const hl_pattern *pattern, const char *text, size_t length);
void hl_base__pattern_free(hl_pattern *pattern);

#endif
