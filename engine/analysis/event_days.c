/* Which of some events may be the experiment's own, by the days on which they come. */
#include "analysis/event_days.h"

#include <math.h>

#include "base/number.h"
#include "stats/unlike_shares.h"

/* Events by time, in parts of the days from the first to the last. */
enum { PARTS = 20 };
typedef struct by_time {
    int32_t first, last;
    double theirs[PARTS], all[PARTS], even[PARTS];
} by_time;

static size_t part_of(const by_time *t, int32_t day)
{
    double days = (double)t->last - t->first + 1;
    return (size_t)(((double)day - t->first) / days * PARTS);
}

static int64_t own_events(const hl_context *context, size_t d)
{
    int64_t events = 0;
    int32_t day = context->index.days[d];
    for (uint32_t i = 0; i < context->design->arm_count; i++)
        events +=
            hl_cells__run_count(hl_cells__run(&context->index, i, 0, day, day), HL_COUNT_EVENTS);
    return events;
}

static void see_day(by_time *t, int32_t day)
{
    t->first = day < t->first ? day : t->first;
    t->last = day > t->last ? day : t->last;
}

/* In even: as many as there are in theirs, the same of each day. */
static void spread_evenly(by_time *t, double n)
{
    double days = (double)t->last - t->first + 1, before = 0;
    for (int32_t day = t->first; day <= t->last; day++) {
        double until = floor(n * ((double)day - t->first + 1) / days);
        t->even[part_of(t, day)] += until - before;
        before = until;
    }
}

/* The p of alike shares by time; parts with too few of them go together with the next. */
static double p_of_parts(const double *theirs, const double *all)
{
    enum { FEWEST = 5 };
    double lost[PARTS] = {0}, of[PARTS] = {0}, n = 0, total = 0;
    size_t count = 0;
    for (size_t i = 0; i < PARTS; i++) {
        n += theirs[i];
        total += all[i];
    }
    for (size_t i = 0; i < PARTS; i++) {
        lost[count] += theirs[i];
        of[count] += all[i];
        bool enough = of[count] * fmin(n, total - n) >= FEWEST * total;
        count += enough && i + 1 < PARTS;
    }
    if (count > 0 && of[count] * fmin(n, total - n) < FEWEST * total) {
        lost[count - 1] += lost[count];
        of[count - 1] += of[count];
        lost[count] = of[count] = 0;
    }
    return hl_stats__unlike_shares(lost, of, PARTS);
}

bool hl_analysis__come_as_own_do(hl_context *context, const hl_events_on *on)
{
    const double alike = 0.05, told = 1e-4;
    by_time t = {.first = INT32_MAX, .last = INT32_MIN};
    double n = 0, own[PARTS] = {0}, evenly[PARTS];
    for (size_t i = 0; i < on->count; i++)
        see_day(&t, on->days[i].day);
    for (size_t d = 0; d < context->index.day_count; d++)
        if (own_events(context, d) > 0)
            see_day(&t, context->index.days[d]);
    if (!context->has_days || t.first >= t.last)
        return false;
    for (size_t i = 0; i < on->count; i++) {
        t.theirs[part_of(&t, on->days[i].day)] += (double)on->days[i].events;
        n += (double)on->days[i].events;
    }
    for (size_t d = 0; d < context->index.day_count; d++)
        if (own_events(context, d) > 0)
            own[part_of(&t, context->index.days[d])] += (double)own_events(context, d);
    spread_evenly(&t, n);
    for (size_t i = 0; i < PARTS; i++) {
        t.all[i] = own[i] + t.theirs[i];
        evenly[i] = own[i] + t.even[i];
    }
    return p_of_parts(t.theirs, t.all) > alike && p_of_parts(t.even, evenly) < told;
}

/* ---- how many may be */

/* Days in their order, in parts of as many own events; from .. to. */
enum { MOST_PARTS = 10, FEWEST_IN_PART = 20 };
typedef struct part {
    int32_t from, to;
    double own, theirs;
} part;

/* Units by the day of their first event that counts; of one arm, or of all (arm_count). */
static double first_events(const hl_context *context, size_t arm, size_t d)
{
    int32_t day = context->index.days[d];
    double events = 0;
    for (uint32_t i = 0; i < context->design->arm_count; i++)
        if (arm == context->design->arm_count || i == arm)
            events += (double)hl_cells__run_count(hl_cells__run(&context->index, i, 0, day, day),
                                                  HL_COUNT_WITHIN);
    return events;
}

/* The last one takes what is left. */
static size_t make_parts(const hl_context *context, size_t arm, part *out, double *total)
{
    size_t count = 0;
    const hl_cell_index *index = &context->index;
    *total = 0;
    for (size_t d = 0; d < index->day_count; d++)
        *total += first_events(context, arm, d);
    double size = fmax(FEWEST_IN_PART, *total / MOST_PARTS), left = *total;
    out[0] = (part){0};
    for (size_t d = 0; d < index->day_count; d++) {
        double own = first_events(context, arm, d);
        part *now = &out[count];
        now->from = now->own > 0 ? now->from : index->days[d];
        now->to = own > 0 ? index->days[d] : now->to;
        now->own += own;
        left -= own;
        if (now->own >= size && left >= size && count + 1 < MOST_PARTS)
            out[++count] = (part){0};
    }
    return *total > 0 ? count + 1 : 0;
}

/* Whether so few of theirs in the part can be where m of them come as own ones do: the own share of
 * the part has an error too, and events of one customer come together. */
static bool can_be(const part *p, double total, double m)
{
    const double errors = 3.5, together = 2;
    double expected = m * p->own / total;
    double variance = together * expected + expected * expected / p->own;
    return expected - p->theirs <= errors * sqrt(variance);
}

static double most_of(const part *p, double total, double n)
{
    double low = 0, high = n;
    if (can_be(p, total, n))
        return n;
    for (int i = 0; i < 60; i++) {
        double middle = (low + high) / 2;
        if (can_be(p, total, middle))
            low = middle;
        else
            high = middle;
    }
    return high;
}

/* As they come in one arm, or in all; by parts in a row, from one to all. */
static double most_as_in(const hl_context *context, const hl_events_on *on, size_t arm, double n)
{
    part parts[MOST_PARTS];
    double total = 0, most = n;
    size_t count = make_parts(context, arm, parts, &total);
    for (size_t i = 0; i < on->count; i++)
        for (size_t k = 0; k < count; k++)
            if (on->days[i].day >= parts[k].from && on->days[i].day <= parts[k].to)
                parts[k].theirs += (double)on->days[i].events;
    for (size_t from = 0; from < count; from++) {
        part sum = {0};
        for (size_t k = from; k < count; k++) {
            sum.own += parts[k].own;
            sum.theirs += parts[k].theirs;
            if (sum.own >= FEWEST_IN_PART)
                most = fmin(most, most_of(&sum, total, n));
        }
    }
    return most;
}

/* ---- those who came before the experiment too */

/* The days from the first touch to the last first event that counts. */
typedef struct span {
    int32_t from, to;
} span;

static span days_of_experiment(const hl_context *context)
{
    span out = {INT32_MAX, INT32_MIN};
    const hl_cell_index *index = &context->index;
    for (size_t d = 0; d < index->day_count; d++) {
        int64_t units = 0;
        for (uint32_t i = 0; i < context->design->arm_count; i++)
            units += hl_cells__run_count(hl_cells__run(index, i, 0, index->days[d], index->days[d]),
                                         HL_COUNT_ENROLLED);
        if (units > 0 && out.from == INT32_MAX)
            out.from = index->days[d];
        if (first_events(context, context->design->arm_count, d) > 0)
            out.to = index->days[d];
    }
    return out;
}

static double events_between(const hl_events_on *on, int64_t from, int64_t to)
{
    double events = 0;
    for (size_t i = 0; i < on->count; i++)
        if (on->days[i].day >= from && on->days[i].day < to)
            events += (double)on->days[i].events;
    return events;
}

/* Who came before the first touch is none of the experiment's, and as many come on: as in the weeks
 * before (two and more, up to eight, as far as there are events). What there are more of may be the
 * experiment's, at three standard errors more, of which weeks differ as much as those before. */
static double most_beyond_others(const hl_context *context, const hl_events_on *on, double n)
{
    enum { WEEK = 7, FEWEST = 2, MOST = 8 };
    const double errors = 3;
    span own = days_of_experiment(context);
    double sum = 0, squares = 0, weeks = 0;
    for (int64_t end = own.from; own.from <= own.to && weeks < MOST; end -= WEEK) {
        double events = events_between(on, end - WEEK, end);
        if (!(events_between(on, INT32_MIN, end - WEEK + 1) > 0))
            break;
        sum += events;
        squares += events * events;
        weeks++;
    }
    if (weeks < FEWEST || !(sum > 0))
        return n;
    double mean = sum / weeks, length = ((double)own.to - own.from + 1) / WEEK;
    double unlike = fmax(1, (squares / weeks - mean * mean) * weeks / (weeks - 1) / mean);
    double inside = events_between(on, own.from, (int64_t)own.to + 1), others = mean * length;
    double error = sqrt(unlike * (fmax(inside, others) + others * length / weeks));
    return fmin(n, fmax(0, inside - others) + errors * error);
}

double hl_analysis__own_part(const hl_context *context, const hl_events_on *on)
{
    size_t arms = context->design->arm_count;
    double n = 0, most = 0;
    for (size_t i = 0; i < on->count; i++)
        n += (double)on->days[i].events;
    if (!context->has_days || !(n > 0))
        return 1;
    for (size_t arm = 0; arm <= arms; arm++)
        most = fmax(most, most_as_in(context, on, arm, n));
    return fmin(most, most_beyond_others(context, on, n)) / n;
}
