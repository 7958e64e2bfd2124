/* UTF-8 read as UTF-16 code units: what a JavaScript SDK hashes. */
#ifndef HL_ASSIGN_UTF16_H
#define HL_ASSIGN_UTF16_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct hl_utf16 {
    const char *text; /* valid UTF-8 */
    size_t length;
    size_t at;
    uint16_t pending; /* the second half of a surrogate pair, or 0 */
} hl_utf16;

/* False at the end. */
bool hl_assign__utf16_next(hl_utf16 *reader, uint16_t *unit);

#endif
