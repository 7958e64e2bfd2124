#include "scan/order_lines.h"

#include <stdio.h>
#include <xxhash.h>

#include "base/number.h"
#include "base/wide.h"
#include "scan/known_columns.h"
#include "scan/result.h"

enum { ENOUGH = 30, MOST_COMPARED = 64 };

static uint64_t digest_of_zero(void)
{
    const hl_i128 zero = 0;
    return XXH3_64bits(&zero, sizeof zero);
}

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

/* Whether lines of one order nearly all have one value, and orders do not: items of one price, as
 * shops of few prices have, say nothing. */
static bool repeats_total(const hl_sampled_table *table, size_t order, size_t value,
                          hl_scan_order_lines *out)
{
    const double nearly_all = 0.95, few = 0.2;
    const uint64_t *orders = hl_scan__sampled_column(table, order);
    const uint64_t *values = hl_scan__sampled_column(table, value);
    const uint64_t zero = digest_of_zero();
    size_t count = 0;
    for (size_t i = 1; i < table->rows; i++) {
        size_t before = orders[i] > HL_CELL_ABSENT ? line_before(table, orders, i) : i;
        if (before == i || values[i] <= HL_CELL_ABSENT || values[i] == zero)
            continue;
        out->pairs++;
        if (values[i] == values[before])
            table->scratch[count++] = values[i];
    }
    out->alike = (double)count;
    if (count < ENOUGH || out->alike < nearly_all * out->pairs)
        return false;
    double all = out->alike * (out->alike - 1) / 2;
    return hl_scan__pairs_alike(table->scratch, count) <= few * all;
}

static bool judge_column(hl_scan *scan, const hl_sampled_table *table, size_t order)
{
    const hl_scan_layout *layout = &scan->layout;
    for (size_t m = 0; m < layout->metric_count; m++) {
        const hl_scan_variable *variable = &layout->variables[layout->metrics[m].value];
        int column = hl_rows__column(scan->files[0], layout->names[variable->field]);
        hl_scan_order_lines found = {.pairs = 0};
        if (variable->bit || column < 0 || (size_t)column >= table->columns ||
            (size_t)column == order || !repeats_total(table, order, (size_t)column, &found))
            continue;
        found.order = hl_rows__column_name(scan->files[0], order);
        found.value = layout->names[variable->field];
        scan->order_lines = found;
        return true;
    }
    return false;
}

hl_status hl_scan__gather_order_lines(hl_scan *scan, hl_sampled_table *table, hl_error *err)
{
    bool found = false;
    if (table->unit == SIZE_MAX || table->rows == 0)
        return HL_OK;
    hl_status status = hl_scan__sampled_cells(table, scan, err);
    for (size_t c = 0; status == HL_OK && c < table->columns && !found; c++)
        if (c != table->unit && hl_scan__names_order(hl_rows__column_name(scan->files[0], c)))
            found = judge_column(scan, table, c);
    return status;
}

void hl_scan__warn_order_lines(const hl_scan *scan, hl_problems *problems)
{
    const hl_scan_order_lines *of = &scan->order_lines;
    char message[500], share[HL_NUMBER_TEXT];
    if (problems == NULL || of->value == NULL)
        return;
    (void)snprintf(message, sizeof message,
                   "'%.80s' is the same on all lines of one '%.80s' (%s %% of those looked at): "
                   "an order's total, it seems, which is summed once for each line; give one row "
                   "an order",
                   of->value, of->order,
                   hl_base__number_significant(100 * of->alike / of->pairs, 3, share));
    hl_problems_add(
        problems,
        &(hl_problem){.severity = HL_PROBLEM_WARNING, .file = scan->spec.path, .message = message});
}
