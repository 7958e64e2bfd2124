/* One user's assignment, step by step. */
#include <stdlib.h>
#include <string.h>

#include "assign/assigner.h"
#include "assign/explained.h"
#include "assign/user_source.h"
#include "base/arena.h"
#include "base/text.h"
#include "json/writer.h"

enum { MOST_STEPS = HL_ASSIGN_STEP_ARM + 1 };

/* The explanation as it grows. */
typedef struct telling {
    const hl_assigner *assigner;
    const char *unit;
    size_t length;
    hl_assign_explanation *out;
    hl_arena *arena;
    hl_assign_step *steps; /* out->steps, writable */
    bool failed;           /* out of memory */
    hl_unread *unread;
} telling;

/* The text as a string of the explanation; frees the text. */
static const char *keep(telling *t, hl_text *text)
{
    const char *kept = hl_base__text_keep(text, t->arena);
    hl_base__text_free(text);
    t->failed = t->failed || kept == NULL;
    return kept;
}

static hl_assign_step *add_step(telling *t, hl_assign_step_kind kind)
{
    hl_assign_step *step = &t->steps[t->out->step_count++];
    *step = (hl_assign_step){.kind = kind, .outcome = HL_ASSIGN_NOT_ASKED};
    return step;
}

/* One step further, or the end with its reason. */
static bool settle(telling *t, hl_assign_step *step, bool passes, hl_assign_reason reason)
{
    step->outcome = passes ? HL_ASSIGN_PASSES : HL_ASSIGN_STOPS;
    if (!passes)
        t->out->result.reason = reason;
    return passes;
}

/* The text that is hashed for a purpose. */
static const char *hashed(telling *t, hl_bucket_purpose purpose, const char *salt)
{
    hl_text text = {0};
    hl_base__text_add(&text, hl_assign__bucket_prefix(purpose));
    hl_base__text_add(&text, salt);
    hl_base__text_add_char(&text, ':');
    hl_base__text_add_bytes(&text, t->unit, t->length);
    return keep(t, &text);
}

static hl_assign_range *add_ranges(telling *t, hl_assign_step *step, size_t count)
{
    hl_assign_range *ranges = hl_base__arena_array(t->arena, count, sizeof *ranges);
    t->failed = t->failed || ranges == NULL;
    step->ranges = ranges;
    step->range_count = ranges == NULL ? 0 : count;
    return ranges;
}

static void add_range(telling *t, hl_assign_step *step, uint64_t from, uint64_t to)
{
    hl_assign_range *range = add_ranges(t, step, 1);
    if (range != NULL)
        *range = (hl_assign_range){from, to, SIZE_MAX};
}

static void add_value(hl_json_writer *writer, const hl_value *value)
{
    switch (value->type) {
    case HL_VALUE_NULL:
        hl_json__add_null(writer);
        break;
    case HL_VALUE_BOOL:
        hl_json__add_bool(writer, value->boolean);
        break;
    case HL_VALUE_NUMBER:
        hl_json__add_number(writer, value->number);
        break;
    case HL_VALUE_STRING:
    case HL_VALUE_UNTYPED:
        hl_json__add_string_bytes(writer, value->text, value->length);
        break;
    case HL_VALUE_ARRAY:
        hl_json__open_array(writer);
        for (size_t i = 0; i < value->count; i++)
            add_value(writer, &value->items[i]);
        hl_json__close_array(writer);
        break;
    case HL_VALUE_OBJECT:
        hl_json__open_object(writer);
        for (size_t i = 0; i < value->count; i++) {
            hl_json__key(writer, value->items[i].key);
            add_value(writer, &value->items[i]);
        }
        hl_json__close_object(writer);
        break;
    }
}

/* One member of the condition as a condition of its own. */
static hl_status explain_clause(telling *t, const hl_value *member, const hl_value *attributes,
                                hl_assign_clause *out, hl_error *err)
{
    hl_value document = {.type = HL_VALUE_OBJECT, .count = 1, .items = member};
    hl_condition condition = {&document, t->assigner->experiment->audience->groups};
    hl_predicate *p = NULL;
    hl_status status = hl_assign__predicate_new(&condition, NULL, &p, err);
    if (status != HL_OK)
        return status;
    hl_text json = {0};
    hl_json_writer writer = hl_json__writer(&json, 0);
    add_value(&writer, &document);
    out->condition = keep(t, &json);
    status = hl_assign__predicate_holds(p, attributes, (hl_evidence){.unread = t->unread},
                                        &out->holds, err);
    hl_assign__predicate_free(p);
    const hl_value *actual = hl_base__value_get(attributes, member->key);
    if (actual == NULL)
        return status;
    json = (hl_text){0};
    writer = hl_json__writer(&json, 0);
    add_value(&writer, actual);
    out->actual = keep(t, &json);
    return status;
}

static hl_status explain_audience(telling *t, const hl_value *attributes, bool *goes_on,
                                  hl_error *err)
{
    const hl_condition *audience = t->assigner->experiment->audience;
    hl_assign_step *step = add_step(t, HL_ASSIGN_STEP_AUDIENCE);
    *goes_on = true;
    if (audience != NULL && attributes == NULL)
        step->outcome = HL_ASSIGN_NOT_KNOWN;
    if (audience == NULL || attributes == NULL)
        return HL_OK;
    hl_status status = hl_assign__predicate_holds(t->assigner->audience, attributes,
                                                  (hl_evidence){.unread = t->unread}, goes_on, err);
    *goes_on = settle(t, step, *goes_on, HL_ASSIGN_AUDIENCE);
    size_t count = audience->document->count;
    hl_assign_clause *clauses = hl_base__arena_array(t->arena, count, sizeof *clauses);
    if (clauses == NULL)
        return hl_error_memory(err);
    step->clauses = clauses;
    for (; status == HL_OK && step->clause_count < count; step->clause_count++)
        status = explain_clause(t, &audience->document->items[step->clause_count], attributes,
                                &clauses[step->clause_count], err);
    return status;
}

static bool explain_holdout(telling *t)
{
    const hl_experiment *x = t->assigner->experiment;
    hl_assign_step *step = add_step(t, HL_ASSIGN_STEP_HOLDOUT);
    if (x->holdout == NULL)
        return true;
    step->name = x->holdout;
    step->hashed = hashed(t, HL_BUCKET_HOLDOUT, x->holdout);
    step->bucket = hl_assign__bucket(&t->assigner->holdout, t->unit, t->length);
    add_range(t, step, 0, x->holdout_to);
    return settle(t, step, step->bucket >= x->holdout_to, HL_ASSIGN_HOLDOUT);
}

static bool explain_layer(telling *t)
{
    const hl_experiment *x = t->assigner->experiment;
    hl_assign_step *step = add_step(t, HL_ASSIGN_STEP_LAYER);
    if (x->layer == NULL)
        return true;
    step->name = x->layer;
    step->hashed = hashed(t, HL_BUCKET_LAYER, x->layer);
    step->bucket = hl_assign__bucket(&t->assigner->layer, t->unit, t->length);
    add_range(t, step, x->layer_range.from, x->layer_range.to);
    bool inside = step->bucket >= x->layer_range.from && step->bucket < x->layer_range.to;
    return settle(t, step, inside, HL_ASSIGN_LAYER);
}

static bool explain_traffic(telling *t)
{
    const hl_experiment *x = t->assigner->experiment;
    uint64_t to = hl_assign__traffic_at(x, t->out->at_utc_ms);
    hl_assign_step *step = add_step(t, HL_ASSIGN_STEP_TRAFFIC);
    step->hashed = hashed(t, HL_BUCKET_TRAFFIC, x->salt);
    step->bucket = hl_assign__bucket(&t->assigner->traffic, t->unit, t->length);
    add_range(t, step, 0, to);
    return settle(t, step, step->bucket < to, HL_ASSIGN_TRAFFIC);
}

static void explain_arm(telling *t)
{
    const hl_assigner *a = t->assigner;
    hl_assign_step *step = add_step(t, HL_ASSIGN_STEP_ARM);
    step->hashed = hashed(t, HL_BUCKET_ARM, a->experiment->salt);
    step->bucket = t->out->result.bucket;
    step->outcome = HL_ASSIGN_PASSES;
    hl_assign_range *ranges = add_ranges(t, step, a->ranges.count);
    for (size_t i = 0; ranges != NULL && i < a->ranges.count; i++)
        ranges[i] = (hl_assign_range){a->ranges.segments[i].from, a->ranges.segments[i].to,
                                      a->ranges.segments[i].arm};
    t->out->result.reason = HL_ASSIGN_ASSIGNED;
    t->out->result.arm = hl_assign__ranges_arm(&a->ranges, step->bucket);
}

static hl_status explain_steps(telling *t, const hl_value *attributes, hl_error *err)
{
    bool goes_on = false;
    t->out->result.bucket = hl_assign__bucket(&t->assigner->arm, t->unit, t->length);
    hl_status status = explain_audience(t, attributes, &goes_on, err);
    if (status == HL_OK && goes_on && explain_holdout(t) && explain_layer(t) && explain_traffic(t))
        explain_arm(t);
    return status;
}

static hl_status explain(telling *t, const char *user_id, const hl_value *attributes, hl_error *err)
{
    hl_assign_explanation *out = t->out;
    out->result = (hl_assignment){SIZE_MAX, 0, HL_ASSIGN_NO_UNIT};
    out->unit_name = strcmp(out->experiment->unit, "user") == 0 ? "user_id" : out->experiment->unit;
    out->user_id = hl_base__arena_string(t->arena, user_id);
    t->steps = hl_base__arena_array(t->arena, MOST_STEPS, sizeof *t->steps);
    out->steps = t->steps;
    if (out->user_id == NULL || t->steps == NULL)
        return hl_error_memory(err);
    if (t->length == 0)
        return HL_OK;
    out->unit = hl_base__arena_bytes(t->arena, t->unit, t->length);
    t->failed = out->unit == NULL;
    hl_status status = explain_steps(t, attributes, err);
    return status == HL_OK && t->failed ? hl_error_memory(err) : status;
}

void hl_assign_explanation_free(hl_assign_explanation *explanation)
{
    if (explanation == NULL)
        return;
    hl_base__arena_free(explanation->owner);
    free(explanation->owner);
    free(explanation);
}

hl_status hl_assign__explain_user(const hl_assigner *assigner, const char *user_id,
                                  const char *unit, size_t unit_length, const hl_value *attributes,
                                  int64_t at_utc_ms, hl_unread *unread, hl_assign_explanation **out,
                                  hl_error *err)
{
    *out = NULL;
    hl_assign_explanation *made = calloc(1, sizeof *made);
    hl_arena *arena = calloc(1, sizeof *arena);
    if (made == NULL || arena == NULL) {
        free(made);
        free(arena);
        return hl_error_memory(err);
    }
    *made = (hl_assign_explanation){
        .experiment = assigner->experiment, .at_utc_ms = at_utc_ms, .owner = arena};
    telling t = {.assigner = assigner,
                 .unit = unit,
                 .length = unit_length,
                 .out = made,
                 .arena = arena,
                 .unread = unread};
    hl_status status = explain(&t, user_id, attributes, err);
    if (status == HL_OK)
        *out = made;
    else
        hl_assign_explanation_free(made);
    return status;
}

static bool is_user(const hl_user_row *row, const char *user_id)
{
    return row->problem == NULL && row->id_length == strlen(user_id) &&
           memcmp(row->id, user_id, row->id_length) == 0;
}

/* Reads on to the user. */
static hl_status find_user(hl_user_source *users, const char *name, const char *user_id,
                           hl_user_row *row, hl_error *err)
{
    bool got = true;
    for (;;) {
        hl_status status = hl_assign__user_source_next(users, row, &got, err);
        if (status != HL_OK)
            return status;
        if (!got)
            return hl_error_set(err, HL_REJECTED, "%s: there is no user '%s'", name, user_id);
        if (is_user(row, user_id))
            return HL_OK;
    }
}

static hl_status explain_from_rows(const hl_assigner *assigner, hl_row_source *rows,
                                   const char *user_id, int64_t at_utc_ms, hl_unread *unread,
                                   hl_assign_explanation **out, hl_error *err)
{
    hl_user_source *users = NULL;
    hl_user_row row;
    const hl_value *attributes = NULL;
    hl_status status = hl_assign__user_source_open(rows, assigner->experiment->unit, &users, err);
    if (status == HL_OK)
        status = hl_assign__user_source_want_read(users, assigner->audience, err);
    if (status == HL_OK)
        status = hl_assign__user_source_judge(users, NULL, err);
    if (status == HL_OK)
        status = find_user(users, rows->name, user_id, &row, err);
    if (status == HL_OK)
        status = hl_assign__user_source_attributes(users, &attributes, err);
    if (status == HL_OK)
        status = hl_assign__explain_user(assigner, user_id, row.unit, row.unit_length, attributes,
                                         at_utc_ms, unread, out, err);
    hl_assign__user_source_free(users);
    return status;
}

hl_status hl_assign_explain_rows(const hl_assigner *assigner, hl_row_source *users,
                                 const char *user_id, int64_t at_utc_ms, hl_unread *unread,
                                 hl_assign_explanation **out, hl_error *err)
{
    *out = NULL;
    if (users != NULL)
        return explain_from_rows(assigner, users, user_id, at_utc_ms, unread, out, err);
    if (strcmp(assigner->experiment->unit, "user") != 0)
        return hl_error_set(err, HL_USAGE,
                            "the unit is the attribute '%s': a users file is needed to know it",
                            assigner->experiment->unit);
    return hl_assign__explain_user(assigner, user_id, user_id, strlen(user_id), NULL, at_utc_ms,
                                   unread, out, err);
}

hl_status hl_assign_explain(const hl_assigner *assigner, const char *users, const char *user_id,
                            int64_t at_utc_ms, hl_unread *unread, hl_assign_explanation **out,
                            hl_error *err)
{
    const hl_rows_file_options how = {.check_nested = assigner->experiment->audience != NULL};
    hl_row_source *rows = NULL;
    *out = NULL;
    hl_status status = users == NULL ? HL_OK : hl_rows_open_file(users, &how, &rows, err);
    if (status == HL_OK)
        status = hl_assign_explain_rows(assigner, rows, user_id, at_utc_ms, unread, out, err);
    hl_rows_close(rows);
    return status;
}
