#include "assign/known_attributes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/spelling.h"
#include "base/suggest.h"
#include "base/utf8.h"
#include "base/written_number.h"

bool hl_assign__known_want(hl_known_attributes *known, const char *name)
{
    uint32_t before = known->wanted.count;
    if (before == known->seen_capacity) {
        size_t capacity = before == 0 ? 16 : (size_t)before * 2;
        bool *seen = realloc(known->seen, capacity * sizeof *seen);
        if (seen == NULL)
            return false;
        known->seen = seen;
        known->seen_capacity = capacity;
    }
    uint32_t number = hl_base__map_intern(&known->wanted, name, strlen(name));
    if (number != HL_MAP_NONE && number == before)
        known->seen[number] = false;
    return number != HL_MAP_NONE;
}

static bool want_one(void *context, const char *name)
{
    return hl_assign__known_want(context, name);
}

enum { VALUES_MOST = 100 };

static bool want_value(void *context, const char *name, const hl_value *text)
{
    hl_known_attributes *known = context;
    uint32_t attribute = hl_base__map_find(&known->wanted, name, strlen(name));
    bool yes = false; /* misled_text.h has those that say yes or no */
    if (known->value_count == VALUES_MOST || attribute == HL_MAP_NONE || text->length == 0 ||
        hl_base__written_bit(text->text, text->length, &yes) == HL_NUMBER_EXACT)
        return true;
    if (known->values == NULL)
        known->values = calloc(VALUES_MOST, sizeof *known->values);
    if (known->values == NULL)
        return false;
    known->values[known->value_count++] =
        (hl_known_value){.attribute = attribute, .text = text->text, .length = text->length};
    return true;
}

bool hl_assign__known_want_read(hl_known_attributes *known, const hl_predicate *predicate)
{
    return predicate == NULL || (hl_assign__predicate_attributes(predicate, want_one, known) &&
                                 hl_assign__predicate_texts(predicate, want_value, known));
}

bool hl_assign__known_all(const hl_known_attributes *known)
{
    return known->seen_count == known->wanted.count && known->value_count == 0;
}

static bool add_name(hl_known_attributes *known, const char *name)
{
    enum { NAMES_MOST = 1000 };
    return known->names.count >= NAMES_MOST ||
           hl_base__map_intern(&known->names, name, strlen(name)) != HL_MAP_NONE;
}

bool hl_assign__known_columns(hl_known_attributes *known, const hl_row_source *rows)
{
    for (size_t i = 0; i < rows->column_count; i++)
        if (!add_name(known, rows->columns[i]))
            return false;
    return true;
}

/* What can be alike at all begins alike, or with what is folded away. */
static bool may_be_alike(const char *a, const char *b)
{
    unsigned char x = (unsigned char)a[0], y = (unsigned char)b[0];
    unsigned char low = x >= 'A' && x <= 'Z' ? (unsigned char)(x + 32) : x;
    unsigned char other = y >= 'A' && y <= 'Z' ? (unsigned char)(y + 32) : y;
    return low == other || (x >= 0x80) != (y >= 0x80) || x == ' ' || y == ' ';
}

/* Where a list has the value as users write it, too, all is well. */
static bool is_wanted(const hl_known_attributes *known, uint32_t attribute, const hl_value *is)
{
    for (size_t i = 0; i < known->value_count; i++) {
        const hl_known_value *v = &known->values[i];
        if (v->attribute == attribute && v->length == is->length &&
            memcmp(v->text, is->text, is->length) == 0)
            return true;
    }
    return false;
}

static void note_value(hl_known_attributes *known, uint32_t attribute, const hl_value *is)
{
    for (size_t i = 0; is->text != NULL && is->length > 0 && i < known->value_count; i++) {
        hl_known_value *v = &known->values[i];
        if (v->attribute != attribute)
            continue;
        if (is->length == v->length && memcmp(is->text, v->text, v->length) == 0) {
            v->seen = true;
        } else if (may_be_alike(is->text, v->text) &&
                   hl_base__are_alike(is->text, is->length, v->text, v->length) &&
                   !is_wanted(known, attribute, is)) {
            v->alike++;
            if (v->near[0] == '\0' || strcmp(is->text, v->near) < 0)
                hl_base__utf8_keep(v->near, sizeof v->near, is->text, is->length);
        }
    }
}

static void note_values(hl_known_attributes *known, uint32_t attribute, const hl_value *is)
{
    bool text = is->type == HL_VALUE_STRING || is->type == HL_VALUE_UNTYPED;
    if (text)
        note_value(known, attribute, is);
    for (size_t i = 0; is->type == HL_VALUE_ARRAY && i < is->count; i++)
        if (is->items[i].type == HL_VALUE_STRING)
            note_value(known, attribute, &is->items[i]);
}

bool hl_assign__known_note(hl_known_attributes *known, const hl_value *attributes)
{
    for (size_t i = 0; attributes != NULL && i < attributes->count; i++) {
        const hl_value *item = &attributes->items[i];
        bool blank =
            item->type == HL_VALUE_NULL || (item->type == HL_VALUE_UNTYPED && item->length == 0);
        if (blank)
            continue;
        uint32_t number = hl_base__map_find(&known->wanted, item->key, strlen(item->key));
        if (number != HL_MAP_NONE && !known->seen[number]) {
            known->seen[number] = true;
            known->seen_count++;
        }
        if (number != HL_MAP_NONE && known->value_count > 0)
            note_values(known, number, item);
        if (!add_name(known, item->key))
            return false;
    }
    return true;
}

/* A column is no answer to its own absence: it is there because it was looked for. */
static const char *meant(const hl_known_attributes *known, const char *name, const char **room)
{
    size_t count = 0;
    for (uint32_t i = 0; i < known->names.count; i++)
        if (strcmp(known->names.keys[i].text, name) != 0)
            room[count++] = known->names.keys[i].text;
    return hl_base__suggest(name, room, count);
}

bool hl_assign__known_missing(const hl_known_attributes *known, hl_known_tell *tell, void *context)
{
    const char **room = malloc((known->names.count + 1) * sizeof(char *));
    if (room == NULL)
        return false;
    for (uint32_t i = 0; i < known->wanted.count; i++)
        if (!known->seen[i]) {
            const char *name = known->wanted.keys[i].text;
            tell(context, i, name, meant(known, name, room));
        }
    free((void *)room);
    return true;
}

void hl_assign__known_respelt(const hl_known_attributes *known, hl_known_tell_value *tell,
                              void *context)
{
    for (size_t i = 0; i < known->value_count; i++) {
        const hl_known_value *v = &known->values[i];
        if (v->near[0] != '\0')
            tell(context, known->wanted.keys[v->attribute].text, v);
    }
}

void hl_assign__known_respelt_text(const char *name, const hl_known_value *value,
                                   char out[HL_KNOWN_TEXT])
{
    if (value->seen)
        (void)snprintf(out, HL_KNOWN_TEXT,
                       "'%.100s' is '%.60s' of some users and '%.60s' of %lld: conditions compare "
                       "values as they are written",
                       name, value->text, value->near, (long long)value->alike);
    else
        (void)snprintf(out, HL_KNOWN_TEXT,
                       "no user's '%.100s' is '%.60s', but '%.60s': conditions compare values as "
                       "they are written",
                       name, value->text, value->near);
}

void hl_assign__known_free(hl_known_attributes *known)
{
    free(known->values);
    hl_base__map_free(&known->wanted);
    hl_base__map_free(&known->names);
    free(known->seen);
}
