#include "timing/tally.h"

#include <stdlib.h>

const double hl_timing__choice_spread = 0.25;

static size_t best_kind(const hl_timing_curves *m, const double *coefficients, const size_t *kinds,
                        size_t count)
{
    size_t best = 0;
    double most = 0;
    for (size_t i = 0; i < count; i++) {
        double z = hl_timing__logit(m, coefficients, kinds[i]);
        if (i == 0 || z > most) {
            best = i;
            most = z;
        }
    }
    return best;
}

hl_status hl_timing__tally(const hl_timing_curves *m, size_t segment, const size_t *kinds,
                           size_t count, uint64_t seed, size_t draws, double spread, double *share,
                           hl_error *err)
{
    enum { WIDTH = 1 + HL_TIMING_COLUMNS };
    double *drawn = malloc(draws * WIDTH * sizeof *drawn);
    if (!drawn)
        return hl_error_memory(err);
    hl_status status = hl_stats__hier_draws(m->fit, segment, seed, draws, spread, drawn, NULL, err);
    for (size_t i = 0; i < count; i++)
        share[i] = 0;
    for (size_t i = 0; i < draws && status == HL_OK; i++)
        share[best_kind(m, drawn + i * WIDTH, kinds, count)] += 1 / (double)draws;
    free(drawn);
    return status;
}
