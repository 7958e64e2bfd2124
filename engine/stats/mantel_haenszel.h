/* One effect over several strata, each weighted by n_c n_t / (n_c + n_t): what the treatment does
 * to the units of these strata taken together (standardised to them), whatever the effects of the
 * single ones are. Nothing is added to a count, so it is right however few there are.
 *
 *   hl_mantel_haenszel all = hl_stats__mantel_haenszel(days, 8, 0.95);
 *   all.ratio.estimate - 1 is the lift
 */
#ifndef HL_STATS_MANTEL_HAENSZEL_H
#define HL_STATS_MANTEL_HAENSZEL_H

#include <stddef.h>

#include "stats/noninferiority.h"
#include "stats/stratum.h"

typedef struct hl_stratified {
    double estimate, low, high; /* NaN: no answer; +-INFINITY: no end on that side */
} hl_stratified;

typedef struct hl_mantel_haenszel {
    size_t used;        /* strata that have units in both arms */
    size_t informative; /* ... and something to compare: a success, or means that vary */
    hl_stratified ratio, difference;
    hl_fieller_type shape; /* of the ratio's set; BOUNDED for counts */
    hl_mean_pair means;    /* standardised to the strata, with the variances that they show: not
                              those under a hypothesis */
    double z, df, p; /* of no effect, two-sided: p < 1 - conf exactly when both intervals leave it
                        out. df INFINITY for counts */
    double se;       /* of the difference, under no effect */
} hl_mantel_haenszel;

/* strata[count]; conf in (0, 1). */
hl_mantel_haenszel hl_stats__mantel_haenszel(const hl_two_arms *strata, size_t count, double conf);
/* The same test at a margin (see noninferiority.h); of the ratio when `relative`. */
hl_noninferiority hl_stats__mh_margin(const hl_two_arms *strata, size_t count, double margin,
                                      bool relative, bool higher_is_better);

/* The closed form of the books: the log ratio with the standard error of Greenland & Robins (1985),
 * the difference with that of Sato (1989). Counts only; NaN where it does not exist. */
typedef struct hl_mh_robust {
    double ratio, log_se, difference, se;
} hl_mh_robust;
hl_mh_robust hl_stats__mh_robust(const hl_two_rates *strata, size_t count);

#endif
