#include "cells/histogram.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

enum { SUB_BUCKETS = 128 };

/* Of a denominator whose tenfold has room. */
#define INT128_ROOM ((hl_i128)1000000000000000000 * 1000000000000000000)

static int bits_of(hl_u128 m)
{
    uint64_t high = (uint64_t)(m >> 64);
    uint64_t low = (uint64_t)m;
    if (high != 0)
        return 128 - __builtin_clzll(high);
    return low == 0 ? 0 : 64 - __builtin_clzll(low);
}

int32_t hl_cells__bucket(hl_i128 y)
{
    hl_u128 m = y < 0 ? -(hl_u128)y : (hl_u128)y;
    int shift = bits_of(m) - 8;
    if (shift < 0)
        shift = 0;
    int32_t key = SUB_BUCKETS * shift + (int32_t)(m >> shift);
    return y < 0 ? -key : key;
}

/* Digit by digit, where d is no whole number: 10^18 y has no room. */
hl_i128 hl_cells__per(hl_i128 y, hl_i128 d)
{
    const hl_i128 one = 1000000000000000000;
    const hl_i128 most = one * one * 10;
    hl_i128 size = y < 0 ? -y : y;
    hl_i128 out = size / d;
    hl_i128 rest = size % d;
    if (d % one == 0) {
        out = size / (d / one);
    } else if (out >= most / one) {
        out = most - 1;
    } else {
        for (int i = 0; i < HL_DECIMAL_SCALE; i++) {
            rest *= 10;
            out = 10 * out + rest / d;
            rest %= d;
        }
    }
    return y < 0 ? -out : out;
}

void hl_cells__bucket_edges(int32_t key, hl_i128 *low, hl_i128 *high)
{
    int32_t size = key < 0 ? -key : key;
    int shift = size < 2 * SUB_BUCKETS ? 0 : size / SUB_BUCKETS - 1;
    hl_i128 mantissa = size - SUB_BUCKETS * shift;
    hl_i128 near = (hl_i128)((hl_u128)mantissa << shift);
    hl_i128 far = near + (hl_i128)(((hl_u128)1 << shift) - 1);
    *low = key < 0 ? -far : near;
    *high = key < 0 ? -near : far;
}

bool hl_cells__bucket_alike(const hl_bucket *bucket, hl_i128 *value)
{
    hl_i128 sum = 0;
    if (bucket->sum == NULL || bucket->units <= 0 ||
        !hl_base__wide_to_i128(&bucket->sum[0], &sum) || sum % bucket->units != 0)
        return false;
    hl_i128 mean = sum / bucket->units;
    hl_wide square = {{0}};
    hl_base__wide_add_product(&square, mean, mean);
    square = hl_base__wide_scale(&square, (uint64_t)bucket->units);
    if (hl_base__wide_compare(&square, &bucket->product[0]) != 0)
        return false;
    *value = mean;
    return true;
}

/* ---- buckets */

/* The place of a key: that of the bucket, or where it belongs. */
static uint32_t place_of(const hl_histogram *histogram, int32_t key)
{
    uint32_t low = 0;
    uint32_t high = histogram->count;
    if (high > 0 && histogram->buckets[high - 1].key < key)
        return high;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (histogram->buckets[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool make_room(hl_histogram *histogram)
{
    if (histogram->count < histogram->capacity)
        return true;
    uint32_t capacity = histogram->capacity == 0 ? 8 : 2 * histogram->capacity;
    hl_bucket *buckets = hl_base__arena_array(histogram->arena, capacity, sizeof *buckets);
    if (buckets == NULL)
        return false;
    if (histogram->count > 0)
        memcpy(buckets, histogram->buckets, histogram->count * sizeof *buckets);
    histogram->buckets = buckets;
    histogram->capacity = capacity;
    return true;
}

uint32_t hl_cells__product_count(const hl_histogram *histogram)
{
    return histogram->width + (histogram->second ? histogram->width - 1 : 0);
}

hl_bucket *hl_cells__histogram_bucket(hl_histogram *histogram, int32_t key)
{
    uint32_t at = place_of(histogram, key);
    if (at < histogram->count && histogram->buckets[at].key == key)
        return &histogram->buckets[at];
    hl_wide *sums = NULL;
    size_t numbers = (size_t)histogram->width + hl_cells__product_count(histogram);
    if (histogram->width > 0)
        sums = hl_base__arena_array(histogram->arena, numbers, sizeof *sums);
    if ((histogram->width > 0 && sums == NULL) || !make_room(histogram))
        return NULL;
    hl_bucket *bucket = &histogram->buckets[at];
    memmove(bucket + 1, bucket, (histogram->count - at) * sizeof *bucket);
    *bucket = (hl_bucket){key, 0, sums, sums == NULL ? NULL : sums + histogram->width};
    histogram->count++;
    return bucket;
}

static void add_product(hl_wide *sum, hl_i128 a, hl_i128 b, int64_t times)
{
    hl_wide one = {{0}};
    hl_base__wide_add_product(&one, a, b);
    uint64_t size = times < 0 ? 0 - (uint64_t)times : (uint64_t)times;
    if (size != 1)
        one = hl_base__wide_scale(&one, size);
    (times < 0 ? hl_base__wide_subtract : hl_base__wide_add)(sum, &one);
}

static int32_t key_of(const hl_histogram *histogram, const hl_i128 *v)
{
    if (!histogram->per)
        return hl_cells__bucket(v[0]);
    return v[1] > 0 ? hl_cells__bucket(hl_cells__per(v[0], v[1])) : HL_BUCKET_NO_RATIO;
}

bool hl_cells__histogram_add(hl_histogram *histogram, const hl_i128 *v, int64_t times)
{
    if (histogram->arena == NULL)
        return true;
    hl_bucket *bucket = hl_cells__histogram_bucket(histogram, key_of(histogram, v));
    if (bucket == NULL)
        return false;
    bucket->units += times;
    for (uint32_t i = 0; i < histogram->width; i++) {
        hl_base__wide_add_product(&bucket->sum[i], v[i], times);
        add_product(&bucket->product[i], v[0], v[i], times);
    }
    for (uint32_t i = 1; histogram->second && i < histogram->width; i++)
        add_product(&bucket->product[histogram->width + i - 1], v[1], v[i], times);
    return true;
}

bool hl_cells__histogram_merge(hl_histogram *dst, const hl_histogram *src)
{
    for (uint32_t i = 0; i < src->count; i++) {
        const hl_bucket *from = &src->buckets[i];
        hl_bucket *to = hl_cells__histogram_bucket(dst, from->key);
        if (to == NULL)
            return false;
        to->units += from->units;
        for (uint32_t k = 0; k < dst->width; k++)
            hl_base__wide_add(&to->sum[k], &from->sum[k]);
        for (uint32_t k = 0; k < hl_cells__product_count(dst); k++)
            hl_base__wide_add(&to->product[k], &from->product[k]);
    }
    return true;
}

bool hl_cells__bucket_is_zero(const hl_histogram *histogram, const hl_bucket *bucket)
{
    bool zero = bucket->units == 0;
    for (uint32_t i = 0; zero && i < histogram->width; i++)
        zero = hl_base__wide_sign(&bucket->sum[i]) == 0;
    for (uint32_t i = 0; zero && i < hl_cells__product_count(histogram); i++)
        zero = hl_base__wide_sign(&bucket->product[i]) == 0;
    return zero;
}

bool hl_cells__histogram_is_zero(const hl_histogram *histogram)
{
    for (uint32_t i = 0; i < histogram->count; i++)
        if (!hl_cells__bucket_is_zero(histogram, &histogram->buckets[i]))
            return false;
    return true;
}

/* ---- ranks */

int64_t hl_cells__histogram_units(const hl_histogram *histogram)
{
    int64_t units = 0;
    for (uint32_t i = 0; i < histogram->count; i++)
        units += histogram->buckets[i].units;
    return units;
}

/* The bucket that holds a rank from `first` on; NULL when there is none. */
static const hl_bucket *bucket_of_rank(const hl_histogram *histogram, uint32_t first, int64_t rank)
{
    int64_t before = 0;
    for (uint32_t i = first; rank >= 1 && i < histogram->count; i++) {
        before += histogram->buckets[i].units;
        if (rank <= before)
            return &histogram->buckets[i];
    }
    return NULL;
}

/* y = r d for every unit exactly when Sum y d = r Sum d^2 and Sum y^2 = r Sum y d. */
static bool ratios_alike(const hl_histogram *histogram, const hl_bucket *bucket, hl_i128 *value)
{
    hl_i128 y = 0, d = 0;
    hl_wide yd, yy;
    const hl_wide *dd = &bucket->product[histogram->width];
    if (bucket->units <= 0 || !hl_base__wide_to_i128(&bucket->sum[0], &y) ||
        !hl_base__wide_to_i128(&bucket->sum[1], &d) || y < 0 || d <= 0 || d >= INT128_ROOM)
        return false;
    hl_i128 ratio = hl_cells__per(y, d);
    if (!hl_base__wide_times_attos(dd, ratio, &yd) ||
        hl_base__wide_compare(&yd, &bucket->product[1]) != 0 ||
        !hl_base__wide_times_attos(&yd, ratio, &yy) ||
        hl_base__wide_compare(&yy, &bucket->product[0]) != 0)
        return false;
    *value = ratio;
    return true;
}

static bool has_no_ratios(const hl_histogram *histogram)
{
    return histogram->per && histogram->count > 0 &&
           histogram->buckets[0].key == HL_BUCKET_NO_RATIO;
}

hl_clip hl_cells__histogram_clip(const hl_histogram *histogram, double quantile)
{
    uint32_t first = has_no_ratios(histogram) ? 1 : 0;
    int64_t units = hl_cells__histogram_units(histogram);
    units -= first > 0 ? histogram->buckets[0].units : 0;
    /* 0.999 * 1000 may come out as a hair more than 999 */
    double least = ceil(quantile * (double)units * (1 - 1e-12));
    const hl_bucket *bucket = bucket_of_rank(histogram, first, least < 1 ? 1 : (int64_t)least);
    hl_clip clip = {bucket != NULL, 0, 0};
    hl_i128 low = 0;
    if (bucket == NULL)
        return clip;
    clip.key = bucket->key;
    if (!(histogram->per ? ratios_alike(histogram, bucket, &clip.limit)
                         : hl_cells__bucket_alike(bucket, &clip.limit)))
        hl_cells__bucket_edges(bucket->key, &low, &clip.limit);
    return clip;
}

int64_t hl_cells__histogram_above(const hl_histogram *histogram, const hl_clip *clip)
{
    int64_t units = 0;
    for (uint32_t i = place_of(histogram, clip->key + 1); clip->exists && i < histogram->count; i++)
        units += histogram->buckets[i].units;
    return units;
}
