/* The digest of a file's bytes: XXH3, 128 bits, as `xxh128sum FILE` prints it. It tells files
 * apart, it is no proof against a forger; docs/decisions says why not SHA-256. */
#ifndef HL_SCAN_DIGEST_H
#define HL_SCAN_DIGEST_H

#include <stddef.h>

typedef struct hl_scan_hash hl_scan_hash;

enum { HL_SCAN_DIGEST_TEXT = 48 };

/* NULL when out of memory. */
hl_scan_hash *hl_scan__digest_new(void);
void hl_scan__digest_add(hl_scan_hash *digest, const char *data, size_t length);
/* "xxh128:" and 32 hexadecimal digits. Returns buffer. */
char *hl_scan__digest_text(const hl_scan_hash *digest, char buffer[HL_SCAN_DIGEST_TEXT]);
void hl_scan__digest_free(hl_scan_hash *digest);

#endif
