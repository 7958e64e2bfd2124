/* Amounts that one arm writes in another unit than the others: cents beside euros, yen beside yuan,
 * thousands; some of an arm's; or without the signs of the others. No message makes the typical
 * amount of those who pay many times as large, and none takes all decimals from it. Judged by ranks
 * (stats/rank_exceeds.h) of a sample of the amounts other than 0, so that few large ones say
 * nothing:
 *   - beyond 5 times the other arm's, where that has decimals and this one none at all;
 *   - beyond 20 times, where all of them end in 00 and the other's do not;
 *   - beyond 30 times, however they are written. Counts below 100 may be so (daily messages);
 *   - beyond 8 times they are told, as a year's price beside a month's may be.
 * Where a cost or a gain that all of an arm bear stands in place of 0 (arm_zero.h), that is told,
 * and the amounts are compared without it.
 * docs/statistics/losses.md */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/arm_zero.h"
#include "analysis/data_checks.h"
#include "base/number.h"
#include "stats/rank_exceeds.h"

/* z: one in 100,000; where how they are written tells them apart already one in 1,000 */
static const double sure = 4.3, sure_beside = 3;
static const double enough = 12;         /* expected of an arm that has none: e^-12 */
static const double hundred = 100;       /* counts lie below it */
static const double large_steps = 8;     /* times the largest of the other arm */
static const double most_decimals = 0.2; /* the arm with decimals has more than so many of them */

/* The amounts of an arm, without their signs. */
typedef struct arm_amounts {
    hl_ranked all, below, above; /* below and above 0 */
    double n, fractions, hundreds, negative;
    double median, largest;
} arm_amounts;

/* ---- an arm */

static bool is_hundreds(double value)
{
    return fmod(value, hundred) == 0;
}

static double median_of(const hl_ranked *of, double n)
{
    double seen = 0;
    for (size_t i = 0; i < of->count; i++) {
        seen += of->times[i];
        if (2 * seen >= n)
            return of->values[i];
    }
    return HL_NAN;
}

typedef struct sized {
    double value, times;
    bool negative;
} sized;

static int by_size(const void *a, const void *b)
{
    const sized *x = a, *y = b;
    return (x->value > y->value) - (x->value < y->value);
}

typedef enum sign { ANY, BELOW, ABOVE } sign;

static hl_ranked rank(hl_context *context, const sized *sorted, size_t count, sign wanted)
{
    double *values = hl_analysis__array(context, count + 1, sizeof *values);
    double *times = hl_analysis__array(context, count + 1, sizeof *times);
    hl_ranked out = {values, times, 0};
    for (size_t i = 0; values != NULL && times != NULL && i < count; i++) {
        if (wanted != ANY && sorted[i].negative != (wanted == BELOW))
            continue;
        values[out.count] = sorted[i].value;
        times[out.count++] = sorted[i].times;
    }
    return out;
}

static void count_sized(arm_amounts *to, const sized *of)
{
    to->n += of->times;
    to->fractions += of->value != floor(of->value) ? of->times : 0;
    to->hundreds += is_hundreds(of->value) ? of->times : 0;
    to->negative += of->negative ? of->times : 0;
    to->largest = fmax(to->largest, of->value);
}

/* What is left of decimals is one. */
static double rounded(double value)
{
    const double digits = 1e6;
    return fabs(value) < 1e9 ? round(value * digits) / digits : value;
}

/* zero: what stands in place of 0, and is taken off. */
static arm_amounts look_at(hl_context *context, const hl_amount *of, size_t count, double zero)
{
    arm_amounts out = {.largest = 0};
    sized *sorted = hl_analysis__array(context, count + 1, sizeof *sorted);
    if (sorted == NULL)
        return out;
    size_t all = count;
    count = 0;
    for (size_t i = 0; i < all; i++) {
        double value = zero == 0 ? of[i].value : rounded(of[i].value - zero);
        if (value != 0)
            sorted[count++] = (sized){fabs(value), (double)of[i].times, value < 0};
    }
    qsort(sorted, count, sizeof *sorted, by_size);
    for (size_t i = 0; i < count; i++)
        count_sized(&out, &sorted[i]);
    out.all = rank(context, sorted, count, ANY);
    out.below = rank(context, sorted, count, BELOW);
    out.above = rank(context, sorted, count, ABOVE);
    out.median = median_of(&out.all, out.n);
    return out;
}

/* ---- two arms */

/* Whether so many values without what a share `of` the other arm's have are no chance. */
static bool is_no_chance(double n, double share)
{
    return -n * log1p(-share) > enough;
}

static bool lost_decimals(const arm_amounts *large, const arm_amounts *small)
{
    double share = small->fractions / small->n;
    return large->fractions == 0 && share > most_decimals && is_no_chance(large->n, share);
}

static bool ends_in_hundreds(const arm_amounts *large, const arm_amounts *small)
{
    double other = 1 - small->hundreds / small->n;
    return large->hundreds == large->n && other > 0.5 && is_no_chance(large->n, other);
}

static bool are_counts(const arm_amounts *large, const arm_amounts *small)
{
    return large->fractions == 0 && small->fractions == 0 && large->median < hundred;
}

static bool exceeds(const arm_amounts *large, const arm_amounts *small, double factor, double z)
{
    return large->median > factor * small->median &&
           hl_stats__rank_exceeds(&large->all, &small->all, factor).z > z;
}

/* What is to be said of all amounts of an arm; HL_FINDINGS: nothing. */
static hl_finding_code scaled(const arm_amounts *large, const arm_amounts *small)
{
    const double by_decimals = 5, by_hundreds = 20, however = 30, told = 8;
    bool counts = are_counts(large, small);
    if ((lost_decimals(large, small) && exceeds(large, small, by_decimals, sure_beside)) ||
        (ends_in_hundreds(large, small) && exceeds(large, small, by_hundreds, sure_beside)) ||
        (!counts && exceeds(large, small, however, sure)))
        return HL_FOUND_AMOUNTS_APART;
    return !counts && exceeds(large, small, told, sure) ? HL_FOUND_AMOUNTS_FAR : HL_FINDINGS;
}

/* The values of an arm beyond all of the other's: so many, of so many different ones. */
typedef struct beyond {
    double n, values, fractions, hundreds, first;
} beyond;

static beyond find_beyond(const arm_amounts *large, double limit)
{
    beyond out = {.first = HL_NAN};
    for (size_t i = 0; i < large->all.count; i++) {
        double value = large->all.values[i], times = large->all.times[i];
        if (!(value > limit))
            continue;
        out.first = isnan(out.first) ? value : out.first;
        out.values += i == 0 || large->all.values[i - 1] < value;
        out.n += times;
        out.fractions += value != floor(value) ? times : 0;
        out.hundreds += is_hundreds(value) ? times : 0;
    }
    return out;
}

/* Some of an arm's amounts: several, of several values, as one offer has not, without the decimals
 * of the others, or all ending in 00 beside others that do not. */
static bool some_scaled(const arm_amounts *large, const arm_amounts *small, beyond *out)
{
    const double least = 8, least_values = 6;
    *out = find_beyond(large, large_steps * small->largest);
    double rest = large->n - out->n;
    double others = rest + small->n;
    double fractions = large->fractions - out->fractions + small->fractions;
    double hundreds = large->hundreds - out->hundreds + small->hundreds;
    bool written_otherwise = (out->fractions == 0 && fractions > others / 2) ||
                             (out->hundreds == out->n && hundreds < others / 4);
    return out->n >= least && out->values >= least_values && others > 0 && written_otherwise &&
           small->n * out->n / large->n > enough;
}

/* Sums below 0 in one arm, as large as those of the other, which has next to none of them. */
static bool signs_apart(const arm_amounts *some, const arm_amounts *none)
{
    const double least_share = 0.02, few = 0.05, alike = 0.3;
    double expected = none->n * some->negative / some->n;
    return some->negative > least_share * some->n && expected > enough &&
           none->negative <= few * expected &&
           hl_stats__rank_exceeds(&some->below, &none->above, 1).share > alike;
}

/* ---- what is said */

const char *hl_analysis__amount_text(hl_context *context, double value)
{
    enum { DIGITS = 4 };
    char number[HL_NUMBER_TEXT];
    hl_text text = {0};
    double step = pow(10, floor(log10(fabs(value))) - DIGITS + 1);
    bool large = fabs(value) >= 1000;
    hl_base__text_add(&text, large ? hl_base__number_fixed(round(value / step) * step, 0, number)
                                   : hl_base__number_significant(value, DIGITS, number));
    return hl_analysis__keep(context, &text);
}

static void tell(hl_context *context, hl_finding_code code, size_t metric, size_t arm, size_t other,
                 double one, double two, double n, double of)
{
    hl_finding finding = hl_analysis__finding_of(code, metric, arm);
    finding.other = other;
    finding.name = hl_analysis__amount_text(context, one);
    finding.meant = hl_analysis__amount_text(context, two);
    finding.n = n;
    finding.of = of;
    finding.share = n / of;
    hl_analysis__check(
        context, HL_CHECK_AMOUNTS,
        code == HL_FOUND_AMOUNTS_FAR ? HL_CHECK_WARN : hl_analysis__blocking(context), &finding);
}

/* It is told as a number that may stand for none. */
static bool may_be_none(const hl_context *context, size_t metric, double value)
{
    const hl_cells *cells = context->cells;
    for (size_t k = 0; k < cells->stand_in_count; k++) {
        const hl_stand_in *s = &cells->stand_ins[k];
        double code = 0;
        if (s->metric == metric && hl_base__number_parse(s->value, strlen(s->value), &code) &&
            code == value)
            return true;
    }
    return false;
}

/* How many of the arm's amounts stand in place of 0. */
static void tell_shift(hl_context *context, size_t metric, size_t arm, double zero,
                       const hl_arm_amounts *of)
{
    hl_finding finding = hl_analysis__finding_of(HL_FOUND_AMOUNTS_SHIFTED, metric, arm);
    finding.name = hl_analysis__amount_text(context, zero);
    finding.n = finding.of = 0;
    for (size_t i = 0; i < of->counts[arm]; i++) {
        double times = (double)of->of[arm][i].times;
        finding.n += of->of[arm][i].value == zero ? times : 0;
        finding.of += times;
    }
    finding.share = finding.n / finding.of;
    hl_analysis__check(context, HL_CHECK_AMOUNTS, HL_CHECK_WARN, &finding);
}

/* With the sign that most of them have. */
static double typical(const arm_amounts *of)
{
    return 2 * of->negative > of->n ? -of->median : of->median;
}

/* True when something was said. */
static bool compare(hl_context *context, size_t metric, const arm_amounts *arms, size_t i, size_t j)
{
    const arm_amounts *a = &arms[i], *b = &arms[j];
    beyond some;
    if (!(a->n > 0) || !(b->n > 0))
        return false;
    hl_finding_code code = scaled(a, b);
    if (code != HL_FINDINGS)
        tell(context, code, metric, i, j, typical(a), typical(b), a->n, a->n);
    else if (some_scaled(a, b, &some))
        tell(context, HL_FOUND_AMOUNTS_SOME_APART, metric, i, j, some.first, b->largest, some.n,
             a->n);
    else if (signs_apart(a, b))
        tell(context, HL_FOUND_SIGNS_APART, metric, i, j, -median_of(&a->below, a->negative),
             b->median, a->negative, a->n);
    else
        return false;
    return true;
}

/* An arm of whose units some have a value and none another than 1, of which no sample is taken:
 * 100 of who did beside 1 is another way to write it. */
static void add_ones(hl_context *context, size_t metric, arm_amounts *arms)
{
    bool ratio = context->design->metrics[metric].kind == HL_METRIC_RATIO;
    const hl_moments *moments = ratio ? NULL : hl_analysis__moments(context, metric, 0);
    for (size_t i = 0; moments != NULL && i < context->design->arm_count; i++) {
        double n = moments[i].nonzero;
        if (arms[i].n > 0 || !(n > enough) || moments[i].sum[0] != n)
            continue;
        const hl_amount ones = {1, (int64_t)n};
        arms[i] = look_at(context, &ones, 1, 0);
    }
}

static void check_column(hl_context *context, const hl_arm_amounts *of)
{
    size_t count = context->design->arm_count;
    arm_amounts *arms = hl_analysis__array(context, count, sizeof *arms);
    bool told = false;
    if (arms == NULL)
        return;
    for (size_t i = 0; i < count && !context->failed; i++) {
        double zero = hl_analysis__zero_of_arm(context, of, i);
        if (zero != 0 && !may_be_none(context, of->metric, zero))
            tell_shift(context, of->metric, i, zero, of);
        arms[i] = look_at(context, of->of[i], of->counts[i], zero);
    }
    if (!context->failed)
        add_ones(context, of->metric, arms);
    for (size_t i = 0; !context->failed && i < count; i++)
        for (size_t j = 0; j < count && !told; j++)
            told = i != j && compare(context, of->metric, arms, i, j);
}

void hl_analysis__check_amounts(hl_context *context)
{
    for (size_t i = 0; i < context->cells->amount_count && !context->failed; i++)
        check_column(context, &context->cells->amounts[i]);
}
