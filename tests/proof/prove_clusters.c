/* Users of whom few have most touches (Pareto): level of means and proportions per touch, and the
 * power that hookline size promises when touches vary. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/random.h"
#include "cells/cells.h"
#include "hookline.h"
#include "tests/support/made.h"
#include "tests/support/proof.h"

/* MOST_PLANNED: so that the spread of a sample is that of all, as a plan from an earlier experiment
 * takes it. */
enum { MOST_TOUCHES = 500, MOST_PLANNED = 20 };

typedef struct scene {
    double shape; /* of the Pareto distribution of touches; below 0: so many each */
    int users[2];
    double icc;
} scene;

static hl_i128 attos(double x)
{
    return (hl_i128)llround(x * 1e6) * 1000000000000;
}

static int touches_of(hl_random *random, double shape, int most)
{
    if (shape < 0)
        return (int)-shape;
    double u = hl_base__random_uniform(random);
    double d = floor(pow(u > 0 ? u : 0.5, -1 / shape));
    return d > most ? most : (int)d;
}

typedef struct sums {
    double y, within;
} sums;

/* Normal values about 1 whose correlation within a user is icc. */
static sums any_values(hl_random *random, int touches, double icc)
{
    sums out = {0, 0};
    double own = sqrt(icc) * hl_base__random_normal(random);
    for (int t = 0; t < touches; t++) {
        double y = 1 + own + sqrt(1 - icc) * hl_base__random_normal(random);
        y = (double)llround(y * 1e3) / 1e3;
        out.y += y;
        out.within += y * y;
    }
    return out;
}

/* Successes at a rate: a touch is as the user is, or one of its own. */
static sums any_successes(hl_random *random, int touches, double rate, double icc)
{
    sums out = {0, 0};
    bool own = hl_base__random_uniform(random) < rate;
    for (int t = 0; t < touches; t++)
        out.y += hl_base__random_uniform(random) < sqrt(icc)
                     ? own
                     : hl_base__random_uniform(random) < rate;
    out.within = out.y;
    return out;
}

static bool add(hl_cell *cell, size_t metric, int touches, const sums *s)
{
    hl_i128 v[] = {attos(s->y), attos(touches)};
    hl_wide within = {{0}};
    hl_base__wide_add_product(&within, attos(s->within), attos(1));
    return hl_cells__add(cell, metric, v, &within, 1);
}

static void fill(hl_random *random, hl_cells *cells, const scene *s)
{
    for (uint32_t arm = 0; arm < 2; arm++) {
        hl_cell *cell = hl_cells__at(cells, arm, 0, HL_CELLS_NO_DAY);
        if (cell == NULL)
            abort();
        for (int u = 0; u < s->users[arm]; u++) {
            int touches = touches_of(random, s->shape, MOST_TOUCHES);
            sums hits = any_successes(random, touches, 0.2, s->icc);
            sums values = any_values(random, touches, s->icc);
            if (!add(cell, 0, touches, &hits) || !add(cell, 1, touches, &values))
                abort();
            cell->counters[HL_COUNT_ENROLLED]++;
            cell->counters[HL_COUNT_TOUCHES] += touches;
        }
    }
}

typedef struct counts {
    int answered, wrong, upper;
} counts;

static void judge(const hl_comparison *c, counts *out)
{
    if (isnan(c->p_effective))
        return;
    out->answered++;
    out->wrong += c->p_effective < 0.05;
    out->upper += c->p_effective < 0.05 && c->difference.estimate > 0;
}

static void play(hl_random *random, const scene *s, counts out[2])
{
    static const hl_arm_weight arms[] = {{"a", 1}, {"b", 1}};
    hl_metric metrics[2] = {hl_metric_init("hit", HL_METRIC_PROPORTION),
                            hl_metric_init("value", HL_METRIC_MEAN)};
    metrics[0].per = metrics[1].per = HL_PER_TOUCH;
    metrics[1].role = HL_ROLE_SECONDARY;
    hl_design design = hl_design_init();
    design.experiment = "x";
    design.arms = arms;
    design.arm_count = 2;
    design.metrics = metrics;
    design.metric_count = 2;
    design.inference = HL_INFER_FIXED;
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *analysis = NULL;
    hl_cells *cells = hl_cells__new(&design);
    if (cells == NULL)
        abort();
    fill(random, cells, s);
    if (hl_analysis_run(&design, cells, &options, &analysis, NULL) != HL_OK)
        abort();
    for (size_t m = 0; m < 2; m++)
        judge(&analysis->metrics[m].comparisons[0], &out[m]);
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

/* ---- level */

typedef struct level {
    scene scene;
    const char *hits_before, *values_before;
} level;

/* before: as many runs of the delta method and of the score with each arm's own design effect. */
static const level levels[] = {
    {{1.2, {25, 25}, 0}, "8.0 %", "7.6 %"},       {{1.2, {25, 25}, 0.1}, "13.0 %", "13.4 %"},
    {{1.2, {25, 25}, 0.3}, "16.4 %", "16.8 %"},   {{1.2, {100, 100}, 0.1}, "12.7 %", "12.9 %"},
    {{1.2, {100, 100}, 0.3}, "14.8 %", "15.6 %"}, {{1.2, {25, 225}, 0.3}, "17.4 %", "15.3 %"},
    {{1.2, {400, 400}, 0.3}, "9.1 %", "9.4 %"},   {{2, {25, 25}, 0.3}, "7.8 %", "7.6 %"},
    {{2, {25, 225}, 0.3}, "8.6 %", "7.3 %"},      {{2, {100, 100}, 0.3}, "6.9 %", "6.6 %"},
    {{-5, {25, 25}, 0.3}, "5.8 %", "5.1 %"},      {{-5, {25, 225}, 0.3}, "5.8 %", "5.2 %"},
    {{-10, {300, 300}, 0.3}, NULL, NULL},         {{-10, {300, 300}, 0}, NULL, NULL},
};

static void prove_level(hl_proof *proof, size_t index)
{
    const level *l = &levels[index];
    const scene *s = &l->scene;
    char what[100];
    counts c[2] = {{0, 0, 0}, {0, 0, 0}};
    hl_random random = hl_base__random_seed(61, index);
    int runs =
        s->users[1] > 300 ? hl_proof_few_runs(proof, 2000, 30) : hl_proof_few_runs(proof, 6000, 80);
    for (int k = 0; k < runs; k++)
        play(&random, s, c);
    for (size_t m = 0; m < 2; m++) {
        (void)snprintf(what, sizeof what, "%s, %s, %d / %d users, icc %.1f",
                       m == 0 ? "rate 20 % a touch" : "mean per touch",
                       s->shape == -5    ? "5 touches each"
                       : s->shape == -10 ? "10 touches each"
                       : s->shape > 1.5  ? "Pareto 2 touches"
                                         : "Pareto 1.2 touches",
                       s->users[0], s->users[1], s->icc);
        hl_proof_share(proof, what, "level", m == 0 ? l->hits_before : l->values_before, c[m].wrong,
                       c[m].answered, 0, 0.06);
    }
}

/* ---- the power that hookline size promises when touches vary */

static double analysed_p(hl_random *random, const scene *s, double lift)
{
    static const hl_arm_weight arms[] = {{"a", 1}, {"b", 1}};
    hl_metric metric = hl_metric_init("hit", HL_METRIC_PROPORTION);
    metric.per = HL_PER_TOUCH;
    hl_design design = hl_design_init();
    design.experiment = "x";
    design.arms = arms;
    design.arm_count = 2;
    design.metrics = &metric;
    design.metric_count = 1;
    design.inference = HL_INFER_FIXED;
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *analysis = NULL;
    hl_cells *cells = hl_cells__new(&design);
    if (cells == NULL)
        abort();
    for (uint32_t arm = 0; arm < 2; arm++) {
        hl_made_enrol(cells, arm, 0, HL_CELLS_NO_DAY, s->users[arm]);
        hl_cell *cell = hl_cells__at(cells, arm, 0, HL_CELLS_NO_DAY);
        for (int u = 0; cell != NULL && u < s->users[arm]; u++) {
            int touches = touches_of(random, s->shape, MOST_PLANNED);
            sums hits = any_successes(random, touches, 0.2 * (1 + (arm == 1 ? lift : 0)), s->icc);
            if (!add(cell, 0, touches, &hits))
                abort();
        }
    }
    if (hl_analysis_run(&design, cells, &options, &analysis, NULL) != HL_OK)
        abort();
    double p = analysis->metrics[0].comparisons[0].difference.estimate > 0
                   ? analysis->metrics[0].comparisons[0].p_effective
                   : 1;
    hl_analysis_free(analysis);
    hl_cells_free(cells);
    return p;
}

/* Mean and coefficient of variation of the touches, by a long draw. */
static void spread_of(double shape, hl_size_request *out)
{
    enum { DRAWS = 2000000 };
    double sum = 0, squares = 0;
    hl_random random = hl_base__random_seed(62, 0);
    for (int i = 0; i < DRAWS; i++) {
        double d = touches_of(&random, shape, MOST_PLANNED);
        sum += d;
        squares += d * d;
    }
    out->touches = sum / DRAWS;
    out->touches_cv = sqrt(squares / DRAWS - out->touches * out->touches) / out->touches;
}

static void prove_power(hl_proof *proof)
{
    hl_size_request q = hl_size_defaults();
    hl_size_answer plan;
    q.baseline = 0.2;
    q.lift = 0.2;
    q.icc = 0.3;
    spread_of(1.2, &q);
    hl_random random = hl_base__random_seed(63, 0);
    if (hl_size_solve(&q, &plan, NULL) != HL_OK)
        abort();
    scene s = {1.2, {(int)plan.control_users, (int)plan.treatment_users}, q.icc};
    int runs = hl_proof_few_runs(proof, 3000, 40);
    int found = 0;
    for (int k = 0; k < runs; k++)
        found += analysed_p(&random, &s, q.lift) < 0.05;
    hl_proof_share(proof, "size --touches 2.9 --touches-cv 1.4, icc 0.3", "power promised 80 %",
                   "49.6 %", found, runs, 0.77, 0.83);
}

int main(int argc, char **argv)
{
    hl_proof proof = hl_proof_begin(argc, argv);
    hl_init();
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++)
        prove_level(&proof, i);
    prove_power(&proof);
    return hl_proof_end(&proof);
}
