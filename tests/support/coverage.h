/* How often an interval errs, by enumeration of every outcome and by seeded simulation. */
#ifndef HL_TESTS_COVERAGE_H
#define HL_TESTS_COVERAGE_H

#include <stddef.h>
#include <stdint.h>

#include "stats/range.h"
#include "stats/two_rates.h"

/* An experiment whose truth is known. */
typedef struct hl_truth {
    double nc, nt;
    double rate;  /* of the control */
    double ratio; /* of the rates */
} hl_truth;

typedef struct hl_tails {
    double false_win;  /* probability that the interval lies above the true ratio */
    double false_loss; /* ... below it */
    double no_answer;
} hl_tails;

/* The designs of the published table of tails. */
extern const hl_truth hl_tails_grid[];
extern const size_t hl_tails_grid_count;

/* Exact but for outcomes of a total probability below 1e-10. interval gives limits of the ratio. */
hl_tails hl_tails_of(const hl_truth *truth, hl_range (*interval)(const hl_two_rates *, double),
                     double conf);

/* An always-valid comparison under a common rate, looked at many times. */
typedef struct hl_watched {
    double rate;
    double rho;
    double users; /* in all, at the last look */
    double ratio; /* true ratio of rates */
    int looks;
} hl_watched;

typedef struct hl_watched_result {
    double rejected; /* share of replicates in which some look excludes the true ratio */
    double width;    /* mean over replicates: width of the last interval over the fixed one's, both
                        of the log ratio */
} hl_watched_result;

hl_watched_result hl_watch(const hl_watched *design, int replicates, uint64_t seed);

#endif
