/* Turner, R. J., Ly, A. & Grunwald, P. D. (2024), Generic E-variables for exact sequential k-sample
 * tests that allow for optional stopping, JSPI 230; Turner & Grunwald (2023), Exact anytime-valid
 * confidence intervals for contingency tables and beyond.
 *
 * For a block with n_c and n_t units and rates (a, b) guessed from earlier blocks,
 *
 *   E = prod p_a(y) p_b(y) / (p_a0(y) p_b0(y)),
 *   (a0, b0) = the point of the null set nearest to (a, b): least n_c KL(a|a0) + n_t KL(b|b0)
 *
 * has mean at most 1 at every point of a convex null set: the mean is A^n_c B^n_t, at most
 * ((n_c A + n_t B)/n)^n, and n_c A + n_t B is linear in the rates and at most n because (a0, b0) is
 * the minimum. {b = a + d} and {b = r a} are convex. The product over blocks is a test martingale,
 * so its running maximum passes 1/alpha with probability at most alpha (Ville).
 * Guesses: (x + 0.36 e)/(n + 0.36) with e the expected rate, else 1/2 (their 0.18).
 *
 * A bad guess for a large first block would be paid for ever after, so the process is a mixture of
 * such processes started at block 1, 2, 3 ... with weights 1/(j (j+1)): still a test martingale. */
#include "stats/safe_rates.h"

#include <math.h>
#include <stdbool.h>

#include "base/number.h"
#include "stats/root.h"

static const double prior = 0.36; /* units that the first guess counts for */

typedef struct null_line {
    hl_safe_scale scale;
    double effect;
    double nc, nt;
    double a, b; /* guesses */
} null_line;

static double on_line(const null_line *l, double a)
{
    return l->scale == HL_SAFE_DIFFERENCE ? a + l->effect : a * (1 + l->effect);
}

/* Derivative of n_c KL(a|x) + n_t KL(b|line(x)) in x: rises through 0 at the nearest point. */
static double slope(double x, void *context)
{
    const null_line *l = context;
    double y = on_line(l, x), turn = l->scale == HL_SAFE_DIFFERENCE ? 1 : 1 + l->effect;
    return l->nc * (x - l->a) / (x * (1 - x)) + turn * l->nt * (y - l->b) / (y * (1 - y));
}

/* The control rate of the nearest point of the null line. */
static double nearest(null_line *l)
{
    double low = 0, high = 1;
    if (l->scale == HL_SAFE_DIFFERENCE) {
        low = fmax(0, -l->effect);
        high = fmin(1, 1 - l->effect);
    } else if (l->effect > 0) {
        high = 1 / (1 + l->effect);
    }
    return hl_stats__root(slope, l, low, -HL_INFINITY, high, HL_INFINITY);
}

static double log_mass(double x, double n, double p)
{
    return (x > 0 ? x * log(p) : 0) + (n - x > 0 ? (n - x) * log1p(-p) : 0);
}

static double block_log_e(const hl_two_rates *block, null_line *l)
{
    l->nc = block->nc;
    l->nt = block->nt;
    double a0 = nearest(l), b0 = on_line(l, a0);
    if (isnan(a0))
        return 0;
    return log_mass(block->xc, block->nc, l->a) - log_mass(block->xc, block->nc, a0) +
           log_mass(block->xt, block->nt, l->b) - log_mass(block->xt, block->nt, b0);
}

static double guess(double x, double n, double expected)
{
    return (x + prior * expected) / (n + prior);
}

static double first_guess(double expected)
{
    return expected > 0 && expected < 1 ? expected : 0.5;
}

static double log_sum(double a, double b)
{
    double most = fmax(a, b), least = fmin(a, b);
    return most == -HL_INFINITY ? most : most + log1p(exp(least - most));
}

double hl_stats__safe_log_e(const hl_two_rates *blocks, size_t count, hl_safe_scale scale,
                            double expected, double effect)
{
    hl_two_rates seen = {0, 0, 0, 0};
    double started = -HL_INFINITY, most = 0, turn = 1, first = first_guess(expected);
    for (size_t i = 0; i < count; i++) {
        null_line l = {.scale = scale,
                       .effect = effect,
                       .a = guess(seen.xc, seen.nc, first),
                       .b = guess(seen.xt, seen.nt, first)};
        if (blocks[i].nc > 0 && blocks[i].nt > 0) {
            started = log_sum(started, -log(turn * (turn + 1))) + block_log_e(&blocks[i], &l);
            turn++;
            most = fmax(most, log_sum(started, -log(turn))); /* 1/turn has not started yet */
        }
        seen.xc += blocks[i].xc;
        seen.nc += blocks[i].nc;
        seen.xt += blocks[i].xt;
        seen.nt += blocks[i].nt;
    }
    return most;
}

typedef struct limit {
    const hl_two_rates *blocks;
    size_t count;
    hl_safe_scale scale;
    double expected;
    double threshold;
} limit;

/* In the effect itself for differences, in log(1 + lift) for lifts. */
static double excess(double x, void *context)
{
    const limit *k = context;
    double effect = k->scale == HL_SAFE_DIFFERENCE ? x : expm1(x);
    return hl_stats__safe_log_e(k->blocks, k->count, k->scale, k->expected, effect) - k->threshold;
}

/* From inside the set outward in growing steps, then the crossing; `end` when there is none. */
static double boundary(limit *k, double inside, double end)
{
    double from = inside, at_from = excess(from, k), step = 1e-3 * (end > inside ? 1 : -1);
    while (at_from < 0 && (end > inside ? from < end : from > end)) {
        double to = from + step;
        if (end > inside ? to > end : to < end)
            to = end;
        double at_to = excess(to, k);
        if (at_to >= 0)
            return hl_stats__root(excess, k, from, at_from, to, at_to);
        from = to;
        at_from = at_to;
        step *= 1.5;
    }
    return end;
}

/* A point of the set near the estimate: a running maximum may have left the estimate itself out.
 * NaN when there is none. */
static double interior(limit *k, double estimate, double low, double high)
{
    if (excess(estimate, k) < 0)
        return estimate;
    double step = 1e-3;
    while (estimate - step > low || estimate + step < high) {
        if (estimate - step > low && excess(estimate - step, k) < 0)
            return estimate - step;
        if (estimate + step < high && excess(estimate + step, k) < 0)
            return estimate + step;
        step *= 1.3;
    }
    return HL_NAN;
}

hl_safe_rates hl_stats__safe_rates(const hl_two_rates *blocks, size_t count, hl_safe_scale scale,
                                   double expected, double conf)
{
    hl_two_rates all = {0, 0, 0, 0};
    for (size_t i = 0; i < count; i++)
        all = (hl_two_rates){all.xc + blocks[i].xc, all.nc + blocks[i].nc, all.xt + blocks[i].xt,
                             all.nt + blocks[i].nt};
    hl_safe_rates out = {HL_NAN, HL_NAN, 1, 0};
    if (!(all.nc > 0) || !(all.nt > 0))
        return out;
    limit k = {blocks, count, scale, expected, -log(1 - conf)};
    out.log_e = hl_stats__safe_log_e(blocks, count, scale, expected, 0);
    out.p = fmin(1, exp(-out.log_e));
    double first = first_guess(expected);
    double a = guess(all.xc, all.nc, first), b = guess(all.xt, all.nt, first);
    bool lift = scale == HL_SAFE_LIFT;
    double least = lift ? -40 : -1 + 1e-12, most = lift ? 40 : 1 - 1e-12;
    double inside = interior(&k, lift ? log(b / a) : b - a, least, most);
    if (isnan(inside))
        return out;
    double low = boundary(&k, inside, least), high = boundary(&k, inside, most);
    out.low = !lift ? low : low <= least ? -1 : expm1(low);
    out.high = !lift ? high : high >= most ? HL_INFINITY : expm1(high);
    return out;
}
