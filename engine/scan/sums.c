#include "scan/sums.h"

#include <stdlib.h>
#include <string.h>

static bool grow(hl_scan_sums *sums)
{
    size_t count = sums->slot_count == 0 ? 64 : sums->slot_count * 2;
    hl_scan_slot **old = sums->slots;
    hl_scan_slot **slots = calloc(count, sizeof(hl_scan_slot *));
    if (slots == NULL)
        return false;
    size_t old_count = sums->slot_count;
    sums->slots = slots;
    sums->slot_count = count;
    for (size_t i = 0; i < old_count; i++) {
        if (old[i] == NULL)
            continue;
        size_t at = hl_scan__slot_place(sums, old[i]->key);
        while (slots[at] != NULL)
            at = (at + 1) & (count - 1);
        slots[at] = old[i];
    }
    free(old);
    return true;
}

hl_scan_slot *hl_scan__slot_add(hl_scan_sums *sums, uint64_t key)
{
    if (sums->used * 2 >= sums->slot_count && !grow(sums))
        return NULL;
    const hl_scan_layout *layout = sums->layout;
    hl_scan_slot *slot = hl_base__arena_alloc(&sums->arena, sizeof *slot);
    hl_i128 *numbers = hl_base__arena_array(
        &sums->arena, layout->variable_count + layout->pair_count + 1, sizeof *numbers);
    hl_scan_cube *cubes = hl_base__arena_array(&sums->arena, layout->cube_count + 1, sizeof *cubes);
    hl_size_sums *sizes =
        layout->sizes ? hl_base__arena_array(&sums->arena, layout->metric_count, sizeof *sizes)
                      : NULL;
    if (slot == NULL || numbers == NULL || cubes == NULL || (layout->sizes && sizes == NULL))
        return NULL;
    *slot = (hl_scan_slot){key, 0, NULL, numbers, numbers + layout->variable_count, cubes, sizes};
    size_t at = hl_scan__slot_place(sums, key);
    while (sums->slots[at] != NULL)
        at = (at + 1) & (sums->slot_count - 1);
    sums->slots[at] = slot;
    sums->used++;
    return slot;
}

void hl_scan__sums_free(hl_scan_sums *sums)
{
    free(sums->slots);
    hl_base__arena_free(&sums->arena);
}

static hl_i128 power_of_ten(int exponent)
{
    hl_i128 out = 1;
    while (exponent-- > 0)
        out *= 10;
    return out;
}

/* ---- histograms */

static hl_i128 attos_of(const hl_scan_sums *sums, size_t variable, const int64_t *values)
{
    if (variable == HL_SCAN_NONE)
        return power_of_ten(HL_DECIMAL_SCALE);
    return values[variable] * power_of_ten(HL_DECIMAL_SCALE - sums->scale[variable]);
}

static bool find_cell(hl_scan_slot *slot, hl_cells *cells)
{
    if (slot->cell == NULL)
        slot->cell =
            hl_cells__at(cells, (uint32_t)(slot->key >> 32), (uint32_t)slot->key, HL_CELLS_NO_DAY);
    return slot->cell != NULL;
}

static bool add_sizes(hl_scan_sums *sums, hl_scan_slot *slot, const int64_t *values,
                      hl_cells *cells)
{
    const hl_scan_layout *layout = sums->layout;
    for (size_t m = 0; m < layout->metric_count; m++) {
        size_t denominator = layout->metrics[m].denominator;
        if (!cells->sized[m] || denominator == HL_SCAN_NONE)
            continue; /* of size 1, all of them: known from the moments */
        int64_t d = values[denominator];
        int64_t y = values[layout->metrics[m].value];
        hl_scan_size one = {d, 1, y, (hl_i128)y * y};
        if (!hl_scan__sizes_take(&slot->sizes[m], &sums->arena, d, y) &&
            (!find_cell(slot, cells) ||
             !hl_scan__size_add(&one, sums->scale[denominator],
                                sums->scale[layout->metrics[m].value], &slot->cell->sizes[m])))
            return false;
    }
    return true;
}

static bool add_histograms(const hl_scan_sums *sums, hl_scan_slot *slot, const int64_t *values,
                           hl_cells *cells)
{
    const hl_scan_layout *layout = sums->layout;
    if (!find_cell(slot, cells))
        return false;
    for (size_t m = 0; m < layout->metric_count; m++) {
        uint32_t width = cells->histogram_widths[m];
        hl_i128 v[HL_CELLS_MAX_VARIABLES];
        for (uint32_t i = 0; i < width; i++)
            v[i] = i >= 2 + layout->covariate_count
                       ? 0
                       : attos_of(sums,
                                  i == 0   ? layout->metrics[m].value
                                  : i == 1 ? layout->metrics[m].denominator
                                           : layout->covariates[i - 2],
                                  values);
        if (width > 0 && !hl_cells__histogram_add(&slot->cell->histograms[m], v, 1))
            return false;
    }
    return true;
}

bool hl_scan__slot_spread(hl_scan_sums *sums, hl_scan_slot *slot, const int64_t *values,
                          hl_cells *cells)
{
    return (!sums->layout->histograms || add_histograms(sums, slot, values, cells)) &&
           (!sums->layout->sizes || add_sizes(sums, slot, values, cells));
}

/* ---- moments */

/* value^2 (two halves) * |value|, added or taken away. */
static void add_large(hl_scan_cube *cube, int64_t value)
{
    uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    hl_u128 square = (hl_u128)size * size;
    hl_u128 low = (hl_u128)(uint64_t)square * size;
    hl_u128 high = (hl_u128)(uint64_t)(square >> 64) * size;
    hl_u128 sum = low + (high << 64);
    uint64_t top = (uint64_t)(high >> 64) + (sum < low);
    if (value < 0) {
        top = ~top + (sum == 0);
        sum = 0 - sum;
    }
    cube->low += sum;
    cube->high += top + (cube->low < sum);
}

void hl_scan__slot_cubes(hl_scan_slot *slot, const hl_scan_layout *layout, const int64_t *values)
{
    for (size_t i = 0; i < layout->cube_count; i++) {
        int64_t value = values[layout->cubes[i]];
        hl_scan_cube *cube = &slot->cube[i];
        cube->nonzero += value != 0;
        if (value == (int32_t)value)
            cube->small += (hl_i128)(value * value) * value;
        else
            add_large(cube, value);
    }
}

/* A variable of the Gram matrix: one of the layout's, or HL_SCAN_NONE for the constant 1. */
static void add_sum(const hl_scan_sums *sums, const hl_scan_slot *slot, size_t variable,
                    hl_wide *to)
{
    bool one = variable == HL_SCAN_NONE;
    hl_i128 value = one ? slot->units : slot->sum[variable];
    int scale = one ? 0 : sums->scale[variable];
    hl_base__wide_add_product(to, value, power_of_ten(HL_DECIMAL_SCALE - scale));
}

static void add_product(const hl_scan_sums *sums, const hl_scan_slot *slot, size_t a, size_t b,
                        hl_wide *to)
{
    const hl_scan_layout *layout = sums->layout;
    int scale_a = a == HL_SCAN_NONE ? 0 : sums->scale[a];
    int scale_b = b == HL_SCAN_NONE ? 0 : sums->scale[b];
    hl_i128 value = 0;
    if (a == HL_SCAN_NONE)
        value = b == HL_SCAN_NONE ? slot->units : slot->sum[b];
    else if (b == HL_SCAN_NONE || (a == b && layout->variables[a].bit))
        value = slot->sum[a];
    else
        value = slot->pair[hl_scan__pair(layout, a, b)];
    hl_base__wide_add_product(to, value, power_of_ten(2 * HL_DECIMAL_SCALE - scale_a - scale_b));
}

static void add_cube(const hl_scan_sums *sums, const hl_scan_slot *slot, size_t variable,
                     hl_gram *gram)
{
    const hl_scan_layout *layout = sums->layout;
    enum { SCALE = 2 * HL_DECIMAL_SCALE };
    if (layout->variables[variable].bit || !sums->cubing) {
        hl_i128 ones = slot->sum[variable] / power_of_ten(sums->scale[variable]);
        gram->nonzero += (int64_t)ones;
        hl_base__wide_add_product(&gram->cube, ones, power_of_ten(SCALE));
        return;
    }
    const hl_scan_cube *cube = &slot->cube[layout->cube_of[variable]];
    uint64_t fill = cube->high >> 63 != 0 ? UINT64_MAX : 0;
    hl_wide sum = {
        {(uint64_t)cube->low, (uint64_t)(cube->low >> 64), cube->high, fill, fill, fill}};
    hl_base__wide_add_i128(&sum, cube->small);
    hl_wide unit = {{0}};
    hl_base__wide_add_i128(&unit, power_of_ten(SCALE - 3 * sums->scale[variable]));
    sum = hl_base__wide_multiply(&sum, &unit);
    hl_base__wide_add(&gram->cube, &sum);
    gram->nonzero += cube->nonzero;
}

/* Sizes that were gathered, and those of metrics per touch whose rows are a unit each. */
static bool flush_sizes(const hl_scan_sums *sums, hl_scan_slot *slot, size_t metric, hl_cell *cell)
{
    const hl_scan_layout *layout = sums->layout;
    const hl_scan_metric *m = &layout->metrics[metric];
    int scale = sums->scale[m->value];
    if (m->denominator != HL_SCAN_NONE)
        return hl_scan__sizes_flush(&slot->sizes[metric], sums->scale[m->denominator], scale,
                                    &cell->sizes[metric]);
    bool bit = layout->variables[m->value].bit;
    hl_scan_size all = {1, slot->units, slot->sum[m->value],
                        bit ? slot->sum[m->value]
                            : slot->pair[hl_scan__pair(layout, m->value, m->value)]};
    return hl_scan__size_add(&all, 0, scale, &cell->sizes[metric]);
}

static void flush_metric(const hl_scan_sums *sums, const hl_scan_slot *slot, size_t metric,
                         hl_gram *gram)
{
    const hl_scan_layout *layout = sums->layout;
    size_t sources[HL_CELLS_MAX_VARIABLES] = {layout->metrics[metric].value,
                                              layout->metrics[metric].denominator};
    for (size_t k = 0; k < layout->covariate_count; k++)
        sources[2 + k] = layout->covariates[k];
    gram->units += slot->units;
    /* a row that lacks a covariate is not here, so what says so stays 0 */
    size_t count = gram->width - layout->covariate_count;
    hl_wide *product = gram->product;
    for (size_t i = 0; i < count; i++, product += layout->covariate_count) {
        add_sum(sums, slot, sources[i], &gram->sum[i]);
        for (size_t j = i; j < count; j++, product++)
            add_product(sums, slot, sources[i], sources[j], product);
    }
    add_cube(sums, slot, layout->metrics[metric].value, gram);
}

static bool flush_slot(const hl_scan_sums *sums, hl_scan_slot *slot, hl_cells *cells)
{
    const hl_scan_layout *layout = sums->layout;
    hl_cell *cell =
        hl_cells__at(cells, (uint32_t)(slot->key >> 32), (uint32_t)slot->key, HL_CELLS_NO_DAY);
    if (cell == NULL)
        return false;
    cell->counters[HL_COUNT_ENROLLED] += slot->units;
    cell->counters[HL_COUNT_TOUCHES] += slot->units;
    for (size_t m = 0; m < layout->metric_count; m++) {
        flush_metric(sums, slot, m, &cell->grams[m]);
        if (cells->sized[m] && !flush_sizes(sums, slot, m, cell))
            return false;
    }
    slot->units = 0;
    memset(slot->cube, 0, layout->cube_count * sizeof *slot->cube);
    memset(slot->sum, 0, (layout->variable_count + layout->pair_count) * sizeof *slot->sum);
    return true;
}

hl_status hl_scan__sums_flush(hl_scan_sums *sums, hl_cells *cells, hl_error *err)
{
    for (size_t i = 0; i < sums->slot_count; i++)
        if (sums->slots[i] != NULL && sums->slots[i]->units > 0 &&
            !flush_slot(sums, sums->slots[i], cells))
            return hl_error_memory(err);
    return HL_OK;
}
