/* hookline calibrate: is what the reports claim true on this very data? */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cells_report.h"
#include "cli/command.h"
#include "cli/experiment.h"
#include "cli/flat_file.h"
#include "cli/progress.h"

static const hl_option options[] = {
    {"runs", 0, "N", HL_OPTION_ONCE, "how often the units are put into arms (default 1000)"},
    HL_OPTION_SEED,
    HL_OPTION_DB,
    {"metric", 0, "[NAME=]COL[:KIND]", HL_OPTION_MANY, "a flat file: a metric; may be repeated"},
    {"unit", 0, "COL", HL_OPTION_ONCE, "rows are touches; this column names their user"},
    {"covariate", 0, "COL", HL_OPTION_MANY, "adjust for this number; may be repeated"},
    {"arm", 0, "COL", HL_OPTION_ONCE, "take names and number of arms from this column"},
    {"control", 0, "ARM", HL_OPTION_ONCE, "the arm to compare with"},
    {"weights", 0, "W,W...", HL_OPTION_ONCE, "shares of the arms (default: two alike)"},
    {"where", 0, "CONDITION", HL_OPTION_ONCE,
     "analyse only rows for which this condition (JSON) holds"},
    {"definition", 0, "FILE", HL_OPTION_ONCE,
     "metrics, arms, weights and options of a flat file from a definition"},
    {"alpha", 0, "A", HL_OPTION_ONCE, "two-sided error rate, between 0 and 1 (default 0.05)"},
    {"inference", 0, "HOW", HL_OPTION_ONCE, "fixed (default) or anytime"},
    {"correction", 0, "HOW", HL_OPTION_ONCE, "holm (default), bonferroni, bh, dunnett or none"},
    {"independent-touches", 0, NULL, HL_OPTION_FLAG,
     "analyse touches as if they were independent, to see what that does"},
    HL_OPTION_DECIMAL,
    {"trim", 0, NULL, HL_OPTION_FLAG,
     "take white space off ids and names; arms that differ in case or width alone are one"},
    HL_OPTION_BLANK,
    HL_OPTION_ACCEPT_LOSSES,
    HL_OPTION_ROWS,
    {"threads", 0, "N", HL_OPTION_ONCE, "threads (default 2); the result is the same"},
    {"strict", 0, NULL, HL_OPTION_FLAG, "exit with 3 when a row cannot be read"},
    HL_OPTION_FORMAT("text, json, markdown (default text)"),
    HL_OPTION_OUTPUT,
    HL_OPTION_LANG,
    HL_OPTION_NOW,
    HL_OPTION_QUIET,
};

static const hl_help help = {
    .usage = "hookline calibrate [option...] EXP | FILE --metric ...",
    .about =
        "Proves, or disproves, the statistics on your own data. The users of an experiment in\n"
        "the store (EXP), or the rows of a flat file (FILE, with --metric or --definition),\n"
        "are put into arms again and again through the real hash, each time with a new salt,\n"
        "and analysed by the real methods. Between such arms there is no difference, so p\n"
        "must be uniform, each tail must err at alpha / 2, the always-valid p at most at\n"
        "alpha, and the arms of two salts must not know of each other.\n"
        "\n"
        "Exits with 0 when everything is as promised, with 1 when anything errs more or\n"
        "when no comparison could be judged, with 3 when so much was lost of the data that\n"
        "an analysis would have no verdict either (--accept-losses).",
    .details =
        "Metrics, units, covariates and weights are written as for hookline analyze. Without\n"
        "--arm there are two arms, control and treatment, or those of --weights. Without --unit\n"
        "every row is a user of its own.\n\n"
        "examples:\n"
        "  hookline calibrate coupon-expiry-evening --db shop.db\n"
        "  hookline calibrate hillstrom.csv --metric visit:proportion --metric spend:mean\n"
        "  hookline calibrate touches.csv --unit user_id --metric clicked:proportion --runs 4000\n",
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
    if (hl_cli_progress_due(context)) {
        (void)fputc('\r', stderr);
        hl_cli_print(stderr, "run %zu of %zu", done, runs);
    }
}

static void start_progress(const hl_args *args, request *r)
{
    if (!hl_cli_progress_start(args, &r->progress))
        return;
    r->how.progress = show_progress;
    r->how.context = &r->progress;
}

/* ---- run */

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
    hl_status status =
        taken->cells == NULL
            ? HL_OK
            : hl_analysis_losses(taken->design, taken->cells, &how, &losses, &err);
    r->how.losses = losses;
    start_progress(args, r);
    if (status == HL_OK)
        status = hl_calibrate(taken->design, taken->units, &r->how, &calibration, &err);
    hl_cli_progress_end(&r->progress);
    if (status == HL_OK)
        status = hl_report_write_calibration(calibration, r->report.form.format,
                                             r->report.form.lang, &text, &err);
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

int cmd_calibrate(int argc, char **argv)
{
    hl_args args;
    request r = {.progress = {.shown = false}};
    int code = hl_cli_parse(&args, &help, options, COUNT(options), argc, argv);
    if (code >= 0)
        return code;
    bool flat = hl_cli_count(&args, "metric") > 0 || hl_cli_value(&args, "definition") != NULL;
    code = HL_USAGE;
    if (take_request(&args, &r))
        code = flat ? calibrate_file(&args, &r) : calibrate_store(&args, &r);
    hl_cli_free(&args);
    return code;
}
