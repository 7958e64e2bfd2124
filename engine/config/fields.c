/* The plain kinds of field: text, numbers, choices, lists of names. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/spelling.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/wide.h"
#include "config/decode.h"

static const char *or_else(const char *accepted, const char *otherwise)
{
    return accepted != NULL ? accepted : otherwise;
}

void hl_config__ignore(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                       void *target)
{
    (void)target;
    (void)hl_config__is(decoder, value, HL_VALUE_STRING, field->accepted);
}

static void keep_text(hl_decoder *decoder, const char *text, size_t length, void *target)
{
    const char *copy = hl_base__arena_bytes(decoder->arena, text, length);
    decoder->no_memory = decoder->no_memory || copy == NULL;
    memcpy(target, &copy, sizeof copy);
}

void hl_config__string(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                       void *target)
{
    if (!hl_config__is(decoder, value, HL_VALUE_STRING, field->accepted))
        return;
    if (value->length == 0)
        hl_config__error(decoder, value, or_else(field->accepted, "some text"),
                         "the text is empty");
    keep_text(decoder, value->text, value->length, target);
}

enum { LONGEST_NAME = 200 };

/* Names of data have none (an import refuses it), so this one would meet none of them. */
static void check_ends(hl_decoder *decoder, const hl_value *value, const char *accepted)
{
    const char *text = value->text;
    size_t length = value->length;
    hl_base__trim(&text, &length);
    if (length < value->length)
        hl_config__newer(decoder, value, accepted, "white space around the name '%.100s'",
                         value->text);
}

void hl_config__name(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                     void *target)
{
    const char *accepted = or_else(field->accepted, "a name of 1 to 200 characters");
    if (!hl_config__is(decoder, value, HL_VALUE_STRING, accepted))
        return;
    size_t characters = hl_base__utf8_count(value->text, value->length);
    bool control = false;
    for (size_t i = 0; i < value->length; i++)
        control = control || (unsigned char)value->text[i] < 0x20 || value->text[i] == 0x7F;
    if (characters == 0)
        hl_config__error(decoder, value, accepted, "the name is empty");
    else if (characters > LONGEST_NAME)
        hl_config__error(decoder, value, accepted, "the name has %zu characters", characters);
    else if (control)
        hl_config__error(decoder, value, accepted, "a control character in a name");
    else
        check_ends(decoder, value, accepted);
    keep_text(decoder, value->text, value->length, target);
}

void hl_config__bool(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                     void *target)
{
    if (hl_config__is(decoder, value, HL_VALUE_BOOL, or_else(field->accepted, "true or false")))
        memcpy(target, &value->boolean, sizeof value->boolean);
}

/* "a number above 0 and below 1" */
static const char *range_text(const hl_config_range *range, const char *what, char *buffer,
                              size_t size)
{
    char low[HL_NUMBER_TEXT];
    char high[HL_NUMBER_TEXT];
    hl_base__number_text(range->low, low);
    hl_base__number_text(range->high, high);
    if (isinf(range->low) && isinf(range->high))
        (void)snprintf(buffer, size, "%s", what);
    else if (isinf(range->high))
        (void)snprintf(buffer, size, "%s %s %s", what, range->low_open ? "above" : "of at least",
                       low);
    else if (range->low_open || range->high_open)
        (void)snprintf(buffer, size, "%s %s %s and %s %s", what,
                       range->low_open ? "above" : "of at least", low,
                       range->high_open ? "below" : "at most", high);
    else
        (void)snprintf(buffer, size, "%s from %s to %s", what, low, high);
    return buffer;
}

static bool in_range(const hl_config_range *range, double x)
{
    return (range->low_open ? x > range->low : x >= range->low) &&
           (range->high_open ? x < range->high : x <= range->high);
}

void hl_config__number(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                       void *target)
{
    char buffer[120];
    const hl_config_range *range = field->more;
    const char *accepted =
        or_else(field->accepted, range_text(range, "a number", buffer, sizeof buffer));
    if (!hl_config__is(decoder, value, HL_VALUE_NUMBER, accepted))
        return;
    if (!in_range(range, value->number))
        hl_config__error(decoder, value, accepted, "%s is out of range", value->text);
    memcpy(target, &value->number, sizeof value->number);
}

void hl_config__integer(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                        void *target)
{
    char buffer[120];
    const hl_config_range *range = field->more;
    const char *accepted =
        or_else(field->accepted, range_text(range, "a whole number", buffer, sizeof buffer));
    if (!hl_config__is(decoder, value, HL_VALUE_NUMBER, accepted))
        return;
    if (value->number != floor(value->number))
        hl_config__error(decoder, value, accepted, "%s is not a whole number", value->text);
    else if (!in_range(range, value->number) || fabs(value->number) > 9e15)
        hl_config__error(decoder, value, accepted, "%s is out of range", value->text);
    else
        *(int64_t *)target = (int64_t)value->number;
}

enum { MOST_CHOICES = 32 };

void hl_config__unknown_row(hl_decoder *decoder, const hl_value *value, const char *what,
                            const hl_named_rows *rows)
{
    const char *names[MOST_CHOICES];
    size_t count = 0;
    while (count < MOST_CHOICES && (names[count] = hl_base__row_name(rows, count)) != NULL)
        count++;
    hl_config__unknown(decoder, value, what, value->text, names, count);
}

static size_t choose(hl_decoder *decoder, const hl_value *value, const hl_named_rows *rows)
{
    if (!hl_config__is(decoder, value, HL_VALUE_STRING, NULL))
        return SIZE_MAX;
    size_t which = hl_base__row_find(rows, value->text, strlen(value->text));
    if (which == SIZE_MAX)
        hl_config__unknown_row(decoder, value, "choice", rows);
    return which;
}

static void choose_from(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                        unsigned first, void *target)
{
    size_t which = choose(decoder, value, field->more);
    unsigned number = first + (unsigned)which;
    if (which != SIZE_MAX)
        memcpy(target, &number, sizeof number);
}

void hl_config__choice(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                       void *target)
{
    choose_from(decoder, value, field, 0, target);
}

void hl_config__choice_or_none(hl_decoder *decoder, const hl_value *value,
                               const hl_config_field *field, void *target)
{
    choose_from(decoder, value, field, 1, target);
}

void hl_config__choice_text(hl_decoder *decoder, const hl_value *value,
                            const hl_config_field *field, void *target)
{
    size_t which = choose(decoder, value, field->more);
    const char *name = hl_base__row_name(field->more, which);
    if (name != NULL)
        memcpy(target, &name, sizeof name);
}

/* Exact: floor(decimal * 2^53), so that a range that ends at 0.3 and one that starts there meet. */
void hl_config__share(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                      void *target)
{
    const char *accepted = or_else(field->accepted, "a number from 0 to 1");
    if (!hl_config__is(decoder, value, HL_VALUE_NUMBER, accepted))
        return;
    hl_i128 attos = 0;
    hl_decimal_form form = hl_base__decimal_parse(value->text, value->length, &attos);
    const hl_i128 one = INT64_C(1000000000000000000);
    if (form == HL_DECIMAL_INVALID || form == HL_DECIMAL_RANGE || attos < 0 || attos > one) {
        hl_config__error(decoder, value, accepted, "%s is out of range", value->text);
        return;
    }
    *(uint64_t *)target = (uint64_t)(attos * ((hl_i128)1 << 53) / one);
}

void hl_config__names(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                      void *target)
{
    const char *accepted = or_else(field->accepted, "a list of names");
    if (!hl_config__is(decoder, value, HL_VALUE_ARRAY, accepted) ||
        !hl_config__fits(decoder, value))
        return;
    const char **names = hl_config__alloc(decoder, value->count, sizeof *names);
    if (names == NULL)
        return;
    for (size_t i = 0; i < value->count && !decoder->no_memory; i++) {
        hl_config__enter(decoder, NULL, i);
        static const hl_config_field plain = {.key = ""};
        hl_config__name(decoder, &value->items[i], &plain, &names[i]);
        for (size_t j = 0; j < i && names[i] != NULL; j++)
            if (names[j] != NULL && strcmp(names[i], names[j]) == 0)
                hl_config__error(decoder, &value->items[i], "each name once",
                                 "'%.200s' stands twice", names[i]);
        hl_config__leave(decoder);
    }
    memcpy(target, &names, sizeof names);
    *(size_t *)(void *)((char *)target - field->offset + field->count_offset) = value->count;
}

static void localized_one(hl_decoder *decoder, const hl_value *value, hl_localized *out)
{
    static const hl_config_field plain = {.key = ""};
    const char **strings = hl_config__alloc(decoder, 2, sizeof *strings);
    if (strings == NULL)
        return;
    strings[0] = "und";
    hl_config__string(decoder, value, &plain, &strings[1]);
    *out = (hl_localized){1, &strings[0], &strings[1]};
}

/* BCP 47, loosely: letters, digits and hyphens, starting with two letters. */
static bool is_language(const char *tag)
{
    size_t length = strlen(tag);
    if (length < 2 || length > 35)
        return false;
    for (size_t i = 0; i < length; i++) {
        bool letter = (tag[i] >= 'a' && tag[i] <= 'z') || (tag[i] >= 'A' && tag[i] <= 'Z');
        bool other = (tag[i] >= '0' && tag[i] <= '9') || tag[i] == '-';
        if (!letter && (i < 2 || !other))
            return false;
    }
    return true;
}

void hl_config__localized(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                          void *target)
{
    static const hl_config_field plain = {.key = ""};
    const char *accepted =
        or_else(field->accepted, "a text, or texts by language: {\"en\": \"...\"}");
    if (value->type == HL_VALUE_STRING) {
        localized_one(decoder, value, target);
        return;
    }
    if (!hl_config__is(decoder, value, HL_VALUE_OBJECT, accepted) ||
        !hl_config__fits(decoder, value))
        return;
    if (value->count == 0)
        hl_config__error(decoder, value, accepted, "there is no text");
    const char **languages = hl_config__alloc(decoder, value->count, sizeof *languages);
    const char **texts = hl_config__alloc(decoder, value->count, sizeof *texts);
    if (languages == NULL || texts == NULL)
        return;
    for (size_t i = 0; i < value->count; i++) {
        const hl_value *text = &value->items[i];
        hl_config__enter(decoder, text->key, 0);
        if (!is_language(text->key))
            hl_config__error(decoder, text, "a language tag such as en, zh, pt-BR",
                             "'%.200s' is no language", text->key);
        keep_text(decoder, text->key, strlen(text->key), &languages[i]);
        hl_config__string(decoder, text, &plain, &texts[i]);
        hl_config__leave(decoder);
    }
    *(hl_localized *)target = (hl_localized){value->count, languages, texts};
}

size_t hl_config__index_of(const hl_decoder *decoder, const char *table, const char *name)
{
    const hl_value *object = hl_base__value_get(decoder->root, table);
    if (object == NULL || object->type != HL_VALUE_OBJECT)
        return SIZE_MAX;
    for (size_t i = 0; i < object->count; i++)
        if (strcmp(object->items[i].key, name) == 0)
            return i;
    return SIZE_MAX;
}

void hl_config__undefined(hl_decoder *decoder, const hl_value *value, const char *table,
                          const char *name)
{
    const hl_value *object = hl_base__value_get(decoder->root, table);
    size_t count = object == NULL || object->type != HL_VALUE_OBJECT ? 0 : object->count;
    const char **names = hl_config__alloc(decoder, count, sizeof *names);
    if (names == NULL)
        return;
    for (size_t i = 0; i < count; i++)
        names[i] = object->items[i].key;
    char what[40];
    (void)snprintf(what, sizeof what, "%.*s", (int)strlen(table) - 1, table);
    hl_config__unknown(decoder, value, what, name, names, count);
}

void hl_config__reference(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                          void *target)
{
    if (!hl_config__is(decoder, value, HL_VALUE_STRING, field->accepted))
        return;
    size_t index = hl_config__index_of(decoder, field->more, value->text);
    if (index == SIZE_MAX)
        hl_config__undefined(decoder, value, field->more, value->text);
    memcpy(target, &index, sizeof index);
}

void hl_config__reference_name(hl_decoder *decoder, const hl_value *value,
                               const hl_config_field *field, void *target)
{
    size_t index = SIZE_MAX;
    hl_config__reference(decoder, value, field, &index);
    if (index != SIZE_MAX)
        keep_text(decoder, value->text, value->length, target);
}
