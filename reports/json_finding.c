#include "reports/json_finding.h"

#include <math.h>

#include "reports/finding.h"

static void add_sentence(hl_json_writer *w, const char *key, const hl_analysis *analysis,
                         const hl_finding *finding, hl_lang lang)
{
    hl_text text = {0};
    hl_reports__finding(analysis, finding, lang, &text);
    hl_json__key(w, key);
    hl_json__add_text(w, &text);
    hl_base__text_free(&text);
}

static void add_sentences(hl_json_writer *w, const char *key, const hl_analysis *analysis,
                          const hl_finding *finding)
{
    hl_json__key(w, key);
    hl_json__open_object(w);
    add_sentence(w, "en", analysis, finding, HL_LANG_EN);
    add_sentence(w, "zh", analysis, finding, HL_LANG_ZH);
    hl_json__close_object(w);
}

/* Members that the items of this finding do not have are left out. */
static void add_item(hl_json_writer *w, const hl_finding_item *item)
{
    const struct {
        const char *key;
        double number;
    } numbers[] = {{"n", item->n},       {"of", item->of},         {"expected", item->expected},
                   {"held", item->held}, {"pulled", item->pulled}, {"level", item->level}};
    hl_json__open_object(w);
    if (item->name != NULL)
        hl_json__string_member(w, "name", item->name);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (!isnan(numbers[i].number))
            hl_json__number_member(w, numbers[i].key, numbers[i].number);
    hl_json__close_object(w);
}

static void add_names(hl_json_writer *w, const hl_analysis *analysis, const hl_finding *f,
                      uint32_t has)
{
    if (has & HL_HAS_METRIC)
        hl_json__string_member(w, "metric", analysis->metrics[f->metric].metric->name);
    if (has & HL_HAS_ARM)
        hl_json__string_member(w, "arm", analysis->arms[f->arm].name);
    if (has & HL_HAS_OTHER)
        hl_json__string_member(w, "other", analysis->arms[f->other].name);
    if (has & HL_HAS_NAME && f->name != NULL)
        hl_json__string_member(w, "name", f->name);
    if (has & HL_HAS_MEANT)
        hl_json__string_member(w, "meant", f->meant);
    if (has & HL_HAS_HELD_BY)
        hl_json__string_member(w, "held_by", analysis->metrics[f->held_by].metric->name);
}

static void add_effect(hl_json_writer *w, const hl_finding *f, uint32_t has)
{
    if (has & HL_HAS_EFFECT) {
        hl_json__string_member(w, "effect_of", hl_effect_scale_name(f->effect_of));
        hl_json__number_member(w, "effect", f->effect.estimate);
    }
    if (has & HL_HAS_INTERVAL) {
        hl_json__number_member(w, "low", f->effect.low);
        hl_json__number_member(w, "high", f->effect.high);
    }
    if (has & HL_HAS_LATER) {
        hl_json__number_member(w, "later", f->later.estimate);
        hl_json__number_member(w, "later_low", f->later.low);
        hl_json__number_member(w, "later_high", f->later.high);
    }
    if (has & HL_HAS_MARGIN) {
        hl_json__string_member(w, "margin_of", hl_effect_scale_name(f->margin_of));
        hl_json__number_member(w, "margin", f->margin);
    }
}

/* Every member that the code has, in the order of the document; p is the check's own. */
static void add_members(hl_json_writer *w, const hl_analysis *analysis, const hl_finding *f,
                        uint32_t has)
{
    const struct {
        uint32_t bit;
        const char *key;
        double number;
    } numbers[] = {{HL_HAS_P, "p", f->p},
                   {HL_HAS_N, "n", f->n},
                   {HL_HAS_N_RANGE, "n_low", f->n_low},
                   {HL_HAS_N_RANGE, "n_high", f->n_high},
                   {HL_HAS_OF, "of", f->of},
                   {HL_HAS_SHARE, "share", f->share},
                   {HL_HAS_SHARE_NEEDED, "share_needed", f->share_needed},
                   {HL_HAS_LEVEL, "level", f->level},
                   {HL_HAS_ICC, "icc", f->icc},
                   {HL_HAS_DESIGN_EFFECT, "design_effect", f->design_effect},
                   {HL_HAS_POWER, "power", f->power},
                   {HL_HAS_LIMIT, "limit", f->limit}};
    add_names(w, analysis, f, has);
    add_effect(w, f, has);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (has & numbers[i].bit)
            hl_json__number_member(w, numbers[i].key, numbers[i].number);
    if ((has & HL_HAS_ITEMS) == 0)
        return;
    hl_json__key(w, "items");
    hl_json__open_array(w);
    for (size_t i = 0; i < f->item_count; i++)
        add_item(w, &f->items[i]);
    hl_json__close_array(w);
}

void hl_reports__json_finding(hl_json_writer *w, const hl_analysis *analysis,
                              const hl_finding *finding)
{
    hl_json__open_object(w);
    hl_json__string_member(w, "code", hl_finding_name(finding->code));
    if (finding->check != HL_CHECK_NONE)
        hl_json__string_member(w, "check", hl_check_name(finding->check));
    add_members(w, analysis, finding, hl_finding_has(finding->code));
    add_sentences(w, "text", analysis, finding);
    hl_json__close_object(w);
}

void hl_reports__json_check(hl_json_writer *w, const hl_analysis *analysis, const hl_check *check)
{
    const hl_finding *finding = &check->finding;
    hl_json__open_object(w);
    hl_json__string_member(w, "check", hl_check_name(finding->check));
    hl_json__string_member(w, "code", hl_finding_name(finding->code));
    hl_json__string_member(w, "status", hl_check_status_name(check->status));
    hl_json__number_member(w, "p", finding->p);
    add_members(w, analysis, finding, hl_finding_has(finding->code) & ~(uint32_t)HL_HAS_P);
    add_sentences(w, "detail", analysis, finding);
    hl_json__close_object(w);
}
