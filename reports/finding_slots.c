#include "reports/finding_slots.h"

#include <math.h>
#include <string.h>

#include "reports/in_force.h"
#include "reports/messages/words.h"
#include "reports/show.h"
#include "reports/titles.h"

/* The placeholders of HL_WORD_SLOTS_OF_ARM. */
static bool add_slot_value(void *context, const char *name, size_t length, hl_lang lang,
                           hl_text *out)
{
    const hl_finding_item *item = context;
    const struct {
        const char *name;
        double count;
    } counts[] = {{"n", item->n}, {"of", item->of}, {"held", item->held}, {"pulled", item->pulled}};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        if (strlen(counts[i].name) == length && memcmp(counts[i].name, name, length) == 0) {
            hl_reports__show_count(out, (int64_t)counts[i].count);
            return true;
        }
    bool share = length == strlen("share") && memcmp(name, "share", length) == 0;
    if (share)
        hl_reports__show_number(out, item->n / item->of, 1, HL_SHOW_SHARE, lang);
    else
        hl_base__text_add(out, item->name);
    return true;
}

void hl_reports__slots(hl_document *document, const hl_finding *finding, hl_lang lang, hl_text *out)
{
    for (size_t i = 0; i < finding->item_count; i++) {
        hl_finding_item item = finding->items[i];
        item.name = hl_reports__titled(document, item.name);
        if (i > 0)
            hl_base__text_add(out, hl_reports__word(HL_WORD_SEMICOLON, lang));
        hl_reports__fill(&hl_reports__words[HL_WORD_SLOTS_OF_ARM], lang, add_slot_value, &item,
                         out);
    }
}

/* The interval of which x is the estimate or an end, as the tables show it; NULL: none is. */
static const hl_estimate *interval_of(const hl_analysis *analysis, const hl_finding *f, double x,
                                      hl_in_force *answer)
{
    const hl_metric_result *result = &analysis->metrics[f->metric];
    bool named = (hl_finding_has(f->code) & HL_HAS_NAME) != 0; /* of a segment, or a day */
    for (size_t i = 0; !named && i < result->comparison_count; i++) {
        const hl_comparison *c = &result->comparisons[i];
        *answer = hl_reports__in_force(analysis, result->metric, c);
        const hl_estimate *e = f->effect_of == HL_SCALE_LIFT ? &answer->lift : &answer->difference;
        if (c->arm == f->arm && (x == e->estimate || x == e->low || x == e->high))
            return e;
    }
    return NULL;
}

int hl_reports__change_decimals(const hl_analysis *analysis, const hl_finding *f, hl_show_form form)
{
    double x = f->effect.estimate;
    hl_in_force answer;
    bool whole = !isnan(f->effect.low) && !isnan(f->effect.high);
    const hl_estimate *said = whole ? &f->effect : interval_of(analysis, f, x, &answer);
    int decimals = said != NULL ? hl_reports__show_decimals_of(said, form)
                                : hl_reports__show_decimals(x, 0, fabs(x) / 2,
                                                            form == HL_SHOW_SHIFT ? 1 : 100);
    bool open = f->code == HL_FOUND_GUARDRAIL_UNDECIDED ||
                f->code == HL_FOUND_GUARDRAIL_UNDECIDED_CORRECTED;
    bool beside =
        !open && (hl_finding_has(f->code) & HL_HAS_MARGIN) != 0 && f->margin_of == f->effect_of;
    return beside ? hl_reports__show_decimals_against(x, decimals, f->margin, form) : decimals;
}

const char *hl_reports__days_zone(const hl_analysis *analysis)
{
    return analysis->days_zone == NULL ? "UTC" : analysis->days_zone;
}

void hl_reports__gain_beyond(double gain, hl_metric_goal goal, const char *shown, hl_lang lang,
                             hl_text *out)
{
    bool falls = gain < 0 && goal == HL_GOAL_DECREASE;
    bool rises = gain > 0 && goal == HL_GOAL_INCREASE;
    hl_word word = falls ? HL_WORD_FALL_OVER : rises ? HL_WORD_RISE_OVER : HL_WORD_GAIN_BEYOND;
    size_t sign = (falls || rises) && (shown[0] == '-' || shown[0] == '+') ? 1 : 0;
    const hl_message_value change = {"change", shown + sign};
    hl_reports__fill_values(&hl_reports__words[word], lang, &change, 1, out);
}

void hl_reports__gain(const hl_analysis *analysis, const hl_finding *finding, hl_show_form form,
                      hl_lang lang, hl_text *out)
{
    hl_text shown = {0};
    double x = finding->effect.estimate;
    hl_reports__show_number(&shown, x, hl_reports__change_decimals(analysis, finding, form), form,
                            lang);
    hl_reports__gain_beyond(x, analysis->metrics[finding->metric].metric->goal,
                            hl_base__text_string(&shown), lang, out);
    out->failed = out->failed || shown.failed;
    hl_base__text_free(&shown);
}
