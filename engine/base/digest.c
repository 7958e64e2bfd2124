#include "base/digest.h"

#include <stdint.h>

hl_digest hl_base__digest_new(void)
{
    hl_digest digest;
    sha256_init(&digest.context);
    return digest;
}

void hl_base__digest_add(hl_digest *digest, const void *bytes, size_t length)
{
    sha256_update(&digest->context, length, bytes);
}

char *hl_base__digest_text(hl_digest *digest, char buffer[HL_DIGEST_TEXT])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t bytes[SHA256_DIGEST_SIZE];
    sha256_digest(&digest->context, sizeof bytes, bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        buffer[2 * i] = digits[bytes[i] >> 4];
        buffer[2 * i + 1] = digits[bytes[i] & 15];
    }
    buffer[HL_DIGEST_TEXT - 1] = '\0';
    return buffer;
}

char *hl_base__digest_of(const void *bytes, size_t length, char buffer[HL_DIGEST_TEXT])
{
    hl_digest digest = hl_base__digest_new();
    hl_base__digest_add(&digest, bytes, length);
    return hl_base__digest_text(&digest, buffer);
}
