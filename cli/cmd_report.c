/* hookline report: the significance report of an experiment, from the store. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cells_report.h"
#include "cli/command.h"
#include "cli/experiment.h"
#include "cli/outlet.h"

static const hl_option options[] = {
    HL_OPTION_DB,
    HL_OPTIONS_OF_REPORT,
    HL_OPTION_OUTPUT,
    HL_OPTION_NOW,
    HL_OPTION_REPORT_ZONE,
    {"look",
     0,
     "K",
     HL_OPTION_ONCE,
     {"of an experiment with planned looks (group_sequential): which of them this is, from 1",
      "计划好分析次数的实验（group_sequential）：这是第几次，从 1 起"}},
    HL_OPTION_ACCEPT_LOSSES,
};

static const hl_help help = {
    .usage = "hookline report [EXP] [option...]",
    .about = {"The verdict on an experiment and why, with the interval of every number: lifts "
              "against the control, checks of the data, segments, the course over time. EXP is a "
              "name in the store, or a definition file (whose experiment must be in the store). "
              "Without EXP the experiments of the store are listed.\n"
              "\n"
              "Only users whose attribution window has closed by now are in the comparison; the "
              "others are shown apart. The report reads sums that every import keeps, so it is as "
              "fast for a long log as for a short one.",
              "实验的结论及理由，每个数字都带区间：相对对照组的提升、数据检查、细分人群、随时间的变"
              "化。EXP 是数据库中的实验名，或实验定义文件（其实验须已存入数据库）。省略 EXP "
              "时列出数据库中的实验。\n"
              "\n"
              "只有归因观察期已满的用户参与比较，其余单独列出。报告读取每次导入时维护的汇总，日志再"
              "长也一样快。"},
    .details =
        {"Exit code 3, the report being written, when data were lost so that there is no verdict.",
         "因数据丢失而不能下结论时，报告照常写出，退出码为 3。"},
    .examples = "  hookline report --db shop.db\n"
                "  hookline report coupon-expiry-evening --db shop.db --lang zh\n"
                "  hookline report coupon-expiry-evening --db shop.db --format json -o report.json",
    .operand = "EXP",
    .most_operands = 1,
};

static int list_in_words(const hl_args *args, const hl_store_experiment *all, size_t count)
{
    hl_error err = HL_ERROR_INIT;
    hl_outlet outlet;
    hl_status status = hl_cli_outlet_open(args, &outlet, &err);
    if (status != HL_OK)
        return hl_cli_fail(args, &err);
    FILE *out = outlet.file;
    for (size_t i = 0; i < count; i++) {
        hl_cli_print(out, "%s: version %" PRId64 ", ", all[i].name, all[i].version);
        if (all[i].unreadable != NULL)
            hl_cli_print(out, "cannot be read by this program: %s\n", all[i].unreadable);
        else
            hl_cli_print(out, "%" PRId64 " unit%s enrolled, %" PRId64 " touch%s sent\n",
                         all[i].units, all[i].units == 1 ? "" : "s", all[i].touches,
                         all[i].touches == 1 ? "" : "es");
    }
    if (count == 0)
        hl_cli_print(out, "no experiments: hookline apply stores one\n");
    status = hl_cli_outlet_close(&outlet, HL_OK, &err);
    return status == HL_OK ? HL_OK : hl_cli_fail(args, &err);
}

static int list(const hl_args *args, hl_store *store)
{
    hl_error err = HL_ERROR_INIT;
    hl_store_experiment *all = NULL;
    size_t count = 0;
    char *text = NULL;
    hl_status status = hl_store_experiments(store, &all, &count, &err);
    if (status == HL_OK && hl_cli_choice(args, "format") == 1)
        status = hl_store_write_experiments(all, count, &text, &err);
    int code = HL_OK;
    if (status != HL_OK)
        code = hl_cli_fail(args, &err);
    else if (text != NULL)
        code = hl_cli_emit(args, text, strlen(text));
    else
        code = list_in_words(args, all, count);
    free(text);
    free(all);
    return code;
}

static int report(const hl_args *args, hl_store *store, const hl_cells_report *how)
{
    hl_error err = HL_ERROR_INIT;
    hl_definition *file = NULL;
    hl_cells_source *source = NULL;
    hl_cells_reading reading = HL_CELLS_READING_INIT;
    const char *name = NULL;
    hl_status status = hl_cli_experiment(store, args->operands[0], &file, &name, &err);
    if (status == HL_OK)
        status = hl_store_cells_source(store, name, &source, &err);
    int code =
        status == HL_OK ? hl_cli_read_cells(args, source, &reading) : hl_cli_fail(args, &err);
    if (code == HL_OK)
        code = hl_cli_report(args, source, how);
    hl_cells_source_close(source);
    hl_definition_free(file);
    return code;
}

static int run(const hl_args *args)
{
    hl_error err = HL_ERROR_INIT;
    hl_store_options options_of_store = HL_STORE_OPTIONS_INIT;
    hl_store *store = NULL;
    hl_cells_report how;
    int code = HL_OK;
    if (!hl_cli_report_options(args, &how))
        return HL_USAGE;
    how.as_of_utc_ms = how.now_utc_ms;
    how.says_look = true;
    if (hl_store_open(hl_cli_db(args), &options_of_store, &store, &err) != HL_OK)
        code = hl_cli_fail(args, &err);
    else if (args->operand_count == 0)
        code = list(args, store);
    else
        code = report(args, store, &how);
    hl_store_close(store);
    return code;
}

static int run_command(int argc, char **argv)
{
    hl_args args;
    int code = hl_cli_parse(&args, &hl_cmd_report, argc, argv);
    if (code >= 0)
        return code;
    code = run(&args);
    hl_cli_free(&args);
    return code;
}

const hl_command hl_cmd_report = {
    "report",
    HL_GROUP_STORE,
    {"the significance report of an experiment in the store", "数据库中某个实验的显著性报告"},
    &help,
    options,
    COUNT(options),
    run_command,
    NULL};
