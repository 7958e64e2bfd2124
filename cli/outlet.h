/* Where a command writes: the file of --output, or standard output.
 *
 *   hl_outlet outlet;
 *   hl_status status = hl_cli_outlet_open(args, &outlet, &err);
 *   if (status == HL_OK) {
 *       fprintf(outlet.file, ...);           // or hl_cli_outlet_write
 *       status = hl_cli_outlet_close(&outlet, status, &err);
 *   }
 *
 * hookline/output.h says how a file is written, and over what it never is: what the command reads
 * is found in its options (hl_cli_inputs), so a command has nothing to add. */
#ifndef HL_CLI_OUTLET_H
#define HL_CLI_OUTLET_H

#include <stdio.h>

#include "cli/options.h"

typedef struct hl_outlet {
    FILE *file;
    const char *name;  /* of the file, or "standard output" */
    hl_output *output; /* NULL: standard output */
} hl_outlet;

HL_NODISCARD hl_status hl_cli_outlet_open(const hl_args *args, hl_outlet *outlet, hl_error *err);
/* A writer for the library: context is the outlet. */
HL_NODISCARD hl_status hl_cli_outlet_write(void *context, const char *data, size_t length,
                                           hl_error *err);
/* status: how far the work came. Returns it, or HL_FAILED when writing failed. */
HL_NODISCARD hl_status hl_cli_outlet_close(hl_outlet *outlet, hl_status status, hl_error *err);

/* What the words of the command name to be read: the store, the operands, every FILE that is not
 * written. The caller frees the list; NULL: out of memory. */
const char **hl_cli_inputs(const hl_args *args, size_t *count);
/* Whether the outputs that the words name may be written, before there is any work. */
HL_NODISCARD hl_status hl_cli_check_outputs(const hl_args *args, hl_error *err);

#endif
