#include "hookline/simulate.h"

#include <stdlib.h>
#include <string.h>

#include "assign/assigner.h"
#include "base/civil.h"
#include "config/condition.h"
#include "sim/definitions.h"
#include "sim/play.h"
#include "json/writer.h"

enum { MOST_PLAYED = 8, MOST_DAYS = 365, WINDOW_DAYS = 9, PROGRESS_EVERY = 8192 };
static const uint64_t most_users = 100000000;

typedef struct world {
    const hl_sim_options *options;
    hl_stage stage;
    size_t played_count;
    hl_played played[MOST_PLAYED];
    hl_definition *definitions[MOST_PLAYED];
    hl_assigner *assigners[MOST_PLAYED];
    hl_problems *problems;
} world;

static hl_status make_groups(hl_played *p, hl_error *err)
{
    const hl_experiment *x = p->experiment;
    p->group_count = 1 + 2 * x->segment_count;
    p->groups = calloc(p->group_count, sizeof *p->groups);
    p->segments = calloc(x->segment_count + 1, sizeof(hl_predicate *));
    p->touches = calloc(x->arm_count, sizeof *p->touches);
    p->worlds = calloc(x->arm_count, sizeof(const hl_arm_world *));
    if (p->groups == NULL || p->segments == NULL || p->touches == NULL || p->worlds == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < p->group_count; i++) {
        p->groups[i].enrolled_by_arm = calloc(x->arm_count, sizeof(uint64_t));
        p->groups[i].sums = calloc(x->arm_count, sizeof(hl_expected));
        if (p->groups[i].enrolled_by_arm == NULL || p->groups[i].sums == NULL)
            return hl_error_memory(err);
    }
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < x->segment_count; i++)
        status = hl_assign__predicate_new(x->segments[i].condition, NULL, &p->segments[i], err);
    return status;
}

static hl_status make_played(hl_played *p, hl_error *err)
{
    const hl_experiment *x = p->experiment;
    hl_status status = make_groups(p, err);
    for (size_t i = 0; status == HL_OK && i < x->arm_count; i++) {
        p->worlds[i] = hl_sim__arm_world(x->name, x->arms[i].name);
        if (p->worlds[i] == NULL)
            status = hl_error_set(err, HL_FAILED, "the simulation knows no effects of arm '%s'",
                                  x->arms[i].name);
    }
    return status;
}

static hl_status prepare(world *w, hl_error *err)
{
    hl_status status = HL_OK;
    for (const hl_embedded *d = hl_sim__definitions; status == HL_OK && d->name != NULL; d++) {
        size_t i = w->played_count++;
        hl_played *p = &w->played[i];
        status =
            hl_definition_parse(d->name, d->text, d->length, w->problems, &w->definitions[i], err);
        if (status != HL_OK)
            return status;
        p->experiment = hl_definition_experiment(w->definitions[i]);
        p->null_effects = w->options->null_effects;
        p->evidence.unread = w->options->unread;
        status = hl_assigner_new(p->experiment, NULL, &w->assigners[i], err);
        p->assigner = w->assigners[i];
        if (status == HL_OK)
            status = make_played(p, err);
    }
    return status;
}

static void release(world *w)
{
    for (size_t i = 0; i < w->played_count; i++) {
        hl_played *p = &w->played[i];
        for (size_t j = 0; p->groups != NULL && j < p->group_count; j++) {
            free(p->groups[j].enrolled_by_arm);
            free(p->groups[j].sums);
        }
        for (size_t j = 0; p->segments != NULL && j < p->experiment->segment_count; j++)
            hl_assign__predicate_free(p->segments[j]);
        free(p->groups);
        free(p->segments);
        free(p->touches);
        free(p->worlds);
        hl_assigner_free(w->assigners[i]);
        hl_definition_free(w->definitions[i]);
    }
    hl_base__text_free(&w->stage.late);
    hl_problems_free(w->problems);
}

static void add_user_line(hl_text *out, const hl_customer *customer)
{
    for (size_t i = 0; i < HL_SIM_COLUMNS; i++) {
        if (i > 0)
            hl_base__text_add_char(out, ',');
        hl_base__text_add(out, customer->text[i]);
    }
    hl_base__text_add_char(out, '\n');
}

static hl_status play_customers(world *w, hl_error *err)
{
    hl_customer customer;
    hl_status status = HL_OK;
    for (uint64_t number = 1; status == HL_OK && number <= w->options->users; number++) {
        hl_sim__customer_draw(w->options->seed, number, w->options->days, &customer);
        add_user_line(&w->stage.files.text[HL_SIM_USERS], &customer);
        for (size_t i = 0; status == HL_OK && i < w->played_count; i++) {
            hl_assignment a;
            status = hl_assign__decide(w->assigners[i], customer.text[0], strlen(customer.text[0]),
                                       &customer.attributes, HL_SIM_START_UTC_MS,
                                       w->played[i].evidence, &a, err);
            /* no reason to touch whom the audience or another layer has */
            if (status == HL_OK && a.reason != HL_ASSIGN_AUDIENCE && a.reason != HL_ASSIGN_LAYER)
                status = hl_sim__play(&w->stage, &w->played[i], &customer, a.arm, err);
        }
        if (status == HL_OK)
            status = hl_sim__files_flush(&w->stage.files, false, err);
        if (w->options->progress != NULL && number % PROGRESS_EVERY == 0)
            w->options->progress(w->options->context, number, w->options->users);
    }
    return status;
}

/* What the channel, the operators and the sources cost over the days that are played. */
static void add_costs(world *w)
{
    char from[HL_TIME_TEXT];
    char to[HL_TIME_TEXT];
    int64_t end = HL_SIM_START_UTC_MS + w->options->days * HL_DAY_MS;
    (void)hl_base__time_text(HL_SIM_START_UTC_MS, 28800, from);
    (void)hl_base__time_text(end, 28800, to);
    hl_text *out = &w->stage.files.text[HL_SIM_COSTS];
    hl_base__text_addf(out, "wecom,,,%s,%s,1200.00\n", from, to);
    for (size_t i = 0; i < HL_SIM_OPERATORS; i++)
        hl_base__text_addf(out, ",%s,,%s,%s,6000.00\n", hl_sim__operator(i), from, to);
    hl_base__text_addf(out, ",,parcel_card,%s,%s,%llu.00\n", from, to,
                       (unsigned long long)(w->options->users / 20));
    hl_base__text_addf(out, ",,moments_ad,%s,%s,%llu.00\n", from, to,
                       (unsigned long long)(w->options->users / 10));
}

static int64_t as_of(const world *w)
{
    return HL_SIM_START_UTC_MS + (w->options->days + WINDOW_DAYS) * HL_DAY_MS;
}

static void write_head(const world *w, hl_json_writer *writer)
{
    char text[HL_TIME_TEXT];
    hl_json__key(writer, "format");
    hl_json__add_string(writer, "hookline-truth/1");
    hl_json__key(writer, "users");
    hl_json__add_int(writer, (int64_t)w->options->users);
    hl_json__key(writer, "seed");
    hl_json__add_int(writer, (int64_t)w->options->seed);
    hl_json__key(writer, "days");
    hl_json__add_int(writer, w->options->days);
    hl_json__key(writer, "null");
    hl_json__add_bool(writer, w->options->null_effects);
    hl_json__key(writer, "from");
    hl_json__add_string(writer, hl_base__time_text(HL_SIM_START_UTC_MS, 28800, text));
    hl_json__key(writer, "as_of");
    hl_json__add_string(writer, hl_base__time_text(as_of(w), 28800, text));
    hl_json__key(writer, "rows");
    hl_json__open_object(writer);
    hl_json__key(writer, "triggers");
    hl_json__add_int(writer, (int64_t)w->stage.triggers);
    hl_json__key(writer, "touches");
    hl_json__add_int(writer, (int64_t)w->stage.touches);
    hl_json__key(writer, "events");
    hl_json__add_int(writer, (int64_t)w->stage.events);
    hl_json__close_object(writer);
    hl_json__key(writer, "defects");
    hl_json__open_object(writer);
    hl_json__key(writer, "late_events");
    hl_json__add_int(writer, (int64_t)w->stage.late_events);
    hl_json__key(writer, "duplicate_events");
    hl_json__add_int(writer, (int64_t)w->stage.duplicate_events);
    hl_json__close_object(writer);
}

/* The multipliers of the chances of a click, and of replies to promotions, by local hour. */
static void write_hours(hl_json_writer *writer)
{
    hl_json__key(writer, "hour_factors");
    hl_json__open_object(writer);
    for (int o = 0; o < HL_SIM_OCCUPATIONS; o++) {
        hl_json__key(writer, hl_sim__occupation((hl_sim_occupation)o));
        hl_json__open_array(writer);
        for (int32_t hour = 0; hour < 24; hour++)
            hl_json__add_number(writer, hl_sim__hour_factor((hl_sim_occupation)o, hour));
        hl_json__close_array(writer);
    }
    hl_json__close_object(writer);
}

static hl_status write_truth(const world *w, hl_error *err)
{
    hl_text text = {0};
    hl_json_writer writer = hl_json__writer(&text, 2);
    hl_json__open_object(&writer);
    write_head(w, &writer);
    write_hours(&writer);
    hl_json__key(&writer, "experiments");
    hl_json__open_array(&writer);
    for (size_t i = 0; i < w->played_count; i++)
        hl_sim__truth_write(&w->played[i], &writer);
    hl_json__close_array(&writer);
    hl_json__close_object(&writer);
    hl_base__text_add_char(&text, '\n');
    hl_status status = text.failed ? hl_error_memory(err)
                                   : hl_sim__file_write(w->options->directory, "truth.json",
                                                        text.data, text.length, err);
    hl_base__text_free(&text);
    return status;
}

static const char *file_of(const hl_embedded *definition)
{
    const char *slash = strrchr(definition->name, '/');
    return slash == NULL ? definition->name : slash + 1;
}

static hl_status refuse_definitions(const world *w, hl_error *err)
{
    hl_status status = HL_OK;
    for (const hl_embedded *d = hl_sim__definitions; status == HL_OK && d->name != NULL; d++)
        status = hl_sim__files_refuse(w->options->directory, file_of(d), err);
    return status;
}

static hl_status write_definitions(const world *w, hl_error *err)
{
    hl_status status = HL_OK;
    for (const hl_embedded *d = hl_sim__definitions; status == HL_OK && d->name != NULL; d++)
        status = hl_sim__file_write(w->options->directory, file_of(d), d->text, d->length, err);
    return status;
}

static hl_status play(world *w, hl_error *err)
{
    hl_status status = refuse_definitions(w, err);
    if (status == HL_OK)
        status = hl_sim__files_open(&w->stage.files, w->options->directory, err);
    if (status == HL_OK)
        status = play_customers(w, err);
    if (status == HL_OK) {
        add_costs(w);
        hl_text *events = &w->stage.files.text[HL_SIM_EVENTS];
        hl_base__text_add_text(events, &w->stage.late);
        status = hl_sim__files_flush(&w->stage.files, true, err);
    }
    if (status ==
        HL_OK) /* first: by it the next one knows the rest as its own, should this break */
        status = write_truth(w, err);
    if (status == HL_OK)
        status = write_definitions(w, err);
    return hl_sim__files_close(&w->stage.files, status, err);
}

hl_status hl_simulate(const hl_sim_options *options, hl_sim_summary *summary, hl_error *err)
{
    if (options->users == 0 || options->users > most_users)
        return hl_error_set(err, HL_USAGE, "users must be 1 to %llu",
                            (unsigned long long)most_users);
    if (options->days < 1 || options->days > MOST_DAYS)
        return hl_error_set(err, HL_USAGE, "days must be 1 to %d", (int)MOST_DAYS);
    world *w = calloc(1, sizeof *w);
    if (w == NULL)
        return hl_error_memory(err);
    w->options = options;
    w->stage.seed = options->seed;
    w->problems = hl_problems_new();
    hl_status status = w->problems == NULL ? hl_error_memory(err) : prepare(w, err);
    if (status == HL_OK)
        status = play(w, err);
    *summary = (hl_sim_summary){options->users, w->stage.triggers, w->stage.touches,
                                w->stage.events, as_of(w)};
    release(w);
    free(w);
    return status;
}
