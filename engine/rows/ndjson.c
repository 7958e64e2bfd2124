/* NDJSON: one flat JSON object a line (RFC 8259), taken apart without building a tree. */
#include <string.h>

#include "base/number.h"
#include "rows/record.h"

typedef struct cursor {
    hl_record *record;
    const char *text;
    size_t length;
    size_t at;
    char *scratch; /* where the next unescaped string goes */
} cursor;

static void skip_space(cursor *c)
{
    while (c->at < c->length &&
           (c->text[c->at] == ' ' || c->text[c->at] == '\t' || c->text[c->at] == '\r'))
        c->at++;
}

static bool fail(cursor *c, const char *what)
{
    hl_rows__record_problem(c->record, c->at, "not a JSON object: %s", what);
    return false;
}

static bool take(cursor *c, char wanted)
{
    skip_space(c);
    if (c->at == c->length || c->text[c->at] != wanted)
        return false;
    c->at++;
    return true;
}

static int hex4(const char *text)
{
    int value = 0;
    for (int i = 0; i < 4; i++) {
        char c = text[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

static size_t put_utf8(char *to, int point)
{
    unsigned p = (unsigned)point;
    if (p < 0x80) {
        to[0] = (char)p;
        return 1;
    }
    if (p < 0x800) {
        to[0] = (char)(0xC0U | p >> 6);
        to[1] = (char)(0x80U | (p & 0x3FU));
        return 2;
    }
    if (p < 0x10000) {
        to[0] = (char)(0xE0U | p >> 12);
        to[1] = (char)(0x80U | (p >> 6 & 0x3FU));
        to[2] = (char)(0x80U | (p & 0x3FU));
        return 3;
    }
    to[0] = (char)(0xF0U | p >> 18);
    to[1] = (char)(0x80U | (p >> 12 & 0x3FU));
    to[2] = (char)(0x80U | (p >> 6 & 0x3FU));
    to[3] = (char)(0x80U | (p & 0x3FU));
    return 4;
}

/* "\uXXXX", or a surrogate pair of them, at text[at] (behind the backslash); 0 when it is none. */
static size_t unicode_escape(const char *text, size_t left, int *point)
{
    if (left < 5 || (*point = hex4(text + 1)) < 0)
        return 0;
    if (*point >= 0xDC00 && *point <= 0xDFFF)
        return 0;
    if (*point < 0xD800 || *point > 0xDBFF)
        return 5;
    if (left < 11 || text[5] != '\\' || text[6] != 'u')
        return 0;
    int low = hex4(text + 7);
    if (low < 0xDC00 || low > 0xDFFF)
        return 0;
    *point = 0x10000 + ((*point - 0xD800) << 10) + (low - 0xDC00);
    return 11;
}

/* One escape at text[c->at], behind the backslash, to c->scratch[*length]. */
static bool unescape(cursor *c, size_t *length)
{
    static const char from[] = "\"\\/bfnrt";
    static const char to[] = "\"\\/\b\f\n\r\t";
    if (c->at == c->length)
        return fail(c, "a string that is never closed");
    const char *plain = memchr(from, c->text[c->at], sizeof from - 1);
    if (plain != NULL) {
        c->scratch[(*length)++] = to[plain - from];
        c->at++;
        return true;
    }
    int point = 0;
    size_t taken =
        c->text[c->at] == 'u' ? unicode_escape(c->text + c->at, c->length - c->at, &point) : 0;
    if (taken == 0)
        return fail(c, "an escape that JSON does not have");
    if (point == 0)
        return fail(c, "NUL in a string");
    c->at += taken;
    *length += put_utf8(c->scratch + *length, point);
    return true;
}

/* Behind the opening quote. Strings without escapes stay where they are. */
static bool string(cursor *c, hl_field *field)
{
    size_t start = c->at;
    while (c->at < c->length && c->text[c->at] != '"' && c->text[c->at] != '\\' &&
           (unsigned char)c->text[c->at] >= 0x20)
        c->at++;
    size_t length = c->at - start;
    *field = (hl_field){c->text + start, length, HL_FIELD_TEXT};
    if (c->at < c->length && c->text[c->at] == '\\') {
        memcpy(c->scratch, field->data, length);
        field->data = c->scratch;
    }
    while (c->at < c->length && c->text[c->at] != '"') {
        char byte = c->text[c->at];
        if ((unsigned char)byte < 0x20)
            return fail(c, "a control character in a string");
        c->at++;
        if (byte != '\\')
            c->scratch[length++] = byte;
        else if (!unescape(c, &length))
            return false;
    }
    if (c->at == c->length)
        return fail(c, "a string that is never closed");
    c->at++;
    field->length = length;
    if (field->data == c->scratch)
        c->scratch += length;
    return true;
}

/* An array or object, kept as its text; only its brackets and strings are looked at. */
static bool nested(cursor *c, hl_field *field)
{
    size_t start = c->at;
    size_t depth = 0;
    bool in_string = false;
    for (; c->at < c->length; c->at++) {
        char byte = c->text[c->at];
        if (in_string && byte == '\\')
            c->at++;
        else if (byte == '"')
            in_string = !in_string;
        else if (!in_string && (byte == '{' || byte == '['))
            depth++;
        else if (!in_string && (byte == '}' || byte == ']') && --depth == 0)
            break;
    }
    if (c->at >= c->length)
        return fail(c, "a bracket that is never closed");
    c->at++;
    *field = (hl_field){c->text + start, c->at - start, HL_FIELD_JSON};
    return true;
}

static bool is_word(const hl_field *field, const char *word)
{
    return field->length == strlen(word) && memcmp(field->data, word, field->length) == 0;
}

/* What the grammar of JSON forbids although it is a number: "01", "1.", ".5", "+1". */
static bool is_number(const hl_field *field)
{
    double number = 0;
    const char *text = field->data;
    size_t at = field->length > 0 && text[0] == '-' ? 1 : 0;
    size_t digits = at;
    while (digits < field->length && text[digits] >= '0' && text[digits] <= '9')
        digits++;
    if (digits == at || (text[at] == '0' && digits > at + 1))
        return false;
    if (digits < field->length && text[digits] == '.' &&
        (digits + 1 == field->length || text[digits + 1] < '0' || text[digits + 1] > '9'))
        return false;
    return hl_base__number_parse(text, field->length, &number);
}

/* A number, true, false or null. */
static bool word(cursor *c, hl_field *field)
{
    static const char ends[] = {',', '}', ']', ' ', '\t', '\r'};
    size_t start = c->at;
    while (c->at < c->length && memchr(ends, c->text[c->at], sizeof ends) == NULL)
        c->at++;
    *field = (hl_field){c->text + start, c->at - start, HL_FIELD_NUMBER};
    if (is_word(field, "null")) {
        field->length = 0; /* it still says where it stood */
        field->kind = HL_FIELD_NULL;
        return true;
    }
    if (is_word(field, "true") || is_word(field, "false")) {
        field->kind = HL_FIELD_BOOL;
        return true;
    }
    if (is_number(field))
        return true;
    c->at = start;
    return fail(c, "a value that is no JSON");
}

static bool value(cursor *c, hl_field *field)
{
    skip_space(c);
    if (c->at == c->length)
        return fail(c, "it ends where a value is wanted");
    char first = c->text[c->at];
    if (first == '"') {
        c->at++;
        return string(c, field);
    }
    return first == '{' || first == '[' ? nested(c, field) : word(c, field);
}

static bool check_key(cursor *c, size_t index)
{
    const hl_field *keys = c->record->keys;
    for (size_t i = 0; i < index; i++)
        if (keys[i].length == keys[index].length &&
            memcmp(keys[i].data, keys[index].data, keys[i].length) == 0) {
            hl_rows__record_problem(c->record, c->at, "the key \"%.*s\" stands twice",
                                    (int)(keys[i].length < 80 ? keys[i].length : 80), keys[i].data);
            return false;
        }
    return true;
}

static bool member(cursor *c)
{
    if (hl_rows__record_field(c->record) == NULL)
        return false;
    size_t index = c->record->count - 1;
    if (!take(c, '"'))
        return fail(c, "a key in double quotes is wanted");
    if (!string(c, &c->record->keys[index]) || !check_key(c, index))
        return false;
    if (!take(c, ':'))
        return fail(c, "':' is wanted behind a key");
    return value(c, &c->record->fields[index]);
}

static bool object(cursor *c)
{
    if (!take(c, '{'))
        return fail(c, "'{' is wanted");
    if (take(c, '}'))
        return true;
    do {
        if (!member(c))
            return false;
    } while (take(c, ','));
    return take(c, '}') || fail(c, "',' or '}' is wanted");
}

size_t hl_rows__json_record(hl_record *record, const char *text, size_t length, bool final)
{
    record->count = 0;
    record->foreign = false;
    record->problem[0] = '\0';
    const char *end = memchr(text, '\n', length);
    if (end == NULL && !final)
        return 0;
    size_t line = end == NULL ? length : (size_t)(end - text);
    record->length = line > 0 && text[line - 1] == '\r' ? line - 1 : line;
    size_t taken = end == NULL ? length : line + 1;
    if (line > HL_ROWS_MOST_BYTES) {
        hl_rows__record_problem(record, 0, "a record longer than 16 MiB");
        return taken;
    }
    hl_rows__record_check_text(record, text, text, record->length);
    hl_base__text_clear(&record->scratch);
    hl_base__text_add_repeat(&record->scratch, ' ', record->length + 1);
    if (record->scratch.failed) {
        record->failed = true;
        hl_rows__record_problem(record, 0, "out of memory");
    }
    cursor c = {record, text, record->length, 0, record->scratch.data};
    if (record->problem[0] == '\0' && object(&c)) {
        skip_space(&c);
        if (c.at < c.length)
            (void)fail(&c, "text behind the object");
    }
    return taken;
}
