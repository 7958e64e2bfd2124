#include "log/stored_types.h"

#include <inttypes.h>
#include <string.h>

#include "base/ruined_id.h"
#include "log/meant_type.h"
#include "log/stored_int.h"
#include "log/stored_strangers.h"
#include "log/stored_unread.h"

enum { MOST_TYPES = 10 };

/* Events of the type of the experiment's units since their touch, by arm. */
static hl_status count_by_arm(hl_store *store, const hl_log_experiment *x, int64_t type,
                              hl_unplaced *by_arm, hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    if (hl_log__statement(store, HL_SQL_TYPE_BY_ARM, &rows, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, x->rules.experiment);
    (void)sqlite3_bind_int64(rows, 2, type);
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        int64_t arm = 0, events = 0;
        status = hl_log__int(store, rows, 0, HL_LOG_INT_NAME, &arm, err);
        if (status == HL_OK)
            status = hl_log__int(store, rows, 1, HL_LOG_INT_COUNT, &events, err);
        for (size_t i = 0; status == HL_OK && i < x->design->arm_count; i++)
            if (x->arms[i] == arm) {
                by_arm[i].events += (double)events;
                by_arm[i].gain += sqlite3_column_double(rows, 2);
                by_arm[i].loss += sqlite3_column_double(rows, 3);
            }
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}

/* One that is near may be another on purpose, and is where an experiment reads it. */
static bool is_read_by_any(const hl_log_experiments *all, const char *type)
{
    const char *meant = NULL;
    for (size_t i = 0; i < all->count; i++)
        if (hl_log__type_reading(all->list[i]->design, type, &meant) == HL_TYPE_READ ||
            hl_log__stop_reading(all->list[i]->experiment, type, &meant) == HL_TYPE_READ)
            return true;
    return false;
}

/* A type of the store as the experiment has it. */
typedef struct stored_type {
    int64_t number, events, strangers;
    const char *name, *meant;
    hl_type_reading reading;
} stored_type;

static hl_status add_misnamed(hl_store *store, const hl_log_experiment *x, const stored_type *t,
                              hl_cells *cells, hl_error *err)
{
    if (cells->misnamed == NULL)
        cells->misnamed = hl_base__arena_array(&cells->arena, MOST_TYPES, sizeof *cells->misnamed);
    if (cells->misnamed == NULL)
        return hl_error_memory(err);
    hl_misnamed_type *out = &cells->misnamed[cells->misnamed_count++];
    *out = (hl_misnamed_type){
        .type = hl_base__arena_string(&cells->arena, t->name),
        .meant = hl_base__arena_string(&cells->arena, t->meant),
        .alike = t->reading == HL_TYPE_ALIKE,
        .events = t->events,
        .by_arm = hl_base__arena_array(&cells->arena, x->design->arm_count, sizeof *out->by_arm)};
    if (out->type == NULL || out->meant == NULL || out->by_arm == NULL)
        return hl_error_memory(err);
    hl_unplaced *counts = hl_base__arena_array(&cells->arena, x->design->arm_count, sizeof *counts);
    if (counts == NULL)
        return hl_error_memory(err);
    hl_status status = out->alike ? count_by_arm(store, x, t->number, counts, err) : HL_OK;
    for (size_t i = 0; i < x->design->arm_count; i++)
        out->by_arm[i] = (int64_t)counts[i].events;
    return status;
}

/* Of a type that says nothing, where no metric asks for it. */
static hl_status add_typeless(hl_store *store, const hl_log_experiment *x, const stored_type *t,
                              hl_cells *cells, hl_error *err)
{
    if (cells->typeless_as == NULL)
        cells->typeless_as = hl_base__arena_string(&cells->arena, t->name);
    return cells->typeless_as == NULL ? hl_error_memory(err)
                                      : count_by_arm(store, x, t->number, cells->typeless, err);
}

/* To each metric that reads the type. */
static void add_type_events(const hl_log_experiment *x, const stored_type *t, hl_cells *cells)
{
    for (size_t i = 0; i < x->rules.metric_count; i++)
        if (x->metrics[i].event == t->number || x->metrics[i].denominator == t->number) {
            cells->known_events[i] += (double)(t->events - t->strangers);
            cells->type_events[i] += (double)t->events;
        }
}

static hl_status read_type(const hl_store *store, sqlite3_stmt *row, const hl_design *design,
                           stored_type *out, hl_error *err)
{
    *out = (stored_type){.reading = HL_TYPE_OTHER};
    hl_status status = hl_log__int(store, row, 0, HL_LOG_INT_NAME, &out->number, err);
    if (status == HL_OK)
        status = hl_log__column_text(row, 1, &out->name, NULL, err);
    if (status == HL_OK)
        status = hl_log__int(store, row, 2, HL_LOG_INT_COUNT, &out->events, err);
    if (status == HL_OK)
        status = hl_log__int(store, row, 3, HL_LOG_INT_COUNT, &out->strangers, err);
    if (status == HL_OK && out->name != NULL)
        out->reading = hl_log__type_reading(design, out->name, &out->meant);
    return status;
}

static hl_status read_types(hl_store *store, const hl_log_experiments *all,
                            const hl_log_experiment *x, hl_cells *cells, hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    stored_type t;
    if (hl_log__statement(store, HL_SQL_EVENT_TYPES, &rows, err) != HL_OK)
        return HL_FAILED;
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        status = read_type(store, rows, x->design, &t, err);
        bool misnamed = t.reading == HL_TYPE_ALIKE ||
                        (t.reading == HL_TYPE_NEAR && !is_read_by_any(all, t.name));
        if (status == HL_OK && misnamed && cells->misnamed_count < MOST_TYPES)
            status = add_misnamed(store, x, &t, cells, err);
        if (status == HL_OK && t.reading != HL_TYPE_READ && t.name != NULL &&
            hl_base__is_no_type(t.name, strlen(t.name)))
            status = add_typeless(store, x, &t, cells, err);
        if (t.reading == HL_TYPE_READ) {
            cells->strangers.events += t.strangers;
            cells->strangers.of += t.events;
            add_type_events(x, &t, cells);
        }
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}

hl_status hl_log__types_text(const hl_log_experiment *x, hl_text *out, hl_error *err)
{
    hl_base__text_add_char(out, ',');
    for (size_t i = 0; i < x->rules.metric_count; i++) {
        const uint32_t types[] = {x->metrics[i].event, x->metrics[i].denominator};
        for (size_t k = 0; k < 2; k++)
            if (types[k] < HL_LOG_TOUCHES)
                hl_base__text_addf(out, "%" PRIu32 ",", types[k]);
    }
    return hl_base__text_status(out, err);
}

static hl_status make_room(const hl_design *design, hl_cells *cells, hl_error *err)
{
    hl_arena *arena = &cells->arena;
    cells->nobody = hl_base__arena_array(arena, design->metric_count + 1, sizeof *cells->nobody);
    cells->elsewhere =
        hl_base__arena_array(arena, design->metric_count + 1, sizeof *cells->elsewhere);
    cells->known_events =
        hl_base__arena_array(arena, design->metric_count + 1, sizeof *cells->known_events);
    cells->type_events =
        hl_base__arena_array(arena, design->metric_count + 1, sizeof *cells->type_events);
    cells->typeless = hl_base__arena_array(arena, design->arm_count + 1, sizeof *cells->typeless);
    bool made = cells->nobody != NULL && cells->elsewhere != NULL && cells->known_events != NULL &&
                cells->type_events != NULL && cells->typeless != NULL;
    return made ? HL_OK : hl_error_memory(err);
}

hl_status hl_log__types_read(hl_store *store, const hl_log_experiment *x, hl_cells *cells,
                             hl_error *err)
{
    hl_log_experiments *all = NULL;
    hl_status status = make_room(x->design, cells, err);
    if (status == HL_OK)
        status = hl_log__experiments(store, &all, err);
    if (status == HL_OK)
        status = read_types(store, all, x, cells, err);
    if (status == HL_OK)
        status = hl_log__unread_types(store, all, x, cells, err);
    return status == HL_OK ? hl_log__strangers_judge(store, x, cells, err) : status;
}
