/* Windows whose hours are those of another clock than the definition's users have: what their
 * digits say by day may be the night of those who get the message. */
#include <string.h>

#include "plan/check_clocks.h"
#include "plan/span.h"

/* Some of the week that the rules leave lies between 22:00 and 08:00. */
static hl_status reaches_night(const hl_compiled *c, const hl_route *route, int64_t from_ms,
                               bool *night)
{
    const int64_t until = from_ms + 7 * HL_DAY_MS;
    const int64_t longest_day = 14 * INT64_C(3600000);
    const hl_zone_set users = {1, {c->workspace}};
    hl_interval one;
    *night = false;
    hl_legal *legal =
        hl_plan__legal_new(&users, &c->days, route->rules, route->rule_count, from_ms);
    for (int64_t at = from_ms; legal != NULL && !*night &&
                               hl_plan__legal_next(legal, at, until, &one) && one.from < until;
         at = one.to)
        *night = hl_plan__is_dark(c->workspace, one.from) ||
                 hl_plan__is_dark(c->workspace, one.to - 1) || one.to - one.from > longest_day;
    hl_status status = legal == NULL || legal->set.failed ? HL_FAILED : HL_OK;
    hl_plan__legal_free(legal);
    return status;
}

/* The window of a promotion's step that has a clock of its own; SIZE_MAX: it has none. */
static size_t window_elsewhere(const hl_compiled *c, const hl_arm_step *s)
{
    const hl_experiment *x = c->experiment;
    size_t window = s->arm->steps[s->step_index].window;
    bool counts = s->hook->klass == HL_CLASS_PROMOTION && window != SIZE_MAX && c->stands_in &&
                  x->windows[window].zone != NULL &&
                  strcmp(x->windows[window].zone, hl_base__zone_name(c->workspace)) != 0;
    return counts ? window : SIZE_MAX;
}

static bool was_seen(const hl_compiled *c, size_t arm_step, size_t window)
{
    for (size_t i = 0; i < arm_step; i++)
        if (window_elsewhere(c, &c->arm_steps[i]) == window)
            return true;
    return false;
}

static hl_status check_step(const hl_compiled *c, hl_decoder *d, size_t window, const hl_route *r,
                            int64_t from_ms)
{
    bool night = false;
    const hl_window *w = &c->experiment->windows[window];
    hl_status status = reaches_night(c, r, from_ms, &night);
    if (!night)
        return status;
    hl_config__enter(d, "windows", 0);
    hl_config__warn_at(d, hl_base__value_get(d->root, "windows"), w->name,
                       "its hours are those of %.60s: by the clock of the definition's users, "
                       "%.60s, promotions go between 22:00 and 08:00 in it",
                       w->zone, hl_base__zone_name(c->workspace));
    hl_config__leave(d);
    return status;
}

hl_status hl_plan__check_clocks(const hl_compiled *c, hl_decoder *d, int64_t from_ms)
{
    enum { MOST_STEPS = 300 };
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < c->arm_step_count && i < MOST_STEPS; i++) {
        size_t window = window_elsewhere(c, &c->arm_steps[i]);
        if (window != SIZE_MAX && !was_seen(c, i, window))
            status =
                check_step(c, d, window, &c->arm_steps[i].routes[HL_PLAN_ROUTE_USUAL], from_ms);
    }
    return status;
}
