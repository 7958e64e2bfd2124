/* Where hours were not drawn, who is sent to in the evening differs from who is sent to at noon. A
 * user's usual hour, in one of a few classes, therefore stands beside the message as a covariate of
 * its own (Mundlak 1978, Econometrica 46, 69): hours are then compared among users of one rhythm,
 * and within users. Who has but one touch has no rhythm that could be told from its hour: those
 * touches are compared with each other. */
#include "timing/effects.h"

#include <math.h>
#include <stdlib.h>

enum { DRAWN, ONLY_ONE, NO_RHYTHM, FIRST_RHYTHM, SECTORS = 8, CLASSES = FIRST_RHYTHM + SECTORS };
static const double TURN = 6.283185307179586476925;
static const double HAS_RHYTHM = 0.5; /* length of the mean direction, of at most 1 */

/* Of the touches [from, until) of one user: by the mean direction of their hours on the clock. */
static uint32_t rhythm_of(const hl_timing_touch *from, const hl_timing_touch *until)
{
    double x = 0, y = 0, count = (double)(until - from);
    if (count < 2)
        return ONLY_ONE;
    for (const hl_timing_touch *t = from; t < until; t++) {
        double angle = TURN * (t->kind / 2 % 24 + 0.5) / 24;
        x += cos(angle) / count;
        y += sin(angle) / count;
    }
    if (hypot(x, y) < HAS_RHYTHM)
        return NO_RHYTHM;
    double turn = atan2(y, x) / TURN;
    return FIRST_RHYTHM + (uint32_t)((turn < 0 ? turn + 1 : turn) * SECTORS) % SECTORS;
}

static const hl_timing_touch *end_of_user(const hl_timing_touch *t, const hl_timing_touch *end)
{
    const hl_timing_touch *next = t + 1;
    while (t->user != HL_MAP_NONE && next < end && next->user == t->user)
        next++;
    return next;
}

/* effect = message and class, as one number of many. */
static void classify(hl_timing_log *log)
{
    const hl_timing_touch *end = log->touches + log->count;
    for (hl_timing_touch *t = log->touches; t < end;) {
        const hl_timing_touch *next = end_of_user(t, end);
        uint32_t class = rhythm_of(t, next);
        for (; t < next; t++)
            t->effect = t->message * CLASSES + (isnan(t->propensity) ? class : DRAWN);
    }
}

typedef struct used {
    uint32_t effect;
    size_t touches;
} used;

static int by_use(const void *a, const void *b)
{
    const used *x = a, *y = b;
    if (x->touches != y->touches)
        return x->touches < y->touches ? 1 : -1;
    return (x->effect > y->effect) - (x->effect < y->effect);
}

hl_status hl_timing__number_effects(hl_timing_log *log, hl_error *err)
{
    size_t all = (size_t)log->messages.count * CLASSES;
    used *list = calloc(all + 1, sizeof *list);
    uint32_t *number = calloc(all + 1, sizeof *number);
    bool ok = list != NULL && number != NULL;
    if (ok)
        classify(log);
    for (size_t e = 0; ok && e < all; e++)
        list[e].effect = (uint32_t)e;
    for (size_t i = 0; ok && i < log->count; i++)
        list[log->touches[i].effect].touches++;
    if (ok)
        qsort(list, all, sizeof *list, by_use);
    log->effects = 0;
    for (size_t e = 0; ok && e < all && list[e].touches > 0; e++) {
        bool own = e < HL_TIMING_EFFECTS_MOST;
        number[list[e].effect] = own ? (uint32_t)e : HL_TIMING_EFFECTS_MOST - 1;
        log->effects += own;
    }
    for (size_t i = 0; ok && i < log->count; i++)
        log->touches[i].effect = number[log->touches[i].effect];
    free(list);
    free(number);
    return ok ? HL_OK : hl_error_memory(err);
}
