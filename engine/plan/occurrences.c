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
        if (compiled->arm_steps[state->candidates[i].arm_step].hook_number == arm_step->after)
            return true;
    return false;
}

/* *sent: an earlier run has planned the touch. False: out of memory. */
static bool find_sent(const hl_compiled *compiled, const hl_inputs *inputs, const hl_candidate *c,
                      bool *sent)
{
    hl_text id = {0};
    *sent = false;
    if (inputs->sent_count == 0)
        return true;
    hl_plan__add_touch_id(compiled, c, &id);
    *sent =
        hl_base__map_find(&inputs->sent_ids, hl_base__text_string(&id), id.length) != HL_MAP_NONE;
    bool good = !id.failed;
    hl_base__text_free(&id);
    return good;
}

static bool add_step(const hl_compiled *compiled, const hl_inputs *inputs, const hl_occurrence *o,
                     size_t arm_step, size_t first, hl_plan_state *state)
{
    const hl_person *person = &inputs->people[o->person];
    bool sent = false;
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
                        .session_ms = person->message_ms};
    *origin = (hl_origin){.previous = HL_LEDGER_NONE};
    hl_plan__set_off(compiled, inputs, state, first, o->at_ms, c, origin);
    if (!find_sent(compiled, inputs, c, &sent))
        return false;
    state->planned_before += sent;
    state->candidate_count += !sent;
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
    for (size_t i = 0; i < inputs->trigger_count; i++) {
        const hl_trigger *t = &inputs->triggers[i];
        const hl_map_key *id = &inputs->trigger_ids.keys[t->id];
        hl_occurrence o = {.id = id->text,
                           .id_length = (uint32_t)id->length,
                           .person = t->person,
                           .signal = t->signal,
                           .operator_user = t->operator_user,
                           .at_ms = t->at_ms};
        if (!hl_plan__occur(compiled, inputs, &o, state))
            return hl_error_memory(err);
    }
    return hl_plan__occur_by_itself(compiled, inputs, state) ? HL_OK : hl_error_memory(err);
}

void hl_plan__state_free(hl_plan_state *state)
{
    hl_plan__planner_free(state->planner);
    free(state->placements);
    free(state->candidates);
    free(state->origins);
    hl_base__arena_free(&state->trace.arena);
    hl_base__arena_free(&state->arena);
}
