/* Why a touch goes when it goes, or why not: a chain of small facts, told in words at the end. */
#ifndef HL_PLAN_REASON_H
#define HL_PLAN_REASON_H

#include <stdint.h>

typedef enum hl_reason_code {
    HL_REASON_NONE,
    HL_REASON_WISH,          /* at: trigger + delay, or anchor - lead */
    HL_REASON_LATE,          /* the wish is past: now */
    HL_REASON_WINDOW,        /* outside the window; at: when it opens */
    HL_REASON_QUIET,         /* in quiet hours; at: when they end */
    HL_REASON_CHANNEL_HOURS, /* outside the channel's hours */
    HL_REASON_SHIFT,         /* outside the operator's shift */
    HL_REASON_CAP,           /* subject: limit; other: who holds it; at: when there is room */
    HL_REASON_NEVER,         /* subject: limit of 0 */
    HL_REASON_SESSION,       /* at: when the session closes; INT64_MIN: there is none */
    HL_REASON_EXPIRED,       /* the deadline is before the first instant possible */
    HL_REASON_PREFERRED,     /* at the preferred time of the day */
    HL_REASON_JITTER,        /* at: milliseconds added */
    HL_REASON_EXPLORED,      /* subject: slot, at: of so many */
    HL_REASON_NO_MODEL,      /* no model: as without */
    HL_REASON_PULLED,        /* no slot from the target on: earlier */
    HL_REASON_FALLBACK,      /* by the fallback channel */
    HL_REASON_ANYWAY,        /* sent outside its window, by the channel's rules alone */
    HL_REASON_STOPPED,       /* an event ended the journey; at */
    HL_REASON_WAITS,         /* for an earlier step or a reply; at: until when, or INT64_MAX */
    HL_REASON_NO_ANCHOR,     /* the anchor attribute (or the trigger's instant) is missing */
    HL_REASON_NO_STEP,       /* the step before it was dropped */
    HL_REASON_SESSION_FULL,  /* subject: limit; the session's touches are used up */
    HL_REASON_CODES
} hl_reason_code;

typedef struct hl_reason {
    hl_reason_code code;
    uint32_t subject;
    uint32_t other;
    int64_t at;
} hl_reason;

/* "window", "quiet_hours", "cap", ...: for files and counts. */
const char *hl_plan__reason_name(hl_reason_code code);

#endif
