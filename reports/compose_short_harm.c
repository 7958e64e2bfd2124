/* Harm that limits a decision without making it, in the first lines and in what is next: what an
 * arm to ship costs, which arms may be stopped before the end, and which are not to be shipped as a
 * guardrail gets worse, whether or not by too much. */
#include "base/number.h"
#include "reports/compose_short.h"
#include "reports/finding.h"
#include "reports/in_force.h"
#include "reports/say.h"
#include "reports/titles.h"

enum { MOST_ARMS = 3, MOST_COSTS = 3 };

/* Whether harm of the arm is shown: before the end so clearly that it may be stopped, at the end of
 * a guardrail that is not decided. */
static bool is_harmful(const hl_verdict *verdict, size_t arm)
{
    bool ended = hl_verdict_has_ended(verdict);
    bool waits = ended && verdict->decision == HL_DECIDE_KEEP_RUNNING;
    for (size_t i = 0; i < verdict->because_count; i++) {
        const hl_finding *f = &verdict->because[i];
        bool told =
            f->code == HL_FOUND_GUARDRAIL_BEYOND_MARGIN ||
            f->code == (waits ? HL_FOUND_GUARDRAIL_NEAR_MARGIN : HL_FOUND_MAY_STOP_FOR_HARM);
        if (told && f->arm == arm)
            return true;
    }
    return false;
}

/* Neither to stop already nor beside what is settled. */
static bool is_open(const hl_verdict *verdict, const hl_arm_verdict *arm)
{
    bool settles =
        verdict->decision == HL_DECIDE_SHIP || verdict->decision == HL_DECIDE_KEEP_CONTROL;
    return !settles && arm->decision != HL_ARM_WORSE && arm->decision != HL_ARM_GUARDRAIL_BROKEN &&
           is_harmful(verdict, arm->arm);
}

bool hl_reports__is_harmful(const hl_verdict *verdict, size_t arm)
{
    for (size_t i = 0; i < verdict->arm_count; i++)
        if (verdict->arms[i].arm == arm)
            return is_open(verdict, &verdict->arms[i]);
    return false;
}

const char *hl_reports__harmful_arms(const hl_analysis *analysis, hl_document *document)
{
    const hl_verdict *verdict = &analysis->verdict;
    const char *names = "";
    size_t count = 0;
    for (size_t i = 0; i < verdict->arm_count; i++) {
        const hl_arm_verdict *arm = &verdict->arms[i];
        if (is_open(verdict, arm) && count++ < MOST_ARMS)
            names = hl_reports__joined(document, names, HL_WORD_COMMA,
                                       hl_reports__titled(document, analysis->arms[arm->arm].name));
    }
    return hl_reports__with_more(document, names, count > MOST_ARMS ? count - MOST_ARMS : 0);
}

/* What is tolerated is a cost of what ships. */
static bool is_cost(const hl_verdict *verdict, const hl_finding *f)
{
    return f->code == HL_FOUND_SECONDARY_WORSE || (f->code == HL_FOUND_GUARDRAIL_HARM_TOLERATED &&
                                                   verdict->decision != HL_DECIDE_NOT_SHOWN);
}

/* The arm to ship; of a sample that has ended without a decision any. */
static bool is_meant(const hl_verdict *verdict, size_t of, size_t arm)
{
    if (of != SIZE_MAX)
        return arm == of;
    return verdict->decision == HL_DECIDE_NOT_SHOWN ||
           (verdict->decision == HL_DECIDE_SHIP && verdict->arm == arm);
}

/* Of another arm the same metric has been named already. */
static bool is_repeated(const hl_verdict *verdict, size_t of, size_t at)
{
    const hl_finding *list = verdict->because;
    for (size_t i = 0; i < at; i++)
        if (list[i].code == list[at].code && list[i].metric == list[at].metric &&
            is_meant(verdict, of, list[i].arm))
            return true;
    return false;
}

const char *hl_reports__costs_of(const hl_analysis *analysis, size_t of, hl_document *document)
{
    const hl_verdict *verdict = &analysis->verdict;
    const char *names = "";
    size_t count = 0;
    for (size_t i = 0; i < verdict->because_count; i++) {
        const hl_finding *f = &verdict->because[i];
        hl_word word = f->code == HL_FOUND_SECONDARY_WORSE ? HL_WORD_COST : HL_WORD_COST_TOLERATED;
        if (is_cost(verdict, f) && is_meant(verdict, of, f->arm) && !is_repeated(verdict, of, i) &&
            count++ < MOST_COSTS)
            names = hl_reports__joined(
                document, names, HL_WORD_COMMA,
                hl_reports__finding_as(document, analysis, f, &hl_reports__words[word]));
    }
    return hl_reports__with_more(document, names, count > MOST_COSTS ? count - MOST_COSTS : 0);
}

const char *hl_reports__costs(const hl_analysis *analysis, hl_document *document)
{
    return hl_reports__costs_of(analysis, SIZE_MAX, document);
}

typedef bool tells(const hl_analysis *analysis, const hl_finding *finding);

/* What is told of the arm to ship, each as the word says it. */
static const char *metrics_that(const hl_analysis *analysis, tells *is_told, hl_word word,
                                hl_document *document)
{
    const hl_verdict *verdict = &analysis->verdict;
    const char *names = "";
    for (size_t i = 0; i < verdict->because_count; i++) {
        const hl_finding *f = &verdict->because[i];
        if (verdict->decision == HL_DECIDE_SHIP && f->arm == verdict->arm && is_told(analysis, f))
            names = hl_reports__joined(
                document, names, HL_WORD_COMMA,
                hl_reports__finding_as(document, analysis, f, &hl_reports__words[word]));
    }
    return names;
}

const char *hl_reports__mixed_arms(const hl_analysis *analysis, hl_document *document)
{
    const hl_verdict *verdict = &analysis->verdict;
    const char *names = "";
    size_t count = 0;
    for (size_t i = 0; i < verdict->because_count; i++) {
        const hl_finding *f = &verdict->because[i];
        if (f->code == HL_FOUND_PRIMARIES_DISAGREE && count++ < MOST_ARMS)
            names = hl_reports__joined(document, names, HL_WORD_COMMA,
                                       hl_reports__titled(document, analysis->arms[f->arm].name));
    }
    return hl_reports__with_more(document, names, count > MOST_ARMS ? count - MOST_ARMS : 0);
}

bool hl_reports__is_less_than_worth(const hl_verdict *verdict)
{
    for (size_t i = 0; i < verdict->because_count; i++) {
        const hl_finding *f = &verdict->because[i];
        bool less = f->margin > 0 ? f->effect.estimate < f->margin : f->effect.estimate > f->margin;
        if (f->code == HL_FOUND_WORTH_NOT_SHOWN && less && verdict->decision == HL_DECIDE_SHIP)
            return true;
    }
    return false;
}

static bool lacks_worth(const hl_analysis *analysis, const hl_finding *f)
{
    (void)analysis;
    return f->code == HL_FOUND_WORTH_NOT_SHOWN;
}

static bool is_doubtful(const hl_analysis *analysis, const hl_finding *f)
{
    return f->code == HL_FOUND_GUARDRAIL_NO_HARM_SHOWN &&
           hl_reports__message_of(analysis, f) == &hl_reports__words[HL_WORD_GUARDRAIL_HARM_ALONE];
}

static bool is_unseen(const hl_analysis *analysis, const hl_finding *f)
{
    (void)analysis;
    return f->code == HL_FOUND_GUARDRAIL_UNSEEN;
}

const char *hl_reports__and_first(const hl_analysis *analysis, const char *what,
                                  hl_document *document)
{
    static const struct {
        tells *is_told;
        hl_word word, each;
    } firsts[] = {{is_unseen, HL_WORD_NEXT_AND_UNSEEN, HL_WORD_COST},
                  {is_doubtful, HL_WORD_NEXT_AND_DOUBT, HL_WORD_COST},
                  {lacks_worth, HL_WORD_NEXT_AND_WORTH, HL_WORD_WORTH_OF}};
    for (size_t i = 0; i < sizeof firsts / sizeof firsts[0]; i++) {
        const char *names = metrics_that(analysis, firsts[i].is_told, firsts[i].each, document);
        const hl_message_value values[] = {
            {"what", what}, {"unseen", names}, {"doubtful", names}, {"worths", names}};
        if (names[0] != '\0')
            what = hl_reports__say(document, firsts[i].word, values, 4);
    }
    return what;
}

bool hl_reports__says_costs(const hl_verdict *verdict)
{
    for (size_t i = 0; i < verdict->because_count; i++)
        if (verdict->because[i].code == HL_FOUND_SECONDARY_WORSE)
            return true;
    return false;
}

static bool says(const hl_verdict *verdict, hl_finding_code code)
{
    for (size_t i = 0; i < verdict->because_count; i++)
        if (verdict->because[i].code == code && verdict->because[i].rank <= HL_RANK_LIMITS)
            return true;
    return false;
}

bool hl_reports__is_of_look_day(const hl_verdict *verdict)
{
    for (size_t i = 0; i < verdict->because_count; i++)
        if (verdict->because[i].code == HL_FOUND_LOOK_OF_DAY)
            return true;
    return false;
}

static bool stands_still(const hl_verdict *verdict)
{
    for (size_t i = 0; i < verdict->because_count; i++)
        if (verdict->because[i].code == HL_FOUND_STANDSTILL)
            return true;
    return false;
}

bool hl_reports__names_harmful(hl_word step)
{
    return step == HL_WORD_NEXT_MAY_STOP || step == HL_WORD_NEXT_ENDED_HARM ||
           step == HL_WORD_NEXT_MAY_STOP_STANDSTILL;
}

hl_word hl_reports__running_step(const hl_verdict *verdict, bool harmful)
{
    if (harmful)
        return stands_still(verdict) ? HL_WORD_NEXT_MAY_STOP_STANDSTILL : HL_WORD_NEXT_MAY_STOP;
    if (says(verdict, HL_FOUND_NOTHING_SEEN))
        return HL_WORD_NEXT_UNSEEN_RUNS;
    for (size_t i = 0; i < verdict->because_count; i++) {
        const hl_finding *f = &verdict->because[i];
        if (f->code == HL_FOUND_NOT_BEGUN)
            return HL_WORD_NEXT_NOT_BEGUN;
        if (f->code == HL_FOUND_STANDSTILL)
            return says(verdict, HL_FOUND_NOT_ENDED) ? HL_WORD_NEXT_STANDSTILL_FIXED
                                                     : HL_WORD_NEXT_STANDSTILL;
        if (f->code == HL_FOUND_PLANNED_WINDOWS_CLOSE_ON)
            return HL_WORD_NEXT_PLAN_FULL;
        if (f->code == HL_FOUND_GUARDRAIL_PLAN_END_SHOWS && f->power < HL_POWER_HARDLY)
            return HL_WORD_NEXT_PLAN_TOO_SMALL;
    }
    return HL_WORD_NEXT_KEEP_RUNNING;
}

bool hl_reports__is_said_once(const hl_analysis *analysis, size_t at)
{
    const hl_verdict *verdict = &analysis->verdict;
    if (isnan(analysis->look_alpha)) /* each with its number */
        return false;
    for (size_t i = 0; i < at; i++)
        if (verdict->because[at].code == HL_FOUND_MAY_STOP_FOR_HARM &&
            verdict->because[i].code == HL_FOUND_MAY_STOP_FOR_HARM)
            return true;
    return false;
}

const char *hl_reports__units_in(const hl_verdict *verdict, hl_document *document)
{
    char number[HL_NUMBER_TEXT];
    hl_text text = {0};
    for (size_t i = 0; i < verdict->because_count; i++)
        if (verdict->because[i].code == HL_FOUND_NOT_ENDED)
            hl_base__text_add(&text, hl_base__number_fixed(verdict->because[i].n, 0, number));
    return hl_reports__keep(document, &text);
}

hl_word hl_reports__step_of_store(const hl_analysis *analysis, hl_word step)
{
    const hl_verdict *verdict = &analysis->verdict;
    size_t left = analysis->arm_count;
    for (size_t i = 0; i < verdict->arm_count; i++)
        left -= verdict->arms[i].decision == HL_ARM_GUARDRAIL_BROKEN ||
                verdict->arms[i].decision == HL_ARM_CLOSED;
    if (!analysis->enrolment.known)
        return step;
    if (step == HL_WORD_NEXT_STOP)
        return left > 1 ? HL_WORD_NEXT_STOP_APPLY_OTHERS : HL_WORD_NEXT_STOP_APPLY;
    return step == HL_WORD_NEXT_KEEP_RUNNING_WITHOUT ? HL_WORD_NEXT_RUNNING_WITHOUT_APPLY : step;
}

/* Whether it is quantiles with ties alone that are not shown. */
static bool is_all_tied(const hl_analysis *analysis)
{
    bool any = false;
    for (size_t m = 0; m < analysis->metric_count; m++) {
        const hl_metric_result *result = &analysis->metrics[m];
        for (size_t i = 0; i < result->comparison_count; i++) {
            const hl_comparison *c = &result->comparisons[i];
            hl_in_force answer = hl_reports__in_force(analysis, result->metric, c);
            if (result->metric->role != HL_ROLE_PRIMARY || answer.shown != 0)
                continue;
            if (!(c->flags & HL_FLAG_TIES))
                return false;
            any = true;
        }
    }
    return any;
}

hl_word hl_reports__step_of_ties(const hl_analysis *analysis, hl_word step)
{
    static const hl_word larger[][2] = {
        {HL_WORD_NEXT_NOT_SHOWN, HL_WORD_NEXT_NOT_SHOWN_TIES},
        {HL_WORD_NEXT_NOT_SHOWN_WITHOUT, HL_WORD_NEXT_NOT_SHOWN_WITHOUT_TIES}};
    for (size_t i = 0; i < sizeof larger / sizeof larger[0]; i++)
        if (step == larger[i][0] && is_all_tied(analysis))
            return larger[i][1];
    return step;
}

hl_word hl_reports__step_by_finding(const hl_verdict *verdict, hl_word otherwise)
{
    static const struct {
        hl_finding_code code;
        hl_decision decision;
        hl_word step;
    } asked[] = {{HL_FOUND_SEGMENTS_MISMATCH, HL_DECIDE_INVALID_SRM, HL_WORD_NEXT_SRM_SEGMENTS},
                 {HL_FOUND_SEGMENTS_WITHOUT_ARM, HL_DECIDE_INVALID_DATA, HL_WORD_NEXT_WHERE_RAN},
                 {HL_FOUND_VALUE_ALONE, HL_DECIDE_NOT_SHOWN, HL_WORD_NEXT_VALUE_ALONE}};
    for (size_t i = 0; i < verdict->because_count; i++)
        for (size_t k = 0; k < sizeof asked / sizeof asked[0]; k++)
            if (verdict->because[i].code == asked[k].code && verdict->decision == asked[k].decision)
                return asked[k].step;
    return otherwise;
}
