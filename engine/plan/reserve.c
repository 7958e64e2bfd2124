/* The store's part of a plan: what it has sent and reserved counts, and what is planned is
 * reserved, all in one transaction that holds the write lock from before the first question. */
#include <stdlib.h>
#include <string.h>

#include "log/slots.h"
#include "plan/plan_state.h"

enum { LOOK_BACK_DAYS = 92 };

static hl_status take_reservation(void *context, const hl_log_reservation *reservation,
                                  hl_error *err)
{
    return hl_plan__take_reservation(context, reservation, err);
}

static hl_status take_event(void *context, const char *user, const char *type, int64_t at_utc_ms,
                            hl_error *err)
{
    hl_plan_state *state = context;
    uint32_t person = hl_base__map_find(&state->people_ids, user, strlen(user));
    if (person == HL_MAP_NONE)
        return HL_OK;
    return hl_plan__take_event(state, person, type, strlen(type), at_utc_ms, err);
}

/* Far enough back for every cap and cool-down, and for the steps of a journey. */
static int64_t look_back(const hl_plan_state *state)
{
    int64_t days = LOOK_BACK_DAYS;
    for (size_t i = 0; i < state->limit_count; i++) {
        const hl_span *per = &state->limits[i]->per;
        int64_t needed = per->months * INT64_C(31) + per->days + per->ms / HL_DAY_MS + 2;
        days = needed > days ? needed : days;
    }
    return state->options->now_utc_ms - days * HL_DAY_MS;
}

hl_status hl_plan__read_store(hl_plan_state *state, hl_error *err)
{
    hl_store *store = state->options->store;
    if (store == NULL)
        return HL_OK;
    if (!state->options->dry_run) {
        if (hl_log__reserve_begin(store, err) != HL_OK)
            return HL_FAILED;
        state->locked = true;
    }
    int64_t since = look_back(state);
    hl_status status = hl_log__reservations(store, since, take_reservation, state, err);
    return status == HL_OK ? hl_log__events_since(store, since, take_event, state, err) : status;
}

/* Reserving, touch by touch in the order of their ids, which is the order of the table. */
typedef struct reserving {
    hl_plan_state *state;
    hl_slots *slots; /* by arm: what this run adds */
    hl_text id;
    bool refusals; /* the store has some */
} reserving;

static hl_status reserve_one(reserving *r, size_t i, hl_error *err)
{
    hl_plan_state *state = r->state;
    const hl_candidate *c = &state->candidates[i];
    const hl_placement *p = &state->placements[i];
    const hl_arm_step *arm_step = &state->arm_steps[c->arm_step];
    hl_store *store = state->options->store;
    hl_slots *slots = &r->slots[arm_step->arm_index];
    bool added = false;
    bool forgotten = false;
    hl_log_reservation reservation = {
        .id = hl_base__text_string(&r->id),
        .user = state->people_ids.keys[c->user].text,
        .experiment = state->experiment->name,
        .hook = arm_step->hook->name,
        .channel = state->channel_names.keys[arm_step->routes[p->route].channel_number].text,
        .operator_name =
            c->operator_user == HL_LEDGER_NONE ? "" : state->operators.keys[c->operator_user].text,
        .at_utc_ms = p->at_ms,
        .klass = (int)arm_step->hook->klass};
    hl_status status =
        hl_log__reserve(store, &reservation, state->options->now_utc_ms, &added, err);
    if (status == HL_OK && r->refusals)
        status = hl_log__refusal_forget(store, reservation.id, &forgotten, err);
    bool held = hl_plan__is_held(state, i);
    slots->pulled += added && p->pulled;
    slots->held += added && held;
    slots->wished += added && !p->pulled && !held;
    slots->refused -= forgotten;
    return status;
}

static hl_status refuse_one(reserving *r, size_t i, hl_error *err)
{
    const hl_plan_state *state = r->state;
    const hl_arm_step *arm_step = &state->arm_steps[state->candidates[i].arm_step];
    bool added = false;
    hl_log_refusal refusal = {.id = hl_base__text_string(&r->id),
                              .experiment = state->experiment->name,
                              .arm = arm_step->arm->name,
                              .binding = hl_plan_reason_name(state->placements[i].binding)};
    hl_status status =
        hl_log__refuse(state->options->store, &refusal, state->options->now_utc_ms, &added, err);
    r->slots[arm_step->arm_index].refused += added;
    return status;
}

/* What waits, and what its journey or its data ended, has not been refused a slot. */
static hl_status record(reserving *r, size_t i, hl_error *err)
{
    const hl_plan_state *state = r->state;
    const hl_placement *p = &state->placements[i];
    bool refused =
        p->outcome == HL_PLAN_OUTCOME_DROPPED && state->origins[i].stopped == HL_PLAN_REASON_NONE;
    if (p->outcome != HL_PLAN_OUTCOME_PLANNED && !refused)
        return HL_OK;
    hl_base__text_clear(&r->id);
    hl_plan__add_touch_id(state, i, &r->id);
    if (r->id.failed)
        return hl_error_memory(err);
    return refused ? refuse_one(r, i, err) : reserve_one(r, i, err);
}

static hl_status add_slots(const reserving *r, hl_error *err)
{
    const hl_experiment *x = r->state->experiment;
    hl_status status = HL_OK;
    for (size_t a = 0; r->slots != NULL && status == HL_OK && a < x->arm_count; a++) {
        const hl_slots *s = &r->slots[a];
        if (s->wished != 0 || s->held != 0 || s->pulled != 0 || s->refused != 0)
            status = hl_log__slots_add(r->state->options->store, x->name, x->arms[a].name, s, err);
    }
    return status;
}

typedef struct touch_name {
    const char *trigger_id;
    uint32_t arm_step, index;
} touch_name;

static int by_name(const void *a, const void *b)
{
    const touch_name *x = a;
    const touch_name *y = b;
    int order = strcmp(x->trigger_id, y->trigger_id);
    if (order != 0)
        return order;
    return x->arm_step < y->arm_step ? -1 : x->arm_step > y->arm_step;
}

static hl_status record_all(reserving *r, hl_error *err)
{
    const hl_plan_state *state = r->state;
    touch_name *names = malloc((state->candidate_count + 1) * sizeof *names);
    if (names == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < state->candidate_count; i++)
        names[i] = (touch_name){state->candidates[i].trigger_id, state->candidates[i].arm_step,
                                (uint32_t)i};
    qsort(names, state->candidate_count, sizeof *names, by_name);
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < state->candidate_count; i++)
        status = record(r, names[i].index, err);
    free(names);
    return status == HL_OK ? add_slots(r, err) : status;
}

hl_status hl_plan__reserve(hl_plan_state *state, hl_error *err)
{
    if (!state->locked)
        return HL_OK;
    reserving r = {.state = state};
    r.slots = calloc(state->experiment->arm_count + 1, sizeof *r.slots);
    hl_status status = r.slots == NULL
                           ? hl_error_memory(err)
                           : hl_log__refusals_any(state->options->store, &r.refusals, err);
    if (status == HL_OK)
        status = record_all(&r, err);
    free(r.slots);
    hl_base__text_free(&r.id);
    if (status == HL_OK)
        status = hl_log__reserve_commit(state->options->store, err);
    if (status == HL_OK)
        state->locked = false;
    return status;
}
