#include "base/map.h"

#include <stdlib.h>
#include <string.h>

/* FNV-1a, 64 bits, with a finaliser (Fowler, Noll, Vo; murmur3 fmix64). Not for hostile keys:
 * the keys are names and ids of the operator's own data. */
static uint64_t hash_bytes(const char *key, size_t length)
{
    uint64_t h = 1469598103934665603ULL;
    for (size_t i = 0; i < length; i++)
        h = (h ^ (unsigned char)key[i]) * 1099511628211ULL;
    h ^= h >> 33;
    h *= 0xff51afd7ed558ccdULL;
    return h ^ (h >> 33);
}

static uint32_t find_slot(const hl_map *map, const char *key, size_t length, uint64_t hash)
{
    uint32_t mask = map->slot_count - 1;
    uint32_t slot = (uint32_t)hash & mask;
    while (map->slots[slot] != 0) {
        const hl_map_key *have = &map->keys[map->slots[slot] - 1];
        if (have->hash == hash && have->length == length && memcmp(have->text, key, length) == 0)
            break;
        slot = (slot + 1) & mask;
    }
    return slot;
}

static int grow_slots(hl_map *map)
{
    uint32_t wanted = map->slot_count == 0 ? 64 : map->slot_count * 2;
    uint32_t *slots = calloc(wanted, sizeof *slots);
    if (slots == NULL)
        return 0;
    free(map->slots);
    map->slots = slots;
    map->slot_count = wanted;
    for (uint32_t i = 0; i < map->count; i++) {
        uint32_t slot = (uint32_t)map->keys[i].hash & (wanted - 1);
        while (slots[slot] != 0)
            slot = (slot + 1) & (wanted - 1);
        slots[slot] = i + 1;
    }
    return 1;
}

static int grow_keys(hl_map *map)
{
    if (map->count < map->capacity)
        return 1;
    uint32_t capacity = map->capacity == 0 ? 32 : map->capacity * 2;
    hl_map_key *keys = realloc(map->keys, capacity * sizeof *keys);
    if (keys == NULL)
        return 0;
    map->keys = keys;
    map->capacity = capacity;
    return 1;
}

uint32_t hl_base__map_find(const hl_map *map, const char *key, size_t length)
{
    if (map->slot_count == 0)
        return HL_MAP_NONE;
    uint32_t slot = find_slot(map, key, length, hash_bytes(key, length));
    return map->slots[slot] == 0 ? HL_MAP_NONE : map->slots[slot] - 1;
}

uint32_t hl_base__map_intern(hl_map *map, const char *key, size_t length)
{
    if (map->count >= HL_MAP_NONE / 4)
        return HL_MAP_NONE;
    if (map->count * 4 >= map->slot_count * 3 && !grow_slots(map))
        return HL_MAP_NONE;
    uint64_t hash = hash_bytes(key, length);
    uint32_t slot = find_slot(map, key, length, hash);
    if (map->slots[slot] != 0)
        return map->slots[slot] - 1;
    if (!grow_keys(map))
        return HL_MAP_NONE;
    char *copy = hl_base__arena_bytes(&map->arena, key, length);
    if (copy == NULL)
        return HL_MAP_NONE;
    map->keys[map->count] = (hl_map_key){copy, length, hash};
    map->slots[slot] = ++map->count;
    return map->count - 1;
}

void hl_base__map_free(hl_map *map)
{
    hl_base__arena_free(&map->arena);
    free(map->keys);
    free(map->slots);
    *map = (hl_map){0};
}
