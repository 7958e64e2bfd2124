/* Planned looks: boundaries on Z that hold the level over all of them. */
#ifndef HL_STATS_GROUP_SEQUENTIAL_H
#define HL_STATS_GROUP_SEQUENTIAL_H

#include <stddef.h>

enum { HL_MOST_LOOKS = 200 };

typedef enum hl_spending {
    HL_SPEND_OBF,
    HL_SPEND_POCOCK,
    HL_SPEND_POWER,
    HL_SPEND_HSD
} hl_spending;

/* Type I error spent by information fraction t in (0, 1], one side of level alpha. */
double hl_stats__spent(hl_spending spending, double parameter, double t, double alpha);
/* HL_SPEND_* of "obf", "pocock", "power", "hsd"; -1 for another name. */
int hl_stats__spending_from_name(const char *name);

/* Lan-DeMets boundaries z[looks] at rising fractions t[looks]: two symmetric sides of alpha/2 each,
 * or one upper side of alpha. A look that may spend nothing gets INFINITY. Fills z; returns 0, or
 * -1 when the input cannot be or memory ran out (z all NaN). */
int hl_stats__lan_demets(const double *t, size_t looks, double alpha, int sides,
                         hl_spending spending, double parameter, double *z);

typedef enum hl_classic { HL_CLASSIC_POCOCK, HL_CLASSIC_OBF } hl_classic;

/* Equally spaced looks with z_k = C (Pocock) or C sqrt(K/k) (O'Brien-Fleming), two-sided. Fills z
 * and returns C. */
double hl_stats__classic_boundary(hl_classic type, size_t looks, double alpha, double *z);

/* First crossings of symmetric two-sided (or one upper) boundaries when E[Z_k] = theta sqrt(t_k).
 * down may be NULL when sides is 1. Returns the total probability; NaN on error. */
double hl_stats__crossing(const double *t, const double *z, size_t looks, int sides, double theta,
                          double *up, double *down);

/* Stagewise-ordering inference at the look `stop` (from 0) where Z = z_stop was seen: two-sided p,
 * median-unbiased estimate of theta and its interval. z holds the boundaries of looks 0..stop-1. */
typedef struct hl_stagewise {
    double p;
    double theta, low, high;
} hl_stagewise;

hl_stagewise hl_stats__stagewise(const double *t, const double *z, size_t stop, double z_stop,
                                 double conf);

#endif
