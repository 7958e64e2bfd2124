/* The users that the store knows, for planning and assigning without a users file. */
#include "log/known_users.h"

#include <stdlib.h>
#include <string.h>

#include "assign/explained.h"
#include "assign/writing.h"
#include "hookline/store.h"
#include "log/read_store.h"
#include "log/user_log.h"

/* As a row of a users file would have it: id and zone are attributes like any other. */
static hl_status read_attributes(const hl_store *store, sqlite3_stmt *row,
                                 hl_log_attributes *attributes, hl_error *err)
{
    const char *text = NULL;
    size_t length = 0;
    hl_status status = hl_log__column_text(row, 2, &text, &length, err);
    if (status == HL_OK)
        status = hl_log__attributes_of(store, attributes, text, length, err);
    if (status == HL_OK)
        status = hl_log__column_text(row, 1, &text, &length, err);
    if (status == HL_OK && text != NULL &&
        hl_log__attributes_add(attributes, "zone", text, length) != HL_OK)
        return hl_error_memory(err);
    if (status == HL_OK)
        status = hl_log__column_text(row, 0, &text, &length, err);
    return status == HL_OK && text != NULL
               ? hl_log__attributes_add_id(attributes, text, length, err)
               : status;
}

static hl_status read_person(const hl_store *store, sqlite3_stmt *row, const char *unit,
                             hl_log_attributes *attributes, hl_known_user *out, hl_error *err)
{
    hl_status status = read_attributes(store, row, attributes, err);
    if (status == HL_OK)
        status = hl_log__column_text(row, 0, &out->id, &out->id_length, err);
    if (status != HL_OK)
        return status;
    out->unit = out->id;
    out->unit_length = out->id_length;
    out->attributes = &attributes->object;
    if (strcmp(unit, "user") == 0)
        return HL_OK;
    const hl_value *value = hl_base__value_get(out->attributes, unit);
    out->unit = value == NULL ? "" : value->text;
    out->unit_length = value == NULL ? 0 : value->length;
    return HL_OK;
}

static hl_status take_rows(hl_store *store, sqlite3_stmt *rows, const char *unit,
                           hl_log_take_known_user *take, void *context, hl_error *err)
{
    hl_log_attributes attributes = {0};
    hl_known_user person;
    bool row = false;
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        status = read_person(store, rows, unit, &attributes, &person, err);
        if (status == HL_OK)
            status = take(context, &person, err);
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    hl_log__attributes_free(&attributes);
    return status;
}

hl_status hl_log__known_users(hl_store *store, const char *unit, hl_log_take_known_user *take,
                              void *context, hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    if (hl_log__statement(store, HL_SQL_PEOPLE, &rows, err) != HL_OK)
        return HL_FAILED;
    return take_rows(store, rows, unit, take, context, err);
}

static hl_status assign_one(void *context, const hl_known_user *person, hl_error *err)
{
    return hl_assign__writing_add(context,
                                  &(hl_user_row){.id = person->id,
                                                 .id_length = person->id_length,
                                                 .unit = person->unit,
                                                 .unit_length = person->unit_length},
                                  person->attributes, err);
}

hl_status hl_store_assign_users(hl_store *store, const hl_assigner *assigner,
                                const hl_assign_options *options, hl_assign_counts *counts,
                                hl_error *err)
{
    hl_assign_writing writing = {.assigner = assigner, .options = options, .counts = counts};
    hl_status status = hl_log__begin_reading(store, err);
    if (status != HL_OK)
        return status;
    status = hl_assign__writing_begin(&writing, err);
    if (status == HL_OK)
        status =
            hl_log__known_users(store, hl_assign__unit_name(assigner), assign_one, &writing, err);
    status = hl_log__end_reading(store, status, err);
    return hl_assign__writing_end(&writing, status, err);
}

typedef struct explaining {
    const hl_assigner *assigner;
    const char *user_id;
    int64_t at_utc_ms;
    hl_unread *unread;
    hl_assign_explanation **out;
} explaining;

static hl_status explain_one(void *context, const hl_known_user *person, hl_error *err)
{
    const explaining *e = context;
    return hl_assign__explain_user(e->assigner, e->user_id, person->unit, person->unit_length,
                                   person->attributes, e->at_utc_ms, e->unread, e->out, err);
}

static hl_status explain(hl_store *store, explaining *e, hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    if (hl_log__statement(store, HL_SQL_PERSON, &rows, err) != HL_OK)
        return HL_FAILED;
    hl_log__bind_text(rows, 1, e->user_id, strlen(e->user_id));
    return take_rows(store, rows, hl_assign__unit_name(e->assigner), explain_one, e, err);
}

hl_status hl_store_assign_explain(hl_store *store, const hl_assigner *assigner, const char *user_id,
                                  int64_t at_utc_ms, hl_assign_explanation **out, hl_error *err)
{
    explaining e = {assigner, user_id, at_utc_ms, store->unread, out};
    *out = NULL;
    hl_status status = hl_log__begin_reading(store, err);
    if (status != HL_OK)
        return status;
    status = hl_log__end_reading(store, explain(store, &e, err), err);
    if (status == HL_OK && *out == NULL)
        status =
            hl_error_set(err, HL_REJECTED, "%s: there is no user '%s' whose attributes are known",
                         store->path, user_id);
    return status;
}
