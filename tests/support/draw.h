/* Random counts for simulations. */
#ifndef HL_TESTS_DRAW_H
#define HL_TESTS_DRAW_H

#include "base/random.h"
#include "hookline/design.h"

/* Successes of n independent trials of probability p. */
double hl_draw_binomial(hl_random *random, double n, double p);
/* How many of n units come into an arm of this share (normal approximation, whole). */
double hl_draw_part(hl_random *random, double n, double share);
/* n units split by the weights of arms, one after the other; out: count of them. */
void hl_draw_split(hl_random *random, double n, const hl_arm_weight *arms, size_t count,
                   double *out);

#endif
