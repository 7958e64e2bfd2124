/* Occurrences that no trigger brings: recurring dates, silence, and the next step of a journey
 * whose earlier step went out in an earlier run. */
#include <string.h>

#include "plan/occurrences.h"

/* What every way to make one has at hand. */
typedef struct making {
    const hl_compiled *compiled;
    const hl_inputs *inputs;
    hl_plan_state *state;
} making;

static bool occur(const making *m, uint32_t person, const hl_hook *hook, const hl_text *id,
                  int64_t at_ms)
{
    const hl_name_set *signals = &m->compiled->signals;
    const char *text = hl_base__text_keep(id, &m->state->arena);
    hl_occurrence o = {.id = text,
                       .id_length = (uint32_t)id->length,
                       .person = person,
                       .signal = hl_plan__name_find(signals, hook->name, strlen(hook->name)),
                       .operator_user = m->inputs->people[person].operator_user,
                       .at_ms = at_ms};
    return text != NULL && hl_plan__occur(m->compiled, m->inputs, &o, m->state);
}

/* The occurrence of that local day. */
static bool occur_on_day(const making *m, uint32_t person, const hl_hook *hook, int64_t at_ms)
{
    char day[HL_TIME_TEXT];
    hl_text id = {0};
    const hl_zone *zone = hl_plan__person_zone(m->inputs, person);
    int64_t local = at_ms + hl_base__zone_offset(zone, at_ms) * INT64_C(1000);
    hl_base__text_addf(&id, "%s:%s:%s", hook->name, m->inputs->people_ids.keys[person].text,
                       hl_base__day_text(hl_base__civil_day_of(local), day));
    bool good = occur(m, person, hook, &id, at_ms);
    hl_base__text_free(&id);
    return good;
}

/* The i-th date, from today's on, that a local date recurs on. */
static int64_t recurrence(const hl_hook *hook, int64_t local_ms, int64_t today_ms, int32_t i)
{
    hl_civil date = hl_base__civil_from_ms(local_ms);
    hl_civil today = hl_base__civil_from_ms(today_ms);
    int64_t day = hl_base__civil_days(today.year, today.month, today.day);
    if (hook->recurs == HL_RECURS_WEEKLY) {
        int32_t weekday = hl_base__civil_weekday(hl_base__civil_day_of(local_ms));
        return day - hl_base__civil_weekday(day) + weekday + 7 * (int64_t)i;
    }
    int32_t year = today.year + i;
    int32_t month = date.month;
    if (hook->recurs == HL_RECURS_MONTHLY) {
        int32_t months = today.year * 12 + today.month - 1 + i;
        year = months / 12;
        month = months % 12 + 1;
    }
    int32_t length = hl_base__civil_month_length(year, month);
    return hl_base__civil_days(year, month, date.day < length ? date.day : length);
}

/* The next recurrence of a local date that is not over yet; INT64_MAX: none. */
static int64_t next_anchor(const hl_zone *zone, const hl_hook *hook, int64_t local_ms,
                           int64_t now_ms)
{
    int64_t today_ms = now_ms + hl_base__zone_offset(zone, now_ms) * INT64_C(1000);
    int64_t of_day = local_ms - hl_base__civil_day_of(local_ms) * HL_DAY_MS;
    for (int32_t i = -1; i < 14; i++) {
        int64_t day = recurrence(hook, local_ms, today_ms, i);
        int64_t anchor = hl_base__zone_instant(zone, day * HL_DAY_MS + of_day);
        if (hl_plan__recurs_until(zone, hook, anchor) > now_ms)
            return anchor;
    }
    return INT64_MAX;
}

static bool recur(const making *m, uint32_t person, size_t h)
{
    const hl_experiment *x = m->compiled->experiment;
    const hl_hook *hook = &x->hooks[h];
    const hl_zone *zone = hl_plan__person_zone(m->inputs, person);
    int64_t now = m->compiled->options->now_utc_ms;
    int64_t until = now + m->compiled->options->horizon_ms;
    if (hook->silent.present) {
        int64_t active = m->inputs->people[person].active_ms;
        int64_t due =
            active == INT64_MIN ? INT64_MAX : hl_plan__span_after(zone, active, &hook->silent);
        return due >= until || occur_on_day(m, person, hook, due);
    }
    int64_t local = m->inputs->anchors[person * x->hook_count + h];
    if (hook->recurs == HL_RECURS_NEVER || local == INT64_MIN)
        return true;
    int64_t anchor = next_anchor(zone, hook, local, now);
    if (anchor == INT64_MAX)
        return true;
    int64_t wish = hook->lead.present ? hl_plan__span_before(zone, anchor, &hook->lead) : anchor;
    return wish >= until || occur_on_day(m, person, hook, anchor);
}

/* The trigger that a touch of ours came from ("EXPERIMENT/TRIGGER/STEP"), so that a later step has
 * the same name whether it is planned together with the earlier one or in a later run. */
static void trigger_of(const hl_experiment *experiment, const hl_map_key *touch, hl_text *out)
{
    size_t at = 0;
    size_t length = 0;
    if (hl_plan__is_touch_id(experiment, touch->text, touch->length, &at, &length))
        hl_base__text_add_bytes(out, touch->text + at, length);
    else
        hl_base__text_addf(out, "after:%s", touch->text);
}

/* Steps that only an earlier step sets off, when that one went out in an earlier run. */
static bool continue_journey(const making *m, uint32_t person, const hl_hook *hook, size_t after)
{
    hl_text id = {0};
    const hl_sent *sent = hl_plan__last_sent(m->inputs, person, after);
    if (sent == NULL)
        return true;
    trigger_of(m->compiled->experiment, &m->inputs->sent_ids.keys[sent->id], &id);
    bool good = occur(m, person, hook, &id, sent->at_ms);
    hl_base__text_free(&id);
    return good;
}

bool hl_plan__occur_by_itself(const hl_compiled *compiled, const hl_inputs *inputs,
                              hl_plan_state *state)
{
    const hl_experiment *x = compiled->experiment;
    const making m = {compiled, inputs, state};
    for (size_t h = 0; h < x->hook_count; h++) {
        const hl_hook *hook = &x->hooks[h];
        bool recurs = hook->recurs != HL_RECURS_NEVER || hook->silent.present;
        bool follows = hook->after != NULL && hook->trigger == NULL && hook->anchor == NULL;
        size_t after = hl_plan__hook_named(x, hook->after);
        for (uint32_t p = 0; (recurs || follows) && p < inputs->people_ids.count; p++)
            if (inputs->people[p].arm != UINT32_MAX &&
                !(recurs ? recur(&m, p, h) : continue_journey(&m, p, hook, after)))
                return false;
    }
    return true;
}
