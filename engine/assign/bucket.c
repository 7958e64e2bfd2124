#include "assign/bucket.h"

#include <string.h>

static const char *const prefixes[] = {
    [HL_BUCKET_ARM] = "arm:",
    [HL_BUCKET_TRAFFIC] = "traffic:",
    [HL_BUCKET_LAYER] = "layer:",
    [HL_BUCKET_HOLDOUT] = "holdout:",
};

const char *hl_assign__bucket_prefix(hl_bucket_purpose purpose)
{
    return prefixes[purpose];
}

static void hash_text(struct sha256_ctx *context, const char *text, size_t length)
{
    sha256_update(context, length, (const uint8_t *)text);
}

hl_bucket_key hl_assign__bucket_key(hl_bucket_purpose purpose, const char *salt)
{
    hl_bucket_key key;
    sha256_init(&key.prefix);
    hash_text(&key.prefix, prefixes[purpose], strlen(prefixes[purpose]));
    hash_text(&key.prefix, salt, strlen(salt));
    hash_text(&key.prefix, ":", 1);
    return key;
}

uint64_t hl_assign__bucket(const hl_bucket_key *key, const char *unit, size_t length)
{
    struct sha256_ctx context = key->prefix;
    uint8_t digest[8];
    hash_text(&context, unit, length);
    sha256_digest(&context, sizeof digest, digest);
    uint64_t first = 0;
    for (size_t i = 0; i < sizeof digest; i++)
        first = first << 8 | digest[i];
    return first >> 11;
}
