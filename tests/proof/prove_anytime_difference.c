/* The exact always-valid interval of a difference of rates, as guardrails of rare events use it:
 * level over 200 looks for constant rates and for a common rate that changes over the weeks, width
 * beside the fixed interval, and how soon a guardrail is decided. */
#include <math.h>
#include <stdio.h>

#include "base/random.h"
#include "hookline.h"
#include "stats/anytime_difference.h"
#include "stats/scas.h"

enum { LOOKS = 200, REPLICATES = 2000 };

typedef struct design {
    double rate, worse; /* control's mean rate; treatment - control */
    double users;       /* a look, in all */
    double share;
    double swing;    /* the common rate goes from (1 - swing) to (1 + swing) of its mean */
    double margin;   /* of the guardrail */
    int unknown;     /* the split is not told */
    double expected; /* NaN: not said */
} design;

static const design designs[] = {
    {0.001, 0, 500, 0.5, 0, 0.002, 0, (double)NAN},
    {0.005, 0, 200, 0.5, 0, 0.005, 0, (double)NAN},
    {0.005, 0, 200, 0.5, 0, 0.005, 0, 0.005},
    {0.005, 0, 200, 0.5, 0, 0.005, 1, (double)NAN},
    {0.005, 0, 200, 0.1, 0, 0.005, 0, (double)NAN},
    {0.005, 0.005, 200, 0.5, 0, 0.005, 0, (double)NAN},
    {0.05, 0, 100, 0.5, 0, 0.02, 0, (double)NAN},
    {0.005, 0, 200, 0.5, 0.9, 0.005, 0, (double)NAN},
    {0.05, 0, 100, 0.5, 0.9, 0.02, 0, (double)NAN},
    {0.3, 0, 40, 0.5, 0.5, 0.05, 0, (double)NAN},
};

typedef struct tally {
    double out, width, held, broken, at;
} tally;

static double draw(hl_random *random, double n, double rate)
{
    double count = 0;
    for (double i = 0; i < n; i++)
        count += hl_base__random_uniform(random) < rate;
    return count;
}

static void watch(const design *d, hl_random *random, tally *out)
{
    hl_two_rates all = {0, 0, 0, 0};
    double rho = d->unknown ? (double)NAN : d->share;
    int left_out = 0, held = 0, broken = 0;
    hl_range range = {0, 0};
    for (int look = 0; look < LOOKS; look++) {
        double phase = 2.0 * look / (LOOKS - 1) - 1, rate = d->rate * (1 + d->swing * phase);
        double nt = draw(random, d->users, d->share), nc = d->users - nt;
        all.nc += nc, all.nt += nt;
        all.xc += draw(random, nc, rate), all.xt += draw(random, nt, rate + d->worse);
        left_out |= hl_stats__anytime_difference_log_e(&all, rho, d->expected, d->worse) > log(20);
        if (look % 10 != 9 || held || broken)
            continue;
        range = hl_stats__anytime_difference(&all, rho, d->expected, 0.95);
        held = range.high<d->margin, broken = range.low> d->margin;
        if (held)
            out->at += all.nc + all.nt;
    }
    hl_scas once = hl_stats__scas_diff(&all, 0.95);
    range = hl_stats__anytime_difference(&all, rho, d->expected, 0.95);
    out->out += left_out, out->held += held, out->broken += broken;
    out->width += (range.high - range.low) / (once.high - once.low) / REPLICATES;
}

int main(void)
{
    int ok = 1;
    hl_init();
    printf("always-valid difference of rates, %d looks, %d replicates; truth left out at most "
           "5 %%\n\n%7s %8s %6s %6s %8s   %9s %7s %7s %8s %9s\n",
           LOOKS, REPLICATES, "rate", "worse", "split", "swing", "margin", "truth out", "width",
           "held", "broken", "at units");
    for (size_t i = 0; i < sizeof designs / sizeof designs[0]; i++) {
        const design *d = &designs[i];
        tally sum = {0, 0, 0, 0, 0};
        hl_random random = hl_base__random_seed(31, i);
        for (int r = 0; r < REPLICATES; r++)
            watch(d, &random, &sum);
        printf("%5.1f %% %5.1f pp %5.2f%s %5.1f %5.1f pp   %7.2f %% x %.2f  %4.1f %%  %5.2f %% "
               "%9.0f\n",
               100 * d->rate, 100 * d->worse, d->share, d->unknown ? "?" : " ", d->swing,
               100 * d->margin, 100 * sum.out / REPLICATES, sum.width, 100 * sum.held / REPLICATES,
               100 * sum.broken / REPLICATES, sum.held > 0 ? sum.at / sum.held : (double)NAN);
        ok = ok && sum.out / REPLICATES <= 0.05;
    }
    printf("\nat most 5 %%: %s\n", ok ? "yes" : "NO");
    return !ok;
}
