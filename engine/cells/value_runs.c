/* A bucket whose values are alike is one run, a point.
 *
 * In others the values could be anything between the edges, and are one run of that width: sure,
 * but no finer than 1/128 of the value. Continuous values lie as good as evenly within so narrow a
 * bucket, and its exact moments tell: a mean near the middle and a variance near width^2 / 12, as
 * close as that many even values would have them (four standard errors, and a hundredth for a
 * density that slopes). Then it is cut into slices with its units spread evenly, 64 at most. Two
 * prices in one bucket, or a few whole numbers, fail this once there are enough of them to matter,
 * and stay one run. */
#include "cells/value_runs.h"

#include <math.h>

#include "base/number.h"

enum { MOST_SLICES = 64 };
static const double standard_errors = 4;
static const double slope = 0.01;

static double mean_of(const hl_bucket *bucket)
{
    return hl_base__wide_to_double(&bucket->sum[0], HL_DECIMAL_SCALE) / (double)bucket->units;
}

/* From the exact sums: (n sum y^2 - (sum y)^2) / n^2. */
static double variance_of(const hl_bucket *bucket)
{
    hl_wide numerator = hl_base__wide_scale(&bucket->product[0], (uint64_t)bucket->units);
    hl_wide square = hl_base__wide_multiply(&bucket->sum[0], &bucket->sum[0]);
    hl_base__wide_subtract(&numerator, &square);
    double n = (double)bucket->units;
    return hl_base__wide_to_double(&numerator, 2 * HL_DECIMAL_SCALE) / (n * n);
}

/* Of n even values in a bucket of width 1 the mean has the variance 1/(12 n), the variance 1/(180
 * n). */
static bool lies_evenly(const hl_bucket *bucket, double low, double high)
{
    double n = (double)bucket->units;
    double width = high - low;
    if (bucket->sum == NULL || bucket->units < 2)
        return false;
    double mean = (mean_of(bucket) - (low + high) / 2) / width;
    double variance = variance_of(bucket) / (width * width) - 1.0 / 12;
    return fabs(mean) <= standard_errors / sqrt(12 * n) + slope &&
           fabs(variance) <= standard_errors / sqrt(180 * n) + 1 / (12 * n) + slope;
}

static size_t slices_of(const hl_bucket *bucket, double low, double high)
{
    if (bucket->units <= 0)
        return 0;
    if (!(low < high) || !lies_evenly(bucket, low, high))
        return 1;
    return bucket->units < MOST_SLICES ? (size_t)bucket->units : MOST_SLICES;
}

static void edges_of(const hl_bucket *bucket, double *low, double *high)
{
    hl_i128 first = 0;
    hl_i128 last = 0;
    hl_cells__bucket_edges(bucket->key, &first, &last);
    if (hl_cells__bucket_alike(bucket, &first))
        last = first;
    *low = hl_base__decimal_to_double(first);
    *high = hl_base__decimal_to_double(last);
}

static void add_slices(hl_value_runs *runs, double low, double high, int64_t units, size_t slices)
{
    int64_t before = runs->count == 0 ? 0 : runs->upto[runs->count - 1];
    for (size_t i = 0; i < slices; i++) {
        double from = (double)i / (double)slices;
        double to = (double)(i + 1) / (double)slices;
        runs->low[runs->count] = low + from * (high - low);
        runs->high[runs->count] = i + 1 == slices ? high : low + to * (high - low);
        runs->upto[runs->count++] =
            before + (int64_t)((hl_i128)units * (hl_i128)(i + 1) / (hl_i128)slices);
    }
}

hl_value_runs *hl_cells__value_runs(const hl_histogram *histogram, hl_arena *arena)
{
    size_t most = 0;
    double low = 0;
    double high = 0;
    for (uint32_t i = 0; i < histogram->count; i++) {
        edges_of(&histogram->buckets[i], &low, &high);
        most += slices_of(&histogram->buckets[i], low, high);
    }
    hl_value_runs *runs = hl_base__arena_alloc(arena, sizeof *runs);
    double *ends = hl_base__arena_array(arena, 2 * most + 1, sizeof *ends);
    int64_t *upto = hl_base__arena_array(arena, most + 1, sizeof *upto);
    if (runs == NULL || ends == NULL || upto == NULL)
        return NULL;
    *runs = (hl_value_runs){0, ends, ends + most, upto};
    for (uint32_t i = 0; i < histogram->count; i++) {
        edges_of(&histogram->buckets[i], &low, &high);
        add_slices(runs, low, high, histogram->buckets[i].units,
                   slices_of(&histogram->buckets[i], low, high));
    }
    return runs;
}
