/* Many analyses in one list: what is kept of each. What follows from their being many is made in
 * batch_across.c. */
#include "hookline/batch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/batch_line.h"
#include "analysis/findings.h"
#include "base/arena.h"
#include "base/civil.h"
#include "base/number.h"

enum { WEEK = 7 };

hl_batch *hl_batch_new(double alpha)
{
    hl_batch *batch = calloc(1, sizeof *batch);
    hl_batch_owner *own = calloc(1, sizeof *own);
    if (batch == NULL || own == NULL) {
        free(batch);
        free(own);
        return NULL;
    }
    batch->alpha = alpha;
    batch->owner = own;
    return batch;
}

void hl_batch_free(hl_batch *batch)
{
    if (batch == NULL)
        return;
    hl_batch_owner *own = batch->owner;
    hl_base__arena_free(&own->arena);
    free(own);
    free(batch->order);
    free(batch->rows);
    free(batch->comparisons);
    free(batch);
}

/* The list with room for one more, or NULL. */
static void *room(void *list, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return list;
    size_t wanted = *capacity == 0 ? 256 : *capacity * 2;
    void *grown = realloc(list, wanted * size);
    if (grown != NULL)
        *capacity = wanted;
    return grown;
}

static hl_batch_row *new_row(hl_batch *batch, const char *experiment)
{
    hl_batch_owner *own = batch->owner;
    char *name = hl_base__arena_string(&own->arena, experiment);
    hl_batch_row *rows =
        room(batch->rows, batch->row_count, &own->row_capacity, sizeof *batch->rows);
    if (rows != NULL)
        batch->rows = rows;
    if (rows == NULL || name == NULL)
        return NULL;
    hl_batch_row *row = &rows[batch->row_count++];
    *row = (hl_batch_row){.experiment = name,
                          .srm_p = HL_NAN,
                          .wrong_arm = HL_NAN,
                          .alpha = batch->alpha,
                          .next_look_units = HL_NAN,
                          .p_across = HL_NAN,
                          .told = SIZE_MAX,
                          .turned_by = SIZE_MAX,
                          .first = batch->comparison_count};
    return row;
}

/* The estimates with the intervals of the inference in force. */
static void fill_effective(hl_batch_comparison *out, const hl_comparison *from,
                           hl_inference inference)
{
    out->effective.p = from->p_effective;
    out->effective.p_adjusted = from->p_effective_adjusted;
    out->effective.adjustment =
        inference == HL_INFER_ANYTIME ? from->anytime.adjustment : from->adjustment;
    hl_counting counts = hl_comparison_counting(from, inference);
    out->effective.difference = counts.difference;
    out->effective.lift = counts.lift;
    out->effective.says_lift = hl_comparison_says_lift(from, inference);
}

/* As its own report quotes it: what earlier looks are taken into account in has the level of the
 * whole plan, all else that of the look. */
static void fill_quoted(hl_batch_comparison *out, const hl_comparison *from,
                        const hl_analysis *analysis)
{
    hl_quoted quoted = hl_comparison_quoted(from, analysis->inference, analysis->look);
    bool whole = quoted.stagewise || isnan(analysis->look_alpha);
    out->quoted.difference = quoted.difference;
    out->quoted.lift = quoted.lift;
    out->quoted.p = quoted.stagewise ? quoted.p : from->p_effective;
    out->quoted.p_adjusted = quoted.p_adjusted;
    out->quoted.alpha = whole ? analysis->design->alpha : analysis->look_alpha;
}

/* Of the family over all experiments: not where the split or the data forbid to read it. */
static bool is_asked(const hl_analysis *analysis, const hl_metric *metric)
{
    return metric->role == HL_ROLE_PRIMARY && analysis->verdict.decision != HL_DECIDE_INVALID_SRM &&
           analysis->verdict.decision != HL_DECIDE_INVALID_DATA;
}

/* The p of planned looks takes them all into account where one stops; before, nothing is claimed.
 * The factor is that of the correction within the experiment. */
static double within(const hl_analysis *analysis, const hl_metric *metric, const hl_comparison *c)
{
    if (!is_asked(analysis, metric) || isnan(c->p_effective_adjusted))
        return HL_NAN;
    if (analysis->inference != HL_INFER_GROUP_SEQUENTIAL)
        return c->p_effective_adjusted;
    return isnan(c->stagewise.p) || !(c->p_effective > 0)
               ? 1
               : fmin(1, c->stagewise.p * (c->p_effective_adjusted / c->p_effective));
}

static hl_batch_comparison compared(const hl_analysis *analysis, const hl_metric *metric,
                                    const hl_comparison *from)
{
    hl_batch_comparison out = {
        .role = metric->role,
        .of_rate = hl_metric_is_rate(metric),
        .difference = from->difference,
        .lift = from->lift,
        .p = from->p,
        .p_adjusted = from->p_adjusted,
        .p_exact = from->p_exact,
        .p_within = within(analysis, metric, from),
        .p_across = HL_NAN,
        .shown = hl_comparison_shown(from, metric->goal, analysis->look_alpha),
        .worth_excluded = from->gain.worth_excluded,
        .method = from->method,
        .flags = from->flags,
    };
    fill_effective(&out, from, analysis->design->inference);
    fill_quoted(&out, from, analysis);
    return out;
}

static bool add_comparison(hl_batch *batch, const hl_analysis *analysis, const hl_metric *metric,
                           const hl_comparison *from)
{
    hl_batch_owner *own = batch->owner;
    const char *arm = analysis->arms[from->arm].name;
    hl_batch_comparison *list = room(batch->comparisons, batch->comparison_count,
                                     &own->comparison_capacity, sizeof *batch->comparisons);
    if (list == NULL)
        return false;
    batch->comparisons = list;
    hl_batch_comparison *made = &list[batch->comparison_count++];
    *made = compared(analysis, metric, from);
    return hl_analysis__batch_keep(batch, metric->name, &made->metric) &&
           hl_analysis__batch_keep(batch, arm, &made->arm) &&
           hl_analysis__batch_keep(batch, analysis->arms[from->control].name, &made->control) &&
           hl_analysis__batch_title(batch, analysis->design, HL_TITLED_METRIC, metric->name,
                                    &made->metric_title) &&
           hl_analysis__batch_title(batch, analysis->design, HL_TITLED_ARM, arm, &made->arm_title);
}

/* A check that is not a test (no weights known) says nothing here. */
static hl_check_status worst_split(const hl_analysis *analysis)
{
    hl_check_status worst = HL_CHECK_OK;
    for (size_t i = 0; i < analysis->check_count; i++) {
        const hl_check *check = &analysis->checks[i];
        if (hl_analysis__is_of_split(check->finding.check) && !isnan(check->finding.p) &&
            check->status > worst)
            worst = check->status;
    }
    return worst;
}

static bool add_fault(hl_batch *batch, hl_batch_row *row, const hl_analysis *analysis,
                      const hl_finding *finding)
{
    hl_batch_fault *fault = &row->faults[row->fault_count++];
    *fault = (hl_batch_fault){
        .check = finding->check, .n = finding->n, .of = finding->of, .p = finding->p};
    if (finding->metric == SIZE_MAX)
        return true;
    const char *metric = analysis->metrics[finding->metric].metric->name;
    return hl_analysis__batch_keep(batch, metric, &fault->metric) &&
           hl_analysis__batch_title(batch, analysis->design, HL_TITLED_METRIC, metric,
                                    &fault->metric_title);
}

static bool add_faults(hl_batch *batch, hl_batch_row *row, const hl_analysis *analysis)
{
    hl_batch_owner *own = batch->owner;
    bool good = true;
    if (row->decision != HL_DECIDE_INVALID_SRM && row->decision != HL_DECIDE_INVALID_DATA)
        return true;
    row->faults = hl_base__arena_array(&own->arena, analysis->check_count, sizeof *row->faults);
    if (row->faults == NULL)
        return false;
    for (size_t i = 0; i < analysis->check_count && good; i++)
        if (analysis->checks[i].status == HL_CHECK_FAIL)
            good = add_fault(batch, row, analysis, &analysis->checks[i].finding);
    return good;
}

static void set_days(hl_batch_row *row, const hl_analysis *analysis)
{
    int32_t first = analysis->enrolment.first, last = analysis->enrolment.last;
    if (!analysis->enrolment.known) {
        row->status = row->units == 0 ? HL_BATCH_NOT_BEGUN : HL_BATCH_DAYS_UNKNOWN;
        return;
    }
    row->status = analysis->enrolment.over - last >= WEEK ? HL_BATCH_ENDED : HL_BATCH_RUNNING;
    row->days = (row->status == HL_BATCH_ENDED ? last : analysis->enrolment.over) - first + 1;
}

static void fill_row(hl_batch_row *row, const hl_analysis *analysis)
{
    const hl_design *design = analysis->design;
    const hl_check *srm = hl_analysis_check(analysis, HL_CHECK_SRM);
    row->arm_count = analysis->arm_count;
    row->decision = analysis->verdict.decision;
    row->inference = design->inference;
    row->alpha = design->alpha;
    row->level = isnan(analysis->look_alpha) ? design->alpha : analysis->look_alpha;
    row->ended = design->inference == HL_INFER_FIXED ||
                 (design->inference == HL_INFER_GROUP_SEQUENTIAL && analysis->look > 0 &&
                  analysis->look == design->look_count);
    for (size_t i = 0; i < analysis->arm_count; i++)
        row->units += analysis->arms[i].units;
    if (srm != NULL)
        row->srm_p = srm->finding.p;
    row->split = worst_split(analysis);
    const hl_check *moved = hl_analysis_check(analysis, HL_CHECK_WRONG_ARM);
    if (moved != NULL)
        row->wrong_arm = moved->finding.share;
    set_days(row, analysis);
}

static bool add_comparisons(hl_batch *batch, hl_batch_row *row, const hl_analysis *analysis)
{
    for (size_t m = 0; m < analysis->metric_count; m++) {
        const hl_metric_result *result = &analysis->metrics[m];
        for (size_t i = 0; i < result->comparison_count; i++, row->comparison_count++)
            if (!add_comparison(batch, analysis, result->metric, &result->comparisons[i]))
                return false;
    }
    return true;
}

/* By the clock of all, where they have one. */
static bool add_clock(hl_batch *batch, const hl_analysis *analysis)
{
    bool first = batch->generated.utc_ms == 0;
    bool same = batch->zone == NULL || analysis->zone == NULL
                    ? batch->zone == analysis->zone
                    : strcmp(batch->zone, analysis->zone) == 0;
    if (!first && !same) {
        batch->zone = NULL;
        batch->generated.offset_s = 0;
    }
    if (!first)
        return true;
    batch->generated = analysis->generated;
    return hl_analysis__batch_keep(batch, analysis->zone, &batch->zone);
}

hl_status hl_batch_add(hl_batch *batch, const hl_analysis *analysis, hl_error *err)
{
    hl_batch_row *row = new_row(batch, analysis->design->experiment);
    if (row == NULL)
        return hl_error_memory(err);
    fill_row(row, analysis);
    bool good = add_clock(batch, analysis) &&
                hl_analysis__batch_localized(batch, &analysis->design->title, &row->title) &&
                add_faults(batch, row, analysis) && add_comparisons(batch, row, analysis) &&
                hl_analysis__batch_line(batch, row, analysis);
    return good ? HL_OK : hl_error_memory(err);
}

const char *hl_batch_skipped_name(hl_batch_skipped skipped)
{
    static const char *const names[HL_BATCH_SKIPPED_KINDS] = {[HL_BATCH_ONE_ARM] = "one_arm",
                                                              [HL_BATCH_NO_CONTROL] = "no_control",
                                                              [HL_BATCH_UNREADABLE] = "unreadable",
                                                              [HL_BATCH_LOOK_UNKNOWN] =
                                                                  "look_unknown"};
    return names[skipped];
}

const char *hl_batch_caveat_name(hl_batch_caveat caveat)
{
    static const char *const names[HL_BATCH_CAVEATS] = {
        [HL_BATCH_NOT_SHOWN_CORRECTED] = "not_shown_corrected",
        [HL_BATCH_NOT_SHOWN_EXACT] = "not_shown_exact",
        [HL_BATCH_UNSEEN] = "unseen"};
    return names[caveat];
}

const char *hl_batch_status_name(hl_batch_status status)
{
    static const char *const names[HL_BATCH_STATUSES] = {[HL_BATCH_NOT_BEGUN] = "not_begun",
                                                         [HL_BATCH_RUNNING] = "running",
                                                         [HL_BATCH_ENDED] = "ended"};
    return names[status];
}

hl_status hl_batch_skip(hl_batch *batch, const hl_design *design, hl_batch_skipped why,
                        hl_error *err)
{
    hl_batch_row *row = new_row(batch, design->experiment);
    if (row == NULL || !hl_analysis__batch_localized(batch, &design->title, &row->title))
        return hl_error_memory(err);
    row->arm_count = design->arm_count;
    row->skipped = why;
    return HL_OK;
}

hl_status hl_batch_skip_unreadable(hl_batch *batch, const char *experiment, const char *why,
                                   hl_error *err)
{
    hl_batch_row *row = new_row(batch, experiment);
    if (row == NULL || !hl_analysis__batch_keep(batch, why, &row->why))
        return hl_error_memory(err);
    row->skipped = HL_BATCH_UNREADABLE;
    return HL_OK;
}
