#include "assign/platform_hashes.h"

#include <nettle/sha1.h>
#include <stdio.h>
#include <string.h>
#include <xxhash.h>

#include "base/utf8.h"

bool hl_assign__utf16_next(hl_utf16 *reader, uint16_t *unit)
{
    if (reader->pending != 0) {
        *unit = reader->pending;
        reader->pending = 0;
        return true;
    }
    if (reader->at >= reader->length)
        return false;
    uint32_t code = hl_base__utf8_next(reader->text, reader->length, &reader->at);
    if (code < 0x10000) {
        *unit = (uint16_t)code;
        return true;
    }
    code -= 0x10000;
    *unit = (uint16_t)(0xd800 + (code >> 10));
    reader->pending = (uint16_t)(0xdc00 + (code & 0x3ff));
    return true;
}

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

static void hash_text(struct sha1_ctx *context, const char *text, size_t length)
{
    sha1_update(context, length, (const uint8_t *)text);
}

uint64_t hl_assign__planout(const char *salt, const char *parameter, const char *id, size_t length)
{
    struct sha1_ctx context;
    uint8_t digest[8];
    sha1_init(&context);
    hash_text(&context, salt, strlen(salt));
    hash_text(&context, ".", 1);
    hash_text(&context, parameter, strlen(parameter));
    hash_text(&context, ".", 1);
    hash_text(&context, id, length);
    sha1_digest(&context, sizeof digest, digest);
    uint64_t first = 0;
    for (size_t i = 0; i < sizeof digest; i++)
        first = first << 8 | digest[i];
    return first >> 4;
}

hl_xxhash hl_assign__xxhash(const char *text, size_t length)
{
    XXH128_hash_t wide = XXH3_128bits(text, length);
    return (hl_xxhash){XXH64(text, length, 0), XXH3_64bits(text, length), wide.high64, wide.low64};
}
