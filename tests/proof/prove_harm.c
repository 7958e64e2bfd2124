/* How often an experiment is said to allow stopping an arm for harm (may_stop_for_harm) while a
 * sample that is read at its end is looked at on the way, 30 times at equal steps of 200 units an
 * arm, 5 % clicks: an arm that does nothing, in at most 1 %, of one arm and of three, of a fixed
 * sample and between planned looks; one that gains, never; one that takes three tenths away,
 * mostly. Beside it how often p below 0.05 would say so, which is why it is not used.
 *
 * Most looks cannot say either, whatever is corrected: where no arm lies 1.7 standard errors of a
 * pooled rate below the control (p of one test 0.09), and, once p below 0.05 has been seen, 2.6
 * (0.009). They are not analysed, but in every 50th run, where all are: none of those that would
 * have been left out may say it. */
#include <math.h>
#include <stdio.h>

#include "base/random.h"
#include "cells/cells.h"
#include "hookline.h"
#include "tests/support/proof.h"

enum { LOOKS = 30, STEP = 200, RUNS = 6000, RUNS_WITH_EFFECT = 1000, ARMS = 4, WHOLLY = 50 };

typedef struct design {
    hl_inference inference;
    size_t arms; /* with the control */
    double lift; /* true, of every arm but the control */
    const char *name;
    double low, high; /* bounds of how often harm is said */
} design;

static const double rate = 0.05;
static const design designs[] = {
    {HL_INFER_FIXED, 2, 0, "one arm, no effect, 30 looks before the end", 0, 0.01},
    {HL_INFER_FIXED, 4, 0, "three arms, no effect, 30 looks before the end", 0, 0.01},
    {HL_INFER_GROUP_SEQUENTIAL, 2, 0, "one arm, no effect, 30 times between planned looks", 0,
     0.01},
    {HL_INFER_FIXED, 2, 0.3, "one arm, +30 %, 30 looks before the end", 0, 0.001},
    {HL_INFER_FIXED, 2, -0.4, "one arm, -40 %, 30 looks before the end", 0.8, 1},
};

/* How far below the control, in standard errors, before an analysis could say anything. */
#define Z_OF_SMALL_P (-1.7)
#define Z_OF_HARM    (-2.6)

typedef struct tally {
    int harm, small_p;
    long left_out, missed; /* looks of the runs that are analysed wholly: that need not have been,
                              and that say something all the same */
} tally;

/* What has been seen of an experiment so far. */
typedef struct world {
    hl_cells *cells;
    int64_t units, clicks[ARMS]; /* units: of each arm */
    bool harm, small_p;
} world;

static hl_metric clicks(void)
{
    return (hl_metric){.name = "click",
                       .kind = HL_METRIC_PROPORTION,
                       .role = HL_ROLE_PRIMARY,
                       .goal = HL_GOAL_INCREASE,
                       .event = "click",
                       .value = HL_VALUE_OF_ANY,
                       .margin = (double)NAN,
                       .margin_lift = (double)NAN,
                       .quantile = (double)NAN,
                       .winsorize = (double)NAN,
                       .expected = (double)NAN,
                       .worth = (double)NAN};
}

/* Twice and a half as many units are planned as are ever in: it runs on, before the first look. */
static hl_design plan(const design *d, const hl_metric *metric)
{
    static const hl_arm_weight weights[ARMS] = {{"control", 1}, {"a", 1}, {"b", 1}, {"c", 1}};
    static const double looks[] = {0.5, 1};
    return (hl_design){.experiment = "x",
                       .unit = "user",
                       .arm_count = d->arms,
                       .arms = weights,
                       .metric_count = 1,
                       .metrics = metric,
                       .alpha = 0.05,
                       .inference = d->inference,
                       .correction = HL_CORRECT_HOLM,
                       .planned_units = 2.5 * LOOKS * STEP * (double)d->arms,
                       .look_count = d->inference == HL_INFER_GROUP_SEQUENTIAL ? 2 : 0,
                       .looks = looks,
                       .prior_a = 0.5,
                       .prior_b = 0.5};
}

static bool add_step(hl_random *random, const design *d, world *w)
{
    hl_i128 one = (hl_i128)1000000000000000000;
    hl_i128 yes[2] = {one, one}, no[2] = {0, one};
    w->units += STEP;
    for (uint32_t arm = 0; arm < d->arms; arm++) {
        hl_cell *cell = hl_cells__at(w->cells, arm, 0, HL_CELLS_NO_DAY);
        if (cell == NULL)
            return false;
        int64_t ones = 0;
        for (int i = 0; i < STEP; i++)
            ones += hl_base__random_uniform(random) < rate * (1 + (arm == 0 ? 0 : d->lift));
        w->clicks[arm] += ones;
        cell->counters[HL_COUNT_ENROLLED] += STEP;
        cell->counters[HL_COUNT_TOUCHES] += STEP;
        hl_cells__gram_add(&cell->grams[0], yes, NULL, ones);
        hl_cells__gram_add(&cell->grams[0], no, NULL, STEP - ones);
    }
    return true;
}

/* Of the arm that lies furthest below the control. */
static double least_z(const design *d, const world *w)
{
    double least = 0;
    for (size_t arm = 1; arm < d->arms; arm++) {
        double n = (double)w->units;
        double pooled = (double)(w->clicks[0] + w->clicks[arm]) / (2 * n);
        double gap = (double)(w->clicks[arm] - w->clicks[0]) / n;
        least = gap < 0 ? fmin(least, gap / sqrt(2 * pooled * (1 - pooled) / n)) : least;
    }
    return least;
}

/* Whether harm is said, and whether a corrected p of this look below 0.05 would say it. */
static bool look(const hl_design *plan, world *w)
{
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *analysis = NULL;
    if (hl_analysis_run(plan, w->cells, &options, &analysis, NULL) != HL_OK)
        return false;
    const hl_verdict *verdict = &analysis->verdict;
    for (size_t i = 0; i < verdict->because_count; i++)
        w->harm = w->harm || verdict->because[i].code == HL_FOUND_MAY_STOP_FOR_HARM;
    for (size_t i = 0; i < analysis->metrics[0].comparison_count; i++) {
        const hl_comparison *c = &analysis->metrics[0].comparisons[i];
        w->small_p = w->small_p || (c->difference.estimate < 0 && c->p_adjusted < 0.05);
    }
    hl_analysis_free(analysis);
    return true;
}

/* wholly: though it could say nothing new. */
static bool look_once(const hl_design *plan, const design *d, world *w, bool wholly, tally *out)
{
    bool harm = w->harm, small_p = w->small_p;
    bool left_out = least_z(d, w) > (small_p ? Z_OF_HARM : Z_OF_SMALL_P);
    if (left_out && !wholly)
        return true;
    bool good = look(plan, w);
    out->left_out += left_out;
    out->missed += left_out && (w->harm != harm || w->small_p != small_p);
    return good;
}

static bool replicate(hl_random *random, const design *d, bool wholly, tally *out)
{
    hl_metric metric = clicks();
    hl_design made = plan(d, &metric);
    world w = {.cells = hl_cells__new(&made)};
    bool good = w.cells != NULL;
    for (int i = 0; good && i < LOOKS && !(w.harm && w.small_p); i++)
        good = add_step(random, d, &w) && look_once(&made, d, &w, wholly, out);
    hl_cells_free(w.cells);
    out->harm += w.harm;
    out->small_p += w.small_p;
    return good;
}

int main(int argc, char **argv)
{
    hl_proof proof = hl_proof_begin(argc, argv);
    hl_init();
    long left_out = 0, missed = 0;
    for (size_t i = 0; i < sizeof designs / sizeof designs[0]; i++) {
        const design *d = &designs[i];
        hl_random random = hl_base__random_seed(1971, i);
        tally sum = {0};
        int runs = d->lift != 0 ? hl_proof_few_runs(&proof, RUNS_WITH_EFFECT, 15)
                                : hl_proof_few_runs(&proof, RUNS, 40);
        for (int r = 0; r < runs; r++)
            if (!replicate(&random, d, r % WHOLLY == 0, &sum))
                return 1;
        hl_proof_share(&proof, d->name, "may stop for harm", NULL, sum.harm, runs, d->low, d->high);
        printf("%s: with p below 0.05 %.1f %%\n", d->name, 100.0 * sum.small_p / runs);
        left_out += sum.left_out;
        missed += sum.missed;
    }
    hl_proof_share(&proof, "looks that are not analysed, of runs where they are",
                   "say harm, or p below 0.05", NULL, missed, left_out, 0, 0);
    return hl_proof_end(&proof);
}
