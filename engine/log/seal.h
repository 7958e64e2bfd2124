/* Checksums of what a report reads from a store: a bit that a disk has turned must not become
 * another number. XXH64; each part is hashed with what came before as its seed. */
#ifndef HL_LOG_SEAL_H
#define HL_LOG_SEAL_H

#include <stddef.h>
#include <stdint.h>

/* The seal of what was sealed before (0: nothing) and one more part. */
uint64_t hl_log__seal_number(uint64_t seal, int64_t number);
uint64_t hl_log__seal_bytes(uint64_t seal, const void *bytes, size_t length);
/* With the NUL that ends it, so that parts keep apart; NULL is sealed as "". */
uint64_t hl_log__seal_text(uint64_t seal, const char *text);

/* 8 bytes, least significant first. */
enum { HL_LOG_SEAL_BYTES = 8 };
void hl_log__seal_put(uint64_t seal, unsigned char out[HL_LOG_SEAL_BYTES]);
uint64_t hl_log__seal_get(const unsigned char in[HL_LOG_SEAL_BYTES]);

#endif
