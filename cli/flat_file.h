/* Commands that read a flat file say what is in it by the same options; here they become a source
 * of cells. */
#ifndef HL_CLI_FLAT_FILE_H
#define HL_CLI_FLAT_FILE_H

#include "cli/options.h"

typedef struct hl_flat_file {
    hl_scan_spec spec;
    hl_definition *definition; /* of --definition, or NULL */
    hl_cells_source *source;   /* of the file */
    const char **lists;        /* memory of the repeated options */
} hl_flat_file;

/* Takes the operands as the files, and the options alpha, threads, those of hl_cli_rows, decimal,
 * inference, correction, arm, arm-from-file, control, weights, unit, count, experiment-column,
 * metric, covariate, by, where and definition, as far as the command has them. HL_OK, or the exit
 * code of an error that was printed. To be freed in either case. */
int hl_cli_flat_file(const hl_args *args, hl_flat_file *file);
void hl_cli_flat_file_free(hl_flat_file *file);
/* --threads; false after a usage error. 0 when it is not given. */
bool hl_cli_threads(const hl_args *args, size_t *threads);

#endif
