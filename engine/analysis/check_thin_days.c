/* From some day on an arm has far fewer events than before, and the others have not: as where most
 * of what one arm's system tells is lost from then on. Days without any are check_missing_days.c's.
 *
 * Days count on which units of the arm and of the others are touched; on each, n of the others'
 * units have their first event that a metric counts, and n A / O are expected of the arm: A of its
 * units and O of the others' had their first touch that day or the day before. The day is sought
 * from which the arm's share of what is expected, r, differs most from the days before it. A
 * treatment moves r, and may do so from some day on, when an offer begins or ends; so what is asked
 * is more: before it the arm was as the others (r from 3/4 to 4/3), from then on it has half of r
 * at most, at 3.3 standard errors no more than 0.7 of it, and less than 3/4 of the others', while
 * the others come as they did (0.75 to 1.6 of before, for each that is touched) and the arm does
 * not (6/10). And it is a day: the days about it are as those further off. Of the control, of which
 * nothing was changed, there is no verdict then. Of another arm it is told: an offer may have
 * ended, or a page have broken, which is its effect. docs/statistics/losses.md */
#include <math.h>

#include "analysis/losses.h"
#include "base/number.h"

enum { LEAST_DAYS = 3, LEAST_EXPECTED = 30 };

/* By day: units with a first event, and touched that day or the day before. */
typedef struct counts {
    double own, others, own_touched, others_touched;
    int32_t day;
} counts;

static counts counts_on(const hl_context *context, size_t arm, int32_t day)
{
    counts out = {.day = day};
    for (uint32_t i = 0; i < context->design->arm_count; i++) {
        hl_cell_run run = hl_cells__run(&context->index, i, 0, day, day);
        hl_cell_run before = hl_cells__run(&context->index, i, 0, day - 1, day);
        *(i == arm ? &out.own : &out.others) += (double)hl_cells__run_count(run, HL_COUNT_WITHIN);
        *(i == arm ? &out.own_touched : &out.others_touched) +=
            (double)hl_cells__run_count(before, HL_COUNT_ENROLLED);
    }
    return out;
}

static bool is_touched(const hl_context *context, size_t arm, int32_t day)
{
    double own = 0, others = 0;
    for (uint32_t i = 0; i < context->design->arm_count; i++)
        *(i == arm ? &own : &others) += (double)hl_cells__run_count(
            hl_cells__run(&context->index, i, 0, day, day), HL_COUNT_ENROLLED);
    return own > 0 && others > 0;
}

/* Of days in a row. */
typedef struct stretch {
    double own, others, expected, own_touched, others_touched;
} stretch;

static stretch sum_of(const counts *days, size_t from, size_t to)
{
    stretch out = {0};
    for (size_t i = from; i < to; i++) {
        out.own += days[i].own;
        out.others += days[i].others;
        out.own_touched += days[i].own_touched;
        out.others_touched += days[i].others_touched;
        out.expected += days[i].others * days[i].own_touched / days[i].others_touched;
    }
    return out;
}

static double share_of(const stretch *s)
{
    return s->expected > 0 ? s->own / s->expected : HL_NAN;
}

static bool are_alike(double ratio)
{
    return 4 * ratio >= 3 && 3 * ratio <= 4;
}

/* Of the logarithm of how r changed; at least half an event each. */
static double error_of(const stretch *a, const stretch *b)
{
    return sqrt(1 / fmax(0.5, a->own) + 1 / fmax(0.5, a->others) + 1 / fmax(0.5, b->own) +
                1 / fmax(0.5, b->others));
}

/* Whether the days beside the one from which it is thin are as those further off. */
static bool is_sudden(const counts *days, size_t count, size_t at, double before, double after)
{
    stretch last = sum_of(days, at - LEAST_DAYS, at), first = sum_of(days, at, at + LEAST_DAYS);
    stretch late = sum_of(days, count - LEAST_DAYS, count);
    double middle = sqrt(before * fmax(after, before / 10));
    return share_of(&last) > middle && share_of(&first) < middle && share_of(&late) < middle;
}

static bool is_thin(const counts *days, size_t count, size_t at)
{
    const double errors = 3.3, half = 0.5, most = 0.7, behind = 0.75, fewer = 0.6, more = 1.6;
    stretch a = sum_of(days, 0, at), b = sum_of(days, at, count);
    double before = share_of(&a), after = share_of(&b);
    if (!(before > 0) || !(b.expected * before >= LEAST_EXPECTED) || !(a.others > 0))
        return false;
    double fell = after / before;
    double others = b.others / b.others_touched / (a.others / a.others_touched);
    double own = b.own / b.own_touched / (a.own / a.own_touched);
    return are_alike(before) && fell <= half && after < behind && own <= fewer &&
           fell * exp(errors * error_of(&a, &b)) <= most && others >= behind && others <= more &&
           is_sudden(days, count, at, before, after);
}

/* The day from which r differs most; SIZE_MAX: there are too few. */
static size_t find_day(const counts *days, size_t count)
{
    size_t best = SIZE_MAX;
    double most = 0;
    for (size_t at = LEAST_DAYS; at + LEAST_DAYS <= count; at++) {
        stretch a = sum_of(days, 0, at), b = sum_of(days, at, count);
        double fell = log(share_of(&a) / fmax(share_of(&b), share_of(&a) / 100));
        double z = fell / error_of(&a, &b);
        if (z > most) {
            most = z;
            best = at;
        }
    }
    return best;
}

static void look_at(hl_context *context, size_t arm)
{
    const hl_cell_index *index = &context->index;
    counts *days = hl_analysis__array(context, index->day_count + 1, sizeof *days);
    size_t count = 0;
    for (size_t d = 0; days != NULL && d < index->day_count; d++)
        if (index->days[d] <= context->counted_day && is_touched(context, arm, index->days[d]))
            days[count++] = counts_on(context, arm, index->days[d]);
    size_t at = days == NULL ? SIZE_MAX : find_day(days, count);
    if (at == SIZE_MAX || !is_thin(days, count, at))
        return;
    bool control = arm == context->design->control;
    stretch before = sum_of(days, 0, at), after = sum_of(days, at, count);
    hl_finding finding = hl_analysis__finding_of(
        control ? HL_FOUND_DAYS_THIN : HL_FOUND_DAYS_THIN_OTHER, SIZE_MAX, arm);
    finding.name = hl_analysis__day_name(context, days[at].day);
    finding.meant = hl_analysis__day_name(context, days[count - 1].day);
    finding.n = after.own;
    finding.of = round(after.expected * share_of(&before));
    hl_analysis__check(context, HL_CHECK_MISSING_DAYS,
                       control ? hl_analysis__blocking(context) : HL_CHECK_WARN, &finding);
}

void hl_analysis__check_thin_days(hl_context *context)
{
    for (size_t arm = 0; context->has_days && arm < context->design->arm_count; arm++)
        if (!context->failed)
            look_at(context, arm);
}
