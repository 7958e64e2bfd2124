/* hookline timing report */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/shares.h"
#include "cli/terminal.h"
#include "cli/timing_experiment.h"
#include "cli/timing_forms.h"

static const hl_option report_options[] = {
    {"db",
     0,
     "FILE",
     HL_OPTION_ONCE,
     {"show the model that is in force in this store, for EXP or for all",
      "展示该数据库中生效的模型：EXP 的，或适用于全部实验的"}},
    {"width",
     0,
     "DURATION",
     HL_OPTION_ONCE,
     {"how long a window is, in whole hours: PT2H is the default",
      "时段的长度，整小时：默认 PT2H"}},
    {"worth",
     0,
     "LIFT",
     HL_OPTION_ONCE,
     {"least gain worth a change of hours, as a part of the present rate (default 0.1)",
      "值得改动发送时段的最小提升，相对目前比例（默认 0.1）"}},
    HL_OPTION_FORMAT("text|markdown|json"),
    HL_OPTION_OUTPUT,
};

static const hl_help report_help = {
    .usage = "hookline timing report MODEL [option...]\n"
             "hookline timing report [EXP] --db DB [option...]",
    .about = {"What a model says: for every segment its best window among the hours that are "
              "allowed, how sure that is, what it would gain over the hours at which touches go "
              "out now, what is lost if it is wrong, and what it would take to know; and its hours "
              "as a map of the week.",
              "模型的结论：每个分群在允许时段内的最佳时段、把握有多大、比目前的发送时段提升多少、"
              "选错会损失多少、还需要什么才能确定；并以一周热图展示各时段。"},
    .form = "report",
    .operand = "MODEL",
    .least_operands = 0,
    .most_operands = 1,
};

static bool take_width(const hl_args *args, int *hours)
{
    const char *text = hl_cli_value(args, "width");
    int end = 0;
    if (text == NULL)
        return true;
    if (sscanf(text, "PT%2dH%n", hours, &end) == 1 && text[end] == '\0' && *hours >= 1 &&
        *hours <= 24)
        return true;
    (void)hl_cli_usage(args, "--width takes whole hours from PT1H to PT24H, not '%s'", text);
    return false;
}

void hl_cli_timing_form(const hl_args *args, hl_report_options *form)
{
    static const hl_report_format formats[] = {HL_REPORT_TEXT, HL_REPORT_MARKDOWN, HL_REPORT_JSON};
    bool terminal = hl_cli_value(args, "output") == NULL && hl_cli_on_terminal();
    form->format = formats[hl_cli_choice(args, "format")];
    form->lang = args->lang;
    form->colour = terminal && form->format == HL_REPORT_TEXT && hl_cli_terminal_colour();
    if (terminal && form->format == HL_REPORT_TEXT) {
        size_t width = hl_cli_terminal_width();
        form->width = width == 0                      ? 0
                      : width < HL_REPORT_LEAST_WIDTH ? HL_REPORT_LEAST_WIDTH
                      : width > HL_REPORT_MOST_WIDTH  ? HL_REPORT_MOST_WIDTH
                                                      : width;
    }
}

static bool take_report(const hl_args *args, hl_timing_report_options *o, hl_report_options *form)
{
    hl_cli_timing_form(args, form);
    return take_width(args, &o->width_hours) && hl_cli_share(args, "worth", &o->worth);
}

static int run_report(int argc, char **argv)
{
    hl_args args;
    hl_error err = HL_ERROR_INIT;
    hl_timing_report_options o = {.width_hours = 0};
    hl_report_options form = HL_REPORT_OPTIONS_INIT;
    hl_timing_model *model = NULL;
    hl_timing_report *report = NULL;
    hl_cli_windows windows = {.count = 0};
    char *text = NULL;
    int code = hl_cli_parse(&args, &hl_cli_timing_report, argc, argv);
    if (code >= 0)
        return code;
    code = HL_USAGE;
    if (take_report(&args, &o, &form)) {
        const char *operand = args.operand_count > 0 ? args.operands[0] : NULL;
        hl_status status = hl_cli_timing_is_store(&args)
                               ? hl_cli_stored_model(&args, operand, &model, &err)
                               : hl_cli_read_model(operand, &model, &err);
        if (status == HL_OK)
            status = hl_timing_report_of(model, &o, &report, &err);
        if (status == HL_OK && hl_cli_timing_is_store(&args) && operand != NULL)
            status = hl_cli_windows_of(&args, operand, model, &windows, &err);
        if (status == HL_OK) {
            report->arms = windows.list;
            report->arm_count = windows.count;
        }
        if (status == HL_OK)
            status = hl_timing_write_report(report, &form, &text, &err);
        code = status == HL_OK ? hl_cli_emit(&args, text, strlen(text)) : hl_cli_fail(&args, &err);
    }
    free(text);
    hl_timing_report_free(report);
    hl_cli_windows_free(&windows);
    hl_timing_model_free(model);
    hl_cli_free(&args);
    return code;
}

const hl_command hl_cli_timing_report = {"timing",     HL_GROUP_NONE,        {"report", "报告"},
                                         &report_help, report_options,       COUNT(report_options),
                                         run_report,   &hl_cli_timing_choose};
