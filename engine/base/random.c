#include "base/random.h"

#include <math.h>

static uint64_t splitmix(uint64_t *x)
{
    uint64_t z = (*x += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

hl_random hl_base__random_seed(uint64_t seed, uint64_t stream)
{
    uint64_t x = seed;
    uint64_t mixed = splitmix(&x) ^ (stream * 0xd1342543de82ef95ULL + 1);
    hl_random random;
    for (int i = 0; i < 4; i++)
        random.state[i] = splitmix(&mixed);
    return random;
}

static uint64_t rotate(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

uint64_t hl_base__random_next(hl_random *random)
{
    uint64_t *s = random->state;
    uint64_t result = rotate(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

double hl_base__random_uniform(hl_random *random)
{
    return (double)(hl_base__random_next(random) >> 11) * 0x1.0p-53;
}

uint64_t hl_base__random_below(hl_random *random, uint64_t bound)
{
    uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
    uint64_t value = hl_base__random_next(random);
    while (value >= limit)
        value = hl_base__random_next(random);
    return value % bound;
}

double hl_base__random_normal(hl_random *random)
{
    double u = 0;
    double s = 0;
    do {
        u = 2 * hl_base__random_uniform(random) - 1;
        double v = 2 * hl_base__random_uniform(random) - 1;
        s = u * u + v * v;
    } while (s >= 1 || s == 0);
    return u * sqrt(-2 * log(s) / s);
}
