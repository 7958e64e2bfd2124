/* From what sets hooks off to candidates: each step of the user's arm that the occurrence concerns,
 * with its wish and deadline; and the occurrences that no trigger file brings: recurring dates and
 * silence. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan/plan_state.h"

static bool same(const char *name, const char *text, size_t length)
{
    return name != NULL && strlen(name) == length && memcmp(name, text, length) == 0;
}

int64_t hl_plan__event_after(const hl_plan_state *state, uint32_t person, const char *type,
                             int64_t after_ms)
{
    int64_t first = INT64_MAX;
    uint32_t number = hl_base__map_find(&state->event_types, type, strlen(type));
    if (number == HL_MAP_NONE)
        return first;
    for (uint32_t at = state->people[person].first_event; at != HL_LEDGER_NONE;
         at = state->events[at].next) {
        const hl_user_event *e = &state->events[at];
        if (e->type == number && e->at_ms > after_ms && e->at_ms <= state->options->now_utc_ms &&
            e->at_ms < first)
            first = e->at_ms;
    }
    return first;
}

static bool grow(hl_plan_state *state)
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

/* Wish and deadline of a hook with an anchor. */
static void from_anchor(const hl_plan_state *state, const hl_occurrence *o, const hl_hook *hook,
                        hl_candidate *c, hl_origin *origin)
{
    static const hl_span one_day = {.present = true, .days = 1};
    const hl_experiment *x = state->experiment;
    const hl_zone *zone = hl_plan__person_zone(state, &state->people[o->person]);
    int64_t anchor = o->at_ms;
    if (anchor == INT64_MIN)
        anchor = state->anchors[o->person * x->hook_count + (size_t)(hook - x->hooks)];
    c->anchored = true;
    if (anchor == INT64_MIN) {
        origin->stopped = HL_PLAN_REASON_NO_ANCHOR;
        return;
    }
    c->born_ms = anchor;
    c->wish_ms = hook->lead.present ? hl_plan__span_before(zone, anchor, &hook->lead) : anchor;
    c->deadline_ms = anchor;
    if (hook->recurs != NULL)
        c->deadline_ms =
            hl_plan__span_after(zone, anchor, hook->expiry.present ? &hook->expiry : &one_day);
    else if (anchor <= state->options->now_utc_ms)
        origin->stopped = HL_PLAN_REASON_EXPIRED;
    origin->stopped_at = anchor;
}

static void from_trigger(const hl_plan_state *state, const hl_occurrence *o, const hl_hook *hook,
                         hl_candidate *c, hl_origin *origin)
{
    const hl_zone *zone = hl_plan__person_zone(state, &state->people[o->person]);
    if (o->at_ms == INT64_MIN) {
        origin->stopped = HL_PLAN_REASON_NO_ANCHOR;
        return;
    }
    c->born_ms = o->at_ms;
    c->wish_ms = hook->delay.present ? hl_plan__span_after(zone, o->at_ms, &hook->delay) : o->at_ms;
    c->deadline_ms =
        hook->expiry.present ? hl_plan__span_after(zone, o->at_ms, &hook->expiry) : HL_PLAN_OPEN;
    if (c->deadline_ms <= c->wish_ms) {
        origin->stopped = HL_PLAN_REASON_EXPIRED;
        origin->stopped_at = c->deadline_ms;
    }
}

static void stop_on_events(const hl_plan_state *state, const hl_hook *hook, const hl_candidate *c,
                           hl_origin *origin)
{
    for (size_t i = 0; i < hook->stop_on_count; i++) {
        int64_t at = hl_plan__event_after(state, origin->person, hook->stop_on[i], c->born_ms);
        if (at != INT64_MAX) {
            origin->stopped = HL_PLAN_REASON_STOPPED;
            origin->stopped_at = at;
        }
    }
}

/* The latest touch of that hook that went to the user before. */
static const hl_sent *last_sent(const hl_plan_state *state, uint32_t person, const char *hook)
{
    const hl_sent *last = NULL;
    for (uint32_t i = state->people[person].first_sent; i != HL_LEDGER_NONE;
         i = state->sent[i].next) {
        const hl_sent *s = &state->sent[i];
        const char *name = state->hook_names.keys[s->hook].text;
        const char *slash = strrchr(name, '/');
        if (s->own && slash != NULL && strcmp(slash + 1, hook) == 0 &&
            (last == NULL || s->at_ms > last->at_ms))
            last = s;
    }
    return last;
}

/* What an earlier step at base_ms means for this one: its wish, or why it waits or ends. */
static void follow(const hl_plan_state *state, const hl_hook *hook, int64_t base_ms,
                   hl_candidate *c, hl_origin *origin)
{
    const hl_zone *zone = state->zone_sets[c->zone_set].zones[0];
    int64_t now = state->options->now_utc_ms;
    int64_t reply = hl_plan__event_after(state, origin->person, "reply", base_ms);
    int64_t from = base_ms;
    bool own = hook->trigger != NULL || hook->anchor != NULL;
    if (hook->no_reply_within.present) {
        from = hl_plan__span_after(zone, base_ms, &hook->no_reply_within);
        if (reply <= from) {
            *origin =
                (hl_origin){origin->person, origin->previous, origin->rank, HL_PLAN_REASON_STOPPED,
                            reply,          origin->line};
            return;
        }
        if (from > now) {
            origin->stopped = HL_PLAN_REASON_WAITS;
            origin->stopped_at = from;
        }
    } else if (hook->on_reply != NULL && strcmp(hook->on_reply, "require") == 0) {
        from = reply;
        if (reply == INT64_MAX) {
            origin->stopped = HL_PLAN_REASON_WAITS;
            origin->stopped_at = INT64_MAX;
            return;
        }
    } else if (hook->on_reply != NULL && reply != INT64_MAX) {
        origin->stopped = HL_PLAN_REASON_STOPPED;
        origin->stopped_at = reply;
    }
    if (!own) {
        c->born_ms = from;
        if (hook->expiry.present)
            c->deadline_ms = hl_plan__span_after(zone, from, &hook->expiry);
        if (hook->delay.present)
            from = hl_plan__span_after(zone, from, &hook->delay);
        c->wish_ms = from;
    }
    c->wish_ms = c->wish_ms > from ? c->wish_ms : from;
}

void hl_plan__follow_placed(hl_plan_state *state, size_t index)
{
    hl_origin *origin = &state->origins[index];
    const hl_placement *before = &state->placements[origin->previous];
    const hl_hook *hook = state->arm_steps[state->candidates[index].arm_step].hook;
    if (before->outcome == HL_PLAN_OUTCOME_PLANNED) {
        follow(state, hook, before->at_ms, &state->candidates[index], origin);
    } else {
        origin->stopped = before->outcome == HL_PLAN_OUTCOME_WAITING ? HL_PLAN_REASON_WAITS
                                                                     : HL_PLAN_REASON_NO_STEP;
        origin->stopped_at = INT64_MAX;
    }
}

/* The earlier step: sent before, or a candidate of the same occurrence. */
static void after_step(const hl_plan_state *state, const hl_hook *hook, size_t first, size_t own,
                       hl_candidate *c, hl_origin *origin)
{
    for (size_t i = first; i < own; i++)
        if (strcmp(state->arm_steps[state->candidates[i].arm_step].hook->name, hook->after) == 0) {
            origin->previous = (uint32_t)i;
            origin->rank = state->origins[i].rank + 1;
            return;
        }
    const hl_sent *sent = last_sent(state, origin->person, hook->after);
    if (sent == NULL) {
        origin->stopped = HL_PLAN_REASON_WAITS;
        origin->stopped_at = INT64_MAX;
        return;
    }
    follow(state, hook, sent->at_ms, c, origin);
}

/* Whether the hook is set off by the occurrence: by its name, its trigger, or an earlier step. */
static bool concerned(const hl_plan_state *state, const hl_hook *hook, const hl_occurrence *o,
                      size_t first)
{
    if (same(hook->name, o->hook_name, o->hook_length) ||
        same(hook->trigger, o->hook_name, o->hook_length))
        return true;
    if (hook->trigger != NULL || hook->anchor != NULL || hook->after == NULL)
        return false;
    for (size_t i = first; i < state->candidate_count; i++)
        if (strcmp(state->arm_steps[state->candidates[i].arm_step].hook->name, hook->after) == 0)
            return true;
    return false;
}

static bool is_sent(hl_plan_state *state, size_t candidate)
{
    hl_text id = {0};
    hl_plan__add_touch_id(state, candidate, &id);
    state->failed = state->failed || id.failed;
    bool sent =
        state->sent_count > 0 &&
        hl_base__map_find(&state->sent_ids, hl_base__text_string(&id), id.length) != HL_MAP_NONE;
    hl_base__text_free(&id);
    return sent;
}

static bool add_step(hl_plan_state *state, const hl_occurrence *o, size_t arm_step, size_t first)
{
    const hl_hook *hook = state->arm_steps[arm_step].hook;
    const hl_person *person = &state->people[o->person];
    if (!grow(state))
        return false;
    size_t index = state->candidate_count;
    hl_candidate *c = &state->candidates[index];
    hl_origin *origin = &state->origins[index];
    *c = (hl_candidate){.trigger_id = o->id,
                        .trigger_length = o->id_length,
                        .user = o->person,
                        .operator_user = o->operator_user,
                        .arm_step = (uint32_t)arm_step,
                        .zone_set = person->zone_set,
                        .deadline_ms = HL_PLAN_OPEN,
                        .session_ms = person->message_ms};
    *origin = (hl_origin){.person = o->person, .previous = HL_LEDGER_NONE, .line = o->line};
    if (hook->anchor != NULL)
        from_anchor(state, o, hook, c, origin);
    else
        from_trigger(state, o, hook, c, origin);
    if (origin->stopped == HL_PLAN_REASON_NONE)
        stop_on_events(state, hook, c, origin);
    if (origin->stopped == HL_PLAN_REASON_NONE && hook->after != NULL)
        after_step(state, hook, first, index, c, origin);
    if (is_sent(state, index))
        state->counts.duplicates++; /* planned in an earlier run */
    else
        state->candidate_count++;
    return true;
}

bool hl_plan__occur(hl_plan_state *state, const hl_occurrence *o, hl_error *err)
{
    uint32_t arm = state->people[o->person].arm;
    size_t first = state->candidate_count;
    if (o->at_ms != INT64_MIN && o->at_ms > state->options->now_utc_ms && o->line > 0) {
        bool anchored = false;
        for (size_t t = state->first_arm_step[arm]; t < state->first_arm_step[arm + 1]; t++)
            anchored = anchored || (state->arm_steps[t].hook->anchor != NULL &&
                                    concerned(state, state->arm_steps[t].hook, o, first));
        if (!anchored)
            hl_plan__warn(state, state->options->triggers, o->line, ++state->counts.future_triggers,
                          "the trigger lies in the future: planned from its instant on");
    }
    bool any = false;
    for (size_t t = state->first_arm_step[arm]; t < state->first_arm_step[arm + 1]; t++) {
        if (!concerned(state, state->arm_steps[t].hook, o, first))
            continue;
        any = true;
        if (!add_step(state, o, t, first)) {
            (void)hl_error_memory(err);
            return false;
        }
    }
    return any;
}

/* The next recurrence of a local date whose wish is due before `until`. */
static int64_t next_anchor(const hl_zone *zone, const hl_hook *hook, int64_t local_ms,
                           int64_t now_ms)
{
    static const hl_span one_day = {.present = true, .days = 1};
    hl_civil date = hl_base__civil_from_ms(local_ms);
    hl_civil today =
        hl_base__civil_from_ms(now_ms + hl_base__zone_offset(zone, now_ms) * INT64_C(1000));
    int64_t day = hl_base__civil_days(today.year, today.month, today.day);
    bool weekly = strcmp(hook->recurs, "weekly") == 0;
    bool monthly = strcmp(hook->recurs, "monthly") == 0;
    int64_t of_day = local_ms - hl_base__civil_day_of(local_ms) * HL_DAY_MS;
    for (int32_t i = -1; i < 14; i++) {
        int64_t at = 0;
        int32_t year = today.year + (weekly || monthly ? 0 : i);
        int32_t month = date.month;
        if (weekly) {
            int32_t weekday = hl_base__civil_weekday(hl_base__civil_day_of(local_ms));
            at = day - hl_base__civil_weekday(day) + weekday + 7 * (int64_t)i;
        } else {
            if (monthly) {
                int32_t months = today.year * 12 + today.month - 1 + i;
                year = months / 12;
                month = months % 12 + 1;
            }
            int32_t length = hl_base__civil_month_length(year, month);
            at = hl_base__civil_days(year, month, date.day < length ? date.day : length);
        }
        int64_t anchor = hl_base__zone_instant(zone, at * HL_DAY_MS + of_day);
        if (hl_plan__span_after(zone, anchor, hook->expiry.present ? &hook->expiry : &one_day) >
            now_ms)
            return anchor;
    }
    return INT64_MAX;
}

static bool occur_of(hl_plan_state *state, uint32_t person, const hl_hook *hook, int64_t at_ms,
                     hl_error *err)
{
    char day[HL_TIME_TEXT];
    const hl_zone *zone = hl_plan__person_zone(state, &state->people[person]);
    hl_text id = {0};
    int64_t local = at_ms + hl_base__zone_offset(zone, at_ms) * INT64_C(1000);
    hl_base__text_addf(&id, "%s:%s:%s", hook->name, state->people_ids.keys[person].text,
                       hl_base__day_text(hl_base__civil_day_of(local), day));
    const char *text =
        id.failed ? NULL : hl_base__arena_string(&state->arena, hl_base__text_string(&id));
    hl_occurrence o = {.id = text,
                       .id_length = (uint32_t)id.length,
                       .person = person,
                       .hook_name = hook->name,
                       .hook_length = strlen(hook->name),
                       .at_ms = at_ms,
                       .operator_user = state->people[person].operator_user};
    hl_base__text_free(&id);
    if (text == NULL)
        return hl_error_memory(err) == HL_OK;
    hl_error failed = HL_ERROR_INIT;
    (void)hl_plan__occur(state, &o, &failed);
    return failed.status == HL_OK || hl_error_memory(err) == HL_OK;
}

static bool recur(hl_plan_state *state, uint32_t person, size_t h, hl_error *err)
{
    const hl_hook *hook = &state->experiment->hooks[h];
    const hl_zone *zone = hl_plan__person_zone(state, &state->people[person]);
    int64_t now = state->options->now_utc_ms;
    int64_t until = now + state->options->horizon_ms;
    if (hook->silent.present) {
        int64_t active = state->people[person].active_ms;
        int64_t due =
            active == INT64_MIN ? INT64_MAX : hl_plan__span_after(zone, active, &hook->silent);
        return due >= until || occur_of(state, person, hook, due, err);
    }
    int64_t local = state->anchors[person * state->experiment->hook_count + h];
    if (hook->recurs == NULL || local == INT64_MIN)
        return true;
    int64_t anchor = next_anchor(zone, hook, local, now);
    if (anchor == INT64_MAX)
        return true;
    int64_t wish = hook->lead.present ? hl_plan__span_before(zone, anchor, &hook->lead) : anchor;
    return wish >= until || occur_of(state, person, hook, anchor, err);
}

/* The trigger that a touch of ours came from ("EXPERIMENT/TRIGGER/STEP"), so that a later step has
 * the same name whether it is planned together with the earlier one or in a later run. */
static void trigger_of(const hl_plan_state *state, const hl_sent *sent, hl_text *out)
{
    const hl_map_key *id = &state->sent_ids.keys[sent->id];
    const char *experiment = state->experiment->name;
    size_t length = strlen(experiment);
    const char *end = strrchr(id->text, '/');
    if (strncmp(id->text, experiment, length) == 0 && id->text[length] == '/' &&
        end > id->text + length)
        hl_base__text_add_bytes(out, id->text + length + 1, (size_t)(end - id->text) - length - 1);
    else
        hl_base__text_addf(out, "after:%s", id->text);
}

/* Steps that only an earlier step sets off, when that one went out in an earlier run. */
static bool continue_journey(hl_plan_state *state, uint32_t person, const hl_hook *hook,
                             hl_error *err)
{
    const hl_sent *sent = last_sent(state, person, hook->after);
    if (sent == NULL)
        return true;
    hl_text id = {0};
    trigger_of(state, sent, &id);
    const char *text =
        id.failed ? NULL : hl_base__arena_string(&state->arena, hl_base__text_string(&id));
    hl_occurrence o = {.id = text,
                       .id_length = (uint32_t)id.length,
                       .person = person,
                       .hook_name = hook->name,
                       .hook_length = strlen(hook->name),
                       .at_ms = sent->at_ms,
                       .operator_user = state->people[person].operator_user};
    hl_base__text_free(&id);
    hl_error failed = HL_ERROR_INIT;
    if (text == NULL)
        return hl_error_memory(err) == HL_OK;
    (void)hl_plan__occur(state, &o, &failed);
    return failed.status == HL_OK || hl_error_memory(err) == HL_OK;
}

static bool comes_by_itself(const hl_hook *hook)
{
    return hook->recurs != NULL || hook->silent.present ||
           (hook->after != NULL && hook->trigger == NULL && hook->anchor == NULL);
}

hl_status hl_plan__add_recurring(hl_plan_state *state, hl_error *err)
{
    const hl_experiment *x = state->experiment;
    for (size_t h = 0; h < x->hook_count; h++) {
        const hl_hook *hook = &x->hooks[h];
        if (!comes_by_itself(hook))
            continue;
        bool follows = hook->recurs == NULL && !hook->silent.present;
        for (uint32_t p = 0; p < state->people_ids.count; p++)
            if (state->people[p].arm != UINT32_MAX &&
                !(follows ? continue_journey(state, p, hook, err) : recur(state, p, h, err)))
                return HL_FAILED;
    }
    return HL_OK;
}
