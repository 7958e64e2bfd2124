/* Runs the planner over the candidates, earlier steps first. */
#include <stdlib.h>
#include <string.h>

#include "plan/plan_state.h"

/* What is already sent or planned, into the ledger, under the limits that it counts for. */
static hl_status fill_ledger(const hl_compiled *compiled, const hl_inputs *inputs,
                             hl_ledger *ledger, hl_error *err)
{
    const hl_limit **limits = malloc((compiled->limit_count + 1) * sizeof(hl_limit *));
    bool good = limits != NULL;
    for (size_t i = 0; good && i < inputs->sent_count; i++) {
        const hl_sent *s = &inputs->sent[i];
        size_t count = 0;
        for (size_t l = 0; l < compiled->limit_count; l++)
            if (compiled->limits[l]->channel == HL_LEDGER_NONE ||
                compiled->limits[l]->channel == s->channel)
                limits[count++] = compiled->limits[l];
        hl_ledger_entry entry = {s->at_ms, s->user,        s->operator_user, s->channel,
                                 s->hook,  HL_LEDGER_NONE, s->klass};
        good = hl_plan__ledger_add(ledger, &entry, limits, count);
    }
    free((void *)limits);
    return good ? HL_OK : hl_error_memory(err);
}

static uint32_t highest_rank(const hl_plan_state *state)
{
    uint32_t highest = 0;
    for (size_t i = 0; i < state->candidate_count; i++)
        if (state->origins[i].rank > highest)
            highest = state->origins[i].rank;
    return highest;
}

static hl_placement stopped(hl_plan_reason_code why)
{
    return (hl_placement){.outcome = why == HL_PLAN_REASON_WAITS ? HL_PLAN_OUTCOME_WAITING
                                                                 : HL_PLAN_OUTCOME_DROPPED,
                          .propensity = 1,
                          .binding = why};
}

static hl_status run_rank(const hl_compiled *compiled, const hl_inputs *inputs,
                          hl_plan_state *state, uint32_t rank, uint32_t *which, hl_error *err)
{
    size_t count = 0;
    for (size_t i = 0; i < state->candidate_count; i++) {
        const hl_origin *origin = &state->origins[i];
        if (origin->rank != rank)
            continue;
        if (origin->stopped == HL_PLAN_REASON_NONE && origin->previous != HL_LEDGER_NONE)
            hl_plan__follow_placed(compiled, inputs, state, i);
        if (origin->stopped == HL_PLAN_REASON_NONE)
            which[count++] = (uint32_t)i;
        else
            state->placements[i] = stopped(origin->stopped);
    }
    return hl_plan__planner_run(state->planner, state->candidates, which, count, state->placements,
                                err);
}

bool hl_plan__is_held(const hl_plan_state *state, size_t candidate)
{
    const hl_placement *p = &state->placements[candidate];
    int64_t wish = state->candidates[candidate].wish_ms;
    int64_t now = state->settings.now_ms;
    return p->outcome == HL_PLAN_OUTCOME_PLANNED && !p->pulled &&
           p->at_ms > (wish > now ? wish : now);
}

/* Traces the touch that the caller asks about, when it is there. */
static hl_status trace_explained(const hl_compiled *compiled, hl_plan_state *state, hl_error *err)
{
    const char *wanted = compiled->options->explain;
    hl_text id = {0};
    state->explained = HL_LEDGER_NONE;
    for (size_t i = 0; wanted != NULL && !id.failed && i < state->candidate_count; i++) {
        hl_base__text_clear(&id);
        hl_plan__add_touch_id(compiled, &state->candidates[i], &id);
        if (strcmp(hl_base__text_string(&id), wanted) != 0)
            continue;
        state->explained = (uint32_t)i;
        hl_plan__planner_trace(state->planner, (uint32_t)i, &state->trace);
        break;
    }
    hl_status status = hl_base__text_status(&id, err);
    hl_base__text_free(&id);
    return status;
}

static hl_status open_planner(const hl_compiled *compiled, const hl_inputs *inputs,
                              hl_plan_state *state, hl_error *err)
{
    state->settings = (hl_plan_settings){.now_ms = compiled->options->now_utc_ms,
                                         .seed = compiled->options->seed,
                                         .salt = compiled->experiment->salt,
                                         .workspace = compiled->workspace,
                                         .days = &compiled->days,
                                         .arm_steps = compiled->arm_steps,
                                         .arm_step_count = compiled->arm_step_count,
                                         .shifts = compiled->shifts,
                                         .shift_count = compiled->shift_count,
                                         .zone_sets = inputs->zone_sets,
                                         .zone_set_count = inputs->zone_keys.count,
                                         .chooser = compiled->send_model.chooser};
    state->planner = hl_plan__planner_new(&state->settings);
    state->placements = calloc(state->candidate_count + 1, sizeof *state->placements);
    if (state->planner == NULL || state->placements == NULL)
        return hl_error_memory(err);
    hl_ledger *ledger = hl_plan__planner_ledger(state->planner);
    hl_status status = fill_ledger(compiled, inputs, ledger, err);
    return status == HL_OK ? trace_explained(compiled, state, err) : status;
}

hl_status hl_plan__settle(const hl_compiled *compiled, const hl_inputs *inputs,
                          hl_plan_state *state, hl_error *err)
{
    uint32_t *which = malloc((state->candidate_count + 1) * sizeof *which);
    hl_status status =
        which == NULL ? hl_error_memory(err) : open_planner(compiled, inputs, state, err);
    uint32_t highest = highest_rank(state);
    for (uint32_t rank = 0; status == HL_OK && rank <= highest; rank++)
        status = run_rank(compiled, inputs, state, rank, which, err);
    free(which);
    if (status == HL_OK && state->trace.failed)
        status = hl_error_memory(err);
    return status;
}
