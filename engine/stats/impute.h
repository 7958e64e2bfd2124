/* Covariates that some units lack, for a regression adjustment from cross-products. */
#ifndef HL_STATS_IMPUTE_H
#define HL_STATS_IMPUTE_H

#include "stats/lin.h"

/* arms[count] hold, behind the outcome, k covariates that are 0 where they are missing, and then k
 * variables that are 1 where the covariate of the same place is missing, else 0; 2 k is at most
 * HL_LIN_MOST. What is missing becomes the mean of what all arms together have; variables of
 * covariates that no unit lacks go. Returns how many variables are left: the covariates first.
 * Nothing where an arm has no units says anything. */
size_t hl_stats__impute(hl_lin_arm *arms, size_t count, size_t k);

#endif
