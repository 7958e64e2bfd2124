/* Rows whose numbers are not small decimals, or that count units: exact values into the cells. */
#include <stdio.h>
#include <string.h>

#include "scan/worker.h"

#define ONE ((hl_i128)1000000000000000000)

enum { ROW_ID = 24 };

/* What one row adds to one metric. */
typedef struct share {
    int64_t units;
    hl_i128 v[HL_CELLS_MAX_VARIABLES]; /* of each unit; sums when summed */
    bool summed;
    hl_wide square; /* summed: sum of squares, attos^2 */
    bool rest;      /* summed: these are known */
    int64_t nonzero;
    hl_wide cube; /* at 10^-36 */
} share;

/* A whole number of at least 0 and below 2^40. */
static bool whole(hl_scan_worker *worker, size_t field, hl_i128 value, const char *accepted,
                  int64_t *out)
{
    if (value >= 0 && value % ONE == 0 && value / ONE < (INT64_C(1) << 40)) {
        *out = (int64_t)(value / ONE);
        return true;
    }
    return hl_scan__complain(worker, field, accepted, "'%.*s' in '%s', which counts",
                             (int)worker->fields[field].length, worker->fields[field].data,
                             worker->layout->names[field]);
}

static const char whole_number[] = "a whole number from 0 to 2^40";
/* Of hits, for which sums of amounts are easily given. */
static const char hits_accepted[] =
    "a whole number, how many of the row's users did it; the mean of an amount needs a row for "
    "each user, or SUM,SUMSQ with the sum of their squares";

static bool row_units(hl_scan_worker *worker, int64_t *units)
{
    *units = 1;
    size_t field = worker->layout->count;
    if (field == HL_SCAN_NONE)
        return true;
    const hl_field *text = &worker->fields[field];
    char said = worker->layout->spec->decimal;
    hl_written_number number;
    hl_number_form form = hl_base__written_number(text->data, text->length,
                                                  said == '\0' ? '.' : said, said != '\0', &number);
    /* "1.000" counts one or a thousand; "1,000" counts a thousand, as counts have no parts */
    bool open = said == '\0' && number.writing == HL_WRITTEN_OPEN_POINT;
    bool sure = form == HL_NUMBER_EXACT && !open && !number.percent;
    return whole(worker, field, sure ? number.attos : -1, whole_number, units);
}

static bool hits_of_trials(hl_scan_worker *worker, const hl_scan_metric *metric,
                           const hl_i128 *values, share *out)
{
    const hl_scan_layout *layout = worker->layout;
    int64_t hits = 0;
    size_t trials_field = layout->variables[metric->trials].field;
    size_t hits_field = layout->variables[metric->value].field;
    if (!whole(worker, trials_field, values[metric->trials], whole_number, &out->units) ||
        !whole(worker, hits_field, values[metric->value], hits_accepted, &hits))
        return false;
    if (hits > out->units)
        return hl_scan__complain(worker, hits_field, hits_accepted,
                                 "%lld of %lld: more than there are", (long long)hits,
                                 (long long)out->units);
    out->summed = out->rest = true;
    out->v[0] = values[metric->value];
    hl_base__wide_add_product(&out->square, out->v[0], ONE);
    out->cube = out->square;
    out->nonzero = hits;
    return true;
}

/* The sum of cubes, and how many are not 0: as many as there can be with these sums. */
static bool cubes_and_nonzero(hl_scan_worker *worker, const hl_scan_metric *metric,
                              const hl_i128 *values, share *out)
{
    size_t field = worker->layout->variables[metric->nonzero].field;
    hl_wide sum = {{0}};
    if (!whole(worker, field, values[metric->nonzero], whole_number, &out->nonzero))
        return false;
    out->rest = true;
    hl_base__wide_add_product(&out->cube, values[metric->cube], ONE);
    hl_base__wide_add_i128(&sum, out->v[0]);
    hl_gram gram = {.units = out->units,
                    .sum = &sum,
                    .product = &out->square,
                    .cube = out->cube,
                    .nonzero = out->nonzero};
    if (out->nonzero <= out->units && hl_cells__can_be(&gram))
        return true;
    return hl_scan__complain(worker, field, NULL,
                             "no values have such sums and so many that are not 0");
}

/* n * Sum x^2 >= (Sum x)^2, and nothing where there are no units. */
static bool sum_and_squares(hl_scan_worker *worker, const hl_scan_metric *metric,
                            const hl_i128 *values, share *out)
{
    hl_wide least = {{0}};
    out->summed = true;
    out->v[0] = values[metric->value];
    hl_base__wide_add_product(&out->square, values[metric->square], ONE);
    hl_base__wide_add_product(&least, out->v[0], out->v[0]);
    hl_wide most = hl_base__wide_scale(&out->square, (uint64_t)out->units);
    if (values[metric->square] >= 0 && hl_base__wide_compare(&most, &least) >= 0)
        return metric->cube == HL_SCAN_NONE || cubes_and_nonzero(worker, metric, values, out);
    return hl_scan__complain(worker, worker->layout->variables[metric->square].field, NULL,
                             "a sum of squares smaller than its sum and count allow");
}

static bool shares(hl_scan_worker *worker, const hl_i128 *values, int64_t units, size_t m,
                   share *out)
{
    const hl_scan_layout *layout = worker->layout;
    const hl_scan_metric *metric = &layout->metrics[m];
    *out = (share){.units = units};
    if (metric->trials != HL_SCAN_NONE)
        return hits_of_trials(worker, metric, values, out);
    if (metric->square != HL_SCAN_NONE)
        return sum_and_squares(worker, metric, values, out);
    out->v[0] = values[metric->value];
    out->v[1] = metric->denominator == HL_SCAN_NONE ? ONE : values[metric->denominator];
    hl_scan__covariates(worker, values, out->v + 2);
    return true;
}

/* d is 1 for each of the units, so Sum d = Sum d^2 = n and Sum y d = Sum y. */
static void add_summed(hl_gram *gram, const share *s)
{
    if (s->rest) {
        gram->nonzero += s->nonzero;
        hl_base__wide_add(&gram->cube, &s->cube);
    } else {
        gram->no_nonzero += s->units;
        gram->no_cube += s->units;
    }
    gram->units += s->units;
    hl_base__wide_add_i128(&gram->sum[0], s->v[0]);
    hl_base__wide_add_product(&gram->sum[1], s->units, ONE);
    hl_base__wide_add(&gram->product[0], &s->square);
    hl_base__wide_add_product(&gram->product[1], s->v[0], ONE);
    hl_base__wide_add_product(&gram->product[2], s->units * ONE, ONE);
}

/* How many units a row without a value of the metric stands for. */
static int64_t units_of(const hl_scan_worker *worker, const hl_i128 *values, int64_t units,
                        size_t m)
{
    size_t trials = worker->layout->metrics[m].trials;
    hl_i128 count = trials == HL_SCAN_NONE ? 0 : values[trials];
    bool known = count > 0 && count % ONE == 0 && count / ONE < (INT64_C(1) << 40);
    return known ? (int64_t)(count / ONE) : units;
}

/* What shares said once it says again: the row was looked at as a whole before. */
static bool add_row(hl_scan_worker *worker, uint32_t arm, uint32_t split, const hl_i128 *values,
                    int64_t units, int64_t enrolled)
{
    hl_cell *cell = hl_cells__at(worker->cells, arm, split, HL_CELLS_NO_DAY);
    if (cell == NULL) {
        (void)hl_error_memory(&worker->err);
        return false;
    }
    cell->counters[HL_COUNT_ENROLLED] += enrolled;
    cell->counters[HL_COUNT_TOUCHES] += enrolled;
    cell->counters[HL_COUNT_NO_COVARIATE] += worker->missing != 0 ? enrolled : 0;
    bool ok = true;
    for (size_t m = 0; ok && m < worker->layout->metric_count; m++) {
        share one;
        if (!hl_scan__has(worker, m)) {
            bool blank = (worker->lost[HL_LOST_BLANK] >> m & 1) != 0;
            hl_cells__lose(cell, m, blank ? HL_LOST_BLANK : HL_LOST_UNREAD,
                           units_of(worker, values, units, m));
            continue;
        }
        if (!shares(worker, values, units, m, &one))
            return false;
        if (one.summed)
            add_summed(&cell->grams[m], &one);
        else if (one.units > 0)
            ok = hl_cells__add(cell, m, one.v, NULL, one.units);
    }
    if (!ok)
        (void)hl_error_memory(&worker->err);
    return ok;
}

/* The row as a unit, by its number in the file: it stands for one. */
static bool keep_row(hl_scan_worker *worker, const hl_i128 *values)
{
    char id[ROW_ID];
    int length = snprintf(id, sizeof id, "%lld", (long long)worker->rows);
    bool ok = hl_cells__units_add(worker->kept, id, (size_t)length, 1);
    for (size_t m = 0; ok && m < worker->layout->metric_count; m++) {
        share one;
        if (hl_scan__has(worker, m))
            ok = shares(worker, values, 1, m, &one) &&
                 hl_cells__units_value(worker->kept, m, one.v, NULL);
    }
    if (!ok)
        (void)hl_error_memory(&worker->err);
    return ok;
}

/* Which values of kinds that nobody said cannot be how many of the row's units have something. */
static void note_parts(hl_scan_worker *worker, const hl_i128 *values, int64_t units)
{
    const hl_scan_layout *layout = worker->layout;
    for (size_t i = 0; i < layout->variable_count; i++) {
        bool part = values[i] >= 0 && values[i] % ONE == 0 && values[i] / ONE <= units;
        worker->not_part |= (uint64_t)!part << i;
    }
}

/* Looks at the row as a whole before any of it is added; what makes no sense is lost. */
static bool check_row(hl_scan_worker *worker, const hl_i128 *values, int64_t units,
                      int64_t *enrolled)
{
    const hl_scan_layout *layout = worker->layout;
    *enrolled = units;
    for (size_t m = 0; m < layout->metric_count; m++) {
        share one;
        if (hl_scan__has(worker, m) && !shares(worker, values, units, m, &one) &&
            !hl_scan__lose(worker, m))
            return false;
        if (m == 0 && layout->count == HL_SCAN_NONE)
            *enrolled = hl_scan__has(worker, m) ? one.units : units_of(worker, values, units, m);
    }
    return true;
}

bool hl_scan__take_exact(hl_scan_worker *worker, uint32_t arm)
{
    hl_i128 values[HL_SCAN_MOST_VARIABLES] = {0};
    int64_t units = 1;
    int64_t enrolled = 1;
    if (!row_units(worker, &units) || !hl_scan__exact_values(worker, values) ||
        !check_row(worker, values, units, &enrolled))
        return false;
    if (worker->layout->count != HL_SCAN_NONE)
        note_parts(worker, values, units);
    for (size_t i = 0; i < worker->split_count; i++)
        if (!add_row(worker, arm, worker->splits[i], values, units, enrolled))
            return false;
    return hl_scan__see_values(worker, arm, values) &&
           (worker->kept == NULL || keep_row(worker, values));
}
