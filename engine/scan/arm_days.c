#include "scan/arm_days.h"

#include <stdlib.h>
#include <string.h>

#include "base/moment.h"
#include "base/spelling.h"
#include "base/written_number.h"
#include "scan/known_columns.h"
#include "scan/number_marks.h"
#include "scan/result.h"

/* ---- columns of dates */

/* yyyymmdd, and milliseconds since 1970; other numbers are more likely ids. */
static bool is_written_so(const char *text, size_t length)
{
    enum { DAY = 8, MILLISECONDS = 13 };
    return length == DAY || length == MILLISECONDS || hl_base__is_date_like(text, length);
}

static bool read_day(const hl_field *field, hl_date_order order, int32_t *day)
{
    const char *text = field->data;
    size_t length = field->length;
    int64_t at = 0, offset = 0;
    hl_time_fault fault = HL_TIME_FINE;
    hl_time_style style = {.order = order};
    hl_base__trim(&text, &length);
    if (!is_written_so(text, length) ||
        hl_base__time_read_offset(&style, text, length, &at, &offset, &fault) == HL_TIME_INVALID)
        return false;
    *day = (int32_t)hl_base__civil_day_of(at + offset);
    return hl_time_is_usual(at);
}

/* What a column's cells are like: filled ones, and those that are dates with the day (the month)
 * first. */
typedef struct dates_seen {
    size_t filled, days_first, months_first;
} dates_seen;

static void see(const hl_field *field, dates_seen *to)
{
    int32_t day = 0;
    if (field == NULL || hl_base__is_blank(field->data, field->length))
        return;
    to->filled++;
    to->days_first += read_day(field, HL_DATE_ORDER_DMY, &day);
    to->months_first += read_day(field, HL_DATE_ORDER_MDY, &day);
}

static bool are_dates(const dates_seen *seen, size_t dates)
{
    enum { LEAST = 20, TWENTIETH = 20 };
    return seen->filled >= LEAST && (seen->filled - dates) * TWENTIETH <= seen->filled;
}

/* ---- rows */

/* What the first metric has in the row: of a mean or a proportion of rows. */
static bool read_value(const hl_scan *scan, const hl_sampled_row *row, const hl_record *record,
                       double *out)
{
    const double one = 1e18;
    const hl_scan_layout *layout = &scan->layout;
    const hl_scan_variable *variable = &layout->variables[layout->metrics[0].value];
    const hl_field *field =
        hl_scan__sampled_field(scan, row, record, layout->names[variable->field]);
    hl_written_number number = {.attos = 0};
    bool yes = false;
    if (field == NULL)
        return false;
    if (hl_base__written_bit(field->data, field->length, &yes) == HL_NUMBER_EXACT) {
        *out = yes ? 1 : 0;
        return true;
    }
    char mark = field->kind == HL_FIELD_NUMBER
                    ? '.'
                    : hl_scan__mark(scan, row->file, layout->metrics[0].value);
    bool read = hl_base__written_number(field->data, field->length, mark, false, &number) <=
                HL_NUMBER_ROUNDED;
    *out = (double)number.attos / one;
    return read;
}

static bool keep(hl_scan_days *to, const hl_scan_dated *row)
{
    if (to->count == to->capacity) {
        size_t capacity = to->capacity == 0 ? 1024 : 2 * to->capacity;
        hl_scan_dated *of = realloc(to->of, capacity * sizeof *of);
        if (of == NULL)
            return false;
        to->of = of;
        to->capacity = capacity;
    }
    to->of[to->count++] = *row;
    return true;
}

/* The row at hand, on a day. */
static bool keep_row(hl_scan *scan, const hl_sampled_row *row, const hl_record *record, int32_t day)
{
    double value = 0, times = row->count;
    hl_scan_dated dated = {.column = (uint32_t)scan->days.column_count,
                           .arm = row->arm,
                           .day = day,
                           .rows = row->count};
    if (scan->layout.metric_count > 0 && read_value(scan, row, record, &value)) {
        dated.n = times;
        dated.sum = times * value;
        dated.squares = times * value * value;
    }
    return keep(&scan->days, &dated);
}

static const hl_field *field_of(const hl_scan *scan, const hl_sampled_table *table, size_t i,
                                const char *name, hl_record *record)
{
    hl_scan__sampled_record(scan, table->of[i], record);
    return hl_scan__sampled_field(scan, table->of[i], record, name);
}

/* A column is given up early: most are of other things. */
static dates_seen look_at(const hl_scan *scan, const hl_sampled_table *table, const char *name,
                          hl_record *record)
{
    enum { FIRST = 40 };
    dates_seen seen = {0};
    for (size_t i = 0; i < table->rows && !record->failed; i++) {
        see(field_of(scan, table, i, name, record), &seen);
        bool none = seen.days_first + seen.months_first < seen.filled;
        if (seen.filled == FIRST && none)
            return (dates_seen){0};
    }
    return seen;
}

static bool is_seen(const hl_scan_days *days, const char *name)
{
    for (size_t i = 0; i < days->column_count; i++)
        if (strcmp(days->columns[i], name) == 0)
            return true;
    return false;
}

static bool gather_column(hl_scan *scan, const hl_sampled_table *table, const char *name,
                          hl_record *record)
{
    enum { TWENTY = 20 };
    hl_scan_days *to = &scan->days;
    dates_seen seen = look_at(scan, table, name, record);
    bool months = are_dates(&seen, seen.months_first), days = are_dates(&seen, seen.days_first);
    if (!months && !days)
        return true;
    hl_date_order order = days ? HL_DATE_ORDER_DMY : HL_DATE_ORDER_MDY;
    bool good = true;
    size_t filled = 0;
    for (size_t i = 0; i < table->rows && good && !record->failed; i++) {
        const hl_field *field = field_of(scan, table, i, name, record);
        int32_t day = 0;
        if (field == NULL || !read_day(field, order, &day))
            continue;
        good = keep_row(scan, table->of[i], record, day);
        filled++;
    }
    /* of the rows with an amount it was seen before, of all */
    to->complete[to->column_count] = TWENTY * filled >= (TWENTY - 1) * table->rows &&
                                     !is_seen(to, name) && !hl_scan__is_of_outcome(name);
    to->columns[to->column_count] = hl_base__arena_string(&scan->arena, name);
    return good && to->columns[to->column_count++] != NULL;
}

static int by_day(const void *a, const void *b)
{
    const hl_scan_dated *x = a, *y = b;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    if (x->arm != y->arm)
        return x->arm < y->arm ? -1 : 1;
    return (x->day > y->day) - (x->day < y->day);
}

static void add_dated(hl_scan_dated *to, const hl_scan_dated *more)
{
    to->rows += more->rows;
    to->n += more->n;
    to->sum += more->sum;
    to->squares += more->squares;
}

static void join_days(hl_scan_days *all)
{
    size_t kept = 0;
    if (all->count > 0)
        qsort(all->of, all->count, sizeof *all->of, by_day);
    for (size_t i = 0; i < all->count; i++)
        if (kept > 0 && by_day(&all->of[kept - 1], &all->of[i]) == 0)
            add_dated(&all->of[kept - 1], &all->of[i]);
        else
            all->of[kept++] = all->of[i];
    all->count = kept;
}

hl_status hl_scan__gather_days(hl_scan *scan, const hl_sampled_table *table, hl_error *err)
{
    hl_record record = {0};
    bool good = true;
    for (size_t c = 0; c < table->columns && c < HL_SAMPLE_COLUMNS && table->rows > 0 && good &&
                       scan->days.column_count < HL_SCAN_DAY_COLUMNS;
         c++) {
        const char *name = hl_rows__column_name(scan->files[0], c);
        if (!hl_scan__is_of_export(name))
            good = gather_column(scan, table, name, &record) && !record.failed;
    }
    hl_rows__record_free(&record);
    join_days(&scan->days);
    return good ? HL_OK : hl_error_memory(err);
}

/* ---- cells */

bool hl_scan__days_init(const hl_scan *scan, hl_cells *cells, size_t arms)
{
    size_t count = scan->days.column_count;
    if (count == 0)
        return true;
    cells->dated = hl_base__arena_array(&cells->arena, count, sizeof *cells->dated);
    for (size_t i = 0; cells->dated != NULL && i < count; i++) {
        hl_dated_rows *to = &cells->dated[i];
        to->column = hl_base__arena_string(&cells->arena, scan->days.columns[i]);
        to->of = hl_base__arena_array(&cells->arena, arms, sizeof(hl_day_events *));
        to->counts = hl_base__arena_array(&cells->arena, arms, sizeof *to->counts);
        if (to->column == NULL || to->of == NULL || to->counts == NULL)
            return false;
    }
    cells->dated_count = count;
    return cells->dated != NULL;
}

bool hl_scan__take_days(const hl_scan *scan, const char *name, size_t arm, hl_cells *cells)
{
    const hl_scan_days *all = &scan->days;
    uint32_t from = hl_base__map_find(&scan->sampled_arms, name, strlen(name));
    for (size_t i = 0, next = 0; i < cells->dated_count; i++, next = 0) {
        hl_dated_rows *to = &cells->dated[i];
        for (size_t k = 0; k < all->count; k++)
            next += all->of[k].column == i && all->of[k].arm == from;
        to->of[arm] = hl_base__arena_array(&cells->arena, next + 1, sizeof *to->of[arm]);
        if (to->of[arm] == NULL)
            return false;
        for (size_t k = 0; k < all->count; k++)
            if (all->of[k].column == i && all->of[k].arm == from)
                to->of[arm][to->counts[arm]++] = (hl_day_events){all->of[k].day, all->of[k].rows};
    }
    return true;
}
