/* xxHash of a text: XXH64 (seed 0) and XXH3, as some in-house platforms bucket. */
#ifndef HL_ASSIGN_XX_H
#define HL_ASSIGN_XX_H

#include <stddef.h>
#include <stdint.h>

typedef struct hl_xx {
    uint64_t xxh64;
    uint64_t xxh3;
    uint64_t xxh3_high, xxh3_low; /* of the 128-bit variant */
} hl_xx;

hl_xx hl_assign__xx(const char *text, size_t length);

#endif
