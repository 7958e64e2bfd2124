/* What is already sent or reserved, and when a cap has room again. In memory; a store fills it
 * before a run and takes what the run adds, inside one transaction.
 *
 * A cap answers two questions about an instant t: from when on, at or after t, is there room
 * (release), and until when, at or before t, was there (hold)? Both move only one way, so every
 * search over caps ends. */
#ifndef HL_PLAN_LEDGER_H
#define HL_PLAN_LEDGER_H

#include "base/zone.h"
#include "hookline/error.h"
#include "hookline/plan.h"
#include "plan/span.h"

#define HL_LEDGER_NONE  UINT32_MAX
#define HL_LEDGER_NEVER INT64_MAX

typedef struct hl_limit {
    hl_cap_scope scope;
    int64_t count; /* 0 = never; or HL_CAP_MONTH_DAYS */
    bool rolling;  /* else by the calendar */
    hl_span per;
    hl_period period;
    uint32_t number;    /* tells limits of one ledger apart */
    uint32_t only;      /* HL_SCOPE_OPERATOR: of this operator alone; HL_LEDGER_NONE: of each */
    uint32_t channel;   /* HL_SCOPE_EVERYONE, _MINUTE: on this one alone; HL_LEDGER_NONE: on each */
    hl_plan_limit rule; /* as it is told */
} hl_limit;

/* One touch, as caps see it. */
typedef struct hl_ledger_entry {
    int64_t at_ms;
    uint32_t user;          /* index given by the caller */
    uint32_t operator_user; /* index in a space of its own, or HL_LEDGER_NONE */
    uint32_t channel;       /* caller's number */
    uint32_t hook;          /* caller's number */
    uint32_t touch;         /* caller's number, to name who was there; HL_LEDGER_NONE = earlier */
    uint8_t klass;
} hl_ledger_entry;

typedef struct hl_ledger hl_ledger;

/* NULL when out of memory. workspace: the zone of calendar caps that are not a user's; horizon: no
 * touch of the run is earlier than from_ms. Borrowed. */
hl_ledger *hl_plan__ledger_new(const hl_zone *workspace, int64_t from_ms);
void hl_plan__ledger_free(hl_ledger *ledger);
/* Whether memory ran out in any call: its answers are then not to be used. */
bool hl_plan__ledger_failed(const hl_ledger *ledger);
/* limits: all that apply to the entry, for the counters that are kept per limit. */
HL_NODISCARD bool hl_plan__ledger_add(hl_ledger *ledger, const hl_ledger_entry *entry,
                                      const hl_limit *const *limits, size_t count);

/* A touch that asks: entry.at_ms is the instant asked for; zone is the user's; session_ms when the
 * session opened (HL_SCOPE_SESSION). */
typedef struct hl_ledger_query {
    hl_ledger_entry entry;
    const hl_zone *zone;
    int64_t session_ms;
} hl_ledger_query;

/* The first instant at or after entry.at_ms at which the limit has room (its own release: other
 * limits may then hold it back); HL_LEDGER_NEVER when none is ahead. *holder: the touch that stands
 * in the way, HL_LEDGER_NONE when an earlier one does. */
int64_t hl_plan__ledger_release(hl_ledger *ledger, const hl_limit *limit,
                                const hl_ledger_query *question, uint32_t *holder);
/* The last instant at or before entry.at_ms with room; INT64_MIN when there is none. */
int64_t hl_plan__ledger_hold(hl_ledger *ledger, const hl_limit *limit,
                             const hl_ledger_query *question);

#endif
