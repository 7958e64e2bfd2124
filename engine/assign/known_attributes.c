#include "assign/known_attributes.h"

#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"

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

bool hl_assign__known_want_read(hl_known_attributes *known, const hl_predicate *predicate)
{
    return predicate == NULL || hl_assign__predicate_attributes(predicate, want_one, known);
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

void hl_assign__known_free(hl_known_attributes *known)
{
    hl_base__map_free(&known->wanted);
    hl_base__map_free(&known->names);
    free(known->seen);
}
