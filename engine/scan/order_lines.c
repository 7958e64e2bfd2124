#include "scan/order_lines.h"

#include "scan/amount_columns.h"
#include "scan/known_columns.h"
#include "scan/result.h"

enum { ENOUGH = 30, MOST_COMPARED = 64 };

/* The line before row i of the same order of the same user; i: there is none. */
static size_t line_before(const hl_sampled_table *table, const uint64_t *orders, size_t i)
{
    for (size_t k = i; k > 0 && i - k < MOST_COMPARED; k--)
        if (table->of[k - 1]->key != table->of[i]->key)
            break;
        else if (orders[k - 1] == orders[i])
            return k - 1;
    return i;
}

/* A line with an order and an amount. */
static bool is_line(const uint64_t *orders, const uint64_t *values, size_t i)
{
    return orders[i] > HL_CELL_ABSENT && values[i] > HL_CELL_ABSENT && values[i] != hl_scan__zero();
}

/* Whether lines of one order nearly all have one value, and orders do not: items of one price, as
 * shops of few prices have, say nothing. */
static bool repeats_total(const hl_sampled_table *table, const uint64_t *orders,
                          const uint64_t *values)
{
    const double nearly_all = 0.95, few = 0.2;
    size_t count = 0, pairs = 0;
    for (size_t i = 1; i < table->rows; i++) {
        size_t before = is_line(orders, values, i) ? line_before(table, orders, i) : i;
        if (before == i)
            continue;
        pairs++;
        if (values[i] == values[before])
            table->scratch[count++] = values[i];
    }
    double alike = (double)count;
    if (count < ENOUGH || alike < nearly_all * (double)pairs)
        return false;
    return hl_scan__pairs_alike(table->scratch, count) <= few * alike * (alike - 1) / 2;
}

/* Lines by order: scratch has how many the order of a line has so far. */
static hl_status count_lines(hl_scan *scan, const hl_sampled_table *table, const uint64_t *orders,
                             const uint64_t *values, hl_error *err)
{
    hl_scan_order_lines *to = &scan->order_lines;
    to->arms = scan->sampled_arms.count;
    to->orders = hl_base__arena_array(&scan->arena, to->arms + 1, sizeof *to->orders);
    to->lines = hl_base__arena_array(&scan->arena, to->arms + 1, sizeof *to->lines);
    to->squares = hl_base__arena_array(&scan->arena, to->arms + 1, sizeof *to->squares);
    if (to->orders == NULL || to->lines == NULL || to->squares == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < table->rows; i++) {
        const hl_sampled_row *row = table->of[i];
        table->scratch[i] = 0;
        if (!is_line(orders, values, i))
            continue;
        size_t place = line_before(table, orders, i);
        double before = place == i ? 0 : (double)table->scratch[place];
        double now = before + row->count;
        table->scratch[i] = (uint64_t)now;
        to->orders[row->arm] += before == 0 ? 1 : 0;
        to->lines[row->arm] += row->count;
        to->squares[row->arm] += now * now - before * before;
    }
    return HL_OK;
}

static hl_status judge_column(hl_scan *scan, const hl_sampled_table *table, size_t order,
                              hl_error *err)
{
    const hl_scan_layout *layout = &scan->layout;
    const uint64_t *orders = hl_scan__sampled_column(table, order);
    for (size_t m = 0; m < layout->metric_count; m++) {
        size_t column = hl_scan__amount_column(scan, table, m);
        if (column == SIZE_MAX || column == order ||
            !repeats_total(table, orders, hl_scan__sampled_column(table, column)))
            continue;
        scan->order_lines.order =
            hl_base__arena_string(&scan->arena, hl_rows__column_name(scan->files[0], order));
        if (scan->order_lines.order == NULL)
            return hl_error_memory(err);
        scan->order_lines.metric = m;
        return count_lines(scan, table, orders, hl_scan__sampled_column(table, column), err);
    }
    return HL_OK;
}

hl_status hl_scan__gather_order_lines(hl_scan *scan, hl_sampled_table *table, hl_error *err)
{
    if (table->unit == SIZE_MAX || table->rows == 0)
        return HL_OK;
    hl_status status = hl_scan__sampled_cells(table, scan, err);
    for (size_t c = 0; status == HL_OK && c < table->columns && scan->order_lines.order == NULL;
         c++)
        if (c != table->unit && hl_scan__names_order(hl_rows__column_name(scan->files[0], c)))
            status = judge_column(scan, table, c, err);
    return status;
}

/* ---- cells */

bool hl_scan__order_lines_init(const hl_scan *scan, hl_cells *cells, size_t arms)
{
    hl_order_lines *to = &cells->order_lines;
    if (scan->order_lines.order == NULL)
        return true;
    to->metric = scan->order_lines.metric;
    to->order = hl_base__arena_string(&cells->arena, scan->order_lines.order);
    to->orders = hl_base__arena_array(&cells->arena, arms, sizeof *to->orders);
    to->lines = hl_base__arena_array(&cells->arena, arms, sizeof *to->lines);
    to->squares = hl_base__arena_array(&cells->arena, arms, sizeof *to->squares);
    return to->order != NULL && to->orders != NULL && to->lines != NULL && to->squares != NULL;
}

void hl_scan__take_order_lines(const hl_scan *scan, uint32_t from, size_t arm, hl_cells *cells)
{
    const hl_scan_order_lines *own = &scan->order_lines;
    hl_order_lines *to = &cells->order_lines;
    if (to->order == NULL || from >= own->arms)
        return;
    to->orders[arm] = own->orders[from];
    to->lines[arm] = own->lines[from];
    to->squares[arm] = own->squares[from];
}
