/* Quantiles: level with ties of every kind, power against the method before (both arms' outer
 * intervals as symmetric standard errors, a z test: stats/quantile.h), and coverage where arms
 * differ. "before" is that method on the same data. The short form takes the first cases of each.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "analysis/effect.h"
#include "base/number.h"
#include "base/random.h"
#include "stats/quantile.h"
#include "tests/support/made.h"
#include "tests/support/proof.h"

enum { MOST = 10000 };

/* ---- values */

typedef double (*draw_function)(hl_random *random);

static double uniform(hl_random *random)
{
    return hl_base__random_uniform(random);
}

static double pick(hl_random *random, const double *values, const double *shares)
{
    double u = uniform(random);
    size_t i = 0;
    while ((u -= shares[i]) >= 0 && shares[i + 1] > 0)
        i++;
    return values[i];
}

static double five_point(hl_random *random)
{
    static const double values[] = {1, 2, 3, 4, 5}, shares[] = {.05, .15, .30, .35, .15, 0};
    return pick(random, values, shares);
}

/* The median between 3 and 4, the 90 % point between 5 and 6. */
static double seven(hl_random *random)
{
    static const double values[] = {1, 2, 3, 4, 5, 6, 7},
                        shares[] = {.10, .15, .25, .20, .20, .07, .03, 0};
    return pick(random, values, shares);
}

/* Three prices, the middle one as rare as a chance fluctuation. */
static double two_jumps(hl_random *random)
{
    static const double values[] = {9.99, 19.99, 49.99}, shares[] = {.485, .03, .485, 0};
    return pick(random, values, shares);
}

static double prices(hl_random *random)
{
    static const double values[] = {0, 4.99, 9.99, 19.95, 19.99, 49.99, 99.99},
                        shares[] = {.30, .10, .10, .10, .20, .15, .05, 0};
    return pick(random, values, shares);
}

static double many_prices(hl_random *random)
{
    return floor(exp(3 + 0.6 * hl_base__random_normal(random))) + 0.99;
}

static double poisson(hl_random *random, double mean)
{
    double sum = 0;
    int count = -1;
    for (; sum < mean; count++)
        sum -= log1p(-uniform(random));
    return count;
}

static double small_counts(hl_random *random)
{
    return poisson(random, 3);
}

static double large_counts(hl_random *random)
{
    return floor(400 + 20 * hl_base__random_normal(random));
}

static double half_zeros(hl_random *random)
{
    return uniform(random) < 0.5 ? 0 : -10 * log1p(-uniform(random));
}

static double half_zeros_counts(hl_random *random)
{
    return uniform(random) < 0.5 ? 0 : 1 + floor(-5 * log1p(-uniform(random)));
}

static double nine_tenths_zeros(hl_random *random)
{
    return uniform(random) < 0.9 ? 0 : 1 + floor(10 * uniform(random));
}

static double normal(hl_random *random)
{
    return 10 + hl_base__random_normal(random);
}

static double lognormal(hl_random *random)
{
    return exp(hl_base__random_normal(random));
}

static double exponential(hl_random *random)
{
    return -log1p(-uniform(random));
}

/* ---- one arm, twice: sorted values for the method before, runs for this one */

typedef struct arm {
    size_t n;
    double values[MOST];
    hl_moments moments;
    hl_histogram histogram;
    hl_arena arena;
} arm;

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Micro-units are as fine as the draws need. */
static hl_i128 attos(double value)
{
    return (hl_i128)llround(value * 1e6) * 1000000000000;
}

static void begin(arm *a)
{
    hl_base__arena_free(&a->arena);
    a->n = 0;
    a->histogram = (hl_histogram){.arena = &a->arena, .width = 1};
}

static void add(arm *a, double value)
{
    hl_i128 v = attos(value);
    a->values[a->n++] = (double)llround(value * 1e6) / 1e6;
    if (!hl_cells__histogram_add(&a->histogram, &v, 1))
        abort();
}

static void finish(arm *a)
{
    a->moments = (hl_moments){.n = (int64_t)a->n, .histogram = &a->histogram};
    a->moments.runs = hl_cells__value_runs(&a->histogram, &a->arena);
}

static void fill(arm *a, hl_random *random, draw_function draw, double shift, double scale,
                 size_t n)
{
    begin(a);
    for (size_t i = 0; i < n; i++)
        add(a, shift + scale * draw(random));
    finish(a);
}

static bool rejected_before(arm *c, arm *t, double quantile)
{
    qsort(c->values, c->n, sizeof *c->values, by_size);
    qsort(t->values, t->n, sizeof *t->values, by_size);
    hl_quantile_ci a = hl_stats__quantile_outer(c->values, c->n, quantile, 0.95);
    hl_quantile_ci b = hl_stats__quantile_outer(t->values, t->n, quantile, 0.95);
    return hl_stats__quantile_difference(&a, &b, 0.95).p < 0.05;
}

static hl_comparison compared(const hl_estimator_options *options, const arm *c, const arm *t)
{
    hl_comparison out = {0};
    hl_analysis__blank(&out, 0);
    hl_analysis__quantile.compare(options, &c->moments, &t->moments, &out);
    return out;
}

static arm control, treatment;

static size_t some(const hl_proof *proof, size_t all, size_t few)
{
    return proof->brief ? few : all;
}

/* ---- cases */

typedef struct equal_case {
    const char *what;
    draw_function draw;
    double quantile;
    size_t n_c, n_t;
} equal_case;

static const equal_case ties[] = {
    {"values 1-7, median at a boundary, 1,000 / 1,000", seven, 0.5, 1000, 1000},
    {"values 1-7, 90 % point at a boundary, 1,000 / 1,000", seven, 0.9, 1000, 1000},
    {"values 1-7, median at a boundary, 200 / 1,800", seven, 0.5, 200, 1800},
    {"replies 1-5, median at a boundary, 1,000 / 1,000", five_point, 0.5, 1000, 1000},
    {"replies 1-5, 20 % point at a boundary, 300 / 300", five_point, 0.2, 300, 300},
    {"three prices, the middle one rare, 1,000 / 1,000", two_jumps, 0.5, 1000, 1000},
    {"prices x.99 and x.95, median at a boundary, 1,000 / 1,000", prices, 0.6, 1000, 1000},
    {"many prices x.99, median, 1,000 / 1,000", many_prices, 0.5, 1000, 1000},
    {"counts, Poisson 3, median, 1,000 / 1,000", small_counts, 0.5, 1000, 1000},
    {"counts near 400, 90 % point, 2,000 / 2,000", large_counts, 0.9, 2000, 2000},
    {"half zeros, median, 1,000 / 1,000", half_zeros, 0.5, 1000, 1000},
    {"half zeros, then counts, median, 1,000 / 1,000", half_zeros_counts, 0.5, 1000, 1000},
    {"nine tenths zeros, 90 % point, 1,000 / 1,000", nine_tenths_zeros, 0.9, 1000, 1000},
    {"normal, median, 1,000 / 1,000", normal, 0.5, 1000, 1000},
    {"lognormal, 90 % point, 100 / 900", lognormal, 0.9, 100, 900},
    {"exponential, median, 50 / 50", exponential, 0.5, 50, 50},
};

/* Both arms alike: a false difference in at most 5.5 %. */
static void levels(hl_proof *proof)
{
    int runs = hl_proof_runs(proof, 5000);
    for (size_t i = 0; i < some(proof, sizeof ties / sizeof ties[0], 5); i++) {
        hl_metric metric = hl_made_metric("m", HL_METRIC_QUANTILE);
        metric.quantile = ties[i].quantile;
        hl_estimator_options options = {.metric = &metric, .conf = 0.95};
        long before = 0;
        long now = 0;
        char was[32];
        for (int run = 0; run < runs; run++) {
            hl_random random = hl_base__random_seed(41 + i, (uint64_t)run);
            fill(&control, &random, ties[i].draw, 0, 1, ties[i].n_c);
            fill(&treatment, &random, ties[i].draw, 0, 1, ties[i].n_t);
            now += compared(&options, &control, &treatment).p < 0.05;
            before += rejected_before(&control, &treatment, ties[i].quantile);
        }
        (void)snprintf(was, sizeof was, "%.2f %%", 100 * (double)before / runs);
        hl_proof_share(proof, ties[i].what, "level", was, now, runs, 0, 0.055);
    }
}

typedef struct moved_case {
    const char *what;
    draw_function draw;
    double quantile, shift, scale;
    size_t n;
} moved_case;

static const moved_case moved[] = {
    {"normal, median, 1,000 / 1,000", normal, 0.5, 0.157, 1, 1000},
    {"normal, 90 % point, 1,000 / 1,000", normal, 0.9, 0.217, 1, 1000},
    {"normal, median, 100 / 100", normal, 0.5, 0.51, 1, 100},
    {"normal, median, 10,000 / 10,000", normal, 0.5, 0.0496, 1, 10000},
    {"lognormal, median, 1,000 / 1,000", lognormal, 0.5, 0, 1.17, 1000},
    {"lognormal, 90 % point, 1,000 / 1,000", lognormal, 0.9, 0, 1.25, 1000},
    {"lognormal, median, 10,000 / 10,000", lognormal, 0.5, 0, 1.051, 10000},
    {"exponential, median, 1,000 / 1,000", exponential, 0.5, 0, 1.2, 1000},
    {"exponential, 90 % point, 1,000 / 1,000", exponential, 0.9, 0, 1.19, 1000},
};

/* The part of the power before (near 80 %) that is lost: at most a tenth. */
static void powers(hl_proof *proof)
{
    for (size_t i = 0; i < some(proof, sizeof moved / sizeof moved[0], 3); i++) {
        int runs = hl_proof_runs(proof, moved[i].n > 5000 ? 1000 : 2000);
        hl_metric metric = hl_made_metric("m", HL_METRIC_QUANTILE);
        metric.quantile = moved[i].quantile;
        hl_estimator_options options = {.metric = &metric, .conf = 0.95};
        long before = 0;
        long now = 0;
        long split = 0;
        char was[32];
        for (int run = 0; run < runs; run++) {
            hl_random random = hl_base__random_seed(71 + i, (uint64_t)run);
            fill(&control, &random, moved[i].draw, 0, 1, moved[i].n);
            fill(&treatment, &random, moved[i].draw, moved[i].shift, moved[i].scale, moved[i].n);
            bool found = compared(&options, &control, &treatment).p < 0.05;
            bool had = rejected_before(&control, &treatment, moved[i].quantile);
            now += found;
            before += had;
            split += found != had;
        }
        (void)snprintf(was, sizeof was, "power %.1f %%", 100 * (double)before / runs);
        hl_proof_value(proof, moved[i].what, "part of the power lost", was,
                       1 - (double)now / (double)before, sqrt((double)split) / (double)before,
                       -(double)INFINITY, 0.10);
    }
}

/* Arms that differ: the true difference and lift lie in their intervals. */
typedef struct unlike_case {
    const char *what;
    draw_function control, treatment;
    double quantile;
    double shift, scale;
    double c, t; /* true quantiles */
    size_t n_c, n_t;
} unlike_case;

static const unlike_case unlike[] = {
    {"normal, spread 1 and 3, median, 300 / 300", normal, normal, 0.5, 0, 3, 10, 30, 300, 300},
    {"lognormal and exponential, median, 200 / 1,800", lognormal, exponential, 0.5, 0, 1, 1,
     0.6931471805599453, 200, 1800},
    {"exponential and lognormal, 90 % point, 1,800 / 200", exponential, lognormal, 0.9, 0, 1,
     2.302585092994046, 3.602224479279158, 1800, 200},
    /* both at a boundary, where 3 and 4 are medians: one pair, and that of the far ends */
    {"values 1-7 and replies 1-5, both at a boundary, 3 and 3", seven, five_point, 0.5, 0, 1, 3, 3,
     1000, 1000},
    {"values 1-7 and replies 1-5, both at a boundary, 4 and 3", seven, five_point, 0.5, 0, 1, 4, 3,
     1000, 1000},
    {"lognormal and values 1-7 at a boundary, 4", lognormal, seven, 0.5, 0, 1, 1, 4, 1000, 1000},
};

static void coverages(hl_proof *proof)
{
    int runs = hl_proof_runs(proof, 5000);
    for (size_t i = 0; i < some(proof, sizeof unlike / sizeof unlike[0], 2); i++) {
        const unlike_case *u = &unlike[i];
        hl_metric metric = hl_made_metric("m", HL_METRIC_QUANTILE);
        metric.quantile = u->quantile;
        hl_estimator_options options = {.metric = &metric, .conf = 0.95};
        long difference = 0;
        long lift = 0;
        for (int run = 0; run < runs; run++) {
            hl_random random = hl_base__random_seed(91 + i, (uint64_t)run);
            fill(&control, &random, u->control, 0, 1, u->n_c);
            fill(&treatment, &random, u->treatment, u->shift, u->scale, u->n_t);
            hl_comparison got = compared(&options, &control, &treatment);
            difference += got.difference.low > u->t - u->c || got.difference.high < u->t - u->c;
            lift += got.lift.low > u->t / u->c - 1 || got.lift.high < u->t / u->c - 1;
        }
        hl_proof_share(proof, u->what, "difference missed", NULL, difference, runs, 0, 0.055);
        hl_proof_share(proof, u->what, "lift missed", NULL, lift, runs, 0, 0.055);
    }
}

int main(int argc, char **argv)
{
    hl_proof proof = hl_proof_begin(argc, argv);
    levels(&proof);
    powers(&proof);
    coverages(&proof);
    return hl_proof_end(&proof);
}
