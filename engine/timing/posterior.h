/* What is believed of the hours of every segment, all that is uncertain taken in. */
#ifndef HL_TIMING_POSTERIOR_H
#define HL_TIMING_POSTERIOR_H

#include "timing/clusters.h"

enum {
    HL_TIMING_MIXED = 16,         /* fits, whose variances are draws from their posterior */
    HL_TIMING_MIXED_OF_MANY = 4,  /* where there are more segments than HL_TIMING_MANY: each fit has
                                     their covariances, which is what a report takes its time and
                                     memory for */
    HL_TIMING_GROUPS_KNOWN = 200, /* of more segments, how they differ is taken to be known */
    HL_TIMING_MANY = 500
};

typedef struct hl_timing_posterior {
    hl_timing_curves *curves[HL_TIMING_MIXED]; /* one is as likely as another */
    size_t mixed;                              /* how many there are */
    size_t segments, effects;
    double *mix;   /* segments x effects: shares of the touches */
    double *bend;  /* of each segment: what the mean over effects adds to the logit of their mean */
    double *noise; /* of each segment: SD of the level, beyond what the curves know */
} hl_timing_posterior;

/* variances: those that were estimated. The posterior is the caller's. */
HL_NODISCARD hl_status hl_timing__posterior(const hl_timing_places *places,
                                            const hl_hier_variances *variances,
                                            const hl_timing_clusters *clusters,
                                            hl_timing_posterior **out, hl_error *err);
void hl_timing__posterior_free(hl_timing_posterior *posterior);

/* rates: draws x HL_TIMING_SLOTS, chances of an outcome in every hour of an ordinary week (days off
 * are Saturday and Sunday) of the segment's touches as they are mixed. */
HL_NODISCARD hl_status hl_timing__draw_rates(const hl_timing_posterior *posterior, size_t segment,
                                             uint64_t seed, size_t draws, double *rates,
                                             hl_error *err);

#endif
