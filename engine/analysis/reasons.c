#include "analysis/reasons.h"

#include "analysis/data_checks.h"
#include "analysis/harm_watch.h"
#include "analysis/look_days.h"
#include "analysis/margins.h"
#include "analysis/planned_look.h"
#include "analysis/projection.h"
#include "analysis/sample_end.h"
#include "analysis/stops.h"
#include "analysis/strata.h"
#include "analysis/withheld.h"
#include "base/civil.h"
#include "base/number.h"
#include "base/text.h"

#define HARDLY_ANY 0.05 /* open windows, units to come: no more at the end of a fixed sample */

/* Units, or touches, of all arms whose windows have closed or will. */
static double all_rows(const hl_context *context, const hl_metric_result *result)
{
    double all = (double)result->immature;
    for (size_t i = 0; i < context->design->arm_count; i++)
        all += (double)result->arms[i].n;
    return all;
}

bool hl_analysis__says_lift(const hl_context *context, size_t metric, const hl_comparison *c)
{
    const hl_metric_result *result = &context->metrics[metric];
    hl_inference inference = context->design->inference;
    return result->metric->role == HL_ROLE_GUARDRAIL
               ? hl_comparison_says_lift(c, inference)
               : hl_comparisons_say_lift(result->comparisons, result->comparison_count, inference);
}

int hl_analysis__shown(const hl_context *context, size_t metric, const hl_comparison *comparison)
{
    return hl_comparison_shown(comparison, context->metrics[metric].metric->goal,
                               context->out->look_alpha);
}

/* Units of the smaller of the two arms compared. */
static int64_t fewest(const hl_metric_result *result, const hl_comparison *c)
{
    int64_t mine = result->arms[c->arm].n;
    int64_t other = result->arms[c->control].n;
    return mine < other ? mine : other;
}

/* An effect with the interval of the inference in force. Where that does not exist yet, n says how
 * little there is. */
static void set_effect(const hl_context *context, const hl_comparison *c, hl_effect_scale scale,
                       hl_finding *finding)
{
    bool lift = scale == HL_SCALE_LIFT;
    hl_quoted quoted = hl_comparison_quoted(c, context->design->inference, context->out->look);
    finding->effect_of = scale;
    finding->effect = lift ? quoted.lift : quoted.difference;

    finding->n = (double)fewest(&context->metrics[finding->metric], c);
}

/* How much there is of what a withheld answer lacks. */
static void set_lack(const hl_context *context, const hl_comparison *c, hl_finding *finding)
{
    if (finding->code == HL_FOUND_FEW_UNITS)
        finding->limit = HL_UNITS_LEAST;
    if (finding->code == HL_FOUND_FEW_UNITS || context->design->inference == HL_INFER_ANYTIME ||
        !hl_analysis__is_withheld(c))
        return;
    finding->n = floor(c->withheld.n);
    finding->limit = c->withheld.needed;
}

hl_finding hl_analysis__of_comparison(const hl_context *context, hl_finding_code code,
                                      size_t metric, const hl_comparison *c)
{
    hl_finding finding = hl_analysis__finding_of(code, metric, c->arm);
    finding.other = c->control;
    set_effect(context, c,
               hl_analysis__says_lift(context, metric, c) ? HL_SCALE_LIFT : HL_SCALE_DIFFERENCE,
               &finding);
    set_lack(context, c, &finding);
    return finding;
}

/* What is wrong with the data, in a sentence, when the check fails. */
static hl_finding_code block_of(hl_check_kind check)
{
    switch ((int)check) {
    case HL_CHECK_REPEATED_ROWS:
    case HL_CHECK_DUPLICATES:
        return HL_FOUND_TWICE_BLOCKS;
    case HL_CHECK_CURRENCIES:
        return HL_FOUND_CURRENCIES_BLOCK;
    case HL_CHECK_AMOUNTS:
        return HL_FOUND_AMOUNTS_BLOCK;
    case HL_CHECK_CONTRADICTIONS:
        return HL_FOUND_CONTRADICTIONS_BLOCK;
    default:
        return hl_analysis__is_of_split(check) ? HL_FOUND_SRM_BLOCKS
               : hl_check_is_of_losses(check)  ? HL_FOUND_LOSSES_BLOCK
                                               : HL_FOUND_ZERO_WEIGHT_BLOCKS;
    }
}

void hl_analysis__say_block(hl_context *context, const hl_check *check, hl_verdict *verdict)
{
    bool srm = hl_analysis__is_of_split(check->finding.check);
    verdict->decision = srm ? HL_DECIDE_INVALID_SRM : HL_DECIDE_INVALID_DATA;
    hl_analysis__because(context, &check->finding);
    /* those of columns say themselves what to do, and those of segments what may be the cause */
    if (check->finding.check == HL_CHECK_COVARIATES_BEFORE ||
        check->finding.check == HL_CHECK_COVARIATE_BALANCE ||
        check->finding.check == HL_CHECK_SEGMENTS_AFTER ||
        check->finding.check == HL_CHECK_MEANING || check->finding.check == HL_CHECK_SRM_BY_SEGMENT)
        return;
    hl_finding why = hl_analysis__finding(block_of(check->finding.check));
    hl_analysis__because(context, &why);
}

/* Shown but for the exact test, on its own or corrected. */
static bool exact_rules(const hl_context *context, const hl_comparison *c)
{
    double alpha = context->out->look_alpha;
    return c->p_adjusted < alpha || (c->p < alpha && !(c->p_effective < alpha));
}

static hl_finding_code code_of(const hl_context *context, size_t metric, int shown,
                               const hl_comparison *comparison)
{
    bool anytime = context->design->inference == HL_INFER_ANYTIME;
    bool withheld = hl_analysis__is_withheld(comparison);
    if (!anytime && withheld)
        return hl_analysis__why_withheld(comparison);
    if (!withheld && (anytime ? isnan(comparison->p) : !hl_analysis__is_answered(comparison)))
        return hl_metric_nothing_seen(&context->metrics[metric], comparison) ? HL_FOUND_NOTHING_SEEN
                                                                             : HL_FOUND_NO_ANSWER;
    if (hl_analysis__has_few_units(context, metric, comparison))
        return HL_FOUND_FEW_UNITS;
    if (shown == 0 && !anytime && exact_rules(context, comparison))
        return HL_FOUND_NOT_SHOWN_EXACT;
    if (shown == 0 && comparison->p_effective < context->out->look_alpha)
        return HL_FOUND_NOT_SHOWN_CORRECTED;
    return shown > 0 ? HL_FOUND_BETTER : shown < 0 ? HL_FOUND_WORSE : HL_FOUND_NOT_SHOWN;
}

/* That an arm which nobody enters cannot be compared is no news. */
static bool is_of_closed(const hl_context *context, const hl_finding *finding)
{
    const hl_verdict *verdict = &context->out->verdict;
    for (size_t i = 0; i < verdict->arm_count; i++)
        if (verdict->arms[i].arm == finding->arm)
            return finding->code == HL_FOUND_NO_ANSWER &&
                   verdict->arms[i].decision == HL_ARM_CLOSED;
    return false;
}

static void say_primary(hl_context *context, size_t metric, const hl_comparison *comparison)
{
    int shown = hl_analysis__shown(context, metric, comparison);
    hl_finding finding = hl_analysis__of_comparison(
        context, code_of(context, metric, shown, comparison), metric, comparison);
    finding.p =
        hl_comparison_quoted(comparison, context->design->inference, context->out->look).p_adjusted;
    if (!is_of_closed(context, &finding))
        hl_analysis__because(context, &finding);
}

static void say_empty_arms(hl_context *context)
{
    if (context->design->metric_count == 0)
        return;
    const hl_metric_result *first = &context->metrics[0];
    for (size_t i = 0; i < context->design->arm_count; i++) {
        hl_finding finding = hl_analysis__finding_of(HL_FOUND_ARM_WITHOUT_UNITS, SIZE_MAX, i);
        if (first->arms[i].n == 0)
            hl_analysis__because(context, &finding);
    }
}

/* Too few units, buyers or clusters to be judged: of an arm beside the one to ship too, as else its
 * row in the tables has no answer and nobody says why. */
static bool is_few(const hl_context *context, size_t metric, const hl_comparison *c)
{
    bool withheld = context->design->inference != HL_INFER_ANYTIME && hl_analysis__is_withheld(c);
    return context->metrics[metric].arms[c->arm].n > 0 &&
           (withheld || hl_analysis__has_few_units(context, metric, c));
}

void hl_analysis__say_primaries(hl_context *context, hl_decision decision, size_t ship)
{
    size_t primaries = 0;
    for (size_t m = 0; m < context->design->metric_count && !context->failed; m++) {
        const hl_metric_result *result = &context->metrics[m];
        if (result->metric->role != HL_ROLE_PRIMARY)
            continue;
        primaries++;
        for (size_t i = 0; i < result->comparison_count; i++)
            if ((decision != HL_DECIDE_SHIP || result->comparisons[i].arm == ship ||
                 is_few(context, m, &result->comparisons[i])) &&
                !hl_analysis__is_counted_apart(context, m, result->comparisons[i].arm))
                say_primary(context, m, &result->comparisons[i]);
    }
    hl_finding none = hl_analysis__finding(HL_FOUND_NO_PRIMARY_METRIC);
    if (primaries == 0)
        hl_analysis__because(context, &none);
    say_empty_arms(context);
}

static hl_finding_code guard_code(hl_guard guard, bool margin)
{
    if (guard == HL_GUARD_BROKEN)
        return margin ? HL_FOUND_GUARDRAIL_BROKEN : HL_FOUND_GUARDRAIL_HARMED;
    if (guard == HL_GUARD_HELD)
        return margin ? HL_FOUND_GUARDRAIL_HELD : HL_FOUND_GUARDRAIL_NO_HARM_SHOWN;
    return HL_FOUND_GUARDRAIL_UNDECIDED;
}

/* Of a negative control a share is said as a difference, as the effect is. */
void hl_analysis__margin_beside(const hl_metric *metric, double control,
                                const hl_comparison *comparison, hl_finding *finding)
{
    bool up = metric->goal == HL_GOAL_DECREASE; /* harm is an increase */
    bool share = isnan(metric->margin) && !(control < 0);
    bool of_negative = isnan(metric->margin) && control < 0;
    double size = of_negative ? comparison->margin * fabs(control) : comparison->margin;
    finding->margin = up ? size : -size;
    finding->margin_of = share ? HL_SCALE_LIFT : HL_SCALE_DIFFERENCE;
}

void hl_analysis__set_margin(const hl_context *context, const hl_comparison *comparison,
                             hl_finding *finding)
{
    const hl_metric *metric = &context->design->metrics[finding->metric];
    double control = context->metrics[finding->metric].arms[comparison->control].mean;
    hl_analysis__margin_beside(metric, control, comparison, finding);
}

hl_finding hl_analysis__of_guardrail(const hl_context *context, hl_finding_code code, size_t metric,
                                     const hl_comparison *c)
{
    hl_finding finding = hl_analysis__of_comparison(context, code, metric, c);
    if (!isnan(context->design->metrics[metric].margin))
        set_effect(context, c, HL_SCALE_DIFFERENCE, &finding);
    return finding;
}

/* The interval shown leaves out the margin, yet the correction for several arms does not let it
 * decide. */
static bool decides_alone(const hl_finding *finding)
{
    return finding->code == HL_FOUND_GUARDRAIL_UNDECIDED &&
           finding->effect_of == finding->margin_of &&
           (finding->effect.low > finding->margin || finding->effect.high < finding->margin);
}

/* Whether it is known what a relative margin is a share of: nothing is a share of zero, though harm
 * beyond it may be shown. */
static bool has_base(const hl_context *context, size_t metric, const hl_comparison *c)
{
    const hl_metric_result *result = &context->metrics[metric];
    const hl_arm_estimate *control = &result->arms[c->control];
    bool of_nothing = c->guard == HL_GUARD_UNDECIDED && control->mean == 0;
    return !hl_analysis__margin_of(result->metric).relative ||
           (!of_nothing && hl_analysis__base_of(result->metric, control) != HL_BASE_OPEN);
}

static hl_finding_code code_of_guardrail(const hl_context *context, size_t metric,
                                         const hl_comparison *c)
{
    if (hl_analysis__is_withheld(c) && context->design->inference != HL_INFER_ANYTIME)
        return hl_analysis__why_withheld(c);
    if (hl_analysis__has_few_units(context, metric, c))
        return HL_FOUND_FEW_UNITS;
    if (!has_base(context, metric, c))
        return HL_FOUND_GUARDRAIL_NEEDS_MARGIN;
    if (c->guard == HL_GUARD_HELD && hl_metric_nothing_seen(&context->metrics[metric], c))
        return HL_FOUND_GUARDRAIL_UNSEEN;
    if (c->guard == HL_GUARD_UNDECIDED && isnan(c->margin)) /* between planned looks */
        return HL_FOUND_NOT_SHOWN;
    return guard_code(c->guard, !isnan(c->margin));
}

static void say_guardrail(hl_context *context, size_t metric, const hl_comparison *comparison)
{
    hl_finding_code code = code_of_guardrail(context, metric, comparison);
    hl_finding finding = hl_analysis__of_guardrail(context, code, metric, comparison);
    set_lack(context, comparison, &finding);
    if (hl_finding_has(code) & HL_HAS_MARGIN)
        hl_analysis__set_margin(context, comparison, &finding);
    if (hl_finding_has(code) & HL_HAS_P)
        finding.p = comparison->p_effective_adjusted;
    if (decides_alone(&finding))
        finding.code = HL_FOUND_GUARDRAIL_UNDECIDED_CORRECTED;
    hl_analysis__because(context, &finding);
}

void hl_analysis__say_guardrails(hl_context *context, hl_decision decision, size_t ship,
                                 bool broken)
{
    for (size_t m = 0; m < context->design->metric_count && !context->failed; m++) {
        const hl_metric_result *result = &context->metrics[m];
        for (size_t i = 0; i < result->comparison_count; i++) {
            const hl_comparison *comparison = &result->comparisons[i];
            bool is_broken = comparison->guard == HL_GUARD_BROKEN;
            bool meant = decision != HL_DECIDE_SHIP || comparison->arm == ship;
            bool apart = is_broken && hl_analysis__is_counted_apart(context, m, comparison->arm);
            if (comparison->guard != HL_GUARD_NONE && is_broken == broken && meant && !apart &&
                !hl_analysis__harms_since(context, m, comparison->arm)) /* which is said */
                say_guardrail(context, m, comparison);
        }
    }
}

double hl_analysis__between(hl_context *context, size_t metric, size_t best, size_t second,
                            hl_comparison *between)
{
    hl_comparison_input input = hl_analysis__comparison_input(context, metric, 0);
    if (context->failed)
        return HL_NAN;
    hl_analysis__compare(&input, best, second, between);
    bool anytime = context->design->inference == HL_INFER_ANYTIME;
    hl_sequence_design design =
        hl_analysis__sequence_design(context, input.options.metric, best, second);
    if (anytime)
        hl_analysis__anytime(&input.options, input.estimator, &input.samples[second],
                             &input.samples[best], &design, between);
    if (context->strata != HL_STRATA_NONE)
        hl_analysis__compare_within(context, metric, hl_analysis__conf(context), between);
    return anytime ? between->anytime.p : between->p;
}

static hl_finding of_between(const hl_context *context, hl_finding_code code, size_t metric,
                             const hl_comparison *between, double p)
{
    hl_finding finding = hl_analysis__of_comparison(context, code, metric, between);
    finding.p = p;
    return finding;
}

void hl_analysis__say_runner_up(hl_context *context, size_t metric, size_t best, size_t second)
{
    hl_comparison between;
    double p = hl_analysis__between(context, metric, best, second, &between);
    bool shown = p < context->out->look_alpha;
    if (context->failed)
        return;
    hl_finding finding =
        of_between(context, shown ? HL_FOUND_BEATS_RUNNER_UP : HL_FOUND_RUNNER_UP_UNDECIDED, metric,
                   &between, p);
    hl_analysis__because(context, &finding);
}

void hl_analysis__say_preferred(hl_context *context, size_t metric, size_t arm, size_t other)
{
    hl_comparison between;
    double p = hl_analysis__between(context, metric, arm, other, &between);
    if (context->failed)
        return;
    hl_finding finding = of_between(context, HL_FOUND_PREFERRED_WITHOUT_HARM, metric, &between, p);
    finding.held_by = hl_analysis__first_cost(context, other);
    if (finding.held_by != SIZE_MAX || hl_analysis__harms_segment(context, other, &finding))
        hl_analysis__because(context, &finding);
}

void hl_analysis__say_held_back(hl_context *context, size_t metric, const hl_comparison *comparison,
                                size_t held_by, bool ships)
{
    bool guardrail = context->design->metrics[held_by].role == HL_ROLE_GUARDRAIL;
    hl_finding finding = hl_analysis__of_comparison(context,
                                                    guardrail ? HL_FOUND_HELD_BACK_BY_GUARDRAIL
                                                    : ships   ? HL_FOUND_HELD_BACK_BY_PRIMARY
                                                              : HL_FOUND_PRIMARIES_DISAGREE,
                                                    metric, comparison);
    finding.held_by = held_by;
    hl_analysis__because(context, &finding);
    if (guardrail)
        say_guardrail(context, held_by,
                      hl_metric_comparison(&context->metrics[held_by], comparison->arm));
}

static void say_stages(hl_context *context)
{
    for (size_t m = 0; m < context->design->metric_count; m++) {
        const hl_metric_result *result = &context->metrics[m];
        for (size_t i = 0; i < result->comparison_count && !context->failed; i++) {
            const hl_comparison *c = &result->comparisons[i];
            hl_finding finding = hl_analysis__of_comparison(context, HL_FOUND_STAGEWISE, m, c);
            finding.p = c->stagewise.p_adjusted;
            finding.level = context->design->alpha;
            if (context->out->look > 1 && !isnan(c->stagewise.p))
                hl_analysis__because(context, &finding);
            else if (result->metric->role == HL_ROLE_PRIMARY && hl_analysis__is_late(context, c)) {
                finding = hl_analysis__of_comparison(context, HL_FOUND_LOOK_LATE, m, c);
                finding.n = (double)context->out->look;
                hl_analysis__because(context, &finding);
            }
        }
    }
}

static void say_between_looks(hl_context *context)
{
    const hl_design *design = context->design;
    double information = context->out->information;
    hl_finding finding = hl_analysis__finding(HL_FOUND_BETWEEN_LOOKS);
    size_t next = 0;
    while (next + 1 < design->look_count && design->looks[next] <= information)
        next++;
    finding.share = information;
    finding.n = round(information * design->planned_units);
    finding.of = ceil(design->looks[next] * design->planned_units);
    hl_analysis__because(context, &finding);
}

static bool says_harm_since(const hl_context *context)
{
    const hl_finding *because = context->because.items;
    for (size_t i = 0; i < context->because.count; i++)
        if (because[i].code == HL_FOUND_HARM_SINCE)
            return true;
    return false;
}

/* Of which day the look in force is, where days are known. */
static void say_look_day(hl_context *context)
{
    size_t look = context->out->look;
    char day[HL_TIME_TEXT];
    hl_text text = {0};
    if (context->read_day == INT32_MAX)
        return;
    bool ended = look < context->looks_reached || look == context->design->look_count ||
                 (hl_analysis__ends(context->design, context->out->verdict.decision) &&
                  !says_harm_since(context)); /* by which it was not the look */
    hl_finding finding =
        hl_analysis__finding(ended ? HL_FOUND_LOOK_ENDED_IT : HL_FOUND_LOOK_OF_DAY);
    hl_base__text_add(&text, hl_base__day_text((int64_t)context->read_day + 1, day));
    finding.name = hl_analysis__keep(context, &text);
    finding.n = context->look_units;
    hl_analysis__because(context, &finding);
}

static void say_look(hl_context *context)
{
    if (context->out->look == 0 && !isnan(context->out->information)) {
        say_between_looks(context);
        return;
    }
    const hl_analysis *out = context->out;
    size_t looks = context->design->look_count;
    hl_finding finding = hl_analysis__finding(HL_FOUND_LOOK);
    const double *levels = out->look_levels;
    hl_finding_item *items = levels == NULL ? NULL : hl_analysis__items(context, &finding, looks);
    for (size_t i = 0; items != NULL && i < looks; i++)
        items[i].level = levels[i];
    finding.n = (double)out->look;
    finding.of = (double)looks;
    finding.level = out->look_alpha;
    hl_analysis__because(context, &finding);
    say_look_day(context);
    say_stages(context);
}

/* The primary metric with the largest share of open windows; NULL when hardly any is open. */
const hl_metric_result *hl_analysis__still_open(const hl_context *context)
{
    const hl_metric_result *open = NULL;
    /* once the planned units are in, the look is when the window of the last of them has closed */
    double most = context->planned_in == INT32_MAX ? HARDLY_ANY : 0;
    for (size_t m = 0; m < context->design->metric_count; m++) {
        const hl_metric_result *result = &context->metrics[m];
        double all = all_rows(context, result);
        if (result->metric->role == HL_ROLE_PRIMARY && (double)result->immature > most * all) {
            most = (double)result->immature / all;
            open = result;
        }
    }
    return open;
}

bool hl_analysis__plan_is_open(const hl_context *context)
{
    double planned = context->design->planned_units;
    return planned > 0 && hl_analysis__all_units(context) < (1 - HARDLY_ANY) * planned;
}

bool hl_analysis__runs_on(const hl_context *context)
{
    return context->design->inference == HL_INFER_FIXED && !hl_analysis__was_ended(context) &&
           (hl_analysis__plan_is_open(context) || hl_analysis__touches_go_on(context) ||
            hl_analysis__still_open(context) != NULL);
}

bool hl_analysis__waits_for_planned_end(const hl_context *context)
{
    return context->design->planned_units > 0 && hl_analysis__runs_on(context);
}

bool hl_analysis__has_ended(const hl_context *context)
{
    if (hl_analysis__was_ended(context))
        return true;
    if (context->design->inference == HL_INFER_GROUP_SEQUENTIAL)
        return context->boundaries != NULL && (context->out->look >= context->design->look_count ||
                                               context->out->look < context->looks_reached);
    return context->design->inference == HL_INFER_FIXED && !hl_analysis__runs_on(context);
}

static hl_finding not_ended(const hl_context *context)
{
    hl_finding finding = hl_analysis__finding(hl_analysis__was_ended(context) ? HL_FOUND_CUT_SHORT
                                                                              : HL_FOUND_NOT_ENDED);
    finding.n = hl_analysis__all_units(context);
    finding.of = context->design->planned_units;
    return finding;
}

static hl_finding open_windows(const hl_context *context, const hl_metric_result *open)
{
    hl_finding finding =
        hl_analysis__finding_of(HL_FOUND_WINDOWS_OPEN, (size_t)(open - context->metrics), SIZE_MAX);
    finding.n = (double)open->immature;
    finding.of = all_rows(context, open);
    finding.share = finding.n / finding.of;
    return finding;
}

static hl_finding planned_look(const hl_context *context, const char *on)
{
    hl_finding finding = hl_analysis__finding(HL_FOUND_PLANNED_LOOK);
    finding.name = on;
    finding.n = hl_analysis__all_units(context);
    finding.of = context->design->planned_units;
    return finding;
}

/* Read as the one look at its end: the planned one, one that nobody declared, or a later one. */
static hl_finding at_end(hl_context *context)
{
    double planned = context->design->planned_units, units = hl_analysis__all_units(context);
    if (!(planned > 0))
        return hl_analysis__finding(HL_FOUND_NO_PLANNED_END);
    const char *look = hl_analysis__planned_look_was(context);
    bool beyond = look == NULL && units > (1 + HARDLY_ANY) * planned;
    if (look != NULL && hl_analysis__beyond_look(context) > 0)
        return planned_look(context, look);
    hl_finding finding = hl_analysis__finding(beyond ? HL_FOUND_BEYOND_PLAN : HL_FOUND_PLANNED_END);
    if (beyond) {
        finding.n = units;
        finding.of = planned;
    }
    return finding;
}

void hl_analysis__say_inference(hl_context *context)
{
    if (context->design->inference == HL_INFER_GROUP_SEQUENTIAL) {
        say_look(context);
        return;
    }
    bool anytime = context->design->inference == HL_INFER_ANYTIME;
    const hl_metric_result *open = anytime ? NULL : hl_analysis__still_open(context);
    hl_finding how = anytime ? hl_analysis__finding(HL_FOUND_ALWAYS_VALID) : at_end(context);
    if (open != NULL)
        how = open_windows(context, open);
    if (hl_analysis__touches_go_on(context))
        how = hl_analysis__say_touches_go_on(context);
    if (!anytime && hl_analysis__plan_is_open(context))
        how = not_ended(context);
    hl_analysis__because(context, &how);
}
