#include <math.h>
#include <stdlib.h>

#include "base/civil.h"
#include "timing/model.h"
#include "json/writer.h"

static void write_instant(hl_json_writer *w, const char *key, int64_t utc_ms)
{
    char text[HL_TIME_TEXT];
    hl_json__string_member(w, key, hl_base__time_text(utc_ms, 0, text));
}

static void write_delay(hl_json_writer *w, const hl_timing_data *data)
{
    if (data->delay_late_ms == 0)
        return;
    hl_json__key(w, "delay_ms");
    hl_json__open_object(w);
    hl_json__int_member(w, "median", data->delay_median_ms);
    hl_json__int_member(w, "late", data->delay_late_ms);
    hl_json__close_object(w);
}

static void write_data(hl_json_writer *w, const hl_timing_model *m)
{
    hl_json__key(w, "data");
    hl_json__open_object(w);
    hl_json__string_member(w, "digest", m->digest);
    hl_json__int_member(w, "rows", m->data.rows);
    hl_json__int_member(w, "touches", m->data.touches);
    hl_json__int_member(w, "users", m->data.users);
    hl_json__int_member(w, "randomised", m->data.randomised);
    write_instant(w, "first", m->data.first_utc_ms);
    write_instant(w, "last", m->data.last_utc_ms);
    hl_json__int_member(w, "unsent", m->data.unsent);
    hl_json__int_member(w, "future", m->data.future);
    hl_json__int_member(w, "unknown_zone", m->data.unknown_zone);
    hl_json__string_member(w, "calendar", m->data.calendar);
    hl_json__string_member(w, "within", m->data.within);
    hl_json__int_member(w, "young", m->data.young);
    hl_json__int_member(w, "too_young", m->data.too_young);
    write_delay(w, &m->data);
    hl_json__close_object(w);
}

static void write_hours(hl_json_writer *w, const hl_timing_model *m)
{
    hl_json__key(w, "hours");
    hl_json__open_array(w);
    for (int h = 0; h < 24; h++)
        if (m->legal[h])
            hl_json__add_int(w, h);
    hl_json__close_array(w);
}

static void write_days(hl_json_writer *w, const char *key, const hl_days *days, bool working)
{
    char text[HL_TIME_TEXT];
    hl_json__key(w, key);
    hl_json__open_array(w);
    for (size_t i = 0; i < days->count; i++)
        if (days->items[i].working == working)
            hl_json__add_string(w, hl_base__day_text(days->items[i].day, text));
    hl_json__close_array(w);
}

/* As a definition has its calendar. */
static void write_special_days(hl_json_writer *w, const hl_days *days)
{
    if (days->count == 0)
        return;
    hl_json__key(w, "special_days");
    hl_json__open_object(w);
    write_days(w, "holidays", days, false);
    write_days(w, "working", days, true);
    hl_json__close_object(w);
}

static void write_arm(hl_json_writer *w, const char *key, const hl_timing_realised_arm *arm)
{
    hl_json__key(w, key);
    hl_json__open_object(w);
    hl_json__int_member(w, "touches", arm->touches);
    hl_json__int_member(w, "users", arm->users);
    hl_json__number_member(w, "rate", arm->rate);
    hl_json__close_object(w);
}

/* Where policies are known. */
static void write_realised(hl_json_writer *w, const hl_timing_realised *r)
{
    if (r->state == HL_TIMING_REALISED_NO_POLICY)
        return;
    hl_json__key(w, "realised");
    hl_json__open_object(w);
    hl_json__string_member(w, "state", hl_timing_realised_name(r->state));
    write_arm(w, "model", &r->model);
    write_arm(w, "holdout", &r->holdout);
    hl_json__key(w, "by_user");
    hl_json__add_bool(w, r->by_user);
    hl_json__number_member(w, "gain", r->gain.estimate);
    hl_json__number_member(w, "low", r->gain.low);
    hl_json__number_member(w, "high", r->gain.high);
    hl_json__close_object(w);
}

static void write_numbers(hl_json_writer *w, const char *key, const double *numbers, size_t count)
{
    hl_json__key(w, key);
    hl_json__open_array(w);
    for (size_t i = 0; i < count; i++)
        hl_json__add_number(w, numbers[i]);
    hl_json__close_array(w);
}

/* What repeated touches are worth, and how coefficients vary. */
static void write_spread(hl_json_writer *w, const hl_timing_clusters *clusters,
                         const hl_hier_variances *variances)
{
    hl_json__key(w, "design_effect");
    hl_json__open_object(w);
    hl_json__number_member(w, "level", clusters->level);
    hl_json__number_member(w, "hours", clusters->hours);
    hl_json__close_object(w);
    hl_json__key(w, "variances");
    hl_json__open_object(w);
    write_numbers(w, "shared", variances->shared, HL_TIMING_ORDERS);
    write_numbers(w, "group", variances->group, HL_TIMING_ORDERS);
    hl_json__number_member(w, "level", variances->level);
    hl_json__number_member(w, "effect", variances->effect);
    hl_json__close_object(w);
}

static void write_learnt(hl_json_writer *w, const hl_timing_model *m)
{
    hl_json__key(w, "half_life");
    hl_json__open_object(w);
    hl_json__number_member(w, "days", m->staleness.half_life);
    write_numbers(w, "scores", m->staleness.score, HL_TIMING_HALF_LIVES);
    hl_json__close_object(w);
    write_spread(w, &m->clusters, &m->variances);
}

static void write_guard_places(hl_json_writer *w, const hl_timing_places *places)
{
    hl_json__key(w, "places");
    hl_json__open_array(w);
    for (size_t i = 0; i < places->count; i++) {
        const hl_hier_cell *c = &places->cells[i];
        hl_json__open_array(w);
        hl_json__add_int(w, c->group);
        hl_json__add_int(w, c->kind);
        hl_json__add_int(w, c->effect);
        hl_json__add_number(w, c->trials);
        hl_json__add_number(w, c->events);
        hl_json__close_array(w);
    }
    hl_json__close_array(w);
}

/* Of touches of which it is known; where that is none there is nothing that was learnt. */
static void write_guardrail(hl_json_writer *w, const hl_timing_guard *g)
{
    if (g->said.name == NULL)
        return;
    hl_base__text_add_char(w->out, '\n');
    hl_json__key(w, "guardrail");
    hl_json__open_object(w);
    hl_json__string_member(w, "name", g->said.name);
    hl_json__int_member(w, "touches", g->said.touches);
    hl_json__int_member(w, "events", g->said.events);
    write_realised(w, &g->said.realised);
    if (g->said.touches > 0) {
        write_spread(w, &g->clusters, &g->variances);
        write_guard_places(w, &g->places);
    }
    hl_json__close_object(w);
}

/* Of values alone. */
static void write_measure(hl_json_writer *w, const hl_timing_model *m)
{
    const hl_timing_measure *measure = &m->places.measure;
    if (measure->dispersion == NULL)
        return;
    hl_json__key(w, "value");
    hl_json__open_object(w);
    hl_json__number_member(w, "scale", measure->scale);
    hl_json__number_member(w, "most", m->data.most_value);
    hl_json__int_member(w, "winsorized", m->data.winsorized);
    write_numbers(w, "dispersion", measure->dispersion, m->places.segments + 1);
    hl_json__close_object(w);
}

static void write_usual(hl_json_writer *w, const hl_timing_group *g)
{
    hl_json__key(w, "usual");
    hl_json__open_array(w);
    for (int slot = 0; slot < HL_TIMING_SLOTS; slot++)
        if (g->usual[slot] > 0) {
            hl_json__open_array(w);
            hl_json__add_int(w, slot);
            hl_json__add_number(w, g->usual[slot]);
            hl_json__close_array(w);
        }
    hl_json__close_array(w);
}

/* The places of a segment, from *at on, which it leaves behind them. */
static void write_places(hl_json_writer *w, const hl_timing_places *places, size_t segment,
                         size_t *at)
{
    hl_json__key(w, "places");
    hl_json__open_array(w);
    for (; *at < places->count && places->cells[*at].group == segment; (*at)++) {
        const hl_hier_cell *c = &places->cells[*at];
        hl_json__open_array(w);
        hl_json__add_int(w, c->kind);
        hl_json__add_int(w, c->effect);
        hl_json__add_number(w, c->trials);
        hl_json__add_number(w, c->events);
        hl_json__close_array(w);
    }
    hl_json__close_array(w);
}

static void write_segments(hl_json_writer *w, const hl_timing_model *m)
{
    size_t at = 0;
    hl_json__key(w, "segments");
    hl_json__open_array(w);
    for (size_t s = 0; s < m->places.segments; s++) {
        const hl_timing_group *g = &m->groups[s];
        hl_base__text_add_char(w->out, '\n');
        hl_json__open_object(w);
        hl_json__string_member(w, "segment", g->name);
        hl_json__int_member(w, "touches", g->touches);
        hl_json__int_member(w, "users", g->users);
        hl_json__int_member(w, "randomised", g->randomised);
        write_usual(w, g);
        write_places(w, &m->places, s, &at);
        hl_json__close_object(w);
    }
    hl_json__close_array(w);
}

hl_status hl_timing_model_write(const hl_timing_model *m, char **text, hl_error *err)
{
    hl_text out = {0};
    hl_json_writer w = hl_json__writer(&out, 0);
    hl_json__open_object(&w);
    hl_json__string_member(&w, "format", HL_TIMING_FORMAT);
    hl_json__string_member(&w, "outcome", m->data.outcome);
    hl_json__string_member(&w, "segment_column", m->data.segment_column);
    hl_json__string_member(&w, "zone", m->data.zone);
    write_instant(&w, "made_at", m->data.made_utc_ms);
    write_data(&w, m);
    write_hours(&w, m);
    write_special_days(&w, &m->days);
    hl_json__string_member(&w, "usual", hl_timing_usual_name(m->usual));
    write_realised(&w, &m->realised);
    write_learnt(&w, m);
    write_measure(&w, m);
    hl_json__int_member(&w, "effects", (int64_t)m->places.effects);
    write_segments(&w, m);
    write_guardrail(&w, &m->guard);
    hl_json__close_object(&w);
    hl_base__text_add_char(&out, '\n');
    *text = hl_base__text_take(&out);
    return *text != NULL ? HL_OK : hl_error_memory(err);
}
