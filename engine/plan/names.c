#include "plan/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/spelling.h"

/* Longer names are looked at as they stand: none of a definition is. */
enum { MOST = HL_FOLD_MOST, ROOM = HL_FOLDED(HL_FOLD_MOST) };

/* What the name looks like: in lower case, with one joint for all. The name itself when it is too
 * long. */
static const char *look(const char *name, size_t *length, char out[ROOM])
{
    if (*length >= MOST)
        return name;
    *length = hl_base__fold(name, *length, out);
    for (size_t i = 0; i < *length; i++)
        if (out[i] == ' ' || out[i] == '_')
            out[i] = '-';
    return out;
}

/* Notes what a name looks like, unless another one does already. False: out of memory. */
static bool note_look(hl_name_set *set, uint32_t number)
{
    char room[ROOM];
    size_t length = set->exact.keys[number].length;
    const char *folded = look(set->exact.keys[number].text, &length, room);
    uint32_t before = set->folded.count;
    if (before == set->capacity) {
        size_t capacity = set->capacity == 0 ? 16 : set->capacity * 2;
        uint32_t *grown = realloc(set->number, capacity * sizeof *grown);
        if (grown == NULL)
            return false;
        set->number = grown;
        set->capacity = capacity;
    }
    uint32_t at = hl_base__map_intern(&set->folded, folded, length);
    if (at != HL_MAP_NONE && at == before)
        set->number[at] = number;
    return at != HL_MAP_NONE;
}

uint32_t hl_plan__name_add(hl_name_set *set, const char *name, size_t length)
{
    uint32_t before = set->exact.count;
    uint32_t number = hl_base__map_intern(&set->exact, name, length);
    return number == HL_MAP_NONE || number < before || note_look(set, number) ? number
                                                                              : HL_MAP_NONE;
}

uint32_t hl_plan__name_find(const hl_name_set *set, const char *name, size_t length)
{
    char room[ROOM];
    uint32_t number = hl_base__map_find(&set->exact, name, length);
    if (number != HL_MAP_NONE)
        return number;
    const char *folded = look(name, &length, room);
    uint32_t at = hl_base__map_find(&set->folded, folded, length);
    return at == HL_MAP_NONE ? HL_MAP_NONE : set->number[at];
}

uint32_t hl_plan__name_intern(hl_name_set *set, const char *name, size_t length)
{
    uint32_t number = hl_plan__name_find(set, name, length);
    return number != HL_MAP_NONE ? number : hl_plan__name_add(set, name, length);
}

const char *hl_plan__name_text(const hl_name_set *set, uint32_t number)
{
    return set->exact.keys[number].text;
}

bool hl_plan__is_like(const char *a, size_t a_length, const char *b, size_t b_length)
{
    char rooms[2][ROOM];
    const char *x = look(a, &a_length, rooms[0]);
    const char *y = look(b, &b_length, rooms[1]);
    return a_length == b_length && memcmp(x, y, a_length) == 0;
}

bool hl_plan__name_set_copy(const hl_name_set *from, hl_name_set *to)
{
    for (uint32_t i = 0; i < from->exact.count; i++)
        if (hl_plan__name_add(to, from->exact.keys[i].text, from->exact.keys[i].length) ==
            HL_MAP_NONE)
            return false;
    return true;
}

void hl_plan__name_set_free(hl_name_set *set)
{
    hl_base__map_free(&set->exact);
    hl_base__map_free(&set->folded);
    free(set->number);
    *set = (hl_name_set){0};
}
