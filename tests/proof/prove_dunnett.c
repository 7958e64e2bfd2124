/* Family-wise error of Dunnett's intervals: four arms, three comparisons, no effect anywhere. */
#include <math.h>
#include <stdio.h>

#include "base/random.h"
#include "hookline.h"
#include "stats/dunnett.h"
#include "stats/welch.h"

enum { ARMS = 4, REPLICATES = 40000 };

typedef struct design {
    const char *name;
    int n[ARMS];
    double sd[ARMS];
    int skewed;
} design;

static const design designs[] = {
    {"equal arms, normal", {100, 100, 100, 100}, {1, 1, 1, 1}, 0},
    {"large control, normal", {200, 100, 60, 60}, {1, 1, 1, 1}, 0},
    {"unequal variances", {150, 80, 80, 80}, {1, 1, 2, 3}, 0},
    {"exponential values", {200, 200, 200, 200}, {1, 1, 1, 1}, 1},
};

static double draw(hl_random *random, const design *d, int arm)
{
    if (d->skewed)
        return -log1p(-hl_base__random_uniform(random));
    return d->sd[arm] * hl_base__random_normal(random);
}

static void sample(hl_random *random, const design *d, int arm, double *mean, double *variance)
{
    double sum = 0, squares = 0;
    for (int i = 0; i < d->n[arm]; i++) {
        double x = draw(random, d, arm);
        sum += x;
        squares += x * x;
    }
    double n = d->n[arm];
    *mean = sum / n;
    *variance = (squares - sum * sum / n) / (n - 1);
}

/* Critical value from the true variances: what a report computes from estimates hardly differs, and
 * one value serves all replicates. */
static double critical_value(const design *d)
{
    hl_sample arm[ARMS];
    hl_mean_pair pairs[ARMS - 1];
    double df[ARMS - 1];
    for (int i = 0; i < ARMS; i++)
        arm[i] = (hl_sample){d->n[i], 1, d->sd[i] * d->sd[i]};
    for (int i = 1; i < ARMS; i++) {
        pairs[i - 1] = hl_stats__mean_pair(&arm[0], &arm[i]);
        df[i - 1] = hl_stats__welch(&arm[0], &arm[i], 0.95).df;
    }
    return hl_stats__dunnett_pairs(pairs, df, ARMS - 1, 0.95, NULL);
}

static void run(const design *d, double *dunnett, double *each)
{
    hl_random random = hl_base__random_seed(11, (uint64_t)(d - designs));
    double critical = critical_value(d);
    int wrong = 0, naive = 0;
    for (int r = 0; r < REPLICATES; r++) {
        double mean[ARMS], variance[ARMS], most = 0;
        for (int a = 0; a < ARMS; a++)
            sample(&random, d, a, &mean[a], &variance[a]);
        for (int a = 1; a < ARMS; a++)
            most = fmax(most, fabs(mean[a] - mean[0]) /
                                  sqrt(variance[a] / d->n[a] + variance[0] / d->n[0]));
        wrong += most > critical;
        naive += most > 1.96;
    }
    *dunnett = (double)wrong / REPLICATES;
    *each = (double)naive / REPLICATES;
}

int main(void)
{
    int held = 1;
    hl_init();
    printf("family-wise error at alpha 5 %%, 4 arms, %d replicates\n\n%-28s %10s %14s\n",
           REPLICATES, "", "Dunnett", "no adjustment");
    for (size_t i = 0; i < sizeof designs / sizeof designs[0]; i++) {
        double dunnett, each;
        run(&designs[i], &dunnett, &each);
        printf("%-28s %8.2f %% %12.2f %%\n", designs[i].name, 100 * dunnett, 100 * each);
        held = held && dunnett <= 0.0555;
        held = held && (designs[i].skewed || dunnett >= 0.0445);
    }
    printf("\nat most 5 %% but for chance (5.55 %%): %s\n", held ? "yes" : "NO");
    return !held;
}
