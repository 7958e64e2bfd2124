#include "tests/support/coverage.h"

#include <math.h>
#include <stdlib.h>

#include "base/random.h"
#include "stats/anytime_ratio.h"
#include "stats/hypergeometric.h"
#include "stats/scas.h"

const hl_truth hl_tails_grid[] = {
    {1000, 1000, 0.01, 1}, {500, 500, 0.01, 1},  {1000, 9000, 0.01, 1},
    {1000, 9000, 0.01, 2}, {200, 1800, 0.05, 1}, {300, 300, 0.05, 1.5},
};
const size_t hl_tails_grid_count = sizeof hl_tails_grid / sizeof hl_tails_grid[0];

typedef struct outcomes {
    int low, high;
    double *probability; /* of low, low + 1, ... high */
} outcomes;

/* Outcomes of a binomial count that leave out less than 1e-11. */
static outcomes outcomes_of(double n, double rate)
{
    double spread = 9 * sqrt(n * rate * (1 - rate)) + 12;
    outcomes o = {.low = (int)fmax(0, floor(n * rate - spread)),
                  .high = (int)fmin(n, ceil(n * rate + spread))};
    o.probability = calloc((size_t)(o.high - o.low + 1), sizeof *o.probability);
    if (o.probability == NULL)
        abort();
    for (int x = o.low; x <= o.high; x++)
        o.probability[x - o.low] = exp(hl_stats__binomial_log(x, n, rate, 1 - rate));
    return o;
}

hl_tails hl_tails_of(const hl_truth *truth, hl_range (*interval)(const hl_two_rates *, double),
                     double conf)
{
    hl_tails tails = {0, 0, 0};
    outcomes c = outcomes_of(truth->nc, truth->rate);
    outcomes t = outcomes_of(truth->nt, truth->rate * truth->ratio);
    for (int xc = c.low; xc <= c.high; xc++) {
        for (int xt = t.low; xt <= t.high; xt++) {
            double p = c.probability[xc - c.low] * t.probability[xt - t.low];
            if (p < 1e-15)
                continue;
            hl_two_rates k = {xc, truth->nc, xt, truth->nt};
            hl_range range = interval(&k, conf);
            if (isnan(range.low) || isnan(range.high))
                tails.no_answer += p;
            else if (range.low > truth->ratio)
                tails.false_win += p;
            else if (range.high < truth->ratio)
                tails.false_loss += p;
        }
    }
    free(c.probability);
    free(t.probability);
    return tails;
}

/* Users until the next conversion, by inversion of the geometric distribution. */
static double users_to_next(hl_random *random, double rate)
{
    return floor(log1p(-hl_base__random_uniform(random)) / log1p(-rate)) + 1;
}

typedef struct watched_run {
    double nc, nt, xc, xt;
} watched_run;

/* Enrols users up to `users`; *next is the user of the next conversion of a population in which
 * both arms convert at the treatment's rate; a control user's is kept with probability 1/ratio. */
static void enrol(watched_run *run, const hl_watched *d, hl_random *random, double users,
                  double *next)
{
    double top = d->rate * fmax(d->ratio, 1);
    while (*next <= users) {
        bool treated = hl_base__random_uniform(random) < d->rho;
        double keep = treated ? d->ratio / fmax(d->ratio, 1) : 1 / fmax(d->ratio, 1);
        if (hl_base__random_uniform(random) < keep)
            *(treated ? &run->xt : &run->xc) += 1;
        *next += users_to_next(random, top);
    }
    run->nt = users * d->rho;
    run->nc = users - run->nt;
}

static double log_width(double low, double high)
{
    return log(high) - log(low);
}

hl_watched_result hl_watch(const hl_watched *d, int replicates, uint64_t seed)
{
    double a = HL_ANYTIME_STRENGTH * d->rho, b = HL_ANYTIME_STRENGTH - a;
    double threshold = -log(0.05);
    int rejected = 0, measured = 0;
    double width = 0;
    for (int i = 0; i < replicates; i++) {
        hl_random random = hl_base__random_seed(seed, (uint64_t)i);
        watched_run run = {0, 0, 0, 0};
        double next = users_to_next(&random, d->rate * fmax(d->ratio, 1));
        bool out = false;
        for (int look = 1; look <= d->looks; look++) {
            enrol(&run, d, &random, floor(d->users * look / d->looks), &next);
            out = out || hl_stats__anytime_log_evidence(run.xc, run.xt, d->rho, d->ratio, a, b) >=
                             threshold;
        }
        rejected += out;
        hl_two_rates k = {run.xc, run.nc, run.xt, run.nt};
        hl_anytime any = hl_stats__anytime_ratio(run.xc, run.xt, d->rho, 0.95, a, b);
        hl_scas fixed = hl_stats__scas_ratio(&k, 0.95);
        if (run.xc > 0 && run.xt > 0) {
            width += log_width(1 + any.low, 1 + any.high) / log_width(fixed.low, fixed.high);
            measured++;
        }
    }
    return (hl_watched_result){(double)rejected / replicates, measured > 0 ? width / measured : 0};
}
