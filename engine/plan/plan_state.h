/* Everything of one plan: the definition compiled, the people, what happened before, the
 * candidates and where they were placed. */
#ifndef HL_PLAN_STATE_H
#define HL_PLAN_STATE_H

#include "base/arena.h"
#include "base/map.h"
#include "base/text.h"
#include "hookline/plan.h"
#include "log/reservations.h"
#include "plan/planner.h"

typedef struct hl_person {
    uint32_t zone_set;
    uint32_t arm; /* UINT32_MAX: none */
    uint32_t operator_user;
    uint32_t first_event; /* of state.events, latest row first; HL_LEDGER_NONE */
    uint32_t first_sent;  /* of state.sent */
    int64_t message_ms;   /* the last message; INT64_MIN: none known */
    int64_t active_ms;    /* the last activity */
    uint8_t zone_source;
    bool zone_unknown;
} hl_person;

typedef struct hl_user_event {
    int64_t at_ms;
    uint32_t type; /* of state.event_types */
    uint32_t next;
} hl_user_event;

/* A touch of an earlier run. */
typedef struct hl_sent {
    int64_t at_ms;
    uint32_t id; /* of state.sent_ids */
    uint32_t user;
    uint32_t operator_user;
    uint32_t channel;
    uint32_t hook; /* of state.hook_names */
    uint32_t next; /* of the same user */
    bool own;      /* of this experiment */
    uint8_t klass;
} hl_sent;

/* Beside a candidate: what the planner need not know. */
typedef struct hl_origin {
    uint32_t person;
    uint32_t previous; /* candidate whose touch must come first; HL_LEDGER_NONE */
    uint32_t rank;     /* how many come before it */
    hl_plan_reason_code
        stopped; /* before planning: WAITS, STOPPED, EXPIRED; NONE: goes to the planner */
    int64_t stopped_at;
    int64_t line; /* of the triggers file; 0: recurring */
} hl_origin;

typedef struct hl_plan_state {
    hl_arena arena;
    const hl_experiment *experiment;
    const hl_plan_options *options;
    const char *definition_file;
    hl_problems *problems;
    hl_channels *channels;
    hl_zones *zones;
    const hl_zone *workspace;
    hl_days days;
    hl_plan_counts counts;

    hl_map zone_keys; /* names joined by '|' -> zone_sets */
    hl_zone_set *zone_sets;
    size_t zone_set_capacity;

    hl_map people_ids;
    hl_person *people;
    size_t people_capacity;
    int64_t *anchors; /* by person and hook: instant, or local ms for recurring; INT64_MIN: none */
    size_t anchor_capacity;

    hl_map operators;
    hl_rule *shifts; /* by operator */
    size_t shift_count;

    hl_map channel_names;
    hl_map hook_names;       /* "experiment/hook" */
    const hl_limit **limits; /* by number */
    size_t limit_count;
    hl_arm_step *arm_steps; /* arm by arm, step by step */
    size_t arm_step_count;
    size_t *first_arm_step; /* of each arm; arm_count + 1 */

    hl_map event_types;
    hl_user_event *events;
    size_t event_count, event_capacity;
    hl_map sent_ids;
    hl_sent *sent;
    size_t sent_count, sent_capacity;

    hl_map trigger_ids;
    hl_candidate *candidates;
    hl_origin *origins;
    hl_placement *placements;
    size_t candidate_count, candidate_capacity;
    uint32_t explained; /* candidate, HL_LEDGER_NONE */

    hl_plan_settings settings;
    hl_planner *planner;
    hl_trace trace;
    char *ranges; /* of the arms, from the store */
    bool locked;  /* the store's transaction is open */
    bool failed;  /* a text ran out of memory */
} hl_plan_state;

struct hl_plan {
    hl_plan_state state;
    hl_plan_options options;
    uint32_t *order; /* candidates as hl_plan_next tells them */
    size_t next;     /* of order */
    char *ids;       /* of the touch told last and of those that it names */
    size_t id_room;  /* bytes of each */
    hl_plan_reason *reasons;
    hl_plan_summary *summary; /* NULL: not asked for yet */
};

/* Each returns false / a status and sets err. */
HL_NODISCARD hl_status hl_plan__compile(hl_plan_state *state, hl_error *err);
HL_NODISCARD hl_status hl_plan__read_days(hl_plan_state *state, hl_error *err);
HL_NODISCARD hl_status hl_plan__read_people(hl_plan_state *state, hl_error *err);
HL_NODISCARD hl_status hl_plan__read_events(hl_plan_state *state, hl_error *err);
HL_NODISCARD hl_status hl_plan__read_sent(hl_plan_state *state, hl_error *err);
HL_NODISCARD hl_status hl_plan__read_triggers(hl_plan_state *state, hl_error *err);
HL_NODISCARD hl_status hl_plan__add_recurring(hl_plan_state *state, hl_error *err);
/* reserve.c: with a store, from here on under its write lock (unless it is a dry run). */
HL_NODISCARD hl_status hl_plan__read_store(hl_plan_state *state, hl_error *err);
HL_NODISCARD hl_status hl_plan__reserve(hl_plan_state *state, hl_error *err);
/* history.c */
HL_NODISCARD hl_status hl_plan__take_reservation(hl_plan_state *state,
                                                 const hl_log_reservation *reservation,
                                                 hl_error *err);
HL_NODISCARD hl_status hl_plan__take_event(hl_plan_state *state, uint32_t person, const char *type,
                                           size_t length, int64_t at_ms, hl_error *err);
HL_NODISCARD hl_status hl_plan__settle(hl_plan_state *state, hl_error *err);
/* Whether a planned touch goes later than wished. */
bool hl_plan__is_held(const hl_plan_state *state, size_t candidate);

/* people.c */
bool hl_plan__person_add(hl_plan_state *state, const char *id, size_t length, uint32_t *index);
const hl_zone *hl_plan__person_zone(const hl_plan_state *state, const hl_person *person);
/* A time in a field: an instant, or local time in that zone. */
bool hl_plan__field_time(const char *text, size_t length, const hl_zone *zone, int64_t *utc_ms);
/* The first event of that type after the instant and not after now; INT64_MAX when there is none.
 */
int64_t hl_plan__event_after(const hl_plan_state *state, uint32_t person, const char *type,
                             int64_t after_ms);
/* The number of the user of a file (new or known); HL_MAP_NONE: out of memory. */
uint32_t hl_plan__operator(hl_plan_state *state, const char *name, size_t length);

/* occurrences.c: one occurrence of what sets hooks off. hook_name is a hook or its trigger. */
typedef struct hl_occurrence {
    const char *id; /* in the arena or a map: outlives the run */
    uint32_t id_length;
    uint32_t person;
    const char *hook_name;
    size_t hook_length;
    int64_t at_ms; /* the trigger, or the anchor; INT64_MIN: the user's attribute */
    uint32_t operator_user;
    int64_t line;
} hl_occurrence;
/* True when a hook of the arm is set off by it. False: none is (*err may be set: memory). */
bool hl_plan__occur(hl_plan_state *state, const hl_occurrence *occurrence, hl_error *err);

/* Once the earlier step is placed: the wish of the later one, or why it ends. */
void hl_plan__follow_placed(hl_plan_state *state, size_t candidate);

/* A warning of the input, with its line; the first hundred of each kind are shown. */
void hl_plan__warn(hl_plan_state *state, const char *file, int64_t line, int64_t seen,
                   const char *format, ...) HL_PRINTF(5, 6);

/* touches.c: the id of a candidate's touch, with NUL, of at most so many bytes; returns its length
 * without it. */
size_t hl_plan__touch_id_room(const hl_plan_state *state, const hl_candidate *candidate);
size_t hl_plan__touch_id(const hl_plan_state *state, const hl_candidate *candidate, char *out);
void hl_plan__add_touch_id(const hl_plan_state *state, size_t candidate, hl_text *out);
/* Once all is placed: what hl_plan_next needs. */
HL_NODISCARD hl_status hl_plan__make_room(hl_plan *plan, hl_error *err);

#endif
