/* Chandrupatla, T. R. (1997), A new hybrid quadratic/bisection algorithm for finding the zero of a
 * nonlinear function without using derivatives, Advances in Engineering Software 28:145-149.
 *
 * Inverse quadratic interpolation where it is safe, bisection elsewhere, so the number of steps is
 * bounded whatever the function does. Steps at which a value is infinite are bisections. */
#include "stats/root.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include "base/number.h"

typedef struct bracket {
    double a, fa; /* the newest point */
    double b, fb; /* the other side of the root */
    double c, fc; /* the point before */
} bracket;

/* Where between a (0) and b (1) to look next. */
static double next_fraction(const bracket *k)
{
    if (!isfinite(k->fa) || !isfinite(k->fb) || !isfinite(k->fc) || k->c == k->b)
        return 0.5;
    double xi = (k->a - k->b) / (k->c - k->b);
    double phi = (k->fa - k->fb) / (k->fc - k->fb);
    if (!(phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi))
        return 0.5;
    return k->fa / (k->fb - k->fa) * k->fc / (k->fb - k->fc) +
           (k->c - k->a) / (k->b - k->a) * k->fa / (k->fc - k->fa) * k->fb / (k->fc - k->fb);
}

static void move(bracket *k, double x, double fx)
{
    if ((fx > 0) == (k->fa > 0)) {
        k->c = k->a, k->fc = k->fa;
    } else {
        k->c = k->b, k->fc = k->fb;
        k->b = k->a, k->fb = k->fa;
    }
    k->a = x, k->fa = fx;
}

double hl_stats__root(hl_root_function function, void *context, double a, double fa, double b,
                      double fb)
{
    if (fa == 0 || fb == 0)
        return fa == 0 ? a : b;
    if (!((fa > 0) != (fb > 0)) || isnan(fa) || isnan(fb))
        return HL_NAN;
    bracket k = {.a = a, .fa = fa, .b = b, .fb = fb, .c = b, .fc = fb};
    double fraction = 0.5;
    for (int step = 0; step < 300; step++) {
        double x = k.a + fraction * (k.b - k.a);
        double fx = function(x, context);
        if (fx == 0)
            return x;
        if (isnan(fx))
            return HL_NAN;
        move(&k, x, fx);
        double best = fabs(k.fa) < fabs(k.fb) ? k.a : k.b;
        double least = 2 * DBL_EPSILON * fabs(best) + DBL_MIN;
        double width = fabs(k.b - k.a);
        if (width <= 2 * least)
            return best;
        fraction = fmin(fmax(next_fraction(&k), least / width), 1 - least / width);
    }
    return k.a;
}

double hl_stats__root_outward(hl_root_function function, void *context, double from, double f_from,
                              double end, double first)
{
    const double longer = 1.5;
    double inside = from, at_inside = f_from, part = first;
    while (inside != from + (end - from)) {
        part = fmin(1, part * longer);
        double outside = from + part * (end - from), at = function(outside, context);
        if (at >= 0)
            return hl_stats__root(function, context, inside, at_inside, outside, at);
        inside = outside;
        at_inside = at;
    }
    return HL_NAN;
}
