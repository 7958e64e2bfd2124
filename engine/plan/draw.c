/* SipHash-2-4 (Aumasson & Bernstein 2012): a keyed hash that is uniform and quick on short texts.
 * The key is the seed and the purpose, so no two draws of a touch correlate. */
#include <string.h>

#include "plan/planner.h"

typedef struct sip {
    uint64_t v[4];
    uint64_t tail;
    uint64_t length;
} sip;

static uint64_t rotate(uint64_t x, int bits)
{
    return x << bits | x >> (64 - bits);
}

static void mix(sip *s)
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

static void take_word(sip *s, uint64_t word)
{
    s->v[3] ^= word;
    mix(s);
    mix(s);
    s->v[0] ^= word;
}

static void take(sip *s, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        s->tail |= (uint64_t)(unsigned char)text[i] << (s->length % 8 * 8);
        if (++s->length % 8 == 0) {
            take_word(s, s->tail);
            s->tail = 0;
        }
    }
}

uint64_t hl_plan__draw(const hl_plan_settings *settings, hl_draw purpose,
                       const hl_candidate *candidate)
{
    uint64_t k0 = settings->seed;
    uint64_t k1 = (uint64_t)purpose + 1;
    sip s = {.v = {0x736f6d6570736575ULL ^ k0, 0x646f72616e646f6dULL ^ k1,
                   0x6c7967656e657261ULL ^ k0, 0x7465646279746573ULL ^ k1}};
    const hl_arm_step *arm_step = &settings->arm_steps[candidate->arm_step];
    char place[2] = {':', (char)('0' + arm_step->step_index % 64)};
    take(&s, settings->salt, strlen(settings->salt));
    take(&s, place, sizeof place);
    take(&s, candidate->trigger_id, candidate->trigger_length);
    take_word(&s, s.tail | s.length << 56);
    s.v[2] ^= 0xff;
    for (int i = 0; i < 4; i++)
        mix(&s);
    return s.v[0] ^ s.v[1] ^ s.v[2] ^ s.v[3];
}
