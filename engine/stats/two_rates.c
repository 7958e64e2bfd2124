/* Kahan's difference of products keeps the difference of two nearly equal rates exact to the last
 * digits also for 10^12 users an arm. */
#include "stats/two_rates.h"

#include <math.h>

#include "base/number.h"

/* a b - c d, correct to 1.5 units in the last place (Kahan; Jeannerod, Louvet, Muller 2013). */
static double product_difference(double a, double b, double c, double d)
{
    double w = c * d;
    double error = fma(-c, d, w);
    return fma(a, b, -w) + error;
}

bool hl_stats__rates_empty(const hl_two_rates *rates)
{
    return !(rates->nc > 0 && rates->nt > 0);
}

double hl_stats__rate_difference(const hl_two_rates *r)
{
    if (hl_stats__rates_empty(r))
        return HL_NAN;
    return product_difference(r->xt, r->nc, r->xc, r->nt) / (r->nc * r->nt);
}

double hl_stats__rate_ratio(const hl_two_rates *r)
{
    if (hl_stats__rates_empty(r) || (r->xt <= 0 && r->xc <= 0))
        return HL_NAN;
    if (r->xc <= 0)
        return (double)INFINITY;
    return (r->xt * r->nc) / (r->xc * r->nt);
}

hl_two_rates hl_stats__rates_swapped(const hl_two_rates *r)
{
    return (hl_two_rates){.xc = r->xt, .nc = r->nt, .xt = r->xc, .nt = r->nc};
}

hl_two_rates hl_stats__rates_failed(const hl_two_rates *r)
{
    return (hl_two_rates){.xc = r->nc - r->xc, .nc = r->nc, .xt = r->nt - r->xt, .nt = r->nt};
}
