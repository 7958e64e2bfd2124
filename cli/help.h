/* What a command says of itself, in the forms in which it is read. All of them come from the tables
 * of the commands. */
#ifndef HL_CLI_HELP_H
#define HL_CLI_HELP_H

#include "cli/command.h"

/* The options of the command, those that all have behind its own; NULL behind the last. */
const hl_option *hl_cli_option(const hl_command *command, size_t index);

/* hookline --help */
void hl_cli_help_commands(FILE *file, hl_lang lang);
/* hookline COMMAND --help */
void hl_cli_help_command(FILE *file, const hl_command *command, hl_lang lang);

#endif
