/* The sequential check of the split through a ramp of 1, 10, 50 %: silent when all is well, alarmed
 * when one arm loses users. */
#include <stdio.h>
#include <string.h>

#include "base/random.h"
#include "hookline.h"
#include "stats/srm_chi2.h"
#include "stats/srm_sequential.h"

enum { DAYS = 90 };

/* Units of the treatment among n: 64 coins a word when the share is one half. */
static double treated(hl_random *random, int n, double share)
{
    int count = 0, i = 0;
    if (share == 0.5)
        for (; i + 64 <= n; i += 64)
            count += __builtin_popcountll(hl_base__random_next(random));
    for (; i < n; i++)
        count += hl_base__random_uniform(random) < share;
    return count;
}

static double kept(hl_random *random, double n, double loss)
{
    int count = 0;
    if (loss == 0)
        return n;
    for (int i = 0; i < (int)n; i++)
        count += hl_base__random_uniform(random) >= loss;
    return count;
}

static double share_on(int day)
{
    return day < 10 ? 0.01 : day < 25 ? 0.1 : 0.5;
}

static void play(hl_random *random, int users, double loss, double *counts, double *weights)
{
    for (int day = 0; day < DAYS; day++) {
        double share = share_on(day), t = treated(random, users, share);
        counts[2 * day] = users - t;
        counts[2 * day + 1] = kept(random, t, loss);
        weights[2 * day] = 1 - share;
        weights[2 * day + 1] = share;
    }
}

static int first_alarm(const double *counts, const double *weights, double alpha)
{
    for (int day = 1; day <= DAYS; day++)
        if (hl_stats__srm_sequential(counts, weights, (size_t)day, 2).p < alpha)
            return day;
    return 0;
}

int main(void)
{
    static const double losses[] = {0, 0.01, 0.03};
    static const int users[] = {1000, 40000, 5000}, replicates[] = {4000, 100, 400};
    int held = 1;
    hl_init();
    printf("two arms, share of the treatment 1 %% for 10 days, 10 %% for 15, 50 %% for 65\n\n");
    for (size_t i = 0; i < 3; i++) {
        hl_random random = hl_base__random_seed(31, i);
        double counts[2 * DAYS], weights[2 * DAYS], day_sum = 0;
        int at5 = 0, at01 = 0, fixed = 0, blamed = 0;
        for (int r = 0; r < replicates[i]; r++) {
            play(&random, users[i], losses[i], counts, weights);
            hl_srm_sequential end = hl_stats__srm_sequential(counts, weights, DAYS, 2);
            at5 += end.p < 0.05;
            at01 += end.p < 0.001;
            blamed += end.suspect == 1 && end.tilt < 1;
            double total[2] = {0, 0}, last[2] = {0.5, 0.5};
            for (int d = 0; d < DAYS; d++) {
                total[0] += counts[2 * d];
                total[1] += counts[2 * d + 1];
            }
            fixed += hl_stats__srm_chi2(total, last, 2).p < 0.001;
            if (losses[i] > 0 && end.p < 0.001)
                day_sum += first_alarm(counts, weights, 0.001);
        }
        double n = replicates[i];
        printf("%6d users a day, loss %.0f %%: p < 5 %% in %6.2f %%, p < 0.1 %% in %6.2f %% of %d "
               "runs",
               users[i], 100 * losses[i], 100 * at5 / n, 100 * at01 / n, replicates[i]);
        if (losses[i] > 0)
            printf("; first on day %.0f of %d, right arm named in %.0f %%\n", day_sum / at01, DAYS,
                   100 * blamed / n);
        else
            printf("\n       (chi-square against the last weights: %.0f %%)\n", 100 * fixed / n);
        held = held && (losses[i] > 0 ? at01 / n > 0.95 : at5 / n <= 0.05 && at01 / n <= 0.001);
    }
    printf("\nsilent through the ramp, alarmed by the loss: %s\n", held ? "yes" : "NO");
    return !held;
}
