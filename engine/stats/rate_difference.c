/* Newcombe, R. G. (1998), Interval estimation for the difference between independent proportions,
 * Statistics in Medicine 17:873-890, methods 1 and 10; Agresti & Caffo (2000), The American
 * Statistician 54:280-288; Yates (1934) as in R's prop.test(correct = TRUE).
 *
 * Independent units, one probability in each arm. Here for comparison with other tools: with few
 * conversions the tails of these intervals are uneven (see docs/statistics/proportions.md). */
#include "stats/rate_difference.h"

#include <math.h>

#include "base/number.h"
#include "stats/normal_tail.h"

static double variance_of(double x, double n)
{
    return x / n * ((n - x) / n) / n;
}

double hl_stats__unpooled_error(const hl_two_rates *r)
{
    if (hl_stats__rates_empty(r))
        return HL_NAN;
    return sqrt(variance_of(r->xc, r->nc) + variance_of(r->xt, r->nt));
}

static hl_range around(double centre, double half)
{
    return (hl_range){centre - half, centre + half};
}

hl_range hl_stats__wald(const hl_two_rates *r, double conf)
{
    return around(hl_stats__rate_difference(r),
                  hl_stats__z_critical(conf) * hl_stats__unpooled_error(r));
}

hl_range hl_stats__agresti_caffo(const hl_two_rates *r, double conf)
{
    if (hl_stats__rates_empty(r))
        return (hl_range){HL_NAN, HL_NAN};
    hl_two_rates more = {r->xc + 1, r->nc + 2, r->xt + 1, r->nt + 2};
    return hl_stats__wald(&more, conf);
}

/* The distances of an arm's rate to its Wilson limits, without their cancellation. */
static hl_range wilson_reach(double x, double n, double conf)
{
    double z = hl_stats__z_critical(conf), root = z * sqrt(x * (n - x) / n + z * z / 4);
    double tilt = z * z * (0.5 - x / n), scale = n + z * z;
    /* p - low = (root - tilt) / scale, high - p = (root + tilt) / scale; the smaller one from the
     * product root^2 - tilt^2 = z^2 x (n - x) / n (1 + z^2 / n) */
    double product = z * z * (x * (n - x) / n) * (1 + z * z / n);
    double large = (root + fabs(tilt)) / scale;
    double small = product / (root + fabs(tilt)) / scale;
    return tilt > 0 ? (hl_range){small, large} : (hl_range){large, small};
}

hl_range hl_stats__newcombe(const hl_two_rates *r, double conf)
{
    if (hl_stats__rates_empty(r))
        return (hl_range){HL_NAN, HL_NAN};
    hl_range c = wilson_reach(r->xc, r->nc, conf), t = wilson_reach(r->xt, r->nt, conf);
    double diff = hl_stats__rate_difference(r);
    return (hl_range){diff - hypot(t.low, c.high), diff + hypot(t.high, c.low)};
}

double hl_stats__z_pooled(const hl_two_rates *r)
{
    double n = r->nc + r->nt, total = r->xc + r->xt;
    if (hl_stats__rates_empty(r) || !(total > 0 && total < n))
        return HL_NAN;
    double failed = (r->nc - r->xc) + (r->nt - r->xt);
    return hl_stats__rate_difference(r) / sqrt(total / n * (failed / n) * (1 / r->nc + 1 / r->nt));
}

double hl_stats__z_unpooled(const hl_two_rates *r)
{
    double error = hl_stats__unpooled_error(r);
    return error > 0 ? hl_stats__rate_difference(r) / error : HL_NAN;
}

double hl_stats__z_score(const hl_two_rates *r)
{
    double n = r->nc + r->nt;
    return hl_stats__z_pooled(r) * sqrt((n - 1) / n);
}

hl_chi_square hl_stats__yates(const hl_two_rates *r, double conf)
{
    double n = r->nc + r->nt, total = r->xc + r->xt, failed = n - total;
    hl_chi_square result = {HL_NAN, HL_NAN, HL_NAN, HL_NAN};
    if (hl_stats__rates_empty(r))
        return result;
    double diff = hl_stats__rate_difference(r), inverse = 1 / r->nc + 1 / r->nt;
    double correction = fmin(0.5, fabs(diff) / inverse);
    double half = hl_stats__z_critical(conf) * hl_stats__unpooled_error(r) + correction * inverse;
    result.low = fmax(-1, diff - half);
    result.high = fmin(1, diff + half);
    if (total > 0 && failed > 0) {
        /* every |O - E| equals |diff| nc nt / N, so the sum of the four cells has this form */
        double excess = fabs(diff) / inverse - correction;
        result.chi2 = excess * excess * inverse * (n / total) * (n / failed);
        result.p = erfc(sqrt(result.chi2 / 2));
    }
    return result;
}
