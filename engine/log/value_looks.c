#include "log/value_looks.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "log/import.h"
#include "log/stored_int.h"

typedef enum look { CURRENCY, STAND_IN, LEAST, LARGEST } look;

enum { KEY = 120, PREFIX = 30, MOST_STAND_INS = 50, MOST_CURRENCIES = 32 };

static hl_log_type_values *find(const hl_log_value_looks *looks, int64_t type)
{
    for (size_t i = 0; i < looks->count; i++)
        if (looks->list[i].type == type)
            return &looks->list[i];
    return NULL;
}

const hl_log_type_values *hl_log__values_of_type(const hl_log_value_looks *looks, int64_t type)
{
    return find(looks, type);
}

static hl_log_type_values *of_type(hl_log_value_looks *looks, int64_t type)
{
    hl_log_type_values *have = find(looks, type);
    if (have != NULL)
        return have;
    if (looks->count == looks->capacity) {
        size_t capacity = looks->capacity == 0 ? 16 : looks->capacity * 2;
        hl_log_type_values *list = realloc(looks->list, capacity * sizeof *list);
        if (list == NULL)
            return NULL;
        looks->list = list;
        looks->capacity = capacity;
    }
    looks->list[looks->count] = (hl_log_type_values){.type = type};
    return &looks->list[looks->count++];
}

static size_t key_of(int64_t type, look kind, const char *text, char out[KEY])
{
    int length = snprintf(out, KEY, "%" PRId64 " %d %.80s", type, (int)kind, text);
    return (size_t)length;
}

/* False when out of memory. */
static bool remember(hl_log_value_looks *looks, hl_log_type_values *of, look kind, const char *text)
{
    char key[KEY];
    size_t length = key_of(of->type, kind, text, key);
    uint32_t at = hl_base__map_intern(&looks->seen, key, length);
    if (at == HL_MAP_NONE)
        return false;
    const char *kept = looks->seen.keys[at].text + (length - strlen(text));
    if (kind == CURRENCY && of->named++ == 0)
        of->currency = kept;
    of->stand_ins += kind == STAND_IN;
    return true;
}

static bool is_seen(const hl_log_value_looks *looks, int64_t type, look kind, const char *text)
{
    char key[KEY];
    return hl_base__map_find(&looks->seen, key, key_of(type, kind, text, key)) != HL_MAP_NONE;
}

/* ---- the store's */

static hl_status read_look(const hl_store *store, sqlite3_stmt *row, hl_log_value_looks *looks,
                           hl_error *err)
{
    int64_t type = 0, kind = 0;
    const char *text = NULL;
    size_t length = 0;
    hl_i128 attos = 0;
    hl_status status = hl_log__int(store, row, 0, HL_LOG_INT_NAME, &type, err);
    if (status == HL_OK)
        status = hl_log__int(store, row, 1, HL_LOG_INT_COUNT, &kind, err);
    if (status == HL_OK)
        status = hl_log__column_text(row, 2, &text, &length, err);
    hl_log_type_values *of = status == HL_OK ? of_type(looks, type) : NULL;
    if (status != HL_OK || of == NULL)
        return status != HL_OK ? status : hl_error_memory(err);
    bool good = text != NULL && length < KEY - PREFIX && kind <= LARGEST;
    if (good && kind != CURRENCY)
        good = hl_base__decimal_parse(text, length, &attos) == HL_DECIMAL_EXACT;
    if (!good)
        return hl_log__damaged(store, "what is kept of the values of a type is none", err);
    if (kind == CURRENCY || kind == STAND_IN)
        return remember(looks, of, (look)kind, text) ? HL_OK : hl_error_memory(err);
    hl_base__usual_add(&of->usual, attos);
    return HL_OK;
}

hl_status hl_log__value_looks_read(hl_store *store, hl_log_value_looks *looks, hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    hl_base__map_free(&looks->seen);
    looks->count = 0;
    if (hl_log__statement(store, HL_SQL_VALUE_LOOKS, &rows, err) != HL_OK)
        return HL_FAILED;
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        status = read_look(store, rows, looks, err);
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}

static hl_status add(hl_store *store, int64_t type, look kind, const char *text, hl_error *err)
{
    sqlite3_stmt *set = NULL;
    if (hl_log__statement(store, HL_SQL_VALUE_LOOK_ADD, &set, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(set, 1, type);
    (void)sqlite3_bind_int(set, 2, (int)kind);
    hl_log__bind_text(set, 3, text, strlen(text));
    return hl_log__run(store, set, err);
}

/* ---- what is new */

static hl_status note_new(hl_store *store, hl_log_value_looks *looks, hl_log_type_values *of,
                          look kind, const char *text, hl_error *err)
{
    return remember(looks, of, kind, text) ? add(store, of->type, kind, text, err)
                                           : hl_error_memory(err);
}

static hl_status note_number(hl_store *store, hl_log_value_looks *looks, hl_log_type_values *of,
                             hl_i128 attos, hl_error *err)
{
    char text[HL_LOG_DECIMAL_TEXT];
    if (hl_base__may_stand_in(attos)) {
        (void)hl_log__decimal_text(attos, text);
        bool room = of->stand_ins < MOST_STAND_INS;
        return room && !is_seen(looks, of->type, STAND_IN, text)
                   ? note_new(store, looks, of, STAND_IN, text, err)
                   : HL_OK;
    }
    const hl_usual_values before = of->usual;
    hl_base__usual_add(&of->usual, attos);
    of->changed = of->changed || !before.any || before.least != of->usual.least ||
                  before.largest != of->usual.largest;
    return HL_OK;
}

hl_status hl_log__value_looks_note(hl_store *store, hl_log_value_looks *looks, int64_t type,
                                   hl_i128 attos, const char *currency, const char **beside,
                                   hl_error *err)
{
    hl_log_type_values *of = of_type(looks, type);
    *beside = NULL;
    if (of == NULL)
        return hl_error_memory(err);
    hl_status status = note_number(store, looks, of, attos, err);
    if (status != HL_OK || of->named >= MOST_CURRENCIES || is_seen(looks, type, CURRENCY, currency))
        return status;
    *beside = of->currency;
    return note_new(store, looks, of, CURRENCY, currency, err);
}

static hl_status write_extent(hl_store *store, const hl_log_type_values *of, hl_error *err)
{
    const hl_i128 ends[] = {of->usual.least, of->usual.largest};
    hl_status status = HL_OK;
    for (int i = 0; status == HL_OK && i < 2; i++) {
        char text[HL_LOG_DECIMAL_TEXT];
        sqlite3_stmt *clear = NULL;
        (void)hl_log__decimal_text(ends[i], text);
        status = hl_log__statement(store, HL_SQL_VALUE_LOOK_CLEAR, &clear, err);
        if (status != HL_OK)
            return status;
        (void)sqlite3_bind_int64(clear, 1, of->type);
        (void)sqlite3_bind_int(clear, 2, LEAST + i);
        status = hl_log__run(store, clear, err);
        if (status == HL_OK)
            status = add(store, of->type, (look)(LEAST + i), text, err);
    }
    return status;
}

hl_status hl_log__value_looks_write(hl_store *store, hl_log_value_looks *looks, hl_error *err)
{
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < looks->count; i++)
        if (looks->list[i].changed) {
            status = write_extent(store, &looks->list[i], err);
            looks->list[i].changed = false;
        }
    return status;
}

/* ---- out */

hl_status hl_log__each_stand_in(const hl_log_value_looks *looks, int64_t type,
                                hl_log_take_number *take, void *context, hl_error *err)
{
    char prefix[KEY];
    size_t length = key_of(type, STAND_IN, "", prefix);
    hl_status status = HL_OK;
    for (uint32_t i = 0; status == HL_OK && i < looks->seen.count; i++) {
        const hl_map_key *key = &looks->seen.keys[i];
        hl_i128 attos = 0;
        if (key->length > length && memcmp(key->text, prefix, length) == 0 &&
            hl_base__decimal_parse(key->text + length, key->length - length, &attos) ==
                HL_DECIMAL_EXACT)
            status = take(context, key->text + length, attos, err);
    }
    return status;
}

void hl_log__value_looks_free(hl_log_value_looks *looks)
{
    hl_base__map_free(&looks->seen);
    free(looks->list);
    *looks = (hl_log_value_looks){0};
}
