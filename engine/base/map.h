/* Byte strings -> 32-bit indices in order of first appearance (interning), open addressing.
 * A zeroed map is empty and ready. Keys are copied. */
#ifndef HL_BASE_MAP_H
#define HL_BASE_MAP_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define HL_MAP_NONE UINT32_MAX

typedef struct hl_map_key {
    const char *text; /* terminated by NUL */
    size_t length;
    uint64_t hash;
} hl_map_key;

typedef struct hl_map {
    hl_arena arena;
    hl_map_key *keys; /* keys[index], in order of first appearance */
    uint32_t count;
    uint32_t *slots; /* index + 1, or 0 */
    uint32_t slot_count;
    uint32_t capacity;
} hl_map;

/* The index of the key, adding it when it is new; HL_MAP_NONE when out of memory. */
uint32_t hl_base__map_intern(hl_map *map, const char *key, size_t length);
/* The index of the key, or HL_MAP_NONE. */
uint32_t hl_base__map_find(const hl_map *map, const char *key, size_t length);
void hl_base__map_free(hl_map *map);

#endif
