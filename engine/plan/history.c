/* What happened before: events of users, and touches that were sent or planned. */
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "plan/plan_state.h"
#include "rows/rows.h"

typedef struct column {
    const char *name;
    bool required;
} column;

static bool same(const hl_field *field, const char *text)
{
    return field->length == strlen(text) && memcmp(field->data, text, field->length) == 0;
}

static hl_status find_columns(const hl_rows *rows, const column *columns, size_t count, int *at,
                              hl_error *err)
{
    for (size_t i = 0; i < count; i++) {
        at[i] = hl_rows__column(rows, columns[i].name);
        if (at[i] < 0 && columns[i].required)
            return hl_rows__no_column(rows, columns[i].name, err);
    }
    return HL_OK;
}

static void reject(hl_plan_state *state, const char *path, int64_t line, const char *why)
{
    state->counts.rejected_rows++;
    hl_plan__warn(state, path, line, state->counts.rejected_rows, "%s", why);
}

static hl_status add_event(hl_plan_state *state, uint32_t person, hl_user_event event,
                           hl_error *err)
{
    if (state->event_count == state->event_capacity) {
        size_t capacity = state->event_capacity == 0 ? 1024 : state->event_capacity * 2;
        hl_user_event *events = realloc(state->events, capacity * sizeof *events);
        if (events == NULL)
            return hl_error_memory(err);
        state->events = events;
        state->event_capacity = capacity;
    }
    event.next = state->people[person].first_event;
    state->people[person].first_event = (uint32_t)state->event_count;
    state->events[state->event_count++] = event;
    return HL_OK;
}

/* A message opens a session; everything the user does ends a silence. What was done to the user
 * (delivered) does not. */
static void note_event(const hl_plan_state *state, hl_person *person, const hl_field *type,
                       int64_t at_ms)
{
    if (at_ms > state->options->now_utc_ms || same(type, "delivered") || same(type, "block"))
        return;
    if (at_ms > person->active_ms)
        person->active_ms = at_ms;
    if ((same(type, "message") || same(type, "reply")) && at_ms > person->message_ms)
        person->message_ms = at_ms;
}

hl_status hl_plan__take_event(hl_plan_state *state, uint32_t person, const char *type,
                              size_t length, int64_t at_ms, hl_error *err)
{
    uint32_t number = hl_base__map_intern(&state->event_types, type, length);
    if (number == HL_MAP_NONE)
        return hl_error_memory(err);
    note_event(state, &state->people[person], &(hl_field){type, length, HL_FIELD_TEXT}, at_ms);
    return add_event(state, person, (hl_user_event){.at_ms = at_ms, .type = number}, err);
}

static hl_status take_event(hl_plan_state *state, const hl_row *row, const int *at, hl_error *err)
{
    const hl_field *user = &row->fields[at[0]];
    const hl_field *type = &row->fields[at[1]];
    const hl_field *when = &row->fields[at[2]];
    int64_t ms = 0;
    uint32_t person = hl_base__map_find(&state->people_ids, user->data, user->length);
    if (person == HL_MAP_NONE)
        return HL_OK;
    if (!hl_plan__field_time(when->data, when->length, state->workspace, &ms)) {
        reject(state, state->options->events, row->line, "'at' is not a time");
        return HL_OK;
    }
    return hl_plan__take_event(state, person, type->data, type->length, ms, err);
}

static hl_status add_sent(hl_plan_state *state, const hl_sent *sent, hl_error *err)
{
    if (state->sent_count == state->sent_capacity) {
        size_t capacity = state->sent_capacity == 0 ? 1024 : state->sent_capacity * 2;
        hl_sent *all = realloc(state->sent, capacity * sizeof *all);
        if (all == NULL)
            return hl_error_memory(err);
        state->sent = all;
        state->sent_capacity = capacity;
    }
    uint32_t *first = &state->people[sent->user].first_sent;
    state->sent[state->sent_count] = *sent;
    state->sent[state->sent_count].next = *first;
    *first = (uint32_t)state->sent_count++;
    return HL_OK;
}

enum { TOUCH, USER, EXPERIMENT, HOOK, CHANNEL, OPERATOR, PLANNED, SENT, STATE, TOUCH_COLUMNS };

static const hl_field *field_at(const hl_row *row, int index)
{
    static const hl_field none = {"", 0, HL_FIELD_ABSENT};
    return index < 0 ? &none : &row->fields[index];
}

/* The class of a hook of this experiment; other experiments' touches count as promotions. */
static uint8_t class_of(const hl_plan_state *state, const hl_log_reservation *p, bool own)
{
    if (p->klass >= 0)
        return (uint8_t)p->klass;
    for (size_t i = 0; own && i < state->experiment->hook_count; i++)
        if (strcmp(p->hook, state->experiment->hooks[i].name) == 0)
            return (uint8_t)state->experiment->hooks[i].klass;
    return HL_CLASS_PROMOTION;
}

static bool number_names(hl_plan_state *state, const hl_log_reservation *p, hl_sent *sent)
{
    hl_text key = {0};
    hl_base__text_addf(&key, "%s/%s", p->experiment, p->hook);
    sent->own = strcmp(p->experiment, state->experiment->name) == 0;
    sent->klass = class_of(state, p, sent->own);
    sent->hook = hl_base__map_intern(&state->hook_names, hl_base__text_string(&key), key.length);
    sent->channel = hl_base__map_intern(&state->channel_names, p->channel, strlen(p->channel));
    sent->id = hl_base__map_intern(&state->sent_ids, p->id, strlen(p->id));
    sent->operator_user = hl_plan__operator(state, p->operator_name, strlen(p->operator_name));
    bool failed = key.failed;
    hl_base__text_free(&key);
    return !failed && sent->hook != HL_MAP_NONE && sent->channel != HL_MAP_NONE &&
           sent->id != HL_MAP_NONE;
}

hl_status hl_plan__take_reservation(hl_plan_state *state, const hl_log_reservation *p,
                                    hl_error *err)
{
    hl_sent sent = {.at_ms = p->at_utc_ms};
    uint32_t known = state->sent_ids.count;
    if (!hl_plan__person_add(state, p->user, strlen(p->user), &sent.user) ||
        !number_names(state, p, &sent))
        return hl_error_memory(err);
    if (sent.id < known || p->cancelled)
        return HL_OK; /* the same touch twice, or one that takes no room */
    return add_sent(state, &sent, err);
}

static const char *kept(hl_plan_state *state, const hl_row *row, int index)
{
    const hl_field *field = field_at(row, index);
    return hl_base__arena_bytes(&state->arena, field->data, field->length);
}

static hl_status take_sent(hl_plan_state *state, const hl_row *row, const int *at, hl_error *err)
{
    const hl_field *outcome = field_at(row, at[STATE]);
    const hl_field *when = field_at(row, at[SENT]);
    if (when->length == 0)
        when = field_at(row, at[PLANNED]);
    if (when->length == 0 || same(outcome, "dropped") || same(outcome, "waiting"))
        return HL_OK;
    hl_log_reservation p = {.id = kept(state, row, at[TOUCH]),
                            .user = kept(state, row, at[USER]),
                            .experiment = kept(state, row, at[EXPERIMENT]),
                            .hook = kept(state, row, at[HOOK]),
                            .channel = kept(state, row, at[CHANNEL]),
                            .operator_name = kept(state, row, at[OPERATOR]),
                            .klass = -1,
                            .cancelled = same(outcome, "cancelled")};
    if (p.id == NULL || p.user == NULL || p.experiment == NULL || p.hook == NULL ||
        p.channel == NULL || p.operator_name == NULL)
        return hl_error_memory(err);
    if (!hl_plan__field_time(when->data, when->length, state->workspace, &p.at_utc_ms)) {
        reject(state, state->options->touches, row->line,
               "neither sent_at nor planned_at is a time");
        return HL_OK;
    }
    return hl_plan__take_reservation(state, &p, err);
}

typedef hl_status take_row(hl_plan_state *state, const hl_row *row, const int *at, hl_error *err);

static hl_status read_file(hl_plan_state *state, const char *path, const column *columns,
                           size_t count, take_row *take, hl_error *err)
{
    enum { COLUMNS_MOST = 16 };
    const char *names[COLUMNS_MOST];
    int at[COLUMNS_MOST];
    hl_rows *rows = NULL;
    hl_row row;
    for (size_t i = 0; i < count; i++)
        names[i] = columns[i].name;
    hl_rows_options options = {.path = path, .names = names, .name_count = count};
    hl_status status = hl_rows__open(&options, &rows, err);
    if (status != HL_OK)
        return status;
    status = find_columns(rows, columns, count, at, err);
    while (status == HL_OK && hl_rows__next(rows, &row)) {
        if (row.problem != NULL)
            reject(state, path, row.line, row.problem);
        else
            status = take(state, &row, at, err);
    }
    hl_status closed = hl_rows__close(rows, err);
    return status == HL_OK ? closed : status;
}

hl_status hl_plan__read_events(hl_plan_state *state, hl_error *err)
{
    static const column columns[] = {{"user_id", true}, {"type", true}, {"at", true}};
    if (state->options->events == NULL)
        return HL_OK;
    return read_file(state, state->options->events, columns, 3, take_event, err);
}

hl_status hl_plan__read_sent(hl_plan_state *state, hl_error *err)
{
    static const column columns[TOUCH_COLUMNS] = {[TOUCH] = {"touch_id", true},
                                                  [USER] = {"user_id", true},
                                                  [EXPERIMENT] = {"experiment", false},
                                                  [HOOK] = {"hook", false},
                                                  [CHANNEL] = {"channel", false},
                                                  [OPERATOR] = {"operator", false},
                                                  [PLANNED] = {"planned_at", false},
                                                  [SENT] = {"sent_at", false},
                                                  [STATE] = {"state", false}};
    if (state->options->touches == NULL)
        return HL_OK;
    return read_file(state, state->options->touches, columns, TOUCH_COLUMNS, take_sent, err);
}

enum { TRIGGER, WHO, WHAT, WHEN, BY, TRIGGER_COLUMNS };

/* Whether any hook of the definition answers to the name. */
static bool is_known_hook(const hl_plan_state *state, const hl_field *name)
{
    const hl_experiment *x = state->experiment;
    for (size_t i = 0; i < x->hook_count; i++)
        if (same(name, x->hooks[i].name) ||
            (x->hooks[i].trigger != NULL && same(name, x->hooks[i].trigger)))
            return true;
    return false;
}

/* One file has the triggers of many experiments: a hook of another one is counted. A name that is
 * nearly one of ours is a slip of the hand, and its trigger would be lost. */
static void other_hook(hl_plan_state *state, int64_t line, const hl_field *name)
{
    const hl_experiment *x = state->experiment;
    const char **names = malloc((2 * x->hook_count + 1) * sizeof(char *));
    size_t count = 0;
    char shown[64] = "";
    memcpy(shown, name->data, name->length < 63 ? name->length : 63);
    for (size_t i = 0; names != NULL && i < x->hook_count; i++) {
        names[count++] = x->hooks[i].name;
        if (x->hooks[i].trigger != NULL)
            names[count++] = x->hooks[i].trigger;
    }
    const char *nearest = names == NULL ? NULL : hl_base__suggest(shown, names, count);
    if (nearest == NULL)
        state->counts.other_hooks++;
    else
        hl_plan__warn(state, state->options->triggers, line, ++state->counts.rejected_rows,
                      "no hook or trigger of the definition is called '%s': did you mean %s", shown,
                      nearest);
    free((void *)names);
}

/* The person of a row, when it can be planned at all. */
static bool find_person(hl_plan_state *state, const hl_row *row, const int *at, uint32_t *person)
{
    const hl_field *user = field_at(row, at[WHO]);
    *person = hl_base__map_find(&state->people_ids, user->data, user->length);
    if (*person == HL_MAP_NONE) {
        state->counts.unknown_users++;
        hl_plan__warn(state, state->options->triggers, row->line, state->counts.unknown_users,
                      "user '%.*s' is not among the users: not planned",
                      user->length > 60 ? 60 : (int)user->length, user->data);
        return false;
    }
    if (state->people[*person].arm == UINT32_MAX) {
        state->counts.unassigned++;
        return false;
    }
    return true;
}

static bool is_new(hl_plan_state *state, const hl_row *row, const int *at, uint32_t *number)
{
    const hl_field *id = field_at(row, at[TRIGGER]);
    uint32_t before = state->trigger_ids.count;
    *number = hl_base__map_intern(&state->trigger_ids, id->data, id->length);
    if (*number == HL_MAP_NONE || *number >= before)
        return true;
    state->counts.duplicates++;
    hl_plan__warn(state, state->options->triggers, row->line, state->counts.duplicates,
                  "trigger '%.*s' stands twice: it is planned once",
                  id->length > 60 ? 60 : (int)id->length, id->data);
    return false;
}

static hl_status take_trigger(hl_plan_state *state, const hl_row *row, const int *at, hl_error *err)
{
    uint32_t number = 0;
    hl_occurrence o = {.line = row->line, .at_ms = INT64_MIN};
    const hl_field *when = field_at(row, at[WHEN]);
    const hl_field *hook = field_at(row, at[WHAT]);
    state->counts.triggers++;
    if (field_at(row, at[TRIGGER])->length == 0) {
        reject(state, state->options->triggers, row->line, "trigger_id is empty");
        return HL_OK;
    }
    if (!is_known_hook(state, hook)) {
        other_hook(state, row->line, hook);
        return HL_OK;
    }
    if (!is_new(state, row, at, &number) || !find_person(state, row, at, &o.person))
        return HL_OK;
    if (number == HL_MAP_NONE)
        return hl_error_memory(err);
    const hl_zone *zone = state->options->zone == NULL
                              ? hl_plan__person_zone(state, &state->people[o.person])
                              : state->workspace;
    if (when->length > 0 && !hl_plan__field_time(when->data, when->length, zone, &o.at_ms)) {
        reject(state, state->options->triggers, row->line, "'at' is not a time");
        return HL_OK;
    }
    o.id = state->trigger_ids.keys[number].text;
    o.id_length = (uint32_t)state->trigger_ids.keys[number].length;
    o.hook_name = hook->data;
    o.hook_length = hook->length;
    const hl_field *by = field_at(row, at[BY]);
    o.operator_user = by->length > 0 ? hl_plan__operator(state, by->data, by->length)
                                     : state->people[o.person].operator_user;
    hl_error failed = HL_ERROR_INIT;
    (void)hl_plan__occur(state, &o, &failed);
    return failed.status == HL_OK ? HL_OK : hl_error_memory(err);
}

hl_status hl_plan__read_triggers(hl_plan_state *state, hl_error *err)
{
    static const column columns[TRIGGER_COLUMNS] = {[TRIGGER] = {"trigger_id", true},
                                                    [WHO] = {"user_id", true},
                                                    [WHAT] = {"hook", true},
                                                    [WHEN] = {"at", true},
                                                    [BY] = {"operator", false}};
    if (state->options->triggers == NULL)
        return HL_OK;
    return read_file(state, state->options->triggers, columns, TRIGGER_COLUMNS, take_trigger, err);
}
