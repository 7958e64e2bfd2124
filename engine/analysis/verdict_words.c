#include "analysis/verdict_words.h"

#include <string.h>

#include "analysis/compare.h"
#include "base/number.h"

#define HARDLY_ANY 0.05 /* open windows: no more at the end of a fixed sample */

/* Units, or touches, of all arms whose windows have closed or will. */
static double all_rows(const hl_context *context, const hl_metric_result *result)
{
    double all = (double)result->immature;
    for (size_t i = 0; i < context->design->arm_count; i++)
        all += (double)result->arms[i].n;
    return all;
}

hl_show_form hl_analysis__difference_form(const hl_metric_result *result)
{
    bool rate = result->metric->kind != HL_METRIC_MEAN && result->metric->kind != HL_METRIC_RATIO &&
                result->metric->kind != HL_METRIC_QUANTILE;
    return rate ? HL_SHOW_POINTS : HL_SHOW_SHIFT;
}

bool hl_analysis__says_lift(const hl_comparison *comparison)
{
    return !isnan(comparison->lift.estimate) && !isinf(comparison->lift.estimate) &&
           !(comparison->flags & HL_FLAG_EXCLUSIVE);
}

/* Units of the smaller of the two arms compared. */
static int64_t fewest(const hl_metric_result *result, const hl_comparison *c)
{
    int64_t mine = result->arms[c->arm].n;
    int64_t other = result->arms[c->control].n;
    return mine < other ? mine : other;
}

/* An effect that has no always-valid interval yet, and why. */
static hl_sentence_pair withheld_part(hl_context *context, const hl_metric_result *result,
                                      const hl_comparison *c, const hl_estimate *fixed,
                                      hl_show_form form)
{
    double scale = form == HL_SHOW_SHIFT ? 1 : 100;
    int decimals = hl_base__show_decimals(fixed->estimate, fixed->low, fixed->high, scale);
    hl_sentence_pair parts[] = {hl_analysis__part_number(context, fixed->estimate, decimals, form),
                                hl_analysis__part_count(context, fewest(result, c))};
    return hl_analysis__say(context, HL_SAY_WITHHELD, parts, 2);
}

/* The effect with the interval that the verdict rests on: the lift where there is one. */
static hl_sentence_pair effect_part(hl_context *context, const hl_metric_result *result,
                                    const hl_comparison *comparison)
{
    bool anytime = context->design->inference == HL_INFER_ANYTIME;
    if (fewest(result, comparison) == 0)
        return hl_analysis__say(context, HL_SAY_WITHHELD_NONE, NULL, 0);
    if (!hl_analysis__says_lift(comparison)) {
        double low = anytime ? comparison->anytime.d_low : comparison->difference.low;
        double high = anytime ? comparison->anytime.d_high : comparison->difference.high;
        if (isnan(low) && isnan(high) && anytime)
            return withheld_part(context, result, comparison, &comparison->difference,
                                 hl_analysis__difference_form(result));
        return hl_analysis__part_estimate(context, comparison->difference.estimate, low, high,
                                          hl_analysis__difference_form(result));
    }
    double low = anytime ? comparison->anytime.low : comparison->lift.low;
    double high = anytime ? comparison->anytime.high : comparison->lift.high;
    if (isnan(low) && isnan(high) && anytime)
        return withheld_part(context, result, comparison, &comparison->lift, HL_SHOW_CHANGE);
    return hl_analysis__part_estimate(context, comparison->lift.estimate, low, high,
                                      HL_SHOW_CHANGE);
}

void hl_analysis__say_block(hl_context *context, const hl_check *check, hl_verdict *verdict)
{
    bool srm = strncmp(check->name, "srm", 3) == 0;
    hl_sentence_pair detail = {check->detail_en, check->detail_zh};
    verdict->decision = srm ? HL_DECIDE_INVALID_SRM : HL_DECIDE_INVALID_DATA;
    hl_sentence_pair *reason = hl_analysis__append(context, &context->because, sizeof *reason);
    if (reason != NULL)
        *reason = detail;
    hl_analysis__because(context, srm ? HL_SAY_SRM_BLOCKS : HL_SAY_ZERO_WEIGHT_BLOCKS, NULL, 0);
}

static hl_phrase phrase_of(const hl_context *context, int shown, const hl_comparison *comparison)
{
    bool anytime = context->design->inference == HL_INFER_ANYTIME;
    if (isnan(comparison->p))
        return HL_SAY_NO_ANSWER;
    if (shown == 0 && !anytime && comparison->p_adjusted < context->out->look_alpha)
        return HL_SAY_NOT_SHOWN_EXACTLY;
    if (shown == 0 && comparison->p_effective < context->out->look_alpha)
        return HL_SAY_NOT_SHOWN_CORRECTED;
    return shown > 0 ? HL_SAY_BETTER : shown < 0 ? HL_SAY_WORSE : HL_SAY_NOT_SHOWN;
}

static void say_primary(hl_context *context, size_t metric, const hl_comparison *comparison)
{
    const hl_design *design = context->design;
    const hl_metric_result *result = &context->metrics[metric];
    hl_sentence_pair parts[] = {
        hl_analysis__part(design->arms[comparison->arm].name),
        hl_analysis__part(design->arms[comparison->control].name),
        hl_analysis__part(result->metric->name),
        effect_part(context, result, comparison),
        hl_analysis__part_p(context, comparison->p_effective_adjusted),
    };
    int shown = hl_analysis__shown(context, metric, comparison);
    hl_analysis__because(context, phrase_of(context, shown, comparison), parts, 5);
}

static void say_empty_arms(hl_context *context)
{
    if (context->design->metric_count == 0)
        return;
    const hl_metric_result *first = &context->metrics[0];
    for (size_t i = 0; i < context->design->arm_count; i++) {
        hl_sentence_pair name = hl_analysis__part(context->design->arms[i].name);
        if (first->arms[i].n == 0)
            hl_analysis__because(context, HL_SAY_NO_UNITS, &name, 1);
    }
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
            if (decision != HL_DECIDE_SHIP || result->comparisons[i].arm == ship)
                say_primary(context, m, &result->comparisons[i]);
    }
    if (primaries == 0)
        hl_analysis__because(context, HL_SAY_NO_PRIMARY, NULL, 0);
    say_empty_arms(context);
}

/* What the guardrail's interval is shown of: what its margin is of, or the lift. */
static hl_sentence_pair guard_effect(hl_context *context, const hl_metric_result *result,
                                     const hl_comparison *comparison)
{
    bool anytime = context->design->inference == HL_INFER_ANYTIME;
    if (isnan(result->metric->margin) || fewest(result, comparison) == 0)
        return effect_part(context, result, comparison);
    if (anytime && isnan(comparison->anytime.d_low) && isnan(comparison->anytime.d_high))
        return withheld_part(context, result, comparison, &comparison->difference,
                             hl_analysis__difference_form(result));
    return hl_analysis__part_estimate(
        context, comparison->difference.estimate,
        anytime ? comparison->anytime.d_low : comparison->difference.low,
        anytime ? comparison->anytime.d_high : comparison->difference.high,
        hl_analysis__difference_form(result));
}

static hl_sentence_pair margin_part(hl_context *context, const hl_metric_result *result)
{
    bool absolute = !isnan(result->metric->margin);
    double sign = result->metric->goal == HL_GOAL_DECREASE ? 1 : -1;
    double size = absolute ? result->metric->margin : result->metric->margin_lift;
    hl_show_form form = absolute ? hl_analysis__difference_form(result) : HL_SHOW_CHANGE;
    double scale = form == HL_SHOW_SHIFT ? 1 : 100;
    return hl_analysis__part_number(context, sign * size,
                                    hl_base__show_decimals(size, -size / 4, size / 4, scale), form);
}

static void say_guardrail(hl_context *context, const hl_metric_result *result,
                          const hl_comparison *comparison)
{
    bool margin = !isnan(comparison->margin);
    hl_sentence_pair parts[] = {
        hl_analysis__part(context->design->arms[comparison->arm].name),
        hl_analysis__part(result->metric->name),
        guard_effect(context, result, comparison),
        margin ? margin_part(context, result)
               : hl_analysis__part_p(context, comparison->p_effective_adjusted),
    };
    hl_phrase phrase = HL_SAY_GUARD_UNDECIDED;
    if (comparison->guard == HL_GUARD_BROKEN)
        phrase = margin ? HL_SAY_GUARD_BROKEN : HL_SAY_GUARD_HARM;
    if (comparison->guard == HL_GUARD_HELD)
        phrase = margin ? HL_SAY_GUARD_HELD : HL_SAY_GUARD_NO_HARM;
    hl_analysis__because(context, phrase, parts, 4);
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
            if (comparison->guard != HL_GUARD_NONE && is_broken == broken && meant)
                say_guardrail(context, result, comparison);
        }
    }
}

void hl_analysis__say_runner_up(hl_context *context, size_t metric, size_t best, size_t second)
{
    hl_comparison_input input = hl_analysis__comparison_input(context, metric, 0);
    hl_comparison between;
    if (context->failed)
        return;
    hl_analysis__compare(&input, best, second, &between);
    bool anytime = context->design->inference == HL_INFER_ANYTIME;
    if (anytime)
        hl_analysis__anytime(&input.options, input.estimator, &input.samples[second],
                             &input.samples[best], hl_analysis__share(context, best, second),
                             &between);
    double p = anytime ? between.anytime.p : between.p;
    hl_sentence_pair parts[] = {
        hl_analysis__part(context->design->arms[best].name),
        hl_analysis__part(context->design->arms[second].name),
        hl_analysis__part(context->design->metrics[metric].name),
        effect_part(context, &context->metrics[metric], &between),
        hl_analysis__part_p(context, p),
    };
    bool shown = p < context->out->look_alpha;
    hl_analysis__because(context, shown ? HL_SAY_BEST_OF_SEVERAL : HL_SAY_BEST_UNPROVEN, parts, 5);
}

void hl_analysis__say_held_back(hl_context *context, size_t metric, const hl_comparison *comparison,
                                bool worse)
{
    hl_sentence_pair parts[] = {
        hl_analysis__part(context->design->arms[comparison->arm].name),
        hl_analysis__part(context->design->metrics[metric].name),
        effect_part(context, &context->metrics[metric], comparison),
    };
    hl_analysis__because(context, worse ? HL_SAY_HELD_BACK_WORSE : HL_SAY_HELD_BACK_GUARD, parts,
                         3);
}

static const char *level_text(hl_context *context, const double *levels, size_t count)
{
    hl_text text = {0};
    char level[HL_NUMBER_TEXT];
    for (size_t i = 0; i < count; i++) {
        hl_base__number_fixed(levels[i], 5, level);
        hl_base__text_addf(&text, "%s%s", i > 0 ? ", " : "", level);
    }
    return hl_analysis__keep(context, &text);
}

static void say_stages(hl_context *context)
{
    for (size_t m = 0; m < context->design->metric_count; m++) {
        const hl_metric_result *result = &context->metrics[m];
        for (size_t i = 0; i < result->comparison_count && !context->failed; i++) {
            const hl_comparison *c = &result->comparisons[i];
            hl_sentence_pair parts[] = {
                hl_analysis__part(result->metric->name),
                hl_analysis__part(context->design->arms[c->arm].name),
                hl_analysis__part_estimate(
                    context, c->stagewise.difference.estimate, c->stagewise.difference.low,
                    c->stagewise.difference.high, hl_analysis__difference_form(result)),
                hl_analysis__part_p(context, c->stagewise.p)};
            if (context->out->look > 1 && !isnan(c->stagewise.p))
                hl_analysis__because(context, HL_SAY_STAGEWISE, parts, 4);
        }
    }
}

static void say_look(hl_context *context)
{
    const hl_analysis *out = context->out;
    const double *levels = out->look_levels;
    hl_sentence_pair parts[] = {
        hl_analysis__part_count(context, (int64_t)out->look),
        hl_analysis__part_count(context, (int64_t)context->design->look_count),
        hl_analysis__part(level_text(context, &out->look_alpha, 1)),
        hl_analysis__part(
            level_text(context, levels, levels == NULL ? 0 : context->design->look_count))};
    hl_analysis__because(context, HL_SAY_LOOK, parts, 4);
    say_stages(context);
}

/* The primary metric with the largest share of open windows; NULL when hardly any is open. */
const hl_metric_result *hl_analysis__still_open(const hl_context *context)
{
    const hl_metric_result *open = NULL;
    double most = HARDLY_ANY;
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

static bool say_open_windows(hl_context *context)
{
    const hl_metric_result *open = hl_analysis__still_open(context);
    if (open == NULL)
        return false;
    double share = (double)open->immature / all_rows(context, open);
    hl_sentence_pair parts[] = {hl_analysis__part(open->metric->name),
                                hl_analysis__part_number(context, share, 0, HL_SHOW_SHARE)};
    hl_analysis__because(context, HL_SAY_NOT_THE_END, parts, 2);
    return true;
}

void hl_analysis__say_inference(hl_context *context)
{
    switch (context->design->inference) {
    case HL_INFER_FIXED:
        if (!say_open_windows(context))
            hl_analysis__because(context, HL_SAY_PLANNED_END, NULL, 0);
        break;
    case HL_INFER_ANYTIME:
        hl_analysis__because(context, HL_SAY_ALWAYS_VALID, NULL, 0);
        break;
    case HL_INFER_GROUP_SEQUENTIAL:
        say_look(context);
        break;
    }
}
