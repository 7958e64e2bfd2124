#include "log/stored_attributes.h"

#include <stdlib.h>
#include <string.h>

#include "base/written_number.h"
#include "rows/field_value.h"
#include "json/writer.h"

static bool reserve(hl_log_attributes *a, size_t length)
{
    if (length + 1 <= a->text_size)
        return true;
    char *text = realloc(a->text, (length + 1) * 2);
    if (text == NULL)
        return false;
    a->text = text;
    a->text_size = (length + 1) * 2;
    return true;
}

static hl_value *add_item(hl_log_attributes *a)
{
    if (a->object.count == a->capacity) {
        size_t capacity = a->capacity == 0 ? 32 : a->capacity * 2;
        hl_value *items = realloc(a->items, capacity * sizeof *items);
        if (items == NULL)
            return NULL;
        a->items = items;
        a->capacity = capacity;
    }
    a->object.items = a->items;
    return &a->items[a->object.count++];
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Only control characters are ever written as \u00XX. */
static bool read_escape(const char **in, char **out)
{
    static const char from[] = "\"\\/bfnrt";
    static const char to[] = "\"\\/\b\f\n\r\t";
    char c = *(*in)++;
    const char *known = c == '\0' ? NULL : strchr(from, c);
    if (known != NULL) {
        *(*out)++ = to[known - from];
        return true;
    }
    int high = c == 'u' && (*in)[0] == '0' && (*in)[1] == '0' ? hex_digit((*in)[2]) : -1;
    int low = high < 0 ? -1 : hex_digit((*in)[3]);
    if (low < 0)
        return false;
    *(*out)++ = (char)(high * 16 + low);
    *in += 4;
    return true;
}

/* A JSON string at *in, unescaped to *out and terminated by NUL there. */
static const char *read_string(const char **in, char **out, size_t *length)
{
    char *start = *out;
    if (*(*in)++ != '"')
        return NULL;
    while (**in != '"') {
        if (**in == '\0')
            return NULL;
        if (**in != '\\') {
            *(*out)++ = *(*in)++;
            continue;
        }
        (*in)++;
        if (!read_escape(in, out))
            return NULL;
    }
    (*in)++;
    *length = (size_t)(*out - start);
    *(*out)++ = '\0';
    return start;
}

hl_status hl_log__attributes_add(hl_log_attributes *attributes, const char *key, const char *text,
                                 size_t length)
{
    hl_value *item = add_item(attributes);
    if (item == NULL)
        return HL_FAILED;
    *item = (hl_value){.type = HL_VALUE_UNTYPED, .text = text, .length = length, .key = key};
    return HL_OK;
}

static hl_status read_member(hl_log_attributes *a, const char **in, char **out)
{
    size_t length = 0;
    const char *key = read_string(in, out, &length);
    if (key == NULL || *(*in)++ != ':')
        return HL_REJECTED;
    const char *text = read_string(in, out, &length);
    if (text == NULL)
        return HL_REJECTED;
    hl_status status = hl_log__attributes_add(a, key, text, length);
    return status == HL_OK
               ? hl_rows__untyped_document(text, length, &a->arena, &a->items[a->object.count - 1])
               : status;
}

hl_status hl_log__attributes_read(hl_log_attributes *attributes, const char *json, size_t length)
{
    attributes->object = (hl_value){.type = HL_VALUE_OBJECT};
    hl_base__arena_free(&attributes->arena);
    if (json == NULL || length == 0)
        return HL_OK;
    /* what is read is never longer than what was written: each string gives up two quotes */
    if (!reserve(attributes, length))
        return HL_FAILED;
    const char *in = json;
    char *out = attributes->text;
    if (*in++ != '{')
        return HL_REJECTED;
    if (*in == '}')
        return HL_OK;
    for (;;) {
        hl_status status = read_member(attributes, &in, &out);
        if (status != HL_OK || *in == '}')
            return status;
        if (*in++ != ',')
            return HL_REJECTED;
    }
}

void hl_log__attributes_free(hl_log_attributes *attributes)
{
    free(attributes->items);
    free(attributes->text);
    hl_base__arena_free(&attributes->arena);
    *attributes = (hl_log_attributes){0};
}

static void write_member(hl_json_writer *w, const char *key, const char *text, size_t length)
{
    hl_json__key(w, key);
    hl_json__add_string_bytes(w, text, length);
}

void hl_log__attributes_write(const hl_value *before, const hl_log_attribute *changes, size_t count,
                              hl_text *out)
{
    hl_json_writer w = hl_json__writer(out, 0);
    size_t had = before == NULL ? 0 : before->count;
    hl_json__open_object(&w);
    for (size_t i = 0, j = 0; i < had || j < count;) {
        int order = i == had ? 1 : j == count ? -1 : strcmp(before->items[i].key, changes[j].key);
        if (order < 0)
            write_member(&w, before->items[i].key, before->items[i].text, before->items[i].length);
        else if (changes[j].length > 0)
            write_member(&w, changes[j].key, changes[j].text, changes[j].length);
        i += order <= 0;
        j += order >= 0;
    }
    hl_json__close_object(&w);
}

bool hl_log__attribute_number(const hl_value *attributes, const char *key, hl_i128 *out)
{
    const hl_value *value = hl_base__value_get(attributes, key);
    *out = 0;
    if (value == NULL)
        return false;
    /* there is no column here that could say what "1,299" or "3,5" is, or what is a percent */
    hl_written_number number;
    hl_number_form form = hl_base__written_number(value->text, value->length, '.', true, &number);
    *out = number.attos;
    if (form <= HL_NUMBER_ROUNDED && !number.percent && number.writing != HL_WRITTEN_OPEN_COMMA)
        return true;
    *out = 0;
    return false;
}
