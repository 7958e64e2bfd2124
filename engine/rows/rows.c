#include "rows/rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/utf8.h"
#include "rows/reader.h"
#include "rows/state.h"
#include "json/json.h"

bool hl_rows__more(hl_rows *rows)
{
    size_t consumed = rows->at;
    if (rows->input.mapped || rows->input.final)
        return false;
    rows->at = 0;
    return hl_rows__input_more(&rows->input, consumed);
}

static size_t blank_line(const hl_rows *rows)
{
    const char *text = rows->input.data + rows->at;
    size_t size = hl_rows__left(rows);
    if (!rows->json)
        return hl_rows__csv_blank_line(text, size, rows->input.final, rows->delimiter);
    if (size > 0 && text[0] == '\n')
        return 1;
    return size > 1 && text[0] == '\r' && text[1] == '\n' ? 2 : 0;
}

/* More behind the part of a record that is there; of a long one twice as much, as it is read from
 * its beginning again, and a pipe gives little at a time. False at the end. */
static bool more_of_record(hl_rows *rows)
{
    enum { LONG = 1 << 16 };
    size_t size = hl_rows__left(rows);
    bool more = hl_rows__more(rows);
    while (more && size >= LONG && hl_rows__left(rows) < 2 * size && hl_rows__more(rows))
        ;
    return more;
}

bool hl_rows__take_record(hl_rows *rows, size_t *taken)
{
    for (;;) {
        size_t blank = blank_line(rows);
        if (blank > 0) {
            hl_rows__pass(rows, blank);
            continue;
        }
        const char *text = rows->input.data + rows->at;
        size_t size = hl_rows__left(rows);
        bool final = rows->input.final;
        *taken = 0;
        if (size > 0 && !(size == 1 && text[0] == '\r' && !final))
            *taken = rows->json
                         ? hl_rows__json_record(&rows->record, text, size, final)
                         : hl_rows__csv_record(&rows->record, text, size, final, rows->delimiter);
        if (*taken > 0)
            return true;
        if (!more_of_record(rows) && hl_rows__left(rows) == 0)
            return false;
    }
}

void hl_rows__pass(hl_rows *rows, size_t taken)
{
    const char *text = rows->input.data + rows->at;
    const char *end = text + taken;
    while (text < end && (text = memchr(text, '\n', (size_t)(end - text))) != NULL) {
        rows->line++;
        text++;
    }
    rows->at += taken;
}

hl_status hl_rows__open(const hl_rows_options *options, hl_rows **out, hl_error *err)
{
    hl_rows *rows = calloc(1, sizeof *rows);
    *out = NULL;
    if (rows == NULL)
        return hl_error_memory(err);
    rows->line = 1;
    rows->split.fields = SIZE_MAX;
    rows->check_nested = options->check_nested;
    hl_status status = HL_OK;
    if (options->text != NULL)
        hl_rows__input_text(&rows->input, options->path, options->text, options->length);
    else
        status = hl_rows__input_open(&rows->input, options->path, err);
    rows->input.seen = options->seen;
    rows->input.seen_context = options->seen_context;
    if (status == HL_OK)
        status = hl_rows__prepare(rows, options, err);
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

int hl_rows__column_named(const hl_rows *rows, const char *name, size_t length)
{
    uint32_t index = hl_base__map_find(&rows->names, name, length);
    return index == HL_MAP_NONE ? -1 : (int)index;
}

int hl_rows__column(const hl_rows *rows, const char *name)
{
    return hl_rows__column_named(rows, name, strlen(name));
}

/* The fields of a JSON record stand in any order and may be absent. False: reading stops here. */
static bool arrange(hl_rows *rows)
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
        else if (hl_rows__refuse_late_key(rows, key))
            return false;
    }
    return true;
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

/* Whether the record at hand is damaged, and not one of a file in another encoding. */
static bool own_encoding(hl_rows *rows)
{
    const hl_record *record = &rows->record;
    hl_status status =
        hl_rows__check_encoding(rows, record->problem[0] != '\0', rows->input.data + rows->at,
                                record->length, &rows->refusal);
    return status == HL_OK;
}

/* The header once more, with its columns in another order or some by other names: at least half of
 * the cells name columns, and not all of them are in their place. */
static bool is_other_header(const hl_rows *rows, const hl_record *record)
{
    size_t names = 0, filled = 0, own = 0;
    if (record->count < 2 ||
        hl_rows__column_named(rows, record->fields[0].data, record->fields[0].length) < 0)
        return false;
    for (size_t i = 0; i < record->count; i++) {
        const hl_field *field = &record->fields[i];
        int column = hl_rows__column_named(rows, field->data, field->length);
        filled += field->length > 0;
        names += column >= 0;
        own += column == (int)i;
    }
    return names > 1 && 2 * names >= filled && own < filled;
}

static bool refuse_other_header(hl_rows *rows)
{
    if (rows->json || rows->record.problem[0] != '\0' || !is_other_header(rows, &rows->record))
        return false;
    (void)hl_error_set(&rows->refusal, HL_REJECTED,
                       "%s:%lld: a second header, whose columns stand in another order or have "
                       "other names: cut the file there, and give both parts",
                       rows->input.path, (long long)rows->line);
    return true;
}

bool hl_rows__next(hl_rows *rows, hl_row *row)
{
    size_t taken = 0;
    hl_record *record = &rows->record;
    if (rows->out_of_memory || rows->refusal.status != HL_OK || !hl_rows__take_record(rows, &taken))
        return false;
    const char *text = rows->input.data + rows->at;
    if (record->foreign && !own_encoding(rows))
        return false;
    if (refuse_other_header(rows))
        return false;
    if (!rows->json)
        hl_rows__split_check(&rows->split, record, text);
    if (!rows->json)
        hl_rows__record_check_count(record, rows->names.count, rows->header_count);
    else if (record->problem[0] == '\0' && !arrange(rows))
        return false;
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
    hl_rows__pass(rows, taken);
    return !rows->out_of_memory;
}

hl_status hl_rows__status(const hl_rows *rows, hl_error *err)
{
    hl_status status = hl_rows__input_status(&rows->input, err);
    if (status == HL_OK && rows->refusal.status != HL_OK)
        return hl_error_set(err, rows->refusal.status, "%s", rows->refusal.message);
    return rows->out_of_memory && status == HL_OK ? hl_error_memory(err) : status;
}

hl_status hl_rows__close(hl_rows *rows, hl_error *err)
{
    if (rows == NULL)
        return HL_OK;
    hl_status status = hl_rows__status(rows, err);
    hl_rows__input_close(&rows->input);
    hl_rows__record_free(&rows->record);
    hl_rows__split_free(&rows->split);
    hl_base__map_free(&rows->names);
    free(rows->fields);
    free(rows);
    return status;
}

void hl_rows__tell(const hl_rows *rows, hl_problems *problems)
{
    for (size_t i = 0; i < rows->note_count; i++)
        hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_NOTE,
                                                .file = rows->input.path,
                                                .message = rows->notes[i]});
}

const char *hl_rows__hint(const hl_rows *rows)
{
    return rows->hint;
}

void hl_rows__use(hl_rows *rows, const hl_rows_use *uses, size_t count)
{
    rows->record.uses = uses;
    rows->record.use_count = count;
}

hl_status hl_rows__check_encoding(const hl_rows *rows, bool text_at_fault, const char *text,
                                  size_t length, hl_error *err)
{
    enum { MANY = 10 };
    hl_guess guess = rows->guess;
    if (rows->encoding_said)
        return HL_OK;
    if (guess.good + guess.bad == 0) /* all ASCII so far: the record has to say it alone */
        guess = hl_rows__guess(text, length);
    if (!hl_rows__guess_foreign(&guess) ||
        (guess.likely == NULL && (!text_at_fault || guess.bad < MANY)))
        return HL_OK;
    return hl_rows__encoding_refused(rows, 0, "a column that is used", &guess, err);
}

void hl_rows__progress(const hl_rows *rows, int64_t *done, int64_t *total)
{
    *done = hl_rows__input_done(&rows->input, rows->at);
    *total = rows->input.total;
}

bool hl_rows__body(const hl_rows *rows, hl_body *body)
{
    *body = (hl_body){
        rows->input.data, rows->input.data + rows->at, hl_rows__left(rows), rows->line, rows->json,
        rows->delimiter,  rows->header_count,          &rows->split};
    return rows->input.mapped;
}
