#include "plan/known_attributes.h"

#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"

bool hl_plan__attributes_want(hl_known_attributes *known, const char *name)
{
    bool *seen =
        hl_plan__grow(known->seen, sizeof *seen, known->wanted.count, &known->seen_capacity);
    if (seen == NULL)
        return false;
    known->seen = seen;
    uint32_t before = known->wanted.count;
    uint32_t number = hl_base__map_intern(&known->wanted, name, strlen(name));
    if (number != HL_MAP_NONE && number == before)
        known->seen[number] = false;
    return number != HL_MAP_NONE;
}

static bool want_one(void *context, const char *name)
{
    return hl_plan__attributes_want(context, name);
}

bool hl_plan__attributes_want_read(hl_known_attributes *known, const hl_predicate *predicate)
{
    bool good = predicate == NULL || hl_assign__predicate_attributes(predicate, want_one, known);
    known->of_audience = known->wanted.count;
    return good;
}

static bool add_name(hl_known_attributes *known, const char *name)
{
    enum { NAMES_MOST = 1000 };
    return known->names.count >= NAMES_MOST ||
           hl_base__map_intern(&known->names, name, strlen(name)) != HL_MAP_NONE;
}

bool hl_plan__attributes_columns(hl_known_attributes *known, const hl_row_source *rows)
{
    for (size_t i = 0; i < rows->column_count; i++)
        if (!add_name(known, rows->columns[i]))
            return false;
    return true;
}

bool hl_plan__attributes_note(hl_known_attributes *known, const hl_value *attributes)
{
    for (size_t i = 0; attributes != NULL && i < attributes->count; i++) {
        const hl_value *item = &attributes->items[i];
        bool blank =
            item->type == HL_VALUE_NULL || (item->type == HL_VALUE_UNTYPED && item->length == 0);
        if (blank)
            continue;
        uint32_t number = hl_base__map_find(&known->wanted, item->key, strlen(item->key));
        if (number != HL_MAP_NONE)
            known->seen[number] = true;
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

bool hl_plan__attributes_remark(const hl_known_attributes *known, const hl_reading *reading)
{
    int64_t shown = 0;
    bool kept_out = reading->inputs->counts.by_reason[HL_ASSIGN_AUDIENCE] > 0;
    const char **room = malloc((known->names.count + 1) * sizeof(char *));
    if (room == NULL)
        return false;
    for (uint32_t i = 0; i < known->wanted.count; i++) {
        if (known->seen[i])
            continue;
        const char *name = known->wanted.keys[i].text;
        const char *near = meant(known, name, room);
        if (near == NULL && i < known->of_audience && !kept_out)
            continue;
        hl_plan__warn(reading, 0, ++shown, "no user has '%.100s'%s%.100s%s", name,
                      near == NULL ? "" : "; did you mean '", near == NULL ? "" : near,
                      near == NULL ? "" : "'?");
    }
    free((void *)room);
    return true;
}

void hl_plan__attributes_free(hl_known_attributes *known)
{
    hl_base__map_free(&known->wanted);
    hl_base__map_free(&known->names);
    free(known->seen);
}
