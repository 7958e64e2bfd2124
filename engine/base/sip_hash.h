/* SipHash-2-4 (Aumasson & Bernstein 2012): a keyed hash that is uniform and quick on short texts.
 */
#ifndef HL_BASE_SIP_HASH_H
#define HL_BASE_SIP_HASH_H

#include <stddef.h>
#include <stdint.h>

typedef struct hl_sip_hash {
    uint64_t v[4], tail, length;
} hl_sip_hash;

/* key: a seed; purpose: so that no two draws of one thing correlate. */
hl_sip_hash hl_base__sip_hash(uint64_t key, uint64_t purpose);
void hl_base__sip_add(hl_sip_hash *hash, const char *bytes, size_t length);
uint64_t hl_base__sip_end(hl_sip_hash *hash);

#endif
