/* The report of a batch. */
#include "hookline/report.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "reports/messages/names.h"
#include "reports/say.h"
#include "json/writer.h"

enum { SHOWN = 20 };

/* As in the report of the experiment alone. */
static bool is_invalid(const hl_batch_row *row)
{
    return row->decision == HL_DECIDE_INVALID_SRM || row->decision == HL_DECIDE_INVALID_DATA;
}

static bool has_verdict(const hl_batch_row *row)
{
    return row->skipped == HL_BATCH_ANALYSED && !is_invalid(row);
}

/* ---- JSON */

static void add_estimate(hl_json_writer *w, const char *key, const hl_estimate *estimate)
{
    hl_json__key(w, key);
    hl_json__open_object(w);
    hl_json__number_member(w, "estimate", estimate->estimate);
    hl_json__number_member(w, "low", estimate->low);
    hl_json__number_member(w, "high", estimate->high);
    hl_json__close_object(w);
}

static void add_flags(hl_json_writer *w, hl_flags flags)
{
    hl_json__key(w, "flags");
    hl_json__open_array(w);
    for (hl_flags bit = 1; bit != 0 && bit <= flags; bit <<= 1)
        if ((flags & bit) != 0)
            hl_json__add_string(w, hl_flag_name(bit));
    hl_json__close_array(w);
}

static void add_comparison(hl_json_writer *w, const hl_batch_comparison *c)
{
    hl_json__open_object(w);
    hl_json__string_member(w, "metric", c->metric);
    hl_json__string_member(w, "arm", c->arm);
    hl_json__string_member(w, "control", c->control);
    add_estimate(w, "difference", &c->difference);
    add_estimate(w, "lift", &c->lift);
    hl_json__number_member(w, "p", c->p);
    hl_json__number_member(w, "p_adjusted", c->p_adjusted);
    hl_json__number_member(w, "p_exact", c->p_exact);
    hl_json__key(w, "effective");
    hl_json__open_object(w);
    hl_json__number_member(w, "p", c->effective.p);
    hl_json__number_member(w, "p_adjusted", c->effective.p_adjusted);
    add_estimate(w, "difference", &c->effective.difference);
    add_estimate(w, "lift", &c->effective.lift);
    hl_json__close_object(w);
    hl_json__number_member(w, "p_across", c->p_across);
    hl_json__string_member(w, "method", c->method);
    add_flags(w, c->flags);
    hl_json__close_object(w);
}

static const hl_word skips[HL_BATCH_SKIPPED_KINDS] = {
    [HL_BATCH_ONE_ARM] = HL_WORD_BATCH_ONE_ARM, [HL_BATCH_NO_CONTROL] = HL_WORD_BATCH_NO_CONTROL};

static void add_skipped(hl_json_writer *w, const hl_batch_row *row)
{
    char count[HL_NUMBER_TEXT];
    hl_text text = {0};
    const hl_message_value n = {"n", hl_base__number_text((double)row->arm_count, count)};
    hl_json__string_member(w, "skipped_code", hl_batch_skipped_name(row->skipped));
    hl_json__key(w, "skipped");
    if (row->skipped == HL_BATCH_ANALYSED) {
        hl_json__add_null(w);
        return;
    }
    hl_reports__fill_values(&hl_reports__words[skips[row->skipped]], HL_LANG_EN, &n, 1, &text);
    hl_json__add_text(w, &text);
    hl_base__text_free(&text);
}

static void add_faults(hl_json_writer *w, const hl_batch_row *row)
{
    hl_json__key(w, "no_verdict");
    hl_json__open_array(w);
    for (size_t i = 0; i < row->fault_count; i++) {
        const hl_batch_fault *f = &row->faults[i];
        hl_json__open_object(w);
        hl_json__string_member(w, "check", hl_check_name(f->check));
        hl_json__string_member(w, "metric", f->metric);
        hl_json__number_member(w, "n", f->n);
        hl_json__number_member(w, "of", f->of);
        hl_json__number_member(w, "p", f->p);
        hl_json__close_object(w);
    }
    hl_json__close_array(w);
}

static void write_json(const hl_batch *batch, hl_text *out)
{
    for (size_t i = 0; i < batch->row_count; i++) {
        const hl_batch_row *row = &batch->rows[i];
        hl_json_writer w = hl_json__writer(out, 0);
        hl_json__open_object(&w);
        hl_json__string_member(&w, "format", "hookline-batch/1");
        hl_json__string_member(&w, "experiment", row->experiment);
        hl_json__int_member(&w, "arms", (int64_t)row->arm_count);
        hl_json__int_member(&w, "units", row->units);
        add_skipped(&w, row);
        hl_json__number_member(&w, "srm_p", row->srm_p);
        hl_json__string_member(&w, "split",
                               row->skipped == HL_BATCH_ANALYSED ? hl_check_status_name(row->split)
                                                                 : NULL);
        hl_json__string_member(&w, "decision",
                               row->skipped == HL_BATCH_ANALYSED ? hl_decision_name(row->decision)
                                                                 : NULL);
        hl_json__string_member(&w, "inference",
                               row->skipped == HL_BATCH_ANALYSED ? hl_inference_name(row->inference)
                                                                 : NULL);
        add_faults(&w, row);
        hl_json__int_member(&w, "rows_without_experiment", batch->rows_without_experiment);
        hl_json__key(&w, "comparisons");
        hl_json__open_array(&w);
        for (size_t k = 0; k < row->comparison_count; k++)
            add_comparison(&w, &batch->comparisons[row->first + k]);
        hl_json__close_array(&w);
        hl_json__close_object(&w);
        hl_base__text_add_char(out, '\n');
    }
}

/* ---- text and Markdown */

typedef struct place {
    size_t row, comparison;
    double p, size;
} place;

/* By p; among equals the larger lift, then the order of the file. */
static int by_clearness(const void *a, const void *b)
{
    const place *x = a;
    const place *y = b;
    if (x->p != y->p)
        return x->p < y->p ? -1 : 1;
    if (x->size != y->size)
        return x->size > y->size ? -1 : 1;
    return (x->comparison > y->comparison) - (x->comparison < y->comparison);
}

static size_t differences(const hl_batch *batch, place *list)
{
    size_t count = 0;
    for (size_t i = 0; i < batch->row_count; i++)
        for (size_t k = 0; k < batch->rows[i].comparison_count; k++) {
            size_t at = batch->rows[i].first + k;
            const hl_batch_comparison *c = &batch->comparisons[at];
            if (c->p_across <= batch->alpha)
                list[count++] = (place){i, at, c->p_across,
                                        isfinite(c->lift.estimate) ? fabs(c->lift.estimate) : 0};
        }
    qsort(list, count, sizeof *list, by_clearness);
    return count;
}

static void add_summary(const hl_batch *batch, hl_document *d)
{
    int64_t by_skip[HL_BATCH_SKIPPED_KINDS] = {0};
    int64_t known = 0;
    int64_t bad = 0;
    int64_t doubtful = 0;
    for (size_t i = 0; i < batch->row_count; i++) {
        by_skip[batch->rows[i].skipped]++;
        known += !isnan(batch->rows[i].srm_p);
        bad += is_invalid(&batch->rows[i]);
        doubtful += !is_invalid(&batch->rows[i]) && batch->rows[i].split != HL_CHECK_OK;
    }
    int64_t all = (int64_t)batch->row_count;
    const hl_message_value title = {"n", hl_reports__count(d, all)};
    int64_t analysed = by_skip[HL_BATCH_ANALYSED];
    int64_t no_control = by_skip[HL_BATCH_NO_CONTROL];
    const hl_message_value counted[] = {
        {"n", hl_reports__count(d, analysed)},
        {"skipped", hl_reports__count(d, all - analysed)},
        {"one_arm", hl_reports__count(d, by_skip[HL_BATCH_ONE_ARM])},
        {"no_control", hl_reports__count(d, no_control)}};
    const hl_message_value split[] = {{"n", hl_reports__count(d, bad)},
                                      {"doubtful", hl_reports__count(d, doubtful)},
                                      {"known", hl_reports__count(d, known)}};
    (void)hl_reports__add(d, HL_BLOCK_TITLE, hl_reports__say(d, HL_WORD_BATCH_TITLE, &title, 1));
    (void)hl_reports__add(
        d, HL_BLOCK_PARAGRAPH,
        hl_reports__say(d, no_control > 0 ? HL_WORD_BATCH_COUNTED_APART : HL_WORD_BATCH_COUNTED,
                        counted, 4));
    hl_word word = known > 0 ? HL_WORD_BATCH_SPLIT : HL_WORD_BATCH_NO_SPLIT;
    (void)hl_reports__add(d, HL_BLOCK_PARAGRAPH, hl_reports__say(d, word, split, 3));
}

/* "unreadable rows (50 of 1,690); blanks of revenue (75 of 400)" */
static const char *why(const hl_batch_row *row, hl_document *d)
{
    hl_text text = {0};
    if (row->skipped != HL_BATCH_ANALYSED) {
        const hl_message_value n = {"n", hl_reports__count(d, (int64_t)row->arm_count)};
        return hl_reports__say(d, skips[row->skipped], &n, 1);
    }
    for (size_t i = 0; i < row->fault_count; i++) {
        const hl_batch_fault *f = &row->faults[i];
        bool counted = !isnan(f->n) && !isnan(f->of);
        const hl_message_value values[] = {
            {"check", hl_reports__check_name(f->check, d->lang)},
            {"metric", f->metric == NULL ? "" : f->metric},
            {"n", counted ? hl_reports__count(d, (int64_t)f->n) : ""},
            {"of", counted ? hl_reports__count(d, (int64_t)f->of) : ""}};
        hl_word word = !counted            ? HL_WORD_BATCH_FAULT
                       : f->metric == NULL ? HL_WORD_BATCH_FAULT_N
                                           : HL_WORD_BATCH_FAULT_METRIC;
        hl_base__text_add(&text, i == 0 ? "" : hl_reports__word(HL_WORD_SEMICOLON, d->lang));
        hl_base__text_add(&text, hl_reports__say(d, word, values, 4));
    }
    return hl_reports__keep(d, &text);
}

/* Which have no verdict, and why. */
static void add_invalid(const hl_batch *batch, hl_document *d)
{
    int64_t count = 0, shown = 0;
    for (size_t i = 0; i < batch->row_count; i++)
        count += !has_verdict(&batch->rows[i]);
    const hl_message_value values[] = {{"n", hl_reports__count(d, count)},
                                       {"of", hl_reports__count(d, (int64_t)batch->row_count)}};
    const hl_message_value more = {"n", hl_reports__count(d, count - SHOWN)};
    if (count == 0)
        return;
    (void)hl_reports__add(d, HL_BLOCK_HEADING,
                          hl_reports__say(d, HL_WORD_BATCH_INVALID, values, 2));
    hl_reports__table(d, 2, 0);
    hl_reports__cell(d, hl_reports__word(HL_WORD_EXPERIMENT, d->lang));
    hl_reports__cell(d, hl_reports__word(HL_WORD_BATCH_WHY, d->lang));
    for (size_t i = 0; i < batch->row_count && shown < SHOWN; i++) {
        const hl_batch_row *row = &batch->rows[i];
        if (has_verdict(row))
            continue;
        shown++;
        hl_reports__cell(d, row->experiment);
        hl_reports__cell(d, why(row, d));
    }
    if (count > SHOWN)
        (void)hl_reports__add(d, HL_BLOCK_BULLET, hl_reports__say(d, HL_WORD_BATCH_MORE, &more, 1));
}

static void add_nameless(const hl_batch *batch, hl_document *d)
{
    const hl_message_value values[] = {{"n", hl_reports__count(d, batch->rows_without_experiment)},
                                       {"of", hl_reports__count(d, batch->rows_read)}};
    if (batch->rows_without_experiment > 0)
        (void)hl_reports__add(d, HL_BLOCK_PARAGRAPH,
                              hl_reports__say(d, HL_WORD_BATCH_NAMELESS, values, 2));
}

static void add_found(const hl_batch *batch, size_t count, hl_document *d)
{
    int64_t asked = 0;
    bool any = false;
    for (size_t i = 0; i < batch->row_count; i++)
        any = any || has_verdict(&batch->rows[i]);
    for (size_t i = 0; i < batch->row_count; i++)
        for (size_t k = 0; k < batch->rows[i].comparison_count; k++)
            asked += !isnan(batch->comparisons[batch->rows[i].first + k].p_across);
    char alpha[HL_NUMBER_TEXT];
    const hl_message_value values[] = {{"n", hl_reports__count(d, (int64_t)count)},
                                       {"all", hl_reports__count(d, asked)},
                                       {"alpha", hl_base__number_text(batch->alpha, alpha)}};
    (void)hl_reports__add(
        d, HL_BLOCK_PARAGRAPH,
        hl_reports__say(d, any ? HL_WORD_BATCH_FOUND : HL_WORD_BATCH_NONE_VALID, values, 3));
}

/* Whether all that is listed has always-valid intervals. */
static bool is_anytime(const hl_batch *batch, const place *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (batch->rows[list[i].row].inference != HL_INFER_ANYTIME)
            return false;
    return true;
}

static void add_table(const hl_batch *batch, const place *list, size_t count, hl_document *d)
{
    bool anytime = is_anytime(batch, list, count);
    const hl_word p = anytime ? HL_WORD_ANYTIME_P : HL_WORD_P;
    const char *head[] = {
        hl_reports__word(HL_WORD_EXPERIMENT, d->lang),
        hl_reports__word(HL_WORD_METRIC, d->lang),
        hl_reports__word(HL_WORD_ARM, d->lang),
        hl_reports__head(d, hl_reports__word(HL_WORD_LIFT, d->lang), anytime, batch->alpha),
        hl_reports__word(p, d->lang),
        hl_reports__word(HL_WORD_P_ACROSS, d->lang)};
    (void)hl_reports__add(d, HL_BLOCK_HEADING, hl_reports__word(HL_WORD_BATCH_CLEAREST, d->lang));
    hl_reports__table(d, 6, 0x30);
    for (size_t i = 0; i < sizeof head / sizeof head[0]; i++)
        hl_reports__cell(d, head[i]);
    for (size_t i = 0; i < count && i < SHOWN; i++) {
        const hl_batch_comparison *c = &batch->comparisons[list[i].comparison];
        const hl_batch_row *row = &batch->rows[list[i].row];
        hl_flags outside =
            row->inference == HL_INFER_ANYTIME ? HL_FLAG_ANYTIME_EXCLUSIVE : HL_FLAG_EXCLUSIVE;
        hl_reports__cell(d, row->experiment);
        hl_reports__cell(d, c->metric);
        hl_reports__cell(d, c->arm);
        hl_reports__cell(d, hl_reports__lift(d, &c->effective.lift, c->flags & outside));
        hl_reports__cell(d, hl_reports__p(d, c->effective.p));
        hl_reports__cell(d, hl_reports__p(d, c->p_across));
    }
}

static hl_status write_document(const hl_batch *batch, hl_report_format format, hl_lang lang,
                                hl_text *out, hl_error *err)
{
    hl_document document = {.lang = lang};
    place *list = calloc(batch->comparison_count + 1, sizeof *list);
    if (list == NULL)
        return hl_error_memory(err);
    size_t count = differences(batch, list);
    add_summary(batch, &document);
    add_nameless(batch, &document);
    add_found(batch, count, &document);
    if (count > 0)
        add_table(batch, list, count, &document);
    add_invalid(batch, &document);
    if (document.failed)
        out->failed = true;
    else if (format == HL_REPORT_TEXT)
        hl_reports__render_text(&document, false, out);
    else
        hl_reports__render_markdown(&document, out);
    hl_base__arena_free(&document.arena);
    free(list);
    return HL_OK;
}

hl_status hl_report_write_batch(const hl_batch *batch, hl_report_format format, hl_lang lang,
                                char **out, hl_error *err)
{
    hl_text text = {0};
    hl_status status = HL_OK;
    if (format == HL_REPORT_JSON)
        write_json(batch, &text);
    else
        status = write_document(batch, format, lang, &text, err);
    *out = hl_base__text_take(&text);
    if (status != HL_OK)
        return status;
    return *out == NULL ? hl_error_memory(err) : HL_OK;
}
