/* The chance that the very sequence which the analysis takes (stats/sequence_plan.h) shows an
 * effect at one look.
 *
 *   means   rejects when d - c se > 0, se estimated: of shares its mean and variance follow by the
 *           delta method, of other means se is nearly independent of d. Times the chance that the
 *           counts carry the sequence.
 *   safe    rejects when D = x_t - rho N > b(N), N = x_c + x_t, b the root of E = 1/alpha at no
 *           effect and the expected units; b at the mean of N and its slope b / (2 N), then D is
 *           normal. It knows how many units came to each arm, so counts scatter as those of a fixed
 *           number.
 *   both    as the means, with the c at which the average of both e-values reaches 1/alpha when
 * both have the same Z, and at least as the safe test alone.
 */
#include "stats/sequence_power.h"

#include <math.h>

#include "base/number.h"
#include "stats/root.h"
#include "stats/safe_rates.h"
#include "stats/sequence_mean.h"
#include "stats/sequence_mixture.h"
#include "stats/student_t.h"

/* Both arms by which is larger. */
typedef struct ordered {
    const hl_power_arm *low, *high;
    double share; /* of the larger one */
} ordered;

static ordered by_level(const hl_sequence_question *q)
{
    bool up = q->treatment.level > q->control.level;
    ordered o = {up ? &q->control : &q->treatment, up ? &q->treatment : &q->control, HL_NAN};
    double share = q->design.share;
    o.share = up ? share : 1 - share;
    return o;
}

/* ---- means */

static double contributions(const hl_power_arm *arm, double level)
{
    return level * level / (level * level / arm->units + arm->variance);
}

/* The chance that so many expected contributions, which scatter as counts do, reach the least. */
static double carried(double expected)
{
    return hl_stats__z_upper((HL_SEQUENCE_CONTRIBUTIONS - 0.5 - expected) / sqrt(expected));
}

static double arm_carried(const hl_sequence_question *q, const hl_power_arm *arm)
{
    if (arm->units < HL_SEQUENCE_UNITS)
        return 0;
    if (q->shares)
        return carried(contributions(arm, arm->level)) *
               carried(contributions(arm, 1 - arm->level));
    return arm->units >= HL_SEQUENCE_ENOUGH_UNITS ? 1 : carried(contributions(arm, arm->level));
}

/* How the standard error moves with the share of an arm. */
static double slope_of(const hl_power_arm *arm, double se)
{
    return (1 - 2 * arm->level) * arm->variance / (2 * se * arm->level * (1 - arm->level));
}

static double units_of(const hl_sequence_question *q)
{
    return q->control.units + q->treatment.units;
}

static double means_growth(const hl_sequence_question *q, const hl_sequence_plan *plan)
{
    return hl_stats__sequence_growth(q->design.alpha) * units_of(q) / plan->nstar;
}

/* Power of the means whose interval takes c standard errors to a side. */
static double means_power(const hl_sequence_question *q, double c)
{
    ordered o = by_level(q);
    double se = sqrt(o.low->variance + o.high->variance), up = 1, down = 1;
    if (q->shares) {
        up -= c * slope_of(o.high, se);
        down += c * slope_of(o.low, se);
    }
    double gap = o.high->level - o.low->level - c * se;
    double spread = sqrt(up * up * o.high->variance + down * down * o.low->variance);
    return arm_carried(q, o.low) * arm_carried(q, o.high) * hl_stats__z_upper(-gap / spread);
}

/* ---- the safe test */

typedef struct safe_boundary {
    double converters, low_units, high_units, share, threshold;
    const hl_safe_prior *prior;
} safe_boundary;

static double safe_excess(double x, void *context)
{
    const safe_boundary *s = context;
    hl_two_rates rates = {s->converters - x, s->low_units, x, s->high_units};
    return hl_stats__safe_log_e(&rates, s->share, s->prior, HL_SAFE_RATIO, 1) - s->threshold;
}

static double safe_power(const hl_sequence_question *q, const hl_sequence_plan *plan, double alpha)
{
    ordered o = by_level(q);
    double rho = o.share, x = o.high->units * o.high->level, y = o.low->units * o.low->level;
    safe_boundary s = {x + y, o.low->units, o.high->units, rho, -log(alpha), &plan->prior};
    double middle = rho * s.converters, at_middle = safe_excess(middle, &s);
    double most = fmin(s.converters, o.high->units), at_end = safe_excess(most, &s);
    if (!(at_middle < 0 && at_end > 0))
        return 0;
    double b = hl_stats__root(safe_excess, &s, middle, at_middle, most, at_end) - middle;
    double slope = b / (2 * s.converters), up = 1 - rho - slope, down = rho + slope;
    double variance = up * up * x * (1 - o.high->level) + down * down * y * (1 - o.low->level);
    return hl_stats__z_upper((b - (1 - rho) * x + rho * y) / sqrt(variance));
}

/* ---- both */

typedef struct average {
    double exact, of_exact, of_means; /* part, and growths */
    double threshold;
} average;

static double log_e(double z, double growth)
{
    return growth * z * z / (2 * (growth + 1)) - log1p(growth) / 2;
}

static double average_excess(double z, void *context)
{
    const average *a = context;
    double exact = log(a->exact) + log_e(z, a->of_exact);
    double means = log1p(-a->exact) + log_e(z, a->of_means), most = fmax(exact, means);
    return most + log1p(exp(fmin(exact, means) - most)) - a->threshold;
}

static double average_critical(const hl_sequence_question *q, const hl_sequence_plan *plan)
{
    double converters =
        q->control.units * q->control.level + q->treatment.units * q->treatment.level;
    average a = {plan->exact, converters / plan->prior.converters, means_growth(q, plan),
                 -log(q->alpha)};
    double most = hl_stats__sequence_critical(q->alpha * (1 - plan->exact), a.of_means);
    return hl_stats__root(average_excess, &a, 0, average_excess(0, &a), 2 * most,
                          average_excess(2 * most, &a));
}

/* The same question of zeros: a rate near 1 is a rare failure. */
static hl_sequence_question of_zeros(const hl_sequence_question *q)
{
    hl_sequence_question out = *q;
    out.design.expected = 1 - q->design.expected;
    out.control.level = 1 - q->control.level;
    out.treatment.level = 1 - q->treatment.level;
    return out;
}

double hl_stats__sequence_power(const hl_sequence_question *q)
{
    hl_sequence_plan plan = hl_stats__sequence_plan(&q->design);
    if (plan.exact >= 1 && q->design.expected > 0.5) {
        hl_sequence_question zeros = of_zeros(q);
        return hl_stats__sequence_power(&zeros);
    }
    double safe = plan.exact > 0 ? safe_power(q, &plan, q->alpha * plan.exact) : 0;
    if (plan.exact >= 1)
        return safe;
    double c = plan.exact > 0 ? average_critical(q, &plan)
                              : hl_stats__sequence_critical(q->alpha, means_growth(q, &plan));
    return fmax(safe, means_power(q, c));
}
