/* A number that was estimated, with its interval. NaN: does not exist. */
#ifndef HOOKLINE_ESTIMATE_H
#define HOOKLINE_ESTIMATE_H

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hl_estimate {
    double estimate, low, high;
} hl_estimate;

/* A lift beyond a hundredfold is no percentage that anyone reads: such an end is said as if there
 * were none. */
#define HL_LIFT_MOST 99.0
/* What is not negative falls by 100 % at most: an end next to that says nothing either. */
#define HL_LIFT_LEAST (-0.995)

#ifdef __cplusplus
}
#endif
#endif
