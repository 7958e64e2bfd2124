/* The policies of products that choose send times today, and stronger ones. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "policies.h"

static void uniform(history *h, const policy *p, int *slot)
{
    (void)p;
    int legal[SLOTS], count = world_legal(legal);
    for (int u = 0; u < h->w->users; u++)
        slot[u] = legal[hl_base__random_below(&h->random, (uint64_t)count)];
}

/* A day for an hour: any. */
static int at_hour(history *h, int hour)
{
    return HOURS * (int)hl_base__random_below(&h->random, 7) + hour;
}

/* The hour of the highest click rate, one for everybody. */
static void one_global_hour(history *h, const policy *p, int *slot)
{
    (void)p;
    double n[HOURS] = {0}, y[HOURS] = {0};
    for (int g = 0; g < h->w->segments; g++)
        for (int s = 0; s < SLOTS; s++) {
            n[s % HOURS] += h->sent[g][s];
            y[s % HOURS] += h->clicked[g][s];
        }
    int best = OPENS_AT;
    for (int hour = OPENS_AT; hour < CLOSES_AT; hour++)
        if (y[hour] * n[best] > y[best] * n[hour])
            best = hour;
    for (int u = 0; u < h->w->users; u++)
        slot[u] = at_hour(h, best);
}

/* The hour in which a user clicked most often; who never did, at any hour. */
static void most_engaged_hour(history *h, const policy *p, int *slot)
{
    (void)p;
    for (int u = 0; u < h->w->users; u++) {
        int best = OPENS_AT + (int)hl_base__random_below(&h->random, CLOSES_AT - OPENS_AT),
            most = 0;
        for (int hour = OPENS_AT; hour < CLOSES_AT; hour++)
            if (h->user_clicked[u][hour] > most) {
                most = h->user_clicked[u][hour];
                best = hour;
            }
        slot[u] = at_hour(h, best);
    }
}

static void median_of_hours(history *h, const policy *p, int *slot)
{
    (void)p;
    for (int u = 0; u < h->w->users; u++) {
        int total = 0, upto = 0, hour = 0;
        for (int i = 0; i < HOURS; i++)
            total += h->user_clicked[u][i];
        while (total > 0 && (upto += h->user_clicked[u][hour]) * 2 < total)
            hour++;
        slot[u] = total > 0 ? at_hour(h, hour)
                            : at_hour(h, OPENS_AT + (int)hl_base__random_below(
                                                        &h->random, CLOSES_AT - OPENS_AT));
    }
}

/* Gamma(a, 1) by Marsaglia & Tsang (2000). */
static double draw_gamma(hl_random *r, double a)
{
    if (a < 1)
        return draw_gamma(r, a + 1) * pow(hl_base__random_uniform(r), 1 / a);
    double d = a - 1.0 / 3, c = 1 / sqrt(9 * d);
    for (;;) {
        double x = hl_base__random_normal(r), v = 1 + c * x;
        v = v * v * v;
        if (v > 0 && log(hl_base__random_uniform(r)) < x * x / 2 + d - d * v + d * log(v))
            return d * v;
    }
}

/* Beta(1 + clicks, 9 + the rest): a click rate of a tenth, worth ten touches. */
static double draw_rate(hl_random *r, double n, double y)
{
    double a = draw_gamma(r, 1 + y), b = draw_gamma(r, 9 + n - y);
    return a / (a + b);
}

static void user_thompson(history *h, const policy *p, int *slot)
{
    (void)p;
    for (int u = 0; u < h->w->users; u++) {
        double most = -1;
        int best = OPENS_AT;
        for (int hour = OPENS_AT; hour < CLOSES_AT; hour++) {
            double rate = draw_rate(&h->random, h->user_sent[u][hour], h->user_clicked[u][hour]);
            if (rate > most) {
                most = rate;
                best = hour;
            }
        }
        slot[u] = at_hour(h, best);
    }
}

static void segment_thompson(history *h, const policy *p, int *slot)
{
    (void)p;
    int legal[SLOTS], count = world_legal(legal);
    for (int u = 0; u < h->w->users; u++) {
        int g = h->w->segment[u];
        double most = -1;
        for (int i = 0; i < count; i++) {
            double rate = draw_rate(&h->random, h->sent[g][legal[i]], h->clicked[g][legal[i]]);
            if (rate > most) {
                most = rate;
                slot[u] = legal[i];
            }
        }
    }
}

static void segment_greedy(history *h, const policy *p, int *slot)
{
    (void)p;
    int legal[SLOTS], count = world_legal(legal), best[SEGMENTS_MOST];
    for (int g = 0; g < h->w->segments; g++) {
        double most = -1;
        best[g] = legal[0];
        for (int i = 0; i < count; i++) {
            double n = h->sent[g][legal[i]], rate = (h->clicked[g][legal[i]] + 1) / (n + 10);
            if (n > 0 && rate > most) {
                most = rate;
                best[g] = legal[i];
            }
        }
    }
    for (int u = 0; u < h->w->users; u++)
        slot[u] = best[h->w->segment[u]];
}

static void segment_oracle(history *h, const policy *p, int *slot)
{
    (void)p;
    static double sum[SEGMENTS_MOST][SLOTS];
    int legal[SLOTS], count = world_legal(legal), best[SEGMENTS_MOST] = {0};
    memset(sum, 0, sizeof sum);
    for (int u = 0; u < h->w->users; u++)
        for (int i = 0; i < count; i++)
            sum[h->w->segment[u]][legal[i]] += world_chance(h->w, u, legal[i]);
    for (int g = 0; g < h->w->segments; g++)
        for (int s = 0; s < SLOTS; s++)
            best[g] = sum[g][s] > sum[g][best[g]] ? s : best[g];
    for (int u = 0; u < h->w->users; u++)
        slot[u] = best[h->w->segment[u]];
}

const policy policies[] = {
    {"uniform", 0, 0, 0, true, uniform},
    {"one global hour", 0, 0, 0, false, one_global_hour},
    {"median of hours", 0, 0, 0, false, median_of_hours},
    {"most engaged hour", 0, 0, 0, false, most_engaged_hour},
    {"user Thompson", 0, 0, 0, false, user_thompson},
    {"segment Thompson", 0, 0, 0, false, segment_thompson},
    {"segment greedy", 0, 0, 0, false, segment_greedy},
    {"hierarchical greedy", 0, 0, HL_INFINITY, false, choose_hierarchical_greedy},
    {"drawn evenly", 1, 0, HL_INFINITY, false, choose_hierarchical_greedy},
    {"model", 0.05, 0.25, HL_NAN, true, choose_model},
    {"segment oracle", 0, 0, 0, false, segment_oracle},
};
const size_t policy_count = sizeof policies / sizeof *policies;
