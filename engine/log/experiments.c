#include "log/experiments.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/message_events.h"
#include "log/day_clock.h"
#include "log/stored_int.h"
#include "log/versions.h"

static hl_status number(hl_store *store, const char *name, uint32_t *out, hl_error *err)
{
    int64_t id = 0;
    if (hl_log__name(store, name, strlen(name), &id, err) != HL_OK)
        return HL_FAILED;
    *out = (uint32_t)id;
    return HL_OK;
}

static bool sets_off(const hl_experiment *x, const char *type)
{
    for (size_t i = 0; type != NULL && i < x->hook_count; i++)
        if (x->hooks[i].trigger != NULL && strcmp(x->hooks[i].trigger, type) == 0)
            return true;
    return false;
}

static hl_status compile_metric(hl_store *store, const hl_experiment *x, const hl_metric *metric,
                                hl_log_metric *out, hl_error *err)
{
    *out = (hl_log_metric){.metric = metric,
                           .event = HL_LOG_NO_NAME,
                           .denominator = HL_LOG_NO_NAME,
                           .event_sets_off = sets_off(x, metric->event),
                           .denominator_sets_off = sets_off(x, metric->denominator)};
    if (metric->event != NULL && number(store, metric->event, &out->event, err) != HL_OK)
        return HL_FAILED;
    out->event_of_message = metric->event != NULL && hl_config__is_of_message(metric->event);
    if (metric->denominator == NULL)
        return HL_OK;
    if (strcmp(metric->denominator, "touch") == 0) {
        out->denominator = HL_LOG_TOUCHES;
        return HL_OK;
    }
    out->denominator_of_message = hl_config__is_of_message(metric->denominator);
    return number(store, metric->denominator, &out->denominator, err);
}

static bool sends_nothing(const hl_arm *arm)
{
    for (size_t i = 0; i < arm->step_count; i++)
        if (arm->steps[i].hook != SIZE_MAX)
            return false;
    return true;
}

/* Some arms are sent something, and others nothing. */
static bool has_silent_arms(const hl_experiment *x)
{
    size_t silent = 0;
    for (size_t i = 0; i < x->arm_count; i++)
        silent += sends_nothing(&x->arms[i]);
    return silent > 0 && silent < x->arm_count;
}

static hl_status compile_rules(hl_store *store, hl_log_experiment *x, hl_error *err)
{
    const hl_design *design = x->design;
    x->metrics = calloc(design->metric_count + 1, sizeof *x->metrics);
    x->arms = calloc(design->arm_count + 1, sizeof *x->arms);
    if (x->metrics == NULL || x->arms == NULL)
        return hl_error_memory(err);
    x->rules = (hl_log_rules){.metric_count = design->metric_count,
                              .metrics = x->metrics,
                              .from_planned = has_silent_arms(x->experiment)};
    hl_status status =
        hl_log__day_clock(store, x->experiment->zone, &x->rules.zone, &x->clock, err);
    if (status != HL_OK)
        return status;
    uint32_t id = 0;
    if (number(store, design->experiment, &id, err) != HL_OK ||
        number(store, "delivered", &x->rules.delivered, err) != HL_OK ||
        number(store, "click", &x->rules.click, err) != HL_OK)
        return HL_FAILED;
    x->id = id;
    x->rules.experiment = id;
    for (size_t i = 0; i < design->metric_count; i++)
        if (compile_metric(store, x->experiment, &design->metrics[i], &x->metrics[i], err) != HL_OK)
            return HL_FAILED;
    for (size_t i = 0; i < design->arm_count; i++)
        if (number(store, design->arms[i].name, &x->arms[i], err) != HL_OK)
            return HL_FAILED;
    return HL_OK;
}

static const hl_condition *segment_condition(const hl_experiment *experiment, const char *name)
{
    for (size_t i = 0; i < experiment->segment_count; i++)
        if (strcmp(experiment->segments[i].name, name) == 0)
            return experiment->segments[i].condition;
    return NULL;
}

static hl_status compile_segments(hl_log_experiment *x, hl_error *err)
{
    const hl_design *design = x->design;
    x->segments = calloc(design->dimension_count + 1, sizeof(hl_predicate *));
    if (x->segments == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < design->dimension_count; i++) {
        if (!design->dimensions[i].is_segment)
            continue;
        const hl_condition *c = segment_condition(x->experiment, design->dimensions[i].name);
        if (hl_assign__predicate_new(c, NULL, &x->segments[i], err) != HL_OK)
            return HL_FAILED;
    }
    return HL_OK;
}

hl_status hl_log__experiment_new(hl_store *store, hl_definition *definition, const char *ranges,
                                 hl_log_experiment **out, hl_error *err)
{
    hl_log_experiment *x = calloc(1, sizeof *x);
    if (x == NULL) {
        hl_definition_free(definition);
        return hl_error_memory(err);
    }
    x->definition = definition;
    x->experiment = hl_definition_experiment(definition);
    x->design = &x->experiment->design;
    x->unit_is_user = strcmp(x->experiment->unit, "user") == 0;
    (void)snprintf(x->digest, sizeof x->digest, "%s", hl_definition_digest(definition));
    size_t size = strlen(ranges) + 1;
    x->ranges = malloc(size);
    hl_status status = HL_OK;
    if (x->ranges == NULL)
        status = hl_error_memory(err);
    else
        memcpy(x->ranges, ranges, size);
    if (status == HL_OK)
        status = compile_rules(store, x, err);
    if (status == HL_OK)
        status = compile_segments(x, err);
    if (status == HL_OK)
        status = hl_assigner_new(x->experiment, ranges, &x->assigner, err);
    if (status == HL_OK)
        *out = x;
    else
        hl_log__experiment_free(x);
    return status;
}

void hl_log__experiment_free(hl_log_experiment *experiment)
{
    if (experiment == NULL)
        return;
    for (size_t i = 0; experiment->segments != NULL && i < experiment->design->dimension_count; i++)
        hl_assign__predicate_free(experiment->segments[i]);
    free(experiment->segments);
    hl_log__versions_free(experiment);
    free(experiment->metrics);
    free(experiment->arms);
    free(experiment->ranges);
    hl_assigner_free(experiment->assigner);
    hl_cells_free(experiment->delta);
    hl_definition_free(experiment->definition);
    free(experiment);
}

void hl_log__experiments_free(hl_log_experiments *experiments)
{
    if (experiments == NULL)
        return;
    for (size_t i = 0; i < experiments->count; i++)
        hl_log__experiment_free(experiments->list[i]);
    free(experiments->list);
    for (size_t i = 0; i < experiments->unreadable_count; i++) {
        free(experiments->unreadable[i].name);
        free(experiments->unreadable[i].why);
    }
    free(experiments->unreadable);
    free(experiments->by_id);
    free(experiments);
}

/* ---- reading them */

static char *copy(const char *text)
{
    size_t size = strlen(text) + 1;
    char *out = malloc(size);
    if (out != NULL)
        memcpy(out, text, size);
    return out;
}

static const char not_whole[] = "it is damaged: it is not what was applied";

/* why: NULL when it is not what was applied. */
static hl_status set_aside(hl_log_experiments *all, const hl_log_version_row *is, const char *name,
                           const char *why, hl_error *err)
{
    hl_log_unreadable *list = realloc(all->unreadable, (all->unreadable_count + 1) * sizeof *list);
    if (list == NULL)
        return hl_error_memory(err);
    all->unreadable = list;
    hl_log_unreadable *next = &list[all->unreadable_count++];
    *next = (hl_log_unreadable){.id = is->experiment,
                                .version = is->version,
                                .name = copy(name),
                                .why = copy(why == NULL ? not_whole : why),
                                .damaged = why == NULL};
    return next->name == NULL || next->why == NULL ? hl_error_memory(err) : HL_OK;
}

static hl_status read_row(const hl_store *store, sqlite3_stmt *row, const char **name,
                          hl_log_version_row *out, hl_error *err)
{
    *out = (hl_log_version_row){.text = sqlite3_column_blob(row, 3),
                                .length = (size_t)sqlite3_column_bytes(row, 3)};
    hl_status status = hl_log__column_text(row, 1, name, NULL, err);
    if (status == HL_OK)
        status = hl_log__column_text(row, 5, &out->ranges, NULL, err);
    if (status == HL_OK)
        status = hl_log__int(store, row, 0, HL_LOG_INT_NAME, &out->experiment, err);
    if (status == HL_OK)
        status = hl_log__int(store, row, 2, HL_LOG_INT_VERSION, &out->version, err);
    if (status == HL_OK)
        status = hl_log__int(store, row, 6, HL_LOG_INT_INSTANT, &out->applied_at_utc_ms, err);
    if (status == HL_OK && (*name == NULL || out->ranges == NULL))
        status = hl_log__damaged(store, "a definition without a name or ranges", err);
    return status;
}

static hl_status parse_row(hl_store *store, hl_log_experiments *all, sqlite3_stmt *row,
                           hl_log_experiment **out, hl_error *err)
{
    const char *name = "";
    hl_log_version_row is;
    hl_definition *definition = NULL;
    hl_error why = HL_ERROR_INIT;
    hl_status status = read_row(store, row, &name, &is, err);
    if (status != HL_OK || name == NULL || is.ranges == NULL)
        return status;
    hl_problems *problems = hl_problems_new();
    if (problems == NULL)
        return hl_error_memory(err);
    status = hl_definition_parse_kept(name, is.text == NULL ? "" : is.text, is.length, problems,
                                      &definition, &why);
    hl_problems_free(problems);
    if (status == HL_OK)
        status = hl_log__experiment_new(store, definition, is.ranges, out, &why);
    if (status == HL_REJECTED)
        return set_aside(all, &is, name, why.message, err);
    if (status == HL_OK && *out != NULL && !hl_log__version_is_whole(row, 7, &is)) {
        hl_log__experiment_free(*out);
        *out = NULL;
        return set_aside(all, &is, name, NULL, err);
    }
    if (status != HL_OK || *out == NULL)
        return hl_error_set(err, HL_FAILED, "%s", why.message);
    (*out)->version = is.version;
    (*out)->applied_at_utc_ms = is.applied_at_utc_ms;
    status = hl_log__versions_read(store, *out, err);
    if (status == HL_OK)
        return HL_OK;
    hl_log__experiment_free(*out);
    *out = NULL;
    return status;
}

static hl_status append(hl_log_experiments *all, hl_log_experiment *x, hl_error *err)
{
    size_t size = (all->count + 1) * sizeof(hl_log_experiment *);
    hl_log_experiment **list = realloc(all->list, size);
    hl_log_experiment **by_id = list == NULL ? NULL : realloc(all->by_id, size);
    if (list != NULL)
        all->list = list;
    if (by_id == NULL) {
        hl_log__experiment_free(x);
        return hl_error_memory(err);
    }
    all->by_id = by_id;
    all->by_id[all->count] = x;
    all->list[all->count++] = x;
    return HL_OK;
}

static int compare_ids(const void *a, const void *b)
{
    int64_t x = (*(hl_log_experiment *const *)a)->id;
    int64_t y = (*(hl_log_experiment *const *)b)->id;
    return (x > y) - (x < y);
}

static hl_status read_all(hl_store *store, hl_log_experiments *all, hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    if (hl_log__statement(store, HL_SQL_DEFINITIONS, &rows, err) != HL_OK)
        return HL_FAILED;
    bool row = false;
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        hl_log_experiment *x = NULL;
        status = parse_row(store, all, rows, &x, err);
        if (status == HL_OK && x != NULL)
            status = append(all, x, err);
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    if (all->count > 0)
        qsort(all->by_id, all->count, sizeof(hl_log_experiment *), compare_ids);
    return status;
}

static hl_status generation_of(hl_store *store, int64_t *out, hl_error *err)
{
    sqlite3_stmt *get = NULL;
    if (hl_log__statement(store, HL_SQL_GENERATION, &get, err) != HL_OK)
        return HL_FAILED;
    bool row = false;
    hl_status status = hl_log__step(store, get, &row, err);
    *out = 0;
    if (row)
        status = hl_log__int(store, get, 0, HL_LOG_INT_GENERATION, out, err);
    hl_log__done(get);
    return status;
}

hl_status hl_log__experiments(hl_store *store, hl_log_experiments **out, hl_error *err)
{
    int64_t generation = 0;
    *out = NULL;
    hl_status status = generation_of(store, &generation, err);
    if (status != HL_OK)
        return status;
    if (store->experiments == NULL || store->experiments_generation != generation) {
        hl_log__experiments_free(store->experiments);
        store->experiments = NULL;
        hl_log_experiments *all = calloc(1, sizeof *all);
        status = all == NULL ? hl_error_memory(err) : read_all(store, all, err);
        if (status != HL_OK) {
            hl_log__experiments_free(all);
            return status;
        }
        store->experiments = all;
        store->experiments_generation = generation;
    }
    *out = store->experiments;
    return HL_OK;
}

hl_log_experiment *hl_log__experiment(const hl_log_experiments *experiments, int64_t id)
{
    size_t from = 0;
    for (size_t to = experiments->count; from < to;) {
        size_t middle = from + (to - from) / 2;
        if (experiments->by_id[middle]->id < id)
            from = middle + 1;
        else
            to = middle;
    }
    bool found = from < experiments->count && experiments->by_id[from]->id == id;
    return found ? experiments->by_id[from] : NULL;
}

hl_log_experiment *hl_log__experiment_named(const hl_log_experiments *experiments, const char *name)
{
    for (size_t i = 0; i < experiments->count; i++)
        if (strcmp(experiments->list[i]->design->experiment, name) == 0)
            return experiments->list[i];
    return NULL;
}

static hl_status unreadable(const hl_store *store, const hl_log_unreadable *it, hl_error *err)
{
    return hl_error_set(err, it->damaged ? HL_FAILED : HL_REJECTED,
                        "%s: this program cannot read the definition '%s' (version %" PRId64
                        ") of the store: %s",
                        store->path, it->name, it->version, it->why);
}

hl_status hl_log__readable(const hl_store *store, const hl_log_experiments *experiments,
                           const char *name, hl_error *err)
{
    for (size_t i = 0; i < experiments->unreadable_count; i++)
        if (strcmp(experiments->unreadable[i].name, name) == 0)
            return unreadable(store, &experiments->unreadable[i], err);
    return HL_OK;
}

hl_status hl_log__all_readable(const hl_store *store, const hl_log_experiments *experiments,
                               hl_error *err)
{
    return experiments->unreadable_count == 0 ? HL_OK
                                              : unreadable(store, &experiments->unreadable[0], err);
}
