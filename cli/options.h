/* Command-line options: one const table per command, one parser for all. The same tables are what
 * --help, the man pages, the completions of shells and the tables of docs/commands say
 * (cli/help*.c): what a command says of itself stands in its rows, English and Chinese side by
 * side, and nowhere else.
 *
 *   static const hl_option options[] = {
 *       HL_OPTION_OUTPUT,
 *       {"arm", 0, "COL", HL_OPTION_ONCE, {"column that names the arm", "标明所属组的列"}},
 *       {"metric", 0, "NAME:KIND", HL_OPTION_MANY, {"a metric; may be repeated", "..."}},
 *       {"detail", 0, "full|short", HL_OPTION_ONCE, {"how much is told", "..."}},
 *   };
 *   hl_args args;
 *   int code = hl_cli_parse(&args, &hl_cmd_size, argc, argv);
 *   if (code >= 0)
 *       return code;                       // --help was printed, or a usage error
 *   const char *arm = hl_cli_value(&args, "arm");
 *   int detail = hl_cli_choice(&args, "detail"); // 0: full, also when it is not given; 1: short
 *   ...
 *   hl_cli_free(&args);
 *
 * A value with bars in it is a choice: no other word passes the parser, and help and completion
 * show them. Every command has --help, --lang (args.lang) besides its own. A row without its
 * Chinese does not compile. */
#ifndef HL_CLI_OPTIONS_H
#define HL_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "hookline.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

typedef enum hl_option_kind { HL_OPTION_FLAG, HL_OPTION_ONCE, HL_OPTION_MANY } hl_option_kind;

/* Wrapped where it is shown; a newline ends a paragraph, and a line that begins with a space is
 * kept as it stands. */
typedef struct hl_bilingual {
    const char *en;
    const char *zh;
} hl_bilingual;

typedef struct hl_option {
    const char *name;  /* without the dashes */
    char letter;       /* or 0 */
    const char *value; /* placeholder of its value; "a|b|c": one of these; NULL for a flag */
    hl_option_kind kind;
    hl_bilingual about;
} hl_option;

typedef struct hl_help {
    const char *usage; /* "hookline check FILE..."; a line each way to call it */
    hl_bilingual about;
    hl_bilingual details; /* after the options: formats, exit codes; may be NULL */
    const char *examples; /* "  hookline ...", line by line */
    const char *form;     /* of an `other` command: the first operands that mean it, "a|b" */
    const char *operand;  /* what the first operand is, for completion: "FILE", "EXP", "a|b|c" */
    const char *operands; /* what the others are; NULL: nothing that could be completed */
    size_t most_operands;
    size_t least_operands;
} hl_help;

typedef struct hl_command hl_command;

typedef struct hl_args {
    const hl_command *of;
    const char *command; /* its name */
    hl_lang lang;        /* of all that is printed for people */
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
int hl_cli_parse(hl_args *args, const hl_command *command, int argc, char **argv);
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
        "output", 'o', "FILE", HL_OPTION_ONCE,                                                     \
        {                                                                                          \
            "write to FILE instead of standard output", "写入 FILE，而不是标准输出"      \
        }                                                                                          \
    }
/* choices: "text|json|...", the first being the default */
#define HL_OPTION_FORMAT(values)                                                                   \
    {                                                                                              \
        "format", 0, values, HL_OPTION_ONCE,                                                       \
        {                                                                                          \
            "output format; the first is the default", "输出格式；第一个为默认值"      \
        }                                                                                          \
    }
#define HL_OPTION_DB                                                                               \
    {                                                                                              \
        "db", 0, "FILE", HL_OPTION_ONCE,                                                           \
        {                                                                                          \
            "the store (default: $HOOKLINE_DB, else hookline.db)",                                 \
                "数据库文件（默认为 $HOOKLINE_DB，否则为 hookline.db）"              \
        }                                                                                          \
    }
#define HL_OPTION_NOW                                                                              \
    {                                                                                              \
        "now", 0, "TIME", HL_OPTION_ONCE,                                                          \
        {                                                                                          \
            "use TIME as the current time (RFC 3339, e.g. 2026-11-22T10:00:00+08:00)",             \
                "把 TIME 当作现在（RFC 3339 格式，如 2026-11-22T10:00:00+08:00）"       \
        }                                                                                          \
    }
#define HL_OPTION_SEED                                                                             \
    {                                                                                              \
        "seed", 0, "N", HL_OPTION_ONCE,                                                            \
        {                                                                                          \
            "seed of everything random (default 1)", "随机种子（默认 1）"                  \
        }                                                                                          \
    }
#define HL_OPTION_ZONE                                                                                         \
    {                                                                                                          \
        "zone", 0, "NAME", HL_OPTION_ONCE,                                                                     \
        {                                                                                                      \
            "time zone of times that are written without an offset, e.g. Asia/Shanghai; without "              \
            "it they are refused",                                                                             \
                "未写时差的时间属于哪个时区，如 Asia/Shanghai；不给出时拒收这类时间" \
        }                                                                                                      \
    }
#define HL_OPTION_EPOCH                                                                                                      \
    {                                                                                                                        \
        "epoch", 0, "seconds|milliseconds|microseconds|excel|nanoseconds", HL_OPTION_ONCE,                                   \
        {                                                                                                                    \
            "what a bare number means as a time: so many since 1970, or days of excel",                                      \
                "时间若只是一个数字，表示 1970 年以来的秒、毫秒、微秒、纳秒，或 Excel 的天数" \
        }                                                                                                                    \
    }
#define HL_OPTION_DATE_ORDER                                                                              \
    {                                                                                                     \
        "date-order", 0, "dmy|mdy", HL_OPTION_ONCE,                                                       \
        {                                                                                                 \
            "what 3/1/2026 means: day or month first; without it such dates are refused",                 \
                "3/1/2026 是日在前（dmy）还是月在前（mdy）；不给出时拒收这类日期" \
        }                                                                                                 \
    }
#define HL_OPTION_DATE_ONLY                                                                                                            \
    {                                                                                                                                  \
        "date-only", 0, "start|end", HL_OPTION_ONCE,                                                                                   \
        {                                                                                                                              \
            "when in its day a touch or an event was whose time is a date alone; without it such "                                     \
            "rows are refused",                                                                                                        \
                "触达或事件只有日期、没有时刻时，按当天开始（start）还是结束（end）计；不给出时拒" \
                "收这类行"                                                                                                         \
        }                                                                                                                              \
    }
#define HL_OPTION_DECIMAL                                                                          \
    {                                                                                              \
        "decimal", 0, ".|,", HL_OPTION_ONCE,                                                       \
        {                                                                                          \
            "decimal mark of numbers, a point or a comma (default: what their column shows)",      \
                "数字中的小数点是哪个符号（默认按整列判断）"                  \
        }                                                                                          \
    }
/* How files of rows are written; for hl_cli_rows. */
#define HL_OPTION_ROWS                                                                                      \
    {"encoding",                                                                                            \
     0,                                                                                                     \
     "NAME",                                                                                                \
     HL_OPTION_ONCE,                                                                                        \
     {"of files that are not UTF-8: gb18030, windows-1252, ...",                                            \
      "文件若非 UTF-8，其编码：gb18030、big5、windows-1252 等"}},                                           \
        {"delimiter",                                                                                       \
         0,                                                                                                 \
         "C",                                                                                               \
         HL_OPTION_ONCE,                                                                                    \
         {"one character between columns (default: what the header shows; tab for .tsv)",                   \
          "列之间的分隔符，一个字符（默认按表头判断；.tsv 为制表符）"}},                                    \
    {                                                                                                       \
        "skip-lines", 0, "N", HL_OPTION_ONCE,                                                               \
        {                                                                                                   \
            "lines before the header that are no part of the table", "表头之前不属于表格的行数" \
        }                                                                                                   \
    }
#define HL_OPTION_BLANK                                                                                                      \
    {                                                                                                                        \
        "blank", 0, "[METRIC=]HOW", HL_OPTION_MANY,                                                                          \
        {                                                                                                                    \
            "what a blank cell is: zero, missing or refuse; of one metric, or of all",                                       \
                "空白单元格算什么：zero（0）、missing（缺失）或 refuse（有误）；可只对一个指标" \
        }                                                                                                                    \
    }
#define HL_OPTION_ACCEPT_LOSSES                                                                                    \
    {                                                                                                              \
        "accept-losses", 0, NULL, HL_OPTION_FLAG,                                                                  \
        {                                                                                                          \
            "decide all the same: from what is left of data that were lost, and by metrics that "                  \
            "count other people in each arm",                                                                      \
                "照样下结论：数据丢失时依据剩余数据，各组计入的人不同的指标也照算" \
        }                                                                                                          \
    }
/* Of commands that read a flat file. */
#define HL_OPTION_TRIM                                                                                  \
    {                                                                                                   \
        "trim", 0, NULL, HL_OPTION_FLAG,                                                                \
        {                                                                                               \
            "take white space off ids and names; arms that differ in case or width alone are one",      \
                "去掉 id 与名称两端的空白；仅大小写或全半角不同的组视为一组" \
        }                                                                                               \
    }
#define HL_OPTION_THREADS                                                                          \
    {                                                                                              \
        "threads", 0, "N", HL_OPTION_ONCE,                                                         \
        {                                                                                          \
            "threads (default 2); the result does not depend on them",                             \
                "线程数（默认 2）；不影响结果"                                        \
        }                                                                                          \
    }
#define HL_OPTION_REPORT_ZONE                                                                      \
    {                                                                                              \
        "zone", 0, "NAME", HL_OPTION_ONCE,                                                         \
        {                                                                                          \
            "time zone in which times are shown (default: that of the definition, else UTC)",      \
                "按哪个时区显示时刻（默认为实验定义的时区，否则 UTC）"     \
        }                                                                                          \
    }
#define HL_OPTION_QUIET                                                                            \
    {                                                                                              \
        "quiet", 'q', NULL, HL_OPTION_FLAG,                                                        \
        {                                                                                          \
            "no progress and no remarks", "不显示进度和提示"                               \
        }                                                                                          \
    }

/* printf for people: everything but a newline at the end of the format is printed as hl_shown shows
 * it, whatever names of arms, files or columns are in it. */
void hl_cli_print(FILE *file, const char *format, ...) HL_PRINTF(2, 3);

/* Each prints its usage error and returns false when the value cannot be. */
bool hl_cli_now(const hl_args *args, int64_t *utc_ms); /* the clock when not given */
/* An option that says an instant, when it is given; written as --epoch and --date-order say. */
bool hl_cli_instant(const hl_args *args, const char *name, int64_t *utc_ms);
/* --epoch and --date-order; nothing is said by a command that has neither. */
void hl_cli_times(const hl_args *args, hl_time_style *style);
/* --decimal; 0 when it is not given. */
char hl_cli_decimal(const hl_args *args);
/* --encoding, --delimiter and --skip-lines. */
bool hl_cli_rows(const hl_args *args, hl_rows_file_options *how);
bool hl_cli_seed(const hl_args *args, uint64_t *seed);
const char *hl_cli_db(const hl_args *args);
/* Which of the choices of its row the value is; 0 when it is not given. */
int hl_cli_choice(const hl_args *args, const char *name);

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
