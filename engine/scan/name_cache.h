/* Short texts -> small numbers, for columns with few values (arms, segments). A direct-mapped cache
 * before the real map: a text of at most 16 bytes is compared as two words, exactly. */
#ifndef HL_SCAN_NAME_CACHE_H
#define HL_SCAN_NAME_CACHE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { HL_SCAN_NAMES = 256, HL_SCAN_SHORT_NAME = 16 };

typedef struct hl_name_cache {
    struct {
        uint64_t low, high;
        uint32_t length; /* + 1; 0 = nothing here */
        uint32_t id;
    } entries[HL_SCAN_NAMES];
} hl_name_cache;

/* All bytes of the text in two words, given its length; length <= 16. */
static inline void hl_scan__words(const char *text, size_t length, uint64_t *low, uint64_t *high)
{
    uint32_t a = 0;
    uint32_t b = 0;
    if (length >= 8) {
        memcpy(low, text, 8);
        memcpy(high, text + length - 8, 8);
        return;
    }
    *high = 0;
    if (length >= 4) {
        memcpy(&a, text, 4);
        memcpy(&b, text + length - 4, 4);
        *low = a | (uint64_t)b << 32;
        return;
    }
    *low = 0;
    if (length > 0)
        *low = (uint64_t)(unsigned char)text[0] | (uint64_t)(unsigned char)text[length / 2] << 8 |
               (uint64_t)(unsigned char)text[length - 1] << 16;
}

static inline size_t hl_scan__place(uint64_t low, uint64_t high, size_t length)
{
    uint64_t mixed = (low ^ (high << 7 | high >> 57)) + length;
    return (size_t)(mixed * 0x9E3779B97F4A7C15U >> 56) % HL_SCAN_NAMES;
}

/* The id, or UINT32_MAX when the cache does not know. */
static inline uint32_t hl_scan__name_cache_find(const hl_name_cache *names, const char *text,
                                                size_t length)
{
    uint64_t low = 0;
    uint64_t high = 0;
    if (length > HL_SCAN_SHORT_NAME)
        return UINT32_MAX;
    hl_scan__words(text, length, &low, &high);
    size_t at = hl_scan__place(low, high, length);
    if (names->entries[at].length == length + 1 && names->entries[at].low == low &&
        names->entries[at].high == high)
        return names->entries[at].id;
    return UINT32_MAX;
}

static inline void hl_scan__name_cache_keep(hl_name_cache *names, const char *text, size_t length,
                                            uint32_t id)
{
    uint64_t low = 0;
    uint64_t high = 0;
    if (length > HL_SCAN_SHORT_NAME)
        return;
    hl_scan__words(text, length, &low, &high);
    size_t at = hl_scan__place(low, high, length);
    names->entries[at].low = low;
    names->entries[at].high = high;
    names->entries[at].length = (uint32_t)length + 1;
    names->entries[at].id = id;
}

#endif
