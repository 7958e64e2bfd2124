#include "base/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>

struct hl_pattern {
    pcre2_code *code;
    pcre2_match_context *limits;
};

/* Backtracking steps and kilobytes: hundreds of times what a sane pattern needs, and 2 ms. */
enum { MOST_STEPS = 50000, MOST_KILOBYTES = 8192 };

static const uint32_t as_javascript = PCRE2_UTF | PCRE2_ALT_BSUX | PCRE2_ALLOW_EMPTY_CLASS |
                                      PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF |
                                      PCRE2_NEVER_BACKSLASH_C;

static hl_status limit(hl_pattern *pattern)
{
    pattern->limits = pcre2_match_context_create(NULL);
    if (pattern->limits == NULL)
        return HL_FAILED;
    (void)pcre2_set_match_limit(pattern->limits, MOST_STEPS);
    (void)pcre2_set_depth_limit(pattern->limits, MOST_STEPS);
    (void)pcre2_set_heap_limit(pattern->limits, MOST_KILOBYTES);
    return HL_OK;
}

static bool is_memory(int error)
{
    return error == PCRE2_ERROR_HEAP_FAILED || error == PCRE2_ERROR_NOMEMORY;
}

hl_status hl_base__pattern_new(const char *text, size_t length, bool fold_case, hl_pattern **out,
                               hl_pattern_fault *fault)
{
    int error = 0;
    PCRE2_SIZE at = 0;
    uint32_t options = as_javascript | (fold_case ? PCRE2_CASELESS : 0);
    hl_pattern *pattern = calloc(1, sizeof *pattern);
    *out = NULL;
    if (fault != NULL)
        *fault = (hl_pattern_fault){"", 0};
    if (pattern == NULL)
        return HL_FAILED;
    pattern->code = pcre2_compile((PCRE2_SPTR)text, length, options, &error, &at, NULL);
    bool broken = pattern->code == NULL && !is_memory(error);
    if (broken && fault != NULL) {
        fault->at = at;
        (void)pcre2_get_error_message(error, (PCRE2_UCHAR *)fault->message, sizeof fault->message);
    }
    if (pattern->code != NULL && limit(pattern) == HL_OK) {
        *out = pattern;
        return HL_OK;
    }
    hl_base__pattern_free(pattern);
    return broken ? HL_OK : HL_FAILED;
}

hl_status hl_base__pattern_matches(const hl_pattern *pattern, const char *text, size_t length,
                                   bool *matches, bool *gave_up)
{
    *matches = *gave_up = false;
    if (pattern == NULL)
        return HL_OK;
    pcre2_match_data *found = pcre2_match_data_create(1, NULL);
    if (found == NULL)
        return HL_FAILED;
    int result = pcre2_match(pattern->code, (PCRE2_SPTR)text, length, 0, 0, found, pattern->limits);
    pcre2_match_data_free(found);
    *matches = result >= 0;
    *gave_up = result == PCRE2_ERROR_MATCHLIMIT || result == PCRE2_ERROR_DEPTHLIMIT ||
               result == PCRE2_ERROR_HEAPLIMIT;
    return is_memory(result) ? HL_FAILED : HL_OK;
}

void hl_base__pattern_free(hl_pattern *pattern)
{
    if (pattern == NULL)
        return;
    pcre2_code_free(pattern->code);
    pcre2_match_context_free(pattern->limits);
    free(pattern);
}
