/* The short form: one screen of what a reader acts on. Which arm, how sure, what next; then the
 * tables (compose_short_tables.c): the primary metrics, at what cost, for whom; then the checks
 * that are not ok. Whatever is left out here is in the full form. */
#include <string.h>

#include "reports/compose.h"
#include "reports/compose_short.h"
#include "reports/finding.h"
#include "reports/in_force.h"
#include "reports/say.h"

enum { ALL = 1 << 20 };
static const size_t most_alike = 2;

/* clang-format off */
const hl_short_room hl_reports__short_rooms[] = {
    /* together, reasons, steps, checks; arms of a primary metric, of a guardrail; rows;
     * segments that differ, their values */
    {false, 4, 3, 4, ALL, ALL, 6, 3, 4},
    {true, 4, 3, 4, ALL, ALL, 6, 3, 4},
    {true, 4, 3, 3, 3, 2, 4, 3, 4},
    {true, 4, 2, 2, 2, 1, 3, 2, 3},
    {true, 3, 2, 2, 1, 0, 3, 2, 3},
    {true, 2, 1, 1, 1, 0, 2, 1, 2},
    {true, 2, 1, 1, 1, 0, 0, 1, 2},
};
/* clang-format on */
const size_t hl_reports__short_room_count =
    sizeof hl_reports__short_rooms / sizeof hl_reports__short_rooms[0];

bool hl_reports__short_fits(hl_document *document)
{
    hl_text text = {0};
    size_t lines = 0;
    hl_reports__render_text(document, false, &text);
    for (size_t i = 0; i < text.length; i++)
        lines += text.data[i] == '\n';
    document->failed = document->failed || text.failed;
    hl_base__text_free(&text);
    return lines <= HL_SHORT_LINES;
}

/* ---- the dates */

/* "2026-06-01 08:00", "2026-06-01" of midnight where only days are told. */
static const char *minute_text(hl_document *document, hl_local_time at, bool of_days)
{
    enum { MINUTE = 16, DAY = 10 };
    char text[HL_TIME_TEXT];
    (void)hl_time_text(at, text);
    bool midnight = strncmp(text + DAY, "T00:00:00", 9) == 0;
    text[DAY] = ' ';
    text[of_days && midnight ? DAY : MINUTE] = '\0';
    return hl_reports__copy(document, text);
}

static void add_dates(const hl_analysis *analysis, hl_document *document)
{
    bool dated = analysis->closed.utc_ms != INT64_MAX;
    const hl_message_value at[] = {{"at", minute_text(document, analysis->generated, false)},
                                   {"zone", analysis->zone == NULL ? "UTC" : analysis->zone}};
    const hl_message_value values[] = {
        {"at", hl_reports__say(document, HL_WORD_AT_ZONE, at, 2)},
        {"as_of", dated ? minute_text(document, analysis->closed, true) : ""}};
    (void)hl_reports__add(
        document, HL_BLOCK_PARAGRAPH,
        hl_reports__say(document, dated ? HL_WORD_MADE_AS_OF : HL_WORD_MADE, values, 2));
}

/* ---- the reasons, and what next */

/* What a finding of a verdict is for: a reason that may be left out, as the tables say it; what to
 * do next; what the tables say better. Others are reasons that stay. */
enum { STAYS, SHOWN_BELOW, FIRST_STEP, A_STEP, IN_TABLE };
static const struct {
    hl_finding_code code;
    int use;
} uses[] = {
    {HL_FOUND_GUARDRAIL_UNDECIDED, SHOWN_BELOW},
    {HL_FOUND_GUARDRAIL_UNDECIDED_CORRECTED, SHOWN_BELOW},
    {HL_FOUND_HELD_BACK_BY_GUARDRAIL, SHOWN_BELOW},
    {HL_FOUND_HELD_BACK_BY_PRIMARY, SHOWN_BELOW},
    {HL_FOUND_NOT_SHOWN, SHOWN_BELOW},
    {HL_FOUND_NOT_SHOWN_CORRECTED, SHOWN_BELOW},
    {HL_FOUND_GAIN_EXCLUDED, SHOWN_BELOW},
    {HL_FOUND_GUARDRAIL_HELD, IN_TABLE},
    {HL_FOUND_GUARDRAIL_NO_HARM_SHOWN, IN_TABLE},
    {HL_FOUND_UNITS_NEEDED, A_STEP},
    {HL_FOUND_UNITS_NEEDED_FOR_WORTH, A_STEP},
    {HL_FOUND_UNITS_NEEDED_AS_PLANNED, A_STEP},
    {HL_FOUND_UNITS_NEEDED_UNSTEADY, A_STEP},
    {HL_FOUND_UNITS_NEEDED_TOO_EARLY, A_STEP},
    {HL_FOUND_UNITS_SUFFICE, A_STEP},
    {HL_FOUND_NEXT_LOOK, FIRST_STEP},
    {HL_FOUND_NEXT_LOOK_ON, FIRST_STEP},
    {HL_FOUND_WINDOWS_CLOSE_ON, FIRST_STEP},
    {HL_FOUND_UNITS_NEEDED_UNKNOWN, A_STEP},
    {HL_FOUND_UNITS_NEEDED_UNKNOWN_OTHERS, A_STEP},
    {HL_FOUND_UNITS_NEEDED_UNPROJECTED, A_STEP},
    {HL_FOUND_UNITS_TO_JUDGE, A_STEP},
    {HL_FOUND_GUARDRAIL_UNITS_NEEDED, A_STEP},
    {HL_FOUND_GUARDRAIL_UNITS_NEEDED_TOO_EARLY, A_STEP},
    {HL_FOUND_GUARDRAIL_UNITS_SUFFICE, A_STEP},
    {HL_FOUND_GUARDRAIL_BEYOND_MARGIN, A_STEP},
    {HL_FOUND_GUARDRAIL_NEAR_MARGIN, A_STEP},
    {HL_FOUND_WINDOWS_OPEN, FIRST_STEP},
    {HL_FOUND_BETWEEN_LOOKS, A_STEP},
    {HL_FOUND_ALWAYS_VALID, IN_TABLE},
    {HL_FOUND_FACTOR_MATTERS, SHOWN_BELOW},
    {HL_FOUND_FACTOR_WORSE, SHOWN_BELOW},
    {HL_FOUND_FACTOR_NOT_SHOWN, IN_TABLE},
    {HL_FOUND_FACTORS_INTERACT, SHOWN_BELOW},
    {HL_FOUND_SEGMENTS_DIFFER, IN_TABLE},
    {HL_FOUND_SEGMENT_WORSE, SHOWN_BELOW},
    {HL_FOUND_SEGMENT_BETTER, SHOWN_BELOW},
    {HL_FOUND_SEGMENT_REVERSED, SHOWN_BELOW},
};

static int use_of(const hl_finding *finding)
{
    for (size_t i = 0; i < sizeof uses / sizeof uses[0]; i++)
        if (uses[i].code == finding->code)
            return uses[i].use;
    return STAYS;
}

/* ---- reasons that are alike */

static bool has_all(const hl_finding *finding, uint32_t members)
{
    return (hl_finding_has(finding->code) & members) == members;
}

/* With little room, those of one code are one sentence, unless it is about something by name. */
static bool are_alike(const hl_finding *a, const hl_finding *b)
{
    return a->code == b->code && has_all(a, HL_HAS_METRIC | HL_HAS_ARM | HL_HAS_EFFECT) &&
           !has_all(a, HL_HAS_NAME);
}

static bool is_first_of_alike(const hl_verdict *verdict, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (are_alike(&verdict->because[i], &verdict->because[index]))
            return false;
    return true;
}

/* The arm and the metric, as far as they are not those of the first. */
static hl_word alike_word(const hl_finding *first, const hl_finding *finding)
{
    if (finding->metric == first->metric)
        return HL_WORD_ALIKE_ARM;
    bool of_metric = finding->code == HL_FOUND_GAIN_EXCLUDED || finding->arm == first->arm;
    return of_metric ? HL_WORD_ALIKE_METRIC : HL_WORD_ALIKE_BOTH;
}

/* "replied (+12.3 %), ordered (+14.7 %)"; so many where the tables tell it; "" where nothing is
 * alike. */
static const char *alike_text(const hl_analysis *analysis, size_t index, hl_document *document)
{
    const hl_verdict *verdict = &analysis->verdict;
    const hl_finding *first = &verdict->because[index];
    const char *items = "";
    size_t told = 0, untold = 0;
    for (size_t i = index + 1; i < verdict->because_count; i++) {
        const hl_finding *finding = &verdict->because[i];
        if (!are_alike(first, finding))
            continue;
        if (told++ >= (use_of(first) == STAYS ? most_alike : 0)) {
            untold++;
            continue;
        }
        items = hl_reports__joined(
            document, items, HL_WORD_COMMA,
            hl_reports__finding_as(document, analysis, finding,
                                   &hl_reports__words[alike_word(first, finding)]));
    }
    const hl_message_value n = {"n", hl_reports__count(document, (int64_t)untold)};
    return untold == 0 ? items
                       : hl_reports__joined(document, items, HL_WORD_COMMA,
                                            hl_reports__say(document, HL_WORD_ALIKE_MORE, &n, 1));
}

static void add_alike(const hl_analysis *analysis, size_t index, hl_document *document)
{
    const char *sentence =
        hl_reports__finding_in(document, analysis, &analysis->verdict.because[index]);
    const hl_message_value values[] = {{"sentence", sentence},
                                       {"items", alike_text(analysis, index, document)}};
    (void)hl_reports__add(
        document, HL_BLOCK_BULLET,
        values[1].text[0] == '\0' ? sentence : hl_reports__say(document, HL_WORD_ALIKE, values, 2));
}

static size_t count_staying(const hl_verdict *verdict, bool together)
{
    size_t count = 0;
    for (size_t i = 0; i < verdict->because_count; i++)
        count +=
            use_of(&verdict->because[i]) == STAYS && (!together || is_first_of_alike(verdict, i));
    return count;
}

/* Reasons that the tables tell as well make room for those that they do not. */
static void add_reasons(const hl_analysis *analysis, const hl_short_room *room,
                        hl_document *document)
{
    const hl_verdict *verdict = &analysis->verdict;
    size_t said = count_staying(verdict, false);
    for (size_t i = 0; i < verdict->because_count; i++) {
        int use = use_of(&verdict->because[i]);
        if (use == STAYS || (use == SHOWN_BELOW && said++ < room->reasons))
            hl_reports__compose_finding(analysis, &verdict->because[i], document);
    }
}

/* What is said of arms by the verdict's own reasons, then by others, then what is said of all. */
static int rank_of(const hl_finding *finding)
{
    bool stays = use_of(finding) == STAYS;
    return !stays ? 1 : has_all(finding, HL_HAS_ARM) ? 0 : 2;
}

static void add_reasons_together(const hl_analysis *analysis, const hl_short_room *room,
                                 hl_document *document)
{
    enum { RANKS = 3 };
    const hl_verdict *verdict = &analysis->verdict;
    size_t said = count_staying(verdict, true);
    for (int rank = 0; rank < RANKS; rank++)
        for (size_t i = 0; i < verdict->because_count; i++) {
            int use = use_of(&verdict->because[i]);
            bool due = rank_of(&verdict->because[i]) == rank && is_first_of_alike(verdict, i);
            if (due && (use == STAYS || (use == SHOWN_BELOW && said++ < room->reasons)))
                add_alike(analysis, i, document);
        }
}

static const hl_word steps[] = {
    [HL_DECIDE_SHIP] = HL_WORD_NEXT_SHIP,
    [HL_DECIDE_KEEP_CONTROL] = HL_WORD_NEXT_KEEP_CONTROL,
    [HL_DECIDE_KEEP_RUNNING] = HL_WORD_NEXT_KEEP_RUNNING,
    [HL_DECIDE_STOP_GUARDRAIL] = HL_WORD_NEXT_STOP,
    [HL_DECIDE_INVALID_SRM] = HL_WORD_NEXT_SRM,
    [HL_DECIDE_INVALID_DATA] = HL_WORD_NEXT_DATA,
    [HL_DECIDE_NOT_SHOWN] = HL_WORD_NEXT_NOT_SHOWN,
};

/* "city = Suzhou": where the arm to ship is shown to be worse; each once. */
static const char *harmed_names(const hl_verdict *verdict, hl_document *document)
{
    const char *names = "";
    for (size_t i = 0; i < verdict->because_count; i++) {
        const hl_finding *finding = &verdict->because[i];
        bool new = finding->code == HL_FOUND_SEGMENT_WORSE && finding->arm == verdict->arm;
        for (size_t k = 0; k < i && new; k++)
            new = verdict->because[k].code != HL_FOUND_SEGMENT_WORSE ||
                  strcmp(verdict->because[k].name, finding->name) != 0;
        if (new)
            names = hl_reports__joined(document, names, HL_WORD_COMMA, finding->name);
    }
    return names;
}

static hl_word step_of(const hl_analysis *analysis)
{
    const hl_verdict *verdict = &analysis->verdict;
    if (hl_reports__harms_some(verdict))
        return HL_WORD_NEXT_SHIP_BUT;
    if (verdict->decision == HL_DECIDE_SHIP && hl_reports__short_differs(analysis, verdict->arm))
        return HL_WORD_NEXT_SHIP_SPLIT;
    return steps[verdict->decision];
}

static void add_next(const hl_analysis *analysis, size_t most, hl_document *document)
{
    const hl_verdict *verdict = &analysis->verdict;
    size_t arm = verdict->arm == SIZE_MAX ? analysis->control : verdict->arm;
    const hl_message_value names[] = {{"arm", analysis->arms[arm].name},
                                      {"control", analysis->arms[analysis->control].name},
                                      {"names", harmed_names(verdict, document)}};
    const hl_message_value what = {"what", hl_reports__say(document, step_of(analysis), names, 3)};
    bool goes_on =
        verdict->decision != HL_DECIDE_SHIP && verdict->decision != HL_DECIDE_KEEP_CONTROL;
    size_t said = 0;
    (void)hl_reports__add(document, HL_BLOCK_VERDICT,
                          hl_reports__say(document, HL_WORD_NEXT, &what, 1));
    for (int use = FIRST_STEP; goes_on && use <= A_STEP; use++)
        for (size_t i = 0; i < verdict->because_count; i++)
            if (use_of(&verdict->because[i]) == use && said++ < most)
                hl_reports__compose_finding(analysis, &verdict->because[i], document);
}

/* ---- checks */

/* The verdict's first reason is the check that failed: not said twice. */
static bool is_said(const hl_analysis *analysis, const hl_check *check)
{
    const hl_verdict *verdict = &analysis->verdict;
    for (size_t i = 0; i < verdict->because_count; i++)
        if (verdict->because[i].check == check->finding.check &&
            verdict->because[i].code == check->finding.code &&
            verdict->because[i].metric == check->finding.metric &&
            check->finding.check != HL_CHECK_NONE)
            return true;
    return false;
}

static void say_count(hl_block_kind kind, hl_word word, size_t ok, size_t n, hl_document *document)
{
    const hl_message_value values[] = {{"ok", hl_reports__count(document, (int64_t)ok)},
                                       {"n", hl_reports__count(document, (int64_t)n)}};
    (void)hl_reports__add(document, kind, hl_reports__say(document, word, values, 2));
}

static void add_checks(const hl_analysis *analysis, size_t most, hl_document *document)
{
    size_t ok = 0, told = 0, untold = 0;
    for (size_t i = 0; i < analysis->check_count; i++)
        ok += analysis->checks[i].status == HL_CHECK_OK;
    size_t others = analysis->check_count - ok;
    say_count(HL_BLOCK_SUBHEADING, others == 0 ? HL_WORD_CHECKS_ALL : HL_WORD_CHECKS_SOME, ok,
              others, document);
    for (int status = HL_CHECK_FAIL; status > HL_CHECK_OK; status--)
        for (size_t i = 0; i < analysis->check_count; i++) {
            const hl_check *check = &analysis->checks[i];
            if ((int)check->status != status || is_said(analysis, check))
                continue;
            if (told++ < most)
                hl_reports__compose_check(analysis, check, document);
            else
                untold++;
        }
    if (untold > 0)
        say_count(HL_BLOCK_BULLET, HL_WORD_AND_MORE, ok, untold, document);
}

static bool is_invalid(const hl_analysis *analysis)
{
    return analysis->verdict.decision == HL_DECIDE_INVALID_SRM ||
           analysis->verdict.decision == HL_DECIDE_INVALID_DATA;
}

void hl_reports__compose_short(const hl_analysis *analysis, const hl_short_room *room,
                               hl_document *document)
{
    hl_reports__compose_title(analysis, document);
    add_dates(analysis, document);
    hl_reports__compose_decision(analysis, document);
    if (room->together)
        add_reasons_together(analysis, room, document);
    else
        add_reasons(analysis, room, document);
    add_next(analysis, room->steps, document);
    if (is_invalid(analysis))
        (void)hl_reports__add(document, HL_BLOCK_PARAGRAPH,
                              hl_reports__word(HL_WORD_NOT_COMPARED, document->lang));
    else
        hl_reports__compose_short_tables(analysis, room, document);
    add_checks(analysis, room->checks, document);
    say_count(HL_BLOCK_PARAGRAPH,
              analysis->warning_count == 0 ? HL_WORD_EVERYTHING : HL_WORD_EVERYTHING_REMARKS, 0,
              analysis->warning_count, document);
}
