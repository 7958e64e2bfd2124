/* hookline timing fit */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/timing_forms.h"

static const hl_option fit_options[] = {
    {"db",
     0,
     "FILE",
     HL_OPTION_ONCE,
     {"learn from the touches of this store, of the experiments that are named or of all, and keep "
      "the model there",
      "从该数据库的触达学习（所列实验，未列出则全部），并把模型存入其中"}},
    HL_OPTIONS_TIMING_TOUCHES,
    {"policy",
     0,
     "COL",
     HL_OPTION_ONCE,
     {"column of who drew the hour: model, explore or holdout, as timing choose writes it; blank: "
      "none",
      "时段由谁抽取所在的列：model、explore 或 holdout，即 timing choose 所写；留空表示未抽取"}},
    {"guardrail",
     0,
     "COL",
     HL_OPTION_ONCE,
     {"column that is 1 or yes where a touch did harm, e.g. was blocked; with --db a metric. Hours "
      "that are shown to raise it are not chosen",
      "触达造成损害（如被拉黑）的为 1 或 yes 的列；给出 --db "
      "时为指标名。已证明会使其上升的时段不会被选用"}},
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
    .usage = "hookline timing fit FILE --sent-at COL --outcome COL --zone ZONE [option...]\n"
             "hookline timing fit [EXP...] --db DB --outcome METRIC [--segment NAME] [option...]",
    .about =
        {"Learns from a table of touches, one a row, at which hours of the week each segment "
         "answers: a logistic regression in which segments share what they have in common, so "
         "that small ones are not read by chance alone. Writes the model as JSON.",
         "从触达表（每行一次）学习各分群在一周中的哪些时段会回应：用分层逻辑回归，各分群共享共性，"
         "小分群不至于只凭偶然下结论。模型写为 JSON。"},
    .details =
        {"Touches whose hour was drawn by chance (choose: explore, or timing choose) carry "
         "their propensity and count as randomised. Without it the model is marked "
         "observational, and nothing it says is called shown.\nWith --db the touches are those "
         "that the store's log says went out; --outcome is a "
         "metric of the definition that is yes or no, --segment one of its segments or an "
         "attribute of users. The model is kept in the store and is in force for the "
         "experiments named; -o writes it to a file too.",
         "发送时段由随机抽取的触达（choose: explore 或 timing "
         "choose）带有抽中概率，视为随机化。没有它，模型标为观察性，其结论不算已证明。\n"
         "给出 --db 时，触达取自数据库日志中已发出的；--outcome 是定义中的是非类指标，--segment "
         "是定义中的分群或用户属性。模型存入数据库，对所列实验生效；-o 另写一份文件。"},
    .form = "fit",
    .operand = "FILE",
    .operands = "EXP",
    .least_operands = 0,
    .most_operands = 100,
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

static bool check_one_file(const hl_args *args)
{
    if (args->operand_count == 1)
        return true;
    (void)hl_cli_usage(args, "one FILE at a time; experiments of a store stand beside --db");
    return false;
}

static bool take_fit(const hl_args *args, hl_timing_options *o)
{
    o->columns.policy = hl_cli_value(args, "policy");
    o->columns.guardrail = hl_cli_value(args, "guardrail");
    return hl_cli_timing_guardrail(args) && hl_cli_timing_touches(args, o) &&
           take_half_life(args, &o->half_life_days);
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
        hl_cli_timing_zone(args, rows, o);
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
    if (hl_cli_timing_is_store(&args)) {
        if (take_half_life(&args, &o.half_life_days))
            code = hl_cli_timing_fit_store(&args, o.half_life_days);
    } else if (check_one_file(&args) && take_fit(&args, &o) && hl_cli_rows(&args, &how)) {
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
