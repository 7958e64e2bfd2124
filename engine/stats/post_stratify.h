/* Means weighted to the strata of all arms together. */
#ifndef HL_STATS_POST_STRATIFY_H
#define HL_STATS_POST_STRATIFY_H

#include <stddef.h>

#include "stats/fieller.h"
#include "stats/welch.h"

typedef struct hl_stratum {
    hl_sample control, treatment;
} hl_stratum;

typedef struct hl_post_stratified {
    hl_mean_pair means;
    hl_welch test;    /* of the difference; its critical value fits Fieller on `means` */
    size_t used;      /* strata after collapsing */
    size_t collapsed; /* strata in which an arm had fewer than two units: joined into one */
    double reduction; /* share of the variance of the difference that was removed */
} hl_post_stratified;

/* strata[count]; conf in (0,1). NaN when even all together an arm has fewer than two units. */
hl_post_stratified hl_stats__post_stratify(const hl_stratum *strata, size_t count, double conf);

#endif
