/* Seeded pseudo-random numbers: xoshiro256** (Blackman & Vigna 2018), seeded by splitmix64.
 * The same seed gives the same numbers on every machine. Not for cryptography. */
#ifndef HL_BASE_RANDOM_H
#define HL_BASE_RANDOM_H

#include <stdint.h>

typedef struct hl_random {
    uint64_t state[4];
} hl_random;

/* stream separates independent sequences of one seed (a user, a replicate). */
hl_random hl_base__random_seed(uint64_t seed, uint64_t stream);
uint64_t hl_base__random_next(hl_random *random);
/* Uniform in [0, 1), 53 bits. */
double hl_base__random_uniform(hl_random *random);
/* Uniform in [0, bound), without bias; bound > 0. */
uint64_t hl_base__random_below(hl_random *random, uint64_t bound);
/* Standard normal (polar method, Marsaglia & Bray 1964). */
double hl_base__random_normal(hl_random *random);

#endif
