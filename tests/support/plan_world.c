#include "tests/support/plan_world.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/check.h"

enum { MINUTE_MS = 60000 };

static const char *const tricky[] = {
    "Asia/Shanghai",      "America/New_York", "Europe/Berlin",     "Australia/Lord_Howe",
    "Asia/Kathmandu",     "Pacific/Apia",     "America/Sao_Paulo", "Africa/Casablanca",
    "Asia/Kolkata",       "Asia/Tokyo",       "Pacific/Chatham",   "America/St_Johns",
    "Pacific/Kiritimati", "Antarctica/Troll", "Asia/Tehran",       "America/Caracas"};

static int32_t below(hl_world *w, int32_t bound)
{
    return (int32_t)hl_base__random_below(&w->random, (uint64_t)bound);
}

static hl_window random_window(hl_world *w, const char *name)
{
    hl_window window = {.name = name};
    window.days = (uint8_t)(below(w, 4) == 0 ? 0x7f : 1 + below(w, 127));
    window.from_minutes = below(w, 1440);
    do
        window.to_minutes = 1 + below(w, 1440);
    while (window.to_minutes == window.from_minutes);
    window.kind = below(w, 6) == 0 ? HL_DAYS_WORKING : HL_DAYS_ALL;
    return window;
}

static hl_limit random_limit(hl_world *w, uint32_t number)
{
    static const hl_cap_scope scopes[] = {HL_SCOPE_USER,    HL_SCOPE_HOOK,     HL_SCOPE_CLASS,
                                          HL_SCOPE_CHANNEL, HL_SCOPE_EVERYONE, HL_SCOPE_MINUTE};
    hl_limit limit = {.scope = scopes[below(w, 6)], .count = 1 + below(w, 3), .number = number};
    limit.only = HL_LEDGER_NONE;
    limit.period = (hl_period)(1 + below(w, 3));
    limit.rolling = below(w, 2) == 0 && limit.scope < HL_SCOPE_EVERYONE;
    if (limit.rolling && below(w, 2) == 0)
        limit.per = (hl_span){.present = true, .days = 1 + below(w, 8)};
    else
        limit.per = (hl_span){.present = true, .ms = (1 + below(w, 4000)) * (int64_t)MINUTE_MS};
    if (limit.scope == HL_SCOPE_MINUTE)
        limit.period = HL_PERIOD_MINUTE;
    if (limit.scope == HL_SCOPE_EVERYONE)
        limit.count = 3 + below(w, 6);
    if (below(w, 8) == 0 && !limit.rolling && limit.scope < HL_SCOPE_EVERYONE) {
        limit.period = HL_PERIOD_MONTH;
        limit.count = HL_CAP_MONTH_DAYS;
    }
    return limit;
}

static void make_zones(hl_world *w, hl_zones *zones)
{
    size_t count = 0;
    const char *const *names = NULL;
    assert_int_equal(hl_base__zones_names(zones, &names, &count), HL_OK);
    while (w->zone_count < WORLD_ZONES) {
        size_t pick = hl_base__random_below(&w->random, count);
        const char *name = w->zone_count < 16 ? tricky[w->zone_count] : names[pick];
        const hl_zone *zone = NULL;
        assert_int_equal(hl_base__zones_find(zones, name, strlen(name), &zone), HL_OK);
        hl_zone_set *set = &w->zone_sets[w->zone_count];
        if (zone == NULL)
            continue;
        set->zones[set->count++] = zone;
        if (below(w, 5) == 0 && w->zone_count > 0)
            set->zones[set->count++] = w->zone_sets[w->zone_count - 1].zones[0];
        w->zone_count++;
    }
}

static void make_arm_step(hl_world *w, size_t t)
{
    hl_route *route = &w->arm_steps[t].routes[HL_PLAN_ROUTE_USUAL];
    for (size_t i = 0; i < WORLD_WINDOWS; i++) {
        w->windows[t][i] = random_window(w, "window");
        w->window_rules[t][i] = (hl_rule_window){&w->windows[t][i], NULL};
    }
    route->rules[0] = (hl_rule){HL_PLAN_REASON_WINDOW, "window", false, 1 + (size_t)below(w, 2),
                                w->window_rules[t]};
    route->rules[1] =
        (hl_rule){HL_PLAN_REASON_QUIET, "quiet", true, (size_t)below(w, 3), w->quiet_rules};
    route->rule_count = 2;
    route->limits = w->limit_list;
    route->limit_count = w->limit_count;
    w->hooks[t] = (hl_hook){.name = "h", .klass = (hl_hook_class)below(w, 3), .value = 1};
    w->arm_steps[t].hook = &w->hooks[t];
    w->arm_steps[t].hook_number = (uint32_t)t;
    w->arm_steps[t].step_index = t;
    w->arm_steps[t].has_route[HL_PLAN_ROUTE_USUAL] = true;
}

void hl_world_make(hl_world *w, uint64_t seed, hl_zones *zones, bool jitter)
{
    memset(w, 0, sizeof *w);
    w->random = hl_base__random_seed(seed, 1);
    make_zones(w, zones);
    int64_t now = (INT64_C(1262304000) + below(w, 900000000)) / 60 * 60000;
    int64_t today = hl_base__civil_day_of(now);
    for (int i = 0; i < 20; i++)
        if (!hl_calendar__days_add(&w->days, today + below(w, 60), below(w, 2) == 0))
            abort();
    hl_calendar__days_sort(&w->days);
    for (size_t i = 0; i < WORLD_QUIET; i++) {
        w->quiet[i] = random_window(w, "quiet");
        w->quiet_rules[i] = (hl_rule_window){&w->quiet[i], NULL};
        if (below(w, 4) == 0)
            w->quiet_rules[i].zone = w->zone_sets[below(w, WORLD_ZONES)].zones[0];
    }
    w->limit_count = (size_t)below(w, WORLD_LIMITS + 1);
    for (size_t i = 0; i < w->limit_count; i++) {
        w->limits[i] = random_limit(w, (uint32_t)i);
        w->limit_list[i] = &w->limits[i];
    }
    for (size_t t = 0; t < WORLD_ARM_STEPS; t++) {
        make_arm_step(w, t);
        if (jitter && below(w, 2) == 0)
            w->hooks[t].jitter = (hl_span){.present = true, .ms = below(w, 90) * MINUTE_MS};
    }
    w->settings = (hl_plan_settings){.now_ms = now,
                                     .seed = seed,
                                     .salt = "world",
                                     .workspace = w->zone_sets[0].zones[0],
                                     .days = &w->days,
                                     .arm_steps = w->arm_steps,
                                     .arm_step_count = WORLD_ARM_STEPS,
                                     .zone_sets = w->zone_sets,
                                     .zone_set_count = w->zone_count};
}

void hl_world_free(hl_world *w)
{
    hl_calendar__days_free(&w->days);
}

hl_candidate hl_world_candidate(hl_world *w, const char *trigger, uint32_t users)
{
    hl_candidate c = {.trigger_id = trigger,
                      .trigger_length = (uint32_t)strlen(trigger),
                      .user = (uint32_t)below(w, (int32_t)users),
                      .operator_user = HL_LEDGER_NONE,
                      .arm_step = (uint32_t)below(w, WORLD_ARM_STEPS),
                      .session_ms = INT64_MIN};
    c.zone_set = c.user % (uint32_t)w->zone_count;
    c.wish_ms = w->settings.now_ms + (below(w, 4000) - 1000) * (int64_t)MINUTE_MS;
    c.born_ms = c.wish_ms;
    c.deadline_ms = c.wish_ms + (60 + below(w, 20000)) * (int64_t)MINUTE_MS;
    return c;
}

static bool is_in(const hl_world *w, const hl_rule_window *rule, const hl_zone *zone, int64_t at_ms)
{
    const hl_window *window = rule->window;
    if (rule->zone != NULL)
        zone = rule->zone;
    int64_t local = at_ms / 1000 + hl_base__zone_offset(zone, at_ms);
    int64_t day = local / 86400;
    int64_t minute = local % 86400 / 60;
    if (window->from_minutes < window->to_minutes) {
        if (minute < window->from_minutes || minute >= window->to_minutes)
            return false;
    } else if (minute < window->to_minutes) {
        day--; /* opened on the evening before */
    } else if (minute < window->from_minutes) {
        return false;
    }
    if ((window->days >> ((day + 3) % 7) & 1) == 0)
        return false;
    if (window->kind == HL_DAYS_ALL)
        return true;
    bool works = (day + 3) % 7 < 5;
    for (size_t i = 0; i < w->days.count; i++)
        if (w->days.items[i].day == day)
            works = w->days.items[i].working;
    return works == (window->kind == HL_DAYS_WORKING);
}

bool hl_world_allows(const hl_world *w, const hl_candidate *c, int64_t at_ms)
{
    const hl_route *route = &w->arm_steps[c->arm_step].routes[HL_PLAN_ROUTE_USUAL];
    const hl_zone_set *set = &w->zone_sets[c->zone_set];
    for (size_t z = 0; z < set->count; z++)
        for (size_t r = 0; r < route->rule_count; r++) {
            bool in = false;
            for (size_t i = 0; i < route->rules[r].count; i++)
                in = in || is_in(w, &route->rules[r].windows[i], set->zones[z], at_ms);
            if (in == route->rules[r].forbids)
                return false;
        }
    return true;
}

static bool counts(const hl_world *w, const hl_limit *limit, const hl_candidate *a,
                   const hl_candidate *b)
{
    if (limit->scope == HL_SCOPE_EVERYONE || limit->scope == HL_SCOPE_MINUTE)
        return true;
    if (a->user != b->user)
        return false;
    if (limit->scope == HL_SCOPE_HOOK)
        return a->arm_step == b->arm_step;
    if (limit->scope == HL_SCOPE_CLASS)
        return w->hooks[a->arm_step].klass == w->hooks[b->arm_step].klass;
    return true;
}

/* Same day, ISO week or month of local time. */
static bool same_period(const hl_zone *zone, hl_period period, int64_t a_ms, int64_t b_ms)
{
    if (period == HL_PERIOD_MINUTE)
        return a_ms / MINUTE_MS == b_ms / MINUTE_MS;
    hl_civil a = hl_base__civil_from_ms(a_ms + hl_base__zone_offset(zone, a_ms) * INT64_C(1000));
    hl_civil b = hl_base__civil_from_ms(b_ms + hl_base__zone_offset(zone, b_ms) * INT64_C(1000));
    int64_t day_a = hl_base__civil_days(a.year, a.month, a.day);
    int64_t day_b = hl_base__civil_days(b.year, b.month, b.day);
    if (period == HL_PERIOD_DAY)
        return day_a == day_b;
    if (period == HL_PERIOD_WEEK)
        return day_a - hl_base__civil_weekday(day_a) == day_b - hl_base__civil_weekday(day_b);
    return a.year == b.year && a.month == b.month;
}

static int by_time(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a;
    int64_t y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static bool rolling_room(const hl_limit *limit, const hl_zone *zone, int64_t *times, size_t count)
{
    qsort(times, count, sizeof *times, by_time);
    for (size_t i = 0; i + (size_t)limit->count < count; i++)
        if (times[i + (size_t)limit->count] < hl_plan__span_after(zone, times[i], &limit->per))
            return false;
    return true;
}

bool hl_world_has_room(const hl_world *w, const hl_went *went, size_t count, const hl_candidate *c,
                       int64_t at_ms)
{
    bool room = true;
    int64_t *times = malloc((count + 1) * sizeof *times);
    const hl_zone *own = w->zone_sets[c->zone_set].zones[0];
    if (times == NULL)
        abort();
    for (size_t l = 0; l < w->limit_count && room; l++) {
        const hl_limit *limit = &w->limits[l];
        const hl_zone *zone = limit->scope >= HL_SCOPE_OPERATOR ? w->settings.workspace : own;
        hl_civil now =
            hl_base__civil_from_ms(at_ms + hl_base__zone_offset(zone, at_ms) * INT64_C(1000));
        int64_t most =
            limit->count >= 0 ? limit->count : hl_base__civil_month_length(now.year, now.month);
        int64_t same = 0;
        size_t kept = 0;
        for (size_t i = 0; i < count; i++) {
            if (!counts(w, limit, c, went[i].candidate))
                continue;
            times[kept++] = went[i].at_ms;
            same += same_period(zone, limit->period, went[i].at_ms, at_ms);
        }
        times[kept++] = at_ms;
        room = limit->rolling ? rolling_room(limit, zone, times, kept) : same < most;
    }
    free(times);
    return room;
}
