#include "cells/cell_index.h"

#include <stdlib.h>
#include <string.h>

static int by_arm_and_day(const void *a, const void *b)
{
    const hl_cell *x = *(const hl_cell *const *)a;
    const hl_cell *y = *(const hl_cell *const *)b;
    if (x->arm != y->arm)
        return x->arm < y->arm ? -1 : 1;
    return (x->day > y->day) - (x->day < y->day);
}

/* Counted into their splits, then sorted within each. */
static void sort_cells(const hl_cells *cells, hl_cell_index *index)
{
    size_t splits = cells->split_names.count;
    size_t *starts = index->starts;
    for (size_t i = 0; i < cells->cell_count; i++)
        starts[cells->cells[i]->split + 1]++;
    for (size_t s = 0; s < splits; s++)
        starts[s + 1] += starts[s];
    for (size_t i = 0; i < cells->cell_count; i++)
        index->order[starts[cells->cells[i]->split]++] = cells->cells[i];
    /* each start has moved to where the next one was */
    memmove(starts + 1, starts, splits * sizeof *starts);
    starts[0] = 0;
    for (size_t s = 0; s < splits; s++)
        if (starts[s + 1] - starts[s] > 1)
            qsort(index->order + starts[s], starts[s + 1] - starts[s], sizeof(const hl_cell *),
                  by_arm_and_day);
}

/* The first of the rising days that is not before this one. */
static size_t place_of_day(const hl_cell_index *index, int32_t day)
{
    size_t low = 0;
    size_t high = index->day_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (index->days[middle] < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool add_day(hl_cell_index *index, hl_arena *arena, int32_t day, size_t *capacity)
{
    size_t at = place_of_day(index, day);
    if (at < index->day_count && index->days[at] == day)
        return true;
    if (index->day_count == *capacity) {
        *capacity = *capacity == 0 ? 64 : *capacity * 2;
        int32_t *days = hl_base__arena_array(arena, *capacity, sizeof *days);
        if (days == NULL)
            return false;
        if (index->day_count > 0)
            memcpy(days, index->days, index->day_count * sizeof *days);
        index->days = days;
    }
    memmove(index->days + at + 1, index->days + at, (index->day_count - at) * sizeof *index->days);
    index->days[at] = day;
    index->day_count++;
    return true;
}

hl_status hl_cells__index(const hl_cells *cells, hl_arena *arena, hl_cell_index *out, hl_error *err)
{
    size_t capacity = 0;
    *out = (hl_cell_index){
        .order = hl_base__arena_array(arena, cells->cell_count, sizeof(const hl_cell *)),
        .starts =
            hl_base__arena_array(arena, (size_t)cells->split_names.count + 1, sizeof *out->starts)};
    if (out->order == NULL || out->starts == NULL)
        return hl_error_memory(err);
    sort_cells(cells, out);
    for (size_t i = 0; i < cells->cell_count; i++)
        if (!add_day(out, arena, cells->cells[i]->day, &capacity))
            return hl_error_memory(err);
    return HL_OK;
}

hl_cell_run hl_cells__split_run(const hl_cell_index *index, uint32_t split)
{
    size_t start = index->starts[split];
    return (hl_cell_run){index->order + start, index->starts[split + 1] - start};
}

/* How many cells of the run come before this arm and day. */
static size_t before(hl_cell_run run, uint32_t arm, int32_t day)
{
    size_t low = 0;
    size_t high = run.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const hl_cell *cell = run.cells[middle];
        if (cell->arm < arm || (cell->arm == arm && cell->day < day))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

hl_cell_run hl_cells__run(const hl_cell_index *index, uint32_t arm, uint32_t split, int32_t first,
                          int32_t last)
{
    hl_cell_run run = hl_cells__split_run(index, split);
    size_t from = before(run, arm, first);
    size_t to = last == INT32_MAX ? before(run, arm + 1, INT32_MIN) : before(run, arm, last + 1);
    return (hl_cell_run){run.cells + from, to > from ? to - from : 0};
}

int64_t hl_cells__run_count(hl_cell_run run, hl_cells_counter counter)
{
    int64_t sum = 0;
    for (size_t i = 0; i < run.count; i++)
        sum += run.cells[i]->counters[counter];
    return sum;
}

void hl_cells__run_gram(hl_cell_run run, size_t metric, hl_gram *out)
{
    out->units = out->nonzero = out->no_nonzero = out->no_cube = 0;
    out->within = out->cube = (hl_wide){{0}};
    memset(out->sum, 0, out->width * sizeof *out->sum);
    memset(out->product, 0, (size_t)out->width * (out->width + 1) / 2 * sizeof *out->product);
    for (size_t i = 0; i < run.count; i++)
        hl_cells__gram_merge(out, &run.cells[i]->grams[metric], 1);
}

bool hl_cells__run_histogram(hl_cell_run run, size_t metric, hl_histogram *out)
{
    bool ok = true;
    for (size_t i = 0; ok && i < run.count; i++)
        ok = hl_cells__histogram_merge(out, &run.cells[i]->histograms[metric]);
    return ok;
}

bool hl_cells__run_sizes(hl_cell_run run, size_t metric, hl_histogram *out)
{
    bool ok = true;
    for (size_t i = 0; ok && i < run.count; i++)
        ok = hl_cells__histogram_merge(out, &run.cells[i]->sizes[metric]);
    return ok;
}

bool hl_cells__run_delays(hl_cell_run run, size_t metric, hl_histogram *out)
{
    bool ok = true;
    for (size_t i = 0; ok && i < run.count; i++)
        ok = hl_cells__histogram_merge(out, &run.cells[i]->delays[metric]);
    return ok;
}
