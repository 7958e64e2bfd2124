#include "cli/effects.h"

#include <stdio.h>
#include <string.h>

enum { TYPED = 64 };

/* "--format json", of `length` bytes: is it given so? */
static bool is_given(const hl_args *args, const char *typed, size_t length)
{
    char option[TYPED];
    (void)snprintf(option, sizeof option, "%.*s", (int)length - 2, typed + 2);
    char *value = strchr(option, ' ');
    if (value == NULL)
        return hl_cli_flag(args, option);
    *value++ = '\0';
    const char *given = hl_cli_value(args, option);
    return given != NULL && strcmp(given, value) == 0;
}

static bool any_given(const hl_args *args, const char *list)
{
    while (*list != '\0') {
        size_t length = strcspn(list, "|");
        if (is_given(args, list, length))
            return true;
        list += length + (list[length] == '|');
    }
    return false;
}

int hl_cli_check_effects(const hl_args *args, const hl_effect_rule *rules, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const hl_effect_rule *rule = &rules[i];
        if (!hl_cli_flag(args, rule->option))
            continue;
        if (rule->without != NULL && !any_given(args, rule->without))
            return hl_cli_usage(args, "--%s has no effect without %s", rule->option, rule->without);
        if (rule->with != NULL && any_given(args, rule->with))
            return hl_cli_usage(args, "--%s has no effect with %s", rule->option, rule->with);
    }
    return HL_OK;
}
