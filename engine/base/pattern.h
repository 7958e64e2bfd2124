/* Regular expressions of conditions: PCRE2, compiled once, with limits on the work of a match, so
 * that no pattern can hang an import. Read as JavaScript reads them as far as PCRE2 can: \d is
 * ASCII, $ is the very end, [] is empty, \uXXXX is a character. */
#ifndef HL_BASE_PATTERN_H
#define HL_BASE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hookline/error.h"

typedef struct hl_pattern hl_pattern;

/* Why a text is no regular expression, and the byte at which it breaks; message empty: it is one.
 */
typedef struct hl_pattern_fault {
    char message[120];
    size_t at;
} hl_pattern_fault;

/* *out is NULL, with its fault, when the text is no regular expression; it then never matches.
 * fault may be NULL. HL_FAILED: out of memory. */
HL_NODISCARD hl_status hl_base__pattern_new(const char *text, size_t length, bool fold_case,
                                            hl_pattern **out, hl_pattern_fault *fault);
/* Anywhere in the text; not when the text is not UTF-8, nor when the limit was reached (*gave_up),
 * nor when pattern is NULL. HL_FAILED: out of memory. */
HL_NODISCARD hl_status hl_base__pattern_matches(const hl_pattern *pattern, const char *text,
                                                size_t length, bool *matches, bool *gave_up);
void hl_base__pattern_free(hl_pattern *pattern);

#endif
