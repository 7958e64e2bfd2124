/* The project's own model as a policy, and its cheap rival: the same fit that takes its maximum. */
#include <math.h>
#include <stdlib.h>

#include "policies.h"
#include "timing/half_life.h"
#include "timing/tally.h"

enum { DRAWS = 400 };

static double half_life_now(const history *h, int32_t end, double half_life)
{
    hl_timing_staleness s = {.half_life = half_life};
    if (isnan(half_life) && hl_timing__choose_half_life(&h->counts, end, &s, NULL))
        abort();
    return s.half_life;
}

/* Fits what is known by now, from the last fit on. */
hl_timing_curves *curves_now(history *h, double half_life)
{
    hl_timing_curves *before = h->memory, *curves;
    hl_timing_places places;
    int32_t end = DAYS_A_ROUND * h->round;
    hl_timing__order(&h->counts);
    hl_hier_variances start = before ? before->fit->variances : hl_stats__hier_start();
    if (hl_timing__weigh(&h->counts, end, half_life_now(h, end, half_life), &places, NULL) ||
        hl_timing__fit(&places, &start, HL_TIMING_ROUNDS, before, &curves, NULL))
        abort();
    free(places.cells);
    hl_timing__curves_free(before);
    return h->memory = curves;
}

static void choose(history *h, const policy *p, size_t draws, double spread, int *slot)
{
    hl_timing_curves *curves = curves_now(h, p->half_life);
    int legal[SLOTS], count = world_legal(legal);
    static double share[SEGMENTS_MOST][SLOTS];
    size_t kinds[SLOTS];
    for (int i = 0; i < count; i++)
        kinds[i] = kind_of(legal[i]);
    for (int g = 0; g < h->w->segments; g++)
        if (hl_timing__tally(curves, (size_t)g, kinds, (size_t)count,
                             hl_base__random_next(&h->random), draws, spread, share[g], NULL))
            abort();
    for (int u = 0; u < h->w->users; u++) {
        double at = hl_base__random_uniform(&h->random);
        int i = 0;
        while (i < count - 1 && (at -= share[h->w->segment[u]][i]) >= 0)
            i++;
        slot[u] = legal[i];
    }
}

void choose_model(history *h, const policy *p, int *slot)
{
    choose(h, p, DRAWS, p->spread, slot);
}

void choose_hierarchical_greedy(history *h, const policy *p, int *slot)
{
    choose(h, p, 1, 0, slot);
}
