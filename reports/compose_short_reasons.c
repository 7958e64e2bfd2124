/* Of the reasons of a verdict the few that fit: the first by their rank, arms of one kind in one
 * line; and what to do next. Which of them matter is the engine's to say. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "reports/compose.h"
#include "reports/compose_metric.h"
#include "reports/compose_short.h"
#include "reports/finding.h"
#include "reports/say.h"
#include "reports/titles.h"

enum { MOST_WITH_DETAIL = 3, MOST_ALIKE = 3, MOST_BESIDE = 2, MOST_SEGMENTS = 8 };

/* ---- what is for the next step */

/* What the next step says rather than the reasons. */
enum { A_REASON, FIRST_STEP, A_STEP, OF_THE_VERDICT };
static const struct {
    hl_finding_code code;
    int use;
} steps_of[] = {
    {HL_FOUND_UNITS_NEEDED, A_STEP},
    {HL_FOUND_UNITS_NEEDED_FOR_WORTH, A_STEP},
    {HL_FOUND_UNITS_NEEDED_AS_PLANNED, A_STEP},
    {HL_FOUND_UNITS_NEEDED_UNSTEADY, A_STEP},
    {HL_FOUND_UNITS_NEEDED_TOO_EARLY, A_STEP},
    {HL_FOUND_UNITS_SUFFICE, A_STEP},
    {HL_FOUND_PLAN_END_SHOWS, A_STEP},
    {HL_FOUND_NEW_EXPERIMENT, A_STEP},
    {HL_FOUND_MAY_STOP_FOR_HARM, FIRST_STEP},
    {HL_FOUND_STANDSTILL, FIRST_STEP},
    {HL_FOUND_STANDSTILL_OPEN, FIRST_STEP},
    {HL_FOUND_NEXT_LOOK, FIRST_STEP},
    {HL_FOUND_NEXT_LOOK_ON, FIRST_STEP},
    {HL_FOUND_WINDOWS_CLOSE_ON, FIRST_STEP},
    {HL_FOUND_PLANNED_WINDOWS_CLOSE_ON, FIRST_STEP},
    {HL_FOUND_LOOK_WINDOWS_CLOSE_ON, FIRST_STEP},
    {HL_FOUND_UNITS_NEEDED_UNKNOWN, A_STEP},
    {HL_FOUND_UNITS_NEEDED_UNKNOWN_OTHERS, A_STEP},
    {HL_FOUND_UNITS_NEEDED_UNPROJECTED, A_STEP},
    {HL_FOUND_UNITS_TO_JUDGE, A_STEP},
    {HL_FOUND_GUARDRAIL_UNITS_NEEDED, A_STEP},
    {HL_FOUND_GUARDRAIL_UNITS_NEEDED_TOO_EARLY, A_STEP},
    {HL_FOUND_GUARDRAIL_UNITS_SUFFICE, A_STEP},
    {HL_FOUND_GUARDRAIL_PLAN_END_SHOWS, A_STEP},
    {HL_FOUND_GUARDRAIL_NEW_EXPERIMENT, A_STEP},
    {HL_FOUND_GUARDRAIL_BEYOND_MARGIN, A_STEP},
    {HL_FOUND_GUARDRAIL_NEAR_MARGIN, A_STEP},
    {HL_FOUND_WINDOWS_OPEN, FIRST_STEP},
    {HL_FOUND_BETWEEN_LOOKS, A_STEP},
    {HL_FOUND_NOT_BEGUN, OF_THE_VERDICT},
};

static int use_of(const hl_finding *finding)
{
    for (size_t i = 0; i < sizeof steps_of / sizeof steps_of[0]; i++)
        if (steps_of[i].code == finding->code)
            return steps_of[i].use;
    return A_REASON;
}

/* ---- reasons */

static bool same_name(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool has_all(const hl_finding *finding, uint32_t members)
{
    return (hl_finding_has(finding->code) & members) == members;
}

static bool is_of_segment(hl_finding_code code)
{
    return code == HL_FOUND_SEGMENT_WORSE || code == HL_FOUND_SEGMENT_BETTER ||
           code == HL_FOUND_SEGMENT_REVERSED || code == HL_FOUND_SEGMENT_GUARDRAIL_BROKEN ||
           code == HL_FOUND_SEGMENT_GUARDRAIL_HARMED;
}

/* The same of another arm, or of another segment; with little room also of another metric, unless
 * it is about something by name. */
static bool are_alike(const hl_finding *a, const hl_finding *b, bool together)
{
    bool of_arm = a != b && a->code == b->code && a->rank == b->rank &&
                  has_all(a, HL_HAS_METRIC | HL_HAS_ARM);
    if (of_arm && together && has_all(a, HL_HAS_EFFECT) && !has_all(a, HL_HAS_NAME))
        return true;
    return of_arm && a->metric == b->metric && a->other == b->other &&
           (is_of_segment(a->code) || same_name(a->name, b->name));
}

static bool is_led(const hl_verdict *verdict, size_t at, bool together)
{
    const hl_finding *f = &verdict->because[at];
    for (size_t i = 0; i < verdict->because_count; i++) {
        const hl_finding *first = &verdict->because[i];
        bool before = first->rank < f->rank || (first->rank == f->rank && i < at);
        if (before && are_alike(first, f, together))
            return true;
    }
    return false;
}

/* The arm, and the metric where it is another; it alone where there is one arm to speak of. */
static hl_word alike_word(const hl_analysis *analysis, const hl_finding *first,
                          const hl_finding *finding)
{
    if (is_of_segment(first->code))
        return finding->arm == first->arm ? HL_WORD_ALIKE_SEGMENT : HL_WORD_ALIKE_SEGMENT_OF;
    if (finding->metric == first->metric)
        return has_all(first, HL_HAS_EFFECT) ? HL_WORD_ALIKE_ARM : HL_WORD_ALIKE_NAME;
    bool of_metric = finding->code == HL_FOUND_GAIN_EXCLUDED ||
                     finding->code == HL_FOUND_LITTLE_EXCLUDED || analysis->arm_count == 2;
    return of_metric ? HL_WORD_ALIKE_METRIC : HL_WORD_ALIKE_BOTH;
}

/* One that is left over takes no more room than saying that there is one. */
static size_t most_alike(const hl_analysis *analysis, const hl_finding *first, bool together)
{
    const hl_verdict *verdict = &analysis->verdict;
    size_t most = is_of_segment(first->code)      ? MOST_SEGMENTS - 1
                  : first->rank <= HL_RANK_LIMITS ? MOST_ALIKE
                                                  : 0;
    size_t all = 0;
    for (size_t i = 0; i < verdict->because_count; i++)
        all += are_alike(first, &verdict->because[i], together);
    return all == most + 1 ? all : most;
}

/* "replied (+12.3 %), ordered (+14.7 %)"; so many where the tables tell it; "" where nothing is
 * alike. */
static const char *alike_text(const hl_analysis *analysis, const hl_finding *first, bool together,
                              hl_document *document)
{
    const hl_verdict *verdict = &analysis->verdict;
    bool parts = is_of_segment(first->code);
    size_t most = most_alike(analysis, first, together);
    const char *items = "";
    size_t told = 0, untold = 0;
    for (size_t i = 0; i < verdict->because_count; i++) {
        const hl_finding *finding = &verdict->because[i];
        if (!are_alike(first, finding, together))
            continue;
        if (told++ >= most) {
            untold++;
            continue;
        }
        items = hl_reports__joined(
            document, items, HL_WORD_COMMA,
            hl_reports__finding_as(document, analysis, finding,
                                   &hl_reports__words[alike_word(analysis, first, finding)]));
    }
    const hl_message_value n = {"n", hl_reports__count(document, (int64_t)untold)};
    return untold == 0
               ? items
               : hl_reports__joined(
                     document, items, HL_WORD_COMMA,
                     hl_reports__say(document, parts ? HL_WORD_MORE_SEGMENTS : HL_WORD_ALIKE_MORE,
                                     &n, 1));
}

static void add_reason(const hl_analysis *analysis, const hl_finding *first, bool together,
                       hl_document *document)
{
    const hl_message_value values[] = {
        {"sentence", hl_reports__finding_in(document, analysis, first)},
        {"items", alike_text(analysis, first, together, document)}};
    bool alone = values[1].text[0] == '\0';
    (void)hl_reports__add(document, HL_BLOCK_BULLET,
                          alone ? values[0].text
                                : hl_reports__say(document, HL_WORD_ALIKE, values, 2));
}

/* What the decision rests on is never left out; what is a detail to it is said only where hardly
 * anything else is. */
static size_t room_of(const hl_short_room *room, unsigned rank)
{
    if (rank == 0)
        return SIZE_MAX;
    return rank == HL_RANK_DETAIL && room->reasons > MOST_WITH_DETAIL ? MOST_WITH_DETAIL
                                                                      : room->reasons;
}

void hl_reports__compose_short_reasons(const hl_analysis *analysis, const hl_short_room *room,
                                       hl_document *document)
{
    const hl_verdict *verdict = &analysis->verdict;
    size_t said = 0;
    for (unsigned rank = 0; rank < HL_RANK_IN_TABLES; rank++)
        for (size_t i = 0; i < verdict->because_count; i++) {
            const hl_finding *finding = &verdict->because[i];
            if (finding->rank != rank || use_of(finding) != A_REASON ||
                is_led(verdict, i, room->together) || said >= room_of(room, rank))
                continue;
            add_reason(analysis, finding, room->together, document);
            said++;
        }
}

/* ---- names */

bool hl_reports__any_arm(const hl_verdict *verdict, hl_arm_decision decision)
{
    for (size_t i = 0; i < verdict->arm_count; i++)
        if (verdict->arms[i].decision == decision)
            return true;
    return false;
}

const char *hl_reports__arms_that(const hl_analysis *analysis, hl_arm_decision decision,
                                  hl_document *document)
{
    const hl_verdict *verdict = &analysis->verdict;
    const char *names = "";
    for (size_t i = 0; i < verdict->arm_count; i++)
        if (verdict->arms[i].decision == decision)
            names = hl_reports__joined(
                document, names, HL_WORD_COMMA,
                hl_reports__titled(document, analysis->arms[verdict->arms[i].arm].name));
    return names;
}

/* The names of the segments of which one of the codes is said, of the arm (SIZE_MAX: of any), each
 * once; "" where none. */
static const char *segments_of(const hl_analysis *analysis, const hl_finding_code *codes,
                               size_t code_count, size_t arm, hl_document *document)
{
    const hl_verdict *verdict = &analysis->verdict;
    const char *names = "";
    size_t count = 0;
    for (size_t i = 0; i < verdict->because_count; i++) {
        const hl_finding *f = &verdict->because[i];
        bool meant = false, again = false;
        for (size_t k = 0; k < code_count; k++)
            meant = meant || (f->code == codes[k] && (arm == SIZE_MAX || f->arm == arm));
        for (size_t k = 0; k < i && meant; k++)
            again = again || same_name(verdict->because[k].name, f->name);
        if (!meant || again || count++ >= MOST_SEGMENTS)
            continue;
        names = hl_reports__joined(
            document, names, HL_WORD_COMMA,
            hl_reports__finding_as(document, analysis, f, &hl_reports__words[HL_WORD_NAME]));
    }
    const hl_message_value n = {"n", hl_reports__count(document, (int64_t)count - MOST_SEGMENTS)};
    return count <= MOST_SEGMENTS
               ? names
               : hl_reports__joined(document, names, HL_WORD_COMMA,
                                    hl_reports__say(document, HL_WORD_MORE_SEGMENTS, &n, 1));
}

static const char *harmed_segments(const hl_analysis *analysis, size_t arm, hl_document *document)
{
    static const hl_finding_code codes[] = {HL_FOUND_SEGMENT_WORSE,
                                            HL_FOUND_SEGMENT_GUARDRAIL_BROKEN,
                                            HL_FOUND_SEGMENT_GUARDRAIL_HARMED};
    return segments_of(analysis, codes, sizeof codes / sizeof codes[0], arm, document);
}

static const char *helped_segments(const hl_analysis *analysis, hl_document *document)
{
    static const hl_finding_code codes[] = {HL_FOUND_SEGMENT_BETTER};
    return segments_of(analysis, codes, 1, SIZE_MAX, document);
}

/* ---- what next */

static const hl_word steps[] = {
    [HL_DECIDE_SHIP] = HL_WORD_NEXT_SHIP,
    [HL_DECIDE_KEEP_CONTROL] = HL_WORD_NEXT_KEEP_CONTROL,
    [HL_DECIDE_STOP_GUARDRAIL] = HL_WORD_NEXT_STOP,
    [HL_DECIDE_INVALID_SRM] = HL_WORD_NEXT_SRM,
    [HL_DECIDE_INVALID_DATA] = HL_WORD_NEXT_DATA,
    [HL_DECIDE_NOT_SHOWN] = HL_WORD_NEXT_NOT_SHOWN,
    [HL_DECIDE_COUNTED_APART] = HL_WORD_NEXT_COUNTED_APART,
};

/* Of a sample that has ended and does not decide. */
static const hl_word lacks[HL_LACKS][2] = {
    [HL_LACKS_UNITS] = {HL_WORD_NOT_DECIDED, HL_WORD_NEXT_ENDED},
    [HL_LACKS_PRIMARY_METRIC] = {HL_WORD_NOT_DECIDED_UNNAMED, HL_WORD_NEXT_UNNAMED},
    [HL_LACKS_DATA] = {HL_WORD_NOT_DECIDED_UNSEEN, HL_WORD_NEXT_UNSEEN},
    [HL_LACKS_MARGIN] = {HL_WORD_NOT_DECIDED_MARGIN, HL_WORD_NEXT_MARGIN},
};

hl_word hl_reports__lack_word(hl_lack lack)
{
    return lacks[lack][0];
}

/* With arms that are to stop, as they are shown to be worse; 0: the decision has none. */
static hl_word step_without(hl_decision decision)
{
    return decision == HL_DECIDE_KEEP_RUNNING ? HL_WORD_NEXT_KEEP_RUNNING_WITHOUT
           : decision == HL_DECIDE_NOT_SHOWN  ? HL_WORD_NEXT_NOT_SHOWN_WITHOUT
                                              : (hl_word)0;
}

/* Whether it is a column of the request, and not the data, that leaves no verdict. */
static bool is_of_column(const hl_verdict *verdict)
{
    hl_finding_code code = verdict->because_count > 0 ? verdict->because[0].code : HL_FINDINGS;
    return code == HL_FOUND_COVARIATE_IS_METRIC || code == HL_FOUND_COVARIATE_TELLS ||
           code == HL_FOUND_COVARIATE_LACK_IS_METRIC;
}

static hl_word step_of(const hl_analysis *analysis, const char *but, bool harmful)
{
    const hl_verdict *verdict = &analysis->verdict;
    if (verdict->decision == HL_DECIDE_INVALID_DATA && is_of_column(verdict))
        return HL_WORD_NEXT_COLUMN;
    if (verdict->decision == HL_DECIDE_SHIP && but[0] != '\0')
        return HL_WORD_NEXT_SHIP_BUT;
    if (verdict->decision == HL_DECIDE_SHIP && hl_reports__short_differs(analysis, verdict->arm))
        return HL_WORD_NEXT_SHIP_SPLIT;
    hl_lack lack = hl_verdict_lack(verdict);
    if (lack == HL_LACKS_UNITS && harmful)
        return HL_WORD_NEXT_ENDED_HARM;
    if (lack != HL_LACKS_NOTHING)
        return lacks[lack][1];
    if (hl_reports__any_arm(verdict, HL_ARM_WORSE) && step_without(verdict->decision) != 0)
        return hl_reports__step_of_ties(analysis, step_without(verdict->decision));
    if (verdict->decision == HL_DECIDE_KEEP_RUNNING && but[0] != '\0')
        return HL_WORD_NEXT_KEEP_RUNNING_BUT;
    return verdict->decision == HL_DECIDE_KEEP_RUNNING
               ? hl_reports__running_step(verdict, harmful)
               : hl_reports__step_of_ties(
                     analysis, hl_reports__step_by_finding(verdict, steps[verdict->decision]));
}

/* The arm; "c (to all but city = Wuhan)" where it does harm. */
static const char *fit_text(const hl_analysis *analysis, size_t arm, hl_document *document)
{
    const hl_message_value values[] = {
        {"arm", hl_reports__titled(document, analysis->arms[arm].name)},
        {"names", harmed_segments(analysis, arm, document)}};
    const char *text = values[1].text[0] == '\0'
                           ? values[0].text
                           : hl_reports__say(document, HL_WORD_FIT_BUT, values, 2);
    const hl_message_value cost[] = {{"arm", text},
                                     {"costs", hl_reports__costs_of(analysis, arm, document)}};
    return cost[1].text[0] == '\0' ? text : hl_reports__say(document, HL_WORD_FIT_AT_COST, cost, 2);
}

/* Of the arms that may be shipped beside those to stop the one that leads, which is said first, and
 * the others. */
static const char *and_fit(const hl_analysis *analysis, const char *what, hl_document *document)
{
    const hl_verdict *verdict = &analysis->verdict;
    const char *first = "", *others = "";
    for (size_t i = 0; i < verdict->because_count; i++) {
        const hl_finding *f = &verdict->because[i];
        if (f->code != HL_FOUND_FIT_TO_SHIP)
            continue;
        const char *text = fit_text(analysis, f->arm, document);
        if (first[0] == '\0')
            first = text;
        else
            others = hl_reports__joined(document, others, HL_WORD_COMMA, text);
    }
    const hl_message_value values[] = {{"what", what}, {"arm", first}, {"arms", others}};
    return first[0] == '\0' ? what
                            : hl_reports__say(document,
                                              others[0] == '\0' ? HL_WORD_NEXT_AND_FIT
                                                                : HL_WORD_NEXT_AND_FIT_FIRST,
                                              values, 3);
}

/* ---- for whom not */

static bool is_dropped(const hl_verdict *verdict, size_t arm)
{
    for (size_t i = 0; i < verdict->arm_count; i++)
        if (verdict->arms[i].arm == arm)
            return verdict->arms[i].decision == HL_ARM_WORSE ||
                   verdict->arms[i].decision == HL_ARM_GUARDRAIL_BROKEN;
    return true;
}

/* An arm that is not dropped for everybody and is shown to do harm in segments. */
static bool harms_in_some(const hl_analysis *analysis, size_t arm)
{
    const hl_verdict *verdict = &analysis->verdict;
    for (size_t i = 0; i < verdict->because_count && !is_dropped(verdict, arm); i++)
        if (verdict->because[i].arm == arm && hl_finding_is_harm_in_segment(&verdict->because[i]))
            return true;
    return false;
}

/* Those arms by name, of many a few and how many more. */
static const char *harming_arms(const hl_analysis *analysis, size_t *count, hl_document *document)
{
    const char *names = "";
    *count = 0;
    for (size_t arm = 0; arm < analysis->arm_count; arm++)
        if (harms_in_some(analysis, arm) && (*count)++ < MOST_BESIDE)
            names = hl_reports__joined(document, names, HL_WORD_COMMA,
                                       hl_reports__titled(document, analysis->arms[arm].name));
    return hl_reports__with_more(document, names, *count > MOST_BESIDE ? *count - MOST_BESIDE : 0);
}

static const char *not_to(const hl_analysis *analysis, const char *what, const char *arm,
                          const char *names, bool runs, hl_document *document)
{
    const hl_message_value values[] = {{"what", what},
                                       {"arm", arm},
                                       {"names", names},
                                       {"control", analysis->arms[analysis->control].name}};
    return hl_reports__say(document, runs ? HL_WORD_NEXT_AND_END_FOR : HL_WORD_NEXT_AND_NOT_TO,
                           values, 4);
}

/* Where it runs on all arms of such a segment end alike: one of them alone would put the split off
 * there. Said of each such arm, behind what is next; of many in one sentence. */
static const char *and_not_to(const hl_analysis *analysis, const char *what, bool runs,
                              hl_document *document)
{
    size_t count;
    const char *all = harming_arms(analysis, &count, document);
    if (count > MOST_BESIDE)
        return not_to(analysis, what, all, harmed_segments(analysis, SIZE_MAX, document), runs,
                      document);
    for (size_t arm = 0; arm < analysis->arm_count; arm++)
        if (harms_in_some(analysis, arm))
            what = not_to(analysis, what, hl_reports__titled(document, analysis->arms[arm].name),
                          harmed_segments(analysis, arm, document), runs, document);
    return what;
}

/* ---- beside the arms to stop */

static const char *and_arms(const char *what, hl_word word, const char *arms, hl_document *document)
{
    const hl_message_value values[] = {{"what", what}, {"arms", arms}, {"worse", arms}};
    return arms[0] == '\0' ? what : hl_reports__say(document, word, values, 3);
}

/* Of many arms a few by name, and how many more. */
static const char *few_that(const hl_analysis *analysis, const hl_arm_decision *decisions,
                            size_t count, bool harmful, hl_document *document)
{
    const hl_verdict *verdict = &analysis->verdict;
    const char *names = "";
    size_t told = 0;
    for (size_t k = 0; k < count; k++)
        for (size_t i = 0; i < verdict->arm_count; i++)
            if (verdict->arms[i].decision == decisions[k] &&
                hl_reports__is_harmful(verdict, verdict->arms[i].arm) == harmful &&
                told++ < MOST_BESIDE)
                names = hl_reports__joined(
                    document, names, HL_WORD_COMMA,
                    hl_reports__titled(document, analysis->arms[verdict->arms[i].arm].name));
    return hl_reports__with_more(document, names, told > MOST_BESIDE ? told - MOST_BESIDE : 0);
}

/* Of a sample that has ended: one that is not better is not to be shipped, nor one that harms a
 * guardrail; of others it is not decided. */
static const char *and_ended(const hl_analysis *analysis, const char *what, hl_document *document)
{
    static const hl_arm_decision neither[] = {HL_ARM_UNDECIDED, HL_ARM_WORTH_EXCLUDED};
    static const hl_arm_decision open[] = {HL_ARM_GUARDRAIL_UNDECIDED, HL_ARM_WITHHELD,
                                           HL_ARM_UNDECIDED, HL_ARM_WORTH_EXCLUDED};
    const hl_message_value not_better[] = {
        {"what", what},
        {"arms", few_that(analysis, neither, 2, false, document)},
        {"control", analysis->arms[analysis->control].name}};
    if (not_better[1].text[0] != '\0')
        what = hl_reports__say(document, HL_WORD_NEXT_AND_NOT_BETTER, not_better, 3);
    const hl_message_value harmful[] = {
        {"what", what}, {"arms", few_that(analysis, open, 4, true, document)}, not_better[2]};
    if (harmful[1].text[0] != '\0')
        what = hl_reports__say(document, HL_WORD_NEXT_AND_HARMFUL, harmful, 3);
    return and_arms(what, HL_WORD_NEXT_AND_OTHERS_OPEN,
                    few_that(analysis, open, 2, false, document), document);
}

/* What becomes of the other arms: those that may be shipped; else, of those that are open, whether
 * they run on. */
static const char *and_others(const hl_analysis *analysis, const char *what, hl_document *document)
{
    static const hl_arm_decision open[] = {HL_ARM_GUARDRAIL_UNDECIDED, HL_ARM_UNDECIDED,
                                           HL_ARM_WITHHELD};
    const hl_verdict *verdict = &analysis->verdict;
    bool fits = hl_reports__any_arm(verdict, HL_ARM_FIT_TO_SHIP);
    bool runs = !hl_verdict_has_ended(verdict);
    const hl_arm_decision worse = HL_ARM_WORSE;
    what = and_arms(what, HL_WORD_NEXT_AND_WORSE, few_that(analysis, &worse, 1, false, document),
                    document);
    if (fits)
        return and_fit(analysis, what, document);
    if (!runs) /* sent to nobody */
        return and_ended(analysis, what, document);
    what =
        and_arms(what, HL_WORD_NEXT_AND_OTHERS_RUN,
                 few_that(analysis, open, sizeof open / sizeof open[0], false, document), document);
    return and_not_to(analysis, what, runs, document);
}

/* What else: of arms beside those to stop, of segments to which an arm does harm, of those that
 * gain though the whole does not. */
static const char *and_more(const hl_analysis *analysis, const char *what, hl_document *document)
{
    const hl_verdict *verdict = &analysis->verdict;
    hl_decision decision = verdict->decision;
    if (decision == HL_DECIDE_STOP_GUARDRAIL)
        return and_others(analysis, what, document);
    bool ends = decision == HL_DECIDE_KEEP_CONTROL || decision == HL_DECIDE_NOT_SHOWN;
    bool lacks_units = hl_verdict_lack(verdict) != HL_LACKS_NOTHING;
    bool without = decision == HL_DECIDE_KEEP_RUNNING && hl_reports__any_arm(verdict, HL_ARM_WORSE);
    if (ends || lacks_units || without)
        what = and_not_to(analysis, what, !ends && !lacks_units, document);
    const hl_message_value mixed[] = {{"what", what},
                                      {"mixed", hl_reports__mixed_arms(analysis, document)}};
    if (decision == HL_DECIDE_KEEP_CONTROL && mixed[1].text[0] != '\0')
        what = hl_reports__say(document, HL_WORD_NEXT_AND_MIXED, mixed, 2);
    const char *helped = ends ? helped_segments(analysis, document) : "";
    const hl_message_value values[] = {{"what", what}, {"names", helped}};
    return helped[0] != '\0' ? hl_reports__say(document, HL_WORD_NEXT_AND_SEGMENT, values, 2)
                             : what;
}

/* Behind what is next: arms that may be stopped too, and what the arm to ship costs. */
static const char *and_harm(const hl_analysis *analysis, const char *what, const char *harmful,
                            hl_document *document)
{
    bool runs = !hl_verdict_has_ended(&analysis->verdict);
    const hl_message_value values[] = {{"what", hl_reports__and_first(analysis, what, document)},
                                       {"harmful", harmful},
                                       {"costs", hl_reports__costs(analysis, document)}};
    if (values[2].text[0] != '\0' && analysis->verdict.decision == HL_DECIDE_SHIP)
        return hl_reports__say(document, HL_WORD_NEXT_AND_COST, values, 3);
    return harmful[0] != '\0' && runs
               ? hl_reports__say(document, HL_WORD_NEXT_AND_MAY_STOP, values, 3)
               : values[0].text;
}

static void add_step(const hl_analysis *analysis, const hl_finding *finding, hl_document *document)
{
    bool between = isnan(analysis->look_alpha) || hl_reports__is_of_look_day(&analysis->verdict);
    if (finding->code == HL_FOUND_MAY_STOP_FOR_HARM && between)
        (void)hl_reports__add(document, HL_BLOCK_BULLET,
                              hl_reports__finding_as(document, analysis, finding,
                                                     &hl_reports__words[HL_WORD_MAY_STOP_BETWEEN]));
    else if (finding->code == HL_FOUND_MAY_STOP_FOR_HARM)
        (void)hl_reports__add(document, HL_BLOCK_BULLET,
                              hl_reports__word(HL_WORD_HARM_SO_CLEAR, document->lang));
    else
        hl_reports__compose_finding(analysis, finding, document);
}

void hl_reports__compose_short_next(const hl_analysis *analysis, size_t most, hl_document *document)
{
    const hl_verdict *verdict = &analysis->verdict;
    size_t arm = verdict->arm == SIZE_MAX ? analysis->control : verdict->arm;
    bool stops = verdict->decision == HL_DECIDE_STOP_GUARDRAIL;
    bool runs = verdict->decision == HL_DECIDE_KEEP_RUNNING;
    size_t harm_count;
    const char *harming = runs ? harming_arms(analysis, &harm_count, document) : "";
    const char *but = verdict->decision == HL_DECIDE_SHIP ? harmed_segments(analysis, arm, document)
                      : harming[0] != '\0' ? harmed_segments(analysis, SIZE_MAX, document)
                                           : "";
    const hl_message_value names[] = {
        {"arm", stops  ? hl_reports__arms_that(analysis, HL_ARM_GUARDRAIL_BROKEN, document)
                : runs ? harming
                       : hl_reports__titled(document, analysis->arms[arm].name)},
        {"control", analysis->arms[analysis->control].name},
        {"names", but},
        {"worse", hl_reports__arms_that(analysis, HL_ARM_WORSE, document)},
        {"harmful", hl_reports__harmful_arms(analysis, document)},
        {"n", hl_reports__units_in(verdict, document)}};
    hl_word step =
        hl_reports__step_of_store(analysis, step_of(analysis, but, names[4].text[0] != '\0'));
    const char *said = hl_reports__say(document, step, names, 6);
    const char *unnamed = hl_reports__names_harmful(step) ? "" : names[4].text;
    said = and_harm(analysis, said, unnamed, document);
    const hl_message_value what = {"what", and_more(analysis, said, document)};
    bool units_help = hl_verdict_lack(verdict) <= HL_LACKS_UNITS;
    bool goes_on = verdict->decision != HL_DECIDE_SHIP &&
                   verdict->decision != HL_DECIDE_KEEP_CONTROL && units_help;
    size_t steps_said = 0;
    (void)hl_reports__add(document, HL_BLOCK_VERDICT,
                          hl_reports__say(document, HL_WORD_NEXT, &what, 1));
    for (int use = FIRST_STEP; goes_on && use <= A_STEP; use++)
        for (size_t i = 0; i < verdict->because_count; i++)
            if (use_of(&verdict->because[i]) == use && !hl_reports__is_said_once(analysis, i) &&
                steps_said++ < most)
                add_step(analysis, &verdict->because[i], document);
}
