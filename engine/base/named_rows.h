/* Tables of things that have names: rows of any type whose first member is the name (const char *),
 * or plain lists of names. The table stays where it is; this says how to walk it.
 *
 *   static const char *const words[] = {"any", "count"};
 *   static const hl_named_rows rows = HL_NAMED_ROWS(words); */
#ifndef HL_BASE_NAMED_ROWS_H
#define HL_BASE_NAMED_ROWS_H

#include <stddef.h>

typedef struct hl_named_rows {
    const void *rows;
    size_t row_size, count;
} hl_named_rows;

#define HL_NAMED_ROWS(table)                                                                       \
    {                                                                                              \
        (table), sizeof(table)[0], sizeof(table) / sizeof(table)[0]                                \
    }

/* The name of row i; NULL behind the last. */
const char *hl_base__row_name(const hl_named_rows *rows, size_t i);
/* The row of that name, of so many bytes; SIZE_MAX when there is none. */
size_t hl_base__row_find(const hl_named_rows *rows, const char *name, size_t length);

#endif
