#include "config/decode.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/fullwidth.h"
#include "base/suggest.h"
#include "base/text.h"
#include "json/json.h"

void hl_config__enter(hl_decoder *decoder, const char *key, size_t index)
{
    if (decoder->depth < HL_CONFIG_DEPTH)
        decoder->path[decoder->depth] = (hl_config_step){key, index};
    decoder->depth++;
}

void hl_config__leave(hl_decoder *decoder)
{
    decoder->depth--;
}

void *hl_config__alloc(hl_decoder *decoder, size_t count, size_t size)
{
    void *memory = hl_base__arena_array(decoder->arena, count, size);
    if (memory == NULL)
        decoder->no_memory = true;
    return memory;
}

static void report(hl_decoder *decoder, hl_severity severity, const hl_value *value,
                   const char *accepted, const char *format, va_list arguments) HL_PRINTF(5, 0);

static void report(hl_decoder *decoder, hl_severity severity, const hl_value *value,
                   const char *accepted, const char *format, va_list arguments)
{
    size_t count = hl_problems_count(decoder->problems);
    if (count > HL_CONFIG_MOST_PROBLEMS)
        return;
    if (count == HL_CONFIG_MOST_PROBLEMS) {
        const hl_problem more = {HL_PROBLEM_ERROR,
                                 decoder->file,
                                 value->line,
                                 value->column,
                                 NULL,
                                 "there are more problems than are shown",
                                 NULL};
        hl_problems_add(decoder->problems, &more);
        return;
    }
    char message[600];
    int used = vsnprintf(message, sizeof message, format, arguments);
    hl_fullwidth wide;
    /* what looks right and is not */
    if (severity == HL_PROBLEM_ERROR && value->type == HL_VALUE_STRING && used > 0 &&
        (size_t)used < sizeof message && hl_base__fullwidth(value->text, value->length, &wide))
        (void)snprintf(message + used, sizeof message - (size_t)used,
                       "; '%.3s' is full-width, for '%c'", value->text + wide.at, wide.half);
    hl_text pointer = {0};
    for (size_t i = 0; i < decoder->depth && i < HL_CONFIG_DEPTH; i++)
        hl_json__pointer_add(&pointer, decoder->path[i].key, decoder->path[i].index);
    const hl_problem problem = {
        severity, decoder->file, value->line, value->column, hl_base__text_string(&pointer),
        message,  accepted};
    hl_problems_add(decoder->problems, &problem);
    decoder->no_memory = decoder->no_memory || pointer.failed;
    hl_base__text_free(&pointer);
}

void hl_config__error(hl_decoder *decoder, const hl_value *value, const char *accepted,
                      const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    report(decoder, HL_PROBLEM_ERROR, value, accepted, format, arguments);
    va_end(arguments);
}

void hl_config__newer(hl_decoder *decoder, const hl_value *value, const char *accepted,
                      const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    report(decoder, decoder->kept ? HL_PROBLEM_WARNING : HL_PROBLEM_ERROR, value, accepted, format,
           arguments);
    va_end(arguments);
}

void hl_config__warn(hl_decoder *decoder, const hl_value *value, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    report(decoder, HL_PROBLEM_WARNING, value, NULL, format, arguments);
    va_end(arguments);
}

/* The member when there is one (entered), else the object. */
static const hl_value *place_of(hl_decoder *decoder, const hl_value *object, const char *key)
{
    const hl_value *member = hl_base__value_get(object, key);
    if (member == NULL)
        return object;
    hl_config__enter(decoder, key, 0);
    return member;
}

void hl_config__error_at(hl_decoder *decoder, const hl_value *object, const char *key,
                         const char *accepted, const char *format, ...)
{
    size_t depth = decoder->depth;
    const hl_value *value = place_of(decoder, object, key);
    va_list arguments;
    va_start(arguments, format);
    report(decoder, HL_PROBLEM_ERROR, value, accepted, format, arguments);
    va_end(arguments);
    decoder->depth = depth;
}

void hl_config__newer_at(hl_decoder *decoder, const hl_value *object, const char *key,
                         const char *accepted, const char *format, ...)
{
    size_t depth = decoder->depth;
    const hl_value *value = place_of(decoder, object, key);
    va_list arguments;
    va_start(arguments, format);
    report(decoder, decoder->kept ? HL_PROBLEM_WARNING : HL_PROBLEM_ERROR, value, accepted, format,
           arguments);
    va_end(arguments);
    decoder->depth = depth;
}

void hl_config__warn_at(hl_decoder *decoder, const hl_value *object, const char *key,
                        const char *format, ...)
{
    size_t depth = decoder->depth;
    const hl_value *value = place_of(decoder, object, key);
    va_list arguments;
    va_start(arguments, format);
    report(decoder, HL_PROBLEM_WARNING, value, NULL, format, arguments);
    va_end(arguments);
    decoder->depth = depth;
}

enum { MOST_NAMES_SHOWN = 40 };

void hl_config__unknown(hl_decoder *decoder, const hl_value *value, const char *what,
                        const char *name, const char *const *names, size_t count)
{
    if (hl_problems_count(decoder->problems) > HL_CONFIG_MOST_PROBLEMS)
        return;
    hl_text list = {0};
    for (size_t i = 0; i < count && i < MOST_NAMES_SHOWN; i++)
        hl_base__text_addf(&list, "%s%s", i == 0 ? "" : ", ", names[i]);
    if (count > MOST_NAMES_SHOWN)
        hl_base__text_add(&list, ", ...");
    const char *near = hl_base__suggest_word(name, names, count);
    const char *accepted = count == 0 ? NULL : hl_base__text_string(&list);
    if (near != NULL) /* what was meant: the others would bury it */
        hl_config__error(decoder, value, NULL, "there is no %s '%.200s'; did you mean '%s'?", what,
                         name, near);
    else
        hl_config__error(decoder, value, accepted, "there is no %s '%.200s'", what, name);
    decoder->no_memory = decoder->no_memory || list.failed;
    hl_base__text_free(&list);
}

bool hl_config__is(hl_decoder *decoder, const hl_value *value, hl_value_type type,
                   const char *accepted)
{
    if (value->type == type)
        return true;
    const char *is = hl_base__value_type_name(value->type);
    hl_config__error(decoder, value, accepted, "this is %s%s, not %s%s",
                     value->type == HL_VALUE_NULL     ? ""
                     : strchr("aeiou", is[0]) == NULL ? "a "
                                                      : "an ",
                     is, strchr("ao", hl_base__value_type_name(type)[0]) == NULL ? "a " : "an ",
                     hl_base__value_type_name(type));
    return false;
}

bool hl_config__fits(hl_decoder *decoder, const hl_value *value)
{
    if (value->count <= HL_CONFIG_MOST_ITEMS)
        return true;
    hl_config__error(decoder, value, "at most 10000 entries", "there are %zu entries",
                     value->count);
    return false;
}

static const hl_config_field *find_field(const hl_config_record *record, const char *key)
{
    for (size_t i = 0; i < record->count; i++)
        if (strcmp(record->fields[i].key, key) == 0)
            return &record->fields[i];
    return NULL;
}

enum { MOST_FIELDS = 40 };

static void check_keys(hl_decoder *decoder, const hl_value *value, const hl_config_record *record)
{
    const char *names[MOST_FIELDS];
    for (size_t i = 0; i < record->count; i++)
        names[i] = record->fields[i].key;
    for (size_t i = 0; i < value->count; i++) {
        const hl_value *member = &value->items[i];
        if (find_field(record, member->key) != NULL)
            continue;
        hl_config__enter(decoder, member->key, 0);
        hl_config__unknown(decoder, member, "key", member->key, names, record->count);
        hl_config__leave(decoder);
    }
}

/* True when there was no error. */
static bool decode_field(hl_decoder *decoder, const hl_value *object,
                         const hl_config_record *record, const hl_config_field *field, char *out)
{
    size_t errors = hl_problems_errors(decoder->problems);
    const hl_value *member = hl_base__value_get(object, field->key);
    if (member == NULL) {
        if (field->required)
            hl_config__error(decoder, object, field->accepted, "%s needs the key '%s'",
                             record->what, field->key);
        return !field->required;
    }
    hl_config__enter(decoder, field->key, 0);
    field->decode(decoder, member, field, out + field->offset);
    hl_config__leave(decoder);
    return hl_problems_errors(decoder->problems) == errors;
}

bool hl_config__sound(const hl_decoder *decoder, const char *key)
{
    const hl_config_field *field = find_field(decoder->record, key);
    return field == NULL ||
           (decoder->broken >> (unsigned)(field - decoder->record->fields) & 1U) == 0;
}

bool hl_config__record(hl_decoder *decoder, const hl_value *value, const hl_config_record *record,
                       void *out)
{
    if (record->initial != NULL)
        memcpy(out, record->initial, record->size);
    size_t errors = hl_problems_errors(decoder->problems);
    if (!hl_config__is(decoder, value, HL_VALUE_OBJECT, NULL))
        return false;
    check_keys(decoder, value, record);
    uint64_t broken = 0;
    for (size_t i = 0; i < record->count; i++)
        if (!decode_field(decoder, value, record, &record->fields[i], out))
            broken |= UINT64_C(1) << i;
    if (decoder->no_memory)
        return false;
    decoder->record = record;
    decoder->broken = broken;
    if (record->check != NULL)
        record->check(decoder, value, out);
    return hl_problems_errors(decoder->problems) == errors;
}

/* Where the count of a list goes: field->offset is where `target` is. */
static size_t *count_of(const hl_config_field *field, void *target)
{
    return (size_t *)(void *)((char *)target - field->offset + field->count_offset);
}

void hl_config__object(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                       void *target)
{
    (void)hl_config__record(decoder, value, field->more, target);
}

void hl_config__list(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                     void *target)
{
    const hl_config_record *record = field->more;
    if (!hl_config__is(decoder, value, HL_VALUE_ARRAY, field->accepted) ||
        !hl_config__fits(decoder, value))
        return;
    char *items = hl_config__alloc(decoder, value->count, record->size);
    if (items == NULL)
        return;
    for (size_t i = 0; i < value->count; i++) {
        hl_config__enter(decoder, NULL, i);
        (void)hl_config__record(decoder, &value->items[i], record, items + i * record->size);
        hl_config__leave(decoder);
    }
    memcpy(target, &items, sizeof items);
    *count_of(field, target) = value->count;
}

void hl_config__table(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                      void *target)
{
    const hl_config_record *record = field->more;
    if (!hl_config__is(decoder, value, HL_VALUE_OBJECT, field->accepted) ||
        !hl_config__fits(decoder, value))
        return;
    char *items = hl_config__alloc(decoder, value->count, record->size);
    if (items == NULL)
        return;
    static const hl_config_field name = {.key = "", .accepted = "a name of 1 to 200 characters"};
    for (size_t i = 0; i < value->count; i++) {
        const hl_value *member = &value->items[i];
        char *item = items + i * record->size;
        hl_config__enter(decoder, member->key, 0);
        (void)hl_config__record(decoder, member, record, item);
        hl_value key = {.type = HL_VALUE_STRING,
                        .text = member->key,
                        .length = strlen(member->key),
                        .line = member->line,
                        .column = member->column};
        hl_config__name(decoder, &key, &name, item);
        hl_config__leave(decoder);
    }
    memcpy(target, &items, sizeof items);
    *count_of(field, target) = value->count;
}
