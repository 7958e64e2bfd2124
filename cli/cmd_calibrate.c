/* hookline calibrate: is what the reports claim true on this very data? */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/again.h"
#include "cli/cells_report.h"
#include "cli/command.h"
#include "cli/effects.h"
#include "cli/experiment.h"
#include "cli/flat_file.h"
#include "cli/progress.h"
#include "cli/unread.h"

static const hl_option options[] = {
    {"runs",
     0,
     "N",
     HL_OPTION_ONCE,
     {"how often the units are put into arms (default 1000)", "重新分组的次数（默认 1000）"}},
    HL_OPTION_SEED,
    HL_OPTION_DB,
    {"metric",
     0,
     "[NAME=]COL[:KIND]",
     HL_OPTION_MANY,
     {"a flat file: a metric; may be repeated", "表格文件的指标；可多次给出"}},
    {"unit",
     0,
     "COL",
     HL_OPTION_ONCE,
     {"a user has several rows (touches, orders); this column names the user",
      "一个用户有多行（触达、订单）时，标明用户的列"}},
    {"covariate",
     0,
     "COL",
     HL_OPTION_MANY,
     {"adjust for this number; may be repeated", "用于协变量调整的数值；可多次给出"}},
    {"arm",
     0,
     "COL",
     HL_OPTION_ONCE,
     {"take names and number of arms from this column", "组名与组数取自此列"}},
    {"control", 0, "ARM", HL_OPTION_ONCE, {"the arm to compare with", "对照组"}},
    {"weights",
     0,
     "W,W...",
     HL_OPTION_ONCE,
     {"shares of the arms (default: two alike)", "各组的份额（默认两组均分）"}},
    {"where",
     0,
     "CONDITION",
     HL_OPTION_ONCE,
     {"analyse only rows for which this condition (JSON) holds", "只分析符合此条件（JSON）的行"}},
    {"definition",
     0,
     "FILE",
     HL_OPTION_ONCE,
     {"metrics, arms, weights and options of a flat file from a definition",
      "表格文件的指标、组、比例和各项设置取自实验定义"}},
    {"alpha",
     0,
     "A",
     HL_OPTION_ONCE,
     {"two-sided error rate, between 0 and 1 (default 0.05)",
      "双侧显著性水平，0 到 1 之间（默认 0.05）"}},
    {"inference",
     0,
     "fixed|anytime",
     HL_OPTION_ONCE,
     {"looked at once (default), or again and again", "只看一次（默认），或反复查看"}},
    {"correction",
     0,
     "holm|bonferroni|bh|dunnett|none",
     HL_OPTION_ONCE,
     {"for several arms or metrics (default holm)", "多组或多指标的校正（默认 holm）"}},
    {"independent-touches",
     0,
     NULL,
     HL_OPTION_FLAG,
     {"analyse touches as if they were independent, to see what that does",
      "把触达当作相互独立来分析，看看会怎样"}},
    HL_OPTION_DECIMAL,
    HL_OPTION_TRIM,
    HL_OPTION_BLANK,
    HL_OPTION_ACCEPT_LOSSES,
    HL_OPTION_ROWS,
    HL_OPTION_THREADS,
    {"strict",
     0,
     NULL,
     HL_OPTION_FLAG,
     {"exit with 3 when a row cannot be read", "有行无法读取时退出码为 3"}},
    HL_OPTION_FORMAT("text|json|markdown"),
    HL_OPTION_OUTPUT,
    HL_OPTION_NOW,
    HL_OPTION_QUIET,
};

static const hl_help help = {
    .usage = "hookline calibrate EXP [--db FILE] [option...]\n"
             "hookline calibrate FILE --metric [NAME=]COL[:KIND] [option...]",
    .about = {"Tests the statistics on your own data. The users of an experiment in the store "
              "(EXP), or the rows of a flat file (FILE, with --metric or --definition), are put "
              "into arms again and again by the real hash, each time with a new salt, and analysed "
              "by the real methods. Between such arms there is no difference, so whatever is found "
              "is false: p must be uniform, each tail must err at alpha / 2, the always-valid p at "
              "most at alpha, and the arms drawn with two salts must be independent.",
              "用你自己的数据检验统计方法。数据库中实验（EXP）的用户，或表格文件（FILE，配合 "
              "--metric 或 "
              "--"
              "definition）的行，用真实的哈希一次次重新分组，每次换一个随机盐，并用真实的方法分析。"
              "这样的各组之间没有差别，发现的任何差别都是误报：p 值应均匀分布，两侧各按 alpha / 2 "
              "误报，序贯 p 值的误报不超过 alpha，两个随机盐的分组应相互独立。"},
    .details = {"Metrics, units, covariates and weights are written as for hookline analyze. "
                "Without --arm there are two arms, control and treatment, or those of --weights. "
                "Without --unit every row is a user of its own.\n"
                "\n"
                "Exit code 0 when everything is as promised, 1 when anything errs more often or "
                "when no comparison could be judged, 3 when so much of the data was lost that an "
                "analysis would have no verdict either (--accept-losses judges all the same).",
                "指标、用户、协变量和比例的写法与 hookline analyze 相同。没有 --arm 时为 control "
                "与 treatment 两组，或 --weights 中的各组。没有 --unit 时每行是一个用户。\n"
                "\n"
                "一切如所宣称时退出码为 0；有误报过多的，或没有可以判断的比较时为 "
                "1；数据丢失到分析也不能下结论的程度时为 3（--accept-losses 照样判断）。"},
    .examples = "  hookline simulate --out shop\n"
                "  hookline apply shop/coupon-expiry-evening.json --db shop.db\n"
                "  hookline import users shop/users.csv --db shop.db\n"
                "  hookline import touches shop/touches.csv --db shop.db\n"
                "  hookline import events shop/events.csv --db shop.db\n"
                "  hookline calibrate coupon-expiry-evening --db shop.db\n"
                "  hookline calibrate examples/data/touches.csv --unit user_id \\\n"
                "      --metric clicked:proportion --runs 4000",
    .operand = "EXP",
    .least_operands = 1,
    .most_operands = 1,
};

typedef struct request {
    hl_calibration_options how;
    hl_cells_report report;
    hl_progress progress;
} request;

static bool take_runs(const hl_args *args, size_t *runs)
{
    const char *text = hl_cli_value(args, "runs");
    char *end = NULL;
    if (text == NULL)
        return true;
    errno = 0;
    long value = strtol(text, &end, 10);
    *runs = (size_t)value;
    if (end != text && *end == '\0' && errno == 0 && value >= 20 && value <= 1000000)
        return true;
    (void)hl_cli_usage(args, "--runs takes a whole number from 20 to 1000000, not '%s'", text);
    return false;
}

static bool take_request(const hl_args *args, request *r)
{
    r->how = (hl_calibration_options)HL_CALIBRATION_OPTIONS_INIT;
    r->how.independent_touches = hl_cli_flag(args, "independent-touches");
    return hl_cli_report_options(args, &r->report) && take_runs(args, &r->how.runs) &&
           hl_cli_seed(args, &r->how.seed) && hl_cli_threads(args, &r->how.threads);
}

/* ---- progress */

static void show_progress(void *context, size_t done, size_t runs)
{
    hl_cli_progress_tell(context, (int64_t)done, (int64_t)runs);
}

static void start_progress(const hl_args *args, request *r)
{
    if (!hl_cli_progress_start(args, &r->progress, (hl_bilingual){"calibrating", "校准"}))
        return;
    r->how.progress = show_progress;
    r->how.context = &r->progress;
}

/* ---- run */

static hl_status write_report(const hl_args *args, const request *r,
                              const hl_calibration *calibration, char **text, hl_error *err)
{
    hl_again again;
    hl_report_options form = HL_REPORT_OPTIONS_INIT;
    form.format = r->report.form.format;
    form.lang = r->report.form.lang;
    hl_status status = hl_cli_again(args, &r->report, r->report.zone, &again, err);
    form.word_count = again.count;
    form.words = (const char *const *)again.words;
    if (status == HL_OK)
        status = hl_report_write_calibration_as(calibration, &form, text, err);
    hl_cli_again_free(&again);
    return status;
}

static int calibrate(const hl_args *args, request *r, const hl_cells_taken *taken)
{
    hl_error err = HL_ERROR_INIT;
    hl_calibration *calibration = NULL;
    char *text = NULL;
    hl_analysis *losses = NULL;
    hl_analysis_options how = HL_ANALYSIS_OPTIONS_INIT;
    how.as_of_utc_ms = r->report.now_utc_ms;
    how.now_utc_ms = r->report.now_utc_ms;
    how.accept_losses = r->report.accept_losses;
    hl_status status = taken->cells == NULL
                           ? HL_OK
                           : hl_analysis_losses(taken->design, taken->cells, &how, &losses, &err);
    r->how.losses = losses;
    start_progress(args, r);
    if (status == HL_OK)
        status = hl_calibrate(taken->design, taken->units, &r->how, &calibration, &err);
    hl_cli_progress_end(&r->progress, status == HL_OK);
    if (status == HL_OK)
        status = write_report(args, r, calibration, &text, &err);
    int code = status == HL_OK ? hl_cli_emit(args, text, strlen(text)) : hl_cli_fail(args, &err);
    bool lost = status == HL_OK && losses != NULL && hl_analysis_lost(losses);
    if (lost)
        code = hl_cli_blocked(args, code);
    else if (code == HL_OK && !hl_calibration_passed(calibration))
        code = HL_FAILED;
    free(text);
    hl_calibration_free(calibration);
    hl_analysis_free(losses);
    return code;
}

static int read_and_calibrate(const hl_args *args, request *r, hl_cells_source *source)
{
    hl_error err = HL_ERROR_INIT;
    hl_cells_taken taken;
    hl_cells_reading reading = HL_CELLS_READING_INIT;
    reading.units = true;
    reading.as_of_utc_ms = r->report.now_utc_ms;
    int code = hl_cli_read_cells(args, source, &reading);
    if (code != HL_OK)
        return code;
    code = hl_cells_source_take(source, 0, &taken, &err) == HL_OK ? calibrate(args, r, &taken)
                                                                  : hl_cli_fail(args, &err);
    return hl_cli_strict(args, source, code);
}

static int calibrate_file(const hl_args *args, request *r)
{
    hl_flat_file file;
    int code = hl_cli_flat_file(args, &file);
    if (code == HL_OK)
        code = read_and_calibrate(args, r, file.source);
    hl_cli_flat_file_free(&file);
    return code;
}

static int calibrate_store(const hl_args *args, request *r)
{
    hl_error err = HL_ERROR_INIT;
    hl_store_options how = HL_STORE_OPTIONS_INIT;
    hl_store *store = NULL;
    hl_definition *file = NULL;
    hl_cells_source *source = NULL;
    const char *name = NULL;
    how.unread = hl_cli_unread();
    hl_status status = hl_store_open(hl_cli_db(args), &how, &store, &err);
    if (status == HL_OK)
        status = hl_cli_experiment(store, args->operands[0], &file, &name, &err);
    if (status == HL_OK)
        status = hl_store_cells_source(store, name, &source, &err);
    int code = status == HL_OK ? read_and_calibrate(args, r, source) : hl_cli_fail(args, &err);
    hl_cells_source_close(source);
    hl_store_close(store);
    hl_definition_free(file);
    return code;
}

/* A file that is no definition is read as rows. */
static bool is_table(const char *path)
{
    size_t length = strlen(path);
    return access(path, R_OK) == 0 && (length < 5 || strcmp(path + length - 5, ".json") != 0);
}

/* A flat file is told what its columns are; of an experiment in the store the definition says it.
 */
static int check_effects(const hl_args *args, bool flat)
{
    static const char *const of_files[] = {"unit",       "covariate", "arm",        "control",
                                           "weights",    "where",     "alpha",      "inference",
                                           "correction", "decimal",   "trim",       "blank",
                                           "encoding",   "delimiter", "skip-lines", "strict"};
    static const hl_effect_rule rules[] = {
        {"db", NULL, "--metric|--definition"},
        {"control", "--arm|--weights|--definition", NULL},
        {"independent-touches", "--unit", NULL},
    };
    for (size_t i = 0; !flat && i < COUNT(of_files); i++)
        if (hl_cli_flag(args, of_files[i]))
            return hl_cli_usage(
                args,
                "--%s is for a flat file (--metric or --definition); of '%s' in the "
                "store the definition says it",
                of_files[i], args->operands[0]);
    return flat ? hl_cli_check_effects(args, rules, COUNT(rules)) : HL_OK;
}

static int run_command(int argc, char **argv)
{
    hl_args args;
    request r = {.progress = {.shown = false}};
    int code = hl_cli_parse(&args, &hl_cmd_calibrate, argc, argv);
    if (code >= 0)
        return code;
    bool flat = hl_cli_count(&args, "metric") > 0 || hl_cli_value(&args, "definition") != NULL;
    code = HL_USAGE;
    if (!flat && hl_cli_value(&args, "db") == NULL && is_table(args.operands[0]))
        (void)hl_cli_usage(&args, "--metric COL is missing: what is measured?");
    else if (check_effects(&args, flat) == HL_OK && take_request(&args, &r))
        code = flat ? calibrate_file(&args, &r) : calibrate_store(&args, &r);
    hl_cli_free(&args);
    return code;
}

const hl_command hl_cmd_calibrate = {
    "calibrate",
    HL_GROUP_STATISTICS,
    {"proof on your own data: does the report err as rarely as it says?",
     "用自己的数据检验：报告的误报是否如所宣称的那样少"},
    &help,
    options,
    COUNT(options),
    run_command,
    NULL};
