/* Bump allocation for things that live and die together: a definition, an analysis.
 * A zeroed arena is empty and ready. Memory is zeroed and aligned to 16 bytes.
 * One thread at a time. */
#ifndef HL_BASE_ARENA_H
#define HL_BASE_ARENA_H

#include <stddef.h>

typedef struct hl_arena_block hl_arena_block;

typedef struct hl_arena {
    hl_arena_block *head;
} hl_arena;

/* NULL when out of memory. */
void *hl_base__arena_alloc(hl_arena *arena, size_t size);
/* count * size with an overflow check; NULL when out of memory. */
void *hl_base__arena_array(hl_arena *arena, size_t count, size_t size);
/* Copies of text, terminated by NUL; NULL when out of memory or text is NULL. */
char *hl_base__arena_string(hl_arena *arena, const char *text);
char *hl_base__arena_bytes(hl_arena *arena, const char *text, size_t length);
void hl_base__arena_free(hl_arena *arena);
/* Bytes that it has taken from the system, nearly. */
size_t hl_base__arena_size(const hl_arena *arena);
/* What lies in `from` lies in `arena` from now on, where it is; `from` is empty. */
void hl_base__arena_adopt(hl_arena *arena, hl_arena *from);

#endif
