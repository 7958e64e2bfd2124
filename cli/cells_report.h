/* The one way from a source of cells to a report: read it, analyse what it has, write. */
#ifndef HL_CLI_CELLS_REPORT_H
#define HL_CLI_CELLS_REPORT_H

#include "cli/options.h"

/* How a report looks: short and as wide as the terminal there, elsewhere whole. */
#define HL_OPTIONS_OF_REPORT                                                                        \
    HL_OPTION_FORMAT("text|json|markdown"),                                                         \
        {"detail",                                                                                  \
         0,                                                                                         \
         "short|full",                                                                              \
         HL_OPTION_ONCE,                                                                            \
         {"one screen, or everything (default: short on a terminal, else full)",                    \
          "short 一屏要点，full 全部内容（默认：终端上为 short，否则为 full）"}},                   \
    {                                                                                               \
        "width", 0, "N", HL_OPTION_ONCE,                                                            \
        {                                                                                           \
            "columns of the text form, 80 to 160 (default: those of the terminal, else 100)",       \
                "文本格式的宽度，80 到 160 列（默认与终端相同，否则为 100）" \
        }                                                                                           \
    }

/* How a command reports. */
typedef struct hl_cells_report {
    hl_report_options form;
    int64_t now_utc_ms;
    const char *zone;     /* NULL: the definition's */
    int64_t as_of_utc_ms; /* INT64_MAX: everything counts */
    bool says_look;       /* the planned look must be said with --look */
    size_t threads;       /* 0: 2 */
    bool accept_losses;   /* --accept-losses */
} hl_cells_report;

/* HL_OPTIONS_OF_REPORT, --now, --zone and --accept-losses; false after a usage error.
 * as_of is INT64_MAX. */
bool hl_cli_report_options(const hl_args *args, hl_cells_report *out);

/* Reads, with progress on a terminal; tells of rows that are left out. units and as_of_utc_ms of
 * `how` are heeded. HL_OK, or the exit code of an error that was printed. */
int hl_cli_read_cells(const hl_args *args, hl_cells_source *source, const hl_cells_reading *how);
/* Says that what was lost leaves no verdict, and what the exit code then is: HL_REJECTED for code
 * HL_OK. */
int hl_cli_blocked(const hl_args *args, int code);
/* The exit code under --strict. */
int hl_cli_strict(const hl_args *args, const hl_cells_source *source, int code);
/* The report of the first experiment, or a summary of all of them with a correction over all.
 * Exit codes: HL_REJECTED, the report being written, where what was lost blocks a verdict. */
int hl_cli_report(const hl_args *args, hl_cells_source *source, const hl_cells_report *how);
int hl_cli_report_all(const hl_args *args, hl_cells_source *source, double alpha,
                      const hl_cells_report *how);

/* The steps of that, for a command whose experiments come from several sources. */
typedef struct hl_cli_batch {
    hl_batch *batch;
    size_t blocked; /* experiments that have no verdict, as data were lost */
} hl_cli_batch;
HL_NODISCARD hl_status hl_cli_batch_add(const hl_args *args, hl_cells_source *source,
                                        const hl_cells_report *how, hl_cli_batch *all,
                                        hl_error *err);
HL_NODISCARD hl_status hl_cli_batch_text(const hl_args *args, const hl_batch *batch,
                                         const hl_cells_report *how, char **text, hl_error *err);
/* Writes and frees the text, or prints the error; the exit code. */
int hl_cli_batch_emit(const hl_args *args, const hl_cli_batch *all, hl_status status, char *text,
                      const hl_error *err);

#endif
