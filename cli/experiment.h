/* EXP on a command line: a name in the store, or a definition file. */
#ifndef HL_CLI_EXPERIMENT_H
#define HL_CLI_EXPERIMENT_H

#include "cli/options.h"

/* The name that the operand stands for: names in the store come first, then a definition file,
 * whose problems are printed and which *file then owns (the caller frees it). A name that neither
 * knows is left to the store to refuse. */
HL_NODISCARD hl_status hl_cli_experiment(hl_store *store, const char *operand, hl_definition **file,
                                         const char **name, hl_error *err);

/* HL_REJECTED: an operand that is neither a file nor in the store, with the name that may be meant.
 */
HL_NODISCARD hl_status hl_cli_no_experiment(hl_store *store, const char *operand, hl_error *err);

/* A definition file as it must be to be stored and planned: read, and looked at for its zone and
 * its channels (hl_plan_check_on). HL_REJECTED: problems say why; *out is NULL. */
HL_NODISCARD hl_status hl_cli_definition(const char *path, int64_t now_utc_ms,
                                         hl_problems *problems, hl_definition **out, hl_error *err);

#endif
