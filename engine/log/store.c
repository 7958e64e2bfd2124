/* Opening and closing a store. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "log/db.h"
#include "log/experiments.h"
#include "log/schema.h"

/* synchronous=FULL: what was said to be stored is there after a loss of power. A plan sends by what
 * it has reserved, and a transaction is large enough (a batch, a plan) to wait for the disk.
 * Pages kept in memory, in KiB (negative: SQLite's way to say so): an import works on the pages of
 * one batch of users at a time. */
static const char *const settings = "PRAGMA foreign_keys=OFF;" /* checked by us, row by row */
                                    "PRAGMA synchronous=FULL;"
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

static int open_name(hl_store *store, const char *name, int flags, const hl_store_options *options)
{
    int code = sqlite3_open_v2(name, &store->db,
                               flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    return code == SQLITE_OK ? sqlite3_busy_timeout(store->db, options->busy_timeout_ms) : code;
}

/* "file:/a%20b?immutable=1"; the caller frees; NULL: out of memory. */
static char *immutable_name(const char *path)
{
    static const char free_of_meaning[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                          "0123456789-._~/";
    hl_text name = {0};
    hl_base__text_add(&name, "file:");
    for (const char *at = path; *at != '\0'; at++) {
        if (strchr(free_of_meaning, *at) != NULL)
            hl_base__text_add_char(&name, *at);
        else
            hl_base__text_addf(&name, "%%%02x", (unsigned)(unsigned char)*at);
    }
    hl_base__text_add(&name, "?immutable=1");
    return hl_base__text_take(&name);
}

/* What was committed last may stand in a log beside the file. */
static hl_status has_log(const hl_store *store, bool *has)
{
    struct stat about;
    hl_text name = {0};
    hl_base__text_addf(&name, "%s-wal", store->path);
    bool failed = name.failed;
    *has = !failed && stat(hl_base__text_string(&name), &about) == 0 && about.st_size > 0;
    hl_base__text_free(&name);
    return failed ? HL_FAILED : HL_OK;
}

/* A store in a place where nothing can be written is read as it stands: SQLite needs files beside
 * one that may change, and takes none for one that does not. */
static hl_status reopen_immutable(hl_store *store, const hl_store_options *options, hl_error *err)
{
    bool log = false;
    char *name = immutable_name(store->path);
    hl_status status = name == NULL || has_log(store, &log) != HL_OK ? hl_error_memory(err) : HL_OK;
    if (status == HL_OK && log)
        status = hl_error_set(err, HL_FAILED,
                              "%s: what was stored last is in %s-wal, and nothing can be written "
                              "here to read both: copy the two files to another place",
                              store->path, store->path);
    if (status == HL_OK) {
        (void)sqlite3_close(store->db);
        store->db = NULL;
        int code = open_name(store, name, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, options);
        if (code != SQLITE_OK)
            status = hl_log__db_error(store, code, "opening", err);
    }
    free(name);
    return status;
}

/* Whether the first look at the file fails because nothing can be written beside it. */
static bool cannot_look(hl_store *store)
{
    int code = sqlite3_exec(store->db, "SELECT 1 FROM sqlite_master", NULL, NULL, NULL);
    return (code & 0xff) == SQLITE_CANTOPEN || (code & 0xff) == SQLITE_READONLY;
}

static hl_status open_file(hl_store *store, const hl_store_options *options, hl_error *err)
{
    int flags = SQLITE_OPEN_READWRITE | (options->create ? SQLITE_OPEN_CREATE : 0);
    int code = open_name(store, store->path, flags, options);
    if (code == SQLITE_OK && cannot_look(store))
        return reopen_immutable(store, options, err);
    if (code == SQLITE_OK)
        return HL_OK;
    if ((code & 0xff) == SQLITE_CANTOPEN && !options->create)
        return hl_error_set(err, HL_FAILED,
                            "%s: there is no store here that can be read (hookline apply and "
                            "hookline import make one; --db says where)",
                            store->path);
    return hl_log__db_error(store, code, "opening", err);
}

/* In memory, where nothing of the file is changed and nothing can be added to it. */
static hl_status copy_to_memory(hl_store *store, hl_error *err)
{
    enum { MOST_MEGABYTES = 512 };
    int64_t pages = 0, size = 0;
    sqlite3 *copy = NULL;
    hl_status status = hl_log__query_int(store, "PRAGMA page_count", 0, &pages, err);
    if (status == HL_OK)
        status = hl_log__query_int(store, "PRAGMA page_size", 0, &size, err);
    if (status == HL_OK && pages > ((int64_t)MOST_MEGABYTES << 20) / (size > 0 ? size : 1))
        return hl_error_set(
            err, HL_FAILED,
            "%s: was written by an older Hookline, and cannot be brought up to date "
            "here, where nothing can be written (nor in memory: it has more than "
            "%d MB): copy it to another place and name that with --db",
            store->path, (int)MOST_MEGABYTES);
    if (status != HL_OK)
        return status;
    int code = sqlite3_open_v2(":memory:", &copy,
                               SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                                   SQLITE_OPEN_EXRESCODE,
                               NULL);
    sqlite3_backup *backup =
        code == SQLITE_OK ? sqlite3_backup_init(copy, "main", store->db, "main") : NULL;
    if (backup != NULL)
        (void)sqlite3_backup_step(backup, -1);
    if (code == SQLITE_OK)
        code = backup != NULL ? sqlite3_backup_finish(backup) : sqlite3_errcode(copy);
    if (code != SQLITE_OK)
        status = hl_log__db_error(store, code, "reading", err);
    (void)sqlite3_close(status == HL_OK ? store->db : copy);
    if (status == HL_OK)
        store->db = copy;
    return status;
}

/* An older store in a place where nothing can be written is brought up to date in memory. */
static hl_status update(hl_store *store, bool create, hl_error *err)
{
    bool copied = sqlite3_db_readonly(store->db, "main") == 1 && hl_log__schema_is_older(store);
    hl_status status = copied ? copy_to_memory(store, err) : HL_OK;
    if (status == HL_OK)
        status = harden(store, err);
    if (status == HL_OK)
        status = hl_log__exec(store, settings, err);
    if (status == HL_OK)
        status = hl_log__schema_update(store, create, err);
    return status == HL_OK && copied ? hl_log__exec(store, "PRAGMA query_only=ON", err) : status;
}

hl_status hl_store_open(const char *path, const hl_store_options *options, hl_store **out,
                        hl_error *err)
{
    hl_store *store = calloc(1, sizeof *store);
    *out = NULL;
    if (store == NULL)
        return hl_error_memory(err);
    store->unread = options->unread;
    size_t size = strlen(path) + 1;
    store->path = malloc(size);
    hl_status status = HL_FAILED;
    if (store->path == NULL) {
        status = hl_error_memory(err);
        goto done;
    }
    memcpy(store->path, path, size);
    if (strncmp(path, "file:", 5) == 0) {
        status = hl_error_set(err, HL_USAGE, "%s: is a URI; a store is named by its file", path);
        goto done;
    }
    status = open_file(store, options, err);
    if (status == HL_OK)
        status = update(store, options->create, err);
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
    hl_base__zones_free(store->zones);
    for (size_t i = 0; i < HL_SQL_COUNT; i++)
        (void)sqlite3_finalize(store->statements[i]);
    (void)sqlite3_close(store->db);
    hl_base__map_free(&store->names);
    free(store->name_ids);
    free(store->path);
    free(store);
}
