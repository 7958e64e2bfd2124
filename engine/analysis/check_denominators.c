/* What a metric is counted over, where the arm itself moves it: a ratio whose denominator is an
 * outcome (amounts per buyer, clicks per opener), a delay, which those alone have who came, rows of
 * units (orders, sessions, touches) of which one arm has more. Arms were drawn alike, so the
 * denominator per unit, the share that has a value and the rows of a unit are alike in them unless
 * the treatment changes them; then other people, or messages, are in the metric, and a difference
 * may be of who is in it alone (Rosenbaum 1984, JRSS A 147:656-666): an arm that wins many small
 * orders has a smaller order on average, a second message to who has not bought lowers the rate of
 * messages and raises that of customers.
 *
 * One rule for all: Welch's test of the two means, or shares, times the pairs of arms, below 0.001;
 * of delays below 0.01, as of them few further comers are enough: those who would not have come
 * otherwise come late. The arm is then not judged by that metric (verdict_arms.c), in a flat file
 * and in a store alike. docs/statistics/losses.md */
#include "analysis/data_checks.h"
#include "analysis/planned_look.h"
#include "base/civil.h"
#include "base/number.h"
#include "stats/alike_means.h"

static const double apart_of_delay = 0.01;
static const double few = HL_UNITS_LEAST; /* of those that have a delay */

/* A kind of base: which finding tells it, and below which p. */
typedef struct base_kind {
    hl_finding_code code, flat; /* flat: of rows of a file, which may be no touches */
    double apart;
    bool as_share;
} base_kind;
static const base_kind of_ratio = {HL_FOUND_DENOMINATORS_DIFFER, HL_FOUND_DENOMINATORS_DIFFER,
                                   HL_SRM_BLOCKS, false};
static const base_kind of_delay = {HL_FOUND_COMERS_DIFFER, HL_FOUND_COMERS_DIFFER, apart_of_delay,
                                   true};
static const base_kind of_rows = {HL_FOUND_ROWS_PER_UNIT, HL_FOUND_ROWS_PER_UNIT_APART,
                                  HL_SRM_BLOCKS, false};

/* NULL: it is counted over all units. */
static const base_kind *kind_of(const hl_metric *metric)
{
    if (metric->kind == HL_METRIC_RATIO)
        return &of_ratio;
    if (metric->per == HL_PER_TOUCH)
        return &of_rows;
    return metric->value == HL_VALUE_OF_FIRST_DELAY ? &of_delay : NULL;
}

/* Denominators, or rows with a value, per unit. */
static hl_sample sizes_of(const hl_moments *m)
{
    double n = (double)m->n, mean = m->sum[1] / n;
    return (hl_sample){n, mean, (m->product[1][1] - n * mean * mean) / (n - 1)};
}

/* The last day whose units have closed their window: where arms send at unlike delays those that
 * are open are not alike. some: a window that is no whole number of days closes on that day for who
 * was sent it early enough. */
static int32_t closed_until(const hl_context *context, size_t metric, bool some)
{
    int32_t until = hl_analysis__read_until(context, metric);
    int64_t within_ms = context->design->metrics[metric].within_ms;
    bool all = !context->has_days || until == INT32_MAX;
    return all ? until : until - (int32_t)((within_ms + (some ? 0 : HL_DAY_MS - 1)) / HL_DAY_MS);
}

/* Which units have a value. */
static hl_sample comers_of(const hl_context *context, size_t metric, size_t arm,
                           const hl_moments *m, bool some)
{
    double n = (double)hl_analysis__count(context, (uint32_t)arm, HL_COUNT_ENROLLED,
                                          closed_until(context, metric, some));
    double share = n > 0 ? fmin(1, (double)m->n / n) : HL_NAN;
    return (hl_sample){(double)m->n >= few ? n : 0, share, share * (1 - share) * n / (n - 1)};
}

/* The shares of two arms. Of a window that is no whole number of days an arm that sends in the
 * morning has one day more of those who came, and which of its units that are is not known: the
 * nearest of what they may be, and where these overlap none. */
static void take_comers(const hl_context *context, size_t metric, const size_t pair[2],
                        const hl_moments *moments, hl_sample bases[2])
{
    hl_sample low[2], high[2];
    for (int i = 0; i < 2; i++) {
        low[i] = comers_of(context, metric, pair[i], &moments[pair[i]], true);
        high[i] = comers_of(context, metric, pair[i], &moments[pair[i]], false);
    }
    bool above = low[0].mean >= high[1].mean, below = high[0].mean <= low[1].mean;
    bases[0] = above ? low[0] : high[0];
    bases[1] = above ? high[1] : low[1];
    if (!above && !below)
        bases[0].n = 0;
}

/* One of all ways to share n + m units out into n and m. */
static double share_of_ways(double n, double m)
{
    double share = 1;
    for (int64_t i = 1; (double)i <= m && share > HL_SRM_BLOCKS * HL_SRM_BLOCKS; i++)
        share *= (double)i / (n + (double)i);
    return share;
}

/* The p of alike bases. Where no unit of either differs from its arm's, and the arms do, two of all
 * ways to share the units out are as far apart (permutation): 4 units say nothing. */
static double p_of(const hl_sample *a, const hl_sample *b)
{
    if (!(a->n > 1) || !(b->n > 1) || !(b->mean > 0))
        return HL_NAN;
    if (!(a->variance > 0) && !(b->variance > 0))
        return a->mean == b->mean ? 1 : 2 * share_of_ways(a->n, b->n);
    return hl_stats__alike_means(a, b);
}

/* "1.63", "0.0412"; of a share "31.1", in percent. */
static const char *figure(hl_context *context, const base_kind *kind, double mean)
{
    char number[HL_NUMBER_TEXT];
    hl_text text = {0};
    double shown = kind->as_share ? 100 * mean : mean;
    int decimals = kind->as_share ? 1 : mean < 0.1 ? 4 : 2;
    hl_base__text_add(&text, hl_base__number_fixed(shown, decimals, number));
    return hl_analysis__keep(context, &text);
}

static void tell(hl_context *context, size_t metric, size_t arm, const hl_sample bases[2], double p)
{
    const base_kind *kind = kind_of(&context->design->metrics[metric]);
    bool flat = context->cells->cells[0]->day == HL_CELLS_NO_DAY;
    hl_finding finding = hl_analysis__finding_of(flat ? kind->flat : kind->code, metric, arm);
    finding.other = context->design->control;
    finding.name = figure(context, kind, bases[0].mean);
    finding.meant = figure(context, kind, bases[1].mean);
    finding.share = fabs(bases[0].mean / bases[1].mean - 1);
    finding.p = p;
    if (!context->failed)
        hl_analysis__check(context, HL_CHECK_DENOMINATORS, HL_CHECK_WARN, &finding);
}

/* Rows behind a unit's first, per unit, up to a day. */
static double again(const hl_context *context, size_t arm, int32_t until, double units)
{
    int64_t touches = hl_analysis__count(context, (uint32_t)arm, HL_COUNT_TOUCHES, until);
    return (double)(touches -
                    hl_analysis__count(context, (uint32_t)arm, HL_COUNT_ENROLLED, until)) /
           units;
}

/* An arm that is sent its second touch some days later than the other has fewer as long as people
 * come in, and not in the end: so it is while it has as many as the other had a week ago. */
static bool may_be_lag(const hl_context *context, size_t metric, size_t arm, size_t other)
{
    enum { WEEK = 7 };
    int32_t until = closed_until(context, metric, false);
    if (!context->has_days || until == INT32_MAX)
        return false;
    hl_cells_counter came = HL_COUNT_ENROLLED;
    double units[] = {(double)hl_analysis__count(context, (uint32_t)arm, came, until),
                      (double)hl_analysis__count(context, (uint32_t)other, came, until)};
    double now[] = {again(context, arm, until, units[0]), again(context, other, until, units[1])};
    double then[] = {again(context, arm, until - WEEK, units[0]),
                     again(context, other, until - WEEK, units[1])};
    size_t fewer = now[0] < now[1] ? 0 : 1;
    return now[fewer] * units[fewer] >= few && now[fewer] >= then[1 - fewer];
}

static void check_metric(hl_context *context, size_t metric)
{
    size_t arms = context->design->arm_count, control = context->design->control;
    const base_kind *kind = kind_of(&context->design->metrics[metric]);
    const hl_moments *moments = hl_analysis__moments(context, metric, 0);
    for (size_t i = 0; moments != NULL && i < arms && !context->failed; i++) {
        if (i == control)
            continue;
        hl_sample bases[] = {sizes_of(&moments[i]), sizes_of(&moments[control])};
        if (kind == &of_delay)
            take_comers(context, metric, (size_t[]){i, control}, moments, bases);
        double p = fmin(1, (double)(arms - 1) * p_of(&bases[0], &bases[1]));
        if (p < kind->apart && !(kind == &of_rows && may_be_lag(context, metric, i, control)))
            tell(context, metric, i, bases, p);
    }
}

/* The least and the most touches per unit of an arm. */
static void tell_touches(hl_context *context)
{
    double most = 0, least = HL_INFINITY;
    hl_finding finding = hl_analysis__finding(HL_FOUND_TOUCHES_UNLIKE);
    for (uint32_t i = 0; i < context->design->arm_count; i++) {
        double units =
            (double)hl_analysis__count(context, i, HL_COUNT_ENROLLED, context->counted_day);
        double each =
            (double)hl_analysis__count(context, i, HL_COUNT_TOUCHES, context->counted_day) / units;
        most = units > 0 ? fmax(most, each) : most;
        least = units > 0 ? fmin(least, each) : least;
    }
    if (!(most > least))
        return;
    finding.name = hl_analysis__amount_text(context, least);
    finding.meant = hl_analysis__amount_text(context, most);
    if (!context->failed)
        hl_analysis__check(context, HL_CHECK_DENOMINATORS, HL_CHECK_WARN, &finding);
}

void hl_analysis__check_denominators(hl_context *context)
{
    if (context->cells->touches_unlike)
        tell_touches(context);
    for (size_t m = 0; m < context->design->metric_count && !context->failed; m++)
        if (kind_of(&context->design->metrics[m]) != NULL && context->cells->cell_count > 0)
            check_metric(context, m);
}

bool hl_analysis__is_counted_apart(const hl_context *context, size_t metric, size_t arm)
{
    const hl_check *checks = context->checks.items;
    for (size_t i = 0; i < context->checks.count && !context->options->accept_losses; i++)
        if (checks[i].finding.check == HL_CHECK_DENOMINATORS &&
            checks[i].finding.metric == metric && checks[i].finding.arm == arm)
            return true;
    return false;
}
