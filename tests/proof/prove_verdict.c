/* How often the verdict errs: whole analyses of simulated experiments, one metric and one
 * guardrail, looked at once at the end (fixed) or every day (anytime). Also how often a true effect
 * ships. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/random.h"
#include "cells/cells.h"
#include "hookline.h"

enum { DAYS = 30, FIXED_RUNS = 3000, DAILY_RUNS = 250, ARMS = 4 };

typedef struct design {
    hl_inference inference;
    size_t arms;  /* with the control */
    double lift;  /* true, of every arm but the control */
    double harm;  /* true difference of the guardrail's rate */
    double users; /* a day and arm */
} design;

static const double rate = 0.05, blocked = 0.01, margin = 0.01;
static const design designs[] = {
    {HL_INFER_FIXED, 2, 0, 0, 200},        {HL_INFER_FIXED, 4, 0, 0, 200},
    {HL_INFER_ANYTIME, 2, 0, 0, 200},      {HL_INFER_ANYTIME, 4, 0, 0, 200},
    {HL_INFER_FIXED, 2, 0.3, 0, 200},      {HL_INFER_ANYTIME, 2, 0.3, 0, 200},
    {HL_INFER_ANYTIME, 4, 0.3, 0, 200},    {HL_INFER_FIXED, 2, 0.3, 0.01, 200},
    {HL_INFER_ANYTIME, 2, 0.3, 0.01, 200},
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
                       .expected = (double)NAN};
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

int main(void)
{
    int held = 1;
    hl_init();
    printf("verdicts of %d (fixed) and %d (anytime) experiments each: %d days, 200 users a day and "
           "arm, rate 5 %%, guardrail "
           "1 %% with\nmargin 1 pp; fixed: read once at the end; anytime: read every day until it "
           "is decided\n\n%-8s %5s %6s %8s   %8s %13s %8s %8s %12s\n",
           FIXED_RUNS, DAILY_RUNS, DAYS, "read", "arms", "lift", "harm", "ship", "keep control",
           "stop", "invalid", "day shipped");
    for (size_t i = 0; i < sizeof designs / sizeof designs[0]; i++) {
        const design *d = &designs[i];
        tally sum = {0, 0, 0, 0, 0};
        hl_random random = hl_base__random_seed(97, i);
        int runs = d->inference == HL_INFER_FIXED ? FIXED_RUNS : DAILY_RUNS;
        for (int r = 0; r < runs; r++)
            replicate(&random, d, &sum);
        double share = 100.0 / runs;
        printf("%-8s %5zu %4.0f %% %5.1f pp   %6.2f %% %11.2f %% %6.2f %% %6.2f %% %12.1f\n",
               d->inference == HL_INFER_FIXED ? "fixed" : "anytime", d->arms - 1, 100 * d->lift,
               100 * d->harm, share * sum.shipped, share * sum.control, share * sum.stopped,
               share * sum.invalid, sum.shipped > 0 ? sum.days / sum.shipped : 0);
        bool wrong = d->lift <= 0 || d->harm > 0;
        held = held && share * sum.invalid <= 3;
        held = held && (wrong ? share * sum.shipped <= 3.5 : share * sum.shipped >= 70);
        held = held && (d->harm > 0 || share * sum.stopped <= 5);
    }
    printf("\nfalse ships at most 3.5 %%, false stops at most 5 %%, true ships at least 70 %%, "
           "invalid at most "
           "3 %%: %s\n",
           held ? "yes" : "NO");
    return !held;
}
