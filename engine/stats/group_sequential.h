/* Planned looks: boundaries on Z that hold the level over all of them. */
#ifndef HL_STATS_GROUP_SEQUENTIAL_H
#define HL_STATS_GROUP_SEQUENTIAL_H

#include <stddef.h>

#include "hookline/design.h"
#include "hookline/error.h"

enum { HL_MOST_LOOKS = 200 };

/* Type I error spent by information fraction t in (0, 1], one side of level alpha. */
double hl_stats__spent(hl_spending spending, double parameter, double t, double alpha);

/* Those that follow a walk over the looks need memory for it: HL_FAILED only when there is none.
 * HL_OK with NaN is no answer: fractions that do not rise in (0, 1], more than HL_MOST_LOOKS looks,
 * a level or a spending that is none. */

/* Lan-DeMets boundaries z[looks] at rising fractions t[looks]: two symmetric sides of alpha/2 each,
 * or one upper side of alpha. A look that may spend nothing gets INFINITY. */
HL_NODISCARD hl_status hl_stats__lan_demets(const double *t, size_t looks, double alpha, int sides,
                                            hl_spending spending, double parameter, double *z,
                                            hl_error *err);

typedef enum hl_classic { HL_CLASSIC_POCOCK, HL_CLASSIC_OBF } hl_classic;

/* Equally spaced looks with z_k = C (Pocock) or C sqrt(K/k) (O'Brien-Fleming), two-sided. Fills
 * z[looks] and *c. */
HL_NODISCARD hl_status hl_stats__classic_boundary(hl_classic type, size_t looks, double alpha,
                                                  double *z, double *c, hl_error *err);

/* First crossings of symmetric two-sided (or one upper) boundaries when E[Z_k] = theta sqrt(t_k):
 * up[looks], down[looks] (may be NULL) and their total probability. */
HL_NODISCARD hl_status hl_stats__crossing(const double *t, const double *z, size_t looks, int sides,
                                          double theta, double *up, double *down, double *total,
                                          hl_error *err);

/* Stagewise-ordering inference at the look `stop` (from 0) where Z = z_stop was seen: two-sided p,
 * median-unbiased estimate of theta and its interval. z holds the boundaries of looks 0..stop-1. */
typedef struct hl_stagewise {
    double p;
    double theta, low, high;
} hl_stagewise;

HL_NODISCARD hl_status hl_stats__stagewise(const double *t, const double *z, size_t stop,
                                           double z_stop, double conf, hl_stagewise *out,
                                           hl_error *err);

#endif
