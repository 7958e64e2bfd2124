#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/options.h"

static const hl_option options[] = {
    {"baseline", 0, "VALUE", HL_OPTION_ONCE, "the control's rate (0 to 1), or its mean with --sd"},
    {"sd", 0, "VALUE", HL_OPTION_ONCE, "standard deviation of one value: then it is a mean"},
    {"buyers", 0, "S", HL_OPTION_ONCE,
     "of a mean that is mostly zeros: share of the control's users that have a value"},
    {"lift-by", 0, "HOW", HL_OPTION_ONCE,
     "of a mean: rate (more buyers), basket (larger values), both or shift (same spread)"},
    {"lift", 0, "L", HL_OPTION_ONCE, "effect to detect as a part of the baseline: 0.1, -0.05"},
    {"difference", 0, "D", HL_OPTION_ONCE, "effect to detect as a difference: 0.005"},
    {"users", 0, "N", HL_OPTION_ONCE, "users in all arms"},
    {"power", 0, "P", HL_OPTION_ONCE, "chance to find the effect (default 0.8)"},
    {"alpha", 0, "A", HL_OPTION_ONCE, "two-sided level (default 0.05)"},
    {"arms", 0, "K", HL_OPTION_ONCE, "arms with the control (default 2)"},
    {"primary-metrics", 0, "N", HL_OPTION_ONCE,
     "primary metrics of the experiment, which are corrected together (default 1)"},
    {"correction", 0, "HOW", HL_OPTION_ONCE, "holm (default), bonferroni, bh, dunnett or none"},
    {"control-share", 0, "S", HL_OPTION_ONCE, "share of users in the control (default 1/arms)"},
    {"touches", 0, "M", HL_OPTION_ONCE, "touches of one user, for a metric per touch (default 1)"},
    {"icc", 0, "R", HL_OPTION_ONCE, "correlation between touches of one user (default 0)"},
    {"touches-cv", 0, "V", HL_OPTION_ONCE,
     "spread of touches over users: standard deviation / mean (default 0: all alike)"},
    {"design-effect", 0, "E", HL_OPTION_ONCE,
     "in place of both: the design effect that a report of such touches shows"},
    {"inference", 0, "MODE", HL_OPTION_ONCE, "fixed (default), anytime or group_sequential"},
    {"looks", 0, "N", HL_OPTION_ONCE, "planned looks of group_sequential (default 5)"},
    {"spending", 0, "NAME", HL_OPTION_ONCE, "obf (default) or pocock"},
    {"write", 0, "EXP", HL_OPTION_ONCE,
     "a definition file, into which the plan is written; its arms, weights and correction count"},
    {"metric", 0, "NAME", HL_OPTION_ONCE,
     "with --write: the metric that is planned for (default the first primary one)"},
    {"traffic", 0, "N", HL_OPTION_ONCE, "users that come a day: gives the days"},
    HL_OPTION_FORMAT("text, json"),
    HL_OPTION_OUTPUT,
};

static const hl_help help = {
    .usage = "hookline size --baseline VALUE [--lift L | --difference D] [--users N] [option...]",
    .about = "How many users an experiment needs. Without --users it solves for the users; with\n"
             "--users and no effect, for the smallest effect that is found; with both, for the\n"
             "power. Touches of one user are clustered: for a metric that is counted per touch,\n"
             "give --touches with --icc and --touches-cv, or with --design-effect.",
    .details =
        "--write EXP.json says in the definition what was planned, so that the report reads what\n"
        "the plan meant: expected of the metric, alpha, inference, planned_units, looks. The\n"
        "rest of the file stays as it is.\n\n"
        "examples:\n"
        "  hookline size --baseline 0.05 --lift 0.1 --traffic 2000\n"
        "  hookline size --baseline 0.05 --users 40000 --arms 3\n"
        "  hookline size --baseline 12.5 --sd 40 --lift 0.05 --inference anytime\n"
        "  hookline size --baseline 2.1 --sd 18 --buyers 0.05 --lift 0.2 --lift-by rate\n"
        "  hookline size --baseline 0.3 --lift 0.1 --touches 10 --icc 0.3 --touches-cv 1.2",

    .most_operands = 0,
};

typedef struct number_option {
    const char *name;
    double *value;
} number_option;

static bool read_number(const hl_args *args, const char *name, double *value)
{
    const char *text = hl_cli_value(args, name);
    if (text == NULL)
        return true;
    double number = 0;
    if (!hl_number_parse(text, &number)) {
        (void)hl_cli_usage(args, "--%s takes a number, not '%s'", name, text);
        return false;
    }
    *value = number;
    return true;
}

static bool read_count(const hl_args *args, const char *name, size_t *value)
{
    double number = (double)*value;
    if (!read_number(args, name, &number))
        return false;
    if (!(number >= 1 && number <= 1e6) || floor(number) != number) {
        (void)hl_cli_usage(args, "--%s takes a whole number, not '%s'", name,
                           hl_cli_value(args, name));
        return false;
    }
    *value = (size_t)number;
    return true;
}

static bool read_request(const hl_args *args, hl_size_request *r)
{
    const number_option numbers[] = {
        {"baseline", &r->baseline},
        {"sd", &r->sd},
        {"lift", &r->lift},
        {"difference", &r->difference},
        {"users", &r->users},
        {"power", &r->power},
        {"alpha", &r->alpha},
        {"touches", &r->touches},
        {"icc", &r->icc},
        {"touches-cv", &r->touches_cv},
        {"design-effect", &r->design_effect},
        {"traffic", &r->traffic},
        {"control-share", &r->control_share},
        {"buyers", &r->buyers},
    };
    const char *const ways[] = {
        hl_lift_by_name(HL_LIFT_BY_RATE), hl_lift_by_name(HL_LIFT_BY_BASKET),
        hl_lift_by_name(HL_LIFT_BY_BOTH), hl_lift_by_name(HL_LIFT_BY_SHIFT)};
    const char *const modes[] = {hl_inference_name(HL_INFER_FIXED),
                                 hl_inference_name(HL_INFER_ANYTIME),
                                 hl_inference_name(HL_INFER_GROUP_SEQUENTIAL)};
    const char *const spendings[] = {
        hl_spending_name(HL_SPEND_OBF), hl_spending_name(HL_SPEND_POCOCK),
        hl_spending_name(HL_SPEND_POWER), hl_spending_name(HL_SPEND_HSD)};
    for (size_t i = 0; i < COUNT(numbers); i++)
        if (!read_number(args, numbers[i].name, numbers[i].value))
            return false;
    if (!read_count(args, "arms", &r->arms) || !read_count(args, "looks", &r->looks) ||
        !read_count(args, "primary-metrics", &r->metrics))
        return false;
    const char *const corrections[] = {
        hl_correction_name(HL_CORRECT_NONE), hl_correction_name(HL_CORRECT_HOLM),
        hl_correction_name(HL_CORRECT_BONFERRONI), hl_correction_name(HL_CORRECT_BH),
        hl_correction_name(HL_CORRECT_DUNNETT)};
    int correction = hl_cli_value(args, "correction") == NULL
                         ? (int)r->correction
                         : hl_cli_choice(args, "correction", corrections, COUNT(corrections));
    int mode = hl_cli_value(args, "inference") == NULL
                   ? (int)r->inference
                   : hl_cli_choice(args, "inference", modes, COUNT(modes));
    int spending = hl_cli_value(args, "spending") == NULL
                       ? (int)r->spending
                       : hl_cli_choice(args, "spending", spendings, COUNT(spendings));
    int way = hl_cli_value(args, "lift-by") == NULL
                  ? 0
                  : hl_cli_choice(args, "lift-by", ways, COUNT(ways));
    if (mode < 0 || spending < 0 || correction < 0 || way < 0)
        return false;
    if (hl_cli_value(args, "lift-by") != NULL)
        r->lift_by = (hl_lift_by)(way + HL_LIFT_BY_RATE);
    r->correction = (hl_correction)correction;
    r->inference = (hl_inference)mode;
    r->spending = (hl_spending)spending;
    if (isnan(r->baseline))
        (void)hl_cli_usage(args, "--baseline is needed");
    return !isnan(r->baseline);
}

/* ---- the definition that the plan is for */

static int load(const hl_args *args, hl_definition **out)
{
    const char *path = hl_cli_value(args, "write");
    hl_error err = HL_ERROR_INIT;
    *out = NULL;
    if (path == NULL)
        return hl_cli_value(args, "metric") == NULL
                   ? HL_OK
                   : hl_cli_usage(args, "--metric is for --write: which metric's plan it is");
    hl_problems *problems = hl_problems_new();
    if (problems == NULL)
        return hl_cli_out_of_memory(args);
    hl_status status = hl_definition_load(path, problems, out, &err);
    if (status != HL_OK)
        hl_cli_print_problems(problems);
    hl_problems_free(problems);
    return status == HL_OK ? HL_OK : hl_cli_fail(args, &err);
}

/* What the definition says and the words do not. */
static void heed(const hl_args *args, const hl_definition *definition, hl_size_request *r)
{
    const hl_design *design = &hl_definition_experiment(definition)->design;
    double weights = 0;
    r->correction = design->correction;
    r->alpha = design->alpha;
    r->inference = design->inference;
    if (design->inference == HL_INFER_GROUP_SEQUENTIAL) {
        r->looks = design->look_count;
        r->spending = design->spending;
        r->spending_parameter = design->spending_parameter;
    }
    r->arms = design->arm_count;
    r->metrics = 0;
    for (size_t i = 0; i < design->metric_count; i++)
        r->metrics += design->metrics[i].role == HL_ROLE_PRIMARY;
    r->metrics = r->metrics == 0 ? 1 : r->metrics;
    for (size_t i = 0; i < design->arm_count; i++)
        weights += (double)design->arms[i].weight;
    if (hl_cli_value(args, "arms") == NULL && weights > 0)
        r->control_share = (double)design->arms[design->control].weight / weights;
}

/* What another metric needs is not taken back by one that needs less. */
static void say_kept_units(const hl_args *args, const hl_definition *definition, double users)
{
    char kept[HL_NUMBER_SIZE], planned[HL_NUMBER_SIZE];
    double units = hl_definition_experiment(definition)->design.planned_units;
    if (isfinite(users) && units > users)
        hl_cli_print(stderr,
                     "%s: planned_units stays %s, which is more than the %s of this plan (take it "
                     "out of the file to plan anew)\n",
                     hl_cli_value(args, "write"), hl_number_significant(units, 15, kept),
                     hl_number_significant(users, 15, planned));
}

static hl_status write_plan(const hl_args *args, const hl_definition *definition,
                            const hl_size_request *r, const hl_size_answer *found, hl_error *err)
{
    const hl_definition_plan plan = {hl_cli_value(args, "metric"),
                                     r->baseline,
                                     found->users,
                                     r->alpha,
                                     r->inference,
                                     r->looks,
                                     r->spending};
    char *text = NULL;
    hl_output *output = NULL;
    hl_status status = hl_definition_with_plan(definition, &plan, &text, err);
    if (status == HL_OK)
        status = hl_output_open(hl_cli_value(args, "write"), NULL, 0, &output, err);
    if (status == HL_OK) {
        bool written = fputs(text, hl_output_file(output)) >= 0;
        status = hl_output_close(
            output, written ? HL_OK : hl_error_system(err, "%s", hl_cli_value(args, "write")), err);
    }
    free(text);
    return status;
}

static int answer(const hl_args *args, const hl_definition *definition,
                  const hl_size_request *request, int format)
{
    hl_error err = HL_ERROR_INIT;
    hl_size_answer found;
    char *text = NULL;
    hl_status status = hl_size_solve(request, &found, &err);
    if (status != HL_OK)
        return status == HL_FAILED ? hl_cli_fail(args, &err)
                                   : hl_cli_usage(args, "%s", err.message);
    if (definition != NULL && isfinite(found.users))
        status = write_plan(args, definition, request, &found, &err);
    if (status != HL_OK)
        return hl_cli_fail(args, &err);
    if (definition != NULL)
        say_kept_units(args, definition, found.users);
    status = format == 1 ? hl_size_json(request, &found, &text, &err)
                         : hl_size_text(request, &found, HL_LANG_EN, &text, &err);
    int code = status == HL_OK ? hl_cli_emit(args, text, strlen(text)) : hl_cli_fail(args, &err);
    free(text);
    return code;
}

int cmd_size(int argc, char **argv)
{
    static const char *const formats[] = {"text", "json"};
    hl_args args;
    int code = hl_cli_parse(&args, &help, options, COUNT(options), argc, argv);
    if (code >= 0)
        return code;
    hl_size_request request = hl_size_defaults();
    hl_definition *definition = NULL;
    int format = hl_cli_choice(&args, "format", formats, COUNT(formats));
    code = format >= 0 ? load(&args, &definition) : HL_USAGE;
    if (definition != NULL)
        heed(&args, definition, &request);
    if (code == HL_OK)
        code =
            read_request(&args, &request) ? answer(&args, definition, &request, format) : HL_USAGE;
    hl_definition_free(definition);
    hl_cli_free(&args);
    return code;
}
