#include "log/db.h"

#include <errno.h>

#include "log/experiments.h"

/* What an SQLite result means for whoever runs the command. */
static const struct {
    int code;
    const char *text;
} meanings[] = {
    {SQLITE_BUSY, "locked by another process for too long: try again when it is done"},
    {SQLITE_LOCKED, "locked within this process"},
    {SQLITE_FULL, "the disk is full: this batch was undone, nothing of it was kept; make room and "
                  "run it again"},
    {SQLITE_NOTADB, "is not a Hookline store (not an SQLite database)"},
    {SQLITE_CORRUPT, "is damaged: restore a copy, or salvage it with `sqlite3 FILE .recover`"},
    {SQLITE_READONLY, "cannot be written: check the permissions of the file and its directory"},
    {SQLITE_CANTOPEN, "cannot be opened"},
    {SQLITE_IOERR, "cannot be read or written (disk I/O error): nothing of this batch was kept"},
    {SQLITE_TOOBIG, "a text is too long for the store"},
};

hl_status hl_log__db_error(const hl_store *store, int code, const char *doing, hl_error *err)
{
    const char *text = sqlite3_errmsg(store->db);
    /* also what the system had no room to map */
    bool unmapped = (code & 0xff) == SQLITE_IOERR && sqlite3_system_errno(store->db) == ENOMEM;
    if ((code & 0xff) == SQLITE_NOMEM || code == SQLITE_IOERR_NOMEM || unmapped)
        return hl_error_memory(err);
    bool known = false;
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0] && !known; i++)
        if ((code & 0xff) == meanings[i].code) {
            text = meanings[i].text;
            known = true;
        }
    if (known)
        return hl_error_set(err, HL_FAILED, "%s: %s", store->path, text);
    return hl_error_set(err, HL_FAILED, "%s: %s: %s", store->path, doing, text);
}

hl_status hl_log__damaged(const hl_store *store, const char *what, hl_error *err)
{
    return hl_error_set(err, HL_FAILED,
                        "%s: is damaged (%s): restore a copy, or salvage it with `sqlite3 FILE "
                        ".recover`",
                        store->path, what);
}

void hl_log__done(sqlite3_stmt *statement)
{
    if (statement == NULL)
        return;
    (void)sqlite3_reset(statement);
    (void)sqlite3_clear_bindings(statement);
}

hl_status hl_log__statement(hl_store *store, hl_log_sql which, sqlite3_stmt **out, hl_error *err)
{
    sqlite3_stmt **kept = &store->statements[which];
    *out = *kept;
    if (*kept != NULL) {
        (void)sqlite3_reset(*kept); /* when an error left it in the midst of its rows */
        return HL_OK;
    }
    const char *text = hl_log__sql_text(which);
    int code = sqlite3_prepare_v3(store->db, text, -1, SQLITE_PREPARE_PERSISTENT, kept, NULL);
    *out = *kept;
    if (code == SQLITE_ERROR) /* the text is ours, so the tables are not */
        return hl_log__damaged(store, sqlite3_errmsg(store->db), err);
    return code == SQLITE_OK ? HL_OK : hl_log__db_error(store, code, text, err);
}

hl_status hl_log__step(const hl_store *store, sqlite3_stmt *statement, bool *row, hl_error *err)
{
    int code = sqlite3_step(statement);
    *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW || code == SQLITE_DONE)
        return HL_OK;
    return hl_log__db_error(store, code, sqlite3_sql(statement), err);
}

/* SQLite copies a text to terminate it, and gives NULL when it has no memory for that. */
hl_status hl_log__column_text(sqlite3_stmt *row, int column, const char **text, size_t *length,
                              hl_error *err)
{
    bool null = sqlite3_column_type(row, column) == SQLITE_NULL;
    *text = (const char *)sqlite3_column_text(row, column);
    if (length != NULL)
        *length = (size_t)sqlite3_column_bytes(row, column);
    return *text == NULL && !null ? hl_error_memory(err) : HL_OK;
}

hl_status hl_log__run(const hl_store *store, sqlite3_stmt *statement, hl_error *err)
{
    bool row = true;
    hl_status status = HL_OK;
    while (status == HL_OK && row)
        status = hl_log__step(store, statement, &row, err);
    hl_log__done(statement);
    return status;
}

hl_status hl_log__run_kept(hl_store *store, hl_log_sql which, hl_error *err)
{
    sqlite3_stmt *statement = NULL;
    hl_status status = hl_log__statement(store, which, &statement, err);
    return status == HL_OK ? hl_log__run(store, statement, err) : status;
}

hl_status hl_log__exec(const hl_store *store, const char *sql, hl_error *err)
{
    int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? HL_OK : hl_log__db_error(store, code, "running SQL", err);
}

hl_status hl_log__query_int(const hl_store *store, const char *sql, int64_t missing, int64_t *out,
                            hl_error *err)
{
    sqlite3_stmt *statement = NULL;
    *out = missing;
    int code = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
    if (code != SQLITE_OK)
        return hl_log__db_error(store, code, sql, err);
    bool row = false;
    hl_status status = hl_log__step(store, statement, &row, err);
    if (row && sqlite3_column_type(statement, 0) != SQLITE_NULL)
        *out = sqlite3_column_int64(statement, 0);
    (void)sqlite3_finalize(statement);
    return status;
}

/* A rollback for which there was no memory is made up for; a plan's transaction is not touched. */
static hl_status end_old(const hl_store *store, hl_error *err)
{
    if (store->held)
        return hl_error_set(err, HL_USAGE, "a plan holds this store until it is reserved or freed");
    return sqlite3_get_autocommit(store->db) != 0 ? HL_OK : hl_log__exec(store, "ROLLBACK", err);
}

hl_status hl_log__begin(hl_store *store, hl_error *err)
{
    hl_status status = end_old(store, err);
    return status == HL_OK ? hl_log__run_kept(store, HL_SQL_BEGIN, err) : status;
}

hl_status hl_log__begin_reading(hl_store *store, hl_error *err)
{
    hl_status status = end_old(store, err);
    return status == HL_OK ? hl_log__exec(store, "BEGIN", err) : status;
}

hl_status hl_log__commit(hl_store *store, hl_error *err)
{
    return hl_log__run_kept(store, HL_SQL_COMMIT, err);
}

void hl_log__rollback(hl_store *store)
{
    if (store->held)
        return;
    for (size_t i = 0; i < HL_SQL_COUNT; i++)
        hl_log__done(store->statements[i]);
    if (sqlite3_get_autocommit(store->db) == 0)
        (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    hl_base__map_free(&store->names);
    hl_log__experiments_free(store->experiments); /* may hold numbers that are gone */
    store->experiments = NULL;
}

void hl_log__bind_text(sqlite3_stmt *statement, int index, const char *text, size_t length)
{
    if (text == NULL)
        (void)sqlite3_bind_null(statement, index);
    else
        (void)sqlite3_bind_text64(statement, index, text, length, SQLITE_STATIC, SQLITE_UTF8);
}

void hl_log__bind_int_or(sqlite3_stmt *statement, int index, int64_t value, int64_t none)
{
    if (value == none)
        (void)sqlite3_bind_null(statement, index);
    else
        (void)sqlite3_bind_int64(statement, index, value);
}
