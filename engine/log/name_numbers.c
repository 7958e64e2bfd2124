/* Names by number: what repeats in every touch is stored once. */
#include <stdlib.h>
#include <string.h>

#include "log/attribution.h"
#include "log/stored_int.h"

static hl_status find_or_add(hl_store *store, const char *text, size_t length, int64_t *out,
                             hl_error *err)
{
    sqlite3_stmt *find = NULL;
    if (hl_log__statement(store, HL_SQL_NAME_FIND, &find, err) != HL_OK)
        return HL_FAILED;
    hl_log__bind_text(find, 1, text, length);
    bool known = false;
    hl_status status = hl_log__step(store, find, &known, err);
    if (known)
        status = hl_log__int(store, find, 0, HL_LOG_INT_NAME, out, err);
    hl_log__done(find);
    if (status != HL_OK || known)
        return status;
    sqlite3_stmt *add = NULL;
    if (hl_log__statement(store, HL_SQL_NAME_ADD, &add, err) != HL_OK)
        return HL_FAILED;
    hl_log__bind_text(add, 1, text, length);
    if (hl_log__run(store, add, err) != HL_OK)
        return HL_FAILED;
    *out = sqlite3_last_insert_rowid(store->db);
    return *out < HL_LOG_TOUCHES ? HL_OK
                                 : hl_error_set(err, HL_FAILED, "%s: too many names", store->path);
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

hl_status hl_log__name_text(hl_store *store, int64_t name, hl_arena *arena, const char **out,
                            hl_error *err)
{
    sqlite3_stmt *get = NULL;
    if (hl_log__statement(store, HL_SQL_NAME_TEXT, &get, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(get, 1, name);
    bool row = false;
    const char *text = NULL;
    size_t length = 0;
    hl_status status = hl_log__step(store, get, &row, err);
    if (status == HL_OK && !row)
        status = hl_log__damaged(store, "a name is missing", err);
    if (status == HL_OK)
        status = hl_log__column_text(get, 0, &text, &length, err);
    *out = status == HL_OK ? hl_base__arena_bytes(arena, text, length) : NULL;
    if (status == HL_OK && *out == NULL)
        status = hl_error_memory(err);
    hl_log__done(get);
    return status;
}
