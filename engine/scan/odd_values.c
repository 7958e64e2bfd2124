#include "scan/odd_values.h"

#include <stdlib.h>
#include <string.h>

#include "base/wide.h"
#include "scan/fixed_number.h"
#include "scan/result.h"

void hl_scan__odd_values_free(hl_scan_odd_values *all)
{
    for (size_t i = 0; i < all->count; i++)
        hl_scan__left_out_free(&all->of[i].rows);
    for (size_t v = 0; v < HL_SCAN_ODD_COLUMNS; v++)
        hl_scan__left_out_free(&all->valued[v]);
    all->count = 0;
}

/* ---- reading */

/* Rows of the number; NULL: there are too many numbers. */
static hl_left_rows *rows_of(hl_scan_odd_values *all, size_t variable, hl_i128 value)
{
    size_t i = 0;
    while (i < all->count && (all->of[i].variable != variable || all->of[i].value != value))
        i++;
    if (i == HL_SCAN_MOST_ODD)
        return NULL;
    if (i == all->count) {
        all->of[i].variable = variable;
        all->of[i].value = value;
        all->count++;
    }
    return &all->of[i].rows;
}

static bool add_row(hl_scan_worker *worker, hl_left_rows *to, uint32_t arm)
{
    const hl_map_key *key = &worker->cells->arms.keys[arm];
    if (to == NULL || hl_scan__left_out_add(to, key->text, key->length, 1))
        return true;
    (void)hl_error_memory(&worker->err);
    return false;
}

bool hl_scan__see_unusual(hl_scan_worker *worker, uint32_t arm, uint64_t unusual)
{
    const hl_i128 one = 1000000000000000000;
    for (size_t v = 0; unusual >> v != 0; v++) {
        int64_t value = worker->values[v];
        hl_i128 attos = value * (one / hl_scan__tens[worker->sums.scale[v]]);
        hl_usual_range *range = &worker->ranges[v];
        if ((unusual >> v & 1) == 0)
            continue;
        if (hl_base__may_stand_in(attos)) {
            if (!add_row(worker, rows_of(&worker->odd_values, v, attos), arm))
                return false;
            continue;
        }
        hl_base__usual_add(&worker->odd_values.usual[v], attos);
        if (value < range->low) {
            range->width += (uint64_t)range->low - (uint64_t)value;
            range->low = value;
        } else
            range->width = (uint64_t)value - (uint64_t)range->low;
    }
    return true;
}

bool hl_scan__see_values(hl_scan_worker *worker, uint32_t arm, const hl_i128 *values)
{
    const hl_i128 one = 1000000000000000000;
    bool paid = false;
    const hl_scan_layout *layout = worker->layout;
    hl_scan_odd_values *all = &worker->odd_values;
    for (size_t v = 0; v < layout->variable_count; v++) {
        if (values[v] == 0 || (layout->watched >> v & 1) == 0)
            continue;
        bool may = hl_base__may_stand_in(values[v]);
        paid = paid || values[v] != one;
        if (!may)
            hl_base__usual_add(&all->usual[v], values[v]);
        if ((layout->unit != HL_SCAN_NONE && !add_row(worker, &all->valued[v], arm)) ||
            (may && !add_row(worker, rows_of(all, v, values[v]), arm)))
            return false;
    }
    worker->paid = paid;
    return true;
}

/* ---- all workers */

bool hl_scan__odd_values_merge(hl_scan_odd_values *to, const hl_scan_odd_values *from)
{
    bool good = true;
    for (size_t v = 0; v < HL_SCAN_ODD_COLUMNS && good; v++) {
        if (from->usual[v].any) {
            hl_base__usual_add(&to->usual[v], from->usual[v].least);
            hl_base__usual_add(&to->usual[v], from->usual[v].largest);
        }
        good = hl_scan__left_out_merge(&to->valued[v], &from->valued[v]);
    }
    for (size_t i = 0; i < from->count && good; i++) {
        hl_left_rows *rows = rows_of(to, from->of[i].variable, from->of[i].value);
        good = rows == NULL || hl_scan__left_out_merge(rows, &from->of[i].rows);
    }
    return good;
}

/* ---- cells */

/* The first metric that reads the column; whether it is what it counts. */
static size_t metric_of(const hl_scan_layout *layout, size_t variable, bool *value)
{
    size_t m = 0;
    while (m < layout->metric_count && layout->metrics[m].value != variable &&
           layout->metrics[m].denominator != variable)
        m++;
    *value = m < layout->metric_count && layout->metrics[m].value == variable;
    return m;
}

/* Values of the arm that are not 0; of a divisor all. */
static int64_t values_of(const hl_scan *scan, size_t place, size_t variable)
{
    const hl_scan_layout *layout = &scan->layout;
    uint32_t arm = scan->arms[place];
    bool value = false;
    size_t m = metric_of(layout, variable, &value);
    int64_t units = 0;
    if (layout->unit != HL_SCAN_NONE)
        return hl_scan__left_out_of(&scan->odd_values->valued[variable],
                                    hl_cells__arm_name(scan->all, arm));
    for (size_t i = scan->starts[arm]; i < scan->starts[arm + 1]; i++) {
        const hl_cell *cell = scan->sorted[i].cell;
        if (cell->split == 0 || scan->all->splits[cell->split].dimension == 0)
            units += value ? cell->grams[m].nonzero : cell->grams[m].units;
    }
    return units;
}

static bool is_found(const hl_scan_odd_values *all, size_t i)
{
    return hl_base__stands_in(all->of[i].value, &all->usual[all->of[i].variable]);
}

bool hl_scan__odd_values_init(hl_scan *scan, hl_cells *cells, size_t arms)
{
    const hl_scan_odd_values *all = scan->odd_values;
    char text[HL_WIDE_TEXT];
    bool value = false;
    cells->stand_ins =
        hl_base__arena_array(&cells->arena, all->count + 1, sizeof *cells->stand_ins);
    if (cells->stand_ins == NULL)
        return false;
    for (size_t i = 0; i < all->count; i++) {
        hl_wide wide = {{0}};
        if (!is_found(all, i))
            continue;
        hl_stand_in *to = &cells->stand_ins[cells->stand_in_count++];
        hl_base__wide_add_i128(&wide, all->of[i].value);
        to->metric = metric_of(&scan->layout, all->of[i].variable, &value);
        to->value =
            hl_base__arena_string(&cells->arena, hl_base__wide_decimal_text(&wide, 18, text));
        to->by_arm = hl_base__arena_array(&cells->arena, arms, sizeof *to->by_arm);
        to->of = hl_base__arena_array(&cells->arena, arms, sizeof *to->of);
        if (to->value == NULL || to->by_arm == NULL || to->of == NULL)
            return false;
    }
    return true;
}

void hl_scan__take_odd_values(const hl_scan *scan, size_t place, size_t arm, hl_cells *cells)
{
    const hl_scan_odd_values *all = scan->odd_values;
    const char *name = hl_cells__arm_name(scan->all, scan->arms[place]);
    size_t to = 0;
    for (size_t i = 0; i < all->count; i++) {
        if (!is_found(all, i))
            continue;
        cells->stand_ins[to].by_arm[arm] = hl_scan__left_out_of(&all->of[i].rows, name);
        cells->stand_ins[to++].of[arm] = values_of(scan, place, all->of[i].variable);
    }
}
