#include "base/named_rows.h"

#include <stdint.h>
#include <string.h>

const char *hl_base__row_name(const hl_named_rows *rows, size_t i)
{
    if (i >= rows->count)
        return NULL;
    const void *row = (const char *)rows->rows + i * rows->row_size;
    return *(const char *const *)row;
}

size_t hl_base__row_find(const hl_named_rows *rows, const char *name, size_t length)
{
    for (size_t i = 0; i < rows->count; i++) {
        const char *own = hl_base__row_name(rows, i);
        if (strlen(own) == length && memcmp(own, name, length) == 0)
            return i;
    }
    return SIZE_MAX;
}
