/* Regression adjustment that is looked at at any time: users with several touches of which few have
 * most, values that resemble each other within a user, and a covariate that foretells them. Whole
 * analyses, fifty looks each: is the true difference, or the true lift, ever left out; and how
 * much narrower than without the covariate is the interval at the end? */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/random.h"
#include "cells/cells.h"
#include "hookline.h"
#include "tests/support/made.h"
#include "tests/support/proof.h"

enum { LOOKS = 50, USERS = 60, METRICS = 3 };

typedef struct scene {
    const char *what;
    double shape; /* of the Pareto distribution of touches */
    int most;     /* touches */
    double share; /* of the treatment */
    double effect;
} scene;

static const scene scenes[] = {
    {"1-5 touches", 2, 5, 0.5, 0},
    {"1-500 touches (Pareto)", 1.2, 500, 0.5, 0},
    {"1-500 touches (Pareto), lift 10 %", 1.2, 500, 0.5, 0.1},
    {"1-20 touches (Pareto), 90 / 10", 1.2, 20, 0.1, 0.1},
};

static const char *const names[METRICS] = {"reply per touch", "value per touch", "value per unit"};

static hl_i128 attos(double x)
{
    return (hl_i128)llround(x * 1e6) * 1000000000000;
}

/* One user: activity foretells replies and values, and how many touches there are. */
static void add_user(hl_random *random, const scene *s, hl_cells *with, hl_cells *bare)
{
    uint32_t arm = hl_base__random_uniform(random) < s->share;
    double active = hl_base__random_normal(random), lift = arm ? 1 + s->effect : 1;
    double u = hl_base__random_uniform(random) * exp(-0.3 * active);
    double touches = fmax(1, floor(fmin(s->most, pow(u > 0 ? u : 0.5, -1 / s->shape))));
    double rate = 0.3 / (1 + exp(-active)) + 0.1 * hl_base__random_uniform(random);
    double own = 2 + 0.6 * active + 0.4 * hl_base__random_normal(random), ones = 0, sum = 0;
    for (double t = 0; t < touches; t++) {
        ones += hl_base__random_uniform(random) < rate * lift;
        sum += own + hl_base__random_normal(random);
    }
    sum = round(lift * sum * 1e3) / 1e3;
    double y[METRICS] = {ones, sum, round(lift * (own + 5) * 1e3) / 1e3};
    double x = round(active * 1e3) / 1e3;
    for (int k = 0; k < 2; k++) {
        hl_cell *cell = hl_cells__at(k ? with : bare, arm, 0, HL_CELLS_NO_DAY);
        for (size_t m = 0; m < METRICS; m++) {
            hl_i128 v[] = {attos(y[m]), attos(m < 2 ? touches : 1), attos(x), 0};
            hl_wide within = {{0}};
            hl_base__wide_add_product(&within, attos(fabs(y[m])), attos(1));
            if (cell == NULL || !hl_cells__add(cell, m, v, &within, 1))
                abort();
        }
        cell->counters[HL_COUNT_ENROLLED]++;
        cell->counters[HL_COUNT_TOUCHES] += (int64_t)touches;
    }
}

typedef struct tally {
    long out[METRICS], seen[METRICS];
    double narrower[METRICS];
} tally;

static bool leaves_out(const hl_comparison *c, double difference, double lift)
{
    return c->anytime.d_low > difference || c->anytime.d_high < difference ||
           c->anytime.low > lift ||
           (!(c->flags & HL_FLAG_ANYTIME_EXCLUSIVE) && c->anytime.high < lift);
}

static void play(hl_random *random, const scene *s, hl_design *design, const double *truth,
                 tally *sum)
{
    static const char *const covariates[] = {"active"};
    hl_design bare = *design;
    design->covariates = covariates;
    design->covariate_count = 1;
    hl_cells *with = hl_cells__new(design), *without = hl_cells__new(&bare);
    bool out[METRICS] = {false};
    for (int look = 1; look <= LOOKS; look++) {
        for (int u = 0; u < USERS; u++)
            add_user(random, s, with, without);
        hl_analysis *a = hl_made_run(design, with);
        for (size_t m = 0; m < METRICS; m++)
            out[m] |= leaves_out(&a->metrics[m].comparisons[0], truth[m], s->effect);
        if (look == LOOKS) {
            hl_analysis *b = hl_made_run(&bare, without);
            for (size_t m = 0; m < METRICS; m++) {
                const hl_comparison *c = &a->metrics[m].comparisons[0];
                const hl_comparison *d = &b->metrics[m].comparisons[0];
                double ratio =
                    (c->anytime.d_high - c->anytime.d_low) / (d->anytime.d_high - d->anytime.d_low);
                if (isfinite(ratio)) {
                    sum->narrower[m] += ratio;
                    sum->seen[m]++;
                }
            }
            hl_analysis_free(b);
        }
        hl_analysis_free(a);
    }
    for (size_t m = 0; m < METRICS; m++)
        sum->out[m] += out[m];
    hl_cells_free(with);
    hl_cells_free(without);
}

/* The control's level of each metric, by drawing. */
static void find_truth(const hl_proof *proof, const scene *s, double *truth)
{
    hl_random random = hl_base__random_seed(9102, 7);
    double ones = 0, sum = 0, touches = 0;
    const int draws = hl_proof_few_runs(proof, 4000000, 400000);
    for (int i = 0; i < draws; i++) {
        double active = hl_base__random_normal(&random);
        double u = hl_base__random_uniform(&random) * exp(-0.3 * active);
        double d = fmax(1, floor(fmin(s->most, pow(u > 0 ? u : 0.5, -1 / s->shape))));
        ones += d * (0.3 / (1 + exp(-active)) + 0.05);
        sum += d * (2 + 0.6 * active);
        touches += d;
    }
    truth[0] = s->effect * ones / touches;
    truth[1] = s->effect * sum / touches;
    truth[2] = s->effect * 7;
}

static void prove(hl_proof *proof, const scene *s, uint64_t stream)
{
    int runs = hl_proof_few_runs(proof, 1500, 10);
    double truth[METRICS] = {0, 0, 0};
    tally sum = {{0}, {0}, {0}};
    hl_random random = hl_base__random_seed(9101, stream);
    if (s->effect != 0)
        find_truth(proof, s, truth);
    hl_arm_weight arms[2] = {{"a", 100 - (int64_t)(100 * s->share)},
                             {"b", (int64_t)(100 * s->share)}};
    hl_metric metrics[METRICS] = {hl_made_metric("r", HL_METRIC_PROPORTION),
                                  hl_made_metric("v", HL_METRIC_MEAN),
                                  hl_made_metric("w", HL_METRIC_MEAN)};
    metrics[0].per = metrics[1].per = HL_PER_TOUCH;
    for (int r = 0; r < runs; r++) {
        hl_design design = hl_made_design(arms, 2, metrics, METRICS);
        design.inference = HL_INFER_ANYTIME;
        design.planned_units = USERS * LOOKS;
        play(&random, s, &design, truth, &sum);
    }
    for (size_t m = 0; m < METRICS; m++) {
        char what[96];
        (void)snprintf(what, sizeof what, "%s, %s, adjusted", s->what, names[m]);
        hl_proof_share(proof, what, "truth left out, 50 looks", NULL, sum.out[m], runs, 0, 0.05);
        hl_proof_value(proof, what, "width over not adjusted", NULL,
                       sum.narrower[m] / (double)sum.seen[m], 0, 0.3, 1);
    }
}

int main(int argc, char **argv)
{
    hl_proof proof = hl_proof_begin(argc, argv);
    hl_init();
    for (size_t i = 0; i < sizeof scenes / sizeof scenes[0]; i++)
        if (!proof.brief || i == 1)
            prove(&proof, &scenes[i], i);
    return hl_proof_end(&proof);
}
