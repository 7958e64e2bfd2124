#include "assign/planout.h"

#include <nettle/sha1.h>
#include <string.h>

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
