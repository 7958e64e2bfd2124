/* The open store, and SQLite behind a few calls: prepared statements that are kept, errors that say
 * which file and what to do. Only this room sees sqlite3. */
#ifndef HL_LOG_DB_H
#define HL_LOG_DB_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "base/zone.h"
#include "hookline/store.h"
#include "log/sql.h"

struct hl_log_experiments;

struct hl_store {
    sqlite3 *db;
    char *path;
    sqlite3_stmt *statements[HL_SQL_COUNT];
    /* names by number: the texts that repeat (arms, hooks, channels, event types ...) */
    hl_map names;
    int64_t *name_ids; /* of names.keys[i]: the number in the database */
    size_t name_capacity;
    hl_zones *zones; /* of the definitions, or NULL: none was asked for yet */
    struct hl_log_experiments *experiments; /* compiled definitions, or NULL: not read yet */
    int64_t experiments_generation;         /* the store's generation they were read at */
    hl_unread *unread;                      /* the opener's; or NULL */
    bool held; /* the open transaction is a plan's: nobody else begins one, or ends it */
};

/* Sets the error for an SQLite result code; returns HL_FAILED. doing: "writing touches". Out of
 * memory is hl_error_memory, as everywhere. */
HL_NODISCARD hl_status hl_log__db_error(const hl_store *store, int code, const char *doing,
                                        hl_error *err);

/* HL_FAILED: the store is damaged, and what shows it ("a name is missing"). */
HL_NODISCARD hl_status hl_log__damaged(const hl_store *store, const char *what, hl_error *err);

/* A kept statement, reset and with nothing bound. Borrowed. */
HL_NODISCARD hl_status hl_log__statement(hl_store *store, hl_log_sql which, sqlite3_stmt **out,
                                         hl_error *err);
/* Ends the use of a statement (NULL is allowed): resets it and forgets what was bound, so that it
 * holds on to no text of its caller's. */
void hl_log__done(sqlite3_stmt *statement);
/* Steps once; *row: there is a row, else that was the end. */
HL_NODISCARD hl_status hl_log__step(const hl_store *store, sqlite3_stmt *statement, bool *row,
                                    hl_error *err);
/* The text of a column of the row, terminated by NUL, valid until the next step; NULL with length 0
 * for SQL's NULL. length may be NULL. */
HL_NODISCARD hl_status hl_log__column_text(sqlite3_stmt *row, int column, const char **text,
                                           size_t *length, hl_error *err);
/* Steps a statement that returns no row to its end; it is then done. */
HL_NODISCARD hl_status hl_log__run(const hl_store *store, sqlite3_stmt *statement, hl_error *err);
/* The same of a kept statement without parameters. */
HL_NODISCARD hl_status hl_log__run_kept(hl_store *store, hl_log_sql which, hl_error *err);
HL_NODISCARD hl_status hl_log__exec(const hl_store *store, const char *sql, hl_error *err);
/* The first column of the first row of a query; missing when there is no row or it is NULL. */
HL_NODISCARD hl_status hl_log__query_int(const hl_store *store, const char *sql, int64_t missing,
                                         int64_t *out, hl_error *err);

/* Takes the write lock. Every use of a store begins here or with begin_reading, so here it is
 * refused while a plan holds the handle: HL_USAGE. */
HL_NODISCARD hl_status hl_log__begin(hl_store *store, hl_error *err);
/* A transaction in which everything that is read is of one state. */
HL_NODISCARD hl_status hl_log__begin_reading(hl_store *store, hl_error *err);
HL_NODISCARD hl_status hl_log__commit(hl_store *store, hl_error *err);
/* Undoes the open transaction, if any, and forgets what was cached from it. A plan's stays: whoever
 * comes here without having been let in has nothing to undo. */
void hl_log__rollback(hl_store *store);

/* Binding text without copying (it must live until the statement is done); NULL binds NULL. */
void hl_log__bind_text(sqlite3_stmt *statement, int index, const char *text, size_t length);
/* HL_LOG_NO_TIME and the like: binds NULL when value equals none. */
void hl_log__bind_int_or(sqlite3_stmt *statement, int index, int64_t value, int64_t none);

/* The number of a name, making it when it is new; 0 when text is empty. Numbers start at 1. */
HL_NODISCARD hl_status hl_log__name(hl_store *store, const char *text, size_t length, int64_t *out,
                                    hl_error *err);
/* The text of a number; copied into the arena. */
HL_NODISCARD hl_status hl_log__name_text(hl_store *store, int64_t name, hl_arena *arena,
                                         const char **out, hl_error *err);

#endif
