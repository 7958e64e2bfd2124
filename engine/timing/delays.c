/* A touch that is young and has brought nothing may still bring it, so it is no full failure. With
 * F the share of outcomes that come within its age and p the chance of one, nothing seen has the
 * likelihood 1 - p F, whose slope in p is that of F (1 - p) / (1 - p F) failures: so much it counts
 * for, at the rate p of touches that had all their time (Vernade, Cappe & Perchet 2017,
 * arXiv:1706.09186, whose estimator has F alone, the limit of small p). F is that of the touches
 * that had all their time, sent in the same four hours of the day where enough of their outcomes
 * came, else of all: who is written to at night answers later. */
#include "timing/delays.h"

#include <stdlib.h>

enum { BLOCKS = 6, HOURS_A_BLOCK = 4, HOURS = 24, ENOUGH = 30, ENOUGH_OF_BLOCK = 200 };

bool hl_timing__delays_add(hl_timing_delays *d, const hl_timing_delay *delay)
{
    if (d->count == d->room) {
        size_t room = d->room > 0 ? 2 * d->room : 256;
        hl_timing_delay *list = realloc(d->list, room * sizeof *list);
        if (list == NULL)
            return false;
        d->list = list;
        d->room = room;
    }
    d->list[d->count++] = *delay;
    return true;
}

void hl_timing__delays_free(hl_timing_delays *d)
{
    free(d->list);
    *d = (hl_timing_delays){.count = 0};
}

/* Delays in ascending order: of all, and of the blocks of the day one after the other. */
typedef struct curve {
    int64_t *all, *of_block[BLOCKS];
    size_t count, count_of[BLOCKS];
    double rate; /* of outcomes, of touches that had all their time */
} curve;

static size_t block_of(const hl_timing_log *log, size_t touch)
{
    return (size_t)log->touches[touch].kind / 2 % HOURS / HOURS_A_BLOCK;
}

static int ascending(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void count_blocks(curve *c, const hl_timing_delays *d, const hl_timing_log *log)
{
    size_t young = 0;
    for (size_t i = 0; i < d->count; i++) {
        bool came = d->list[i].wait == HL_TIMING_CAME;
        c->count_of[block_of(log, d->list[i].touch)] += came;
        c->count += came;
        young += !came;
    }
    if (log->count > young)
        c->rate = (double)c->count / (double)(log->count - young);
}

static hl_status make_curve(curve *c, const hl_timing_delays *d, const hl_timing_log *log,
                            hl_error *err)
{
    size_t all = 0, at[BLOCKS] = {0};
    *c = (curve){.count = 0};
    count_blocks(c, d, log);
    c->all = malloc((2 * c->count + 1) * sizeof *c->all);
    if (c->all == NULL)
        return hl_error_memory(err);
    int64_t *next = c->all + c->count;
    for (size_t b = 0; b < BLOCKS; b++) {
        c->of_block[b] = next;
        next += c->count_of[b];
    }
    for (size_t i = 0; i < d->count; i++)
        if (d->list[i].wait == HL_TIMING_CAME) {
            size_t b = block_of(log, d->list[i].touch);
            c->all[all++] = d->list[i].ms;
            c->of_block[b][at[b]++] = d->list[i].ms;
        }
    qsort(c->all, c->count, sizeof *c->all, ascending);
    for (size_t b = 0; b < BLOCKS; b++)
        qsort(c->of_block[b], c->count_of[b], sizeof *c->all, ascending);
    return HL_OK;
}

/* The share of sorted delays that are at most ms. */
static double share_within(const int64_t *delays, size_t count, int64_t ms)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (delays[middle] <= ms)
            low = middle + 1;
        else
            high = middle;
    }
    return (double)low / (double)count;
}

static double weight_of(const curve *c, size_t block, int64_t age_ms)
{
    bool own = c->count_of[block] >= ENOUGH_OF_BLOCK;
    double share = own ? share_within(c->of_block[block], c->count_of[block], age_ms)
                       : share_within(c->all, c->count, age_ms);
    double known = c->rate * share;
    return known < 1 ? share * (1 - c->rate) / (1 - known) : 1;
}

/* Takes touches out of the log that have no weight. */
static void drop_weightless(hl_timing_log *log)
{
    size_t kept = 0;
    for (size_t i = 0; i < log->count; i++)
        if (log->touches[i].weight >= 0)
            log->touches[kept++] = log->touches[i];
    log->count = kept;
}

static void leave_out(const hl_timing_delays *d, hl_timing_log *log, hl_timing_waiting *out)
{
    for (size_t i = 0; i < d->count; i++)
        if (d->list[i].wait != HL_TIMING_CAME) {
            log->touches[d->list[i].touch].weight = -1;
            out->left_out++;
        }
    drop_weightless(log);
}

static void weigh(const curve *c, const hl_timing_delays *d, hl_timing_log *log,
                  hl_timing_waiting *out)
{
    for (size_t i = 0; i < d->count; i++) {
        const hl_timing_delay *one = &d->list[i];
        hl_timing_touch *t = &log->touches[one->touch];
        if (one->wait == HL_TIMING_CAME)
            continue;
        t->young = true;
        out->weighed++;
        if (one->wait == HL_TIMING_WAITS)
            t->weight = weight_of(c, block_of(log, one->touch), one->ms);
    }
    out->median_ms = c->all[(c->count - 1) / 2];
    out->late_ms = c->all[(c->count - 1) * 9 / 10];
}

hl_status hl_timing__weigh_young(const hl_timing_delays *d, hl_timing_log *log,
                                 hl_timing_waiting *out, hl_error *err)
{
    curve c;
    hl_status status = make_curve(&c, d, log, err);
    *out = (hl_timing_waiting){.weighed = 0};
    if (status != HL_OK)
        return status;
    if (c.count < ENOUGH)
        leave_out(d, log, out);
    else
        weigh(&c, d, log, out);
    free(c.all);
    return HL_OK;
}
