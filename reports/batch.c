/* The report of a batch. */
#include "hookline/report.h"

#include <math.h>
#include <stdlib.h>

#include "reports/compose_metric.h"
#include "reports/document.h"
#include "reports/phrases.h"
#include "json/writer.h"

enum { SHOWN = 20 };

static const hl_sentence_pair
    title = {"{0} experiments", "{0} 个实验"},
    counted = {"{0} could be analysed, {1} could not (fewer than two arms).",
               "其中 {0} 个可以分析，{1} 个不可以（不足两组）。"},
    split = {"Sample ratio mismatch (p < 0.01): {0} of {1} experiments whose planned split is "
             "known. Their differences are not to be trusted and stay out of the table.",
             "样本比例失衡（p < 0.01）：在计划比例已知的 {1} 个实验中有 {0} 个。"
             "它们的差异不可信，不列入下表。"},
    no_split = {"The planned split is not known (--weights equal, when it is): no check of it.",
                "计划比例未知（若为均分，请用 --weights equal）：未做检查。"},
    found = {"{0} of {1} comparisons with a control are differences at {2} after "
             "Benjamini-Hochberg over all experiments.",
             "在全部实验上做 Benjamini-Hochberg 校正后，{1} 个与对照的比较中有 {0} 个"
             "在 {2} 水平上有差异。"},
    clearest = {"The clearest differences", "最明显的差异"},
    experiment_word = {"experiment", "实验"}, metric_word = {"metric", "指标"},
    across_word = {"p (BH)", "p（BH）"};

static const char *say(const hl_sentence_pair *pair, hl_lang lang)
{
    return lang == HL_LANG_ZH ? pair->zh : pair->en;
}

static bool mismatched(const hl_batch_row *row)
{
    return row->srm_p < HL_BATCH_SRM;
}

/* ---- JSON */

static void add_number(hl_json_writer *w, const char *key, double number)
{
    hl_json__key(w, key);
    hl_json__add_number(w, number);
}

static void add_text(hl_json_writer *w, const char *key, const char *text)
{
    hl_json__key(w, key);
    hl_json__add_string(w, text);
}

static void add_estimate(hl_json_writer *w, const char *key, const hl_estimate *estimate)
{
    hl_json__key(w, key);
    hl_json__open_object(w);
    add_number(w, "estimate", estimate->estimate);
    add_number(w, "low", estimate->low);
    add_number(w, "high", estimate->high);
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
    add_text(w, "metric", c->metric);
    add_text(w, "arm", c->arm);
    add_text(w, "control", c->control);
    add_estimate(w, "difference", &c->difference);
    add_estimate(w, "lift", &c->lift);
    add_number(w, "p", c->p);
    add_number(w, "p_adjusted", c->p_adjusted);
    add_number(w, "p_across", c->p_across);
    add_text(w, "method", c->method);
    add_flags(w, c->flags);
    hl_json__close_object(w);
}

static void write_json(const hl_batch *batch, hl_text *out)
{
    for (size_t i = 0; i < batch->row_count; i++) {
        const hl_batch_row *row = &batch->rows[i];
        hl_json_writer w = hl_json__writer(out, 0);
        hl_json__open_object(&w);
        add_text(&w, "format", "hookline-batch/1");
        add_text(&w, "experiment", row->experiment);
        hl_json__key(&w, "arms");
        hl_json__add_int(&w, (int64_t)row->arm_count);
        hl_json__key(&w, "units");
        hl_json__add_int(&w, row->units);
        add_text(&w, "skipped", row->skipped);
        add_number(&w, "srm_p", row->srm_p);
        add_text(&w, "decision", row->skipped == NULL ? hl_decision_name(row->decision) : NULL);
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
            if (c->p_across <= batch->alpha && !mismatched(&batch->rows[i]))
                list[count++] = (place){i, at, c->p_across,
                                        isfinite(c->lift.estimate) ? fabs(c->lift.estimate) : 0};
        }
    qsort(list, count, sizeof *list, by_clearness);
    return count;
}

static void add_sentence(hl_document *d, const hl_sentence_pair *pair, const char *const *parts,
                         size_t count)
{
    (void)hl_reports__add(d, HL_BLOCK_PARAGRAPH,
                          hl_reports__fill(d, say(pair, d->lang), parts, count));
}

static void add_summary(const hl_batch *batch, hl_document *d)
{
    int64_t skipped = 0;
    int64_t known = 0;
    int64_t bad = 0;
    for (size_t i = 0; i < batch->row_count; i++) {
        skipped += batch->rows[i].skipped != NULL;
        known += !isnan(batch->rows[i].srm_p);
        bad += mismatched(&batch->rows[i]);
    }
    int64_t all = (int64_t)batch->row_count;
    const char *parts[] = {hl_reports__count(d, all)};
    (void)hl_reports__add(d, HL_BLOCK_TITLE, hl_reports__fill(d, say(&title, d->lang), parts, 1));
    const char *fit[] = {hl_reports__count(d, all - skipped), hl_reports__count(d, skipped)};
    add_sentence(d, &counted, fit, 2);
    const char *srm[] = {hl_reports__count(d, bad), hl_reports__count(d, known)};
    add_sentence(d, known > 0 ? &split : &no_split, srm, 2);
}

static void add_found(const hl_batch *batch, size_t count, hl_document *d)
{
    int64_t asked = 0;
    for (size_t i = 0; i < batch->row_count; i++)
        for (size_t k = 0; k < batch->rows[i].comparison_count; k++)
            asked += !isnan(batch->comparisons[batch->rows[i].first + k].p_across) &&
                     !mismatched(&batch->rows[i]);
    hl_text alpha = {0};
    hl_base__text_addf(&alpha, "%g", batch->alpha);
    const char *parts[] = {hl_reports__count(d, (int64_t)count), hl_reports__count(d, asked),
                           hl_reports__keep(d, &alpha)};
    add_sentence(d, &found, parts, 3);
}

static void add_table(const hl_batch *batch, const place *list, size_t count, hl_document *d)
{
    (void)hl_reports__add(d, HL_BLOCK_HEADING, say(&clearest, d->lang));
    hl_reports__table(d, 6, 0x30);
    hl_reports__cell(d, say(&experiment_word, d->lang));
    hl_reports__cell(d, say(&metric_word, d->lang));
    hl_reports__cell(d, hl_reports__word(HL_WORD_ARM, d->lang));
    hl_reports__cell(d, hl_reports__word(HL_WORD_LIFT, d->lang));
    hl_reports__cell(d, hl_reports__word(HL_WORD_P, d->lang));
    hl_reports__cell(d, say(&across_word, d->lang));
    for (size_t i = 0; i < count && i < SHOWN; i++) {
        const hl_batch_comparison *c = &batch->comparisons[list[i].comparison];
        hl_reports__cell(d, batch->rows[list[i].row].experiment);
        hl_reports__cell(d, c->metric);
        hl_reports__cell(d, c->arm);
        hl_reports__cell(d, hl_reports__estimate(d, &c->lift, HL_SHOW_CHANGE));
        hl_reports__cell(d, hl_reports__p(d, c->p));
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
    add_found(batch, count, &document);
    if (count > 0)
        add_table(batch, list, count, &document);
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
