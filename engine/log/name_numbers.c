/* Names by number: what repeats in every touch is stored once. */
#include <stdlib.h>
#include <string.h>

#include "log/db.h"

static hl_status find_or_add(hl_store *store, const char *text, size_t length, int64_t *out,
                             hl_error *err)
{
    sqlite3_stmt *find = hl_log__statement(store, HL_SQL_NAME_FIND, err);
    if (find == NULL)
        return HL_FAILED;
    hl_log__bind_text(find, 1, text, length);
    int code = hl_log__step(store, find, err);
    if (code == SQLITE_ROW)
        *out = sqlite3_column_int64(find, 0);
    hl_log__done(find);
    if (code != SQLITE_DONE)
        return code == SQLITE_ROW ? HL_OK : HL_FAILED;
    sqlite3_stmt *add = hl_log__statement(store, HL_SQL_NAME_ADD, err);
    if (add == NULL)
        return HL_FAILED;
    hl_log__bind_text(add, 1, text, length);
    if (hl_log__run(store, add, err) != HL_OK)
        return HL_FAILED;
    *out = sqlite3_last_insert_rowid(store->db);
    return HL_OK;
}

static bool reserve(hl_store *store, size_t wanted)
{
    if (wanted <= store->name_capacity)
        return true;
    size_t capacity = wanted * 2 < 64 ? 64 : wanted * 2;
    int64_t *ids = realloc(store->name_ids, capacity * sizeof *ids);
    if (ids == NULL)
        return false;
    store->name_ids = ids;
    store->name_capacity = capacity;
    return true;
}

hl_status hl_log__name(hl_store *store, const char *text, size_t length, int64_t *out,
                       hl_error *err)
{
    *out = 0;
    if (length == 0)
        return HL_OK;
    uint32_t index = hl_base__map_find(&store->names, text, length);
    if (index != HL_MAP_NONE) {
        *out = store->name_ids[index];
        return HL_OK;
    }
    if (find_or_add(store, text, length, out, err) != HL_OK)
        return HL_FAILED;
    if (!reserve(store, (size_t)store->names.count + 1))
        return hl_error_memory(err);
    index = hl_base__map_intern(&store->names, text, length);
    if (index == HL_MAP_NONE)
        return hl_error_memory(err);
    store->name_ids[index] = *out;
    return HL_OK;
}

const char *hl_log__name_text(hl_store *store, int64_t name, hl_arena *arena, hl_error *err)
{
    sqlite3_stmt *get = hl_log__statement(store, HL_SQL_NAME_TEXT, err);
    if (get == NULL)
        return NULL;
    (void)sqlite3_bind_int64(get, 1, name);
    const char *out = NULL;
    int code = hl_log__step(store, get, err);
    if (code == SQLITE_ROW) {
        out = hl_base__arena_bytes(arena, (const char *)sqlite3_column_text(get, 0),
                                   (size_t)sqlite3_column_bytes(get, 0));
        if (out == NULL)
            (void)hl_error_memory(err);
    } else if (code == SQLITE_DONE) {
        (void)hl_error_set(err, HL_FAILED, "%s: is damaged: a name is missing", store->path);
    }
    hl_log__done(get);
    return out;
}
