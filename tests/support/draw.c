#include "tests/support/draw.h"

#include <math.h>

/* Gaps between successes are geometric. */
double hl_draw_binomial(hl_random *random, double n, double p)
{
    if (p > 0.5)
        return n - hl_draw_binomial(random, n, 1 - p);
    double count = 0, at = 0, scale = log1p(-p);
    while (p > 0) {
        at += 1 + floor(log(1 - hl_base__random_uniform(random)) / scale);
        if (at > n)
            break;
        count++;
    }
    return count;
}

double hl_draw_part(hl_random *random, double n, double share)
{
    return round(n * share + sqrt(n * share * (1 - share)) * hl_base__random_normal(random));
}

void hl_draw_split(hl_random *random, double n, const hl_arm_weight *arms, size_t count,
                   double *out)
{
    double rest = 0;
    for (size_t i = 0; i < count; i++)
        rest += (double)arms[i].weight;
    for (size_t i = 0; i < count; i++) {
        double share = (double)arms[i].weight / rest;
        out[i] = share < 1 ? hl_draw_part(random, n, share) : n;
        n -= out[i];
        rest -= (double)arms[i].weight;
    }
}
