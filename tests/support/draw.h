/* Random counts for simulations. */
#ifndef HL_TESTS_DRAW_H
#define HL_TESTS_DRAW_H

#include "base/random.h"

/* Successes of n independent trials of probability p. */
double hl_draw_binomial(hl_random *random, double n, double p);
/* How many of n units come into an arm of this share (normal approximation, whole). */
double hl_draw_part(hl_random *random, double n, double share);

#endif
