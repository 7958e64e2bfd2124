/* Rows are totals where users drawn at random would not stand so:
 *   - each arm has one row, and some column has whole numbers of 20 and more in all of them;
 *   - a column's values (or those of all columns of text together) have one row an arm each, never
 *     two, in most of them of all arms, and it holds dates or is called as times are ("week"), or
 *     some column counts people by its name ("users", 人数).
 * Of n users who come on n / k days and go to k arms at random all fill one cell each with
 * probability n! / n^n: 1 in 400 for n = 8, 1 in 20,000 for n = 12. docs/data.md */
#include "scan/total_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/written_number.h"
#include "scan/known_columns.h"
#include "scan/result.h"

enum { MOST_ROWS = 2000 };
static const double nearly_all = 0.9, most = 0.8;

/* ---- columns */

/* By column: every row has a whole number of 20 and more; every row has a number. */
typedef struct numbers {
    bool counts[HL_SAMPLE_COLUMNS], read[HL_SAMPLE_COLUMNS];
} numbers;

static void read_cell(const hl_field *field, bool *counts, bool *read)
{
    const hl_i128 one = 1000000000000000000;
    hl_written_number number = {.attos = 0};
    bool is_number = field != NULL && hl_base__written_number(field->data, field->length, '.',
                                                              false, &number) <= HL_NUMBER_ROUNDED;
    *read = *read && is_number;
    *counts = *counts && is_number && number.attos % one == 0 && number.attos >= 20 * one;
}

static bool read_numbers(const hl_scan *scan, const hl_sampled_table *table, numbers *out)
{
    hl_record record = {0};
    for (size_t c = 0; c < table->columns; c++)
        out->counts[c] = out->read[c] = true;
    for (size_t i = 0; i < table->rows && !record.failed; i++) {
        hl_scan__sampled_record(scan, table->of[i], &record);
        for (size_t c = 0; c < table->columns && !record.failed; c++)
            read_cell(hl_scan__sampled_field(scan, table->of[i], &record,
                                             hl_rows__column_name(scan->files[0], c)),
                      &out->counts[c], &out->read[c]);
    }
    bool good = !record.failed;
    hl_rows__record_free(&record);
    return good;
}

/* The column that says for how many users a row stands; NULL: none is called so. */
static const char *people_of(const hl_scan *scan, const hl_sampled_table *table, const numbers *of)
{
    for (size_t c = 0; c < table->columns; c++) {
        const char *name = hl_rows__column_name(scan->files[0], c);
        if (of->read[c] && hl_scan__counts_people(name))
            return name;
    }
    return NULL;
}

/* ---- one row an arm */

typedef struct place {
    uint64_t key;
    uint32_t arm;
} place;

static int by_key(const void *a, const void *b)
{
    const place *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->arm > y->arm) - (x->arm < y->arm);
}

/* Whether values have one row an arm each. Sorts the places. */
static bool are_crossed(place *of, size_t rows)
{
    size_t widest = 1, full = 0, groups = 0, crossed = 0;
    qsort(of, rows, sizeof *of, by_key);
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t i = 0, end = 0; i < rows; i = end) {
            for (end = i + 1; end < rows && of[end].key == of[i].key; end++)
                if (of[end].arm == of[end - 1].arm)
                    return false;
            widest = end - i > widest ? end - i : widest;
            groups += pass;
            full += pass == 1 && end - i == widest;
            crossed += pass == 1 && end - i > 1 ? end - i : 0;
        }
    return widest > 1 && (double)crossed >= nearly_all * (double)rows &&
           (double)full >= most * (double)groups;
}

static bool is_crossed(const hl_sampled_table *table, const bool *columns, place *places)
{
    for (size_t i = 0; i < table->rows; i++) {
        places[i] = (place){table->of[i]->experiment, table->of[i]->arm};
        for (size_t c = 0; c < table->columns; c++)
            if (columns[c])
                places[i].key = hl_scan__mixed(places[i].key ^ hl_scan__sampled_column(table, c)[i],
                                               0xA0761D6478BD642FU + c);
    }
    return are_crossed(places, table->rows);
}

/* ---- all */

static hl_status say_whole(const hl_scan *scan, const char *people, hl_error *err)
{
    const char *count = people == NULL ? "USERS" : people;
    return hl_error_set(
        err, HL_REJECTED,
        "%s: each arm has one row: it is a total, and no user; accepted: --count %s, how many "
        "users a row stands for, with COLUMN/%s:proportion for how many of them did something; a "
        "mean needs a row for each user, or SUM,SUMSQ with the sum of their squares",
        scan->spec.path, count, count);
}

static hl_status say_parts(const hl_scan *scan, const char *column, const char *people,
                           hl_error *err)
{
    const char *count = people == NULL ? "USERS" : people;
    return hl_error_set(
        err, HL_REJECTED,
        "%s: each '%s' has one row an arm: rows are totals, and no users; accepted: --count %s, "
        "how many users a row stands for, with COLUMN/%s:proportion for how many of them did "
        "something; a mean needs a row for each user, or SUM,SUMSQ with the sum of their squares; "
        "where rows are users, give --unit with their ids",
        scan->spec.path, column, count, count);
}

static bool is_of_time(const hl_scan *scan, const hl_sampled_table *table, size_t column)
{
    return table->timed[column] || hl_scan__says_when(hl_rows__column_name(scan->files[0], column));
}

/* The first column whose values, or else those of all columns of text, have one row an arm. */
static hl_status judge(const hl_scan *scan, const hl_sampled_table *table, const numbers *of,
                       place *places, hl_error *err)
{
    bool taken[HL_SAMPLE_COLUMNS] = {false}, text[HL_SAMPLE_COLUMNS] = {false};
    const char *people = people_of(scan, table, of), *arm = scan->spec.request.arm;
    size_t first = SIZE_MAX;
    bool timed = false;
    bool whole = is_crossed(table, taken, places);
    for (size_t c = 0; whole && c < table->columns; c++)
        if (of->counts[c])
            return say_whole(scan, people, err);
    for (size_t c = 0; c < table->columns; c++) {
        const char *name = hl_rows__column_name(scan->files[0], c);
        bool when = is_of_time(scan, table, c);
        if (arm != NULL && strcmp(name, arm) == 0)
            continue;
        taken[c] = true;
        if ((when || people != NULL) && is_crossed(table, taken, places))
            return say_parts(scan, name, people, err);
        taken[c] = false;
        text[c] = when || !of->read[c];
        timed = timed || when;
        first = text[c] && first == SIZE_MAX ? c : first;
    }
    bool crossed =
        first != SIZE_MAX && (timed || people != NULL) && is_crossed(table, text, places);
    return crossed ? say_parts(scan, hl_rows__column_name(scan->files[0], first), people, err)
                   : HL_OK;
}

hl_status hl_scan__check_totals(const hl_scan *scan, hl_sampled_table *table, hl_error *err)
{
    const hl_scan_layout *layout = &scan->layout;
    if (layout->count != HL_SCAN_NONE || layout->unit != HL_SCAN_NONE || table->id != SIZE_MAX ||
        table->times > 1 || table->rows < 2 || table->rows > MOST_ROWS)
        return HL_OK;
    hl_status status = hl_scan__sampled_cells(table, scan, err);
    numbers *of = calloc(1, sizeof *of);
    place *places = calloc(table->rows, sizeof *places);
    if (status == HL_OK && (of == NULL || places == NULL || !read_numbers(scan, table, of)))
        status = hl_error_memory(err);
    if (status == HL_OK)
        status = judge(scan, table, of, places, err);
    free(of);
    free(places);
    return status;
}
