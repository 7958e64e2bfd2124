/* Options that would change nothing as the command is called: they are refused, so that nobody
 * takes what is printed for what was asked. */
#ifndef HL_CLI_EFFECTS_H
#define HL_CLI_EFFECTS_H

#include "cli/options.h"

typedef struct hl_effect_rule {
    const char *option;
    /* What it needs, or what it does nothing beside: options as they are typed, "--arm", or with a
     * value, "--format json"; of `without` any one of several is enough ("--arm|--weights"). */
    const char *without, *with;
} hl_effect_rule;

/* The usage error of the first option that changes nothing; HL_OK where all do. */
int hl_cli_check_effects(const hl_args *args, const hl_effect_rule *rules, size_t count);

#endif
