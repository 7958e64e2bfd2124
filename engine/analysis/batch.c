/* Many analyses in one list: what is kept of each. What follows from their being many is made in
 * batch_across.c. */
#include "hookline/batch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/findings.h"
#include "base/arena.h"
#include "base/civil.h"
#include "base/number.h"

enum { WEEK = 7 };

typedef struct owner {
    hl_arena arena;
    size_t row_capacity, comparison_capacity;
} owner;

hl_batch *hl_batch_new(double alpha)
{
    hl_batch *batch = calloc(1, sizeof *batch);
    owner *own = calloc(1, sizeof *own);
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
    owner *own = batch->owner;
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
    owner *own = batch->owner;
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
                          .alpha = batch->alpha,
                          .next_look_units = HL_NAN,
                          .p_across = HL_NAN,
                          .told = SIZE_MAX,
                          .first = batch->comparison_count};
    return row;
}

/* The text, or NULL of NULL; false when out of memory. */
static bool keep(hl_batch *batch, const char *text, const char **out)
{
    owner *own = batch->owner;
    *out = hl_base__arena_string(&own->arena, text);
    return *out != NULL || text == NULL;
}

static bool keep_localized(hl_batch *batch, const hl_localized *from, hl_localized *out)
{
    owner *own = batch->owner;
    const char **texts = hl_base__arena_array(&own->arena, 2 * from->count, sizeof *texts);
    bool good = texts != NULL;
    for (size_t i = 0; good && i < from->count; i++)
        good = keep(batch, from->languages[i], &texts[i]) &&
               keep(batch, from->texts[i], &texts[from->count + i]);
    if (good)
        *out = (hl_localized){from->count, texts, texts + from->count};
    return good;
}

static bool keep_title(hl_batch *batch, const hl_design *design, hl_titled of, const char *name,
                       hl_localized *out)
{
    for (size_t i = 0; name != NULL && i < design->title_count; i++)
        if (design->titles[i].of == of && strcmp(design->titles[i].name, name) == 0)
            return keep_localized(batch, &design->titles[i].title, out);
    return true;
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
    return out;
}

static bool add_comparison(hl_batch *batch, const hl_analysis *analysis, const hl_metric *metric,
                           const hl_comparison *from)
{
    owner *own = batch->owner;
    const char *arm = analysis->arms[from->arm].name;
    hl_batch_comparison *list = room(batch->comparisons, batch->comparison_count,
                                     &own->comparison_capacity, sizeof *batch->comparisons);
    if (list == NULL)
        return false;
    batch->comparisons = list;
    hl_batch_comparison *made = &list[batch->comparison_count++];
    *made = compared(analysis, metric, from);
    return keep(batch, metric->name, &made->metric) && keep(batch, arm, &made->arm) &&
           keep(batch, analysis->arms[from->control].name, &made->control) &&
           keep_title(batch, analysis->design, HL_TITLED_METRIC, metric->name,
                      &made->metric_title) &&
           keep_title(batch, analysis->design, HL_TITLED_ARM, arm, &made->arm_title);
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
    owner *own = batch->owner;
    bool of_metric = finding->metric != SIZE_MAX;
    hl_batch_fault *fault = &row->faults[row->fault_count++];
    *fault = (hl_batch_fault){
        finding->check,
        of_metric
            ? hl_base__arena_string(&own->arena, analysis->metrics[finding->metric].metric->name)
            : NULL,
        finding->n, finding->of, finding->p};
    return !of_metric || fault->metric != NULL;
}

static bool add_faults(hl_batch *batch, hl_batch_row *row, const hl_analysis *analysis)
{
    owner *own = batch->owner;
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

/* ---- the line of an experiment */

/* Which reason is told of a decision: the first there is of the first code that there is. */
enum { MOST_TOLD = 2 };
static const hl_finding_code told_codes[HL_DECISIONS][MOST_TOLD] = {
    [HL_DECIDE_SHIP] = {HL_FOUND_BETTER, HL_FOUND_BETTER},
    [HL_DECIDE_KEEP_CONTROL] = {HL_FOUND_WORSE, HL_FOUND_WORTH_EXCLUDED},
    [HL_DECIDE_KEEP_RUNNING] = {HL_FOUND_BETTER, HL_FOUND_NOT_SHOWN},
    [HL_DECIDE_STOP_GUARDRAIL] = {HL_FOUND_GUARDRAIL_BROKEN, HL_FOUND_GUARDRAIL_HARMED},
    [HL_DECIDE_NOT_SHOWN] = {HL_FOUND_GAIN_EXCLUDED, HL_FOUND_NOT_SHOWN},
};

static const hl_finding *because(const hl_analysis *analysis, hl_finding_code code)
{
    for (size_t i = 0; i < analysis->verdict.because_count; i++)
        if (analysis->verdict.because[i].code == code)
            return &analysis->verdict.because[i];
    return NULL;
}

static bool keep_reason(hl_batch *batch, const hl_analysis *analysis, const hl_finding *finding,
                        hl_batch_reason *out)
{
    const hl_metric *metric = analysis->metrics[finding->metric].metric;
    const char *arm = finding->arm == SIZE_MAX ? NULL : analysis->arms[finding->arm].name;
    *out = (hl_batch_reason){.code = finding->code,
                             .of_rate = hl_metric_is_rate(metric),
                             .effect = finding->effect,
                             .effect_of = finding->effect_of,
                             .margin = finding->margin,
                             .margin_of = finding->margin_of};
    return keep(batch, metric->name, &out->metric) && keep(batch, arm, &out->arm) &&
           keep_title(batch, analysis->design, HL_TITLED_METRIC, metric->name,
                      &out->metric_title) &&
           keep_title(batch, analysis->design, HL_TITLED_ARM, arm, &out->arm_title);
}

static bool add_reason(hl_batch *batch, hl_batch_row *row, const hl_analysis *analysis)
{
    const hl_finding *finding = NULL;
    for (size_t i = 0; i < MOST_TOLD && finding == NULL; i++)
        finding = because(analysis, told_codes[row->decision][i]);
    return finding == NULL || finding->metric == SIZE_MAX ||
           keep_reason(batch, analysis, finding, &row->reason);
}

static bool add_arm(hl_batch *batch, hl_batch_row *row, const hl_analysis *analysis)
{
    size_t arm = analysis->verdict.arm;
    const char *name = arm == SIZE_MAX ? NULL : analysis->arms[arm].name;
    return keep(batch, name, &row->arm) &&
           keep_title(batch, analysis->design, HL_TITLED_ARM, name, &row->arm_title);
}

static bool add_next_look(hl_batch *batch, hl_batch_row *row, const hl_analysis *analysis)
{
    static const hl_finding_code looks[] = {HL_FOUND_NEXT_LOOK_ON, HL_FOUND_NEXT_LOOK,
                                            HL_FOUND_WINDOWS_CLOSE_ON};
    const hl_finding *finding = NULL;
    for (size_t i = 0; i < sizeof looks / sizeof looks[0] && finding == NULL; i++)
        finding = because(analysis, looks[i]);
    if (finding == NULL)
        return true;
    row->next_look_units = finding->n;
    return keep(batch, finding->name, &row->next_look);
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

/* The clearest of the arm that the verdict is of, else of any. */
static void choose_told(const hl_batch *batch, hl_batch_row *row)
{
    for (size_t i = row->first; i < row->first + row->comparison_count; i++) {
        const hl_batch_comparison *c = &batch->comparisons[i];
        const hl_batch_comparison *best =
            row->told == SIZE_MAX ? NULL : &batch->comparisons[row->told];
        bool meant = row->decision != HL_DECIDE_SHIP || strcmp(c->arm, row->arm) == 0;
        if (c->role == HL_ROLE_PRIMARY && meant &&
            (best == NULL || c->effective.p_adjusted < best->effective.p_adjusted ||
             (isnan(best->effective.p_adjusted) && !isnan(c->effective.p_adjusted))))
            row->told = i;
    }
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
    choose_told(batch, row);
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
    return keep(batch, analysis->zone, &batch->zone);
}

hl_status hl_batch_add(hl_batch *batch, const hl_analysis *analysis, hl_error *err)
{
    hl_batch_row *row = new_row(batch, analysis->design->experiment);
    if (row == NULL)
        return hl_error_memory(err);
    fill_row(row, analysis);
    bool good = add_clock(batch, analysis) &&
                keep_localized(batch, &analysis->design->title, &row->title) &&
                add_arm(batch, row, analysis) && add_reason(batch, row, analysis) &&
                add_next_look(batch, row, analysis) && add_faults(batch, row, analysis) &&
                add_comparisons(batch, row, analysis);
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
    if (row == NULL || !keep_localized(batch, &design->title, &row->title))
        return hl_error_memory(err);
    row->arm_count = design->arm_count;
    row->skipped = why;
    return HL_OK;
}

hl_status hl_batch_skip_unreadable(hl_batch *batch, const char *experiment, const char *why,
                                   hl_error *err)
{
    hl_batch_row *row = new_row(batch, experiment);
    if (row == NULL || !keep(batch, why, &row->why))
        return hl_error_memory(err);
    row->skipped = HL_BATCH_UNREADABLE;
    return HL_OK;
}
