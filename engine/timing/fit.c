/* Hours drift: old touches weigh 2^(-age / half-life). Which half-life is asked of the data: the
 * second half of the days is told beforehand, quarter by quarter, by fits that have not seen it, and
 * the half-life whose predictions scored best (log score; Dawid 1984, prequential) is taken if it
 * beats none by MARGIN nats, which noise alone rarely does. */
#include "timing/fit.h"

#include <math.h>
#include <stdlib.h>

const double hl_timing__half_lives[HL_TIMING_HALF_LIVES] = {INFINITY, 90, 30, 14, 7};
static const double MARGIN = 2;
enum { ROUNDS_MOST = 60, BLOCKS = 4, BLOCKS_OF_ALL = 8 };

/* What a fit is of: touches before a day, as old as they are then. */
typedef struct view {
    const hl_timing_counts *counts;
    hl_hier_cell *cells; /* room for counts->count */
    double half_life;
    int32_t end;
} view;

static double weight_of(const view *v, int32_t day)
{
    return isinf(v->half_life) ? 1 : exp2(-(v->end - 1 - day) / v->half_life);
}

static bool same_place(const hl_hier_cell *a, const hl_timing_cell *b)
{
    return a->group == b->segment && a->kind == b->kind && a->effect == b->message;
}

/* Days of one place become one cell. */
static size_t weigh_cells(const view *v)
{
    size_t count = 0;
    for (size_t i = 0; i < v->counts->count; i++) {
        const hl_timing_cell *c = &v->counts->cells[i];
        if (c->day >= v->end)
            continue;
        double weight = weight_of(v, c->day);
        if (count == 0 || !same_place(&v->cells[count - 1], c))
            v->cells[count++] = (hl_hier_cell){c->segment, c->kind, c->message, 0, 0};
        v->cells[count - 1].trials += weight * c->touches;
        v->cells[count - 1].events += weight * c->outcomes;
    }
    return count;
}

static hl_status fit_view(const view *v, const hl_timing_model *m, const hl_hier_fit *before,
                          hl_hier_fit **fit, hl_error *err)
{
    const hl_timing_counts *c = v->counts;
    hl_hier_data data = {m->x,
                         m->order,
                         v->cells,
                         HL_TIMING_KINDS,
                         HL_TIMING_COLUMNS,
                         HL_TIMING_ORDERS,
                         c->messages > 1 ? c->messages : 0,
                         c->segments,
                         weigh_cells(v)};
    hl_hier_variances start = before ? before->variances : hl_stats__hier_start();
    return hl_stats__hier_logistic(&data, &start, ROUNDS_MOST, before, fit, err);
}

double hl_timing__logit(const hl_timing_model *m, const double *coefficients, size_t kind)
{
    double z = coefficients[0];
    for (size_t j = 0; j < HL_TIMING_COLUMNS; j++)
        z += m->x[kind * HL_TIMING_COLUMNS + j] * coefficients[1 + j];
    return z;
}

/* The log score of a fit on the touches of [from, until). */
static double score(const hl_timing_model *m, const hl_hier_fit *fit,
                    const hl_timing_counts *counts, int32_t from, int32_t until)
{
    double sum = 0, mode[1 + HL_TIMING_COLUMNS];
    for (size_t i = 0; i < counts->count; i++) {
        const hl_timing_cell *c = &counts->cells[i];
        if (i == 0 || c->segment != c[-1].segment)
            hl_stats__hier_mode(fit, c->segment, mode);
        if (c->day < from || c->day >= until)
            continue;
        double z = hl_timing__logit(m, mode, c->kind);
        if (fit->effects)
            z += fit->shared[1 + HL_TIMING_COLUMNS + c->message];
        sum += c->outcomes * z - c->touches * (z > 0 ? z + log1p(exp(-z)) : log1p(exp(z)));
    }
    return sum;
}

typedef struct days {
    int32_t first, end;
} days;

static days days_of(const hl_timing_counts *counts)
{
    days d = {INT32_MAX, INT32_MIN};
    for (size_t i = 0; i < counts->count; i++) {
        d.first = counts->cells[i].day < d.first ? counts->cells[i].day : d.first;
        d.end = counts->cells[i].day >= d.end ? counts->cells[i].day + 1 : d.end;
    }
    return d;
}

static int32_t block_start(days d, int32_t block)
{
    int32_t span = d.end - d.first;
    return d.first + (int32_t)((int64_t)span * (BLOCKS_OF_ALL - BLOCKS + block) / BLOCKS_OF_ALL);
}

/* The score of one half-life over all blocks. */
static hl_status try_half_life(view *v, const hl_timing_model *m, days d, double *sum,
                               hl_error *err)
{
    hl_hier_fit *fit = NULL;
    hl_status status = HL_OK;
    *sum = 0;
    for (int32_t b = 0; b < BLOCKS && status == HL_OK; b++) {
        hl_hier_fit *next = NULL;
        v->end = block_start(d, b);
        status = fit_view(v, m, fit, &next, err);
        if (status == HL_OK)
            *sum += score(m, next, v->counts, v->end, block_start(d, b + 1));
        hl_stats__hier_free(fit);
        fit = next;
    }
    hl_stats__hier_free(fit);
    return status;
}

/* Half-lives of which the span has at least one; with fewer days than blocks, none. */
static hl_status choose_half_life(view *v, hl_timing_model *m, hl_error *err)
{
    days d = days_of(v->counts);
    hl_status status = HL_OK;
    size_t best = 0;
    for (size_t i = 0; i < HL_TIMING_HALF_LIVES; i++)
        m->score[i] = (double)NAN;
    bool long_enough = v->counts->count > 0 && d.end - d.first >= BLOCKS_OF_ALL;
    for (size_t i = 0; i < HL_TIMING_HALF_LIVES && long_enough && status == HL_OK; i++) {
        v->half_life = hl_timing__half_lives[i];
        if (isfinite(v->half_life) && v->half_life > d.end - d.first)
            continue;
        status = try_half_life(v, m, d, &m->score[i], err);
        double lead = best == 0 ? MARGIN : 0;
        if (i > 0 && m->score[i] > m->score[best] + lead)
            best = i;
    }
    for (size_t i = HL_TIMING_HALF_LIVES; i-- > 0;)
        m->score[i] -= m->score[0];
    m->half_life = hl_timing__half_lives[best];
    return status;
}

hl_status hl_timing__fit(const hl_timing_counts *counts, int32_t today, double half_life,
                         const hl_timing_model *before, hl_timing_model **model, hl_error *err)
{
    *model = NULL;
    hl_timing_model *m = calloc(1, sizeof *m);
    view v = {counts, malloc((counts->count + 1) * sizeof(hl_hier_cell)), half_life, today + 1};
    hl_status status = m && v.cells ? HL_OK : hl_error_memory(err);
    if (status == HL_OK) {
        hl_timing__basis(m->x, m->order);
        m->half_life = half_life;
    }
    if (status == HL_OK && isnan(half_life))
        status = choose_half_life(&v, m, err);
    if (status == HL_OK) {
        v.half_life = m->half_life;
        v.end = today + 1;
        status = fit_view(&v, m, before ? before->fit : NULL, &m->fit, err);
    }
    free(v.cells);
    if (status == HL_OK)
        *model = m;
    else
        hl_timing__model_free(m);
    return status;
}

void hl_timing__model_free(hl_timing_model *model)
{
    if (!model)
        return;
    hl_stats__hier_free(model->fit);
    free(model);
}
