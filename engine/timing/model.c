#include "timing/model.h"

#include <math.h>
#include <stdlib.h>

#include "base/civil.h"
#include "base/number.h"
#include "timing/effects.h"
#include "timing/read_touches.h"
#include "timing/realised.h"
#include "timing/usual.h"

hl_status hl_timing__model_curves(hl_timing_model *model, hl_error *err)
{
    return hl_timing__fit(&model->places, &model->variances, 0, NULL, &model->curves, err);
}

void hl_timing_model_free(hl_timing_model *model)
{
    if (model == NULL)
        return;
    hl_timing__curves_free(model->curves);
    free(model->places.cells);
    free(model->places.measure.dispersion);
    free(model->guard.places.cells);
    free(model->groups);
    hl_calendar__days_free(&model->days);
    hl_base__arena_free(&model->arena);
    free(model);
}

const hl_timing_data *hl_timing_model_data(const hl_timing_model *model)
{
    return &model->data;
}

/* ---- of a log */

static void divide(double *shares)
{
    double sum = 0;
    for (int slot = 0; slot < HL_TIMING_SLOTS; slot++)
        sum += shares[slot];
    for (int slot = 0; slot < HL_TIMING_SLOTS && sum > 0; slot++)
        shares[slot] /= sum;
}

/* A user counts once in each segment that its touches have; touches are in order of users. */
static void describe_groups(hl_timing_model *m, const hl_timing_log *log)
{
    for (size_t i = 0; i < log->count; i++) {
        const hl_timing_touch *t = &log->touches[i], *last = i > 0 ? t - 1 : NULL;
        hl_timing_group *g = &m->groups[t->segment];
        bool drawn = !isnan(t->propensity);
        bool nobody = t->user == HL_MAP_NONE;
        g->touches++;
        g->randomised += drawn;
        g->users += nobody || last == NULL || last->user != t->user || last->segment != t->segment;
        m->data.users += nobody || last == NULL || last->user != t->user;
        m->data.randomised += drawn;
        if (hl_timing__is_usual(m->usual, t))
            g->usual[t->kind / 2]++;
    }
    for (uint32_t s = 0; s < log->segments.count; s++)
        divide(m->groups[s].usual);
}

/* Segments none of whose touches say what is usual have what is usual of all. */
static void fill_usual(hl_timing_model *m)
{
    double all[HL_TIMING_SLOTS] = {0};
    for (size_t s = 0; s < m->places.segments; s++)
        for (int slot = 0; slot < HL_TIMING_SLOTS; slot++)
            all[slot] += m->groups[s].usual[slot] * (double)m->groups[s].touches;
    divide(all);
    for (size_t s = 0; s < m->places.segments; s++) {
        double sum = 0;
        for (int slot = 0; slot < HL_TIMING_SLOTS; slot++)
            sum += m->groups[s].usual[slot];
        for (int slot = 0; slot < HL_TIMING_SLOTS && sum <= 0; slot++)
            m->groups[s].usual[slot] = all[slot];
    }
}

static bool copy_name(hl_timing_model *m, const char *name, const char **copy)
{
    *copy = name == NULL ? NULL : hl_base__arena_string(&m->arena, name);
    return name == NULL || *copy != NULL;
}

static hl_status describe(hl_timing_model *m, const hl_timing_log *log,
                          const hl_timing_options *options, hl_error *err)
{
    size_t segments = log->segments.count;
    m->groups = calloc(segments, sizeof *m->groups);
    const hl_timing_columns *c = &options->columns;
    const char *outcome = c->value != NULL        ? c->value
                          : c->outcome_at != NULL ? c->outcome_at
                                                  : c->outcome;
    if (m->groups == NULL || !copy_name(m, outcome, &m->data.outcome) ||
        !copy_name(m, options->within, &m->data.within) ||
        !copy_name(m, c->guardrail, &m->guard.said.name) ||
        !copy_name(m, options->calendar, &m->data.calendar) ||
        !copy_name(m, c->segment, &m->data.segment_column) ||
        !copy_name(m, options->zone, &m->data.zone))
        return hl_error_memory(err);
    for (uint32_t s = 0; s < segments; s++) {
        const hl_map_key *key = &log->segments.keys[s];
        m->groups[s].name = hl_base__arena_bytes(&m->arena, key->text, key->length);
        if (m->groups[s].name == NULL)
            return hl_error_memory(err);
    }
    m->data.touches = (int64_t)log->count;
    m->data.value = log->values;
    m->data.most_value = log->values ? log->most_value : HL_INFINITY;
    m->data.winsorized = log->winsorized;
    m->places.segments = segments;
    m->usual = hl_timing__usual_of(log);
    hl_timing__log_digest(log, m->digest);
    m->data.digest = m->digest;
    describe_groups(m, log);
    fill_usual(m);
    return hl_timing__realise(log, &m->realised, err);
}

/* The day before which all touches lie, wherever they are. */
static int32_t days_until(const hl_timing_model *m)
{
    return (int32_t)hl_base__civil_day_of(m->data.last_utc_ms) + 2;
}

/* Half-life, variances and what repeated touches are worth. */
static hl_status learn(hl_timing_model *m, const hl_timing_log *log, const hl_timing_counts *counts,
                       double half_life, hl_error *err)
{
    int32_t end = days_until(m);
    hl_timing_curves *curves = NULL;
    hl_hier_variances start = hl_stats__hier_start();
    hl_status status = HL_OK;
    m->staleness.half_life = half_life > 0 || isnan(half_life) ? half_life : HL_INFINITY;
    for (size_t i = 0; i < HL_TIMING_HALF_LIVES; i++)
        m->staleness.score[i] = HL_NAN;
    if (isnan(half_life))
        status = hl_timing__choose_half_life(counts, end, &m->staleness, err);
    if (status == HL_OK)
        status = hl_timing__weigh(counts, end, m->staleness.half_life, &m->places, err);
    if (status == HL_OK)
        status = hl_timing__fit(&m->places, &start, HL_TIMING_ROUNDS, NULL, &curves, err);
    if (status == HL_OK) {
        m->variances = curves->fit->variances;
        status = hl_timing__clusters(log, curves, &m->clusters, err);
    }
    hl_timing__curves_free(curves);
    return status == HL_OK ? hl_timing__model_curves(m, err) : status;
}

static hl_status model_of(hl_timing_log *log, const hl_timing_options *options,
                          const hl_timing_reading *reading, hl_timing_model *m, hl_error *err)
{
    hl_timing_counts counts = {.count = 0};
    m->data.rows = reading->rows;
    m->data.first_utc_ms = reading->first_utc_ms;
    m->data.last_utc_ms = reading->last_utc_ms;
    m->data.made_utc_ms = options->now_utc_ms;
    m->data.unsent = reading->left_out.unsent;
    m->data.future = reading->left_out.future;
    m->data.unknown_zone = reading->left_out.zoneless;
    m->data.young = reading->waiting.weighed;
    m->data.too_young = reading->waiting.left_out;
    m->data.delay_median_ms = reading->waiting.median_ms;
    m->data.delay_late_ms = reading->waiting.late_ms;
    bool any = false;
    for (int h = 0; h < 24; h++)
        any |= options->legal[h];
    for (int h = 0; h < 24; h++)
        m->legal[h] = options->legal[h] || !any;
    hl_status status = hl_timing__log_settle(log, err);
    if (status == HL_OK)
        status = hl_timing__number_effects(log, err);
    if (status == HL_OK)
        status = describe(m, log, options, err);
    if (status == HL_OK)
        status = hl_timing__log_counts(log, &counts, err);
    if (status == HL_OK)
        status = learn(m, log, &counts, options->half_life_days, err);
    if (status == HL_OK && log->guarded)
        status = hl_timing__guard_fit(log, days_until(m), m->staleness.half_life, &m->guard, err);
    if (m->places.measure.dispersion != NULL) /* it is the model's now */
        log->measure.dispersion = NULL;
    free(counts.cells);
    return status;
}

hl_status hl_timing_fit_rows(hl_row_source *touches, const hl_timing_options *options,
                             hl_problems *problems, hl_timing_model **out, hl_error *err)
{
    hl_timing_log log = {.count = 0};
    hl_timing_reading reading = {.log = &log};
    hl_timing_model *model = *out = NULL;
    hl_status status = hl_timing__read_touches(touches, options, problems, &reading, err);
    if (status == HL_OK) {
        model = calloc(1, sizeof *model);
        status =
            model != NULL ? model_of(&log, options, &reading, model, err) : hl_error_memory(err);
    }
    hl_timing__log_free(&log);
    if (model != NULL)
        model->days = reading.days;
    else
        hl_calendar__days_free(&reading.days);
    if (status == HL_OK)
        *out = model;
    else
        hl_timing_model_free(model);
    return status;
}
