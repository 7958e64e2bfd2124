#include "timing/places.h"

#include <math.h>
#include <stdlib.h>

static bool same_place(const hl_hier_cell *a, const hl_timing_cell *b)
{
    return a->group == b->segment && a->kind == b->kind && a->effect == b->message;
}

hl_status hl_timing__weigh(const hl_timing_counts *counts, int32_t end, double half_life,
                           hl_timing_places *places, hl_error *err)
{
    *places =
        (hl_timing_places){malloc((counts->count + 1) * sizeof *places->cells), 0, counts->segments,
                           counts->messages > 1 ? counts->messages : 0, counts->measure};
    if (places->cells == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < counts->count; i++) {
        const hl_timing_cell *c = &counts->cells[i];
        if (c->day >= end)
            continue;
        double weight = isinf(half_life) ? 1 : exp2(-(end - 1 - c->day) / half_life);
        if (places->count == 0 || !same_place(&places->cells[places->count - 1], c))
            places->cells[places->count++] = (hl_hier_cell){c->segment, c->kind, c->message, 0, 0};
        places->cells[places->count - 1].trials += weight * c->touches;
        places->cells[places->count - 1].events += weight * c->outcomes;
    }
    return HL_OK;
}
