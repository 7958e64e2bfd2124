/* From what sets hooks off to candidates: each step of the user's arm that the occurrence concerns,
 * unless an earlier run has planned it. */
#include "plan/occurrences.h"

#include <stdlib.h>

static bool make_room(hl_plan_state *state)
{
    if (state->candidate_count < state->candidate_capacity)
        return true;
    size_t capacity = state->candidate_capacity == 0 ? 1024 : state->candidate_capacity * 2;
    hl_candidate *candidates = realloc(state->candidates, capacity * sizeof *candidates);
    if (candidates == NULL)
        return false;
    state->candidates = candidates;
    hl_origin *origins = realloc(state->origins, capacity * sizeof *origins);
    if (origins == NULL)
        return false;
    state->origins = origins;
    state->candidate_capacity = capacity;
    return true;
}

/* Whether the step is set off: by its hook's name or trigger, or else by an earlier step of the
 * same occurrence. */
static bool concerned(const hl_compiled *compiled, const hl_plan_state *state,
                      const hl_arm_step *arm_step, uint32_t signal, size_t first)
{
    if (hl_plan__answers(arm_step, signal))
        return true;
    if (arm_step->hook->trigger != NULL || arm_step->hook->anchor != NULL)
        return false;
    for (size_t i = first; i < state->candidate_count; i++)
        if (compiled->arm_steps[state->candidates[i].arm_step].hook_number == arm_step->after &&
            state->origins[i].stopped !=
                HL_PLAN_REASON_SENT_OTHERWISE) /* its journey goes on by it */
            return true;
    return false;
}

/* The same of the step under the id of a trigger beside it that was planned before. */
static bool find_twin_before(const hl_compiled *compiled, const hl_inputs *inputs,
                             const hl_occurrence *o, hl_candidate c, bool *before)
{
    *before = false;
    for (size_t i = 0; o->twins != NULL && !*before && i < o->twins->planned_before; i++) {
        const hl_trigger *t = &inputs->triggers[o->twins->triggers[i]];
        const hl_map_key *id = &inputs->trigger_ids.keys[t->id];
        if (!hl_plan__go_together(&compiled->arm_steps[c.arm_step], o, id->text, id->length))
            continue;
        c.trigger_id = id->text;
        c.trigger_length = (uint32_t)id->length;
        if (!hl_plan__sent_before(compiled, inputs, &c, before))
            return false;
    }
    return true;
}

static bool keep_example(const hl_compiled *compiled, const hl_candidate *c, const hl_sent *touch,
                         hl_plan_state *state)
{
    if (state->sent_otherwise++ > 0)
        return true;
    state->sent_example = touch;
    state->example_id = hl_base__arena_alloc(&state->arena, hl_plan__touch_id_room(compiled, c));
    if (state->example_id != NULL)
        (void)hl_plan__touch_id(compiled, c, state->example_id);
    return state->example_id != NULL;
}

/* The same of a row that may be of the touch and does not say so: it is held back with that reason.
 */
static bool stop_if_sent_otherwise(const hl_compiled *compiled, const hl_inputs *inputs,
                                   const hl_occurrence *o, const hl_candidate *c, hl_origin *origin,
                                   hl_plan_state *state)
{
    const hl_sent *touch = NULL;
    bool may_go = origin->stopped == HL_PLAN_REASON_NONE || origin->stopped == HL_PLAN_REASON_WAITS;
    if (!hl_plan__find_sent_otherwise(compiled, inputs, o, c, origin, state, &touch))
        return false;
    if (touch == NULL || !may_go)
        return true;
    if (compiled->arm_steps[c->arm_step].hook->klass == HL_CLASS_TRANSACTIONAL) {
        state->sent_perhaps++;
        return true;
    }
    origin->stopped = HL_PLAN_REASON_SENT_OTHERWISE;
    origin->stopped_at = touch->at_ms;
    return keep_example(compiled, c, touch, state);
}

/* *gone: the touch went out or was planned before, and is no candidate. */
static bool find_gone(const hl_compiled *compiled, const hl_inputs *inputs, const hl_occurrence *o,
                      const hl_candidate *c, hl_plan_state *state, bool *gone)
{
    bool before = false;
    bool twin = false;
    if (!hl_plan__sent_before(compiled, inputs, c, &before) ||
        (!before && !find_twin_before(compiled, inputs, o, *c, &twin)))
        return false;
    bool other = false;
    if (before && !hl_plan__id_is_of_other_hook(compiled, inputs, c, &other))
        return false;
    state->ids_of_others += other;
    *gone = before || twin;
    state->planned_before += *gone;
    state->twins_before += twin;
    return true;
}

/* The candidate of the same user, instant and step that is there already, and with which it goes.
 * Of messages that each go by themselves not all are looked through, however many there are. */
static uint32_t twin_of(const hl_compiled *compiled, const hl_occurrence *o, const hl_candidate *c,
                        hl_plan_state *state)
{
    enum { MOST = 100 };
    size_t apart = 0;
    const hl_arm_step *arm_step = &compiled->arm_steps[c->arm_step];
    for (size_t i = o->twins == NULL ? state->candidate_count : o->twins->candidates_from;
         i < state->candidate_count && apart < MOST; i++) {
        const hl_candidate *one = &state->candidates[i];
        if (one->arm_step != c->arm_step)
            continue;
        if (hl_plan__go_together(arm_step, o, one->trigger_id, one->trigger_length))
            return (uint32_t)i;
        apart++;
    }
    state->twins_apart += apart > 0;
    return HL_LEDGER_NONE;
}

static void go_with_twin(const hl_compiled *compiled, const hl_occurrence *o, const hl_candidate *c,
                         hl_plan_state *state, hl_origin *origin)
{
    if (origin->stopped != HL_PLAN_REASON_NONE && origin->stopped != HL_PLAN_REASON_WAITS)
        return;
    origin->twin = twin_of(compiled, o, c, state);
    if (origin->twin == HL_LEDGER_NONE)
        return;
    origin->stopped = HL_PLAN_REASON_SAME_TRIGGER;
    origin->stopped_at = c->born_ms;
}

static bool add_step(const hl_compiled *compiled, const hl_inputs *inputs, const hl_occurrence *o,
                     size_t arm_step, size_t first, hl_plan_state *state)
{
    const hl_person *person = &inputs->people[o->person];
    bool gone = false;
    if (!make_room(state))
        return false;
    hl_candidate *c = &state->candidates[state->candidate_count];
    hl_origin *origin = &state->origins[state->candidate_count];
    *c = (hl_candidate){.trigger_id = o->id,
                        .trigger_length = o->id_length,
                        .user = o->person,
                        .operator_user = o->operator_user,
                        .arm_step = (uint32_t)arm_step,
                        .zone_set = person->zone_set,
                        .deadline_ms = HL_PLAN_OPEN,
                        .session_ms = person->message_ms,
                        .segment = person->send_segment};
    *origin = (hl_origin){.previous = HL_LEDGER_NONE, .twin = HL_LEDGER_NONE};
    hl_plan__set_off(compiled, inputs, state, first, o->at_ms, c, origin);
    if (!find_gone(compiled, inputs, o, c, state, &gone))
        return false;
    if (gone)
        return true;
    if (!stop_if_sent_otherwise(compiled, inputs, o, c, origin, state))
        return false;
    go_with_twin(compiled, o, c, state, origin);
    state->candidate_count++;
    return true;
}

bool hl_plan__occur(const hl_compiled *compiled, const hl_inputs *inputs, const hl_occurrence *o,
                    hl_plan_state *state)
{
    uint32_t arm = inputs->people[o->person].arm;
    size_t first = state->candidate_count;
    for (size_t i = compiled->first_arm_step[arm]; i < compiled->first_arm_step[arm + 1]; i++)
        if (concerned(compiled, state, &compiled->arm_steps[i], o->signal, first) &&
            !add_step(compiled, inputs, o, i, first, state))
            return false;
    return true;
}

hl_status hl_plan__add_candidates(const hl_compiled *compiled, const hl_inputs *inputs,
                                  hl_plan_state *state, hl_error *err)
{
    if (!hl_plan__occur_by_triggers(compiled, inputs, state))
        return hl_error_memory(err);
    return hl_plan__occur_by_itself(compiled, inputs, state) ? HL_OK : hl_error_memory(err);
}

void hl_plan__state_free(hl_plan_state *state)
{
    hl_plan__planner_free(state->planner);
    free(state->placements);
    free(state->candidates);
    free(state->origins);
    free(state->stand_for);
    hl_base__arena_free(&state->trace.arena);
    hl_base__arena_free(&state->arena);
}
