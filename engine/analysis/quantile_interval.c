/* Type 7 (Hyndman & Fan 1996) and the interval of order statistics by binomial mid-p
 * (stats/quantile_count.h) on buckets instead of raw values. The ranks are the same; an order
 * statistic is then known up to its bucket, at most 1/128 of its size wide: for the estimate it is
 * taken as if the bucket's values lay evenly, for the interval its outer edge is taken, so the
 * interval holds that of the raw values. */
#include "analysis/quantile_interval.h"

#include <math.h>

#include "base/number.h"
#include "stats/quantile_count.h"

static double type7(const hl_histogram *histogram, int64_t units, double quantile, bool *exact)
{
    double h = (double)(units - 1) * quantile;
    int64_t at = (int64_t)h + 1;
    hl_ranked below = hl_cells__histogram_rank(histogram, at);
    hl_ranked above = at < units ? hl_cells__histogram_rank(histogram, at + 1) : below;
    *exact = below.exact && above.exact;
    return below.value + (h - floor(h)) * (above.value - below.value);
}

hl_quantile_interval hl_analysis__quantile_interval(const hl_histogram *histogram, double quantile,
                                                    double conf)
{
    hl_quantile_interval out = {HL_NAN, HL_NAN, HL_NAN, true};
    int64_t units = hl_cells__histogram_units(histogram);
    if (units <= 0)
        return out;
    double low = 0;
    double high = 0;
    out.estimate = type7(histogram, units, quantile, &out.exact);
    hl_stats__quantile_midp_ranks((double)units, quantile, conf, &low, &high);
    hl_ranked first = hl_cells__histogram_rank(histogram, (int64_t)low);
    hl_ranked last = hl_cells__histogram_rank(histogram, (int64_t)high);
    out.low = low < 1 ? -(double)INFINITY : first.low;
    out.high = high > (double)units ? (double)INFINITY : last.high;
    out.exact = out.exact && (low < 1 || first.exact) && (high > (double)units || last.exact);
    return out;
}
