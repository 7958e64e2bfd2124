/* What a policy of send times would bring, for people. */
#include <math.h>

#include "base/number.h"
#include "hookline/timing_report.h"
#include "reports/messages/timing.h"
#include "reports/say.h"
#include "reports/timing_json.h"

static const char *word(const hl_document *d, hl_timing_word which)
{
    return hl_reports__in_language(&hl_reports__timing_words[which], d->lang);
}

static void add_line(hl_document *d, hl_block_kind kind, hl_timing_word which,
                     const hl_message_value *values, size_t count)
{
    (void)hl_reports__add(
        d, kind, hl_reports__say_message(d, &hl_reports__timing_words[which], values, count));
}

static const char *share(hl_document *d, double x)
{
    hl_text text = {0};
    hl_reports__show_amount(&text, x, HL_SHOW_SHARE, d->lang);
    return hl_reports__keep(d, &text);
}

static const char *outcome(hl_document *d, const hl_timing_evaluation *e, double x)
{
    hl_text text = {0};
    hl_reports__show_amount(&text, x, e->value ? HL_SHOW_VALUE : HL_SHOW_SHARE, d->lang);
    return hl_reports__keep(d, &text);
}

/* ---- verdict */

static hl_timing_word verdict_of(const hl_timing_evaluation *e)
{
    static const hl_timing_word unsaid[] = {[HL_TIMING_NOT_TRIED] = HL_TIMING_WORD_NOT_TRIED,
                                            [HL_TIMING_TOO_FEW] = HL_TIMING_WORD_TOO_FEW,
                                            [HL_TIMING_NOT_DRAWN] = HL_TIMING_WORD_NOT_DRAWN};
    if (e->overlap != HL_TIMING_OVERLAPS)
        return unsaid[e->overlap];
    if (!isnan(e->by_model.estimate))
        return HL_TIMING_WORD_POLICY_BELIEVED;
    return e->gain.low > 0    ? HL_TIMING_WORD_POLICY_BETTER
           : e->gain.high < 0 ? HL_TIMING_WORD_POLICY_WORSE
                              : HL_TIMING_WORD_POLICY_OPEN;
}

static void add_verdict(hl_document *d, const hl_timing_evaluation *e)
{
    bool believed = !isnan(e->by_model.estimate);
    const hl_estimate *value = believed ? &e->by_model : &e->doubly_robust;
    const hl_message_value values[] = {
        {"gain", hl_reports__estimate(d, &e->gain, e->value ? HL_SHOW_SHIFT : HL_SHOW_POINTS)},
        {"value", isnan(value->estimate) ? "" : outcome(d, e, value->estimate)},
        {"share", isnan(e->mean_weight) ? "" : share(d, e->mean_weight)},
        {"effective", hl_reports__count(d, (int64_t)e->effective)}};
    add_line(d, HL_BLOCK_VERDICT, verdict_of(e), values, 4);
}

/* ---- what it rests on */

static void add_touches(hl_document *d, const hl_timing_evaluation *e)
{
    const hl_message_value weighed[] = {
        {"touches", hl_reports__count(d, e->touches)},
        {"users", hl_reports__count(d, e->users)},
        {"logged", isnan(e->logged) ? "" : outcome(d, e, e->logged)}};
    const hl_message_value left[] = {{"undrawn", hl_reports__count(d, e->undrawn)},
                                     {"elsewhere", hl_reports__count(d, e->elsewhere)}};
    if (e->touches > 0)
        add_line(d, HL_BLOCK_PARAGRAPH,
                 (hl_timing_word)((isnan(e->by_model.estimate) ? HL_TIMING_WORD_WEIGHED
                                                               : HL_TIMING_WORD_IN_MODEL) +
                                  (e->value ? HL_TIMING_WORD_WEIGHED_VALUE - HL_TIMING_WORD_WEIGHED
                                            : 0)),
                 weighed, 3);
    if (e->undrawn + e->elsewhere > 0)
        add_line(d, HL_BLOCK_PARAGRAPH, HL_TIMING_WORD_ELSEWHERE, left, 2);
    const hl_message_value young = {"n", hl_reports__count(d, e->young)};
    if (e->young > 0)
        add_line(d, HL_BLOCK_PARAGRAPH, HL_TIMING_WORD_YOUNG_LEFT_OUT, &young, 1);
}

static void add_weights(hl_document *d, const hl_timing_evaluation *e)
{
    const hl_message_value values[] = {{"effective", hl_reports__count(d, (int64_t)e->effective)},
                                       {"largest", share(d, e->largest)}};
    add_line(d, HL_BLOCK_PARAGRAPH, HL_TIMING_WORD_EFFECTIVE, values, 2);
    add_line(d, HL_BLOCK_PARAGRAPH, e->by_day ? HL_TIMING_WORD_BY_DAY : HL_TIMING_WORD_BY_WEEK,
             NULL, 0);
}

static void add_estimators(hl_document *d, const hl_timing_evaluation *e)
{
    const hl_estimate *const rows[] = {&e->doubly_robust, &e->adaptive, &e->anytime, &e->snips,
                                       &e->ips};
    hl_reports__table(d, 3, 0x2);
    for (int w = HL_TIMING_WORD_ESTIMATOR; w <= HL_TIMING_WORD_FOR; w++)
        hl_reports__cell(d, word(d, (hl_timing_word)w));
    for (int i = 0; i < (int)(sizeof rows / sizeof rows[0]); i++) {
        hl_reports__cell(d, word(d, (hl_timing_word)(HL_TIMING_WORD_DR + i)));
        hl_reports__cell(
            d, hl_reports__estimate(d, rows[i], e->value ? HL_SHOW_VALUE : HL_SHOW_SHARE));
        hl_reports__cell(d, word(d, (hl_timing_word)(HL_TIMING_WORD_DR_FOR + i)));
    }
}

static void write_document(const hl_timing_evaluation *e, const hl_report_options *options,
                           hl_text *out)
{
    hl_document d = {.lang = options->lang, .width = options->width};
    const hl_message_value policy = {"policy", e->policy};
    add_line(&d, HL_BLOCK_TITLE, HL_TIMING_WORD_POLICY, &policy, 1);
    add_verdict(&d, e);
    if (e->own_data)
        add_line(&d, HL_BLOCK_PARAGRAPH, HL_TIMING_WORD_OWN_DATA, NULL, 0);
    add_touches(&d, e);
    if (!isnan(e->doubly_robust.estimate)) {
        add_weights(&d, e);
        add_estimators(&d, e);
    }
    hl_reports__render(&d, options, out);
}

hl_status hl_timing_write_evaluation(const hl_timing_evaluation *evaluation,
                                     const hl_report_options *options, char **out, hl_error *err)
{
    hl_text text = {0};
    hl_status status = hl_reports__check_width(options->width, err);
    *out = NULL;
    if (status != HL_OK)
        return status;
    if (options->format == HL_REPORT_JSON)
        hl_reports__timing_evaluation_json(evaluation, &text);
    else
        write_document(evaluation, options, &text);
    *out = hl_base__text_take(&text);
    return *out != NULL ? HL_OK : hl_error_memory(err);
}
