/* False positives when users get ten touches: as if independent, and with units as clusters. */
#include <stdio.h>
#include <string.h>

#include "base/random.h"
#include "hookline.h"
#include "stats/ratio.h"
#include "stats/scas.h"
#include "stats/touch_proportion.h"

enum { REPLICATES = 12000 };

typedef struct design {
    double rate, icc;
    int users;
    int least, most; /* touches of a user, evenly spread */
} design;

static const design designs[] = {
    {0.3, 0.3, 300, 10, 10}, {0.05, 0.3, 600, 10, 10}, {0.3, 0.1, 300, 10, 10},
    {0.3, 0.0, 300, 10, 10}, {0.3, 0.3, 300, 1, 19},   {0.1, 0.3, 400, 1, 1},
};

/* Each touch repeats the user's own draw with probability sqrt(icc): their correlation is icc. */
static void add_user(hl_random *random, const design *d, double repeat, hl_touch_sums *sums)
{
    int touches = d->least;
    if (d->most > d->least)
        touches += (int)hl_base__random_below(random, (uint64_t)(d->most - d->least + 1));
    int own = hl_base__random_uniform(random) < d->rate, y = 0;
    for (int i = 0; i < touches; i++)
        y += hl_base__random_uniform(random) < repeat ? own
                                                      : hl_base__random_uniform(random) < d->rate;
    sums->units++;
    sums->y += y;
    sums->d += touches;
    sums->yy += (double)y * y;
    sums->dd += (double)touches * touches;
    sums->yd += (double)y * touches;
}

static double root_of(double icc)
{
    double low = 0, high = 1;
    for (int i = 0; i < 60; i++) {
        double middle = (low + high) / 2;
        if (middle * middle < icc)
            low = middle;
        else
            high = middle;
    }
    return high < 1e-9 ? 0 : high;
}

static hl_ratio_sample ratio_of(const hl_touch_sums *s)
{
    double n = s->units;
    return (hl_ratio_sample){n,
                             s->y / n,
                             s->d / n,
                             (s->yy - s->y * s->y / n) / (n - 1),
                             (s->dd - s->d * s->d / n) / (n - 1),
                             (s->yd - s->y * s->d / n) / (n - 1)};
}

int main(void)
{
    int held = 1;
    hl_init();
    printf("false positives at 5 %%, %d replicates\n\n%5s %5s %6s %8s   %12s %12s %12s   %s\n",
           REPLICATES, "rate", "icc", "users", "touches", "independent", "effective", "ratio",
           "mean icc, deff");
    for (size_t i = 0; i < sizeof designs / sizeof designs[0]; i++) {
        const design *d = &designs[i];
        hl_random random = hl_base__random_seed(23, i);
        double repeat = root_of(d->icc), icc = 0, deff = 0;
        int naive = 0, effective = 0, clustered = 0;
        for (int r = 0; r < REPLICATES; r++) {
            hl_touch_sums arm[2];
            memset(arm, 0, sizeof arm);
            for (int a = 0; a < 2; a++)
                for (int u = 0; u < d->users; u++)
                    add_user(&random, d, repeat, &arm[a]);
            hl_touch_effect c, t;
            hl_two_rates plain = {arm[0].y, arm[0].d, arm[1].y, arm[1].d};
            hl_two_rates rates = hl_stats__touch_rates(&arm[0], &arm[1], 0, &c, &t);
            hl_ratio_sample rc = ratio_of(&arm[0]), rt = ratio_of(&arm[1]);
            naive += hl_stats__scas_test(&plain).p < 0.05;
            effective += hl_stats__scas_test(&rates).p < 0.05;
            clustered += hl_stats__ratio_welch(&rc, &rt, 0.95).p < 0.05;
            icc += c.icc / REPLICATES;
            deff += c.deff / REPLICATES;
        }
        double level = 100.0 * effective / REPLICATES, ratio = 100.0 * clustered / REPLICATES;
        printf("%4.0f %% %5.2f %6d %4d..%-2d   %10.2f %% %10.2f %% %10.2f %%   %.3f, %.2f\n",
               100 * d->rate, d->icc, d->users, d->least, d->most, 100.0 * naive / REPLICATES,
               level, ratio, icc, deff);
        held = held && level > 4.3 && level < 5.7 && ratio > 4.3 && ratio < 5.7;
    }
    printf("\nwith units as clusters within 5 %% +- 0.7: %s\n", held ? "yes" : "NO");
    return !held;
}
