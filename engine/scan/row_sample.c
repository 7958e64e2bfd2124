#include "scan/row_sample.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/written_number.h"
#include "scan/result.h"

enum { MOST = 4096, SLOTS = 2 * MOST, MOST_TEXT = 1 << 16, MOST_COLUMNS = 64, MOST_LEVEL = 60 };

void hl_scan__sample_free(hl_row_sample *sample)
{
    free(sample->rows);
    hl_base__arena_free(&sample->arena);
    *sample = (hl_row_sample){0};
}

static bool is_of_level(uint64_t digest, unsigned level)
{
    return level == 0 || digest >> (64 - level) == 0;
}

/* The place of the digest, or a free one. The low bits say where: the high ones are those of the
 * level. */
static hl_sampled_row *find(hl_sampled_row *rows, uint64_t digest)
{
    size_t at = (size_t)digest & (SLOTS - 1);
    while (rows[at].text != NULL && rows[at].digest != digest)
        at = (at + 1) & (SLOTS - 1);
    return &rows[at];
}

/* Only what is of the level stays. */
static bool raise_to(hl_row_sample *sample, unsigned level)
{
    hl_sampled_row *rows = calloc(SLOTS, sizeof *rows);
    if (rows == NULL)
        return false;
    sample->level = level;
    sample->used = 0;
    for (size_t i = 0; sample->rows != NULL && i < SLOTS; i++) {
        const hl_sampled_row *row = &sample->rows[i];
        if (row->text == NULL || !is_of_level(row->digest, level))
            continue;
        *find(rows, row->digest) = *row;
        sample->used++;
    }
    free(sample->rows);
    sample->rows = rows;
    return true;
}

static void count_again(hl_sampled_row *known, const hl_sampled_row *row)
{
    known->count += row->count;
    if (row->file < known->file) {
        known->file = row->file;
        known->text = row->text;
        known->length = row->length;
    }
}

/* The level is the lowest at which there is room for all. */
static bool add(hl_row_sample *sample, const hl_sampled_row *row)
{
    if (sample->rows == NULL && !raise_to(sample, sample->level))
        return false;
    hl_sampled_row *place = find(sample->rows, row->digest);
    if (place->text != NULL) {
        count_again(place, row);
        return true;
    }
    while (sample->used >= MOST && sample->level < MOST_LEVEL)
        if (!raise_to(sample, sample->level + 1))
            return false;
    if (sample->used >= MOST || !is_of_level(row->digest, sample->level))
        return true;
    *find(sample->rows, row->digest) = *row;
    sample->used++;
    return true;
}

bool hl_scan__sample_add(hl_row_sample *sample, uint64_t digest, const char *text, size_t length,
                         uint32_t arm)
{
    hl_sampled_row row = {digest, text, (uint32_t)length, arm, sample->file, 1};
    hl_sampled_row *known = sample->rows == NULL ? NULL : find(sample->rows, digest);
    if (length > MOST_TEXT)
        return true;
    if (known != NULL && known->text != NULL) {
        known->count++;
        return true;
    }
    if (sample->keeps_text)
        row.text = hl_base__arena_bytes(&sample->arena, text, length);
    return row.text != NULL && add(sample, &row);
}

/* ---- whether a table has an id */

/* Cells of the sampled rows of the first file, by column, and how often each row stands there. */
typedef struct cells {
    uint64_t *digests; /* of MOST rows a column; 0: nothing stands there */
    double *counts;    /* of MOST rows */
    size_t rows;
    size_t columns;
} cells;

static void read_row(const hl_sampled_row *row, hl_record *record, const hl_body *body)
{
    if (body->json)
        (void)hl_rows__json_record(record, row->text, row->length, true);
    else
        (void)hl_rows__csv_record(record, row->text, row->length, true, body->delimiter);
}

static void take_cells(cells *out, const hl_sampled_row *row, hl_record *record,
                       const hl_body *body)
{
    read_row(row, record, body);
    for (size_t i = 0; i < out->columns; i++) {
        const hl_field *field = i < record->count ? &record->fields[i] : NULL;
        bool empty = field == NULL || hl_base__is_null(field->data, field->length);
        out->digests[i * MOST + out->rows] = empty ? 0 : XXH3_64bits(field->data, field->length);
    }
    out->counts[out->rows++] = row->count;
}

static int by_size(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* How often two of the rows have one value there. */
static double pairs(uint64_t *digests, size_t count)
{
    double alike = 0;
    size_t run = 1;
    qsort(digests, count, sizeof *digests, by_size);
    for (size_t i = 1; i < count; i++) {
        run = digests[i] == digests[i - 1] ? run + 1 : 1;
        alike += (double)(run - 1);
    }
    return alike;
}

/* A column whose values differ in all rows that differ; or one of so many values that rows so alike
 * are not come by chance: of n rows, n^2 / 2 times the share of pairs of rows that have one value
 * there are the most that chance gives. A row in which it is empty is told from no other by it: an
 * order's number, of those who have no order. */
static bool tells_apart(cells *all, size_t column, double rows, double again)
{
    enum { ENOUGH = 30, TIMES = 3 };
    uint64_t *digests = all->digests + column * MOST;
    double total = 0, all_again = 0, filled = 0, filled_again = 0;
    size_t count = 0;
    for (size_t i = 0; i < all->rows; i++) {
        total += all->counts[i];
        all_again += all->counts[i] - 1;
        if (digests[i] == 0)
            continue;
        filled += all->counts[i];
        filled_again += all->counts[i] - 1;
        digests[count++] = digests[i];
    }
    if (count < ENOUGH)
        return false;
    rows *= filled / total;
    again *= all_again > 0 ? filled_again / all_again : filled / total;
    double alike = pairs(digests, count) / ((double)count * ((double)count - 1) / 2);
    return again > 0 && (alike == 0 || again > TIMES * alike * rows * rows / 2);
}

/* The column by which rows are told apart; SIZE_MAX: none. A unit has many rows that may be alike,
 * where rows are touches. */
static size_t find_telling(cells *all, size_t unit, double rows, double again)
{
    for (size_t i = 0; i < all->columns; i++)
        if (i != unit && tells_apart(all, i, rows, again))
            return i;
    return SIZE_MAX;
}

static size_t unit_column(const hl_scan *scan)
{
    const char *unit = scan->spec.request.unit;
    int column = unit == NULL ? -1 : hl_rows__column(scan->files[0], unit);
    return column < 0 ? SIZE_MAX : (size_t)column;
}

static hl_status find_id(const hl_scan *scan, const hl_row_sample *sample, double rows,
                         double again, size_t *found, hl_error *err)
{
    hl_body body;
    hl_record record = {0};
    cells all = {0};
    (void)hl_rows__body(scan->files[0], &body);
    all.columns = hl_rows__column_count(scan->files[0]);
    all.columns = all.columns < MOST_COLUMNS ? all.columns : MOST_COLUMNS;
    all.digests = calloc((all.columns + 1) * MOST, sizeof *all.digests);
    all.counts = calloc(MOST, sizeof *all.counts);
    if (all.digests == NULL || all.counts == NULL)
        record.failed = true;
    for (size_t i = 0; i < SLOTS && !record.failed; i++)
        if (sample->rows[i].text != NULL && sample->rows[i].file == 0)
            take_cells(&all, &sample->rows[i], &record, &body);
    bool failed = record.failed;
    *found = failed ? SIZE_MAX : find_telling(&all, unit_column(scan), rows, again);
    hl_rows__record_free(&record);
    free(all.digests);
    free(all.counts);
    return failed ? hl_error_memory(err) : HL_OK;
}

/* Whether the row has an id: the column of the first file, by its name in others. */
static bool has_id(const hl_scan *scan, const hl_sampled_row *row, size_t column, hl_record *record)
{
    hl_body body;
    const hl_rows *rows = scan->files[row->file];
    int own = row->file == 0 ? (int)column
                             : hl_rows__column(rows, hl_rows__column_name(scan->files[0], column));
    if (own < 0)
        return true;
    (void)hl_rows__body(rows, &body);
    read_row(row, record, &body);
    return (size_t)own < record->count &&
           !hl_base__is_null(record->fields[own].data, record->fields[own].length);
}

/* ---- all workers */

static hl_status join(hl_scan *scan, hl_row_sample *into, const hl_scan_worker *worker,
                      hl_error *err)
{
    const hl_row_sample *from = &worker->sample;
    if (into->level < from->level && !raise_to(into, from->level))
        return hl_error_memory(err);
    for (size_t i = 0; from->rows != NULL && i < SLOTS; i++) {
        hl_sampled_row row = from->rows[i];
        if (row.text == NULL || !is_of_level(row.digest, into->level))
            continue;
        const hl_map_key *arm = &worker->cells->arms.keys[row.arm];
        row.arm = hl_base__map_intern(&scan->sampled_arms, arm->text, arm->length);
        if (row.arm == HL_MAP_NONE || !add(into, &row))
            return hl_error_memory(err);
    }
    return HL_OK;
}

static hl_status count_by_arm(hl_scan *scan, const hl_row_sample *sample, size_t column,
                              hl_error *err)
{
    hl_record record = {0};
    bool good = true;
    for (size_t i = 0; i < SLOTS && good; i++) {
        const hl_sampled_row *row = &sample->rows[i];
        if (row->text == NULL)
            continue;
        const hl_map_key *arm = &scan->sampled_arms.keys[row->arm];
        int64_t again = row->count > 1 && has_id(scan, row, column, &record) ? row->count - 1 : 0;
        good = !record.failed &&
               hl_scan__left_out_add(&scan->again_of, arm->text, arm->length, again) &&
               hl_scan__left_out_add(&scan->sampled_of, arm->text, arm->length, row->count);
    }
    hl_rows__record_free(&record);
    scan->sampled_times = INT64_C(1) << sample->level;
    return good ? HL_OK : hl_error_memory(err);
}

static hl_status judge(hl_scan *scan, const hl_row_sample *sample, hl_error *err)
{
    double rows = 0, again = 0;
    for (size_t i = 0; sample->rows != NULL && i < SLOTS; i++)
        if (sample->rows[i].text != NULL) {
            rows += sample->rows[i].count;
            again += sample->rows[i].count - 1;
        }
    double times = (double)(INT64_C(1) << sample->level);
    size_t column = SIZE_MAX;
    if (sample->rows == NULL || again == 0)
        return HL_OK;
    hl_status status = find_id(scan, sample, rows * times, again * times, &column, err);
    return status == HL_OK && column != SIZE_MAX ? count_by_arm(scan, sample, column, err) : status;
}

hl_status hl_scan__sample_collect(hl_scan *scan, hl_scan_worker *workers, size_t count,
                                  hl_error *err)
{
    hl_row_sample all = {0};
    hl_status status = HL_OK;
    for (size_t i = 0; i < count && status == HL_OK; i++)
        status = join(scan, &all, &workers[i], err);
    if (status == HL_OK)
        status = judge(scan, &all, err);
    hl_scan__sample_free(&all);
    return status;
}
