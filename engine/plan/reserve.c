/* Reserving what is planned, in the transaction in which it was planned: it has held the store's
 * write lock since before the first question, so no two plans give away the same room. */
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "log/slots.h"
#include "plan/plan_handle.h"

/* Touch by touch in the order of their ids, which is the order of the table. */
typedef struct reserving {
    const hl_plan *plan;
    hl_store *store;
    hl_slots *slots; /* by arm: what this run adds */
    hl_text id;
    bool refusals; /* the store has some */
} reserving;

static hl_status reserve_one(reserving *r, size_t i, hl_error *err)
{
    const hl_compiled *compiled = &r->plan->compiled;
    const hl_inputs *inputs = &r->plan->inputs;
    const hl_candidate *c = &r->plan->state.candidates[i];
    const hl_placement *p = &r->plan->state.placements[i];
    const hl_arm_step *arm_step = &compiled->arm_steps[c->arm_step];
    int64_t now = compiled->options->now_utc_ms;
    hl_slots *slots = &r->slots[arm_step->arm_index];
    char number[HL_NUMBER_TEXT];
    bool added = false;
    bool forgotten = false;
    hl_log_reservation touch = {
        .id = hl_base__text_string(&r->id),
        .user = inputs->people_ids.keys[c->user].text,
        .experiment = compiled->experiment->name,
        .hook = arm_step->hook->name,
        .channel = hl_plan__name_text(&compiled->names.channels,
                                      arm_step->routes[p->route].channel_number),
        .operator_name = c->operator_user == HL_LEDGER_NONE
                             ? ""
                             : hl_plan__name_text(&inputs->names.operators, c->operator_user),
        .at_utc_ms = p->at_ms,
        .klass = (int)arm_step->hook->klass,
        .propensity =
            p->drawn != HL_PLAN_DRAWN_NOT ? hl_base__number_text(p->propensity, number) : NULL,
        .policy = hl_plan__policy_name(p),
        .model = hl_plan__model_of(compiled, c, p),
        .again = hl_plan__has_failed(inputs, &r->id)};
    hl_status status = hl_log__reserve(r->store, &touch, now, &added, err);
    if (status == HL_OK && r->refusals)
        status = hl_log__refusal_forget(r->store, touch.id, &forgotten, err);
    bool held = hl_plan__is_held(&r->plan->state, i);
    slots->pulled += added && p->pulled;
    slots->held += added && held;
    slots->wished += added && !p->pulled && !held;
    slots->refused -= forgotten;
    return status;
}

static hl_status refuse_one(reserving *r, size_t i, hl_error *err)
{
    const hl_compiled *compiled = &r->plan->compiled;
    const hl_plan_state *state = &r->plan->state;
    const hl_arm_step *arm_step = &compiled->arm_steps[state->candidates[i].arm_step];
    bool added = false;
    hl_log_refusal refusal = {.id = hl_base__text_string(&r->id),
                              .experiment = compiled->experiment->name,
                              .arm = arm_step->arm->name,
                              .binding = hl_plan_reason_name(state->placements[i].binding)};
    hl_status status =
        hl_log__refuse(r->store, &refusal, compiled->options->now_utc_ms, &added, err);
    r->slots[arm_step->arm_index].refused += added;
    return status;
}

/* What waits, and what its journey or its data ended, has not been refused a slot. */
static hl_status record(reserving *r, size_t i, hl_error *err)
{
    const hl_plan_state *state = &r->plan->state;
    hl_plan_outcome outcome = state->placements[i].outcome;
    bool refused =
        outcome == HL_PLAN_OUTCOME_DROPPED && state->origins[i].stopped == HL_PLAN_REASON_NONE;
    if (outcome != HL_PLAN_OUTCOME_PLANNED && !refused)
        return HL_OK;
    hl_base__text_clear(&r->id);
    hl_plan__add_touch_id(&r->plan->compiled, &state->candidates[i], &r->id);
    if (r->id.failed)
        return hl_error_memory(err);
    return refused ? refuse_one(r, i, err) : reserve_one(r, i, err);
}

static hl_status add_slots(const reserving *r, hl_error *err)
{
    const hl_experiment *x = r->plan->compiled.experiment;
    hl_status status = HL_OK;
    for (size_t a = 0; status == HL_OK && a < x->arm_count; a++) {
        const hl_slots *s = &r->slots[a];
        if (s->wished != 0 || s->held != 0 || s->pulled != 0 || s->refused != 0)
            status = hl_log__slots_add(r->store, x->name, x->arms[a].name, s, err);
    }
    return status;
}

typedef struct touch_name {
    const char *trigger_id;
    uint32_t arm_step, candidate;
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
    const hl_plan_state *state = &r->plan->state;
    hl_status status = hl_log__refusals_any(r->store, &r->refusals, err);
    touch_name *names = malloc((state->candidate_count + 1) * sizeof *names);
    if (names == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < state->candidate_count; i++)
        names[i] = (touch_name){state->candidates[i].trigger_id, state->candidates[i].arm_step,
                                (uint32_t)i};
    qsort(names, state->candidate_count, sizeof *names, by_name);
    for (size_t i = 0; status == HL_OK && i < state->candidate_count; i++)
        status = record(r, names[i].candidate, err);
    free(names);
    return status == HL_OK ? add_slots(r, err) : status;
}

hl_status hl_plan_reserve(hl_plan *plan, hl_error *err)
{
    if (!plan->reserving)
        return hl_error_set(err, HL_USAGE,
                            "the plan holds no store: it is a dry run, or reserved already");
    reserving r = {.plan = plan, .store = plan->options.store};
    r.slots = calloc(plan->compiled.experiment->arm_count + 1, sizeof *r.slots);
    hl_status status = hl_log__reserve_check(r.store, err);
    if (status == HL_OK)
        status = r.slots == NULL ? hl_error_memory(err) : record_all(&r, err);
    free(r.slots);
    hl_base__text_free(&r.id);
    if (status == HL_OK)
        status = hl_log__reserve_commit(r.store, err);
    if (status != HL_OK)
        hl_log__reserve_rollback(r.store);
    plan->reserving = false;
    return status;
}
