/* Text that is thrown away all at once and whose memory is used again: one user's log after the
 * other. A zeroed pool is empty and ready. */
#ifndef HL_LOG_TEXT_POOL_H
#define HL_LOG_TEXT_POOL_H

#include <stddef.h>

typedef struct hl_text_pool_block hl_text_pool_block;

typedef struct hl_text_pool {
    hl_text_pool_block *first, *current;
} hl_text_pool;

/* A copy terminated by NUL; NULL when out of memory. */
char *hl_log__text_pool_text(hl_text_pool *pool, const void *bytes, size_t length);
void hl_log__text_pool_clear(hl_text_pool *pool);
void hl_log__text_pool_free(hl_text_pool *pool);

#endif
