#include "assign/murmur3.h"

#include <string.h>

#include "assign/platform_hashes.h"

/* Takes the bytes one at a time, so that a text need not be stored in another form first. */
typedef struct murmur {
    uint32_t hash;
    uint32_t block; /* bytes not yet mixed, lowest first */
    uint32_t length;
} murmur;

static uint32_t rotate(uint32_t x, int k)
{
    return (x << k) | (x >> (32 - k));
}

static uint32_t scramble(uint32_t block)
{
    return rotate(block * UINT32_C(0xcc9e2d51), 15) * UINT32_C(0x1b873593);
}

static void take_byte(murmur *m, uint8_t byte)
{
    m->block |= (uint32_t)byte << (m->length % 4 * 8);
    m->length++;
    if (m->length % 4 != 0)
        return;
    m->hash = rotate(m->hash ^ scramble(m->block), 13) * 5 + UINT32_C(0xe6546b64);
    m->block = 0;
}

static uint32_t finish(const murmur *m)
{
    uint32_t h = m->hash;
    if (m->length % 4 != 0)
        h ^= scramble(m->block);
    h ^= m->length;
    h = (h ^ (h >> 16)) * UINT32_C(0x85ebca6b);
    h = (h ^ (h >> 13)) * UINT32_C(0xc2b2ae35);
    return h ^ (h >> 16);
}

uint32_t hl_assign__murmur3(const char *bytes, size_t length, uint32_t seed)
{
    murmur m = {seed, 0, 0};
    for (size_t i = 0; i < length; i++)
        take_byte(&m, (uint8_t)bytes[i]);
    return finish(&m);
}

static void take_low_bytes(murmur *m, const char *text, size_t length)
{
    hl_utf16 units = {text, length, 0, 0};
    uint16_t unit = 0;
    while (hl_assign__utf16_next(&units, &unit))
        take_byte(m, (uint8_t)(unit & 0xff));
}

uint32_t hl_assign__murmur3_js(const char *salt, const char *id, size_t length, uint32_t seed)
{
    murmur m = {seed, 0, 0};
    take_low_bytes(&m, salt, strlen(salt));
    take_low_bytes(&m, ":", 1);
    take_low_bytes(&m, id, length);
    return finish(&m);
}

uint32_t hl_assign__unleash(const char *group, const char *id, size_t length, uint32_t normalizer,
                            uint32_t seed)
{
    return hl_assign__murmur3_js(group, id, length, seed) % normalizer + 1;
}
