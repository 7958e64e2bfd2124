/* Command-line options: one const table per command, one parser for all.
 *
 *   static const hl_option options[] = {
 *      HL_OPTION_OUTPUT,
 *       {"arm", 0, "COL", HL_OPTION_ONCE, "column that names the arm"},
 *       {"metric", 0, "NAME:KIND", HL_OPTION_MANY, "a metric; may be repeated"},
 *   };
 *   hl_args args;
 *   int code = hl_cli_parse(&args, &help, options, COUNT(options), argc, argv);
 *   if (code >= 0)
 *       return code;                       // --help was printed, or a usage error
 *   const char *arm = hl_cli_value(&args, "arm");
 *   ...
 *   hl_cli_free(&args); */
#ifndef HL_CLI_OPTIONS_H
#define HL_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "hookline.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

typedef enum hl_option_kind { HL_OPTION_FLAG, HL_OPTION_ONCE, HL_OPTION_MANY } hl_option_kind;

typedef struct hl_option {
    const char *name;  /* without the dashes */
    char letter;       /* or 0 */
    const char *value; /* placeholder of its value; NULL for a flag */
    hl_option_kind kind;
    const char *about;
} hl_option;

typedef struct hl_help {
    const char *usage;   /* "hookline check FILE..." */
    const char *about;   /* paragraphs */
    const char *details; /* after the options: examples, formats; may be NULL */
    size_t most_operands;
    size_t least_operands;
} hl_help;

typedef struct hl_args {
    const char *command;
    const hl_option *options;
    size_t option_count;
    struct {
        const hl_option *option;
        const char *value;
    } * given;
    size_t given_count;
    const char **operands;
    size_t operand_count;
} hl_args;

/* -1: go on; else the exit code (0 after --help, 2 after a usage error that was printed). */
int hl_cli_parse(hl_args *args, const hl_help *help, const hl_option *options, size_t count,
                 int argc, char **argv);
void hl_cli_free(hl_args *args);
bool hl_cli_flag(const hl_args *args, const char *name);
/* The last value given, or NULL. */
const char *hl_cli_value(const hl_args *args, const char *name);
size_t hl_cli_count(const hl_args *args, const char *name);
/* The index-th value of an option that may be repeated. */
const char *hl_cli_nth(const hl_args *args, const char *name, size_t index);

/* Options that mean the same in every command; readers of them below. */
#define HL_OPTION_OUTPUT                                                                           \
    {                                                                                              \
        "output", 'o', "FILE", HL_OPTION_ONCE, "write to FILE instead of standard output"          \
    }
#define HL_OPTION_FORMAT(list)                                                                     \
    {                                                                                              \
        "format", 0, "FORMAT", HL_OPTION_ONCE, "one of " list                                      \
    }
#define HL_OPTION_DB                                                                               \
    {                                                                                              \
        "db", 0, "FILE", HL_OPTION_ONCE, "the store (default: $HOOKLINE_DB, else hookline.db)"     \
    }
#define HL_OPTION_NOW                                                                              \
    {                                                                                              \
        "now", 0, "TIME", HL_OPTION_ONCE, "take TIME as the present (RFC 3339)"                    \
    }
#define HL_OPTION_SEED                                                                             \
    {                                                                                              \
        "seed", 0, "N", HL_OPTION_ONCE, "seed of everything random (default 1)"                    \
    }
#define HL_OPTION_ZONE                                                                             \
    {                                                                                              \
        "zone", 0, "NAME", HL_OPTION_ONCE,                                                         \
            "zone of times written without an offset, e.g. Asia/Shanghai"                          \
    }
#define HL_OPTION_EPOCH                                                                            \
    {                                                                                              \
        "epoch", 0, "UNIT", HL_OPTION_ONCE,                                                        \
            "bare numbers are seconds, milliseconds, microseconds, nanoseconds or excel (days)"    \
    }
#define HL_OPTION_DATE_ORDER                                                                       \
    {                                                                                              \
        "date-order", 0, "dmy|mdy", HL_OPTION_ONCE, "what 3/1/2026 means; refused without"         \
    }
#define HL_OPTION_DECIMAL                                                                          \
    {                                                                                              \
        "decimal", 0, ".|,", HL_OPTION_ONCE,                                                       \
            "what divides whole from parts in numbers (default: by what their column says)"        \
    }
/* How files of rows are written; for hl_cli_rows. */
#define HL_OPTION_ROWS                                                                             \
    {"encoding", 0, "NAME", HL_OPTION_ONCE,                                                        \
     "of files that are not UTF-8: gb18030, windows-1252, ..."},                                   \
        {"delimiter", 0, "C", HL_OPTION_ONCE,                                                      \
         "one character; default: what the header says, comma, or tab for .tsv"},                  \
    {                                                                                              \
        "skip-lines", 0, "N", HL_OPTION_ONCE, "lines before the header that are no part of it"     \
    }
#define HL_OPTION_BLANK                                                                            \
    {                                                                                              \
        "blank", 0, "[METRIC=]HOW", HL_OPTION_MANY,                                                \
            "what a blank cell is: zero, missing or refuse; of a metric, or of all"                \
    }
#define HL_OPTION_ACCEPT_LOSSES                                                                    \
    {                                                                                              \
        "accept-losses", 0, NULL, HL_OPTION_FLAG,                                                  \
            "decide from what is left, however much of the data was lost"                          \
    }
#define HL_OPTION_REPORT_ZONE                                                                      \
    {                                                                                              \
        "zone", 0, "NAME", HL_OPTION_ONCE,                                                         \
            "by whose clock instants are told (default: the definition's zone, else UTC)"          \
    }
#define HL_OPTION_LANG                                                                             \
    {                                                                                              \
        "lang", 0, "en|zh", HL_OPTION_ONCE, "language of what is printed (default en)"             \
    }
#define HL_OPTION_QUIET                                                                            \
    {                                                                                              \
        "quiet", 'q', NULL, HL_OPTION_FLAG, "no progress and no remarks"                           \
    }

/* printf for people: everything but a newline at the end of the format is printed as hl_shown shows
 * it, whatever names of arms, files or columns are in it. */
void hl_cli_print(FILE *file, const char *format, ...) HL_PRINTF(2, 3);

/* Each prints its usage error and returns false when the value cannot be. */
bool hl_cli_now(const hl_args *args, int64_t *utc_ms); /* the clock when not given */
/* An option that says an instant, when it is given; written as --epoch and --date-order say. */
bool hl_cli_instant(const hl_args *args, const char *name, int64_t *utc_ms);
/* --epoch and --date-order; nothing is said by a command that has neither. */
bool hl_cli_times(const hl_args *args, hl_time_style *style);
/* --decimal; 0 when it is not given. */
bool hl_cli_decimal(const hl_args *args, char *decimal);
/* --encoding, --delimiter and --skip-lines. */
bool hl_cli_rows(const hl_args *args, hl_rows_file_options *how);
bool hl_cli_seed(const hl_args *args, uint64_t *seed);
bool hl_cli_lang(const hl_args *args, hl_lang *lang);
const char *hl_cli_db(const hl_args *args);
/* index of the --format value in names, or the first when not given; -1 after a usage error */
int hl_cli_choice(const hl_args *args, const char *name, const char *const *names, size_t count);

/* Prints "hookline COMMAND: message" to standard error; returns the exit code of the status. */
int hl_cli_fail(const hl_args *args, const hl_error *err);
/* The same for want of memory. */
int hl_cli_out_of_memory(const hl_args *args);
int hl_cli_usage(const hl_args *args, const char *format, ...) HL_PRINTF(2, 3);
/* Prints all problems to standard error. */
void hl_cli_print_problems(const hl_problems *problems);
/* Writes text to --output or standard output, checking every write and the close. */
int hl_cli_emit(const hl_args *args, const char *text, size_t length);

#endif
