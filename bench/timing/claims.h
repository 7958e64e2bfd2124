/* What the model claims of a history, held against the truth. */
#ifndef BENCH_TIMING_CLAIMS_H
#define BENCH_TIMING_CLAIMS_H

#include "history.h"

typedef struct claims {
    double made;     /* segments of which something is claimed */
    double withheld; /* of which nothing is: hours move too fast */
    double covered;  /* whose interval of the gain has the true one in it */
    double shown;    /* whose interval lies above 0 */
    double falsely;  /* of those, with a true gain of 0 or less */
    double width;    /* sum of widths of intervals */
} claims;

/* Adds what a model of the touches so far claims of every segment with touches. */
void claims_add(history *h, claims *out);

#endif
