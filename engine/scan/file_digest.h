/* The digest of a file's bytes: XXH3, 128 bits, as `xxh128sum FILE` prints it. It tells files
 * apart, it is no proof against a forger; docs/decisions says why not SHA-256. */
#ifndef HL_SCAN_FILE_DIGEST_H
#define HL_SCAN_FILE_DIGEST_H

#include <stddef.h>

typedef struct hl_file_digest hl_file_digest;

enum { HL_SCAN_DIGEST_TEXT = 48 };

/* NULL when out of memory. */
hl_file_digest *hl_scan__file_digest_new(void);
void hl_scan__file_digest_add(hl_file_digest *digest, const char *data, size_t length);
/* "xxh128:" and 32 hexadecimal digits. Returns buffer. */
char *hl_scan__file_digest_text(const hl_file_digest *digest, char buffer[HL_SCAN_DIGEST_TEXT]);
void hl_scan__file_digest_free(hl_file_digest *digest);

#endif
