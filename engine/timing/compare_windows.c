/* What a model says of two windows of a definition: those of two arms of an experiment. */
#include <stdlib.h>

#include "timing/claims.h"
#include "timing/model.h"

enum { DRAWS = 1000, SEED = 20, HOUR = 60, DAY = 24 * HOUR, WEEK = 7 * DAY };

/* Minutes of [from, to) that lie in the hour of the week that begins at hour. */
static double overlap(int from, int to, int hour)
{
    int low = from > hour ? from : hour, high = to < hour + HOUR ? to : hour + HOUR;
    return high > low ? high - low : 0;
}

static bool holds_on(const hl_window *w, int weekday)
{
    bool off = weekday >= 5;
    return (w->days >> weekday & 1) != 0 &&
           (w->kind == HL_DAYS_ALL || (w->kind == HL_DAYS_WORKING) != off);
}

/* Shares of the window's time by hour of an ordinary week; one that runs over midnight, or over
 * Sunday, goes on there. */
static void write_shares(const hl_window *w, double shares[HL_TIMING_SLOTS])
{
    double all = 0;
    for (int slot = 0; slot < HL_TIMING_SLOTS; slot++)
        shares[slot] = 0;
    for (int weekday = 0; weekday < 7; weekday++) {
        int from = weekday * DAY + w->from_minutes, to = weekday * DAY + w->to_minutes;
        to += w->to_minutes <= w->from_minutes ? DAY : 0;
        for (int slot = 0; holds_on(w, weekday) && slot < HL_TIMING_SLOTS; slot++)
            shares[slot] += overlap(from, to, slot * HOUR) + overlap(from, to, slot * HOUR + WEEK);
    }
    for (int slot = 0; slot < HL_TIMING_SLOTS; slot++)
        all += shares[slot];
    for (int slot = 0; slot < HL_TIMING_SLOTS && all > 0; slot++)
        shares[slot] /= all;
}

static double mean_of(const double *shares, const double *rates)
{
    double sum = 0;
    for (int slot = 0; slot < HL_TIMING_SLOTS; slot++)
        sum += shares[slot] * rates[slot];
    return sum;
}

typedef struct windows {
    double control[HL_TIMING_SLOTS], arm[HL_TIMING_SLOTS];
} windows;

static hl_status add_segment(const hl_timing_posterior *posterior, size_t segment, double share,
                             const windows *w, double *memory, hl_estimate *sum, hl_error *err)
{
    double *rates = memory, *column = memory + (size_t)DRAWS * HL_TIMING_SLOTS;
    hl_status status = hl_timing__draw_rates(posterior, segment, SEED, DRAWS, rates, err);
    if (status != HL_OK)
        return status;
    for (size_t i = 0; i < DRAWS; i++)
        column[i] = mean_of(w->arm, rates + i * HL_TIMING_SLOTS) -
                    mean_of(w->control, rates + i * HL_TIMING_SLOTS);
    hl_estimate e = hl_timing__summary(column, DRAWS);
    sum->estimate += share * e.estimate;
    sum->low += share * e.low;
    sum->high += share * e.high;
    return HL_OK;
}

hl_status hl_timing_compare_windows(const hl_timing_model *model, const hl_window *control,
                                    const hl_window *arm, hl_estimate *difference, hl_error *err)
{
    windows w;
    hl_timing_posterior *posterior = NULL;
    double *memory = malloc((size_t)DRAWS * (HL_TIMING_SLOTS + 1) * sizeof *memory);
    *difference = (hl_estimate){0, 0, 0};
    if (memory == NULL)
        return hl_error_memory(err);
    write_shares(control, w.control);
    write_shares(arm, w.arm);
    hl_status status =
        hl_timing__posterior(&model->places, &model->variances, &model->clusters, &posterior, err);
    for (size_t s = 0; s < model->places.segments && status == HL_OK; s++)
        status = add_segment(posterior, s,
                             (double)model->groups[s].touches / (double)model->data.touches, &w,
                             memory, difference, err);
    hl_timing__posterior_free(posterior);
    free(memory);
    return status;
}
