/* The 2 x 2 safe test looked at every day: level, power and width beside the fixed interval and the
 * always-valid one that counts converters only. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/random.h"
#include "hookline.h"
#include "stats/anytime_ratio.h"
#include "stats/safe_rates.h"
#include "stats/scas.h"

enum { DAYS = 200, REPLICATES = 1000, WIDTHS = 40 };

typedef struct design {
    double rate, ratio;
    int control, treatment; /* users a day */
    double expected;        /* what the definition said; NaN */
} design;

static const design designs[] = {{0.3, 1, 20, 20, 0.3},         {0.6, 1, 20, 20, 0.5},
                                 {0.9, 1, 20, 20, (double)NAN}, {0.6, 1, 36, 4, 0.6},
                                 {0.05, 1, 20, 20, 0.9},        {0.3, 1.2, 20, 20, 0.3},
                                 {0.6, 1.15, 20, 20, 0.6}};

static int draw(hl_random *random, int n, double rate)
{
    int count = 0;
    for (int i = 0; i < n; i++)
        count += hl_base__random_uniform(random) < rate;
    return count;
}

static void play(hl_random *random, const design *d, hl_two_rates *blocks, hl_two_rates *all)
{
    *all = (hl_two_rates){0, 0, 0, 0};
    for (int day = 0; day < DAYS; day++) {
        hl_two_rates b = {draw(random, d->control, d->rate), d->control,
                          draw(random, d->treatment, d->rate * d->ratio), d->treatment};
        blocks[day] = b;
        *all = (hl_two_rates){all->xc + b.xc, all->nc + b.nc, all->xt + b.xt, all->nt + b.nt};
    }
}

int main(void)
{
    int held = 1;
    hl_init();
    printf("2 x 2 safe test, %d daily looks, %d replicates; widths on the log ratio, x fixed\n\n"
           "%5s %6s %10s %9s   %12s %12s %8s %12s\n",
           DAYS, REPLICATES, "rate", "ratio", "users/day", "expected", "truth out", "0 left out",
           "width", "converters");
    for (size_t i = 0; i < sizeof designs / sizeof designs[0]; i++) {
        const design *d = &designs[i];
        hl_random random = hl_base__random_seed(83, i);
        double wrong = 0, found = 0, width = 0, other = 0, share = d->treatment;
        share /= d->control + d->treatment;
        for (int r = 0; r < REPLICATES; r++) {
            hl_two_rates blocks[DAYS], all;
            play(&random, d, blocks, &all);
            double log20 = log(20);
            wrong += hl_stats__safe_log_e(blocks, DAYS, HL_SAFE_LIFT, d->expected, d->ratio - 1) >=
                     log20;
            found += hl_stats__safe_log_e(blocks, DAYS, HL_SAFE_LIFT, d->expected, 0) >= log20;
            if (r >= WIDTHS)
                continue;
            hl_safe_rates safe =
                hl_stats__safe_rates(blocks, DAYS, HL_SAFE_LIFT, d->expected, 0.95);
            hl_scas fixed = hl_stats__scas_ratio(&all, 0.95);
            hl_anytime any =
                hl_stats__anytime_ratio(all.xc, all.xt, share, 0.95, HL_ANYTIME_STRENGTH * share,
                                        HL_ANYTIME_STRENGTH * (1 - share));
            double once = log(fixed.high / fixed.low);
            width += log((1 + safe.high) / (1 + safe.low)) / once / WIDTHS;
            other += log((1 + any.high) / (1 + any.low)) / once / WIDTHS;
        }
        printf("%4.0f %% %6.2f %6d/%-3d %9.2g   %10.2f %% %10.1f %%   x %.2f       x %.2f\n",
               100 * d->rate, d->ratio, d->control, d->treatment, d->expected,
               100 * wrong / REPLICATES, 100 * found / REPLICATES, width, other);
        held = held && wrong / REPLICATES <= 0.05;
    }
    printf("\nat most 5 %%: %s\n", held ? "yes" : "NO");
    return !held;
}
