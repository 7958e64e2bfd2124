/* --log json|text: what goes to standard error as records, for those who read it in the morning:
 * each line with the time, the command, the experiment where one is known, and how bad it is. */
#ifndef HL_CLI_LOG_H
#define HL_CLI_LOG_H

#include "cli/options.h"

/* The value of the option. */
#define HL_LOGS "json|text"

/* Of the words behind the program's name; before anything is said. */
void hl_cli_log_start(int argc, char **argv);
bool hl_cli_log_on(void);
/* Whom the lines to come are about; the folder and the ending of a file are left out. */
void hl_cli_log_experiment(const char *name);
/* The line that comes is a failure of the command, or of something in its input. */
void hl_cli_log_failure(void);
void hl_cli_log_warning(void);
/* A part of a line, as it is said; english says how bad it is. The line is written when it ends. */
void hl_cli_log_add(const char *english, const char *said, bool ends);

#endif
