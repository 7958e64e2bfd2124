#include "rows/rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/text.h"
#include "base/utf8.h"
#include "rows/input.h"
#include "rows/reader.h"
#include "rows/record.h"
#include "json/json.h"

/* As many as the widest spreadsheet has. */
enum { MOST_COLUMNS = 16384 };

struct hl_rows {
    hl_input input;
    hl_record record;
    hl_map names; /* index = column */
    hl_field *fields;
    bool json;
    bool check_nested;
    char delimiter;
    size_t at;    /* of the next record in input.data */
    int64_t line; /* of the next record */
    bool out_of_memory;
    char problem[sizeof((hl_error *)NULL)->message];
};

static bool ends_with(const char *path, const char *end)
{
    size_t length = strlen(path);
    size_t size = strlen(end);
    return length >= size && hl_base__begins(path + length - size, end);
}

/* More text behind what is not yet consumed. */
static bool more(hl_rows *rows)
{
    size_t consumed = rows->at;
    if (rows->input.mapped || rows->input.final)
        return false;
    rows->at = 0;
    return hl_rows__input_more(&rows->input, consumed);
}

static size_t left(const hl_rows *rows)
{
    return rows->input.length - rows->at;
}

static void skip_mark(hl_rows *rows)
{
    while (left(rows) < 3 && more(rows))
        ;
    if (left(rows) >= 3 && memcmp(rows->input.data, "\xEF\xBB\xBF", 3) == 0)
        rows->at = 3;
}

static void choose_format(hl_rows *rows, const hl_rows_options *options)
{
    const char *path = options->path;
    rows->delimiter = options->delimiter;
    if (rows->delimiter == '\0')
        rows->delimiter = ends_with(path, ".tsv") ? '\t' : ',';
    if (options->format != HL_ROWS_AUTO)
        rows->json = options->format == HL_ROWS_NDJSON;
    else if (ends_with(path, ".ndjson") || ends_with(path, ".jsonl"))
        rows->json = true;
    else if (!ends_with(path, ".csv") && !ends_with(path, ".tsv"))
        rows->json = left(rows) > 0 && rows->input.data[rows->at] == '{';
}

static size_t blank_line(const hl_rows *rows)
{
    const char *text = rows->input.data + rows->at;
    size_t size = left(rows);
    if (size > 0 && text[0] == '\n')
        return 1;
    return size > 1 && text[0] == '\r' && text[1] == '\n' ? 2 : 0;
}

/* Takes the next record apart; *taken is its size, and at still stands on it. False at the end. */
static bool take_record(hl_rows *rows, size_t *taken)
{
    for (;;) {
        size_t blank = blank_line(rows);
        if (blank > 0) {
            rows->at += blank;
            rows->line++;
            continue;
        }
        const char *text = rows->input.data + rows->at;
        size_t size = left(rows);
        bool final = rows->input.final;
        *taken = 0;
        if (size > 0 && !(size == 1 && text[0] == '\r' && !final))
            *taken = rows->json
                         ? hl_rows__json_record(&rows->record, text, size, final)
                         : hl_rows__csv_record(&rows->record, text, size, final, rows->delimiter);
        if (*taken > 0)
            return true;
        if (!more(rows) && left(rows) == 0)
            return false;
    }
}

static void pass(hl_rows *rows, size_t taken)
{
    const char *text = rows->input.data + rows->at;
    const char *end = text + taken;
    while (text < end && (text = memchr(text, '\n', (size_t)(end - text))) != NULL) {
        rows->line++;
        text++;
    }
    rows->at += taken;
}

static hl_status bad_header(const hl_rows *rows, hl_error *err)
{
    const hl_record *record = &rows->record;
    const char *text = rows->input.data + rows->at;
    return hl_error_set(err, HL_REJECTED, "%s:%lld:%zu: %s: %s", rows->input.path,
                        (long long)rows->line, hl_base__utf8_count(text, record->problem_at) + 1,
                        rows->json ? "first record" : "header", record->problem);
}

static hl_status add_columns(hl_rows *rows, const hl_field *names, size_t count, hl_error *err)
{
    if (count > MOST_COLUMNS)
        return hl_error_set(err, HL_REJECTED, "%s:%lld: %zu columns; at most %d are read",
                            rows->input.path, (long long)rows->line, count, (int)MOST_COLUMNS);
    for (size_t i = 0; i < count; i++) {
        uint32_t before = rows->names.count;
        uint32_t index = hl_base__map_intern(&rows->names, names[i].data, names[i].length);
        if (index == HL_MAP_NONE)
            return hl_error_memory(err);
        if (index < before && !rows->json)
            return hl_error_set(err, HL_REJECTED, "%s:%lld: two columns have the name '%.*s'",
                                rows->input.path, (long long)rows->line,
                                (int)(names[i].length < 200 ? names[i].length : 200),
                                names[i].data);
    }
    return HL_OK;
}

/* CSV: the header is consumed. NDJSON: the first record gives names and is read again as a row. */
static hl_status read_header(hl_rows *rows, hl_error *err)
{
    size_t taken = 0;
    if (!take_record(rows, &taken)) {
        if (rows->json || rows->input.failure != 0)
            return HL_OK;
        return hl_error_set(err, HL_REJECTED, "%s: the file is empty; a header line is wanted",
                            rows->input.path);
    }
    if (rows->record.failed)
        return hl_error_memory(err);
    if (rows->record.problem[0] != '\0')
        return rows->json ? HL_OK : bad_header(rows, err);
    const hl_field *names = rows->json ? rows->record.keys : rows->record.fields;
    hl_status status = add_columns(rows, names, rows->record.count, err);
    if (status == HL_OK && !rows->json)
        pass(rows, taken);
    return status;
}

static hl_status prepare(hl_rows *rows, const hl_rows_options *options, hl_error *err)
{
    skip_mark(rows);
    choose_format(rows, options);
    if (rows->delimiter == '"' || rows->delimiter == '\n' || rows->delimiter == '\r')
        return hl_error_set(err, HL_USAGE, "the delimiter cannot be a quote or a line end");
    hl_status status = read_header(rows, err);
    if (status != HL_OK)
        return status;
    rows->fields = calloc(rows->names.count + 1, sizeof *rows->fields);
    return rows->fields == NULL ? hl_error_memory(err) : HL_OK;
}

hl_status hl_rows__open(const hl_rows_options *options, hl_rows **out, hl_error *err)
{
    hl_rows *rows = calloc(1, sizeof *rows);
    *out = NULL;
    if (rows == NULL)
        return hl_error_memory(err);
    rows->line = 1;
    rows->check_nested = options->check_nested;
    hl_status status = HL_OK;
    if (options->text != NULL)
        hl_rows__input_text(&rows->input, options->path, options->text, options->length);
    else
        status = hl_rows__input_open(&rows->input, options->path, err);
    rows->input.seen = options->seen;
    rows->input.seen_context = options->seen_context;
    if (status == HL_OK)
        status = prepare(rows, options, err);
    if (status == HL_OK && rows->input.failure == 0) {
        *out = rows;
        return HL_OK;
    }
    hl_status closed = hl_rows__close(rows, err);
    return status == HL_OK ? closed : status;
}

hl_status hl_rows__add_column(hl_rows *rows, const char *name, size_t length, hl_error *err)
{
    if (hl_base__map_intern(&rows->names, name, length) == HL_MAP_NONE)
        return hl_error_memory(err);
    hl_field *fields = realloc(rows->fields, (rows->names.count + 1) * sizeof *fields);
    if (fields == NULL)
        return hl_error_memory(err);
    rows->fields = fields;
    return HL_OK;
}

bool hl_rows__is_json(const hl_rows *rows)
{
    return rows->json;
}

size_t hl_rows__column_count(const hl_rows *rows)
{
    return rows->names.count;
}

const char *hl_rows__column_name(const hl_rows *rows, size_t index)
{
    return rows->names.keys[index].text;
}

int hl_rows__column(const hl_rows *rows, const char *name)
{
    uint32_t index = hl_base__map_find(&rows->names, name, strlen(name));
    return index == HL_MAP_NONE ? -1 : (int)index;
}

/* The fields of a JSON record stand in any order and may be absent. */
static void arrange(hl_rows *rows)
{
    for (size_t i = 0; i < rows->names.count; i++)
        rows->fields[i] = (hl_field){"", 0, HL_FIELD_ABSENT};
    for (size_t i = 0; i < rows->record.count; i++) {
        const hl_field *key = &rows->record.keys[i];
        /* mostly the order of the first record */
        uint32_t index = i < rows->names.count && rows->names.keys[i].length == key->length &&
                                 memcmp(rows->names.keys[i].text, key->data, key->length) == 0
                             ? (uint32_t)i
                             : hl_base__map_find(&rows->names, key->data, key->length);
        if (index != HL_MAP_NONE)
            rows->fields[index] = rows->record.fields[i];
    }
}

static void check_count(hl_rows *rows)
{
    hl_record *record = &rows->record;
    if (record->count != rows->names.count)
        hl_rows__record_problem(record, 0, "ragged row: %zu field%s, the header has %u",
                                record->count, record->count == 1 ? "" : "s", rows->names.count);
}

static bool has_nested(const hl_record *record)
{
    for (size_t i = 0; i < record->count; i++)
        if (record->fields[i].kind == HL_FIELD_JSON)
            return true;
    return false;
}

/* Of a list or object only the brackets were looked at. */
static void look_into(hl_rows *rows, hl_row *row)
{
    int32_t line = row->line > INT32_MAX ? INT32_MAX : (int32_t)row->line;
    hl_arena arena = {0};
    hl_error why = HL_ERROR_INIT;
    const hl_value *value = NULL;
    hl_status status = hl_json__parse(rows->input.path, row->raw, row->raw_length, line, &arena,
                                      NULL, &value, &why);
    rows->out_of_memory = status == HL_FAILED;
    if (status != HL_OK) {
        (void)snprintf(rows->problem, sizeof rows->problem, "%s", why.message);
        row->problem = rows->problem;
    }
    hl_base__arena_free(&arena);
}

bool hl_rows__next(hl_rows *rows, hl_row *row)
{
    size_t taken = 0;
    hl_record *record = &rows->record;
    if (rows->out_of_memory || !take_record(rows, &taken))
        return false;
    const char *text = rows->input.data + rows->at;
    if (!rows->json)
        check_count(rows);
    else if (record->problem[0] == '\0')
        arrange(rows);
    *row = (hl_row){
        rows->line, rows->json ? rows->fields : record->fields, text, record->length, NULL, 0};
    if (record->problem[0] != '\0') {
        memcpy(rows->problem, record->problem, sizeof record->problem);
        row->problem = rows->problem;
        row->problem_column = (int64_t)hl_base__utf8_count(text, record->problem_at) + 1;
    }
    rows->out_of_memory = record->failed;
    if (row->problem == NULL && rows->check_nested && has_nested(record))
        look_into(rows, row);
    pass(rows, taken);
    return !rows->out_of_memory;
}

hl_status hl_rows__status(const hl_rows *rows, hl_error *err)
{
    hl_status status = hl_rows__input_status(&rows->input, err);
    return rows->out_of_memory && status == HL_OK ? hl_error_memory(err) : status;
}

hl_status hl_rows__close(hl_rows *rows, hl_error *err)
{
    if (rows == NULL)
        return HL_OK;
    hl_status status = hl_rows__status(rows, err);
    hl_rows__input_close(&rows->input);
    hl_rows__record_free(&rows->record);
    hl_base__map_free(&rows->names);
    free(rows->fields);
    free(rows);
    return status;
}

void hl_rows__progress(const hl_rows *rows, int64_t *done, int64_t *total)
{
    *done = rows->input.offset + (int64_t)rows->at;
    *total = rows->input.total;
}

bool hl_rows__body(const hl_rows *rows, hl_body *body)
{
    *body =
        (hl_body){rows->input.data, rows->input.data + rows->at, left(rows), rows->line, rows->json,
                  rows->delimiter};
    return rows->input.mapped;
}
