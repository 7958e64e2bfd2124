#include "log/strangers.h"

#include <stdlib.h>
#include <string.h>

#include "base/id_key.h"
#include "base/id_shape.h"
#include "base/ruined_id.h"
#include "log/rejects.h"
#include "log/stored_int.h"

/* Bytes of an id that is looked at; users from either end; different looks. */
enum { LONGEST_ID = 200, MOST_USERS = 500000, MOST_SHAPES = 1000 };

/* ---- users of a statement, whose only parameter is how many from either end it looks at */

typedef struct user_row {
    int64_t user;
    const char *id;
    size_t length;
    bool many;
} user_row;

typedef hl_status take_user(hl_log_strangers *s, const user_row *row, hl_error *err);

static hl_status each_user(hl_store *store, hl_log_sql which, take_user *take, hl_log_strangers *s,
                           hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    if (hl_log__statement(store, which, &rows, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, MOST_USERS);
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        user_row u = {.many = sqlite3_column_int(rows, 2) != 0};
        status = hl_log__int(store, rows, 0, HL_LOG_INT_USER, &u.user, err);
        if (status == HL_OK)
            status = hl_log__column_text(rows, 1, &u.id, &u.length, err);
        if (status == HL_OK && u.id != NULL && u.length > 0 && u.length <= LONGEST_ID)
            status = take(s, &u, err);
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}

/* The items with room for the place `wanted`, new ones zeroed; NULL: no memory. */
static void *roomy(void *items, size_t *capacity, size_t wanted, size_t size)
{
    if (wanted < *capacity)
        return items;
    size_t more = wanted < 64 ? 128 : wanted * 2;
    char *grown = realloc(items, more * size);
    if (grown == NULL)
        return NULL;
    memset(grown + *capacity * size, 0, (more - *capacity) * size);
    *capacity = more;
    return grown;
}

/* ---- strangers */

/* A table of floating-point numbers leaves ".0" behind ids that have letters as well, where its
 * program puts a word before them. */
static size_t without_float_end(const char *id, size_t length)
{
    bool has = length > 2 && memcmp(id + length - 2, ".0", 2) == 0;
    return has && id[length - 3] >= '0' && id[length - 3] <= '9' ? length - 2 : length;
}

/* Most ids are their own key. */
static uint32_t key_of(hl_map *keys, const char *id, size_t length, bool add)
{
    char key[HL_FOLDED(LONGEST_ID)];
    const char *text = id;
    length = without_float_end(id, length);
    if (!hl_base__id_is_key(id, length)) {
        length = hl_base__id_key(id, length, key);
        text = key;
    }
    return add ? hl_base__map_intern(keys, text, length) : hl_base__map_find(keys, text, length);
}

/* Of very many looks the later ones are taken for known ones. */
static bool note_shape(hl_log_strangers *s, hl_log_stranger *stranger, size_t length)
{
    char shape[HL_ID_SHAPE];
    size_t size = hl_base__id_shape(stranger->id, length, shape);
    stranger->shape = hl_base__map_find(&s->shapes, shape, size);
    if (stranger->shape != HL_MAP_NONE || s->shapes.count == MOST_SHAPES)
        return true;
    stranger->shape = hl_base__map_intern(&s->shapes, shape, size);
    if (stranger->shape == HL_MAP_NONE)
        return false;
    bool *seen = roomy(s->seen, &s->seen_capacity, stranger->shape, sizeof *seen);
    if (seen == NULL)
        return false;
    s->seen = seen;
    s->unseen++;
    return true;
}

static bool note_key(hl_log_strangers *s, hl_log_stranger *stranger, size_t length)
{
    uint32_t key = key_of(&s->keys, stranger->id, length, true);
    if (key == HL_MAP_NONE)
        return false;
    size_t *first = roomy(s->first, &s->first_capacity, key, sizeof *first);
    if (first == NULL)
        return false;
    s->first = first;
    stranger->next = first[key];
    first[key] = s->count;
    return true;
}

static hl_status take_stranger(hl_log_strangers *s, const user_row *row, hl_error *err)
{
    hl_log_stranger *list = roomy(s->list, &s->capacity, s->count, sizeof *list);
    if (list == NULL)
        return hl_error_memory(err);
    s->list = list;
    hl_log_stranger *out = &list[s->count];
    *out = (hl_log_stranger){.user = row->user,
                             .id = hl_base__arena_bytes(&s->arena, row->id, row->length),
                             .shape = HL_MAP_NONE,
                             .many = row->many};
    if (out->id == NULL)
        return hl_error_memory(err);
    s->count++;
    if (hl_base__id_is_placeholder(row->id, row->length)) {
        out->placeholder = out->nobody = true;
        return HL_OK;
    }
    return note_shape(s, out, row->length) && note_key(s, out, row->length) ? HL_OK
                                                                            : hl_error_memory(err);
}

/* ---- the known */

static void see_shape(hl_log_strangers *s, const char *id, size_t length)
{
    char shape[HL_ID_SHAPE];
    if (s->unseen == 0)
        return;
    uint32_t at = hl_base__map_find(&s->shapes, shape, hl_base__id_shape(id, length, shape));
    if (at == HL_MAP_NONE || s->seen[at])
        return;
    s->seen[at] = true;
    s->unseen--;
}

static hl_status take_known(hl_log_strangers *s, const user_row *row, hl_error *err)
{
    see_shape(s, row->id, row->length);
    uint32_t key = key_of(&s->keys, row->id, row->length, false);
    if (key == HL_MAP_NONE)
        return HL_OK;
    const char *known = hl_base__arena_bytes(&s->arena, row->id, row->length);
    if (known == NULL)
        return hl_error_memory(err);
    for (size_t i = s->first[key]; i > 0; i = s->list[i - 1].next)
        if (s->list[i - 1].known == 0 || strcmp(known, s->list[i - 1].known_id) < 0) {
            s->list[i - 1].known = row->user;
            s->list[i - 1].known_id = known;
        }
    return HL_OK;
}

hl_status hl_log__strangers_read(hl_store *store, hl_log_strangers *out, hl_error *err)
{
    hl_status status = each_user(store, HL_SQL_STRANGERS, take_stranger, out, err);
    if (status == HL_OK && out->keys.count > 0)
        status = each_user(store, HL_SQL_KNOWN, take_known, out, err);
    for (size_t i = 0; status == HL_OK && i < out->count; i++) {
        hl_log_stranger *s = &out->list[i];
        s->nobody = s->nobody || (s->known == 0 && s->shape != HL_MAP_NONE && !out->seen[s->shape]);
    }
    return status;
}

bool hl_log__stranger_goes_first(const hl_log_stranger *a, const char *b)
{
    if (b == NULL)
        return true;
    int64_t key = hl_log__key(a->id, strlen(a->id)), other = hl_log__key(b, strlen(b));
    return key != other ? key < other : strcmp(a->id, b) < 0;
}

void hl_log__strangers_free(hl_log_strangers *strangers)
{
    free(strangers->list);
    free(strangers->first);
    free(strangers->seen);
    hl_base__map_free(&strangers->keys);
    hl_base__map_free(&strangers->shapes);
    hl_base__arena_free(&strangers->arena);
    *strangers = (hl_log_strangers){0};
}
