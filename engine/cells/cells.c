#include "cells/cells.h"
#include "design/traits.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *hl_cells_counter_name(hl_cells_counter counter)
{
    static const char *const names[] = {
        "enrolled",     "touches",       "planned",        "sent",          "delivered",
        "events",       "before_touch",  "outside_window", "unknown_touch", "two_arms",
        "wrong_arm",    "fast_clicks",   "duplicates",     "no_covariate",  "left_out",
        "refused",      "value_due",     "value_blank",    "early",         "early_month",
        "early_months", "early_year",    "early_long",     "within",        "after",
        "months_after", "beside_months", "again",          "several",       "same_value",
        "nearly_again", "touch_minute",  "arm_after"};
    static_assert(sizeof names / sizeof names[0] == HL_COUNTERS, "a name for every counter");
    return (size_t)counter < HL_COUNTERS ? names[(size_t)counter] : NULL;
}

void hl_cells_free(hl_cells *cells)
{
    if (cells == NULL)
        return;
    hl_base__map_free(&cells->arms);
    hl_base__map_free(&cells->split_names);
    hl_base__map_free(&cells->index);
    free(cells->splits);
    free(cells->cells);
    hl_base__arena_free(&cells->arena);
    free(cells);
}

/* A quantile needs y alone (and its square, to know a bucket of one value); clipped means need y
 * with everything that it is multiplied by. */
static uint32_t histogram_width(const hl_metric *metric, size_t width)
{
    if (metric->winsorize > 0)
        return (uint32_t)width;
    return metric->kind == HL_METRIC_QUANTILE ? 1 : 0;
}

static bool take_shape(hl_cells *cells, const hl_design *design)
{
    size_t width = 2 + 2 * design->covariate_count;
    size_t count = design->metric_count;
    assert(width <= HL_CELLS_MAX_VARIABLES);
    cells->metric_count = count;
    cells->arm_count = design->arm_count;
    cells->dimension_count = design->dimension_count;
    cells->widths = hl_base__arena_array(&cells->arena, count, sizeof *cells->widths);
    cells->histogram_widths =
        hl_base__arena_array(&cells->arena, count, sizeof *cells->histogram_widths);
    cells->delayed = hl_base__arena_array(&cells->arena, count, sizeof *cells->delayed);
    cells->sized = hl_base__arena_array(&cells->arena, count, sizeof *cells->sized);
    cells->rates = hl_base__arena_array(&cells->arena, count, sizeof *cells->rates);
    cells->unit_rows = hl_base__arena_array(&cells->arena, count, sizeof *cells->unit_rows);
    if (cells->widths == NULL || cells->histogram_widths == NULL || cells->delayed == NULL ||
        cells->sized == NULL || cells->rates == NULL || cells->unit_rows == NULL)
        return false;
    for (size_t i = 0; i < count; i++) {
        cells->widths[i] = (uint32_t)width;
        cells->histogram_widths[i] = histogram_width(&design->metrics[i], width);
        cells->delayed[i] = design->metrics[i].event != NULL;
        cells->rates[i] = hl_design__metric_kind_traits[design->metrics[i].kind].is_rate;
        cells->unit_rows[i] =
            design->metrics[i].kind != HL_METRIC_RATIO && design->metrics[i].per == HL_PER_UNIT;
        cells->sized[i] = !cells->unit_rows[i] && design->metrics[i].kind != HL_METRIC_QUANTILE;
    }
    for (size_t i = 0; i < design->arm_count; i++) {
        const char *name = design->arms[i].name;
        if (hl_cells__arm(cells, name, strlen(name)) == HL_MAP_NONE)
            return false;
    }
    return hl_cells__split(cells, UINT32_MAX, "", 0) == 0;
}

hl_cells *hl_cells__new(const hl_design *design)
{
    hl_cells *cells = calloc(1, sizeof *cells);
    if (cells == NULL || take_shape(cells, design))
        return cells;
    hl_cells_free(cells);
    return NULL;
}

uint32_t hl_cells__arm(hl_cells *cells, const char *name, size_t length)
{
    return hl_base__map_intern(&cells->arms, name, length);
}

const char *hl_cells__arm_name(const hl_cells *cells, uint32_t arm)
{
    return cells->arms.keys[arm].text;
}

static bool room_for_split(hl_cells *cells)
{
    if (cells->split_names.count < cells->split_capacity)
        return true;
    size_t capacity = cells->split_capacity == 0 ? 16 : cells->split_capacity * 2;
    hl_split *splits = realloc(cells->splits, capacity * sizeof *splits);
    if (splits == NULL)
        return false;
    cells->splits = splits;
    cells->split_capacity = capacity;
    return true;
}

/* "12\x1f" without the cost of a format: this runs for every unit. Returns the length. */
static size_t put_dimension(char *key, uint32_t dimension)
{
    char digits[10];
    size_t count = 0;
    size_t length = 0;
    do {
        digits[count++] = (char)('0' + dimension % 10);
        dimension /= 10;
    } while (dimension > 0);
    while (count > 0)
        key[length++] = digits[--count];
    key[length++] = '\x1f';
    return length;
}

/* "dimension\x1fvalue"; "" for the split that is all. */
static uint32_t intern_split(hl_cells *cells, uint32_t dimension, const char *value, size_t length,
                             size_t *prefix)
{
    char small[256];
    *prefix = 0;
    if (dimension == UINT32_MAX)
        return hl_base__map_intern(&cells->split_names, "", 0);
    char *key = length + 16 <= sizeof small ? small : malloc(length + 16);
    if (key == NULL)
        return HL_MAP_NONE;
    *prefix = put_dimension(key, dimension);
    memcpy(key + *prefix, value, length);
    uint32_t index = hl_base__map_intern(&cells->split_names, key, *prefix + length);
    if (key != small)
        free(key);
    return index;
}

uint32_t hl_cells__split(hl_cells *cells, uint32_t dimension, const char *value, size_t length)
{
    if (!room_for_split(cells))
        return HL_MAP_NONE;
    size_t prefix = 0;
    uint32_t index = intern_split(cells, dimension, value, length, &prefix);
    if (index != HL_MAP_NONE)
        cells->splits[index] = (hl_split){dimension, cells->split_names.keys[index].text + prefix};
    return index;
}

static bool make_gram(hl_gram *gram, uint32_t width, hl_arena *arena)
{
    gram->width = width;
    gram->sum = hl_base__arena_array(arena, width, sizeof(hl_wide));
    gram->product = hl_base__arena_array(arena, (size_t)width * (width + 1) / 2, sizeof(hl_wide));
    return gram->sum != NULL && gram->product != NULL;
}

hl_cell *hl_cells__scratch(const hl_cells *cells, hl_arena *arena)
{
    size_t count = cells->metric_count;
    hl_cell *cell = hl_base__arena_alloc(arena, sizeof *cell);
    hl_gram *grams = hl_base__arena_array(arena, count, sizeof *grams);
    hl_histogram *histograms = hl_base__arena_array(arena, 3 * count, sizeof *histograms);
    if (cell == NULL || grams == NULL || histograms == NULL)
        return NULL;
    cell->grams = grams;
    cell->histograms = histograms;
    cell->delays = histograms + count;
    cell->sizes = histograms + 2 * count;
    for (size_t i = 0; i < count; i++) {
        if (!make_gram(&grams[i], cells->widths[i], arena))
            return NULL;
        histograms[i] = hl_cells__no_values(cells, i, arena);
        cell->delays[i].arena = cells->delayed[i] ? arena : NULL;
        cell->sizes[i] = hl_cells__no_sizes(cells->sized[i] ? arena : NULL);
    }
    return cell;
}

typedef struct cell_key {
    uint32_t arm, split;
    int32_t day;
} cell_key;

const hl_cell *hl_cells__find(const hl_cells *cells, uint32_t arm, uint32_t split, int32_t day)
{
    cell_key key = {arm, split, day};
    uint32_t index = hl_base__map_find(&cells->index, (const char *)&key, sizeof key);
    return index == HL_MAP_NONE ? NULL : cells->cells[index];
}

static bool room_for_cell(hl_cells *cells)
{
    if (cells->cell_count < cells->cell_capacity)
        return true;
    size_t capacity = cells->cell_capacity == 0 ? 64 : cells->cell_capacity * 2;
    hl_cell **list = realloc(cells->cells, capacity * sizeof(hl_cell *));
    if (list == NULL)
        return false;
    cells->cells = list;
    cells->cell_capacity = capacity;
    return true;
}

hl_cell *hl_cells__at(hl_cells *cells, uint32_t arm, uint32_t split, int32_t day)
{
    cell_key key = {arm, split, day};
    uint32_t index = hl_base__map_find(&cells->index, (const char *)&key, sizeof key);
    if (index != HL_MAP_NONE)
        return cells->cells[index];
    hl_cell *cell = room_for_cell(cells) ? hl_cells__scratch(cells, &cells->arena) : NULL;
    if (cell == NULL ||
        hl_base__map_intern(&cells->index, (const char *)&key, sizeof key) == HL_MAP_NONE)
        return NULL;
    cell->arm = arm;
    cell->split = split;
    cell->day = day;
    cells->cells[cells->cell_count++] = cell;
    return cell;
}
