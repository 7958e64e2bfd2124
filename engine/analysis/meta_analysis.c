/* One effect over the segments of a dimension: Mantel and Haenszel's, whether it differs between
 * them, and each segment's lift partly pooled with the others'. What the counts do not carry is
 * withheld, with a flag. Nothing of this exists for a metric that cannot be pooled. */
#include "analysis/compare.h"
#include "analysis/effect.h"
#include "base/number.h"
#include "stats/heterogeneity.h"
#include "stats/mantel_haenszel.h"
#include "stats/sequence_mixture.h"
#include "stats/sequence_plan.h"
#include "stats/sequence_quadratic.h"
#include "stats/shrinkage.h"
#include "stats/student_t.h"

/* At which level what is pooled is read. While the experiment runs: at the critical value of the
 * sequence of means, whose growth is that of the units of both arms; else at that of the look. */
typedef struct sequence {
    double conf, growth; /* growth 0: no sequence */
    bool withheld;       /* the counts do not carry it yet */
} sequence;

static hl_estimate as_lift(const hl_stratified *ratio)
{
    return (hl_estimate){ratio->estimate - 1, ratio->low - 1, ratio->high - 1};
}

static hl_flags shape_flags(const hl_mantel_haenszel *pooled)
{
    switch (pooled->shape) {
    case HL_FIELLER_EXCLUSIVE:
        return HL_FLAG_EXCLUSIVE | HL_FLAG_ZERO_CONTROL;
    case HL_FIELLER_ALL:
        return HL_FLAG_LOW_OPEN | HL_FLAG_HIGH_OPEN | HL_FLAG_ZERO_CONTROL;
    case HL_FIELLER_BOUNDED:
    case HL_FIELLER_NONE:
        break;
    }
    return isinf(pooled->ratio.high) ? HL_FLAG_HIGH_OPEN : 0;
}

/* growth: of the sequence in whose place p stands; 0: there is none. Both intervals were taken at
 * its critical value. */
static double p_of_sequence(const hl_mantel_haenszel *pooled, double growth)
{
    double z = hl_stats__z_quantile(pooled->p / 2);
    return growth > 0 ? hl_stats__sequence_quadratic_p(z * z, 1, growth) : pooled->p;
}

static void set_pooled(const hl_mantel_haenszel *pooled, const sequence *s, hl_interaction *out)
{
    const hl_estimate none = {HL_NAN, HL_NAN, HL_NAN};
    out->pooled = out->pooled_difference = none;
    out->pooled_p = HL_NAN;
    out->values = pooled->informative;
    if (pooled->informative < 2 || s->withheld) {
        out->flags |= pooled->informative < 2 ? HL_FLAG_TOO_FEW : HL_FLAG_ASYMPTOTIC_WITHHELD;
        return;
    }
    out->pooled = as_lift(&pooled->ratio);
    out->pooled_difference =
        (hl_estimate){pooled->difference.estimate, pooled->difference.low, pooled->difference.high};
    out->pooled_p = p_of_sequence(pooled, s->growth);
    out->flags |= shape_flags(pooled);
    if (isnan(s->conf)) { /* between planned looks */
        hl_analysis__without_ends(&out->pooled);
        hl_analysis__without_ends(&out->pooled_difference);
        out->pooled_p = HL_NAN;
        out->flags &= ~(hl_flags)(HL_FLAG_EXCLUSIVE | HL_FLAG_LOW_OPEN | HL_FLAG_HIGH_OPEN);
    }
}

static void set_shrunk(const hl_shrunk *shrunk, size_t which, bool withheld,
                       hl_segment_result *segment)
{
    hl_estimate *lifts = (hl_estimate *)segment->shrunk_lift;
    if (withheld)
        ((hl_comparison *)segment->comparisons)[which].flags |= HL_FLAG_SHRUNK_WITHHELD;
    else
        lifts[which] =
            (hl_estimate){expm1(shrunk->estimate), expm1(shrunk->low), expm1(shrunk->high)};
}

static void leave_apart(hl_context *context, const hl_segment_result *segments, size_t which)
{
    const hl_estimate none = {HL_NAN, HL_NAN, HL_NAN};
    hl_interaction *out = hl_analysis__append(context, &context->interactions, sizeof *out);
    if (out == NULL)
        return;
    *out = (hl_interaction){.by = segments[0].by,
                            .metric = segments[0].metric,
                            .arm = segments[0].comparisons[which].arm,
                            .q = HL_NAN,
                            .df = HL_NAN,
                            .p = HL_NAN,
                            .p_adjusted = HL_NAN,
                            .pooled = none,
                            .pooled_difference = none,
                            .pooled_p = HL_NAN,
                            .tau = HL_NAN,
                            .carried = HL_NAN,
                            .flags = HL_FLAG_NO_METHOD,
                            .method = hl_analysis__no_method.name};
}

static sequence sequence_of(hl_context *context, const hl_segment_result *segments, size_t count,
                            size_t arm)
{
    const hl_design *design = context->design;
    const hl_metric *metric = &design->metrics[segments[0].metric];
    sequence out = {hl_analysis__conf(context), 0, false};
    double units = 0;
    if (design->inference != HL_INFER_ANYTIME)
        return out;
    for (size_t i = 0; i < count; i++)
        units += (double)(segments[i].arms[design->control].n + segments[i].arms[arm].n);
    hl_sequence_design plan = hl_analysis__sequence_design(context, metric, arm, design->control);
    out.growth =
        hl_stats__sequence_growth(design->alpha) * units / hl_stats__sequence_plan(&plan).nstar;
    hl_comparison_input whole = hl_analysis__comparison_input(context, segments[0].metric, 0);
    out.withheld =
        context->failed || !(units > 0) ||
        !(hl_analysis__sequence_units(&whole.options, whole.estimator,
                                      &whole.samples[design->control], &whole.samples[arm]) > 0);
    if (!out.withheld)
        out.conf =
            1 - 2 * hl_stats__z_upper(hl_stats__sequence_critical(design->alpha, out.growth));
    return out;
}

/* While the experiment runs: always valid, as soon as the segments together carry it. */
static double p_that_counts(const sequence *s, const hl_heterogeneity *q, double carried)
{
    if (!(s->growth > 0))
        return isnan(s->conf) ? HL_NAN : q->p;
    return carried >= HL_INFORMATION_LEAST ? hl_stats__sequence_quadratic_p(q->q, q->df, s->growth)
                                           : HL_NAN;
}

/* strata: of one comparison, by segment */
static void pool_arm(hl_context *context, hl_segment_result *segments, size_t count,
                     hl_two_arms *strata, size_t which)
{
    hl_shrunk *shrunk = hl_analysis__array(context, count, sizeof *shrunk);
    hl_interaction *out = hl_analysis__append(context, &context->interactions, sizeof *out);
    if (context->failed)
        return;
    sequence s = sequence_of(context, segments, count, segments[0].comparisons[which].arm);
    (void)hl_stats__strata_as_counts(strata, count);
    hl_mantel_haenszel pooled = hl_stats__mantel_haenszel(strata, count, s.conf);
    hl_heterogeneity q = hl_stats__heterogeneity(strata, count, pooled.ratio.estimate);
    hl_shrinkage model = hl_stats__shrinkage(strata, count, pooled.ratio.estimate,
                                             hl_analysis__conf(context), shrunk);
    bool withheld = !(model.carried >= HL_INFORMATION_LEAST);
    *out = (hl_interaction){.by = segments[0].by,
                            .metric = segments[0].metric,
                            .arm = segments[0].comparisons[which].arm,
                            .q = q.q,
                            .df = q.df,
                            .p = p_that_counts(&s, &q, model.carried),
                            .p_adjusted = HL_NAN,
                            .tau = withheld ? HL_NAN : model.tau,
                            .carried = model.carried,
                            .flags = withheld ? HL_FLAG_SHRUNK_WITHHELD : 0,
                            .method = "cochran_q"};
    set_pooled(&pooled, &s, out);
    for (size_t i = 0; i < count; i++)
        set_shrunk(&shrunk[i], which, withheld, &segments[i]);
}

void hl_analysis__meta_analysis(hl_context *context, hl_segment_result *segments, size_t count,
                                hl_two_arms *strata)
{
    bool pools = hl_analysis__can_pool(&context->design->metrics[segments[0].metric]);
    for (size_t i = 0; i < segments[0].comparison_count && !context->failed; i++)
        if (pools)
            pool_arm(context, segments, count, strata + i * count, i);
        else
            leave_apart(context, segments, i);
}
