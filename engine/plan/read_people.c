/* Users: their arm, their operator, and what else the planner reads of them. */
#include <stdlib.h>
#include <string.h>

#include "assign/assigner.h"
#include "assign/known_attributes.h"
#include "assign/misled_text.h"
#include "assign/user_source.h"
#include "assign/zone_attributes.h"
#include "base/column_names.h"
#include "config/event_words.h"
#include "log/known_users.h"
#include "plan/consent.h"
#include "plan/read_dates.h"
#include "plan/read_zone.h"
#include "plan/reading.h"

static bool make_room(hl_inputs *in, size_t hooks)
{
    if (in->people_ids.count < in->people_capacity)
        return true;
    size_t capacity = in->people_capacity == 0 ? 1024 : in->people_capacity * 2;
    hl_person *people = realloc(in->people, capacity * sizeof *people);
    if (people == NULL)
        return false;
    in->people = people;
    int64_t *anchors = realloc(in->anchors, capacity * (hooks + 1) * sizeof *anchors);
    if (anchors == NULL)
        return false;
    in->anchors = anchors;
    in->people_capacity = capacity;
    return true;
}

bool hl_plan__person_add(hl_reading *r, const char *id, size_t length, uint32_t *index)
{
    hl_inputs *in = r->inputs;
    size_t hooks = r->compiled->experiment->hook_count;
    uint32_t before = in->people_ids.count;
    if (!make_room(in, hooks))
        return false;
    *index = hl_base__map_intern(&in->people_ids, id, length);
    if (*index == HL_MAP_NONE)
        return false;
    if (*index < before)
        return true;
    in->people[*index] = (hl_person){.arm = UINT32_MAX,
                                     .operator_user = HL_LEDGER_NONE,
                                     .first_event = HL_LEDGER_NONE,
                                     .first_sent = HL_LEDGER_NONE,
                                     .message_ms = INT64_MIN,
                                     .active_ms = INT64_MIN,
                                     .returned_ms = INT64_MIN,
                                     .zone_source = HL_ZONE_WORKSPACE};
    for (size_t i = 0; i < hooks; i++)
        in->anchors[*index * hooks + i] = INT64_MIN;
    return true;
}

static bool find_operator(hl_reading *r, hl_person *person, const hl_value *attributes)
{
    const hl_value *who = hl_plan__attribute(attributes, "operator");
    if (who == NULL || who->text == NULL)
        return true;
    hl_field name = {who->text, who->length, HL_FIELD_TEXT};
    return hl_plan__operator_at_work(r, &name, &person->operator_user);
}

/* What every user is taken with. */
typedef struct taking {
    hl_reading *reading;
    const hl_assigner *assigner;
    hl_known_attributes known;
    uint32_t of_audience; /* so many of known.wanted: what conditions look at, */
    uint32_t needed;      /* and what some user must have: then come anchors of triggers */
    int64_t missing;      /* shown so far, */
    int64_t farewells;    /* and of these */
    hl_plan_consent *consent;
    hl_misled misled;
} taking;

/* By whichever of their rows. */
static hl_status take_consent(taking *t, uint32_t index, const hl_value *attributes, hl_error *err)
{
    hl_person *person = &t->reading->inputs->people[index];
    const hl_consent_user user = {index, person->arm != UINT32_MAX};
    unsigned refused = 0;
    if (t->reading->promotes && !hl_plan__consent_note(t->consent, attributes, &user, &refused))
        return hl_error_memory(err);
    person->refused |= (uint8_t)refused;
    return HL_OK;
}

static hl_status take_person(taking *t, const hl_user_row *row, const hl_value *attributes,
                             hl_error *err)
{
    hl_reading *r = t->reading;
    const hl_assigner *assigner = t->assigner;
    uint32_t index = 0;
    uint32_t before = r->inputs->people_ids.count;
    if (!hl_plan__person_add(r, row->id, row->id_length, &index))
        return hl_error_memory(err);
    hl_person *person = &r->inputs->people[index];
    if (index < before) {
        hl_plan__warn(r, row->line, 1, "this user stands twice: the first row counts");
        return take_consent(t, index, attributes, err);
    }
    if (!hl_plan__find_zone(r, person, attributes, row->line) ||
        !find_operator(r, person, attributes))
        return hl_error_memory(err);
    const hl_zone *zone = hl_plan__person_zone(r->inputs, index);
    hl_assignment a;
    const hl_evidence evidence = {r->compiled->options->unread, &t->misled};
    hl_status status =
        hl_plan__send_segment(&r->compiled->send_model, attributes, r->compiled->options->unread,
                              &person->send_segment, err);
    if (status != HL_OK)
        return status;
    status = hl_assign__decide(assigner, row->unit, row->unit_length, attributes,
                               r->compiled->options->now_utc_ms, evidence, &a, err);
    if (status != HL_OK)
        return status;
    r->inputs->counts.users++;
    r->inputs->counts.by_reason[a.reason]++;
    if (!hl_assign__known_note(&t->known, attributes))
        return hl_error_memory(err);
    person->arm = a.reason == HL_ASSIGN_ASSIGNED ? (uint32_t)a.arm : UINT32_MAX;
    status = take_consent(t, index, attributes, err);
    if (status != HL_OK)
        return status;
    (void)hl_plan__attribute_time(r, attributes, "last_message_at", zone, row->line,
                                  hl_time_is_usual, &person->message_ms);
    (void)hl_plan__attribute_time(r, attributes, "last_active_at", zone, row->line,
                                  hl_time_is_usual, &person->active_ms);
    hl_plan__read_anchors(r, index, attributes, row->line);
    return HL_OK;
}

static hl_status take_stored(void *context, const hl_known_user *person, hl_error *err)
{
    taking *t = context;
    const hl_user_row row = {.id = person->id,
                             .id_length = person->id_length,
                             .unit = person->unit,
                             .unit_length = person->unit_length};
    return take_person(t, &row, person->attributes, err);
}

/* A column that the planner reads of users, however the file spells it. */
static hl_status want_column(hl_reading *r, hl_user_source *users, const char *name, hl_error *err)
{
    const hl_plan_column column = {name, false, false, false, false};
    const hl_row_source *rows = r->rows.users;
    size_t at = 0;
    size_t other = 0;
    int found = -1;
    hl_column_match match =
        hl_base__column_find(rows->columns, rows->column_count, name, &at, &other);
    if (match != HL_COLUMN_SPELT && match != HL_COLUMN_TWICE)
        return hl_assign__user_source_want(users, name, err);
    hl_status status = hl_plan__find_column(r, r->rows.users, &column, &found, err);
    return status == HL_OK ? hl_assign__user_source_want_at(users, name, found, err) : status;
}

/* Columns of zones, whatever they are called, and objects that may hold them. */
static hl_status want_zones(hl_reading *r, hl_user_source *users, hl_error *err)
{
    static const char *const holders[] = {"location", "geo",      "address", "profile",
                                          "device",   "context",  "traits",  "attributes",
                                          "user",     "customer", "contact", "properties"};
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < HL_ZONE_ATTRIBUTES; i++)
        status = want_column(r, users, hl_assign__zone_attributes[i], err);
    for (size_t i = 0; status == HL_OK && i < r->rows.users->column_count; i++) {
        hl_zone_called called = hl_assign__zone_called(r->rows.users->columns[i]);
        if (called == HL_ZONE_CALLED_DEVICE || called == HL_ZONE_CALLED_PROFILE)
            status = hl_assign__user_source_want(users, r->rows.users->columns[i], err);
    }
    for (size_t i = 0; status == HL_OK && i < sizeof holders / sizeof holders[0]; i++)
        status = hl_assign__user_source_want(users, holders[i], err);
    return status == HL_OK ? hl_assign__user_source_want_by(users, hl_assign__zone_is_evident, err)
                           : status;
}

/* What the planner reads of a user, and what the audience does. */
static hl_status want_attributes(hl_reading *r, const hl_assigner *assigner, hl_user_source *users,
                                 hl_error *err)
{
    static const char *const others[] = {"operator", "last_message_at", "last_active_at"};
    const hl_experiment *x = r->compiled->experiment;
    const hl_plan_send_model *model = &r->compiled->send_model;
    hl_status status = hl_assign__user_source_want_read(users, assigner->audience, err);
    if (status == HL_OK && model->segment != NULL)
        status = hl_assign__user_source_want_read(users, model->segment, err);
    if (status == HL_OK && model->attribute != NULL)
        status = hl_assign__user_source_want(users, model->attribute, err);
    for (size_t i = 0; status == HL_OK && r->promotes && i < r->rows.users->column_count; i++)
        if (hl_config__consent_name(r->rows.users->columns[i]).is != HL_CONSENT_NONE ||
            hl_config__consent_holds(r->rows.users->columns[i]))
            status = hl_assign__user_source_want(users, r->rows.users->columns[i], err);
    for (size_t i = 0; status == HL_OK && i < r->rows.users->column_count; i++)
        if (hl_plan__tells_place(r->rows.users->columns[i]))
            status = hl_assign__user_source_want(users, r->rows.users->columns[i], err);
    if (status == HL_OK)
        status = want_zones(r, users, err);
    for (size_t i = 0; status == HL_OK && i < sizeof others / sizeof others[0]; i++)
        status = want_column(r, users, others[i], err);
    for (size_t h = 0; status == HL_OK && h < x->hook_count; h++)
        if (x->hooks[h].anchor != NULL)
            status = want_column(r, users, x->hooks[h].anchor, err);
    return status;
}

static hl_status take_row(taking *t, const hl_user_row *row, hl_user_source *users, hl_error *err)
{
    hl_reading *r = t->reading;
    const hl_value *attributes = NULL;
    hl_error reason = HL_ERROR_INIT;
    if (row->problem != NULL) {
        hl_plan__reject(r, row->line, row->problem);
        return HL_OK;
    }
    hl_status status = hl_assign__user_source_attributes(users, &attributes, &reason);
    if (status == HL_OK)
        return take_person(t, row, attributes, err);
    if (status != HL_REJECTED)
        return hl_error_set(err, status, "%s", reason.message);
    hl_plan__reject(r, row->line, reason.message);
    return HL_OK;
}

static hl_status take_rows(taking *t, hl_row_source *rows, hl_error *err)
{
    hl_reading *r = t->reading;
    hl_user_source *users = NULL;
    hl_user_row row;
    bool got = false;
    hl_status status =
        hl_assign__user_source_open(rows, r->compiled->experiment->unit, &users, err);
    r->source = rows->name;
    if (status == HL_OK)
        status = want_attributes(r, t->assigner, users, err);
    if (status == HL_OK)
        status = hl_assign__user_source_judge(users, r->problems, err);
    while (status == HL_OK &&
           (status = hl_assign__user_source_next(users, &row, &got, err)) == HL_OK && got)
        status = take_row(t, &row, users, err);
    if (status == HL_OK && !hl_assign__known_columns(&t->known, rows))
        status = hl_error_memory(err);
    if (status == HL_OK)
        hl_assign__user_source_tell(users, r->problems);
    r->source = NULL;
    hl_assign__user_source_free(users);
    return status;
}

/* Whether anything is known of zones at all. */
static hl_status check_zones(const hl_reading *r, hl_error *err)
{
    const hl_compiled *c = r->compiled;
    const hl_plan_counts *counts = &r->inputs->counts;
    bool said = c->stands_in || c->experiment->zone_said;
    if (c->options->strict_zones && counts->unknown_zones > 0)
        return hl_error_set(err, HL_REJECTED, "%lld users have a zone that nobody knows",
                            (long long)counts->unknown_zones);
    if (said || r->inputs->people_ids.count == 0 || counts->no_zone < r->inputs->people_ids.count)
        return HL_OK;
    return hl_error_set(
        err, HL_REJECTED,
        "no zone anywhere: neither the definition (\"zone\": \"Asia/Shanghai\") nor "
        "--zone nor any user (column zone) names one that is understood");
}

/* A name of users' that may mean the column, where nothing was read of it. */
static hl_status refuse_other(const taking *t, const char *name, hl_error *err)
{
    for (uint32_t i = 0; i < t->known.names.count; i++) {
        const char *called = t->known.names.keys[i].text;
        if (hl_base__column_match(called, name) == HL_COLUMN_OTHER)
            return hl_error_set(err, HL_REJECTED,
                                "users have '%s', and the column that the planner reads is called "
                                "'%s': rename it",
                                called, name);
    }
    return HL_OK;
}

/* A zone of nobody knows what is not read, and not passed over either. */
static void remark_zones(const taking *t)
{
    int64_t seen = 0;
    for (uint32_t i = 0; i < t->known.names.count; i++)
        if (hl_assign__zone_called(t->known.names.keys[i].text) == HL_ZONE_CALLED_ANOTHER &&
            hl_base__map_find(&t->reading->inputs->zone_names, t->known.names.keys[i].text,
                              strlen(t->known.names.keys[i].text)) == HL_MAP_NONE)
            hl_plan__warn(t->reading, 0, ++seen,
                          "'%.100s' may be a zone, and is not read: if it is the user's, call it "
                          "'zone'",
                          t->known.names.keys[i].text);
}

/* Whether what operators do is counted, or when they work. */
static bool asks_for_operators(const hl_compiled *c)
{
    bool asks = c->experiment->shift_count > 0;
    for (size_t i = 0; i < c->limit_count; i++)
        asks = asks || c->limits[i]->scope == HL_SCOPE_OPERATOR;
    return asks;
}

static hl_status check_operator_names(const taking *t, hl_error *err)
{
    const hl_reading *r = t->reading;
    const hl_row_source *triggers = r->rows.triggers;
    size_t at = 0;
    size_t other = 0;
    for (uint32_t i = 0; i < r->inputs->people_ids.count; i++)
        if (r->inputs->people[i].operator_user != HL_LEDGER_NONE)
            return HL_OK;
    if (!asks_for_operators(r->compiled) ||
        (triggers != NULL && hl_base__column_find(triggers->columns, triggers->column_count,
                                                  "operator", &at, &other) != HL_COLUMN_NONE))
        return HL_OK;
    return refuse_other(t, "operator", err);
}

/* Where nothing else may say when somebody was active. */
static hl_status check_activity_names(const taking *t, hl_error *err)
{
    const hl_reading *r = t->reading;
    const hl_experiment *x = r->compiled->experiment;
    bool silent = false;
    for (size_t h = 0; h < x->hook_count; h++)
        silent = silent || x->hooks[h].silent.present;
    for (uint32_t i = 0; i < r->inputs->people_ids.count; i++)
        if (r->inputs->people[i].active_ms != INT64_MIN)
            return HL_OK;
    if (!silent || r->rows.events != NULL || r->compiled->options->store != NULL)
        return HL_OK;
    return refuse_other(t, "last_active_at", err);
}

/* Who is marked as having left, where nothing asks for the mark. */
static void remark_farewells(taking *t)
{
    for (uint32_t i = 0; i < t->known.names.count; i++) {
        const char *name = t->known.names.keys[i].text;
        uint32_t wanted = hl_base__map_find(&t->known.wanted, name, strlen(name));
        if (hl_config__is_farewell(name) && !hl_plan__consent_tells(t->consent, name) &&
            (wanted == HL_MAP_NONE || wanted >= t->of_audience))
            hl_plan__warn(t->reading, 0, ++t->farewells,
                          "users have '%.100s', and no condition of the audience asks for it: do "
                          "messages go to those who left?",
                          name);
    }
}

static hl_status check_names(const taking *t, hl_error *err)
{
    remark_zones(t);
    hl_plan__tell_zones(t->reading);
    hl_status status = check_operator_names(t, err);
    return status == HL_OK ? check_activity_names(t, err) : status;
}

/* What must be of some user for the plan to do anything: what the audience reads, the unit, dates
 * that recur. An anchor that does not may come with its trigger. */
static bool want_known(taking *t)
{
    const hl_experiment *x = t->reading->compiled->experiment;
    bool good = hl_assign__known_want_read(&t->known, t->assigner->audience);
    t->of_audience = t->known.wanted.count;
    if (strcmp(x->unit, "user") != 0)
        good = good && hl_assign__known_want(&t->known, x->unit);
    for (size_t h = 0; good && h < x->hook_count; h++)
        if (x->hooks[h].recurs != HL_RECURS_NEVER)
            good = hl_assign__known_want(&t->known, x->hooks[h].anchor);
    t->needed = t->known.wanted.count;
    for (size_t h = 0; good && h < x->hook_count; h++)
        if (x->hooks[h].anchor != NULL)
            good = hl_assign__known_want(&t->known, x->hooks[h].anchor);
    return good;
}

/* One that only conditions look at (`blocked` is not true) is no matter when it kept nobody out and
 * looks like no other. */
static void tell_missing(void *context, uint32_t number, const char *name, const char *near)
{
    taking *t = context;
    bool kept_out = t->reading->inputs->counts.by_reason[HL_ASSIGN_AUDIENCE] > 0;
    if (near == NULL && ((number < t->of_audience && !kept_out) || number >= t->needed))
        return;
    t->reading->inputs->counts.no_anchor +=
        number >= t->of_audience && number < t->needed &&
        strcmp(t->reading->compiled->experiment->unit, name) != 0;
    hl_plan__warn(t->reading, 0, ++t->missing, "no user has '%.100s'%s%.100s%s", name,
                  near == NULL ? "" : "; did you mean '", near == NULL ? "" : near,
                  near == NULL ? "" : "'?");
}

static void tell_respelt(void *context, const char *name, const hl_known_value *value)
{
    taking *t = context;
    char message[HL_KNOWN_TEXT];
    hl_assign__known_respelt_text(name, value, message);
    hl_plan__warn(t->reading, 0, ++t->missing, "%s", message);
}

static hl_status take_all(taking *t, hl_error *err)
{
    hl_reading *r = t->reading;
    const hl_compiled *c = r->compiled;
    hl_status status = want_known(t) ? HL_OK : hl_error_memory(err);
    if (status == HL_OK && r->rows.users != NULL)
        status = take_rows(t, r->rows.users, err);
    else if (status == HL_OK && c->options->store != NULL)
        status = hl_log__known_users(c->options->store, c->experiment->unit, take_stored, t, err);
    if (status == HL_OK)
        status = hl_assign__misled_check(&t->misled, err);
    if (status == HL_OK && r->inputs->counts.users > 0 &&
        !hl_assign__known_missing(&t->known, tell_missing, t))
        status = hl_error_memory(err);
    if (status == HL_OK)
        hl_assign__known_respelt(&t->known, tell_respelt, t);
    if (status == HL_OK)
        remark_farewells(t);
    if (status == HL_OK)
        hl_plan__drop_stand_ins(r);
    if (status == HL_OK && !hl_plan__consent_tell(t->consent, r))
        status = hl_error_memory(err);
    return status == HL_OK ? check_names(t, err) : status;
}

hl_status hl_plan__read_people(hl_reading *r, hl_error *err)
{
    hl_assigner *assigner = NULL;
    if (!hl_plan__begin_zones(r))
        return hl_error_memory(err);
    const hl_compiled *c = r->compiled;
    const char *ranges = c->ranges != NULL ? c->ranges : c->options->ranges;
    hl_status status = hl_assigner_new(c->experiment, ranges, &assigner, err);
    taking t = {.reading = r,
                .assigner = assigner,
                .consent = hl_plan__consent_new(c->experiment->audience)};
    if (status == HL_OK && t.consent == NULL)
        status = hl_error_memory(err);
    if (status == HL_OK)
        status = take_all(&t, err);
    hl_plan__consent_free(t.consent);
    hl_assign__known_free(&t.known);
    hl_assigner_free(assigner);
    return status == HL_OK ? check_zones(r, err) : status;
}
