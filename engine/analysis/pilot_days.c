#include "analysis/pilot_days.h"

#include "analysis/data_checks.h"
#include "stats/srm_chi2.h"

static double units_of(const hl_split_day *day, size_t arms)
{
    double units = 0;
    for (size_t i = 0; i < arms; i++)
        units += day->counts[i];
    return units;
}

static bool is_of_one_arm(const hl_split_day *day, size_t arms)
{
    size_t with = 0, planned = 0;
    for (size_t i = 0; i < arms; i++) {
        with += day->counts[i] > 0;
        planned += day->expected[i] > 0;
    }
    return with == 1 && planned > 1;
}

/* Of the days [from, to), summed into two places for each arm. */
static bool agrees(const hl_split_day *days, size_t from, size_t to, size_t arms, double *sums)
{
    for (size_t i = 0; i < arms; i++) {
        sums[i] = sums[arms + i] = 0;
        for (size_t k = from; k < to; k++) {
            sums[i] += days[k].counts[i];
            sums[arms + i] += days[k].expected[i];
        }
    }
    return hl_stats__srm_chi2(sums, sums + arms, arms).p >= HL_SRM_BLOCKS;
}

size_t hl_analysis__pilot_days(const hl_split_day *days, size_t count, size_t arms, double *sums)
{
    const double most = 0.05;
    double all = 0, units = 0;
    size_t pilot = 0;
    for (size_t i = 0; i < count; i++)
        all += units_of(&days[i], arms);
    for (; pilot < count && is_of_one_arm(&days[pilot], arms); pilot++)
        units += units_of(&days[pilot], arms);
    for (size_t i = pilot; i < count; i++)
        if (days[i].off)
            return 0;
    return units <= most * all && agrees(days, pilot, count, arms, sums) ? pilot : 0;
}
