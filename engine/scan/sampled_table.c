#include "scan/sampled_table.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/id_key.h"
#include "base/ruined_id.h"
#include "base/spelling.h"
#include "base/written_number.h"
#include "scan/known_columns.h"
#include "scan/result.h"

enum { MOST_ID = 200 };

void hl_scan__sampled_table_free(hl_sampled_table *table)
{
    free((void *)table->of);
    free(table->cells);
    free(table->timed);
    free(table->scratch);
    *table = (hl_sampled_table){0};
}

void hl_scan__sampled_record(const hl_scan *scan, const hl_sampled_row *row, hl_record *record)
{
    hl_body body;
    (void)hl_rows__body(scan->files[row->file], &body);
    if (body.json)
        (void)hl_rows__json_record(record, row->text, row->length, true);
    else
        (void)hl_rows__csv_record(record, row->text, row->length, true, body.delimiter);
}

int hl_scan__sampled_place(const hl_scan *scan, const hl_sampled_row *row, const char *column)
{
    return hl_rows__column(scan->files[row->file], column);
}

const hl_field *hl_scan__sampled_field(const hl_scan *scan, const hl_sampled_row *row,
                                       const hl_record *record, const char *column)
{
    size_t length = strlen(column);
    if (hl_rows__is_json(scan->files[row->file])) {
        for (size_t i = 0; i < record->count; i++)
            if (record->keys[i].length == length &&
                memcmp(record->keys[i].data, column, length) == 0)
                return &record->fields[i];
        return NULL;
    }
    int place = hl_scan__sampled_place(scan, row, column);
    return place >= 0 && (size_t)place < record->count ? &record->fields[place] : NULL;
}

static int order(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int by_id(const void *a, const void *b)
{
    const hl_sampled_row *x = *(const hl_sampled_row *const *)a;
    const hl_sampled_row *y = *(const hl_sampled_row *const *)b;
    int found = order(x->key, y->key);
    if (found == 0)
        found = order(x->experiment, y->experiment);
    if (found == 0)
        found = order(x->arm, y->arm);
    return found != 0 ? found : order(x->digest, y->digest);
}

static size_t column_of(const hl_scan *scan, const char *name)
{
    int column = name == NULL ? -1 : hl_rows__column(scan->files[0], name);
    return column < 0 ? SIZE_MAX : (size_t)column;
}

/* ---- ids that are one but for how they are written */

static const hl_field *id_of(const hl_scan *scan, const hl_sampled_row *row, hl_record *record)
{
    const char *name = scan->layout.id_first;
    const hl_rows *rows = scan->files[row->file];
    hl_scan__sampled_record(scan, row, record);
    for (size_t k = 0; hl_rows__is_json(rows) && k < record->count; k++)
        if (record->keys[k].length == strlen(name) &&
            memcmp(record->keys[k].data, name, record->keys[k].length) == 0)
            return &record->fields[k];
    int place = hl_rows__is_json(rows) ? -1 : hl_scan__sampled_place(scan, row, name);
    return place >= 0 && (size_t)place < record->count ? &record->fields[place] : NULL;
}

/* Letters of both cases, as codes have them in which case tells ids apart; no address of mail. */
static bool is_of_both_cases(const hl_field *id)
{
    bool small = false, large = false;
    for (size_t i = 0; i < id->length; i++) {
        small = small || (id->data[i] >= 'a' && id->data[i] <= 'z');
        large = large || (id->data[i] >= 'A' && id->data[i] <= 'Z');
    }
    return small && large && memchr(id->data, '@', id->length) == NULL;
}

static uint64_t respelled(const hl_field *id)
{
    char key[HL_FOLDED(MOST_ID)];
    size_t length = hl_base__id_key(id->data, id->length, key);
    return hl_scan__id_digest(key, length);
}

/* Where all rows are in the sample: two spellings of one id are one, so that whoever stands in two
 * rows is seen. Not where many ids are codes of letters of both cases. */
static bool respell_ids(const hl_scan *scan, hl_row_sample *sample)
{
    enum { TENTH = 10 };
    hl_record record = {0};
    size_t codes = 0;
    bool one_more = true;
    if (sample->level > 0 || scan->layout.id_first == NULL || scan->spec.request.unit != NULL)
        return true;
    for (int pass = 0; pass < 2 && one_more && !record.failed; pass++) {
        for (size_t i = 0; i < HL_SAMPLE_SLOTS && !record.failed; i++) {
            hl_sampled_row *row = &sample->rows[i];
            const hl_field *id = row->text == NULL ? NULL : id_of(scan, row, &record);
            if (id == NULL || id->length == 0 || id->length > MOST_ID)
                continue;
            codes += pass == 0 && is_of_both_cases(id);
            if (pass == 1 && !hl_base__id_is_key(id->data, id->length))
                row->key = respelled(id);
        }
        one_more = codes * TENTH <= sample->used;
    }
    bool failed = record.failed;
    hl_rows__record_free(&record);
    return !failed;
}

hl_status hl_scan__sampled_table(hl_sampled_table *table, const hl_scan *scan,
                                 hl_row_sample *sample, hl_error *err)
{
    *table = (hl_sampled_table){0};
    if (sample->rows != NULL && !respell_ids(scan, sample))
        return hl_error_memory(err);
    return hl_scan__sampled_rows(table, scan, sample, err);
}

hl_status hl_scan__sampled_rows(hl_sampled_table *table, const hl_scan *scan,
                                const hl_row_sample *sample, hl_error *err)
{
    *table = (hl_sampled_table){.times = (double)(INT64_C(1) << sample->level)};
    if (sample->rows == NULL)
        return HL_OK;
    table->of = calloc(sample->used + 1, sizeof(const hl_sampled_row *));
    if (table->of == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < HL_SAMPLE_SLOTS; i++)
        if (sample->rows[i].text != NULL)
            table->of[table->rows++] = &sample->rows[i];
    qsort((void *)table->of, table->rows, sizeof(const hl_sampled_row *), by_id);
    table->unit = column_of(scan, scan->spec.request.unit);
    table->id = scan->layout.id == HL_SCAN_NONE ? SIZE_MAX : column_of(scan, scan->layout.id_first);
    table->columns = hl_rows__column_count(scan->files[0]);
    return HL_OK;
}

/* ---- cells */

static bool looks_timed(const char *text, size_t length)
{
    size_t digits = 0;
    while (digits < length && text[digits] >= '0' && text[digits] <= '9')
        digits++;
    return digits > 0 && digits < length &&
           (text[digits] == ':' || (digits == 4 && (text[digits] == '-' || text[digits] == '/')));
}

/* is_id: of rows of one id, which may be nobody's. */
static uint64_t digest_of(const char *text, size_t length, bool is_id)
{
    hl_written_number number;
    hl_base__trim(&text, &length);
    if (length == 0 || hl_base__is_null(text, length) ||
        (is_id && hl_base__id_is_placeholder(text, length)))
        return HL_CELL_EMPTY;
    bool read = hl_base__written_number(text, length, '.', false, &number) == HL_NUMBER_EXACT;
    uint64_t digest =
        read ? XXH3_64bits(&number.attos, sizeof number.attos) : XXH3_64bits(text, length);
    return digest > HL_CELL_ABSENT ? digest : 2;
}

/* Where the columns of the table are in a file. */
static void find_places(const hl_sampled_table *table, const hl_scan *scan, size_t file,
                        int *places)
{
    for (size_t c = 0; c < table->columns; c++)
        places[c] =
            file == 0 ? (int)c
                      : hl_rows__column(scan->files[file], hl_rows__column_name(scan->files[0], c));
    if (file > 0 && table->id < table->columns && places[table->id] < 0)
        places[table->id] = hl_scan__id_column(scan->files[file]);
}

/* Whether the id has other rows. */
static bool stands_again(const hl_sampled_table *table, size_t i)
{
    return table->of[i]->count > 1 || (i > 0 && table->of[i - 1]->key == table->of[i]->key) ||
           (i + 1 < table->rows && table->of[i + 1]->key == table->of[i]->key);
}

static void take_row(hl_sampled_table *table, size_t i, const hl_record *record, const int *places,
                     bool json)
{
    bool again = stands_again(table, i);
    for (size_t c = 0; c < table->columns; c++) {
        const hl_field *field = NULL;
        if (!json && places[c] >= 0 && (size_t)places[c] < record->count)
            field = &record->fields[places[c]];
        uint64_t *cell = &table->cells[c * table->rows + i];
        *cell = places[c] < 0 && !json ? HL_CELL_ABSENT : HL_CELL_EMPTY;
        if (field == NULL)
            continue;
        *cell = digest_of(field->data, field->length, c == table->id && again);
        table->timed[c] = table->timed[c] || looks_timed(field->data, field->length);
    }
}

/* Keys of a record stand in any order. */
static void take_keys(hl_sampled_table *table, const hl_scan *scan, size_t i,
                      const hl_record *record)
{
    bool again = stands_again(table, i);
    for (size_t k = 0; k < record->count; k++) {
        int c = hl_rows__column_named(scan->files[0], record->keys[k].data, record->keys[k].length);
        const hl_field *field = &record->fields[k];
        if (c < 0 || (size_t)c >= table->columns)
            continue;
        table->cells[(size_t)c * table->rows + i] =
            digest_of(field->data, field->length, (size_t)c == table->id && again);
        table->timed[c] = table->timed[c] || looks_timed(field->data, field->length);
    }
}

static void take_rows(hl_sampled_table *table, const hl_scan *scan, hl_record *record, int *places)
{
    uint32_t file = UINT32_MAX;
    for (size_t i = 0; i < table->rows && !record->failed; i++) {
        const hl_sampled_row *row = table->of[i];
        bool json = hl_rows__is_json(scan->files[row->file]);
        if (row->file != file)
            find_places(table, scan, row->file, places);
        file = row->file;
        hl_scan__sampled_record(scan, row, record);
        take_row(table, i, record, places, json);
        if (json)
            take_keys(table, scan, i, record);
    }
}

hl_status hl_scan__sampled_cells(hl_sampled_table *table, const hl_scan *scan, hl_error *err)
{
    hl_record record = {0};
    int places[HL_SAMPLE_COLUMNS] = {0};
    table->cut = table->cut || table->columns > HL_SAMPLE_COLUMNS;
    if (table->cut)
        table->columns = HL_SAMPLE_COLUMNS;
    if (table->cells != NULL)
        return HL_OK;
    table->cells = calloc((table->columns + 1) * (table->rows + 1), sizeof *table->cells);
    table->timed = calloc(table->columns + 1, sizeof *table->timed);
    table->scratch = calloc(2 * table->rows + 1, sizeof *table->scratch);
    if (table->cells == NULL || table->timed == NULL || table->scratch == NULL)
        return hl_error_memory(err);
    take_rows(table, scan, &record, places);
    bool failed = record.failed;
    hl_rows__record_free(&record);
    return failed ? hl_error_memory(err) : HL_OK;
}

static int by_size(const void *a, const void *b)
{
    return order(*(const uint64_t *)a, *(const uint64_t *)b);
}

double hl_scan__pairs_alike(uint64_t *digests, size_t count)
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
