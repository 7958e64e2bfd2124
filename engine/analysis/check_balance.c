/* What was known of units before the treatment is alike in all arms but for chance, as their
 * numbers are: a covariate whose means differ was broken in one arm (-1 or 0 for who has none,
 * another unit), or is from after the treatment, or the arms were not drawn at random. Adjusting
 * for it makes an effect of the fault. p < 0.001 of alike means (stats/alike_means.h), corrected
 * over all pairs of arms and all covariates, as for the split.
 *
 * Where the split changed on the way, or some windows of arms that send at other times are open,
 * arms hold units of other days, who may have been others before: then it is told alone.
 * docs/statistics/losses.md */
#include <math.h>

#include "analysis/data_checks.h"
#include "base/number.h"
#include "stats/alike_means.h"

typedef struct worst {
    size_t covariate, arm, other;
    hl_sample samples[2]; /* of arm and other */
    double p;
} worst;

/* Units that have the covariate: those that lack it are 0 in the sums. */
static hl_sample known(const hl_moments *of, size_t covariate, size_t covariates)
{
    size_t v = 2 + covariate;
    double n = (double)of->n, lacking = of->sum[v + covariates];
    hl_sample out = {.n = n - lacking, .mean = of->mean[v], .variance = of->cov[v][v]};
    if (lacking == 0 || out.n < 2)
        return out;
    out.mean = of->sum[v] / out.n;
    double squares = (n - 1) * of->cov[v][v] - lacking * out.n / n * out.mean * out.mean;
    out.variance = fmax(0, squares) / (out.n - 1);
    return out;
}

static void compare_all(const hl_context *context, const hl_moments *arms, size_t covariate,
                        worst *out)
{
    size_t count = context->design->arm_count, covariates = context->design->covariate_count;
    for (size_t i = 1; i < count; i++)
        for (size_t j = 0; j < i; j++) {
            hl_sample a = known(&arms[i], covariate, covariates);
            hl_sample b = known(&arms[j], covariate, covariates);
            double p = hl_stats__alike_means(&a, &b);
            if (p < out->p)
                *out = (worst){covariate, i, j, {a, b}, p};
        }
}

double hl_analysis__covariate_p(const hl_context *context, const hl_moments *arms, size_t covariate)
{
    double pairs = (double)(context->design->arm_count * (context->design->arm_count - 1)) / 2;
    worst w = {.p = 1};
    compare_all(context, arms, covariate, &w);
    return fmin(1, w.p * pairs);
}

/* Of the metric that most units have a value of: who has none of a metric may be the treatment's
 * doing. SIZE_MAX: none has the covariates. */
static size_t widest(hl_context *context)
{
    int64_t most = 0;
    size_t best = SIZE_MAX;
    for (size_t m = 0; m < context->design->metric_count; m++) {
        const hl_moments *arms = hl_analysis__moments(context, m, 0);
        int64_t n = 0;
        for (size_t i = 0; arms != NULL && i < context->design->arm_count; i++)
            n += arms[i].width == 2 + 2 * context->design->covariate_count ? arms[i].n : 0;
        if (n > most) {
            most = n;
            best = m;
        }
    }
    return best;
}

/* Whether arms hold the units of the same days, and none because of its value alone. */
static bool is_as_drawn(const hl_context *context, const hl_moments *arms)
{
    double n = 0, blank = 0;
    for (size_t i = 0; i < context->design->arm_count; i++) {
        n += (double)arms[i].n;
        blank += (double)(arms[i].blank + arms[i].unread);
    }
    double open = (double)hl_analysis__counter_total(context, HL_COUNT_ENROLLED) - n - blank;
    return context->strata == HL_STRATA_NONE && context->cells->period_count <= 1 &&
           !(context->design->arms_differ_in_timing && open > 0) &&
           blank <= hl_analysis__most_share * n;
}

/* "evening 45.07, control 54.67": the same in all languages. */
static const char *means_text(hl_context *context, const worst *w)
{
    hl_text text = {0};
    size_t arms[] = {w->other, w->arm};
    for (size_t i = 0; i < 2; i++) {
        const char *mean = hl_analysis__amount_text(context, w->samples[1 - i].mean);
        hl_base__text_add(&text, i == 0 ? "" : ", ");
        hl_base__text_add(&text, context->design->arms[arms[i]].name);
        hl_base__text_add(&text, " ");
        hl_base__text_add(&text, mean == NULL ? "" : mean);
    }
    return hl_analysis__keep(context, &text);
}

void hl_analysis__check_balance(hl_context *context)
{
    const hl_design *design = context->design;
    double tests =
        (double)design->covariate_count * (double)(design->arm_count * (design->arm_count - 1)) / 2;
    size_t metric = design->covariate_count > 0 ? widest(context) : SIZE_MAX;
    const hl_moments *arms = metric != SIZE_MAX ? hl_analysis__moments(context, metric, 0) : NULL;
    worst w = {.p = HL_SRM_BLOCKS / tests};
    for (size_t c = 0; arms != NULL && c < design->covariate_count; c++)
        compare_all(context, arms, c, &w);
    if (arms == NULL || !(w.p < HL_SRM_BLOCKS / tests))
        return;
    hl_finding finding = hl_analysis__finding_of(HL_FOUND_COVARIATE_UNLIKE, SIZE_MAX, w.arm);
    finding.other = w.other;
    finding.name = design->covariates[w.covariate];
    finding.meant = means_text(context, &w);
    finding.p = w.p * tests;
    hl_analysis__check(context, HL_CHECK_COVARIATE_BALANCE,
                       is_as_drawn(context, arms) ? HL_CHECK_FAIL : HL_CHECK_WARN, &finding);
}
