/* Days on which an arm has no events though the others have, as where the export of one arm's
 * system ends early, begins late or has a hole, or lacks the users who came last.
 *
 * Units are counted by the day of their first event that a metric counts. On a day on which n units
 * of the other arms have theirs, n r A / O are expected of the arm: A of its units and O of the
 * others' had their first touch that day or the day before, and r is how its units do against the
 * others' on all other days. A treatment moves r; it does not take all but a twentieth of it from
 * some day on, as long as people are touched: an offer that has ended is no longer sent. So there
 * is no verdict where 20 units are expected, at three standard errors less, in days in a row, and
 * a twentieth as many came. The same of the units whose window closes on a day: n of N of the
 * others' have an event in it, and n r A / N are expected of A.
 *
 * After the last touches an offer may have ended: where so many are expected, of all units whose
 * window is open, that is told. docs/statistics/losses.md */
#include <math.h>

#include "analysis/losses.h"
#include "base/civil.h"
#include "base/number.h"

enum { FEWEST = 20, TIMES = 20, MOST_DAYS = 4000 };

/* Days in a row, by index; what was expected of the arm in them and came. */
typedef struct stretch {
    size_t from, to;
    double expected, came, least; /* least: at three standard errors less */
} stretch;

/* By day, from the first touch on. expected: of the arm, as if r were 1. */
typedef struct course {
    int32_t first;
    size_t days;
    double *own, *others; /* units with an event */
    double *expected;
    size_t sought_from; /* days before that are only compared with */
    int32_t later;      /* the days are so many later than those that are told */
    hl_finding_code code;
} course;

static size_t longest_window(const hl_design *design)
{
    int64_t longest = 0;
    for (size_t i = 0; i < design->metric_count; i++) {
        if (design->metrics[i].event != NULL && design->metrics[i].within_ms == 0)
            return MOST_DAYS;
        if (design->metrics[i].within_ms > longest)
            longest = design->metrics[i].within_ms;
    }
    return (size_t)(longest / HL_DAY_MS) + 1;
}

/* Counts by day of an arm, or of all the others. */
static void count_days(const hl_context *context, hl_cells_counter counter, size_t arm, bool others,
                       const course *c, double *out)
{
    const hl_cell_index *index = &context->index;
    for (size_t d = 0; d < index->day_count; d++) {
        int64_t day = (int64_t)index->days[d] - c->first;
        if (day < 0 || day >= (int64_t)c->days)
            continue;
        for (uint32_t i = 0; i < context->design->arm_count; i++)
            if ((i == arm) != others)
                out[day] += (double)hl_cells__run_count(
                    hl_cells__run(index, i, 0, index->days[d], index->days[d]), counter);
    }
}

/* Of each day: itself and so many before it. */
static void add_before(const double *counts, size_t days, size_t before, double *out)
{
    double sum = 0;
    for (size_t d = 0; d < days; d++) {
        sum += counts[d] - (d > before ? counts[d - before - 1] : 0);
        out[d] = sum;
    }
}

static bool make_room(hl_context *context, course *c)
{
    c->own = hl_analysis__array(context, c->days, sizeof *c->own);
    c->others = hl_analysis__array(context, c->days, sizeof *c->others);
    c->expected = hl_analysis__array(context, c->days, sizeof *c->expected);
    return !context->failed;
}

static size_t last_of(const double *counts, size_t days)
{
    while (days > 0 && !(counts[days - 1] > 0))
        days--;
    return days;
}

/* A tenth of what it is on a usual day: fewer are those who were left behind. */
static double least_touched(const double *touched, size_t days)
{
    const double part = 0.1;
    double sum = 0, with = 0;
    for (size_t d = 0; d < days; d++) {
        sum += touched[d];
        with += touched[d] > 0;
    }
    return with > 0 ? part * sum / with : HL_INFINITY;
}

/* Of the arm and of the others by the day of their first event; open: of the units whose window is.
 * False: there is nothing to look at. */
static bool make_course(hl_context *context, size_t arm, bool open, course *c)
{
    enum { OWN, OTHERS, OWN_BEFORE, OTHERS_BEFORE, LISTS, YESTERDAY = 1 };
    double *touched[LISTS];
    size_t before = open ? longest_window(context->design) : YESTERDAY;
    for (size_t i = 0; i < LISTS; i++)
        touched[i] = hl_analysis__array(context, c->days, sizeof *touched[i]);
    if (!make_room(context, c))
        return false;
    count_days(context, HL_COUNT_WITHIN, arm, false, c, c->own);
    count_days(context, HL_COUNT_WITHIN, arm, true, c, c->others);
    count_days(context, HL_COUNT_ENROLLED, arm, false, c, touched[OWN]);
    count_days(context, HL_COUNT_ENROLLED, arm, true, c, touched[OTHERS]);
    add_before(touched[OWN], c->days, before, touched[OWN_BEFORE]);
    add_before(touched[OTHERS], c->days, before, touched[OTHERS_BEFORE]);
    double least = open ? 0 : least_touched(touched[OWN], c->days);
    double others = open ? 0 : least_touched(touched[OTHERS], c->days);
    for (size_t d = 0; d < c->days; d++)
        if (touched[OTHERS_BEFORE][d] > 0 && touched[OWN][d] >= least &&
            touched[OTHERS][d] >= others)
            c->expected[d] = c->others[d] * touched[OWN_BEFORE][d] / touched[OTHERS_BEFORE][d];
    size_t last = last_of(touched[OWN], c->days), other = last_of(touched[OTHERS], c->days);
    c->sought_from = open ? (last > other ? last : other) + YESTERDAY : 0;
    c->code = open ? HL_FOUND_DAYS_WITHOUT_EVENTS : HL_FOUND_DAYS_MISSING;
    return !open || last + YESTERDAY >= other; /* else it has only units of long ago */
}

/* The same by the day on which the window of a metric closes. */
static bool make_closing(hl_context *context, size_t arm, size_t metric, course *c)
{
    const hl_cell_index *index = &context->index;
    double *units[2] = {hl_analysis__array(context, c->days, sizeof **units),
                        hl_analysis__array(context, c->days, sizeof **units)};
    if (!make_room(context, c))
        return false;
    for (size_t d = 0; d < index->day_count && index->days[d] <= context->matured_day; d++) {
        int64_t day = (int64_t)index->days[d] - c->first;
        if (day < 0 || day >= (int64_t)c->days)
            continue;
        for (uint32_t i = 0; i < context->design->arm_count; i++) {
            hl_cell_run run = hl_cells__run(index, i, 0, index->days[d], index->days[d]);
            for (size_t k = 0; k < run.count; k++) {
                const hl_gram *gram = &run.cells[k]->grams[metric];
                units[i == arm][day] += (double)gram->units;
                (i == arm ? c->own : c->others)[day] += (double)gram->nonzero;
            }
        }
    }
    for (size_t d = 0; d < c->days; d++)
        if (units[false][d] > 0 && units[true][d] > 0)
            c->expected[d] = fmax(0, c->others[d]) * units[true][d] / units[false][d];
    c->sought_from = 0;
    c->later = (int32_t)(context->design->metrics[metric].within_ms / HL_DAY_MS);
    c->code = HL_FOUND_DAYS_MISSING_TOUCHED;
    return true;
}

/* The days in a row in which most is missing: the sum of what is expected less TIMES what came is
 * largest (Bentley 1984, Communications of the ACM 27:865). */
static stretch find_stretch(const course *c)
{
    stretch best = {0}, now = {0};
    double own = 0, expected = 0, most = 0, sum = 0;
    for (size_t d = 0; d < c->days; d++) {
        own += c->expected[d] > 0 ? c->own[d] : 0;
        expected += c->expected[d];
    }
    double r = expected > 0 ? own / expected : 0;
    for (size_t d = 0; d < c->days; d++) {
        now.from = sum > 0 ? now.from : d;
        sum = fmax(sum, 0) + r * c->expected[d] - TIMES * c->own[d];
        sum = d < c->sought_from ? 0 : sum;
        if (sum > most) {
            most = sum;
            best = (stretch){now.from, d + 1, 0, 0, 0};
        }
    }
    return best;
}

/* By the other days; at three standard errors of the three counts less. */
static void judge_stretch(const course *c, stretch *s)
{
    const double errors = 3;
    double own = 0, rest = 0, others[2] = {0}, expected = 0;
    for (size_t d = 0; d < c->days; d++) {
        bool in = d >= s->from && d < s->to;
        s->came += in ? c->own[d] : 0;
        expected += in ? c->expected[d] : 0;
        others[in] += c->expected[d] > 0 ? c->others[d] : 0;
        own += !in && c->expected[d] > 0 ? c->own[d] : 0;
        rest += in ? 0 : c->expected[d];
    }
    if (!(own > 0) || !(rest > 0) || !(others[true] > 0))
        return;
    double error = sqrt(1 / own + 1 / others[false] + 1 / others[true]);
    s->expected = expected * own / rest;
    s->least = s->expected * exp(-errors * error);
}

static void tell(hl_context *context, const course *c, const stretch *s, size_t arm)
{
    hl_finding finding = hl_analysis__finding_of(c->code, SIZE_MAX, arm);
    int32_t first = c->first - c->later;
    finding.name = hl_analysis__day_name(context, first + (int32_t)s->from);
    finding.meant = hl_analysis__day_name(context, first + (int32_t)s->to - 1);
    finding.n = s->came;
    finding.of = round(s->expected);
    bool told = c->code == HL_FOUND_DAYS_WITHOUT_EVENTS;
    hl_analysis__check(context, HL_CHECK_MISSING_DAYS,
                       told ? HL_CHECK_WARN : hl_analysis__blocking(context), &finding);
}

/* True when something was said. */
static bool judge(hl_context *context, const course *c, size_t arm)
{
    stretch s = find_stretch(c);
    judge_stretch(c, &s);
    bool missing = s.least >= FEWEST && TIMES * s.came <= s.expected;
    if (missing)
        tell(context, c, &s, arm);
    return missing;
}

/* By the first metric of events that are to come within some time. */
static size_t closing_metric(const hl_design *design)
{
    for (size_t i = 0; i < design->metric_count; i++)
        if (design->metrics[i].event != NULL && design->metrics[i].within_ms > 0 &&
            design->metrics[i].role != HL_ROLE_SECONDARY)
            return i;
    return SIZE_MAX;
}

static void look_at(hl_context *context, const course *days, size_t arm)
{
    size_t metric = closing_metric(context->design);
    course c = *days;
    if (make_course(context, arm, false, &c) && judge(context, &c, arm))
        return;
    if (metric != SIZE_MAX && !context->failed && make_closing(context, arm, metric, &c) &&
        judge(context, &c, arm))
        return;
    c.later = 0;
    if (!context->failed && make_course(context, arm, true, &c))
        (void)judge(context, &c, arm);
}

/* From the first touch to the last day that counts. */
static bool find_days(const hl_context *context, course *c)
{
    const hl_cell_index *index = &context->index;
    int32_t first = INT32_MAX, last = INT32_MIN;
    for (size_t d = 0; d < index->day_count && index->days[d] <= context->counted_day; d++) {
        for (uint32_t i = 0; i < context->design->arm_count && first == INT32_MAX; i++) {
            hl_cell_run run = hl_cells__run(index, i, 0, index->days[d], index->days[d]);
            first = hl_cells__run_count(run, HL_COUNT_ENROLLED) > 0 ? index->days[d] : first;
        }
        last = index->days[d];
    }
    if (!context->has_days || first > last || (int64_t)last - first >= MOST_DAYS)
        return false;
    *c = (course){.first = first, .days = (size_t)((int64_t)last - first) + 1};
    return true;
}

void hl_analysis__check_missing_days(hl_context *context)
{
    course c;
    if (!find_days(context, &c))
        return;
    for (size_t arm = 0; arm < context->design->arm_count && !context->failed; arm++)
        look_at(context, &c, arm);
}
