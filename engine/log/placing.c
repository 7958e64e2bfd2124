#include "log/placing.h"

#include <stdlib.h>
#include <string.h>

static int compare_slots(const void *a, const void *b)
{
    const hl_log_slot *x = a;
    const hl_log_slot *y = b;
    if (x->at_utc_ms != y->at_utc_ms)
        return x->at_utc_ms < y->at_utc_ms ? -1 : 1;
    return strcmp(x->touch->id, y->touch->id);
}

static int64_t counts_from(const hl_log_rules *rules, const hl_log_touch *touch)
{
    bool planned = rules->from_planned && touch->planned_utc_ms != HL_LOG_NO_TIME;
    return planned ? touch->planned_utc_ms : touch->sent_utc_ms;
}

void hl_log__place_touches(hl_log_placing *p, const hl_log_touch *touches, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int64_t at = counts_from(p->rules, &touches[i]);
        if (touches[i].experiment == p->rules->experiment && at != HL_LOG_NO_TIME)
            p->slots[p->slot_count++] = (hl_log_slot){
                .touch = &touches[i], .at_utc_ms = at, .delivered_utc_ms = HL_LOG_NO_TIME};
    }
    for (size_t i = 1; i < p->slot_count; i++)
        if (compare_slots(&p->slots[i - 1], &p->slots[i]) > 0) {
            qsort(p->slots, p->slot_count, sizeof *p->slots, compare_slots);
            return;
        }
}

/* ---- times to the minute */

enum { MINUTE_MS = 60000 };

static bool sets_off(const hl_log_rules *rules, uint32_t type)
{
    bool found = false;
    for (size_t i = 0; !found && i < rules->metric_count; i++)
        found = (rules->metrics[i].event == type && rules->metrics[i].event_sets_off) ||
                (rules->metrics[i].denominator == type && rules->metrics[i].denominator_sets_off);
    return found;
}

/* Its seconds may not be known. */
static bool is_coarse(const hl_log_rules *rules, const hl_log_event *event)
{
    return event->at_utc_ms / 1000 % 60 == 0 && !sets_off(rules, event->type);
}

/* The last instant at which the event can have been. */
static int64_t latest_instant(const hl_log_event *event, bool to_minute)
{
    int64_t at = event->at_utc_ms;
    return to_minute ? at - at % MINUTE_MS + MINUTE_MS - 1 : at;
}

int64_t hl_log__delay(const hl_log_placing *p, int32_t slot, const hl_log_event *event)
{
    int64_t delay = event->at_utc_ms - p->slots[slot].at_utc_ms;
    return delay > 0 ? delay : 0;
}

/* ---- which touch */

static bool is_behind(const hl_log_placing *p, const hl_log_touch *touch)
{
    int64_t at = counts_from(p->rules, touch);
    return p->ends_utc_ms != 0 && at != HL_LOG_NO_TIME && at >= p->ends_utc_ms;
}

static int32_t named_slot(const hl_log_placing *p, const hl_log_event *event, int64_t until,
                          const hl_log_touch *touches, size_t count)
{
    for (size_t i = 0; i < p->slot_count; i++) {
        const hl_log_touch *touch = p->slots[i].touch;
        if (touch->user == event->user && strcmp(touch->id, event->touch) == 0)
            return p->slots[i].at_utc_ms <= until ? (int32_t)i : HL_LOG_SLOT_BEFORE;
    }
    for (size_t i = 0; i < count; i++)
        if (touches[i].user == event->user && strcmp(touches[i].id, event->touch) == 0)
            return touches[i].experiment == p->rules->experiment && !is_behind(p, &touches[i])
                       ? HL_LOG_SLOT_BEFORE
                       : HL_LOG_SLOT_ELSEWHERE;
    return HL_LOG_SLOT_UNKNOWN;
}

/* The user's latest touch that counts from `until` or before. */
static int32_t latest_slot(const hl_log_placing *p, uint32_t user, int64_t until)
{
    for (size_t i = p->slot_count; i > 0; i--) {
        const hl_log_slot *s = &p->slots[i - 1];
        if (s->touch->user == user && s->at_utc_ms <= until)
            return (int32_t)(i - 1);
    }
    return HL_LOG_SLOT_NONE;
}

static bool of_metric(const hl_log_rules *rules, uint32_t type)
{
    for (size_t i = 0; i < rules->metric_count; i++)
        if (rules->metrics[i].event == type || rules->metrics[i].denominator == type)
            return true;
    return false;
}

static bool of_message(const hl_log_rules *rules, uint32_t type)
{
    bool found = type == rules->delivered || type == rules->click;
    for (size_t i = 0; !found && i < rules->metric_count; i++)
        found = (rules->metrics[i].event == type && rules->metrics[i].event_of_message) ||
                (rules->metrics[i].denominator == type && rules->metrics[i].denominator_of_message);
    return found;
}

static hl_log_placed place(const hl_log_placing *p, const hl_log_event *event,
                           const hl_log_touch *touches, size_t touch_count)
{
    bool coarse = is_coarse(p->rules, event);
    bool message = of_message(p->rules, event->type);
    int64_t until = latest_instant(event, coarse);
    int32_t at = event->touch == NULL ? HL_LOG_SLOT_UNKNOWN
                                      : named_slot(p, event, until, touches, touch_count);
    hl_log_placed out = {.event = event,
                         .slot = at,
                         .named = at >= 0,
                         .unknown = at == HL_LOG_SLOT_UNKNOWN && event->touch != NULL,
                         .to_minute = coarse && (message || at >= 0),
                         .of_message = message};
    bool by_time = at == HL_LOG_SLOT_UNKNOWN || (at < 0 && !out.of_message);
    if (by_time)
        out.slot = latest_slot(p, event->user, latest_instant(event, out.to_minute));
    if (out.slot == HL_LOG_SLOT_NONE)
        out.slot = HL_LOG_SLOT_BEFORE;
    out.in_minute =
        coarse && out.slot == HL_LOG_SLOT_BEFORE && latest_slot(p, event->user, until) >= 0;
    return out;
}

void hl_log__place_events(hl_log_placing *p, const hl_log_touch *touches, size_t touch_count,
                          const hl_log_event *events, size_t event_count)
{
    const hl_log_rules *rules = p->rules;
    for (size_t i = 0; i < event_count; i++) {
        bool counts = of_metric(rules, events[i].type);
        if (!counts && events[i].type != rules->delivered && events[i].type != rules->click)
            continue;
        hl_log_placed placed = place(p, &events[i], touches, touch_count);
        placed.of_metric = counts;
        p->placed[p->placed_count++] = placed;
    }
}

static bool within_window(const hl_log_placing *p, const hl_metric *metric, int32_t slot,
                          const hl_log_placed *placed)
{
    int64_t delay = hl_log__delay(p, slot, placed->event);
    int64_t latest = latest_instant(placed->event, placed->to_minute) - p->slots[slot].at_utc_ms;
    return latest >= metric->from_ms && (metric->within_ms == 0 || delay <= metric->within_ms);
}

/* What happens to a message belongs to it, and harm is looked for behind every message. */
bool hl_log__is_of_first_window(const hl_log_placing *p, const hl_log_metric *metric)
{
    const hl_metric *of = metric->metric;
    return p->rules->first_window && of->per == HL_PER_UNIT && of->within_ms > 0 &&
           of->role != HL_ROLE_GUARDRAIL && of->goal == HL_GOAL_INCREASE &&
           !metric->event_of_message && metric->denominator != HL_LOG_TOUCHES;
}

bool hl_log__is_first_slot(const hl_log_placing *p, size_t slot)
{
    for (size_t i = 0; i < slot; i++)
        if (p->slots[i].touch->user == p->slots[slot].touch->user)
            return false;
    return true;
}

static int32_t first_slot(const hl_log_placing *p, uint32_t user)
{
    for (size_t i = 0; i < p->slot_count; i++)
        if (p->slots[i].touch->user == user)
            return (int32_t)i;
    return HL_LOG_SLOT_NONE;
}

int32_t hl_log__metric_slot(const hl_log_placing *p, const hl_log_metric *of,
                            const hl_log_placed *placed)
{
    const hl_metric *metric = of->metric;
    const hl_log_event *event = placed->event;
    int32_t at = placed->slot;
    if (at < 0)
        return HL_LOG_SLOT_NONE;
    if (hl_log__is_of_first_window(p, of)) {
        at = first_slot(p, event->user);
        return within_window(p, metric, at, placed) ? at : HL_LOG_SLOT_NONE;
    }
    if (placed->named && (placed->of_message || within_window(p, metric, at, placed)))
        return within_window(p, metric, at, placed) ? at : HL_LOG_SLOT_NONE;
    if (placed->named || metric->from_ms > 0)
        at =
            latest_slot(p, event->user, latest_instant(event, placed->to_minute) - metric->from_ms);
    return at >= 0 && within_window(p, metric, at, placed) ? at : HL_LOG_SLOT_NONE;
}
