#include "scan/dated_values.h"

#include <string.h>

#include "scan/result.h"

/* Each row is a unit, and the metric is a mean of them. */
static bool are_units(const hl_scan *scan)
{
    const hl_scan_layout *layout = &scan->layout;
    return layout->unit == HL_SCAN_NONE && layout->count == HL_SCAN_NONE &&
           layout->metric_count > 0 && layout->metrics[0].denominator == HL_SCAN_NONE;
}

bool hl_scan__dated_values_init(const hl_scan *scan, hl_cells *cells, size_t arms)
{
    const hl_scan_days *days = &scan->days;
    hl_arena *arena = &cells->arena;
    if (!are_units(scan) || days->column_count == 0)
        return true;
    cells->dated_values =
        hl_base__arena_array(arena, days->column_count, sizeof *cells->dated_values);
    if (cells->dated_values == NULL)
        return false;
    for (size_t i = 0; i < days->column_count; i++) {
        if (!days->complete[i])
            continue;
        hl_dated_values *to = &cells->dated_values[cells->dated_value_count++];
        to->column = hl_base__arena_string(arena, days->columns[i]);
        to->of = hl_base__arena_array(arena, arms, sizeof(hl_day_values *));
        to->counts = hl_base__arena_array(arena, arms, sizeof *to->counts);
        if (to->column == NULL || to->of == NULL || to->counts == NULL)
            return false;
    }
    return true;
}

static bool take_column(const hl_scan_days *all, size_t column, uint32_t from, size_t arm,
                        hl_cells *cells, hl_dated_values *to)
{
    size_t count = 0;
    for (size_t k = 0; k < all->count; k++)
        count += all->of[k].column == column && all->of[k].arm == from;
    to->of[arm] = hl_base__arena_array(&cells->arena, count + 1, sizeof *to->of[arm]);
    for (size_t k = 0; to->of[arm] != NULL && k < all->count; k++) {
        const hl_scan_dated *d = &all->of[k];
        if (d->column == column && d->arm == from)
            to->of[arm][to->counts[arm]++] = (hl_day_values){d->day, d->n, d->sum, d->squares};
    }
    return to->of[arm] != NULL;
}

bool hl_scan__take_dated_values(const hl_scan *scan, uint32_t from, size_t arm, hl_cells *cells)
{
    size_t at = 0;
    for (size_t i = 0; cells->dated_value_count > 0 && i < scan->days.column_count; i++)
        if (scan->days.complete[i] &&
            !take_column(&scan->days, i, from, arm, cells, &cells->dated_values[at++]))
            return false;
    return true;
}
