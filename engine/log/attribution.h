/* Attribution: what the touches and events of one unit say about each metric of one experiment. A
 * pure function: the order of the arrays does not matter, nothing is read but its arguments.
 *
 * ORDER. Touches of an experiment are ordered by (sent, id), bytes compared; "first" and "latest"
 * below mean that order, so ties are broken by the touch's id.
 *
 * EVENT TO TOUCH. An event that names a touch of its user belongs to that touch, for a metric whose
 * window of that touch holds it. Any other event (one that names none, what is no touch of its
 * user, or one whose window is past) belongs, for a metric, to its user's latest touch of the
 * experiment whose window for that metric holds it: sent + from <= at <= sent + within. So an order
 * counts whatever message was clicked last, of this experiment or another: arms differ in how often
 * theirs is, and what is credited elsewhere would be missing unlike by arm. What happens to a
 * message itself (an opening, a click) belongs to the touch that it names and to no other.
 *
 * TIMES TO THE MINUTE. An event whose seconds are 0 may be one whose seconds are not known. What
 * happens to a message (a click), or names it, is then of a touch within that minute, as it cannot
 * come before it; not so a type that sets off the messages of the experiment (a reply that is
 * answered). Of all others nobody can tell: an order may have set the message off. They lie before
 * the touch, and units that have no other event before it are counted apart.
 *
 * ARMS THAT ARE SENT NOTHING. Where the definition sends something to some arms and nothing to
 * others, nothing is ever sent in these. A touch of any arm counts then from when it was planned
 * ("sent" above and below), sent or not, for both must begin at one moment; one that says no such
 * time from when it was sent.
 *
 * VALUE OVER DAYS. A touch counts from the day on which its window closes (sent + within); the
 * unit's vector on a day is made of the touches that count by then. A metric without an end
 * (within = 0) counts a touch from the day it was sent and each event from its own day. Days are
 * civil days by the clock of the experiment's zone, those of 23 and 25 hours too.
 *
 * ARM. The arm of the first sent touch (intention to treat); while nothing was sent, of the first
 * planned one. A touch of another arm that is sent when every window of the unit's touches before
 * it has closed, as when an arm is shipped to everyone, ends what is read of the unit: neither it
 * nor a later one is a touch of the unit, but for the counts of touches and of units in two arms.
 */
#ifndef HL_LOG_ATTRIBUTION_H
#define HL_LOG_ATTRIBUTION_H

#include "base/zone.h"
#include "cells/cells.h"
#include "hookline/design.h"

#define HL_LOG_NO_TIME INT64_MIN
#define HL_LOG_NO_NAME UINT32_MAX
/* A ratio's denominator that counts touches. */
#define HL_LOG_TOUCHES (UINT32_MAX - 1)

/* Names (arms, event types) are numbers here: equal means the same name. */
typedef struct hl_log_touch {
    const char *id; /* terminated by NUL */
    uint32_t user;  /* which of the unit's users */
    uint32_t experiment;
    uint32_t arm;
    int64_t planned_utc_ms; /* or HL_LOG_NO_TIME */
    int64_t sent_utc_ms;    /* or HL_LOG_NO_TIME */
} hl_log_touch;

typedef struct hl_log_event {
    const char *id;
    const char *touch; /* the id it names, or NULL */
    uint32_t user;
    uint32_t type;
    int64_t at_utc_ms;
    hl_i128 value;        /* attos; 0 when the event has none */
    bool valued;          /* it has one */
    const char *currency; /* of the value, as the store writes it (schema.c), or NULL: none named */
} hl_log_event;

/* A metric with its event types as numbers. */
typedef struct hl_log_metric {
    const hl_metric *metric;
    uint32_t event;
    uint32_t denominator; /* event type, HL_LOG_TOUCHES, or HL_LOG_NO_NAME */
    /* Whether these happen to a message (config/message_events.h). */
    bool event_of_message, denominator_of_message;
    /* Whether a hook of the experiment is set off by these. */
    bool event_sets_off, denominator_sets_off;
} hl_log_metric;

typedef struct hl_log_rules {
    uint32_t experiment;
    size_t metric_count;
    const hl_log_metric *metrics;
    uint32_t delivered; /* the types of these names, or HL_LOG_NO_NAME */
    uint32_t click;
    const hl_zone *zone; /* by whose clock days are; NULL: UTC */
    bool from_planned;   /* touches count from when they were planned, where they say it */
    bool first_window;   /* first touches alone open windows, of most metrics (reread.h) */
} hl_log_rules;

/* The unit's (y, d), sum of squares within and delay, from this day on. The delay is of the unit
 * also where the metric is per touch: to its first event, from the touch that had it. */
typedef struct hl_log_step {
    uint32_t metric;
    int32_t day;
    bool present; /* false: the unit has no value (any more) */
    hl_i128 y;
    hl_i128 d;
    hl_wide within;
    bool delayed;  /* the unit has an event: */
    hl_i128 delay; /* hours from its touch to the first one, in attos */
} hl_log_step;

/* The same values, whatever their metric and day. */
bool hl_log__same_state(const hl_log_step *a, const hl_log_step *b);

typedef struct hl_log_tally {
    hl_cells_counter counter;
    int32_t day;
    int64_t count;
} hl_log_tally;

/* Zeroed = empty and ready; its memory is used again by the next evaluation. */
typedef struct hl_log_evaluation {
    bool enrolled; /* there is a touch of the experiment; else everything below is empty */
    uint32_t arm;
    uint32_t first_user;     /* the user of the touch that gave the arm: whose attributes count */
    int64_t enrolled_utc_ms; /* of that touch: sent, or planned when none was sent */
    size_t step_count;
    hl_log_step *steps; /* by metric, then day rising; consecutive ones of a metric differ */
    size_t step_capacity;
    size_t tally_count;
    hl_log_tally *tallies; /* by counter, then day; no zeros, no two alike */
    size_t tally_capacity;
    void *scratch;
    size_t scratch_size;
} hl_log_evaluation;

/* Evaluates one unit in one experiment. touches may hold those of other experiments, which are left
 * out. HL_COUNT_WRONG_ARM is not decided here: it needs the hash. HL_REJECTED: the unit's values
 * add up to more than a sum of one unit can be (10^20). */
HL_NODISCARD hl_status hl_log__evaluate(const hl_log_rules *rules, const hl_log_touch *touches,
                                        size_t touch_count, const hl_log_event *events,
                                        size_t event_count, hl_log_evaluation *out, hl_error *err);
/* Adds count to a tally of an evaluation (before it is contributed). */
HL_NODISCARD hl_status hl_log__tally(hl_log_evaluation *evaluation, hl_cells_counter counter,
                                     int32_t day, int64_t count, hl_error *err);
void hl_log__evaluation_free(hl_log_evaluation *evaluation);

#endif
