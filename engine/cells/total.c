/* Cells put together: merged with others, or summed over days. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cells/cells.h"

static void add_moments(const hl_cells *cells, hl_cell *dst, const hl_cell *src)
{
    for (size_t i = 0; i < HL_COUNTERS; i++)
        dst->counters[i] += src->counters[i];
    for (size_t i = 0; i < cells->metric_count; i++)
        hl_cells__gram_merge(&dst->grams[i], &src->grams[i], 1);
}

bool hl_cells__cell_merge(const hl_cells *cells, hl_cell *dst, const hl_cell *src)
{
    add_moments(cells, dst, src);
    for (size_t i = 0; i < cells->metric_count; i++)
        if (!hl_cells__histogram_merge(&dst->histograms[i], &src->histograms[i]) ||
            !hl_cells__histogram_merge(&dst->delays[i], &src->delays[i]))
            return false;
    return true;
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
    dst->rounded += src->rounded;
    return HL_OK;
}

static void clear(const hl_cells *cells, hl_cell *cell)
{
    memset(cell->counters, 0, sizeof cell->counters);
    for (size_t i = 0; i < cells->metric_count; i++) {
        hl_gram *gram = &cell->grams[i];
        gram->units = 0;
        gram->within = (hl_wide){{0}};
        memset(gram->sum, 0, gram->width * sizeof *gram->sum);
        memset(gram->product, 0,
               (size_t)gram->width * (gram->width + 1) / 2 * sizeof *gram->product);
    }
}

void hl_cells__total(const hl_cells *cells, uint32_t arm, uint32_t split, int32_t until,
                     hl_cell *out)
{
    clear(cells, out);
    out->arm = arm;
    out->split = split;
    out->day = until;
    for (size_t i = 0; i < cells->cell_count; i++) {
        const hl_cell *cell = cells->cells[i];
        if (cell->arm == arm && cell->split == split && cell->day <= until)
            add_moments(cells, out, cell);
    }
}

bool hl_cells__histogram_total(const hl_cells *cells, uint32_t arm, uint32_t split, int32_t until,
                               size_t metric, hl_histogram *out)
{
    bool ok = true;
    for (size_t i = 0; ok && i < cells->cell_count; i++) {
        const hl_cell *cell = cells->cells[i];
        if (cell->arm == arm && cell->split == split && cell->day <= until)
            ok = hl_cells__histogram_merge(out, &cell->histograms[metric]);
    }
    return ok;
}

bool hl_cells__delay_total(const hl_cells *cells, uint32_t arm, int32_t until, size_t metric,
                           hl_histogram *out)
{
    bool ok = true;
    for (size_t i = 0; ok && i < cells->cell_count; i++) {
        const hl_cell *cell = cells->cells[i];
        if (cell->arm == arm && cell->split == 0 && cell->day <= until)
            ok = hl_cells__histogram_merge(out, &cell->delays[metric]);
    }
    return ok;
}

static int by_day(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a;
    int32_t y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

hl_status hl_cells__days(const hl_cells *cells, hl_arena *arena, int32_t **days, size_t *count,
                         hl_error *err)
{
    int32_t *list = hl_base__arena_array(arena, cells->cell_count, sizeof *list);
    *days = list;
    *count = 0;
    if (list == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < cells->cell_count; i++)
        list[i] = cells->cells[i]->day;
    qsort(list, cells->cell_count, sizeof *list, by_day);
    for (size_t i = 0; i < cells->cell_count; i++)
        if (*count == 0 || list[i] != list[*count - 1])
            list[(*count)++] = list[i];
    return HL_OK;
}
