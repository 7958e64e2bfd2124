/* Planning, stage by stage. */
#include <stdlib.h>

#include "hookline/assign.h"
#include "log/read_store.h"
#include "plan/plan_handle.h"

/* Everything that is read of a store is read in one transaction: a plan that may be reserved holds
 * the write lock from here on, a dry run looks at one state. */
static hl_status open_transaction(hl_plan *plan, hl_error *err)
{
    hl_store *store = plan->options.store;
    if (store == NULL)
        return HL_OK;
    if (plan->options.dry_run)
        return hl_log__begin_reading(store, err);
    hl_status status = hl_log__reserve_begin(store, err);
    plan->reserving = status == HL_OK;
    return status;
}

/* The store's definition when none is given; and the ranges of its arms: those that the store has,
 * or would have once the given definition is applied. */
static hl_status find_definition(hl_plan *plan, const hl_definition **definition, char **ranges,
                                 hl_error *err)
{
    hl_store *store = plan->options.store;
    const hl_experiment *x = *definition == NULL ? NULL : hl_definition_experiment(*definition);
    const char *name = x == NULL ? plan->options.experiment : x->name;
    char *stored = NULL;
    if (store == NULL || (x != NULL && plan->options.ranges != NULL))
        return HL_OK;
    hl_status status = hl_log__definition(store, name, &plan->stored, &stored, err);
    if (status == HL_OK && x != NULL && plan->stored != NULL)
        status =
            hl_assign_next_ranges(hl_definition_experiment(plan->stored), stored, x, ranges, err);
    if (status != HL_OK || x != NULL) {
        free(stored);
        return status;
    }
    *definition = plan->stored;
    *ranges = stored;
    if (plan->stored == NULL)
        return hl_error_set(err, HL_REJECTED, "there is no experiment '%s' in the store", name);
    return HL_OK;
}

/* A definition for the report alone sends nothing, whoever its users are. */
static hl_status need_hook(const hl_compiled *c, hl_error *err)
{
    if (c->arm_step_count > 0)
        return HL_OK;
    return hl_error_set(err, HL_REJECTED,
                        "%s: no arm has a hook, so nothing is ever sent: name in each arm that is "
                        "to get messages what sets them off (\"hook\": \"NAME\", of 'hooks')",
                        c->file == NULL ? c->experiment->name : c->file);
}

static hl_status compile(hl_plan *plan, const hl_definition *definition, hl_problems *problems,
                         hl_error *err)
{
    char *ranges = NULL;
    if (definition == NULL && (plan->options.store == NULL || plan->options.experiment == NULL))
        return hl_error_set(err, HL_USAGE,
                            "a plan needs a definition, or the name of one and its store");
    hl_status status = find_definition(plan, &definition, &ranges, err);
    if (status != HL_OK) {
        free(ranges);
        return status;
    }
    status = hl_plan__compile(definition, ranges, &plan->options, problems, &plan->compiled, err);
    return status == HL_OK ? need_hook(&plan->compiled, err) : status;
}

/* All that comes from outside; from then on a dry run lets go of the store. */
static hl_status read(hl_plan *plan, const hl_definition *definition, hl_problems *problems,
                      hl_error *err)
{
    hl_status status = open_transaction(plan, err);
    if (status != HL_OK)
        return status;
    status = compile(plan, definition, problems, err);
    if (status == HL_OK)
        status =
            hl_plan__open_send_model(plan->options.store, plan->compiled.experiment,
                                     plan->options.seed, problems, &plan->compiled.send_model, err);
    if (status == HL_OK)
        status = hl_plan__read(&plan->compiled, problems, &plan->inputs, err);
    if (plan->options.store != NULL && !plan->reserving)
        status = hl_log__end_reading(plan->options.store, status, err);
    return status;
}

static hl_status decide(hl_plan *plan, hl_error *err)
{
    const hl_compiled *compiled = &plan->compiled;
    const hl_inputs *inputs = &plan->inputs;
    hl_status status = hl_plan__add_candidates(compiled, inputs, &plan->state, err);
    return status == HL_OK ? hl_plan__settle(compiled, inputs, &plan->state, err) : status;
}

static void count(hl_plan *plan)
{
    const hl_plan_state *state = &plan->state;
    hl_plan_counts *counts = &plan->counts;
    *counts = plan->inputs.counts;
    counts->duplicates += state->planned_before;
    counts->planned_before = state->planned_before;
    counts->sent_otherwise = state->sent_otherwise;
    counts->touches = (int64_t)state->candidate_count;
    for (size_t i = 0; i < state->candidate_count; i++) {
        const hl_placement *p = &state->placements[i];
        counts->planned += p->outcome == HL_PLAN_OUTCOME_PLANNED;
        counts->waiting += p->outcome == HL_PLAN_OUTCOME_WAITING;
        counts->dropped += p->outcome == HL_PLAN_OUTCOME_DROPPED;
        hl_plan_reason_code why = state->origins[i].stopped;
        counts->stopped +=
            p->outcome == HL_PLAN_OUTCOME_DROPPED &&
            (why == HL_PLAN_REASON_STOPPED || why == HL_PLAN_REASON_FAREWELL ||
             why == HL_PLAN_REASON_NO_CONSENT || why == HL_PLAN_REASON_SENT_OTHERWISE);
        counts->same_triggers += why == HL_PLAN_REASON_SAME_TRIGGER;
        counts->pulled += p->pulled;
        counts->held += hl_plan__is_held(state, i);
    }
}

hl_status hl_plan_make(const hl_definition *definition, const hl_plan_options *options,
                       hl_problems *problems, hl_plan **out, hl_error *err)
{
    hl_plan *plan = calloc(1, sizeof *plan);
    if (plan == NULL)
        return hl_error_memory(err);
    plan->options = *options;
    hl_status status = read(plan, definition, problems, err);
    if (status == HL_OK)
        status = hl_problems_status(problems, err);
    if (status == HL_OK)
        status = decide(plan, err);
    if (status == HL_OK)
        status = hl_plan__make_ready(plan, err);
    if (status == HL_OK) {
        hl_plan__note_left(plan, problems);
        hl_plan__note_send_model(plan, problems);
        hl_plan__note_late(plan, problems);
        hl_plan__note_night(plan, problems);
        hl_plan__note_repeated(plan, problems);
        status = hl_plan__note_confounded(plan, problems, err);
    }
    if (status == HL_OK)
        status = hl_plan__note_arms_apart(plan, problems, err);
    if (status != HL_OK) {
        hl_plan_free(plan);
        return status;
    }
    count(plan);
    *out = plan;
    return HL_OK;
}

void hl_plan_free(hl_plan *plan)
{
    if (plan == NULL)
        return;
    if (plan->reserving)
        hl_log__reserve_rollback(plan->options.store);
    hl_plan__state_free(&plan->state);
    hl_plan__inputs_free(&plan->inputs);
    hl_plan__compiled_free(&plan->compiled);
    hl_definition_free(plan->stored);
    hl_base__arena_free(&plan->arena);
    free(plan->order);
    free(plan);
}

const hl_plan_counts *hl_plan_count(const hl_plan *plan)
{
    return &plan->counts;
}
