/* The sequential check of the split: silent when all is well, through a ramp of 1, 10, 50 % and
 * however often it is looked at; alarmed when one arm loses users. Beside it what a chi-square
 * would do that is looked at every day. */
#include <math.h>
#include <stdio.h>

#include "base/random.h"
#include "hookline.h"
#include "stats/srm_chi2.h"
#include "stats/srm_sequential.h"
#include "tests/support/proof.h"

enum { DAYS = 100 };

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

typedef struct plan {
    const char *name;
    bool ramp;
    int days, users; /* users a day */
    double loss;     /* of the treatment's users */
    int runs;
    const char *before; /* the chi-square of every day, below 0.001 on some day */
} plan;

static double share_on(const plan *p, int day)
{
    return !p->ramp ? 0.5 : day < 10 ? 0.01 : day < 25 ? 0.1 : 0.5;
}

static void play(hl_random *random, const plan *p, double *counts, double *weights)
{
    for (int day = 0; day < p->days; day++) {
        double share = share_on(p, day), t = treated(random, p->users, share);
        int users = p->users;
        double loss = p->loss;
        counts[2 * day] = users - t;
        counts[2 * day + 1] = kept(random, t, loss);
        weights[2 * day] = 1 - share;
        weights[2 * day + 1] = share;
    }
}

/* On some day: the p of the chi-square against the weights of that day. */
static bool chi2_ever(const plan *p, const double *counts, const double *weights)
{
    double total[2] = {0, 0};
    for (int d = 0; d < p->days; d++) {
        total[0] += counts[2 * d];
        total[1] += counts[2 * d + 1];
        if (hl_stats__srm_chi2(total, weights + 2 * d, 2).p < HL_SRM_BLOCKS)
            return true;
    }
    return false;
}

static int first_alarm(const plan *p, const double *counts, const double *weights)
{
    int low = 1, high = p->days;
    while (low < high) {
        int middle = (low + high) / 2;
        if (hl_stats__srm_sequential(counts, weights, (size_t)middle, 2).p < HL_SRM_BLOCKS)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static const plan plans[] = {
    {"split watched through a ramp, no loss", true, 90, 1000, 0, 10000, "chi-square"},
    {"split watched for 30 days, no loss", false, 30, 2048, 0, 20000, "chi-square 1.0 %"},
    {"split watched for 100 days, no loss", false, 100, 2048, 0, 20000, "chi-square 1.5 %"},
    {"ramp, 1 % of an arm lost, 3.6 M users", true, 90, 40000, 0.01, 200, NULL},
    {"30 days, 1 % of an arm lost, 1.2 M users", false, 30, 40000, 0.01, 400, NULL},
    {"100 days, 1 % of an arm lost, 2 M users", false, 100, 20032, 0.01, 200, NULL},
    {"30 days, 10 % of an arm lost, 12,000 users", false, 30, 400, 0.1, 2000, NULL},
};

typedef struct tally {
    int at1, at01, chi2, blamed;
    double day_sum;
} tally;

static void prove(hl_proof *proof, size_t which)
{
    const plan *p = &plans[which];
    hl_random random = hl_base__random_seed(31, which);
    double counts[2 * DAYS], weights[2 * DAYS];
    int runs = hl_proof_runs(proof, p->runs);
    tally t = {0, 0, 0, 0, 0};
    for (int r = 0; r < runs; r++) {
        play(&random, p, counts, weights);
        hl_srm_sequential end = hl_stats__srm_sequential(counts, weights, (size_t)p->days, 2);
        t.at1 += end.p < HL_SRM_WARNS;
        t.at01 += end.p < HL_SRM_BLOCKS;
        t.chi2 += chi2_ever(p, counts, weights);
        t.blamed += end.suspect == 1 && end.tilt < 1;
        if (p->loss > 0 && end.p < HL_SRM_BLOCKS)
            t.day_sum += first_alarm(p, counts, weights);
    }
    printf("%s: chi-square below 0.001 on some day %.2f %%", p->name, 100.0 * t.chi2 / runs);
    if (p->loss > 0)
        printf("; found on day %.0f of %d, right arm named in %.0f %%", t.day_sum / t.at01, p->days,
               100.0 * t.blamed / runs);
    printf("\n");
    if (p->loss > 0) {
        hl_proof_share(proof, p->name, "power at 0.001", p->before, t.at01, runs, 0.8, 1);
        return;
    }
    hl_proof_share(proof, p->name, "ever below 0.001", p->before, t.at01, runs, 0, 0.001);
    hl_proof_share(proof, p->name, "ever below 0.01", NULL, t.at1, runs, 0, 0.01);
}

int main(int argc, char **argv)
{
    hl_proof proof = hl_proof_begin(argc, argv);
    hl_init();
    for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++)
        prove(&proof, i);
    return hl_proof_end(&proof);
}
