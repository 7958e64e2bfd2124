/* An operand that is a file of another kind than the command reads: what reads it is said. */
#ifndef HL_CLI_WRONG_FILE_H
#define HL_CLI_WRONG_FILE_H

#include "cli/options.h"

/* Returns the exit code; -1: no operand is such a file, nothing was said. */
int hl_cli_check_files(const hl_args *args);

#endif
