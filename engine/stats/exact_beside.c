#include "stats/exact_beside.h"

#include <math.h>

#include "base/number.h"
#include "stats/boschloo.h"
#include "stats/fisher.h"
#include "stats/unconditional.h"

bool hl_stats__counts_small(const hl_two_rates *r)
{
    double rate = (r->xc + r->xt) / (r->nc + r->nt);
    return fmin(rate, 1 - rate) * fmin(r->nc, r->nt) < HL_SMALL_COUNT;
}

bool hl_stats__exact_is_boschloo(const hl_two_rates *r)
{
    return hl_stats__unconditional_quick(r);
}

hl_status hl_stats__exact_beside(const hl_two_rates *r, double *p, hl_error *err)
{
    *p = HL_NAN;
    if (hl_stats__exact_is_boschloo(r))
        return hl_stats__boschloo_central(r, p, err);
    *p = hl_stats__fisher(r).p_two;
    return HL_OK;
}
