/* Choosing an instant among those that are legal and within every cap: the earliest, the preferred
 * time of the day, or one slot at random with its exact propensity (by the model: choose_model.c).
 */
#include "plan/slots.h"

enum { MINUTE_MS = 60000, SECOND_MS = 1000, HOUR_MS = 3600000 };

/* The latest of all limits' releases; at_ms itself when all have room. */
static int64_t release_of_all(hl_search *s, int64_t at_ms)
{
    int64_t latest = at_ms;
    s->question.entry.at_ms = at_ms;
    for (size_t i = 0; i < s->route->limit_count; i++) {
        const hl_limit *limit = s->route->limits[i];
        uint32_t holder = HL_LEDGER_NONE;
        int64_t open = hl_plan__ledger_release(s->planner->ledger, limit, &s->question, &holder);
        if (open > latest) {
            latest = open;
            s->held_by = limit;
            s->holder = holder;
            s->released_ms = open;
        }
    }
    return latest;
}

bool hl_plan__first_room(hl_search *s, int64_t at_ms, int64_t *out, int64_t *until)
{
    hl_interval legal;
    while (at_ms < s->to_ms && hl_plan__legal_next(s->legal, at_ms, s->to_ms, &legal)) {
        int64_t room = release_of_all(s, legal.from);
        if (room == legal.from) {
            *out = legal.from;
            *until = legal.to;
            return true;
        }
        at_ms = room;
    }
    return false;
}

/* Every touch of a batch gets another second of the first J of its interval. */
static int64_t jitter_of(const hl_search *s, int64_t room_ms)
{
    const hl_span *span = &s->arm_step->hook->jitter;
    int64_t width = span->ms + (span->days + 30 * (int64_t)span->months) * HL_DAY_MS;
    width = (width < room_ms ? width : room_ms) / SECOND_MS;
    if (width <= 1)
        return 0;
    uint64_t draw = hl_plan__draw(s->planner->settings, HL_DRAW_JITTER, s->candidate);
    return (int64_t)(draw % (uint64_t)width) * SECOND_MS;
}

bool hl_plan__choose_last(hl_search *s, int64_t *at_ms)
{
    hl_interval legal;
    int64_t before = s->to_ms;
    while (hl_plan__legal_last(s->legal, s->from_ms, before, &legal)) {
        int64_t at = (legal.to - 1) / MINUTE_MS * MINUTE_MS;
        at = at < legal.from ? legal.from : at;
        int64_t room = at;
        for (size_t i = 0; i < s->route->limit_count; i++) {
            s->question.entry.at_ms = at;
            int64_t hold =
                hl_plan__ledger_hold(s->planner->ledger, s->route->limits[i], &s->question);
            if (hold < room) {
                room = hold;
                s->held_by = s->route->limits[i];
            }
        }
        if (room == at) {
            int64_t spread = at - jitter_of(s, at - legal.from);
            *at_ms = release_of_all(s, spread) == spread ? spread : at;
            return true;
        }
        if (room == INT64_MIN)
            return false;
        before = room + 1;
    }
    return false;
}

/* A jittered instant without room goes on from where there is room. */
static bool earliest(hl_search *s, int64_t from_ms, hl_placement *placement)
{
    int64_t at = 0;
    int64_t until = 0;
    while (hl_plan__first_room(s, from_ms, &at, &until)) {
        int64_t jitter = jitter_of(s, until - at);
        int64_t room = jitter == 0 ? at : release_of_all(s, at + jitter);
        if (jitter == 0 || room == at + jitter) {
            placement->at_ms = at + jitter;
            if (jitter > 0)
                hl_plan__reason_add(s->planner, placement,
                                    (hl_reason){.code = HL_PLAN_REASON_JITTER, .at = jitter});
            return true;
        }
        from_ms = room;
    }
    return false;
}

/* At the preferred time of the first day on which that is allowed (RFC 5545 where the clock jumps).
 */
static bool preferred(hl_search *s, hl_placement *placement)
{
    const hl_zone *zone = s->legal->zones->zones[0];
    int64_t local = s->from_ms + (int64_t)hl_base__zone_offset(zone, s->from_ms) * SECOND_MS;
    int64_t day = hl_base__civil_day_of(local);
    for (int64_t last = day + 400; day <= last; day++) {
        int64_t at = hl_base__zone_instant(
            zone, day * HL_DAY_MS + (int64_t)s->arm_step->hook->at_minutes * MINUTE_MS);
        if (at < s->from_ms)
            continue;
        hl_interval legal;
        if (at >= s->to_ms)
            return false;
        if (hl_plan__legal_next(s->legal, at, at + 1, &legal) && release_of_all(s, at) == at) {
            placement->at_ms = at;
            hl_plan__reason_add(s->planner, placement,
                                (hl_reason){.code = HL_PLAN_REASON_PREFERRED});
            return true;
        }
    }
    return false;
}

/* The end of the local hour that the instant is in, while one offset holds. */
static int64_t hour_end(const hl_zone *zone, int64_t at_ms)
{
    int64_t from = 0;
    int64_t until = 0;
    int64_t offset = (int64_t)hl_base__zone_offset_range(zone, at_ms, &from, &until) * SECOND_MS;
    int64_t end = ((at_ms + offset) / HOUR_MS + 1) * HOUR_MS - offset;
    return end < until ? end : until;
}

static int64_t local_hour(const hl_zone *zone, int64_t at_ms)
{
    int64_t local = at_ms + (int64_t)hl_base__zone_offset(zone, at_ms) * SECOND_MS;
    return local / HOUR_MS - (local % HOUR_MS < 0);
}

/* A later piece of an hour is left out where an earlier one has room. */
static size_t add_slot(hl_plan_slot *slots, size_t count, const hl_plan_slot *slot)
{
    for (size_t i = count; i > 0 && slots[i - 1].local_hour >= slot->local_hour - 1; i--)
        if (slots[i - 1].local_hour == slot->local_hour)
            return count;
    slots[count] = *slot;
    return count + 1;
}

size_t hl_plan__slots(hl_search *s, int64_t to, hl_plan_slot *slots)
{
    const hl_zone *zone = s->legal->zones->zones[0];
    int64_t at = s->from_ms;
    size_t count = 0;
    hl_interval legal;
    while (count < HL_PLAN_SLOTS_MOST && at < to && hl_plan__legal_next(s->legal, at, to, &legal)) {
        int64_t end = hour_end(zone, legal.from);
        end = end < legal.to ? end : legal.to;
        int64_t room = release_of_all(s, legal.from);
        at = end;
        while (room < end && release_of_all(s, room) != room)
            room = release_of_all(s, room);
        if (room < end)
            count = add_slot(slots, count, &(hl_plan_slot){local_hour(zone, room), room, end});
        else if (room > end)
            at = room;
    }
    return count;
}

void hl_plan__go_in_slot(hl_search *s, const hl_plan_slot *slot, hl_placement *placement)
{
    /* what is sent a little late is then still in the hour that was drawn */
    int64_t jitter = jitter_of(s, (slot->until_ms - slot->at_ms) / 4 * 3);
    bool spread = jitter > 0 && release_of_all(s, slot->at_ms + jitter) == slot->at_ms + jitter;
    placement->at_ms = slot->at_ms + (spread ? jitter : 0);
    if (spread)
        hl_plan__reason_add(s->planner, placement,
                            (hl_reason){.code = HL_PLAN_REASON_JITTER, .at = jitter});
}

/* Each slot is as likely as the other, and the draw is a hash, so the propensity is exactly one in
 * so many. Without a deadline the next seven days count. */
static bool explore(hl_search *s, hl_placement *placement)
{
    hl_plan_slot slots[HL_PLAN_SLOTS_MOST];
    int64_t week = s->from_ms + 7 * HL_DAY_MS;
    size_t count = hl_plan__slots(s, s->to_ms == HL_PLAN_OPEN ? week : s->to_ms, slots);
    if (count == 0)
        return false;
    uint64_t draw = hl_plan__draw(s->planner->settings, HL_DRAW_SLOT, s->candidate);
    size_t slot = (size_t)(draw % count);
    placement->propensity = 1.0 / (double)count;
    placement->drawn = HL_PLAN_DRAWN_EXPLORED;
    hl_plan__reason_add(s->planner, placement,
                        (hl_reason){.code = HL_PLAN_REASON_EXPLORED,
                                    .subject = (uint32_t)(slot + 1),
                                    .at = (int64_t)count});
    placement->at_ms = slots[slot].at_ms;
    return true;
}

bool hl_plan__choose(hl_search *s, hl_placement *placement)
{
    const hl_hook *hook = s->arm_step->hook;
    if (s->from_ms >= s->to_ms)
        return false;
    if (hook->choose == HL_CHOOSE_EXPLORE)
        return explore(s, placement);
    if (hook->choose == HL_CHOOSE_MODEL && s->planner->settings->chooser != NULL)
        return hl_plan__choose_by_model(s, placement);
    if (hook->choose == HL_CHOOSE_MODEL)
        hl_plan__reason_add(s->planner, placement, (hl_reason){.code = HL_PLAN_REASON_NO_MODEL});
    if (hook->has_at && preferred(s, placement))
        return true;
    return earliest(s, s->from_ms, placement);
}
