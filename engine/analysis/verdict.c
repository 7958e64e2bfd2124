/* The verdict, in this order:
 *   1. invalid_srm / invalid_data    when the split is broken: nothing can be read
 *   2. stop_guardrail                when an arm breaks a guardrail
 *   3. ship                          when an arm is better on a primary metric, worse on none,
 * holds every guardrail, and may bring what is worth shipping; of several the one with the larger
 * effect on the first primary metric
 *   4. keep_control                  when every arm is shown worse on a primary metric, or is shown
 *                                    to bring less than the declared `worth` on each of them
 *   5. not_shown                     at the planned end, when there is evidence neither way
 *   6. keep_running                  otherwise, with how many more units; at the planned end too,
 *                                    where a better arm waits for a guardrail, and where a primary
 *                                    metric of an arm that is not settled cannot be judged yet
 *                                    (withheld, or without any answer: that is no evidence); and,
 * for a fixed sample, while windows of more than 5 % of its units are open: it has not ended
 * "Shown" reads the corrected p of the inference in force. docs/statistics/verdict.md has the table
 * of all cases. */
#include "analysis/reasons.h"
#include "analysis/withheld.h"
#include "base/number.h"

/* While an experiment runs: a larger bound excludes nothing that anyone expects. */
#define SMALL_GAIN 0.2

/* What an arm's primary metrics and guardrails say. */
typedef struct standing {
    size_t better, worse, open;   /* primary metrics */
    size_t withheld;              /* ... that cannot be judged yet */
    size_t primaries, small;      /* ... all, and those on which less than `worth` is shown */
    size_t closed;                /* ... of which nothing is to come */
    size_t broken, undecided;     /* guardrails */
    const hl_comparison *leading; /* of the first primary metric on which it is better */
    size_t leading_metric;
    size_t first_worse, first_undecided; /* metrics; SIZE_MAX when there is none */
} standing;

static const hl_comparison *comparison_of(const hl_context *context, size_t metric, size_t arm)
{
    const hl_metric_result *result = &context->metrics[metric];
    for (size_t i = 0; i < result->comparison_count; i++)
        if (result->comparisons[i].arm == arm)
            return &result->comparisons[i];
    return NULL;
}

int hl_analysis__shown(const hl_context *context, size_t metric, const hl_comparison *comparison)
{
    if (!(comparison->p_effective_adjusted < context->out->look_alpha))
        return 0;
    bool up = comparison->difference.estimate > 0;
    return up == (context->metrics[metric].metric->goal == HL_GOAL_INCREASE) ? 1 : -1;
}

/* Planned to have no units, and without any: nothing is to come. */
static bool is_closed(const hl_context *context, size_t metric, size_t arm)
{
    return hl_analysis__weights_known(context) && context->design->arms[arm].weight == 0 &&
           context->metrics[metric].arms[arm].n == 0;
}

static void count_primary(const hl_context *context, size_t metric, size_t arm, standing *out)
{
    const hl_comparison *comparison = comparison_of(context, metric, arm);
    int shown = hl_analysis__shown(context, metric, comparison);
    out->better += shown > 0;
    out->worse += shown < 0;
    if (shown < 0 && out->first_worse == SIZE_MAX)
        out->first_worse = metric;
    out->open += shown == 0;
    out->primaries++;
    out->small += comparison->gain.worth_excluded;
    out->closed += is_closed(context, metric, arm);
    out->withheld += context->design->inference != HL_INFER_ANYTIME &&
                     !hl_analysis__is_answered(comparison) && !is_closed(context, metric, arm);
    if (shown > 0 && out->leading == NULL) {
        out->leading = comparison;
        out->leading_metric = metric;
    }
}

static standing standing_of(const hl_context *context, size_t arm)
{
    standing out = {
        .leading_metric = SIZE_MAX, .first_worse = SIZE_MAX, .first_undecided = SIZE_MAX};
    for (size_t m = 0; m < context->design->metric_count; m++) {
        hl_metric_role role = context->design->metrics[m].role;
        if (role == HL_ROLE_PRIMARY)
            count_primary(context, m, arm, &out);
        if (role != HL_ROLE_GUARDRAIL)
            continue;
        hl_guard guard = comparison_of(context, m, arm)->guard;
        out.broken += guard == HL_GUARD_BROKEN;
        out.undecided += guard == HL_GUARD_UNDECIDED;
        if (guard == HL_GUARD_UNDECIDED && out.first_undecided == SIZE_MAX)
            out.first_undecided = m;
    }
    return out;
}

/* It brings less than what is worth shipping, whatever else is shown of it. */
static bool is_too_small(const standing *s)
{
    return s->primaries > 0 && s->small == s->primaries;
}

/* Nothing more need be known of it. */
static bool is_settled(const standing *s)
{
    return s->worse > 0 || is_too_small(s);
}

static bool can_ship(const standing *s)
{
    return s->better > 0 && !is_settled(s) && s->broken == 0 && s->undecided == 0;
}

/* Better, and held up by an undecided guardrail alone. */
static bool is_waiting(const standing *s)
{
    return s->better > 0 && !is_settled(s) && s->broken == 0 && s->undecided > 0;
}

/* Earlier primary metric first, then the larger effect in the goal's direction. */
static bool leads(const standing *a, const standing *b)
{
    if (b->leading == NULL || a->leading_metric != b->leading_metric)
        return b->leading == NULL || a->leading_metric < b->leading_metric;
    return fabs(a->leading->difference.estimate) > fabs(b->leading->difference.estimate);
}

static size_t best_arm(const hl_context *context, const standing *arms, size_t but)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < context->design->arm_count; i++)
        if (i != context->design->control && i != but && can_ship(&arms[i]) &&
            (best == SIZE_MAX || leads(&arms[i], &arms[best])))
            best = i;
    return best;
}

static bool is_blocked(hl_context *context, hl_verdict *verdict)
{
    const hl_check *checks = context->checks.items;
    for (size_t i = 0; i < context->checks.count; i++) {
        if (checks[i].status != HL_CHECK_FAIL)
            continue;
        hl_analysis__say_block(context, &checks[i], verdict);
        return true;
    }
    return false;
}

static bool at_planned_end(const hl_context *context)
{
    if (context->design->inference == HL_INFER_GROUP_SEQUENTIAL)
        return context->boundaries != NULL && context->out->look >= context->design->look_count;
    return context->design->inference == HL_INFER_FIXED;
}

static bool has_primary(const hl_context *context)
{
    for (size_t m = 0; m < context->design->metric_count; m++)
        if (context->design->metrics[m].role == HL_ROLE_PRIMARY)
            return true;
    return false;
}

/* The first arm that breaks a guardrail; SIZE_MAX when none does. */
static size_t broken_arm(const hl_context *context, const standing *arms)
{
    for (size_t i = 0; i < context->design->arm_count; i++)
        if (i != context->design->control && arms[i].broken > 0)
            return i;
    return SIZE_MAX;
}

/* Every arm of which anything is to come, and at least one. */
static bool all_settled(const hl_context *context, const standing *arms)
{
    size_t settled = 0, open = 0;
    for (size_t i = 0; i < context->design->arm_count; i++) {
        bool closed = arms[i].primaries > 0 && arms[i].closed == arms[i].primaries;
        if (i == context->design->control)
            continue;
        settled += is_settled(&arms[i]);
        open += !is_settled(&arms[i]) && !closed;
    }
    return settled > 0 && open == 0;
}

/* An arm waits for a guardrail, or for enough to judge a primary metric by. */
static bool is_any_waiting(const hl_context *context, const standing *arms)
{
    for (size_t i = 0; i < context->design->arm_count; i++)
        if (i != context->design->control &&
            (is_waiting(&arms[i]) || (arms[i].withheld > 0 && !is_settled(&arms[i]))))
            return true;
    return false;
}

static hl_decision decide(hl_context *context, const standing *arms, size_t *arm)
{
    *arm = broken_arm(context, arms);
    if (*arm != SIZE_MAX)
        return HL_DECIDE_STOP_GUARDRAIL;
    if (context->design->inference == HL_INFER_FIXED && hl_analysis__still_open(context) != NULL)
        return HL_DECIDE_KEEP_RUNNING;
    *arm = best_arm(context, arms, SIZE_MAX);
    if (*arm != SIZE_MAX)
        return HL_DECIDE_SHIP;
    if (all_settled(context, arms))
        return HL_DECIDE_KEEP_CONTROL;
    bool ended = at_planned_end(context) && has_primary(context);
    return ended && !is_any_waiting(context, arms) ? HL_DECIDE_NOT_SHOWN : HL_DECIDE_KEEP_RUNNING;
}

static void say_held_back(hl_context *context, const standing *arms)
{
    for (size_t i = 0; i < context->design->arm_count; i++)
        if (i != context->design->control && arms[i].leading != NULL && !can_ship(&arms[i]) &&
            !is_too_small(&arms[i]))
            hl_analysis__say_held_back(context, arms[i].leading_metric, arms[i].leading,
                                       arms[i].worse > 0 ? arms[i].first_worse
                                                         : arms[i].first_undecided);
}

static void say_units_needed(hl_context *context, const standing *arms, hl_verdict *verdict)
{
    bool *waiting = hl_analysis__array(context, context->design->arm_count, sizeof *waiting);
    for (size_t i = 0; waiting != NULL && i < context->design->arm_count; i++)
        waiting[i] = is_waiting(&arms[i]);
    if (waiting != NULL)
        hl_analysis__say_units_needed(context, waiting, verdict);
}

void hl_analysis__verdict(hl_context *context)
{
    hl_verdict *verdict = &context->out->verdict;
    standing *arms = hl_analysis__array(context, context->design->arm_count, sizeof *arms);
    if (context->failed || is_blocked(context, verdict))
        return;
    for (size_t i = 0; i < context->design->arm_count; i++)
        if (i != context->design->control)
            arms[i] = standing_of(context, i);
    verdict->decision = decide(context, arms, &verdict->arm);
    hl_analysis__say_guardrails(context, verdict->decision, verdict->arm, true);
    hl_analysis__say_primaries(context, verdict->decision, verdict->arm);
    if (verdict->decision == HL_DECIDE_SHIP) {
        size_t second = best_arm(context, arms, verdict->arm);
        if (second != SIZE_MAX)
            hl_analysis__say_runner_up(context, arms[verdict->arm].leading_metric, verdict->arm,
                                       second);
        say_held_back(context, arms);
    }
    hl_analysis__say_worths(context, verdict->decision, verdict->arm);
    hl_analysis__say_guardrails(context, verdict->decision, verdict->arm, false);
    hl_analysis__say_factors(context);
    hl_analysis__say_segments(context, verdict->decision, verdict->arm);
    if (verdict->decision == HL_DECIDE_KEEP_RUNNING || verdict->decision == HL_DECIDE_NOT_SHOWN)
        say_units_needed(context, arms, verdict);
    if (verdict->decision == HL_DECIDE_NOT_SHOWN)
        hl_analysis__say_bounds(context, HL_INFINITY);
    if (verdict->decision == HL_DECIDE_KEEP_RUNNING && isnan(verdict->units_needed))
        hl_analysis__say_bounds(context, SMALL_GAIN);
    if (verdict->decision == HL_DECIDE_KEEP_RUNNING)
        hl_analysis__say_next_look(context, verdict);
    if (context->strata != HL_STRATA_NONE) {
        hl_finding within = hl_analysis__finding(HL_FOUND_WITHIN_DAYS);
        hl_analysis__because(context, &within);
    }
    hl_analysis__say_shown_since(context, verdict);
    hl_analysis__say_inference(context);
}
