#include "rows/field_value.h"

#include <string.h>

#include "base/number.h"
#include "json/json.h"

static bool is_word(const hl_field *field, const char *word)
{
    return field->length == strlen(word) && memcmp(field->data, word, field->length) == 0;
}

static hl_status refuse(const hl_field *field, const char *key, const char *what, hl_error *err)
{
    return hl_error_set(err, HL_REJECTED, "%s: is not a %s: '%.*s'", key, what,
                        field->length < 60 ? (int)field->length : 60, field->data);
}

static hl_status document(const hl_field *field, const char *key, hl_arena *arena, hl_value *out,
                          hl_error *err)
{
    const hl_value *parsed = NULL;
    hl_status status =
        hl_json__parse(key, field->data, field->length, 1, arena, NULL, &parsed, err);
    if (status == HL_OK) {
        *out = *parsed;
        out->key = key;
    }
    return status;
}

hl_status hl_rows__untyped_document(const char *text, size_t length, hl_arena *arena, hl_value *out)
{
    const hl_value *parsed = NULL;
    if (length < 2 || (text[0] != '[' && text[0] != '{'))
        return HL_OK;
    hl_status status = hl_json__parse("", text, length, 1, arena, NULL, &parsed, NULL);
    if (status == HL_REJECTED)
        return HL_OK; /* a text that begins so */
    if (status != HL_OK)
        return HL_FAILED;
    const char *key = out->key;
    *out = *parsed;
    out->key = key;
    out->text = text;
    out->length = length;
    return HL_OK;
}

hl_status hl_rows__field_value(const hl_field *field, const char *key, hl_arena *arena,
                               hl_value *out, hl_error *err)
{
    *out = (hl_value){.key = key, .text = field->data, .length = field->length};
    switch (field->kind) {
    case HL_FIELD_UNTYPED:
        out->type = HL_VALUE_UNTYPED;
        if (hl_rows__untyped_document(field->data, field->length, arena, out) != HL_OK)
            return hl_error_memory(err);
        return HL_OK;
    case HL_FIELD_TEXT:
        out->type = HL_VALUE_STRING;
        return HL_OK;
    case HL_FIELD_NUMBER:
        out->type = HL_VALUE_NUMBER;
        if (!hl_base__number_parse(field->data, field->length, &out->number))
            return refuse(field, key, "number", err);
        return HL_OK;
    case HL_FIELD_BOOL:
        *out = (hl_value){.key = key, .type = HL_VALUE_BOOL, .boolean = is_word(field, "true")};
        if (!out->boolean && !is_word(field, "false"))
            return refuse(field, key, "boolean", err);
        return HL_OK;
    case HL_FIELD_JSON:
        return document(field, key, arena, out, err);
    case HL_FIELD_ABSENT:
    case HL_FIELD_NULL:
        break;
    }
    *out = (hl_value){.key = key, .type = HL_VALUE_NULL};
    return HL_OK;
}
