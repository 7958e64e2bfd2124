/* What the runs came to: the shape of every set of p-values that should be uniform, and how often
 * each kind of error was made.
 *
 * Discrete p: a count on a lattice whose standard deviation is s steps makes p jump by about
 * 0.4 / s. Chi-square on deciles of n runs stays as it should while that is below 0.27 / sqrt(n):
 * so s >= 1.5 sqrt(n) is asked for. The arms' sizes vary too, which smooths the jumps: when the
 * expected count varies by v steps with them, the jumps shrink by exp(-2 pi^2 v^2) (the first
 * harmonic of a sawtooth under a normal shift), though not below those of the two-dimensional
 * lattice of count and size. Where p is too discrete its shape is not judged, its rates are. */
#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "calibrate/judge.h"
#include "stats/binomial_upper.h"
#include "stats/proportion_interval.h"
#include "stats/srm_chi2.h"
#include "stats/uniform.h"

enum { DECILES = 10, LEAST_P = 20, LEAST_EXPECTED = 5 };
#define LATTICE_STEPS    1.5
#define SHOWN_CONF       0.95
#define TWICE_PI_SQUARED 19.739208802178716

/* ---- shapes and rates */

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static void fill_bins(hl_calibration_shape *shape, const double *p, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t bin = (size_t)(p[i] * HL_CALIBRATION_BINS);
        shape->bins[bin < HL_CALIBRATION_BINS ? bin : HL_CALIBRATION_BINS - 1]++;
    }
}

static double chi2_deciles(const hl_calibration_shape *shape)
{
    enum { WIDTH = HL_CALIBRATION_BINS / DECILES };
    double expected = (double)shape->count / DECILES;
    double chi2 = 0;
    for (size_t i = 0; i < HL_CALIBRATION_BINS; i += WIDTH) {
        double count = 0;
        for (size_t j = 0; j < WIDTH; j++)
            count += (double)shape->bins[i + j];
        chi2 += (count - expected) * (count - expected) / expected;
    }
    return chi2;
}

/* p: count of them, sorted here; none is NaN. */
static hl_calibration_shape shape_of(double *p, size_t count, bool discrete)
{
    hl_calibration_shape shape = {.count = (int64_t)count,
                                  .ad = HL_NAN,
                                  .ad_p = HL_NAN,
                                  .ks = HL_NAN,
                                  .ks_p = HL_NAN,
                                  .ks_small_p = HL_NAN,
                                  .chi2 = HL_NAN,
                                  .chi2_p = HL_NAN,
                                  .discrete = discrete,
                                  .state = HL_CALIBRATION_NOT_JUDGED};
    qsort(p, count, sizeof *p, by_value);
    fill_bins(&shape, p, count);
    if (count < LEAST_P)
        return shape;
    hl_uniform_ks ks = hl_stats__uniform_ks(p, count);
    hl_uniform_ad ad = hl_stats__uniform_ad(p, count);
    shape.ks = ks.d;
    shape.ks_p = ks.p;
    shape.ks_small_p = ks.small_p;
    shape.ad = ad.a2;
    shape.ad_p = ad.p;
    shape.chi2 = chi2_deciles(&shape);
    shape.chi2_p = exp(hl_stats__chi2_log_upper(shape.chi2, DECILES - 1));
    return shape;
}

static hl_calibration_rate rate_of(int64_t count, size_t runs, double expected)
{
    double n = (double)runs;
    hl_calibration_rate rate = {.count = count,
                                .runs = (int64_t)runs,
                                .rate = HL_NAN,
                                .low = HL_NAN,
                                .high = HL_NAN,
                                .expected = expected,
                                .p_more = HL_NAN,
                                .state = HL_CALIBRATION_NOT_JUDGED};
    if (runs == 0)
        return rate;
    hl_range range = hl_stats__clopper_pearson((double)count, n, SHOWN_CONF);
    rate.rate = (double)count / n;
    rate.low = range.low;
    rate.high = range.high;
    rate.p_more = hl_stats__binomial_upper((double)count, n, expected);
    return rate;
}

/* ---- lines */

static double total_weight(const hl_design *design)
{
    double sum = 0;
    for (size_t i = 0; i < design->arm_count; i++)
        sum += (double)design->arms[i].weight;
    return sum;
}

/* How fine the lattice is on which the count of the rarer units of an arm lies, in steps. */
static bool too_discrete(const hl_calibrate_runs *runs, const hl_unit_rarity *rarity, size_t arm)
{
    const hl_design *design = runs->design;
    double mine = (double)design->arms[arm].weight;
    double both = mine + (double)design->arms[design->control].weight;
    double split = mine / both * (1 - mine / both) * both / total_weight(design);
    double of_count = sqrt((double)rarity->rarer * split);
    double of_size = sqrt((double)rarity->valued * split);
    double shift = (double)rarity->rarer / (double)rarity->valued * of_size;
    double steps = of_count * fmin(exp(TWICE_PI_SQUARED * shift * shift), of_size);
    return rarity->lattice && !(steps >= LATTICE_STEPS * sqrt((double)runs->runs));
}

typedef struct tally {
    int64_t both, higher, lower, lift, anytime, has_anytime, contradictions;
    size_t count; /* of p */
} tally;

static void count_outcome(const hl_calibrate_outcome *o, double alpha, tally *t, double *p)
{
    bool significant = o->p <= alpha;
    t->both += significant;
    t->higher += significant && o->side > 0;
    t->lower += significant && o->side < 0;
    t->lift += o->lift_side != 0;
    t->contradictions += o->has_lift && significant != (o->lift_side != 0);
    t->has_anytime += !isnan(o->anytime_p);
    t->anytime += o->anytime_p <= alpha;
    if (!isnan(o->p))
        p[t->count++] = o->p;
}

static void fill_line(const hl_calibrate_runs *runs, size_t index, const hl_unit_rarity *rarity,
                      double *p, hl_calibration_line *line)
{
    double alpha = runs->design->alpha;
    tally t = {0};
    for (size_t i = 0; i < runs->runs; i++) {
        const hl_calibrate_outcome *o = &runs->outcomes[i * runs->line_count + index];
        count_outcome(o, alpha, &t, p);
        line->flags |= o->flags;
        if (!isnan(o->p))
            line->method = o->method;
    }
    size_t n = t.count > 0 ? runs->runs : 0; /* a run without an answer claims nothing */
    line->shape = shape_of(p, t.count, too_discrete(runs, rarity, line->arm));
    line->both = rate_of(t.both, n, alpha);
    line->higher = rate_of(t.higher, n, alpha / 2);
    line->lower = rate_of(t.lower, n, alpha / 2);
    line->lift = rate_of(t.lift, n, alpha);
    line->anytime = rate_of(t.anytime, t.has_anytime > 0 ? runs->runs : 0, alpha);
    line->contradictions = t.contradictions;
}

static hl_status fill_metric(const hl_calibrate_runs *runs, size_t metric, double *p,
                             hl_calibration_line *lines, size_t *at, hl_error *err)
{
    hl_unit_rarity rarity;
    hl_status status = hl_cells__units_rarity(runs->values, metric, &rarity, err);
    for (size_t arm = 0; status == HL_OK && arm < runs->design->arm_count; arm++) {
        if (!hl_calibrate__compared(runs->design, arm))
            continue;
        lines[*at] = (hl_calibration_line){.metric = metric, .arm = arm};
        fill_line(runs, *at, &rarity, p, &lines[*at]);
        ++*at;
    }
    return status;
}

/* ---- the split and the hash */

static double smallest_share(const hl_design *design)
{
    double least = total_weight(design);
    for (size_t i = 0; i < design->arm_count; i++)
        if (design->arms[i].weight > 0 && (double)design->arms[i].weight < least)
            least = (double)design->arms[i].weight;
    return least / total_weight(design);
}

static hl_calibration_shape shape_of_all(const double *all, size_t count, double steps, double *p)
{
    size_t valid = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(all[i]))
            p[valid++] = all[i];
    return shape_of(p, valid, steps < LATTICE_STEPS * sqrt((double)count));
}

/* The p of a split into two depends on one count, of more on several; that of a table of two splits
 * on a count and on both splits. */
static void fill_split(const hl_calibrate_runs *runs, double *p, hl_calibration *out)
{
    double n = (double)runs->values->count;
    double share = smallest_share(runs->design);
    double of_split = sqrt(n * share * (1 - share));
    double of_table = sqrt(n) * share * (1 - share);
    bool two = out->line_count == runs->design->metric_count;
    out->srm = shape_of_all(runs->srm_p, runs->runs, two ? of_split : of_split * of_split, p);
    double steps = n * share * share < LEAST_EXPECTED ? 0 : of_table * of_split;
    out->hashes = shape_of_all(runs->hash_p, runs->runs / 2, steps, p);
}

static void fill_families(const hl_calibrate_runs *runs, hl_calibration *out)
{
    const hl_design *design = runs->design;
    for (unsigned role = 0; role < HL_CALIBRATION_ROLES; role++) {
        int64_t count = 0;
        bool there = false; /* a metric of the role with an answer */
        for (size_t i = 0; i < runs->runs; i++)
            count += runs->claims[i] >> role & 1;
        for (size_t i = 0; i < out->line_count; i++)
            there = there || ((unsigned)design->metrics[out->lines[i].metric].role == role &&
                              out->lines[i].shape.count > 0);
        out->families[role] = rate_of(count, there ? runs->runs : 0, design->alpha);
    }
}

hl_status hl_calibrate__figures(const hl_calibrate_runs *runs, hl_arena *arena, hl_calibration *out,
                                hl_error *err)
{
    hl_calibration_line *lines = hl_base__arena_array(arena, runs->line_count, sizeof *lines);
    double *p = calloc(runs->runs, sizeof *p);
    hl_status status = HL_OK;
    if (lines == NULL || p == NULL) {
        free(p);
        return hl_error_memory(err);
    }
    size_t at = 0;
    for (size_t m = 0; status == HL_OK && m < runs->design->metric_count; m++)
        status = fill_metric(runs, m, p, lines, &at, err);
    out->lines = lines;
    out->line_count = at;
    if (status == HL_OK) {
        fill_split(runs, p, out);
        fill_families(runs, out);
    }
    free(p);
    return status;
}
