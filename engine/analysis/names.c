#include "hookline/analysis.h"

#include <math.h>

static const struct {
    hl_flags bit;
    const char *name;
} flags[] = {
    {HL_FLAG_SMALL_COUNTS, "small_counts"},
    {HL_FLAG_NO_CONVERSIONS, "no_conversions"},
    {HL_FLAG_LOW_OPEN, "low_open"},
    {HL_FLAG_HIGH_OPEN, "high_open"},
    {HL_FLAG_EXCLUSIVE, "exclusive"},
    {HL_FLAG_NO_VARIANCE, "no_variance"},
    {HL_FLAG_TOO_FEW, "too_few"},
    {HL_FLAG_ZERO_CONTROL, "zero_control"},
    {HL_FLAG_EMPTY_ARM, "empty_arm"},
    {HL_FLAG_CLUSTERED, "clustered"},
    {HL_FLAG_ADJUSTED, "adjusted"},
    {HL_FLAG_WINSORIZED, "winsorized"},
    {HL_FLAG_ASYMPTOTIC_WITHHELD, "asymptotic_withheld"},
    {HL_FLAG_INDEPENDENT_TOUCHES, "independent_touches"},
    {HL_FLAG_APPROXIMATE, "approximate"},
    {HL_FLAG_POST_STRATIFIED, "post_stratified"},
    {HL_FLAG_PARTLY_MATURED, "partly_matured"},
    {HL_FLAG_NO_METHOD, "no_method"},
    {HL_FLAG_COVARIATES_WITHHELD, "covariates_withheld"},
    {HL_FLAG_ANYTIME_LOW_OPEN, "anytime_low_open"},
    {HL_FLAG_ANYTIME_HIGH_OPEN, "anytime_high_open"},
    {HL_FLAG_NO_WEIGHTS, "no_weights"},
    {HL_FLAG_SINGULAR_COVARIATES, "singular_covariates"},
    {HL_FLAG_NO_SEQUENCE, "no_sequence"},
    {HL_FLAG_FEW_BUYERS, "few_buyers"},
    {HL_FLAG_STRATIFIED, "stratified"},
    {HL_FLAG_SHRUNK_WITHHELD, "shrunk_withheld"},
    {HL_FLAG_FEW_CLUSTERS, "few_clusters"},
    {HL_FLAG_ANYTIME_EXCLUSIVE, "anytime_exclusive"},
    {HL_FLAG_TIES, "ties"},
    {HL_FLAG_NEGATIVE_CONTROL, "negative_control"},
};

const char *hl_flag_name(hl_flags bit)
{
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
        if (flags[i].bit == bit)
            return flags[i].name;
    return "unknown";
}

hl_counting hl_comparison_counting(const hl_comparison *c, hl_inference inference)
{
    hl_counting out = {c->difference, c->lift, (c->flags & HL_FLAG_EXCLUSIVE) != 0};
    if (inference != HL_INFER_ANYTIME)
        return out;
    out.difference.low = c->anytime.d_low;
    out.difference.high = c->anytime.d_high;
    out.lift.low = c->anytime.low;
    out.lift.high = c->anytime.high;
    out.exclusive = (c->flags & HL_FLAG_ANYTIME_EXCLUSIVE) != 0;
    return out;
}

hl_quoted hl_comparison_quoted(const hl_comparison *c, hl_inference inference, size_t look)
{
    hl_counting counts = hl_comparison_counting(c, inference);
    bool stagewise = inference == HL_INFER_GROUP_SEQUENTIAL && look > 1 && !isnan(c->stagewise.p);
    bool has_lift = stagewise && !isnan(c->stagewise.lift.estimate);
    return (hl_quoted){stagewise ? c->stagewise.difference : counts.difference,
                       has_lift ? c->stagewise.lift : counts.lift,
                       stagewise                       ? c->stagewise.p
                       : inference == HL_INFER_ANYTIME ? c->anytime.p
                                                       : c->p,
                       stagewise ? c->stagewise.p_adjusted : c->p_effective_adjusted, stagewise};
}

bool hl_lift_speaks(const hl_estimate *difference, const hl_estimate *lift, bool exclusive)
{
    bool without_low = lift->low <= HL_LIFT_LEAST && (isinf(lift->low) || !(lift->estimate < -1));
    bool without_high = lift->high > HL_LIFT_MOST;
    bool of_negative = lift->estimate * difference->estimate < 0;
    return fabs(lift->estimate) <= HL_LIFT_MOST && !exclusive && !(without_low && without_high) &&
           !of_negative;
}

bool hl_comparison_says_lift(const hl_comparison *comparison, hl_inference inference)
{
    hl_counting counts = hl_comparison_counting(comparison, inference);
    return hl_lift_speaks(&counts.difference, &counts.lift, counts.exclusive);
}

bool hl_comparisons_say_lift(const hl_comparison *list, size_t count, hl_inference inference)
{
    for (size_t i = 0; i < count; i++)
        if (!isnan(list[i].difference.estimate) && !hl_comparison_says_lift(&list[i], inference))
            return false;
    return true;
}

bool hl_interaction_says_lift(const hl_interaction *one)
{
    return hl_lift_speaks(&one->pooled_difference, &one->pooled,
                          (one->flags & HL_FLAG_EXCLUSIVE) != 0);
}

bool hl_factor_says_lift(const hl_factor_effect *effect)
{
    bool crossed = effect->crossed != SIZE_MAX; /* its p is that of the difference of differences */
    return !crossed && hl_lift_speaks(&effect->difference, &effect->lift,
                                      (effect->flags & HL_FLAG_EXCLUSIVE) != 0);
}

int hl_comparison_shown(const hl_comparison *comparison, hl_metric_goal goal, double alpha)
{
    if (!(comparison->p_effective_adjusted < alpha))
        return 0;
    bool up = comparison->difference.estimate > 0;
    return up == (goal == HL_GOAL_INCREASE) ? 1 : -1;
}

const hl_comparison *hl_metric_comparison(const hl_metric_result *result, size_t arm)
{
    for (size_t i = 0; i < result->comparison_count; i++)
        if (result->comparisons[i].arm == arm)
            return &result->comparisons[i];
    return NULL;
}

bool hl_analysis_counted_apart(const hl_analysis *analysis, size_t metric, size_t arm)
{
    for (size_t i = 0; i < analysis->check_count; i++) {
        const hl_finding *f = &analysis->checks[i].finding;
        if (f->check == HL_CHECK_DENOMINATORS && f->metric == metric && f->arm == arm)
            return true;
    }
    return false;
}

bool hl_metric_nothing_seen(const hl_metric_result *result, const hl_comparison *comparison)
{
    const hl_arm_estimate *control = &result->arms[comparison->control];
    const hl_arm_estimate *treatment = &result->arms[comparison->arm];
    return control->n > 0 && treatment->n > 0 && control->sum == 0 && treatment->sum == 0 &&
           control->mean == 0 && treatment->mean == 0 && !(comparison->se > 0);
}

int hl_lift_side(const hl_comparison *c)
{
    bool inside = c->lift.low < 0 && c->lift.high > 0;
    bool holds_0 = c->flags & HL_FLAG_EXCLUSIVE ? !inside : c->lift.low <= 0 && c->lift.high >= 0;
    if (isnan(c->lift.low) || isnan(c->lift.high) || holds_0)
        return 0;
    return c->difference.estimate > 0 ? 1 : -1;
}

const char *hl_adjustment_name(hl_adjustment adjustment)
{
    static const char *const names[HL_ADJUSTMENTS] = {
        [HL_ADJUSTED_NONE] = "none",
        [HL_ADJUSTED_HOLM] = "holm",
        [HL_ADJUSTED_BONFERRONI] = "bonferroni",
        [HL_ADJUSTED_BH] = "bh",
        [HL_ADJUSTED_DUNNETT] = "dunnett",
        [HL_ADJUSTED_DUNNETT_BONFERRONI] = "dunnett_bonferroni",
    };
    return names[adjustment];
}

const char *hl_exact_method_name(hl_exact_method method)
{
    static const char *const names[] = {
        [HL_EXACT_NONE] = NULL, [HL_EXACT_BOSCHLOO] = "boschloo", [HL_EXACT_FISHER] = "fisher"};
    return names[method];
}

static const char *const decisions[] = {
    [HL_DECIDE_SHIP] = "ship",
    [HL_DECIDE_KEEP_CONTROL] = "keep_control",
    [HL_DECIDE_NOT_SHOWN] = "not_shown",
    [HL_DECIDE_KEEP_RUNNING] = "keep_running",
    [HL_DECIDE_STOP_GUARDRAIL] = "stop_guardrail",
    [HL_DECIDE_INVALID_SRM] = "invalid_srm",
    [HL_DECIDE_INVALID_DATA] = "invalid_data",
    [HL_DECIDE_COUNTED_APART] = "counted_apart",
};

static const char *const arm_decisions[HL_ARM_DECISIONS] = {
    [HL_ARM_UNDECIDED] = "undecided",
    [HL_ARM_CLOSED] = "closed",
    [HL_ARM_GUARDRAIL_BROKEN] = "guardrail_broken",
    [HL_ARM_WORSE] = "worse",
    [HL_ARM_WORTH_EXCLUDED] = "worth_excluded",
    [HL_ARM_FIT_TO_SHIP] = "fit_to_ship",
    [HL_ARM_GUARDRAIL_UNDECIDED] = "guardrail_undecided",
    [HL_ARM_WITHHELD] = "withheld",
    [HL_ARM_COUNTED_APART] = "counted_apart",
};

const char *hl_arm_decision_name(hl_arm_decision decision)
{
    return arm_decisions[decision];
}

const char *hl_decision_name(hl_decision decision)
{
    return decisions[decision];
}
