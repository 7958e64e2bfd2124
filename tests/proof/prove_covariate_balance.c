/* Means of a covariate in two arms: no alarm where the arms were drawn alike, however heavy the
 * tails and unlike the sizes; an alarm where one arm writes another number. Values are drawn from a
 * population of 2^20. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/random.h"
#include "stats/alike_means.h"
#include "stats/welch.h"
#include "tests/support/proof.h"

enum { POPULATION = 1 << 20, RUNS = 10000 };
static const double level = 0.001;

typedef struct population {
    const char *what;
    double zeros, sigma; /* the share of 0; else exp(sigma times a normal), sigma 0: a normal */
} population;

static const population populations[] = {
    {"normal", 0, 0},
    {"lognormal 1", 0, 1},
    {"lognormal 2", 0, 2},
    {"lognormal 2, 90 % zeros", 0.9, 2},
    {"lognormal 2, 99 % zeros", 0.99, 2},
};

static const struct {
    int n[2];
} sizes[] = {{{2000, 2000}}, {{200, 200}}, {{200, 1800}}, {{100, 4000}}};

/* What stands in the first arm instead of the value: in one of six. */
static const struct {
    const char *what;
    double value;
} faults[] = {{"99999999", 99999999}, {"50 standard deviations", 50}};

static void fill(double *values, const population *p)
{
    hl_random random = hl_base__random_seed(7, 0);
    for (int i = 0; i < POPULATION; i++) {
        bool zero = hl_base__random_uniform(&random) < p->zeros;
        double normal = hl_base__random_normal(&random);
        values[i] = zero ? 0 : p->sigma > 0 ? exp(p->sigma * normal) : normal;
    }
}

static hl_sample draw(const double *values, int n, double instead, hl_random *random)
{
    double sum = 0, squares = 0;
    for (int i = 0; i < n; i++) {
        double x = values[hl_base__random_below(random, POPULATION)];
        x = instead != 0 && i % 6 == 0 ? instead : x;
        sum += x;
        squares += x * x;
    }
    return (hl_sample){n, sum / n, fmax(0, (squares - sum * sum / n) / (n - 1))};
}

static void prove(hl_proof *proof, const double *values, const population *p, const int *n,
                  const char *fault, double instead)
{
    char what[160], before[32];
    int runs = hl_proof_runs(proof, fault != NULL ? RUNS / 10 : RUNS), alarms = 0, of_welch = 0;
    for (int r = 0; r < runs; r++) {
        hl_random random = hl_base__random_seed(8, (uint64_t)r);
        hl_sample a = draw(values, n[0], instead, &random);
        hl_sample b = draw(values, n[1], 0, &random);
        alarms += hl_stats__alike_means(&a, &b) < level;
        of_welch += hl_stats__welch(&a, &b, 0.5).p < level;
    }
    (void)snprintf(what, sizeof what, "covariate, %s, %d / %d%s%s", p->what, n[0], n[1],
                   fault != NULL ? ", one in six is " : "", fault != NULL ? fault : "");
    (void)snprintf(before, sizeof before, "%.2f %% (Welch)", 100.0 * of_welch / runs);
    hl_proof_share(proof, what, "alarms", before, alarms, runs, fault != NULL ? 0.99 : 0,
                   fault != NULL ? 1 : 0.002);
}

int main(int argc, char **argv)
{
    hl_proof proof = hl_proof_begin(argc, argv);
    double *values = malloc(POPULATION * sizeof *values);
    if (values == NULL)
        return 1;
    for (size_t p = 0; p < sizeof populations / sizeof populations[0]; p++) {
        fill(values, &populations[p]);
        for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++)
            prove(&proof, values, &populations[p], sizes[s].n, NULL, 0);
    }
    fill(values, &populations[0]);
    for (size_t f = 0; f < sizeof faults / sizeof faults[0]; f++)
        for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++)
            prove(&proof, values, &populations[0], sizes[s].n, faults[f].what, faults[f].value);
    free(values);
    return hl_proof_end(&proof);
}
