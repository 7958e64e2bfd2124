#include "log/stored_unread.h"

#include <string.h>

#include "base/ruined_id.h"
#include "base/text.h"
#include "config/event_words.h"
#include "config/order_states.h"
#include "log/meant_type.h"
#include "log/stored_int.h"
#include "log/stored_types.h"

enum { MOST_TYPES = 10, MOST_EVENTS = 2000000, LEAST = 10, PART = 50, TIMES = 3 };

/* How many events of types that are read, and of all, the store has. */
typedef struct totals {
    int64_t read, all;
    int64_t others[MOST_TYPES]; /* types that are in question */
    const char *names[MOST_TYPES];
    size_t count;
} totals;

static bool is_read(const hl_log_experiments *all, const char *type)
{
    const char *meant = NULL;
    for (size_t i = 0; i < all->count; i++)
        if (hl_log__type_reading(all->list[i]->design, type, &meant) < HL_TYPE_OTHER ||
            hl_log__stop_reading(all->list[i]->experiment, type, &meant) < HL_TYPE_OTHER)
            return true;
    return strcmp(type, "delivered") == 0 || strcmp(type, "click") == 0 ||
           hl_config__is_farewell(type) || hl_base__is_no_type(type, strlen(type));
}

static hl_status take_type(hl_store *store, sqlite3_stmt *row, const hl_log_experiments *all,
                           const hl_log_experiment *x, hl_cells *cells, totals *t, bool looking,
                           hl_error *err)
{
    int64_t type = 0, events = 0;
    const char *name = NULL, *meant = NULL;
    hl_status status = hl_log__int(store, row, 0, HL_LOG_INT_NAME, &type, err);
    if (status == HL_OK)
        status = hl_log__column_text(row, 1, &name, NULL, err);
    if (status == HL_OK)
        status = hl_log__int(store, row, 2, HL_LOG_INT_COUNT, &events, err);
    if (status != HL_OK || name == NULL)
        return status;
    if (!looking) {
        bool read = hl_log__type_reading(x->design, name, &meant) == HL_TYPE_READ;
        t->read += read ? events : 0;
        t->all += events;
        return HL_OK;
    }
    if (events < LEAST || events > TIMES * t->read || PART * events < t->read ||
        t->count == MOST_TYPES || is_read(all, name))
        return HL_OK;
    t->others[t->count] = type;
    t->names[t->count] = hl_base__arena_string(&cells->arena, name);
    return t->names[t->count++] == NULL ? hl_error_memory(err) : HL_OK;
}

/* looking: for those in question, once the totals are known. */
static hl_status read_types(hl_store *store, const hl_log_experiments *all,
                            const hl_log_experiment *x, hl_cells *cells, totals *t, bool looking,
                            hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    if (hl_log__statement(store, HL_SQL_EVENT_TYPES, &rows, err) != HL_OK)
        return HL_FAILED;
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        status = take_type(store, rows, all, x, cells, t, looking, err);
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}

static hl_status take_count(hl_store *store, sqlite3_stmt *row, const hl_log_experiment *x,
                            hl_cells *cells, const totals *t, hl_error *err)
{
    int64_t arm = 0, type = 0, events = 0;
    hl_status status = hl_log__int(store, row, 0, HL_LOG_INT_NAME, &arm, err);
    if (status == HL_OK)
        status = hl_log__int(store, row, 1, HL_LOG_INT_NAME, &type, err);
    if (status == HL_OK)
        status = hl_log__int(store, row, 2, HL_LOG_INT_COUNT, &events, err);
    for (size_t k = 0; status == HL_OK && k < t->count; k++)
        for (size_t i = 0; t->others[k] == type && i < x->design->arm_count; i++)
            if (x->arms[i] == arm) {
                cells->unread[k].by_arm[i] += events;
                cells->unread[k].valued += (int64_t)sqlite3_column_double(row, 3);
                cells->unread[k].worth += sqlite3_column_double(row, 4);
            }
    return status;
}

static hl_status count_by_arm(hl_store *store, const hl_log_experiment *x, hl_cells *cells,
                              const totals *t, hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    if (hl_log__statement(store, HL_SQL_TYPES_BY_ARM, &rows, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, x->rules.experiment);
    (void)sqlite3_bind_int64(rows, 2, LEAST);
    (void)sqlite3_bind_int64(rows, 3, TIMES * t->read);
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        status = take_count(store, rows, x, cells, t, err);
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}

/* An arm has it that hardly any unit of another one has. */
static bool is_of_some(const hl_unread_type *type, size_t arms)
{
    enum { HARDLY = 10 };
    int64_t most = 0, least = INT64_MAX;
    for (size_t i = 0; i < arms; i++) {
        most = type->by_arm[i] > most ? type->by_arm[i] : most;
        least = type->by_arm[i] < least ? type->by_arm[i] : least;
    }
    return least <= most / HARDLY;
}

static hl_status count_users(hl_store *store, const hl_log_experiment *x, int64_t type,
                             const hl_text *read, hl_unread_type *out, hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    if (hl_log__statement(store, HL_SQL_TYPE_USERS, &rows, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, x->rules.experiment);
    (void)sqlite3_bind_int64(rows, 2, type);
    hl_log__bind_text(rows, 3, hl_base__text_string(read), read->length);
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        int64_t arm = 0, users = 0;
        status = hl_log__int(store, rows, 0, HL_LOG_INT_NAME, &arm, err);
        if (status == HL_OK)
            status = hl_log__int(store, rows, 1, HL_LOG_INT_COUNT, &users, err);
        for (size_t i = 0; status == HL_OK && i < x->design->arm_count; i++)
            if (x->arms[i] == arm) {
                out->users[i] += users;
                out->alone[i] += (int64_t)sqlite3_column_double(rows, 2);
            }
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}

/* Whose they are, where arms differ: of others it is not asked. */
static hl_status count_all_users(hl_store *store, const hl_log_experiment *x, hl_cells *cells,
                                 const totals *t, hl_error *err)
{
    hl_text read = {0};
    hl_status status = hl_log__types_text(x, &read, err);
    for (size_t k = 0; status == HL_OK && k < t->count; k++)
        if (is_of_some(&cells->unread[k], x->design->arm_count))
            status = count_users(store, x, t->others[k], &read, &cells->unread[k], err);
    hl_base__text_free(&read);
    return status;
}

static bool make_counts(hl_arena *arena, size_t arms, hl_unread_type *out)
{
    out->by_arm = hl_base__arena_array(arena, arms, sizeof *out->by_arm);
    out->users = hl_base__arena_array(arena, arms, sizeof *out->users);
    out->alone = hl_base__arena_array(arena, arms, sizeof *out->alone);
    return out->by_arm != NULL && out->users != NULL && out->alone != NULL;
}

hl_status hl_log__unread_types(hl_store *store, const hl_log_experiments *all,
                               const hl_log_experiment *x, hl_cells *cells, hl_error *err)
{
    totals t = {0};
    hl_arena *arena = &cells->arena;
    hl_status status = read_types(store, all, x, cells, &t, false, err);
    if (status != HL_OK || t.all > MOST_EVENTS)
        return status;
    status = read_types(store, all, x, cells, &t, true, err);
    if (status != HL_OK || t.count == 0)
        return status;
    cells->unread = hl_base__arena_array(arena, t.count, sizeof *cells->unread);
    for (size_t k = 0; cells->unread != NULL && k < t.count; k++) {
        hl_unread_type *out = &cells->unread[cells->unread_count++];
        out->type = t.names[k];
        out->undoes = hl_config__event_sense(out->type) == HL_EVENT_UNWANTED &&
                      hl_config__is_undone(out->type, strlen(out->type));
        if (!make_counts(arena, x->design->arm_count, out))
            return hl_error_memory(err);
    }
    if (cells->unread == NULL)
        return hl_error_memory(err);
    status = count_by_arm(store, x, cells, &t, err);
    return status == HL_OK ? count_all_users(store, x, cells, &t, err) : status;
}
