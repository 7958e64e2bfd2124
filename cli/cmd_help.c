/* hookline help: what every command says of itself. */
#include <stdio.h>

#include "cli/help.h"

static const hl_option options[] = {
    HL_OPTION_OUTPUT,
};

static const hl_help help = {
    .usage = "hookline help [COMMAND] [option...]",
    .about = {"Lists the commands, or tells of one what hookline COMMAND --help does.",
              "列出所有命令，或显示某个命令的说明，与 hookline 命令 --help 相同。"},
    .operand = "COMMAND",
    .most_operands = 1,
};

static int tell(const hl_args *args)
{
    if (args->operand_count == 0) {
        hl_cli_help_commands(stdout, args->lang);
        return HL_OK;
    }
    const hl_command *command = hl_cli_command_named(args->operands[0]);
    if (command == NULL)
        return hl_cli_usage(args, "there is no command '%s'", args->operands[0]);
    hl_cli_help_command(stdout, command, args->lang);
    return HL_OK;
}

static int run_command(int argc, char **argv)
{
    hl_args args;
    int code = hl_cli_parse(&args, &hl_cmd_help, argc, argv);
    if (code >= 0)
        return code;
    code = tell(&args);
    hl_cli_free(&args);
    return code;
}

const hl_command hl_cmd_help = {
    "help",      HL_GROUP_NONE, {"what the commands do", "各命令的说明"},
    &help,       options,       COUNT(options),
    run_command, NULL};
