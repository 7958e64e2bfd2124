/* "How many more units" is steady: whole experiments read every night, and by how much what is
 * said changes from a night to the next, in the median; and on how many nights it is said. A night
 * on which something is shown is the last. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/random.h"
#include "tests/support/draw.h"
#include "tests/support/made.h"
#include "tests/support/proof.h"

enum { NIGHTS = 40, FIRST_DAY = 20000, ARMS = 2 };

#define UNSAID ((double)NAN)
#define FIXED  HL_INFER_FIXED

typedef struct world {
    const char *what, *before;
    double units;           /* of an arm and night */
    double level, lift, sd; /* sd 0: a rate */
    double worth;
    double planned_nights; /* 0: not said */
    double harmed;         /* share of units that a guardrail is of; 0: there is none */
    double margin, margin_lift;
    double least_said; /* part of the nights on which a number is said */
} world;

static const hl_arm_weight arms[ARMS] = {{"control", 1}, {"new", 1}};

static void add_metric(hl_random *random, const world *w, hl_cells *cells, uint32_t arm,
                       int32_t day, int64_t n)
{
    double level = w->level * (arm == 1 ? 1 + w->lift : 1);
    if (w->sd == 0) {
        hl_made_rate(cells, arm, 0, day, 0, n, (int64_t)hl_draw_binomial(random, (double)n, level));
        return;
    }
    /* two values carry the mean and the variance of all */
    int64_t half = n / 2;
    double mean = level + w->sd * hl_base__random_normal(random) / sqrt(2.0 * (double)half);
    hl_made_value(cells, arm, 0, day, 0, mean - w->sd, 1, NULL, half);
    hl_made_value(cells, arm, 0, day, 0, mean + w->sd, 1, NULL, half);
}

/* Units are harmed alike in both arms. */
static void add_night(hl_random *random, const world *w, hl_cells *cells, int32_t day)
{
    double of_arm[ARMS];
    hl_draw_split(random, ARMS * w->units, arms, ARMS, of_arm);
    for (uint32_t arm = 0; arm < ARMS; arm++) {
        int64_t n = (int64_t)of_arm[arm];
        hl_made_enrol(cells, arm, 0, day, n);
        add_metric(random, w, cells, arm, day, n);
        if (w->harmed > 0)
            hl_made_rate(cells, arm, 0, day, 1, n,
                         (int64_t)hl_draw_binomial(random, (double)n, w->harmed));
    }
}

typedef struct changes {
    double *of;
    size_t count;
    long nights, said;
} changes;

/* What is said of one night; NaN: nothing. */
static bool read_night(const hl_design *design, const hl_cells *cells, double *units)
{
    hl_analysis *analysis = hl_made_run(design, cells);
    bool runs = analysis->verdict.decision == HL_DECIDE_KEEP_RUNNING;
    *units = analysis->verdict.units_needed;
    hl_analysis_free(analysis);
    return runs;
}

static void play(hl_random *random, const world *w, const hl_design *design, changes *out)
{
    hl_cells *cells = hl_cells__new(design);
    double before = UNSAID, now = UNSAID;
    for (int32_t night = 0; night < NIGHTS && cells != NULL; night++) {
        add_night(random, w, cells, FIRST_DAY + night);
        if (!read_night(design, cells, &now))
            break;
        out->nights++;
        out->said += !isnan(now);
        if (!isnan(now) && !isnan(before))
            out->of[out->count++] = fabs(now / before - 1);
        before = now;
    }
    hl_cells_free(cells);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* The standard error of a median of so many, as if it were normal, by its quartiles. */
static void prove(hl_proof *proof, const world *w, uint64_t stream)
{
    int runs = proof->brief ? 2 : 40; /* of up to 40 nights each */
    hl_metric metrics[2] = {hl_made_metric("m", w->sd > 0 ? HL_METRIC_MEAN : HL_METRIC_PROPORTION),
                            hl_made_metric("harm", HL_METRIC_PROPORTION)};
    metrics[0].worth = w->worth;
    metrics[1].role = HL_ROLE_GUARDRAIL;
    metrics[1].goal = HL_GOAL_DECREASE;
    metrics[1].margin = w->margin;
    metrics[1].margin_lift = w->margin_lift;
    hl_design design = hl_made_design(arms, ARMS, metrics, w->harmed > 0 ? 2 : 1);
    design.inference = HL_INFER_ANYTIME;
    design.planned_units = ARMS * w->units * w->planned_nights;
    changes c = {calloc((size_t)runs * NIGHTS, sizeof(double)), 0, 0, 0};
    hl_random random = hl_base__random_seed(4718, stream);
    for (int r = 0; r < runs && c.of != NULL; r++)
        play(&random, w, &design, &c);
    double median = UNSAID, error = 0;
    if (c.count > 0) {
        qsort(c.of, c.count, sizeof *c.of, by_size);
        median = c.of[c.count / 2];
        error = 0.93 * (c.of[3 * c.count / 4] - c.of[c.count / 4]) / sqrt((double)c.count);
    }
    hl_proof_value(proof, w->what, "units needed, median change a night", w->before,
                   c.count > 0 ? median : 0, error, 0, 0.25);
    hl_proof_share(proof, w->what, "... nights on which it is said", NULL, c.said, c.nights,
                   w->least_said, 1);
    free(c.of);
}

int main(int argc, char **argv)
{
    static const world worlds[] = {
        {"5 %, lift 20 %, worth 20 %", "0.333", 700, 0.05, 0.2, 0, 0.2, 0, 0, UNSAID, UNSAID, 0.8},
        {"5 %, no lift, worth 20 %", "0.308", 700, 0.05, 0, 0, 0.2, 0, 0, UNSAID, UNSAID, 0.8},
        {"5 %, lift 20 %, planned", "0.340", 700, 0.05, 0.2, 0, UNSAID, 30, 0, UNSAID, UNSAID, 0.8},
        {"5 %, no lift, planned", "0.308", 700, 0.05, 0, 0, UNSAID, 30, 0, UNSAID, UNSAID, 0.8},
        {"5 %, lift 40 %, planned for 20 %", "0.484", 700, 0.05, 0.4, 0, UNSAID, 30, 0, UNSAID,
         UNSAID, 0.8},
        {"mean 10, sd 20, lift 5 %, worth 5 %", "0.294", 1500, 10, 0.05, 20, 0.05, 0, 0, UNSAID,
         UNSAID, 0.8},
        {"mean 10, sd 20, no lift, planned", "0.357", 1500, 10, 0, 20, UNSAID, 30, 0, UNSAID,
         UNSAID, 0.8},
        {"5 %, lift 20 %, nothing declared", "0.350", 700, 0.05, 0.2, 0, UNSAID, 0, 0, UNSAID,
         UNSAID, 0},
        {"5 %, lift 10 %, nothing declared", "0.273", 700, 0.05, 0.1, 0, UNSAID, 0, 0, UNSAID,
         UNSAID, 0},
        {"5 %, no lift, nothing declared", "0.293", 700, 0.05, 0, 0, UNSAID, 0, 0, UNSAID, UNSAID,
         0},
        {"lift 60 %, guardrail 1 %, 0.4 points", "0.200", 400, 0.05, 0.6, 0, 0.2, 0, 0.01, 0.004,
         UNSAID, 0.8},
        {"lift 60 %, guardrail 0.9 %, 0.5 points", "0.255", 400, 0.05, 0.6, 0, 0.2, 0, 0.009, 0.005,
         UNSAID, 0.8},
        {"lift 60 %, guardrail 10 %, 2 points, planned", "0.273", 400, 0.05, 0.6, 0, UNSAID, 30,
         0.1, 0.02, UNSAID, 0.8},
        {"lift 100 %, guardrail 5 %, a fifth", NULL, 400, 0.05, 1, 0, UNSAID, 30, 0.05, UNSAID, 0.2,
         0.8},
        {"lift 100 %, guardrail 1 %, two fifths", NULL, 400, 0.05, 1, 0, UNSAID, 30, 0.01, UNSAID,
         0.4, 0.8},
    };
    hl_proof proof = hl_proof_begin(argc, argv);
    for (size_t i = 0; i < sizeof worlds / sizeof worlds[0]; i += proof.brief ? 2 : 1)
        prove(&proof, &worlds[i], i);
    return hl_proof_end(&proof);
}
