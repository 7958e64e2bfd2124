#include "scan/arm_amounts.h"

#include <stdlib.h>
#include <string.h>

#include "base/written_number.h"
#include "scan/number_marks.h"
#include "scan/result.h"

/* ---- reading */

static bool read_value(const hl_scan *scan, const hl_sampled_row *row, const hl_record *record,
                       size_t variable, hl_i128 *out)
{
    const hl_scan_layout *layout = &scan->layout;
    const hl_field *field =
        hl_scan__sampled_field(scan, row, record, layout->names[layout->variables[variable].field]);
    hl_written_number number;
    if (field == NULL)
        return false;
    char mark = field->kind == HL_FIELD_NUMBER ? '.' : hl_scan__mark(scan, row->file, variable);
    bool read = hl_base__written_number(field->data, field->length, mark,
                                        scan->spec.decimal != '\0', &number) <= HL_NUMBER_ROUNDED;
    *out = number.attos;
    return read && number.attos != 0;
}

/* Whole where the number is. */
static double number_of(hl_i128 attos)
{
    const hl_i128 one = 1000000000000000000;
    hl_i128 whole = attos / one, rest = attos % one;
    return (double)whole + (double)rest / (double)one;
}

static void gather_row(hl_scan *scan, const hl_sampled_row *row, const hl_record *record)
{
    hl_scan_amounts *to = &scan->amounts;
    for (size_t v = 0; v < scan->layout.variable_count; v++) {
        hl_i128 value = 0;
        if ((scan->layout.watched >> v & 1) != 0 && read_value(scan, row, record, v, &value))
            to->of[to->count++] =
                (hl_scan_amount){number_of(value), (uint32_t)v, row->arm, row->count};
    }
}

static int by_value(const void *a, const void *b)
{
    const hl_scan_amount *x = a, *y = b;
    return (x->value > y->value) - (x->value < y->value);
}

hl_status hl_scan__gather_amounts(hl_scan *scan, const hl_sampled_table *table, hl_error *err)
{
    hl_record record = {0};
    size_t variables = (size_t)__builtin_popcountll(scan->layout.watched);
    if (table->rows == 0 || variables == 0)
        return HL_OK;
    scan->amounts.of = calloc(table->rows * variables, sizeof *scan->amounts.of);
    for (size_t i = 0; scan->amounts.of != NULL && i < table->rows && !record.failed; i++) {
        hl_scan__sampled_record(scan, table->of[i], &record);
        gather_row(scan, table->of[i], &record);
    }
    bool good = scan->amounts.of != NULL && !record.failed;
    hl_rows__record_free(&record);
    if (!good)
        return hl_error_memory(err);
    qsort(scan->amounts.of, scan->amounts.count, sizeof *scan->amounts.of, by_value);
    return HL_OK;
}

/* ---- cells */

/* The first metric that reads the column. */
static size_t metric_of(const hl_scan_layout *layout, size_t variable)
{
    size_t m = 0;
    while (m < layout->metric_count && layout->metrics[m].value != variable &&
           layout->metrics[m].denominator != variable)
        m++;
    return m;
}

bool hl_scan__amounts_init(const hl_scan *scan, hl_cells *cells, size_t arms)
{
    size_t variables = (size_t)__builtin_popcountll(scan->layout.watched);
    if (scan->amounts.count == 0)
        return true;
    cells->amounts = hl_base__arena_array(&cells->arena, variables, sizeof *cells->amounts);
    if (cells->amounts == NULL)
        return false;
    for (size_t v = 0; v < scan->layout.variable_count; v++) {
        if ((scan->layout.watched >> v & 1) == 0)
            continue;
        hl_arm_amounts *to = &cells->amounts[cells->amount_count++];
        to->metric = metric_of(&scan->layout, v);
        to->of = hl_base__arena_array(&cells->arena, arms, sizeof(hl_amount *));
        to->counts = hl_base__arena_array(&cells->arena, arms, sizeof *to->counts);
        if (to->of == NULL || to->counts == NULL)
            return false;
    }
    return true;
}

static bool take_variable(const hl_scan *scan, uint32_t from, size_t variable, size_t arm,
                          hl_cells *cells, hl_arm_amounts *to)
{
    const hl_scan_amounts *all = &scan->amounts;
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++)
        count += all->of[i].arm == from && all->of[i].variable == variable;
    to->of[arm] = hl_base__arena_array(&cells->arena, count + 1, sizeof *to->of[arm]);
    if (to->of[arm] == NULL)
        return false;
    for (size_t i = 0; i < all->count; i++) {
        const hl_scan_amount *a = &all->of[i];
        if (a->arm == from && a->variable == variable)
            to->of[arm][to->counts[arm]++] = (hl_amount){a->value, a->times};
    }
    return true;
}

bool hl_scan__take_amounts(const hl_scan *scan, const char *name, size_t arm, hl_cells *cells)
{
    uint32_t from = hl_base__map_find(&scan->sampled_arms, name, strlen(name));
    size_t at = 0;
    if (from == HL_MAP_NONE || cells->amounts == NULL)
        return true;
    for (size_t v = 0; v < scan->layout.variable_count; v++)
        if ((scan->layout.watched >> v & 1) != 0 &&
            !take_variable(scan, from, v, arm, cells, &cells->amounts[at++]))
            return false;
    return true;
}
