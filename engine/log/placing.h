/* Which touch an event belongs to: the rule that attribution.h states, for whatever asks by touch.
 */
#ifndef HL_LOG_PLACING_H
#define HL_LOG_PLACING_H

#include "log/attribution.h"
#include "log/metric_value.h"

/* Where an event stands among the touches, before any metric's window is asked. */
enum {
    HL_LOG_SLOT_NONE = -1,
    HL_LOG_SLOT_BEFORE = -2,
    HL_LOG_SLOT_UNKNOWN = -3,
    HL_LOG_SLOT_ELSEWHERE = -4
};

/* A touch of the experiment that counts, and from when: sent, or planned where arms are sent
 * nothing (hl_log_rules). */
typedef struct hl_log_slot {
    const hl_log_touch *touch;
    int64_t at_utc_ms;
    hl_log_accumulator y; /* of the metric at hand */
    int64_t delivered_utc_ms;
} hl_log_slot;

typedef struct hl_log_placed {
    const hl_log_event *event;
    int32_t slot;    /* the touch it names, or its user's latest before it; or HL_LOG_SLOT_... */
    bool named;      /* the touch */
    bool of_message; /* it happens to a message: to the one that it names, and no other */
    bool unknown;    /* it names another one */
    bool to_minute;  /* its time may lack the seconds, and it is of a touch: at any of its minute */
    bool in_minute;  /* its time may lack the seconds, and within its minute is a touch that it may
                        have come before */
    bool of_metric;  /* its type is one that a metric counts */
    bool counted;    /* a metric counted it */
    bool value_due;  /* ... and asks for its value */
} hl_log_placed;

/* slots has room for every touch, placed for every event. */
typedef struct hl_log_placing {
    const hl_log_rules *rules;
    hl_log_slot *slots; /* in the order of touches */
    size_t slot_count;
    int64_t ends_utc_ms; /* touches of the experiment from then on are no slots; 0: all are */
    hl_log_placed *placed;
    size_t placed_count;
} hl_log_placing;

/* The touches of the experiment that count become slots. */
void hl_log__place_touches(hl_log_placing *p, const hl_log_touch *touches, size_t count);
/* The events that metrics, deliveries and clicks ask for find their slots. */
void hl_log__place_events(hl_log_placing *p, const hl_log_touch *touches, size_t touch_count,
                          const hl_log_event *events, size_t event_count);
/* From the touch of a slot to the event; of one within the touch's minute 0 (attribution.h). */
int64_t hl_log__delay(const hl_log_placing *p, int32_t slot, const hl_log_event *event);
/* Whether the metric is read in the window of its users' first touch alone. */
bool hl_log__is_of_first_window(const hl_log_placing *p, const hl_log_metric *metric);
/* Whether no earlier slot is of the same user. */
bool hl_log__is_first_slot(const hl_log_placing *p, size_t slot);
/* The slot whose window for the metric holds the event; HL_LOG_SLOT_NONE: none does. */
int32_t hl_log__metric_slot(const hl_log_placing *p, const hl_log_metric *metric,
                            const hl_log_placed *placed);

#endif
