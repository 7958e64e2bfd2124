/* The Gram matrix of units' vectors, in exact integers. */
#include <string.h>

#include "cells/cells.h"

static hl_wide times_of(const hl_wide *value, int64_t times)
{
    if (times == 1)
        return *value;
    uint64_t size = times < 0 ? 0 - (uint64_t)times : (uint64_t)times;
    hl_wide out = hl_base__wide_scale(value, size);
    if (times >= 0)
        return out;
    hl_wide negative = {{0}};
    hl_base__wide_subtract(&negative, &out);
    return negative;
}

hl_i128 hl_cells__rounded(hl_i128 attos)
{
    const hl_i128 step = 1000000; /* 10^-18 to 10^-12 */
    return (attos + (attos < 0 ? -step / 2 : step / 2)) / step;
}

static void add_third(hl_gram *gram, hl_i128 y, int64_t times)
{
    if (y == 0)
        return;
    hl_wide cube = {{0}};
    hl_wide one = {{0}};
    hl_i128 short_y = hl_cells__rounded(y);
    hl_base__wide_add_i128(&one, short_y);
    hl_base__wide_add_product(&cube, short_y, short_y);
    cube = hl_base__wide_multiply(&cube, &one);
    cube = times_of(&cube, times);
    gram->nonzero += times;
    hl_base__wide_add(&gram->cube, &cube);
}

void hl_cells__gram_add(hl_gram *gram, const hl_i128 *v, const hl_wide *within, int64_t times)
{
    gram->units += times;
    add_third(gram, v[0], times);
    hl_wide *product = gram->product;
    for (uint32_t i = 0; i < gram->width; i++) {
        hl_base__wide_add_product(&gram->sum[i], v[i], times);
        for (uint32_t j = i; j < gram->width; j++, product++) {
            hl_wide one = {{0}};
            hl_base__wide_add_product(&one, v[i], v[j]);
            one = times_of(&one, times);
            hl_base__wide_add(product, &one);
        }
    }
    if (within == NULL)
        return;
    hl_wide all = times_of(within, times);
    hl_base__wide_add(&gram->within, &all);
}

static size_t product_count(uint32_t width)
{
    return (size_t)width * (width + 1) / 2;
}

void hl_cells__gram_merge(hl_gram *dst, const hl_gram *src, int sign)
{
    void (*step)(hl_wide *, const hl_wide *) =
        sign < 0 ? hl_base__wide_subtract : hl_base__wide_add;
    dst->units += sign < 0 ? -src->units : src->units;
    for (uint32_t i = 0; i < dst->width; i++)
        step(&dst->sum[i], &src->sum[i]);
    for (size_t i = 0; i < product_count(dst->width); i++)
        step(&dst->product[i], &src->product[i]);
    step(&dst->within, &src->within);
    step(&dst->cube, &src->cube);
    dst->nonzero += sign * src->nonzero;
    dst->no_nonzero += sign * src->no_nonzero;
    dst->no_cube += sign * src->no_cube;
    dst->blank += sign * src->blank;
    dst->unread += sign * src->unread;
}

bool hl_cells__gram_is_zero(const hl_gram *gram)
{
    bool zero = gram->units == 0 && gram->nonzero == 0 && gram->no_nonzero == 0 &&
                gram->no_cube == 0 && gram->blank == 0 && gram->unread == 0 &&
                hl_base__wide_sign(&gram->within) == 0 && hl_base__wide_sign(&gram->cube) == 0;
    for (uint32_t i = 0; zero && i < gram->width; i++)
        zero = hl_base__wide_sign(&gram->sum[i]) == 0;
    for (size_t i = 0; zero && i < product_count(gram->width); i++)
        zero = hl_base__wide_sign(&gram->product[i]) == 0;
    return zero;
}

/* Values above the limit T of a clip lie in later buckets, so with the sums of those
 *
 *     S_y  + T n - S_y'     P_yy + T^2 n - P_yy'     P_yj + T S_j' - P_yj'
 *
 * (n, S', P': of the buckets above) are what they would be if every such value were T: exactly. */
static void clip_bucket(hl_gram *out, const hl_bucket *bucket, hl_i128 limit)
{
    hl_wide t = {{0}};
    hl_wide all = {{0}}; /* T n */
    hl_base__wide_add_i128(&t, limit);
    hl_base__wide_add_product(&all, limit, bucket->units);
    hl_base__wide_add(&out->sum[0], &all);
    hl_base__wide_subtract(&out->sum[0], &bucket->sum[0]);
    for (uint32_t j = 0; j < out->width; j++) {
        hl_wide clipped = hl_base__wide_multiply(&t, j == 0 ? &all : &bucket->sum[j]);
        hl_base__wide_add(&out->product[j], &clipped);
        hl_base__wide_subtract(&out->product[j], &bucket->product[j]);
    }
}

/* The same where y / d is cut: y becomes T d, so
 *
 *     S_y  + T S_d' - S_y'     P_yy + T^2 P_dd' - P_yy'     P_yj + T P_dj' - P_yj'
 *
 * exactly, but for a rounding to 10^-18 of each product with T. */
static void clip_ratio_bucket(hl_gram *out, const hl_bucket *bucket, hl_i128 limit)
{
    const hl_wide *of_d = &bucket->product[out->width - 1]; /* d v_j at j */
    hl_wide sum;
    (void)hl_base__wide_times_attos(&bucket->sum[1], limit, &sum);
    hl_base__wide_add(&out->sum[0], &sum);
    hl_base__wide_subtract(&out->sum[0], &bucket->sum[0]);
    for (uint32_t j = 0; j < out->width; j++) {
        hl_wide clipped;
        (void)hl_base__wide_times_attos(&of_d[j == 0 ? 1 : j], limit, &clipped);
        if (j == 0)
            (void)hl_base__wide_times_attos(&clipped, limit, &clipped);
        hl_base__wide_add(&out->product[j], &clipped);
        hl_base__wide_subtract(&out->product[j], &bucket->product[j]);
    }
}

void hl_cells__gram_clip(const hl_gram *gram, const hl_histogram *histogram, const hl_clip *clip,
                         hl_gram *out)
{
    out->units = out->no_nonzero = out->no_cube = gram->units;
    out->nonzero = 0;
    out->cube = (hl_wide){{0}};
    out->within = gram->within;
    out->blank = gram->blank;
    out->unread = gram->unread;
    memcpy(out->sum, gram->sum, gram->width * sizeof *gram->sum);
    memcpy(out->product, gram->product, product_count(gram->width) * sizeof *gram->product);
    for (uint32_t i = 0; clip->exists && i < histogram->count; i++)
        if (histogram->buckets[i].key > clip->key)
            (histogram->per ? clip_ratio_bucket : clip_bucket)(out, &histogram->buckets[i],
                                                               clip->limit);
}
