#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/flat_file.h"
#include "cli/options.h"

static const hl_help help = {
    .usage = "hookline analyze FILE --arm COL --control ARM --metric COL[:KIND] [option...]",
    .about =
        "The significance report of any flat file: CSV with a header or NDJSON, one row a user. "
        "No\n"
        "store, no definition. - is standard input. Arms and values to split by are found in the\n"
        "data; the order of the rows and the number of threads change nothing.\n"
        "Rows that cannot be read are counted and the first of them shown with line and column.",
    .details =
        "A metric is [NAME=]WHAT[:WORD...], WHAT being\n"
        "  COL              one number a row: proportion (0 or 1) or mean; without a kind it is a\n"
        "                   proportion when all its values are 0 and 1\n"
        "  NUM/DEN          ratio of two sums, over users\n"
        "  HITS/TRIALS      with :proportion, rows that count: HITS of TRIALS users\n"
        "  SUM,SUMSQ        with --count, rows that sum up: a mean from sum and sum of squares\n"
        "and WORD a kind (proportion, mean, ratio, quantile:Q), winsorize:Q (means and ratios: "
        "clip\n"
        "values above the quantile Q of all arms), a role (primary, secondary, guardrail) or a "
        "goal\n"
        "(increase, decrease). The first metric is primary.\n\n"
        "--weights 1,1,1 says the planned split (control first, then by name); shares that differ\n"
        "say whose they are: --weights \"No E-Mail=2,Mens E-Mail=1,Womens E-Mail=1\".\n\n"
        "examples:\n"
        "  hookline analyze hillstrom.csv --arm segment --control \"No E-Mail\" \\\n"
        "      --metric visit:proportion --metric spend:mean --covariate history --by newbie\n"
        "  hookline analyze touches.csv --arm arm --control day --unit user_id --metric clicked\n"
        "  hookline analyze upworthy.csv --experiment-column test_id --arm package \\\n"
        "      --count impressions --metric click=clicks/impressions --weights equal\n"
        "  hookline analyze users.csv --arm arm --control none --metric ordered \\\n"
        "      --where '{\"orders\": {\"$gte\": 1}, \"city\": {\"$in\": [\"Shanghai\", "
        "\"Suzhou\"]}}'",
    .least_operands = 1,
    .most_operands = 1,
};

static const hl_option options[] = {
    {"arm", 0, "COL", HL_OPTION_ONCE, "column that names the arm"},
    {"control", 0, "ARM", HL_OPTION_ONCE, "the arm to compare with"},
    {"metric", 0, "[NAME=]COL[:KIND]", HL_OPTION_MANY, "a metric; may be repeated"},
    {"covariate", 0, "COL", HL_OPTION_MANY,
     "a number known before the experiment: adjusts for it; may be repeated"},
    {"by", 0, "COL", HL_OPTION_MANY, "split the result by this column too; may be repeated"},
    {"weights", 0, "W,W...", HL_OPTION_ONCE,
     "the planned split, to check it (SRM): shares, or 'equal'"},
    {"unit", 0, "COL", HL_OPTION_ONCE, "rows are touches; this column names their user"},
    {"count", 0, "COL", HL_OPTION_ONCE, "a row stands for as many users as this column says"},
    {"experiment-column", 0, "COL", HL_OPTION_ONCE,
     "one experiment for each value of this column: a summary of all, json gives one a line"},
    {"definition", 0, "FILE", HL_OPTION_ONCE,
     "metrics, arms, weights, control, segments and options from a definition"},
    {"where", 0, "CONDITION", HL_OPTION_ONCE,
     "analyse only rows for which this condition (JSON) holds"},
    {"alpha", 0, "A", HL_OPTION_ONCE, "two-sided error rate, between 0 and 1 (default 0.05)"},
    {"inference", 0, "HOW", HL_OPTION_ONCE, "fixed (default: the file is final) or anytime"},
    {"correction", 0, "HOW", HL_OPTION_ONCE, "holm (default), bonferroni, bh, dunnett or none"},
    {"delimiter", 0, "C", HL_OPTION_ONCE, "one character; default comma, tab for .tsv"},
    {"threads", 0, "N", HL_OPTION_ONCE, "threads that read the file (default 2)"},
    {"strict", 0, NULL, HL_OPTION_FLAG, "exit with 3 when a row cannot be read"},
    HL_OPTION_FORMAT("text, json, markdown"),
    HL_OPTION_OUTPUT,
    HL_OPTION_LANG,
    HL_OPTION_NOW,
    HL_OPTION_QUIET,
};

static const char *const formats[] = {"text", "json", "markdown"};
static const hl_report_format report_formats[] = {HL_REPORT_TEXT, HL_REPORT_JSON,
                                                  HL_REPORT_MARKDOWN};

/* Everything the command line says, and what it opened. */
typedef struct request {
    hl_flat_file file;
    int format;
    hl_lang lang;
    int64_t now_utc_ms;
    hl_input inputs[3];
    char left_out[24];
} request;

static int check_request(const hl_args *args, const request *r)
{
    const hl_scan_spec *spec = &r->file.spec;
    if (spec->request.arm == NULL)
        return hl_cli_usage(args, "--arm COL is missing: which column names the arm?");
    if (r->file.definition == NULL && spec->request.metric_count == 0)
        return hl_cli_usage(args, "--metric COL is missing: what is measured?");
    if (r->file.definition == NULL && spec->request.control == NULL &&
        spec->request.experiment == NULL)
        return hl_cli_usage(args, "--control ARM is missing: which arm to compare with?");
    return HL_OK;
}

/* ---- run */

/* What does not depend on the experiment. */
static hl_analysis_options analysis_options(request *r, const hl_scan *scan)
{
    hl_analysis_options out = HL_ANALYSIS_OPTIONS_INIT;
    (void)snprintf(r->left_out, sizeof r->left_out, "%lld", (long long)hl_scan_left_out(scan));
    r->inputs[0] = (hl_input){"data", r->file.spec.path};
    r->inputs[1] = (hl_input){"where", r->file.spec.request.where};
    r->inputs[2] = (hl_input){"rows_left_out", r->left_out};
    out.now_utc_ms = r->now_utc_ms;
    out.inputs = r->inputs;
    out.input_count = r->file.spec.request.where == NULL ? 1 : COUNT(r->inputs);
    if (r->file.definition != NULL)
        out.definition_digest = hl_definition_digest(r->file.definition);
    return out;
}

static int report(const hl_args *args, request *r, hl_scan *scan)
{
    hl_error err = HL_ERROR_INIT;
    const hl_design *design = NULL;
    const hl_cells *cells = NULL;
    hl_analysis *analysis = NULL;
    char *text = NULL;
    int code = HL_OK;
    hl_analysis_options how = analysis_options(r, scan);
    bool colour = report_formats[r->format] == HL_REPORT_TEXT &&
                  hl_cli_value(args, "output") == NULL && isatty(STDOUT_FILENO) == 1;
    if (hl_scan_take(scan, 0, &design, &cells, &err) != HL_OK ||
        hl_analysis_run(design, cells, &how, &analysis, &err) != HL_OK ||
        hl_report_write(analysis, report_formats[r->format], r->lang, colour, &text, &err) != HL_OK)
        code = hl_cli_fail(args, &err);
    else
        code = hl_cli_emit(args, text, strlen(text));
    free(text);
    hl_analysis_free(analysis);
    return code;
}

/* ---- many experiments */

/* Experiments without the control, or with one arm, are told as such and do not stop the others. */
static hl_status add_experiment(request *r, hl_scan *scan, size_t index, hl_batch *batch,
                                hl_error *err)
{
    const hl_design *design = NULL;
    const hl_cells *cells = NULL;
    hl_analysis *analysis = NULL;
    hl_analysis_options how = analysis_options(r, scan);
    hl_status status = hl_scan_take(scan, index, &design, &cells, err);
    if (status == HL_OK)
        status = hl_analysis_run(design, cells, &how, &analysis, err);
    if (status == HL_OK) {
        status = hl_batch_add(batch, analysis, err);
        hl_analysis_free(analysis);
    } else if (status == HL_REJECTED) {
        hl_error reason = *err;
        *err = (hl_error)HL_ERROR_INIT;
        status = hl_batch_skip(batch, design, reason.message, err);
    }
    return status;
}

static int report_batch(const hl_args *args, request *r, hl_scan *scan)
{
    hl_error err = HL_ERROR_INIT;
    char *text = NULL;
    int code = HL_OK;
    hl_batch *batch =
        hl_batch_new(r->file.spec.request.alpha > 0 ? r->file.spec.request.alpha : 0.05);
    hl_status status = batch == NULL ? hl_error_memory(&err) : HL_OK;
    for (size_t i = 0; i < hl_scan_count(scan) && status == HL_OK; i++)
        status = add_experiment(r, scan, i, batch, &err);
    if (status == HL_OK)
        status = hl_batch_settle(batch, &err);
    if (status == HL_OK)
        status = hl_report_write_batch(batch, report_formats[r->format], r->lang, &text, &err);
    code = status == HL_OK ? hl_cli_emit(args, text, strlen(text)) : hl_cli_fail(args, &err);
    free(text);
    hl_batch_free(batch);
    return code;
}

static int scan_and_report(const hl_args *args, request *r)
{
    hl_flat_file *file = &r->file;
    int code = hl_cli_flat_file_read(args, file);
    if (code != HL_OK)
        return code;
    code = file->spec.request.experiment != NULL ? report_batch(args, r, file->scan)
                                                 : report(args, r, file->scan);
    return hl_cli_flat_file_strict(args, file, code);
}

static int run(const hl_args *args)
{
    request r = {.format = hl_cli_choice(args, "format", formats, COUNT(formats))};
    if (r.format < 0 || !hl_cli_lang(args, &r.lang) || !hl_cli_now(args, &r.now_utc_ms))
        return HL_USAGE;
    int code = hl_cli_flat_file(args, &r.file);
    if (code == HL_OK)
        code = check_request(args, &r);
    if (code == HL_OK)
        code = scan_and_report(args, &r);
    hl_cli_flat_file_free(&r.file);
    return code;
}

int cmd_analyze(int argc, char **argv)
{
    hl_args args;
    int code = hl_cli_parse(&args, &help, options, COUNT(options), argc, argv);
    if (code >= 0)
        return code;
    code = run(&args);
    hl_cli_free(&args);
    return code;
}
