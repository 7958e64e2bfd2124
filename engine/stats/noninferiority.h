/* Is the treatment no worse than the margin allows? Guardrails. */
#ifndef HL_STATS_NONINFERIORITY_H
#define HL_STATS_NONINFERIORITY_H

#include <stdbool.h>

#include "stats/fieller.h"
#include "stats/two_part.h"
#include "stats/two_rates.h"

typedef struct hl_noninferiority {
    double p;       /* one-sided: small = shown to be within the margin */
    double p_worse; /* one-sided: small = shown to be beyond the margin (harm) */
} hl_noninferiority;

/* `margin` >= 0 is the harm that is tolerated, as a difference, or (lift) as a part of the
 * control's value. higher_is_better says which way harm lies. With margin 0 these are the one-sided
 * tests of no effect. Compare each p with alpha / 2: then the answer is that of the two-sided
 * interval. NaN when an arm is empty or nothing varies. */
hl_noninferiority hl_stats__noninferior_rates(const hl_two_rates *rates, double margin,
                                              int higher_is_better);
hl_noninferiority hl_stats__noninferior_rate_lift(const hl_two_rates *rates, double margin,
                                                  int higher_is_better);
/* df as of the test of the difference (hl_welch). */
hl_noninferiority hl_stats__noninferior_means(const hl_mean_pair *means, double df, double margin,
                                              int higher_is_better);
hl_noninferiority hl_stats__noninferior_mean_lift(const hl_mean_pair *means, double df,
                                                  double margin, int higher_is_better);
/* The two-part score at the margin: of the difference, or (relative) of the lift. */
hl_noninferiority hl_stats__noninferior_two_part(const hl_two_part *test, double margin,
                                                 bool relative, int higher_is_better);

#endif
