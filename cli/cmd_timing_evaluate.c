/* hookline timing evaluate */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/timing_forms.h"

static const hl_option options[] = {
    {"policy",
     0,
     "POLICY",
     HL_OPTION_ONCE,
     {"even, \"most engaged hour\", a window as 19:00-21:00, \"19:00-21:00 working days\" or "
      "SEGMENT=19:00-21:00, or the file of a model",
      "even（均匀）、\"most engaged hour\"（互动最多的小时）、时段如 19:00-21:00、\"19:00-21:00 "
      "working days\"（工作日）或 分群=19:00-21:00，或模型文件"}},
    HL_OPTIONS_TIMING_TOUCHES,
    HL_OPTION_NOW,
    HL_OPTION_EPOCH,
    HL_OPTION_DATE_ORDER,
    HL_OPTION_ROWS,
    HL_OPTION_FORMAT("text|markdown|json"),
    HL_OPTION_OUTPUT,
    HL_OPTION_QUIET,
};

static const hl_help help = {
    .usage = "hookline timing evaluate FILE --policy POLICY --propensity COL [option...]\n"
             "hookline timing evaluate MODEL --policy POLICY [option...]",
    .about =
        {"What a policy of send times would have brought, from touches whose hours were drawn "
         "with known chances: touches sent as the policy would have sent them weigh for those "
         "that were not. Of a MODEL instead of touches: what it believes.",
         "某种发送时间策略会带来什么：利用发送时间以已知概率抽取的触达，让与该策略一致的触达代表"
         "不一致的。给出 MODEL 而不是触达表时：该模型的判断。"},
    .details = {"Nothing is said where the policy does what was hardly ever tried in these "
                "touches: no method can make up for hours at which nobody was sent to.",
                "如果策略的做法在这些触达中几乎没有出现过，则不作评估：没有发送过的时段，任何方法都"
                "无从推断。"},
    .form = "evaluate",
    .operand = "FILE",
    .least_operands = 1,
    .most_operands = 1,
};

/* A model is JSON that names its format; a table of touches does not. */
static bool is_model(const char *path)
{
    char text[4096];
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    size_t got = fread(text, 1, sizeof text - 1, file);
    (void)fclose(file);
    text[got] = '\0';
    return strstr(text, "\"hookline-timing/") != NULL;
}

static hl_status evaluate_file(const hl_args *args, hl_timing_options *how,
                               const hl_rows_file_options *rows_how,
                               const hl_timing_evaluate_options *o, hl_timing_evaluation *out,
                               hl_error *err)
{
    hl_row_source *rows = NULL;
    hl_problems *problems = hl_problems_new();
    hl_status status = problems != NULL ? hl_rows_open_file(args->operands[0], rows_how, &rows, err)
                                        : hl_error_memory(err);
    if (status == HL_OK) {
        hl_rows_tell(rows, problems);
        hl_cli_timing_zone(args, rows, how);
        status = hl_timing_evaluate_rows(rows, how, o, problems, out, err);
    }
    if (problems != NULL && (status != HL_OK || !hl_cli_flag(args, "quiet")))
        hl_cli_print_problems(problems);
    hl_rows_close(rows);
    hl_problems_free(problems);
    return status;
}

static hl_status evaluate_model(const hl_args *args, const hl_timing_evaluate_options *o,
                                hl_timing_evaluation *out, hl_error *err)
{
    hl_timing_model *model = NULL;
    hl_status status = hl_cli_read_model(args->operands[0], &model, err);
    if (status == HL_OK)
        status = hl_timing_evaluate_model(model, o, out, err);
    hl_timing_model_free(model);
    return status;
}

/* The options that are for touches say nothing of a model. */
static bool check_model_options(const hl_args *args)
{
    static const char *const of_touches[] = {"sent-at", "zone",    "outcome",    "user", "segment",
                                             "hook",    "variant", "propensity", "hours"};
    for (size_t i = 0; i < COUNT(of_touches); i++)
        if (hl_cli_value(args, of_touches[i]) != NULL) {
            (void)hl_cli_usage(args, "--%s is of a table of touches; %s is a model", of_touches[i],
                               args->operands[0]);
            return false;
        }
    return true;
}

static bool take_options(const hl_args *args, bool of_model, hl_timing_options *how,
                         hl_rows_file_options *rows)
{
    if (hl_cli_value(args, "policy") == NULL) {
        (void)hl_cli_usage(args, "--policy POLICY is needed: which hours would be sent at? even, "
                                 "\"most engaged hour\", 19:00-21:00, or a model");
        return false;
    }
    if (of_model)
        return check_model_options(args);
    if (hl_cli_value(args, "propensity") == NULL) {
        (void)hl_cli_usage(args, "--propensity COL is needed: with what chance was each hour "
                                 "drawn? Touches whose hour nobody drew cannot be weighed");
        return false;
    }
    return hl_cli_timing_touches(args, how) && hl_cli_rows(args, rows);
}

static hl_status run_evaluation(const hl_args *args, bool of_model, hl_timing_options *how,
                                const hl_rows_file_options *rows, char **text, hl_error *err)
{
    hl_timing_evaluate_options o = {.policy = hl_cli_value(args, "policy")};
    hl_report_options form = HL_REPORT_OPTIONS_INIT;
    hl_timing_evaluation out;
    hl_timing_model *policy = NULL;
    hl_status status = HL_OK;
    if (access(o.policy, F_OK) == 0)
        status = hl_cli_read_model(o.policy, &policy, err);
    o.model = policy;
    if (status == HL_OK)
        status = of_model ? evaluate_model(args, &o, &out, err)
                          : evaluate_file(args, how, rows, &o, &out, err);
    hl_cli_timing_form(args, &form);
    if (status == HL_OK)
        status = hl_timing_write_evaluation(&out, &form, text, err);
    hl_timing_model_free(policy);
    return status;
}

static int run(int argc, char **argv)
{
    hl_args args;
    hl_error err = HL_ERROR_INIT;
    hl_timing_options how = HL_TIMING_OPTIONS_INIT;
    hl_rows_file_options rows = {.delimiter = '\0'};
    char *text = NULL;
    int code = hl_cli_parse(&args, &hl_cli_timing_evaluate, argc, argv);
    if (code >= 0)
        return code;
    code = HL_USAGE;
    bool of_model = is_model(args.operands[0]);
    if (take_options(&args, of_model, &how, &rows)) {
        hl_status status = run_evaluation(&args, of_model, &how, &rows, &text, &err);
        code = status == HL_OK ? hl_cli_emit(&args, text, strlen(text)) : hl_cli_fail(&args, &err);
    }
    free(text);
    hl_cli_free(&args);
    return code;
}

const hl_command hl_cli_timing_evaluate = {
    "timing", HL_GROUP_NONE, {"evaluate", "评估"}, &help, options, COUNT(options), run, NULL};
