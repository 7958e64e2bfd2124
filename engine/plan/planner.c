/* The order in which touches are placed, when they compete for caps: class, then value x decay,
 * then the earliest deadline, then a hash. The worth of a touch decays evenly over its life, from
 * the wish to the deadline; without a deadline it stays. */
#include <stdlib.h>
#include <string.h>

#include "plan/place.h"

hl_planner *hl_plan__planner_new(const hl_plan_settings *settings)
{
    hl_planner *planner = calloc(1, sizeof *planner);
    if (planner == NULL)
        return NULL;
    planner->settings = settings;
    planner->traced = HL_LEDGER_NONE;
    planner->ledger = hl_plan__ledger_new(settings->workspace, settings->now_ms);
    if (planner->ledger == NULL) {
        free(planner);
        return NULL;
    }
    return planner;
}

void hl_plan__planner_free(hl_planner *planner)
{
    if (planner == NULL)
        return;
    for (size_t i = 0; i < planner->legal_keys.count && i < planner->legal_capacity; i++)
        hl_plan__legal_free(planner->legal[i]);
    free((void *)planner->legal);
    hl_base__map_free(&planner->legal_keys);
    hl_plan__ledger_free(planner->ledger);
    free(planner->reasons);
    free(planner);
}

hl_ledger *hl_plan__planner_ledger(hl_planner *planner)
{
    return planner->ledger;
}

void hl_plan__planner_trace(hl_planner *planner, uint32_t number, hl_trace *trace)
{
    planner->traced = number;
    planner->trace = trace;
}

const hl_reason *hl_plan__planner_reasons(const hl_planner *planner, const hl_placement *placement)
{
    static const hl_reason none[1];
    return placement->reason_count == 0 ? none : planner->reasons + placement->first_reason;
}

typedef struct turn {
    double score;
    int64_t deadline;
    uint64_t hash;
    const hl_candidate *candidate;
    uint8_t klass;
} turn;

static double score_of(const hl_plan_settings *settings, const hl_candidate *candidate)
{
    double value = settings->arm_steps[candidate->arm_step].hook->value;
    int64_t age = settings->now_ms - candidate->wish_ms;
    if (age <= 0 || candidate->deadline_ms == HL_PLAN_OPEN)
        return value;
    int64_t life = candidate->deadline_ms - candidate->wish_ms;
    return age >= life ? 0.0 : value * (1.0 - (double)age / (double)life);
}

/* No two candidates are the same touch, so the order is total and the input's order is forgotten.
 */
static int by_turn(const void *a, const void *b)
{
    const turn *x = a;
    const turn *y = b;
    if (x->klass != y->klass)
        return x->klass < y->klass ? -1 : 1;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    if (x->deadline != y->deadline)
        return x->deadline < y->deadline ? -1 : 1;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    uint32_t length = x->candidate->trigger_length < y->candidate->trigger_length
                          ? x->candidate->trigger_length
                          : y->candidate->trigger_length;
    int order = memcmp(x->candidate->trigger_id, y->candidate->trigger_id, length);
    if (order != 0)
        return order;
    if (x->candidate->trigger_length != y->candidate->trigger_length)
        return x->candidate->trigger_length < y->candidate->trigger_length ? -1 : 1;
    if (x->candidate->arm_step != y->candidate->arm_step)
        return x->candidate->arm_step < y->candidate->arm_step ? -1 : 1;
    return 0;
}

hl_status hl_plan__planner_run(hl_planner *planner, const hl_candidate *candidates,
                               const uint32_t *which, size_t count, hl_placement *placements,
                               hl_error *err)
{
    const hl_plan_settings *settings = planner->settings;
    turn *turns = malloc((count + 1) * sizeof *turns);
    if (turns == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < count; i++) {
        const hl_candidate *c = &candidates[which == NULL ? i : which[i]];
        turns[i] =
            (turn){score_of(settings, c), c->deadline_ms, hl_plan__draw(settings, HL_DRAW_ORDER, c),
                   c, (uint8_t)settings->arm_steps[c->arm_step].hook->klass};
    }
    qsort(turns, count, sizeof *turns, by_turn);
    for (size_t i = 0; i < count && !planner->failed; i++) {
        size_t index = (size_t)(turns[i].candidate - candidates);
        hl_plan__place(planner, (uint32_t)index, turns[i].candidate, &placements[index]);
    }
    free(turns);
    return planner->failed ? hl_error_memory(err) : HL_OK;
}
