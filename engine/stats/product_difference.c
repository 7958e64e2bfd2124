/* Jeannerod, Louvet & Muller (2013), Further analysis of Kahan's algorithm for the accurate
 * computation of 2x2 determinants. fma() is exact by the C standard, in hardware or not. */
#include "stats/product_difference.h"

#include <math.h>

double hl_stats__product_difference(double a, double b, double c, double d)
{
    double cd = c * d;
    double error = fma(-c, d, cd);
    return fma(a, b, -cd) + error;
}
