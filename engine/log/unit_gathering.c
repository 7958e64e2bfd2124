/* The units of an experiment as calibration takes them: evaluated by the same attribution as the
 * cells, with the state that counts on a day instead of the steps to it. */
#include "cells/unit_values.h"

#include <string.h>

#include "log/read_store.h"
#include "log/recompute.h"
#include "log/unit_set.h"

typedef struct gathering {
    hl_store *store;
    const hl_log_experiment *x;
    const hl_log_experiment **others; /* of values->assignments */
    hl_cells *cells;                  /* numbers arms and splits */
    hl_unit_set units;                /* when the unit is an attribute */
    hl_log_view view;
    hl_unit_values *values;
    int32_t counted_day, matured_day; /* as the analysis reads cells */
} gathering;

static int64_t counted(const gathering *g, hl_cells_counter counter)
{
    const hl_log_evaluation *e = &g->view.evaluation;
    int64_t sum = 0;
    for (size_t i = 0; i < e->tally_count; i++)
        if (e->tallies[i].counter == counter && e->tallies[i].day <= g->counted_day)
            sum += e->tallies[i].count;
    return sum;
}

/* The last step of each metric that has been taken by the day. */
static bool keep_values(gathering *g)
{
    const hl_log_evaluation *e = &g->view.evaluation;
    for (size_t i = 0; i < e->step_count; i++) {
        const hl_log_step *step = &e->steps[i];
        bool last = i + 1 == e->step_count || e->steps[i + 1].metric != step->metric ||
                    e->steps[i + 1].day > g->matured_day;
        if (!last || step->day > g->matured_day || !step->present)
            continue;
        hl_i128 v[HL_CELLS_MAX_VARIABLES] = {step->y, step->d};
        memcpy(v + 2, g->view.covariates, (g->values->width - 2) * sizeof *v);
        if (!hl_cells__units_value(g->values, step->metric, v, &step->within))
            return false;
    }
    return true;
}

static void keep_assignments(gathering *g, const hl_log_unit *unit)
{
    size_t last = g->values->count - 1;
    for (size_t i = 0; i < g->values->assignment_count; i++) {
        const hl_assigner *assigner = g->others[i]->assigner;
        uint64_t bucket = hl_assign__bucket(&assigner->arm, unit->text, unit->text_length);
        g->values->assignments[i].arms[last] =
            (uint32_t)hl_assign__ranges_arm(&assigner->ranges, bucket);
    }
}

static hl_status take_unit(void *context, const hl_log_experiment *x, const hl_log_unit *unit,
                           hl_error *err)
{
    gathering *g = context;
    hl_status status = hl_log__view(g->store, x, g->cells, unit, &g->view, err);
    if (status != HL_OK || !g->view.evaluation.enrolled || counted(g, HL_COUNT_ENROLLED) == 0)
        return status;
    int64_t touches = counted(g, HL_COUNT_TOUCHES);
    if (!hl_cells__units_add(g->values, unit->text, unit->text_length, touches) || !keep_values(g))
        return hl_error_memory(err);
    keep_assignments(g, unit);
    return HL_OK;
}

static hl_status take_user(void *context, int64_t user, const hl_log_user *who,
                           const hl_log_user_log *log, const hl_value *attributes, hl_error *err)
{
    gathering *g = context;
    if (!g->x->unit_is_user)
        return hl_log__unit_set_add(&g->units, g->x, who->id, user, attributes, err);
    hl_log_unit unit = {log->touches, log->touch_count, log->events, log->event_count,
                        who->id,      strlen(who->id),  &attributes};
    return take_unit(g, g->x, &unit, err);
}

/* Experiments that randomise the same kind of unit, this one too, by name. */
static bool list_others(gathering *g, const hl_log_experiments *all)
{
    hl_arena *arena = &g->values->arena;
    size_t count = 0;
    g->others = hl_base__arena_array(arena, all->count, sizeof(const hl_log_experiment *));
    for (size_t i = 0; g->others != NULL && i < all->count; i++)
        if (strcmp(all->list[i]->experiment->unit, g->x->experiment->unit) == 0)
            g->others[count++] = all->list[i];
    if (g->others == NULL || !hl_cells__units_assign(g->values, count))
        return false;
    for (size_t i = 0; i < count; i++) {
        hl_unit_assignment *to = &g->values->assignments[i];
        to->arm_count = g->others[i]->design->arm_count;
        to->experiment = hl_base__arena_string(arena, g->others[i]->design->experiment);
        if (to->experiment == NULL)
            return false;
    }
    return true;
}

static hl_status gather(gathering *g, const hl_log_experiments *all, hl_error *err)
{
    g->cells = hl_cells__new(g->x->design);
    g->values = hl_cells__units_new(g->x->design);
    if (g->cells == NULL || g->values == NULL || !list_others(g, all))
        return hl_error_memory(err);
    hl_status status = hl_log__each_user(g->store, take_user, g, err);
    if (status == HL_OK)
        status = hl_log__unit_set_each(g->store, &g->units, take_unit, g, err);
    return status;
}

hl_status hl_log__read_units(hl_store *store, const char *experiment, int64_t as_of_utc_ms,
                             hl_definition **definition, hl_unit_values **values, hl_error *err)
{
    hl_log_experiments *all = NULL;
    if (hl_log__experiments(store, &all, err) != HL_OK)
        return HL_FAILED;
    gathering g = {.store = store, .counted_day = INT32_MAX, .matured_day = INT32_MAX};
    g.x = hl_log__experiment_named(all, experiment);
    if (g.x == NULL)
        return hl_log__no_such_experiment(store, all, experiment, err);
    if (as_of_utc_ms != INT64_MAX) {
        g.counted_day = (int32_t)hl_base__zone_day(g.x->rules.zone, as_of_utc_ms);
        g.matured_day = g.counted_day - 1;
    }
    hl_status status = gather(&g, all, err);
    if (status == HL_OK)
        status = hl_log__copy_definition(g.x, definition, err);
    if (status == HL_OK)
        *values = g.values;
    else
        hl_unit_values_free(g.values);
    hl_cells_free(g.cells);
    hl_log__view_free(&g.view);
    hl_log__unit_set_free(&g.units);
    return status;
}

hl_status hl_store_unit_values(hl_store *store, const char *experiment, int64_t as_of_utc_ms,
                               hl_definition **definition, hl_unit_values **values, hl_error *err)
{
    *definition = NULL;
    *values = NULL;
    hl_status status = hl_log__begin_reading(store, err);
    if (status != HL_OK)
        return status;
    status = hl_log__end_reading(
        store, hl_log__read_units(store, experiment, as_of_utc_ms, definition, values, err), err);
    if (status != HL_OK) {
        hl_definition_free(*definition);
        hl_unit_values_free(*values);
        *definition = NULL;
        *values = NULL;
    }
    return status;
}
