/* The whole run: compile, read, plan. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hookline/assign.h"
#include "plan/plan_state.h"

enum { SHOWN_WARNINGS = 100 };

void hl_plan__warn(hl_plan_state *state, const char *file, int64_t line, int64_t seen,
                   const char *format, ...)
{
    char message[512];
    va_list arguments;
    if (seen > SHOWN_WARNINGS)
        return;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    hl_problems_add(state->problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                                   .file = file,
                                                   .line = line,
                                                   .message = message});
}

static hl_status read_text(const char *path, hl_text *out, hl_error *err)
{
    char piece[8192];
    size_t got = 0;
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return hl_error_system(err, "%s", path);
    while ((got = fread(piece, 1, sizeof piece, file)) > 0)
        hl_base__text_add_bytes(out, piece, got);
    hl_status status =
        ferror(file) ? hl_error_system(err, "%s", path) : hl_base__text_status(out, err);
    (void)fclose(file);
    return status;
}

/* A calendar that the definition names lies beside it. */
static void calendar_path(const hl_plan_state *state, hl_text *out)
{
    const char *name = state->experiment->calendar_file;
    const char *slash =
        state->definition_file == NULL ? NULL : strrchr(state->definition_file, '/');
    if (name[0] != '/' && slash != NULL)
        hl_base__text_add_bytes(out, state->definition_file,
                                (size_t)(slash - state->definition_file) + 1);
    hl_base__text_add(out, name);
}

hl_status hl_plan__read_days(hl_plan_state *state, hl_error *err)
{
    const hl_experiment *x = state->experiment;
    hl_text path = {0};
    hl_text text = {0};
    hl_status status = HL_OK;
    int64_t last = hl_base__civil_day_of(state->options->now_utc_ms) + INT64_C(3) * 366;
    for (size_t i = 0; i < x->special_day_count; i++) {
        const hl_special_day *d = &x->special_days[i];
        if (!hl_plan__days_add(&state->days, hl_base__civil_days(d->year, d->month, d->day),
                               d->working))
            return hl_error_memory(err);
    }
    if (state->options->calendar != NULL)
        hl_base__text_add(&path, state->options->calendar);
    else if (x->calendar_file != NULL)
        calendar_path(state, &path);
    if (path.length > 0)
        status = read_text(hl_base__text_string(&path), &text, err);
    if (status == HL_OK && path.length > 0)
        status = hl_plan__days_read(&state->days, hl_base__text_string(&path),
                                    hl_base__text_string(&text), text.length, last, state->problems,
                                    err);
    hl_plan__days_sort(&state->days);
    hl_base__text_free(&path);
    hl_base__text_free(&text);
    return status;
}

static hl_status find_workspace(hl_plan_state *state, hl_error *err)
{
    const char *name = state->options->zone;
    if (name == NULL)
        name = state->experiment->zone == NULL ? "UTC" : state->experiment->zone;
    state->zones = hl_base__zones_new(NULL);
    if (state->zones == NULL)
        return hl_error_memory(err);
    if (hl_base__zones_find(state->zones, name, strlen(name), &state->workspace) != HL_OK)
        return hl_error_memory(err);
    if (state->workspace == NULL)
        return hl_error_set(err, HL_REJECTED, "there is no time zone '%s'", name);
    return HL_OK;
}

/* A definition from a file, beside a store: its arms have the ranges that the store has for them,
 * or would have once it is applied. */
static hl_status find_ranges(hl_plan_state *state, hl_error *err)
{
    hl_definition *stored = NULL;
    char *ranges = NULL;
    hl_status status =
        hl_store_definition(state->options->store, state->experiment->name, &stored, &ranges, err);
    if (status == HL_OK && stored != NULL)
        status = hl_assign_next_ranges(hl_definition_experiment(stored), ranges, state->experiment,
                                       &state->ranges, err);
    free(ranges);
    hl_definition_free(stored);
    return status;
}

static hl_status make(hl_plan_state *state, hl_error *err)
{
    typedef hl_status step(hl_plan_state * state, hl_error * err);
    static step *const steps[] = {
        hl_plan__compile,   hl_plan__read_days,  hl_plan__read_people,   hl_plan__read_events,
        hl_plan__read_sent, hl_plan__read_store, hl_plan__read_triggers, hl_plan__add_recurring,
        hl_plan__settle,    hl_plan__reserve};
    hl_status status = find_workspace(state, err);
    if (status == HL_OK && state->options->store != NULL && state->options->ranges == NULL)
        status = find_ranges(state, err);
    if (status == HL_OK)
        status = hl_channels_new(&state->channels, err);
    for (size_t i = 0; status == HL_OK && i < sizeof steps / sizeof steps[0]; i++)
        status = steps[i](state, err);
    if (state->locked)
        hl_log__reserve_rollback(state->options->store);
    state->locked = false;
    return status;
}

typedef struct place_in_file {
    int64_t at_ms;
    const char *trigger_id;
    uint32_t outcome, arm_step, index;
} place_in_file;

static int by_instant(const void *a, const void *b)
{
    const place_in_file *x = a;
    const place_in_file *y = b;
    if (x->outcome != y->outcome)
        return x->outcome < y->outcome ? -1 : 1;
    if (x->at_ms != y->at_ms)
        return x->at_ms < y->at_ms ? -1 : 1;
    int order = strcmp(x->trigger_id, y->trigger_id);
    if (order != 0)
        return order;
    return x->arm_step < y->arm_step ? -1 : x->arm_step > y->arm_step;
}

static hl_status order_candidates(hl_plan *plan, hl_error *err)
{
    const hl_plan_state *state = &plan->state;
    place_in_file *places = malloc((state->candidate_count + 1) * sizeof *places);
    plan->order = malloc((state->candidate_count + 1) * sizeof *plan->order);
    if (plan->order == NULL || places == NULL) {
        free(places);
        return hl_error_memory(err);
    }
    for (size_t i = 0; i < state->candidate_count; i++) {
        const hl_placement *p = &state->placements[i];
        const hl_candidate *c = &state->candidates[i];
        places[i] = (place_in_file){p->outcome == HL_PLAN_OUTCOME_PLANNED ? p->at_ms : 0,
                                    c->trigger_id, (uint32_t)p->outcome, c->arm_step, (uint32_t)i};
    }
    qsort(places, state->candidate_count, sizeof *places, by_instant);
    for (size_t i = 0; i < state->candidate_count; i++)
        plan->order[i] = places[i].index;
    free(places);
    return HL_OK;
}

hl_status hl_plan_make(const hl_definition *definition, const hl_plan_options *options,
                       hl_problems *problems, hl_plan **out, hl_error *err)
{
    hl_plan *plan = calloc(1, sizeof *plan);
    if (plan == NULL)
        return hl_error_memory(err);
    plan->options = *options;
    plan->state.experiment = hl_definition_experiment(definition);
    plan->state.options = &plan->options;
    plan->state.definition_file = hl_definition_file(definition);
    plan->state.problems = problems;
    hl_status status = make(&plan->state, err);
    if (status == HL_OK)
        status = order_candidates(plan, err);
    if (status == HL_OK)
        status = hl_plan__make_room(plan, err);
    if (status != HL_OK) {
        hl_plan_free(plan);
        return status;
    }
    *out = plan;
    return HL_OK;
}

static void free_state(hl_plan_state *state)
{
    hl_plan__planner_free(state->planner);
    hl_base__arena_free(&state->trace.arena);
    free(state->ranges);
    free(state->placements);
    free(state->candidates);
    free(state->origins);
    free(state->sent);
    free(state->events);
    free(state->people);
    free(state->anchors);
    free(state->zone_sets);
    hl_map *maps[] = {&state->zone_keys,     &state->people_ids, &state->operators,
                      &state->channel_names, &state->hook_names, &state->event_types,
                      &state->sent_ids,      &state->trigger_ids};
    for (size_t i = 0; i < sizeof maps / sizeof maps[0]; i++)
        hl_base__map_free(maps[i]);
    hl_plan__days_free(&state->days);
    hl_channels_free(state->channels);
    hl_base__zones_free(state->zones);
    hl_base__arena_free(&state->arena);
}

void hl_plan_free(hl_plan *plan)
{
    if (plan == NULL)
        return;
    free_state(&plan->state);
    free(plan->order);
    free(plan);
}

const hl_plan_counts *hl_plan_count(const hl_plan *plan)
{
    return &plan->state.counts;
}
