/* Whether there is any time at all at which touches of a definition can go: windows that quiet
 * hours, the channel's hours or the shifts leave nothing of. Worked out by the planner's own rules
 * over more than a year, and where rules of several zones meet, for every offset on earth that a
 * user may have. */
#include <stdio.h>
#include <string.h>

#include "config/decode.h"
#include "plan/check_clocks.h"
#include "plan/check_expiry.h"
#include "plan/compiled.h"
#include "json/json.h"

enum { OFFSETS = 27, MOST_STEPS = 300 }; /* -12 .. +14 */

typedef struct checking {
    const hl_compiled *compiled;
    hl_decoder decoder;
    int64_t from_ms;
    size_t zone_count;
    hl_zone_set zones[OFFSETS];
    bool no_memory;
} checking;

/* Rules by local time alone leave the same to everybody; else each offset is its own case. */
static bool mixes_zones(const hl_compiled *c)
{
    for (size_t i = 0; i < c->experiment->window_count; i++)
        if (c->experiment->windows[i].zone != NULL)
            return true;
    for (size_t i = 0; i < c->experiment->quiet_count; i++)
        if (c->experiment->quiet[i].zone != NULL)
            return true;
    for (size_t i = 0; i < c->experiment->shift_count; i++)
        if (c->experiment->shifts[i].window.zone != NULL)
            return true;
    return false;
}

static bool find_zones(checking *c)
{
    char name[24];
    c->zones[c->zone_count++] = (hl_zone_set){1, {c->compiled->workspace}};
    for (int hours = -12; hours <= 13 && mixes_zones(c->compiled); hours++) {
        const hl_zone *zone = NULL;
        (void)snprintf(name, sizeof name, "UTC%c%02d:00", hours < 0 ? '-' : '+',
                       hours < 0 ? -hours : hours);
        if (hl_base__zones_find(c->compiled->zones, name, strlen(name), &zone) != HL_OK)
            return false;
        if (zone != NULL)
            c->zones[c->zone_count++] = (hl_zone_set){1, {zone}};
    }
    return true;
}

/* The first rule that leaves nothing in any zone; count when something is left. */
static size_t blame(checking *c, const hl_rule *rules, size_t count)
{
    size_t blamed = count;
    for (size_t z = 0; z < c->zone_count; z++) {
        hl_interval any;
        hl_legal *legal =
            hl_plan__legal_new(&c->zones[z], &c->compiled->days, rules, count, c->from_ms);
        bool found = legal != NULL && hl_plan__legal_next(legal, c->from_ms, INT64_MAX, &any);
        if (legal != NULL && !found)
            blamed = hl_plan__legal_blame(legal, c->from_ms, c->from_ms + HL_LEGAL_HORIZON_MS);
        c->no_memory = c->no_memory || legal == NULL || legal->set.failed;
        hl_plan__legal_free(legal);
        if (found || c->no_memory)
            return count;
    }
    return blamed;
}

static bool has_time(checking *c, const hl_arm_step *s, hl_plan_route route)
{
    return s->has_route[route] && blame(c, s->routes[route].rules, s->routes[route].rule_count) ==
                                      s->routes[route].rule_count;
}

static const char *window_of(const hl_arm_step *s)
{
    const hl_route *usual = &s->routes[HL_PLAN_ROUTE_USUAL];
    return usual->rule_count > 0 && usual->rules[0].code == HL_PLAN_REASON_WINDOW
               ? usual->rules[0].name
               : NULL;
}

/* The window, else what leaves nothing of the week. */
static void tell(checking *c, const hl_arm_step *s, const hl_rule *rule)
{
    static const char accepted[] = "hours of which some are left";
    const char *window = window_of(s);
    const hl_value *windows = hl_base__value_get(c->decoder.root, "windows");
    bool other = has_time(c, s, HL_PLAN_ROUTE_FALLBACK) || has_time(c, s, HL_PLAN_ROUTE_ANYWAY);
    hl_decoder *d = &c->decoder;
    const char *table = window == NULL ? "quiet_hours" : "windows";
    const hl_value *place = window == NULL ? d->root : windows;
    if (window != NULL)
        hl_config__enter(d, table, 0);
    const char *key = window == NULL ? table : window;
    if (other)
        hl_config__warn_at(
            d, place, key,
            "touches of the hook '%.100s' never go in it as they should: other rules "
            "leave nothing of it, and what 'no_slot' says always holds",
            s->hook->name);
    else if (rule->code == HL_PLAN_REASON_QUIET)
        hl_config__error_at(d, place, key, accepted,
                            "nothing is ever sent in it: 'quiet_hours' leave nothing of it");
    else if (rule->code == HL_PLAN_REASON_CHANNEL_HOURS)
        hl_config__error_at(d, place, key, accepted,
                            "nothing is ever sent in it: the hours of the channel '%.100s' leave "
                            "nothing of it",
                            rule->name);
    else
        hl_config__error_at(d, place, key, accepted, "nothing is ever sent in it: no day has it");
    if (window != NULL)
        hl_config__leave(d);
}

/* How long of four weeks the rules leave. */
static int64_t left_of(checking *c, const hl_zone_set *zones, const hl_rule *rules, size_t count)
{
    const int64_t until = c->from_ms + 28 * HL_DAY_MS;
    int64_t left = 0;
    hl_interval one;
    hl_legal *legal = hl_plan__legal_new(zones, &c->compiled->days, rules, count, c->from_ms);
    c->no_memory = c->no_memory || legal == NULL;
    for (int64_t at = c->from_ms;
         legal != NULL && hl_plan__legal_next(legal, at, until, &one) && one.from < until;
         at = one.to)
        left += (one.to < until ? one.to : until) - one.from;
    c->no_memory = c->no_memory || (legal != NULL && legal->set.failed);
    hl_plan__legal_free(legal);
    return left;
}

/* Another hook with the same rules comes before. */
static bool has_twin(const hl_compiled *c, const hl_arm_step *s)
{
    for (const hl_arm_step *one = c->arm_steps; one < s; one++)
        if (window_of(one) == window_of(s) && one->routes[HL_PLAN_ROUTE_USUAL].channel_number ==
                                                  s->routes[HL_PLAN_ROUTE_USUAL].channel_number)
            return true;
    return false;
}

/* A window of which other rules leave next to nothing: seldom what is meant. */
static void check_left(checking *c, const hl_arm_step *s)
{
    enum { NEXT_TO_NOTHING = 20 }; /* less than one part in so many */
    const hl_route *usual = &s->routes[HL_PLAN_ROUTE_USUAL];
    const char *window = window_of(s);
    const hl_value *windows = hl_base__value_get(c->decoder.root, "windows");
    if (window == NULL || usual->rule_count < 2 || c->zone_count > 1 || has_twin(c->compiled, s))
        return;
    int64_t whole = left_of(c, &c->zones[0], usual->rules, 1);
    int64_t left = left_of(c, &c->zones[0], usual->rules, usual->rule_count);
    if (c->no_memory || left == 0 || left >= whole / NEXT_TO_NOTHING)
        return;
    hl_config__enter(&c->decoder, "windows", 0);
    hl_config__warn_at(
        &c->decoder, windows, window,
        "quiet hours and the channel's hours leave next to nothing of it: %lld of %lld "
        "minutes a week",
        (long long)(left / 240000), (long long)(whole / 240000));
    hl_config__leave(&c->decoder);
}

/* Rules are the same where window, channel and class are. */
static bool was_seen(const hl_compiled *c, size_t arm_step)
{
    const hl_arm_step *s = &c->arm_steps[arm_step];
    const hl_route *usual = &s->routes[HL_PLAN_ROUTE_USUAL];
    for (size_t i = 0; i < arm_step; i++) {
        const hl_arm_step *before = &c->arm_steps[i];
        const hl_route *other = &before->routes[HL_PLAN_ROUTE_USUAL];
        if (before->hook == s->hook && window_of(before) == window_of(s) &&
            other->channel_number == usual->channel_number)
            return true;
    }
    return false;
}

static void check_steps(checking *c)
{
    size_t looked_at = 0;
    for (size_t i = 0; i < c->compiled->arm_step_count && looked_at < MOST_STEPS; i++) {
        const hl_arm_step *s = &c->compiled->arm_steps[i];
        const hl_route *usual = &s->routes[HL_PLAN_ROUTE_USUAL];
        if (was_seen(c->compiled, i))
            continue;
        looked_at++;
        size_t rule = blame(c, usual->rules, usual->rule_count);
        if (rule < usual->rule_count && !c->no_memory)
            tell(c, s, &usual->rules[rule]);
        else if (!c->no_memory)
            check_left(c, s);
    }
}

/* ---- shifts */

static bool meets_any(checking *c, const hl_rule *shift)
{
    size_t looked_at = 0;
    for (size_t i = 0; i < c->compiled->arm_step_count && looked_at < MOST_STEPS; i++) {
        hl_rule rules[HL_RULES_MOST];
        const hl_route *usual = &c->compiled->arm_steps[i].routes[HL_PLAN_ROUTE_USUAL];
        size_t count = usual->rule_count;
        if (was_seen(c->compiled, i))
            continue;
        looked_at++;
        memcpy(rules, usual->rules, count * sizeof *rules);
        rules[count] = *shift;
        if (blame(c, rules, count + 1) != count)
            return true;
    }
    return false;
}

static void check_shifts(checking *c)
{
    const hl_value *shifts = hl_base__value_get(c->decoder.root, "shifts");
    hl_config__enter(&c->decoder, "shifts", 0);
    for (size_t i = 0; shifts != NULL && i < shifts->count && i < MOST_STEPS; i++) {
        const char *name = shifts->items[i].key;
        uint32_t who = hl_plan__name_find(&c->compiled->names.operators, name, strlen(name));
        if (who < c->compiled->shift_count && c->compiled->shifts[who].count > 0 &&
            !meets_any(c, &c->compiled->shifts[who]) && !c->no_memory)
            hl_config__warn_at(&c->decoder, shifts, name,
                               "no touch of an arm can go in this shift: windows, quiet hours and "
                               "channels leave nothing of it");
    }
    hl_config__leave(&c->decoder);
}

/* What was found about the calendar: of a broken file its errors; one that is not there may be
 * where plans are made. */
static void tell_calendar(hl_decoder *d, hl_status status, const hl_error *why,
                          const hl_problems *found, const char *name, bool dated)
{
    for (size_t i = 0; i < hl_problems_count(found) && (dated || status == HL_REJECTED); i++) {
        const hl_problem *problem = hl_problems_get(found, i);
        bool told = problem->pointer != NULL && strcmp(problem->file, d->file) == 0;
        if (!told) /* of the definition all else has been looked at before */
            hl_problems_add(d->problems, problem);
    }
    if (status == HL_FAILED && name != NULL && !hl_error_is_memory(why))
        hl_config__warn_at(d, d->root, "calendar",
                           "the file of the calendar cannot be opened: '%.200s'", name);
}

/* Until its first step nobody enters. */
static void check_ramp(checking *c, int64_t now_utc_ms)
{
    const int64_t year = 366 * HL_DAY_MS;
    const hl_experiment *x = c->compiled->experiment;
    if (x->ramp_count > 0 && x->ramp[0].at_utc_ms - now_utc_ms > year)
        hl_config__warn_at(&c->decoder, c->decoder.root, "ramp",
                           "begins more than a year from now, and nobody enters before: is the "
                           "year right?");
}

hl_status hl_plan__check_times(const hl_definition *definition, const hl_value *root,
                               int64_t now_utc_ms, hl_problems *problems, hl_error *err)
{
    hl_arena arena = {0};
    hl_compiled compiled = {0};
    hl_plan_options options = HL_PLAN_OPTIONS_INIT;
    bool dated = now_utc_ms != HL_PLAN_NONE;
    options.now_utc_ms = dated ? now_utc_ms : INT64_C(1767571200000); /* 2026-01-05, a Monday */
    hl_problems *hidden = hl_problems_new();
    if (hidden == NULL)
        return hl_error_memory(err);
    hl_error why = HL_ERROR_INIT;
    hl_status status = hl_plan__compile(definition, NULL, &options, hidden, &compiled, &why);
    checking c = {.compiled = &compiled,
                  .decoder = {.file = hl_definition_file(definition),
                              .problems = problems,
                              .arena = &arena,
                              .root = root},
                  .from_ms = options.now_utc_ms};
    tell_calendar(&c.decoder, status, &why, hidden,
                  hl_definition_experiment(definition)->calendar_file, dated);
    c.no_memory = status == HL_OK && !find_zones(&c);
    if (status == HL_OK && !c.no_memory) {
        check_steps(&c);
        check_shifts(&c);
        hl_plan__check_sessions(&compiled, &c.decoder);
        hl_plan__check_channel_clocks(&compiled, &c.decoder, c.from_ms);
        c.no_memory =
            hl_plan__check_clocks(&compiled, &c.decoder, c.from_ms) != HL_OK || c.no_memory;
        c.no_memory =
            hl_plan__check_expiry(&compiled, &c.decoder, c.from_ms) != HL_OK || c.no_memory;
    }
    if (status == HL_OK && dated)
        check_ramp(&c, now_utc_ms);
    if (hl_error_is_memory(&why) || c.no_memory || c.decoder.no_memory)
        status = hl_error_memory(err);
    else
        status = HL_OK;
    hl_plan__compiled_free(&compiled);
    hl_problems_free(hidden);
    hl_base__arena_free(&arena);
    return status;
}
