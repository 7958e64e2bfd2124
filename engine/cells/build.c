/* Cells by hand: units, or sums that somebody else has. Everything is looked at before anything is
 * added. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "cells/cells.h"

#define ONE ((hl_i128)1000000000000000000) /* in attos */

/* ---- shape */

hl_status hl_cells_new(const hl_design *design, hl_cells **out, hl_error *err)
{
    *out = NULL;
    hl_status status = hl_design_check(design, err);
    if (status != HL_OK)
        return status;
    if (design->metric_count == 0)
        return hl_error_set(err, HL_USAGE, "a design without metrics has no cells");
    *out = hl_cells__new(design);
    return *out == NULL ? hl_error_memory(err) : HL_OK;
}

hl_status hl_cells_merge(hl_cells *dst, const hl_cells *src, hl_error *err)
{
    bool alike =
        dst->metric_count == src->metric_count && dst->dimension_count == src->dimension_count;
    for (size_t m = 0; alike && m < dst->metric_count; m++)
        alike = dst->widths[m] == src->widths[m] &&
                dst->histogram_widths[m] == src->histogram_widths[m] &&
                dst->delayed[m] == src->delayed[m] && dst->sized[m] == src->sized[m];
    if (!alike)
        return hl_error_set(err, HL_USAGE,
                            "cells of designs with other metrics, dimensions or covariates cannot "
                            "be merged");
    return hl_cells__merge(dst, src, err);
}

hl_status hl_cells_set_origin(hl_cells *cells, const hl_cells_origin *origin, hl_error *err)
{
    const char *digest = origin->digest == NULL ? "" : origin->digest;
    if (origin->rows < 0 || origin->rejected < 0 || strlen(digest) >= sizeof cells->digest)
        return hl_error_set(err, HL_USAGE,
                            "counts of rows are not negative, a digest has up to %zu characters",
                            sizeof cells->digest - 1);
    cells->rows = origin->rows;
    cells->rejected = origin->rejected;
    memcpy(cells->digest, digest, strlen(digest) + 1);
    return HL_OK;
}

/* ---- places */

static hl_status check_arm(const hl_cells *cells, size_t arm, hl_error *err)
{
    return arm < cells->arm_count
               ? HL_OK
               : hl_error_set(err, HL_USAGE, "there is no arm %zu; there are %zu", arm,
                              cells->arm_count);
}

static hl_status check_metric(const hl_cells *cells, size_t metric, hl_error *err)
{
    return metric < cells->metric_count
               ? HL_OK
               : hl_error_set(err, HL_USAGE, "there is no metric %zu; there are %zu", metric,
                              cells->metric_count);
}

static hl_status check_count(int64_t count, const char *of, hl_error *err)
{
    return count >= 0 && count <= HL_CELLS_MOST_UNITS
               ? HL_OK
               : hl_error_set(err, HL_USAGE, "%lld %s: a count lies between 0 and 2^40",
                              (long long)count, of);
}

/* The cell of the place, made when it is new. */
static hl_status find_cell(hl_cells *cells, const hl_cells_place *place, hl_cell **out,
                           hl_error *err)
{
    bool all = place->dimension == HL_CELLS_ALL;
    hl_status status = check_arm(cells, place->arm, err);
    if (status != HL_OK)
        return status;
    if (!all && (place->dimension >= cells->dimension_count || place->value == NULL))
        return hl_error_set(err, HL_USAGE,
                            "there is no value of a dimension %zu; there are %zu dimensions",
                            place->dimension, cells->dimension_count);
    uint32_t split = all ? 0
                         : hl_cells__split(cells, (uint32_t)place->dimension, place->value,
                                           strlen(place->value));
    *out =
        split == HL_MAP_NONE ? NULL : hl_cells__at(cells, (uint32_t)place->arm, split, place->day);
    if (*out != NULL)
        return HL_OK;
    (void)hl_error_memory(err);
    return HL_FAILED;
}

hl_status hl_cells_count(hl_cells *cells, const hl_cells_place *place, hl_cells_counter counter,
                         int64_t times, hl_error *err)
{
    hl_cell *cell = NULL;
    if ((int)counter < 0 || counter >= HL_COUNTERS)
        return hl_error_set(err, HL_USAGE, "there is no counter %d", (int)counter);
    hl_status status = check_count(times, hl_cells_counter_name(counter), err);
    if (status == HL_OK)
        status = find_cell(cells, place, &cell, err);
    if (status == HL_OK)
        cell->counters[counter] += times;
    return status;
}

hl_status hl_cells_enrol(hl_cells *cells, const hl_cells_place *place, int64_t units,
                         int64_t touches, hl_error *err)
{
    hl_status status = check_count(touches, "touches", err);
    if (status == HL_OK)
        status = hl_cells_count(cells, place, HL_COUNT_ENROLLED, units, err);
    return status == HL_OK ? hl_cells_count(cells, place, HL_COUNT_TOUCHES, touches, err) : status;
}

/* ---- units */

static hl_status no_number(size_t metric, const char *what, const char *accepted, hl_error *err)
{
    return hl_error_set(err, HL_USAGE, "metric %zu: %s is not %s", metric, what, accepted);
}

/* A value of a unit; *rounded counts those that lost digits. */
static hl_status read_value(const hl_decimal *decimal, size_t metric, const char *what,
                            hl_i128 *out, int64_t *rounded, hl_error *err)
{
    static const char accepted[] = "a finite number below 10^18";
    if (decimal->text == NULL)
        return hl_base__decimal_from_double(decimal->number, out)
                   ? HL_OK
                   : no_number(metric, what, accepted, err);
    hl_decimal_form form = hl_base__decimal_parse(decimal->text, strlen(decimal->text), out);
    *rounded += form == HL_DECIMAL_ROUNDED;
    return form == HL_DECIMAL_EXACT || form == HL_DECIMAL_ROUNDED
               ? HL_OK
               : no_number(metric, what, accepted, err);
}

/* A sum, in units of 10^-scale. */
static hl_status read_sum(const hl_decimal *decimal, int scale, size_t metric, const char *what,
                          hl_wide *out, hl_error *err)
{
    char shortest[HL_NUMBER_TEXT];
    const char *text =
        decimal->text != NULL ? decimal->text : hl_base__number_text(decimal->number, shortest);
    return hl_base__wide_from_decimal(text, strlen(text), scale, out)
               ? HL_OK
               : no_number(metric, what, "a decimal number in range", err);
}

/* What one unit adds to one metric. */
typedef struct contribution {
    bool missing;
    hl_i128 v[HL_CELLS_MAX_VARIABLES];
    hl_wide within;
} contribution;

/* A unit that counts once has the denominator 1, touches are some; a rate lies between 0 and it,
 * and of a unit that counts once it is one of them. */
static hl_status check_unit_value(const hl_cells *cells, size_t m, const hl_i128 *v, hl_error *err)
{
    if (cells->unit_rows[m] && v[1] != ONE)
        return no_number(m, "the denominator", "1, as every unit counts once", err);
    if (!cells->rates[m])
        return HL_OK;
    if (v[1] < 0 || v[0] < 0 || v[0] > v[1])
        return no_number(m, "the value", "a number from 0 to the denominator", err);
    return cells->unit_rows[m] && v[0] != 0 && v[0] != ONE
               ? no_number(m, "the value", "0 or 1", err)
               : HL_OK;
}

static hl_status read_unit_value(const hl_cells *cells, const hl_cells_unit *unit, size_t m,
                                 contribution *out, int64_t *rounded, hl_error *err)
{
    const hl_cells_value *value = &unit->values[m];
    out->missing = value->missing;
    if (value->missing)
        return HL_OK;
    hl_status status = read_value(&value->value, m, "the value", &out->v[0], rounded, err);
    if (status == HL_OK)
        status = read_value(&value->denominator, m, "the denominator", &out->v[1], rounded, err);
    if (status == HL_OK)
        status = check_unit_value(cells, m, out->v, err);
    if (status == HL_OK)
        status = read_sum(&value->within, 2 * HL_DECIMAL_SCALE, m, "the sum within the unit",
                          &out->within, err);
    uint32_t covariates = hl_cells__covariates(cells->widths[m]);
    for (uint32_t k = 0; status == HL_OK && k < covariates; k++) {
        bool absent = unit->covariates_missing != NULL && unit->covariates_missing[k];
        out->v[2 + k] = 0;
        out->v[2 + covariates + k] = absent ? ONE : 0;
        if (!absent)
            status =
                read_value(&unit->covariates[k], m, "a covariate", &out->v[2 + k], rounded, err);
    }
    return status;
}

/* Of a unit without a value of any metric too. */
static bool lacks_covariate(const hl_cells *cells, const hl_cells_unit *unit)
{
    uint32_t covariates = cells->metric_count == 0 ? 0 : hl_cells__covariates(cells->widths[0]);
    bool lacks = false;
    for (uint32_t k = 0; unit->covariates_missing != NULL && k < covariates; k++)
        lacks = lacks || unit->covariates_missing[k];
    return lacks;
}

static hl_status add_to_cell(hl_cells *cells, const hl_cells_unit *unit,
                             const hl_cells_place *place, const contribution *contributions,
                             hl_error *err)
{
    hl_cell *cell = NULL;
    hl_status status = find_cell(cells, place, &cell, err);
    if (status != HL_OK)
        return status;
    cell->counters[HL_COUNT_ENROLLED] += unit->times;
    cell->counters[HL_COUNT_TOUCHES] += unit->times * unit->touches;
    if (lacks_covariate(cells, unit))
        cell->counters[HL_COUNT_NO_COVARIATE] += unit->times;
    for (size_t m = 0; m < cells->metric_count; m++) {
        const contribution *c = &contributions[m];
        if (c->missing)
            continue;
        if (!hl_cells__add(cell, m, c->v, &c->within, unit->times))
            return hl_error_memory(err);
    }
    return HL_OK;
}

static hl_status check_unit(const hl_cells *cells, const hl_cells_unit *unit, hl_error *err)
{
    hl_status status = check_arm(cells, unit->arm, err);
    if (status == HL_OK)
        status = check_count(unit->times, "units", err);
    if (status == HL_OK)
        status = check_count(unit->touches, "touches", err);
    if (status == HL_OK && unit->touches == 0)
        return hl_error_set(err, HL_USAGE, "a unit without touches is not in the experiment");
    if (status == HL_OK && unit->times > 0 && unit->touches > HL_CELLS_MOST_UNITS / unit->times)
        return hl_error_set(err, HL_USAGE, "%lld units of %lld touches each: more than 2^40",
                            (long long)unit->times, (long long)unit->touches);
    for (size_t d = 0; status == HL_OK && d < cells->dimension_count; d++)
        if (unit->splits == NULL || unit->splits[d] == NULL)
            return hl_error_set(err, HL_USAGE, "a unit without a value of dimension %zu", d);
    return status;
}

static hl_status add_contributions(hl_cells *cells, const hl_cells_unit *unit,
                                   const contribution *contributions, hl_error *err)
{
    hl_cells_place place = {unit->arm, unit->day, HL_CELLS_ALL, NULL};
    hl_status status = add_to_cell(cells, unit, &place, contributions, err);
    for (size_t d = 0; status == HL_OK && d < cells->dimension_count; d++) {
        place.dimension = d;
        place.value = unit->splits[d];
        status = add_to_cell(cells, unit, &place, contributions, err);
    }
    return status;
}

hl_status hl_cells_add_unit(hl_cells *cells, const hl_cells_unit *unit, hl_error *err)
{
    hl_arena arena = {0};
    int64_t rounded = 0;
    contribution *all = hl_base__arena_array(&arena, cells->metric_count, sizeof *all);
    if (all == NULL)
        return hl_error_memory(err);
    hl_status status = check_unit(cells, unit, err);
    for (size_t m = 0; status == HL_OK && m < cells->metric_count; m++)
        status = read_unit_value(cells, unit, m, &all[m], &rounded, err);
    if (status == HL_OK && unit->times > 0) {
        cells->rounded += rounded;
        status = add_contributions(cells, unit, all, err);
    }
    hl_base__arena_free(&arena);
    return status;
}

/* ---- sums */

/* Sum x^2 >= 0, n Sum x^2 >= (Sum x)^2, and nothing where there are no units. */
static bool can_be(const hl_gram *sums)
{
    const hl_wide *square = sums->product;
    for (uint32_t i = 0; i < sums->width; square += sums->width - i, i++) {
        hl_wide least = hl_base__wide_multiply(&sums->sum[i], &sums->sum[i]);
        if (hl_base__wide_sign(square) < 0)
            return false;
        hl_wide most = hl_base__wide_scale(square, (uint64_t)sums->units);
        if (hl_base__wide_compare(&most, &least) < 0)
            return false;
    }
    return sums->units > 0 || hl_cells__gram_is_zero(sums);
}

/* The same of sums, where y is the first variable and d the second: d = 1 makes Sum d = Sum d^2 = n
 * and Sum y d = Sum y; 0 <= y <= d makes 0 <= Sum y <= Sum d; y of 0 and 1 makes Sum y^2 = Sum y.
 */
static bool can_be_of_metric(const hl_cells *cells, size_t metric, const hl_gram *sums)
{
    static const hl_wide zero;
    const hl_wide *square = &sums->product[0], *cross = &sums->product[1];
    const hl_wide *square_d = &sums->product[sums->width];
    hl_wide one = zero;
    hl_base__wide_add_i128(&one, ONE);
    hl_wide y = hl_base__wide_multiply(&sums->sum[0], &one);
    hl_wide d = hl_base__wide_multiply(&sums->sum[1], &one);
    hl_wide n = hl_base__wide_multiply(&one, &one);
    n = hl_base__wide_scale(&n, (uint64_t)sums->units);
    if (cells->unit_rows[metric] &&
        (hl_base__wide_compare(&d, &n) != 0 || hl_base__wide_compare(square_d, &n) != 0 ||
         hl_base__wide_compare(cross, &y) != 0))
        return false;
    if (!cells->rates[metric])
        return true;
    if (hl_base__wide_compare(&y, &zero) < 0 || hl_base__wide_compare(&y, &d) > 0)
        return false;
    return !cells->unit_rows[metric] || hl_base__wide_compare(square, &y) == 0;
}

/* A unit that counts once is a 0 or a 1 of a rate. */
static void count_hits(hl_gram *out)
{
    hl_i128 hits = 0;
    if (!hl_base__wide_to_i128(&out->sum[0], &hits))
        return;
    out->nonzero = (int64_t)(hits / ONE);
    out->cube = out->product[0];
    out->no_nonzero = out->no_cube = 0;
}

bool hl_cells__can_be(const hl_gram *sums)
{
    hl_wide least = hl_base__wide_multiply(&sums->sum[0], &sums->sum[0]);
    hl_wide most = hl_base__wide_scale(&sums->product[0], (uint64_t)sums->nonzero);
    double cube = hl_base__wide_to_double(&sums->cube, 2 * HL_DECIMAL_SCALE);
    double square = hl_base__wide_to_double(&sums->product[0], 2 * HL_DECIMAL_SCALE);
    return (sums->no_nonzero > 0 || hl_base__wide_compare(&most, &least) >= 0) &&
           (sums->no_cube > 0 || fabs(cube) <= square * sqrt(square) * (1 + 1e-12));
}

/* What beside the moments is said, or follows. */
static hl_status read_rest(const hl_cells *cells, const hl_cells_sums *sums, size_t metric,
                           hl_gram *out, hl_error *err)
{
    hl_status status = HL_OK;
    out->no_nonzero = sums->nonzero == NULL ? sums->units : 0;
    out->no_cube = sums->cube == NULL ? sums->units : 0;
    if (sums->nonzero != NULL && (*sums->nonzero < 0 || *sums->nonzero > sums->units))
        return hl_error_set(err, HL_USAGE, "metric %zu: %lld of %lld units are not 0", metric,
                            (long long)*sums->nonzero, (long long)sums->units);
    out->nonzero = sums->nonzero == NULL ? 0 : *sums->nonzero;
    if (sums->cube != NULL)
        status =
            read_sum(sums->cube, 2 * HL_DECIMAL_SCALE, metric, "a sum of cubes", &out->cube, err);
    if (status == HL_OK && cells->rates[metric] && cells->unit_rows[metric])
        count_hits(out);
    if (status == HL_OK && !hl_cells__can_be(out))
        return hl_error_set(err, HL_USAGE,
                            "metric %zu: no values have such sums and so many that are not 0",
                            metric);
    return status;
}

/* Without indicators, those of the cell stay 0. */
static hl_status read_moments(const hl_cells_sums *sums, size_t metric, hl_gram *out, hl_error *err)
{
    uint32_t given = sums->indicators ? out->width : out->width - hl_cells__covariates(out->width);
    const hl_decimal *product = sums->product;
    hl_wide *to = out->product;
    hl_status status = HL_OK;
    for (uint32_t i = 0; status == HL_OK && i < given; i++, to += out->width - given) {
        status = read_sum(&sums->sum[i], HL_DECIMAL_SCALE, metric, "a sum", &out->sum[i], err);
        for (uint32_t j = i; status == HL_OK && j < given; j++)
            status =
                read_sum(product++, 2 * HL_DECIMAL_SCALE, metric, "a sum of products", to++, err);
    }
    return status;
}

static hl_status read_sums(const hl_cells *cells, const hl_cells_sums *sums, size_t metric,
                           hl_gram *out, hl_error *err)
{
    hl_status status = check_count(sums->units, "units", err);
    out->units = sums->units;
    if (status == HL_OK)
        status = read_moments(sums, metric, out, err);
    if (status == HL_OK)
        status = read_sum(&sums->within, 2 * HL_DECIMAL_SCALE, metric, "the sum within units",
                          &out->within, err);
    if (status == HL_OK && !can_be(out))
        return hl_error_set(err, HL_USAGE,
                            "metric %zu: a sum of squares smaller than its sum and the number of "
                            "units allow",
                            metric);
    if (status == HL_OK && !can_be_of_metric(cells, metric, out))
        return hl_error_set(err, HL_USAGE, "metric %zu: no values %s have such sums", metric,
                            cells->rates[metric] ? "of a rate" : "with the denominator 1");
    return status == HL_OK ? read_rest(cells, sums, metric, out, err) : status;
}

/* Units that all have the same denominator are a bucket of sizes: n Sum d^2 = (Sum d)^2. */
static bool add_size(hl_histogram *sizes, const hl_gram *gram)
{
    hl_bucket alike = {.units = gram->units,
                       .sum = &gram->sum[1],
                       .product = &gram->product[gram->width]}; /* d, d^2 */
    hl_i128 d = 0;
    if (sizes->arena == NULL || !hl_cells__bucket_alike(&alike, &d))
        return true;
    hl_bucket *bucket = hl_cells__histogram_bucket(sizes, hl_cells__bucket(d));
    if (bucket == NULL)
        return false;
    bucket->units += gram->units;
    hl_base__wide_add(&bucket->sum[0], &gram->sum[1]);
    hl_base__wide_add(&bucket->sum[1], &gram->sum[0]);
    hl_base__wide_add(&bucket->product[0], &gram->product[gram->width]);
    hl_base__wide_add(&bucket->product[1], &gram->product[1]);
    hl_base__wide_add(&bucket->product[2], &gram->product[0]);
    return true;
}

static hl_status add_gram(hl_cells *cells, const hl_cells_place *place, size_t metric,
                          const hl_gram *gram, hl_error *err)
{
    hl_cell *cell = NULL;
    hl_status status = find_cell(cells, place, &cell, err);
    if (status != HL_OK)
        return status;
    hl_cells__gram_merge(&cell->grams[metric], gram, 1);
    return add_size(&cell->sizes[metric], gram) ? HL_OK : hl_error_memory(err);
}

static hl_status check_sums(const hl_cells *cells, size_t metric, hl_error *err)
{
    hl_status status = check_metric(cells, metric, err);
    if (status == HL_OK && cells->histogram_widths[metric] > 0)
        return hl_error_set(err, HL_USAGE,
                            "metric %zu needs its units' values: a quantile or a threshold does "
                            "not follow from sums",
                            metric);
    return status;
}

/* width: the metric's. */
static hl_status add_sums(hl_cells *cells, const hl_cells_place *place, size_t metric,
                          uint32_t width, const hl_cells_sums *sums, hl_error *err)
{
    hl_wide sum[HL_CELLS_MAX_VARIABLES] = {0};
    hl_wide product[HL_CELLS_MAX_PRODUCTS] = {0};
    hl_gram gram = {.width = width, .sum = sum, .product = product};
    hl_status status = read_sums(cells, sums, metric, &gram, err);
    return status == HL_OK ? add_gram(cells, place, metric, &gram, err) : status;
}

hl_status hl_cells_add_sums(hl_cells *cells, const hl_cells_place *place, size_t metric,
                            const hl_cells_sums *sums, hl_error *err)
{
    hl_status status = check_sums(cells, metric, err);
    return status == HL_OK ? add_sums(cells, place, metric, cells->widths[metric], sums, err)
                           : status;
}

/* d is 1 for each of the units, so Sum d = Sum d^2 = n and Sum y d = Sum y. */
hl_status hl_cells_add_mean(hl_cells *cells, const hl_cells_place *place, size_t metric,
                            int64_t units, hl_decimal sum, hl_decimal sum_of_squares, hl_error *err)
{
    hl_status status = check_sums(cells, metric, err);
    if (status == HL_OK && cells->widths[metric] != 2)
        return hl_error_set(err, HL_USAGE,
                            "metric %zu: with covariates their products with the values are needed "
                            "too",
                            metric);
    hl_decimal n = {(double)units, NULL};
    hl_decimal sums[] = {sum, n};
    hl_decimal products[] = {sum_of_squares, sum, n};
    hl_cells_sums all = {.units = units, .sum = sums, .product = products};
    return status == HL_OK ? add_sums(cells, place, metric, 2, &all, err) : status;
}

hl_status hl_cells_add_proportion(hl_cells *cells, const hl_cells_place *place, size_t metric,
                                  int64_t hits, int64_t units, hl_error *err)
{
    hl_status status = check_count(hits, "hits", err);
    if (status == HL_OK && hits > units)
        return hl_error_set(err, HL_USAGE, "metric %zu: %lld hits of %lld units", metric,
                            (long long)hits, (long long)units);
    hl_decimal count = {(double)hits, NULL};
    return status == HL_OK ? hl_cells_add_mean(cells, place, metric, units, count, count, err)
                           : status;
}

hl_status hl_cells_lose(hl_cells *cells, const hl_cells_place *place, size_t metric, int64_t blank,
                        int64_t unread, hl_error *err)
{
    hl_cell *cell = NULL;
    hl_status status = check_metric(cells, metric, err);
    if (status == HL_OK)
        status = check_count(blank, "units", err);
    if (status == HL_OK)
        status = check_count(unread, "units", err);
    if (status == HL_OK)
        status = find_cell(cells, place, &cell, err);
    if (status != HL_OK)
        return status;
    hl_cells__lose(cell, metric, HL_LOST_BLANK, blank);
    hl_cells__lose(cell, metric, HL_LOST_UNREAD, unread);
    return HL_OK;
}
