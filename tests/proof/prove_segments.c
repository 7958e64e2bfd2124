/* Segments under a known truth: coverage of the pooled lift (of the effect on the users of these
 * segments), level of the test that they differ, and coverage of the partially pooled lifts,
 * averaged over segments. 3, 10 and 40 segments of 50, 500 and 5,000 users each, both arms alike or
 * one in ten treated, rates of 0.5, 2 and 30 %, log ratios that differ by tau = 0, 0.2 and 0.5. The
 * short form leaves out the large ones. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/random.h"
#include "hookline.h"
#include "stats/heterogeneity.h"
#include "stats/log_gamma.h"
#include "stats/mantel_haenszel.h"
#include "stats/shrinkage.h"
#include "tests/support/proof.h"

enum { MOST = 40, FEW = 10 }; /* FEW: expected conversions in the smaller arm, all segments */

static double log_pmf(double k, double n, double p)
{
    return hl_stats__log_gamma(n + 1) - hl_stats__log_gamma(k + 1) -
           hl_stats__log_gamma(n - k + 1) + k * log(p) + (n - k) * log1p(-p);
}

/* Binomial by inversion outwards from the mode. */
static double draw(hl_random *random, double n, double p)
{
    double u = hl_base__random_uniform(random), up = floor((n + 1) * p), down = up;
    double above = exp(log_pmf(up, n, p)), below = above;
    for (u -= above; u > 0 && (up < n || down > 0);) {
        if (up < n) {
            above *= (n - up) / (up + 1) * p / (1 - p);
            up++;
            if ((u -= above) <= 0)
                return up;
        }
        if (down > 0) {
            below *= down / (n - down + 1) * (1 - p) / p;
            down--;
            if ((u -= below) <= 0)
                return down;
        }
    }
    return floor((n + 1) * p);
}

typedef struct truth {
    int segments;
    double users, treated, rate, tau;
} truth;

typedef struct play {
    hl_two_arms strata[MOST];
    double log_ratio[MOST];
    double ratio; /* of the users of these segments */
    hl_mantel_haenszel pooled;
} play;

static void play_once(const truth *t, hl_random *random, play *out)
{
    double control = 0, treatment = 0;
    for (int i = 0; i < t->segments; i++) {
        double pt = fmin(0.98, t->rate * exp(t->tau * hl_base__random_normal(random)));
        double nt = floor(t->users * t->treated + 0.5), nc = t->users - nt;
        hl_two_rates rates = {draw(random, nc, t->rate), nc, draw(random, nt, pt), nt};
        out->strata[i] = hl_stats__stratum_counts(&rates);
        out->log_ratio[i] = log(pt / t->rate);
        control += t->rate;
        treatment += pt;
    }
    out->ratio = treatment / control;
    out->pooled = hl_stats__mantel_haenszel(out->strata, (size_t)t->segments, 0.95);
}

typedef struct tally {
    long covered, of;
} tally;

static double share(const tally *t)
{
    return t->of == 0 ? (double)NAN : (double)t->covered / (double)t->of;
}

typedef struct counts {
    tally pooled, differ, shrunk;
    long shrunk_runs;
} counts;

static void count_shrunk(const truth *t, const play *p, counts *out)
{
    hl_shrunk shrunk[MOST];
    hl_shrinkage model =
        hl_stats__shrinkage(p->strata, (size_t)t->segments, p->pooled.ratio.estimate, 0.95, shrunk);
    if (!(model.carried >= HL_INFORMATION_LEAST))
        return;
    out->shrunk_runs++;
    for (int i = 0; i < t->segments; i++) {
        out->shrunk.of++;
        out->shrunk.covered +=
            p->log_ratio[i] >= shrunk[i].low && p->log_ratio[i] <= shrunk[i].high;
    }
}

static counts run(const truth *t, int runs, int shrunk_runs, uint64_t stream)
{
    hl_random random = hl_base__random_seed(211, stream);
    counts out = {0};
    play p;
    for (int i = 0; i < runs; i++) {
        play_once(t, &random, &p);
        if (p.pooled.informative < 2)
            continue;
        out.pooled.of++;
        out.pooled.covered += p.ratio >= p.pooled.ratio.low && p.ratio <= p.pooled.ratio.high;
        hl_heterogeneity q =
            hl_stats__heterogeneity(p.strata, (size_t)t->segments, p.pooled.ratio.estimate);
        out.differ.of += !isnan(q.p);
        out.differ.covered += q.p < 0.05;
        if (i < shrunk_runs)
            count_shrunk(t, &p, &out);
    }
    return out;
}

/* The extremes over a grid, each with the runs that it is made of. */
typedef struct extremes {
    tally pooled_least, pooled_most, level_most, shrunk_least, shrunk_apart_most;
    long shrunk_least_runs, shrunk_apart_runs;
} extremes;

static void keep(tally *best, const tally *one, bool least)
{
    if (one->of >= 100 && (best->of == 0 || (share(one) < share(best)) == least))
        *best = *one;
}

static void add_cell(const truth *t, const counts *c, extremes *out)
{
    double smaller = fmin(t->treated, 1 - t->treated) * t->users * t->rate * t->segments;
    keep(&out->pooled_least, &c->pooled, true);
    if (smaller >= FEW)
        keep(&out->pooled_most, &c->pooled, false);
    if (t->tau == 0)
        keep(&out->level_most, &c->differ, false);
    if (c->shrunk_runs < 50)
        return;
    if (out->shrunk_least.of == 0 || share(&c->shrunk) < share(&out->shrunk_least)) {
        out->shrunk_least = c->shrunk;
        out->shrunk_least_runs = c->shrunk_runs;
    }
    /* effects that differ, and counts that tell: tau 0.5 and a hundred conversions a segment */
    if (t->tau == 0.5 && fmin(t->treated, 0.5) * t->users * t->rate >= 10)
        keep(&out->shrunk_apart_most, &c->shrunk, false);
}

static extremes run_grid(const hl_proof *proof, int segments, double treated)
{
    static const double users[] = {50, 500, 5000}, rates[] = {0.005, 0.02, 0.3};
    static const double taus[] = {0, 0.2, 0.5};
    extremes out = {0};
    size_t sizes = proof->brief ? 2 : 3;
    int runs = proof->brief ? 100 : 2000, shrunk = proof->brief ? 60 : 600;
    for (size_t cell = 0; cell < sizes * 9; cell++) {
        truth t = {segments, users[cell / 9], treated, rates[cell / 3 % 3], taus[cell % 3]};
        counts c =
            run(&t, runs, shrunk, cell + 100 * (size_t)segments + (treated == 0.5 ? 0 : 10000));
        add_cell(&t, &c, &out);
    }
    return out;
}

static void prove_grid(hl_proof *proof, int segments, double treated, const char *const before[2])
{
    char what[128];
    extremes e = run_grid(proof, segments, treated);
    (void)snprintf(what, sizeof what, "%d segments, %s", segments,
                   treated == 0.5 ? "50/50" : "90/10");
    hl_proof_share(proof, what, "pooled: least coverage of the grid", before[0],
                   e.pooled_least.covered, e.pooled_least.of, 0.93, 1);
    hl_proof_share(proof, what, "pooled: most, 10 conversions an arm or more", NULL,
                   e.pooled_most.covered, e.pooled_most.of, 0, 0.97);
    hl_proof_share(proof, what, "that they differ: highest level", NULL, e.level_most.covered,
                   e.level_most.of, 0, 0.07);
    /* segments of one run share tau and mu, so only runs count as independent */
    hl_proof_share(proof, what, "shrunk: least coverage of the grid", before[1],
                   (long)(share(&e.shrunk_least) * (double)e.shrunk_least_runs + 0.5),
                   e.shrunk_least_runs, 0.93, 1);
    hl_proof_share(proof, what, "shrunk: most, effects that differ clearly", NULL,
                   e.shrunk_apart_most.covered, e.shrunk_apart_most.of, 0, 0.97);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* 20 segments of 50 control and 450 treated users at 2 %, no effect. */
static void prove_sparse_null(hl_proof *proof)
{
    const truth t = {20, 500, 0.9, 0.02, 0};
    enum { RUNS = 4000 };
    static double lift[RUNS];
    int runs = hl_proof_runs(proof, RUNS);
    hl_random random = hl_base__random_seed(223, 1);
    counts c = run(&t, runs, runs / 4, 20000);
    play p;
    for (int i = 0; i < runs; i++) {
        play_once(&t, &random, &p);
        lift[i] = p.pooled.ratio.estimate - 1;
    }
    qsort(lift, (size_t)runs, sizeof *lift, by_size);
    const char *what = "20 segments of 50 / 450 at 2 %, no effect";
    hl_proof_value(proof, what, "pooled lift, median", "-0.39", lift[runs / 2],
                   0.36 / sqrt((double)runs), -0.05, 0.05);
    hl_proof_share(proof, what, "pooled: coverage", "23 %", c.pooled.covered, c.pooled.of, 0.93,
                   0.97);
    hl_proof_share(proof, what, "shrunk: coverage", "25 %", c.shrunk.covered, c.shrunk.of, 0.93, 1);
}

/* One arm of a segment: buyers with lognormal baskets, sigma 1. */
typedef struct basket_arm {
    double n, mean, variance;
} basket_arm;

static basket_arm draw_baskets(hl_random *random, double n, double rate, double basket)
{
    double sum = 0, squares = 0;
    for (double buyers = rate < 1 ? draw(random, n, rate) : n; buyers > 0; buyers--) {
        double y = basket * exp(hl_base__random_normal(random) - 0.5);
        sum += y;
        squares += y * y;
    }
    return (basket_arm){n, sum / n, (squares - sum * sum / n) / (n - 1)};
}

typedef struct revenue_truth {
    const char *what;
    const char *before[2];
    truth t;
} revenue_truth;

static double play_revenue(const truth *t, hl_random *random, play *out)
{
    double control = 0, treatment = 0;
    for (int i = 0; i < t->segments; i++) {
        double log_ratio = t->tau * hl_base__random_normal(random), r = exp(log_ratio);
        double rate =
            t->rate < 1 ? fmin(1, t->rate * sqrt(r)) : 1; /* half by rate, half by basket */
        double nt = floor(t->users * t->treated + 0.5), nc = t->users - nt;
        basket_arm c = draw_baskets(random, nc, t->rate, 1);
        basket_arm o = draw_baskets(random, nt, rate, r * t->rate / rate);
        out->strata[i] = (hl_two_arms){
            .means = {c.mean, o.mean, o.mean - c.mean, c.variance / nc, o.variance / nt, 0},
            .df_control = nc - 1,
            .df_treatment = nt - 1,
            .size_control = nc,
            .size_treatment = nt,
            .values = true};
        out->log_ratio[i] = log_ratio;
        control += t->rate;
        treatment += t->rate * r;
    }
    (void)hl_stats__strata_as_counts(out->strata, (size_t)t->segments);
    out->pooled = hl_stats__mantel_haenszel(out->strata, (size_t)t->segments, 0.95);
    return treatment / control;
}

static void prove_revenue(hl_proof *proof, const revenue_truth *one, uint64_t stream)
{
    int runs = hl_proof_runs(proof, 2000);
    hl_random random = hl_base__random_seed(229, stream);
    counts c = {0};
    play p;
    for (int i = 0; i < runs; i++) {
        double ratio = play_revenue(&one->t, &random, &p);
        c.pooled.of++;
        c.pooled.covered += ratio >= p.pooled.ratio.low && ratio <= p.pooled.ratio.high;
        if (i < runs / 2)
            count_shrunk(&one->t, &p, &c);
    }
    hl_proof_share(proof, one->what, "pooled: coverage", one->before[0], c.pooled.covered,
                   c.pooled.of, 0.93, 0.97);
    hl_proof_share(proof, one->what, "shrunk: coverage", one->before[1],
                   (long)(share(&c.shrunk) * (double)c.shrunk_runs + 0.5), c.shrunk_runs, 0.93, 1);
}

static const revenue_truth revenues[] = {
    {"revenue, 10 segments of 900 / 100, 2 % buyers, no effect",
     {"90 %", "90 %"},
     {10, 1000, .1, .02, 0}},
    {"revenue, 10 segments of 900 / 100, 20 % buyers, tau 0.3",
     {"96 %", "86 %"},
     {10, 1000, .1, .2, .3}},
    {"revenue, 10 segments of 500 / 500, 20 % buyers, tau 0.3",
     {"98.8 %", "90 %"},
     {10, 1000, .5, .2, .3}},
    {"revenue, 40 segments of 180 / 20, 20 % buyers, tau 0.3",
     {"74 %", "93 %"},
     {40, 200, .1, .2, .3}},
    {"revenue, 3 segments of 4,500 / 500, 2 % buyers, tau 0.3",
     {"93 %", "86 %"},
     {3, 5000, .1, .02, .3}},
};

/* Eight days of 2,000 users, 50/50 over all of them but not on six, where the control has most of
 * the days on which more convert: the crude comparison finds harm that is not there. */
static void prove_days(hl_proof *proof, double ratio, const char *const before[2])
{
    static const double treated[] = {.77, .23, .7, .3, .5, .5, .65, .35};
    static const double rates[] = {.02, .1, .03, .08, .05, .05, .03, .09};
    enum { DAYS = 8, USERS = 2000 };
    char what[128];
    int runs = hl_proof_runs(proof, 10000);
    long higher = 0, lower = 0;
    hl_random random = hl_base__random_seed(227, (uint64_t)(100 * ratio));
    for (int r = 0; r < runs; r++) {
        hl_two_arms days[DAYS];
        for (int i = 0; i < DAYS; i++) {
            double nt = draw(&random, USERS, treated[i]), nc = USERS - nt;
            hl_two_rates day = {draw(&random, nc, rates[i]), nc,
                                draw(&random, nt, ratio * rates[i]), nt};
            days[i] = hl_stats__stratum_counts(&day);
        }
        hl_mantel_haenszel within = hl_stats__mantel_haenszel(days, DAYS, 0.95);
        higher += within.ratio.low > ratio;
        lower += within.ratio.high < ratio;
    }
    (void)snprintf(what, sizeof what, "6 of 8 days off both ways, true ratio %g", ratio);
    hl_proof_share(proof, what, "interval above the truth", before[0], higher, runs, 0, 0.03);
    hl_proof_share(proof, what, "interval below the truth", before[1], lower, runs, 0, 0.03);
}

int main(int argc, char **argv)
{
    static const char *const even[][2] = {
        {"94.8 %", "85.8 %"}, {"96.3 %", "79 %"}, {"94.3 %", "53 %"}};
    static const char *const uneven[][2] = {{"84 %", "76 %"}, {"45 %", "43 %"}, {"0 %", "0 %"}};
    static const int segments[] = {3, 10, 40};
    hl_proof proof = hl_proof_begin(argc, argv);
    hl_init();
    static const char *const crude[] = {"0 %", "100 %"};
    prove_sparse_null(&proof);
    prove_days(&proof, 1, crude);
    prove_days(&proof, 1.3, crude);
    for (size_t i = 0; i < (proof.brief ? 2 : sizeof revenues / sizeof revenues[0]); i++)
        prove_revenue(&proof, &revenues[i], i);
    for (size_t i = 0; i < (proof.brief ? 2 : 3); i++) {
        prove_grid(&proof, segments[i], 0.5, even[i]);
        prove_grid(&proof, segments[i], 0.1, uneven[i]);
    }
    return hl_proof_end(&proof);
}
