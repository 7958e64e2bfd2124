/* The hours of the day at which a definition lets touches go. */
#include <string.h>

#include "plan/compiled.h"

enum { HOUR_MS = 3600000, WEEKS = 4 };

/* Hours of the day: those that lie in the time as a whole, and those that it reaches into. */
typedef struct hours {
    bool whole[24], part[24];
} hours;

static void mark(const hl_zone *zone, hl_interval open, hours *out)
{
    for (int64_t at = open.from; at < open.to;) {
        int64_t local = at + (int64_t)hl_base__zone_offset(zone, at) * 1000;
        int64_t in_day = local - hl_base__civil_day_of(local) * HL_DAY_MS;
        int64_t in_hour = in_day % HOUR_MS;
        out->part[in_day / HOUR_MS] = true;
        if (in_hour == 0 && open.to - at >= HOUR_MS)
            out->whole[in_day / HOUR_MS] = true;
        at += HOUR_MS - in_hour;
    }
}

static hl_status mark_step(const hl_compiled *c, const hl_arm_step *step, hours *out, hl_error *err)
{
    const hl_zone_set zones = {1, {c->workspace}};
    const hl_route *route = &step->routes[HL_PLAN_ROUTE_USUAL];
    int64_t from = c->options->now_utc_ms, to = from + (int64_t)WEEKS * 7 * HL_DAY_MS;
    hl_interval open;
    hl_legal *legal = hl_plan__legal_new(&zones, &c->days, route->rules, route->rule_count, from);
    if (legal == NULL)
        return hl_error_memory(err);
    for (int64_t at = from; hl_plan__legal_next(legal, at, to, &open); at = open.to)
        mark(c->workspace, open, out);
    bool failed = legal->set.failed;
    hl_plan__legal_free(legal);
    return failed ? hl_error_memory(err) : HL_OK;
}

hl_status hl_plan_hours(const hl_definition *definition, int64_t now_utc_ms, hl_problems *problems,
                        bool legal[24], hl_error *err)
{
    hl_plan_options options = HL_PLAN_OPTIONS_INIT;
    hl_compiled compiled = {.options = &options};
    hours found = {.whole = {false}};
    bool any = false;
    options.now_utc_ms = now_utc_ms;
    hl_status status = hl_plan__compile(definition, NULL, &options, problems, &compiled, err);
    for (size_t i = 0; status == HL_OK && i < compiled.arm_step_count; i++)
        status = mark_step(&compiled, &compiled.arm_steps[i], &found, err);
    for (int h = 0; h < 24; h++)
        any = any || found.whole[h];
    for (int h = 0; status == HL_OK && h < 24; h++)
        legal[h] = legal[h] || (any ? found.whole[h] : found.part[h]);
    hl_plan__compiled_free(&compiled);
    return status;
}
