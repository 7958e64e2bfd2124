#include "timing/fit.h"

#include <math.h>
#include <stdlib.h>

hl_hier_data hl_timing__data_of(const hl_timing_places *places, const hl_timing_curves *curves)
{
    return (hl_hier_data){.x = curves->x,
                          .order = curves->order,
                          .cells = places->cells,
                          .kinds = HL_TIMING_KINDS,
                          .columns = HL_TIMING_COLUMNS,
                          .orders = HL_TIMING_ORDERS,
                          .effects = places->effects,
                          .groups = places->segments,
                          .count = places->count,
                          .dispersion = places->measure.dispersion};
}

hl_status hl_timing__fit(const hl_timing_places *places, const hl_hier_variances *start,
                         size_t rounds, const hl_timing_curves *before, hl_timing_curves **curves,
                         hl_error *err)
{
    hl_timing_curves *c = *curves = calloc(1, sizeof *c);
    if (c == NULL)
        return hl_error_memory(err);
    c->measure = places->measure;
    hl_timing__basis(c->x, c->order);
    const hl_hier_data data = hl_timing__data_of(places, c);
    hl_status status = hl_stats__hier_logistic(&data, start, rounds,
                                               before != NULL ? before->fit : NULL, &c->fit, err);
    if (status != HL_OK) {
        hl_timing__curves_free(c);
        *curves = NULL;
    }
    return status;
}

void hl_timing__curves_free(hl_timing_curves *curves)
{
    if (curves == NULL)
        return;
    hl_stats__hier_free(curves->fit);
    free(curves);
}

double hl_timing__outcome(const hl_timing_curves *curves, double z)
{
    return curves->measure.dispersion != NULL ? exp(z) * curves->measure.scale : 1 / (1 + exp(-z));
}

double hl_timing__logit(const hl_timing_curves *curves, const double *coefficients, size_t kind)
{
    double z = coefficients[0];
    for (size_t j = 0; j < HL_TIMING_COLUMNS; j++)
        z += curves->x[kind * HL_TIMING_COLUMNS + j] * coefficients[1 + j];
    return z;
}

double hl_timing__effect(const hl_timing_curves *curves, size_t message)
{
    return curves->fit->effects > 0 ? curves->fit->shared[1 + HL_TIMING_COLUMNS + message] : 0;
}
