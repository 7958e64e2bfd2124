/* A look is in force from its planned fraction t_k on, for a quarter of the way to the next one,
 * the last without end. Whoever reads every day reads it several times, so the error is spent (Lan
 * & DeMets 1983) over points of reading t_k = s_1 < ... < s_m in every window, as if each were a
 * look; at a fraction between two points the boundary is that of the earlier one, which is no lower
 * where the spending is O'Brien and Fleming's. Read once, a plan of five looks so spends 4.7 of 5 %
 * by that, 4.5 by Pocock's, and loses 0.7 and 1.6 points of power; tests/proof/prove_planning.c
 * reads it 200 times. */
#include "stats/look_windows.h"

#include "base/number.h"

#define IN_FORCE 0.25
#define ROUNDING 1e-9
enum { MOST_POINTS = 6 };

static void add_window(const double *planned, size_t k, size_t points, hl_look_windows *out)
{
    double width = IN_FORCE * (planned[k + 1] - planned[k]);
    for (size_t j = 1; j < points; j++)
        out->t[out->count++] = planned[k] + width * (double)j / (double)(points - 1);
}

hl_status hl_stats__look_windows(const double *planned, size_t looks, double alpha,
                                 hl_spending spending, double parameter, hl_look_windows *out,
                                 hl_error *err)
{
    size_t points = HL_MOST_LOOKS / looks < MOST_POINTS ? HL_MOST_LOOKS / looks : MOST_POINTS;
    out->looks = looks;
    out->count = 0;
    for (size_t k = 0; k < looks; k++) {
        out->first[k] = out->count;
        out->t[out->count++] = planned[k];
        if (k + 1 < looks)
            add_window(planned, k, points, out);
    }
    return hl_stats__lan_demets(out->t, out->count, alpha, 2, spending, parameter, out->z, err);
}

size_t hl_stats__look_in_force(const double *planned, size_t looks, double information)
{
    size_t reached = 0;
    while (reached < looks && information >= planned[reached] - ROUNDING)
        reached++;
    if (reached == 0 || reached == looks)
        return reached;
    double from = planned[reached - 1], to = planned[reached];
    return information < from + IN_FORCE * (to - from) ? reached : 0;
}

double hl_stats__look_boundary(const hl_look_windows *w, size_t look, double information)
{
    size_t at = w->first[look - 1];
    size_t end = look < w->looks ? w->first[look] : at + 1;
    while (at + 1 < end && w->t[at + 1] <= information + ROUNDING)
        at++;
    return w->z[at];
}
