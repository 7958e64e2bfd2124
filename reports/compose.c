#include "reports/compose.h"

#include <math.h>
#include <string.h>

#include "base/civil.h"
#include "reports/compose_metric.h"
#include "reports/phrases.h"

const char *hl_reports__fill(hl_document *document, const char *template, const char *const *parts,
                             size_t count)
{
    hl_text text = {0};
    const char *at = template;
    for (const char *open; (open = strchr(at, '{')) != NULL; at = open + 3) {
        size_t index = (size_t)(open[1] - '0');
        hl_base__text_add_bytes(&text, at, (size_t)(open - at));
        hl_base__text_add(&text, index < count ? parts[index] : "?");
    }
    hl_base__text_add(&text, at);
    return hl_reports__keep(document, &text);
}

const char *hl_reports__count(hl_document *document, int64_t count)
{
    hl_text text = {0};
    hl_base__show_count(&text, count);
    return hl_reports__keep(document, &text);
}

static void add_title(const hl_analysis *analysis, hl_document *document)
{
    const hl_design *design = analysis->design;
    const char *title = document->lang == HL_LANG_ZH ? design->title_zh : design->title_en;
    hl_text text = {0};
    hl_base__text_add(&text, title == NULL ? design->experiment : title);
    if (strcmp(hl_base__text_string(&text), design->experiment) != 0)
        hl_base__text_addf(&text, document->lang == HL_LANG_ZH ? "（%s）" : " (%s)",
                           design->experiment);
    (void)hl_reports__add(document, HL_BLOCK_TITLE, hl_reports__keep(document, &text));
}

static void add_dates(const hl_analysis *analysis, hl_document *document)
{
    char buffer[HL_TIME_TEXT];
    hl_text text = {0};
    hl_base__text_addf(&text, "%s %s", hl_reports__word(HL_WORD_GENERATED, document->lang),
                       hl_base__time_text(analysis->generated_at_utc_ms, 0, buffer));
    if (analysis->as_of_utc_ms != INT64_MAX)
        hl_base__text_addf(&text, "%s%s %s", document->lang == HL_LANG_ZH ? "，" : ", ",
                           hl_reports__word(HL_WORD_AS_OF, document->lang),
                           hl_base__time_text(analysis->as_of_utc_ms, 0, buffer));
    hl_base__text_add(&text, document->lang == HL_LANG_ZH ? "。" : ".");
    (void)hl_reports__add(document, HL_BLOCK_PARAGRAPH, hl_reports__keep(document, &text));
}

static const struct {
    hl_word word;
    hl_tone tone;
} decisions[] = {
    [HL_DECIDE_SHIP] = {HL_WORD_SHIP, HL_TONE_GOOD},
    [HL_DECIDE_KEEP_CONTROL] = {HL_WORD_KEEP_CONTROL, HL_TONE_WARN},
    [HL_DECIDE_KEEP_RUNNING] = {HL_WORD_KEEP_RUNNING, HL_TONE_WARN},
    [HL_DECIDE_STOP_GUARDRAIL] = {HL_WORD_STOP_GUARDRAIL, HL_TONE_BAD},
    [HL_DECIDE_INVALID_SRM] = {HL_WORD_INVALID_SRM, HL_TONE_BAD},
    [HL_DECIDE_INVALID_DATA] = {HL_WORD_INVALID_DATA, HL_TONE_BAD},
};

static void add_verdict(const hl_analysis *analysis, hl_document *document)
{
    const hl_verdict *verdict = &analysis->verdict;
    size_t arm = verdict->arm == SIZE_MAX ? analysis->control : verdict->arm;
    const char *name = analysis->arms[arm].name;
    const char *words = hl_reports__fill(
        document, hl_reports__word(decisions[verdict->decision].word, document->lang), &name, 1);
    hl_text text = {0};
    hl_base__text_addf(&text, "%s%s%s", hl_reports__word(HL_WORD_VERDICT, document->lang),
                       hl_reports__word(HL_WORD_COLON, document->lang), words);
    hl_block *block =
        hl_reports__add(document, HL_BLOCK_VERDICT, hl_reports__keep(document, &text));
    if (block != NULL)
        block->tone = decisions[verdict->decision].tone;
    for (size_t i = 0; i < verdict->because_count; i++)
        (void)hl_reports__add(document, HL_BLOCK_BULLET,
                              document->lang == HL_LANG_ZH ? verdict->because[i].zh
                                                           : verdict->because[i].en);
}

static const char *share_text(const hl_analysis *analysis, size_t arm, hl_document *document)
{
    double all = 0;
    for (size_t i = 0; i < analysis->arm_count; i++)
        all += (double)analysis->arms[i].weight;
    if (!analysis->arms[arm].weight_known || all <= 0)
        return hl_reports__word(HL_WORD_UNKNOWN, document->lang);
    hl_text text = {0};
    hl_base__show_number(&text, (double)analysis->arms[arm].weight / all, 1, HL_SHOW_SHARE,
                         document->lang);
    return hl_reports__keep(document, &text);
}

static void add_arms(const hl_analysis *analysis, hl_document *document)
{
    static const hl_word header[] = {HL_WORD_ARM, HL_WORD_WEIGHT, HL_WORD_UNITS, HL_WORD_TOUCHES};
    (void)hl_reports__add(document, HL_BLOCK_HEADING,
                          hl_reports__word(HL_WORD_ARMS, document->lang));
    hl_reports__table(document, 4, 0xE);
    for (size_t i = 0; i < 4; i++)
        hl_reports__cell(document, hl_reports__word(header[i], document->lang));
    for (size_t i = 0; i < analysis->arm_count; i++) {
        hl_text name = {0};
        hl_base__text_addf(
            &name, "%s%s", analysis->arms[i].name,
            i == analysis->control ? hl_reports__word(HL_WORD_CONTROL_MARK, document->lang) : "");
        hl_reports__cell(document, hl_reports__keep(document, &name));
        hl_reports__cell(document, share_text(analysis, i, document));
        hl_reports__cell(document, hl_reports__count(document, analysis->arms[i].units));
        hl_reports__cell(document, hl_reports__count(document, analysis->arms[i].touches));
    }
}

static void add_checks(const hl_analysis *analysis, hl_document *document)
{
    static const hl_word statuses[] = {HL_WORD_OK, HL_WORD_WARN, HL_WORD_FAIL};
    (void)hl_reports__add(document, HL_BLOCK_HEADING,
                          hl_reports__word(HL_WORD_CHECKS, document->lang));
    for (size_t i = 0; i < analysis->check_count; i++) {
        const hl_check *check = &analysis->checks[i];
        bool zh = document->lang == HL_LANG_ZH;
        hl_text text = {0};
        hl_base__text_addf(&text, zh ? "[%s] %s：%s" : "[%s] %s: %s",
                           hl_reports__word(statuses[check->status], document->lang),
                           hl_reports__check_name(check->name, document->lang),
                           zh ? check->detail_zh : check->detail_en);
        hl_block *block =
            hl_reports__add(document, HL_BLOCK_BULLET, hl_reports__keep(document, &text));
        if (block != NULL)
            block->tone = check->status == HL_CHECK_OK     ? HL_TONE_PLAIN
                          : check->status == HL_CHECK_WARN ? HL_TONE_WARN
                                                           : HL_TONE_BAD;
    }
}

static void add_warnings(const hl_analysis *analysis, hl_document *document)
{
    if (analysis->warning_count == 0)
        return;
    (void)hl_reports__add(document, HL_BLOCK_HEADING,
                          hl_reports__word(HL_WORD_WARNINGS, document->lang));
    for (size_t i = 0; i < analysis->warning_count; i++)
        (void)hl_reports__add(document, HL_BLOCK_BULLET,
                              document->lang == HL_LANG_ZH ? analysis->warnings[i].zh
                                                           : analysis->warnings[i].en);
}

static void add_inputs(const hl_analysis *analysis, hl_document *document)
{
    (void)hl_reports__add(document, HL_BLOCK_HEADING,
                          hl_reports__word(HL_WORD_INPUTS, document->lang));
    for (size_t i = 0; i < analysis->input_count; i++) {
        hl_text text = {0};
        hl_base__text_addf(&text, "%s = %s", analysis->inputs[i].name, analysis->inputs[i].value);
        (void)hl_reports__add(document, HL_BLOCK_BULLET, hl_reports__keep(document, &text));
    }
}

void hl_reports__compose(const hl_analysis *analysis, hl_document *document)
{
    add_title(analysis, document);
    add_dates(analysis, document);
    add_verdict(analysis, document);
    add_arms(analysis, document);
    for (size_t i = 0; i < analysis->metric_count; i++)
        hl_reports__compose_metric(analysis, i, document);
    add_checks(analysis, document);
    add_warnings(analysis, document);
    add_inputs(analysis, document);
}
