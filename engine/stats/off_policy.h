/* What a policy would have brought, from rows that another one chose with known chances. */
#ifndef HL_STATS_OFF_POLICY_H
#define HL_STATS_OFF_POLICY_H

#include <stddef.h>
#include <stdint.h>

#include "hookline/error.h"

typedef struct hl_off_policy_row {
    double outcome;
    double weight;   /* chance of what was done under the policy, over that with which it was done:
                        at least 0 */
    double expected; /* the outcome of what was done, by a model that has not seen the row */
    double value;    /* the outcome under the policy, by the same model */
    uint32_t unit;   /* rows of one unit are not independent; they stand together */
    uint32_t batch;  /* chosen at once, from what was known before; below batches */
    double spread;   /* expected square of the weight, by the chances with which it was chosen; 0:
                        not known */
} hl_off_policy_row;

typedef struct hl_off_policy_mean {
    double estimate, low, high;
} hl_off_policy_mean;

/* Means per row with 95 %; NaN where they do not exist. The first three take the units as a sample
 * of all there could be, and the rows as chosen without regard to earlier outcomes; the last two
 * hold for the units that there are, however the choosing learnt from earlier batches. */
typedef struct hl_off_policy {
    hl_off_policy_mean ips;           /* inverse propensity score */
    hl_off_policy_mean snips;         /* the same, by the sum of weights (self-normalised) */
    hl_off_policy_mean doubly_robust; /* the model, and what it is off by */
    hl_off_policy_mean adaptive;      /* doubly robust, batches weighed by how sure they are */
    hl_off_policy_mean anytime;       /* doubly robust, valid however often it is looked at */
    hl_off_policy_mean gain;          /* doubly robust, less what was brought in truth */
    double logged;                    /* mean outcome of the rows as they are */
    double effective;                 /* rows that would tell as much were they the policy's own */
    double mean_weight;               /* 1 where all that the policy does was done sometimes */
    double mean_weight_se;
    double largest; /* weight, as a share of the sum */
    size_t units;
} hl_off_policy;

/* rows: count of them, in the order of their units. nstar: rows at which the anytime interval is
 * tightest, the same at every look. HL_FAILED: out of memory. */
HL_NODISCARD hl_status hl_stats__off_policy(const hl_off_policy_row *rows, size_t count,
                                            size_t batches, double nstar, hl_off_policy *out,
                                            hl_error *err);

#endif
