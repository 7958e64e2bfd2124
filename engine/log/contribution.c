#include "log/contribution.h"

#include <stdlib.h>
#include <string.h>

#include "log/db.h"
#include "log/metric_value.h"
#include "log/stored_attributes.h"
#include "log/tallies.h"
#include "log/versions.h"

/* ---- where a unit stands */

static hl_status find_arm(hl_store *store, const hl_log_experiment *x, hl_cells *cells,
                          uint32_t name, uint32_t *out, hl_error *err)
{
    for (size_t i = 0; i < x->design->arm_count; i++)
        if (x->arms[i] == name) {
            *out = (uint32_t)i; /* cells number the design's arms first */
            return HL_OK;
        }
    /* an arm that an earlier version of the definition had */
    hl_arena arena = {0};
    const char *text = NULL;
    hl_status status = hl_log__name_text(store, name, &arena, &text, err);
    if (status == HL_OK) {
        *out = hl_cells__arm(cells, text, strlen(text));
        status = *out == HL_MAP_NONE ? hl_error_memory(err) : HL_OK;
    }
    hl_base__arena_free(&arena);
    return status;
}

static bool reserve_splits(hl_log_view *view, size_t count)
{
    if (count <= view->split_capacity)
        return true;
    uint32_t *splits = realloc(view->splits, count * sizeof *splits);
    if (splits == NULL)
        return false;
    view->splits = splits;
    view->split_capacity = count;
    return true;
}

/* A segment of which nobody knows whether it holds, as a text stands where its condition asks for a
 * number, is "unknown", as in a flat file. */
static hl_status segment_of(hl_store *store, const hl_predicate *segment,
                            const hl_value *attributes, const char **out, hl_error *err)
{
    bool in = false, certain = true;
    hl_status status = hl_assign__predicate_certain(
        segment, attributes, (hl_evidence){.unread = store->unread}, &in, &certain, err);
    *out = !certain ? HL_LOG_UNKNOWN_SEGMENT : in ? "in" : "out";
    return status;
}

static hl_status split_of(hl_store *store, const hl_log_experiment *x, hl_cells *cells,
                          size_t dimension, const hl_value *attributes, uint32_t *out,
                          hl_error *err)
{
    const char *text = "";
    size_t length = 0;
    const hl_value *value = hl_base__value_get(attributes, x->design->dimensions[dimension].name);
    if (x->segments[dimension] != NULL) {
        hl_status status = segment_of(store, x->segments[dimension], attributes, &text, err);
        if (status != HL_OK)
            return status;
        length = strlen(text);
    } else if (value != NULL) {
        text = value->text;
        length = value->length;
    }
    *out = hl_cells__split(cells, (uint32_t)dimension, text, length);
    return *out == HL_MAP_NONE ? hl_error_memory(err) : HL_OK;
}

static hl_status find_splits(hl_store *store, const hl_log_experiment *x, hl_cells *cells,
                             const hl_value *attributes, hl_log_view *out, hl_error *err)
{
    size_t dimensions = x->design->dimension_count;
    if (!reserve_splits(out, dimensions + 1))
        return hl_error_memory(err);
    out->split_count = dimensions + 1;
    out->splits[0] = 0;
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < dimensions; i++)
        status = split_of(store, x, cells, i, attributes, &out->splits[i + 1], err);
    return status;
}

/* The day on which a counter of the unit lies; false when it has none. */
static bool day_of_counter(const hl_log_evaluation *e, hl_cells_counter counter, int32_t *day)
{
    for (size_t i = 0; i < e->tally_count; i++)
        if (e->tallies[i].counter == counter) {
            *day = e->tallies[i].day;
            return true;
        }
    return false;
}

static hl_status find_covariates(const hl_log_experiment *x, const hl_value *attributes,
                                 hl_log_view *out, hl_error *err)
{
    bool missing = false;
    size_t count = x->design->covariate_count;
    memset(out->covariates, 0, sizeof out->covariates);
    for (size_t i = 0; i < count; i++)
        if (!hl_log__attribute_number(attributes, x->design->covariates[i], &out->covariates[i])) {
            out->covariates[i] = 0;
            out->covariates[count + i] = HL_LOG_ONE;
            missing = true;
        }
    int32_t day = 0;
    if (!missing || !day_of_counter(&out->evaluation, HL_COUNT_ENROLLED, &day))
        return HL_OK;
    return hl_log__tally(&out->evaluation, HL_COUNT_NO_COVARIATE, day, 1, err);
}

static hl_status check_arm(const hl_log_experiment *x, const hl_log_unit *unit, hl_log_view *out,
                           hl_error *err)
{
    int32_t day = 0;
    if (!day_of_counter(&out->evaluation, HL_COUNT_ENROLLED, &day))
        return HL_OK;
    if (hl_log__right_arm(x, unit->text, unit->text_length, out->evaluation.arm,
                          out->evaluation.enrolled_utc_ms))
        return HL_OK;
    return hl_log__tally(&out->evaluation, HL_COUNT_WRONG_ARM, day, 1, err);
}

/* How much of a unit's name is said. */
static int shown(size_t length)
{
    enum { MOST = 60 };
    return length < MOST ? (int)length : MOST;
}

hl_status hl_log__view(hl_store *store, const hl_log_experiment *x, hl_cells *cells,
                       const hl_log_unit *unit, hl_log_view *out, hl_error *err)
{
    hl_log_evaluation *e = &out->evaluation;
    hl_error why = HL_ERROR_INIT;
    out->split_count = 0;
    hl_status status = hl_log__evaluate(&x->rules, unit->touches, unit->touch_count, unit->events,
                                        unit->event_count, e, &why);
    if (status == HL_REJECTED)
        return hl_error_set(err, HL_FAILED, "experiment '%s': %s: '%.*s'", x->design->experiment,
                            why.message, shown(unit->text_length), unit->text);
    if (status != HL_OK)
        return hl_error_memory(err);
    if (!e->enrolled)
        return HL_OK;
    const hl_value *attributes = unit->attributes[e->first_user];
    if (find_arm(store, x, cells, e->arm, &out->arm, err) != HL_OK ||
        find_splits(store, x, cells, attributes, out, err) != HL_OK ||
        find_covariates(x, attributes, out, err) != HL_OK)
        return HL_FAILED;
    return check_arm(x, unit, out, err);
}

void hl_log__view_free(hl_log_view *view)
{
    hl_log__evaluation_free(&view->evaluation);
    free(view->splits);
    *view = (hl_log_view){0};
}

/* ---- the difference it makes */

/* A gram on the stack, of the width at hand. */
typedef struct spare_gram {
    hl_gram gram;
    hl_wide sum[HL_CELLS_MAX_VARIABLES];
    hl_wide product[HL_CELLS_MAX_VARIABLES * (HL_CELLS_MAX_VARIABLES + 1) / 2];
} spare_gram;

static void clear_spare(spare_gram *spare, uint32_t width)
{
    spare->gram = (hl_gram){.width = width, .sum = spare->sum, .product = spare->product};
    memset(spare->sum, 0, width * sizeof *spare->sum);
    memset(spare->product, 0, (size_t)width * (width + 1) / 2 * sizeof *spare->product);
}

/* The unit's variables as a step has them. */
static void vector_of(const hl_log_step *state, const hl_i128 *covariates, uint32_t width,
                      hl_i128 *v)
{
    v[0] = state->y;
    v[1] = state->d;
    for (uint32_t i = 2; i < width; i++)
        v[i] = covariates[i - 2];
}

static void add_state(spare_gram *spare, const hl_log_step *state, const hl_i128 *covariates,
                      int sign)
{
    if (state == NULL || !state->present)
        return;
    hl_i128 v[HL_CELLS_MAX_VARIABLES];
    vector_of(state, covariates, spare->gram.width, v);
    bool within = hl_base__wide_sign(&state->within) != 0;
    hl_cells__gram_add(&spare->gram, v, within ? &state->within : NULL, sign);
}

/* A state in the distributions of a cell. */
static bool add_spread(hl_cell *cell, uint32_t metric, const hl_log_step *state,
                       const hl_i128 *covariates, int sign)
{
    hl_i128 v[HL_CELLS_MAX_VARIABLES];
    if (state == NULL)
        return true;
    if (cell->split == 0 && state->delayed &&
        !hl_cells__histogram_add(&cell->delays[metric], &state->delay, sign))
        return false;
    vector_of(state, covariates, cell->grams[metric].width, v);
    return !state->present || hl_cells__spread_add(cell, metric, v, sign);
}

/* Puts `now` in the place of `previous` (NULL: of nothing), in every split of the unit. */
static bool histogram_step(hl_cells *cells, const hl_log_view *view, const hl_log_step *now,
                           const hl_log_step *previous, int sign)
{
    spare_gram spare;
    clear_spare(&spare, cells->widths[now->metric]);
    add_state(&spare, now, view->covariates, sign);
    add_state(&spare, previous, view->covariates, -sign);
    for (size_t i = 0; i < view->split_count; i++) {
        hl_cell *cell = hl_cells__at(cells, view->arm, view->splits[i], now->day);
        if (cell == NULL || !add_spread(cell, now->metric, now, view->covariates, sign) ||
            !add_spread(cell, now->metric, previous, view->covariates, -sign))
            return false;
        hl_cells__gram_merge(&cell->grams[now->metric], &spare.gram, 1);
    }
    return true;
}

/* Steps from `from` on: each puts its state in the place of the one before it. */
static bool add_steps(hl_cells *cells, const hl_log_view *view, size_t from, size_t to, int sign)
{
    const hl_log_step *steps = view->evaluation.steps;
    bool ok = true;
    for (size_t i = from; ok && i < to; i++) {
        bool follows = i > 0 && steps[i - 1].metric == steps[i].metric;
        ok = histogram_step(cells, view, &steps[i], follows ? &steps[i - 1] : NULL, sign);
    }
    return ok;
}

static bool add_tally(hl_cells *cells, const hl_log_view *view, const hl_log_tally *tally,
                      int64_t count)
{
    for (size_t i = 0; count != 0 && i < view->split_count; i++) {
        hl_cell *cell = hl_cells__at(cells, view->arm, view->splits[i], tally->day);
        if (cell == NULL)
            return false;
        cell->counters[tally->counter] += count;
    }
    return true;
}

static bool add_whole(hl_cells *cells, const hl_log_view *view, int sign)
{
    const hl_log_evaluation *e = &view->evaluation;
    bool ok = add_steps(cells, view, 0, e->step_count, sign);
    for (size_t i = 0; ok && i < e->tally_count; i++)
        ok = add_tally(cells, view, &e->tallies[i], sign * e->tallies[i].count);
    return ok;
}

static bool same_step(const hl_log_step *a, const hl_log_step *b)
{
    return a->metric == b->metric && a->day == b->day && hl_log__same_state(a, b);
}

static size_t end_of_metric(const hl_log_evaluation *e, size_t at, uint32_t metric)
{
    while (at < e->step_count && e->steps[at].metric == metric)
        at++;
    return at;
}

/* Metric by metric, what comes after the steps that both have. */
static bool change_steps(hl_cells *cells, const hl_log_view *before, const hl_log_view *after)
{
    const hl_log_evaluation *b = &before->evaluation;
    const hl_log_evaluation *a = &after->evaluation;
    size_t i = 0;
    size_t j = 0;
    for (uint32_t metric = 0; metric < cells->metric_count; metric++) {
        size_t b_end = end_of_metric(b, i, metric);
        size_t a_end = end_of_metric(a, j, metric);
        while (i < b_end && j < a_end && same_step(&b->steps[i], &a->steps[j])) {
            i++;
            j++;
        }
        if (!add_steps(cells, before, i, b_end, -1) || !add_steps(cells, after, j, a_end, 1))
            return false;
        i = b_end;
        j = a_end;
    }
    return true;
}

static bool change_tallies(hl_cells *cells, const hl_log_view *before, const hl_log_view *after)
{
    const hl_log_evaluation *b = &before->evaluation;
    const hl_log_evaluation *a = &after->evaluation;
    bool ok = true;
    for (size_t i = 0, j = 0; ok && (i < b->tally_count || j < a->tally_count);) {
        int order = i == b->tally_count   ? 1
                    : j == a->tally_count ? -1
                                          : hl_log__tally_compare(&b->tallies[i], &a->tallies[j]);
        int64_t count =
            (order >= 0 ? a->tallies[j].count : 0) - (order <= 0 ? b->tallies[i].count : 0);
        ok = add_tally(cells, after, order <= 0 ? &b->tallies[i] : &a->tallies[j], count);
        i += order <= 0;
        j += order >= 0;
    }
    return ok;
}

static bool same_place(const hl_log_view *a, const hl_log_view *b)
{
    return a->arm == b->arm && a->split_count == b->split_count &&
           memcmp(a->splits, b->splits, a->split_count * sizeof *a->splits) == 0 &&
           memcmp(a->covariates, b->covariates, sizeof a->covariates) == 0;
}

hl_status hl_log__contribute(hl_cells *cells, const hl_log_view *before, const hl_log_view *after,
                             hl_error *err)
{
    bool was = before != NULL && before->evaluation.enrolled;
    bool is = after != NULL && after->evaluation.enrolled;
    bool ok = true;
    if (was && is && same_place(before, after)) {
        ok = change_steps(cells, before, after) && change_tallies(cells, before, after);
    } else {
        if (was)
            ok = add_whole(cells, before, -1);
        if (ok && is)
            ok = add_whole(cells, after, 1);
    }
    return ok ? HL_OK : hl_error_memory(err);
}
