/* hookline report: the significance report of an experiment, from the store. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cells_report.h"
#include "cli/command.h"
#include "cli/effects.h"
#include "cli/experiment.h"
#include "cli/outlet.h"
#include "cli/progress.h"
#include "cli/unread.h"
#include "cli/words.h"

#define ALPHA 0.05 /* of no experiment at all */

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
    {"list",
     0,
     NULL,
     HL_OPTION_FLAG,
     {"only which experiments the store has: version, units, touches; reads none of them",
      "只列出数据库中有哪些实验：版本、人数、触达次数；不读取各实验"}},
};

static const hl_help help = {
    .usage = "hookline report [EXP...] [option...]",
    .about =
        {"The verdict on an experiment and why, with the interval of every number: lifts "
         "against the control, checks of the data, segments, the course over time. EXP is a "
         "name in the store, or a definition file (whose experiment must be in the store).\n"
         "\n"
         "Of several, and without EXP of all in the store, it says what to open first and why, "
         "and every experiment in a line: days, verdict, effect, when the next look is worth "
         "it. Verdicts are then adjusted over the experiments.\n"
         "\n"
         "Only users whose attribution window has closed by now are in the comparison; the "
         "others are shown apart. The report reads sums that every import keeps, so it is as "
         "fast for a long log as for a short one.",
         "实验的结论及理由，每个数字都带区间：相对对照组的提升、数据检查、细分人群、随时间的变"
         "化。EXP 是数据库中的实验名，或实验定义文件（其实验须已存入数据库）。\n"
         "\n"
         "给出多个 EXP，或省略 EXP（即数据库中的全部实验）时，先说该看哪些、为什么，再逐行列出"
         "每个实验：天数、结论、效果、何时再看。此时结论在各实验之间做校正。\n"
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
    .operands = "EXP",
    .most_operands = SIZE_MAX,
};

/* ---- their names alone */

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

/* ---- several experiments */

/* The experiments that are asked for: all of the store, or those of the operands, in their order.
 */
typedef struct asked {
    hl_store_experiment *all; /* of the store */
    hl_store_experiment *list;
    size_t count;
    hl_cli_batch batch;
} asked;

static bool is_listed(const asked *of, const char *name)
{
    for (size_t i = 0; i < of->count; i++)
        if (strcmp(of->list[i].name, name) == 0)
            return true;
    return false;
}

/* The store says what it has where it has none of the name. */
static hl_status missing(hl_store *store, const char *name, hl_error *err)
{
    hl_definition *definition = NULL;
    hl_cells *cells = NULL;
    hl_status status = hl_store_cells(store, name, &definition, &cells, err);
    hl_definition_free(definition);
    hl_cells_free(cells);
    return status;
}

static hl_status pick_one(const char *operand, hl_store *store, size_t known, asked *of,
                          hl_error *err)
{
    hl_definition *file = NULL;
    const char *name = NULL;
    hl_status status = hl_cli_experiment(store, operand, &file, &name, err);
    for (size_t k = 0; status == HL_OK && k < known; k++)
        if (strcmp(of->all[k].name, name) == 0 && !is_listed(of, name))
            of->list[of->count++] = of->all[k];
    if (status == HL_OK && !is_listed(of, name))
        status = missing(store, name, err);
    hl_definition_free(file);
    return status;
}

/* Said twice, it is read once. */
static hl_status pick(const hl_args *args, hl_store *store, size_t known, asked *of, hl_error *err)
{
    hl_status status = HL_OK;
    of->list = calloc(args->operand_count, sizeof *of->list);
    if (of->list == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; status == HL_OK && i < args->operand_count; i++)
        status = pick_one(args->operands[i], store, known, of, err);
    return status;
}

static hl_status ask(const hl_args *args, hl_store *store, asked *of, hl_error *err)
{
    size_t known = 0;
    hl_status status = hl_store_experiments(store, &of->all, &known, err);
    of->batch.batch = hl_batch_new(ALPHA);
    if (status == HL_OK && of->batch.batch == NULL)
        return hl_error_memory(err);
    if (status != HL_OK || args->operand_count > 0)
        return status == HL_OK ? pick(args, store, known, of, err) : status;
    of->list = of->all;
    of->count = known;
    return HL_OK;
}

/* What cannot be read is told in its line and does not stop the others. */
static hl_status add(const hl_args *args, hl_store *store, const hl_store_experiment *x,
                     const hl_cells_report *how, asked *of, hl_error *err)
{
    hl_cells_source *source = NULL;
    hl_cells_reading reading = HL_CELLS_READING_INIT;
    hl_batch *batch = of->batch.batch;
    if (x->unreadable != NULL)
        return hl_batch_skip_unreadable(batch, x->name, x->unreadable, err);
    hl_status status = hl_store_cells_source(store, x->name, &source, err);
    if (status == HL_OK)
        status = hl_cells_source_read(source, &reading, NULL, err);
    if (status == HL_REJECTED) {
        hl_error why = *err;
        *err = (hl_error)HL_ERROR_INIT;
        status = hl_batch_skip_unreadable(batch, x->name, why.message, err);
    } else if (status == HL_OK) {
        status = hl_cli_batch_add(args, source, how, &of->batch, err);
    }
    hl_cells_source_close(source);
    return status;
}

static int report_many(const hl_args *args, hl_store *store, const hl_cells_report *how)
{
    hl_error err = HL_ERROR_INIT;
    hl_progress progress;
    asked of = {0};
    char *text = NULL;
    hl_status status = ask(args, store, &of, &err);
    bool shown = hl_cli_progress_start(args, &progress, (hl_bilingual){"reading", "读取"});
    for (size_t i = 0; status == HL_OK && i < of.count; i++) {
        status = add(args, store, &of.list[i], how, &of, &err);
        if (shown)
            hl_cli_progress_tell(&progress, (int64_t)i + 1, (int64_t)of.count);
    }
    hl_cli_progress_end(&progress, status == HL_OK);
    if (status == HL_OK)
        status = hl_batch_settle(of.batch.batch, &err);
    if (status == HL_OK)
        status =
            how->form.format == HL_REPORT_JSON
                ? hl_store_write_experiments_read(of.list, of.count, of.batch.batch, &text, &err)
                : hl_cli_batch_text(args, of.batch.batch, how, &text, &err);
    int code = hl_cli_batch_emit(args, &of.batch, status, text, &err);
    hl_batch_free(of.batch.batch);
    if (of.list != of.all)
        free(of.list);
    free(of.all);
    return code;
}

/* ---- one */

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

static int check_effects(const hl_args *args)
{
    static const hl_effect_rule rules[] = {
        {"detail", NULL, "--list"},
        {"width", NULL, "--list"},
        {"zone", NULL, "--list"},
        {"look", NULL, "--list"},
        {"accept-losses", NULL, "--list"},
        {"now", NULL, "--list"},
        {"list", NULL, "--format markdown"},
    };
    return hl_cli_check_effects(args, rules, COUNT(rules));
}

static bool asks_for_all(const char *operand)
{
    return hl_cli_is_one_of("all|list|ls|全部|所有|列表|清单", operand) &&
           access(operand, F_OK) != 0;
}

static int run(const hl_args *args)
{
    hl_error err = HL_ERROR_INIT;
    hl_store_options options_of_store = HL_STORE_OPTIONS_INIT;
    hl_store *store = NULL;
    hl_cells_report how;
    int code = HL_OK;
    if (check_effects(args) != HL_OK || !hl_cli_report_options(args, &how))
        return HL_USAGE;
    if (hl_cli_flag(args, "list") && args->operand_count > 0)
        return hl_cli_usage(args, "--list lists all experiments of the store; it takes no EXP");
    if (args->operand_count == 1 && asks_for_all(args->operands[0]))
        return hl_cli_usage(args,
                            "'%s' is no experiment: without EXP all of the store are meant, "
                            "and --list only names them",
                            args->operands[0]);
    how.as_of_utc_ms = how.now_utc_ms;
    how.says_look = true;
    options_of_store.unread = hl_cli_unread();
    if (hl_store_open(hl_cli_db(args), &options_of_store, &store, &err) != HL_OK)
        code = hl_cli_fail(args, &err);
    else if (hl_cli_flag(args, "list"))
        code = list(args, store);
    else if (args->operand_count == 1)
        code = report(args, store, &how);
    else
        code = report_many(args, store, &how);
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
