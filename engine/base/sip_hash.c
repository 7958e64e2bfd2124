#include "base/sip_hash.h"

hl_sip_hash hl_base__sip_hash(uint64_t key, uint64_t purpose)
{
    return (hl_sip_hash){.v = {0x736f6d6570736575ULL ^ key, 0x646f72616e646f6dULL ^ purpose,
                               0x6c7967656e657261ULL ^ key, 0x7465646279746573ULL ^ purpose}};
}

static uint64_t rotate(uint64_t x, int bits)
{
    return x << bits | x >> (64 - bits);
}

static void mix(hl_sip_hash *s)
{
    uint64_t *v = s->v;
    v[0] += v[1];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[0] = rotate(v[0], 32);
    v[2] += v[3];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] += v[3];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] += v[1];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[2] = rotate(v[2], 32);
}

static void take_word(hl_sip_hash *s, uint64_t word)
{
    s->v[3] ^= word;
    mix(s);
    mix(s);
    s->v[0] ^= word;
}

void hl_base__sip_add(hl_sip_hash *s, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        s->tail |= (uint64_t)(unsigned char)text[i] << (s->length % 8 * 8);
        if (++s->length % 8 == 0) {
            take_word(s, s->tail);
            s->tail = 0;
        }
    }
}

uint64_t hl_base__sip_end(hl_sip_hash *s)
{
    take_word(s, s->tail | s->length << 56);
    s->v[2] ^= 0xff;
    for (int i = 0; i < 4; i++)
        mix(s);
    return s->v[0] ^ s->v[1] ^ s->v[2] ^ s->v[3];
}
