/* One amount twice of one unit. Customers buy the same again, in all arms, and some treatments make
 * them do so; but so do refunds that an export writes as if they were orders, and orders that two
 * systems tell. Numbers do not say which it is; they say of which arm it is so.
 *
 *   - Soon after, or whole hours later (events of a store): two systems. That a fifth of an arm's
 *     buyers do so, and hardly any of the others', is no treatment's doing: no verdict.
 *   - So it is of two amounts that are much alike (net and gross, with the postage and without),
 *     within two minutes or whole hours later.
 *   - Else it is told where the arms have unlike shares of such units, p < 0.001, a twentieth and
 *     more in the arm with most, and twice what another has; and where, of units with several
 *     amounts, unlike shares have one twice (p < 0.01; not asked where the other arms have next to
 *     none): who sells more often, at prices of which there are few, has more of them in both.
 *     Told as soon after, it is also where a fifth of all units have it.
 * docs/statistics/losses.md */
#include "analysis/losses.h"
#include "stats/unlike_shares.h"

static const double few = 0.05, many = 0.2; /* of units with an amount */

/* Units by arm: with an amount, with several, with what is looked for. */
typedef struct repeats {
    double *with, *several, *same;
} repeats;

/* False after setting failed. */
static bool are_known(const repeats *r)
{
    return r->with != NULL && r->several != NULL && r->same != NULL;
}

static size_t arm_with_most(const hl_context *context, const repeats *r)
{
    size_t most = 0;
    for (size_t i = 1; i < context->design->arm_count; i++)
        if (r->with[i] > 0 && r->same[i] * r->with[most] > r->same[most] * r->with[i])
            most = i;
    return most;
}

/* Whether some, or all, of the other arms have at most the `times`-th part of its share. */
static bool is_rarer(const hl_context *context, const repeats *r, size_t most, double times,
                     bool in_all)
{
    bool found = false;
    for (size_t i = 0; i < context->design->arm_count; i++) {
        bool rarer = times * r->same[i] * r->with[most] <= r->same[most] * r->with[i];
        if (i == most || !(r->with[i] > 0))
            continue;
        if (in_all && !rarer)
            return false;
        found = found || rarer;
    }
    return found;
}

/* Whether units with several amounts have one twice in unlike shares. */
static bool is_of_kind(const hl_context *context, const repeats *r, size_t most)
{
    const double level = 0.01, hardly_any = 10;
    size_t arms = context->design->arm_count;
    double others = 0;
    for (size_t i = 0; i < arms; i++)
        others += i == most ? 0 : r->several[i];
    return others < hardly_any || hl_stats__unlike_shares(r->same, r->several, arms) < level;
}

static bool stands_out(const hl_context *context, const repeats *r, const hl_losses *l)
{
    size_t most = arm_with_most(context, r);
    return l->n > 0 && r->same[most] >= few * r->with[most] && hl_analysis__are_apart(context, l) &&
           is_rarer(context, r, most, 2, false) && is_of_kind(context, r, most);
}

static void take_losses(const hl_context *context, const repeats *r, hl_losses *out)
{
    for (size_t i = 0; i < context->design->arm_count; i++) {
        out->lost[i] = r->same[i];
        out->all[i] = r->with[i];
    }
    hl_analysis__sum_losses(context, out);
}

/* ---- events of a store */

/* True when it was told. */
static bool tell_again(hl_context *context, const repeats *r)
{
    const double times = 8;
    hl_losses l = {.metric = SIZE_MAX};
    if (!are_known(r) || !hl_analysis__make_losses(context, &l))
        return true;
    take_losses(context, r, &l);
    size_t most = arm_with_most(context, r);
    bool two = l.n > 0 && r->same[most] >= many * r->with[most] &&
               is_rarer(context, r, most, times, true) && hl_analysis__are_apart(context, &l);
    if (!two && !stands_out(context, r, &l) && !(l.n > 0 && l.n >= many * l.of))
        return false;
    hl_analysis__tell_losses(context, &l, HL_CHECK_DUPLICATES,
                             two ? HL_FOUND_EVENTS_AGAIN : HL_FOUND_EVENTS_AGAIN_SOME,
                             two ? hl_analysis__blocking(context) : HL_CHECK_WARN);
    return true;
}

/* Two systems that say it by other amounts; true when it was told. Lines of an order are alike in
 * all arms, and at one instant. A warning: an arm may offer a second order itself. */
static bool tell_nearly(hl_context *context, const repeats *r)
{
    const double times = 8;
    hl_losses l = {.metric = SIZE_MAX};
    if (!are_known(r) || !hl_analysis__make_losses(context, &l))
        return true;
    take_losses(context, r, &l);
    size_t most = arm_with_most(context, r);
    if (!(l.n > 0) || r->same[most] < many * r->with[most] ||
        !is_rarer(context, r, most, times, true) || !hl_analysis__are_apart(context, &l))
        return false;
    hl_analysis__tell_losses(context, &l, HL_CHECK_DUPLICATES, HL_FOUND_EVENTS_NEARLY_AGAIN,
                             HL_CHECK_WARN);
    return true;
}

/* Whether a metric is of how much or how many: whether somebody buys is not touched by it. */
static bool counts_each(const hl_design *design)
{
    for (size_t i = 0; i < design->metric_count; i++)
        if (design->metrics[i].event != NULL && !hl_metric_is_rate(&design->metrics[i]))
            return true;
    return false;
}

static void tell_same(hl_context *context, const repeats *r, size_t metric)
{
    hl_losses l = {.metric = metric};
    if (!are_known(r) || !hl_analysis__make_losses(context, &l))
        return;
    take_losses(context, r, &l);
    if (stands_out(context, r, &l))
        hl_analysis__tell_losses(context, &l, HL_CHECK_DUPLICATES,
                                 metric == SIZE_MAX ? HL_FOUND_SAME_VALUES
                                                    : HL_FOUND_SAME_VALUES_OF_METRIC,
                                 HL_CHECK_WARN);
}

void hl_analysis__check_event_repeats(hl_context *context)
{
    repeats r = {.with = hl_analysis__counts(context, HL_COUNT_WITHIN),
                 .several = hl_analysis__counts(context, HL_COUNT_SEVERAL),
                 .same = hl_analysis__counts(context, HL_COUNT_AGAIN)};
    if (tell_again(context, &r) || !counts_each(context->design))
        return;
    r.same = hl_analysis__counts(context, HL_COUNT_NEARLY_AGAIN);
    if (tell_nearly(context, &r))
        return;
    r.same = hl_analysis__counts(context, HL_COUNT_SAME_VALUE);
    tell_same(context, &r, SIZE_MAX);
}

/* ---- rows of units in a flat file */

static double *doubles(hl_context *context, const int64_t *counts)
{
    double *out = hl_analysis__array(context, context->design->arm_count, sizeof *out);
    for (size_t i = 0; out != NULL && i < context->design->arm_count; i++)
        out[i] = (double)counts[i];
    return out;
}

void hl_analysis__check_same_values(hl_context *context)
{
    const hl_cells *cells = context->cells;
    for (size_t k = 0; k < cells->same_value_count && !context->failed; k++) {
        const hl_same_values *of = &cells->same_values[k];
        if (cells->order_lines.order != NULL && cells->order_lines.metric == of->metric)
            continue; /* that is why */
        repeats r = {.with = doubles(context, of->with),
                     .several = doubles(context, of->several),
                     .same = doubles(context, of->same)};
        tell_same(context, &r, of->metric);
    }
}
