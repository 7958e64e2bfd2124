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

/* clang-format off */
const hl_short_room hl_reports__short_rooms[] = {
    /* together, reasons, steps, checks; arms of a primary metric, of a guardrail; rows;
     * segments that differ, their values; guardrails that hold; of intervals */
    {false, 4, 3, 4, ALL, ALL, 6, 3, 4, false, true},
    {false, 4, 3, 4, ALL, ALL, 6, 3, 4, false, false},
    {true, 4, 3, 4, ALL, ALL, 6, 3, 4, false, false},
    {true, 4, 3, 3, 3, 2, 4, 3, 4, false, false},
    {true, 4, 2, 2, 2, 1, 3, 2, 3, false, false},
    {true, 3, 2, 2, 1, 0, 3, 2, 3, false, false},
    {true, 2, 1, 1, 1, 0, 2, 1, 2, false, false},
    {true, 2, 1, 1, 1, 0, 0, 1, 2, false, false},
    {true, 2, 1, 1, 0, 0, 0, 1, 2, false, false},
    {true, 1, 1, 1, 0, 0, 0, 1, 2, true, false},
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
    hl_reports__compose_short_reasons(analysis, room, document);
    hl_reports__compose_short_next(analysis, room->steps, document);
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
