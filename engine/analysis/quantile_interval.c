/* Type 7 (Hyndman & Fan 1996) and the interval of order statistics by binomial mid-p
 * (stats/quantile_count.h) on runs of values instead of raw ones. The ranks are the same; an order
 * statistic is then known up to its run, at most 1/128 of its size wide: for the estimate it is
 * taken as if the run's values lay evenly, for the interval its outer edge is taken, so the
 * interval holds that of the raw values. */
#include "analysis/quantile_interval.h"

#include <math.h>

#include "base/number.h"
#include "stats/quantile_count.h"

/* The run that holds a rank (from 1). */
static size_t run_of(const hl_value_runs *runs, int64_t rank)
{
    size_t low = 0;
    size_t high = runs->count - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (runs->upto[middle] >= rank)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static double value_of(const hl_value_runs *runs, int64_t rank, bool *exact)
{
    size_t at = run_of(runs, rank);
    int64_t before = at > 0 ? runs->upto[at - 1] : 0;
    double share = ((double)(rank - before) - 0.5) / (double)(runs->upto[at] - before);
    if (!(runs->low[at] < runs->high[at]))
        return runs->low[at];
    *exact = false;
    return runs->low[at] + share * (runs->high[at] - runs->low[at]);
}

static double type7(const hl_value_runs *runs, int64_t units, double quantile, bool *exact)
{
    double h = (double)(units - 1) * quantile;
    int64_t at = (int64_t)h + 1;
    double below = value_of(runs, at, exact);
    double above = at < units ? value_of(runs, at + 1, exact) : below;
    return below + (h - floor(h)) * (above - below);
}

hl_quantile_interval hl_analysis__quantile_interval(const hl_value_runs *runs, double quantile,
                                                    double conf)
{
    hl_quantile_interval out = {HL_NAN, HL_NAN, HL_NAN, true};
    if (runs->count == 0)
        return out;
    int64_t units = runs->upto[runs->count - 1];
    double low = 0;
    double high = 0;
    out.estimate = type7(runs, units, quantile, &out.exact);
    hl_stats__quantile_midp_ranks((double)units, quantile, conf, &low, &high);
    size_t first = run_of(runs, (int64_t)low);
    size_t last = run_of(runs, (int64_t)high);
    out.low = low < 1 ? -(double)INFINITY : runs->low[first];
    out.high = high > (double)units ? (double)INFINITY : runs->high[last];
    out.exact = out.exact && (low < 1 || !(runs->low[first] < runs->high[first])) &&
                (high > (double)units || !(runs->low[last] < runs->high[last]));
    return out;
}
