/* What is promised: whatever the arms really do, the chance to call any arm safe that is harmful at
 * its margin is at most alpha/2, however many arms and guardrails there are.
 *
 * Over guardrails nothing is corrected: an arm is safe when all of its guardrails hold, so its p is
 * the largest of theirs (intersection-union; Berger 1982). Over arms it is: Holm on these p of the
 * arms. Not Dunnett within each guardrail, and not Holm within each: of three arms, each harmful in
 * another guardrail, either would let one pass more often than promised
 * (docs/decisions/0016-guardrails-are-corrected-over-arms.md). A guardrail of an arm that does not
 * pass counts as held when Bonferroni over the arms shows it alone.
 *
 * Broken, harm beyond the margin shown: Holm over all guardrails and arms.
 *
 * While one looks whenever one likes, the same steps with levels instead of p: the always-valid
 * interval at alpha / m takes the place of p < alpha / (2 m). At a planned look it is the level
 * that a plan for alpha / m would have here (Maurer & Bretz 2013), since boundaries do not divide.
 *
 * A relative margin is a share of the size of the control's level: of profit at -10 a fall to -11
 * is harm of 10 %. Where it is not known on which side of 0 that level lies, a share of it says
 * nothing, and the guardrail stays undecided: it needs an absolute margin.
 */
#include "analysis/margins.h"

#include "analysis/withheld.h"
#include "base/number.h"
#include "stats/adjust.h"
#include "stats/group_sequential.h"
#include "stats/student_t.h"

hl_margin hl_analysis__margin_of(const hl_metric *metric)
{
    bool relative = isnan(metric->margin) && !isnan(metric->margin_lift);
    double size = relative ? metric->margin_lift : metric->margin;
    bool up = metric->goal == HL_GOAL_DECREASE;
    return (hl_margin){up ? size : -size, relative, !isnan(size), up};
}

hl_base hl_analysis__base_of(const hl_metric *metric, const hl_arm_estimate *control)
{
    if (hl_metric_is_rate(metric) || !isnan(control->nonzero) || control->low >= 0)
        return HL_BASE_ABOVE;
    return control->high < 0 ? HL_BASE_BELOW : HL_BASE_OPEN;
}

hl_margin_test hl_analysis__margin_test(size_t metric, uint32_t split, const hl_metric *of,
                                        const hl_arm_estimate *control, hl_comparison *comparison)
{
    hl_margin margin = hl_analysis__margin_of(of);
    hl_base base = margin.relative ? hl_analysis__base_of(of, control) : HL_BASE_ABOVE;
    return (hl_margin_test){comparison, metric, split, margin, base, false, HL_NAN};
}

void hl_analysis__take_margin(const hl_noninferiority *tests, hl_margin_test *test)
{
    hl_comparison *c = test->comparison;
    bool withheld = hl_analysis__is_withheld(c) || test->few || test->base == HL_BASE_OPEN;
    c->margin = fabs(test->margin.shift);
    c->p_margin = withheld ? HL_NAN : tests->p;
    test->p_broken = withheld ? HL_NAN : tests->p_worse;
}

/* ---- levels */

double hl_analysis__level_among(hl_context *context, size_t m)
{
    const hl_design *design = context->design;
    if (design->inference != HL_INFER_GROUP_SEQUENTIAL || m == 1 || isnan(context->out->look_alpha))
        return context->out->look_alpha / (double)m;
    return hl_analysis__look_level(context, design->alpha / (double)m);
}

/* By what a p is multiplied when alpha is shared by m: then it is compared with the look's level.
 */
static double factor_among(hl_context *context, size_t m)
{
    double level = hl_analysis__level_among(context, m);
    return level > 0 ? context->out->look_alpha / level : HL_INFINITY;
}

/* ---- arms */

/* An arm's guardrails together. */
typedef struct arm_tests {
    double p;        /* the largest of p_margin; 1 where one of them has no answer */
    double adjusted; /* Holm over arms */
    bool counts;     /* it has a margin */
    bool had_turn, passed;
} arm_tests;

static arm_tests *arms_of(hl_context *context, const hl_margin_tests *tests, size_t *count)
{
    size_t arms = context->design->arm_count;
    arm_tests *out = hl_analysis__array(context, arms, sizeof *out);
    *count = 0;
    for (size_t i = 0; out != NULL && i < tests->count; i++) {
        const hl_comparison *c = tests->list[i].comparison;
        arm_tests *arm = &out[c->arm];
        *count += !arm->counts;
        arm->counts = true;
        arm->p = fmax(arm->p, isnan(c->p_margin) ? 1 : c->p_margin);
    }
    return out;
}

/* The arm with the smallest p that has had no turn yet; NULL when all had theirs. */
static arm_tests *next_arm(arm_tests *arms, size_t count)
{
    arm_tests *best = NULL;
    for (size_t i = 0; i < count; i++)
        if (arms[i].counts && !arms[i].had_turn && (best == NULL || arms[i].p < best->p))
            best = &arms[i];
    return best;
}

/* p_margin_adjusted of all: an arm passes exactly when all of its own are below the level. */
static void correct_over_arms(hl_context *context, const hl_margin_tests *tests)
{
    size_t among = 0;
    arm_tests *arms = arms_of(context, tests, &among);
    double reached = 0;
    if (arms == NULL)
        return;
    double alone = factor_among(context, among);
    size_t m = among;
    for (arm_tests *arm; (arm = next_arm(arms, context->design->arm_count)) != NULL; m--) {
        arm->had_turn = true;
        reached = fmax(reached, factor_among(context, m) * arm->p);
        arm->adjusted = reached;
    }
    for (size_t i = 0; i < tests->count; i++) {
        hl_comparison *c = tests->list[i].comparison;
        double least = fmin(alone * c->p_margin, arms[c->arm].adjusted);
        c->p_margin_adjusted = isnan(c->p_margin) ? HL_NAN : fmin(1, least);
    }
}

/* ---- one look, or planned ones */

static void break_by_p(hl_context *context, const hl_margin_tests *tests)
{
    double *broken = hl_analysis__array(context, tests->count, sizeof *broken);
    for (size_t i = 0; broken != NULL && i < tests->count; i++)
        broken[i] = tests->list[i].p_broken;
    if (broken == NULL || context->failed ||
        !hl_analysis__went_well(context, hl_stats__holm(broken, broken, tests->count, NULL)))
        return;
    for (size_t i = 0; i < tests->count; i++)
        if (broken[i] < context->out->look_alpha / 2)
            tests->list[i].comparison->guard = HL_GUARD_BROKEN;
}

static void judge_by_p(hl_context *context, const hl_margin_tests *tests)
{
    double level = context->out->look_alpha / 2;
    correct_over_arms(context, tests);
    for (size_t i = 0; i < tests->count && !context->failed; i++) {
        hl_comparison *c = tests->list[i].comparison;
        c->guard = c->p_margin_adjusted < level ? HL_GUARD_HELD : HL_GUARD_UNDECIDED;
    }
    break_by_p(context, tests);
}

/* ---- looks whenever one likes */

/* Below 0 a rise is a fall of the ratio to the control. */
static hl_guard by_interval(const hl_margin_test *test, const hl_comparison *c)
{
    const hl_margin *m = &test->margin;
    bool below = test->base == HL_BASE_BELOW, harm_up = m->harm_is_increase != below;
    double low = m->relative ? c->anytime.low : c->anytime.d_low;
    double high = m->relative ? c->anytime.high : c->anytime.d_high;
    double shift = below ? -m->shift : m->shift;
    bool exclusive = m->relative && c->flags & HL_FLAG_ANYTIME_EXCLUSIVE;
    if (isnan(low) || isnan(high) || exclusive || test->few || test->base == HL_BASE_OPEN)
        return HL_GUARD_UNDECIDED;
    if (harm_up ? low > shift : high < shift)
        return HL_GUARD_BROKEN;
    bool held = harm_up ? high < shift : low > shift;
    return held ? HL_GUARD_HELD : HL_GUARD_UNDECIDED;
}

/* What the interval says at alpha / m. Only asked of what alpha itself decides: it is wider. */
static hl_guard at_level(hl_context *context, const hl_margin_test *test, size_t m)
{
    const hl_comparison *c = test->comparison;
    hl_guard at_alpha = by_interval(test, c);
    if (m == 1 || at_alpha == HL_GUARD_UNDECIDED)
        return at_alpha;
    hl_comparison_input input = hl_analysis__comparison_input(context, test->metric, test->split);
    hl_comparison wider = {0};
    if (context->failed)
        return HL_GUARD_UNDECIDED;
    hl_analysis__blank(&wider, 0);
    input.options.conf = 1 - context->out->look_alpha / (double)m;
    hl_sequence_design design =
        hl_analysis__sequence_design(context, input.options.metric, c->arm, c->control);
    hl_analysis__anytime(&input.options, input.estimator, &input.samples[c->control],
                         &input.samples[c->arm], &design, &wider);
    return by_interval(test, &wider);
}

static bool holds_all(hl_context *context, const hl_margin_tests *tests, size_t arm, size_t m)
{
    bool holds = true;
    for (size_t i = 0; i < tests->count && holds; i++)
        if (tests->list[i].comparison->arm == arm)
            holds = at_level(context, &tests->list[i], m) == HL_GUARD_HELD;
    return holds;
}

/* Holm by levels: as long as an arm passes at alpha / m, the others share what it leaves. */
static void pass_arms(hl_context *context, const hl_margin_tests *tests, arm_tests *arms,
                      size_t among)
{
    size_t passed = SIZE_MAX;
    for (size_t m = among; passed > 0 && m > 0 && !context->failed; m -= passed) {
        passed = 0;
        for (size_t i = 0; i < context->design->arm_count; i++)
            if (arms[i].counts && !arms[i].passed && holds_all(context, tests, i, m)) {
                arms[i].passed = true;
                passed++;
            }
    }
}

static void break_by_sequence(hl_context *context, const hl_margin_tests *tests)
{
    size_t broken = SIZE_MAX;
    for (size_t m = tests->count; broken > 0 && m > 0 && !context->failed; m -= broken) {
        broken = 0;
        for (size_t i = 0; i < tests->count; i++) {
            hl_comparison *c = tests->list[i].comparison;
            if (c->guard == HL_GUARD_BROKEN ||
                at_level(context, &tests->list[i], m) != HL_GUARD_BROKEN)
                continue;
            c->guard = HL_GUARD_BROKEN;
            broken++;
        }
    }
}

static void judge_by_sequence(hl_context *context, const hl_margin_tests *tests)
{
    size_t among = 0;
    correct_over_arms(context, tests);
    arm_tests *arms = arms_of(context, tests, &among);
    if (arms == NULL)
        return;
    pass_arms(context, tests, arms, among);
    for (size_t i = 0; i < tests->count && !context->failed; i++) {
        hl_comparison *c = tests->list[i].comparison;
        bool alone = at_level(context, &tests->list[i], among) == HL_GUARD_HELD;
        c->guard = alone || arms[c->arm].passed ? HL_GUARD_HELD : HL_GUARD_UNDECIDED;
    }
    break_by_sequence(context, tests);
}

void hl_analysis__break_margins(hl_context *context, const hl_margin_tests *tests)
{
    if (context->design->inference == HL_INFER_ANYTIME)
        break_by_sequence(context, tests);
    else
        break_by_p(context, tests);
}

void hl_analysis__judge_margins(hl_context *context, const hl_margin_tests *tests)
{
    if (context->design->inference == HL_INFER_ANYTIME)
        judge_by_sequence(context, tests);
    else
        judge_by_p(context, tests);
}
