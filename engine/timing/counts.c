#include "timing/counts.h"

#include <stdlib.h>

static int compare(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int by_key(const void *a, const void *b)
{
    const hl_timing_cell *x = a, *y = b;
    int order = compare(x->segment, y->segment);
    if (order == 0)
        order = compare(x->kind, y->kind);
    if (order == 0)
        order = compare(x->message, y->message);
    return order != 0 ? order : (x->day > y->day) - (x->day < y->day);
}

/* ... and, so that sums come out alike, by what is summed. */
static int by_all(const void *a, const void *b)
{
    const hl_timing_cell *x = a, *y = b;
    int order = by_key(a, b);
    if (order == 0)
        order = (x->touches > y->touches) - (x->touches < y->touches);
    return order != 0 ? order : (x->outcomes > y->outcomes) - (x->outcomes < y->outcomes);
}

void hl_timing__order(hl_timing_counts *counts)
{
    if (counts->count == 0)
        return;
    qsort(counts->cells, counts->count, sizeof *counts->cells, by_all);
    hl_timing_cell *last = counts->cells;
    for (size_t i = 1; i < counts->count; i++) {
        const hl_timing_cell *cell = &counts->cells[i];
        if (by_key(last, cell) == 0) {
            last->touches += cell->touches;
            last->outcomes += cell->outcomes;
        } else {
            *++last = *cell;
        }
    }
    counts->count = (size_t)(last - counts->cells) + 1;
}
