/* Everything before the first row: what the bytes are, how lines end, what separates columns, and
 * what these are called. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "rows/dialect.h"
#include "rows/state.h"

enum {
    SAMPLE = 1 << 16,
    SURE = 4 /* runs of bytes that are UTF-8 by no accident */
};

static void note(hl_rows *rows, const char *format, ...) HL_PRINTF(2, 3);

static void note(hl_rows *rows, const char *format, ...)
{
    if (rows->note_count == HL_ROWS_MOST_NOTES)
        return;
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(rows->notes[rows->note_count++], sizeof rows->notes[0], format, arguments);
    va_end(arguments);
}

static bool ends_with(const char *path, const char *end)
{
    size_t length = strlen(path);
    size_t size = strlen(end);
    return length >= size && hl_base__begins(path + length - size, end);
}

static const char *sample(hl_rows *rows, size_t *length)
{
    while (hl_rows__left(rows) < SAMPLE && hl_rows__more(rows))
        ;
    *length = hl_rows__left(rows) < SAMPLE ? hl_rows__left(rows) : SAMPLE;
    return rows->input.data + rows->at;
}

static bool whole(const hl_rows *rows, size_t length)
{
    return rows->input.final && length == hl_rows__left(rows);
}

/* ---- encoding */

hl_status hl_rows__encoding_refused(const hl_rows *rows, int64_t line, const char *what,
                                    const hl_guess *guess, hl_error *err)
{
    hl_text advice = {0};
    hl_rows__guess_advice(guess, &advice);
    hl_status status = hl_base__text_status(&advice, err);
    const char *said = hl_base__text_string(&advice);
    if (status == HL_OK && line > 0)
        status = hl_error_set(err, HL_REJECTED, "%s:%lld: %s is not UTF-8 but %s", rows->input.path,
                              (long long)line, what, said);
    else if (status == HL_OK)
        status = hl_error_set(err, HL_REJECTED, "%s: %s is not UTF-8 but %s", rows->input.path,
                              what, said);
    hl_base__text_free(&advice);
    return status;
}

static void look_for_other_encodings(hl_rows *rows)
{
    size_t length = 0;
    const char *text = sample(rows, &length);
    bool cut = length == SAMPLE;
    while (cut && length > 0 && text[length - 1] != '\n')
        length--;
    rows->guess = hl_rows__guess(text, length);
}

/* What is UTF-8 by accident, as it seems, is not read so in silence. */
static hl_status note_accident(hl_rows *rows, hl_error *err)
{
    hl_text accident = {0};
    if (hl_rows__guess_accident(&rows->guess, &accident))
        note(rows, "%s", hl_base__text_string(&accident));
    hl_status status = hl_base__text_status(&accident, err);
    hl_base__text_free(&accident);
    return status;
}

/* What the file is read as; NULL: UTF-8. */
static hl_status choose_encoding(hl_rows *rows, const hl_rows_options *options,
                                 const hl_encoding **out, hl_error *err)
{
    size_t length = 0;
    size_t mark = 0;
    const char *text = sample(rows, &length);
    const hl_encoding *said = NULL;
    hl_status status = hl_rows__encoding_named(options->encoding, &said, err);
    const hl_encoding *marked = hl_rows__encoding_marked(text, length, &mark);
    rows->at += mark;
    rows->encoding_said = said != NULL || marked != NULL;
    *out = marked != NULL ? marked : said;
    if (status != HL_OK || marked != NULL)
        return status;
    look_for_other_encodings(rows);
    if (said == NULL && rows->guess.likely != NULL && rows->guess.likely->unit > 1)
        return hl_rows__encoding_refused(rows, 0, "the file", &rows->guess, err);
    if (said == NULL)
        return note_accident(rows, err);
    if (said != NULL && said->converter != NULL && rows->guess.bad == 0 &&
        (said->pairs ? rows->guess.sure : rows->guess.good) >= SURE) {
        note(rows, "the file is UTF-8 and is read so, not as %s", said->name);
        *out = NULL;
    }
    return HL_OK;
}

static hl_status decode(hl_rows *rows, const hl_rows_options *options, hl_error *err)
{
    const hl_encoding *encoding = NULL;
    hl_decoder decoder = {.unit = 1};
    hl_status status = choose_encoding(rows, options, &encoding, err);
    if (status == HL_OK)
        status = hl_rows__decoder_open(&decoder, encoding, err);
    if (status == HL_OK && decoder.converts) {
        hl_rows__input_decode(&rows->input, rows->at, &decoder);
        rows->at = 0;
    }
    return status;
}

static void find_line_ends(hl_rows *rows)
{
    size_t length = 0;
    const char *text = sample(rows, &length);
    if (!hl_rows__ends_with_cr(text, length, whole(rows, length)))
        return;
    hl_rows__input_cr(&rows->input, rows->at);
    rows->at = 0;
    note(rows, "lines end with CR alone");
}

/* ---- dialect */

static void skip_line(hl_rows *rows)
{
    const char *end = NULL;
    for (;;) {
        const char *text = rows->input.data + rows->at;
        end = memchr(text, '\n', hl_rows__left(rows));
        if (end != NULL || !hl_rows__more(rows))
            break;
    }
    if (end == NULL)
        rows->at = rows->input.length;
    else
        hl_rows__pass(rows, (size_t)(end + 1 - rows->input.data) - rows->at);
}

static void choose_format(hl_rows *rows, const hl_rows_options *options)
{
    const char *path = options->path;
    if (options->format != HL_ROWS_AUTO)
        rows->json = options->format == HL_ROWS_NDJSON;
    else if (ends_with(path, ".ndjson") || ends_with(path, ".jsonl"))
        rows->json = true;
    else if (!ends_with(path, ".csv") && !ends_with(path, ".tsv"))
        rows->json = hl_rows__left(rows) > 0 && rows->input.data[rows->at] == '{';
}

/* A list of objects is nowhere read, an object not as CSV. */
static hl_status refuse_other_json(hl_rows *rows, hl_error *err)
{
    size_t length = 0;
    const char *text = sample(rows, &length);
    bool list = hl_rows__begins_json(text, length, '[');
    if (!list && (rows->json || !hl_rows__begins_json(text, length, '{')))
        return HL_OK;
    return hl_error_set(err, HL_REJECTED,
                        "%s: this is %s; export it as one object a line under the name .ndjson "
                        "(pandas: to_json(orient=\"records\", lines=True))",
                        rows->input.path, list ? "a list of JSON (an array)" : "JSON, no CSV");
}

static const char *shown_delimiter(char delimiter, char buffer[4])
{
    (void)snprintf(buffer, 4, delimiter == '\t' ? "\\t" : "%c", delimiter);
    return buffer;
}

static void choose_delimiter(hl_rows *rows, const hl_rows_options *options)
{
    char buffer[4];
    char named = '\0';
    size_t length = 0;
    char standard = ends_with(options->path, ".tsv") ? '\t' : ',';
    const char *text = sample(rows, &length);
    size_t line = hl_rows__sep_line(text, length, &named);
    hl_rows__pass(rows, line);
    rows->delimiter = options->delimiter != '\0' ? options->delimiter : named;
    if (rows->delimiter != '\0')
        return;
    rows->delimiter = hl_rows__find_delimiter(text, length, standard);
    if (rows->delimiter != standard)
        note(rows, "columns are separated by '%s', says the header (--delimiter says otherwise)",
             shown_delimiter(rows->delimiter, buffer));
}

/* ---- header */

static void look_for_header(hl_rows *rows)
{
    static const char delimiters[] = {',', ';', '\t'};
    char buffer[4];
    size_t length = 0;
    size_t fields = rows->record.count;
    bool data = hl_rows__has_number(&rows->record);
    const char *text = sample(rows, &length);
    size_t before = hl_rows__lines_before_header(&rows->record, text, length, rows->delimiter);
    char other = '\0';
    for (size_t i = 0; i < sizeof delimiters && before == 0 && fields == 1; i++) {
        other = delimiters[i];
        before = hl_rows__lines_before_header(&rows->record, text, length, other);
    }
    if (before == 0 && data)
        (void)snprintf(rows->hint, sizeof rows->hint,
                       "; is there a header line at all? line %lld has numbers",
                       (long long)rows->line);
    if (before == 0)
        return;
    int64_t skipped = rows->line - 1;
    skipped += (int64_t)before;
    bool names_other = other != '\0' && other != ',';
    (void)snprintf(rows->hint, sizeof rows->hint,
                   "; line %lld looks like the header: --skip-lines %lld%s%s%s",
                   (long long)skipped + 1, (long long)skipped, names_other ? " --delimiter '" : "",
                   names_other ? shown_delimiter(other, buffer) : "", names_other ? "'" : "");
}

static hl_status bad_header(const hl_rows *rows, hl_error *err)
{
    const hl_record *record = &rows->record;
    const char *text = rows->input.data + rows->at;
    if (record->foreign && !rows->encoding_said && hl_rows__guess_foreign(&rows->guess))
        return hl_rows__encoding_refused(rows, rows->line, "the header", &rows->guess, err);
    return hl_error_set(err, HL_REJECTED, "%s:%lld:%zu: header: %s%s", rows->input.path,
                        (long long)rows->line, hl_base__utf8_count(text, record->problem_at) + 1,
                        record->problem, rows->hint);
}

static hl_status add_column(hl_rows *rows, const char *name, size_t length, hl_error *err)
{
    uint32_t before = rows->names.count;
    uint32_t index = hl_base__map_intern(&rows->names, name, length);
    if (index == HL_MAP_NONE)
        return hl_error_memory(err);
    if (index < before && !rows->json)
        return hl_error_set(err, HL_REJECTED, "%s:%lld: two columns have the name '%.*s'%s",
                            rows->input.path, (long long)rows->line,
                            (int)(length < 200 ? length : 200), name, rows->hint);
    return HL_OK;
}

/* Columns of one name are asked for by their numbers: nobody can know which of them is meant. */
static hl_status add_numbered(hl_rows *rows, const char *name, size_t length, size_t number,
                              hl_error *err)
{
    hl_text text = {0};
    hl_base__text_addf(&text, "%.*s (column %zu)", (int)length, name, number);
    hl_status status = hl_base__text_status(&text, err);
    if (status == HL_OK)
        status = add_column(rows, hl_base__text_string(&text), text.length, err);
    hl_base__text_free(&text);
    return status;
}

/* The name of a column of CSV as it can be asked for. */
static hl_status add_trimmed(hl_rows *rows, const hl_field *field, size_t number, bool alone,
                             hl_error *err)
{
    char unnamed[32];
    const char *name = field->data;
    size_t length = field->length;
    hl_rows__trim_name(&name, &length);
    if (length < field->length && length > 0)
        note(rows, "column %zu is '%.*s', without what stands around the name", number, (int)length,
             name);
    if (length == 0 && hl_base__map_find(&rows->names, "", 0) != HL_MAP_NONE) {
        length = (size_t)snprintf(unnamed, sizeof unnamed, "(column %zu)", number);
        return add_column(rows, unnamed, length, err);
    }
    return alone || length == 0 ? add_column(rows, name, length, err)
                                : add_numbered(rows, name, length, number, err);
}

/* Which columns have a name of their own: alone[i], to be freed; NULL when out of memory. */
static bool *names_alone(const hl_record *record, size_t count)
{
    hl_map names = {0};
    bool *alone = calloc(count + 1, sizeof *alone);
    size_t *first = calloc(count + 1, sizeof *first);
    bool good = alone != NULL && first != NULL;
    for (size_t i = 0; i < count && good; i++) {
        const char *name = record->fields[i].data;
        size_t length = record->fields[i].length;
        uint32_t before = names.count;
        hl_rows__trim_name(&name, &length);
        uint32_t index = hl_base__map_intern(&names, name, length);
        good = index != HL_MAP_NONE;
        alone[i] = good && index == before;
        if (alone[i])
            first[index] = i;
        else if (good)
            alone[first[index]] = false;
    }
    hl_base__map_free(&names);
    free(first);
    if (good)
        return alone;
    free(alone);
    return NULL;
}

/* The last ones without a name are no columns. */
static size_t named_columns(const hl_record *record)
{
    size_t count = record->count;
    while (count > 1) {
        const char *name = record->fields[count - 1].data;
        size_t length = record->fields[count - 1].length;
        hl_rows__trim_name(&name, &length);
        if (length > 0)
            break;
        count--;
    }
    return count;
}

static hl_status add_named(hl_rows *rows, size_t count, hl_error *err)
{
    hl_status status = HL_OK;
    bool *alone = names_alone(&rows->record, count);
    if (alone == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < count && status == HL_OK; i++)
        status = add_trimmed(rows, &rows->record.fields[i], i + 1, alone[i], err);
    free(alone);
    return status;
}

static hl_status add_columns(hl_rows *rows, hl_error *err)
{
    const hl_record *record = &rows->record;
    size_t count = rows->json ? record->count : named_columns(record);
    hl_status status = HL_OK;
    if (record->count > HL_ROWS_MOST_COLUMNS)
        return hl_error_set(err, HL_REJECTED, "%s:%lld: %zu columns; at most %d are read",
                            rows->input.path, (long long)rows->line, record->count,
                            (int)HL_ROWS_MOST_COLUMNS);
    rows->header_count = record->count;
    for (size_t i = 0; rows->json && i < count && status == HL_OK; i++)
        status = add_column(rows, record->keys[i].data, record->keys[i].length, err);
    return rows->json ? status : add_named(rows, count, err);
}

/* CSV: the header is consumed. NDJSON: the first record gives names and is read again as a row. */
static hl_status read_header(hl_rows *rows, hl_error *err)
{
    size_t taken = 0;
    if (!hl_rows__take_record(rows, &taken)) {
        if (rows->json || rows->input.failure != 0)
            return HL_OK;
        return hl_error_set(err, HL_REJECTED,
                            hl_rows__input_done(&rows->input, rows->at) == 0
                                ? "%s: the file is empty; a header line is wanted"
                                : "%s: no header line: there are blank lines alone, or such of "
                                  "nothing but delimiters",
                            rows->input.path);
    }
    if (!rows->json) {
        look_for_header(rows); /* it uses the record */
        (void)hl_rows__take_record(rows, &taken);
    }
    if (rows->record.failed)
        return hl_error_memory(err);
    if (rows->record.problem[0] != '\0')
        return rows->json ? HL_OK : bad_header(rows, err);
    hl_status status = add_columns(rows, err);
    if (status == HL_OK && !rows->json)
        hl_rows__pass(rows, taken);
    return status;
}

static bool look_for_split_numbers(hl_rows *rows)
{
    size_t length = 0;
    if (rows->json || rows->delimiter != ',')
        return true;
    const char *text = sample(rows, &length);
    return hl_rows__split_learn(&rows->split, &rows->record, text, length, whole(rows, length),
                                rows->header_count);
}

hl_status hl_rows__prepare(hl_rows *rows, const hl_rows_options *options, hl_error *err)
{
    size_t length = 0;
    const char *text = sample(rows, &length);
    const char *what = hl_rows__not_a_table(text, length);
    if (what != NULL)
        return hl_error_set(err, HL_REJECTED,
                            "%s: this is %s; save or unpack it as CSV in UTF-8 and name that",
                            rows->input.path, what);
    hl_status status = decode(rows, options, err);
    if (status != HL_OK)
        return status;
    find_line_ends(rows);
    for (size_t i = 0; i < options->skip_lines; i++)
        skip_line(rows);
    choose_format(rows, options);
    status = refuse_other_json(rows, err);
    if (status != HL_OK)
        return status;
    if (!rows->json)
        choose_delimiter(rows, options);
    if (rows->delimiter == '"' || rows->delimiter == '\n' || rows->delimiter == '\r')
        return hl_error_set(err, HL_USAGE, "the delimiter cannot be a quote or a line end");
    status = read_header(rows, err);
    if (status != HL_OK)
        return status;
    rows->fields = calloc(rows->names.count + 1, sizeof *rows->fields);
    return rows->fields == NULL || !look_for_split_numbers(rows) ? hl_error_memory(err) : HL_OK;
}
