/* Buckets: where a unit falls in [0, 2^53), for one purpose.
 *
 * bucket = the top 53 bits of the first 8 bytes, big-endian, of SHA-256(purpose salt ":" unit), the
 * text as UTF-8 bytes without any other transformation. For the arm of u1 in salt s the hashed text
 * is "arm:s:u1". Purposes have texts of their own, so that none correlates with another.
 *
 *   hl_bucket_key key = hl_assign__bucket_key(HL_BUCKET_ARM, "coupon-expiry-evening");
 *   uint64_t bucket = hl_assign__bucket(&key, "u1", 2);
 *
 * A key is immutable and may be shared by threads. */
#ifndef HL_ASSIGN_BUCKET_H
#define HL_ASSIGN_BUCKET_H

#include <nettle/sha2.h>
#include <stddef.h>
#include <stdint.h>

#define HL_BUCKET_SPACE (UINT64_C(1) << 53)

typedef enum hl_bucket_purpose {
    HL_BUCKET_ARM,
    HL_BUCKET_TRAFFIC,
    HL_BUCKET_LAYER,
    HL_BUCKET_HOLDOUT
} hl_bucket_purpose;

/* The hash after the text that every unit shares. */
typedef struct hl_bucket_key {
    struct sha256_ctx prefix;
} hl_bucket_key;

/* salt is the experiment's for ARM and TRAFFIC, else the name of the layer or holdout. */
hl_bucket_key hl_assign__bucket_key(hl_bucket_purpose purpose, const char *salt);
uint64_t hl_assign__bucket(const hl_bucket_key *key, const char *unit, size_t length);
/* "arm:", "traffic:", "layer:", "holdout:" */
const char *hl_assign__bucket_prefix(hl_bucket_purpose purpose);

#endif
