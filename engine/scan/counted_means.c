#include "scan/counted_means.h"

#include <stdlib.h>
#include <string.h>

#include "base/written_number.h"
#include "scan/amount_columns.h"
#include "scan/result.h"

typedef struct counted_row {
    uint64_t value;
    double units;
} counted_row;

static int by_value(const void *a, const void *b)
{
    const counted_row *x = a, *y = b;
    return (x->value > y->value) - (x->value < y->value);
}

static bool is_counted(const hl_scan_layout *layout, size_t metric)
{
    return layout->count != HL_SCAN_NONE &&
           layout->outline.metrics[metric].kind == HL_METRIC_MEAN &&
           layout->metrics[metric].square == HL_SCAN_NONE;
}

bool hl_scan__counts_means(const hl_scan_layout *layout)
{
    for (size_t m = 0; m < layout->metric_count; m++)
        if (is_counted(layout, m))
            return true;
    return false;
}

/* How many units a row counts; 0: it cannot be read. */
static double units_of(const hl_scan *scan, const hl_sampled_row *row, hl_record *record)
{
    const double one = 1e18;
    const hl_scan_layout *layout = &scan->layout;
    hl_written_number number = {.attos = 0};
    hl_scan__sampled_record(scan, row, record);
    const hl_field *field =
        record->failed ? NULL
                       : hl_scan__sampled_field(scan, row, record, layout->names[layout->count]);
    bool read = field != NULL && hl_base__written_number(field->data, field->length, '.', false,
                                                         &number) <= HL_NUMBER_ROUNDED;
    return read && number.attos > 0 ? (double)number.attos / one * row->count : 0;
}

static void count_repeated(counted_row *rows, size_t count, hl_counted_values *to)
{
    qsort(rows, count, sizeof *rows, by_value);
    for (size_t i = 0; i < count; i++) {
        bool again = (i > 0 && rows[i - 1].value == rows[i].value) ||
                     (i + 1 < count && rows[i + 1].value == rows[i].value);
        to->rows++;
        to->units += rows[i].units;
        to->repeated += again ? rows[i].units : 0;
    }
}

static bool gather_metric(hl_scan *scan, const hl_sampled_table *table, size_t column,
                          counted_row *rows, hl_counted_values *to)
{
    const uint64_t *values = hl_scan__sampled_column(table, column);
    hl_record record = {0};
    size_t count = 0;
    for (size_t i = 0; i < table->rows && !record.failed; i++) {
        double units = units_of(scan, table->of[i], &record);
        if (values[i] > HL_CELL_ABSENT && units > 0)
            rows[count++] = (counted_row){values[i], units};
    }
    bool good = !record.failed;
    hl_rows__record_free(&record);
    count_repeated(rows, count, to);
    return good;
}

hl_status hl_scan__gather_counted(hl_scan *scan, hl_sampled_table *table, hl_error *err)
{
    const hl_scan_layout *layout = &scan->layout;
    if (layout->count == HL_SCAN_NONE || table->rows == 0)
        return HL_OK;
    hl_status status = hl_scan__sampled_cells(table, scan, err);
    counted_row *rows = calloc(table->rows, sizeof *rows);
    scan->counted =
        hl_base__arena_array(&scan->arena, layout->metric_count + 1, sizeof *scan->counted);
    if (status == HL_OK && (rows == NULL || scan->counted == NULL))
        status = hl_error_memory(err);
    for (size_t m = 0; status == HL_OK && m < layout->metric_count; m++) {
        size_t column = is_counted(layout, m) ? hl_scan__amount_column(scan, table, m) : SIZE_MAX;
        if (column == SIZE_MAX)
            continue;
        hl_counted_values *to = &scan->counted[scan->counted_count++];
        to->metric = m;
        if (!gather_metric(scan, table, column, rows, to))
            status = hl_error_memory(err);
    }
    free(rows);
    return status;
}

bool hl_scan__take_counted(const hl_scan *scan, hl_cells *cells)
{
    if (scan->counted_count == 0)
        return true;
    cells->counted =
        hl_base__arena_array(&cells->arena, scan->counted_count, sizeof *cells->counted);
    if (cells->counted == NULL)
        return false;
    memcpy(cells->counted, scan->counted, scan->counted_count * sizeof *cells->counted);
    cells->counted_count = scan->counted_count;
    return true;
}
