/* Two sequences can answer for a proportion; everything else has the sequence of means.
 *
 *   safe    bets on which arm converts: exact at any count and any common rate that changes, tuned
 *           to an expected rate
 *   means   asymptotic, withheld until the counts carry it, finds the rate itself
 *
 * Expected at most 5 %, or at least 95 %: the safe test alone. Between: means alone. Nothing said,
 * or covariates to be used, which only the means can: the average of both e-processes, a fifth
 * safe. An average of e-processes is one (Vovk & Wang 2021, Annals of Statistics 49:1736-1754), and
 * it is never below four fifths of that of the means: not knowing costs a factor 1.25 in p at most.
 * Without a planned split there is no safe test.
 *
 * Both are mixtures of normal kind with growth g = n rho^2 of information against that of the
 * prior. g at the planned end is the one at which the interval is narrowest there
 * (sequence_mixture.h); the safe test's information is one unit a converter. Where no planned end
 * is said it is 5,000 units for both, so the weight of the prior follows from the expected rate: a
 * prior of more converters than ever come holds on to no effect and hides even a large one. Where
 * no rate is said the safe test, which then is there for the first few converters, takes 1 %, right
 * enough from 0.1 to 30 %, and 25 converters. */
#include "stats/sequence_plan.h"

#include <math.h>

#include "stats/sequence_mixture.h"

#define LOW_RATE          0.05
#define UNSAID_EXACT      0.2
#define UNSAID_UNITS      5000.0
#define UNSAID_RATE       0.01
#define UNSAID_CONVERTERS 25.0
#define LEAST_WEIGHT      1.0

/* Neither ones nor zeros are rare. */
static bool is_between(const hl_sequence_design *d)
{
    return d->is_rate && d->expected > LOW_RATE && d->expected < 1 - LOW_RATE;
}

static double exact_of(const hl_sequence_design *d)
{
    if (!d->is_rate || !(d->share > 0 && d->share < 1) || is_between(d))
        return 0;
    return isnan(d->expected) || d->adjusted ? UNSAID_EXACT : 1;
}

hl_sequence_plan hl_stats__sequence_plan(const hl_sequence_design *d)
{
    double units = d->units > 0 ? d->units : UNSAID_UNITS;
    hl_safe_prior prior = {UNSAID_RATE, UNSAID_CONVERTERS};
    if (d->expected > 0 && d->expected < 1) {
        double converters = units * d->expected / hl_stats__sequence_growth(d->alpha);
        prior = (hl_safe_prior){d->expected, fmax(LEAST_WEIGHT, converters)};
    }
    return (hl_sequence_plan){exact_of(d), is_between(d), prior, units, d->alpha};
}

double hl_stats__sequence_nstar(const hl_sequence_plan *plan, double alpha)
{
    return plan->nstar * hl_stats__sequence_growth(alpha) / hl_stats__sequence_growth(plan->alpha);
}
