/* Hours drift. Each of the recent weeks is told beforehand by fits that have not seen it, in which
 * old touches weigh 2^(-age / half-life), and the half-life whose predictions scored best
 * (timing/foretold.h) is taken if it beats none by MARGIN nats. Where no hour is better than
 * another, weighing fewer touches doubts more, and wins by 2 nats in every other log. */
#include "timing/half_life.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "timing/foretold.h"

const double hl_timing__half_lives[HL_TIMING_HALF_LIVES] = {HL_INFINITY, 90, 30, 14, 7};
static const double MARGIN = 8;
/* Half of the weeks are told, as many at most, and no fewer, as one odd week is no drift; variances
 * move little from week to week. */
enum { WEEK = 7, WEEKS_LEAST = 3, WEEKS_MOST = 8, ROUNDS = 4 };

/* Days. Of hours that changed within eight weeks, three true gains of ten lay outside of their
 * intervals. */
static const double TOO_FAST = 30;

bool hl_timing__moves(const hl_timing_staleness *staleness)
{
    for (size_t i = 1; i < HL_TIMING_HALF_LIVES; i++)
        if (hl_timing__half_lives[i] == staleness->half_life)
            return staleness->half_life <= TOO_FAST && staleness->score[i] > MARGIN;
    return false;
}

/* A week that ends before `end`, told by what was known before it. */
static hl_status tell_week(const hl_timing_counts *counts, int32_t end, double half_life,
                           hl_timing_curves **curves, double *sum, hl_error *err)
{
    hl_timing_places places;
    hl_timing_curves *before = *curves;
    hl_hier_variances start = before != NULL ? before->fit->variances : hl_stats__hier_start();
    hl_status status = hl_timing__weigh(counts, end - WEEK, half_life, &places, err);
    *curves = NULL;
    if (status == HL_OK) {
        status = hl_timing__fit(&places, &start, before != NULL ? ROUNDS : HL_TIMING_ROUNDS, before,
                                curves, err);
        free(places.cells);
    }
    hl_timing__curves_free(before);
    double score = 0;
    if (status == HL_OK)
        status = hl_timing__foretold(*curves, counts, end - WEEK, end, &score, err);
    *sum += score;
    return status;
}

static hl_status tell_weeks(const hl_timing_counts *counts, int32_t end, int32_t weeks,
                            double half_life, double *sum, hl_error *err)
{
    hl_timing_curves *curves = NULL;
    hl_status status = HL_OK;
    *sum = 0;
    for (int32_t w = weeks; w-- > 0 && status == HL_OK;)
        status = tell_week(counts, end - w * WEEK, half_life, &curves, sum, err);
    hl_timing__curves_free(curves);
    return status;
}

static int32_t first_day(const hl_timing_counts *counts)
{
    int32_t first = INT32_MAX;
    for (size_t i = 0; i < counts->count; i++)
        first = counts->cells[i].day < first ? counts->cells[i].day : first;
    return first;
}

hl_status hl_timing__choose_half_life(const hl_timing_counts *counts, int32_t end,
                                      hl_timing_staleness *out, hl_error *err)
{
    int32_t days = counts->count > 0 ? end - first_day(counts) : 0;
    int32_t weeks = days / WEEK / 2 < WEEKS_MOST ? days / WEEK / 2 : WEEKS_MOST;
    size_t best = 0;
    hl_status status = HL_OK;
    for (size_t i = 0; i < HL_TIMING_HALF_LIVES; i++)
        out->score[i] = HL_NAN;
    for (size_t i = 0; i < HL_TIMING_HALF_LIVES && weeks >= WEEKS_LEAST && status == HL_OK; i++) {
        if (i > 0 && hl_timing__half_lives[i] > days)
            continue;
        status = tell_weeks(counts, end, weeks, hl_timing__half_lives[i], &out->score[i], err);
        if (i > 0 && out->score[i] > out->score[best] + (best == 0 ? MARGIN : 0))
            best = i;
    }
    for (size_t i = HL_TIMING_HALF_LIVES; i-- > 0;)
        out->score[i] -= out->score[0];
    out->half_life = hl_timing__half_lives[best];
    return status;
}
