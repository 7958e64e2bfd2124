/* Messages that lapse before their window opens again, in one arm other ones than in another: what
 * is sent then depends on the arm, and with it who is counted. Where all arms lose the same, that
 * is what `expiry` is for. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan/check_expiry.h"
#include "plan/span.h"

/* A week of triggers, one every half hour. */
#define STEP_MS (INT64_C(30) * 60000)
enum { TRIGGERS = 7 * 48, FEW = TRIGGERS / 50, MOST_STEPS = 300 };

typedef struct lapses {
    bool of[TRIGGERS]; /* of the trigger at from_ms + i STEP_MS */
    int count;
} lapses;

static bool counts(const hl_arm_step *s)
{
    const hl_hook *h = s->hook;
    return h->anchor == NULL && h->after == NULL && !h->silent.present && h->expiry.present &&
           h->no_slot == HL_NO_SLOT_DROP;
}

/* False: out of memory. */
static bool find(const hl_compiled *c, const hl_arm_step *s, int64_t from_ms, lapses *out)
{
    const hl_zone_set users = {1, {c->workspace}};
    const hl_route *route = &s->routes[HL_PLAN_ROUTE_USUAL];
    hl_legal *legal =
        hl_plan__legal_new(&users, &c->days, route->rules, route->rule_count, from_ms);
    out->count = 0;
    for (int i = 0; legal != NULL && i < TRIGGERS; i++) {
        hl_interval one;
        int64_t at = from_ms + i * STEP_MS;
        int64_t wish =
            s->hook->delay.present ? hl_plan__span_after(c->workspace, at, &s->hook->delay) : at;
        int64_t deadline = hl_plan__span_after(c->workspace, at, &s->hook->expiry);
        out->of[i] = !hl_plan__legal_next(legal, wish, deadline, &one);
        out->count += out->of[i];
    }
    bool good = legal != NULL && !legal->set.failed;
    hl_plan__legal_free(legal);
    return good;
}

static int different(const lapses *a, const lapses *b)
{
    int count = 0;
    for (int i = 0; i < TRIGGERS; i++)
        count += a->of[i] != b->of[i];
    return count;
}

/* The longest run of them, around the week. */
static void longest(const lapses *l, int *first, int *length)
{
    int run = 0;
    *first = 0;
    *length = 0;
    for (int i = 0; i < 2 * TRIGGERS; i++) {
        run = l->of[i % TRIGGERS] ? run + 1 : 0;
        if (run > *length && run <= TRIGGERS) {
            *length = run;
            *first = (i - run + 1) % TRIGGERS;
        }
    }
}

/* "Mon 12:00" */
static void show(const hl_compiled *c, int64_t at_ms, char out[24])
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    int64_t day = hl_base__zone_day(c->workspace, at_ms);
    int32_t minute = hl_plan__minute_of_day(c->workspace, at_ms);
    (void)snprintf(out, 24, "%s %02d:%02d", days[((day + 3) % 7 + 7) % 7], (int)(minute / 60),
                   (int)(minute % 60));
}

static void tell(const hl_compiled *c, hl_decoder *d, const hl_arm_step *const steps[2],
                 const lapses *l, int64_t from_ms)
{
    char from[24];
    char to[24];
    int first = 0;
    int length = 0;
    const hl_value *hooks = hl_base__value_get(d->root, "hooks");
    longest(l, &first, &length);
    show(c, from_ms + first * STEP_MS, from);
    show(c, from_ms + (first + length) * STEP_MS, to);
    hl_config__enter(d, "hooks", 0);
    hl_config__enter(d, steps[0]->hook->name, 0);
    hl_config__warn_at(d, hl_base__value_get(hooks, steps[0]->hook->name), "expiry",
                       "ends before the next time at which arm '%.60s' may be sent to: of a week's "
                       "triggers %d %% lapse there, such as those from %s to %s, and other ones in "
                       "arm '%.60s': who is counted depends on the arm",
                       steps[0]->arm->name, (l->count * 100 + TRIGGERS / 2) / TRIGGERS, from, to,
                       steps[1]->arm->name);
    hl_config__leave(d);
    hl_config__leave(d);
}

/* Of one trigger in two arms: the first step of each. */
static bool are_compared(const hl_arm_step *a, const hl_arm_step *b)
{
    const char *one = a->hook->trigger;
    const char *other = b->hook->trigger;
    bool same = a->hook == b->hook || (one != NULL && other != NULL && strcmp(one, other) == 0);
    return same && a->arm_index != b->arm_index && a->step_index == 0 && b->step_index == 0;
}

/* The pair that differs most with the first; told once for all. */
static hl_status compare(const hl_compiled *c, hl_decoder *d, size_t first, int64_t from_ms,
                         lapses room[2], bool *told)
{
    const hl_arm_step *steps[2] = {&c->arm_steps[first], NULL};
    if (!find(c, steps[0], from_ms, &room[0]))
        return HL_FAILED;
    for (size_t i = first + 1; !*told && i < c->arm_step_count && i < MOST_STEPS; i++) {
        steps[1] = &c->arm_steps[i];
        if (!counts(steps[1]) || !are_compared(steps[0], steps[1]))
            continue;
        if (!find(c, steps[1], from_ms, &room[1]))
            return HL_FAILED;
        bool nothing = room[0].count == TRIGGERS || room[1].count == TRIGGERS; /* told elsewhere */
        if (nothing || different(&room[0], &room[1]) <= FEW)
            continue;
        bool second = room[1].count > room[0].count;
        const hl_arm_step *const ordered[2] = {steps[second ? 1 : 0], steps[second ? 0 : 1]};
        tell(c, d, ordered, &room[second ? 1 : 0], from_ms);
        *told = true;
    }
    return HL_OK;
}

/* With the first arm of a trigger the others are compared. */
static bool is_first_of_its_kind(const hl_compiled *c, size_t step)
{
    for (size_t i = 0; i < step; i++)
        if (counts(&c->arm_steps[i]) && are_compared(&c->arm_steps[i], &c->arm_steps[step]))
            return false;
    return c->arm_steps[step].step_index == 0;
}

/* So that the same definition has the same warning on every day. */
static int64_t monday_of(const hl_compiled *c, int64_t at_ms)
{
    int64_t day = hl_base__zone_day(c->workspace, at_ms);
    return hl_base__zone_day_start(c->workspace, day - ((day + 3) % 7 + 7) % 7);
}

hl_status hl_plan__check_expiry(const hl_compiled *c, hl_decoder *d, int64_t at_ms)
{
    int64_t from_ms = monday_of(c, at_ms);
    bool told = false;
    hl_status status = HL_OK;
    lapses *room = calloc(2, sizeof *room);
    if (room == NULL)
        return HL_FAILED;
    for (size_t i = 0; status == HL_OK && !told && i < c->arm_step_count && i < MOST_STEPS; i++)
        if (counts(&c->arm_steps[i]) && is_first_of_its_kind(c, i))
            status = compare(c, d, i, from_ms, room, &told);
    free(room);
    return status;
}
