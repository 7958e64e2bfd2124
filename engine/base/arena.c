#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct hl_arena_block {
    hl_arena_block *next;
    size_t used;
    size_t size;
    size_t pad; /* keeps the data behind the header aligned to 16 bytes */
};

enum { FIRST_BLOCK = 4096, LARGEST_STEP = 1 << 20 };

static hl_arena_block *add_block(hl_arena *arena, size_t size)
{
    size_t grown = arena->head == NULL ? FIRST_BLOCK : arena->head->size * 2;
    if (grown > LARGEST_STEP)
        grown = LARGEST_STEP;
    if (grown < size)
        grown = size;
    hl_arena_block *block = calloc(1, sizeof *block + grown);
    if (block == NULL)
        return NULL;
    block->next = arena->head;
    block->size = grown;
    arena->head = block;
    return block;
}

void *hl_base__arena_alloc(hl_arena *arena, size_t size)
{
    if (size > SIZE_MAX / 4)
        return NULL;
    size_t rounded = (size + 15U) & ~(size_t)15U;
    if (rounded == 0)
        rounded = 16;
    hl_arena_block *block = arena->head;
    if (block == NULL || block->size - block->used < rounded)
        block = add_block(arena, rounded);
    if (block == NULL)
        return NULL;
    void *memory = (char *)(block + 1) + block->used;
    block->used += rounded;
    return memory;
}

void *hl_base__arena_array(hl_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        return NULL;
    return hl_base__arena_alloc(arena, count * size);
}

char *hl_base__arena_bytes(hl_arena *arena, const char *text, size_t length)
{
    if (text == NULL)
        return NULL;
    char *copy = hl_base__arena_alloc(arena, length + 1);
    if (copy != NULL)
        memcpy(copy, text, length);
    return copy;
}

char *hl_base__arena_string(hl_arena *arena, const char *text)
{
    return text == NULL ? NULL : hl_base__arena_bytes(arena, text, strlen(text));
}

void hl_base__arena_free(hl_arena *arena)
{
    hl_arena_block *block = arena->head;
    while (block != NULL) {
        hl_arena_block *next = block->next;
        free(block);
        block = next;
    }
    arena->head = NULL;
}

size_t hl_base__arena_size(const hl_arena *arena)
{
    size_t size = 0;
    for (const hl_arena_block *block = arena->head; block != NULL; block = block->next)
        size += block->size;
    return size;
}

void hl_base__arena_adopt(hl_arena *arena, hl_arena *from)
{
    hl_arena_block **end = &arena->head; /* behind the block that is being filled */
    while (*end != NULL)
        end = &(*end)->next;
    *end = from->head;
    from->head = NULL;
}
