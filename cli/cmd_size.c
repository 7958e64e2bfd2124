#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/effects.h"
#include "cli/shares.h"

static const hl_option options[] = {
    {"baseline",
     0,
     "VALUE",
     HL_OPTION_ONCE,
     {"the control's rate (0 to 1), or its mean with --sd",
      "对照组的比例（0 到 1）；给出 --sd 时为均值"}},
    {"sd",
     0,
     "VALUE",
     HL_OPTION_ONCE,
     {"standard deviation of one value: then it is a mean", "单个数值的标准差：此时指标为均值"}},
    {"buyers",
     0,
     "S",
     HL_OPTION_ONCE,
     {"of a mean that is mostly zeros, as revenue: share of the control's users that have a value",
      "多数为零的均值（如人均消费）：对照组中有值用户的比例"}},
    {"lift-by",
     0,
     "rate|basket|both|shift",
     HL_OPTION_ONCE,
     {"of a mean, how the lift comes: more buyers, larger values, both, or every value moved by "
      "the same",
      "均值的提升从何而来：rate 买的人更多、basket 买的人花得更多、both 两者兼有、shift "
      "人人多出同样数额"}},
    {"lift",
     0,
     "L",
     HL_OPTION_ONCE,
     {"effect to detect as a part of the baseline: 0.1 is 10 % more, -0.05 is 5 % less",
      "要检测的效果，相对于基线：0.1 即提高 10%，-0.05 即降低 5%"}},
    {"difference",
     0,
     "D",
     HL_OPTION_ONCE,
     {"effect to detect as a difference: 0.005", "要检测的效果，绝对差值：0.005"}},
    {"users", 0, "N", HL_OPTION_ONCE, {"users in all arms", "各组的总人数"}},
    {"power",
     0,
     "P",
     HL_OPTION_ONCE,
     {"chance to find the effect (default 0.8)", "功效，即效果存在时能发现的概率（默认 0.8）"}},
    {"alpha",
     0,
     "A",
     HL_OPTION_ONCE,
     {"two-sided level (default 0.05)", "双侧显著性水平（默认 0.05）"}},
    {"arms",
     0,
     "K",
     HL_OPTION_ONCE,
     {"arms with the control (default 2)", "组数，含对照组（默认 2）"}},
    {"primary-metrics",
     0,
     "N",
     HL_OPTION_ONCE,
     {"primary metrics of the experiment, which are corrected together (default 1)",
      "主要指标的个数，一起校正（默认 1）"}},
    {"correction",
     0,
     "holm|bonferroni|bh|dunnett|none",
     HL_OPTION_ONCE,
     {"for several arms or primary metrics (default holm)",
      "多组或多个主要指标的校正（默认 holm）"}},
    {"control-share",
     0,
     "S",
     HL_OPTION_ONCE,
     {"share of users in the control (default 1/arms)", "对照组的人数占比（默认均分）"}},
    {"touches",
     0,
     "M",
     HL_OPTION_ONCE,
     {"touches of one user, for a metric per touch (default 1)",
      "按触达计算的指标：每人的触达次数（默认 1）"}},
    {"icc",
     0,
     "R",
     HL_OPTION_ONCE,
     {"correlation between touches of one user (default 0)",
      "同一用户各次触达之间的相关系数（默认 0）"}},
    {"touches-cv",
     0,
     "V",
     HL_OPTION_ONCE,
     {"spread of touches over users: standard deviation / mean (default 0: all alike)",
      "触达次数在用户间的变异：标准差 / 均值（默认 0，即人人相同）"}},
    {"design-effect",
     0,
     "E",
     HL_OPTION_ONCE,
     {"in place of both: the design effect that a report of such touches shows",
      "代替以上两项：此类触达的报告中给出的设计效应"}},
    {"inference",
     0,
     "fixed|anytime|group_sequential",
     HL_OPTION_ONCE,
     {"looked at once at the end (default), whenever you like, or at planned looks",
      "只在结束时看一次（默认）、随时查看，或按计划的次数查看"}},
    {"looks",
     0,
     "N",
     HL_OPTION_ONCE,
     {"planned looks of group_sequential (default 5)",
      "group_sequential 的计划分析次数（默认 5）"}},
    {"spending",
     0,
     "obf|pocock|hsd",
     HL_OPTION_ONCE,
     {"how group_sequential spends alpha over its looks (default obf)",
      "group_sequential 如何在各次分析间分配 alpha（默认 obf）"}},
    {"write",
     0,
     "EXP",
     HL_OPTION_ONCE,
     {"a definition file, into which the plan is written; its arms, weights and correction count",
      "把计划写入此实验定义文件；其中的组、比例和校正一并计入"}},
    {"metric",
     0,
     "NAME",
     HL_OPTION_ONCE,
     {"with --write: the metric that is planned for (default the first primary one)",
      "配合 --write：为哪个指标做计划（默认第一个主要指标）"}},
    {"worth",
     0,
     "L",
     HL_OPTION_ONCE,
     {"with --write: the smallest lift worth shipping, 0.05 is 5 % (default the effect that is "
      "planned for, where the definition says none)",
      "配合 --write：值得上线的最小提升，0.05 即 5%（默认取所计划的效果，除非定义中已写明）"}},
    {"traffic",
     0,
     "N",
     HL_OPTION_ONCE,
     {"users that come a day: gives the days", "每天进入实验的人数：据此给出天数"}},
    HL_OPTION_FORMAT("text|json"),
    HL_OPTION_OUTPUT,
};

static const hl_help help = {
    .usage = "hookline size --baseline VALUE [--lift L | --difference D] [--users N] [option...]",
    .about =
        {"How many users an experiment needs. With an effect and no --users it solves for the "
         "users; with --users and no effect, for the smallest effect that is found; with both, for "
         "the power. Touches of one user are clustered: for a metric that is counted per touch, "
         "give --touches with --icc and --touches-cv, or with --design-effect.",
         "实验需要多少用户。给出效果、不给 --users 时求人数；给出 "
         "--"
         "users、不给效果时求能检测出的最小效果；两者都给时求功效。同一用户的多次触达彼此相关：按触"
         "达计算的指标，请给出 --touches 以及 --icc 和 --touches-cv，或 --design-effect。"},
    .details =
        {"--write EXP.json says in the definition what was planned, so that the report "
         "reads what the plan meant: expected and worth of the metric, alpha, inference, "
         "planned_units, looks. The rest of the file stays as it is.",
         "--write EXP.json 把计划写进实验定义，使报告按计划解读：指标的 expected 和 worth，以及 "
         "alpha、inference、planned_units、looks。文件的其余内容不变。"},
    .examples = "  hookline size --baseline 0.05 --lift 0.1 --traffic 2000\n"
                "  hookline size --baseline 0.05 --users 40000 --arms 3\n"
                "  hookline size --baseline 12.5 --sd 40 --lift 0.05 --inference anytime\n"
                "  hookline size --baseline 2.1 --sd 18 --buyers 0.05 --lift 0.2 --lift-by rate\n"
                "  hookline size --baseline 0.3 --lift 0.1 --touches 10 --icc 0.3 --touches-cv 1.2",
};

/* What a number is: A part may be written 5%, and a share is a part between 0 and 1. */
typedef enum number_kind { NUMBER, PART, SHARE } number_kind;

typedef struct number_option {
    const char *name;
    double *value;
    number_kind kind;
} number_option;

static bool read_number(const hl_args *args, const number_option *option)
{
    const char *text = hl_cli_value(args, option->name);
    if (text == NULL)
        return true;
    if (option->kind == NUMBER ? hl_number_parse(text, option->value)
                               : hl_number_parse_share(text, option->value))
        return option->kind != SHARE || hl_cli_is_share(args, option->name, *option->value);
    (void)hl_cli_usage(args, "--%s takes a number, not '%s'", option->name, text);
    return false;
}

/* Who writes 10 means ten percent, and a plan of tenfold buyers would have a handful of users. A
 * lift of 100 % or more is written with its sign. */
static bool check_lift(const hl_args *args, double lift)
{
    char part[HL_NUMBER_SIZE], percent[HL_NUMBER_SIZE], as_written[HL_NUMBER_SIZE];
    const char *text = hl_cli_value(args, "lift");
    if (text == NULL || fabs(lift) < 1 || strchr(text, '%') != NULL)
        return true;
    (void)hl_cli_usage(
        args,
        "--lift %s is a change of %s %%: did you mean %s (%s %%)? A lift of 100 %% or "
        "more is written with its sign, as --lift 150%%",
        text, hl_number_significant(100 * lift, 6, as_written),
        hl_number_significant(lift / 100, 6, part), hl_number_significant(lift, 6, percent));
    return false;
}

/* A baseline without its sd is a rate. */
static bool check_baseline(const hl_args *args, const hl_size_request *r)
{
    char part[HL_NUMBER_SIZE], percent[HL_NUMBER_SIZE];
    if (!isnan(r->sd) || !(r->baseline > 1 && r->baseline < 100))
        return true;
    (void)hl_cli_usage(
        args,
        "--baseline %s: a rate lies between 0 and 1; did you mean %s (%s %%)? A mean "
        "needs its --sd",
        hl_cli_value(args, "baseline"), hl_number_significant(r->baseline / 100, 6, part),
        hl_number_significant(r->baseline, 6, percent));
    return false;
}

static bool read_count(const hl_args *args, const char *name, size_t *value)
{
    double number = (double)*value;
    if (!read_number(args, &(number_option){name, &number, NUMBER}))
        return false;
    if (!(number >= 1 && number <= 1e6) || floor(number) != number) {
        (void)hl_cli_usage(args, "--%s takes a whole number, not '%s'", name,
                           hl_cli_value(args, name));
        return false;
    }
    *value = (size_t)number;
    return true;
}

/* The words of these options are the names of the library. */
static void read_words(const hl_args *args, hl_size_request *r)
{
    static const hl_inference modes[] = {HL_INFER_FIXED, HL_INFER_ANYTIME,
                                         HL_INFER_GROUP_SEQUENTIAL};
    static const hl_lift_by ways[] = {HL_LIFT_BY_RATE, HL_LIFT_BY_BASKET, HL_LIFT_BY_BOTH,
                                      HL_LIFT_BY_SHIFT};
    static const hl_spending spendings[] = {HL_SPEND_OBF, HL_SPEND_POCOCK, HL_SPEND_HSD};
    static const hl_correction corrections[] = {HL_CORRECT_HOLM, HL_CORRECT_BONFERRONI,
                                                HL_CORRECT_BH, HL_CORRECT_DUNNETT, HL_CORRECT_NONE};
    if (hl_cli_value(args, "inference") != NULL)
        r->inference = modes[hl_cli_choice(args, "inference")];
    if (hl_cli_value(args, "lift-by") != NULL)
        r->lift_by = ways[hl_cli_choice(args, "lift-by")];
    if (hl_cli_value(args, "spending") != NULL)
        r->spending = spendings[hl_cli_choice(args, "spending")];
    if (hl_cli_value(args, "correction") != NULL)
        r->correction = corrections[hl_cli_choice(args, "correction")];
}

static bool read_request(const hl_args *args, hl_size_request *r)
{
    const number_option numbers[] = {
        {"sd", &r->sd, NUMBER},
        {"baseline", &r->baseline, PART},
        {"lift", &r->lift, PART},
        {"difference", &r->difference, PART},
        {"users", &r->users, NUMBER},
        {"power", &r->power, SHARE},
        {"alpha", &r->alpha, SHARE},
        {"touches", &r->touches, NUMBER},
        {"icc", &r->icc, SHARE},
        {"touches-cv", &r->touches_cv, NUMBER},
        {"design-effect", &r->design_effect, NUMBER},
        {"traffic", &r->traffic, NUMBER},
        {"control-share", &r->control_share, SHARE},
        {"buyers", &r->buyers, SHARE},
    };
    for (size_t i = 0; i < COUNT(numbers); i++)
        if (!read_number(args, &numbers[i]))
            return false;
    if (!check_baseline(args, r) || !check_lift(args, r->lift))
        return false;
    if (!read_count(args, "arms", &r->arms) || !read_count(args, "looks", &r->looks) ||
        !read_count(args, "primary-metrics", &r->metrics))
        return false;
    read_words(args, r);
    if (isnan(r->baseline))
        (void)hl_cli_usage(args, "--baseline is needed: the rate (0.05 is 5 %%) or mean that users "
                                 "have today");
    else if (isnan(r->lift) && isnan(r->difference) && isnan(r->users))
        (void)hl_cli_usage(args,
                           "--baseline %s: and what is asked? With --lift 0.1 (10 %% more) "
                           "how many users find it; with --users 20000 what so many find",
                           hl_cli_value(args, "baseline"));
    else
        return true;
    return false;
}

/* ---- the definition that the plan is for */

static int load(const hl_args *args, hl_definition **out)
{
    const char *path = hl_cli_value(args, "write");
    hl_error err = HL_ERROR_INIT;
    *out = NULL;
    if (path == NULL)
        return hl_cli_value(args, "worth") != NULL
                   ? hl_cli_usage(args, "--worth is for --write: what the definition then says")
               : hl_cli_value(args, "metric") == NULL
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
static void heed(const hl_definition *definition, hl_size_request *r)
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
    if (weights > 0)
        r->control_share = (double)design->arms[design->control].weight / weights;
}

/* NULL: the definition has none; the plan is then refused. */
static const hl_metric *planned_metric(const hl_args *args, const hl_definition *definition)
{
    const hl_design *design = &hl_definition_experiment(definition)->design;
    const char *name = hl_cli_value(args, "metric");
    for (size_t i = 0; i < design->metric_count; i++)
        if (name == NULL ? design->metrics[i].role == HL_ROLE_PRIMARY
                         : strcmp(design->metrics[i].name, name) == 0)
            return &design->metrics[i];
    return NULL;
}

/* The effect that is planned for is what is worth finding: of a primary metric, where it is a gain
 * and the definition does not say what is worth while. NaN: none. */
static double planned_worth(const hl_metric *metric, const hl_size_request *r)
{
    const double digits = 1e6; /* 0.005 / 0.05 is 0.1 */
    double lift = isnan(r->lift) ? r->difference / r->baseline : r->lift;
    double gain = round(digits * (metric->goal == HL_GOAL_INCREASE ? lift : -lift)) / digits;
    bool says = metric->role == HL_ROLE_PRIMARY && isnan(metric->worth) && r->baseline > 0 &&
                gain > 0 && gain < 1; /* of a baseline below 0 a lift means nothing */
    return says ? gain : (double)NAN;
}

static bool read_worth(const hl_args *args, const hl_definition *definition,
                       const hl_size_request *r, double *worth)
{
    const hl_metric *metric = definition == NULL ? NULL : planned_metric(args, definition);
    const char *said = hl_cli_value(args, "worth");
    *worth = metric == NULL ? (double)NAN : planned_worth(metric, r);
    if (metric == NULL || said == NULL)
        return true;
    if (metric->role != HL_ROLE_PRIMARY) {
        (void)hl_cli_usage(args, "--worth is for primary metrics; '%s' is none", metric->name);
        return false;
    }
    if (!(r->baseline > 0)) {
        (void)hl_cli_usage(args,
                           "--worth is a part of the baseline, and %s is not above 0: leave it "
                           "out",
                           hl_cli_value(args, "baseline"));
        return false;
    }
    if (!read_number(args, &(number_option){"worth", worth, SHARE}))
        return false;
    if (*worth > 0 && *worth < 1)
        return true;
    (void)hl_cli_usage(args, "--worth is a lift above 0 and below 1, not '%s'", said);
    return false;
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
                            const hl_size_request *r, const hl_size_answer *found, double worth,
                            hl_error *err)
{
    const hl_definition_plan plan = {hl_cli_value(args, "metric"),
                                     r->baseline,
                                     found->users,
                                     r->alpha,
                                     r->inference,
                                     r->looks,
                                     r->spending,
                                     worth};
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

/* ---- what would change nothing */

static int check_effects(const hl_args *args, const hl_definition *definition,
                         const hl_size_request *r)
{
    static const hl_effect_rule of_looks[] = {
        {"looks", "--inference group_sequential", NULL},
        {"spending", "--inference group_sequential", NULL},
    };
    static const hl_effect_rule rules[] = {
        {"icc", "--touches", NULL},
        {"touches-cv", "--touches", NULL},
        {"metric", "--write", NULL},
        {"worth", "--write", NULL},
    };
    static const char *const of_definition[] = {"arms", "primary-metrics", "correction",
                                                "control-share"};
    bool solves_power = !isnan(r->users) && !(isnan(r->lift) && isnan(r->difference));
    if (hl_cli_flag(args, "power") && solves_power)
        return hl_cli_usage(args, "--power has no effect with --users and an effect: the power is "
                                  "what is asked for then");
    for (size_t i = 0; definition != NULL && i < COUNT(of_definition); i++)
        if (hl_cli_flag(args, of_definition[i]))
            return hl_cli_usage(args, "--%s has no effect with --write: the definition says it",
                                of_definition[i]);
    int code = r->inference == HL_INFER_GROUP_SEQUENTIAL
                   ? HL_OK
                   : hl_cli_check_effects(args, of_looks, COUNT(of_looks));
    return code == HL_OK ? hl_cli_check_effects(args, rules, COUNT(rules)) : code;
}

static int answer(const hl_args *args, const hl_definition *definition,
                  const hl_size_request *request)
{
    hl_error err = HL_ERROR_INIT;
    hl_size_answer found;
    char *text = NULL;
    double worth = (double)NAN;
    int refused = check_effects(args, definition, request);
    if (refused != HL_OK)
        return refused;
    if (!read_worth(args, definition, request, &worth))
        return HL_USAGE;
    hl_status status = hl_size_solve(request, &found, &err);
    if (status != HL_OK)
        return status == HL_FAILED ? hl_cli_fail(args, &err)
                                   : hl_cli_usage(args, "%s", err.message);
    if (definition != NULL && isfinite(found.users))
        status = write_plan(args, definition, request, &found, worth, &err);
    if (status != HL_OK)
        return hl_cli_fail(args, &err);
    if (definition != NULL)
        say_kept_units(args, definition, found.users);
    status = hl_cli_choice(args, "format") == 1
                 ? hl_size_json(request, &found, &text, &err)
                 : hl_size_text(request, &found, args->lang, &text, &err);
    int code = status == HL_OK ? hl_cli_emit(args, text, strlen(text)) : hl_cli_fail(args, &err);
    free(text);
    return code;
}

static int run_command(int argc, char **argv)
{
    hl_args args;
    int code = hl_cli_parse(&args, &hl_cmd_size, argc, argv);
    if (code >= 0)
        return code;
    hl_size_request request = hl_size_defaults();
    hl_definition *definition = NULL;
    code = load(&args, &definition);
    if (definition != NULL)
        heed(definition, &request);
    if (code == HL_OK)
        code = read_request(&args, &request) ? answer(&args, definition, &request) : HL_USAGE;
    hl_definition_free(definition);
    hl_cli_free(&args);
    return code;
}

const hl_command hl_cmd_size = {
    "size",
    HL_GROUP_STATISTICS,
    {"how many users, what effect, what power", "需要多少人、能测出多大效果、功效多高"},
    &help,
    options,
    COUNT(options),
    run_command,
    NULL};
