/* What a policy would have brought, from touches whose hours were drawn with known chances
 * (stats/off_policy.h). What a touch would bring at other hours is told by a model of the other
 * half of the users, and the most engaged hour is that of the other half too, so that no touch is
 * told by itself. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "stats/off_policy.h"
#include "timing/effects.h"
#include "timing/evaluation.h"
#include "timing/read_touches.h"
#include "timing/rule.h"

enum { HOURS = 24, FOLDS = 2, ENOUGH = 30 };
/* Touches at which the always-valid interval is tightest: the same at every look, as one that moved
 * with the touches would be another sequence each time. */
static const double TIGHTEST = 5000;
static const double TRIED = 0.8, SURE = 3; /* of what the policy does; standard errors */

typedef struct fold {
    hl_timing_curves *curves;           /* of the users of this fold */
    double (*outcomes)[HOURS];          /* of segments */
    double (*chances)[HL_TIMING_SLOTS]; /* for touches of this fold: of segments */
} fold;

typedef struct evaluator {
    const hl_timing_rule *rule;
    const hl_timing_log *log;
    bool legal[HOURS];
    fold folds[FOLDS];
    hl_timing_evaluation *out;
    hl_off_policy_row *rows;
    double *spreads; /* of touches: expected squares of their weights */
    size_t count, batches;
    int32_t first_day;
} evaluator;

/* ---- the halves */

/* Touches of nobody known by name are halved one by one. */
static size_t fold_of(const evaluator *e, const hl_timing_touch *t)
{
    return t->user == HL_MAP_NONE ? (size_t)(t - e->log->touches) % FOLDS : t->user % FOLDS;
}

static hl_status fit_part(const hl_timing_log *part, hl_timing_curves **curves, hl_error *err)
{
    hl_timing_counts counts = {.count = 0};
    hl_timing_places places = {.cells = NULL};
    const hl_hier_variances start = hl_stats__hier_start();
    hl_status status = hl_timing__log_counts(part, &counts, err);
    if (status == HL_OK)
        status = hl_timing__weigh(&counts, INT32_MAX, HL_INFINITY, &places, err);
    if (status == HL_OK)
        status = hl_timing__fit(&places, &start, HL_TIMING_ROUNDS, NULL, curves, err);
    free(counts.cells);
    free(places.cells);
    return status;
}

static hl_status fit_fold(evaluator *e, size_t which, hl_error *err)
{
    hl_timing_log part = *e->log;
    fold *f = &e->folds[which];
    size_t segments = e->log->segments.count;
    part.count = 0;
    part.touches = malloc((e->log->count + 1) * sizeof *part.touches);
    f->outcomes = calloc(segments + 1, sizeof *f->outcomes);
    f->chances = calloc(segments + 1, sizeof *f->chances);
    if (part.touches == NULL || f->outcomes == NULL || f->chances == NULL) {
        free(part.touches);
        return hl_error_memory(err);
    }
    for (size_t i = 0; i < e->log->count; i++) {
        const hl_timing_touch *t = &e->log->touches[i];
        if (fold_of(e, t) != which)
            continue;
        part.touches[part.count++] = *t;
        f->outcomes[t->segment][t->kind / 2 % HOURS] += t->outcome;
    }
    hl_status status = fit_part(&part, &f->curves, err);
    free(part.touches);
    return status;
}

static hl_status write_chances(evaluator *e, hl_error *err)
{
    hl_status status = HL_OK;
    for (size_t which = 0; which < FOLDS; which++)
        for (uint32_t s = 0; s < e->log->segments.count && status == HL_OK; s++) {
            const hl_map_key *key = &e->log->segments.keys[s];
            status = hl_timing__rule_chances(e->rule, key->text, key->length, e->legal,
                                             e->folds[1 - which].outcomes[s],
                                             e->folds[which].chances[s], err);
        }
    return status;
}

/* ---- one touch */

/* A holiday is as a Saturday to the policy, a make-up working day as a Monday. */
static size_t day_of(const hl_timing_touch *t)
{
    enum { MONDAY = 0, SATURDAY = 5 };
    size_t day = (size_t)t->kind / 2 / HOURS;
    bool off = t->kind % 2 != 0;
    return off == (day >= SATURDAY) ? day : off ? SATURDAY : MONDAY;
}

/* The chances of the slots of the touch's day, or of its week, and their sum. */
typedef struct scope {
    const double *chances;
    size_t from, until, slot; /* slot: the touch's */
    double sum;
} scope;

static scope scope_of(const evaluator *e, const hl_timing_touch *t, bool by_day)
{
    size_t day = day_of(t), hour = (size_t)t->kind / 2 % HOURS;
    scope s = {e->folds[fold_of(e, t)].chances[t->segment], by_day ? day * HOURS : 0,
               by_day ? (day + 1) * HOURS : HL_TIMING_SLOTS,
               by_day ? day * HOURS + hour : (size_t)t->kind / 2, 0};
    for (size_t slot = s.from; slot < s.until; slot++)
        s.sum += s.chances[slot];
    return s;
}

static double weight_of(const scope *s, const hl_timing_touch *t)
{
    return s->chances[s->slot] / s->sum / t->propensity;
}

static double chance_of(const hl_timing_curves *curves, const double *mode,
                        const hl_timing_touch *t, size_t kind)
{
    double z = hl_timing__logit(curves, mode, kind) + hl_timing__effect(curves, t->effect);
    return hl_timing__outcome(curves, z);
}

static void add_row(evaluator *e, const hl_timing_touch *t, const scope *s)
{
    const hl_timing_curves *curves = e->folds[1 - fold_of(e, t)].curves;
    double mode[1 + HL_TIMING_COLUMNS], value = 0;
    hl_stats__hier_mode(curves->fit, t->segment, mode);
    for (size_t slot = s->from; slot < s->until; slot++)
        if (s->chances[slot] > 0) {
            bool same_day = slot / HOURS == s->slot / HOURS;
            size_t off = same_day ? t->kind % 2 : slot >= (size_t)5 * HOURS;
            value += s->chances[slot] / s->sum * chance_of(curves, mode, t, 2 * slot + off);
        }
    uint32_t nobody = UINT32_MAX - (uint32_t)e->count; /* a unit of its own */
    e->rows[e->count] =
        (hl_off_policy_row){.outcome = t->outcome * (e->log->values ? e->log->measure.scale : 1),
                            .weight = weight_of(s, t),
                            .expected = chance_of(curves, mode, t, t->kind),
                            .value = value,
                            .unit = t->user == HL_MAP_NONE ? nobody : t->user,
                            .batch = (uint32_t)(t->day - e->first_day),
                            .spread = e->spreads[t - e->log->touches]};
    e->count++;
}

/* ---- all touches */

static bool is_weighed(const evaluator *e, const hl_timing_touch *t)
{
    const hl_map_key *key = &e->log->segments.keys[t->segment];
    return !t->young && !isnan(t->propensity) &&
           hl_timing__rule_is_for(e->rule, key->text, key->length);
}

/* Mean weight is 1 where propensities and the policy speak of the same choice. */
static bool drawn_by_day(const evaluator *e)
{
    double sum[2] = {0, 0}, count[2] = {0, 0};
    for (size_t i = 0; i < e->log->count; i++)
        for (int day = 0; day < 2 && is_weighed(e, &e->log->touches[i]); day++) {
            scope s = scope_of(e, &e->log->touches[i], day);
            if (s.sum > 0) {
                sum[day] += weight_of(&s, &e->log->touches[i]);
                count[day]++;
            }
        }
    return sum[1] > 0 && fabs(log(sum[1] / count[1])) < fabs(log(sum[0] / count[0]));
}

static void find_days(evaluator *e)
{
    int32_t last = INT32_MIN;
    e->first_day = INT32_MAX;
    for (size_t i = 0; i < e->log->count; i++) {
        int32_t day = e->log->touches[i].day;
        e->first_day = day < e->first_day ? day : e->first_day;
        last = day > last ? day : last;
    }
    e->batches = e->log->count > 0 ? (size_t)(last - e->first_day) + 1 : 0;
}

/* Sum of chance^2 / propensity over what the policy may do; slots never drawn in the segment are
 * not known. */
static double spread_of(const scope *s, const double *drawn)
{
    double sum = 0;
    for (size_t slot = s->from; slot < s->until && s->sum > 0; slot++)
        if (drawn[slot] > 0)
            sum += pow(s->chances[slot] / s->sum, 2) / drawn[slot];
    return sum;
}

static void note_chance(const evaluator *e, uint32_t touch, double *drawn)
{
    const hl_timing_touch *t = &e->log->touches[touch];
    if (!isnan(t->propensity))
        drawn[(size_t)t->segment * HL_TIMING_SLOTS + t->kind / 2] = t->propensity;
}

/* Touches of one day, [from, until) of those in the order of days: with what chances slots are
 * drawn, as last seen, then what that makes of weights. */
static void spread_day(evaluator *e, const uint32_t *from, const uint32_t *until, double *drawn)
{
    for (const uint32_t *i = from; i < until; i++)
        note_chance(e, *i, drawn);
    for (const uint32_t *i = from; i < until; i++) {
        const hl_timing_touch *t = &e->log->touches[*i];
        scope s = scope_of(e, t, e->out->by_day);
        e->spreads[*i] = spread_of(&s, drawn + (size_t)t->segment * HL_TIMING_SLOTS);
    }
}

/* order: the touches' numbers by their days; at: batches + 1, where each day begins. */
static void sort_days(const evaluator *e, uint32_t *order, size_t *at)
{
    for (size_t i = 0; i < e->log->count; i++)
        at[e->log->touches[i].day - e->first_day + 1]++;
    for (size_t b = 0; b < e->batches; b++)
        at[b + 1] += at[b];
    for (size_t i = e->log->count; i-- > 0;)
        order[--at[e->log->touches[i].day - e->first_day + 1]] = (uint32_t)i;
}

static hl_status write_spreads(evaluator *e, hl_error *err)
{
    size_t segments = e->log->segments.count;
    uint32_t *order = malloc((e->log->count + 1) * sizeof *order);
    size_t *at = calloc(e->batches + 2, sizeof *at);
    double *drawn = calloc(segments * HL_TIMING_SLOTS + 1, sizeof *drawn);
    bool ok = order != NULL && at != NULL && drawn != NULL;
    if (ok)
        sort_days(e, order, at);
    for (size_t i = e->log->count; ok && i-- > 0;) /* before a slot is seen, as it will be */
        note_chance(e, order[i], drawn);
    for (size_t b = 0; b < e->batches && ok; b++)
        spread_day(e, order + at[b + 1], order + (b + 1 < e->batches ? at[b + 2] : e->log->count),
                   drawn);
    free(order);
    free(at);
    free(drawn);
    return ok ? HL_OK : hl_error_memory(err);
}

static void weigh_touches(evaluator *e)
{
    for (size_t i = 0; i < e->log->count; i++) {
        const hl_timing_touch *t = &e->log->touches[i];
        e->out->young += t->young;
        e->out->undrawn += !t->young && isnan(t->propensity);
        if (t->young || isnan(t->propensity))
            continue;
        scope s = scope_of(e, t, e->out->by_day);
        if (is_weighed(e, t) && s.sum > 0)
            add_row(e, t, &s);
        else
            e->out->elsewhere++;
    }
    e->out->touches = (int64_t)e->count;
    e->out->value = e->log->values;
}

/* ---- what is said */

static hl_timing_overlap overlap_of(const hl_off_policy *p, size_t count)
{
    if (count == 0)
        return HL_TIMING_NOT_DRAWN;
    if (!(p->mean_weight + SURE * p->mean_weight_se >= TRIED))
        return HL_TIMING_NOT_TRIED;
    return p->effective < ENOUGH ? HL_TIMING_TOO_FEW : HL_TIMING_OVERLAPS;
}

static hl_estimate said(hl_off_policy_mean m)
{
    return (hl_estimate){m.estimate, m.low, m.high};
}

static void write_out(const hl_off_policy *p, size_t count, hl_timing_evaluation *out)
{
    out->overlap = overlap_of(p, count);
    out->users = (int64_t)p->units;
    out->logged = p->logged;
    out->effective = p->effective;
    out->mean_weight = p->mean_weight;
    out->largest = p->largest;
    if (out->overlap != HL_TIMING_OVERLAPS)
        return;
    out->ips = said(p->ips);
    out->snips = said(p->snips);
    out->doubly_robust = said(p->doubly_robust);
    out->adaptive = said(p->adaptive);
    out->anytime = said(p->anytime);
    out->gain = said(p->gain);
}

static bool same_touches(const hl_timing_log *log, const hl_timing_model *model)
{
    char digest[65];
    if (model == NULL)
        return false;
    hl_timing__log_digest(log, digest);
    return strcmp(digest, model->digest) == 0;
}

static hl_status evaluate(evaluator *e, hl_error *err)
{
    hl_off_policy p;
    hl_status status = HL_OK;
    e->rows = malloc((e->log->count + 1) * sizeof *e->rows);
    e->spreads = malloc((e->log->count + 1) * sizeof *e->spreads);
    if (e->rows == NULL || e->spreads == NULL)
        return hl_error_memory(err);
    for (size_t which = 0; which < FOLDS && status == HL_OK; which++)
        status = fit_fold(e, which, err);
    if (status == HL_OK)
        status = write_chances(e, err);
    if (status != HL_OK)
        return status;
    find_days(e);
    e->out->by_day = drawn_by_day(e);
    status = write_spreads(e, err);
    if (status != HL_OK)
        return status;
    weigh_touches(e);
    status = hl_stats__off_policy(e->rows, e->count, e->batches, TIGHTEST, &p, err);
    if (status == HL_OK)
        write_out(&p, e->count, e->out);
    return status;
}

static void close_evaluator(evaluator *e)
{
    for (size_t which = 0; which < FOLDS; which++) {
        hl_timing__curves_free(e->folds[which].curves);
        free(e->folds[which].outcomes);
        free(e->folds[which].chances);
    }
    free(e->rows);
    free(e->spreads);
}

static hl_status evaluate_log(hl_timing_log *log, const bool legal[HOURS],
                              const hl_timing_evaluate_options *options, hl_timing_evaluation *out,
                              hl_error *err)
{
    hl_timing_rule rule = {.chooser = NULL};
    evaluator e = {.rule = &rule, .log = log, .out = out};
    bool any = false;
    for (int h = 0; h < HOURS; h++)
        any |= legal[h];
    for (int h = 0; h < HOURS; h++)
        e.legal[h] = legal[h] || !any;
    hl_status status = hl_timing__rule(options, &rule, err);
    if (status == HL_OK)
        status = hl_timing__log_settle(log, err);
    out->own_data = status == HL_OK && same_touches(log, options->model);
    if (status == HL_OK)
        status = hl_timing__number_effects(log, err);
    if (status == HL_OK)
        status = evaluate(&e, err);
    close_evaluator(&e);
    hl_timing__rule_free(&rule);
    return status;
}

hl_status hl_timing_evaluate_rows(hl_row_source *touches, const hl_timing_options *how,
                                  const hl_timing_evaluate_options *options, hl_problems *problems,
                                  hl_timing_evaluation *out, hl_error *err)
{
    hl_timing_log log = {.count = 0};
    hl_timing_reading reading = {.log = &log};
    *out = hl_timing__evaluation(options);
    hl_status status = hl_timing__read_touches(touches, how, problems, &reading, err);
    out->young = reading.waiting.left_out;
    if (status == HL_OK)
        status = evaluate_log(&log, how->legal, options, out, err);
    hl_calendar__days_free(&reading.days);
    hl_timing__log_free(&log);
    return status;
}
