#include "log/touch_outcomes.h"

#include <stdlib.h>

#include "log/placing.h"

static bool make_room(hl_log_outcomes *out, size_t touches, size_t events, hl_log_placing *p)
{
    size_t slots = touches * sizeof(hl_log_slot);
    size_t wanted = slots + events * sizeof(hl_log_placed) + 1;
    if (touches > out->capacity) {
        int64_t *came = realloc(out->came_utc_ms, touches * 2 * sizeof *came);
        if (came == NULL)
            return false;
        out->came_utc_ms = came;
        out->capacity = touches * 2;
    }
    if (wanted > out->scratch_size) {
        void *scratch = realloc(out->scratch, wanted * 2);
        if (scratch == NULL)
            return false;
        out->scratch = scratch;
        out->scratch_size = wanted * 2;
    }
    p->slots = out->scratch;
    p->placed = (hl_log_placed *)(void *)((char *)out->scratch + slots);
    return true;
}

hl_status hl_log__touch_outcomes(uint32_t experiment, const hl_log_metric *metric,
                                 const hl_log_touch *touches, size_t touch_count,
                                 const hl_log_event *events, size_t event_count,
                                 hl_log_outcomes *out, hl_error *err)
{
    const hl_log_rules rules = {.experiment = experiment,
                                .metric_count = 1,
                                .metrics = metric,
                                .delivered = HL_LOG_NO_NAME,
                                .click = HL_LOG_NO_NAME};
    hl_log_placing p = {.rules = &rules};
    if (!make_room(out, touch_count, event_count, &p))
        return hl_error_memory(err);
    for (size_t i = 0; i < touch_count; i++)
        out->came_utc_ms[i] = HL_LOG_NO_TIME;
    hl_log__place_touches(&p, touches, touch_count);
    hl_log__place_events(&p, touches, touch_count, events, event_count);
    for (size_t i = 0; i < p.placed_count; i++) {
        int32_t slot = p.placed[i].event->type == metric->event
                           ? hl_log__metric_slot(&p, metric, &p.placed[i])
                           : HL_LOG_SLOT_NONE;
        if (slot < 0)
            continue;
        int64_t *came = &out->came_utc_ms[p.slots[slot].touch - touches];
        int64_t at = p.slots[slot].at_utc_ms + hl_log__delay(&p, slot, p.placed[i].event);
        *came = *came == HL_LOG_NO_TIME || at < *came ? at : *came;
    }
    return HL_OK;
}

void hl_log__outcomes_free(hl_log_outcomes *outcomes)
{
    free(outcomes->came_utc_ms);
    free(outcomes->scratch);
    *outcomes = (hl_log_outcomes){.capacity = 0};
}
