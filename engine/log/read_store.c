/* What others read from a store: definitions, cells, the list of experiments. */
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "base/text.h"
#include "log/cell_seal.h"
#include "log/cell_table.h"
#include "log/contribution.h"
#include "log/read_store.h"
#include "log/slots.h"
#include "log/weight_history.h"

hl_status hl_log__copy_definition(const hl_log_experiment *x, hl_definition **out, hl_error *err)
{
    size_t length = 0;
    const char *text = hl_definition_text(x->definition, &length);
    hl_problems *problems = hl_problems_new();
    if (problems == NULL)
        return hl_error_memory(err);
    hl_status status =
        hl_definition_parse_kept(x->design->experiment, text, length, problems, out, err);
    hl_problems_free(problems);
    return status;
}

hl_status hl_log__end_reading(hl_store *store, hl_status status, hl_error *err)
{
    if (status == HL_OK)
        status = hl_log__commit(store, err);
    if (status != HL_OK)
        hl_log__rollback(store);
    return status;
}

static hl_status copy_ranges(const hl_log_experiment *x, char **out, hl_error *err)
{
    size_t size = strlen(x->ranges) + 1;
    *out = malloc(size);
    if (*out == NULL)
        return hl_error_memory(err);
    memcpy(*out, x->ranges, size);
    return HL_OK;
}

hl_status hl_log__definition(hl_store *store, const char *experiment, hl_definition **out,
                             char **ranges, hl_error *err)
{
    hl_log_experiments *all = NULL;
    if (hl_log__experiments(store, &all, err) != HL_OK)
        return HL_FAILED;
    const hl_log_experiment *x = hl_log__experiment_named(all, experiment);
    if (x == NULL)
        return hl_log__readable(store, all, experiment, err);
    hl_status status = copy_ranges(x, ranges, err);
    if (status == HL_OK)
        status = hl_log__copy_definition(x, out, err);
    if (status == HL_OK)
        return HL_OK;
    free(*ranges);
    *ranges = NULL;
    return status;
}

hl_status hl_store_definition(hl_store *store, const char *experiment, hl_definition **out,
                              char **ranges, hl_error *err)
{
    char *own = NULL;
    *out = NULL;
    if (ranges != NULL)
        *ranges = NULL;
    hl_status status = hl_log__begin_reading(store, err);
    if (status != HL_OK)
        return status;
    status = hl_log__end_reading(store, hl_log__definition(store, experiment, out, &own, err), err);
    if (status == HL_OK && ranges != NULL) {
        *ranges = own;
        return HL_OK;
    }
    free(own);
    if (status != HL_OK) {
        hl_definition_free(*out);
        *out = NULL;
    }
    return status;
}

/* The experiment whose title, in any language, has the text in it; NULL: none has. */
static const char *titled(const hl_log_experiments *all, const char *text)
{
    for (size_t i = 0; i < all->count; i++) {
        const hl_design *design = all->list[i]->design;
        for (size_t k = 0; k < design->title.count; k++)
            if (text[0] != '\0' && strstr(design->title.texts[k], text) != NULL)
                return design->experiment;
    }
    return NULL;
}

hl_status hl_log__no_such_experiment(const hl_store *store, const hl_log_experiments *all,
                                     const char *name, hl_error *err)
{
    hl_text have = {0};
    hl_status status = hl_log__readable(store, all, name, err);
    const char **names = status == HL_OK ? calloc(all->count + 1, sizeof *names) : NULL;
    if (status != HL_OK)
        return status;
    for (size_t i = 0; names != NULL && i < all->count; i++) {
        names[i] = all->list[i]->design->experiment;
        hl_base__text_addf(&have, "%s%s", i > 0 ? ", " : "", names[i]);
    }
    const char *near = names == NULL ? NULL : hl_base__suggest_word(name, names, all->count);
    near = near == NULL ? titled(all, name) : near;
    status = names == NULL ? hl_error_memory(err) : hl_base__text_status(&have, err);
    if (status == HL_OK && near != NULL)
        status =
            hl_error_set(err, HL_REJECTED,
                         "%s: there is no experiment '%s' in this store; did you mean '%s'? it "
                         "has: %s",
                         store->path, name, near, hl_base__text_string(&have));
    else if (status == HL_OK)
        status = hl_error_set(
            err, HL_REJECTED, "%s: there is no experiment '%s' in this store; it has: %s",
            store->path, name, all->count == 0 ? "none" : hl_base__text_string(&have));
    free((void *)names);
    hl_base__text_free(&have);
    return status;
}

/* Whether arms differ in what says when their first touch is sent. */
static bool are_timed_apart(const hl_experiment *x)
{
    const hl_step *first = NULL;
    for (size_t i = 0; i < x->arm_count; i++) {
        const hl_step *step = x->arms[i].step_count > 0 ? x->arms[i].steps : NULL;
        if (step == NULL)
            continue;
        if (first != NULL && (step->hook != first->hook || step->window != first->window))
            return true;
        first = step;
    }
    return false;
}

/* Units of which nobody knows whether they are in a segment, and one such segment. */
static hl_status count_unsegmented(const hl_design *design, hl_cells *cells, hl_error *err)
{
    const char *first = NULL;
    for (size_t i = 0; i < cells->cell_count; i++) {
        const hl_cell *cell = cells->cells[i];
        const hl_split *split = &cells->splits[cell->split];
        if (cell->split == 0 || !design->dimensions[split->dimension].is_segment ||
            strcmp(split->value, HL_LOG_UNKNOWN_SEGMENT) != 0)
            continue;
        const char *name = design->dimensions[split->dimension].name;
        if (first == NULL || strcmp(name, first) < 0)
            first = name;
        cells->unsegmented += cell->counters[HL_COUNT_ENROLLED];
    }
    if (first != NULL)
        cells->unsegmented_as = hl_base__arena_string(&cells->arena, first);
    return first != NULL && cells->unsegmented_as == NULL ? hl_error_memory(err) : HL_OK;
}

hl_status hl_log__read_cells(hl_store *store, const char *experiment, hl_definition **definition,
                             hl_cells **cells, hl_error *err)
{
    hl_log_experiments *all = NULL;
    if (hl_log__experiments(store, &all, err) != HL_OK)
        return HL_FAILED;
    const hl_log_experiment *x = hl_log__experiment_named(all, experiment);
    if (x == NULL)
        return hl_log__no_such_experiment(store, all, experiment, err);
    hl_status status = hl_log__cells_read(store, x, cells, err);
    if (status == HL_OK) {
        (*cells)->timed_apart = are_timed_apart(x->experiment);
        status = count_unsegmented(x->design, *cells, err);
    }
    if (status == HL_OK)
        status = hl_log__slots_read(store, x->id, x->design->arm_count, *cells, err);
    if (status == HL_OK)
        status = hl_log__weight_history(x, *cells, err);
    if (status == HL_OK)
        status = hl_log__copy_definition(x, definition, err);
    return status;
}

hl_status hl_store_cells(hl_store *store, const char *experiment, hl_definition **definition,
                         hl_cells **cells, hl_error *err)
{
    *definition = NULL;
    *cells = NULL;
    hl_status status = hl_log__begin_reading(store, err);
    if (status != HL_OK)
        return status;
    status = hl_log__end_reading(
        store, hl_log__read_cells(store, experiment, definition, cells, err), err);
    if (status != HL_OK) {
        hl_definition_free(*definition);
        hl_cells_free(*cells);
        *definition = NULL;
        *cells = NULL;
    }
    return status;
}

static hl_status list_one(hl_store *store, const hl_log_experiment *x, hl_store_experiment *out,
                          hl_error *err)
{
    hl_log_cell_total total;
    hl_status status = hl_log__cell_total_read(store, x->id, &total, err);
    *out = (hl_store_experiment){.version = x->version,
                                 .applied_at_utc_ms = x->applied_at_utc_ms,
                                 .units = total.units,
                                 .touches = total.touches};
    return status;
}

/* A copy of the text at *to, which moves behind it. */
static const char *put(char **to, const char *text)
{
    char *start = *to;
    size_t size = strlen(text) + 1;
    memcpy(start, text, size);
    *to += size;
    return start;
}

static hl_status list_all(hl_store *store, hl_store_experiment **out, size_t *count, hl_error *err)
{
    hl_log_experiments *all = NULL;
    if (hl_log__experiments(store, &all, err) != HL_OK)
        return HL_FAILED;
    size_t most = all->count + all->unreadable_count;
    size_t size = (most + 1) * sizeof **out;
    for (size_t i = 0; i < all->count; i++)
        size += strlen(all->list[i]->design->experiment) + 1;
    for (size_t i = 0; i < all->unreadable_count; i++)
        size += strlen(all->unreadable[i].name) + strlen(all->unreadable[i].why) + 2;
    hl_store_experiment *list = malloc(size);
    if (list == NULL)
        return hl_error_memory(err);
    char *names = (char *)(list + most + 1);
    for (size_t i = 0; i < all->count; i++) {
        if (list_one(store, all->list[i], &list[i], err) != HL_OK) {
            free(list);
            return HL_FAILED;
        }
        list[i].name = put(&names, all->list[i]->design->experiment);
    }
    for (size_t i = 0; i < all->unreadable_count; i++) {
        const hl_log_unreadable *it = &all->unreadable[i];
        list[all->count + i] = (hl_store_experiment){.version = it->version};
        list[all->count + i].name = put(&names, it->name);
        list[all->count + i].unreadable = put(&names, it->why);
    }
    *out = list;
    *count = most;
    return HL_OK;
}

hl_status hl_store_experiments(hl_store *store, hl_store_experiment **out, size_t *count,
                               hl_error *err)
{
    *out = NULL;
    *count = 0;
    hl_status status = hl_log__begin_reading(store, err);
    if (status != HL_OK)
        return status;
    status = hl_log__end_reading(store, list_all(store, out, count, err), err);
    if (status != HL_OK) {
        free(*out);
        *out = NULL;
    }
    return status;
}
