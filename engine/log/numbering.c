/* Texts of a file by number, so that a row is small and each text meets the database once. */
#include <stdlib.h>
#include <string.h>

#include "log/import.h"
#include "log/stored_int.h"

uint32_t hl_log__numbering_add(hl_log_numbering *numbering, const char *text, size_t length)
{
    uint32_t index = hl_base__map_intern(&numbering->map, text, length);
    if (index == HL_MAP_NONE || index < numbering->capacity)
        return index;
    size_t capacity = numbering->capacity == 0 ? 1024 : numbering->capacity * 2;
    int64_t *ids = realloc(numbering->ids, capacity * sizeof *ids);
    if (ids == NULL)
        return HL_MAP_NONE;
    memset(ids + numbering->capacity, 0, (capacity - numbering->capacity) * sizeof *ids);
    numbering->ids = ids;
    numbering->capacity = capacity;
    return index;
}

void hl_log__numbering_free(hl_log_numbering *numbering)
{
    hl_base__map_free(&numbering->map);
    free(numbering->ids);
    *numbering = (hl_log_numbering){0};
}

int64_t hl_log__import_name(const hl_log_import *import, uint32_t name)
{
    return name == HL_MAP_NONE ? 0 : import->names.ids[name];
}

hl_status hl_log__user(hl_store *store, const char *id, size_t length, int64_t *out, hl_error *err)
{
    sqlite3_stmt *find = NULL;
    if (hl_log__statement(store, HL_SQL_USER_FIND, &find, err) != HL_OK)
        return HL_FAILED;
    hl_log__bind_text(find, 1, id, length);
    bool known = false;
    hl_status status = hl_log__step(store, find, &known, err);
    if (known)
        status = hl_log__int(store, find, 0, HL_LOG_INT_USER, out, err);
    hl_log__done(find);
    if (status != HL_OK || known)
        return status;
    sqlite3_stmt *add = NULL;
    if (hl_log__statement(store, HL_SQL_USER_ADD, &add, err) != HL_OK)
        return HL_FAILED;
    hl_log__bind_text(add, 1, id, length);
    if (hl_log__run(store, add, err) != HL_OK)
        return HL_FAILED;
    *out = sqlite3_last_insert_rowid(store->db);
    return HL_OK;
}

/* Names are few: all of them, also those of refused rows. */
hl_status hl_log__numbering_resolve_names(hl_log_import *import, hl_error *err)
{
    for (uint32_t i = import->names.map.count; i > 0 && import->names.ids[i - 1] == 0; i--) {
        const hl_map_key *key = &import->names.map.keys[i - 1];
        if (hl_log__name(import->store, key->text, key->length, &import->names.ids[i - 1], err) !=
            HL_OK)
            return HL_FAILED;
    }
    return HL_OK;
}

hl_status hl_log__numbering_resolve_users(hl_log_import *import, hl_error *err)
{
    for (size_t i = 0; i < import->batch_count; i++) {
        hl_log_row *row = &import->batch[i];
        if (row->refused)
            continue;
        int64_t *id = &import->users.ids[row->user];
        const hl_map_key *key = &import->users.map.keys[row->user];
        if (*id == 0 && hl_log__user(import->store, key->text, key->length, id, err) != HL_OK)
            return HL_FAILED;
        row->user_id = *id;
    }
    return HL_OK;
}
