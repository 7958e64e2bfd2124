/* When the next look is worth it: at the next planned look; when the windows of a fixed sample have
 * closed; else when an effect as it is asked for would be shown half of the time. Where no number
 * can be said, when there are half as many units again: intervals are then a fifth narrower, and
 * before that little can change.
 *
 * The day is the one on which the windows of the metric that holds the decision up have closed, not
 * those of any other; of a fixed sample and a planned look, those of all metrics that decide. */
#include "analysis/look_days.h"
#include "analysis/pace.h"
#include "analysis/planned_look.h"
#include "analysis/projection.h"
#include "analysis/reasons.h"
#include "analysis/sample_end.h"
#include "analysis/standstill.h"
#include "analysis/withheld.h"
#include "base/number.h"

#define HALF_AGAIN  1.5
#define HARDLY_SENT 0.01
enum { DAYS_OF_WEEK = 7 };

static bool decides(const hl_metric *metric)
{
    return metric->role == HL_ROLE_PRIMARY || metric->role == HL_ROLE_GUARDRAIL;
}

/* Of those that decide the one with the longest window; the first of equal ones. */
static size_t longest_window(const hl_context *context)
{
    const hl_metric *metrics = context->design->metrics;
    size_t longest = SIZE_MAX;
    for (size_t m = 0; m < context->design->metric_count; m++)
        if (decides(&metrics[m]) &&
            (longest == SIZE_MAX || metrics[m].within_ms > metrics[longest].within_ms))
            longest = m;
    return longest == SIZE_MAX ? 0 : longest;
}

static size_t metric_waited_for(const hl_context *context)
{
    bool as_wanted = context->design->inference == HL_INFER_ANYTIME;
    if (context->design->inference == HL_INFER_GROUP_SEQUENTIAL)
        return hl_analysis__look_metric(context->design);
    return as_wanted && context->held_up_by != SIZE_MAX ? context->held_up_by
                                                        : longest_window(context);
}

/* The units of the next planned look; NaN where none is left, or they are not known. */
static double units_of_look(const hl_context *context)
{
    const hl_design *design = context->design;
    double information = context->out->information;
    size_t next =
        context->out->look > context->looks_reached ? context->out->look : context->looks_reached;
    if (isnan(information) || context->boundaries == NULL)
        return HL_NAN;
    while (next < design->look_count && design->looks[next] <= information)
        next++;
    return next < design->look_count ? ceil(design->looks[next] * design->planned_units) : HL_NAN;
}

static double to_planned_look(const hl_context *context)
{
    return units_of_look(context) - hl_analysis__all_units(context);
}

/* The units of the next planned look are in: only their windows are waited for. */
static bool say_look_day(hl_context *context)
{
    hl_finding finding = hl_analysis__finding(HL_FOUND_LOOK_WINDOWS_CLOSE_ON);
    finding.of = units_of_look(context);
    finding.n = hl_analysis__all_units(context);
    if (context->design->inference != HL_INFER_GROUP_SEQUENTIAL || !(finding.n >= finding.of))
        return false;
    finding.name =
        hl_analysis__closed_of(context, hl_analysis__look_metric(context->design), finding.of);
    if (finding.name != NULL)
        hl_analysis__because(context, &finding);
    return finding.name != NULL;
}

/* By so many nothing will have been decided for long. */
static bool is_beyond_plans(const hl_context *context, double units)
{
    return isnan(units) || units > HL_MOST_TIMES * hl_analysis__all_units(context);
}

/* The fewest of an arm that a primary metric counts. */
static double fewest(const hl_context *context, size_t arm)
{
    double least = (double)context->arms[arm].units;
    for (size_t m = 0; m < context->design->metric_count; m++)
        if (context->design->metrics[m].role == HL_ROLE_PRIMARY)
            least = fmin(least, (double)context->metrics[m].arms[arm].n);
    return least;
}

/* Of all arms, until each that has too few to be judged has enough, at the planned shares (alike
 * where they are not known). Arms to which next to none are sent are not waited for. */
static double to_judge_all(const hl_context *context)
{
    const hl_design *design = context->design;
    bool known = hl_analysis__weights_known(context);
    double all = 0, most = 0, largest = 0;
    for (size_t i = 0; i < design->arm_count; i++) {
        double weight = known ? (double)design->arms[i].weight : 1;
        all += weight;
        largest = fmax(largest, weight);
    }
    for (size_t i = 0; i < design->arm_count; i++) {
        double weight = known ? (double)design->arms[i].weight : 1;
        double lacking = HL_UNITS_LEAST - fewest(context, i);
        if (weight > HARDLY_SENT * largest && lacking > 0)
            most = fmax(most, ceil(lacking * all / weight));
    }
    return most;
}

/* Of one that is read whenever one likes: what ends it may be something else than the effect that
 * is asked for (harm, a gain that is excluded), so the planned end, or a week, is late enough. */
static double not_later(const hl_context *context, double units)
{
    double left = hl_analysis__to_planned_end(context);
    double week = DAYS_OF_WEEK * hl_analysis__pace(context); /* NaN: not known */
    if (left > 0 && left < units)
        units = left;
    return week > 0 && week < units ? week : units;
}

/* 0: those that are in suffice, once their windows have closed. */
static double to_next_look(const hl_context *context, const hl_verdict *verdict, size_t metric)
{
    bool open = hl_analysis__runs_on(context);
    if (context->design->inference == HL_INFER_GROUP_SEQUENTIAL)
        return to_planned_look(context);
    if (context->design->inference == HL_INFER_FIXED && open)
        return hl_analysis__to_planned_end(context);
    double units =
        verdict->units_needed_low > 0 ? verdict->units_needed_low : verdict->units_needed;
    if (!is_beyond_plans(context, units))
        return not_later(context, units);
    return hl_analysis__counted_units(context, metric) > 0
               ? fmax(to_judge_all(context),
                      not_later(context, hl_analysis__more_units(context, metric, HALF_AGAIN)))
               : HL_NAN;
}

/* The planned units are in: only their windows are waited for. */
static bool say_planned_look(hl_context *context)
{
    const char *on = hl_analysis__runs_on(context) ? hl_analysis__planned_look_on(context) : NULL;
    bool more = hl_analysis__all_units(context) > context->design->planned_units;
    hl_finding finding =
        hl_analysis__finding(more ? HL_FOUND_PLANNED_WINDOWS_CLOSE_ON : HL_FOUND_WINDOWS_CLOSE_ON);
    finding.name = on;
    if (more) {
        finding.n = hl_analysis__all_units(context);
        finding.of = context->design->planned_units;
    }
    if (on != NULL)
        hl_analysis__because(context, &finding);
    return on != NULL;
}

void hl_analysis__say_next_look(hl_context *context, const hl_verdict *verdict)
{
    if (context->design->metric_count == 0 || hl_analysis__touches_go_on(context))
        return; /* the latter says the day itself */
    if (hl_analysis__stands_still(context) && verdict->units_needed != 0) {
        hl_analysis__say_standstill(context);
        return;
    }
    if (say_planned_look(context) || say_look_day(context))
        return;
    size_t metric = metric_waited_for(context);
    double units = to_next_look(context, verdict, metric), day = hl_analysis__pace(context);
    if (units > 0 && day > units)
        units = day;
    const char *on = isnan(units) ? NULL : hl_analysis__day_of(context, metric, units);
    hl_finding finding = hl_analysis__finding(on == NULL  ? HL_FOUND_NEXT_LOOK
                                              : units > 0 ? HL_FOUND_NEXT_LOOK_ON
                                                          : HL_FOUND_WINDOWS_CLOSE_ON);
    finding.n = units > 0 ? hl_analysis__rounded_units(units) : HL_NAN;
    finding.name = on;
    if (on != NULL || units > 0)
        hl_analysis__because(context, &finding);
}
