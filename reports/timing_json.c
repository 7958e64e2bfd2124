#include "reports/timing_json.h"

#include <stdio.h>

#include "base/civil.h"
#include "json/writer.h"

static void add_estimate(hl_json_writer *w, const char *key, const hl_estimate *e)
{
    hl_json__key(w, key);
    hl_json__open_object(w);
    hl_json__number_member(w, "estimate", e->estimate);
    hl_json__number_member(w, "low", e->low);
    hl_json__number_member(w, "high", e->high);
    hl_json__close_object(w);
}

static void add_slots(hl_json_writer *w, const hl_timing_segment *s)
{
    hl_json__key(w, "slots");
    hl_json__open_array(w);
    for (int slot = 0; slot < HL_TIMING_SLOTS; slot++) {
        hl_json__open_object(w);
        hl_json__int_member(w, "slot", slot);
        hl_json__number_member(w, "rate", s->slots[slot].estimate);
        hl_json__number_member(w, "low", s->slots[slot].low);
        hl_json__number_member(w, "high", s->slots[slot].high);
        hl_json__close_object(w);
    }
    hl_json__close_array(w);
}

static void add_clock(hl_json_writer *w, const char *key, int hour)
{
    char text[8];
    (void)snprintf(text, sizeof text, "%02d:00", hour);
    hl_json__string_member(w, key, text);
}

static void add_window(hl_json_writer *w, const hl_timing_window *window)
{
    add_clock(w, "from", window->from_hour);
    add_clock(w, "to", window->to_hour);
    hl_json__string_member(w, "days", hl_timing_days_name(window->days));
}

static void add_best(hl_json_writer *w, const hl_timing_segment *s)
{
    hl_json__key(w, "best");
    hl_json__open_object(w);
    add_window(w, &s->best);
    hl_json__number_member(w, "rate", s->rate.estimate);
    hl_json__number_member(w, "low", s->rate.low);
    hl_json__number_member(w, "high", s->rate.high);
    hl_json__number_member(w, "probability_best", s->probability_best);
    add_estimate(w, "gain", &s->gain);
    hl_json__number_member(w, "expected_loss", s->expected_loss);
    hl_json__close_object(w);
}

/* Where there is one of which anything is known. */
static void add_window_guardrail(hl_json_writer *w, const hl_timing_window_guardrail *g)
{
    if (g->state == HL_TIMING_GUARDRAIL_NONE)
        return;
    hl_json__key(w, "guardrail");
    hl_json__open_object(w);
    hl_json__string_member(w, "state", hl_timing_guardrail_name(g->state));
    add_estimate(w, "rate", &g->rate);
    add_estimate(w, "usual", &g->usual);
    add_estimate(w, "difference", &g->difference);
    hl_json__int_member(w, "barred", (int64_t)g->barred);
    hl_json__int_member(w, "windows", (int64_t)g->windows);
    if (g->instead) {
        hl_json__key(w, "barred_best");
        hl_json__open_object(w);
        add_window(w, &g->barred_best);
        add_estimate(w, "gain", &g->barred_gain);
        add_estimate(w, "difference", &g->barred_difference);
        hl_json__close_object(w);
    }
    hl_json__close_object(w);
}

static void add_segment(hl_json_writer *w, const hl_timing_segment *s)
{
    hl_json__open_object(w);
    hl_json__string_member(w, "segment", s->name);
    hl_json__int_member(w, "touches", s->touches);
    hl_json__int_member(w, "users", s->users);
    hl_json__int_member(w, "randomised", s->randomised);
    hl_json__string_member(w, "decision", hl_timing_decision_name(s->decision));
    add_best(w, s);
    add_estimate(w, "usual", &s->usual);
    hl_json__key(w, "needs_touches");
    if (s->needs_touches < 0)
        hl_json__add_null(w);
    else
        hl_json__add_int(w, s->needs_touches);
    add_window_guardrail(w, &s->guardrail);
    add_slots(w, s);
    hl_json__close_object(w);
}

/* Seconds; null where it is not known. */
static void add_known(hl_json_writer *w, const char *key, int64_t ms)
{
    hl_json__key(w, key);
    if (ms > 0)
        hl_json__add_number(w, (double)ms / 1000);
    else
        hl_json__add_null(w);
}

static void add_data(hl_json_writer *w, const hl_timing_data *d)
{
    char text[HL_TIME_TEXT];
    hl_json__key(w, "data");
    hl_json__open_object(w);
    hl_json__string_member(w, "outcome", d->outcome);
    hl_json__string_member(w, "outcome_kind", d->value ? "value" : "yes or no");
    if (d->value) {
        hl_json__number_member(w, "most_value", d->most_value);
        hl_json__int_member(w, "winsorized", d->winsorized);
    }
    hl_json__string_member(w, "digest", d->digest);
    hl_json__int_member(w, "rows", d->rows);
    hl_json__int_member(w, "touches", d->touches);
    hl_json__int_member(w, "users", d->users);
    hl_json__int_member(w, "randomised", d->randomised);
    hl_json__string_member(w, "first", hl_base__time_text(d->first_utc_ms, 0, text));
    hl_json__string_member(w, "last", hl_base__time_text(d->last_utc_ms, 0, text));
    hl_json__string_member(w, "calendar", d->calendar);
    hl_json__string_member(w, "within", d->within);
    add_known(w, "delay_median_s", d->delay_median_ms);
    add_known(w, "delay_late_s", d->delay_late_ms);
    hl_json__close_object(w);
}

static void add_arm(hl_json_writer *w, const char *key, const hl_timing_realised_arm *arm)
{
    hl_json__key(w, key);
    hl_json__open_object(w);
    hl_json__int_member(w, "touches", arm->touches);
    hl_json__int_member(w, "users", arm->users);
    hl_json__number_member(w, "rate", arm->rate);
    hl_json__close_object(w);
}

static void add_realised(hl_json_writer *w, const hl_timing_realised *r)
{
    hl_json__key(w, "realised");
    hl_json__open_object(w);
    hl_json__string_member(w, "state", hl_timing_realised_name(r->state));
    add_estimate(w, "gain", &r->gain);
    add_arm(w, "model", &r->model);
    add_arm(w, "holdout", &r->holdout);
    hl_json__key(w, "by_user");
    if (r->state == HL_TIMING_REALISED)
        hl_json__add_bool(w, r->by_user);
    else
        hl_json__add_null(w);
    hl_json__close_object(w);
}

static void add_guardrail(hl_json_writer *w, const hl_timing_guardrail *g)
{
    if (g->name == NULL)
        return;
    hl_json__key(w, "guardrail");
    hl_json__open_object(w);
    hl_json__string_member(w, "name", g->name);
    hl_json__int_member(w, "touches", g->touches);
    hl_json__int_member(w, "events", g->events);
    add_realised(w, &g->realised);
    hl_json__close_object(w);
}

static void add_arms(hl_json_writer *w, const hl_timing_report *r)
{
    hl_json__key(w, "experiment");
    hl_json__open_array(w);
    for (size_t i = 0; i < r->arm_count; i++) {
        hl_json__open_object(w);
        hl_json__string_member(w, "arm", r->arms[i].arm);
        hl_json__string_member(w, "control", r->arms[i].control);
        add_estimate(w, "difference", &r->arms[i].found);
        add_estimate(w, "by_model", &r->arms[i].believed);
        hl_json__close_object(w);
    }
    hl_json__close_array(w);
}

static void add_half_life(hl_json_writer *w, const hl_timing_report *r)
{
    static const char *const tried[] = {"none", "P90D", "P30D", "P14D", "P7D"};
    hl_json__key(w, "half_life");
    hl_json__open_object(w);
    hl_json__number_member(w, "days", r->half_life_days);
    hl_json__key(w, "log_scores");
    hl_json__open_object(w);
    for (size_t i = 0; i < sizeof tried / sizeof tried[0]; i++)
        hl_json__number_member(w, tried[i], r->half_life_scores[i]);
    hl_json__close_object(w);
    hl_json__close_object(w);
}

static void add_check(hl_json_writer *w, const char *name, const char *state, const char *key,
                      double value)
{
    hl_json__open_object(w);
    hl_json__string_member(w, "check", name);
    hl_json__string_member(w, "state", state);
    hl_json__number_member(w, key, value);
    hl_json__close_object(w);
}

static void add_checks(hl_json_writer *w, const hl_timing_report *r)
{
    const hl_timing_data *d = &r->data;
    hl_json__key(w, "checks");
    hl_json__open_array(w);
    add_check(w, "randomised", r->observational ? "warn" : "ok", "share",
              (double)d->randomised / (double)d->touches);
    add_check(w, "unknown_zone", d->unknown_zone > 0 ? "warn" : "ok", "rows",
              (double)d->unknown_zone);
    add_check(w, "future", d->future > 0 ? "warn" : "ok", "rows", (double)d->future);
    add_check(w, "young", "ok", "touches", (double)d->young);
    add_check(w, "too_young", d->too_young > 0 ? "warn" : "ok", "touches", (double)d->too_young);
    add_check(w, "unsent", "ok", "rows", (double)d->unsent);
    add_check(w, "repeated_touches_level", "ok", "design_effect", r->design_effect_level);
    add_check(w, "repeated_touches_hours", "ok", "design_effect", r->design_effect_hours);
    add_check(w, "drift", r->moving ? "warn" : "ok", "half_life_days", r->half_life_days);
    hl_json__close_array(w);
}

void hl_reports__timing_json(const hl_timing_report *r, hl_text *out)
{
    hl_json_writer w = hl_json__writer(out, 2);
    hl_json__open_object(&w);
    hl_json__string_member(&w, "format", "hookline-timing-report/1");
    add_data(&w, &r->data);
    hl_json__key(&w, "observational");
    hl_json__add_bool(&w, r->observational);
    hl_json__string_member(&w, "status_quo", hl_timing_usual_name(r->usual));
    add_realised(&w, &r->realised);
    add_guardrail(&w, &r->guardrail);
    if (r->arm_count > 0)
        add_arms(&w, r);
    add_half_life(&w, r);
    hl_json__int_member(&w, "width_hours", r->width_hours);
    hl_json__number_member(&w, "worth", r->worth);
    add_checks(&w, r);
    hl_json__key(&w, "segments");
    hl_json__open_array(&w);
    for (size_t i = 0; i < r->segment_count; i++)
        add_segment(&w, &r->segments[i]);
    hl_json__close_array(&w);
    hl_json__close_object(&w);
    hl_base__text_add_char(out, '\n');
}

/* ---- a policy */

static void add_touches(hl_json_writer *w, const hl_timing_evaluation *e)
{
    hl_json__int_member(w, "touches", e->touches);
    hl_json__int_member(w, "users", e->users);
    hl_json__int_member(w, "undrawn", e->undrawn);
    hl_json__int_member(w, "young", e->young);
    hl_json__int_member(w, "elsewhere", e->elsewhere);
    hl_json__string_member(w, "drawn_within", e->by_day ? "day" : "week");
    hl_json__string_member(w, "overlap", hl_timing_overlap_name(e->overlap));
    hl_json__key(w, "own_data");
    hl_json__add_bool(w, e->own_data);
    hl_json__number_member(w, "logged", e->logged);
    hl_json__number_member(w, "effective_touches", e->effective);
    hl_json__number_member(w, "mean_weight", e->mean_weight);
    hl_json__number_member(w, "largest_weight", e->largest);
}

void hl_reports__timing_evaluation_json(const hl_timing_evaluation *e, hl_text *out)
{
    hl_json_writer w = hl_json__writer(out, 2);
    hl_json__open_object(&w);
    hl_json__string_member(&w, "format", "hookline-timing-evaluation/1");
    hl_json__string_member(&w, "policy", e->policy);
    hl_json__string_member(&w, "outcome_kind", e->value ? "value" : "yes or no");
    add_touches(&w, e);
    add_estimate(&w, "gain", &e->gain);
    add_estimate(&w, "doubly_robust", &e->doubly_robust);
    add_estimate(&w, "adaptive", &e->adaptive);
    add_estimate(&w, "anytime", &e->anytime);
    add_estimate(&w, "snips", &e->snips);
    add_estimate(&w, "ips", &e->ips);
    add_estimate(&w, "by_model", &e->by_model);
    hl_json__close_object(&w);
    hl_base__text_add_char(out, '\n');
}
