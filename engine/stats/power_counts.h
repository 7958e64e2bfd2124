/* Power of two proportions by going through the counts: for plans whose counts are so small that
 * they jump, and where the exact test that reports show beside small counts has a say. */
#ifndef HL_STATS_POWER_COUNTS_H
#define HL_STATS_POWER_COUNTS_H

#include <stdbool.h>

#include "hookline/error.h"

/* Two whole arms with their true rates, and the two-sided level of the question. */
typedef struct hl_counts_plan {
    double nc, nt;
    double p0, p1;
    double alpha;
} hl_counts_plan;

/* What the exact test beside small counts rejects. */
typedef struct hl_exact_bar {
    bool heeded;   /* false: the score alone is read */
    double fisher; /* Boschloo's p is below alpha where Fisher's one-sided one is at most this */
} hl_exact_bar;

/* Do the counts jump so much that hl_stats__power_score is off? */
bool hl_stats__counts_jump(const hl_counts_plan *plan);

/* The bar of these arms, by a few of Boschloo's tests, where it matters to this plan by 0.3 points
 * of power. With the shares of the arms kept it holds for other numbers of units as well. HL_FAILED
 * only when out of memory. */
HL_NODISCARD hl_status hl_stats__exact_bar(const hl_counts_plan *plan, hl_exact_bar *bar,
                                           hl_error *err);

/* Probability of rejecting towards the true side. */
double hl_stats__power_counts(const hl_counts_plan *plan, const hl_exact_bar *bar);

/* The least whole nc, near plan->nc, from which this power holds with nt = ceil(ratio nc): for the
 * next ten, too, because it rises in jumps. INFINITY where there is none. */
double hl_stats__n_counts(const hl_counts_plan *plan, double ratio, double power,
                          const hl_exact_bar *bar);
/* The treatment rate nearest to p0 that is found with this power, on the upper (or lower) side; NaN
 * when none in (0,1) is. plan->p1 is not read. */
double hl_stats__mde_counts(const hl_counts_plan *plan, double power, bool upper,
                            const hl_exact_bar *bar);

#endif
