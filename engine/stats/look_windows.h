/* Planned looks that are told by the information at hand: when each is in force, and at which
 * boundary it is read then. */
#ifndef HL_STATS_LOOK_WINDOWS_H
#define HL_STATS_LOOK_WINDOWS_H

#include "stats/group_sequential.h"

typedef struct hl_look_windows {
    size_t looks, count;
    double t[HL_MOST_LOOKS], z[HL_MOST_LOOKS]; /* count points of reading */
    size_t first[HL_MOST_LOOKS];               /* by look: the point at its planned fraction */
} hl_look_windows;

/* Of 1 to HL_MOST_LOOKS planned fractions that rise to 1. z[0] is NaN where there are no
 * boundaries; HL_FAILED: out of memory. */
HL_NODISCARD hl_status hl_stats__look_windows(const double *planned, size_t looks, double alpha,
                                              hl_spending spending, double parameter,
                                              hl_look_windows *out, hl_error *err);
/* The look in force at this fraction of the planned information, from 1; 0 before the first and
 * between two. */
size_t hl_stats__look_in_force(const double *planned, size_t looks, double information);
/* |Z| that the look asks for at this fraction. */
double hl_stats__look_boundary(const hl_look_windows *windows, size_t look, double information);

#endif
