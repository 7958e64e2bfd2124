/* The exact test that reports read beside the score of small counts: Boschloo's, or Fisher's where
 * that one would take long. */
#ifndef HL_STATS_EXACT_BESIDE_H
#define HL_STATS_EXACT_BESIDE_H

#include <stdbool.h>

#include "hookline/error.h"
#include "stats/two_rates.h"

enum { HL_SMALL_COUNT = 5 };

/* Is fewer than HL_SMALL_COUNT of the rarer outcome expected in the smaller arm, under no
 * difference? */
bool hl_stats__counts_small(const hl_two_rates *rates);
/* Does Boschloo's test answer (its p_two_central), and not Fisher's (p_two)? */
bool hl_stats__exact_is_boschloo(const hl_two_rates *rates);
/* Whole counts. HL_FAILED only when out of memory. */
HL_NODISCARD hl_status hl_stats__exact_beside(const hl_two_rates *rates, double *p, hl_error *err);

#endif
