#include "log/touch_policy.h"

#include <stdio.h>
#include <string.h>

#include "base/written_number.h"

/* As hl_timing_policy_name has them: tests/property/test_store_timing.py. */
static const char *const policies[] = {"model", "explore", "holdout"};

const char *hl_log__policy_of(hl_log_import *import, hl_field field, int64_t line)
{
    if (hl_base__is_blank(field.data, field.length))
        return NULL;
    for (size_t i = 0; i < sizeof policies / sizeof *policies; i++)
        if (strlen(policies[i]) == field.length &&
            memcmp(policies[i], field.data, field.length) == 0)
            return policies[i];
    if (import->odd_policies++ == 0) {
        import->odd_policy_line = line;
        (void)snprintf(import->odd_policy, sizeof import->odd_policy, "%.*s", (int)field.length,
                       field.data);
    }
    return NULL;
}

void hl_log__tell_policies(const hl_log_import *import, hl_problems *problems)
{
    char message[300];
    if (import->odd_policies == 0 || problems == NULL)
        return;
    (void)snprintf(message, sizeof message,
                   "rows of touches whose policy is none by which hours are drawn: %lld, such as "
                   "'%s'; nothing is taken from it",
                   (long long)import->odd_policies, import->odd_policy);
    hl_problems_add(
        problems,
        &(hl_problem){.severity = HL_PROBLEM_WARNING,
                      .file = import->rows->name,
                      .line = import->odd_policy_line,
                      .pointer = "policy",
                      .message = message,
                      .accepted = "model, explore, holdout; blank where none drew the hour"});
}
