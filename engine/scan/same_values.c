#include "scan/same_values.h"

#include "scan/amount_columns.h"
#include "scan/result.h"

enum { MOST_COMPARED = 64 };

static bool is_amount(uint64_t value)
{
    return value > HL_CELL_ABSENT && value != hl_scan__zero();
}

/* The unit whose rows are from `begin` to before `end`. */
static void count_unit(const hl_sampled_table *table, const uint64_t *values, size_t begin,
                       size_t end, hl_scan_unit_counts *to)
{
    size_t amounts = 0;
    bool same = false;
    for (size_t i = begin; i < end; i++) {
        if (!is_amount(values[i]))
            continue;
        amounts += table->of[i]->count;
        same = same || table->of[i]->count > 1;
        for (size_t k = i + 1; !same && k < end && k - i < MOST_COMPARED; k++)
            same = values[k] == values[i];
    }
    to->with += amounts > 0;
    to->several += amounts > 1;
    to->same += same;
}

static void count_column(const hl_sampled_table *table, const uint64_t *values,
                         hl_scan_unit_counts *by_arm)
{
    size_t end = 0;
    for (size_t begin = 0; begin < table->rows; begin = end) {
        const hl_sampled_row *first = table->of[begin];
        for (end = begin; end < table->rows; end++)
            if (table->of[end]->key != first->key ||
                table->of[end]->experiment != first->experiment)
                break;
        count_unit(table, values, begin, end, &by_arm[first->arm]);
    }
}

hl_status hl_scan__gather_same_values(hl_scan *scan, hl_sampled_table *table, hl_error *err)
{
    hl_scan_same_values *to = &scan->same_values;
    size_t metrics = scan->layout.metric_count;
    if (table->unit == SIZE_MAX || table->rows == 0)
        return HL_OK;
    hl_status status = hl_scan__sampled_cells(table, scan, err);
    to->arms = scan->sampled_arms.count;
    to->metrics = hl_base__arena_array(&scan->arena, metrics + 1, sizeof *to->metrics);
    to->of = hl_base__arena_array(&scan->arena, (metrics + 1) * (to->arms + 1), sizeof *to->of);
    if (status != HL_OK || to->metrics == NULL || to->of == NULL)
        return status != HL_OK ? status : hl_error_memory(err);
    for (size_t m = 0; m < metrics; m++) {
        size_t column = hl_scan__amount_column(scan, table, m);
        bool seen = column == SIZE_MAX;
        for (size_t k = 0; k < to->count && !seen; k++)
            seen = hl_scan__amount_column(scan, table, to->metrics[k]) == column;
        if (seen)
            continue;
        count_column(table, hl_scan__sampled_column(table, column), &to->of[to->count * to->arms]);
        to->metrics[to->count++] = m;
    }
    return HL_OK;
}

/* ---- cells */

bool hl_scan__same_values_init(const hl_scan *scan, hl_cells *cells, size_t arms)
{
    const hl_scan_same_values *from = &scan->same_values;
    hl_arena *arena = &cells->arena;
    if (from->count == 0)
        return true;
    cells->same_values = hl_base__arena_array(arena, from->count, sizeof *cells->same_values);
    for (size_t i = 0; cells->same_values != NULL && i < from->count; i++) {
        hl_same_values *to = &cells->same_values[cells->same_value_count++];
        to->metric = from->metrics[i];
        to->with = hl_base__arena_array(arena, arms, sizeof *to->with);
        to->several = hl_base__arena_array(arena, arms, sizeof *to->several);
        to->same = hl_base__arena_array(arena, arms, sizeof *to->same);
        if (to->with == NULL || to->several == NULL || to->same == NULL)
            return false;
    }
    return cells->same_values != NULL;
}

void hl_scan__take_same_values(const hl_scan *scan, uint32_t from, size_t arm, hl_cells *cells)
{
    const hl_scan_same_values *own = &scan->same_values;
    for (size_t i = 0; from < own->arms && i < cells->same_value_count; i++) {
        const hl_scan_unit_counts *counts = &own->of[i * own->arms + from];
        cells->same_values[i].with[arm] = counts->with;
        cells->same_values[i].several[arm] = counts->several;
        cells->same_values[i].same[arm] = counts->same;
    }
}
