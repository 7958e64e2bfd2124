/* ab - cd to the last digits. */
#ifndef HL_STATS_PRODUCT_DIFFERENCE_H
#define HL_STATS_PRODUCT_DIFFERENCE_H

/* Kahan's difference of products with a fused multiply-add: error below 1.5 units in the last
 * place, where a*b - c*d may lose every digit. */
double hl_stats__product_difference(double a, double b, double c, double d);

#endif
