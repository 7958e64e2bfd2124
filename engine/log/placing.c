#include "log/placing.h"

#include <stdlib.h>
#include <string.h>

static int compare_slots(const void *a, const void *b)
{
    const hl_log_touch *x = ((const hl_log_slot *)a)->touch;
    const hl_log_touch *y = ((const hl_log_slot *)b)->touch;
    if (x->sent_utc_ms != y->sent_utc_ms)
        return x->sent_utc_ms < y->sent_utc_ms ? -1 : 1;
    return strcmp(x->id, y->id);
}

void hl_log__place_touches(hl_log_placing *p, const hl_log_touch *touches, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (touches[i].experiment == p->rules->experiment &&
            touches[i].sent_utc_ms != HL_LOG_NO_TIME)
            p->slots[p->slot_count++] = (hl_log_slot){&touches[i], {0}, HL_LOG_NO_TIME};
    for (size_t i = 1; i < p->slot_count; i++)
        if (compare_slots(&p->slots[i - 1], &p->slots[i]) > 0) {
            qsort(p->slots, p->slot_count, sizeof *p->slots, compare_slots);
            return;
        }
}

static int32_t named_slot(const hl_log_placing *p, const hl_log_event *event,
                          const hl_log_touch *touches, size_t count)
{
    for (size_t i = 0; i < p->slot_count; i++) {
        const hl_log_touch *touch = p->slots[i].touch;
        if (touch->user == event->user && strcmp(touch->id, event->touch) == 0)
            return touch->sent_utc_ms <= event->at_utc_ms ? (int32_t)i : HL_LOG_SLOT_BEFORE;
    }
    for (size_t i = 0; i < count; i++)
        if (touches[i].user == event->user && strcmp(touches[i].id, event->touch) == 0)
            return touches[i].experiment == p->rules->experiment ? HL_LOG_SLOT_BEFORE
                                                                 : HL_LOG_SLOT_ELSEWHERE;
    return HL_LOG_SLOT_UNKNOWN;
}

/* The user's latest touch sent at or before `until`. */
static int32_t latest_slot(const hl_log_placing *p, uint32_t user, int64_t until)
{
    for (size_t i = p->slot_count; i > 0; i--) {
        const hl_log_touch *touch = p->slots[i - 1].touch;
        if (touch->user == user && touch->sent_utc_ms <= until)
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

void hl_log__place_events(hl_log_placing *p, const hl_log_touch *touches, size_t touch_count,
                          const hl_log_event *events, size_t event_count)
{
    const hl_log_rules *rules = p->rules;
    for (size_t i = 0; i < event_count; i++) {
        const hl_log_event *event = &events[i];
        bool counts = of_metric(rules, event->type);
        if (!counts && event->type != rules->delivered && event->type != rules->click)
            continue;
        int32_t at =
            event->touch == NULL ? HL_LOG_SLOT_UNKNOWN : named_slot(p, event, touches, touch_count);
        bool named = at != HL_LOG_SLOT_UNKNOWN;
        if (!named)
            at = latest_slot(p, event->user, event->at_utc_ms);
        if (at == HL_LOG_SLOT_NONE)
            at = HL_LOG_SLOT_BEFORE;
        bool unknown = !named && event->touch != NULL;
        p->placed[p->placed_count++] =
            (hl_log_placed){event, at, named, unknown, counts, false, false};
    }
}

static bool within_window(const hl_metric *metric, const hl_log_touch *touch, int64_t at)
{
    int64_t delay = at - touch->sent_utc_ms;
    return delay >= metric->from_ms && (metric->within_ms == 0 || delay <= metric->within_ms);
}

int32_t hl_log__metric_slot(const hl_log_placing *p, const hl_metric *metric,
                            const hl_log_placed *placed)
{
    int32_t at = placed->slot;
    if (at < 0)
        return HL_LOG_SLOT_NONE;
    if (!placed->named && metric->from_ms > 0)
        at = latest_slot(p, placed->event->user, placed->event->at_utc_ms - metric->from_ms);
    if (at < 0 || !within_window(metric, p->slots[at].touch, placed->event->at_utc_ms))
        return HL_LOG_SLOT_NONE;
    return at;
}
