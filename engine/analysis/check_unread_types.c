/* Types of events that nothing reads, of some arms alone, which have fewer of those that are read:
 * these arms' system may have its own name for what a metric counts.
 *
 * What comes with a treatment (a coupon that is used) is of arms that have more. It is told where
 * the arms have it unlike. It is taken for the metric's own, and there is no verdict, where the
 * arms have fewer by more than chance (p < 0.05), and it is all that: a twentieth and more of the
 * units that have one or the other; mostly of units that have none of those that are read, as an
 * order has one name; about as many as the arms lack, so that with them they have from half to 1.6
 * times what the others have; and of like values, where the metric takes values.
 *
 * A type that takes back what others count (a refund), and that the arms have unlike, is told: what
 * was taken back counts in full. docs/statistics/losses.md */
#include "analysis/losses.h"
#include "stats/unlike_shares.h"

/* Units, of arms that have the type and of those that have not. */
typedef struct sides {
    bool *own; /* by arm: has it */
    double within[2], enrolled[2], users, alone;
} sides;

/* The first metric that decides. */
static const hl_metric *deciding(const hl_design *design)
{
    for (size_t i = 0; i < design->metric_count; i++)
        if (design->metrics[i].event != NULL && design->metrics[i].role == HL_ROLE_PRIMARY)
            return &design->metrics[i];
    return design->metric_count > 0 ? &design->metrics[0] : NULL;
}

/* By events for each unit: which arms have it. False: none, or all. */
static bool find_own(const hl_context *context, const hl_losses *l, const double *enrolled,
                     bool *own)
{
    const double some = 0.5, hardly = 0.05;
    size_t arms = context->design->arm_count, count = 0;
    double most = 0;
    for (size_t i = 0; i < arms; i++)
        if (enrolled[i] > 0 && l->lost[i] > most * enrolled[i])
            most = l->lost[i] / enrolled[i];
    for (size_t i = 0; i < arms; i++) {
        own[i] = most > 0 && l->lost[i] >= some * most * enrolled[i];
        count += own[i];
        if (!own[i] && l->lost[i] > hardly * most * enrolled[i])
            return false;
    }
    return count > 0 && count < arms;
}

static bool take_sides(hl_context *context, const hl_unread_type *type, const hl_losses *l,
                       sides *out)
{
    size_t arms = context->design->arm_count;
    const double *within = hl_analysis__counts(context, HL_COUNT_WITHIN);
    const double *enrolled = hl_analysis__counts(context, HL_COUNT_ENROLLED);
    out->own = hl_analysis__array(context, arms, sizeof *out->own);
    if (within == NULL || enrolled == NULL || out->own == NULL ||
        !find_own(context, l, enrolled, out->own))
        return false;
    for (size_t i = 0; i < arms; i++) {
        out->within[out->own[i]] += within[i];
        out->enrolled[out->own[i]] += enrolled[i];
        out->users += out->own[i] ? (double)type->users[i] : 0;
        out->alone += out->own[i] ? (double)type->alone[i] : 0;
    }
    return out->within[true] * out->enrolled[false] < out->within[false] * out->enrolled[true];
}

/* What a unit with a value has of the first metric that sums values, over the arms without the
 * type; 0: no metric does. */
static double usual_value(hl_context *context, const bool *own)
{
    for (size_t m = 0; m < context->design->metric_count; m++) {
        const hl_metric *metric = &context->design->metrics[m];
        double sum = 0, units = 0;
        if (hl_metric_is_rate(metric) || metric->value != HL_VALUE_OF_SUM)
            continue;
        const hl_moments *moments = hl_analysis__moments(context, m, 0);
        for (size_t i = 0; moments != NULL && i < context->design->arm_count; i++) {
            sum += own[i] ? 0 : moments[i].sum[0];
            units += own[i] ? 0 : moments[i].nonzero;
        }
        return units > 0 ? sum / units : 0;
    }
    return 0;
}

static bool has_like_values(const hl_unread_type *type, double usual, double n)
{
    const double times = 3;
    double mean = type->valued > 0 ? type->worth / (double)type->valued : 0;
    return !(usual > 0) ||
           (2 * (double)type->valued >= n && mean < times * usual && times * mean > usual);
}

/* p < 0.05: else it may as well be chance that they have fewer. */
static bool are_fewer(const sides *s)
{
    const double level = 0.05;
    return hl_stats__unlike_shares(s->within, s->enrolled, 2) < level;
}

static bool is_renamed(hl_context *context, const hl_unread_type *type, const hl_losses *l,
                       const sides *s)
{
    const double least = 0.05, fewest = 0.5, most = 1.6;
    double with = s->within[true] + s->alone;
    double rate = with * s->enrolled[false], others = s->within[false] * s->enrolled[true];
    return are_fewer(s) && s->alone >= least * with && 2 * s->alone >= s->users &&
           rate >= fewest * others && rate <= most * others &&
           has_like_values(type, usual_value(context, s->own), l->n);
}

static void check_type(hl_context *context, const hl_unread_type *type, const char *meant)
{
    hl_losses l = {.name = type->type, .meant = meant, .metric = SIZE_MAX};
    sides s = {0};
    if (!hl_analysis__make_losses(context, &l))
        return;
    hl_analysis__count_arms(context, HL_COUNT_EVENTS, l.all);
    for (size_t i = 0; i < context->design->arm_count; i++) {
        l.lost[i] = (double)type->by_arm[i];
        l.all[i] += l.lost[i];
    }
    hl_analysis__sum_losses(context, &l);
    if (type->undoes) {
        if (hl_analysis__are_apart(context, &l))
            hl_analysis__tell_losses(context, &l, HL_CHECK_EVENT_TYPES, HL_FOUND_EVENT_TYPES_UNDO,
                                     HL_CHECK_WARN);
        return;
    }
    if (!take_sides(context, type, &l, &s) || !hl_analysis__are_apart(context, &l))
        return;
    bool renamed = is_renamed(context, type, &l, &s);
    hl_analysis__tell_losses(context, &l, HL_CHECK_EVENT_TYPES,
                             renamed ? HL_FOUND_EVENT_TYPES_RENAMED : HL_FOUND_EVENT_TYPES_ONE_ARM,
                             renamed ? hl_analysis__blocking(context) : HL_CHECK_WARN);
}

void hl_analysis__check_unread_types(hl_context *context)
{
    const hl_cells *cells = context->cells;
    const hl_metric *metric = deciding(context->design);
    for (size_t i = 0; metric != NULL && i < cells->unread_count && !context->failed; i++)
        check_type(context, &cells->unread[i], metric->event == NULL ? "" : metric->event);
}
