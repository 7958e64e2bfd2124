/* Gauss-Legendre nodes laid over an interval in panels. */
#ifndef HL_STATS_QUADRATURE_H
#define HL_STATS_QUADRATURE_H

#include <stddef.h>

typedef double (*hl_integrand)(double x, const void *context);

/* The integral of f over [low, high] by 16 points on each of `panels` equal panels. */
double hl_stats__integral(hl_integrand f, const void *context, double low, double high, int panels);

typedef struct hl_nodes {
    size_t count;
    double *x;
    double *weight; /* sum of weight * f(x) approximates the integral */
} hl_nodes;

/* 16 nodes on each of enough panels of at most `width` over [low, high]; at most 1024 panels.
 * Zeroed (count 0) when out of memory or the interval is empty. Free with hl_stats__nodes_free. */
hl_nodes hl_stats__nodes(double low, double high, double width);
void hl_stats__nodes_free(hl_nodes *nodes);

/* Nodes and weights for E f(S), S = sqrt(chi2_df / df), where f may fall off as fast as
 * exp(-reach^2 S^2 / 2): weights hold the density. df = INFINITY gives the one node S = 1. */
hl_nodes hl_stats__chi_nodes(double df, double reach);

#endif
