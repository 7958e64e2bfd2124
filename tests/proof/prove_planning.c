/* What `hookline size` promises and what the analysis reaches of the same design: power at the
 * planned end for fixed, anytime and group-sequential plans of two to five arms, one of which has
 * the effect; what who looks at every day finds; and the level of the always-valid answer over 200
 * looks, with and without a word on rate, split and plan. Whole analyses (hl_analysis_run) of
 * sufficient statistics, units split at random. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/random.h"
#include "hookline.h"
#include "stats/sequence_mean.h"
#include "stats/sequence_rates.h"
#include "stats/two_rates.h"
#include "tests/support/made.h"
#include "tests/support/proof.h"

enum { MOST_ARMS = 5, MOST_LOOKS = 200 };

static double least(double a, double b)
{
    return a < b ? a : b;
}

/* ---- drawing */

/* Successes of n: gaps between them are geometric. */
static double binomial(hl_random *random, double n, double p)
{
    if (p > 0.5)
        return n - binomial(random, n, 1 - p);
    double count = 0, at = 0, scale = log1p(-p);
    while (p > 0) {
        at += 1 + floor(log(1 - hl_base__random_uniform(random)) / scale);
        if (at > n)
            break;
        count++;
    }
    return count;
}

/* How many of n units an arm of this share gets. */
static double part_of(hl_random *random, double n, double share)
{
    return round(n * share + sqrt(n * share * (1 - share)) * hl_base__random_normal(random));
}

/* Sum of k squared normals. */
static double chi_square(hl_random *random, double k)
{
    double sum = 0;
    for (double i = 0; i < least(k, 400); i++) {
        double z = hl_base__random_normal(random);
        sum += z * z;
    }
    if (k <= 400)
        return sum;
    double cube = 1 - 2 / (9 * k) + hl_base__random_normal(random) * sqrt(2 / (9 * k));
    return k * cube * cube * cube; /* Wilson and Hilferty */
}

typedef struct plan {
    hl_size_request request;
    hl_size_answer answer;
    hl_design design;
    hl_metric metric;
    hl_arm_weight arms[MOST_ARMS];
    double looks[MOST_LOOKS];
} plan;

static double level_of(const plan *p, size_t arm)
{
    return p->request.baseline + (arm == 1 ? p->answer.difference : 0);
}

/* n units of normal values: their mean and variance are drawn, two values carry both. */
static void add_means(hl_random *random, hl_cells *cells, uint32_t arm, double n, double mean,
                      double sd)
{
    double half = floor(n / 2);
    double at = mean + sd * hl_base__random_normal(random) / sqrt(2 * half);
    double spread = sd * sqrt(chi_square(random, 2 * half - 1) / (2 * half));
    hl_made_value(cells, arm, 0, HL_CELLS_NO_DAY, 0, at - spread, 1, NULL, (int64_t)half);
    hl_made_value(cells, arm, 0, HL_CELLS_NO_DAY, 0, at + spread, 1, NULL, (int64_t)half);
}

/* Units of several touches whose correlation is icc. */
static void add_touches(hl_random *random, hl_cells *cells, uint32_t arm, double n, double rate,
                        const hl_size_request *q)
{
    int64_t touches = (int64_t)q->touches;
    int64_t counts[64] = {0};
    double repeat = sqrt(q->icc);
    for (double i = 0; i < n; i++) {
        int own = hl_base__random_uniform(random) < rate, ones = 0;
        for (int64_t k = 0; k < touches; k++)
            ones += hl_base__random_uniform(random) < repeat
                        ? own
                        : hl_base__random_uniform(random) < rate;
        counts[ones]++;
    }
    for (int64_t k = 0; k <= touches; k++)
        if (counts[k] > 0)
            hl_made_touches(cells, arm, 0, HL_CELLS_NO_DAY, 0, touches, k, counts[k]);
}

static void add_units(hl_random *random, const plan *p, hl_cells *cells, uint32_t arm, double n)
{
    double level = level_of(p, arm);
    if (p->metric.per == HL_PER_TOUCH) {
        add_touches(random, cells, arm, n, level, &p->request);
        return;
    }
    hl_made_enrol(cells, arm, 0, HL_CELLS_NO_DAY, (int64_t)n);
    if (p->metric.kind == HL_METRIC_MEAN)
        add_means(random, cells, arm, n, level, p->request.sd);
    else
        hl_made_rate(cells, arm, 0, HL_CELLS_NO_DAY, 0, (int64_t)n,
                     (int64_t)binomial(random, n, level));
}

/* n units split by the weights. */
static void add_all(hl_random *random, const plan *p, hl_cells *cells, double n)
{
    double rest = 0;
    for (size_t i = 0; i < p->design.arm_count; i++)
        rest += (double)p->arms[i].weight;
    for (uint32_t arm = 0; arm < p->design.arm_count; arm++) {
        double share = (double)p->arms[arm].weight / rest;
        double mine = share < 1 ? part_of(random, n, share) : n;
        add_units(random, p, cells, arm, mine);
        n -= mine;
        rest -= (double)p->arms[arm].weight;
    }
}

/* ---- plans */

typedef struct line {
    const char *what;
    const char *before;
    double baseline, sd, lift;
    size_t arms;
    double control_share; /* 0: equal */
    hl_inference inference;
    double touches, icc;
    hl_correction correction;
} line;

static void lay(plan *p, const line *l)
{
    static const char *const names[MOST_ARMS] = {"control", "a", "b", "c", "d"};
    hl_error err = HL_ERROR_INIT;
    hl_size_request q = hl_size_defaults();
    q.baseline = l->baseline;
    q.sd = l->sd > 0 ? l->sd : (double)NAN;
    q.lift = l->lift;
    q.arms = l->arms;
    q.control_share = l->control_share > 0 ? l->control_share : (double)NAN;
    q.inference = l->inference;
    q.touches = l->touches > 0 ? l->touches : 1;
    q.icc = l->icc;
    q.correction = l->correction == HL_CORRECT_NONE ? HL_CORRECT_HOLM : l->correction;
    *p = (plan){.request = q};
    if (hl_size_solve(&q, &p->answer, &err) != HL_OK)
        printf("%s\n", err.message);
    p->metric = hl_made_metric("m", l->sd > 0 ? HL_METRIC_MEAN : HL_METRIC_PROPORTION);
    p->metric.per = q.touches > 1 ? HL_PER_TOUCH : HL_PER_UNIT;
    p->metric.expected = q.baseline;
    double control = l->control_share > 0 ? l->control_share : 1 / (double)l->arms;
    for (size_t i = 0; i < l->arms; i++)
        p->arms[i] = (hl_arm_weight){
            names[i],
            (int64_t)round(1e6 * (i == 0 ? control : (1 - control) / (double)(l->arms - 1)))};
    p->design = hl_made_design(p->arms, l->arms, &p->metric, 1);
    p->design.inference = q.inference;
    p->design.correction = q.correction;
    p->design.planned_units = p->answer.users;
    if (q.inference != HL_INFER_GROUP_SEQUENTIAL)
        return;
    for (size_t k = 0; k < q.looks; k++)
        p->looks[k] = (double)(k + 1) / (double)q.looks;
    p->design.looks = p->looks;
    p->design.look_count = q.looks;
    p->design.spending = q.spending;
}

/* Is the first treatment shown to differ on the right side? */
static bool shows(const plan *p, const hl_cells *cells, size_t look)
{
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *analysis = NULL;
    options.look = look;
    if (hl_analysis_run(&p->design, cells, &options, &analysis, NULL) != HL_OK)
        return false;
    const hl_comparison *c = &analysis->metrics[0].comparisons[0];
    bool shown = c->p_effective_adjusted < analysis->look_alpha &&
                 (c->difference.estimate > 0) == (p->answer.difference > 0);
    hl_analysis_free(analysis);
    return shown;
}

/* Read `looks` times, evenly; at the last alone when last_only. */
static bool finds(hl_random *random, const plan *p, size_t looks, bool last_only)
{
    hl_cells *cells = hl_cells__new(&p->design);
    bool found = false;
    double n = 0;
    for (size_t k = 0; cells != NULL && k < looks && !found; k++) {
        double until = k + 1 == looks ? p->answer.users
                                      : floor(p->answer.users * (double)(k + 1) / (double)looks);
        add_all(random, p, cells, until - n);
        n = until;
        if (k + 1 == looks || !last_only)
            found = shows(p, cells, k + 1);
    }
    hl_cells_free(cells);
    return found;
}

static void prove_power(hl_proof *proof, const line *l, uint64_t stream, int full)
{
    plan p;
    lay(&p, l);
    bool planned = l->inference == HL_INFER_GROUP_SEQUENTIAL;
    int runs = hl_proof_runs(proof, full), found = 0;
    hl_random random = hl_base__random_seed(4711, stream);
    for (int r = 0; r < runs; r++)
        found += finds(&random, &p, planned ? p.request.looks : 1, false);
    hl_proof_share(proof, l->what, "power said 80 %", l->before, found, runs, 0.78, 0.82);
}

static void prove_daily(hl_proof *proof, const line *l, uint64_t stream, int full)
{
    plan p;
    lay(&p, l);
    enum { DAYS = 100 }; /* as size, when no traffic is said */
    int runs = hl_proof_runs(proof, full), found = 0;
    hl_random random = hl_base__random_seed(4712, stream);
    for (int r = 0; r < runs; r++)
        found += finds(&random, &p, DAYS, false);
    char figure[64];
    (void)snprintf(figure, sizeof figure, "power looking daily, said %.1f %%",
                   100 * p.answer.power_ever);
    hl_proof_share(proof, l->what, figure, l->before, found, runs, p.answer.power_ever - 0.02,
                   p.answer.power_ever + 0.02);
}

/* ---- level */

typedef struct watch {
    const char *what;
    const char *before;
    double rate;
    double users; /* a look, in both arms */
    double share; /* of the treatment */
    bool unknown; /* the split is not told */
    double expected;
    double planned; /* of what comes in all; 0: not said */
} watch;

enum { WATCHED = 200 };
#define UNSAID ((double)NAN)

/* As engine/analysis/anytime.c. */
static bool rejects(const hl_two_rates *r, const hl_sequence_design *design)
{
    hl_sequence_plan sequence = hl_stats__sequence_plan(design);
    double pc = r->xc / r->nc, pt = r->xt / r->nt, n = r->nc + r->nt;
    hl_sample c = {r->nc, pc, pc * (1 - pc) * r->nc / (r->nc - 1)};
    hl_sample t = {r->nt, pt, pt * (1 - pt) * r->nt / (r->nt - 1)};
    bool ready = hl_stats__sequence_rate_ready(&c) && hl_stats__sequence_rate_ready(&t);
    hl_mean_pair pair = hl_stats__mean_pair(&c, &t);
    if (sequence.labels > 0)
        return hl_stats__sequence_rates_log_e(r->xc, r->xt, design->share, ready ? &pair : NULL, n,
                                              &sequence, design->alpha, 1) >= -log(design->alpha);
    return ready &&
           hl_stats__sequence_pair(&pair, n, design->alpha, sequence.nstar).p < design->alpha;
}

static void prove_level(hl_proof *proof, const watch *w, uint64_t stream)
{
    int runs = hl_proof_runs(proof, 10000), wrong = 0;
    hl_random random = hl_base__random_seed(4713, stream);
    hl_sequence_design design = {.is_rate = true,
                                 .share = w->unknown ? UNSAID : w->share,
                                 .expected = w->expected,
                                 .units = w->planned * w->users * WATCHED,
                                 .alpha = 0.05};
    for (int r = 0; r < runs; r++) {
        hl_two_rates all = {0, 0, 0, 0};
        bool out = false;
        for (int look = 0; look < WATCHED && !out; look++) {
            double nt = part_of(&random, w->users, w->share), nc = w->users - nt;
            all = (hl_two_rates){all.xc + binomial(&random, nc, w->rate), all.nc + nc,
                                 all.xt + binomial(&random, nt, w->rate), all.nt + nt};
            out = rejects(&all, &design);
        }
        wrong += out;
    }
    hl_proof_share(proof, w->what, "level, 200 looks", w->before, wrong, runs, 0, 0.05);
}

/* The p with the planned split told over the p without, at its worst over data sets. */
static void prove_weights(hl_proof *proof)
{
    double worst = 0;
    int runs = hl_proof_runs(proof, 4000);
    hl_random random = hl_base__random_seed(4714, 1);
    hl_design design;
    hl_metric metric = hl_made_metric("m", HL_METRIC_PROPORTION);
    for (int r = 0; r < runs; r++) {
        double p[2], rate = 0.1 + 0.6 * hl_base__random_uniform(&random);
        double x[2] = {binomial(&random, 2000, rate), binomial(&random, 2000, rate + 0.03)};
        for (int known = 0; known < 2; known++) {
            hl_arm_weight arms[2] = {{"control", known}, {"a", known}};
            design = hl_made_design(arms, 2, &metric, 1);
            design.inference = HL_INFER_ANYTIME;
            hl_cells *cells = hl_cells__new(&design);
            for (uint32_t arm = 0; arm < 2; arm++) {
                hl_made_enrol(cells, arm, 0, HL_CELLS_NO_DAY, 2000);
                hl_made_rate(cells, arm, 0, HL_CELLS_NO_DAY, 0, 2000, (int64_t)x[arm]);
            }
            hl_analysis *analysis = hl_made_run(&design, cells);
            p[known] = analysis->metrics[0].comparisons[0].anytime.p;
            hl_analysis_free(analysis);
            hl_cells_free(cells);
        }
        worst = p[1] / p[0] > worst ? p[1] / p[0] : worst;
    }
    hl_proof_value(proof, "rates of 10-70 %, weights told", "p over p without, at worst",
                   "12 (0.083 -> 1.000)", worst, 0, 0, 1.25 + 1e-9);
}

static const watch watches[] = {
    {"0.1 %, nothing said", "2.6 %", 0.001, 5000, 0.5, false, UNSAID, 0},
    {"0.5 %, nothing said", "2.6 %", 0.005, 1000, 0.5, false, UNSAID, 0},
    {"0.5 %, nothing said, 90 / 10", "2.2 %", 0.005, 1000, 0.1, false, UNSAID, 0},
    {"0.5 %, said, planned", NULL, 0.005, 1000, 0.5, false, 0.005, 1},
    {"5 %, nothing said", "2.5 %", 0.05, 200, 0.5, false, UNSAID, 0},
    {"5 %, said, planned 10 times as many", NULL, 0.05, 200, 0.5, false, 0.05, 10},
    {"5 %, said 1 %, planned a tenth", NULL, 0.05, 200, 0.5, false, 0.01, 0.1},
    {"30 %, nothing said", "2.6 %", 0.3, 60, 0.5, false, UNSAID, 0},
    {"30 %, nothing said, 10 / 90", NULL, 0.3, 60, 0.9, false, UNSAID, 0},
    {"30 %, said, planned", NULL, 0.3, 60, 0.5, false, 0.3, 1},
    {"50 %, nothing said", NULL, 0.5, 40, 0.5, false, UNSAID, 0},
    {"50 %, said 5 %, planned", NULL, 0.5, 40, 0.5, false, 0.05, 1},
    {"50 %, split not told", NULL, 0.5, 40, 0.5, true, UNSAID, 0},
    {"99 %, said", NULL, 0.99, 60, 0.5, false, 0.99, 1},
};

/* ---- the cases */

#define FIXED   HL_INFER_FIXED
#define ANYTIME HL_INFER_ANYTIME
#define LOOKS   HL_INFER_GROUP_SEQUENTIAL

static const line lines[] = {
    {.what = "fixed, 0.5 %, lift 50 %", .baseline = 0.005, .lift = 0.5, .arms = 2},
    {.what = "fixed, 5 %, lift 20 %", .baseline = 0.05, .lift = 0.2, .arms = 2},
    {.what = "fixed, 50 %, lift -10 %", .baseline = 0.5, .lift = -0.1, .arms = 2},
    {.what = "fixed, 5 %, lift 30 %, 20 / 80",
     .baseline = 0.05,
     .lift = 0.3,
     .arms = 2,
     .control_share = 0.2},
    {.what = "fixed, 30 %, 3 arms", .baseline = 0.3, .lift = 0.1, .arms = 3},
    {.what = "fixed, mean 10 sd 20, 5 arms", .baseline = 10, .sd = 20, .lift = 0.1, .arms = 5},
    {.what = "fixed, mean, 4 arms, Dunnett",
     .baseline = 10,
     .sd = 20,
     .lift = 0.1,
     .arms = 4,
     .correction = HL_CORRECT_DUNNETT},
    {.what = "fixed, 10 touches, icc 0.3",
     .baseline = 0.3,
     .lift = 0.2,
     .arms = 2,
     .touches = 10,
     .icc = 0.3},
    {.what = "anytime, 0.5 %, lift 50 %",
     .baseline = 0.005,
     .lift = 0.5,
     .arms = 2,
     .inference = ANYTIME},
    {.what = "anytime, 0.5 %, lift 10 %",
     .baseline = 0.005,
     .lift = 0.1,
     .arms = 2,
     .inference = ANYTIME},
    {.what = "anytime, 0.5 %, lift 100 %",
     .baseline = 0.005,
     .lift = 1,
     .arms = 2,
     .inference = ANYTIME},
    {.what = "anytime, 2 %, lift -20 %",
     .baseline = 0.02,
     .lift = -0.2,
     .arms = 2,
     .inference = ANYTIME},
    {.what = "anytime, 2 %, lift 30 %, 20 / 80",
     .baseline = 0.02,
     .lift = 0.3,
     .arms = 2,
     .control_share = 0.2,
     .inference = ANYTIME},
    {.what = "anytime, 5 %, lift 20 %",
     .baseline = 0.05,
     .lift = 0.2,
     .arms = 2,
     .inference = ANYTIME},
    {.what = "anytime, 5 %, lift 20 %, 4 arms",
     .baseline = 0.05,
     .lift = 0.2,
     .arms = 4,
     .inference = ANYTIME},
    {.what = "anytime, 10 %, lift 20 %",
     .baseline = 0.1,
     .lift = 0.2,
     .arms = 2,
     .inference = ANYTIME},
    {.what = "anytime, 10 %, lift 30 %, 80 / 20",
     .baseline = 0.1,
     .lift = 0.3,
     .arms = 2,
     .control_share = 0.8,
     .inference = ANYTIME},
    {.what = "anytime, 30 %, lift 10 %",
     .baseline = 0.3,
     .lift = 0.1,
     .arms = 2,
     .inference = ANYTIME},
    {.what = "anytime, 30 %, lift 10 %, 3 arms",
     .baseline = 0.3,
     .lift = 0.1,
     .arms = 3,
     .inference = ANYTIME},
    {.what = "anytime, 50 %, lift 40 %",
     .baseline = 0.5,
     .lift = 0.4,
     .arms = 2,
     .inference = ANYTIME},
    {.what = "anytime, mean 10 sd 5, lift 5 %",
     .baseline = 10,
     .sd = 5,
     .lift = 0.05,
     .arms = 2,
     .inference = ANYTIME},
    {.what = "anytime, mean 10 sd 40, lift 10 %, 5 arms",
     .baseline = 10,
     .sd = 40,
     .lift = 0.1,
     .arms = 5,
     .inference = ANYTIME},
    {.what = "anytime, 10 touches, icc 0.3",
     .baseline = 0.3,
     .lift = 0.2,
     .arms = 2,
     .touches = 10,
     .icc = 0.3,
     .inference = ANYTIME},
    {.what = "5 looks, 0.5 %, lift 50 %",
     .baseline = 0.005,
     .lift = 0.5,
     .arms = 2,
     .inference = LOOKS},
    {.what = "5 looks, 30 %, lift 10 %, 3 arms",
     .baseline = 0.3,
     .lift = 0.1,
     .arms = 3,
     .inference = LOOKS},
    {.what = "5 looks, mean 10 sd 20, 5 arms",
     .baseline = 10,
     .sd = 20,
     .lift = 0.1,
     .arms = 5,
     .inference = LOOKS},
    {.what = "5 looks, 10 touches, icc 0.3",
     .baseline = 0.3,
     .lift = 0.2,
     .arms = 2,
     .touches = 10,
     .icc = 0.3,
     .inference = LOOKS},
};

int main(int argc, char **argv)
{
    hl_proof proof = hl_proof_begin(argc, argv);
    hl_init();
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        prove_power(&proof, &lines[i], i, 4000);
    for (size_t i = 0; i < sizeof watches / sizeof watches[0]; i++)
        prove_level(&proof, &watches[i], i);
    prove_weights(&proof);
    prove_daily(&proof, &lines[8], 1, 2000);
    prove_daily(&proof, &lines[17], 2, 2000);
    prove_daily(&proof, &lines[20], 3, 2000);
    return hl_proof_end(&proof);
}
