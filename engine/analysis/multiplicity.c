/* Corrections for many questions. Primary metrics, secondary metrics and guardrails are a family
 * each; a family's questions are all its metrics times all arms but the control. Fixed and
 * always-valid p-values are corrected alike, each among its own. */
#include "analysis/compare.h"
#include "analysis/withheld.h"
#include "base/number.h"
#include "stats/adjust.h"

static hl_status leave(const double *p, double *adjusted, size_t count, hl_error *err)
{
    (void)err;
    for (size_t i = 0; i < count; i++)
        adjusted[i] = p[i];
    return HL_OK;
}

static const struct {
    hl_adjust *adjust;
    hl_adjustment is;
} corrections[] = {
    [HL_CORRECT_NONE] = {leave, HL_ADJUSTED_NONE},
    [HL_CORRECT_HOLM] = {hl_stats__holm, HL_ADJUSTED_HOLM},
    [HL_CORRECT_BONFERRONI] = {hl_stats__bonferroni, HL_ADJUSTED_BONFERRONI},
    [HL_CORRECT_BH] = {hl_stats__bh, HL_ADJUSTED_BH},
    [HL_CORRECT_DUNNETT] = {hl_stats__holm, HL_ADJUSTED_HOLM}, /* where Dunnett has no answer */
};

/* The comparisons of all metrics of a role, in order; *count of them. */
static hl_comparison **family_of(hl_context *context, hl_metric_role role, size_t *count)
{
    size_t most = context->design->metric_count * context->design->arm_count;
    hl_comparison **family = hl_analysis__array(context, most, sizeof(hl_comparison *));
    *count = 0;
    for (size_t m = 0; family != NULL && m < context->design->metric_count; m++) {
        const hl_metric_result *result = &context->metrics[m];
        for (size_t i = 0; result->metric->role == role && i < result->comparison_count; i++)
            family[(*count)++] = &hl_analysis__open(result)[i];
    }
    return family;
}

/* Where counts are small, the exact test has the last word in the verdict: the larger p of the two,
 * or its own where no unit converts in any arm and the score has none. */
static double cautious(const hl_comparison *comparison)
{
    return fmax(comparison->p, comparison->p_exact);
}

static void fill_fixed(hl_comparison *comparison, double adjusted, double cautiously)
{
    comparison->p_adjusted = adjusted;
    comparison->p_effective = cautious(comparison);
    comparison->p_effective_adjusted = cautiously;
}

static void correct_family(hl_context *context, hl_metric_role role)
{
    size_t count = 0;
    hl_comparison **family = family_of(context, role, &count);
    double *p = hl_analysis__array(context, 3 * count, sizeof *p);
    if (context->failed || count == 0)
        return;
    hl_correction correction = context->design->correction;
    hl_adjust *adjust = corrections[correction].adjust;
    for (size_t i = 0; i < count; i++) {
        p[i] = family[i]->p;
        p[count + i] = family[i]->anytime.p;
        p[2 * count + i] = cautious(family[i]);
    }
    for (size_t kind = 0; kind < 3; kind++)
        if (!hl_analysis__went_well(context,
                                    adjust(p + kind * count, p + kind * count, count, NULL)))
            return;
    for (size_t i = 0; i < count; i++) {
        fill_fixed(family[i], p[i], p[2 * count + i]);
        family[i]->anytime.p_adjusted = p[count + i];
        family[i]->adjustment = family[i]->anytime.adjustment = corrections[correction].is;
    }
    if (correction == HL_CORRECT_DUNNETT)
        hl_analysis__dunnett(context, role);
}

/* While the experiment runs the verdict reads the always-valid p; between planned looks, and of few
 * units, it reads none. */
static void choose_effective(hl_context *context, size_t metric)
{
    hl_metric_result *result = &context->metrics[metric];
    for (size_t i = 0; i < result->comparison_count; i++) {
        hl_comparison *comparison = &hl_analysis__open(result)[i];
        if (context->design->inference == HL_INFER_ANYTIME) {
            comparison->p_effective = comparison->anytime.p;
            comparison->p_effective_adjusted = comparison->anytime.p_adjusted;
        }
        if (isnan(context->out->look_alpha) ||
            hl_analysis__has_few_units(context, metric, comparison))
            comparison->p_effective = comparison->p_effective_adjusted = HL_NAN;
    }
}

void hl_analysis__multiplicity(hl_context *context)
{
    static const hl_metric_role roles[] = {HL_ROLE_PRIMARY, HL_ROLE_SECONDARY, HL_ROLE_GUARDRAIL};
    for (size_t i = 0; i < sizeof roles / sizeof roles[0] && !context->failed; i++)
        correct_family(context, roles[i]);
    for (size_t i = 0; i < context->design->metric_count && !context->failed; i++)
        choose_effective(context, i);
}
