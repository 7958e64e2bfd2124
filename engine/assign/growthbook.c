#include "assign/growthbook.h"

#include <stdio.h>
#include <string.h>

#include "assign/utf16.h"

#define FNV_OFFSET UINT32_C(0x811c9dc5)
#define FNV_PRIME  UINT32_C(16777619)

static uint32_t fnv1a(uint32_t hash, const char *text, size_t length)
{
    hl_utf16 units = {text, length, 0, 0};
    uint16_t unit = 0;
    while (hl_assign__utf16_next(&units, &unit))
        hash = (hash ^ unit) * FNV_PRIME;
    return hash;
}

uint32_t hl_assign__growthbook_v1(const char *salt, const char *id, size_t length)
{
    return fnv1a(fnv1a(FNV_OFFSET, id, length), salt, strlen(salt)) % 1000;
}

uint32_t hl_assign__growthbook_v2(const char *salt, const char *id, size_t length)
{
    char decimal[16];
    uint32_t first = fnv1a(fnv1a(FNV_OFFSET, salt, strlen(salt)), id, length);
    int digits = snprintf(decimal, sizeof decimal, "%u", (unsigned)first);
    return fnv1a(FNV_OFFSET, decimal, (size_t)digits) % 10000;
}
