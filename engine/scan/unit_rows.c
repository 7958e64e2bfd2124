#include "scan/unit_rows.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/id_key.h"
#include "base/ruined_id.h"

enum { CANDIDATES = 5, TIMES = 5, MOST_ID = 200 };

/* ---- very many rows */

static bool is_before(const hl_crowded_unit *a, const hl_crowded_unit *b)
{
    return a->rows != b->rows ? a->rows > b->rows : strcmp(a->id, b->id) < 0;
}

/* Among the ones with most rows; the list has room for one more. */
static void place(hl_crowded_unit *list, size_t *count, const hl_crowded_unit *unit)
{
    size_t at = *count;
    for (; at > 0 && is_before(unit, &list[at - 1]); at--)
        list[at] = list[at - 1];
    list[at] = *unit;
    *count += *count < CANDIDATES;
}

/* Units with several times as many rows as the others have on average. */
static size_t find_crowded(const hl_unit_sums *units, int64_t rows, hl_crowded_unit *list)
{
    size_t count = 0;
    int64_t others = (int64_t)units->names.count - 1;
    for (uint32_t i = 0; i < units->names.count; i++) {
        hl_crowded_unit unit = {units->names.keys[i].text, units->list[i]->touches, false};
        if (unit.rows > 1 &&
            (double)unit.rows * (double)others > TIMES * (double)(rows - unit.rows))
            place(list, &count, &unit);
    }
    for (size_t i = 0; i < count; i++)
        list[i].placeholder = hl_base__id_is_placeholder(list[i].id, strlen(list[i].id));
    return count;
}

/* ---- written otherwise */

/* Keys of ids that are not their own, by hash: a unit + 1, or 0. */
typedef struct key_set {
    struct {
        uint64_t hash;
        uint32_t unit;
    } * slots;
    size_t count; /* a power of 2 */
} key_set;

/* The unit that has the key; UINT32_MAX: none had, and now this one does. */
static uint32_t find_or_keep(key_set *set, uint64_t hash, uint32_t unit)
{
    size_t at = (size_t)hash & (set->count - 1);
    for (; set->slots[at].unit != 0; at = (at + 1) & (set->count - 1))
        if (set->slots[at].hash == hash)
            return set->slots[at].unit - 1;
    set->slots[at].hash = hash;
    set->slots[at].unit = unit + 1;
    return UINT32_MAX;
}

static bool is_looked_at(const hl_map_key *name)
{
    return name->length <= MOST_ID && !hl_base__id_is_key(name->text, name->length);
}

static bool set_init(key_set *set, const hl_unit_sums *units)
{
    size_t keys = 0;
    for (uint32_t i = 0; i < units->names.count; i++)
        keys += is_looked_at(&units->names.keys[i]);
    set->count = 16;
    while (set->count < 2 * keys)
        set->count *= 2;
    set->slots = keys == 0 ? NULL : calloc(set->count, sizeof *set->slots);
    return keys == 0 || set->slots != NULL;
}

/* The example is that of the least id, so that it does not depend on the order of the rows. */
static void note_pair(hl_unit_rows *out, const char *a, const char *b)
{
    bool turned = strcmp(b, a) < 0;
    out->spelled++;
    if (out->spelled > 1 && strcmp(turned ? b : a, out->id) >= 0)
        return;
    out->id = turned ? b : a;
    out->known = turned ? a : b;
}

static bool find_spelled(const hl_unit_sums *units, hl_unit_rows *out)
{
    key_set set = {0};
    char key[HL_FOLDED(MOST_ID)];
    const hl_map_key *names = units->names.keys;
    if (!set_init(&set, units))
        return false;
    for (uint32_t i = 0; set.slots != NULL && i < units->names.count; i++) {
        if (!is_looked_at(&names[i]))
            continue;
        size_t length = hl_base__id_key(names[i].text, names[i].length, key);
        uint32_t other = hl_base__map_find(&units->names, key, length);
        if (other == HL_MAP_NONE || other == i)
            other = find_or_keep(&set, XXH3_64bits(key, length), i);
        if (other != UINT32_MAX && other != i)
            note_pair(out, names[i].text, names[other].text);
    }
    free(set.slots);
    return true;
}

/* ---- all */

static bool copy_id(hl_arena *arena, const char **id)
{
    if (*id != NULL)
        *id = hl_base__arena_string(arena, *id);
    return *id != NULL;
}

bool hl_scan__unit_rows_copy(const hl_unit_rows *from, hl_cells *cells)
{
    hl_unit_rows *to = &cells->rows_of_units;
    bool good = true;
    *to = *from;
    to->crowded = hl_base__arena_array(&cells->arena, from->crowded_count + 1, sizeof *to->crowded);
    if (to->crowded == NULL)
        return false;
    for (size_t i = 0; i < from->crowded_count && good; i++) {
        to->crowded[i] = from->crowded[i];
        good = copy_id(&cells->arena, &to->crowded[i].id);
    }
    if (from->spelled > 0)
        good = good && copy_id(&cells->arena, &to->id) && copy_id(&cells->arena, &to->known);
    return good;
}

bool hl_scan__unit_rows(const hl_unit_sums *units, hl_cells *cells)
{
    hl_crowded_unit list[CANDIDATES + 1];
    hl_unit_rows found = {.crowded = list};
    for (uint32_t i = 0; i < units->names.count; i++) {
        found.rows += units->list[i]->touches;
        found.of_two_arms += units->list[i]->several_arms ? units->list[i]->touches : 0;
    }
    found.crowded_count = find_crowded(units, found.rows, list);
    return find_spelled(units, &found) && hl_scan__unit_rows_copy(&found, cells);
}
