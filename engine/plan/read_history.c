/* What happened before: events of users, and touches that were sent or planned. */
#include <string.h>

#include "base/spelling.h"
#include "base/text.h"
#include "plan/reading.h"

const char *hl_plan__type_key(const char *type, size_t *length, char alike[HL_PLAN_TYPE_MOST])
{
    if (*length > HL_FOLD_MOST)
        return type;
    *length = hl_base__fold(type, *length, alike);
    return alike;
}

static hl_status add_event(hl_inputs *in, uint32_t person, hl_user_event event, hl_error *err)
{
    hl_user_event *events =
        hl_plan__grow(in->events, sizeof *events, in->event_count, &in->event_capacity);
    if (events == NULL)
        return hl_error_memory(err);
    in->events = events;
    event.next = in->people[person].first_event;
    in->people[person].first_event = (uint32_t)in->event_count;
    in->events[in->event_count++] = event;
    return HL_OK;
}

/* A message opens a session; everything the user does ends a silence. What was done to the user
 * (delivered) does not. */
static void note_event(hl_person *person, const hl_field *type, int64_t at_ms, int64_t now_ms)
{
    if (at_ms > now_ms || hl_plan__field_is(type, "delivered") || hl_plan__field_is(type, "block"))
        return;
    if (at_ms > person->active_ms)
        person->active_ms = at_ms;
    if ((hl_plan__field_is(type, "message") || hl_plan__field_is(type, "reply")) &&
        at_ms > person->message_ms)
        person->message_ms = at_ms;
}

void hl_plan__note_event(hl_reading *r, uint32_t person, const char *type, size_t length,
                         int64_t at_ms)
{
    char alike[HL_PLAN_TYPE_MOST];
    const char *key = hl_plan__type_key(type, &length, alike);
    note_event(&r->inputs->people[person], &(hl_field){key, length, HL_FIELD_TEXT}, at_ms,
               r->compiled->options->now_utc_ms);
}

hl_status hl_plan__take_event(hl_reading *r, uint32_t person, const char *type, size_t length,
                              int64_t at_ms, hl_error *err)
{
    hl_inputs *in = r->inputs;
    char alike[HL_PLAN_TYPE_MOST];
    size_t alike_length = length;
    const char *key = hl_plan__type_key(type, &alike_length, alike);
    uint32_t number = hl_base__map_intern(&in->event_types, key, alike_length);
    if (number == HL_MAP_NONE)
        return hl_error_memory(err);
    note_event(&in->people[person], &(hl_field){key, alike_length, HL_FIELD_TEXT}, at_ms,
               r->compiled->options->now_utc_ms);
    return add_event(in, person, (hl_user_event){.at_ms = at_ms, .type = number}, err);
}

enum { WHO, WHAT, AT, EVENT_COLUMNS };

static hl_status take_event(hl_reading *r, const hl_row *row, const int *at, hl_error *err)
{
    const hl_field *user = &row->fields[at[WHO]];
    const hl_field *type = &row->fields[at[WHAT]];
    const hl_field *when = &row->fields[at[AT]];
    int64_t ms = 0;
    hl_time_fault fault;
    uint32_t person = hl_base__map_find(&r->inputs->people_ids, user->data, user->length);
    if (person == HL_MAP_NONE)
        return HL_OK;
    if (!hl_plan__field_time(r, when, hl_plan__clock_of(r, person), row->line, &ms, &fault)) {
        hl_plan__reject_time(r, row->line, "at", when, fault);
        return HL_OK;
    }
    return hl_plan__take_event(r, person, type->data, type->length, ms, err);
}

hl_status hl_plan__read_events(hl_reading *r, hl_error *err)
{
    static const hl_plan_column columns[EVENT_COLUMNS] = {[WHO] = {"user_id", true, true},
                                                          [WHAT] = {"type", true, false},
                                                          [AT] = {"at", true, false}};
    return hl_plan__read_rows(r, r->rows.events, columns, EVENT_COLUMNS, take_event, err);
}

static hl_status add_sent(hl_inputs *in, const hl_sent *sent, hl_error *err)
{
    hl_sent *all = hl_plan__grow(in->sent, sizeof *all, in->sent_count, &in->sent_capacity);
    if (all == NULL)
        return hl_error_memory(err);
    in->sent = all;
    uint32_t *first = &in->people[sent->user].first_sent;
    in->sent[in->sent_count] = *sent;
    in->sent[in->sent_count].next = *first;
    *first = (uint32_t)in->sent_count++;
    return HL_OK;
}

/* The class of a hook of this experiment; other experiments' touches count as promotions. */
static uint8_t class_of(const hl_experiment *x, const hl_log_reservation *touch, bool own)
{
    if (touch->klass >= 0)
        return (uint8_t)touch->klass;
    for (size_t i = 0; own && i < x->hook_count; i++)
        if (strcmp(touch->hook, x->hooks[i].name) == 0)
            return (uint8_t)x->hooks[i].klass;
    return HL_CLASS_PROMOTION;
}

static uint32_t number_of(hl_map *map, const char *name)
{
    return hl_base__map_intern(map, name, strlen(name));
}

static bool number_names(hl_reading *r, const hl_log_reservation *touch, hl_sent *sent)
{
    hl_inputs *in = r->inputs;
    const hl_experiment *x = r->compiled->experiment;
    hl_text hook = {0};
    hl_base__text_addf(&hook, "%s/%s", touch->experiment, touch->hook);
    sent->own = strcmp(touch->experiment, x->name) == 0;
    sent->klass = class_of(x, touch, sent->own);
    sent->hook = number_of(&in->names.hooks, hl_base__text_string(&hook));
    sent->channel = number_of(&in->names.channels, touch->channel);
    sent->id = number_of(&in->sent_ids, touch->id);
    bool good = !hook.failed && sent->hook != HL_MAP_NONE && sent->channel != HL_MAP_NONE &&
                sent->id != HL_MAP_NONE &&
                hl_plan__operator(in, touch->operator_name, strlen(touch->operator_name),
                                  &sent->operator_user);
    hl_base__text_free(&hook);
    return good;
}

hl_status hl_plan__take_reservation(hl_reading *r, const hl_log_reservation *touch, hl_error *err)
{
    hl_sent sent = {.at_ms = touch->at_utc_ms};
    uint32_t known = r->inputs->sent_ids.count;
    if (!hl_plan__person_add(r, touch->user, strlen(touch->user), &sent.user) ||
        !number_names(r, touch, &sent))
        return hl_error_memory(err);
    if (sent.id < known || touch->cancelled)
        return HL_OK; /* the same touch twice, or one that takes no room */
    return add_sent(r->inputs, &sent, err);
}

enum { TOUCH, USER, EXPERIMENT, HOOK, CHANNEL, OPERATOR, PLANNED, SENT, STATE, TOUCH_COLUMNS };

/* A field as a text that ends with NUL, behind the ones before it in the arena. */
static const char *text_of(hl_arena *arena, const hl_row *row, int column)
{
    const hl_field *field = hl_plan__field(row, column);
    return hl_base__arena_bytes(arena, field->data, field->length);
}

/* A channel of another experiment may be any name; one that is nearly a preset's is a slip of the
 * hand, and the touch would count for no cap of that channel. */
static void look_at_channel(hl_reading *r, const char *channel, int64_t line)
{
    const char *near = NULL;
    if (channel[0] != '\0' && hl_channels_find(r->compiled->channels, channel, &near) == NULL &&
        near != NULL &&
        hl_base__map_find(&r->compiled->names.channels, channel, strlen(channel)) == HL_MAP_NONE)
        hl_plan__warn(
            r, line, ++r->inputs->counts.odd_channels,
            "there is no channel '%.100s'; did you mean '%s'? the touch counts for no cap "
            "of it",
            channel, near);
}

static hl_status take_touch_at(hl_reading *r, const hl_row *row, const int *at, int64_t at_ms,
                               hl_error *err)
{
    hl_arena arena = {0};
    hl_log_reservation touch = {.id = text_of(&arena, row, at[TOUCH]),
                                .user = text_of(&arena, row, at[USER]),
                                .experiment = text_of(&arena, row, at[EXPERIMENT]),
                                .hook = text_of(&arena, row, at[HOOK]),
                                .channel = text_of(&arena, row, at[CHANNEL]),
                                .operator_name = text_of(&arena, row, at[OPERATOR]),
                                .at_utc_ms = at_ms,
                                .klass = -1,
                                .cancelled =
                                    hl_plan__field_is(hl_plan__field(row, at[STATE]), "cancelled")};
    bool good = touch.id != NULL && touch.user != NULL && touch.experiment != NULL &&
                touch.hook != NULL && touch.channel != NULL && touch.operator_name != NULL;
    if (good)
        look_at_channel(r, touch.channel, row->line);
    hl_status status = good ? hl_plan__take_reservation(r, &touch, err) : hl_error_memory(err);
    hl_base__arena_free(&arena);
    return status;
}

static hl_status take_touch(hl_reading *r, const hl_row *row, const int *at, hl_error *err)
{
    const hl_field *outcome = hl_plan__field(row, at[STATE]);
    const hl_field *when = hl_plan__field(row, at[SENT]);
    const hl_field *user = hl_plan__field(row, at[USER]);
    uint32_t person = hl_base__map_find(&r->inputs->people_ids, user->data, user->length);
    hl_time_fault fault;
    int64_t ms = 0;
    bool sent = when->length > 0;
    if (!sent)
        when = hl_plan__field(row, at[PLANNED]);
    if (when->length == 0 ||
        hl_plan__field_is(outcome, hl_plan_outcome_name(HL_PLAN_OUTCOME_DROPPED)) ||
        hl_plan__field_is(outcome, hl_plan_outcome_name(HL_PLAN_OUTCOME_WAITING)))
        return HL_OK;
    if (hl_plan__field_time(r, when, hl_plan__clock_of(r, person), row->line, &ms, &fault))
        return take_touch_at(r, row, at, ms, err);
    hl_plan__reject_time(r, row->line, sent ? "sent_at" : "planned_at", when, fault);
    return HL_OK;
}

hl_status hl_plan__read_touches(hl_reading *r, hl_error *err)
{
    static const hl_plan_column columns[TOUCH_COLUMNS] = {
        [TOUCH] = {"touch_id", true, true},
        [USER] = {"user_id", true, true},
        [EXPERIMENT] = {"experiment", false, false},
        [HOOK] = {"hook", false, false},
        [CHANNEL] = {"channel", false, false},
        [OPERATOR] = {"operator", false, false},
        [PLANNED] = {"planned_at", false, false},
        [SENT] = {"sent_at", false, false},
        [STATE] = {"state", false, false}};
    return hl_plan__read_rows(r, r->rows.touches, columns, TOUCH_COLUMNS, take_touch, err);
}
