/* The distribution of a variable in a cell (a metric's values, its values for each one of their
 * denominators, units' sizes): buckets that are
 * narrow in proportion to the value, each with the exact sums of its units. It merges, and
 * contributions are taken away, bucket by bucket, as exactly as the Gram matrix beside it.
 *
 * BUCKETS are log-linear in |y| in attos: 128 to the octave, so a bucket is at most 1/128 as wide
 * as its values are large; up to 255 attos each value has its own, and so has 0. Their edges are
 * whole attos, found with shifts alone: the same on every machine. Negative values mirror positive
 * ones.
 *
 *     m = |y|;  s = max(0, bits(m) - 8);  key = 128 s + (m >> s), with the sign of y
 *
 * A bucket whose values are all alike (units * sum y^2 = (sum y)^2) gives back its value exactly,
 * so counts, prices and other values that repeat lose nothing at all to the buckets.
 *
 * OF RATIOS the value is y / d, where d > 0, rounded towards 0 to 10^-18; units with another d have
 * none, and a bucket of their own before all others. */
#ifndef HL_CELLS_HISTOGRAM_H
#define HL_CELLS_HISTOGRAM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/wide.h"

typedef struct hl_bucket {
    int32_t key;
    int64_t units;
    hl_wide *sum;     /* width: sum of v_i, v_0 = y; attos */
    hl_wide *product; /* width: sum of y v_i; attos^2; then, where asked for, v_1 v_i for i >= 1 */
} hl_bucket;

typedef struct hl_histogram {
    hl_arena *arena; /* where it grows; NULL: it is not kept, and stays empty */
    uint32_t width;  /* variables of which each bucket has sums; 0: units alone */
    bool second;     /* buckets have the sums of products of v_1 too; width >= 2 */
    bool per;        /* the value is v_0 / v_1; with second */
    uint32_t count, capacity;
    hl_bucket *buckets; /* by key, rising; some may be empty */
} hl_histogram;

/* The bucket of units without a ratio. */
#define HL_BUCKET_NO_RATIO (-INT16_MAX)
int32_t hl_cells__bucket(hl_i128 y);
/* y / d for d > 0, below 10^37. */
hl_i128 hl_cells__per(hl_i128 y, hl_i128 d);
/* The smallest and the largest value of a bucket, in attos. */
void hl_cells__bucket_edges(int32_t key, hl_i128 *low, hl_i128 *high);
/* True when all its values v_0 are one, which is then in *value; else *value stays. */
bool hl_cells__bucket_alike(const hl_bucket *bucket, hl_i128 *value);

/* How many sums of products each bucket has. */
uint32_t hl_cells__product_count(const hl_histogram *histogram);
/* The bucket, made when it is new; NULL when out of memory. Later calls move it. */
hl_bucket *hl_cells__histogram_bucket(hl_histogram *histogram, int32_t key);
/* Adds `times` units (negative takes away) of v[width] (v[0] = y, also where width is 0). False
 * when out of memory. A histogram that is not kept takes nothing. */
bool hl_cells__histogram_add(hl_histogram *histogram, const hl_i128 *v, int64_t times);
/* dst += src, of the same width and with the same products. False when out of memory. */
bool hl_cells__histogram_merge(hl_histogram *dst, const hl_histogram *src);
bool hl_cells__bucket_is_zero(const hl_histogram *histogram, const hl_bucket *bucket);
bool hl_cells__histogram_is_zero(const hl_histogram *histogram);
int64_t hl_cells__histogram_units(const hl_histogram *histogram);

/* Where values above a quantile are cut. */
typedef struct hl_clip {
    bool exists;
    int32_t key;   /* the last bucket that is left as it is */
    hl_i128 limit; /* attos: values of later buckets count as this */
} hl_clip;

/* The upper edge of the bucket that holds the quantile (the least value that has at least this
 * share of the units that have one at or below it), or that value itself where the bucket's values
 * are alike. */
hl_clip hl_cells__histogram_clip(const hl_histogram *histogram, double quantile);
/* Units above it. */
int64_t hl_cells__histogram_above(const hl_histogram *histogram, const hl_clip *clip);

#endif
