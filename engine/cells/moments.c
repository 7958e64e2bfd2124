/* Moments of a Gram matrix.
 *
 *     cov(x, y) = (n * Sum xy - Sum x * Sum y) / (n (n - 1))
 *
 * The textbook formula, which is ruinous in floating point (Chan, Golub & LeVeque 1983), is the
 * best one here: the sums and their difference are exact integers, so nothing cancels, and the only
 * roundings are of the difference to a double and of the division. */
#include "base/number.h"
#include "cells/cells.h"

static double covariance(const hl_gram *gram, uint32_t i, uint32_t j, const hl_wide *product)
{
    if (gram->units < 2)
        return HL_NAN;
    hl_wide numerator = hl_base__wide_scale(product, (uint64_t)gram->units);
    hl_wide sums = hl_base__wide_multiply(&gram->sum[i], &gram->sum[j]);
    hl_base__wide_subtract(&numerator, &sums);
    double n = (double)gram->units;
    return hl_base__wide_to_double(&numerator, 2 * HL_DECIMAL_SCALE) / (n * (n - 1));
}

void hl_cells__moments(const hl_gram *gram, hl_moments *out)
{
    out->n = gram->units;
    out->width = gram->width;
    out->histogram = NULL;
    out->within = hl_base__wide_to_double(&gram->within, 2 * HL_DECIMAL_SCALE);
    const hl_wide *product = gram->product;
    for (uint32_t i = 0; i < gram->width; i++) {
        out->sum[i] = hl_base__wide_to_double(&gram->sum[i], HL_DECIMAL_SCALE);
        out->mean[i] = gram->units > 0 ? out->sum[i] / (double)gram->units : HL_NAN;
        for (uint32_t j = i; j < gram->width; j++, product++) {
            out->product[i][j] = hl_base__wide_to_double(product, 2 * HL_DECIMAL_SCALE);
            out->product[j][i] = out->product[i][j];
            out->cov[i][j] = covariance(gram, i, j, product);
            out->cov[j][i] = out->cov[i][j];
        }
    }
}
