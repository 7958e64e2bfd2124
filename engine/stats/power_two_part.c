/* Experiments are played out and read by the score itself: its variance is partly that under the
 * hypothesis and partly the arm's own, which varies with the mean, so no formula of z comes within
 * ten points of its power in uneven arms. A seeded simulation, the same random numbers for every
 * number of units, so the power rises smoothly with it.
 *
 * Baskets are taken to be lognormal, one from each of equally probable strata, in random order.
 * What an arm's b buyers spend is a sum over blocks of 1,024, of 16 and of single baskets drawn
 * with replacement. Above a million buyers it is drawn how often each block of 1,024 comes, by the
 * multinomial's normal limit, so that the cost grows no further. */
#include "stats/power_two_part.h"

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/number.h"
#include "base/random.h"
#include "stats/student_t.h"
#include "stats/two_part.h"

enum { BASKETS = 131072, BLOCK = 16, BLOCKS = BASKETS / BLOCK, RUNS = 8000 };
enum { LARGE = 1024, LARGES = BASKETS / LARGE, MOST_DRAWN = 1024 };
enum { BUYERS_NEEDED = 10 }; /* two_part_score.md; expected in the smaller arm */
#define SEED 20170516

typedef struct sums {
    double x, xx, xxx;
} sums;

struct hl_basket_sums {
    sums single[BASKETS], block[BLOCKS], large[LARGES];
};

static void add(sums *to, const sums *what)
{
    to->x += what->x;
    to->xx += what->xx;
    to->xxx += what->xxx;
}

hl_status hl_stats__baskets(double spread, hl_baskets *out, hl_error *err)
{
    struct hl_basket_sums *s = calloc(1, sizeof *s);
    double sigma = sqrt(log1p(spread));
    hl_random random = hl_base__random_seed(SEED, 0);
    out->sums = s;
    if (s == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < BASKETS; i++) {
        double u = ((double)i + 1 - hl_base__random_uniform(&random)) / BASKETS;
        double x = exp(sigma * hl_stats__z_quantile(u) - sigma * sigma / 2);
        size_t place = (size_t)hl_base__random_below(&random, i + 1);
        s->single[i] = s->single[place];
        s->single[place] = (sums){x, x * x, x * x * x};
    }
    for (size_t i = 0; i < BASKETS; i++)
        add(&s->block[i / BLOCK], &s->single[i]);
    for (size_t i = 0; i < BLOCKS; i++)
        add(&s->large[i / (LARGE / BLOCK)], &s->block[i]);
    return HL_OK;
}

void hl_stats__baskets_free(hl_baskets *baskets)
{
    free(baskets->sums);
}

/* `count` of the table's entries, with replacement. */
static void draw(hl_random *random, const sums *table, uint64_t size, double count, sums *sum)
{
    for (uint64_t i = 0; i < (uint64_t)count; i++)
        add(sum, &table[hl_base__random_next(random) & (size - 1)]);
}

/* The same of many: how often each entry comes is normal, and together `count`. */
static void draw_many(hl_random *random, const sums *table, double count, sums *sum)
{
    double z[LARGES], mean = 0, each = count / LARGES;
    for (size_t i = 0; i < LARGES; i++) {
        z[i] = hl_base__random_normal(random);
        mean += z[i] / LARGES;
    }
    for (size_t i = 0; i < LARGES; i++) {
        double times = each + sqrt(each) * (z[i] - mean);
        add(sum, &(sums){times * table[i].x, times * table[i].xx, times * table[i].xxx});
    }
}

/* A binomial count: normal, with its skewness. */
static double buyers_of(hl_random *random, double n, double share)
{
    double sd = sqrt(n * share * (1 - share)), z = hl_base__random_normal(random);
    double b = round(n * share + sd * z + (1 - 2 * share) * (z * z - 1) / 6);
    return fmin(fmax(b, 0), n);
}

static hl_two_part_arm play(hl_random *random, const struct hl_basket_sums *baskets, double n,
                            double share, double size)
{
    double b = buyers_of(random, n, share), large = floor(b / LARGE);
    double blocks = floor((b - large * LARGE) / BLOCK);
    sums s = {0, 0, 0};
    if (large > MOST_DRAWN)
        draw_many(random, baskets->large, large, &s);
    else
        draw(random, baskets->large, LARGES, large, &s);
    draw(random, baskets->block, BLOCKS, blocks, &s);
    draw(random, baskets->single, BASKETS, b - large * LARGE - blocks * BLOCK, &s);
    double mean = s.x / n, square = s.xx / n;
    return (hl_two_part_arm){n, b, size * mean, size * size * (square - mean * mean) * n / (n - 1),
                             size * size * size *
                                 (s.xxx / n - 3 * mean * square + 2 * mean * mean * mean)};
}

static bool shows(const hl_two_part_arm *control, const hl_two_part_arm *treatment, double alpha,
                  double side)
{
    hl_two_part test;
    return hl_stats__two_part_expected(control, treatment) >= BUYERS_NEEDED &&
           hl_stats__two_part(control, treatment, &test) &&
           side * hl_stats__two_part_z_ratio(&test, 0) > 0 && hl_stats__two_part_p(&test) < alpha;
}

double hl_stats__power_two_part(const hl_two_part_plan *p, const hl_baskets *baskets,
                                double n_control)
{
    double nc = ceil(n_control), nt = ceil(n_control * p->ratio * (1 - 1e-9));
    double side = p->more * p->larger > 1 ? 1 : -1;
    size_t shown = 0;
    for (uint64_t run = 0; run < RUNS; run++) {
        hl_random random = hl_base__random_seed(SEED, 2 * run + 1);
        hl_two_part_arm control = play(&random, baskets->sums, nc, p->share, 1);
        random = hl_base__random_seed(SEED, 2 * run + 2);
        hl_two_part_arm treatment = play(&random, baskets->sums, nt, p->share * p->more, p->larger);
        shown += shows(&control, &treatment, p->alpha, side);
    }
    return (double)shown / RUNS;
}

/* Halving, led by what a z test would do. */
double hl_stats__n_two_part(const hl_two_part_plan *plan, const hl_baskets *baskets, double power,
                            double near)
{
    double low = 1, high = 1e15, n = ceil(near);
    double z = hl_stats__z_quantile(plan->alpha / 2), goal = z + hl_stats__z_quantile(1 - power);
    while (high > 1.004 * low + 1) {
        double reached = hl_stats__power_two_part(plan, baskets, n);
        *(reached >= power ? &high : &low) = n;
        double at = z + hl_stats__z_quantile(1 - fmin(fmax(reached, 0.05), 0.995));
        double next = n * fmin(fmax(goal * goal / (at * at), 0.5), 2);
        next = reached >= power ? fmin(next, n / 1.002) : fmax(next, n * 1.002);
        n = ceil(next > low && next < high ? next : sqrt(low * high));
        if (n >= high)
            n = floor((low + high) / 2);
    }
    return high < 1e15 ? high : HL_INFINITY;
}
