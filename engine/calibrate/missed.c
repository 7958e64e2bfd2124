/* What so many runs could have missed. A rate fails when so many or more errors have a probability
 * below the level of each test, at alpha; of c, the least count that fails, the rate r at which c
 * or more come with probability 0.95 solves P(K >= c | r) = 0.95: a beta quantile, the upper end of
 * Clopper and Pearson (1934) for c - 1. A method that errs less often than r may well pass. */
#include <math.h>

#include "base/number.h"
#include "calibrate/judge.h"
#include "stats/binomial_upper.h"
#include "stats/proportion_interval.h"

#define SEEN        0.95
#define FINE_ENOUGH 2 /* times alpha: what was missed is then of the size of what is promised */

/* The least count of n that fails; n + 1 where none does. */
static double least_failing(double n, double alpha, double level)
{
    double low = 0, high = n + 1; /* low passes, high fails */
    while (high - low > 1) {
        double middle = floor((low + high) / 2);
        if (hl_stats__binomial_upper(middle, n, alpha) < level)
            high = middle;
        else
            low = middle;
    }
    return high;
}

double hl_calibrate__missed(size_t runs, double alpha, double level)
{
    double n = (double)runs, least = least_failing(n, alpha, level);
    return hl_stats__clopper_pearson(least - 1, n, 2 * SEEN - 1).high;
}

static bool is_enough(size_t runs, double alpha, double level)
{
    double most = fmin(FINE_ENOUGH * alpha, (1 + alpha) / 2);
    return hl_calibrate__missed(runs, alpha, level) <= most;
}

size_t hl_calibrate__runs_needed(double alpha, double level)
{
    static const size_t round_numbers[] = {100,   200,   500,   1000,   2000,   5000,
                                           10000, 20000, 50000, 100000, 200000, 500000};
    for (size_t i = 0; i < sizeof round_numbers / sizeof round_numbers[0]; i++)
        if (is_enough(round_numbers[i], alpha, level))
            return round_numbers[i];
    return 1000000;
}

void hl_calibrate__say_missed(hl_calibration *out)
{
    double alpha = out->design->alpha;
    out->missed = out->judged == 0 ? HL_NAN : hl_calibrate__missed(out->runs, alpha, out->level);
    out->enough_runs = out->judged > 0 && is_enough(out->runs, alpha, out->level);
    out->runs_needed = out->judged == 0 ? 0 : hl_calibrate__runs_needed(alpha, out->level);
}
