#include "timing/guardrail.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "timing/claims.h"
#include "timing/model.h"
#include "timing/realised.h"

enum { SEED = 21 };
static const double CERTAIN = 0.95;
const double hl_timing__worth = 0.1;

const char *hl_timing_guardrail_name(hl_timing_guardrail_state state)
{
    static const char *const names[] = {"none", "holds", "open", "harm"};
    return names[state];
}

/* ---- of a log */

/* The log with what is not to be brought about in the outcome's place; segments, users and effects
 * are the log's, which owns them. */
static bool turn(const hl_timing_log *log, hl_timing_log *out)
{
    *out = *log;
    out->values = false;
    out->measure = (hl_timing_measure){0, NULL};
    out->touches = malloc((log->count + 1) * sizeof *out->touches);
    out->count = 0;
    for (size_t i = 0; out->touches != NULL && i < log->count; i++) {
        hl_timing_touch touch = log->touches[i];
        if (touch.harm == 0 || touch.young)
            continue;
        touch.outcome = touch.harm - 1;
        touch.weight = 1;
        out->touches[out->count++] = touch;
    }
    return out->touches != NULL;
}

static void describe(const hl_timing_log *turned, hl_timing_guardrail *out)
{
    out->touches = (int64_t)turned->count;
    out->events = 0;
    for (size_t i = 0; i < turned->count; i++)
        out->events += turned->touches[i].outcome > 0;
}

static hl_status learn(const hl_timing_log *turned, const hl_timing_counts *counts, int32_t end,
                       double half_life, hl_timing_guard *out, hl_error *err)
{
    hl_hier_variances start = hl_stats__hier_start();
    hl_timing_curves *curves = NULL;
    hl_status status = hl_timing__weigh(counts, end, half_life, &out->places, err);
    if (status == HL_OK)
        status = hl_timing__fit(&out->places, &start, HL_TIMING_ROUNDS, NULL, &curves, err);
    if (status == HL_OK) {
        out->variances = curves->fit->variances;
        status = hl_timing__clusters(turned, curves, &out->clusters, err);
    }
    hl_timing__curves_free(curves);
    return status;
}

hl_status hl_timing__guard_fit(const hl_timing_log *log, int32_t end, double half_life,
                               hl_timing_guard *out, hl_error *err)
{
    hl_timing_log turned;
    hl_timing_counts counts = {.count = 0};
    if (!turn(log, &turned))
        return hl_error_memory(err);
    describe(&turned, &out->said);
    hl_status status = hl_timing__realise(&turned, &out->said.realised, err);
    if (status == HL_OK && turned.count > 0)
        status = hl_timing__log_counts(&turned, &counts, err);
    if (status == HL_OK && turned.count > 0)
        status = learn(&turned, &counts, end, half_life, out, err);
    free(counts.cells);
    free(turned.touches);
    return status;
}

/* ---- windows and hours */

static bool rises(const double *rates, size_t draws, size_t count, size_t which,
                  const double *usual, double worth, double *rise)
{
    double sum = 0, all = 0;
    size_t above = 0;
    for (size_t i = 0; i < draws; i++) {
        double rate = rates[i * count + which];
        sum += rate;
        all += usual[i];
        above += rate > usual[i];
    }
    *rise = sum - all;
    return *rise >= worth * all && (double)above >= CERTAIN * (double)draws;
}

size_t hl_timing__guard_bar(const double *rates, size_t draws, size_t count, const double *usual,
                            double worth, bool *barred, size_t *least)
{
    size_t bars = 0;
    double lowest = HL_INFINITY;
    *least = 0;
    for (size_t w = 0; w < count; w++) {
        double rise = 0;
        barred[w] = rises(rates, draws, count, w, usual, worth, &rise);
        bars += barred[w];
        if (rise < lowest) {
            lowest = rise;
            *least = w;
        }
    }
    return bars;
}

/* An hour is chosen or not, and nothing is claimed: so what is likelier than not to rise by what
 * matters is left. To wait until it is shown would send to the very hours next to those of which it
 * is. */
static void bar_likely(const double *rates, const double *usual, bool barred[HL_TIMING_SLOTS])
{
    for (size_t slot = 0; slot < HL_TIMING_SLOTS; slot++) {
        int above = 0;
        for (size_t i = 0; i < HL_TIMING_GUARD_DRAWS; i++)
            above += rates[i * HL_TIMING_SLOTS + slot] > (1 + hl_timing__worth) * usual[i];
        barred[slot] = 2 * above >= HL_TIMING_GUARD_DRAWS;
    }
}

/* Rates of a segment, or of all as their touches weigh, with the usual ones of every draw. rates:
 * draws x slots, zeroed; each: as many. */
static hl_status add_rates(const hl_timing_model *m, const hl_timing_posterior *posterior,
                           size_t segment, double share, double *each, double *rates, double *usual,
                           hl_error *err)
{
    hl_status status =
        hl_timing__draw_rates(posterior, segment, SEED, HL_TIMING_GUARD_DRAWS, each, err);
    for (size_t i = 0; status == HL_OK && i < HL_TIMING_GUARD_DRAWS; i++) {
        const double *drawn = each + i * HL_TIMING_SLOTS;
        usual[i] += share * hl_timing__rate_at(m->groups[segment].usual, drawn);
        for (size_t slot = 0; slot < HL_TIMING_SLOTS; slot++)
            rates[i * HL_TIMING_SLOTS + slot] += share * drawn[slot];
    }
    return status;
}

static hl_status draw_rates(const hl_timing_model *m, const hl_timing_posterior *posterior,
                            size_t segment, double *each, double *rates, double *usual,
                            hl_error *err)
{
    hl_status status = HL_OK;
    if (segment < m->places.segments)
        return add_rates(m, posterior, segment, 1, each, rates, usual, err);
    for (size_t s = 0; s < m->places.segments && status == HL_OK; s++)
        status = add_rates(m, posterior, s, (double)m->groups[s].touches / (double)m->data.touches,
                           each, rates, usual, err);
    return status;
}

hl_status hl_timing__guard_slots(const hl_timing_model *model, const hl_timing_posterior *posterior,
                                 size_t segment, bool barred[HL_TIMING_SLOTS], hl_error *err)
{
    const size_t all = (size_t)HL_TIMING_GUARD_DRAWS * HL_TIMING_SLOTS;
    double *memory = calloc(2 * all + HL_TIMING_GUARD_DRAWS, sizeof *memory);
    if (memory == NULL)
        return hl_error_memory(err);
    double *rates = memory, *each = memory + all, *usual = memory + 2 * all;
    hl_status status = draw_rates(model, posterior, segment, each, rates, usual, err);
    if (status == HL_OK)
        bar_likely(rates, usual, barred);
    free(memory);
    return status;
}
