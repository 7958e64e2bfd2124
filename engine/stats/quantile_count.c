/* A value v is the q-quantile when P(Y < v) <= q <= P(Y <= v). So too many values below it speak
 * against it, and too many above (of which at most 1 - q may be); with ties both counts leave out
 * the values that are v itself, and nothing need be known of them.
 *
 * Mid-p (Lancaster 1961): P(K > count) + P(K = count) / 2, K binomial(units, rate). The tail is
 * that of a beta variable: P(K >= k) = P(Beta(k, units - k + 1) <= rate), and its density there
 * gives P(K = k) = density / (k (1 - rate)) (on the logit scale).
 *
 * Sequence (Howard & Ramdas 2022, Bernoulli 28:1704, arXiv 1906.09712, beta-binomial mixture, one
 * side at a time): under P <= rate the likelihood ratio of any p > rate is a supermartingale, so
 * its average over a beta prior with mean `rate`, cut off below `rate`, is an e-process:
 *
 *   log e = log prior(rate) - log posterior(rate)            densities (Savage-Dickey)
 *           + log P(posterior > rate) - log P(prior > rate)
 *
 * Each of the two sides has half of one unit of evidence: (e_below + e_above) / 2 is an e-process
 * for "v is the quantile", and the larger half is no more than that. Two independent arms multiply.
 *
 * With d nuisance dimensions the squared radius is (1 + 1/g)(2 log(1/alpha) + d log(1 + g)), g the
 * units of an arm over the strength; for d = 2 it is least near g = 5 at alpha 0.05. */
#include "stats/quantile_count.h"

#include <math.h>
#include <stdbool.h>

#include "base/number.h"
#include "stats/beta.h"
#include "stats/student_t.h"

double hl_stats__count_midp(double count, double units, double rate, double tuning)
{
    (void)tuning;
    if (count <= units * rate - 1) /* the binomial median is less than 1 from its mean */
        return 0;
    double tail = 1;
    double here = exp(units * log1p(-rate)); /* P(K = 0) */
    if (count > 0) {
        hl_beta beta = hl_stats__beta(count, units - count + 1);
        double t = hl_stats__beta_t(&beta, rate, 1 - rate);
        tail = exp(hl_stats__beta_log_lower(&beta, t));
        here = exp(hl_stats__beta_log_density(&beta, t)) / (count * (1 - rate));
    }
    double mid = tail - here / 2;
    if (mid >= 0.5)
        return 0;
    double z = mid > 0 ? hl_stats__z_quantile(mid) : HL_INFINITY;
    return z * z;
}

double hl_stats__count_sequence(double count, double units, double rate, double tuning)
{
    hl_beta prior = hl_stats__beta(tuning * rate, tuning * (1 - rate));
    hl_beta posterior =
        hl_stats__beta(tuning * rate + count, tuning * (1 - rate) + (units - count));
    double before = hl_stats__beta_t(&prior, rate, 1 - rate);
    double after = hl_stats__beta_t(&posterior, rate, 1 - rate);
    double ratio =
        hl_stats__beta_log_density(&prior, before) - hl_stats__beta_log_density(&posterior, after);
    double sides =
        hl_stats__beta_log_upper(&posterior, after) - hl_stats__beta_log_upper(&prior, before);
    return ratio + sides - log(2);
}

double hl_stats__count_sequence_strength(double units)
{
    const double growth = 5;
    return units / 2 / growth;
}

/* The most of `units` that may lie on one side of a quantile: within the interval at this z^2. */
static double most_on_side(double units, double rate, double limit)
{
    double low = floor(units * rate);
    double high = units + 1;
    if (hl_stats__count_midp(low, units, rate, 0) > limit)
        low = fmax(0, low - 1);
    while (high - low > 1) {
        double middle = floor((low + high) / 2);
        bool within = hl_stats__count_midp(middle, units, rate, 0) <= limit;
        *(within ? &low : &high) = middle;
    }
    return low;
}

void hl_stats__quantile_midp_ranks(double units, double quantile, double conf, double *low,
                                   double *high)
{
    double z = hl_stats__z_quantile((1 - conf) / 2);
    *low = units - most_on_side(units, 1 - quantile, z * z);
    *high = most_on_side(units, quantile, z * z) + 1;
}
