/* Every touch and event id belongs to one user. The table keeps a 63-bit key of the id with its
 * user; a key that two ids share is told apart by asking whether that user really has the id. */
#include <stdlib.h>
#include <string.h>

#include "log/import.h"
#include "log/stored_int.h"

typedef struct claim {
    int64_t key;
    hl_log_row *row;
} claim;

static int compare_claims(const void *a, const void *b)
{
    const claim *x = a;
    const claim *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    int ids = strcmp(x->row->id, y->row->id);
    if (ids != 0)
        return ids;
    return (x->row->line > y->row->line) - (x->row->line < y->row->line);
}

static hl_status has_id(hl_log_import *import, int64_t user, const char *id, bool *out,
                        hl_error *err)
{
    hl_log_sql which =
        import->kind->claim == HL_SQL_TOUCH_CLAIM ? HL_SQL_TOUCH_GET : HL_SQL_EVENT_GET;
    sqlite3_stmt *get = NULL;
    if (hl_log__statement(import->store, which, &get, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(get, 1, user);
    hl_log__bind_text(get, 2, id, strlen(id));
    hl_status status = hl_log__step(import->store, get, out, err);
    hl_log__done(get);
    return status;
}

/* Puts (key, user) into the table; *owner is whose the key is then. */
static hl_status own(hl_log_import *import, int64_t key, int64_t user, int64_t *owner,
                     hl_error *err)
{
    hl_store *store = import->store;
    sqlite3_stmt *add = NULL;
    if (hl_log__statement(store, import->kind->claim, &add, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(add, 1, key);
    (void)sqlite3_bind_int64(add, 2, user);
    if (hl_log__run(store, add, err) != HL_OK)
        return HL_FAILED;
    *owner = user;
    if (sqlite3_changes(store->db) > 0)
        return HL_OK;
    sqlite3_stmt *get = NULL;
    if (hl_log__statement(store, import->kind->claimant, &get, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(get, 1, key);
    bool row = false;
    hl_status status = hl_log__step(store, get, &row, err);
    if (row)
        status = hl_log__int(store, get, 0, HL_LOG_INT_USER, owner, err);
    hl_log__done(get);
    return status;
}

/* Whose the id is: the row's user, or another. */
static hl_status find_owner(hl_log_import *import, const claim *c, int64_t *owner, hl_error *err)
{
    int64_t user = c->row->user_id;
    for (int64_t key = c->key;; key = (key + 1) & INT64_MAX) {
        bool really = true;
        if (own(import, key, user, owner, err) != HL_OK)
            return HL_FAILED;
        if (*owner == user)
            return HL_OK;
        if (has_id(import, *owner, c->row->id, &really, err) != HL_OK)
            return HL_FAILED;
        if (really)
            return HL_OK;
    }
}

static hl_status claim_all(hl_log_import *import, const claim *claims, size_t count, hl_error *err)
{
    int64_t owner = 0;
    for (size_t i = 0; i < count; i++) {
        bool again = i > 0 && claims[i].key == claims[i - 1].key &&
                     strcmp(claims[i].row->id, claims[i - 1].row->id) == 0;
        if (!again && find_owner(import, &claims[i], &owner, err) != HL_OK)
            return HL_FAILED;
        if (owner != claims[i].row->user_id)
            hl_log__import_refuse_row(import, claims[i].row, import->kind->columns[0].name,
                                      "contradicts the store: this id belongs to another user");
    }
    return HL_OK;
}

hl_status hl_log__id_claims_check(hl_log_import *import, hl_error *err)
{
    claim *claims = malloc((import->batch_count + 1) * sizeof *claims);
    if (claims == NULL)
        return hl_error_memory(err);
    size_t count = 0;
    for (size_t i = 0; i < import->batch_count; i++)
        if (!import->batch[i].refused)
            claims[count++] = (claim){hl_log__key(import->batch[i].id, import->batch[i].id_length),
                                      &import->batch[i]};
    qsort(claims, count, sizeof *claims, compare_claims);
    hl_status status = claim_all(import, claims, count, err);
    free(claims);
    return status;
}
