/* lgamma_r is older than C99 and in every C library, but in no standard: it must be asked for. */
#define _DEFAULT_SOURCE 1
#include "stats/log_gamma.h"

#include <math.h>

double hl_stats__log_gamma(double x)
{
    int sign = 0;
    return lgamma_r(x, &sign);
}
