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

/* The first of "a|b" that is given, and its length; NULL: none. */
static const char *first_given(const hl_args *args, const char *list, size_t *length)
{
    while (*list != '\0') {
        *length = strcspn(list, "|");
        if (is_given(args, list, *length))
            return list;
        list += *length + (list[*length] == '|');
    }
    return NULL;
}

int hl_cli_check_effects(const hl_args *args, const hl_effect_rule *rules, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const hl_effect_rule *rule = &rules[i];
        if (!hl_cli_flag(args, rule->option))
            continue;
        size_t length = 0;
        if (rule->without != NULL && first_given(args, rule->without, &length) == NULL)
            return hl_cli_usage(args, "--%s has no effect without %s", rule->option, rule->without);
        const char *with = rule->with == NULL ? NULL : first_given(args, rule->with, &length);
        if (with != NULL)
            return hl_cli_usage(args, "--%s has no effect with %.*s", rule->option, (int)length,
                                with);
    }
    return HL_OK;
}
