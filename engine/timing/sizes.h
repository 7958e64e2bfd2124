/* What is believed of the curves when it is not known how large their variances are. */
#ifndef HL_TIMING_SIZES_H
#define HL_TIMING_SIZES_H

#include "timing/fit.h"

enum { HL_TIMING_SIZES = 4, HL_TIMING_MIXED = HL_TIMING_SIZES * HL_TIMING_SIZES };

/* Fits of one set of places whose variances are those that were estimated, times a size for what
 * segments share and one for how they differ; and how much of the posterior is of each. */
typedef struct hl_timing_mixture {
    hl_hier_variances variances[HL_TIMING_MIXED];
    double weight[HL_TIMING_MIXED]; /* sum to 1; in descending order */
    size_t count;                   /* of those worth keeping: at least 1 */
} hl_timing_mixture;

/* curves: of the places, with the variances that were estimated; in a mixture of many segments
 * (over HL_TIMING_GROUPS_KNOWN) how they differ is taken to be known. */
enum { HL_TIMING_GROUPS_KNOWN = 200 };
HL_NODISCARD hl_status hl_timing__mix_sizes(const hl_timing_places *places,
                                            const hl_timing_curves *curves, hl_timing_mixture *out,
                                            hl_error *err);
/* How many of `draws` are of each fit of the mixture: the largest remainders get what is left. */
void hl_timing__share_draws(const hl_timing_mixture *mixture, size_t draws,
                            size_t of_each[HL_TIMING_MIXED]);

#endif
