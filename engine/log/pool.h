/* Text that is thrown away all at once and whose memory is used again: one user's log after the
 * other. A zeroed pool is empty and ready. */
#ifndef HL_LOG_POOL_H
#define HL_LOG_POOL_H

#include <stddef.h>

typedef struct hl_log_pool_block hl_log_pool_block;

typedef struct hl_log_pool {
    hl_log_pool_block *first, *current;
} hl_log_pool;

/* A copy terminated by NUL; NULL when out of memory. */
char *hl_log__pool_text(hl_log_pool *pool, const void *bytes, size_t length);
void hl_log__pool_clear(hl_log_pool *pool);
void hl_log__pool_free(hl_log_pool *pool);

#endif
