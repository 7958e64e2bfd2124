/* CSV as RFC 4180 has it, with LF as well as CRLF at the end of a line, any delimiter. A formula of
 * a text, ="00123", by which exporters keep a spreadsheet from changing it, is the text. */
#include <string.h>

#include "base/utf8.h"
#include "rows/record.h"

/* What stopped the reading of a field. */
typedef enum stop { AT_DELIMITER, AT_LINE_END, AT_LIMIT, AT_PROBLEM } stop;

typedef struct cursor {
    hl_record *record;
    const char *text;
    size_t limit;
    bool whole; /* the limit is the end of the file */
    char delimiter;
    size_t at;
    bool escapes; /* some field has doubled quotes */
} cursor;

/* Behind a field: a delimiter, a line end, or the end of the text; blanks behind a quote are none
 * of the field. */
static stop behind_field(cursor *c)
{
    size_t end = c->at;
    while (end < c->limit && c->text[end] == ' ' && c->delimiter != ' ')
        end++;
    if (end == c->limit || c->text[end] == c->delimiter || c->text[end] == '\n' ||
        c->text[end] == '\r')
        c->at = end;
    if (c->at == c->limit)
        return AT_LIMIT;
    char next = c->text[c->at];
    if (next == c->delimiter) {
        c->at++;
        return AT_DELIMITER;
    }
    if (next == '\n')
        return AT_LINE_END;
    if (next == '\r' && c->at + 1 == c->limit && !c->whole) {
        c->at++;
        return AT_LIMIT;
    }
    if (next == '\r' && (c->at + 1 == c->limit || c->text[c->at + 1] == '\n')) {
        c->at++;
        return c->at == c->limit ? AT_LIMIT : AT_LINE_END;
    }
    hl_rows__record_problem(c->record, c->at, "text after the closing quote of a field");
    return AT_PROBLEM;
}

static bool is_blank(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] != ' ')
            return false;
    return true;
}

/* What may stand before the quote of a field: blanks, as some programs write them, and the sign of
 * a formula. */
static bool may_open(const char *text, size_t length)
{
    return is_blank(text, length) || (text[length - 1] == '=' && is_blank(text, length - 1));
}

static stop quoted(cursor *c, hl_field *field);

static stop unquoted(cursor *c, hl_field *field)
{
    size_t start = c->at;
    const char *text = c->text;
    size_t at = start;
    while (at < c->limit && text[at] != c->delimiter && text[at] != '\n' && text[at] != '"')
        at++;
    c->at = at;
    field->data = text + start;
    field->length = at - start;
    if (at < c->limit && text[at] == '"' && may_open(field->data, field->length))
        return quoted(c, field);
    if (at < c->limit && text[at] == '"') {
        hl_rows__record_problem(c->record, at,
                                "a quote inside an unquoted field; quote the field and double it");
        return AT_PROBLEM;
    }
    bool ends = at == c->limit || text[at] == '\n';
    if (ends && field->length > 0 && text[at - 1] == '\r')
        field->length--;
    field->kind = field->length > 0 ? HL_FIELD_UNTYPED : HL_FIELD_ABSENT;
    return behind_field(c);
}

static stop quoted(cursor *c, hl_field *field)
{
    size_t start = ++c->at;
    for (;;) {
        const char *quote = memchr(c->text + c->at, '"', c->limit - c->at);
        if (quote == NULL || (quote + 1 == c->text + c->limit && !c->whole)) {
            c->at = c->limit;
            hl_rows__record_problem(c->record, start - 1, "a quote that is never closed");
            return AT_LIMIT;
        }
        c->at = (size_t)(quote - c->text) + 1;
        if (c->at == c->limit || c->text[c->at] != '"')
            break;
        c->at++;
        c->escapes = true;
    }
    field->data = c->text + start;
    field->length = c->at - 1 - start;
    field->kind = field->length > 0 ? HL_FIELD_UNTYPED : HL_FIELD_TEXT;
    stop why = behind_field(c);
    if (why == AT_PROBLEM && memchr(field->data, '\n', field->length) != NULL) {
        /* the quote at fault is the one that opened, lines before */
        c->record->problem[0] = '\0';
        hl_rows__record_problem(c->record, start - 1, "a quote that is not closed in its line");
    }
    return why;
}

static stop read_fields(cursor *c)
{
    stop why = AT_DELIMITER;
    while (why == AT_DELIMITER) {
        hl_field *field = hl_rows__record_field(c->record);
        if (field == NULL)
            return AT_PROBLEM;
        bool opens = c->at < c->limit && c->text[c->at] == '"';
        why = opens ? quoted(c, field) : unquoted(c, field);
    }
    return why;
}

static size_t undouble(char *to, const hl_field *field)
{
    size_t length = 0;
    for (size_t i = 0; i < field->length; i++) {
        to[length++] = field->data[i];
        if (field->data[i] == '"')
            i++;
    }
    return length;
}

/* ="text" is the text: a formula within quotes, as a CSV writer quotes it. */
static hl_field formula_text(const char *text, size_t length)
{
    bool is_text = length > 3 && text[0] == '=' && text[1] == '"' && text[length - 1] == '"' &&
                   memchr(text + 2, '"', length - 3) == NULL;
    return is_text ? (hl_field){text + 2, length - 3, HL_FIELD_UNTYPED}
                   : (hl_field){text, length, HL_FIELD_UNTYPED};
}

/* Doubled quotes become one, in the scratch text, which is first made large enough to stay put. */
static void unescape(hl_record *record)
{
    hl_text *scratch = &record->scratch;
    hl_base__text_clear(scratch);
    hl_base__text_add_repeat(scratch, ' ', record->length + 1);
    if (scratch->failed) {
        record->failed = true;
        hl_rows__record_problem(record, 0, "out of memory");
        return;
    }
    char *to = scratch->data;
    for (size_t i = 0; i < record->count; i++) {
        hl_field *field = &record->fields[i];
        if (memchr(field->data, '"', field->length) == NULL)
            continue;
        size_t length = undouble(to, field);
        *field = formula_text(to, length);
        to += length;
    }
}

/* A record with a problem is its first line. */
static size_t give_up(hl_record *record, const char *text, size_t length, bool final)
{
    const char *end = memchr(text, '\n', length);
    if (end == NULL && !final)
        return 0;
    size_t line = end == NULL ? length : (size_t)(end - text);
    record->length = line > 0 && text[line - 1] == '\r' ? line - 1 : line;
    return end == NULL ? length : line + 1;
}

/* A record of good text is most of them; of others only the columns that are used matter. */
static void check_text(hl_record *record, const char *text)
{
    if (hl_base__utf8_invalid_at(text, record->length) == record->length &&
        memchr(text, '\0', record->length) == NULL)
        return;
    if (record->uses == NULL) {
        hl_rows__record_check_text(record, text, text, record->length);
        return;
    }
    for (size_t i = 0; i < record->count && i < record->use_count; i++) {
        const hl_field *field = &record->fields[i];
        if (record->uses[i] == HL_ROWS_TEXT)
            hl_rows__record_check_text(record, text, field->data, field->length);
        else if (record->uses[i] == HL_ROWS_BYTES &&
                 hl_base__utf8_invalid_at(field->data, field->length) < field->length)
            record->foreign = true;
    }
}

size_t hl_rows__csv_record(hl_record *record, const char *text, size_t length, bool final,
                           char delimiter)
{
    bool cut = length > HL_ROWS_MOST_BYTES;
    cursor c = {record, text, cut ? HL_ROWS_MOST_BYTES : length, final && !cut, delimiter,
                0,      false};
    record->count = 0;
    record->foreign = false;
    record->cut = false;
    record->problem[0] = '\0';
    stop why = read_fields(&c);
    if (why == AT_LIMIT && !c.whole) {
        if (!cut)
            return 0;
        hl_rows__record_problem(record, 0, "a record longer than 16 MiB");
    }
    if (record->problem[0] != '\0')
        return give_up(record, text, length, final);
    record->cut = why == AT_LIMIT;
    record->length = c.at > 0 && text[c.at - 1] == '\r' ? c.at - 1 : c.at;
    size_t taken = why == AT_LINE_END ? c.at + 1 : c.at;
    check_text(record, text);
    if (c.escapes)
        unescape(record);
    return taken;
}

size_t hl_rows__csv_blank_line(const char *text, size_t length, bool final, char delimiter)
{
    size_t limit = length < HL_ROWS_MOST_BYTES ? length : HL_ROWS_MOST_BYTES;
    size_t at = 0;
    while (at < limit && (text[at] == delimiter || text[at] == ' ' || text[at] == '\t'))
        at++;
    at += at < limit && text[at] == '\r';
    if (at < limit && text[at] == '\n')
        return at + 1;
    return at == length && final ? at : 0;
}
