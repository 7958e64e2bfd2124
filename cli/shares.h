/* Options whose value is a share between 0 and 1, written 0.05 or 5%. */
#ifndef HL_CLI_SHARES_H
#define HL_CLI_SHARES_H

#include "cli/options.h"

/* The option's value where it is given. Prints its usage error and returns false when it cannot be
 * a share. */
bool hl_cli_share(const hl_args *args, const char *name, double *value);
/* The same where all or nothing is a share too: 0 and 1 are allowed. */
bool hl_cli_share_or_end(const hl_args *args, const char *name, double *value);
/* Whether the value may be meant as it is written: who writes --alpha 5, or 0.95, is asked whether
 * 0.05 was meant. */
bool hl_cli_is_share(const hl_args *args, const char *name, double value);

#endif
