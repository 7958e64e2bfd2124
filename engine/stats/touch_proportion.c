/* Rao, J. N. K. & Scott, A. J. (1992), A simple method for the analysis of clustered binary data,
 * Biometrics 48:577-585: divide successes and touches by the design effect and go on as if the
 * touches were independent.
 *
 *   p = sum y / sum d
 *   v_unit  = n/(n-1) sum (y_i - p d_i)^2 / (sum d)^2       (units as clusters, linearised)
 *   v_touch = p(1-p) / (sum d - 1)
 *   deff    = v_unit / v_touch
 *
 * Both variances carry their small-sample factor, so deff is exactly 1 when every d_i is 1.
 * icc (pairwise: Karlin, Cameron & Williams 1981), over ordered pairs of touches of one unit:
 *   q = sum y(d-1) / sum d(d-1),   icc = (sum y(y-1) / sum d(d-1) - q^2) / (q (1-q)) */
#include "stats/touch_proportion.h"

#include <math.h>
#include <stdbool.h>

#include "base/number.h"

static const double least_deff = 0.05;

static double pairwise_icc(const hl_touch_sums *a)
{
    double pairs = a->dd - a->d;
    if (!(pairs > 0))
        return HL_NAN;
    double q = (a->yd - a->y) / pairs, both = (a->yy - a->y) / pairs;
    return q > 0 && q < 1 ? (both - q * q) / (q * (1 - q)) : HL_NAN;
}

static double design_effect(const hl_touch_sums *a, double p, double inflation)
{
    if (!(a->dd > a->d) && a->d == a->units) /* one touch each */
        return 1;
    if (!(a->units >= 2) || !(a->d > 1) || !(p > 0 && p < 1))
        return HL_NAN;
    double residual = fmax(0, a->yy - 2 * p * a->yd + p * p * a->dd);
    double by_unit = a->units / (a->units - 1) * residual / (a->d * a->d);
    return inflation * by_unit / (p * (1 - p) / (a->d - 1));
}

static void divide(hl_touch_effect *effect, const hl_touch_sums *a)
{
    effect->floored = effect->deff < least_deff;
    if (effect->floored)
        effect->deff = least_deff;
    effect->successes = a->y / effect->deff;
    effect->touches = a->d / effect->deff;
}

hl_touch_effect hl_stats__touch_effect(const hl_touch_sums *arm, double inflation)
{
    hl_touch_effect out = {HL_NAN, HL_NAN, HL_NAN, HL_NAN, HL_NAN, false, false};
    if (!(arm->d > 0))
        return out;
    out.rate = arm->y / arm->d;
    out.icc = pairwise_icc(arm);
    out.deff = design_effect(arm, out.rate, inflation);
    divide(&out, arm);
    return out;
}

/* About the mean R: squares = sum (y_ij - R)^2 over touches, residual = sum (y_i - R d_i)^2 over
 * units, so that residual - squares is over ordered pairs of touches of one unit. */
hl_touch_effect hl_stats__touch_mean_effect(const hl_touch_sums *a, double within, double inflation)
{
    hl_touch_effect out = {HL_NAN, HL_NAN, HL_NAN, HL_NAN, HL_NAN, false, false};
    out.rate = a->y / a->d;
    double squares = within - a->d * out.rate * out.rate;
    double residual = fmax(0, a->yy - 2 * out.rate * a->yd + out.rate * out.rate * a->dd);
    double pairs = a->dd - a->d;
    if (!(a->units >= 2) || !(a->d > 1) || !(squares > 1e-12 * within))
        return out;
    out.icc = pairs > 0 ? (residual - squares) / pairs / (squares / a->d) : HL_NAN;
    out.deff = pairs > 0 || a->d != a->units
                   ? inflation * a->units / (a->units - 1) * residual * (a->d - 1) / a->d / squares
                   : 1;
    return out;
}

/* 1 + (m - 1) icc, with m the mean size of the unit of a touch (Kish). */
static void borrow(hl_touch_effect *effect, const hl_touch_sums *a, double icc)
{
    if (!isnan(effect->deff) || !(a->d > 0))
        return;
    effect->borrowed = true;
    effect->deff = fmax(1, 1 + (a->dd / a->d - 1) * icc);
    divide(effect, a);
}

/* The icc at which units' squared residuals are as large as expected, over both arms:
 * sum p q (d + icc (dd - d)) = sum of residuals, each from its arm's design effect. */
static double icc_of_both(const hl_touch_sums arms[2], const hl_touch_effect effects[2])
{
    double residual = 0, alone = 0, pairs = 0;
    for (int i = 0; i < 2; i++) {
        const hl_touch_sums *a = &arms[i];
        double spread = effects[i].rate * (1 - effects[i].rate);
        if (isnan(effects[i].deff))
            continue;
        residual += effects[i].deff * spread * a->d * a->d / (a->d - 1);
        alone += spread * a->d;
        pairs += spread * (a->dd - a->d);
    }
    return pairs > 0 ? fmin(1, fmax(0, (residual - alone) / pairs)) : HL_NAN;
}

hl_two_rates hl_stats__touch_rates(const hl_touch_sums arms[2], const double df[2],
                                   double otherwise, hl_touch_effect effects[2])
{
    static const double worth = 20;
    double icc = icc_of_both(arms, effects);
    double x[2] = {0, 0}, n[2] = {0, 0};
    for (int i = 0; i < 2; i++) {
        const hl_touch_sums *a = &arms[i];
        bool several = a->dd > a->d;
        if (isnan(effects[i].deff)) {
            borrow(&effects[i], a, isnan(icc) ? otherwise : icc);
        } else if (several && !isnan(icc) && df[i] > 0) {
            double of_both = 1 + (a->dd / a->d - 1) * icc;
            effects[i].deff = (df[i] * effects[i].deff + worth * of_both) / (df[i] + worth);
            divide(&effects[i], a);
        }
        if (a->d > 0) {
            x[i] = effects[i].successes;
            n[i] = effects[i].touches;
        }
    }
    return (hl_two_rates){x[0], n[0], x[1], n[1]};
}
