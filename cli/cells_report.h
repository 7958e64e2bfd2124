/* The one way from a source of cells to a report: read it, analyse what it has, write. */
#ifndef HL_CLI_CELLS_REPORT_H
#define HL_CLI_CELLS_REPORT_H

#include "cli/options.h"

/* How a command reports. */
typedef struct hl_cells_report {
    hl_report_format format;
    hl_lang lang;
    int64_t now_utc_ms;
    const char *zone;     /* NULL: the definition's */
    int64_t as_of_utc_ms; /* INT64_MAX: everything counts */
    bool says_look;       /* the planned look must be said with --look */
    size_t threads;       /* 0: 2 */
    bool accept_losses;   /* --accept-losses */
} hl_cells_report;

/* --format (text, json, markdown), --lang, --now and --accept-losses; false after a usage error.
 * as_of is INT64_MAX. */
bool hl_cli_report_options(const hl_args *args, hl_cells_report *out);

/* Reads, with progress on a terminal; tells of rows that are left out. units and as_of_utc_ms of
 * `how` are heeded. HL_OK, or the exit code of an error that was printed. */
int hl_cli_read_cells(const hl_args *args, hl_cells_source *source, const hl_cells_reading *how);
/* The exit code under --strict. */
int hl_cli_strict(const hl_args *args, const hl_cells_source *source, int code);
/* The report of the first experiment, or a summary of all of them with a correction over all.
 * Exit codes: HL_REJECTED, the report being written, where what was lost blocks a verdict. */
int hl_cli_report(const hl_args *args, hl_cells_source *source, const hl_cells_report *how);
int hl_cli_report_all(const hl_args *args, hl_cells_source *source, double alpha,
                      const hl_cells_report *how);

#endif
