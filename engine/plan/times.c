/* When a definition lets touches go, for whoever chooses hours without planning. */
#include <stdlib.h>
#include <string.h>

#include "plan/compiled.h"

enum { HOUR_MS = 3600000, WEEKS = 4 };

struct hl_plan_times {
    hl_plan_options options;
    hl_compiled compiled;
    hl_special_day *days;
};

static bool list_days(hl_plan_times *t)
{
    const hl_days *from = &t->compiled.days;
    t->days = calloc(from->count + 1, sizeof *t->days);
    for (size_t i = 0; t->days != NULL && i < from->count; i++) {
        hl_special_day *d = &t->days[i];
        d->working = from->items[i].working;
        hl_base__civil_from_days(from->items[i].day, &d->year, &d->month, &d->day);
    }
    return t->days != NULL;
}

hl_status hl_plan_times_of(const hl_definition *definition, const char *calendar,
                           int64_t now_utc_ms, hl_problems *problems, hl_plan_times **out,
                           hl_error *err)
{
    hl_plan_times *t = calloc(1, sizeof *t);
    *out = NULL;
    if (t == NULL)
        return hl_error_memory(err);
    t->options = (hl_plan_options)HL_PLAN_OPTIONS_INIT;
    t->options.now_utc_ms = now_utc_ms;
    t->options.calendar = calendar;
    hl_status status = hl_plan__compile(definition, NULL, &t->options, problems, &t->compiled, err);
    if (status == HL_OK && !list_days(t))
        status = hl_error_memory(err);
    if (status == HL_OK)
        *out = t;
    else
        hl_plan_times_free(t);
    return status;
}

void hl_plan_times_free(hl_plan_times *times)
{
    if (times == NULL)
        return;
    hl_plan__compiled_free(&times->compiled);
    free(times->days);
    free(times);
}

const hl_special_day *hl_plan_times_days(const hl_plan_times *times, size_t *count)
{
    *count = times->compiled.days.count;
    return *count == 0 ? NULL : times->days;
}

/* ---- intervals of a step */

/* Takes an interval in which touches of some step may go. */
typedef void take_open(void *context, hl_interval open);

static hl_status each_open(const hl_plan_times *t, const hl_zone *zone, hl_interval in,
                           take_open *take, void *context, hl_error *err)
{
    const hl_compiled *c = &t->compiled;
    const hl_zone_set zones = {1, {zone}};
    for (size_t i = 0; i < c->arm_step_count; i++) {
        const hl_route *route = &c->arm_steps[i].routes[HL_PLAN_ROUTE_USUAL];
        hl_interval open;
        hl_legal *legal =
            hl_plan__legal_new(&zones, &c->days, route->rules, route->rule_count, in.from);
        if (legal == NULL)
            return hl_error_memory(err);
        for (int64_t at = in.from; hl_plan__legal_next(legal, at, in.to, &open); at = open.to)
            take(context, open);
        bool failed = legal->set.failed;
        hl_plan__legal_free(legal);
        if (failed)
            return hl_error_memory(err);
    }
    return HL_OK;
}

/* ---- hours of the day */

/* Those that lie in the time as a whole, and those that it reaches into. */
typedef struct hours {
    const hl_zone *zone;
    bool whole[24], part[24];
} hours;

static void mark(void *context, hl_interval open)
{
    hours *out = context;
    for (int64_t at = open.from; at < open.to;) {
        int64_t local = at + (int64_t)hl_base__zone_offset(out->zone, at) * 1000;
        int64_t in_day = local - hl_base__civil_day_of(local) * HL_DAY_MS;
        int64_t in_hour = in_day % HOUR_MS;
        out->part[in_day / HOUR_MS] = true;
        if (in_hour == 0 && open.to - at >= HOUR_MS)
            out->whole[in_day / HOUR_MS] = true;
        at += HOUR_MS - in_hour;
    }
}

hl_status hl_plan_times_hours(const hl_plan_times *times, bool legal[24], hl_error *err)
{
    hours found = {.zone = times->compiled.workspace};
    bool any = false;
    int64_t now = times->options.now_utc_ms;
    hl_status status =
        each_open(times, found.zone, (hl_interval){now, now + (int64_t)WEEKS * 7 * HL_DAY_MS}, mark,
                  &found, err);
    for (int h = 0; h < 24; h++)
        any = any || found.whole[h];
    for (int h = 0; status == HL_OK && h < 24; h++)
        legal[h] = legal[h] || (any ? found.whole[h] : found.part[h]);
    return status;
}

/* ---- one hour */

static void take_longest(void *context, hl_interval open)
{
    hl_interval *longest = context;
    if (open.to - open.from > longest->to - longest->from)
        *longest = open;
}

hl_status hl_plan_times_narrow(void *times, const char *zone, int64_t *from_ms, int64_t *until_ms,
                               hl_error *err)
{
    const hl_plan_times *t = times;
    const hl_zone *clock = NULL;
    hl_interval longest = {*from_ms, *from_ms};
    if (hl_base__zones_find(t->compiled.zones, zone, strlen(zone), &clock) != HL_OK)
        return hl_error_memory(err);
    hl_status status = clock == NULL ? HL_OK
                                     : each_open(t, clock, (hl_interval){*from_ms, *until_ms},
                                                 take_longest, &longest, err);
    *from_ms = longest.from;
    *until_ms = longest.to;
    return status;
}
