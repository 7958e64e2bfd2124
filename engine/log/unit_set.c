#include "log/unit_set.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "log/stored_int.h"

/* A unit made of the users with one attribute value, or of one user without it. */
enum { OF_ATTRIBUTE = 'a', OF_USER = 'u' };

static const hl_value *unit_value(const hl_log_experiment *x, const hl_value *attributes)
{
    return hl_base__value_get(attributes, x->experiment->unit);
}

static bool reserve(hl_unit_set *units)
{
    if (units->keys.count < units->capacity)
        return true;
    size_t capacity = units->capacity == 0 ? 64 : units->capacity * 2;
    const hl_log_experiment **owner =
        realloc(units->owner, capacity * sizeof(const hl_log_experiment *));
    if (owner == NULL)
        return false;
    units->owner = owner;
    units->capacity = capacity;
    return true;
}

hl_status hl_log__unit_set_add(hl_unit_set *units, const hl_log_experiment *x, const char *user_id,
                               int64_t user, const hl_value *attributes, hl_error *err)
{
    const hl_value *value = unit_value(x, attributes);
    hl_text key = {0};
    hl_base__text_addf(&key, "%lld", (long long)x->id);
    hl_base__text_add_char(&key, '\0');
    if (value != NULL) {
        hl_base__text_add_char(&key, OF_ATTRIBUTE);
        hl_base__text_add_bytes(&key, value->text, value->length);
    } else {
        hl_base__text_addf(&key, "%c%lld %s", OF_USER, (long long)user, user_id);
    }
    bool ok = !key.failed && reserve(units);
    uint32_t index = ok ? hl_base__map_intern(&units->keys, key.data, key.length) : HL_MAP_NONE;
    hl_base__text_free(&key);
    if (index == HL_MAP_NONE)
        return hl_error_memory(err);
    units->owner[index] = x;
    return HL_OK;
}

void hl_log__unit_set_free(hl_unit_set *units)
{
    hl_base__map_free(&units->keys);
    free(units->owner);
    *units = (hl_unit_set){0};
}

/* ---- evaluating */

/* The users of a unit with everything that is known of them. */
typedef struct members {
    int64_t *users;
    size_t count;
    hl_log_attributes *attributes; /* one each */
    const hl_value **objects;
    hl_log_user_log log;
} members;

static void free_members(members *m)
{
    for (size_t i = 0; m->attributes != NULL && i < m->count; i++)
        hl_log__attributes_free(&m->attributes[i]);
    free(m->users);
    free(m->attributes);
    free(m->objects);
    hl_log__user_log_free(&m->log);
}

static hl_status list_users(hl_store *store, const hl_log_experiment *x, const char *unit,
                            size_t length, members *m, hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    if (hl_log__statement(store, HL_SQL_UNIT_USERS, &rows, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, x->id);
    hl_log__bind_text(rows, 2, unit, length);
    bool row = false;
    hl_status status = hl_log__step(store, rows, &row, err);
    for (; status == HL_OK && row; status = hl_log__step(store, rows, &row, err)) {
        int64_t *users = realloc(m->users, (m->count + 1) * sizeof *users);
        if (users == NULL) {
            hl_log__done(rows);
            return hl_error_memory(err);
        }
        m->users = users;
        status = hl_log__int(store, rows, 0, HL_LOG_INT_USER, &m->users[m->count], err);
        if (status != HL_OK)
            break;
        m->count++;
    }
    hl_log__done(rows);
    return status;
}

static hl_status read_members(hl_store *store, members *m, hl_error *err)
{
    m->attributes = calloc(m->count + 1, sizeof *m->attributes);
    m->objects = calloc(m->count + 1, sizeof(const hl_value *));
    if (m->attributes == NULL || m->objects == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < m->count; i++) {
        hl_log_user user;
        if (hl_log__user_log_read(store, m->users[i], (uint32_t)i, &m->log, err) != HL_OK ||
            hl_log__user_read(store, m->users[i], &m->log.pool, &user, &m->attributes[i], err) !=
                HL_OK)
            return HL_FAILED;
        m->objects[i] = &m->attributes[i].object;
    }
    return HL_OK;
}

static hl_status visit_unit(hl_store *store, const hl_log_experiment *x, const char *key,
                            hl_log_unit_visit *visit, void *context, hl_error *err)
{
    members m = {0};
    const char *text = key + 1;
    hl_status status = HL_OK;
    if (key[0] == OF_ATTRIBUTE) {
        status = list_users(store, x, text, strlen(text), &m, err);
    } else {
        m.users = malloc(sizeof *m.users);
        if (m.users == NULL)
            return hl_error_memory(err);
        m.users[0] = strtoll(text, NULL, 10);
        m.count = 1;
        text = strchr(text, ' ') + 1;
    }
    if (status == HL_OK)
        status = read_members(store, &m, err);
    /* a user who has the attribute by now is no unit of its own any more */
    bool gone = key[0] == OF_USER && status == HL_OK && unit_value(x, m.objects[0]) != NULL;
    if (gone) {
        free_members(&m);
        return HL_OK;
    }
    if (status == HL_OK) {
        hl_log_unit unit = {m.log.touches, m.log.touch_count, m.log.events, m.log.event_count,
                            text,          strlen(text),      m.objects};
        status = visit(context, x, &unit, err);
    }
    free_members(&m);
    return status;
}

hl_status hl_log__unit_set_each(hl_store *store, const hl_unit_set *units, hl_log_unit_visit *visit,
                                void *context, hl_error *err)
{
    hl_status status = HL_OK;
    for (uint32_t i = 0; status == HL_OK && i < units->keys.count; i++) {
        const char *key = units->keys.keys[i].text;
        status = visit_unit(store, units->owner[i], key + strlen(key) + 1, visit, context, err);
    }
    return status;
}

typedef struct contribution {
    hl_store *store;
    hl_log_view view;
    int sign;
} contribution;

static hl_status contribute_unit(void *context, const hl_log_experiment *x, const hl_log_unit *unit,
                                 hl_error *err)
{
    contribution *c = context;
    hl_status status = hl_log__view(c->store, x, x->delta, unit, &c->view, err);
    if (status != HL_OK)
        return status;
    bool away = c->sign < 0;
    return hl_log__contribute(x->delta, away ? &c->view : NULL, away ? NULL : &c->view, err);
}

hl_status hl_log__unit_set_contribute(hl_store *store, const hl_unit_set *units, int sign,
                                      hl_error *err)
{
    contribution c = {.store = store, .sign = sign};
    hl_status status = hl_log__unit_set_each(store, units, contribute_unit, &c, err);
    hl_log__view_free(&c.view);
    return status;
}

/* ---- the table */

static bool same_value(const hl_value *a, const hl_value *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

static hl_status change(hl_store *store, hl_log_sql which, const hl_log_experiment *x,
                        const hl_value *value, int64_t user, hl_error *err)
{
    sqlite3_stmt *statement = NULL;
    if (hl_log__statement(store, which, &statement, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(statement, 1, x->id);
    hl_log__bind_text(statement, 2, value->text, value->length);
    (void)sqlite3_bind_int64(statement, 3, user);
    return hl_log__run(store, statement, err);
}

hl_status hl_log__unit_set_move(hl_store *store, const hl_log_experiment *x, int64_t user,
                                const hl_value *before, const hl_value *after, hl_error *err)
{
    const hl_value *from = unit_value(x, before);
    const hl_value *to = unit_value(x, after);
    if (same_value(from, to))
        return HL_OK;
    if (from != NULL && change(store, HL_SQL_UNIT_REMOVE, x, from, user, err) != HL_OK)
        return HL_FAILED;
    return to == NULL ? HL_OK : change(store, HL_SQL_UNIT_ADD, x, to, user, err);
}
