/* MurmurHash3 x86 32 (Appleby, public domain), and Unleash's buckets, which use it through
 * murmurhash3js: that library hashes the low byte of each UTF-16 code unit, so ids beyond ASCII
 * differ from the hash of their UTF-8 bytes. */
#ifndef HL_ASSIGN_MURMUR3_H
#define HL_ASSIGN_MURMUR3_H

#include <stddef.h>
#include <stdint.h>

uint32_t hl_assign__murmur3(const char *bytes, size_t length, uint32_t seed);
/* The hash of salt ":" id as murmurhash3js sees it. Texts are valid UTF-8. */
uint32_t hl_assign__murmur3_js(const char *salt, const char *id, size_t length, uint32_t seed);

/* Unleash's seeds: of a strategy's rollout, and of the choice of a variant. */
#define HL_UNLEASH_STRATEGY_SEED UINT32_C(0)
#define HL_UNLEASH_VARIANT_SEED  UINT32_C(86028157)
/* 1..normalizer: murmur3(group ":" id) mod normalizer + 1. */
uint32_t hl_assign__unleash(const char *group, const char *id, size_t length, uint32_t normalizer,
                            uint32_t seed);

#endif
