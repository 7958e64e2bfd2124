#include "log/timing_models.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "log/read_store.h"
#include "log/stored_int.h"

/* ---- out */

/* Borrowed from the row. */
static hl_status read_row(const hl_store *store, sqlite3_stmt *row, int64_t *of,
                          hl_store_model *out, hl_error *err)
{
    char digest[HL_DIGEST_TEXT], says[100];
    *out = (hl_store_model){.text = sqlite3_column_blob(row, 5),
                            .length = (size_t)sqlite3_column_bytes(row, 5)};
    hl_status status = hl_log__int(store, row, 0, HL_LOG_INT_KEY, &out->number, err);
    if (status == HL_OK)
        status = hl_log__int(store, row, 1, HL_LOG_INT_KEY, of, err);
    if (status == HL_OK)
        status = hl_log__int(store, row, 2, HL_LOG_INT_INSTANT, &out->made_utc_ms, err);
    if (status == HL_OK)
        status = hl_log__column_text(row, 3, &out->outcome, NULL, err);
    if (status == HL_OK)
        status = hl_log__column_text(row, 4, &out->digest, NULL, err);
    if (status != HL_OK)
        return status;
    bool whole = out->text != NULL && out->outcome != NULL && out->digest != NULL &&
                 strcmp(hl_base__digest_of(out->text, out->length, digest), out->digest) == 0;
    (void)snprintf(says, sizeof says, "the model of send times %" PRId64 " is not what was kept",
                   out->number);
    return whole ? HL_OK : hl_log__damaged(store, says, err);
}

static char *put(char **to, const char *text, size_t length)
{
    char *start = *to;
    memcpy(start, text, length);
    start[length] = '\0';
    *to += length + 1;
    return start;
}

static hl_status copy(const hl_store_model *m, const char *experiment, hl_store_model **out,
                      hl_error *err)
{
    size_t outcome = strlen(m->outcome), digest = strlen(m->digest);
    size_t of = experiment == NULL ? 0 : strlen(experiment);
    hl_store_model *own = malloc(sizeof *own + m->length + outcome + digest + of + 4);
    if (own == NULL)
        return hl_error_memory(err);
    char *to = (char *)(own + 1);
    *own = *m;
    own->text = put(&to, m->text, m->length);
    own->outcome = put(&to, m->outcome, outcome);
    own->digest = put(&to, m->digest, digest);
    own->experiment = experiment == NULL ? NULL : put(&to, experiment, of);
    *out = own;
    return HL_OK;
}

hl_status hl_log__model_in_force(hl_store *store, const char *experiment, hl_store_model **out,
                                 hl_error *err)
{
    sqlite3_stmt *find = NULL;
    int64_t number = 0, of = 0;
    bool row = false;
    hl_store_model model;
    *out = NULL;
    hl_status status = HL_OK;
    if (experiment != NULL)
        status = hl_log__name(store, experiment, strlen(experiment), &number, err);
    if (status == HL_OK)
        status = hl_log__statement(store, HL_SQL_MODEL_IN_FORCE, &find, err);
    if (status != HL_OK)
        return status;
    (void)sqlite3_bind_int64(find, 1, number);
    status = hl_log__step(store, find, &row, err);
    if (status == HL_OK && row)
        status = read_row(store, find, &of, &model, err);
    if (status == HL_OK && row)
        status = copy(&model, of == 0 ? NULL : experiment, out, err);
    hl_log__done(find);
    return status;
}

hl_status hl_store_model_in_force(hl_store *store, const char *experiment, hl_store_model **out,
                                  hl_error *err)
{
    *out = NULL;
    hl_status status = hl_log__begin_reading(store, err);
    if (status != HL_OK)
        return status;
    status = hl_log__end_reading(store, hl_log__model_in_force(store, experiment, out, err), err);
    if (status != HL_OK) {
        free(*out);
        *out = NULL;
    }
    return status;
}

hl_status hl_log__models_verify(hl_store *store, hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    int64_t of = 0;
    bool row = false;
    hl_store_model model;
    if (hl_log__statement(store, HL_SQL_MODELS, &rows, err) != HL_OK)
        return HL_FAILED;
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        status = read_row(store, rows, &of, &model, err);
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}

/* ---- in */

static hl_status add_model(hl_store *store, const hl_touches_request *request, const char *text,
                           const char *digest, int64_t *number, hl_error *err)
{
    sqlite3_stmt *add = NULL;
    size_t length = strlen(text);
    if (hl_log__statement(store, HL_SQL_MODEL_ADD, &add, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(add, 1, request->now_utc_ms);
    hl_log__bind_text(add, 2, request->metric, strlen(request->metric));
    hl_log__bind_text(add, 3, digest, strlen(digest));
    (void)sqlite3_bind_blob64(add, 4, text, length, SQLITE_STATIC);
    hl_status status = hl_log__run(store, add, err);
    *number = sqlite3_last_insert_rowid(store->db);
    return status;
}

/* experiment: NULL for those that have none of their own. */
static hl_status add_of(hl_store *store, const char *experiment, int64_t number, hl_error *err)
{
    sqlite3_stmt *add = NULL;
    int64_t of = 0;
    hl_status status = HL_OK;
    if (experiment != NULL)
        status = hl_log__name(store, experiment, strlen(experiment), &of, err);
    if (status == HL_OK)
        status = hl_log__statement(store, HL_SQL_MODEL_OF_ADD, &add, err);
    if (status != HL_OK)
        return status;
    (void)sqlite3_bind_int64(add, 1, of);
    (void)sqlite3_bind_int64(add, 2, number);
    return hl_log__run(store, add, err);
}

/* *number: of the model that has this text and is in force for all of them; 0: there is none. */
static hl_status find_same(hl_store *store, const hl_touches_request *request, const char *digest,
                           int64_t *number, hl_error *err)
{
    size_t count = request->experiment_count;
    *number = 0;
    for (size_t i = 0; i < count || (i == 0 && count == 0); i++) {
        const char *experiment = count == 0 ? NULL : request->experiments[i];
        hl_store_model *have = NULL;
        hl_status status = hl_log__model_in_force(store, experiment, &have, err);
        bool same = have != NULL && strcmp(have->digest, digest) == 0 &&
                    (experiment == NULL) == (have->experiment == NULL);
        *number = same ? have->number : 0;
        free(have);
        if (status != HL_OK || !same)
            return status;
    }
    return HL_OK;
}

static bool is_first(const hl_touches_request *request, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (strcmp(request->experiments[i], request->experiments[at]) == 0)
            return false;
    return true;
}

static hl_status keep(hl_store *store, const hl_touches_request *request, const char *text,
                      int64_t *number, hl_error *err)
{
    char digest[HL_DIGEST_TEXT];
    (void)hl_base__digest_of(text, strlen(text), digest);
    hl_status status = find_same(store, request, digest, number, err);
    if (status != HL_OK || *number != 0)
        return status;
    status = add_model(store, request, text, digest, number, err);
    if (status == HL_OK && request->experiment_count == 0)
        status = add_of(store, NULL, *number, err);
    for (size_t i = 0; status == HL_OK && i < request->experiment_count; i++)
        if (is_first(request, i))
            status = add_of(store, request->experiments[i], *number, err);
    return status;
}

hl_status hl_store_keep_model(hl_store *store, const hl_touches_request *request, const char *text,
                              int64_t *number, hl_error *err)
{
    *number = 0;
    hl_status status = hl_log__begin(store, err);
    if (status == HL_OK)
        status = keep(store, request, text, number, err);
    if (status == HL_OK)
        return hl_log__commit(store, err);
    hl_log__rollback(store);
    return status;
}
