/* Windows of the week, and what may be said of the best of them. */
#ifndef HL_TIMING_CLAIMS_H
#define HL_TIMING_CLAIMS_H

#include "hookline/timing.h"
#include "timing/posterior.h"

/* What is asked of all segments. */
typedef struct hl_timing_question {
    bool legal[24];
    int width; /* hours */
    double worth;
    bool observational;
    bool
        moving; /* hours move faster than touches tell: nothing is claimed of the week that comes */
    size_t draws;
    const hl_timing_posterior
        *guardrail; /* of what is not to be brought about; NULL: there is none */
} hl_timing_question;

/* How many windows of that width lie in the legal hours. */
size_t hl_timing__window_count(const bool legal[24], int width);

/* Fills in all of *out but its name and counts. usual: of every slot, the share of touches that go
 * out in it now. */
HL_NODISCARD hl_status hl_timing__claim(const hl_timing_posterior *posterior, size_t segment,
                                        const hl_timing_question *question,
                                        const double usual[HL_TIMING_SLOTS], hl_timing_segment *out,
                                        hl_error *err);

/* The mean of rates by slot, as shares weigh them. */
double hl_timing__rate_at(const double shares[HL_TIMING_SLOTS],
                          const double rates[HL_TIMING_SLOTS]);
/* Mean and 95 % of a column of draws, which it sorts. */
hl_estimate hl_timing__summary(double *column, size_t draws);

#endif
