/* Full factorials: main effects and two-factor interactions, each a contrast of the arms' means
 * with equal weight for every combination of the other factors (so a main effect is the average
 * over them). Welch-Satterthwaite t of the contrast; the lift of a main effect is Fieller's set on
 * the two marginal means, that of an interaction the ratio of ratios. Holm over the effects of one
 * metric. While the experiment runs the contrast is an always-valid sequence of means: its critical
 * value takes the place of t's, and nothing is said before the counts of every arm carry it. */
#include <string.h>

#include "analysis/compare.h"
#include "analysis/effect.h"
#include "base/number.h"
#include "base/text.h"
#include "stats/adjust.h"
#include "stats/sequence_mixture.h"
#include "stats/student_t.h"
#include "stats/welch.h"

/* A mean over arms: estimate, variance of the estimate, Satterthwaite's df. */
typedef struct marginal {
    double mean, variance, df;
    hl_flags flags;
} marginal;

/* A metric's arms, and how contrasts of them are read. */
typedef struct reading {
    hl_comparison_input input;
    double alpha, growth; /* growth of the sequence, 0: a fixed sample or a look */
    hl_flags withheld;
} reading;

static bool is_full(const hl_design *design)
{
    size_t cells = design->factor_count == 0 ? 0 : 1;
    for (size_t f = 0; f < design->factor_count; f++)
        cells *= design->factors[f].level_count;
    return cells == design->arm_count;
}

/* weights[arm] sum to 1 over the arms of one side */
static marginal mean_over(const reading *r, const double *weights, size_t arms)
{
    const hl_comparison_input *input = &r->input;
    marginal out = {0};
    double quartic = 0;
    for (size_t i = 0; i < arms; i++) {
        if (weights[i] == 0)
            continue;
        hl_sample sample = input->estimator->sample(&input->options, &input->samples[i]);
        double part = weights[i] * weights[i] * sample.variance / sample.n;
        out.mean += weights[i] * sample.mean;
        out.variance += part;
        if (part > 0)
            quartic += part * part / (sample.n - 1);
        if (sample.n < 2)
            out.flags |= sample.n > 0 ? HL_FLAG_TOO_FEW : HL_FLAG_EMPTY_ARM;
    }
    out.df = r->growth > 0 ? HL_INFINITY : quartic > 0 ? out.variance * out.variance / quartic : 1;
    return out;
}

/* Weights of the arms at `level` of a factor, crossed (when other is not NULL) with `other_level`.
 */
static void weigh(const hl_design *design, const hl_factor *factor, size_t level,
                  const hl_factor *other, size_t other_level, double *weights)
{
    double count = 0;
    for (size_t i = 0; i < design->arm_count; i++) {
        bool in = factor->level_of_arm[i] == level &&
                  (other == NULL || other->level_of_arm[i] == other_level);
        weights[i] = in ? 1 : 0;
        count += weights[i];
    }
    for (size_t i = 0; i < design->arm_count; i++)
        weights[i] /= count > 0 ? count : 1;
}

static hl_factor_effect *new_effect(hl_context *context, size_t metric, const char *factor,
                                    const char *level, const hl_factor *of,
                                    const hl_factor *crossed)
{
    const hl_factor *first = context->design->factors;
    hl_factor_effect *effect = hl_analysis__append(context, &context->effects, sizeof *effect);
    if (effect == NULL)
        return NULL;
    *effect = (hl_factor_effect){.metric = metric,
                                 .factor = factor,
                                 .level = level,
                                 .of = (size_t)(of - first),
                                 .crossed = crossed == NULL ? SIZE_MAX : (size_t)(crossed - first),
                                 .difference = {HL_NAN, HL_NAN, HL_NAN},
                                 .lift = {HL_NAN, HL_NAN, HL_NAN},
                                 .p = HL_NAN,
                                 .p_adjusted = HL_NAN,
                                 .method = "welch_contrast"};
    return effect;
}

static void fill_effect(const reading *r, const marginal *base, const marginal *at, bool has_lift,
                        hl_factor_effect *effect)
{
    const hl_comparison_input *input = &r->input;
    effect->flags = base->flags | at->flags | r->withheld;
    if (effect->flags != 0)
        return;
    hl_comparison view = {0};
    hl_analysis__blank(&view, 0);
    hl_welch welch = hl_stats__welch_terms(at->mean - base->mean, base->variance, base->df,
                                           at->variance, at->df, input->options.conf);
    hl_mean_pair pair = {base->mean,     at->mean,     at->mean - base->mean,
                         base->variance, at->variance, 0};
    hl_analysis__from_welch(&input->options, &welch, &pair, &view);
    effect->difference = view.difference;
    effect->lift = has_lift ? view.lift : effect->lift;
    effect->p = view.p;
    if (r->growth > 0) {
        double se = sqrt(base->variance + at->variance);
        effect->method = "sequence_contrast";
        effect->p = hl_stats__gavi(pair.difference, se, 1, r->alpha, sqrt(r->growth)).p;
    }
    effect->flags |= has_lift ? view.flags : view.flags & HL_FLAG_NO_VARIANCE;
    if (input->options.metric->kind != HL_METRIC_MEAN)
        effect->flags |= HL_FLAG_APPROXIMATE; /* normal theory for rates */
}

static void main_effect(hl_context *context, const reading *r, size_t metric,
                        const hl_factor *factor, size_t level)
{
    size_t arms = context->design->arm_count;
    double *weights = hl_analysis__array(context, arms, sizeof *weights);
    hl_factor_effect *effect =
        new_effect(context, metric, factor->name, factor->levels[level], factor, NULL);
    if (weights == NULL || effect == NULL)
        return;
    weigh(context->design, factor, 0, NULL, 0, weights);
    marginal base = mean_over(r, weights, arms);
    weigh(context->design, factor, level, NULL, 0, weights);
    marginal at = mean_over(r, weights, arms);
    fill_effect(r, &base, &at, true, effect);
}

static const char *joined(hl_context *context, const char *a, const char *b)
{
    hl_text text = {0};
    hl_base__text_addf(&text, "%s × %s", a, b);
    return hl_analysis__keep(context, &text);
}

static marginal sum_of(const marginal *a, const marginal *b)
{
    double variance = a->variance + b->variance;
    if (isinf(a->df) && isinf(b->df))
        return (marginal){a->mean + b->mean, variance, HL_INFINITY, a->flags | b->flags};
    double quartic = a->variance * a->variance / a->df + b->variance * b->variance / b->df;
    return (marginal){a->mean + b->mean, variance, quartic > 0 ? variance * variance / quartic : 1,
                      a->flags | b->flags};
}

/* Lift of an interaction: by how much the one factor changes the other's ratio,
 * (ab / a0) / (0b / 00) - 1, with a normal interval on the log scale (delta method). */
static void ratio_of_ratios(const reading *r, const marginal *corner, hl_factor_effect *effect)
{
    static const double sign[] = {1, -1, -1, 1};
    double log_ratio = 0;
    double variance = 0;
    for (size_t i = 0; i < 4; i++) {
        if (!(corner[i].mean > 0)) {
            effect->flags |= HL_FLAG_ZERO_CONTROL;
            return;
        }
        log_ratio += sign[i] * log(corner[i].mean);
        variance += corner[i].variance / (corner[i].mean * corner[i].mean);
    }
    double half = hl_stats__z_quantile((1 - r->input.options.conf) / 2) * sqrt(variance);
    effect->lift =
        (hl_estimate){expm1(log_ratio), expm1(log_ratio - half), expm1(log_ratio + half)};
}

/* (ab - a0) - (0b - 00) = (ab + 00) - (a0 + 0b) */
static void interaction(hl_context *context, const reading *r, size_t metric, const hl_factor *a,
                        size_t level_a, const hl_factor *b, size_t level_b)
{
    size_t arms = context->design->arm_count;
    double *weights = hl_analysis__array(context, arms, sizeof *weights);
    hl_factor_effect *effect =
        new_effect(context, metric, joined(context, a->name, b->name),
                   joined(context, a->levels[level_a], b->levels[level_b]), a, b);
    if (weights == NULL || effect == NULL)
        return;
    marginal corner[4];
    for (size_t i = 0; i < 4; i++) {
        weigh(context->design, a, i & 1 ? level_a : 0, b, i & 2 ? level_b : 0, weights);
        corner[i] = mean_over(r, weights, arms);
    }
    marginal plus = sum_of(&corner[3], &corner[0]);
    marginal minus = sum_of(&corner[1], &corner[2]);
    fill_effect(r, &minus, &plus, false, effect);
    if (!isnan(effect->p))
        ratio_of_ratios(r, corner, effect);
}

/* The growth of the sequence as for two arms, of their part of all units; 0 where the counts of an
 * arm do not carry it. */
static double growth_of(const hl_context *context, const hl_comparison_input *input)
{
    const hl_design *design = context->design;
    double units = 0;
    for (size_t i = 0; i < design->arm_count; i++) {
        units += (double)input->samples[i].n;
        if (!(hl_analysis__sequence_units(&input->options, input->estimator,
                                          &input->samples[design->control],
                                          &input->samples[i]) > 0))
            return 0;
    }
    size_t other = design->control == 0 ? 1 : 0;
    hl_sequence_design plan =
        hl_analysis__sequence_design(context, input->options.metric, other, design->control);
    double nstar = hl_stats__sequence_plan(&plan).nstar * (double)design->arm_count / 2;
    return hl_stats__sequence_growth(design->alpha) * units / nstar;
}

static reading read_metric(hl_context *context, size_t metric)
{
    double alpha = context->design->alpha;
    reading r = {hl_analysis__comparison_input(context, metric, 0), alpha, 0, 0};
    if (context->failed || context->design->inference != HL_INFER_ANYTIME)
        return r;
    r.growth = growth_of(context, &r.input);
    r.withheld = r.growth > 0 ? 0 : HL_FLAG_ASYMPTOTIC_WITHHELD;
    if (r.growth > 0)
        r.input.options.conf =
            1 - 2 * hl_stats__z_upper(hl_stats__sequence_critical(alpha, r.growth));
    return r;
}

static void run_metric(hl_context *context, size_t metric)
{
    const hl_design *design = context->design;
    reading r = read_metric(context, metric);
    for (size_t f = 0; f < design->factor_count && !context->failed; f++) {
        const hl_factor *a = &design->factors[f];
        for (size_t level = 1; level < a->level_count; level++)
            main_effect(context, &r, metric, a, level);
    }
    for (size_t f = 0; f < design->factor_count; f++)
        for (size_t g = f + 1; g < design->factor_count; g++)
            for (size_t i = 1; i < design->factors[f].level_count; i++)
                for (size_t k = 1; k < design->factors[g].level_count && !context->failed; k++)
                    interaction(context, &r, metric, &design->factors[f], i, &design->factors[g],
                                k);
}

static void correct_effects(hl_context *context, size_t first)
{
    size_t count = context->effects.count - first;
    hl_factor_effect *effects = (hl_factor_effect *)context->effects.items + first;
    double *p = hl_analysis__array(context, count, sizeof *p);
    for (size_t i = 0; p != NULL && i < count; i++)
        p[i] = effects[i].p;
    if (p == NULL || !hl_analysis__went_well(context, hl_stats__holm(p, p, count, NULL)))
        return;
    for (size_t i = 0; i < count; i++)
        effects[i].p_adjusted = p[i];
}

void hl_analysis__factors(hl_context *context)
{
    for (size_t m = 0; m < context->design->metric_count && is_full(context->design); m++) {
        size_t first = context->effects.count;
        if (!context->failed)
            run_metric(context, m);
        if (!context->failed && context->effects.count > first)
            correct_effects(context, first);
    }
    context->out->effects = context->effects.items;
    context->out->effect_count = context->effects.count;
}
