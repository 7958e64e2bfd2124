/* Users whom a row may mean that writes their id in another way: U7 for u7, 007 for 7. Who they are
 * is looked for once a row's id is nobody's. */
#include <stdlib.h>

#include "base/id_key.h"
#include "plan/reading.h"

/* Behind the people before it, so that the first of a key is the last one listed. */
static bool note(hl_plan_meant *meant, uint32_t person, const char *key, size_t length)
{
    uint32_t before = meant->keys.count;
    uint32_t at = hl_base__map_intern(&meant->keys, key, length);
    if (at == HL_MAP_NONE)
        return false;
    meant->next[person] = at == before ? HL_MAP_NONE : meant->first[at];
    meant->first[at] = person;
    return true;
}

static bool note_everybody(hl_reading *r)
{
    char key[HL_FOLDED(HL_FOLD_MOST)];
    const hl_map *people = &r->inputs->people_ids;
    hl_plan_meant *meant = &r->meant;
    meant->first = calloc((size_t)people->count + 1, sizeof *meant->first);
    meant->next = calloc((size_t)people->count + 1, sizeof *meant->next);
    bool good = meant->first != NULL && meant->next != NULL;
    for (uint32_t i = 0; good && i < people->count; i++) {
        const hl_map_key *id = &people->keys[i];
        if (id->length <= HL_FOLD_MOST)
            good = note(meant, i, key, hl_base__id_key(id->text, id->length, key));
    }
    meant->is_read = good;
    return good;
}

hl_status hl_plan__meant_user(hl_reading *r, const hl_field *id, uint32_t *person, hl_error *err)
{
    char key[HL_FOLDED(HL_FOLD_MOST)];
    *person = HL_MAP_NONE;
    if (id->length > HL_FOLD_MOST)
        return HL_OK;
    if (!r->meant.is_read && !note_everybody(r))
        return hl_error_memory(err);
    uint32_t at =
        hl_base__map_find(&r->meant.keys, key, hl_base__id_key(id->data, id->length, key));
    if (at != HL_MAP_NONE)
        *person = r->meant.first[at];
    return HL_OK;
}

uint32_t hl_plan__meant_too(const hl_reading *r, uint32_t person)
{
    return r->meant.next[person];
}

void hl_plan__meant_free(hl_plan_meant *meant)
{
    hl_base__map_free(&meant->keys);
    free(meant->first);
    free(meant->next);
    *meant = (hl_plan_meant){0};
}
