#include "reports/batch_words.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "hookline/messages.h"
#include "reports/messages/message.h"
#include "reports/messages/names.h"
#include "reports/say.h"
#include "reports/titles.h"

/* ---- names */

static const char *named(const char *title, const char *name, hl_document *document)
{
    const hl_message_value values[] = {{"title", title}, {"name", name}};
    return hl_reports__say(document, HL_WORD_TITLE_AND_NAME, values, 2);
}

const char *hl_reports__batch_named(const hl_localized *title, const char *name,
                                    hl_document *document)
{
    const char *text = hl_reports__title_in(title, document->lang);
    return text == NULL || strcmp(text, name) == 0 ? name : named(text, name, document);
}

static const char *arm_named(const hl_localized *title, const char *name, hl_document *document)
{
    const char *text = hl_reports__title_in(title, document->lang);
    return text == NULL || strcmp(text, name) == 0
               ? name
               : named(hl_reports__arm_title(document, text), name, document);
}

/* ---- the verdict */

void hl_reports__batch_skipped(const hl_batch_row *row, hl_lang lang, hl_text *out)
{
    static const hl_word words[HL_BATCH_SKIPPED_KINDS] = {
        [HL_BATCH_ONE_ARM] = HL_WORD_BATCH_ONE_ARM,
        [HL_BATCH_NO_CONTROL] = HL_WORD_BATCH_NO_CONTROL,
        [HL_BATCH_UNREADABLE] = HL_WORD_BATCH_UNREADABLE,
        [HL_BATCH_LOOK_UNKNOWN] = HL_WORD_BATCH_LOOK_UNKNOWN};
    char count[HL_NUMBER_TEXT];
    char said[HL_MESSAGE_SIZE];
    const hl_message_value n = {"n", hl_base__number_text((double)row->arm_count, count)};
    if (row->why != NULL)
        hl_base__text_add(out, hl_message_in(lang, row->why, said, sizeof said));
    else
        hl_reports__fill_values(&hl_reports__words[words[row->skipped]], lang, &n, 1, out);
}

static const char *verdict(const hl_batch_row *row, bool titled, hl_document *document)
{
    static const hl_word words[HL_DECISIONS] = {
        [HL_DECIDE_SHIP] = HL_WORD_SHIP,
        [HL_DECIDE_KEEP_CONTROL] = HL_WORD_BATCH_KEEP,
        [HL_DECIDE_KEEP_RUNNING] = HL_WORD_KEEP_RUNNING,
        [HL_DECIDE_STOP_GUARDRAIL] = HL_WORD_BATCH_STOP,
        [HL_DECIDE_INVALID_SRM] = HL_WORD_BATCH_SRM,
        [HL_DECIDE_INVALID_DATA] = HL_WORD_BATCH_DATA,
        [HL_DECIDE_NOT_SHOWN] = HL_WORD_BATCH_NOT_SHOWN,
    };
    bool stop = row->across == HL_DECIDE_STOP_GUARDRAIL;
    const hl_localized *title = stop ? &row->reason.arm_title : &row->arm_title;
    const char *arm = stop ? row->reason.arm : row->arm;
    const hl_message_value name = {"arm", arm == NULL ? ""
                                          : titled    ? arm_named(title, arm, document)
                                                      : arm};
    if (row->skipped == HL_BATCH_ONE_ARM || row->skipped == HL_BATCH_NO_CONTROL)
        return hl_reports__word(HL_WORD_BATCH_NOTHING, document->lang);
    if (row->skipped != HL_BATCH_ANALYSED)
        return hl_reports__word(HL_WORD_BATCH_UNREAD, document->lang);
    if (row->across == HL_DECIDE_KEEP_RUNNING && row->attention == HL_ATTEND_ENDED)
        return hl_reports__word(HL_WORD_BATCH_UNDECIDED, document->lang);
    return hl_reports__say(
        document, stop && arm == NULL ? HL_WORD_BATCH_STOP_ANY : words[row->across], &name, 1);
}

const char *hl_reports__batch_verdict(const hl_batch_row *row, bool titled, hl_document *document)
{
    const hl_message_value said = {"verdict", verdict(row, titled, document)};
    return row->turned ? hl_reports__say(document, HL_WORD_BATCH_MARKED, &said, 1) : said.text;
}

/* ---- numbers */

static hl_show_form difference_form(bool of_rate)
{
    return of_rate ? HL_SHOW_POINTS : HL_SHOW_SHIFT;
}

const char *hl_reports__batch_effect(const hl_batch_comparison *c, hl_document *document)
{
    return c->effective.says_lift ? hl_reports__lift(document, &c->effective.lift)
                                  : hl_reports__estimate(document, &c->effective.difference,
                                                         difference_form(c->of_rate));
}

/* In a sentence, with its level. */
static const char *effect_said(const hl_batch_row *row, hl_document *document)
{
    const hl_batch_reason *reason = &row->reason;
    hl_text text = {0};
    hl_show_form form =
        reason->effect_of == HL_SCALE_LIFT ? HL_SHOW_CHANGE : difference_form(reason->of_rate);
    hl_reports__show_interval(&text, &reason->effect, row->level, form, document->lang);
    return hl_reports__keep(document, &text);
}

/* How much, without a sign; two digits. */
static const char *amount(double x, hl_effect_scale of, bool of_rate, hl_document *document)
{
    hl_text text = {0};
    hl_reports__show_amount(&text, fabs(x),
                            of == HL_SCALE_LIFT ? HL_SHOW_CHANGE : difference_form(of_rate),
                            document->lang);
    return hl_reports__keep(document, &text);
}

/* ---- the reason */

/* "unreadable rows (50 of 1,690); blanks of revenue (75 of 400)" */
static const char *faults(const hl_batch_row *row, size_t most, hl_document *d)
{
    hl_text text = {0};
    for (size_t i = 0; i < row->fault_count && i < most; i++) {
        const hl_batch_fault *f = &row->faults[i];
        bool counted = !isnan(f->n) && !isnan(f->of);
        const hl_message_value values[] = {
            {"check", hl_reports__check_name(f->check, d->lang)},
            {"metric", f->metric == NULL ? "" : f->metric},
            {"p", isnan(f->p) ? "" : hl_reports__p_named(d, f->p)},
            {"n", counted ? hl_reports__count(d, (int64_t)f->n) : ""},
            {"of", counted ? hl_reports__count(d, (int64_t)f->of) : ""}};
        hl_word word = !counted && isnan(f->p) ? HL_WORD_BATCH_FAULT
                       : !counted              ? HL_WORD_BATCH_FAULT_P
                       : f->metric == NULL     ? HL_WORD_BATCH_FAULT_N
                                               : HL_WORD_BATCH_FAULT_METRIC;
        hl_base__text_add(&text, i == 0 ? "" : hl_reports__word(HL_WORD_SEMICOLON, d->lang));
        hl_base__text_add(&text, hl_reports__say(d, word, values, 5));
    }
    return hl_reports__keep(d, &text);
}

static const char *skipped(const hl_batch_row *row, hl_document *document)
{
    hl_text text = {0};
    hl_reports__batch_skipped(row, document->lang, &text);
    return hl_reports__keep(document, &text);
}

/* Of the experiments together too. */
static bool is_better(const hl_batch *batch, const hl_batch_row *row)
{
    return row->reason.code == HL_FOUND_BETTER && row->reason.effect_of != HL_SCALE_NONE &&
           row->told != SIZE_MAX && batch->comparisons[row->told].p_across < row->alpha;
}

/* Which words a reason has, where the decision still holds among all; zero (no word): those of
 * "neither shown". */
static hl_word word_of(const hl_batch *batch, const hl_batch_row *row)
{
    static const struct {
        hl_finding_code code;
        hl_word word;
    } words[] = {{HL_FOUND_WORSE, HL_WORD_BATCH_BECAUSE_WORSE},
                 {HL_FOUND_WORTH_EXCLUDED, HL_WORD_BATCH_BECAUSE_WORTH},
                 {HL_FOUND_GAIN_EXCLUDED, HL_WORD_BATCH_BECAUSE_GAIN},
                 {HL_FOUND_GUARDRAIL_BROKEN, HL_WORD_BATCH_BECAUSE_BROKEN},
                 {HL_FOUND_GUARDRAIL_HARMED, HL_WORD_BATCH_BECAUSE_HARMED}};
    if (row->turned)
        return row->decision == HL_DECIDE_SHIP ? HL_WORD_BATCH_BECAUSE_TURNED
                                               : HL_WORD_BATCH_BECAUSE_TURNED_WORSE;
    if (row->across == HL_DECIDE_KEEP_RUNNING)
        return is_better(batch, row) ? HL_WORD_BATCH_BECAUSE_HELD : HL_WORD_BATCH_BECAUSE_STALLED;
    if (row->reason.code == HL_FOUND_BETTER && row->reason.effect_of != HL_SCALE_NONE)
        return batch->family > 1 ? HL_WORD_BATCH_BECAUSE_BETTER_AMONG
                                 : HL_WORD_BATCH_BECAUSE_BETTER;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (row->reason.effect_of != HL_SCALE_NONE && words[i].code == row->reason.code)
            return words[i].word;
    return HL_WORD_BATCH_BECAUSE_NEITHER;
}

/* Of the comparison that is told: its p within the experiment and among all. */
static const char *p_across_said(const hl_batch *batch, const hl_batch_row *row, bool among,
                                 hl_document *document)
{
    const hl_batch_comparison *c = row->told == SIZE_MAX ? NULL : &batch->comparisons[row->told];
    return c == NULL ? ""
                     : hl_reports__p_named(document, among ? c->p_across : c->effective.p_adjusted);
}

const char *hl_reports__batch_reason(const hl_batch *batch, const hl_batch_row *row, size_t most,
                                     hl_document *document)
{
    const hl_batch_reason *r = &row->reason;
    if (row->skipped != HL_BATCH_ANALYSED)
        return skipped(row, document);
    if (row->fault_count > 0)
        return faults(row, most, document);
    const hl_message_value values[] = {
        {"metric",
         r->metric == NULL ? "" : hl_reports__batch_named(&r->metric_title, r->metric, document)},
        {"arm", r->arm == NULL ? "" : arm_named(&r->arm_title, r->arm, document)},
        {"effect", effect_said(row, document)},
        {"bound", amount(r->effect.estimate, r->effect_of, r->of_rate, document)},
        {"margin", isnan(r->margin) ? "" : amount(r->margin, r->margin_of, r->of_rate, document)},
        {"family", hl_reports__count(document, (int64_t)batch->family)},
        {"p", p_across_said(batch, row, false, document)},
        {"p_across", p_across_said(batch, row, true, document)}};
    return hl_reports__say(document, word_of(batch, row), values, sizeof values / sizeof values[0]);
}
