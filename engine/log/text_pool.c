#include "log/text_pool.h"

#include <stdlib.h>
#include <string.h>

struct hl_text_pool_block {
    hl_text_pool_block *next;
    size_t used, size;
    char text[];
};

enum { BLOCK = 16384 };

static hl_text_pool_block *next_block(hl_text_pool *pool, size_t need)
{
    hl_text_pool_block *next = pool->current == NULL ? pool->first : pool->current->next;
    if (next != NULL && next->size >= need) {
        next->used = 0;
        return next;
    }
    size_t size = need > BLOCK ? need : BLOCK;
    hl_text_pool_block *block = malloc(sizeof *block + size);
    if (block == NULL)
        return NULL;
    block->next = next;
    block->used = 0;
    block->size = size;
    if (pool->current == NULL)
        pool->first = block;
    else
        pool->current->next = block;
    return block;
}

char *hl_log__text_pool_text(hl_text_pool *pool, const void *bytes, size_t length)
{
    size_t need = length + 1;
    if (pool->current == NULL || pool->current->size - pool->current->used < need) {
        hl_text_pool_block *block = next_block(pool, need);
        if (block == NULL)
            return NULL;
        pool->current = block;
    }
    char *out = pool->current->text + pool->current->used;
    if (length > 0)
        memcpy(out, bytes, length);
    out[length] = '\0';
    pool->current->used += need;
    return out;
}

void hl_log__text_pool_clear(hl_text_pool *pool)
{
    pool->current = NULL;
}

void hl_log__text_pool_free(hl_text_pool *pool)
{
    while (pool->first != NULL) {
        hl_text_pool_block *next = pool->first->next;
        free(pool->first);
        pool->first = next;
    }
    pool->current = NULL;
}
