#include "base/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>

struct hl_pattern {
    pcre2_code *code;
    pcre2_match_context *limits;
};

/* Backtracking steps and kilobytes: thousands of times what a sane pattern needs. */
enum { MOST_STEPS = 1000000, MOST_KILOBYTES = 8192 };

static const uint32_t as_javascript = PCRE2_UTF | PCRE2_ALT_BSUX | PCRE2_ALLOW_EMPTY_CLASS |
                                      PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF |
                                      PCRE2_NEVER_BACKSLASH_C;

hl_pattern *hl_base__pattern_new(const char *text, size_t length, bool fold_case)
{
    int error = 0;
    PCRE2_SIZE at = 0;
    uint32_t options = as_javascript | (fold_case ? PCRE2_CASELESS : 0);
    hl_pattern *pattern = calloc(1, sizeof *pattern);
    if (pattern == NULL)
        return NULL;
    pattern->code = pcre2_compile((PCRE2_SPTR)text, length, options, &error, &at, NULL);
    pattern->limits = pcre2_match_context_create(NULL);
    if (pattern->code == NULL || pattern->limits == NULL) {
        hl_base__pattern_free(pattern);
        return NULL;
    }
    (void)pcre2_set_match_limit(pattern->limits, MOST_STEPS);
    (void)pcre2_set_heap_limit(pattern->limits, MOST_KILOBYTES);
    return pattern;
}

bool hl_base__pattern_matches(const hl_pattern *pattern, const char *text, size_t length)
{
    if (pattern == NULL)
        return false;
    pcre2_match_data *found = pcre2_match_data_create(1, NULL);
    if (found == NULL)
        return false;
    int result = pcre2_match(pattern->code, (PCRE2_SPTR)text, length, 0, 0, found, pattern->limits);
    pcre2_match_data_free(found);
    return result >= 0;
}

void hl_base__pattern_free(hl_pattern *pattern)
{
    if (pattern == NULL)
        return;
    pcre2_code_free(pattern->code);
    pcre2_match_context_free(pattern->limits);
    free(pattern);
}

bool hl_base__pattern_fault(const char *text, size_t length, char *message, size_t size, size_t *at)
{
    int error = 0;
    PCRE2_SIZE offset = 0;
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR)text, length, as_javascript, &error, &offset, NULL);
    *at = offset;
    if (code == NULL)
        (void)pcre2_get_error_message(error, (PCRE2_UCHAR *)message, size);
    pcre2_code_free(code);
    return code == NULL;
}
