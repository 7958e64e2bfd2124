/* GrowthBook's buckets. v1: FNV-1a (32 bit) of id + salt, mod 1000; v2: FNV-1a of the decimal text
 * of FNV-1a of salt + id, mod 10000. FNV runs over UTF-16 code units, not bytes, so ids beyond
 * ASCII differ from a byte-wise FNV. Source: GrowthBook, "Build Your Own SDK", hashing. */
#ifndef HL_ASSIGN_GROWTHBOOK_H
#define HL_ASSIGN_GROWTHBOOK_H

#include <stddef.h>
#include <stdint.h>

/* 0..999. Texts are valid UTF-8. */
uint32_t hl_assign__growthbook_v1(const char *salt, const char *id, size_t length);
/* 0..9999 */
uint32_t hl_assign__growthbook_v2(const char *salt, const char *id, size_t length);

#endif
