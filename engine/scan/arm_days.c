#include "scan/arm_days.h"

#include <stdlib.h>
#include <string.h>

#include "base/moment.h"
#include "base/spelling.h"
#include "base/written_number.h"
#include "scan/known_columns.h"
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

static bool keep(hl_scan_days *to, uint32_t arm, int32_t day, int64_t rows)
{
    if (to->count == to->capacity) {
        size_t capacity = to->capacity == 0 ? 1024 : 2 * to->capacity;
        hl_scan_dated *of = realloc(to->of, capacity * sizeof *of);
        if (of == NULL)
            return false;
        to->of = of;
        to->capacity = capacity;
    }
    to->of[to->count++] = (hl_scan_dated){(uint32_t)to->column_count, arm, day, rows};
    return true;
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

static bool gather_column(hl_scan *scan, const hl_sampled_table *table, const char *name,
                          hl_record *record)
{
    hl_scan_days *to = &scan->days;
    dates_seen seen = look_at(scan, table, name, record);
    bool months = are_dates(&seen, seen.months_first), days = are_dates(&seen, seen.days_first);
    if (!months && !days)
        return true;
    hl_date_order order = days ? HL_DATE_ORDER_DMY : HL_DATE_ORDER_MDY;
    bool good = true;
    for (size_t i = 0; i < table->rows && good && !record->failed; i++) {
        const hl_field *field = field_of(scan, table, i, name, record);
        int32_t day = 0;
        if (field != NULL && read_day(field, order, &day))
            good = keep(to, table->of[i]->arm, day, table->of[i]->count);
    }
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

static void join_days(hl_scan_days *all)
{
    size_t kept = 0;
    if (all->count > 0)
        qsort(all->of, all->count, sizeof *all->of, by_day);
    for (size_t i = 0; i < all->count; i++)
        if (kept > 0 && by_day(&all->of[kept - 1], &all->of[i]) == 0)
            all->of[kept - 1].rows += all->of[i].rows;
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
