/* touches.csv: one planned or sent message to one user each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/spelling.h"
#include "base/written_number.h"
#include "config/event_words.h"
#include "config/name_words.h"
#include "log/import.h"
#include "log/stored_int.h"
#include "log/touch_policy.h"
#include "log/touch_said.h"

enum {
    COLUMN_ID,
    COLUMN_USER,
    COLUMN_NAMES, /* eight of them, as in hl_log_row */
    COLUMN_PLANNED = COLUMN_NAMES + HL_LOG_TOUCH_NAMES,
    COLUMN_SENT,
    COLUMN_PROPENSITY,
    COLUMN_COST,
    COLUMN_STATE,
    COLUMN_POLICY
};

static const hl_log_column columns[] = {
    {"touch_id", true, false},   {"user_id", true, false},     {"experiment", true, false},
    {"arm", true, false},        {"hook", false, false},       {"variant", false, false},
    {"window", false, false},    {"channel", false, false},    {"operator", false, false},
    {"step", false, false},      {"planned_at", false, false}, {"sent_at", false, false},
    {"propensity", false, true}, {"cost", false, true},        {"state", false, false},
    {"policy", false, false},
};

/* Most rows say what is no farewell. */
static bool is_farewell(hl_field field)
{
    char text[HL_WORDS_LONGEST + 1];
    if (field.length == 0 || field.length > HL_WORDS_LONGEST ||
        (field.length == 4 && memcmp(field.data, "sent", 4) == 0) ||
        (field.length == 9 && memcmp(field.data, "delivered", 9) == 0))
        return false;
    memcpy(text, field.data, field.length);
    text[field.length] = '\0';
    return hl_config__is_farewell(text);
}

/* What the row says of the message, counted where nobody would expect it. */
static int64_t state_of(hl_log_import *import, const hl_row *fields)
{
    hl_field field = hl_log__field(import, fields, COLUMN_STATE);
    hl_touch_state state = hl_config__touch_state(field.data, field.length);
    import->failed_touches += state == HL_TOUCH_STATE_FAILED;
    bool left =
        state != HL_TOUCH_STATE_FAILED && state != HL_TOUCH_STATE_CANCELLED && is_farewell(field);
    if (left && import->left_touches++ == 0)
        (void)snprintf(import->left_state, sizeof import->left_state, "%.*s", (int)field.length,
                       field.data);
    if (state == HL_TOUCH_STATE_UNKNOWN && !left && import->odd_states++ == 0) {
        import->odd_line = fields->line;
        (void)snprintf(import->odd_state, sizeof import->odd_state, "%.*s", (int)field.length,
                       field.data);
    }
    return hl_base__is_blank(field.data, field.length) ? 0 : hl_log__said_of(state);
}

void hl_log__tell_states(const hl_log_import *import, hl_problems *problems)
{
    char message[300];
    if (import->failed_touches > 0 && problems != NULL) {
        (void)snprintf(
            message, sizeof message,
            "rows of touches that failed, as their state says: %lld; plans count them as "
            "not sent, and reports go by what was assigned",
            (long long)import->failed_touches);
        hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_NOTE,
                                                .file = import->rows->name,
                                                .message = message});
    }
    if (import->left_touches > 0 && problems != NULL) {
        (void)snprintf(message, sizeof message,
                       "rows of touches whose state is a farewell of their user: %lld, such as "
                       "'%s'; plans of this store do not know it: import each as an event of type "
                       "unsubscribe, or plan with --touches",
                       (long long)import->left_touches, import->left_state);
        hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                                .file = import->rows->name,
                                                .message = message});
    }
    if (import->odd_states > 0 && problems != NULL) {
        (void)snprintf(
            message, sizeof message,
            "rows of touches of a state that nobody knows: %lld, such as '%s'; they count "
            "as sent",
            (long long)import->odd_states, import->odd_state);
        hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                                .file = import->rows->name,
                                                .line = import->odd_line,
                                                .message = message});
    }
}

static bool parse(hl_log_import *import, const hl_row *fields, hl_log_row *row)
{
    bool ok = hl_log__field_id(import, fields, COLUMN_ID, &row->id, &row->id_length) &&
              hl_log__field_user(import, fields, COLUMN_USER, &row->user);
    for (size_t i = 0; ok && i < HL_LOG_TOUCH_NAMES; i++)
        ok = hl_log__field_name(import, fields, COLUMN_NAMES + i, &row->touch.names[i]);
    ok = ok && hl_log__field_time(import, fields, COLUMN_PLANNED, &row->touch.planned_utc_ms) &&
         hl_log__field_time(import, fields, COLUMN_SENT, &row->touch.sent_utc_ms) &&
         hl_log__field_decimal(import, fields, COLUMN_PROPENSITY, false, &row->touch.propensity,
                               NULL) &&
         hl_log__field_decimal(import, fields, COLUMN_COST, true, &row->touch.cost, NULL);
    if (ok && row->touch.planned_utc_ms == HL_LOG_NO_TIME &&
        row->touch.sent_utc_ms == HL_LOG_NO_TIME) {
        hl_log__import_refuse(import, fields, COLUMN_SENT,
                              "neither planned_at nor sent_at says when");
        return false;
    }
    if (ok) {
        row->touch.said = state_of(import, fields);
        row->touch.policy =
            hl_log__policy_of(import, hl_log__field(import, fields, COLUMN_POLICY), fields->line);
    }
    return ok;
}

static bool has_arm(const hl_log_experiment *x, int64_t arm)
{
    for (size_t i = 0; i < x->design->arm_count; i++)
        if (x->arms[i] == arm)
            return true;
    return false;
}

/* The arm of the experiment that is spelled alike; NULL: there is none. */
static const char *like_arm(const hl_log_experiment *x, const hl_map_key *arm, int64_t *number)
{
    for (size_t i = 0; i < x->design->arm_count; i++) {
        const char *name = x->design->arms[i].name;
        *number = x->arms[i];
        if (hl_base__are_alike(arm->text, arm->length, name, strlen(name)))
            return name;
    }
    return NULL;
}

/* With --trim, the arm as the definition spells it. */
static hl_status respell_arm(hl_log_import *import, hl_log_row *row, const char *name,
                             int64_t number, hl_error *err)
{
    uint32_t index = hl_log__numbering_add(&import->names, name, strlen(name));
    if (index == HL_MAP_NONE)
        return hl_error_memory(err);
    import->names.ids[index] = number;
    row->touch.names[HL_TOUCH_ARM] = index;
    return HL_OK;
}

static void unknown_arm(const hl_log_experiment *x, const hl_map_key *arm, const char *like,
                        hl_text *reason)
{
    hl_base__text_addf(reason, "experiment '%s' has no arm '%s'; it has", x->design->experiment,
                       arm->text);
    for (size_t i = 0; i < x->design->arm_count; i++)
        hl_base__text_addf(reason, "%s '%s'", i > 0 ? "," : "", x->design->arms[i].name);
    if (like != NULL)
        hl_base__text_addf(
            reason,
            " ('%s' and '%s' differ in case, width, spaces or coding alone: --trim reads "
            "them as one)",
            arm->text, like);
}

static hl_status admit(hl_log_import *import, hl_log_row *row, hl_error *err)
{
    const uint32_t *names = row->touch.names;
    const hl_log_experiment *x = hl_log__experiment(
        import->experiments, hl_log__import_name(import, names[HL_TOUCH_EXPERIMENT]));
    if (x != NULL && has_arm(x, hl_log__import_name(import, names[HL_TOUCH_ARM])))
        return hl_log__touch_names(import, x, row, err);
    hl_text reason = {0};
    const hl_map_key *arm = &import->names.map.keys[names[HL_TOUCH_ARM]];
    int64_t number = 0;
    const char *like = x == NULL ? NULL : like_arm(x, arm, &number);
    if (like != NULL && import->options->trim) {
        hl_status status = respell_arm(import, row, like, number, err);
        return status == HL_OK ? hl_log__touch_names(import, x, row, err) : status;
    }
    if (x == NULL)
        hl_base__text_addf(&reason, "the store has no experiment '%s' (hookline apply stores one)",
                           import->names.map.keys[names[HL_TOUCH_EXPERIMENT]].text);
    else
        unknown_arm(x, arm, like, &reason);
    hl_status status = hl_base__text_status(&reason, err);
    hl_log__import_refuse_row(import, row, x == NULL ? "experiment" : "arm",
                              hl_base__text_string(&reason));
    hl_base__text_free(&reason);
    return status;
}

/* ---- laying rows over what is known */

/* Everything that is known of a touch. Texts live as long as the user's log or the batch. */
typedef struct hl_log_touch_record {
    bool loaded, is_new, dirty;
    const char *id;
    int64_t names[HL_LOG_TOUCH_NAMES];
    hl_log_attempt attempt;
    const char *propensity, *cost, *policy;
} touch_record;

static touch_record record_of_row(const hl_log_import *import, const hl_log_row *row)
{
    touch_record r = {
        .loaded = true,
        .is_new = true,
        .dirty = true,
        .id = row->id,
        .attempt = {row->touch.planned_utc_ms, row->touch.sent_utc_ms, row->touch.said},
        .propensity = row->touch.propensity,
        .cost = row->touch.cost,
        .policy = row->touch.policy};
    for (size_t i = 0; i < HL_LOG_TOUCH_NAMES; i++)
        r.names[i] = hl_log__import_name(import, row->touch.names[i]);
    return r;
}

static hl_status read_numbers(const hl_store *store, sqlite3_stmt *row, touch_record *out,
                              hl_error *err)
{
    int64_t *const times[] = {&out->attempt.planned_utc_ms, &out->attempt.sent_utc_ms};
    hl_status status = HL_OK;
    for (int i = 0; status == HL_OK && i < HL_LOG_TOUCH_NAMES; i++)
        status = hl_log__int(store, row, i, HL_LOG_INT_NAME_IF_ANY, &out->names[i], err);
    for (int i = 0; status == HL_OK && i < 2; i++)
        status = hl_log__int(store, row, HL_LOG_TOUCH_NAMES + i, HL_LOG_INT_INSTANT_IF_ANY,
                             times[i], err);
    return status;
}

static hl_status load_record(hl_log_import *import, int64_t user, const hl_log_touch *touch,
                             touch_record *out, hl_error *err)
{
    sqlite3_stmt *get = NULL;
    if (hl_log__statement(import->store, HL_SQL_TOUCH_GET, &get, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(get, 1, user);
    hl_log__bind_text(get, 2, touch->id, strlen(touch->id));
    bool row = false;
    hl_status status = hl_log__step(import->store, get, &row, err);
    if (status == HL_OK && !row)
        status = hl_log__damaged(import->store, "a touch is missing", err);
    if (status == HL_OK) {
        *out = (touch_record){.loaded = true, .id = touch->id};
        status = read_numbers(import->store, get, out, err);
    }
    if (status == HL_OK)
        status = hl_log__pooled_column(&import->log.pool, get, HL_LOG_TOUCH_NAMES + 2,
                                       &out->propensity, err);
    if (status == HL_OK)
        status =
            hl_log__pooled_column(&import->log.pool, get, HL_LOG_TOUCH_NAMES + 3, &out->cost, err);
    if (status == HL_OK)
        status = hl_log__int(import->store, get, HL_LOG_TOUCH_NAMES + 4, HL_LOG_INT_SAID,
                             &out->attempt.said, err);
    if (status == HL_OK)
        status = hl_log__pooled_column(&import->log.pool, get, HL_LOG_TOUCH_NAMES + 5, &out->policy,
                                       err);
    hl_log__done(get);
    return status;
}

/* What a row says over a record: nothing new, more, or the contrary (then *contrary names the
 * column, and the record is unchanged). */
typedef enum laying { LAID_NOTHING, LAID_MORE, LAID_CONTRARY } laying;

static bool contrary_text(const char *have, const char *says)
{
    return have != NULL && says != NULL && strcmp(have, says) != 0;
}

static int contrary_column(const touch_record *have, const touch_record *says)
{
    for (int i = 0; i < HL_LOG_TOUCH_NAMES; i++)
        if (have->names[i] != 0 && says->names[i] != 0 && have->names[i] != says->names[i])
            return COLUMN_NAMES + i;
    if (contrary_text(have->propensity, says->propensity))
        return COLUMN_PROPENSITY;
    if (contrary_text(have->policy, says->policy))
        return COLUMN_POLICY;
    return contrary_text(have->cost, says->cost) ? COLUMN_COST : -1;
}

static bool is_other(const hl_log_attempt *a, const hl_log_attempt *b)
{
    return a->planned_utc_ms != b->planned_utc_ms || a->sent_utc_ms != b->sent_utc_ms ||
           a->said != b->said;
}

static laying lay_over(touch_record *have, const touch_record *says, int *contrary)
{
    bool sent_differs = false;
    hl_log_attempt attempt = have->attempt;
    *contrary = contrary_column(have, says);
    if (*contrary < 0 && !hl_log__attempt_lay(&attempt, &says->attempt, &sent_differs))
        *contrary = sent_differs ? COLUMN_SENT : COLUMN_PLANNED;
    if (*contrary >= 0)
        return LAID_CONTRARY;
    bool more = is_other(&have->attempt, &attempt);
    have->attempt = attempt;
    for (size_t i = 0; i < HL_LOG_TOUCH_NAMES; i++)
        if (have->names[i] == 0 && says->names[i] != 0) {
            have->names[i] = says->names[i];
            more = true;
        }
#define TAKE(field, none)                                                                          \
    if (have->field == (none) && says->field != (none)) {                                          \
        have->field = says->field;                                                                 \
        more = true;                                                                               \
    }
    TAKE(propensity, NULL)
    TAKE(cost, NULL)
    TAKE(policy, NULL)
#undef TAKE
    return more ? LAID_MORE : LAID_NOTHING;
}

static bool reserve_records(hl_log_import *import)
{
    size_t wanted = import->log.touch_count + 1;
    if (wanted <= import->record_capacity)
        return true;
    touch_record *records = realloc(import->records, wanted * 2 * sizeof *records);
    if (records == NULL)
        return false;
    import->records = records;
    import->record_capacity = wanted * 2;
    return true;
}

static size_t find_touch(const hl_log_user_log *log, const char *id)
{
    size_t i = 0;
    while (i < log->touch_count && strcmp(log->touches[i].id, id) != 0)
        i++;
    return i;
}

static void show_in_log(hl_log_touch *touch, const touch_record *r)
{
    *touch = (hl_log_touch){.id = r->id,
                            .experiment = (uint32_t)r->names[HL_TOUCH_EXPERIMENT],
                            .arm = (uint32_t)r->names[HL_TOUCH_ARM],
                            .planned_utc_ms = r->attempt.planned_utc_ms,
                            .sent_utc_ms = r->attempt.sent_utc_ms};
}

static hl_status lay_row(hl_log_import *import, int64_t user, hl_log_row *row, hl_error *err)
{
    hl_log_user_log *log = &import->log;
    size_t at = find_touch(log, row->id);
    touch_record says = record_of_row(import, row);
    if (!reserve_records(import))
        return hl_error_memory(err);
    touch_record *have = &import->records[at];
    if (at == log->touch_count) {
        hl_log_touch *touch = hl_log__user_log_touch(log);
        if (touch == NULL)
            return hl_error_memory(err);
        *have = says;
        show_in_log(touch, have);
        log->touch_count++;
        import->summary->added++;
        return HL_OK;
    }
    if (!have->loaded && load_record(import, user, &log->touches[at], have, err) != HL_OK)
        return HL_FAILED;
    int contrary = -1;
    switch (lay_over(have, &says, &contrary)) {
    case LAID_NOTHING:
        import->summary->duplicates++;
        return HL_OK;
    case LAID_MORE:
        have->dirty = true;
        show_in_log(&log->touches[at], have);
        import->summary->updated++;
        return HL_OK;
    case LAID_CONTRARY:
        hl_log__import_refuse_row(import, row, columns[contrary].name,
                                  "contradicts what is known of this touch");
        return HL_OK;
    }
    return HL_OK;
}

static hl_status write_record(hl_log_import *import, int64_t user, const touch_record *r,
                              hl_error *err)
{
    sqlite3_stmt *add = NULL;
    if (hl_log__statement(import->store, HL_SQL_TOUCH_ADD, &add, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(add, 1, user);
    hl_log__bind_text(add, 2, r->id, strlen(r->id));
    for (int i = 0; i < HL_LOG_TOUCH_NAMES; i++)
        hl_log__bind_int_or(add, 3 + i, r->names[i], 0);
    hl_log__bind_int_or(add, 11, r->attempt.planned_utc_ms, HL_LOG_NO_TIME);
    hl_log__bind_int_or(add, 12, r->attempt.sent_utc_ms, HL_LOG_NO_TIME);
    hl_log__bind_text(add, 13, r->propensity, r->propensity == NULL ? 0 : strlen(r->propensity));
    hl_log__bind_text(add, 14, r->cost, r->cost == NULL ? 0 : strlen(r->cost));
    (void)sqlite3_bind_int64(add, 15, r->attempt.said);
    hl_log__bind_text(add, 16, r->policy, r->policy == NULL ? 0 : strlen(r->policy));
    return hl_log__run(import->store, add, err);
}

static hl_status apply(hl_log_import *import, hl_log_row *const *rows, size_t count, hl_error *err)
{
    hl_log_user_log *log = &import->log;
    int64_t user = rows[0]->user_id;
    hl_log__user_log_clear(log);
    if (hl_log__user_log_read(import->store, user, 0, log, err) != HL_OK ||
        hl_log__remember(import, err) != HL_OK || !reserve_records(import))
        return hl_error_memory(err);
    bool untouched = log->touch_count == 0;
    for (size_t i = 0; i < log->touch_count; i++)
        import->records[i].loaded = import->records[i].dirty = false;
    for (size_t i = 0; i < count; i++)
        if (lay_row(import, user, rows[i], err) != HL_OK)
            return HL_FAILED;
    bool changed = false;
    for (size_t i = 0; i < log->touch_count; i++) {
        if (!import->records[i].dirty)
            continue;
        changed = true;
        if (write_record(import, user, &import->records[i], err) != HL_OK)
            return HL_FAILED;
    }
    if (!changed)
        return HL_OK;
    hl_log_user who;
    if (hl_log__user_read(import->store, user, &log->pool, &who, &import->attributes, err) != HL_OK)
        return HL_FAILED;
    if (untouched && !who.known && hl_log__no_stranger(import, err) != HL_OK)
        return HL_FAILED;
    return hl_log__revalue(import, who.id, &import->attributes.object, &import->attributes.object,
                           err);
}

const hl_log_kind hl_log__kind_touches = {
    .name = "touches",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .has_users = true,
    .parse = parse,
    .admit = admit,
    .claim = HL_SQL_TOUCH_CLAIM,
    .claimant = HL_SQL_TOUCH_CLAIMANT,
    .owns = true,
    .apply = apply,
};
