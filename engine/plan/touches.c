/* A plan touch by touch: what the planner keeps as numbers, spelled out. */
#include <stdlib.h>
#include <string.h>

#include "base/named_rows.h"
#include "plan/plan_handle.h"

const char *hl_plan_outcome_name(hl_plan_outcome outcome)
{
    static const char *const names[] = {[HL_PLAN_OUTCOME_PLANNED] = "planned",
                                        [HL_PLAN_OUTCOME_WAITING] = "waiting",
                                        [HL_PLAN_OUTCOME_DROPPED] = "dropped"};
    static const hl_named_rows rows = HL_NAMED_ROWS(names);
    return hl_base__row_name(&rows, outcome);
}

const char *hl_plan_reason_name(hl_plan_reason_code code)
{
    static const char *const names[HL_PLAN_REASON_CODES] = {
        [HL_PLAN_REASON_NONE] = "none",
        [HL_PLAN_REASON_WISH] = "wish",
        [HL_PLAN_REASON_LATE] = "late",
        [HL_PLAN_REASON_WINDOW] = "window",
        [HL_PLAN_REASON_QUIET] = "quiet_hours",
        [HL_PLAN_REASON_CHANNEL_HOURS] = "channel_hours",
        [HL_PLAN_REASON_SHIFT] = "shift",
        [HL_PLAN_REASON_CAP] = "cap",
        [HL_PLAN_REASON_NEVER] = "cap_zero",
        [HL_PLAN_REASON_SESSION] = "session",
        [HL_PLAN_REASON_EXPIRED] = "deadline",
        [HL_PLAN_REASON_PREFERRED] = "preferred",
        [HL_PLAN_REASON_JITTER] = "jitter",
        [HL_PLAN_REASON_EXPLORED] = "explored",
        [HL_PLAN_REASON_NO_MODEL] = "no_model",
        [HL_PLAN_REASON_MODEL] = "model",
        [HL_PLAN_REASON_HELD_OUT] = "held_out",
        [HL_PLAN_REASON_UNSEEN_SEGMENT] = "unseen_segment",
        [HL_PLAN_REASON_PULLED] = "pulled_earlier",
        [HL_PLAN_REASON_FALLBACK] = "fallback_channel",
        [HL_PLAN_REASON_ANYWAY] = "sent_anyway",
        [HL_PLAN_REASON_STOPPED] = "stopped",
        [HL_PLAN_REASON_WAITS] = "waits",
        [HL_PLAN_REASON_NO_ANCHOR] = "no_anchor",
        [HL_PLAN_REASON_SESSION_FULL] = "session_full",
        [HL_PLAN_REASON_NO_STEP] = "no_earlier_step",
        [HL_PLAN_REASON_NO_ZONE] = "no_zone",
        [HL_PLAN_REASON_SAME_TRIGGER] = "same_trigger",
        [HL_PLAN_REASON_FAREWELL] = "farewell",
        [HL_PLAN_REASON_NO_CONSENT] = "no_consent",
        [HL_PLAN_REASON_SENT_OTHERWISE] = "sent_otherwise",
        [HL_PLAN_REASON_NO_SLOT] = "no_slot",
    };
    return names[code];
}

/* What the numbers of a kept reason are. */
typedef enum meaning { NOTHING, INSTANT, LIMIT, JITTER, SLOT, TOUCH } meaning;
static const meaning meanings[HL_PLAN_REASON_CODES] = {
    [HL_PLAN_REASON_WISH] = INSTANT,
    [HL_PLAN_REASON_LATE] = INSTANT,
    [HL_PLAN_REASON_WINDOW] = INSTANT,
    [HL_PLAN_REASON_QUIET] = INSTANT,
    [HL_PLAN_REASON_SHIFT] = INSTANT,
    [HL_PLAN_REASON_CHANNEL_HOURS] = INSTANT,
    [HL_PLAN_REASON_SESSION] = INSTANT,
    [HL_PLAN_REASON_EXPIRED] = INSTANT,
    [HL_PLAN_REASON_PULLED] = INSTANT,
    [HL_PLAN_REASON_STOPPED] = INSTANT,
    [HL_PLAN_REASON_WAITS] = INSTANT,
    [HL_PLAN_REASON_CAP] = LIMIT,
    [HL_PLAN_REASON_NEVER] = LIMIT,
    [HL_PLAN_REASON_SESSION_FULL] = LIMIT,
    [HL_PLAN_REASON_JITTER] = JITTER,
    [HL_PLAN_REASON_EXPLORED] = SLOT,
    [HL_PLAN_REASON_MODEL] = SLOT,
    [HL_PLAN_REASON_HELD_OUT] = SLOT,
    [HL_PLAN_REASON_SENT_OTHERWISE] = INSTANT,
    [HL_PLAN_REASON_FAREWELL] = INSTANT,
    [HL_PLAN_REASON_SAME_TRIGGER] = TOUCH,
};

/* Touches in the order in which they are told. */
typedef struct rank {
    int64_t at_ms;
    const char *trigger_id;
    uint32_t outcome, arm_step, candidate;
} rank;

static int by_instant(const void *a, const void *b)
{
    const rank *x = a;
    const rank *y = b;
    if (x->outcome != y->outcome)
        return x->outcome < y->outcome ? -1 : 1;
    if (x->at_ms != y->at_ms)
        return x->at_ms < y->at_ms ? -1 : 1;
    int order = strcmp(x->trigger_id, y->trigger_id);
    if (order != 0)
        return order;
    return x->arm_step < y->arm_step ? -1 : x->arm_step > y->arm_step;
}

static bool order_touches(hl_plan *plan)
{
    const hl_plan_state *state = &plan->state;
    size_t count = state->candidate_count;
    rank *ranks = malloc((count + 1) * sizeof *ranks);
    plan->order = malloc((count + 1) * sizeof *plan->order);
    for (size_t i = 0; ranks != NULL && i < count; i++) {
        const hl_placement *p = &state->placements[i];
        const hl_candidate *c = &state->candidates[i];
        ranks[i] = (rank){p->outcome == HL_PLAN_OUTCOME_PLANNED ? p->at_ms : 0, c->trigger_id,
                          (uint32_t)p->outcome, c->arm_step, (uint32_t)i};
    }
    if (ranks != NULL)
        qsort(ranks, count, sizeof *ranks, by_instant);
    for (size_t i = 0; ranks != NULL && plan->order != NULL && i < count; i++)
        plan->order[i] = ranks[i].candidate;
    bool good = ranks != NULL && plan->order != NULL;
    free(ranks);
    return good;
}

/* Room for the ids and reasons of any touch, so that telling one cannot fail. */
hl_status hl_plan__make_ready(hl_plan *plan, hl_error *err)
{
    const hl_plan_state *state = &plan->state;
    size_t longest = 1;
    size_t most = 1;
    for (size_t i = 0; i < state->candidate_count; i++) {
        size_t room = hl_plan__touch_id_room(&plan->compiled, &state->candidates[i]);
        size_t count = state->placements[i].reason_count + 1;
        longest = room > longest ? room : longest;
        most = count > most ? count : most;
    }
    plan->id_room = longest;
    plan->ids = hl_base__arena_array(&plan->arena, most + 1, longest);
    plan->reasons = hl_base__arena_array(&plan->arena, most, sizeof *plan->reasons);
    if (plan->ids == NULL || plan->reasons == NULL || !order_touches(plan))
        return hl_error_memory(err);
    return HL_OK;
}

/* The id in place number `at` of those that are told at once. */
static const char *put_id(hl_plan *plan, size_t candidate, size_t at)
{
    char *out = plan->ids + at * plan->id_room;
    (void)hl_plan__touch_id(&plan->compiled, &plan->state.candidates[candidate], out);
    return out;
}

static void put_reason(hl_plan *plan, const hl_zone *zone, const hl_reason *from, size_t at)
{
    hl_plan_reason *to = &plan->reasons[at];
    *to = (hl_plan_reason){.code = from->code, .at = {HL_PLAN_NONE, 0}};
    switch (meanings[from->code]) {
    case LIMIT:
        to->limit = &plan->compiled.limits[from->subject]->rule;
        to->holder = from->other == HL_LEDGER_NONE ? NULL : put_id(plan, from->other, at + 1);
        to->at = hl_plan__local_time(zone, from->at);
        break;
    case INSTANT:
        to->at = hl_plan__local_time(zone, from->at);
        break;
    case TOUCH:
        to->holder = put_id(plan, from->other, at + 1);
        break;
    case JITTER:
        to->number = from->at / 1000;
        break;
    case SLOT:
        to->number = from->subject;
        to->of = from->at;
        break;
    case NOTHING:
        break;
    }
}

static size_t put_reasons(hl_plan *plan, size_t i, const hl_zone *zone)
{
    const hl_placement *p = &plan->state.placements[i];
    const hl_origin *origin = &plan->state.origins[i];
    if (origin->stopped != HL_PLAN_REASON_NONE) {
        const hl_reason why = {
            .code = origin->stopped, .at = origin->stopped_at, .other = origin->twin};
        put_reason(plan, zone, &why, 0);
        return 1;
    }
    const hl_reason *kept = hl_plan__planner_reasons(plan->state.planner, p);
    size_t count = 0;
    while (count < p->reason_count) {
        put_reason(plan, zone, &kept[count], count);
        count++;
    }
    if (p->outcome == HL_PLAN_OUTCOME_DROPPED)
        plan->reasons[count++] =
            (hl_plan_reason){.code = HL_PLAN_REASON_NO_SLOT, .at = {HL_PLAN_NONE, 0}};
    return count;
}

/* What the arm's step says. */
static void tell_step(const hl_compiled *compiled, const hl_arm_step *arm_step, uint8_t route,
                      hl_planned_touch *out)
{
    const hl_experiment *x = compiled->experiment;
    const hl_step *step = &arm_step->arm->steps[arm_step->step_index];
    out->experiment = x->name;
    out->arm = arm_step->arm->name;
    out->hook = arm_step->hook->name;
    out->klass = arm_step->hook->klass;
    out->arm_index = arm_step->arm_index;
    out->step_index = arm_step->step_index;
    const char *channel =
        hl_plan__name_text(&compiled->names.channels, arm_step->routes[route].channel_number);
    out->channel = channel[0] == '\0' ? NULL : channel;
    if (step->variant != SIZE_MAX) {
        out->variant = x->variants[step->variant].name;
        out->text = &x->variants[step->variant].text;
    }
    if (step->window != SIZE_MAX)
        out->window = x->windows[step->window].name;
}

/* What is not set off yet has no wish and no deadline either. */
static bool is_open(hl_plan_reason_code stopped)
{
    return stopped == HL_PLAN_REASON_NO_ANCHOR || stopped == HL_PLAN_REASON_WAITS ||
           stopped == HL_PLAN_REASON_NO_STEP || stopped == HL_PLAN_REASON_NO_ZONE;
}

static void tell_times(const hl_plan_state *state, size_t i, const hl_zone *zone,
                       hl_planned_touch *out)
{
    const hl_candidate *c = &state->candidates[i];
    const hl_placement *p = &state->placements[i];
    bool open = is_open(state->origins[i].stopped);
    bool planned = p->outcome == HL_PLAN_OUTCOME_PLANNED;
    out->planned = hl_plan__local_time(zone, planned ? p->at_ms : HL_PLAN_NONE);
    out->wished = hl_plan__local_time(zone, open ? HL_PLAN_NONE : c->wish_ms);
    out->deadline = hl_plan__local_time(zone, open ? HL_PLAN_OPEN : c->deadline_ms);
    out->held = hl_plan__is_held(state, i);
}

const char *hl_plan__policy_name(const hl_placement *placement)
{
    static const char *const names[] = {[HL_PLAN_DRAWN_NOT] = NULL,
                                        [HL_PLAN_DRAWN_BY_MODEL] = "model",
                                        [HL_PLAN_DRAWN_EXPLORED] = "explore",
                                        [HL_PLAN_DRAWN_HELD_OUT] = "holdout"};
    return placement->outcome == HL_PLAN_OUTCOME_PLANNED ? names[placement->drawn] : NULL;
}

const char *hl_plan__model_of(const hl_compiled *compiled, const hl_candidate *candidate,
                              const hl_placement *placement)
{
    bool by_model = compiled->arm_steps[candidate->arm_step].hook->choose == HL_CHOOSE_MODEL;
    return by_model && hl_plan__policy_name(placement) != NULL ? compiled->send_model.kept->digest
                                                               : NULL;
}

static void tell(hl_plan *plan, size_t i, hl_planned_touch *out)
{
    const hl_inputs *inputs = &plan->inputs;
    const hl_candidate *c = &plan->state.candidates[i];
    const hl_placement *p = &plan->state.placements[i];
    const hl_zone *zone = inputs->zone_sets[c->zone_set].zones[0];
    *out = (hl_planned_touch){
        .touch_id = put_id(plan, i, 0),
        .trigger_id = c->trigger_id,
        .user_id = inputs->people_ids.keys[c->user].text,
        .outcome = p->outcome,
        .propensity = p->propensity,
        .pulled = p->pulled,
        .zone = inputs->people[c->user].zone_source == HL_ZONE_NONE ? "" : hl_base__zone_name(zone),
        .zone_source = (hl_zone_source)inputs->people[c->user].zone_source,
        .binding = p->binding,
        .reason_count = put_reasons(plan, i, zone),
        .reasons = plan->reasons};
    if (c->operator_user != HL_LEDGER_NONE)
        out->operator_name = hl_plan__name_text(&inputs->names.operators, c->operator_user);
    tell_step(&plan->compiled, &plan->compiled.arm_steps[c->arm_step], p->route, out);
    tell_times(&plan->state, i, zone, out);
    out->night = hl_plan__is_night(plan, i);
    out->policy = hl_plan__policy_name(p);
    out->model = hl_plan__model_of(&plan->compiled, c, p);
}

bool hl_plan_next(hl_plan *plan, hl_planned_touch *out)
{
    if (plan->next == plan->state.candidate_count) {
        plan->next = 0;
        return false;
    }
    tell(plan, plan->order[plan->next++], out);
    return true;
}

void hl_plan_rewind(hl_plan *plan)
{
    plan->next = 0;
}

bool hl_plan_explained(hl_plan *plan, hl_plan_replay *out)
{
    const hl_plan_state *state = &plan->state;
    if (state->explained == HL_LEDGER_NONE)
        return false;
    tell(plan, state->explained, &out->touch);
    out->design = &plan->compiled.experiment->design;
    out->search_count = state->trace.count;
    out->searches = state->trace.searches;
    return true;
}

const char *hl_plan_tzdata(const hl_plan *plan)
{
    return hl_base__zones_version(plan->compiled.zones);
}
