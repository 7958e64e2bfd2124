#include "reports/compose.h"
#include "reports/compose_short.h"

#include <math.h>
#include <string.h>

#include "base/civil.h"
#include "reports/command.h"
#include "reports/compose_metric.h"
#include "reports/finding.h"
#include "reports/messages/names.h"
#include "reports/say.h"
#include "reports/titles.h"

void hl_reports__compose_title(const hl_analysis *analysis, hl_document *document)
{
    (void)hl_reports__add(document, HL_BLOCK_TITLE,
                          hl_reports__experiment_titled(document, analysis->design));
}

static void add_dates(const hl_analysis *analysis, hl_document *document)
{
    char generated[HL_TIME_TEXT];
    char as_of[HL_TIME_TEXT];
    bool dated = analysis->closed.utc_ms != INT64_MAX;
    const hl_message_value values[] = {
        {"at", hl_time_text(analysis->generated, generated)},
        {"as_of", dated ? hl_time_text(analysis->closed, as_of) : ""}};
    (void)hl_reports__add(
        document, HL_BLOCK_PARAGRAPH,
        hl_reports__say(document, dated ? HL_WORD_GENERATED_AS_OF : HL_WORD_GENERATED, values, 2));
}

static const struct {
    hl_word word;
    hl_tone tone;
} decisions[] = {
    [HL_DECIDE_SHIP] = {HL_WORD_SHIP, HL_TONE_GOOD},
    [HL_DECIDE_KEEP_CONTROL] = {HL_WORD_KEEP_CONTROL, HL_TONE_WARN},
    [HL_DECIDE_NOT_SHOWN] = {HL_WORD_DECIDE_NOT_SHOWN, HL_TONE_WARN},
    [HL_DECIDE_KEEP_RUNNING] = {HL_WORD_KEEP_RUNNING, HL_TONE_WARN},
    [HL_DECIDE_STOP_GUARDRAIL] = {HL_WORD_STOP_GUARDRAIL, HL_TONE_BAD},
    [HL_DECIDE_INVALID_SRM] = {HL_WORD_INVALID_SRM, HL_TONE_BAD},
    [HL_DECIDE_INVALID_DATA] = {HL_WORD_INVALID_DATA, HL_TONE_BAD},
    [HL_DECIDE_COUNTED_APART] = {HL_WORD_COUNTED_APART, HL_TONE_WARN},
};

static const char *sentence_of(const hl_analysis *analysis, const hl_finding *finding,
                               hl_document *document)
{
    return hl_reports__finding_in(document, analysis, finding);
}

void hl_reports__compose_finding(const hl_analysis *analysis, const hl_finding *finding,
                                 hl_document *document)
{
    (void)hl_reports__add(document, HL_BLOCK_BULLET, sentence_of(analysis, finding, document));
}

bool hl_reports__harms_some(const hl_verdict *verdict)
{
    for (size_t i = 0; i < verdict->because_count; i++) {
        const hl_finding *finding = &verdict->because[i];
        if (hl_finding_is_harm_in_segment(finding) && finding->arm == verdict->arm)
            return verdict->decision == HL_DECIDE_SHIP;
    }
    return false;
}

/* By the check that fails. */
static hl_word invalid_word(hl_check_kind check)
{
    if (check == HL_CHECK_REPEATED_ROWS || check == HL_CHECK_DUPLICATES)
        return HL_WORD_INVALID_TWICE;
    if (check == HL_CHECK_CURRENCIES)
        return HL_WORD_INVALID_CURRENCIES;
    if (check == HL_CHECK_AMOUNTS)
        return HL_WORD_INVALID_AMOUNTS;
    if (check == HL_CHECK_CONTRADICTIONS)
        return HL_WORD_INVALID_CONTRADICTIONS;
    if (check == HL_CHECK_MEANING)
        return HL_WORD_INVALID_MEANING;
    return hl_check_is_of_losses(check) ? HL_WORD_INVALID_LOST : HL_WORD_INVALID_DATA;
}

static bool says_segments(const hl_verdict *verdict, bool harm)
{
    for (size_t i = 0; i < verdict->because_count; i++)
        if (harm ? hl_finding_is_harm_in_segment(&verdict->because[i])
                 : verdict->because[i].code == HL_FOUND_SEGMENT_BETTER)
            return true;
    return false;
}

/* Whether the end is a planned one, and not only taken for it. */
static bool says_end(const hl_verdict *verdict)
{
    for (size_t i = 0; i < verdict->because_count; i++)
        if (verdict->because[i].code == HL_FOUND_NO_PLANNED_END)
            return false;
    return true;
}

/* What is shown of segments is evidence, though nothing is of the whole. */
static hl_word not_shown_word(const hl_verdict *verdict, bool costs, bool harmful)
{
    static const hl_word words[2][2] = {
        {HL_WORD_DECIDE_NOT_SHOWN, HL_WORD_DECIDE_NOT_SHOWN_GAIN},
        {HL_WORD_DECIDE_NOT_SHOWN_HARM, HL_WORD_DECIDE_NOT_SHOWN_OPPOSITE}};
    bool harm = says_segments(verdict, true), gain = says_segments(verdict, false);
    bool plain = !harm && !gain && !hl_reports__any_arm(verdict, HL_ARM_WORSE);
    if (plain && (harmful || costs))
        return harmful ? HL_WORD_NOT_SHOWN_BUT_HARM : HL_WORD_NOT_SHOWN_AT_COST;
    if (plain && !says_end(verdict))
        return HL_WORD_DECIDE_NOT_SHOWN_SO_FAR;
    return hl_reports__any_arm(verdict, HL_ARM_WORSE) ? HL_WORD_DECIDE_NOT_SHOWN_WITHOUT
                                                      : words[harm][gain];
}

/* What it waits for, where that is no matter of time. */
static hl_word running_word(const hl_verdict *verdict)
{
    hl_word step = hl_reports__running_step(verdict, false);
    return step == HL_WORD_NEXT_NOT_BEGUN ? HL_WORD_NOT_BEGUN
           : step == HL_WORD_NEXT_STANDSTILL || step == HL_WORD_NEXT_STANDSTILL_FIXED
               ? HL_WORD_STANDSTILL
           : step == HL_WORD_NEXT_UNSEEN_RUNS ? HL_WORD_NOT_DECIDED_UNSEEN
                                              : HL_WORD_KEEP_RUNNING;
}

/* The data contradict the design, or are not all there; an arm to ship does harm somewhere. */
static hl_word word_of(const hl_analysis *analysis, bool harmful, bool costs, bool mixed)
{
    const hl_verdict *verdict = &analysis->verdict;
    if (hl_reports__harms_some(verdict))
        return costs ? HL_WORD_SHIP_NOT_ALL_AT_COST : HL_WORD_SHIP_NOT_ALL;
    if (costs && verdict->decision == HL_DECIDE_SHIP)
        return HL_WORD_SHIP_AT_COST;
    if (harmful && hl_verdict_lack(verdict) == HL_LACKS_UNITS)
        return HL_WORD_NOT_DECIDED_HARM;
    if (hl_verdict_lack(verdict) != HL_LACKS_NOTHING)
        return hl_reports__lack_word(hl_verdict_lack(verdict));
    if (verdict->decision == HL_DECIDE_KEEP_RUNNING && hl_reports__any_arm(verdict, HL_ARM_WORSE))
        return HL_WORD_KEEP_RUNNING_WITHOUT;
    if (harmful && verdict->decision == HL_DECIDE_STOP_GUARDRAIL)
        return hl_verdict_has_ended(verdict) ? HL_WORD_STOP_GUARDRAIL : HL_WORD_STOP_AND_MAY;
    if (harmful && verdict->decision == HL_DECIDE_KEEP_RUNNING)
        return running_word(verdict) == HL_WORD_STANDSTILL ? HL_WORD_STANDSTILL_OR_STOP
                                                           : HL_WORD_KEEP_RUNNING_OR_STOP;
    if (verdict->decision == HL_DECIDE_KEEP_RUNNING)
        return running_word(verdict);
    if (verdict->decision == HL_DECIDE_NOT_SHOWN)
        return not_shown_word(verdict, costs, harmful);
    if (verdict->decision == HL_DECIDE_KEEP_CONTROL && mixed)
        return HL_WORD_KEEP_CONTROL_MIXED;
    if (verdict->decision == HL_DECIDE_INVALID_SRM && verdict->because_count > 0 &&
        verdict->because[0].check == HL_CHECK_SRM_BY_SEGMENT)
        return HL_WORD_INVALID_SRM_SEGMENTS;
    return verdict->decision == HL_DECIDE_INVALID_DATA && verdict->because_count > 0
               ? invalid_word(verdict->because[0].check)
               : decisions[verdict->decision].word;
}

/* Only what is said: else a name would count as having stood beside its title. */
static bool says_value(hl_word word, const char *name)
{
    return strstr(hl_reports__words[word].en, name) != NULL;
}

void hl_reports__compose_decision(const hl_analysis *analysis, hl_document *document)
{
    const hl_verdict *verdict = &analysis->verdict;
    size_t arm = verdict->arm == SIZE_MAX ? analysis->control : verdict->arm;
    bool stops = verdict->decision == HL_DECIDE_STOP_GUARDRAIL;
    const bool *stood = hl_reports__titles_stood(document);
    bool harmful = hl_reports__harmful_arms(analysis, document)[0] != '\0';
    bool mixed = hl_reports__mixed_arms(analysis, document)[0] != '\0';
    hl_word word =
        word_of(analysis, harmful, hl_reports__costs(analysis, document)[0] != '\0', mixed);
    hl_reports__titles_back(document, stood);
    const char *worse =
        !says_value(word, "{worse}") ? "" : hl_reports__arms_that(analysis, HL_ARM_WORSE, document);
    const hl_message_value names[] = {
        {"arm", stops ? hl_reports__arms_that(analysis, HL_ARM_GUARDRAIL_BROKEN, document)
                      : analysis->arms[arm].name},
        {"worse", worse},
        {"harmful",
         says_value(word, "{harmful}") ? hl_reports__harmful_arms(analysis, document) : ""},
        {"costs", says_value(word, "{costs}") ? hl_reports__costs(analysis, document) : ""},
        {"mixed", says_value(word, "{mixed}") ? hl_reports__mixed_arms(analysis, document) : ""}};
    const hl_message_value said = {"decision", hl_reports__say(document, word, names, 5)};
    const hl_message_value decision = {
        "decision", hl_reports__is_less_than_worth(verdict)
                        ? hl_reports__say(document, HL_WORD_SHIP_LESS_THAN_WORTH, &said, 1)
                        : said.text};
    hl_block *block = hl_reports__add(document, HL_BLOCK_VERDICT,
                                      hl_reports__say(document, HL_WORD_VERDICT, &decision, 1));
    if (block != NULL)
        block->tone = decisions[verdict->decision].tone;
}

static void add_verdict(const hl_analysis *analysis, hl_document *document)
{
    const hl_verdict *verdict = &analysis->verdict;
    hl_reports__compose_decision(analysis, document);
    for (size_t i = 0; i < verdict->because_count; i++)
        hl_reports__compose_finding(analysis, &verdict->because[i], document);
}

static const char *share_text(const hl_analysis *analysis, size_t arm, hl_document *document)
{
    double all = 0;
    for (size_t i = 0; i < analysis->arm_count; i++)
        all += (double)analysis->arms[i].weight;
    if (!analysis->arms[arm].weight_known || all <= 0)
        return hl_reports__word(HL_WORD_UNKNOWN, document->lang);
    return hl_reports__number(document, (double)analysis->arms[arm].weight / all, 1, HL_SHOW_SHARE);
}

/* Touches tell something where there are any, and not one for every unit. */
static bool tells_touches(const hl_analysis *analysis)
{
    bool any = false, other = false;
    for (size_t i = 0; i < analysis->arm_count; i++) {
        any = any || analysis->arms[i].touches > 0;
        other = other || analysis->arms[i].touches != analysis->arms[i].units;
    }
    return any && other;
}

static void add_arms(const hl_analysis *analysis, hl_document *document)
{
    static const hl_word header[] = {HL_WORD_ARM, HL_WORD_WEIGHT, HL_WORD_UNITS, HL_WORD_TOUCHES};
    size_t columns = tells_touches(analysis) ? 4 : 3;
    (void)hl_reports__add(document, HL_BLOCK_HEADING,
                          hl_reports__word(HL_WORD_ARMS, document->lang));
    hl_reports__table(document, columns, 0xE);
    for (size_t i = 0; i < columns; i++)
        hl_reports__cell(document, hl_reports__word(header[i], document->lang));
    for (size_t i = 0; i < analysis->arm_count; i++) {
        const char *name = analysis->arms[i].name;
        hl_reports__cell(document,
                         i == analysis->control ? hl_reports__control(document, name) : name);
        hl_reports__cell(document, share_text(analysis, i, document));
        hl_reports__cell(document, hl_reports__count(document, analysis->arms[i].units));
        if (columns == 4)
            hl_reports__cell(document, hl_reports__count(document, analysis->arms[i].touches));
    }
}

void hl_reports__compose_check(const hl_analysis *analysis, const hl_check *check,
                               hl_document *document)
{
    static const hl_word statuses[] = {HL_WORD_OK, HL_WORD_WARN, HL_WORD_FAIL};
    static const hl_tone tones[] = {HL_TONE_PLAIN, HL_TONE_WARN, HL_TONE_BAD};
    const hl_message_value values[] = {
        {"status", hl_reports__word(statuses[check->status], document->lang)},
        {"check", hl_reports__check_name(check->finding.check, document->lang)},
        {"detail", sentence_of(analysis, &check->finding, document)}};
    hl_block *block = hl_reports__add(document, HL_BLOCK_BULLET,
                                      hl_reports__say(document, HL_WORD_CHECK, values, 3));
    if (block != NULL)
        block->tone = tones[check->status];
}

static void add_checks(const hl_analysis *analysis, hl_document *document)
{
    (void)hl_reports__add(document, HL_BLOCK_HEADING,
                          hl_reports__word(HL_WORD_CHECKS, document->lang));
    for (size_t i = 0; i < analysis->check_count; i++)
        hl_reports__compose_check(analysis, &analysis->checks[i], document);
}

static void add_warnings(const hl_analysis *analysis, hl_document *document)
{
    if (analysis->warning_count == 0)
        return;
    (void)hl_reports__add(document, HL_BLOCK_HEADING,
                          hl_reports__word(HL_WORD_WARNINGS, document->lang));
    for (size_t i = 0; i < analysis->warning_count; i++)
        hl_reports__compose_finding(analysis, &analysis->warnings[i], document);
}

static void add_inputs(const hl_analysis *analysis, const char *const *words, size_t count,
                       hl_document *document)
{
    (void)hl_reports__add(document, HL_BLOCK_HEADING,
                          hl_reports__word(HL_WORD_INPUTS, document->lang));
    hl_reports__compose_again(words, count, document);
    for (size_t i = 0; i < analysis->input_count; i++) {
        hl_text text = {0};
        hl_base__text_addf(&text, "%s = %s", analysis->inputs[i].name, analysis->inputs[i].value);
        (void)hl_reports__add(document, HL_BLOCK_BULLET, hl_reports__keep(document, &text));
    }
}

void hl_reports__compose(const hl_analysis *analysis, const char *const *words, size_t count,
                         hl_document *document)
{
    hl_reports__compose_title(analysis, document);
    add_dates(analysis, document);
    add_verdict(analysis, document);
    add_arms(analysis, document);
    for (size_t i = 0; i < analysis->metric_count; i++)
        hl_reports__compose_metric(analysis, i, document);
    add_checks(analysis, document);
    add_warnings(analysis, document);
    add_inputs(analysis, words, count, document);
}
