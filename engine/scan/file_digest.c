#include "scan/file_digest.h"

#include <stdio.h>
#include <stdlib.h>
#include <xxhash.h>

struct hl_file_digest {
    XXH3_state_t *state;
};

hl_file_digest *hl_scan__file_digest_new(void)
{
    hl_file_digest *digest = calloc(1, sizeof *digest);
    if (digest == NULL)
        return NULL;
    digest->state = XXH3_createState();
    if (digest->state == NULL || XXH3_128bits_reset(digest->state) != XXH_OK) {
        hl_scan__file_digest_free(digest);
        return NULL;
    }
    return digest;
}

void hl_scan__file_digest_add(hl_file_digest *digest, const char *data, size_t length)
{
    if (length > 0)
        (void)XXH3_128bits_update(digest->state, data, length);
}

char *hl_scan__file_digest_text(const hl_file_digest *digest, char buffer[HL_SCAN_DIGEST_TEXT])
{
    XXH128_hash_t hash = XXH3_128bits_digest(digest->state);
    (void)snprintf(buffer, HL_SCAN_DIGEST_TEXT, "xxh128:%016llx%016llx",
                   (unsigned long long)hash.high64, (unsigned long long)hash.low64);
    return buffer;
}

void hl_scan__file_digest_free(hl_file_digest *digest)
{
    if (digest == NULL)
        return;
    (void)XXH3_freeState(digest->state);
    free(digest);
}
