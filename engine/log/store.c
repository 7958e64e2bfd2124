/* Opening and closing a store. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "log/db.h"
#include "log/experiments.h"
#include "log/schema.h"

/* Pages kept in memory, in KiB (negative: SQLite's way to say so): an import works on the pages of
 * one batch of users at a time. */
static const char *const settings = "PRAGMA foreign_keys=OFF;" /* checked by us, row by row */
                                    "PRAGMA synchronous=NORMAL;"
                                    "PRAGMA cache_size=-131072;"
                                    "PRAGMA temp_store=MEMORY;"
                                    "PRAGMA cell_size_check=ON;"
                                    "PRAGMA trusted_schema=OFF;";

/* A store has no views and no triggers: those of a file that was tampered with are not to run. */
static hl_status harden(const hl_store *store, hl_error *err)
{
    static const struct {
        int option, value;
    } switches[] = {{SQLITE_DBCONFIG_DEFENSIVE, 1},
                    {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
                    {SQLITE_DBCONFIG_ENABLE_VIEW, 0}};
    for (size_t i = 0; i < sizeof switches / sizeof switches[0]; i++) {
        int code = sqlite3_db_config(store->db, switches[i].option, switches[i].value, NULL);
        if (code != SQLITE_OK)
            return hl_log__db_error(store, code, "opening", err);
    }
    return HL_OK;
}

static hl_status open_file(hl_store *store, const hl_store_options *options, hl_error *err)
{
    int flags = SQLITE_OPEN_READWRITE | (options->create ? SQLITE_OPEN_CREATE : 0) |
                SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int code = sqlite3_open_v2(store->path, &store->db, flags, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_busy_timeout(store->db, options->busy_timeout_ms);
    if (code == SQLITE_OK)
        return HL_OK;
    if ((code & 0xff) == SQLITE_CANTOPEN && !options->create)
        return hl_error_set(err, HL_FAILED,
                            "%s: there is no store here that can be read (hookline apply and "
                            "hookline import make one; --db says where)",
                            store->path);
    return hl_log__db_error(store, code, "opening", err);
}

hl_status hl_store_open(const char *path, const hl_store_options *options, hl_store **out,
                        hl_error *err)
{
    hl_store *store = calloc(1, sizeof *store);
    *out = NULL;
    if (store == NULL)
        return hl_error_memory(err);
    size_t size = strlen(path) + 1;
    store->path = malloc(size);
    hl_status status = HL_FAILED;
    if (store->path == NULL) {
        status = hl_error_memory(err);
        goto done;
    }
    memcpy(store->path, path, size);
    status = open_file(store, options, err);
    if (status == HL_OK)
        status = harden(store, err);
    if (status == HL_OK)
        status = hl_log__exec(store, settings, err);
    if (status == HL_OK)
        status = hl_log__schema_update(store, err);
done:
    if (status == HL_OK)
        *out = store;
    else
        hl_store_close(store);
    return status;
}

void hl_store_close(hl_store *store)
{
    if (store == NULL)
        return;
    hl_log__experiments_free(store->experiments);
    for (size_t i = 0; i < HL_SQL_COUNT; i++)
        (void)sqlite3_finalize(store->statements[i]);
    (void)sqlite3_close(store->db);
    hl_base__map_free(&store->names);
    free(store->name_ids);
    free(store->path);
    free(store);
}
