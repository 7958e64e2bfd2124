/* Commands that read a flat file say what is in it by the same options; here they become a scan. */
#ifndef HL_CLI_FLAT_FILE_H
#define HL_CLI_FLAT_FILE_H

#include <time.h>

#include "cli/options.h"

typedef struct hl_flat_file {
    hl_scan_spec spec;
    hl_definition *definition; /* of --definition, or NULL */
    hl_scan *scan;             /* once it is read */
    const char **lists;        /* memory of the repeated options */
    struct timespec started;
    bool shown;
} hl_flat_file;

/* Takes the first operand as the file, and the options alpha, threads, delimiter, inference,
 * correction, arm, control, weights, unit, count, experiment-column, metric, covariate, by,
 * where and definition, as far as the command has them. HL_OK, or the exit code of an error that
 * was printed. To be freed in either case. */
int hl_cli_flat_file(const hl_args *args, hl_flat_file *file);
void hl_cli_flat_file_free(hl_flat_file *file);
/* Reads the file as the spec says, with progress on a terminal; tells of rows left out. HL_OK, or
 * the exit code of an error that was printed. */
int hl_cli_flat_file_read(const hl_args *args, hl_flat_file *file);
/* The exit code under --strict. */
int hl_cli_flat_file_strict(const hl_args *args, const hl_flat_file *file, int code);
/* --threads; false after a usage error. 0 when it is not given. */
bool hl_cli_threads(const hl_args *args, size_t *threads);

#endif
