/* SHA-256 of texts and of streams of bytes, as 64 hexadecimal digits (FIPS 180-4, by nettle). */
#ifndef HL_BASE_DIGEST_H
#define HL_BASE_DIGEST_H

#include <nettle/sha2.h>
#include <stddef.h>

enum { HL_DIGEST_TEXT = 65 };

typedef struct hl_digest {
    struct sha256_ctx context;
} hl_digest;

hl_digest hl_base__digest_new(void);
void hl_base__digest_add(hl_digest *digest, const void *bytes, size_t length);
/* Returns buffer; the digest is then as new. */
char *hl_base__digest_text(hl_digest *digest, char buffer[HL_DIGEST_TEXT]);
/* All of it at once. */
char *hl_base__digest_of(const void *bytes, size_t length, char buffer[HL_DIGEST_TEXT]);

#endif
