/* Events of a store at times at which they can hardly have been: before their unit's touch, or
 * behind its window, unlike by arm, or later than there can be data of.
 *
 * Customers buy before their touch as well, alike in all arms as long as nothing but chance made
 * the arms: where they do not, a clock of an arm is wrong, its dates have lost their time of day or
 * were misread, and what followed the touch stands before it. Who is touched late has more of a
 * history in the store than who is touched early, and arms whose shares changed were not touched
 * alike: so they are compared within the days of the first touch. Several distances are looked at,
 * as what is misread by a month or a year stands out from little there: the level is divided among
 * them, more than half of it to the weeks just before, where most faults lie.
 *
 * Behind the window a treatment may have effects too, so what is told is what contradicts them: of
 * the units without an event in the window, those that have one behind it are unlike by arm, and
 * most of them are of an arm that has fewer in the window. Either the touch made customers come
 * sooner who would have come anyway, and a longer window tells, or dates of an arm are wrong. There
 * is no verdict where they stand by whole months behind where they could be, and hardly any as near
 * beside that, whatever the day of their touch: as dates do that were misread. */
#include <math.h>

#include "analysis/losses.h"
#include "base/number.h"
#include "stats/unlike_shares.h"
#include "stats/unlike_shares_within.h"

/* Units of a cell that the counter counts, and `less` does not; HL_COUNTERS: all of them. */
static double count_of(hl_cell_run run, hl_cells_counter counter, hl_cells_counter less)
{
    return (double)hl_cells__run_count(run, counter) -
           (less == HL_COUNTERS ? 0 : (double)hl_cells__run_count(run, less));
}

/* By days of the first touch; NaN where no day has units of two arms. */
static double p_within_days(hl_context *context, hl_cells_counter counter, hl_cells_counter less)
{
    const hl_cell_index *index = &context->index;
    size_t arms = context->design->arm_count, count = 0;
    double *lost = hl_analysis__array(context, index->day_count * arms + 1, sizeof *lost);
    double *all = hl_analysis__array(context, index->day_count * arms + 1, sizeof *all);
    if (lost == NULL || all == NULL)
        return HL_NAN;
    for (size_t d = 0; d < index->day_count && index->days[d] <= context->counted_day; d++) {
        int32_t day = index->days[d];
        double any = 0;
        for (uint32_t i = 0; i < arms; i++) {
            hl_cell_run run = hl_cells__run(index, i, 0, day, day);
            lost[count * arms + i] = count_of(run, counter, less);
            all[count * arms + i] = (double)hl_cells__run_count(run, HL_COUNT_ENROLLED);
            any += lost[count * arms + i];
        }
        count += any > 0;
    }
    return hl_stats__unlike_shares_within(lost, all, arms, count);
}

/* timed: of arms that are sent at different times, which meet different hours before them. */
static const struct distance {
    hl_cells_counter counter;
    hl_finding_code code, timed;
    double part; /* of the level */
} distances[] = {
    {HL_COUNT_EARLY, HL_FOUND_EARLY_EVENTS, HL_FOUND_EARLY_EVENTS_TIMED, 0.6},
    {HL_COUNT_EARLY_MONTH, HL_FOUND_EARLY_EVENTS_MONTH, HL_FOUND_EARLY_EVENTS_FAR_TIMED, 0.1},
    {HL_COUNT_EARLY_MONTHS, HL_FOUND_EARLY_EVENTS_MONTHS, HL_FOUND_EARLY_EVENTS_FAR_TIMED, 0.1},
    {HL_COUNT_EARLY_YEAR, HL_FOUND_EARLY_EVENTS_YEAR, HL_FOUND_EARLY_EVENTS_FAR_TIMED, 0.1},
    {HL_COUNT_EARLY_LONG, HL_FOUND_EARLY_EVENTS_LONG, HL_FOUND_EARLY_EVENTS_FAR_TIMED, 0.1},
};

/* NaN: there are none. */
static double p_of_early(hl_context *context, hl_losses *l, hl_cells_counter counter,
                         hl_cells_counter less)
{
    size_t arms = context->design->arm_count;
    double *taken = less == HL_COUNTERS ? NULL : hl_analysis__counts(context, less);
    hl_analysis__count_arms(context, counter, l->lost);
    hl_analysis__count_arms(context, HL_COUNT_ENROLLED, l->all);
    for (size_t i = 0; taken != NULL && i < arms; i++)
        l->lost[i] -= taken[i];
    l->n = l->of = 0;
    hl_analysis__sum_losses(context, l);
    if (!(l->n > 0))
        return HL_NAN;
    double p = p_within_days(context, counter, less);
    return isnan(p) ? hl_analysis__p_of_losses(context, l) : p;
}

/* An event without seconds, in the minute of the touch, may have come before it or not: arms are
 * unlike only where they are either way. */
static bool count_early(hl_context *context, const struct distance *of, hl_losses *l)
{
    if (!hl_analysis__make_losses(context, l))
        return false;
    double sure = of->counter == HL_COUNT_EARLY
                      ? p_of_early(context, l, of->counter, HL_COUNT_TOUCH_MINUTE)
                      : 0;
    double p = p_of_early(context, l, of->counter, HL_COUNTERS);
    l->p = fmin(1, fmax(p, isnan(sure) ? 1 : sure) / of->part);
    return !isnan(p);
}

static void check_early(hl_context *context)
{
    bool timed = context->cells->timed_apart;
    for (size_t i = 0; i < sizeof distances / sizeof distances[0] && !context->failed; i++) {
        hl_finding_code code = timed ? distances[i].timed : distances[i].code;
        const hl_loss_kind kind = {.check = HL_CHECK_EARLY_EVENTS,
                                   .apart = code,
                                   .rule = HL_LOSS_ANY_SHARE | HL_LOSS_APART_ALONE |
                                           (timed ? HL_LOSS_WARNS : 0U)};
        hl_losses l = {.metric = SIZE_MAX};
        if (count_early(context, &distances[i], &l))
            hl_analysis__judge_losses(context, &kind, &l);
    }
}

/* ---- behind the window */

/* On how many days units were touched first. */
static size_t days_of_touches(const hl_context *context)
{
    const hl_cell_index *index = &context->index;
    size_t days = 0;
    for (size_t d = 0; d < index->day_count && index->days[d] <= context->counted_day; d++) {
        int64_t units = 0;
        for (uint32_t i = 0; i < context->design->arm_count; i++)
            units += hl_cells__run_count(hl_cells__run(index, i, 0, index->days[d], index->days[d]),
                                         HL_COUNT_ENROLLED);
        days += units > 0;
    }
    return days;
}

/* The arm that has the largest share of them; SIZE_MAX: it has no fewer units with an event in the
 * window than all have. */
static size_t arm_behind(const hl_losses *l, const double *within, const double *enrolled,
                         size_t arms)
{
    size_t most = SIZE_MAX;
    double in = 0, of = 0;
    for (size_t i = 0; i < arms; i++) {
        in += within[i];
        of += enrolled[i];
        if (l->all[i] > 0 &&
            (most == SIZE_MAX || l->lost[i] * l->all[most] > l->lost[most] * l->all[i]))
            most = i;
    }
    return most != SIZE_MAX && within[most] * of < in * enrolled[most] ? most : SIZE_MAX;
}

/* Of n that come whenever they may, a third come by whole months, five standard errors about it;
 * and the other arms have fewer of them that do, where they have any: a sale a month after all
 * touches is of all arms. */
static bool is_moved(hl_context *context, const hl_losses *l, size_t arm)
{
    enum { FEWEST_DAYS = 3, ERRORS = 5 };
    size_t arms = context->design->arm_count;
    double *months = hl_analysis__counts(context, HL_COUNT_MONTHS_AFTER);
    double *near = hl_analysis__counts(context, HL_COUNT_BESIDE_MONTHS);
    if (months == NULL || near == NULL || days_of_touches(context) < FEWEST_DAYS)
        return false;
    for (size_t i = 0; i < arms; i++)
        near[i] += months[i];
    double excess = months[arm] - near[arm] / 3;
    double p = hl_stats__unlike_shares(months, near, arms);
    return excess > ERRORS * sqrt(near[arm] * 2 / 9) && !(p >= HL_SRM_BLOCKS) &&
           hl_stats__unlike_shares(months, l->all, arms) < HL_SRM_BLOCKS;
}

/* Arms whose shares changed were not touched alike, and whoever came later has had less time; who
 * has further touches has further windows. */
static void check_after(hl_context *context)
{
    size_t arms = context->design->arm_count;
    hl_losses l = {.metric = SIZE_MAX};
    double *within = hl_analysis__counts(context, HL_COUNT_WITHIN);
    double *enrolled = hl_analysis__counts(context, HL_COUNT_ENROLLED);
    if (within == NULL || enrolled == NULL || context->cells->period_count > 0 ||
        context->cells->touches_unlike || !hl_analysis__make_losses(context, &l))
        return;
    hl_analysis__count_arms(context, HL_COUNT_AFTER, l.lost);
    for (size_t i = 0; i < arms; i++)
        l.all[i] = enrolled[i] - within[i];
    hl_analysis__sum_losses(context, &l);
    if (!(l.n > 0))
        return;
    size_t arm = arm_behind(&l, within, enrolled, arms);
    bool moved = arm != SIZE_MAX && is_moved(context, &l, arm);
    if (arm == SIZE_MAX || (!moved && !hl_analysis__are_apart(context, &l)))
        return;
    hl_analysis__tell_losses(context, &l, HL_CHECK_AFTER_WINDOW,
                             moved ? HL_FOUND_AFTER_WINDOW_MOVED : HL_FOUND_AFTER_WINDOW,
                             moved ? hl_analysis__blocking(context) : HL_CHECK_WARN);
}

/* ---- later than now */

/* Nothing has happened yet that is later than both the report and the last import; a day is left to
 * clocks that are ahead and to zones. Data that are made, or played again, may lie ahead of the
 * clock by which they were imported, but not of the report that is to read them. */
static int32_t last_possible_day(const hl_context *context)
{
    int32_t day = context->counted_day;
    if (context->cells->imported_day > day)
        day = context->cells->imported_day;
    return day < INT32_MAX ? day + 1 : day;
}

static bool count_late(hl_context *context, hl_losses *l)
{
    int32_t last = last_possible_day(context);
    if (!context->has_days)
        return false;
    for (uint32_t i = 0; i < context->design->arm_count; i++) {
        double until = (double)hl_analysis__count(context, i, HL_COUNT_EVENTS, last);
        l->all[i] = (double)hl_analysis__count(context, i, HL_COUNT_EVENTS, INT32_MAX);
        l->lost[i] = l->all[i] - until;
    }
    hl_analysis__sum_losses(context, l);
    return true;
}

static const hl_loss_kind late[] = {
    {HL_CHECK_LATE_EVENTS, HL_FOUND_LATE_EVENTS, HL_FOUND_LATE_EVENTS_MANY,
     HL_FOUND_LATE_EVENTS_APART, HL_CHECK_WARN, 0, count_late},
};

void hl_analysis__check_event_times(hl_context *context)
{
    check_early(context);
    if (!context->failed)
        check_after(context);
    if (!context->failed)
        hl_analysis__judge_kinds(context, late, 1);
}
