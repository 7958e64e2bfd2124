/* What is typed as a command and is none: words that mean several, or something that is done in
 * another way here. */
#ifndef HL_CLI_TOPICS_H
#define HL_CLI_TOPICS_H

#include "cli/options.h"

/* Says on standard error, in a few lines, that there is no such command, and what is near. Returns
 * the exit code. */
int hl_cli_no_command(const char *word, hl_lang lang);

/* Whether the word asks for help in another way than "help". */
bool hl_cli_asks_for_help(const char *word);

#endif
