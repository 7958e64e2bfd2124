/* Laud, P. J. (2017), Equal-tailed confidence intervals for comparison of rates, Pharmaceutical
 * Statistics 16:334-348, with the factor N/(N-1) of Miettinen & Nurminen (1985).
 *
 * Assumes independent units with one probability in each arm. z, its moments and the search are in
 * score.c and restricted.c; at no effect the statistics of difference and ratio are the same. */
#include "stats/scas.h"

#include "base/number.h"
#include "stats/normal_tail.h"
#include "stats/score.h"

static void add_test(hl_scas *result, const hl_two_rates *k)
{
    double total = k->xc + k->xt, n = k->nc + k->nt;
    result->z = result->p = HL_NAN;
    if (hl_stats__rates_empty(k) || !(total > 0 && total < n && n > 1))
        return;
    result->z = hl_stats__score_z_difference(k, HL_SCORE_SKEWED, 0);
    result->p = hl_stats__two_sided_p(result->z);
}

hl_scas hl_stats__scas_diff(const hl_two_rates *rates, double conf)
{
    hl_range range = hl_stats__score_difference(rates, HL_SCORE_SKEWED, conf);
    hl_scas result = {hl_stats__rate_difference(rates), range.low, range.high, 0, 0};
    add_test(&result, rates);
    return result;
}

hl_scas hl_stats__scas_ratio(const hl_two_rates *rates, double conf)
{
    hl_range range = hl_stats__score_ratio(rates, HL_SCORE_SKEWED, conf);
    hl_scas result = {hl_stats__rate_ratio(rates), range.low, range.high, 0, 0};
    add_test(&result, rates);
    return result;
}

hl_scas hl_stats__scas_test(const hl_two_rates *rates)
{
    hl_scas result = {hl_stats__rate_difference(rates), HL_NAN, HL_NAN, 0, 0};
    add_test(&result, rates);
    return result;
}
