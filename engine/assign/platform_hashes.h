/* The hashes of other platforms, so that a team can keep the arms that its app's SDK already gives.
 * MurmurHash3 and Unleash, which is built on it, are in murmur3.h.
 *
 * GROWTHBOOK. v1: FNV-1a (32 bit) of id + salt, mod 1000; v2: FNV-1a of the decimal text of FNV-1a
 * of salt + id, mod 10000. FNV runs over UTF-16 code units, not bytes, so ids beyond ASCII differ
 * from a byte-wise FNV. Source: GrowthBook, "Build Your Own SDK", hashing.
 *
 * PLANOUT. The first 15 hexadecimal digits of SHA-1(salt ".x." id), where x is the name of the
 * parameter. Source: facebook/planout, ops/random.
 *
 * XXHASH. XXH64 (seed 0) and XXH3, as some in-house platforms bucket. */
#ifndef HL_ASSIGN_PLATFORM_HASHES_H
#define HL_ASSIGN_PLATFORM_HASHES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Texts are valid UTF-8. 0..999 */
uint32_t hl_assign__growthbook_v1(const char *salt, const char *id, size_t length);
/* 0..9999 */
uint32_t hl_assign__growthbook_v2(const char *salt, const char *id, size_t length);

/* 60 bits. RandomInteger(min 0, max n - 1) is this mod n. */
uint64_t hl_assign__planout(const char *salt, const char *parameter, const char *id, size_t length);

typedef struct hl_xxhash {
    uint64_t xxh64;
    uint64_t xxh3;
    uint64_t xxh3_high, xxh3_low; /* of the 128-bit variant */
} hl_xxhash;
hl_xxhash hl_assign__xxhash(const char *text, size_t length);

/* UTF-8 read as UTF-16 code units: what a JavaScript SDK hashes. */
typedef struct hl_utf16 {
    const char *text; /* valid UTF-8 */
    size_t length;
    size_t at;
    uint16_t pending; /* the second half of a surrogate pair, or 0 */
} hl_utf16;
/* False at the end. */
bool hl_assign__utf16_next(hl_utf16 *reader, uint16_t *unit);

#endif
