/* Gauss-Legendre nodes laid over an interval in panels. */
#ifndef HL_STATS_QUADRATURE_H
#define HL_STATS_QUADRATURE_H

#include <stddef.h>

typedef double (*hl_integrand)(double x, const void *context);

/* The integral of f over [low, high] by 16 points on each of `panels` equal panels. */
double hl_stats__integral(hl_integrand f, const void *context, double low, double high, int panels);

/* 16 nodes on each of equal panels over an interval. They are made as they are asked for, so there
 * is nothing to allocate and nothing to free. */
typedef struct hl_nodes {
    size_t count; /* 0: the interval is empty */
    double low, half_panel;
} hl_nodes;

typedef struct hl_node {
    double x;
    double weight; /* the sum of weight * f(x) approximates the integral */
} hl_node;

enum { HL_NODES_MOST = 16 * 1024 };

/* Enough panels of at most `width` over [low, high]; at most HL_NODES_MOST nodes. */
hl_nodes hl_stats__nodes(double low, double high, double width);
/* i < nodes->count */
hl_node hl_stats__node(const hl_nodes *nodes, size_t i);

/* Nodes for E f(S), S = sqrt(chi2_df / df), where f may fall off as fast as
 * exp(-reach^2 S^2 / 2): weights hold the density. df = INFINITY gives the one node S = 1. No
 * nodes: so few df (about 0.04) that no double holds the tail. */
typedef struct hl_chi_nodes {
    hl_nodes scale; /* in sqrt(S); below 2 df in log S */
    double df;
} hl_chi_nodes;

hl_chi_nodes hl_stats__chi_nodes(double df, double reach);
/* i < nodes->root.count */
hl_node hl_stats__chi_node(const hl_chi_nodes *nodes, size_t i);

#endif
