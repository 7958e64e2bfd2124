#include <string.h>

#include "cli/command.h"

static const hl_command *const commands[] = {
#define HL_COMMAND(name) &hl_cmd_##name,
#include "cli/commands.inc"
#undef HL_COMMAND
};

const hl_command *hl_cli_command(size_t index)
{
    return index < COUNT(commands) ? commands[index] : NULL;
}

const hl_command *hl_cli_command_named(const char *name)
{
    for (size_t i = 0; i < COUNT(commands); i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

const char *hl_cli_command_near(const char *name)
{
    const char *names[COUNT(commands)];
    for (size_t i = 0; i < COUNT(commands); i++)
        names[i] = commands[i]->name;
    return hl_suggest(name, names, COUNT(commands));
}
