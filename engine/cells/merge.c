/* Units put into cells, and cells put together with others. */
#include <assert.h>
#include <string.h>

#include "cells/cells.h"

bool hl_cells__spread_add(hl_cell *cell, size_t metric, const hl_i128 *v, int64_t times)
{
    hl_i128 size[2] = {v[1], v[0]};
    return hl_cells__histogram_add(&cell->histograms[metric], v, times) &&
           hl_cells__histogram_add(&cell->sizes[metric], size, times);
}

bool hl_cells__add(hl_cell *cell, size_t metric, const hl_i128 *v, const hl_wide *within,
                   int64_t times)
{
    hl_cells__gram_add(&cell->grams[metric], v, within, times);
    return hl_cells__spread_add(cell, metric, v, times);
}

void hl_cells__lose(hl_cell *cell, size_t metric, hl_lost lost, int64_t times)
{
    hl_gram *gram = &cell->grams[metric];
    *(lost == HL_LOST_BLANK ? &gram->blank : &gram->unread) += times;
}

bool hl_cells__cell_merge(const hl_cells *cells, hl_cell *dst, const hl_cell *src)
{
    bool ok = true;
    for (size_t i = 0; i < HL_COUNTERS; i++)
        dst->counters[i] += src->counters[i];
    for (size_t i = 0; ok && i < cells->metric_count; i++) {
        hl_cells__gram_merge(&dst->grams[i], &src->grams[i], 1);
        ok = hl_cells__histogram_merge(&dst->histograms[i], &src->histograms[i]) &&
             hl_cells__histogram_merge(&dst->delays[i], &src->delays[i]) &&
             hl_cells__histogram_merge(&dst->sizes[i], &src->sizes[i]);
    }
    return ok;
}

static hl_cell *same_cell(hl_cells *dst, const hl_cells *src, const hl_cell *cell)
{
    const hl_map_key *arm = &src->arms.keys[cell->arm];
    const hl_split *split = &src->splits[cell->split];
    uint32_t to_arm = hl_cells__arm(dst, arm->text, arm->length);
    uint32_t to_split = hl_cells__split(dst, split->dimension, split->value, strlen(split->value));
    if (to_arm == HL_MAP_NONE || to_split == HL_MAP_NONE)
        return NULL;
    return hl_cells__at(dst, to_arm, to_split, cell->day);
}

hl_status hl_cells__merge(hl_cells *dst, const hl_cells *src, hl_error *err)
{
    assert(dst->metric_count == src->metric_count);
    for (size_t i = 0; i < src->cell_count; i++) {
        hl_cell *cell = same_cell(dst, src, src->cells[i]);
        if (cell == NULL || !hl_cells__cell_merge(dst, cell, src->cells[i]))
            return hl_error_memory(err);
    }
    dst->rows += src->rows;
    dst->rejected += src->rejected;
    dst->left_out += src->left_out;
    dst->rounded += src->rounded;
    return HL_OK;
}
