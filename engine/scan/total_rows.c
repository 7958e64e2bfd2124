/* Rows are totals where each arm has one, and some column has whole numbers of 20 and more in all
 * of them: the table of two rows that every tool exports.
 *
 * They are totals of days, campaigns or groups where a column is called as what counts people and
 * has whole numbers, of 20 and more on average, and one or two other columns say what a row is of:
 * no arm has a row twice of it, and of two or more such rows nine in ten stand in every arm. Where
 * these are no days, the first metric is nowhere more than the people: pairs of users cross with
 * the arms too, and what they did is no part of what they saw. Rows of users do not cross with the
 * arms: whoever has one is in one arm, and two users of a day or a city are two rows alike. Without
 * such a name a table of totals looks like a few users on a few days; those are not judged. */
#include "scan/total_rows.h"

#include <stdlib.h>

#include "base/number.h"
#include "base/written_number.h"
#include "scan/known_columns.h"
#include "scan/result.h"

enum { MOST_ROWS = 2000 };

/* ---- columns */

/* By column: every row has a whole number of 20 and more; every row has a number; a whole one; 20
 * and more on average. */
typedef struct numbers {
    bool counts[HL_SAMPLE_COLUMNS], read[HL_SAMPLE_COLUMNS], whole[HL_SAMPLE_COLUMNS];
    hl_i128 over[HL_SAMPLE_COLUMNS]; /* the sum of what exceeds 20 */
} numbers;

static void read_cell(const hl_field *field, size_t column, numbers *out)
{
    const hl_i128 one = 1000000000000000000;
    hl_written_number number = {.attos = 0};
    bool is_number = field != NULL && hl_base__written_number(field->data, field->length, '.',
                                                              false, &number) <= HL_NUMBER_ROUNDED;
    bool whole = is_number && number.attos % one == 0 && number.attos >= 0;
    out->read[column] = out->read[column] && is_number;
    out->whole[column] = out->whole[column] && whole;
    out->counts[column] = out->counts[column] && whole && number.attos >= 20 * one;
    out->over[column] += whole ? number.attos - 20 * one : 0;
}

static bool read_numbers(const hl_scan *scan, const hl_sampled_table *table, numbers *out)
{
    hl_record record = {0};
    for (size_t c = 0; c < table->columns; c++)
        out->counts[c] = out->read[c] = out->whole[c] = true;
    for (size_t i = 0; i < table->rows && !record.failed; i++) {
        hl_scan__sampled_record(scan, table->of[i], &record);
        for (size_t c = 0; c < table->columns && !record.failed; c++)
            read_cell(hl_scan__sampled_field(scan, table->of[i], &record,
                                             hl_rows__column_name(scan->files[0], c)),
                      c, out);
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

/* Whether no arm of an experiment has two rows. Sorts the places. */
static bool are_single(place *of, size_t rows)
{
    qsort(of, rows, sizeof *of, by_key);
    for (size_t i = 1; i < rows; i++)
        if (of[i].key == of[i - 1].key && of[i].arm == of[i - 1].arm)
            return false;
    return true;
}

/* ---- one row an arm of each day, campaign or group */

enum { MOST_COLUMNS = 24 }; /* of which two and two are looked at */

/* Sorts the places. Arms of one experiment alone. */
static bool are_crossed(place *of, size_t rows, size_t arms)
{
    size_t groups = 0, whole = 0;
    if (!are_single(of, rows))
        return false;
    for (size_t i = 0, end = 0; i < rows; i = end) {
        while (end < rows && of[end].key == of[i].key)
            end++;
        groups++;
        whole += end - i == arms;
    }
    return groups > 1 && whole * 10 >= groups * 9;
}

static void place_by(const hl_sampled_table *table, size_t c, size_t d, place *out)
{
    const uint64_t *first = hl_scan__sampled_column(table, c);
    const uint64_t *second = hl_scan__sampled_column(table, d);
    for (size_t i = 0; i < table->rows; i++)
        out[i] = (place){first[i] * 0x9E3779B97F4A7C15U ^ second[i], table->of[i]->arm};
}

static size_t count_arms(const hl_sampled_table *table)
{
    uint32_t most = 0;
    for (size_t i = 0; i < table->rows; i++)
        most = table->of[i]->arm > most ? table->of[i]->arm : most;
    return (size_t)most + 1;
}

static double number_in(const hl_scan *scan, const hl_sampled_row *row, const hl_record *record,
                        const char *column)
{
    hl_written_number number = {.attos = 0};
    const hl_field *field = hl_scan__sampled_field(scan, row, record, column);
    bool read = field != NULL && hl_base__written_number(field->data, field->length, '.', false,
                                                         &number) <= HL_NUMBER_ROUNDED;
    return read ? (double)number.attos : HL_NAN;
}

/* Whether the first metric is no more than the people in any row; false where memory fails. */
static bool is_part(const hl_scan *scan, const hl_sampled_table *table, const char *people)
{
    const hl_scan_layout *layout = &scan->layout;
    const char *metric = layout->names[layout->variables[layout->metrics[0].value].field];
    hl_record record = {0};
    bool part = true;
    for (size_t i = 0; i < table->rows && part; i++) {
        hl_scan__sampled_record(scan, table->of[i], &record);
        part = !record.failed && number_in(scan, table->of[i], &record, metric) <=
                                     number_in(scan, table->of[i], &record, people);
    }
    hl_rows__record_free(&record);
    return part;
}

/* Whether one column, or two together, say what each row is of; where `dated`, one of them has
 * dates. */
static bool are_of_groups(const hl_scan *scan, const hl_sampled_table *table, bool dated,
                          place *places)
{
    size_t columns = table->columns < MOST_COLUMNS ? table->columns : MOST_COLUMNS;
    size_t arms = count_arms(table);
    if (scan->layout.experiment != HL_SCAN_NONE || arms < 2 || table->rows < 2 * arms)
        return false;
    for (size_t c = 0; c < columns; c++)
        for (size_t d = c; d < columns; d++) {
            if (dated && !table->timed[c] && !table->timed[d])
                continue;
            place_by(table, c, d, places);
            if (are_crossed(places, table->rows, arms))
                return true;
        }
    return false;
}

/* The column that counts the people of each row; NULL: there is none. */
static const char *crowd_of(const hl_scan *scan, const hl_sampled_table *table, const numbers *of)
{
    for (size_t c = 0; c < table->columns; c++) {
        const char *name = hl_rows__column_name(scan->files[0], c);
        if (of->whole[c] && of->over[c] >= 0 && hl_scan__counts_people(name))
            return name;
    }
    return NULL;
}

static hl_status say_groups(const hl_scan *scan, const char *people, hl_error *err)
{
    return hl_error_set(
        err, HL_REJECTED,
        "%s: rows are totals of days or groups, one an arm, and no users: '%s' counts those of "
        "each; accepted: --count %s, with COLUMN/%s:proportion for how many of them did something; "
        "a mean needs a row for each user, or SUM,SUMSQ with the sum of their squares; rows that "
        "are users all the same: --unit COL, the column that names them",
        scan->spec.path, people, people, people);
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

static hl_status judge(const hl_scan *scan, const hl_sampled_table *table, const numbers *of,
                       place *places, hl_error *err)
{
    for (size_t i = 0; i < table->rows; i++)
        places[i] = (place){table->of[i]->experiment, table->of[i]->arm};
    if (!are_single(places, table->rows)) {
        const char *people = crowd_of(scan, table, of);
        bool groups =
            people != NULL && are_of_groups(scan, table, !is_part(scan, table, people), places);
        return groups ? say_groups(scan, people, err) : HL_OK;
    }
    for (size_t c = 0; c < table->columns; c++)
        if (of->counts[c])
            return say_whole(scan, people_of(scan, table, of), err);
    return HL_OK;
}

hl_status hl_scan__check_totals(const hl_scan *scan, hl_sampled_table *table, hl_error *err)
{
    const hl_scan_layout *layout = &scan->layout;
    if (scan->spec.request.where != NULL || layout->count != HL_SCAN_NONE ||
        layout->unit != HL_SCAN_NONE || table->id != SIZE_MAX || table->times > 1 ||
        table->rows < 2 || table->rows > MOST_ROWS)
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
