/* Skewed ratios, means per touch, winsorized means and means with covariates, through cells and
 * verdict, under no effect: both tails among the runs that are answered. "before" is the t test
 * that the report used to read (Fieller for a lift of 0, Welch, Lin), on the same data. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/random.h"
#include "hookline.h"
#include "stats/student_t.h"
#include "tests/support/made.h"
#include "tests/support/proof.h"

typedef enum what { RATIO, TOUCHES, WINSORIZED, ADJUSTED } what;

typedef struct truth {
    const char *name;
    what what;
    int n[2];
    double share, spread;
} truth;

static const truth truths[] = {
    {"revenue per order, 100 / 900, 20 % buyers, sigma 1", RATIO, {100, 900}, 0.2, 1},
    {"revenue per order, 900 / 100, 20 % buyers, sigma 1.5", RATIO, {900, 100}, 0.2, 1.5},
    {"revenue per order, 500 / 500, 10 % buyers, sigma 1.5", RATIO, {500, 500}, 0.1, 1.5},
    {"per touch, Pareto touches, 100 / 900, sigma 1", TOUCHES, {100, 900}, 0.1, 1},
    {"per touch, Pareto touches, 900 / 100, sigma 1.5", TOUCHES, {900, 100}, 0.1, 1.5},
    {"winsorized at 0.99, 100 / 900, 20 % buyers, sigma 1.5", WINSORIZED, {100, 900}, 0.2, 1.5},
    {"winsorized at 0.99, 900 / 100, 20 % buyers, sigma 1", WINSORIZED, {900, 100}, 0.2, 1},
    {"covariate, 100 / 900, 20 % buyers, sigma 1", ADJUSTED, {100, 900}, 0.2, 1},
    {"covariate, 900 / 100, 20 % buyers, sigma 1.5", ADJUSTED, {900, 100}, 0.2, 1.5},
    {"covariate, 500 / 500, 10 % buyers, sigma 1", ADJUSTED, {500, 500}, 0.1, 1},
};

/* Sums of one arm, as the t test before needed them. */
typedef struct sums {
    double n, y, d, yy, yd, dd, x, xx, xy;
} sums;

typedef struct tally {
    long given, high, low, before_high, before_low, adjusted;
} tally;

static double basket(hl_random *random, double latent, double part, double spread)
{
    double z = part * latent + sqrt(1 - part * part) * hl_base__random_normal(random);
    return exp(spread * z - spread * spread / 2);
}

/* Revenue of 1 to 100 touches, few of many: each buys with a chance that is the unit's own. */
static void draw_touches(hl_random *random, const truth *t, double *y, double *d)
{
    double share = t->share * exp(0.7 * hl_base__random_normal(random) - 0.245);
    *d = fmin(100, floor(pow(1 - hl_base__random_uniform(random), -1 / 1.5)));
    *y = 0;
    for (int i = 0; i < (int)*d; i++)
        if (hl_base__random_uniform(random) < share)
            *y += basket(random, 0, 0, t->spread);
}

/* y, d = orders, and a covariate: earlier revenue, of which half the buyers are the same. */
static void draw_unit(hl_random *random, const truth *t, double *y, double *d, double *x)
{
    if (t->what == TOUCHES) {
        *x = 0;
        draw_touches(random, t, y, d);
        return;
    }
    double latent = hl_base__random_normal(random);
    bool buys = hl_base__random_uniform(random) < t->share;
    bool bought = hl_base__random_uniform(random) < (buys ? 0.5 : t->share / 2);
    *d = buys;
    for (int i = 0; buys && t->what == RATIO && i < 4; i++)
        *d += hl_base__random_uniform(random) < 0.15;
    *y = 0;
    for (int i = 0; i < (int)*d; i++)
        *y += t->what == RATIO ? basket(random, latent, 0.5, t->spread)
                               : basket(random, latent, 1, t->spread);
    *x = bought ? basket(random, latent, 0.7, t->spread) : 0;
}

static void add_unit(sums *s, double y, double d, double x)
{
    s->n++;
    s->y += y, s->d += d, s->x += x;
    s->yy += y * y, s->yd += y * d, s->dd += d * d, s->xx += x * x, s->xy += x * y;
}

/* Estimate and squared standard error of a ratio, or of a mean. */
static void estimate(const sums *s, bool ratio, double *value, double *variance)
{
    double of = ratio ? s->d / s->n : 1, r = ratio ? s->y / s->d : s->y / s->n;
    double squares = ratio ? s->yy - 2 * r * s->yd + r * r * s->dd : s->yy - s->n * r * r;
    *value = r;
    *variance = squares / (s->n - 1) / s->n / (of * of);
}

/* t of Lin's adjusted difference, in its large-sample form. */
static double t_adjusted(const sums s[2])
{
    double all = (s[0].x + s[1].x) / (s[0].n + s[1].n), value[2], variance = 0, slope = 0;
    for (int i = 0; i < 2; i++) {
        double n = s[i].n, sxx = s[i].xx - s[i].x * s[i].x / n, sxy = s[i].xy - s[i].x * s[i].y / n;
        double syy = s[i].yy - s[i].y * s[i].y / n, b = sxy / sxx;
        value[i] = s[i].y / n - b * (s[i].x / n - all);
        variance += (syy - b * sxy) / (n - 2) / n;
        slope += i == 1 ? b : -b;
        if (i == 1)
            variance +=
                slope * slope * (s[0].xx + s[1].xx) / ((s[0].n + s[1].n) * (s[0].n + s[1].n));
    }
    return (value[1] - value[0]) / sqrt(variance);
}

static double t_before(const truth *t, const sums s[2])
{
    double value[2], variance[2];
    if (t->what == ADJUSTED)
        return t_adjusted(s);
    for (int i = 0; i < 2; i++)
        estimate(&s[i], t->what == RATIO || t->what == TOUCHES, &value[i], &variance[i]);
    return (value[1] - value[0]) / sqrt(variance[0] + variance[1]);
}

static int descending(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return *x > *y ? -1 : *x < *y;
}

static void count(const hl_analysis *analysis, double t, double critical, tally *out)
{
    const hl_comparison *c = &analysis->metrics[0].comparisons[0];
    out->before_high += t > critical;
    out->before_low += t < -critical;
    if (c->flags & HL_FLAG_FEW_BUYERS)
        return;
    bool shown = c->p_effective_adjusted < 0.05;
    out->given++;
    out->adjusted += (c->flags & HL_FLAG_ADJUSTED) != 0;
    out->high += shown && c->difference.estimate > 0;
    out->low += shown && c->difference.estimate < 0;
}

static void play_once(const truth *t, const hl_design *design, hl_random *random, tally *out)
{
    enum { MOST = 1000 };
    double y[MOST], d[MOST], x[MOST], sorted[MOST], least = (double)INFINITY;
    int all = t->n[0] + t->n[1];
    hl_cells *cells = hl_cells__new(design);
    sums s[2] = {{.n = 0}, {.n = 0}};
    for (int i = 0; i < all; i++) {
        draw_unit(random, t, &y[i], &d[i], &x[i]);
        sorted[i] = y[i];
    }
    if (t->what == WINSORIZED) { /* the t test before read clipped values too */
        qsort(sorted, (size_t)all, sizeof *sorted, descending);
        least = sorted[all / 100];
    }
    for (int i = 0; i < all; i++) {
        uint32_t arm = i >= t->n[0];
        hl_made_value(cells, arm, 0, HL_CELLS_NO_DAY, 0, y[i],
                      t->what == RATIO || t->what == TOUCHES ? d[i] : 1, &x[i], 1);
        add_unit(&s[arm], fmin(y[i], least), d[i], x[i]);
    }
    hl_analysis *analysis = hl_made_run(design, cells);
    int few = t->n[0] < t->n[1] ? t->n[0] : t->n[1];
    count(analysis, t_before(t, s), hl_stats__t_quantile(0.025, few - 1), out);
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

static void prove(hl_proof *proof, const truth *t, uint64_t stream)
{
    static const hl_arm_weight arms[] = {{"control", 1}, {"offer", 1}};
    static const char *const covariates[] = {"earlier"};
    hl_metric metric =
        hl_made_metric("revenue", t->what == RATIO ? HL_METRIC_RATIO : HL_METRIC_MEAN);
    if (t->what == TOUCHES)
        metric.per = HL_PER_TOUCH;
    metric.winsorize = t->what == WINSORIZED ? 0.99 : metric.winsorize;
    hl_design design = hl_made_design(arms, 2, &metric, 1);
    hl_arm_weight weights[2] = {arms[0], arms[1]};
    hl_random random = hl_base__random_seed(11, stream);
    tally all = {0};
    char before[48];
    int runs = hl_proof_runs(proof, 4000);
    weights[0].weight = t->n[0];
    weights[1].weight = t->n[1];
    design.arms = weights;
    if (t->what == ADJUSTED) {
        design.covariates = covariates;
        design.covariate_count = 1;
    }
    for (int i = 0; i < runs; i++)
        play_once(t, &design, &random, &all);
    (void)snprintf(before, sizeof before, "%.1f %%", 100.0 * (double)all.before_high / runs);
    hl_proof_share(proof, t->name, "false wins", before, all.high, all.given, 0, 0.04);
    (void)snprintf(before, sizeof before, "%.1f %%", 100.0 * (double)all.before_low / runs);
    hl_proof_share(proof, t->name, "false losses", before, all.low, all.given, 0, 0.04);
    hl_proof_share(proof, t->name, "answered", "100 %", all.given, runs, 0, 1);
    if (t->what == ADJUSTED)
        hl_proof_share(proof, t->name, "adjusted", "100 %", all.adjusted, runs, 0, 1);
}

int main(int argc, char **argv)
{
    hl_proof proof = hl_proof_begin(argc, argv);
    hl_init();
    for (size_t i = 0; i < sizeof truths / sizeof truths[0]; i++)
        prove(&proof, &truths[i], i);
    return hl_proof_end(&proof);
}
