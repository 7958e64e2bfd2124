/* What is known when a plan is made: users, what they did, what was sent to them, and the triggers.
 * Made by hl_plan__read, const from then on. */
#ifndef HL_PLAN_INPUTS_H
#define HL_PLAN_INPUTS_H

#include "base/text.h"
#include "config/touch_states.h"
#include "log/reservations.h"
#include "plan/compiled.h"

typedef struct hl_person {
    uint32_t zone_set;
    uint32_t arm; /* UINT32_MAX: none */
    uint32_t operator_user;
    uint32_t first_event;  /* of events, latest row first; HL_LEDGER_NONE */
    uint32_t first_sent;   /* of sent */
    int64_t message_ms;    /* the last message; INT64_MIN: none known */
    int64_t active_ms;     /* the last activity */
    int64_t returned_ms;   /* the last trigger that is a coming back (friend_added) */
    uint32_t send_segment; /* of the model of send times */
    uint8_t zone_source;
    uint8_t refused; /* channels by which they want no advertising, as attributes say */
} hl_person;

/* What types of events say of whoever they are of. */
enum { HL_TYPE_LEAVES = 1, HL_TYPE_RETURNS = 2, HL_TYPE_ANSWERS = 4 };

typedef struct hl_user_event {
    int64_t at_ms;
    uint32_t type; /* of event_types */
    uint32_t next;
} hl_user_event;

/* A touch of an earlier run. */
typedef struct hl_sent {
    int64_t at_ms;
    uint32_t id;  /* of sent_ids */
    uint32_t key; /* of sent_keys: ids that differ in how they are written alone have one */
    uint32_t user;
    uint32_t operator_user;
    uint32_t channel;
    uint32_t hook;
    uint32_t next; /* of the same user */
    bool own;      /* of this experiment */
    bool foreign;  /* its id is not of the form of a planner's: no trigger can be told from it */
    uint8_t klass;
} hl_sent;

/* What rows say of one touch together (sent_said.c). */
typedef struct hl_sent_said {
    uint32_t row;                             /* of sent */
    int64_t went_ms, failed_ms, cancelled_ms; /* the last word of each; INT64_MIN: none */
    bool arrived, sent;                       /* sent: not only planned */
    bool failed;                              /* what they come to, once all are read */
} hl_sent_said;

/* A trigger of a user in an arm, by a name that some hook answers to. */
typedef struct hl_trigger {
    int64_t at_ms; /* the trigger, or the anchor; INT64_MIN: the user's attribute */
    uint32_t id;   /* of trigger_ids */
    uint32_t person;
    uint32_t signal; /* of compiled.signals */
    uint32_t operator_user;
    uint32_t next; /* an earlier one of the same id; HL_LEDGER_NONE */
} hl_trigger;

typedef struct hl_inputs {
    hl_plan_names names;     /* the definition's have the same numbers as there */
    uint32_t known_channels; /* of them: the definition's, and presets */

    hl_map zone_names;      /* attributes that zones are read from, called by other names */
    hl_map zone_keys;       /* names joined by '|' -> zone_sets */
    hl_zone_set *zone_sets; /* the first is the workspace's */
    size_t zone_set_capacity;

    hl_map people_ids;
    hl_person *people;
    size_t people_capacity;
    int64_t *anchors; /* by person and hook: instant, or local ms for recurring; INT64_MIN: none */

    hl_map event_types;
    uint8_t *type_senses; /* of each: HL_TYPE_LEAVES, HL_TYPE_RETURNS */
    size_t sense_count, sense_capacity;
    hl_user_event *events;
    size_t event_count, event_capacity;

    hl_map sent_ids, sent_keys;
    hl_sent *sent; /* once all are read, those alone that count */
    size_t sent_count, sent_capacity;
    hl_sent_said *said; /* by sent_ids */
    size_t said_count, said_capacity;

    hl_map trigger_ids;
    uint32_t *last_triggers; /* by trigger_ids, of triggers; HL_LEDGER_NONE */
    size_t last_trigger_capacity;
    hl_trigger *triggers;
    size_t trigger_count, trigger_capacity;

    hl_plan_counts counts; /* of what was read */
} hl_inputs;

/* Users, events, touches, what the store has of them, triggers. With a store, in its open
 * transaction. out is zeroed; hl_plan__inputs_free gives back what it holds, also after a failure.
 */
HL_NODISCARD hl_status hl_plan__read(const hl_compiled *compiled, hl_problems *problems,
                                     hl_inputs *out, hl_error *err);
void hl_plan__inputs_free(hl_inputs *inputs);

const hl_zone *hl_plan__person_zone(const hl_inputs *inputs, uint32_t person);
/* The first event of that type after the one instant and not after the other; INT64_MAX when there
 * is none. */
int64_t hl_plan__event_after(const hl_inputs *inputs, uint32_t person, const char *type,
                             int64_t after_ms, int64_t until_ms);
/* left.c: when the user said farewell, if no promotion may go: nobody who left gets one unless they
 * came back since, whatever `stop_on` names. INT64_MIN: they did not leave. */
int64_t hl_plan__left_at(const hl_inputs *inputs, const hl_hook *hook,
                         const hl_candidate *candidate, int64_t now_ms);
/* consent.c: whether attributes of the user say no to a promotion by the channel of that route. */
bool hl_plan__refuses(const hl_inputs *inputs, const hl_compiled *compiled,
                      const hl_candidate *candidate, int route);
/* sent_before.c: whether the touch of a candidate went out, or was planned, before, under its id,
 * however that is written. False: out of memory. */
bool hl_plan__sent_before(const hl_compiled *compiled, const hl_inputs *inputs,
                          const hl_candidate *candidate, bool *before);
/* Of one that did: whether its id is that of a message by another hook of the definition, whose
 * steps were in another order then. False: out of memory. */
bool hl_plan__id_is_of_other_hook(const hl_compiled *compiled, const hl_inputs *inputs,
                                  const hl_candidate *candidate, bool *other);
/* Whether all that is known of the touch of that id is that it failed. */
bool hl_plan__has_failed(const hl_inputs *inputs, const hl_text *id);
/* The one spelling of an id. */
void hl_plan__add_touch_key(const char *id, size_t length, hl_text *out);
/* Whether the id is EXPERIMENT/TRIGGER/STEP, and where in it the trigger stands. */
bool hl_plan__is_touch_id(const hl_experiment *experiment, const char *id, size_t length,
                          size_t *trigger_at, size_t *trigger_length);
/* The latest touch of that hook of the definition that went to the user before; NULL: none. */
const hl_sent *hl_plan__last_sent(const hl_inputs *inputs, uint32_t person, size_t hook);

#endif
