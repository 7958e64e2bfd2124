#include "log/seal.h"

#include <string.h>
#include <xxhash.h>

void hl_log__seal_put(uint64_t seal, unsigned char out[HL_LOG_SEAL_BYTES])
{
    for (int i = 0; i < HL_LOG_SEAL_BYTES; i++)
        out[i] = (unsigned char)(seal >> (8 * i));
}

uint64_t hl_log__seal_get(const unsigned char in[HL_LOG_SEAL_BYTES])
{
    uint64_t seal = 0;
    for (int i = 0; i < HL_LOG_SEAL_BYTES; i++)
        seal |= (uint64_t)in[i] << (8 * i);
    return seal;
}

uint64_t hl_log__seal_number(uint64_t seal, int64_t number)
{
    unsigned char bytes[HL_LOG_SEAL_BYTES];
    hl_log__seal_put((uint64_t)number, bytes); /* the same on every machine */
    return XXH64(bytes, sizeof bytes, seal);
}

uint64_t hl_log__seal_bytes(uint64_t seal, const void *bytes, size_t length)
{
    return XXH64(length == 0 ? "" : bytes, length, seal);
}

uint64_t hl_log__seal_text(uint64_t seal, const char *text)
{
    const char *sealed = text == NULL ? "" : text;
    return XXH64(sealed, strlen(sealed) + 1, seal);
}
