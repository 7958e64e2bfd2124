/* Inverse propensity scores (Horvitz & Thompson 1952, JASA 47, 663), self-normalised (Swaminathan &
 * Joachims 2015, NIPS) and doubly robust (Dudik, Langford & Li 2011, ICML; arXiv 1503.02834), with
 * variances over units (Liang & Zeger 1986) and Student's t. Where what is chosen learns from
 * outcomes, scores of batches are weighed by 1 / sqrt of the expected square of their weights,
 * which is of the choosing and not of what came of it (Hadad et al. 2021, PNAS 118, e2014602118;
 * arXiv 1911.02768): their sum is then normal. The anytime interval is the asymptotic confidence
 * sequence of the doubly robust scores, martingale differences under the log's own choosing
 * (Waudby-Smith et al., arXiv 2103.06476 and 2210.10768). */
#include "stats/off_policy.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "stats/sequence_mixture.h"
#include "stats/student_t.h"

static const double TAIL = 0.025;

/* One number of a row, whose mean is asked for. */
typedef double score(const hl_off_policy_row *row);

static double inverse(const hl_off_policy_row *r)
{
    return r->weight * r->outcome;
}

static double robust(const hl_off_policy_row *r)
{
    return r->value + r->weight * (r->outcome - r->expected);
}

static double outcome(const hl_off_policy_row *r)
{
    return r->outcome;
}

static double more(const hl_off_policy_row *r)
{
    return robust(r) - r->outcome;
}

static double weight(const hl_off_policy_row *r)
{
    return r->weight;
}

static double mean(const hl_off_policy_row *rows, size_t count, score *of)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += of(&rows[i]);
    return sum / (double)count;
}

/* Sum over units of the square of (sum of scores - ratio x sum of weights). */
static double squares(const hl_off_policy_row *rows, size_t count, score *of, double centre,
                      int by_weight)
{
    double sum = 0, unit = 0;
    for (size_t i = 0; i < count; i++) {
        unit += of(&rows[i]) - centre * (by_weight ? rows[i].weight : 1);
        if (i + 1 == count || rows[i + 1].unit != rows[i].unit) {
            sum += unit * unit;
            unit = 0;
        }
    }
    return sum;
}

static size_t count_units(const hl_off_policy_row *rows, size_t count)
{
    size_t units = 0;
    for (size_t i = 0; i < count; i++)
        units += i == 0 || rows[i].unit != rows[i - 1].unit;
    return units;
}

static double standard_error(double squared, double total, size_t units)
{
    double u = (double)units;
    return units < 2 ? HL_NAN : sqrt(squared * u / (u - 1)) / total;
}

static hl_off_policy_mean around(double estimate, double se, double multiple)
{
    return isnan(estimate) || isnan(se)
               ? (hl_off_policy_mean){estimate, HL_NAN, HL_NAN}
               : (hl_off_policy_mean){estimate, estimate - multiple * se, estimate + multiple * se};
}

static double t_of(size_t units)
{
    return units < 2 ? HL_NAN : hl_stats__t_quantile(TAIL, (double)units - 1);
}

static hl_off_policy_mean mean_of(const hl_off_policy_row *rows, size_t count, size_t units,
                                  score *of)
{
    double m = mean(rows, count, of);
    double se = standard_error(squares(rows, count, of, m, 0), (double)count, units);
    return around(m, se, t_of(units));
}

static hl_off_policy_mean self_normalised(const hl_off_policy_row *rows, size_t count, size_t units)
{
    double weights = mean(rows, count, weight) * (double)count;
    if (!(weights > 0))
        return (hl_off_policy_mean){HL_NAN, HL_NAN, HL_NAN};
    double m = mean(rows, count, inverse) * (double)count / weights;
    double se = standard_error(squares(rows, count, inverse, m, 1), weights, units);
    return around(m, se, t_of(units));
}

static void write_weights(const hl_off_policy_row *rows, size_t count, hl_off_policy *out)
{
    double sum = 0, square = 0, most = 0;
    for (size_t i = 0; i < count; i++) {
        sum += rows[i].weight;
        square += rows[i].weight * rows[i].weight;
        most = fmax(most, rows[i].weight);
    }
    out->effective = square > 0 ? sum * sum / square : 0;
    out->largest = sum > 0 ? most / sum : HL_NAN;
    out->mean_weight = sum / (double)count;
    out->mean_weight_se = standard_error(squares(rows, count, weight, out->mean_weight, 0),
                                         (double)count, out->units);
}

/* Of a weighted mean of scores that are uncorrelated: sum h^2 (score - mean)^2 / (sum h)^2. */
static hl_off_policy_mean weighed(const hl_off_policy_row *rows, size_t count,
                                  const double *of_batch, double multiple)
{
    double sum = 0, total = 0, variance = 0;
    for (size_t i = 0; i < count; i++) {
        double h = of_batch ? of_batch[rows[i].batch] : 1;
        sum += h * robust(&rows[i]);
        total += h;
    }
    double m = total > 0 ? sum / total : HL_NAN;
    for (size_t i = 0; i < count; i++) {
        double h = of_batch ? of_batch[rows[i].batch] : 1, away = h * (robust(&rows[i]) - m);
        variance += away * away;
    }
    return around(m, sqrt(variance) / total, multiple);
}

/* 1 / sqrt of the mean spread; a batch whose spread is not known counts as the surest other. */
static void write_batches(const hl_off_policy_row *rows, size_t count, size_t batches,
                          double *of_batch, double *rows_of)
{
    double most = 0;
    for (size_t i = 0; i < count; i++) {
        of_batch[rows[i].batch] += rows[i].spread;
        rows_of[rows[i].batch]++;
    }
    for (size_t b = 0; b < batches; b++) {
        of_batch[b] = of_batch[b] > 0 ? sqrt(rows_of[b] / of_batch[b]) : 0;
        most = fmax(most, of_batch[b]);
    }
    for (size_t b = 0; b < batches; b++)
        of_batch[b] = of_batch[b] > 0 ? of_batch[b] : most;
}

static void write_all(const hl_off_policy_row *rows, size_t count, const double *of_batch,
                      double nstar, hl_off_policy *out)
{
    const double alpha = 2 * TAIL;
    double growth = hl_stats__sequence_growth(alpha) * (double)count / nstar;
    out->units = count_units(rows, count);
    out->ips = mean_of(rows, count, out->units, inverse);
    out->snips = self_normalised(rows, count, out->units);
    out->doubly_robust = mean_of(rows, count, out->units, robust);
    out->gain = mean_of(rows, count, out->units, more);
    out->logged = mean(rows, count, outcome);
    out->adaptive = weighed(rows, count, of_batch, hl_stats__z_quantile(TAIL));
    out->anytime = weighed(rows, count, NULL, hl_stats__sequence_critical(alpha, growth));
    write_weights(rows, count, out);
}

hl_status hl_stats__off_policy(const hl_off_policy_row *rows, size_t count, size_t batches,
                               double nstar, hl_off_policy *out, hl_error *err)
{
    const hl_off_policy_mean none = {HL_NAN, HL_NAN, HL_NAN};
    *out =
        (hl_off_policy){none, none, none, none, none, none, HL_NAN, 0, HL_NAN, HL_NAN, HL_NAN, 0};
    if (count == 0)
        return HL_OK;
    double *memory = calloc(2 * batches + 1, sizeof *memory);
    if (memory == NULL)
        return hl_error_memory(err);
    write_batches(rows, count, batches, memory, memory + batches);
    write_all(rows, count, memory, nstar, out);
    free(memory);
    return HL_OK;
}
