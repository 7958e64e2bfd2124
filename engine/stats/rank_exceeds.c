/* The share of pairs is Mann and Whitney's U over all pairs: Mann, H. B., Whitney, D. R. (1947),
 * Ann. Math. Statist. 18:50-60. Of two distributions that need not be alike in anything its
 * variance is at most theta (1 - theta) / min(m, n): van Dantzig, D. (1951), Indag. Math. 13:1-8.
 * z takes the bound at theta = 1/2, so it holds for heavy tails and unequal spreads alike: under
 * theta <= 1/2 it passes z no more often than a normal deviate does. */
#include "stats/rank_exceeds.h"

#include <math.h>

#include "base/number.h"

static double total(const hl_ranked *of)
{
    double all = 0;
    for (size_t i = 0; i < of->count; i++)
        all += of->times[i];
    return all;
}

hl_exceeds hl_stats__rank_exceeds(const hl_ranked *larger, const hl_ranked *other, double factor)
{
    double m = total(larger), n = total(other);
    double pairs = 0, below = 0, within = 0;
    size_t from = 0, to = 0;
    if (!(m > 0) || !(n > 0))
        return (hl_exceeds){HL_NAN, HL_NAN};
    for (size_t i = 0; i < larger->count; i++) {
        for (; from < other->count && factor * other->values[from] < larger->values[i]; from++)
            below += other->times[from];
        for (; to < other->count && factor * other->values[to] <= larger->values[i]; to++)
            within += other->times[to];
        pairs += larger->times[i] * (below + within) / 2;
    }
    double share = pairs / (m * n);
    return (hl_exceeds){share, 2 * (share - 0.5) * sqrt(fmin(m, n))};
}
