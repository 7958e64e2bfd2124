/* The commands: one file cmd_<name>.c each, which says in its tables all that there is to say of
 * it, and one row in commands.inc. */
#ifndef HL_CLI_COMMAND_H
#define HL_CLI_COMMAND_H

#include <stdio.h>

#include "cli/options.h"

/* Headings of `hookline --help`, in their order. HL_GROUP_NONE is not listed. */
typedef enum hl_command_group {
    HL_GROUP_EXPERIMENTS,
    HL_GROUP_TIMING,
    HL_GROUP_STORE,
    HL_GROUP_STATISTICS,
    HL_GROUP_NONE
} hl_command_group;

struct hl_command {
    const char *name;
    hl_command_group group;
    hl_bilingual summary; /* one line for the list */
    const hl_help *help;
    const hl_option *options;
    size_t option_count;
    /* argv[0] is the command's name. Returns the exit code. */
    int (*run)(int argc, char **argv);
    /* The same command with another first operand, which has options of its own; or NULL. */
    const hl_command *other;
};

#define HL_COMMAND(name) extern const hl_command hl_cmd_##name;
#include "cli/commands.inc"
#undef HL_COMMAND

/* In the order of `hookline --help`; NULL behind the last. */
const hl_command *hl_cli_command(size_t index);
const hl_command *hl_cli_command_named(const char *name);
/* The name of the command that is probably meant; or NULL. */
const char *hl_cli_command_near(const char *name);

#endif
