/* The project's own model as a policy, and its cheap rival: the same fit that takes its maximum. */
#include <stdlib.h>

#include "policies.h"
#include "timing/tally.h"

enum { DRAWS = 400 };

/* Fits what is known by now, from the last fit on. */
hl_timing_model *model_now(history *h, double half_life)
{
    hl_timing_model *before = h->memory, *model;
    hl_timing__order(&h->counts);
    if (hl_timing__fit(&h->counts, DAYS_A_ROUND * h->round - 1, half_life, before, &model, NULL))
        abort();
    hl_timing__model_free(before);
    return h->memory = model;
}

static void choose(history *h, const policy *p, size_t draws, double spread, int *slot)
{
    hl_timing_model *model = model_now(h, p->half_life);
    int legal[SLOTS], count = world_legal(legal);
    static double share[SEGMENTS_MOST][SLOTS];
    size_t kinds[SLOTS];
    for (int i = 0; i < count; i++)
        kinds[i] = kind_of(legal[i]);
    for (int g = 0; g < h->w->segments; g++)
        if (hl_timing__tally(model, (size_t)g, kinds, (size_t)count,
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
