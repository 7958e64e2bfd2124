/* The forms of hookline timing: one file each. */
#ifndef HL_CLI_TIMING_FORMS_H
#define HL_CLI_TIMING_FORMS_H

#include "cli/command.h"

extern const hl_command hl_cli_timing_fit, hl_cli_timing_report, hl_cli_timing_choose,
    hl_cli_timing_evaluate;

/* Which columns of a table of touches are what; fit and evaluate. */
#define HL_OPTIONS_TIMING_TOUCHES                                                                  \
    {"sent-at",                                                                                    \
     0,                                                                                            \
     "COL",                                                                                        \
     HL_OPTION_ONCE,                                                                               \
     {"column of the instants at which touches went out", "发送时刻所在的列"}},                    \
        {"zone",                                                                                   \
         0,                                                                                        \
         "ZONE",                                                                                   \
         HL_OPTION_ONCE,                                                                           \
         {"column of the users' time zones, or one zone for all, e.g. Asia/Shanghai",              \
          "用户时区所在的列，或所有人共用的时区，如 Asia/Shanghai"}},                              \
        {"outcome",                                                                                \
         0,                                                                                        \
         "COL",                                                                                    \
         HL_OPTION_ONCE,                                                                           \
         {"column that is 1 or yes where the touch brought about what it should",                  \
          "结果所在的列：达到目的为 1 或 yes，否则为 0 或 no"}},                                   \
        {"value",                                                                                  \
         0,                                                                                        \
         "COL",                                                                                    \
         HL_OPTION_ONCE,                                                                           \
         {"in its place: column of a number, of which the mean is to be high, e.g. what was "      \
          "bought",                                                                                \
          "代替 --outcome：数值所在的列，如成交金额，以均值高低论"}},                              \
        {"winsorize",                                                                              \
         0,                                                                                        \
         "Q",                                                                                      \
         HL_OPTION_ONCE,                                                                           \
         {"values above this quantile of those that are not 0 count as it (default 0.99); none: "  \
          "all "                                                                                   \
          "as they are",                                                                           \
          "高于非零数值该分位的按该分位计（默认 0.99）；none 表示都按原值"}},                      \
        {"outcome-at",                                                                             \
         0,                                                                                        \
         "COL",                                                                                    \
         HL_OPTION_ONCE,                                                                           \
         {"in its place: column of the instants at which the outcome came; blank where none did",  \
          "代替 --outcome：结果发生的时刻所在的列；没有结果的留空"}},                              \
        {"within",                                                                                 \
         0,                                                                                        \
         "DURATION",                                                                               \
         HL_OPTION_ONCE,                                                                           \
         {"an outcome counts if it came so soon after the touch, e.g. PT6H; younger touches may "  \
          "still bring it",                                                                        \
          "结果在触达后多久之内才算，如 PT6H；未满此时长的触达可能仍有结果"}},                     \
        {"user", 0, "COL", HL_OPTION_ONCE, {"column of the users' ids", "用户 id 所在的列"}},      \
        {"segment",                                                                                \
         0,                                                                                        \
         "COL",                                                                                    \
         HL_OPTION_ONCE,                                                                           \
         {"column of the segments whose hours may differ", "分群所在的列：各分群的时段可以不同"}}, \
        {"hook",                                                                                   \
         0,                                                                                        \
         "COL",                                                                                    \
         HL_OPTION_ONCE,                                                                           \
         {"column of the reasons to touch, so that an hour is not credited with them",             \
          "触达理由所在的列，以免把理由的效果算到时段上"}},                                        \
        {"variant",                                                                                \
         0,                                                                                        \
         "COL",                                                                                    \
         HL_OPTION_ONCE,                                                                           \
         {"column of the messages, for the same reason", "消息版本所在的列，用意同上"}},           \
        {"propensity",                                                                             \
         0,                                                                                        \
         "COL",                                                                                    \
         HL_OPTION_ONCE,                                                                           \
         {"column of the chances with which hours were drawn; blank where they were not",          \
          "发送时段被抽中的概率所在的列；未抽取的留空"}},                                          \
        {"calendar",                                                                               \
         0,                                                                                        \
         "FILE",                                                                                   \
         HL_OPTION_ONCE,                                                                           \
         {"holidays and make-up working days, .ics or JSON; without it Saturday and Sunday are "   \
          "the days off",                                                                          \
          "节假日与调休日历，.ics 或 JSON；不给则周六、周日为休息日"}},                            \
    {                                                                                              \
        "hours", 0, "HH:MM-HH:MM", HL_OPTION_ONCE,                                                 \
        {                                                                                          \
            "local hours in which touches may go out (default: all)",                              \
                "允许发送的当地时段（默认不限）"                                    \
        }                                                                                          \
    }

/* Columns, hours and --now; false after a usage error. */
bool hl_cli_timing_touches(const hl_args *args, hl_timing_options *o);
/* False, after a usage error: the guardrail is the outcome itself. */
bool hl_cli_timing_guardrail(const hl_args *args);
/* --zone names a column of the table, or else a zone. */
void hl_cli_timing_zone(const hl_args *args, const hl_row_source *rows, hl_timing_options *o);

/* Format, language, colour and width of what is written. */
void hl_cli_timing_form(const hl_args *args, hl_report_options *form);

/* The model of a file, or of standard input ("-"); what is wrong with it is printed. */
HL_NODISCARD hl_status hl_cli_read_model(const char *path, hl_timing_model **model, hl_error *err);
HL_NODISCARD hl_status hl_cli_parse_model(const char *name, const char *text, size_t length,
                                          hl_timing_model **model, hl_error *err);

/* ---- of a store */

/* Whether a form is asked of the store: by --db, or as no file is named. */
bool hl_cli_timing_is_store(const hl_args *args);
/* fit from its log; returns the exit code. */
int hl_cli_timing_fit_store(const hl_args *args, double half_life_days);
/* The model in force for an experiment or definition file (NULL: for those that have none of their
 * own), read. */
HL_NODISCARD hl_status hl_cli_stored_model(const hl_args *args, const char *operand,
                                           hl_timing_model **model, hl_error *err);
/* The same as it is kept; HL_REJECTED: there is none. The caller frees *out with free(). */
HL_NODISCARD hl_status hl_cli_model_in_force(const hl_args *args, hl_store *store, const char *name,
                                             hl_store_model **out, hl_error *err);
/* When the definition lets touches go; why it cannot be is printed. Definition and calendar (NULL:
 * its own) are borrowed until hl_plan_times_free. */
HL_NODISCARD hl_status hl_cli_definition_times(const hl_definition *definition,
                                               const char *calendar, int64_t now_utc_ms,
                                               hl_plan_times **out, hl_error *err);

/* A definition that a name in the store or a file stands for; the caller frees it. */
HL_NODISCARD hl_status hl_cli_definition_named(const hl_args *args, const char *operand,
                                               hl_definition **out, hl_error *err);

/* --hours; false after a usage error. */
bool hl_cli_take_hours(const hl_args *args, bool legal[24]);

#endif
