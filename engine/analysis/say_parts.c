/* What carries an effect, and for whom not: factors of a factorial, and segments that are shown to
 * differ (Holm over all interactions), of primary metrics, in the reasons of a verdict. A segment
 * is named alone only then; all that are shown are, harm before gain and the clearest first: how
 * many are read is for a report to say. */
#include <stdlib.h>
#include <string.h>

#include "analysis/data_checks.h"
#include "analysis/reasons.h"
#include "analysis/segments_after.h"
#include "analysis/withheld.h"
#include "base/number.h"
#include "base/text.h"

/* "window = evening" */
static const char *named(hl_context *context, const char *by, const char *value)
{
    hl_text text = {0};
    hl_base__text_addf(&text, "%s = %s", by, value);
    return hl_analysis__keep(context, &text);
}

/* ---- factors */

/* Few units in an arm show nothing. */
static bool is_shown(const hl_context *context, const hl_factor_effect *effect)
{
    const hl_arm_estimate *arms = context->metrics[effect->metric].arms;
    bool few = false;
    for (size_t i = 0; i < context->design->arm_count; i++)
        few = few || arms[i].n < HL_UNITS_LEAST;
    return !few && effect->p_adjusted < context->out->look_alpha;
}

static bool is_main(const hl_factor_effect *effect)
{
    return effect->crossed == SIZE_MAX;
}

/* A factor that is shown to do something else with each level of another does nothing by itself
 * that could be said: what counts are the combinations. */
static bool interacts(const hl_context *context, const hl_factor_effect *effect)
{
    for (size_t i = 0; i < context->out->effect_count; i++) {
        const hl_factor_effect *other = &context->out->effects[i];
        if (other->metric == effect->metric && !is_main(other) && is_shown(context, other) &&
            (other->of == effect->of || other->crossed == effect->of))
            return true;
    }
    return false;
}

static void say_factor(hl_context *context, const hl_factor_effect *effect, hl_finding_code code)
{
    hl_finding finding = hl_analysis__finding_of(code, effect->metric, SIZE_MAX);
    bool lift = hl_factor_says_lift(effect);
    finding.name = named(context, effect->factor, effect->level);
    finding.effect = lift ? effect->lift : effect->difference;
    finding.effect_of = lift ? HL_SCALE_LIFT : HL_SCALE_DIFFERENCE;
    finding.p = effect->p_adjusted;
    hl_analysis__because(context, &finding);
}

static bool any_shown(const hl_context *context, size_t metric)
{
    for (size_t i = 0; i < context->out->effect_count; i++)
        if (context->out->effects[i].metric == metric &&
            is_shown(context, &context->out->effects[i]))
            return true;
    return false;
}

static bool any_apart(const hl_context *context, size_t metric)
{
    for (size_t i = 0; i < context->design->arm_count; i++)
        if (hl_analysis__is_counted_apart(context, metric, i))
            return true;
    return false;
}

/* HL_FINDINGS: nothing to say of it. */
static hl_finding_code code_of_effect(const hl_context *context, const hl_factor_effect *effect)
{
    const hl_metric *metric = &context->design->metrics[effect->metric];
    bool main = is_main(effect), shown = is_shown(context, effect);
    bool up = effect->difference.estimate > 0;
    if (metric->role != HL_ROLE_PRIMARY || !any_shown(context, effect->metric) ||
        (!main && !shown) || isnan(effect->p_adjusted) || (main && interacts(context, effect)) ||
        any_apart(context, effect->metric))
        return HL_FINDINGS;
    if (!main)
        return HL_FOUND_FACTORS_INTERACT;
    if (!shown)
        return HL_FOUND_FACTOR_NOT_SHOWN;
    return up == (metric->goal == HL_GOAL_INCREASE) ? HL_FOUND_FACTOR_MATTERS
                                                    : HL_FOUND_FACTOR_WORSE;
}

static bool is_clearer(const hl_factor_effect *effects, size_t a, size_t b)
{
    const hl_factor_effect *x = &effects[a], *y = &effects[b];
    if (x->metric != y->metric)
        return x->metric < y->metric;
    return x->p_adjusted != y->p_adjusted ? x->p_adjusted < y->p_adjusted : a < b;
}

/* Of those with the code the one behind `last` (SIZE_MAX: the first) by metric, then by p, then as
 * they stand; SIZE_MAX: there is none. */
static size_t next_effect(const hl_context *context, hl_finding_code code, size_t last)
{
    const hl_factor_effect *effects = context->out->effects;
    size_t next = SIZE_MAX;
    for (size_t i = 0; i < context->out->effect_count; i++)
        if (code_of_effect(context, &effects[i]) == code &&
            (last == SIZE_MAX || is_clearer(effects, last, i)) &&
            (next == SIZE_MAX || is_clearer(effects, i, next)))
            next = i;
    return next;
}

/* What forbids to read factors one by one is said first, then what carries the effect; of each the
 * clearest first, which is the order of every form that has room for few. */
void hl_analysis__say_factors(hl_context *context)
{
    static const hl_finding_code codes[] = {HL_FOUND_FACTORS_INTERACT, HL_FOUND_FACTOR_MATTERS,
                                            HL_FOUND_FACTOR_WORSE, HL_FOUND_FACTOR_NOT_SHOWN};
    const hl_analysis *out = context->out;
    if (context->design->factor_count < 2)
        return;
    for (size_t k = 0; k < sizeof codes / sizeof codes[0]; k++)
        for (size_t i = next_effect(context, codes[k], SIZE_MAX); i != SIZE_MAX && !context->failed;
             i = next_effect(context, codes[k], i))
            say_factor(context, &out->effects[i], codes[k]);
}

/* ---- segments */

/* In which order they are said. */
static const hl_finding_code segment_codes[] = {HL_FOUND_SEGMENT_WORSE, HL_FOUND_SEGMENT_BETTER,
                                                HL_FOUND_SEGMENT_REVERSED};
enum { SEGMENT_CODES = sizeof segment_codes / sizeof segment_codes[0] };

static size_t order_of(hl_finding_code code)
{
    size_t order = 0;
    while (order < SEGMENT_CODES && segment_codes[order] != code)
        order++;
    return order;
}

/* One segment of the dimension: what its comparison of the arm says. */
typedef struct part {
    const hl_segment_result *segment;
    const hl_comparison *comparison;
    hl_finding_code code;
    double p; /* Bonferroni over the values of the dimension */
} part;

static double p_of(const hl_context *context, const hl_comparison *c)
{
    return context->design->inference == HL_INFER_ANYTIME ? c->anytime.p : fmax(c->p, c->p_exact);
}

static const hl_comparison *comparison_of(const hl_segment_result *segment, size_t arm)
{
    for (size_t i = 0; i < segment->comparison_count; i++)
        if (segment->comparisons[i].arm == arm)
            return &segment->comparisons[i];
    return NULL;
}

static bool is_few(const hl_segment_result *segment, const hl_comparison *c)
{
    return segment->arms[c->arm].n < HL_UNITS_LEAST || segment->arms[c->control].n < HL_UNITS_LEAST;
}

/* Against what is said of the whole: shown to be worse, or, where the whole is not shown better,
 * shown better; else whether it points the other way and would be shown to by itself. HL_FINDINGS:
 * nothing to say. */
static hl_finding_code code_of(const hl_context *context, const part *p, const hl_comparison *whole)
{
    double level = context->out->look_alpha;
    bool up = context->design->metrics[p->segment->metric].goal == HL_GOAL_INCREASE;
    double effect = p->comparison->difference.estimate, all = whole->difference.estimate;
    bool good = up ? effect > 0 : effect < 0;
    bool all_good = hl_analysis__shown(context, p->segment->metric, whole) > 0;
    if (p->p < level)
        return !good ? HL_FOUND_SEGMENT_WORSE : !all_good ? HL_FOUND_SEGMENT_BETTER : HL_FINDINGS;
    bool alone = p_of(context, p->comparison) < level;
    return alone && effect * all < 0 ? HL_FOUND_SEGMENT_REVERSED : HL_FINDINGS;
}

static size_t parts_of(hl_context *context, const hl_interaction *interaction,
                       const hl_comparison *whole, part *parts)
{
    const hl_analysis *out = context->out;
    size_t count = 0, values = 0;
    for (size_t i = 0; i < out->segment_count; i++)
        values += out->segments[i].metric == interaction->metric &&
                  strcmp(out->segments[i].by, interaction->by) == 0;
    for (size_t i = 0; i < out->segment_count; i++) {
        const hl_segment_result *segment = &out->segments[i];
        if (segment->metric != interaction->metric || strcmp(segment->by, interaction->by) != 0)
            continue;
        const hl_comparison *c = comparison_of(segment, interaction->arm);
        part p = {segment, c, HL_FINDINGS, fmin(1, (double)values * p_of(context, c))};
        p.code = isnan(p.p) || is_few(segment, c) ? HL_FINDINGS : code_of(context, &p, whole);
        if (p.code != HL_FINDINGS)
            parts[count++] = p;
    }
    return count;
}

static void say_segment(hl_context *context, const part *p)
{
    hl_finding finding =
        hl_analysis__of_comparison(context, p->code, p->segment->metric, p->comparison);
    finding.name = named(context, p->segment->by, p->segment->value);
    finding.p = p->p;
    hl_analysis__because(context, &finding);
}

/* Harm before gain, the clearest first. */
static int by_harm(const void *a, const void *b)
{
    const part *x = a, *y = b;
    if (x->code != y->code)
        return order_of(x->code) < order_of(y->code) ? -1 : 1;
    return x->p < y->p ? -1 : x->p > y->p ? 1 : x->segment < y->segment ? -1 : 1;
}

static void say_difference(hl_context *context, const hl_interaction *interaction)
{
    hl_finding finding =
        hl_analysis__finding_of(HL_FOUND_SEGMENTS_DIFFER, interaction->metric, interaction->arm);
    finding.other = context->design->control;
    finding.name = interaction->by;
    finding.p = interaction->p_adjusted;
    hl_analysis__because(context, &finding);
}

/* All of the parts whose code comes so early in the order. */
static void say_parts(hl_context *context, const hl_interaction *interaction, size_t order)
{
    const hl_comparison *whole =
        hl_metric_comparison(&context->metrics[interaction->metric], interaction->arm);
    part *parts = hl_analysis__array(context, context->out->segment_count, sizeof *parts);
    size_t count = parts == NULL ? 0 : parts_of(context, interaction, whole, parts);
    if (count > 1)
        qsort(parts, count, sizeof *parts, by_harm);
    for (size_t i = 0; i < count && !context->failed; i++)
        if (order_of(parts[i].code) == order)
            say_segment(context, &parts[i]);
}

/* ---- guardrails of segments */

static void say_broken_in(hl_context *context, const hl_segment_result *segment,
                          const hl_comparison *c)
{
    bool margin = !isnan(c->margin);
    hl_finding finding = hl_analysis__of_guardrail(
        context, margin ? HL_FOUND_SEGMENT_GUARDRAIL_BROKEN : HL_FOUND_SEGMENT_GUARDRAIL_HARMED,
        segment->metric, c);
    if (margin)
        hl_analysis__margin_beside(&context->design->metrics[segment->metric],
                                   segment->arms[c->control].mean, c, &finding);
    finding.name = named(context, segment->by, segment->value);
    hl_analysis__because(context, &finding);
}

/* A segment in which a guardrail breaks, and how many standard errors beyond what is tolerated. */
typedef struct broken {
    const hl_segment_result *segment;
    const hl_comparison *comparison;
    double beyond;
} broken;

static double beyond(const hl_context *context, const hl_segment_result *segment,
                     const hl_comparison *c)
{
    const hl_metric *metric = &context->design->metrics[segment->metric];
    double harm =
        metric->goal == HL_GOAL_DECREASE ? c->difference.estimate : -c->difference.estimate;
    double share = isnan(metric->margin) ? fabs(segment->arms[c->control].mean) : 1;
    double margin = isnan(c->margin) ? 0 : c->margin * share;
    return c->se > 0 ? (harm - margin) / c->se : HL_INFINITY;
}

static int by_clearness(const void *a, const void *b)
{
    const broken *x = a, *y = b;
    if (x->beyond != y->beyond)
        return x->beyond > y->beyond ? -1 : 1;
    return x->segment < y->segment ? -1 : 1;
}

static bool breaks(const hl_context *context, const hl_segment_result *segment,
                   const hl_comparison *c)
{
    return c != NULL && c->guard == HL_GUARD_BROKEN &&
           !hl_analysis__is_after(context, segment->by) &&
           !hl_analysis__is_counted_apart(context, segment->metric, c->arm);
}

/* Where a guardrail that an arm does not break as a whole breaks in a segment. */
static void say_guardrail(hl_context *context, size_t metric, const hl_comparison *whole)
{
    broken *list = hl_analysis__array(context, context->out->segment_count, sizeof *list);
    size_t count = 0;
    for (size_t i = 0; list != NULL && i < context->out->segment_count; i++) {
        const hl_segment_result *segment = &context->out->segments[i];
        const hl_comparison *c =
            segment->metric == metric ? comparison_of(segment, whole->arm) : NULL;
        if (breaks(context, segment, c))
            list[count++] = (broken){segment, c, beyond(context, segment, c)};
    }
    if (count > 1)
        qsort(list, count, sizeof *list, by_clearness);
    for (size_t i = 0; i < count && !context->failed; i++)
        say_broken_in(context, list[i].segment, list[i].comparison);
}

static void say_guardrails(hl_context *context, hl_decision decision, size_t ship)
{
    for (size_t m = 0; m < context->design->metric_count; m++) {
        const hl_metric_result *result = &context->metrics[m];
        for (size_t i = 0; i < result->comparison_count && !context->failed; i++) {
            const hl_comparison *c = &result->comparisons[i];
            bool meant = decision != HL_DECIDE_SHIP || c->arm == ship;
            if (result->metric->role == HL_ROLE_GUARDRAIL && meant && c->guard != HL_GUARD_BROKEN)
                say_guardrail(context, m, c);
        }
    }
}

/* What is said by segments: of a primary metric, and of an arm that is spoken of. */
static bool is_meant(const hl_context *context, const hl_interaction *interaction,
                     hl_decision decision, size_t ship)
{
    return interaction->different && !hl_analysis__is_after(context, interaction->by) &&
           !hl_analysis__is_counted_apart(context, interaction->metric, interaction->arm) &&
           (decision != HL_DECIDE_SHIP || interaction->arm == ship) &&
           context->design->metrics[interaction->metric].role == HL_ROLE_PRIMARY;
}

/* ---- which arms harm a segment */

static const hl_segment_result *broken_segment(const hl_context *context, size_t arm)
{
    for (size_t i = 0; i < context->out->segment_count; i++) {
        const hl_segment_result *segment = &context->out->segments[i];
        if (context->design->metrics[segment->metric].role == HL_ROLE_GUARDRAIL &&
            breaks(context, segment, comparison_of(segment, arm)))
            return segment;
    }
    return NULL;
}

static const hl_segment_result *worse_segment(hl_context *context,
                                              const hl_interaction *interaction)
{
    const hl_comparison *whole =
        hl_metric_comparison(&context->metrics[interaction->metric], interaction->arm);
    part *parts = hl_analysis__array(context, context->out->segment_count, sizeof *parts);
    size_t count = parts == NULL ? 0 : parts_of(context, interaction, whole, parts);
    for (size_t i = 0; i < count; i++)
        if (parts[i].code == HL_FOUND_SEGMENT_WORSE)
            return parts[i].segment;
    return NULL;
}

static const hl_segment_result *harmed_segment(hl_context *context, size_t arm)
{
    const hl_segment_result *found = broken_segment(context, arm);
    for (size_t i = 0; found == NULL && i < context->out->interaction_count && !context->failed;
         i++) {
        const hl_interaction *interaction = &context->out->interactions[i];
        if (interaction->arm == arm && is_meant(context, interaction, HL_DECIDE_SHIP, arm))
            found = worse_segment(context, interaction);
    }
    return found;
}

bool hl_analysis__harms_segment(hl_context *context, size_t arm, hl_finding *where)
{
    const hl_segment_result *segment = harmed_segment(context, arm);
    if (segment != NULL && where != NULL) {
        where->held_by = segment->metric;
        where->name = named(context, segment->by, segment->value);
    }
    return segment != NULL;
}

void hl_analysis__say_segments(hl_context *context, hl_decision decision, size_t ship)
{
    const hl_analysis *out = context->out;
    say_guardrails(context, decision, ship);
    for (size_t i = 0; i < out->interaction_count && !context->failed; i++)
        if (is_meant(context, &out->interactions[i], decision, ship))
            say_difference(context, &out->interactions[i]);
    for (size_t order = 0; order < SEGMENT_CODES; order++)
        for (size_t i = 0; i < out->interaction_count && !context->failed; i++)
            if (is_meant(context, &out->interactions[i], decision, ship))
                say_parts(context, &out->interactions[i], order);
}
