/* Triggers: which of them can be planned, and for whom. */
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "plan/reading.h"

enum { TRIGGER, WHO, WHAT, WHEN, BY, TRIGGER_COLUMNS };

/* One file has the triggers of many experiments: a hook of another one is counted. A name that is
 * nearly one of ours is a slip of the hand, and its trigger would be lost. */
static hl_status other_hook(hl_reading *r, int64_t line, const hl_field *name, hl_error *err)
{
    const hl_map *signals = &r->compiled->signals.exact;
    const char **names = malloc((signals->count + 1) * sizeof(char *));
    char shown[64] = "";
    if (names == NULL)
        return hl_error_memory(err);
    memcpy(shown, name->data, name->length < 63 ? name->length : 63);
    for (uint32_t i = 0; i < signals->count; i++)
        names[i] = signals->keys[i].text;
    const char *nearest = hl_base__suggest(shown, names, signals->count);
    free((void *)names);
    if (nearest == NULL) {
        r->inputs->counts.other_hooks++;
        hl_plan__note_unknown(&r->unknown.hooks, name->data, name->length);
    } else {
        hl_plan__warn(r, line, ++r->inputs->counts.rejected_rows,
                      "no hook or trigger of the definition is called '%s': did you mean %s", shown,
                      nearest);
    }
    return HL_OK;
}

/* The person of a row, when it can be planned at all. */
static bool find_person(hl_reading *r, const hl_row *row, const int *at, uint32_t *person)
{
    const hl_field *user = hl_plan__field(row, at[WHO]);
    *person = hl_base__map_find(&r->inputs->people_ids, user->data, user->length);
    if (*person == HL_MAP_NONE) {
        int64_t count = ++r->inputs->counts.unknown_users;
        hl_plan__warn(r, row->line, count, "user '%.*s' is not among the users: not planned",
                      user->length > 60 ? 60 : (int)user->length, user->data);
        return false;
    }
    if (r->inputs->people[*person].arm == UINT32_MAX) {
        r->inputs->counts.unassigned++;
        return false;
    }
    return true;
}

/* False: out of memory. */
static bool find_id(hl_reading *r, const hl_field *id, uint32_t *number)
{
    hl_inputs *in = r->inputs;
    uint32_t before = in->trigger_ids.count;
    uint32_t *last =
        hl_plan__grow(in->last_triggers, sizeof *last, before, &in->last_trigger_capacity);
    if (last == NULL)
        return false;
    in->last_triggers = last;
    *number = hl_base__map_intern(&in->trigger_ids, id->data, id->length);
    if (*number == before)
        last[before] = HL_LEDGER_NONE;
    return *number != HL_MAP_NONE;
}

/* Their touches would be one. */
static bool set_off_one_step(const hl_compiled *c, uint32_t arm, uint32_t one, uint32_t other)
{
    bool same = one == other;
    for (size_t i = c->first_arm_step[arm]; !same && i < c->first_arm_step[arm + 1]; i++)
        same = hl_plan__answers(&c->arm_steps[i], one) && hl_plan__answers(&c->arm_steps[i], other);
    return same;
}

static void reject_shared(hl_reading *r, int64_t line, const hl_field *id)
{
    int64_t count = ++r->inputs->counts.rejected_rows;
    hl_plan__warn(r, line, count,
                  "trigger_id '%.*s' is that of another user's trigger: it names one trigger (an "
                  "order, and no campaign), so write one of its own for each",
                  id->length > 60 ? 60 : (int)id->length, id->data);
}

/* An id is one user's, as touches are called after it; of one user it may set off several hooks (an
 * order that is paid, and sent). */
static bool is_new(hl_reading *r, const hl_row *row, const hl_field *id, const hl_trigger *t)
{
    const hl_inputs *in = r->inputs;
    for (uint32_t i = in->last_triggers[t->id]; i != HL_LEDGER_NONE; i = in->triggers[i].next) {
        const hl_trigger *other = &in->triggers[i];
        if (other->person != t->person) {
            reject_shared(r, row->line, id);
            return false;
        }
        if (!set_off_one_step(r->compiled, in->people[t->person].arm, other->signal, t->signal))
            continue;
        int64_t count = ++r->inputs->counts.duplicates;
        hl_plan__warn(r, row->line, count, "trigger '%.*s' stands twice: it is planned once",
                      id->length > 60 ? 60 : (int)id->length, id->data);
        return false;
    }
    return true;
}

static bool is_anchor(const hl_reading *r, const hl_trigger *trigger)
{
    const hl_compiled *c = r->compiled;
    uint32_t arm = r->inputs->people[trigger->person].arm;
    for (size_t i = c->first_arm_step[arm]; i < c->first_arm_step[arm + 1]; i++)
        if (c->arm_steps[i].hook->anchor != NULL &&
            hl_plan__answers(&c->arm_steps[i], trigger->signal))
            return true;
    return false;
}

/* Who adds the shop again has come back, whether or not an event says it too. */
static void note_return(hl_reading *r, const hl_trigger *trigger, const hl_field *name)
{
    hl_person *person = &r->inputs->people[trigger->person];
    if (trigger->at_ms > person->returned_ms &&
        trigger->at_ms <= r->compiled->options->now_utc_ms &&
        hl_plan__sense_of(r, name->data, name->length) == HL_TYPE_RETURNS && !is_anchor(r, trigger))
        person->returned_ms = trigger->at_ms;
}

/* A trigger of tomorrow is odd; an anchor lies ahead by its nature. */
static void note_future(hl_reading *r, const hl_trigger *trigger, int64_t line)
{
    const hl_compiled *c = r->compiled;
    if (trigger->at_ms == INT64_MIN || trigger->at_ms <= c->options->now_utc_ms ||
        is_anchor(r, trigger))
        return;
    int64_t count = ++r->inputs->counts.future_triggers;
    hl_plan__warn(r, line, count, "the trigger lies in the future: planned from its instant on");
}

static hl_status add_trigger(hl_reading *r, const hl_trigger *trigger, int64_t line, hl_error *err)
{
    hl_inputs *in = r->inputs;
    hl_trigger *triggers =
        hl_plan__grow(in->triggers, sizeof *triggers, in->trigger_count, &in->trigger_capacity);
    if (triggers == NULL)
        return hl_error_memory(err);
    in->triggers = triggers;
    in->triggers[in->trigger_count] = *trigger;
    in->triggers[in->trigger_count].next = in->last_triggers[trigger->id];
    in->last_triggers[trigger->id] = (uint32_t)in->trigger_count++;
    note_future(r, trigger, line);
    return HL_OK;
}

/* The day on which something happened, and not when in it: what waits for an hour behind it may go
 * before it happened. An anchor may well be a day. */
static void note_date(hl_reading *r, const hl_trigger *trigger, const hl_field *when, int64_t line)
{
    int64_t ms = 0;
    hl_time_fault fault;
    const hl_compiled *c = r->compiled;
    uint32_t arm = r->inputs->people[trigger->person].arm;
    if (hl_base__time_read(&c->options->times, when->data, when->length, &ms, &fault) !=
        HL_TIME_DATE)
        return;
    for (size_t i = c->first_arm_step[arm]; i < c->first_arm_step[arm + 1]; i++)
        if (c->arm_steps[i].hook->anchor == NULL &&
            hl_plan__answers(&c->arm_steps[i], trigger->signal)) {
            hl_plan__warn(
                r, line, ++r->dated_triggers,
                "the trigger is a date without a time of day: planned from its midnight on, "
                "as if it had happened then");
            return;
        }
}

/* Its time and operator. False: its time is none, and the row is rejected. */
static bool read_when_and_by(hl_reading *r, const hl_row *row, const int *at, hl_trigger *trigger)
{
    hl_time_fault fault;
    const hl_field *when = hl_plan__field(row, at[WHEN]);
    const hl_zone *zone = hl_plan__clock_of(r, trigger->person);
    trigger->at_ms = INT64_MIN;
    trigger->operator_user = r->inputs->people[trigger->person].operator_user;
    if (when->length == 0)
        return true;
    if (hl_plan__field_time(r, when, zone, row->line, &trigger->at_ms, &fault)) {
        note_date(r, trigger, when, row->line);
        return true;
    }
    hl_plan__reject_time(r, row->line, "at", when, fault);
    return false;
}

static hl_status take_trigger(hl_reading *r, const hl_row *row, const int *at, hl_error *err)
{
    hl_trigger trigger;
    const hl_field *hook = hl_plan__field(row, at[WHAT]);
    const hl_field *by = hl_plan__field(row, at[BY]);
    r->inputs->counts.triggers++;
    if (hl_plan__field(row, at[TRIGGER])->length == 0) {
        hl_plan__reject(r, row->line, "trigger_id is empty");
        return HL_OK;
    }
    trigger.signal = hl_plan__name_find(&r->compiled->signals, hook->data, hook->length);
    if (trigger.signal == HL_MAP_NONE)
        return other_hook(r, row->line, hook, err);
    const hl_field *id = hl_plan__field(row, at[TRIGGER]);
    if (!find_id(r, id, &trigger.id))
        return hl_error_memory(err);
    if (!find_person(r, row, at, &trigger.person) || !is_new(r, row, id, &trigger))
        return HL_OK;
    if (!read_when_and_by(r, row, at, &trigger))
        return HL_OK;
    if (by->length > 0 && !hl_plan__operator_at_work(r, by, &trigger.operator_user))
        return hl_error_memory(err);
    note_return(r, &trigger, hook);
    return add_trigger(r, &trigger, row->line, err);
}

hl_status hl_plan__read_triggers(hl_reading *r, hl_error *err)
{
    static const hl_plan_column columns[TRIGGER_COLUMNS] = {
        [TRIGGER] = {"trigger_id", true, true, false, false},
        [WHO] = {"user_id", true, true, false, false},
        [WHAT] = {"hook", true, false, false, false},
        [WHEN] = {"at", true, false, false, false},
        [BY] = {"operator", false, false, false, false}};
    return hl_plan__read_rows(r, r->rows.triggers, columns, TRIGGER_COLUMNS, take_trigger, err);
}
