/* How often the verdict errs: whole analyses of simulated experiments, one metric and one
 * guardrail, looked at once at the end (fixed) or every day (anytime). Also how often a true effect
 * ships, and how often a sound experiment is called invalid. 30 days, 200 users a day and arm, 5 %
 * clicks that change with the weekday, a guardrail at 1 % with a margin of 1 point. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/random.h"
#include "cells/cells.h"
#include "hookline.h"
#include "tests/support/proof.h"

enum { DAYS = 30, FIXED_RUNS = 4000, DAILY_RUNS = 200, SPLIT_RUNS = 3000, SEGMENTS = 3, ARMS = 4 };

typedef struct design {
    hl_inference inference;
    size_t arms;  /* with the control */
    double lift;  /* true, of every arm but the control */
    double harm;  /* true difference of the guardrail's rate */
    double users; /* a day and arm */
    const char *name;
    const char *shipped_before, *invalid_before;
} design;

static const double rate = 0.05, blocked = 0.01, margin = 0.01;
static const design designs[] = {
    {HL_INFER_FIXED, 2, 0, 0, 200, "one arm, no effect, read once", "2.6 %", "0.03 %"},
    {HL_INFER_FIXED, 4, 0, 0, 200, "three arms, no effect, read once", "2.7 %", "0.03 %"},
    {HL_INFER_ANYTIME, 2, 0, 0, 200, "one arm, no effect, read daily", "0.4 %", "1.6 %"},
    {HL_INFER_ANYTIME, 4, 0, 0, 200, "three arms, no effect, read daily", "0.4 %", "1.2 %"},
    {HL_INFER_FIXED, 2, 0.3, 0, 200, "one arm, +30 %, read once", "93 %", "0.1 %"},
    {HL_INFER_ANYTIME, 2, 0.3, 0, 200, "one arm, +30 %, read daily", "73 %", "0.4 %"},
    {HL_INFER_ANYTIME, 4, 0.3, 0, 200, "three arms, +30 %, read daily", "83 %", "0.8 %"},
    {HL_INFER_FIXED, 2, 0.3, 0.01, 200, "one arm, +30 %, harmful at the margin, read once", "3.1 %",
     "0.2 %"},
    {HL_INFER_ANYTIME, 2, 0.3, 0.01, 200, "one arm, +30 %, harmful at the margin, read daily",
     "0 %", "0.4 %"},
};

typedef struct tally {
    int shipped, control, stopped, invalid;
    double days; /* until shipped */
} tally;

static const hl_arm_weight weights[ARMS] = {{"control", 1}, {"a", 1}, {"b", 1}, {"c", 1}};

static hl_metric metric(const char *name, hl_metric_role role)
{
    return (hl_metric){.name = name,
                       .kind = HL_METRIC_PROPORTION,
                       .role = role,
                       .goal = role == HL_ROLE_GUARDRAIL ? HL_GOAL_DECREASE : HL_GOAL_INCREASE,
                       .event = name,
                       .value = HL_VALUE_OF_ANY,
                       .margin = role == HL_ROLE_GUARDRAIL ? margin : (double)NAN,
                       .margin_lift = (double)NAN,
                       .quantile = (double)NAN,
                       .winsorize = (double)NAN,
                       .expected = (double)NAN,
                       .worth = (double)NAN};
}

static hl_design plan(const design *d, const hl_metric *metrics)
{
    return (hl_design){.experiment = "x",
                       .unit = "user",
                       .arm_count = d->arms,
                       .arms = weights,
                       .metric_count = 2,
                       .metrics = metrics,
                       .alpha = 0.05,
                       .inference = d->inference,
                       .correction = HL_CORRECT_HOLM,
                       .prior_a = 0.5,
                       .prior_b = 0.5};
}

static int64_t draw(hl_random *random, int64_t n, double p)
{
    int64_t count = 0;
    for (int64_t i = 0; i < n; i++)
        count += hl_base__random_uniform(random) < p;
    return count;
}

static void add(hl_cell *cell, size_t m, int64_t n, int64_t ones)
{
    hl_i128 one = (hl_i128)1000000000000000000;
    hl_i128 yes[2] = {one, one}, no[2] = {0, one};
    hl_cells__gram_add(&cell->grams[m], yes, NULL, ones);
    hl_cells__gram_add(&cell->grams[m], no, NULL, n - ones);
}

static bool add_day(hl_random *random, const design *d, hl_cells *cells, int32_t day)
{
    double swing = 0.5 + (day % 7) / 6.0; /* weekdays differ, for all arms alike */
    int64_t users[ARMS] = {0};
    int64_t all = (int64_t)(d->users * (double)d->arms);
    for (int64_t i = 0; i < all; i++)
        users[hl_base__random_below(random, d->arms)]++;
    for (uint32_t arm = 0; arm < d->arms; arm++) {
        hl_cell *cell = hl_cells__at(cells, arm, 0, day);
        if (cell == NULL)
            return false;
        cell->counters[HL_COUNT_ENROLLED] += users[arm];
        cell->counters[HL_COUNT_TOUCHES] += users[arm];
        double lift = arm == 0 ? 0 : d->lift, harm = arm == 0 ? 0 : d->harm;
        add(cell, 0, users[arm], draw(random, users[arm], rate * swing * (1 + lift)));
        add(cell, 1, users[arm], draw(random, users[arm], blocked + harm));
    }
    return true;
}

/* The decision as of the cells; stops the run when it is final. */
static bool decide(const hl_design *plan, const hl_cells *cells, int day, tally *out)
{
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *analysis = NULL;
    if (hl_analysis_run(plan, cells, &options, &analysis, NULL) != HL_OK)
        return true;
    hl_decision decision = analysis->verdict.decision;
    hl_analysis_free(analysis);
    out->shipped += decision == HL_DECIDE_SHIP;
    out->control += decision == HL_DECIDE_KEEP_CONTROL;
    out->stopped += decision == HL_DECIDE_STOP_GUARDRAIL;
    out->invalid += decision == HL_DECIDE_INVALID_SRM || decision == HL_DECIDE_INVALID_DATA;
    if (decision == HL_DECIDE_SHIP)
        out->days += day + 1;
    return decision != HL_DECIDE_KEEP_RUNNING;
}

static void replicate(hl_random *random, const design *d, tally *out)
{
    hl_metric metrics[] = {metric("click", HL_ROLE_PRIMARY), metric("block", HL_ROLE_GUARDRAIL)};
    hl_design made = plan(d, metrics);
    hl_cells *cells = hl_cells__new(&made);
    bool over = cells == NULL;
    for (int day = 0; !over && day < DAYS; day++) {
        over = !add_day(random, d, cells, day);
        if (d->inference == HL_INFER_ANYTIME || day == DAYS - 1)
            over = over || decide(&made, cells, day, out);
    }
    hl_cells_free(cells);
}

/* 2.5 % are promised of false ships, 5 % of false stops, and 0.1 % of false alarms about the split
 * for each of its tests; simulation adds its error. */
static void hold(hl_proof *proof, const design *d, const tally *sum, int runs)
{
    bool wrong = d->lift <= 0 || d->harm > 0;
    hl_proof_share(proof, d->name, wrong ? "ships falsely" : "ships", d->shipped_before,
                   sum->shipped, runs, wrong ? 0 : 0.7, wrong ? 0.031 : 1);
    if (d->inference == HL_INFER_FIXED)
        hl_proof_share(proof, d->name, "is called invalid", d->invalid_before, sum->invalid, runs,
                       0, 0.005);
    if (d->harm <= 0)
        hl_proof_share(proof, d->name, "is stopped", NULL, sum->stopped, runs, 0, 0.05);
}

/* A sound experiment of one mean and three segments, read every day: whether its split is ever
 * called broken. */
static bool called_invalid(hl_random *random)
{
    static const char *const zones[SEGMENTS] = {"north", "south", "west"};
    const hl_dimension zone = {"zone", false};
    hl_metric spent = metric("spent", HL_ROLE_PRIMARY);
    spent.kind = HL_METRIC_MEAN;
    const design plain = {.inference = HL_INFER_ANYTIME, .arms = 2};
    hl_design made = plan(&plain, &spent);
    made.metric_count = 1;
    made.dimensions = &zone;
    made.dimension_count = 1;
    hl_cells *cells = hl_cells__new(&made);
    tally sum = {0, 0, 0, 0, 0};
    for (int32_t day = 0; cells != NULL && day < DAYS && sum.invalid == 0; day++) {
        for (int i = 0; i < SEGMENTS * 128; i++) {
            uint32_t split =
                hl_cells__split(cells, 0, zones[i % SEGMENTS], strlen(zones[i % SEGMENTS]));
            uint32_t arm = (uint32_t)hl_base__random_below(random, 2);
            hl_cells__at(cells, arm, 0, day)->counters[HL_COUNT_ENROLLED]++;
            hl_cells__at(cells, arm, split, day)->counters[HL_COUNT_ENROLLED]++;
        }
        (void)decide(&made, cells, day, &sum);
    }
    hl_cells_free(cells);
    return sum.invalid > 0;
}

static void prove_split(hl_proof *proof)
{
    hl_random random = hl_base__random_seed(98, 0);
    int runs = hl_proof_few_runs(proof, SPLIT_RUNS, 5);
    int invalid = 0;
    for (int r = 0; r < runs; r++)
        invalid += called_invalid(&random);
    hl_proof_share(proof, "sound split, three segments, read daily for 30 days",
                   "is called invalid", "1.6 %", invalid, runs, 0, 0.005);
}

static int runs_of(const hl_proof *proof, const design *d)
{
    if (d->inference == HL_INFER_FIXED)
        return hl_proof_few_runs(proof, FIXED_RUNS, 12);
    return hl_proof_few_runs(proof, DAILY_RUNS, 1);
}

int main(int argc, char **argv)
{
    hl_proof proof = hl_proof_begin(argc, argv);
    hl_init();
    for (size_t i = 0; i < sizeof designs / sizeof designs[0]; i++) {
        const design *d = &designs[i];
        tally sum = {0, 0, 0, 0, 0};
        hl_random random = hl_base__random_seed(97, i);
        int runs = runs_of(&proof, d);
        for (int r = 0; r < runs; r++)
            replicate(&random, d, &sum);
        printf("%s: keeps the control in %.2f %%, ships on day %.1f\n", d->name,
               100.0 * sum.control / runs, sum.shipped > 0 ? sum.days / sum.shipped : 0);
        hold(&proof, d, &sum, runs);
    }
    prove_split(&proof);
    return hl_proof_end(&proof);
}
