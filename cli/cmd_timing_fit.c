/* hookline timing fit */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/timing_forms.h"

static const hl_option fit_options[] = {
    {"sent-at",
     0,
     "COL",
     HL_OPTION_ONCE,
     {"column of the instants at which touches went out", "发送时刻所在的列"}},
    {"zone",
     0,
     "ZONE",
     HL_OPTION_ONCE,
     {"column of the users' time zones, or one zone for all, e.g. Asia/Shanghai",
      "用户时区所在的列，或所有人共用的时区，如 Asia/Shanghai"}},
    {"outcome",
     0,
     "COL",
     HL_OPTION_ONCE,
     {"column that is 1 or yes where the touch brought about what it should",
      "结果所在的列：达到目的为 1 或 yes，否则为 0 或 no"}},
    {"user", 0, "COL", HL_OPTION_ONCE, {"column of the users' ids", "用户 id 所在的列"}},
    {"segment",
     0,
     "COL",
     HL_OPTION_ONCE,
     {"column of the segments whose hours may differ", "分群所在的列：各分群的时段可以不同"}},
    {"hook",
     0,
     "COL",
     HL_OPTION_ONCE,
     {"column of the reasons to touch, so that an hour is not credited with them",
      "触达理由所在的列，以免把理由的效果算到时段上"}},
    {"variant",
     0,
     "COL",
     HL_OPTION_ONCE,
     {"column of the messages, for the same reason", "消息版本所在的列，用意同上"}},
    {"propensity",
     0,
     "COL",
     HL_OPTION_ONCE,
     {"column of the chances with which hours were drawn; blank where they were not",
      "发送时段被抽中的概率所在的列；未抽取的留空"}},
    {"hours",
     0,
     "HH:MM-HH:MM",
     HL_OPTION_ONCE,
     {"local hours in which touches may go out (default: all)", "允许发送的当地时段（默认不限）"}},
    {"half-life",
     0,
     "DURATION",
     HL_OPTION_ONCE,
     {"after how long an old touch counts for half, e.g. P30D; none, or auto (default): what the "
      "data say",
      "旧触达多久后减半计入，如 P30D；none 不减，auto（默认）由数据决定"}},
    HL_OPTION_NOW,
    HL_OPTION_EPOCH,
    HL_OPTION_DATE_ORDER,
    HL_OPTION_ROWS,
    HL_OPTION_OUTPUT,
    HL_OPTION_QUIET,
};

static const hl_help fit_help = {
    .usage = "hookline timing fit FILE --sent-at COL --outcome COL --zone ZONE [option...]",
    .about =
        {"Learns from a table of touches, one a row, at which hours of the week each segment "
         "answers: a logistic regression in which segments share what they have in common, so "
         "that small ones are not read by chance alone. Writes the model as JSON.",
         "从触达表（每行一次）学习各分群在一周中的哪些时段会回应：用分层逻辑回归，各分群共享共性，"
         "小分群不至于只凭偶然下结论。模型写为 JSON。"},
    .details = {"Touches whose hour was drawn by chance (choose: explore, or timing choose) carry "
                "their propensity and count as randomised. Without it the model is marked "
                "observational, and nothing it says is called shown.",
                "发送时段由随机抽取的触达（choose: explore 或 timing "
                "choose）带有抽中概率，视为随机化。没有它，模型标为观察性，其结论不算已证明。"},
    .form = "fit",
    .operand = "FILE",
    .least_operands = 1,
    .most_operands = 1,
};

static bool take_half_life(const hl_args *args, double *days)
{
    const char *text = hl_cli_value(args, "half-life");
    char *end = NULL;
    *days = (double)NAN;
    if (text == NULL || strcmp(text, "auto") == 0)
        return true;
    *days = (double)INFINITY;
    if (strcmp(text, "none") == 0)
        return true;
    bool weeks = false;
    if (text[0] == 'P') {
        long count = strtol(text + 1, &end, 10);
        weeks = end != text + 1 && strcmp(end, "W") == 0;
        *days = (double)count * (weeks ? 7 : 1);
        if (end != text + 1 && count > 0 && count <= 3650 && (weeks || strcmp(end, "D") == 0))
            return true;
    }
    (void)hl_cli_usage(args, "--half-life takes auto, none, or days as P30D, not '%s'", text);
    return false;
}

/* --zone names a column of the table, or else a zone. */
static void take_zone(const hl_args *args, const hl_row_source *rows, hl_timing_options *o)
{
    const char *zone = hl_cli_value(args, "zone");
    if (zone == NULL)
        return;
    if (hl_rows_column(rows, zone) >= 0)
        o->columns.zone = zone;
    else
        o->zone = zone;
}

static bool take_fit(const hl_args *args, hl_timing_options *o)
{
    static const char *const needed[] = {"sent-at", "outcome"};
    for (size_t i = 0; i < COUNT(needed); i++)
        if (hl_cli_value(args, needed[i]) == NULL) {
            (void)hl_cli_usage(args, "--%s COL is needed: which column is it?", needed[i]);
            return false;
        }
    o->columns = (hl_timing_columns){.sent_at = hl_cli_value(args, "sent-at"),
                                     .outcome = hl_cli_value(args, "outcome"),
                                     .user = hl_cli_value(args, "user"),
                                     .segment = hl_cli_value(args, "segment"),
                                     .hook = hl_cli_value(args, "hook"),
                                     .variant = hl_cli_value(args, "variant"),
                                     .propensity = hl_cli_value(args, "propensity")};
    hl_cli_times(args, &o->style);
    return hl_cli_take_hours(args, o->legal) && take_half_life(args, &o->half_life_days) &&
           hl_cli_now(args, &o->now_utc_ms);
}

static hl_status fit_file(const hl_args *args, hl_timing_options *o,
                          const hl_rows_file_options *how, hl_timing_model **model, hl_error *err)
{
    hl_row_source *rows = NULL;
    hl_problems *problems = hl_problems_new();
    hl_status status = problems != NULL ? hl_rows_open_file(args->operands[0], how, &rows, err)
                                        : hl_error_memory(err);
    if (status == HL_OK) {
        hl_rows_tell(rows, problems);
        take_zone(args, rows, o);
        status = hl_timing_fit_rows(rows, o, problems, model, err);
    }
    if (problems != NULL && (status != HL_OK || !hl_cli_flag(args, "quiet")))
        hl_cli_print_problems(problems);
    hl_rows_close(rows);
    hl_problems_free(problems);
    return status;
}

static int run_fit(int argc, char **argv)
{
    hl_args args;
    hl_error err = HL_ERROR_INIT;
    hl_timing_options o = HL_TIMING_OPTIONS_INIT;
    hl_rows_file_options how = {.delimiter = '\0'};
    hl_timing_model *model = NULL;
    char *text = NULL;
    int code = hl_cli_parse(&args, &hl_cli_timing_fit, argc, argv);
    if (code >= 0)
        return code;
    code = HL_USAGE;
    if (take_fit(&args, &o) && hl_cli_rows(&args, &how)) {
        hl_status status = fit_file(&args, &o, &how, &model, &err);
        if (status == HL_OK)
            status = hl_timing_model_write(model, &text, &err);
        code = status == HL_OK ? hl_cli_emit(&args, text, strlen(text)) : hl_cli_fail(&args, &err);
    }
    free(text);
    hl_timing_model_free(model);
    hl_cli_free(&args);
    return code;
}

const hl_command hl_cli_timing_fit = {"timing",  HL_GROUP_NONE,        {"fit", "学习"},
                                      &fit_help, fit_options,          COUNT(fit_options),
                                      run_fit,   &hl_cli_timing_report};
