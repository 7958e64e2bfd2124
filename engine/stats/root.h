/* A root of a function inside a bracket, to the last digits. */
#ifndef HL_STATS_ROOT_H
#define HL_STATS_ROOT_H

typedef double (*hl_root_function)(double x, void *context);

/* A root between a and b (either order), where fa = f(a) and fb = f(b) have opposite signs (a zero
 * counts; infinities are fine). Relative accuracy of a few units in the last place of the root.
 * NaN when the signs agree. At a jump across zero it returns the jump. */
double hl_stats__root(hl_root_function function, void *context, double a, double fa, double b,
                      double fb);

/* The root that is nearest to `from` on the way to `end`: steps outward, the first a part `first`
 * of the way, each next one half as long again, until the sign is not that of f_from any more;
 * f_from is below 0. NaN when it never is. */
double hl_stats__root_outward(hl_root_function function, void *context, double from, double f_from,
                              double end, double first);

#endif
