/* Which of several arms that are fit to ship is to: the one that leads on the earliest primary
 * metric, then with the larger effect there. But where harm by it is shown (on a secondary metric,
 * within the margin of a guardrail, in a segment), and there is an arm of which none is shown, that
 * one: unless the leader is shown to be better on a primary metric, the gains are alike, and of
 * alike gains the one without harm is taken. */
#include "analysis/verdict_arms.h"

#include "base/number.h"

/* Earlier primary metric first, then the larger effect in the goal's direction. */
static bool leads(const hl_standing *a, const hl_standing *b)
{
    if (a->leading_metric != b->leading_metric)
        return a->leading_metric < b->leading_metric;
    return fabs(a->leading->difference.estimate) > fabs(b->leading->difference.estimate);
}

static bool does_harm(hl_context *context, size_t arm)
{
    return hl_analysis__first_cost(context, arm) != SIZE_MAX ||
           hl_analysis__harms_segment(context, arm, NULL);
}

/* but: left out; harmless: of those alone of which no harm is shown. */
static size_t best_arm(hl_context *context, const hl_standing *arms, size_t but, bool harmless)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < context->design->arm_count; i++)
        if (i != but && arms[i].says == HL_ARM_FIT_TO_SHIP &&
            !(harmless && does_harm(context, i)) &&
            (best == SIZE_MAX || leads(&arms[i], &arms[best])))
            best = i;
    return best;
}

/* Shown, by itself, on any primary metric: then the gains are not alike. */
static bool beats(hl_context *context, size_t arm, size_t other)
{
    for (size_t m = 0; m < context->design->metric_count && !context->failed; m++) {
        const hl_metric *metric = &context->design->metrics[m];
        hl_comparison between;
        if (metric->role != HL_ROLE_PRIMARY)
            continue;
        double p = hl_analysis__between(context, m, arm, other, &between);
        bool up = between.difference.estimate > 0;
        if (!context->failed && p < context->out->look_alpha &&
            up == (metric->goal == HL_GOAL_INCREASE))
            return true;
    }
    return false;
}

size_t hl_analysis__arm_to_ship(hl_context *context, const hl_standing *arms)
{
    size_t first = best_arm(context, arms, SIZE_MAX, false);
    if (first == SIZE_MAX || !does_harm(context, first))
        return first;
    size_t mild = best_arm(context, arms, SIZE_MAX, true);
    bool alike = mild != SIZE_MAX && arms[mild].leading_metric == arms[first].leading_metric &&
                 !beats(context, first, mild);
    return alike ? mild : first;
}

/* The one to ship against the one whose gain is estimated to be the largest, else the next. */
static void say_next(hl_context *context, const hl_standing *arms, size_t ship)
{
    size_t first = best_arm(context, arms, SIZE_MAX, false);
    size_t second = best_arm(context, arms, ship, false);
    if (ship != first)
        hl_analysis__say_preferred(context, arms[ship].leading_metric, ship, first);
    else if (second != SIZE_MAX)
        hl_analysis__say_runner_up(context, arms[ship].leading_metric, ship, second);
}

static void say_fit_arm(hl_context *context, const hl_standing *arm)
{
    hl_finding finding = hl_analysis__of_comparison(context, HL_FOUND_FIT_TO_SHIP,
                                                    arm->leading_metric, arm->leading);
    hl_analysis__because(context, &finding);
}

/* Which arms may be shipped although others are to stop: the one that goes first, and how it stands
 * to the next. */
static void say_fit(hl_context *context, const hl_standing *arms)
{
    size_t first = hl_analysis__arm_to_ship(context, arms);
    if (first == SIZE_MAX)
        return;
    say_fit_arm(context, &arms[first]);
    for (size_t i = 0; i < context->design->arm_count; i++)
        if (i != first && arms[i].says == HL_ARM_FIT_TO_SHIP)
            say_fit_arm(context, &arms[i]);
    say_next(context, arms, first);
    hl_analysis__say_worths_open(context, first);
}

/* Arms that are better and yet not to ship. Where none ships, one that waits for a guardrail is
 * said with what is missing, and what is left is that primary metrics disagree. */
static void say_held_back(hl_context *context, const hl_standing *arms, bool ships)
{
    for (size_t i = 0; i < context->design->arm_count; i++) {
        bool waits = ships && arms[i].says == HL_ARM_GUARDRAIL_UNDECIDED;
        if (arms[i].leading != NULL && (arms[i].says == HL_ARM_WORSE || waits))
            hl_analysis__say_held_back(
                context, arms[i].leading_metric, arms[i].leading,
                arms[i].worse > 0 ? arms[i].first_worse : arms[i].first_undecided, ships);
    }
}

void hl_analysis__say_fit_arms(hl_context *context, const hl_standing *arms,
                               const hl_verdict *verdict)
{
    bool ships = verdict->decision == HL_DECIDE_SHIP;
    if (hl_analysis__runs_on(context))
        return;
    if (verdict->decision == HL_DECIDE_STOP_GUARDRAIL)
        say_fit(context, arms);
    if (ships) {
        say_next(context, arms, verdict->arm);
        hl_analysis__say_worths_open(context, verdict->arm);
    }
    say_held_back(context, arms, ships);
}
