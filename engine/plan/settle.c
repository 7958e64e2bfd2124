/* Runs the planner over the candidates, earlier steps first, and counts what came out. */
#include <stdlib.h>
#include <string.h>

#include "plan/plan_state.h"

/* What is already sent or planned, into the ledger, under the limits that it counts for. */
static hl_status fill_ledger(hl_plan_state *state, hl_error *err)
{
    hl_ledger *ledger = hl_plan__planner_ledger(state->planner);
    const hl_limit **limits = malloc((state->limit_count + 1) * sizeof(hl_limit *));
    bool good = limits != NULL;
    for (size_t i = 0; good && i < state->sent_count; i++) {
        const hl_sent *s = &state->sent[i];
        size_t count = 0;
        for (size_t l = 0; l < state->limit_count; l++)
            if (state->limits[l]->channel == HL_LEDGER_NONE ||
                state->limits[l]->channel == s->channel)
                limits[count++] = state->limits[l];
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

static void stop(const hl_plan_state *state, size_t index)
{
    const hl_origin *origin = &state->origins[index];
    hl_placement *p = &state->placements[index];
    *p =
        (hl_placement){.outcome = origin->stopped == HL_PLAN_REASON_WAITS ? HL_PLAN_OUTCOME_WAITING
                                                                          : HL_PLAN_OUTCOME_DROPPED,
                       .propensity = 1,
                       .binding = origin->stopped};
}

static hl_status run_rank(hl_plan_state *state, uint32_t rank, uint32_t *which, hl_error *err)
{
    size_t count = 0;
    for (size_t i = 0; i < state->candidate_count; i++) {
        hl_origin *origin = &state->origins[i];
        if (origin->rank != rank)
            continue;
        if (origin->stopped == HL_PLAN_REASON_NONE && origin->previous != HL_LEDGER_NONE)
            hl_plan__follow_placed(state, i);
        if (origin->stopped == HL_PLAN_REASON_NONE)
            which[count++] = (uint32_t)i;
        else
            stop(state, i);
    }
    return hl_plan__planner_run(state->planner, state->candidates, which, count, state->placements,
                                err);
}

bool hl_plan__is_held(const hl_plan_state *state, size_t candidate)
{
    const hl_placement *p = &state->placements[candidate];
    int64_t wish = state->candidates[candidate].wish_ms;
    int64_t now = state->options->now_utc_ms;
    return p->outcome == HL_PLAN_OUTCOME_PLANNED && !p->pulled &&
           p->at_ms > (wish > now ? wish : now);
}

static void count_outcomes(hl_plan_state *state)
{
    hl_plan_counts *counts = &state->counts;
    counts->touches = (int64_t)state->candidate_count;
    for (size_t i = 0; i < state->candidate_count; i++) {
        const hl_placement *p = &state->placements[i];
        counts->waiting += p->outcome == HL_PLAN_OUTCOME_WAITING;
        counts->dropped += p->outcome == HL_PLAN_OUTCOME_DROPPED;
        if (p->outcome != HL_PLAN_OUTCOME_PLANNED)
            continue;
        counts->planned++;
        counts->pulled += p->pulled;
        counts->held += hl_plan__is_held(state, i);
    }
}

static void find_explained(hl_plan_state *state)
{
    const char *wanted = state->options->explain;
    hl_text id = {0};
    state->explained = HL_LEDGER_NONE;
    for (size_t i = 0; wanted != NULL && i < state->candidate_count; i++) {
        hl_base__text_clear(&id);
        hl_plan__add_touch_id(state, i, &id);
        state->failed = state->failed || id.failed;
        if (strcmp(hl_base__text_string(&id), wanted) == 0) {
            state->explained = (uint32_t)i;
            hl_plan__planner_trace(state->planner, (uint32_t)i, &state->trace);
            break;
        }
    }
    hl_base__text_free(&id);
}

hl_status hl_plan__settle(hl_plan_state *state, hl_error *err)
{
    const hl_plan_options *options = state->options;
    hl_status status = HL_OK;
    uint32_t *which = malloc((state->candidate_count + 1) * sizeof *which);
    state->placements = calloc(state->candidate_count + 1, sizeof *state->placements);
    state->settings = (hl_plan_settings){.now_ms = options->now_utc_ms,
                                         .seed = options->seed,
                                         .salt = state->experiment->salt,
                                         .workspace = state->workspace,
                                         .days = &state->days,
                                         .arm_steps = state->arm_steps,
                                         .arm_step_count = state->arm_step_count,
                                         .shifts = state->shifts,
                                         .shift_count = state->shift_count,
                                         .zone_sets = state->zone_sets,
                                         .zone_set_count = state->zone_keys.count};
    state->planner = hl_plan__planner_new(&state->settings);
    if (which == NULL || state->placements == NULL || state->planner == NULL) {
        free(which);
        return hl_error_memory(err);
    }
    status = fill_ledger(state, err);
    find_explained(state);
    uint32_t highest = highest_rank(state);
    for (uint32_t rank = 0; status == HL_OK && rank <= highest; rank++)
        status = run_rank(state, rank, which, err);
    free(which);
    if (status == HL_OK && (state->failed || state->trace.failed))
        status = hl_error_memory(err);
    if (status == HL_OK)
        count_outcomes(state);
    return status;
}
