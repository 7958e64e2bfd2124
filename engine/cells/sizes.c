/* Units by size: what is left of a bucket's values when the ratio of all is taken away. */
#include <math.h>

#include "base/number.h"
#include "cells/cells.h"

enum { SIZE_VARIABLES = 2 }; /* d, y */

hl_histogram hl_cells__no_sizes(hl_arena *arena)
{
    return (hl_histogram){.arena = arena, .width = SIZE_VARIABLES, .second = true};
}

/* Of a metric with denominators of its own it is the value for each one of them that is cut: y and
 * d cut apart would make another ratio. */
hl_histogram hl_cells__no_values(const hl_cells *cells, size_t metric, hl_arena *arena)
{
    uint32_t width = cells->histogram_widths[metric];
    bool per = width > 1 && !cells->unit_rows[metric];
    return (hl_histogram){
        .arena = width > 0 ? arena : NULL, .width = width, .second = per, .per = per};
}

/* n Sum ab - Sum a Sum b, exactly, over n. */
static double about_means(const hl_bucket *bucket, const hl_wide *product, size_t a, size_t b)
{
    hl_wide left = hl_base__wide_scale(product, (uint64_t)bucket->units);
    hl_wide sums = hl_base__wide_multiply(&bucket->sum[a], &bucket->sum[b]);
    hl_base__wide_subtract(&left, &sums);
    return hl_base__wide_to_double(&left, 2 * HL_DECIMAL_SCALE) / (double)bucket->units;
}

/* Sum (y - R d)^2 = Sum ((y - my) - R (d - md))^2 + n (my - R md)^2, where the last difference is
 * formed from exact integers, (Sum_b y Sum d - Sum y Sum_b d) / Sum d. */
double hl_cells__size_residual(const hl_bucket *bucket, const hl_gram *all)
{
    double sum_d = hl_base__wide_to_double(&all->sum[1], HL_DECIMAL_SCALE);
    double ratio = hl_base__wide_to_double(&all->sum[0], HL_DECIMAL_SCALE) / sum_d;
    hl_wide off = hl_base__wide_multiply(&bucket->sum[1], &all->sum[1]);
    hl_wide expected = hl_base__wide_multiply(&all->sum[0], &bucket->sum[0]);
    hl_base__wide_subtract(&off, &expected);
    double between = hl_base__wide_to_double(&off, 2 * HL_DECIMAL_SCALE) / sum_d;
    double parts = about_means(bucket, &bucket->product[2], 1, 1) +
                   ratio * ratio * about_means(bucket, &bucket->product[0], 0, 0);
    double within = parts - 2 * ratio * about_means(bucket, &bucket->product[1], 0, 1);
    if (within <= 1e-14 * parts) /* y and d proportional: only rounding is left */
        within = 0;
    return within + between * between / (double)bucket->units;
}
