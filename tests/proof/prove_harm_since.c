/* How often the planned look of an arm that gains is taken back for harm that comes later
 * (harm_since), read every day for the thirty days that follow: of a guardrail that the arm does
 * not touch, in at most 1 %, of one arm and of three, with a margin that the arm uses up wholly and
 * without one; and of complaints that double after the look, mostly. 10 % click, 2 % complain, 200
 * units an arm and day, windows of a day; the look is that of the first ten days.
 *
 * Days on which no arm lies 2.6 standard errors beyond what is tolerated can say nothing and are
 * not analysed, but in every 50th run, where none of them may. */
#include <math.h>
#include <stdio.h>

#include "base/random.h"
#include "cells/cells.h"
#include "hookline.h"
#include "tests/support/draw.h"
#include "tests/support/made.h"
#include "tests/support/proof.h"

enum {
    FIRST = 20000,
    LOOK = 10,
    DAYS = 40,
    A_DAY = 200,
    RUNS = 4000,
    RUNS_WITH_HARM = 400,

    ARMS = 4,
    WHOLLY = 50
};

typedef struct design {
    size_t arms;   /* with the control */
    double margin; /* NaN: none; the arms use it up from the first day on */
    double after;  /* share of arms that complains after the look, without a margin */
    const char *name;
    double low, high; /* bounds of how often harm is said */
} design;

static const double clicks = 0.1, gain = 0.08, complaints = 0.02;
static const design designs[] = {
    {2, (double)NAN, 0.02, "one arm, no harm, 30 days after its look", 0, 0.01},
    {4, (double)NAN, 0.02, "three arms, no harm, 30 days after their look", 0, 0.01},
    {2, 0.02, 0, "one arm, harm as large as its margin", 0, 0.01},
    {2, (double)NAN, 0.04, "one arm, complaints double after its look", 0.8, 1},
};

#define Z_OF_HARM 2.6

typedef struct tally {
    int harm;
    long left_out, missed; /* days of the runs that are analysed wholly: that need not have been,
                              and that say something all the same */
} tally;

typedef struct world {
    hl_cells *cells;
    int64_t units, complain[ARMS];
    int32_t day;
    bool harm;
} world;

static void metrics_of(const design *d, hl_metric *metrics)
{
    metrics[0] = hl_made_metric("click", HL_METRIC_PROPORTION);
    metrics[1] = hl_made_metric("complaint", HL_METRIC_PROPORTION);
    metrics[1].role = HL_ROLE_GUARDRAIL;
    metrics[1].goal = HL_GOAL_DECREASE;
    metrics[1].margin = d->margin;
    metrics[0].within_ms = metrics[1].within_ms = 24LL * 60 * 60 * 1000;
}

static double rate_of(const design *d, int32_t day, uint32_t arm)
{
    if (arm == 0 || (isnan(d->margin) && day < LOOK))
        return complaints;
    return isnan(d->margin) ? d->after : complaints + d->margin;
}

static void add_day(hl_random *random, const design *d, world *w)
{
    for (uint32_t arm = 0; arm < d->arms; arm++) {
        int64_t hits = (int64_t)hl_draw_binomial(random, A_DAY, clicks + (arm == 0 ? 0 : gain));
        int64_t bad = (int64_t)hl_draw_binomial(random, A_DAY, rate_of(d, w->day, arm));
        hl_made_enrol(w->cells, arm, 0, FIRST + w->day, A_DAY);
        hl_made_value(w->cells, arm, 0, FIRST + w->day, 0, 1, 1, NULL, hits);
        hl_made_value(w->cells, arm, 0, FIRST + w->day, 0, 0, 1, NULL, A_DAY - hits);
        hl_made_value(w->cells, arm, 0, FIRST + w->day, 1, 1, 1, NULL, bad);
        hl_made_value(w->cells, arm, 0, FIRST + w->day, 1, 0, 1, NULL, A_DAY - bad);
        w->complain[arm] += bad;
    }
    w->units += A_DAY;
    w->day++;
}

/* Of the arm that lies furthest beyond what is tolerated, in standard errors of its difference. */
static double most_z(const design *d, const world *w)
{
    double most = 0, n = (double)w->units, tolerated = isnan(d->margin) ? 0 : d->margin;
    for (size_t arm = 1; arm < d->arms; arm++) {
        double p0 = (double)w->complain[0] / n, p1 = (double)w->complain[arm] / n;
        double error = sqrt((p0 * (1 - p0) + p1 * (1 - p1)) / n);
        most = error > 0 ? fmax(most, (p1 - p0 - tolerated) / error) : most;
    }
    return most;
}

static bool look(const hl_design *plan, world *w)
{
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *analysis = NULL;
    options.as_of_utc_ms = (int64_t)(FIRST + w->day) * 24 * 60 * 60 * 1000 + 1;
    if (hl_analysis_run(plan, w->cells, &options, &analysis, NULL) != HL_OK)
        return false;
    w->harm = w->harm || hl_made_reason(analysis, HL_FOUND_HARM_SINCE) != NULL;
    hl_analysis_free(analysis);
    return true;
}

static bool replicate(hl_random *random, const design *d, bool wholly, tally *out)
{
    static const hl_arm_weight weights[ARMS] = {{"control", 1}, {"a", 1}, {"b", 1}, {"c", 1}};
    hl_metric metrics[2];
    metrics_of(d, metrics);
    hl_design plan = hl_made_design(weights, d->arms, metrics, 2);
    plan.planned_units = (double)(LOOK * A_DAY) * (double)d->arms;
    world w = {.cells = hl_cells__new(&plan)};
    bool good = w.cells != NULL;
    while (good && w.day < DAYS && !w.harm) {
        add_day(random, d, &w);
        bool left_out = most_z(d, &w) < Z_OF_HARM;
        if (w.day <= LOOK + 1 || (left_out && !wholly))
            continue;
        good = look(&plan, &w);
        out->left_out += left_out;
        out->missed += left_out && w.harm;
    }
    hl_cells_free(w.cells);
    out->harm += w.harm;
    return good;
}

int main(int argc, char **argv)
{
    hl_proof proof = hl_proof_begin(argc, argv);
    hl_init();
    long left_out = 0, missed = 0;
    for (size_t i = 0; i < sizeof designs / sizeof designs[0]; i++) {
        const design *d = &designs[i];
        hl_random random = hl_base__random_seed(1976, i);
        tally sum = {0};
        int full = d->low > 0 ? RUNS_WITH_HARM : RUNS, brief = d->low > 0 ? 12 : 40;
        int runs = proof.brief ? brief : full;
        for (int r = 0; r < runs; r++)
            if (!replicate(&random, d, r % WHOLLY == 0 && (i == 0 || !proof.brief), &sum))
                return 1;
        hl_proof_share(&proof, d->name, "harm since the look", NULL, sum.harm, runs, d->low,
                       d->high);
        left_out += sum.left_out;
        missed += sum.missed;
    }
    hl_proof_share(&proof, "days that are not analysed, of runs where they are", "say harm", NULL,
                   missed, left_out, 0, 0);
    return hl_proof_end(&proof);
}
