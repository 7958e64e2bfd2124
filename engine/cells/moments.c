/* Moments of a Gram matrix.
 *
 *     cov(x, y) = (n * Sum xy - Sum x * Sum y) / (n (n - 1))
 *
 * The textbook formula, which is ruinous in floating point (Chan, Golub & LeVeque 1983), is the
 * best one here: the sums and their difference are exact integers, so nothing cancels, and the only
 * roundings are of the difference to a double and of the division. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "cells/cells.h"

enum { CUBE_SCALE = 36, SHORT_SCALE = 12 };

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

/* Sum (y - c)^3 = Sum y^3 - 3 c Sum y^2 + 3 c^2 Sum y - n c^3 for a c of 12 decimals next to the
 * mean, in units of 10^-48: exact integers again, so that epoch milliseconds keep their digits. */
static hl_wide cubes_about(const hl_gram *gram, hl_i128 c)
{
    const uint64_t ten_6 = 1000000;
    const uint64_t ten_12 = 1000000000000;
    hl_wide one = {{0}};
    hl_wide square = {{0}};
    hl_base__wide_add_i128(&one, c);
    hl_base__wide_add_product(&square, c, c);
    hl_wide out = hl_base__wide_scale(&gram->cube, ten_12);
    hl_wide term = hl_base__wide_multiply(&one, &gram->product[0]);
    term = hl_base__wide_scale(&term, 3);
    hl_base__wide_subtract(&out, &term);
    term = hl_base__wide_multiply(&square, &gram->sum[0]);
    term = hl_base__wide_scale(&term, 3 * ten_6);
    hl_base__wide_add(&out, &term);
    term = hl_base__wide_multiply(&square, &one);
    term = hl_base__wide_scale(&term, ten_12);
    term = hl_base__wide_scale(&term, (uint64_t)gram->units);
    hl_base__wide_subtract(&out, &term);
    return out;
}

/* mean - c, where c is in units of 10^-12. */
static double remainder_of_mean(const hl_gram *gram, hl_i128 c)
{
    hl_wide rest = gram->sum[0];
    hl_wide all = {{0}};
    hl_base__wide_add_product(&all, c, 1000000);
    all = hl_base__wide_scale(&all, (uint64_t)gram->units);
    hl_base__wide_subtract(&rest, &all);
    return hl_base__wide_to_double(&rest, HL_DECIMAL_SCALE) / (double)gram->units;
}

/* With e = mean - c: Sum (y - mean)^3 = Sum (y - c)^3 - 3 e Sum (y - c)^2 + 2 n e^3. */
static double third_moment(const hl_gram *gram, const hl_moments *m)
{
    hl_i128 attos = 0;
    if (gram->units < 2 || !hl_base__decimal_from_double(m->mean[0], &attos))
        return HL_NAN;
    double n = (double)gram->units;
    hl_i128 c = hl_cells__rounded(attos);
    hl_wide cubes = cubes_about(gram, c);
    double e = remainder_of_mean(gram, c);
    double squares = (n - 1) * m->cov[0][0] + n * e * e;
    return hl_base__wide_to_double(&cubes, CUBE_SCALE + SHORT_SCALE) - 3 * e * squares +
           2 * n * e * e * e;
}

static void third_sums(const hl_gram *gram, hl_moments *out)
{
    out->nonzero = gram->no_nonzero == 0 ? (double)gram->nonzero : HL_NAN;
    bool known = gram->no_cube == 0;
    out->cube = known ? hl_base__wide_to_double(&gram->cube, CUBE_SCALE) : HL_NAN;
    out->third = known ? third_moment(gram, out) : HL_NAN;
}

void hl_cells__moments(const hl_gram *gram, hl_moments *out)
{
    out->n = gram->units;
    out->width = gram->width;
    out->blank = gram->blank;
    out->unread = gram->unread;
    out->histogram = out->sizes = NULL;
    out->runs = NULL;
    out->within = hl_base__wide_to_double(&gram->within, 2 * HL_DECIMAL_SCALE);
    for (uint32_t i = 0; i < 2; i++)
        out->exact[i] = gram->sum[i];
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
    third_sums(gram, out);
    out->clusters = (hl_cluster_moments){HL_NAN, HL_NAN, HL_NAN};
}

double hl_cells__mean_difference(const hl_moments *control, const hl_moments *treatment)
{
    if (control->n <= 0 || treatment->n <= 0)
        return HL_NAN;
    hl_wide ours = hl_base__wide_scale(&treatment->exact[0], (uint64_t)control->n);
    hl_wide theirs = hl_base__wide_scale(&control->exact[0], (uint64_t)treatment->n);
    hl_base__wide_subtract(&ours, &theirs);
    return hl_base__wide_to_double(&ours, HL_DECIMAL_SCALE) / (double)control->n /
           (double)treatment->n;
}

double hl_cells__ratio_difference(const hl_moments *control, const hl_moments *treatment)
{
    hl_wide ours = hl_base__wide_multiply(&treatment->exact[0], &control->exact[1]);
    hl_wide theirs = hl_base__wide_multiply(&control->exact[0], &treatment->exact[1]);
    hl_base__wide_subtract(&ours, &theirs);
    double difference =
        hl_base__wide_to_double(&ours, 2 * HL_DECIMAL_SCALE) / control->sum[1] / treatment->sum[1];
    return isfinite(difference) ? difference : HL_NAN;
}

/* What the units of a bucket, or those at the limit, add: n units with this mean and these squares
 * about it, which lie evenly. */
static void add_clipped(hl_moments *out, double n, double mean, double squares)
{
    double from = mean - out->mean[0];
    out->nonzero += mean == 0 ? 0 : n;
    out->cube += n * mean * mean * mean + 3 * mean * squares;
    out->third += n * from * from * from + 3 * from * squares;
}

/* Of v_i about its mean, whose squares sum up to `squares`. */
static double about_mean(const hl_bucket *bucket, uint32_t i, const hl_wide *squares)
{
    hl_wide left = hl_base__wide_scale(squares, (uint64_t)bucket->units);
    hl_wide square = hl_base__wide_multiply(&bucket->sum[i], &bucket->sum[i]);
    hl_base__wide_subtract(&left, &square);
    return hl_base__wide_to_double(&left, 2 * HL_DECIMAL_SCALE) / (double)bucket->units;
}

static double squares_within(const hl_bucket *bucket)
{
    return about_mean(bucket, 0, &bucket->product[0]);
}

/* n values of this mean and these squares about it, cubed about c. */
static double cubes_of(double n, double mean, double squares, double c)
{
    double from = mean - c;
    return n * from * from * from + 3 * from * squares;
}

/* The third sums where y / d was cut: those of the values as they were, with the units above the
 * limit exchanged. Within a bucket these are taken to lie evenly about their mean. */
static void ratio_third_sums(const hl_gram *gram, const hl_histogram *histogram,
                             const hl_clip *clip, hl_moments *out)
{
    hl_moments raw;
    assert(gram->width >= 2);
    hl_cells__moments(gram, &raw);
    double m = out->mean[0];
    double limit = hl_base__decimal_to_double(clip->limit);
    double off = raw.mean[0] - m;
    out->nonzero = raw.nonzero;
    out->cube = raw.cube;
    out->third =
        raw.third + (double)(raw.n - 1) * raw.cov[0][0] * 3 * off + (double)raw.n * off * off * off;
    for (uint32_t i = 0; clip->exists && i < histogram->count; i++) {
        const hl_bucket *bucket = &histogram->buckets[i];
        double n = (double)bucket->units;
        if (bucket->units <= 0 || bucket->key <= clip->key)
            continue;
        double y = hl_base__wide_to_double(&bucket->sum[0], HL_DECIMAL_SCALE) / n;
        double d = hl_base__wide_to_double(&bucket->sum[1], HL_DECIMAL_SCALE) / n;
        double squares = squares_within(bucket);
        double cut = limit * limit * about_mean(bucket, 1, &bucket->product[histogram->width]);
        out->third += cubes_of(n, limit * d, cut, m) - cubes_of(n, y, squares, m);
        out->cube += cubes_of(n, limit * d, cut, 0) - cubes_of(n, y, squares, 0);
    }
}

void hl_cells__clipped_moments(const hl_gram *gram, const hl_histogram *histogram,
                               const hl_clip *clip, hl_moments *out)
{
    hl_wide sum[HL_CELLS_MAX_VARIABLES];
    hl_wide product[HL_CELLS_MAX_PRODUCTS];
    hl_gram clipped = {.width = gram->width, .sum = sum, .product = product};
    hl_cells__gram_clip(gram, histogram, clip, &clipped);
    hl_cells__moments(&clipped, out);
    if (histogram->per) {
        ratio_third_sums(gram, histogram, clip, out);
        return;
    }
    out->nonzero = out->cube = out->third = 0;
    double above = 0;
    for (uint32_t i = 0; i < histogram->count; i++) {
        const hl_bucket *bucket = &histogram->buckets[i];
        double n = (double)bucket->units;
        if (bucket->units <= 0)
            continue;
        if (clip->exists && bucket->key > clip->key)
            above += n;
        else
            add_clipped(out, n, hl_base__wide_to_double(&bucket->sum[0], HL_DECIMAL_SCALE) / n,
                        squares_within(bucket));
    }
    if (above > 0)
        add_clipped(out, above, hl_base__decimal_to_double(clip->limit), 0);
    if (gram->units < 2)
        out->third = HL_NAN;
}
