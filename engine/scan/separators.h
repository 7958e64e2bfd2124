/* The places of delimiters and line ends in text without quotes, 64 bytes at a time: one bit a
 * byte, and the bits taken off one by one (the way of Langdale & Lemire, "Parsing gigabytes of JSON
 * per second", 2019). Also tells whether there was anything but plain ASCII. */
#ifndef HL_SCAN_SEPARATORS_H
#define HL_SCAN_SEPARATORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

typedef struct hl_separators {
    const char *at;  /* of the block that bits describes */
    const char *end; /* of the text */
    uint64_t bits;   /* separators of the block that are still to come */
    bool odd;        /* the block has a byte that is NUL or not ASCII */
    bool any_odd;    /* ... or one before it, since the caller cleared this */
    char delimiter;
} hl_separators;

#if defined(__SSE2__)
static inline void hl_scan__block(hl_separators *s, const char *block)
{
    const __m128i delimiter = _mm_set1_epi8(s->delimiter);
    const __m128i newline = _mm_set1_epi8('\n');
    const __m128i one = _mm_set1_epi8(1);
    uint64_t bits = 0;
    __m128i odd = _mm_setzero_si128();
    for (int i = 0; i < 4; i++) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(block + (ptrdiff_t)16 * i));
        __m128i hit = _mm_or_si128(_mm_cmpeq_epi8(v, delimiter), _mm_cmpeq_epi8(v, newline));
        bits |= (uint64_t)(uint16_t)_mm_movemask_epi8(hit) << (16 * i);
        odd = _mm_or_si128(odd, _mm_cmplt_epi8(v, one)); /* signed: 0 and 0x80..0xFF */
    }
    s->bits = bits;
    s->odd = _mm_movemask_epi8(odd) != 0;
}
#else
static inline void hl_scan__block(hl_separators *s, const char *block)
{
    s->bits = 0;
    s->odd = false;
    for (int i = 0; i < 64; i++) {
        s->bits |= (uint64_t)(block[i] == s->delimiter || block[i] == '\n') << i;
        s->odd = s->odd || block[i] == '\0' || ((unsigned char)block[i] & 0x80U) != 0;
    }
}
#endif

/* The last, short block is looked at through a copy filled up with ones; the end of the text counts
 * as a line end when the text does not end with one. */
static inline void hl_scan__load(hl_separators *s)
{
    size_t left = (size_t)(s->end - s->at);
    if (left >= 64) {
        hl_scan__block(s, s->at);
    } else {
        char copy[64];
        memset(copy, 1, sizeof copy);
        if (left > 0)
            memcpy(copy, s->at, left);
        copy[left] = '\n';
        hl_scan__block(s, copy);
    }
    s->any_odd = s->any_odd || s->odd;
}

static inline hl_separators hl_scan__separators(const char *text, const char *end, char delimiter)
{
    hl_separators s = {text, end, 0, false, false, delimiter};
    hl_scan__load(&s);
    return s;
}

/* The next separator; end counts as one. NULL behind it. */
static inline const char *hl_scan__separator(hl_separators *s)
{
    while (s->bits == 0) {
        if (s->end - s->at < 64)
            return NULL;
        s->at += 64;
        hl_scan__load(s);
    }
    const char *found = s->at + __builtin_ctzll(s->bits);
    s->bits &= s->bits - 1;
    return found;
}

#endif
