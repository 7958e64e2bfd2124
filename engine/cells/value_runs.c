/* What is known of the values within a bucket, from its exact sums:
 *
 *   - they are alike: a point;
 *   - they are the two or three multiples of a power of ten that lie in it (whole milliseconds,
 *     cents): n, sum y and sum y^2 give how many are each, where they give whole numbers;
 *   - they lie evenly, continuously or on such multiples, as good as all do within so narrow a
 *     bucket: their mean and variance are those of even values, as close as that many would have
 *     them (four standard errors, and a hundredth for a density that slopes). Then it is cut into
 *     64 slices at most, or its multiples, with its units spread evenly;
 *   - else, as with two prices in one bucket, they could be anything between the edges, and are one
 *     run of that width: sure, but no finer than 1/128 of the value. */
#include "cells/value_runs.h"

#include <math.h>

#include "base/number.h"

enum { MOST_SLICES = 64, SOLVED_POINTS = 3 };
static const double standard_errors = 4;
static const double slope = 0.01;

/* The multiples of the largest power of ten that has at least two in the bucket, and the sums of
 * (y - first) / step and of its square. */
typedef struct lattice {
    hl_i128 first, step;
    int64_t points;
    double sum, squares;
} lattice;

typedef enum cut_kind { WHOLE, SLICES, POINTS, SOLVED } cut_kind;

/* How a bucket is cut. */
typedef struct cut {
    cut_kind kind;
    int64_t parts;
    int64_t units[SOLVED_POINTS]; /* of each point, where they are solved for */
    lattice on;
    hl_i128 low, high; /* the edges, or the one value */
} cut;

static hl_i128 first_multiple(hl_i128 low, hl_i128 step)
{
    hl_i128 down = low / step * step; /* towards 0 */
    return down < low ? down + step : down;
}

/* Sums about the first point are formed exactly, and rounded once. */
static void add_sums(const hl_bucket *bucket, int power, lattice *on)
{
    hl_wide sum = bucket->sum[0];
    hl_wide squares = bucket->product[0];
    hl_wide first = {{0}};
    hl_wide square = {{0}};
    hl_base__wide_add_i128(&first, on->first);
    hl_wide cross = hl_base__wide_multiply(&bucket->sum[0], &first);
    hl_base__wide_add_product(&square, on->first, on->first);
    square = hl_base__wide_scale(&square, (uint64_t)bucket->units);
    hl_base__wide_add(&squares, &square);
    hl_base__wide_subtract(&squares, &cross);
    hl_base__wide_subtract(&squares, &cross);
    hl_base__wide_add_product(&sum, -on->first, bucket->units);
    on->sum = hl_base__wide_to_double(&sum, power);
    on->squares = hl_base__wide_to_double(&squares, 2 * power);
}

static lattice lattice_of(const hl_bucket *bucket, hl_i128 low, hl_i128 high)
{
    lattice on = {.step = 1};
    int power = 0;
    for (; first_multiple(low, 10 * on.step) + 10 * on.step <= high; power++)
        on.step *= 10;
    on.first = first_multiple(low, on.step);
    on.points = (int64_t)((high - on.first) / on.step) + 1;
    add_sums(bucket, power, &on);
    return on;
}

/* Counts of 0, 1 and 2: n_1 + 2 n_2 = sum, n_1 + 4 n_2 = squares. */
static bool solve(const hl_bucket *bucket, cut *out)
{
    double n = (double)bucket->units;
    double two = (out->on.squares - out->on.sum) / 2;
    double one = out->on.sum - 2 * two;
    double none = n - one - two;
    if (out->on.points > SOLVED_POINTS || none < 0 || one < 0 || two < 0 || two > floor(two) ||
        one > floor(one) || (out->on.points < SOLVED_POINTS && two > 0))
        return false;
    out->kind = SOLVED;
    out->parts = out->on.points;
    out->units[0] = (int64_t)none;
    out->units[1] = (int64_t)one;
    out->units[2] = (int64_t)two;
    return true;
}

/* Of n even values: their mean and variance, the fourth central moment, and how wide the bucket is,
 * in one unit. */
typedef struct evenness {
    double mean, variance, fourth, width;
} evenness;

static bool is_even(const evenness *e, double n, double mean, double variance)
{
    double of_variance = e->fourth - e->variance * e->variance;
    return fabs(mean - e->mean) <= standard_errors * sqrt(e->variance / n) + slope * e->width &&
           fabs(variance - e->variance) <= standard_errors * sqrt(of_variance / n) +
                                               e->variance / n + slope * e->width * e->width;
}

/* Sets kind and parts where its values lie evenly. Width in steps of the lattice. */
static bool spread(const hl_bucket *bucket, cut *out)
{
    double n = (double)bucket->units;
    double mean = out->on.sum / n;
    double variance = out->on.squares / n - mean * mean;
    double step = (double)out->on.step;
    double low = (double)(out->low - out->on.first) / step;
    double w = (double)(out->high - out->low) / step;
    double k = (double)out->on.points;
    evenness continuous = {low + w / 2, w * w / 12, w * w * w * w / 80, w};
    evenness discrete = {(k - 1) / 2, (k * k - 1) / 12, (k * k - 1) * (3 * k * k - 7) / 240, k};
    if (is_even(&continuous, n, mean, variance)) {
        out->kind = SLICES;
        out->parts = bucket->units < MOST_SLICES ? bucket->units : MOST_SLICES;
    } else if (bucket->units >= out->on.points && is_even(&discrete, n, mean, variance)) {
        out->kind = POINTS;
        out->parts = out->on.points;
    }
    return out->kind != WHOLE;
}

static cut cut_of(const hl_bucket *bucket)
{
    cut out = {.kind = WHOLE, .parts = bucket->units > 0 ? 1 : 0};
    hl_cells__bucket_edges(bucket->key, &out.low, &out.high);
    if (bucket->units <= 0)
        return out;
    if (hl_cells__bucket_alike(bucket, &out.low)) {
        out.high = out.low;
        return out;
    }
    if (bucket->sum == NULL || out.high - out.low < 2)
        return out;
    out.on = lattice_of(bucket, out.low, out.high);
    if (!solve(bucket, &out))
        (void)spread(bucket, &out);
    return out;
}

static void add_run(hl_value_runs *runs, double low, double high, int64_t units)
{
    int64_t before = runs->count == 0 ? 0 : runs->upto[runs->count - 1];
    if (units <= 0)
        return;
    runs->low[runs->count] = low;
    runs->high[runs->count] = high;
    runs->upto[runs->count++] = before + units;
}

static double point(const cut *c, int64_t i)
{
    return hl_base__decimal_to_double(c->on.first + i * c->on.step);
}

/* The part of evenly spread units before part i. */
static int64_t part(const cut *c, int64_t units, int64_t i)
{
    return (int64_t)((hl_i128)units * i / c->parts);
}

static void add_bucket(hl_value_runs *runs, const hl_bucket *bucket, const cut *c)
{
    double low = hl_base__decimal_to_double(c->low);
    double high = hl_base__decimal_to_double(c->high);
    double width = (high - low) / (double)c->parts;
    for (int64_t i = 0; i < c->parts; i++) {
        int64_t units = c->kind == SOLVED
                            ? c->units[i]
                            : part(c, bucket->units, i + 1) - part(c, bucket->units, i);
        if (c->kind == SOLVED || c->kind == POINTS)
            add_run(runs, point(c, i), point(c, i), units);
        else
            add_run(runs, low + (double)i * width,
                    i + 1 == c->parts ? high : low + (double)(i + 1) * width, units);
    }
}

hl_value_runs *hl_cells__value_runs(const hl_histogram *histogram, hl_arena *arena)
{
    cut *cuts = hl_base__arena_array(arena, (size_t)histogram->count + 1, sizeof *cuts);
    hl_value_runs *runs = hl_base__arena_alloc(arena, sizeof *runs);
    size_t most = 0;
    if (cuts == NULL || runs == NULL)
        return NULL;
    for (uint32_t i = 0; i < histogram->count; i++) {
        cuts[i] = cut_of(&histogram->buckets[i]);
        most += (size_t)cuts[i].parts;
    }
    double *ends = hl_base__arena_array(arena, 2 * most + 1, sizeof *ends);
    int64_t *upto = hl_base__arena_array(arena, most + 1, sizeof *upto);
    if (ends == NULL || upto == NULL)
        return NULL;
    *runs = (hl_value_runs){0, ends, ends + most, upto};
    for (uint32_t i = 0; i < histogram->count; i++)
        add_bucket(runs, &histogram->buckets[i], &cuts[i]);
    return runs;
}
