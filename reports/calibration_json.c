#include "reports/calibration_json.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "reports/json_finding.h"
#include "json/writer.h"

static void add_state(hl_json_writer *w, hl_calibration_state state)
{
    hl_json__string_member(w, "state", hl_calibration_state_name(state));
}

static void add_rate(hl_json_writer *w, const char *key, const hl_calibration_rate *rate)
{
    hl_json__key(w, key);
    hl_json__open_object(w);
    hl_json__int_member(w, "count", rate->count);
    hl_json__int_member(w, "runs", rate->runs);
    hl_json__number_member(w, "rate", rate->rate);
    hl_json__number_member(w, "low", rate->low);
    hl_json__number_member(w, "high", rate->high);
    hl_json__number_member(w, "expected", rate->expected);
    hl_json__number_member(w, "p_more", rate->p_more);
    add_state(w, rate->state);
    hl_json__close_object(w);
}

static void add_shape(hl_json_writer *w, const char *key, const hl_calibration_shape *shape)
{
    hl_json__key(w, key);
    hl_json__open_object(w);
    hl_json__int_member(w, "count", shape->count);
    hl_json__number_member(w, "anderson_darling", shape->ad);
    hl_json__number_member(w, "anderson_darling_p", shape->ad_p);
    hl_json__number_member(w, "kolmogorov_smirnov", shape->ks);
    hl_json__number_member(w, "kolmogorov_smirnov_p", shape->ks_p);
    hl_json__number_member(w, "small_p", shape->ks_small_p);
    hl_json__number_member(w, "chi2_deciles", shape->chi2);
    hl_json__number_member(w, "chi2_deciles_p", shape->chi2_p);
    hl_json__key(w, "bins");
    hl_json__open_array(w);
    for (size_t i = 0; i < HL_CALIBRATION_BINS; i++)
        hl_json__add_int(w, shape->bins[i]);
    hl_json__close_array(w);
    hl_json__key(w, "discrete");
    hl_json__add_bool(w, shape->discrete);
    add_state(w, shape->state);
    hl_json__close_object(w);
}

/* Only of what failed. */
static void add_cause(hl_json_writer *w, const hl_calibration_line *line)
{
    hl_json__string_member(w, "cause", hl_calibration_cause_name(line->cause));
    if (line->cause == HL_CALIBRATION_NO_CAUSE)
        return;
    hl_json__key(w, "values");
    hl_json__open_object(w);
    hl_json__number_member(w, "skewness", line->skewness);
    hl_json__number_member(w, "touches_per_unit", line->touches);
    hl_json__number_member(w, "distinct", line->distinct);
    hl_json__number_member(w, "largest_share", line->largest);
    hl_json__number_member(w, "effective_units", line->smallest);
    hl_json__number_member(w, "units_needed", line->needed);
    hl_json__close_object(w);
}

static void add_line(hl_json_writer *w, const hl_calibration *c, const hl_calibration_line *line)
{
    hl_json__open_object(w);
    hl_json__string_member(w, "metric", c->design->metrics[line->metric].name);
    hl_json__string_member(w, "arm", c->design->arms[line->arm].name);
    hl_json__string_member(w, "control", c->design->arms[c->design->control].name);
    hl_json__string_member(w, "method", line->method);
    hl_json__key(w, "flags");
    hl_json__open_array(w);
    for (hl_flags bit = 1; bit != 0 && bit <= line->flags; bit <<= 1)
        if ((line->flags & bit) != 0)
            hl_json__add_string(w, hl_flag_name(bit));
    hl_json__close_array(w);
    add_rate(w, "false_positives", &line->both);
    add_rate(w, "false_wins", &line->higher);
    add_rate(w, "false_losses", &line->lower);
    add_rate(w, "lift_excludes_zero", &line->lift);
    add_rate(w, "anytime", &line->anytime);
    hl_json__int_member(w, "contradictions", line->contradictions);
    add_shape(w, "p", &line->shape);
    add_state(w, line->state);
    add_cause(w, line);
    hl_json__close_object(w);
}

static void add_pair(hl_json_writer *w, const hl_calibration_pair *pair)
{
    hl_json__open_object(w);
    hl_json__string_member(w, "first", pair->first);
    hl_json__string_member(w, "second", pair->second);
    hl_json__int_member(w, "units", pair->units);
    hl_json__number_member(w, "chi2", pair->chi2);
    hl_json__number_member(w, "df", pair->df);
    hl_json__number_member(w, "p", pair->p);
    add_state(w, pair->state);
    hl_json__close_object(w);
}

static void add_arms(hl_json_writer *w, const hl_design *design)
{
    hl_json__key(w, "arms");
    hl_json__open_array(w);
    for (size_t i = 0; i < design->arm_count; i++) {
        hl_json__open_object(w);
        hl_json__string_member(w, "arm", design->arms[i].name);
        hl_json__int_member(w, "weight", design->arms[i].weight);
        hl_json__close_object(w);
    }
    hl_json__close_array(w);
}

static void add_head(hl_json_writer *w, const hl_calibration *c)
{
    char seed[24];
    int length = snprintf(seed, sizeof seed, "%" PRIu64, c->seed);
    hl_json__string_member(w, "format", "hookline-calibration/1");
    hl_json__string_member(w, "experiment", c->design->experiment);
    hl_json__key(w, "calibrated");
    hl_json__add_bool(w, hl_calibration_shown(c));
    add_state(w, c->state);
    hl_json__int_member(w, "runs", (int64_t)c->runs);
    hl_json__key(w, "seed");
    hl_json__add_number_as_written(w, seed, (size_t)length);
    hl_json__int_member(w, "units", c->units);
    hl_json__int_member(w, "touches", c->touches);
    hl_json__number_member(w, "alpha", c->design->alpha);
    hl_json__int_member(w, "tests", (int64_t)c->judged);
    hl_json__number_member(w, "level", c->level);
    hl_json__number_member(w, "missed_rate", c->missed);
    hl_json__key(w, "enough_runs");
    hl_json__add_bool(w, c->enough_runs);
    hl_json__int_member(w, "runs_needed", (int64_t)c->runs_needed);
    hl_json__key(w, "losses");
    hl_json__open_array(w);
    for (size_t i = 0; c->losses != NULL && i < c->losses->check_count; i++)
        hl_reports__json_check(w, c->losses, &c->losses->checks[i]);
    hl_json__close_array(w);
    hl_json__key(w, "equal_weights");
    hl_json__add_bool(w, c->equal_weights);
    add_arms(w, c->design);
}

void hl_reports__calibration_json(const hl_calibration *c, hl_text *out)
{
    hl_json_writer w = hl_json__writer(out, 2);
    hl_json__open_object(&w);
    add_head(&w, c);
    hl_json__key(&w, "comparisons");
    hl_json__open_array(&w);
    for (size_t i = 0; i < c->line_count; i++)
        add_line(&w, c, &c->lines[i]);
    hl_json__close_array(&w);
    hl_json__key(&w, "families");
    hl_json__open_object(&w);
    for (size_t i = 0; i < HL_CALIBRATION_ROLES; i++)
        add_rate(&w, hl_metric_role_name((hl_metric_role)i), &c->families[i]);
    hl_json__close_object(&w);
    add_shape(&w, "srm", &c->srm);
    add_shape(&w, "hashes", &c->hashes);
    hl_json__key(&w, "experiments");
    hl_json__open_array(&w);
    for (size_t i = 0; i < c->pair_count; i++)
        add_pair(&w, &c->pairs[i]);
    hl_json__close_array(&w);
    hl_json__close_object(&w);
    hl_base__text_add_char(out, '\n');
}
