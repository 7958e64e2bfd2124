#include "assign/user_attributes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/number.h"
#include "base/utf8.h"
#include "rows/field_value.h"

struct hl_attributes {
    hl_value object;
    hl_value *items;
    size_t capacity;
    hl_arena arena; /* names and texts */
};

hl_attributes *hl_attributes_new(void)
{
    hl_attributes *a = calloc(1, sizeof *a);
    if (a != NULL)
        a->object.type = HL_VALUE_OBJECT;
    return a;
}

void hl_attributes_clear(hl_attributes *attributes)
{
    hl_base__arena_free(&attributes->arena);
    attributes->object.count = 0;
}

void hl_attributes_free(hl_attributes *attributes)
{
    if (attributes == NULL)
        return;
    hl_attributes_clear(attributes);
    free(attributes->items);
    free(attributes);
}

const hl_value *hl_assign__attributes_object(const hl_attributes *attributes)
{
    return attributes == NULL ? NULL : &attributes->object;
}

static size_t find(const hl_attributes *a, const char *name)
{
    size_t at = 0;
    while (at < a->object.count && strcmp(a->items[at].key, name) != 0)
        at++;
    return at;
}

static bool reserve(hl_attributes *a)
{
    if (a->object.count < a->capacity)
        return true;
    size_t capacity = a->capacity == 0 ? 16 : a->capacity * 2;
    hl_value *items = realloc(a->items, capacity * sizeof *items);
    if (items == NULL)
        return false;
    a->items = items;
    a->object.items = items;
    a->capacity = capacity;
    return true;
}

/* Replaces the attribute, or adds it. */
static hl_status put(hl_attributes *a, const char *name, hl_value value, hl_error *err)
{
    size_t at = find(a, name);
    value.key = at < a->object.count ? a->items[at].key : hl_base__arena_string(&a->arena, name);
    if (value.key == NULL || !reserve(a))
        return hl_error_memory(err);
    a->items[at] = value;
    a->object.count += at == a->object.count;
    return HL_OK;
}

static void take_away(hl_attributes *a, const char *name)
{
    size_t at = find(a, name);
    if (at < a->object.count)
        a->items[at] = a->items[--a->object.count];
}

static hl_status check_text(const char *name, const char *text, size_t length, hl_error *err)
{
    if (hl_base__utf8_invalid_at(text, length) == length && memchr(text, '\0', length) == NULL)
        return HL_OK;
    return hl_error_set(err, HL_REJECTED, "%s: the text is not UTF-8, or has a NUL in it", name);
}

hl_status hl_attributes_set_field(hl_attributes *attributes, const char *name,
                                  const hl_field *field, hl_error *err)
{
    if (field->kind == HL_FIELD_ABSENT) {
        take_away(attributes, name);
        return HL_OK;
    }
    hl_status status = check_text(name, field->data, field->length, err);
    if (status != HL_OK)
        return status;
    hl_value value;
    hl_field kept = *field;
    kept.data = hl_base__arena_bytes(&attributes->arena, field->data, field->length);
    if (kept.data == NULL)
        return hl_error_memory(err);
    status = hl_rows__field_value(&kept, name, &attributes->arena, &value, err);
    return status == HL_OK ? put(attributes, name, value, err) : status;
}

hl_status hl_attributes_set_text(hl_attributes *attributes, const char *name, const char *text,
                                 hl_error *err)
{
    const hl_field field = hl_field_text(text);
    return hl_attributes_set_field(attributes, name, &field, err);
}

hl_status hl_attributes_set_bool(hl_attributes *attributes, const char *name, bool value,
                                 hl_error *err)
{
    const hl_field field = hl_field_bool(value);
    return hl_attributes_set_field(attributes, name, &field, err);
}

static hl_status not_finite(const char *name, hl_error *err)
{
    return hl_error_set(err, HL_REJECTED, "%s: the number is not finite", name);
}

hl_status hl_attributes_set_number(hl_attributes *attributes, const char *name, double number,
                                   hl_error *err)
{
    char digits[HL_FIELD_DIGITS];
    const hl_field field = hl_field_number(number, digits);
    if (!isfinite(number))
        return not_finite(name, err);
    return hl_attributes_set_field(attributes, name, &field, err);
}

static hl_value *new_list(hl_attributes *a, size_t count, hl_value *list)
{
    hl_value *items = hl_base__arena_array(&a->arena, count + 1, sizeof *items);
    *list = (hl_value){.type = HL_VALUE_ARRAY, .count = count, .items = items};
    return items;
}

hl_status hl_attributes_set_texts(hl_attributes *attributes, const char *name,
                                  const char *const *texts, size_t count, hl_error *err)
{
    hl_value list;
    hl_value *items = new_list(attributes, count, &list);
    if (items == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(texts[i]);
        if (check_text(name, texts[i], length, err) != HL_OK)
            return HL_REJECTED;
        const char *kept = hl_base__arena_string(&attributes->arena, texts[i]);
        if (kept == NULL)
            return hl_error_memory(err);
        items[i] = (hl_value){.type = HL_VALUE_STRING, .text = kept, .length = length};
    }
    return put(attributes, name, list, err);
}

hl_status hl_attributes_set_numbers(hl_attributes *attributes, const char *name,
                                    const double *numbers, size_t count, hl_error *err)
{
    hl_value list;
    hl_value *items = new_list(attributes, count, &list);
    if (items == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < count; i++) {
        char digits[HL_NUMBER_TEXT];
        if (!isfinite(numbers[i]))
            return not_finite(name, err);
        const char *kept =
            hl_base__arena_string(&attributes->arena, hl_base__number_text(numbers[i], digits));
        if (kept == NULL)
            return hl_error_memory(err);
        items[i] = (hl_value){
            .type = HL_VALUE_NUMBER, .number = numbers[i], .text = kept, .length = strlen(kept)};
    }
    return put(attributes, name, list, err);
}
