/* What is said of a guardrail beside its numbers: of one arm in a word, of those of which all arms
 * say the same in a sentence. That no harm is shown of one without a margin, or of one of which
 * nothing has been seen, is never told as that it holds. */
#include <math.h>

#include "reports/compose_short.h"
#include "reports/say.h"

/* Its interval leaves out the margin, which its correction for many does not let decide. */
static bool decides_alone(const hl_metric *metric, const hl_comparison *c,
                          const hl_in_force *answer)
{
    bool lift = isnan(metric->margin);
    double margin = metric->goal == HL_GOAL_DECREASE ? c->margin : -c->margin;
    const hl_estimate *e = lift ? &answer->lift : &answer->difference;
    bool comparable = !lift || hl_reports__guards_lift(metric, answer);
    return comparable && (e->low > margin || e->high < margin);
}

/* Of one without a margin: harm by itself, though not corrected. */
static bool is_harm_alone(const hl_metric *metric, const hl_in_force *answer)
{
    return metric->goal == HL_GOAL_DECREASE ? answer->difference.low > 0
                                            : answer->difference.high < 0;
}

static const hl_metric_result *result_of(const hl_analysis *analysis, const hl_metric *metric)
{
    const hl_metric_result *result = analysis->metrics;
    while (result->metric != metric)
        result++;
    return result;
}

static bool is_few(const hl_metric_result *result, const hl_comparison *c)
{
    return result->arms[c->arm].n < HL_UNITS_LEAST || result->arms[c->control].n < HL_UNITS_LEAST;
}

/* Days that the look does not read show harm. */
static bool is_harmed_since(const hl_analysis *analysis, const hl_metric_result *result, size_t arm)
{
    for (size_t i = 0; i < analysis->verdict.because_count; i++) {
        const hl_finding *f = &analysis->verdict.because[i];
        if (f->code == HL_FOUND_HARM_SINCE && f->arm == arm &&
            f->metric == (size_t)(result - analysis->metrics))
            return true;
    }
    return false;
}

static bool is_broken_by(const hl_analysis *analysis, size_t arm)
{
    for (size_t i = 0; i < analysis->verdict.arm_count; i++)
        if (analysis->verdict.arms[i].arm == arm)
            return analysis->verdict.arms[i].decision == HL_ARM_GUARDRAIL_BROKEN;
    return false;
}

hl_word hl_reports__guard_state(const hl_analysis *analysis, const hl_metric *metric,
                                const hl_comparison *c)
{
    bool margin = !isnan(c->margin);
    const hl_metric_result *result = result_of(analysis, metric);
    hl_in_force answer = hl_reports__in_force(analysis, metric, c);
    if (c->flags & (HL_FLAG_FEW_BUYERS | HL_FLAG_FEW_CLUSTERS) || is_few(result, c) ||
        (answer.apart && c->guard == HL_GUARD_BROKEN && !is_broken_by(analysis, c->arm)))
        return HL_WORD_GUARD_NOT_JUDGED;
    if (is_harmed_since(analysis, result, c->arm))
        return HL_WORD_GUARD_SINCE;
    if (c->guard == HL_GUARD_HELD && hl_metric_nothing_seen(result, c))
        return HL_WORD_GUARD_UNSEEN;
    if (c->guard == HL_GUARD_HELD)
        return margin                           ? HL_WORD_GUARD_HELD
               : is_harm_alone(metric, &answer) ? HL_WORD_GUARD_HARM_ALONE
                                                : HL_WORD_GUARD_NO_HARM;
    if (c->guard == HL_GUARD_BROKEN)
        return margin ? HL_WORD_GUARD_BROKEN : HL_WORD_GUARD_HARMED;
    return margin && decides_alone(metric, c, &answer) ? HL_WORD_GUARD_UNDECIDED_CORRECTED
                                                       : HL_WORD_GUARD_UNDECIDED;
}

static const struct {
    hl_word state, sentence;
} held[] = {
    {HL_WORD_GUARD_HELD, HL_WORD_ALL_HOLD},
    {HL_WORD_GUARD_NO_HARM, HL_WORD_ALL_NO_HARM},
    {HL_WORD_GUARD_UNSEEN, HL_WORD_ALL_UNSEEN},
};
enum { WAYS = sizeof held / sizeof held[0] };

hl_word hl_reports__guard_held(const hl_analysis *analysis, const hl_metric_result *result)
{
    hl_word state = hl_reports__guard_state(analysis, result->metric, &result->comparisons[0]);
    for (size_t i = 0; i < result->comparison_count; i++)
        if (result->comparisons[i].guard != HL_GUARD_HELD ||
            hl_reports__guard_state(analysis, result->metric, &result->comparisons[i]) != state)
            return (hl_word)0;
    for (size_t way = 0; way < WAYS; way++)
        if (held[way].state == state)
            return state;
    return (hl_word)0;
}

void hl_reports__say_held(const hl_analysis *analysis, hl_document *document)
{
    for (size_t way = 0; way < WAYS; way++) {
        const char *names = "";
        for (size_t m = 0; m < analysis->metric_count; m++) {
            const hl_metric_result *result = &analysis->metrics[m];
            if (hl_reports__short_shows(result, HL_ROLE_GUARDRAIL) &&
                hl_reports__guard_held(analysis, result) == held[way].state)
                names = hl_reports__joined(document, names, HL_WORD_COMMA, result->metric->name);
        }
        const hl_message_value value = {"names", names};
        if (names[0] != '\0')
            (void)hl_reports__add(document, HL_BLOCK_BULLET,
                                  hl_reports__say(document, held[way].sentence, &value, 1));
    }
}

/* A reason says it already. */
static bool is_reason(const hl_verdict *verdict)
{
    for (size_t i = 0; i < verdict->because_count; i++) {
        const hl_finding *f = &verdict->because[i];
        if ((f->code == HL_FOUND_GUARDRAIL_UNDECIDED ||
             f->code == HL_FOUND_GUARDRAIL_UNDECIDED_CORRECTED) &&
            f->rank <= HL_RANK_LIMITS)
            return true;
    }
    return false;
}

void hl_reports__say_undecided(const hl_analysis *analysis, const char *items,
                               hl_document *document)
{
    const hl_message_value value = {"items", items};
    if (items[0] != '\0' && !is_reason(&analysis->verdict))
        (void)hl_reports__add(document, HL_BLOCK_BULLET,
                              hl_reports__say(document, HL_WORD_UNDECIDED_NOTE, &value, 1));
}
