#include "reports/analysis_json.h"

#include <math.h>

#include "base/civil.h"
#include "reports/json_effect.h"
#include "reports/json_finding.h"

static const char *const guards[] = {[HL_GUARD_NONE] = NULL,
                                     [HL_GUARD_HELD] = "held",
                                     [HL_GUARD_UNDECIDED] = "undecided",
                                     [HL_GUARD_BROKEN] = "broken"};

static void time_member(hl_json_writer *w, const char *key, int64_t utc_ms)
{
    char buffer[HL_TIME_TEXT];
    hl_json__string_member(w, key,
                           utc_ms == INT64_MAX ? NULL : hl_base__time_text(utc_ms, 0, buffer));
}

static void add_findings(hl_json_writer *w, const char *key, const hl_analysis *analysis,
                         const hl_finding *list, size_t count)
{
    hl_json__key(w, key);
    hl_json__open_array(w);
    for (size_t i = 0; i < count; i++)
        hl_reports__json_finding(w, analysis, &list[i]);
    hl_json__close_array(w);
}

static void add_inputs(hl_json_writer *w, const hl_analysis *analysis)
{
    hl_json__key(w, "inputs");
    hl_json__open_object(w);
    for (size_t i = 0; i < analysis->input_count; i++)
        hl_json__string_member(w, analysis->inputs[i].name, analysis->inputs[i].value);
    hl_json__close_object(w);
}

static void add_arm_verdicts(hl_json_writer *w, const hl_analysis *analysis)
{
    const hl_verdict *verdict = &analysis->verdict;
    hl_json__key(w, "arms");
    hl_json__open_array(w);
    for (size_t i = 0; i < verdict->arm_count; i++) {
        hl_json__open_object(w);
        hl_json__string_member(w, "arm", analysis->arms[verdict->arms[i].arm].name);
        hl_json__string_member(w, "decision", hl_arm_decision_name(verdict->arms[i].decision));
        hl_json__close_object(w);
    }
    hl_json__close_array(w);
}

static void add_verdict(hl_json_writer *w, const hl_analysis *analysis)
{
    const hl_verdict *verdict = &analysis->verdict;
    bool has_arm = verdict->arm != SIZE_MAX;
    hl_json__key(w, "verdict");
    hl_json__open_object(w);
    hl_json__string_member(w, "decision", hl_decision_name(verdict->decision));
    hl_json__string_member(w, "arm", has_arm ? analysis->arms[verdict->arm].name : NULL);
    hl_json__string_member(w, "inference", hl_inference_name(analysis->inference));
    hl_json__number_member(w, "units_needed", verdict->units_needed);
    hl_json__number_member(w, "units_needed_low", verdict->units_needed_low);
    hl_json__number_member(w, "units_needed_high", verdict->units_needed_high);
    add_arm_verdicts(w, analysis);
    add_findings(w, "because", analysis, verdict->because, verdict->because_count);
    hl_json__close_object(w);
}

static void add_checks(hl_json_writer *w, const hl_analysis *analysis)
{
    hl_json__key(w, "checks");
    hl_json__open_array(w);
    for (size_t i = 0; i < analysis->check_count; i++)
        hl_reports__json_check(w, analysis, &analysis->checks[i]);
    hl_json__close_array(w);
}

static void add_arms(hl_json_writer *w, const hl_analysis *analysis)
{
    hl_json__key(w, "arms");
    hl_json__open_array(w);
    for (size_t i = 0; i < analysis->arm_count; i++) {
        const hl_arm_summary *arm = &analysis->arms[i];
        hl_json__open_object(w);
        hl_json__string_member(w, "arm", arm->name);
        hl_json__key(w, "weight");
        if (arm->weight_known)
            hl_json__add_int(w, arm->weight);
        else
            hl_json__add_null(w);
        hl_json__int_member(w, "units", arm->units);
        hl_json__int_member(w, "touches", arm->touches);
        hl_json__close_object(w);
    }
    hl_json__close_array(w);
}

static void add_arm_estimates(hl_json_writer *w, const hl_analysis *analysis,
                              const hl_arm_estimate *arms)
{
    hl_json__key(w, "arms");
    hl_json__open_array(w);
    for (size_t i = 0; i < analysis->arm_count; i++) {
        hl_json__open_object(w);
        hl_json__string_member(w, "arm", analysis->arms[arms[i].arm].name);
        hl_json__int_member(w, "n", arms[i].n);
        hl_json__number_member(w, "sum", arms[i].sum);
        hl_json__number_member(w, "mean", arms[i].mean);
        hl_json__number_member(w, "low", arms[i].low);
        hl_json__number_member(w, "high", arms[i].high);
        if (!isnan(arms[i].nonzero)) {
            hl_json__number_member(w, "buyers", arms[i].nonzero);
            hl_json__number_member(w, "effective_buyers", arms[i].effective);
        }
        if (!isnan(arms[i].clusters))
            hl_json__number_member(w, "effective_clusters", arms[i].clusters);
        if (arms[i].blank > 0 || arms[i].unreadable > 0) {
            hl_json__int_member(w, "blank", arms[i].blank);
            hl_json__int_member(w, "unreadable", arms[i].unreadable);
        }
        hl_json__close_object(w);
    }
    hl_json__close_array(w);
}

static void add_anytime(hl_json_writer *w, const hl_comparison *c)
{
    hl_json__key(w, "anytime");
    hl_json__open_object(w);
    hl_json__number_member(w, "low", c->anytime.low);
    hl_json__number_member(w, "high", c->anytime.high);
    hl_json__number_member(w, "p", c->anytime.p);
    hl_json__number_member(w, "p_adjusted", c->anytime.p_adjusted);
    hl_json__number_member(w, "difference_low", c->anytime.d_low);
    hl_json__number_member(w, "difference_high", c->anytime.d_high);
    hl_json__string_member(w, "method", c->anytime.method);
    hl_json__close_object(w);
}

static void add_stagewise(hl_json_writer *w, const hl_comparison *c)
{
    if (isnan(c->stagewise.p))
        return;
    hl_json__key(w, "stagewise");
    hl_json__open_object(w);
    hl_json__number_member(w, "p", c->stagewise.p);
    hl_json__number_member(w, "estimate", c->stagewise.difference.estimate);
    hl_json__number_member(w, "low", c->stagewise.difference.low);
    hl_json__number_member(w, "high", c->stagewise.difference.high);
    hl_json__number_member(w, "p_adjusted", c->stagewise.p_adjusted);
    hl_json__number_member(w, "lift_estimate", c->stagewise.lift.estimate);
    hl_json__number_member(w, "lift_low", c->stagewise.lift.low);
    hl_json__number_member(w, "lift_high", c->stagewise.lift.high);
    hl_json__close_object(w);
}

static void add_guard(hl_json_writer *w, const hl_comparison *c)
{
    if (c->guard == HL_GUARD_NONE)
        return;
    hl_json__key(w, "guardrail");
    hl_json__open_object(w);
    hl_json__string_member(w, "state", guards[c->guard]);
    hl_json__number_member(w, "margin", c->margin);
    hl_json__number_member(w, "p", c->p_margin);
    hl_json__number_member(w, "p_adjusted", c->p_margin_adjusted);
    hl_json__close_object(w);
}

/* Only of primary metrics, where the interval has an end. */
static void add_gain(hl_json_writer *w, const hl_comparison *c)
{
    if (isnan(c->gain.above))
        return;
    hl_json__key(w, "gain");
    hl_json__open_object(w);
    hl_json__number_member(w, "excluded_above", c->gain.above);
    hl_json__number_member(w, "level", c->gain.level);
    hl_json__key(w, "worth_excluded");
    hl_json__add_bool(w, c->gain.worth_excluded);
    hl_json__close_object(w);
}

static void add_withheld(hl_json_writer *w, const hl_comparison *c)
{
    if (isnan(c->withheld.needed))
        return;
    hl_json__key(w, "withheld");
    hl_json__open_object(w);
    hl_json__number_member(w, "n", c->withheld.n);
    hl_json__number_member(w, "needed", c->withheld.needed);
    hl_json__close_object(w);
}

/* shrunk: NULL outside segments */
static void add_comparison(hl_json_writer *w, const hl_analysis *analysis, const hl_comparison *c,
                           const hl_estimate *shrunk)
{
    hl_json__open_object(w);
    hl_json__string_member(w, "arm", analysis->arms[c->arm].name);
    hl_json__string_member(w, "control", analysis->arms[c->control].name);
    hl_reports__json_estimate(w, "difference", &c->difference);
    hl_reports__json_estimate(w, "lift", &c->lift);
    hl_reports__json_scale(w, hl_comparison_says_lift(c, analysis->inference));
    if (shrunk != NULL)
        hl_reports__json_estimate(w, "shrunk_lift", shrunk);
    hl_json__number_member(w, "p", c->p);
    hl_json__number_member(w, "p_adjusted", c->p_adjusted);
    hl_json__string_member(w, "adjustment", hl_adjustment_name(c->adjustment));
    hl_json__number_member(w, "p_exact", c->p_exact);
    hl_json__string_member(w, "exact_method", hl_exact_method_name(c->exact_method));
    if (!isnan(c->simultaneous.low))
        hl_reports__json_estimate(w, "simultaneous", &c->simultaneous);
    add_anytime(w, c);
    add_stagewise(w, c);
    hl_json__number_member(w, "probability_better", c->probability_better);
    hl_json__number_member(w, "expected_loss", c->expected_loss);
    add_guard(w, c);
    add_gain(w, c);
    hl_json__string_member(w, "method", c->method);
    add_withheld(w, c);
    hl_reports__json_flags(w, c->flags);
    hl_json__close_object(w);
}

static void add_comparisons(hl_json_writer *w, const hl_analysis *analysis,
                            const hl_comparison *list, size_t count, const hl_estimate *shrunk)
{
    hl_json__key(w, "comparisons");
    hl_json__open_array(w);
    for (size_t i = 0; i < count; i++)
        add_comparison(w, analysis, &list[i], shrunk == NULL ? NULL : &shrunk[i]);
    hl_json__close_array(w);
}

static void add_segments(hl_json_writer *w, const hl_analysis *analysis, size_t metric)
{
    hl_json__key(w, "segments");
    hl_json__open_array(w);
    for (size_t i = 0; i < analysis->segment_count; i++) {
        const hl_segment_result *segment = &analysis->segments[i];
        if (segment->metric != metric)
            continue;
        hl_json__open_object(w);
        hl_json__string_member(w, "by", segment->by);
        hl_json__string_member(w, "value", segment->value);
        add_arm_estimates(w, analysis, segment->arms);
        add_comparisons(w, analysis, segment->comparisons, segment->comparison_count,
                        segment->shrunk_lift);
        hl_json__close_object(w);
    }
    hl_json__close_array(w);
}

static void add_interaction(hl_json_writer *w, const hl_analysis *analysis,
                            const hl_interaction *interaction)
{
    hl_json__open_object(w);
    hl_json__string_member(w, "by", interaction->by);
    hl_json__string_member(w, "arm", analysis->arms[interaction->arm].name);
    hl_json__number_member(w, "p", interaction->p);
    hl_json__number_member(w, "p_adjusted", interaction->p_adjusted);
    hl_json__key(w, "different");
    hl_json__add_bool(w, interaction->different);
    hl_json__number_member(w, "q", interaction->q);
    hl_json__number_member(w, "df", interaction->df);
    hl_json__number_member(w, "tau", interaction->tau);
    hl_json__number_member(w, "information", interaction->carried);
    hl_reports__json_estimate(w, "pooled_lift", &interaction->pooled);
    hl_reports__json_estimate(w, "pooled_difference", &interaction->pooled_difference);
    hl_reports__json_scale(w, hl_interaction_says_lift(interaction));
    hl_json__number_member(w, "pooled_p", interaction->pooled_p);
    hl_json__string_member(w, "method", interaction->method);
    hl_reports__json_flags(w, interaction->flags);
    hl_json__close_object(w);
}

static const hl_interaction *strongest(const hl_analysis *analysis, size_t metric)
{
    const hl_interaction *found = NULL;
    for (size_t i = 0; i < analysis->interaction_count; i++) {
        const hl_interaction *one = &analysis->interactions[i];
        if (one->metric == metric && (found == NULL || one->p < found->p))
            found = one;
    }
    return found;
}

/* "interaction" is the one with the smallest p, "interactions" all of them. */
static void add_interactions(hl_json_writer *w, const hl_analysis *analysis, size_t metric)
{
    const hl_interaction *first = strongest(analysis, metric);
    hl_json__key(w, "interaction");
    if (first == NULL)
        hl_json__add_null(w);
    else
        add_interaction(w, analysis, first);
    hl_json__key(w, "interactions");
    hl_json__open_array(w);
    for (size_t i = 0; i < analysis->interaction_count; i++)
        if (analysis->interactions[i].metric == metric)
            add_interaction(w, analysis, &analysis->interactions[i]);
    hl_json__close_array(w);
}

static void add_effects(hl_json_writer *w, const hl_analysis *analysis, size_t metric)
{
    hl_json__key(w, "factors");
    hl_json__open_array(w);
    for (size_t i = 0; i < analysis->effect_count; i++) {
        const hl_factor_effect *effect = &analysis->effects[i];
        if (effect->metric != metric)
            continue;
        hl_json__open_object(w);
        hl_json__string_member(w, "factor", effect->factor);
        hl_json__string_member(w, "level", effect->level);
        hl_reports__json_estimate(w, "difference", &effect->difference);
        hl_reports__json_estimate(w, "lift", &effect->lift);
        hl_reports__json_scale(w, hl_factor_says_lift(effect));
        hl_json__number_member(w, "p", effect->p);
        hl_json__number_member(w, "p_adjusted", effect->p_adjusted);
        hl_json__string_member(w, "method", effect->method);
        hl_reports__json_flags(w, effect->flags);
        hl_json__close_object(w);
    }
    hl_json__close_array(w);
}

static void add_timeline(hl_json_writer *w, const hl_analysis *analysis, size_t metric)
{
    hl_json__key(w, "timeline");
    hl_json__open_array(w);
    for (size_t i = 0; i < analysis->timeline_count; i++) {
        const hl_timeline_point *point = &analysis->timeline[i];
        if (point->metric != metric)
            continue;
        char day[HL_TIME_TEXT];
        hl_estimate lift = {point->lift, point->low, point->high};
        hl_json__open_object(w);
        hl_json__string_member(w, "day", hl_base__day_text(point->day, day));
        hl_json__string_member(w, "arm", analysis->arms[point->arm].name);
        hl_json__int_member(w, "n", point->n);
        hl_json__int_member(w, "n_control", point->n_control);
        hl_reports__json_estimate(w, "lift", &lift);
        hl_json__string_member(w, "method", point->method);
        hl_json__close_object(w);
    }
    hl_json__close_array(w);
}

/* Only of winsorized metrics. */
static void add_winsorized(hl_json_writer *w, const hl_analysis *analysis,
                           const hl_metric_result *result)
{
    if (result->clipped == NULL)
        return;
    hl_json__key(w, "winsorized");
    hl_json__open_object(w);
    hl_json__number_member(w, "quantile", result->metric->winsorize);
    hl_json__number_member(w, "threshold", result->threshold);
    hl_json__key(w, "clipped");
    hl_json__open_array(w);
    for (size_t i = 0; i < analysis->arm_count; i++) {
        hl_json__open_object(w);
        hl_json__string_member(w, "arm", analysis->arms[i].name);
        hl_json__int_member(w, "n", result->clipped[i]);
        hl_json__close_object(w);
    }
    hl_json__close_array(w);
    hl_json__close_object(w);
}

/* Only where events have delays: hours from the touch to the first one. */
static void add_delays(hl_json_writer *w, const hl_analysis *analysis,
                       const hl_metric_result *result)
{
    if (result->delays == NULL)
        return;
    hl_json__key(w, "delay");
    hl_json__open_object(w);
    hl_json__string_member(w, "event", result->metric->event);
    hl_json__string_member(w, "unit", "hours");
    hl_json__key(w, "arms");
    hl_json__open_array(w);
    for (size_t i = 0; i < analysis->arm_count; i++) {
        hl_json__open_object(w);
        hl_json__string_member(w, "arm", analysis->arms[i].name);
        hl_json__int_member(w, "n", result->delays[i].n);
        hl_reports__json_estimate(w, "median", &result->delays[i].median);
        hl_reports__json_estimate(w, "p90", &result->delays[i].p90);
        hl_json__close_object(w);
    }
    hl_json__close_array(w);
    hl_json__close_object(w);
}

static void add_metric(hl_json_writer *w, const hl_analysis *analysis, size_t index)
{
    const hl_metric_result *result = &analysis->metrics[index];
    hl_json__open_object(w);
    hl_json__string_member(w, "metric", result->metric->name);
    hl_json__string_member(w, "kind", hl_metric_kind_name(result->metric->kind));
    hl_json__string_member(w, "role", hl_metric_role_name(result->metric->role));
    hl_json__string_member(w, "goal", hl_metric_goal_name(result->metric->goal));
    hl_json__string_member(w, "unit", result->unit);
    hl_json__int_member(w, "immature", result->immature);
    hl_json__number_member(w, "icc", result->icc);
    hl_json__number_member(w, "design_effect", result->design_effect);
    hl_reports__json_flags(w, result->flags);
    if (result->metric->worth > 0)
        hl_json__number_member(w, "worth", result->metric->worth);
    if (result->metric->kind == HL_METRIC_QUANTILE)
        hl_json__number_member(w, "quantile", result->metric->quantile);
    add_winsorized(w, analysis, result);
    add_delays(w, analysis, result);
    add_arm_estimates(w, analysis, result->arms);
    add_comparisons(w, analysis, result->comparisons, result->comparison_count, NULL);
    add_segments(w, analysis, index);
    add_interactions(w, analysis, index);
    add_effects(w, analysis, index);
    add_timeline(w, analysis, index);
    hl_json__close_object(w);
}

void hl_reports__render_json(const hl_analysis *analysis, hl_text *out)
{
    hl_json_writer writer = hl_json__writer(out, 2);
    hl_json_writer *w = &writer;
    hl_json__open_object(w);
    hl_json__string_member(w, "format", "hookline-analysis/1");
    hl_json__string_member(w, "experiment", analysis->design->experiment);
    time_member(w, "generated_at", analysis->generated_at_utc_ms);
    time_member(w, "closed_before", analysis->closed.utc_ms);
    hl_json__string_member(w, "zone", analysis->zone);
    hl_json__string_member(w, "days_zone", analysis->days_zone);
    add_inputs(w, analysis);
    add_verdict(w, analysis);
    add_checks(w, analysis);
    add_arms(w, analysis);
    hl_json__key(w, "metrics");
    hl_json__open_array(w);
    for (size_t i = 0; i < analysis->metric_count; i++)
        add_metric(w, analysis, i);
    hl_json__close_array(w);
    add_findings(w, "warnings", analysis, analysis->warnings, analysis->warning_count);
    hl_json__close_object(w);
    hl_base__text_add_char(out, '\n');
}
