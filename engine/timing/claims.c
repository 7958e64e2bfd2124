/* The window with the highest mean of the posterior, which has already drawn towards the rest what
 * looks best by chance, so that its gain needs no further correction for having been picked
 * (Gelman, Hill & Yajima 2012, J. Res. Educ. Eff. 5, 189). */
#include "timing/claims.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "timing/guardrail.h"

enum { DAYS = 3, WINDOWS_MOST = DAYS * 24, HOURS = 24, WORKING_SLOTS = 5 * HOURS, SEED = 20 };
static const double CERTAIN = 0.95;
static const double Z_LEVEL = 1.959963984540054, Z_POWER = 0.8416212335729143;

typedef struct windows {
    hl_timing_window list[WINDOWS_MOST];
    size_t count;
} windows;

/* A window may not run over midnight: it belongs to one day. */
static bool fits(const bool legal[HOURS], int from, int width)
{
    if (from + width > HOURS)
        return false;
    for (int h = from; h < from + width; h++)
        if (!legal[h])
            return false;
    return true;
}

static void list_windows(const bool legal[HOURS], int width, windows *out)
{
    out->count = 0;
    for (int days = 0; days < DAYS; days++)
        for (int from = 0; from < HOURS; from++)
            if (fits(legal, from, width))
                out->list[out->count++] =
                    (hl_timing_window){from, from + width, (hl_timing_days)days};
}

size_t hl_timing__window_count(const bool legal[HOURS], int width)
{
    windows w;
    list_windows(legal, width, &w);
    return w.count;
}

static bool holds(const hl_timing_window *w, int slot)
{
    int hour = slot % HOURS;
    bool working = slot < WORKING_SLOTS;
    return hour >= w->from_hour && hour < w->to_hour &&
           (w->days == HL_TIMING_EVERY_DAY || working == (w->days == HL_TIMING_WORKING_DAYS));
}

static double rate_in(const hl_timing_window *w, const double *rates)
{
    double sum = 0;
    int count = 0;
    for (int slot = 0; slot < HL_TIMING_SLOTS; slot++)
        if (holds(w, slot)) {
            sum += rates[slot];
            count++;
        }
    return sum / count;
}

static bool share_hours(const hl_timing_window *a, const hl_timing_window *b)
{
    bool days =
        a->days == HL_TIMING_EVERY_DAY || b->days == HL_TIMING_EVERY_DAY || a->days == b->days;
    return days && a->from_hour < b->to_hour && b->from_hour < a->to_hour;
}

/* Draws of one segment: rates by slot, and of every window, draws x windows. */
typedef struct drawn {
    size_t draws;
    const windows *windows;
    double *rates, *window_rates, *column;
    bool barred[WINDOWS_MOST]; /* by the guardrail: no window to send in */
} drawn;

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

hl_estimate hl_timing__summary(double *column, size_t draws)
{
    double sum = 0;
    qsort(column, draws, sizeof *column, ascending);
    for (size_t i = 0; i < draws; i++)
        sum += column[i];
    size_t tail = draws / 40;
    return (hl_estimate){sum / (double)draws, column[tail], column[draws - 1 - tail]};
}

static void summarize_slots(const drawn *d, hl_timing_segment *out)
{
    for (size_t slot = 0; slot < HL_TIMING_SLOTS; slot++) {
        for (size_t i = 0; i < d->draws; i++)
            d->column[i] = d->rates[i * HL_TIMING_SLOTS + slot];
        out->slots[slot] = hl_timing__summary(d->column, d->draws);
    }
}

/* The highest mean, of windows of every day or of all, that are not barred; SIZE_MAX: all are. */
static size_t highest(const drawn *d, bool every_day_alone)
{
    size_t best = SIZE_MAX, count = d->windows->count;
    double most = -HL_INFINITY;
    for (size_t w = 0; w < count; w++) {
        double sum = 0;
        if (d->barred[w] || (every_day_alone && d->windows->list[w].days != HL_TIMING_EVERY_DAY))
            continue;
        for (size_t i = 0; i < d->draws; i++)
            sum += d->window_rates[i * count + w];
        if (sum > most) {
            most = sum;
            best = w;
        }
    }
    return best;
}

/* Some days alone only where it is nearly certain that they are better: else touches would wait for
 * them in vain. */
static size_t best_of(const drawn *d)
{
    size_t every_day = highest(d, true), any = highest(d, false), count = d->windows->count;
    double better = 0;
    if (every_day == SIZE_MAX)
        return any;
    for (size_t i = 0; i < d->draws; i++)
        better += d->window_rates[i * count + any] > d->window_rates[i * count + every_day];
    return better >= CERTAIN * (double)d->draws ? any : every_day;
}

static void compare_windows(const drawn *d, size_t best, hl_timing_segment *out)
{
    const windows *w = d->windows;
    double won = 0, loss = 0;
    for (size_t i = 0; i < d->draws; i++) {
        const double *rates = d->window_rates + i * w->count;
        double rival = -HL_INFINITY, most = rates[best];
        for (size_t k = 0; k < w->count; k++) {
            if (d->barred[k])
                continue;
            most = fmax(most, rates[k]);
            if (!share_hours(&w->list[best], &w->list[k]))
                rival = fmax(rival, rates[k]);
        }
        won += rates[best] >= rival;
        loss += most - rates[best];
    }
    out->probability_best = won / (double)d->draws;
    out->expected_loss = loss / (double)d->draws;
}

double hl_timing__rate_at(const double shares[HL_TIMING_SLOTS], const double rates[HL_TIMING_SLOTS])
{
    double sum = 0;
    for (int slot = 0; slot < HL_TIMING_SLOTS; slot++)
        sum += shares[slot] * rates[slot];
    return sum;
}

/* Rates in the best window, in the usual hours, and their difference. */
static void summarize_best(const drawn *d, size_t best, const double *usual, hl_timing_segment *out)
{
    size_t count = d->windows->count;
    for (size_t i = 0; i < d->draws; i++)
        d->column[i] = d->window_rates[i * count + best];
    out->rate = hl_timing__summary(d->column, d->draws);
    for (size_t i = 0; i < d->draws; i++)
        d->column[i] = hl_timing__rate_at(usual, d->rates + i * HL_TIMING_SLOTS);
    out->usual = hl_timing__summary(d->column, d->draws);
    for (size_t i = 0; i < d->draws; i++)
        d->column[i] = d->window_rates[i * count + best] -
                       hl_timing__rate_at(usual, d->rates + i * HL_TIMING_SLOTS);
    out->gain = hl_timing__summary(d->column, d->draws);
}

/* What the best of all windows may gain at most: the 97.5 % point. */
static double most_gain(const drawn *d, const double *usual)
{
    size_t count = d->windows->count;
    for (size_t i = 0; i < d->draws; i++) {
        double most = -HL_INFINITY;
        for (size_t k = 0; k < count; k++)
            if (!d->barred[k])
                most = fmax(most, d->window_rates[i * count + k]);
        d->column[i] = most - hl_timing__rate_at(usual, d->rates + i * HL_TIMING_SLOTS);
    }
    return hl_timing__summary(d->column, d->draws).high;
}

/* Of one touch whose mean outcome is said. */
static double variance_of(const hl_timing_posterior *p, size_t segment, double mean)
{
    const hl_timing_measure *m = &p->curves[0]->measure;
    return m->dispersion != NULL ? m->dispersion[segment] * m->scale * mean : mean * (1 - mean);
}

/* Touches at hours drawn evenly from the legal ones, so that the mean of the window less that of
 * the rest is estimated at 80 % power. */
static int64_t touches_needed(const hl_timing_posterior *p, size_t segment,
                              const hl_timing_question *q, const hl_timing_segment *s)
{
    double legal = 0, days = s->best.days == HL_TIMING_EVERY_DAY      ? 1
                             : s->best.days == HL_TIMING_WORKING_DAYS ? 5.0 / 7
                                                                      : 2.0 / 7;
    for (int h = 0; h < HOURS; h++)
        legal += q->legal[h];
    double share = days * (s->best.to_hour - s->best.from_hour) / legal;
    double gain = fmax(s->gain.estimate, q->worth * s->usual.estimate);
    if (share >= 1 || !(gain > 0))
        return -1;
    double in = variance_of(p, segment, s->rate.estimate) / share;
    double out = variance_of(p, segment, s->usual.estimate) / (1 - share);
    double touches = pow((Z_LEVEL + Z_POWER) / gain, 2) * (in + out);
    return touches < 1e15 ? (int64_t)ceil(touches) : -1;
}

static void decide(const hl_timing_posterior *p, size_t segment, const hl_timing_question *q,
                   double most, hl_timing_segment *s)
{
    s->needs_touches = 0;
    if (q->moving) { /* how many touches would do is as unknown as where hours go */
        s->decision = HL_TIMING_NOT_ENOUGH;
        s->needs_touches = -1;
    } else if (most < q->worth * s->usual.estimate)
        s->decision = HL_TIMING_NO_DIFFERENCE;
    else if (s->gain.low > 0 && !q->observational && s->guardrail.state != HL_TIMING_GUARDRAIL_HARM)
        s->decision = HL_TIMING_USE;
    else {
        s->decision = HL_TIMING_NOT_ENOUGH;
        s->needs_touches = s->guardrail.state == HL_TIMING_GUARDRAIL_HARM
                               ? -1 /* whatever it gains, it harms */
                               : touches_needed(p, segment, q, s);
    }
}

static void write_window_rates(const drawn *d)
{
    for (size_t i = 0; i < d->draws; i++)
        for (size_t w = 0; w < d->windows->count; w++)
            d->window_rates[i * d->windows->count + w] =
                rate_in(&d->windows->list[w], d->rates + i * HL_TIMING_SLOTS);
}

static void summarize(const drawn *d, size_t best, const double *usual, hl_timing_segment *out)
{
    out->best = d->windows->list[best];
    summarize_slots(d, out);
    compare_windows(d, best, out);
    summarize_best(d, best, usual, out);
}

/* Difference from the usual hours in a window. */
static hl_estimate difference_in(const drawn *d, size_t window, const double *usual)
{
    hl_timing_segment of_it;
    summarize_best(d, window, usual, &of_it);
    return of_it.gain;
}

/* The window that would be the best if none were barred, where it is. */
static size_t barred_best_of(const drawn *d)
{
    drawn all = *d;
    memset(all.barred, 0, sizeof all.barred);
    size_t best = best_of(&all);
    return d->barred[best] ? best : SIZE_MAX;
}

/* What the best window does to the guardrail, of which d has draws; all: every window is barred. */
static void summarize_guardrail(const drawn *d, size_t best, const double *usual, double worth,
                                bool all, hl_timing_window_guardrail *out)
{
    hl_timing_segment of_best;
    summarize_best(d, best, usual, &of_best);
    out->rate = of_best.rate;
    out->usual = of_best.usual;
    out->difference = of_best.gain;
    out->state = all                                                  ? HL_TIMING_GUARDRAIL_HARM
                 : out->difference.high < worth * out->usual.estimate ? HL_TIMING_GUARDRAIL_HOLDS
                                                                      : HL_TIMING_GUARDRAIL_OPEN;
}

/* Bars windows by draws of the guardrail; *least: the best of them where all are barred, else
 * SIZE_MAX. Behind it d has the outcome's draws no more. */
static hl_status bar_windows(drawn *d, size_t segment, const hl_timing_question *q,
                             const double *usual, hl_timing_window_guardrail *out, size_t *least,
                             hl_error *err)
{
    size_t lowest = 0;
    hl_status status = hl_timing__draw_rates(q->guardrail, segment, SEED, d->draws, d->rates, err);
    if (status != HL_OK)
        return status;
    write_window_rates(d);
    for (size_t i = 0; i < d->draws; i++)
        d->column[i] = hl_timing__rate_at(usual, d->rates + i * HL_TIMING_SLOTS);
    out->windows = d->windows->count;
    out->barred = hl_timing__guard_bar(d->window_rates, d->draws, d->windows->count, d->column,
                                       q->worth, d->barred, &lowest);
    if (out->barred < out->windows)
        return HL_OK;
    *least = lowest;
    d->barred[lowest] = false;
    return HL_OK;
}

static hl_timing_window_guardrail no_guardrail(void)
{
    static const hl_estimate unknown = {HL_NAN, HL_NAN, HL_NAN};
    return (hl_timing_window_guardrail){.state = HL_TIMING_GUARDRAIL_NONE,
                                        .rate = unknown,
                                        .usual = unknown,
                                        .difference = unknown,
                                        .barred_gain = unknown,
                                        .barred_difference = unknown};
}

static hl_status claim(const hl_timing_posterior *posterior, size_t segment,
                       const hl_timing_question *q, const double usual[HL_TIMING_SLOTS], drawn *d,
                       hl_timing_segment *out, hl_error *err)
{
    size_t least = SIZE_MAX;
    hl_status status = HL_OK;
    out->guardrail = no_guardrail();
    if (q->guardrail != NULL)
        status = bar_windows(d, segment, q, usual, &out->guardrail, &least, err);
    if (status == HL_OK)
        status = hl_timing__draw_rates(posterior, segment, SEED, d->draws, d->rates, err);
    if (status != HL_OK)
        return status;
    write_window_rates(d);
    size_t best = least != SIZE_MAX ? least : best_of(d);
    double most = most_gain(d, usual);
    summarize(d, best, usual, out);
    size_t barred = barred_best_of(d);
    if (barred != SIZE_MAX) {
        out->guardrail.instead = true;
        out->guardrail.barred_best = d->windows->list[barred];
        out->guardrail.barred_gain = difference_in(d, barred, usual);
    }
    if (q->guardrail != NULL) {
        status = hl_timing__draw_rates(q->guardrail, segment, SEED, d->draws, d->rates, err);
        if (status != HL_OK)
            return status;
        write_window_rates(d);
        summarize_guardrail(d, best, usual, q->worth, least != SIZE_MAX, &out->guardrail);
        if (barred != SIZE_MAX)
            out->guardrail.barred_difference = difference_in(d, barred, usual);
    }
    decide(posterior, segment, q, most, out);
    return HL_OK;
}

hl_status hl_timing__claim(const hl_timing_posterior *posterior, size_t segment,
                           const hl_timing_question *question, const double usual[HL_TIMING_SLOTS],
                           hl_timing_segment *out, hl_error *err)
{
    windows w;
    list_windows(question->legal, question->width, &w);
    size_t draws = question->draws;
    double *memory = malloc(draws * (HL_TIMING_SLOTS + w.count + 1) * sizeof *memory);
    if (memory == NULL)
        return hl_error_memory(err);
    drawn d = {draws,
               &w,
               memory,
               memory + draws * HL_TIMING_SLOTS,
               memory + draws * (HL_TIMING_SLOTS + w.count),
               {false}};
    hl_status status = claim(posterior, segment, question, usual, &d, out, err);
    free(memory);
    return status;
}
