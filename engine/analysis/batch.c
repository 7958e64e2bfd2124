/* Many analyses in one list. */
#include "hookline/batch.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/findings.h"
#include "base/arena.h"
#include "base/number.h"
#include "stats/adjust.h"

typedef struct owner {
    hl_arena arena;
    size_t row_capacity, comparison_capacity;
    size_t *asked; /* indices of the comparisons of the family over all */
    size_t asked_count, asked_capacity;
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
    free(own->asked);
    free(own);
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
    *row = (hl_batch_row){.experiment = name, .srm_p = HL_NAN, .first = batch->comparison_count};
    return row;
}

static bool note_asked(hl_batch *batch)
{
    owner *own = batch->owner;
    size_t *list = room(own->asked, own->asked_count, &own->asked_capacity, sizeof *own->asked);
    if (list == NULL)
        return false;
    own->asked = list;
    list[own->asked_count++] = batch->comparison_count - 1;
    return true;
}

/* The estimates with the intervals of the inference in force. */
static void fill_effective(hl_batch_comparison *out, const hl_comparison *from,
                           hl_inference inference)
{
    out->effective.p = from->p_effective;
    out->effective.p_adjusted = from->p_effective_adjusted;
    hl_counting counts = hl_comparison_counting(from, inference);
    out->effective.difference = counts.difference;
    out->effective.lift = counts.lift;
}

/* Of the family over all experiments: not where the split or the data forbid to read it. */
static bool is_asked(const hl_analysis *analysis, const hl_metric *metric)
{
    return metric->role == HL_ROLE_PRIMARY && analysis->verdict.decision != HL_DECIDE_INVALID_SRM &&
           analysis->verdict.decision != HL_DECIDE_INVALID_DATA;
}

static bool add_comparison(hl_batch *batch, const hl_analysis *analysis, const hl_metric *metric,
                           const hl_comparison *from)
{
    owner *own = batch->owner;
    hl_batch_comparison *list = room(batch->comparisons, batch->comparison_count,
                                     &own->comparison_capacity, sizeof *batch->comparisons);
    if (list == NULL)
        return false;
    batch->comparisons = list;
    list[batch->comparison_count] = (hl_batch_comparison){
        .metric = hl_base__arena_string(&own->arena, metric->name),
        .arm = hl_base__arena_string(&own->arena, analysis->arms[from->arm].name),
        .control = hl_base__arena_string(&own->arena, analysis->arms[from->control].name),
        .difference = from->difference,
        .lift = from->lift,
        .p = from->p,
        .p_adjusted = from->p_adjusted,
        .p_exact = from->p_exact,
        .p_across = HL_NAN,
        .method = from->method,
        .flags = from->flags,
    };
    hl_batch_comparison *made = &list[batch->comparison_count++];
    fill_effective(made, from, analysis->design->inference);
    if (made->metric == NULL || made->arm == NULL || made->control == NULL)
        return false;
    return !is_asked(analysis, metric) || note_asked(batch);
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

hl_status hl_batch_add(hl_batch *batch, const hl_analysis *analysis, hl_error *err)
{
    hl_batch_row *row = new_row(batch, analysis->design->experiment);
    if (row == NULL)
        return hl_error_memory(err);
    row->arm_count = analysis->arm_count;
    row->decision = analysis->verdict.decision;
    row->inference = analysis->design->inference;
    for (size_t i = 0; i < analysis->arm_count; i++)
        row->units += analysis->arms[i].units;
    const hl_check *srm = hl_analysis_check(analysis, HL_CHECK_SRM);
    if (srm != NULL)
        row->srm_p = srm->finding.p;
    row->split = worst_split(analysis);
    if (!add_faults(batch, row, analysis))
        return hl_error_memory(err);
    for (size_t m = 0; m < analysis->metric_count; m++) {
        const hl_metric_result *result = &analysis->metrics[m];
        for (size_t i = 0; i < result->comparison_count; i++, row->comparison_count++)
            if (!add_comparison(batch, analysis, result->metric, &result->comparisons[i]))
                return hl_error_memory(err);
    }
    return HL_OK;
}

const char *hl_batch_skipped_name(hl_batch_skipped skipped)
{
    static const char *const names[HL_BATCH_SKIPPED_KINDS] = {
        [HL_BATCH_ONE_ARM] = "one_arm", [HL_BATCH_NO_CONTROL] = "no_control"};
    return names[skipped];
}

hl_status hl_batch_skip(hl_batch *batch, const hl_design *design, hl_batch_skipped why,
                        hl_error *err)
{
    hl_batch_row *row = new_row(batch, design->experiment);
    if (row == NULL)
        return hl_error_memory(err);
    row->arm_count = design->arm_count;
    row->skipped = why;
    return HL_OK;
}

hl_status hl_batch_settle(hl_batch *batch, hl_error *err)
{
    owner *own = batch->owner;
    double *p = calloc(own->asked_count + 1, sizeof *p);
    if (p == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < own->asked_count; i++)
        p[i] = batch->comparisons[own->asked[i]].effective.p;
    hl_status status = hl_stats__bh(p, p, own->asked_count, err);
    for (size_t i = 0; i < own->asked_count; i++)
        batch->comparisons[own->asked[i]].p_across = p[i];
    free(p);
    return status;
}
