/* A number that was estimated, with its interval. NaN: does not exist. */
#ifndef HOOKLINE_ESTIMATE_H
#define HOOKLINE_ESTIMATE_H

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hl_estimate {
    double estimate, low, high;
} hl_estimate;

#ifdef __cplusplus
}
#endif
#endif
