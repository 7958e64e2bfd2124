/* What happened before: events of users, and touches that were sent or planned. */
#include <string.h>

#include "base/ruined_id.h"
#include "base/spelling.h"
#include "base/text.h"
#include "base/written_number.h"
#include "config/event_words.h"
#include "config/reply_words.h"
#include "plan/reading.h"

const char *hl_plan__type_key(const char *type, size_t *length, char alike[HL_PLAN_TYPE_MOST])
{
    if (*length > HL_FOLD_MOST)
        return type;
    *length = hl_base__fold(type, *length, alike);
    return alike;
}

/* A type says what any of its spellings says. */
static bool note_sense(hl_inputs *in, uint32_t type, uint8_t sense)
{
    uint8_t *senses = hl_plan__grow(in->type_senses, sizeof *senses, type, &in->sense_capacity);
    if (senses == NULL)
        return false;
    in->type_senses = senses;
    if (in->sense_count == type)
        in->type_senses[in->sense_count++] = 0;
    in->type_senses[type] |= sense;
    return true;
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

static uint8_t sense_of_text(const char *type, size_t length)
{
    char name[256];
    if (length >= sizeof name)
        return 0;
    memcpy(name, type, length);
    name[length] = '\0';
    return hl_config__is_farewell(name) ? HL_TYPE_LEAVES
           : hl_config__is_return(name) ? HL_TYPE_RETURNS
           : hl_config__is_reply(name)  ? HL_TYPE_ANSWERS
                                        : 0;
}

/* Of each spelling it is asked once; without memory for that, each time. */
uint8_t hl_plan__sense_of(hl_reading *r, const char *type, size_t length)
{
    uint32_t known = r->spellings.count;
    uint32_t at = hl_base__map_find(&r->spellings, type, length);
    if (at != HL_MAP_NONE)
        return r->senses[at];
    uint8_t sense = sense_of_text(type, length);
    uint8_t *senses = hl_plan__grow(r->senses, sizeof *senses, known, &r->sense_capacity);
    if (senses == NULL)
        return sense;
    r->senses = senses;
    if (hl_base__map_intern(&r->spellings, type, length) == known)
        r->senses[known] = sense;
    return sense;
}

bool hl_plan__ends_journeys(hl_reading *r, const hl_field *type)
{
    return hl_plan__is_stop(r->compiled->experiment, type) ||
           (r->promotes && hl_plan__sense_of(r, type->data, type->length) == HL_TYPE_LEAVES);
}

/* A reply by any name of one is what 'reply' ends by. */
static bool is_reply(const hl_field *type)
{
    char name[256];
    if (type->length >= sizeof name)
        return false;
    memcpy(name, type->data, type->length);
    name[type->length] = '\0';
    return hl_config__is_reply(name);
}

bool hl_plan__is_stop(const hl_experiment *x, const hl_field *type)
{
    for (size_t h = 0; h < x->hook_count; h++)
        for (size_t i = 0; i < x->hooks[h].stop_on_count; i++) {
            const char *one = x->hooks[h].stop_on[i];
            if (hl_base__are_alike(one, strlen(one), type->data, type->length) ||
                (hl_config__is_reply(one) && is_reply(type)))
                return true;
        }
    return false;
}

/* A stop of the hours ahead is one of a clock in another zone, most likely. Of later ones nobody
 * can know when a plan is made: they belong to another one, of a later now. */
static int64_t stop_by_now(hl_reading *r, int64_t ms)
{
    const int64_t furthest = INT64_C(14) * 3600000; /* of all zones */
    int64_t now = r->compiled->options->now_utc_ms;
    if (ms <= now)
        return ms;
    if (ms - now > furthest) {
        hl_plan__warn(
            r, r->line, ++r->future_stops,
            "the event is to be after now, and so ends no journey yet: was its date read as "
            "it is meant?");
        return ms;
    }
    hl_plan__warn(r, r->line, ++r->early_stops,
                  "the event is to be in the hours ahead (of another zone?), and ends journeys: it "
                  "ends them now");
    return now;
}

hl_status hl_plan__take_event(hl_reading *r, uint32_t person, const char *type, size_t length,
                              int64_t at_ms, hl_error *err)
{
    hl_inputs *in = r->inputs;
    char alike[HL_PLAN_TYPE_MOST];
    size_t alike_length = length;
    const char *key = hl_plan__type_key(type, &alike_length, alike);
    uint32_t number = hl_base__map_intern(&in->event_types, key, alike_length);
    if (number == HL_MAP_NONE || !note_sense(in, number, hl_plan__sense_of(r, type, length)))
        return hl_error_memory(err);
    if (at_ms > r->compiled->options->now_utc_ms &&
        hl_plan__ends_journeys(r, &(hl_field){type, length, HL_FIELD_TEXT}))
        at_ms = stop_by_now(r, at_ms);
    note_event(&in->people[person], &(hl_field){key, alike_length, HL_FIELD_TEXT}, at_ms,
               r->compiled->options->now_utc_ms);
    return add_event(in, person, (hl_user_event){.at_ms = at_ms, .type = number}, err);
}

enum { WHO, WHAT, AT, EVENT_COLUMNS };

/* What was done on a day that has begun was done by now. */
static int64_t by_now(const hl_reading *r, int64_t ms, int64_t day_ms)
{
    int64_t now = r->compiled->options->now_utc_ms;
    return day_ms != INT64_MIN && day_ms <= now && ms > now ? now : ms;
}

/* When in its day the event was nobody says, or when at all: it may have been this side of the
 * trigger, and so it ends the journey. */
static int64_t stop_of_no_time(hl_reading *r, int64_t line, int64_t day_ms)
{
    if (day_ms != INT64_MIN)
        return by_now(r, day_ms + HL_DAY_MS - 1, day_ms);
    hl_plan__warn(r, line, ++r->timeless_stops,
                  "the event ends journeys: as nobody knows since when, it ends them now");
    return r->compiled->options->now_utc_ms;
}

static hl_status take_event_of(hl_reading *r, uint32_t person, const hl_row *row, const int *at,
                               hl_error *err)
{
    const hl_field *type = &row->fields[at[WHAT]];
    bool ends = hl_plan__ends_journeys(r, type);
    int64_t ms = 0;
    int64_t day_ms = INT64_MIN;
    bool known = hl_plan__field_instant(r, &row->fields[at[AT]], "at", hl_plan__clock_of(r, person),
                                        row->line, &ms, &day_ms);
    if (!known && !ends)
        return HL_OK;
    if (!known)
        ms = stop_of_no_time(r, row->line, day_ms);
    else
        ms = by_now(r, ms, day_ms);
    return hl_plan__take_event(r, person, type->data, type->length, ms, err);
}

static bool is_spaced(const hl_field *id)
{
    return hl_base__id_fault(id->data, id->length, id->kind == HL_FIELD_NUMBER) == HL_ID_SPACE;
}

/* Somebody left whom the list of users does not have, or has under another id: a phone number, an
 * e-mail address. */
static void note_unknown_farewell(hl_reading *r, const hl_field *user, const hl_field *type)
{
    if (r->promotes && hl_plan__sense_of(r, type->data, type->length) == HL_TYPE_LEAVES)
        hl_plan__note_unknown(&r->unknown.farewells, user->data, user->length);
}

/* The event is of nobody as it stands: what ends a journey ends that of whoever is meant, as a
 * message to somebody who left is worse than one that is not sent. */
static hl_status take_meant_event(hl_reading *r, const hl_row *row, const int *at, hl_error *err)
{
    const hl_field *user = &row->fields[at[WHO]];
    uint32_t person = HL_MAP_NONE;
    hl_status status = hl_plan__meant_user(r, user, &person, err);
    bool ends = hl_plan__ends_journeys(r, &row->fields[at[WHAT]]);
    if (status == HL_OK && person == HL_MAP_NONE)
        note_unknown_farewell(r, user, &row->fields[at[WHAT]]);
    if (status == HL_OK && is_spaced(user) && (person == HL_MAP_NONE || !ends)) {
        hl_plan__reject(r, row->line, hl_base__id_fault_text(HL_ID_SPACE));
        return HL_OK;
    }
    if (status != HL_OK || person == HL_MAP_NONE)
        return status;
    hl_plan__warn(r, row->line, ++r->inputs->counts.respelt_users,
                  ends ? "there is no user '%.*s', but '%.60s': the event ends journeys of theirs"
                       : "there is no user '%.*s', but '%.60s': the event counts for nobody",
                  user->length > 60 ? 60 : (int)user->length, user->data,
                  r->inputs->people_ids.keys[person].text);
    for (; ends && status == HL_OK && person != HL_MAP_NONE; person = hl_plan__meant_too(r, person))
        status = take_event_of(r, person, row, at, err);
    return status;
}

static hl_status take_event(hl_reading *r, const hl_row *row, const int *at, hl_error *err)
{
    const hl_field *user = &row->fields[at[WHO]];
    uint32_t person = hl_base__map_find(&r->inputs->people_ids, user->data, user->length);
    return person == HL_MAP_NONE ? take_meant_event(r, row, at, err)
                                 : take_event_of(r, person, row, at, err);
}

hl_status hl_plan__read_events(hl_reading *r, hl_error *err)
{
    static const hl_plan_column columns[EVENT_COLUMNS] = {
        [WHO] = {"user_id", true, true, false, true},
        [WHAT] = {"type", true, false, false, false},
        [AT] = {"at", true, false, false, false}};
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
static uint8_t class_of(const hl_experiment *x, const hl_log_reservation *touch,
                        const hl_sent *sent)
{
    if (touch->klass >= 0)
        return (uint8_t)touch->klass;
    return sent->own && sent->hook < x->hook_count ? (uint8_t)x->hooks[sent->hook].klass
                                                   : HL_CLASS_PROMOTION;
}

static uint32_t number_of(hl_name_set *set, const char *name)
{
    return hl_plan__name_intern(set, name, strlen(name));
}

static bool has_hook(const hl_experiment *x, const char *name)
{
    for (size_t h = 0; h < x->hook_count; h++)
        if (hl_plan__is_like(name, strlen(name), x->hooks[h].name, strlen(x->hooks[h].name)))
            return true;
    return false;
}

/* By what a touch of this experiment is found again. */
static bool number_key(hl_reading *r, const char *id, hl_sent *sent)
{
    hl_text key = {0};
    size_t at = 0;
    size_t length = strlen(id);
    sent->key = HL_MAP_NONE;
    if (!sent->own)
        return true;
    sent->foreign = !hl_plan__is_touch_id(r->compiled->experiment, id, length, &at, &length);
    hl_plan__add_touch_key(id, strlen(id), &key);
    sent->key = hl_base__map_intern(&r->inputs->sent_keys, hl_base__text_string(&key), key.length);
    bool good = !key.failed && sent->key != HL_MAP_NONE;
    hl_base__text_free(&key);
    return good;
}

static bool number_names(hl_reading *r, const hl_log_reservation *touch, hl_sent *sent)
{
    hl_inputs *in = r->inputs;
    const hl_experiment *x = r->compiled->experiment;
    hl_text hook = {0};
    const char *experiment = touch->experiment[0] == '\0' && has_hook(x, touch->hook)
                                 ? x->name /* which is where a hook of that name is known */
                                 : touch->experiment;
    hl_base__text_addf(&hook, "%s/%s", experiment, touch->hook);
    sent->own = hl_plan__is_like(experiment, strlen(experiment), x->name, strlen(x->name));
    sent->hook = number_of(&in->names.hooks, hl_base__text_string(&hook));
    sent->channel = number_of(&in->names.channels, touch->channel);
    sent->klass = class_of(x, touch, sent);
    if (sent->own && touch->hook[0] != '\0' && !has_hook(x, touch->hook))
        hl_plan__note_unknown(&r->unknown.gone_hooks, touch->hook, strlen(touch->hook));
    sent->id = hl_base__map_intern(&in->sent_ids, touch->id, strlen(touch->id));
    bool good = !hook.failed && sent->hook != HL_MAP_NONE && sent->channel != HL_MAP_NONE &&
                sent->id != HL_MAP_NONE &&
                hl_plan__operator(in, touch->operator_name, strlen(touch->operator_name),
                                  &sent->operator_user);
    hl_base__text_free(&hook);
    return good && number_key(r, touch->id, sent);
}

hl_status hl_plan__take_reservation(hl_reading *r, const hl_log_reservation *touch, hl_error *err)
{
    hl_sent sent = {.at_ms = touch->at_utc_ms};
    bool is_new = false;
    if (!hl_plan__person_add(r, touch->user, strlen(touch->user), &sent.user) ||
        !number_names(r, touch, &sent) || !hl_plan__note_said(r->inputs, &sent, touch, &is_new))
        return hl_error_memory(err);
    if (!is_new)
        return HL_OK;
    return add_sent(r->inputs, &sent, err);
}

enum {
    TOUCH,
    USER,
    EXPERIMENT,
    HOOK,
    CHANNEL,
    OPERATOR,
    CLASS,
    PLANNED,
    SENT,
    STATE,
    TOUCH_COLUMNS
};

/* A field as a text that ends with NUL, behind the ones before it in the arena. */
static const char *text_of(hl_arena *arena, const hl_row *row, int column)
{
    const hl_field *field = hl_plan__field(row, column);
    return hl_base__arena_bytes(arena, field->data, field->length);
}

/* A touch counts for its caps also when white space stands around its ids. */
static const char *id_of(hl_reading *r, hl_arena *arena, const hl_row *row, int column)
{
    hl_field id = *hl_plan__field(row, column);
    if (is_spaced(&id))
        hl_plan__warn(r, row->line, ++r->spaced_ids,
                      "white space around the id '%.*s' is passed over",
                      id.length > 60 ? 60 : (int)id.length, id.data);
    hl_base__trim(&id.data, &id.length);
    return hl_base__arena_bytes(arena, id.data, id.length);
}

/* A channel of another experiment may be any name; one that is nearly a preset's is a slip of the
 * hand, and the touch would count for no cap of that channel. */
static void look_at_channel(hl_reading *r, const char *channel, int64_t line)
{
    const char *near = NULL;
    size_t length = strlen(channel);
    uint32_t number = hl_plan__name_find(&r->inputs->names.channels, channel, length);
    if (length > 0 && number < r->inputs->known_channels)
        return;
    if (length > 0)
        (void)hl_channels_find(r->compiled->channels, channel, &near);
    if (near != NULL)
        hl_plan__warn(
            r, line, ++r->inputs->counts.odd_channels,
            "there is no channel '%.100s'; did you mean '%s'? the touch counts for no cap "
            "of it",
            channel, near);
    else
        hl_plan__note_unknown(&r->unknown.channels, channel, length);
}

/* -1: the file does not say, or nothing that is one. */
static int class_named(hl_reading *r, const hl_field *field)
{
    if (field->length == 0)
        return -1;
    for (int i = 0; hl_hook_class_name((hl_hook_class)i) != NULL; i++)
        if (hl_plan__field_is_like(field, hl_hook_class_name((hl_hook_class)i)))
            return i;
    hl_plan__note_unknown(&r->unknown.classes, field->data, field->length);
    return -1;
}

/* The user of a touch; one whose id it writes in another way, whose caps it then counts for. */
static hl_status user_of_touch(hl_reading *r, const hl_row *row, const int *at, uint32_t *person,
                               hl_error *err)
{
    const hl_field *user = hl_plan__field(row, at[USER]);
    *person = hl_base__map_find(&r->inputs->people_ids, user->data, user->length);
    if (*person != HL_MAP_NONE)
        return HL_OK;
    hl_status status = hl_plan__meant_user(r, user, person, err);
    if (status == HL_OK && *person != HL_MAP_NONE)
        hl_plan__warn(r, row->line, ++r->inputs->counts.respelt_users,
                      "there is no user '%.*s', but '%.60s': the touch counts for theirs",
                      user->length > 60 ? 60 : (int)user->length, user->data,
                      r->inputs->people_ids.keys[*person].text);
    return status;
}

static hl_status take_touch_at(hl_reading *r, const hl_row *row, const int *at, uint32_t person,
                               int64_t at_ms, bool sent, hl_error *err)
{
    hl_arena arena = {0};
    const hl_field *said = hl_plan__field(row, at[STATE]);
    hl_touch_state state = hl_config__touch_state(said->data, said->length);
    const hl_map_key *user = person == HL_MAP_NONE ? NULL : &r->inputs->people_ids.keys[person];
    const char *listed = user == NULL ? id_of(r, &arena, row, at[USER])
                                      : hl_base__arena_bytes(&arena, user->text, user->length);
    hl_log_reservation touch = {.id = id_of(r, &arena, row, at[TOUCH]),
                                .user = listed,
                                .experiment = text_of(&arena, row, at[EXPERIMENT]),
                                .hook = text_of(&arena, row, at[HOOK]),
                                .channel = at[CHANNEL] < 0 && r->only_channel != NULL
                                               ? r->only_channel
                                               : text_of(&arena, row, at[CHANNEL]),
                                .operator_name = text_of(&arena, row, at[OPERATOR]),
                                .at_utc_ms = at_ms,
                                .klass = class_named(r, hl_plan__field(row, at[CLASS])),
                                .state = state,
                                .sent = sent};
    bool good = touch.id != NULL && touch.user != NULL && touch.experiment != NULL &&
                touch.hook != NULL && touch.channel != NULL && touch.operator_name != NULL;
    if (good)
        look_at_channel(r, touch.channel, row->line);
    hl_status status = good ? hl_plan__take_reservation(r, &touch, err) : hl_error_memory(err);
    hl_base__arena_free(&arena);
    return status;
}

/* A touch that went at no time known holds no room: said, as its caps then hold for less. */
static void note_timeless(hl_reading *r, int64_t line)
{
    hl_plan__warn(r, line, ++r->inputs->counts.timeless_touches,
                  "the touch has neither 'sent_at' nor 'planned_at': it counts for no cap");
}

/* Whether the touch is none: an outcome of a plan that was not to be sent. (A sender that dropped a
 * message says when.) */
static bool is_none(const hl_field *outcome, const hl_field *when)
{
    return hl_plan__field_is_like(outcome, hl_plan_outcome_name(HL_PLAN_OUTCOME_WAITING)) ||
           (hl_plan__field_is_like(outcome, hl_plan_outcome_name(HL_PLAN_OUTCOME_DROPPED)) &&
            hl_base__is_blank(when->data, when->length));
}

static void look_at_state(hl_reading *r, const hl_field *state)
{
    if (hl_config__touch_state(state->data, state->length) == HL_TOUCH_STATE_UNKNOWN)
        hl_plan__note_unknown(&r->unknown.states, state->data, state->length);
}

/* What its user did with a touch may be a farewell ("unsubscribed", "投诉"), and is one whether or
 * not the events have it too. What did not go was not answered: a sender's own list kept it back.
 */
static hl_status take_farewell(hl_reading *r, const hl_row *row, const int *at, uint32_t person,
                               int64_t ms, hl_error *err)
{
    const hl_field *said = hl_plan__field(row, at[STATE]);
    hl_touch_state state = hl_config__touch_state(said->data, said->length);
    bool went = state == HL_TOUCH_STATE_ARRIVED || state == HL_TOUCH_STATE_UNKNOWN;
    if (!r->promotes || !went || hl_base__is_blank(said->data, said->length) ||
        hl_plan__sense_of(r, said->data, said->length) != HL_TYPE_LEAVES)
        return HL_OK;
    if (person == HL_MAP_NONE) {
        note_unknown_farewell(r, hl_plan__field(row, at[USER]), said);
        return HL_OK;
    }
    return hl_plan__take_event(r, person, said->data, said->length, ms, err);
}

static hl_status take_touch(hl_reading *r, const hl_row *row, const int *at, hl_error *err)
{
    const hl_field *outcome = hl_plan__field(row, at[STATE]);
    const hl_field *when = hl_plan__field(row, at[SENT]);
    uint32_t person = HL_MAP_NONE;
    int64_t ms = 0;
    int64_t day_ms = 0;
    bool sent = !hl_base__is_blank(when->data, when->length);
    if (!sent)
        when = hl_plan__field(row, at[PLANNED]);
    if (is_none(outcome, when))
        return HL_OK;
    look_at_state(r, outcome);
    if (hl_base__is_blank(when->data, when->length)) {
        note_timeless(r, row->line);
        return HL_OK;
    }
    hl_status status = user_of_touch(r, row, at, &person, err);
    if (status != HL_OK ||
        !hl_plan__field_instant(r, when, sent ? "sent_at" : "planned_at",
                                hl_plan__clock_of(r, person), row->line, &ms, &day_ms))
        return status;
    r->timed_touches++;
    ms = sent ? by_now(r, ms, day_ms) : ms;
    status = take_farewell(r, row, at, person, ms, err);
    return status == HL_OK ? take_touch_at(r, row, at, person, ms, sent, err) : status;
}

static void need_columns(hl_reading *r, hl_plan_column columns[TOUCH_COLUMNS])
{
    static const hl_cap_scope of_channels[] = {HL_SCOPE_CHANNEL, HL_SCOPE_EVERYONE, HL_SCOPE_MINUTE,
                                               HL_SCOPE_SESSION};
    static const hl_cap_scope of_hooks[] = {HL_SCOPE_HOOK};
    static const hl_cap_scope of_operators[] = {HL_SCOPE_OPERATOR};
    if (!hl_plan__has_only_channel(r))
        hl_plan__need_for_caps(r, r->rows.touches, &columns[CHANNEL], of_channels, 4);
    hl_plan__need_for_caps(r, r->rows.touches, &columns[HOOK], of_hooks, 1);
    hl_plan__need_for_caps(r, r->rows.touches, &columns[OPERATOR], of_operators, 1);
}

hl_status hl_plan__read_touches(hl_reading *r, hl_error *err)
{
    hl_plan_column columns[TOUCH_COLUMNS] = {
        [TOUCH] = {"touch_id", true, true, false, true},
        [USER] = {"user_id", true, true, false, true},
        [EXPERIMENT] = {"experiment", false, false, false, false},
        [HOOK] = {"hook", false, false, false, false},
        [CHANNEL] = {"channel", false, false, false, false},
        [OPERATOR] = {"operator", false, false, false, false},
        [CLASS] = {"class", false, false, false, false},
        [PLANNED] = {"planned_at", false, false, false, false},
        [SENT] = {"sent_at", false, false, false, false},
        [STATE] = {"state", false, false, false, false}};
    if (r->rows.touches == NULL)
        return HL_OK;
    hl_status status = hl_rows_check(r->rows.touches, err);
    if (status == HL_OK)
        status = hl_plan__need_time(r->rows.touches, err);
    if (status != HL_OK)
        return status;
    r->source = r->rows.touches->name;
    need_columns(r, columns);
    status = hl_plan__read_rows(r, r->rows.touches, columns, TOUCH_COLUMNS, take_touch, err);
    if (status == HL_OK && r->timed_touches == 0 && r->inputs->counts.timeless_touches > 0)
        return hl_error_set(err, HL_REJECTED,
                            "%s: none of its touches has a 'sent_at' or 'planned_at', and when a "
                            "touch went out is what caps count by",
                            r->rows.touches->name);
    return status;
}
