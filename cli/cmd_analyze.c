#include "cli/cells_report.h"
#include "cli/command.h"
#include "cli/flat_file.h"
#include "cli/options.h"

static const hl_help help = {
    .usage = "hookline analyze FILE... --arm COL --control ARM --metric COL[:KIND] [option...]",
    .about =
        "The significance report of any flat file: CSV with a header or NDJSON, one row a user. "
        "No\n"
        "store, no definition. - is standard input. Arms and values to split by are found in the\n"
        "data; the order of the rows and the number of threads change nothing.\n"
        "A number that cannot be read, or is blank, takes its row out of its own metric alone. "
        "What is\n"
        "lost is counted and the first of it shown with line and column; where it can mislead "
        "there\n"
        "is no verdict (invalid: data, exit 3).\n"
        "Several files are read as one table; their columns are matched by name.",
    .details =
        "A metric is [NAME=]WHAT[:WORD...], WHAT being\n"
        "  COL              one number a row: proportion (0 or 1) or mean; without a kind it is a\n"
        "                   proportion when all its values are 0 and 1\n"
        "  NUM/DEN          ratio of two sums, over users\n"
        "  HITS/TRIALS      with :proportion, rows that count: HITS of TRIALS users\n"
        "  SUM,SUMSQ[,CUBES,NONZERO]\n"
        "                   with --count, rows that sum up: a mean from sum and sum of squares,\n"
        "                   better with the sum of cubes and the number that are not 0\n"
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
        "  hookline analyze control.csv evening.csv --arm-from-file --control control \\\n"
        "      --metric bought:proportion\n"
        "  hookline analyze users.csv --arm arm --control none --metric ordered \\\n"
        "      --where '{\"orders\": {\"$gte\": 1}, \"city\": {\"$in\": [\"Shanghai\", "
        "\"Suzhou\"]}}'",
    .least_operands = 1,
    .most_operands = SIZE_MAX,
};

static const hl_option options[] = {
    {"arm", 0, "COL", HL_OPTION_ONCE, "column that names the arm"},
    {"arm-from-file", 0, NULL, HL_OPTION_FLAG,
     "the arm is the name of the file without its ending: one file an arm"},
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
    {"expected", 0, "METRIC=V", HL_OPTION_MANY,
     "the rate or mean that was expected: chooses the always-valid sequence; may be repeated"},
    {"worth", 0, "[METRIC=]LIFT", HL_OPTION_MANY,
     "the smallest lift worth shipping (0.05 is 5 %): a gain as large excluded keeps the control"},
    {"planned-units", 0, "N", HL_OPTION_ONCE,
     "users in all arms at the planned end: tunes the always-valid sequences"},
    {"look", 0, "K", HL_OPTION_ONCE,
     "group_sequential: which of the planned looks this is, from 1"},
    HL_OPTION_DECIMAL,
    {"trim", 0, NULL, HL_OPTION_FLAG,
     "take white space off ids and names; arms that differ in case or width alone are one"},
    HL_OPTION_BLANK,
    HL_OPTION_ACCEPT_LOSSES,
    HL_OPTION_ROWS,
    {"threads", 0, "N", HL_OPTION_ONCE, "threads that read the file (default 2)"},
    {"strict", 0, NULL, HL_OPTION_FLAG, "exit with 3 when a row or a number cannot be read"},
    HL_OPTIONS_OF_REPORT,
    HL_OPTION_OUTPUT,
    HL_OPTION_LANG,
    HL_OPTION_NOW,
    HL_OPTION_REPORT_ZONE,
    HL_OPTION_QUIET,
};

static int check_request(const hl_args *args, const hl_flat_file *file)
{
    const hl_design_request *request = &file->spec.request;
    if (request->arm == NULL && !file->spec.arm_from_file)
        return hl_cli_usage(args, "--arm COL is missing: which column names the arm? "
                                  "(--arm-from-file: the name of the file does)");
    if (request->arm != NULL && file->spec.arm_from_file)
        return hl_cli_usage(args, "--arm or --arm-from-file says the arm, not both");
    if (request->base == NULL && request->metric_count == 0)
        return hl_cli_usage(args, "--metric COL is missing: what is measured?");
    if (request->base == NULL && request->control == NULL && request->experiment == NULL)
        return hl_cli_usage(args, "--control ARM is missing: which arm to compare with?");
    return HL_OK;
}

static int read_and_report(const hl_args *args, const hl_flat_file *file,
                           const hl_cells_report *how)
{
    const hl_design_request *request = &file->spec.request;
    hl_cells_reading reading = HL_CELLS_READING_INIT;
    int code = hl_cli_read_cells(args, file->source, &reading);
    if (code != HL_OK)
        return code;
    code = request->experiment == NULL
               ? hl_cli_report(args, file->source, how)
               : hl_cli_report_all(args, file->source, request->alpha > 0 ? request->alpha : 0.05,
                                   how);
    return hl_cli_strict(args, file->source, code);
}

static int run(const hl_args *args)
{
    hl_cells_report how;
    hl_flat_file file;
    if (!hl_cli_report_options(args, &how))
        return HL_USAGE;
    int code = hl_cli_flat_file(args, &file);
    if (code == HL_OK)
        code = check_request(args, &file);
    how.threads = file.spec.threads;
    how.says_look = true;
    if (code == HL_OK)
        code = read_and_report(args, &file, &how);
    hl_cli_flat_file_free(&file);
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
