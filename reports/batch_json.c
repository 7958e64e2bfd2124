#include "reports/batch_json.h"

#include "base/number.h"
#include "reports/batch_words.h"
#include "reports/json_effect.h"

static void add_comparison(hl_json_writer *w, const hl_batch_comparison *c)
{
    hl_json__open_object(w);
    hl_json__string_member(w, "metric", c->metric);
    hl_json__string_member(w, "arm", c->arm);
    hl_json__string_member(w, "control", c->control);
    hl_json__string_member(w, "role", hl_metric_role_name(c->role));
    hl_reports__json_estimate(w, "difference", &c->difference);
    hl_reports__json_estimate(w, "lift", &c->lift);
    hl_json__number_member(w, "p", c->p);
    hl_json__number_member(w, "p_adjusted", c->p_adjusted);
    hl_json__number_member(w, "p_exact", c->p_exact);
    hl_json__key(w, "effective");
    hl_json__open_object(w);
    hl_json__number_member(w, "p", c->effective.p);
    hl_json__number_member(w, "p_adjusted", c->effective.p_adjusted);
    hl_json__string_member(w, "adjustment", hl_adjustment_name(c->effective.adjustment));
    hl_reports__json_estimate(w, "difference", &c->effective.difference);
    hl_reports__json_estimate(w, "lift", &c->effective.lift);
    hl_reports__json_scale(w, c->effective.says_lift);
    hl_json__close_object(w);
    hl_json__key(w, "quoted");
    hl_json__open_object(w);
    hl_reports__json_estimate(w, "difference", &c->quoted.difference);
    hl_reports__json_estimate(w, "lift", &c->quoted.lift);
    hl_json__number_member(w, "p", c->quoted.p);
    hl_json__number_member(w, "p_adjusted", c->quoted.p_adjusted);
    hl_json__number_member(w, "alpha", c->quoted.alpha);
    hl_json__close_object(w);
    hl_json__string_member(w, "caveat", hl_batch_caveat_name(c->caveat));
    hl_json__int_member(w, "shown", c->shown);
    hl_json__key(w, "worth_excluded");
    hl_json__add_bool(w, c->worth_excluded);
    hl_json__number_member(w, "p_within", c->p_within);
    hl_json__number_member(w, "p_across", c->p_across);
    hl_json__string_member(w, "method", c->method);
    hl_reports__json_flags(w, c->flags);
    hl_json__close_object(w);
}

static void add_skipped(hl_json_writer *w, const hl_batch_row *row)
{
    hl_text text = {0};
    hl_json__string_member(w, "skipped_code", hl_batch_skipped_name(row->skipped));
    hl_json__key(w, "skipped");
    if (row->skipped == HL_BATCH_ANALYSED) {
        hl_json__add_null(w);
        return;
    }
    hl_reports__batch_skipped(row, HL_LANG_EN, &text);
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

static void add_title(hl_json_writer *w, const hl_localized *title)
{
    hl_json__key(w, "title");
    if (title->count == 0) {
        hl_json__add_null(w);
        return;
    }
    hl_json__open_object(w);
    for (size_t i = 0; i < title->count; i++)
        hl_json__string_member(w, title->languages[i], title->texts[i]);
    hl_json__close_object(w);
}

static void add_reason(hl_json_writer *w, const hl_batch_reason *reason)
{
    hl_json__key(w, "reason");
    if (reason->effect_of == HL_SCALE_NONE) {
        hl_json__add_null(w);
        return;
    }
    hl_json__open_object(w);
    hl_json__string_member(w, "code", hl_finding_name(reason->code));
    hl_json__string_member(w, "metric", reason->metric);
    hl_json__string_member(w, "arm", reason->arm);
    hl_reports__json_estimate(w, "effect", &reason->effect);
    hl_json__string_member(w, "effect_of", hl_effect_scale_name(reason->effect_of));
    hl_json__number_member(w, "margin", reason->margin);
    hl_json__string_member(w, "margin_of", hl_effect_scale_name(reason->margin_of));
    hl_json__close_object(w);
}

/* at: in comparisons; SIZE_MAX: none. */
static void add_place(hl_json_writer *w, const char *key, const hl_batch *batch, size_t at)
{
    hl_json__key(w, key);
    if (at == SIZE_MAX) {
        hl_json__add_null(w);
        return;
    }
    hl_json__open_object(w);
    hl_json__string_member(w, "metric", batch->comparisons[at].metric);
    hl_json__string_member(w, "arm", batch->comparisons[at].arm);
    hl_json__close_object(w);
}

/* Of the metrics that get worse without deciding all, or those that do so within their margins. */
static void add_costs(hl_json_writer *w, const char *key, const hl_batch_arm *arm, bool all)
{
    hl_json__key(w, key);
    hl_json__open_array(w);
    for (size_t i = 0; i < arm->cost_count; i++)
        if (all || arm->costs[i].tolerated)
            hl_json__add_string(w, arm->costs[i].metric);
    hl_json__close_array(w);
}

static void add_arm(hl_json_writer *w, const hl_batch_arm *arm)
{
    hl_json__open_object(w);
    hl_json__string_member(w, "arm", arm->arm);
    hl_json__string_member(w, "decision", hl_arm_decision_name(arm->decision));
    hl_json__string_member(w, "decision_across", hl_arm_decision_name(arm->across));
    hl_json__key(w, "harmed");
    hl_json__open_array(w);
    for (size_t i = 0; i < arm->harmed_count; i++)
        hl_json__add_string(w, arm->harmed[i].name);
    hl_json__close_array(w);
    add_costs(w, "costs", arm, true);
    add_costs(w, "costs_tolerated", arm, false);
    hl_json__key(w, "harm");
    hl_json__add_bool(w, arm->harm);
    hl_json__string_member(w, "better_on", arm->gain.metric);
    hl_json__number_member(w, "worth_not_shown", arm->worth);
    hl_json__close_object(w);
}

static void add_arms(hl_json_writer *w, const hl_batch_row *row)
{
    hl_json__key(w, "arm_decisions");
    hl_json__open_array(w);
    for (size_t i = 0; i < row->judged; i++)
        add_arm(w, &row->arms[i]);
    hl_json__close_array(w);
}

static void add_next_look(hl_json_writer *w, const hl_batch_row *row)
{
    hl_json__key(w, "next_look");
    hl_json__open_object(w);
    hl_json__string_member(w, "day", row->next_look);
    hl_json__number_member(w, "units", row->next_look_units);
    hl_json__close_object(w);
}

/* What the row is among the others. */
static void add_across(hl_json_writer *w, const hl_batch *batch, const hl_batch_row *row)
{
    bool analysed = row->skipped == HL_BATCH_ANALYSED;
    hl_json__int_member(w, "rank", (int64_t)row->rank);
    hl_json__string_member(w, "attention", hl_batch_attention_name(row->attention));
    hl_json__number_member(w, "alpha", row->alpha);
    hl_json__int_member(w, "family", (int64_t)batch->family);
    hl_json__number_member(w, "p_across", row->p_across);
    hl_json__string_member(w, "decision_across", analysed ? hl_decision_name(row->across) : NULL);
    hl_json__key(w, "turned");
    hl_json__add_bool(w, row->turned);
    add_place(w, "turned_by", batch, row->turned_by);
}

void hl_reports__batch_members(hl_json_writer *w, const hl_batch *batch, const hl_batch_row *row)
{
    bool analysed = row->skipped == HL_BATCH_ANALYSED;
    add_title(w, &row->title);
    add_skipped(w, row);
    hl_json__number_member(w, "srm_p", row->srm_p);
    hl_json__string_member(w, "split", analysed ? hl_check_status_name(row->split) : NULL);
    hl_json__number_member(w, "wrong_arm_share", row->wrong_arm);
    hl_json__string_member(w, "decision", analysed ? hl_decision_name(row->decision) : NULL);
    hl_json__string_member(w, "inference", analysed ? hl_inference_name(row->inference) : NULL);
    hl_json__string_member(w, "arm", row->arm);
    add_arms(w, row);
    hl_json__string_member(w, "lacks", hl_lack_name(row->lack));
    add_across(w, batch, row);
    hl_json__string_member(w, "status", hl_batch_status_name(row->status));
    hl_json__number_member(w, "days", row->days > 0 ? (double)row->days : HL_NAN);
    add_next_look(w, row);
    add_reason(w, &row->reason);
    add_place(w, "told", batch, row->told);
    add_faults(w, row);
    hl_json__int_member(w, "rows_without_experiment", batch->rows_without_experiment);
    hl_json__key(w, "comparisons");
    hl_json__open_array(w);
    for (size_t k = 0; k < row->comparison_count; k++)
        add_comparison(w, &batch->comparisons[row->first + k]);
    hl_json__close_array(w);
}

void hl_reports__batch_lines(const hl_batch *batch, hl_text *out)
{
    for (size_t i = 0; i < batch->row_count; i++) {
        const hl_batch_row *row = &batch->rows[i];
        hl_json_writer w = hl_json__writer(out, 0);
        hl_json__open_object(&w);
        hl_json__string_member(&w, "format", "hookline-batch/1");
        hl_json__string_member(&w, "experiment", row->experiment);
        hl_json__int_member(&w, "arms", (int64_t)row->arm_count);
        hl_json__int_member(&w, "units", row->units);
        hl_reports__batch_members(&w, batch, row);
        hl_json__close_object(&w);
        hl_base__text_add_char(out, '\n');
    }
}
