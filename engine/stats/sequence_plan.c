/* Two sequences can answer for the lift of a proportion; everything else has the sequence of means.
 *
 *   labels   which arm the next converter is in: exact at any count and any common rate that
 *            changes, but deaf to those who did not convert: at rate p it is worth 1 - p of the
 *            units
 *   means    uses everybody, asymptotic, withheld until the counts carry it
 *
 * Expected at most 5 %: labels alone (at most 5 % of the units are lost). More: means alone.
 * Nothing said, or covariates to be used, which only the means can: the average of both
 * e-processes, a fifth labels. An average of e-processes is one (Vovk & Wang 2021, Annals of
 * Statistics 49:1736-1754), and it is never below four fifths of that of the means: not knowing
 * costs a factor 1.25 in p at most. Without a planned split there are no labels.
 *
 * Both are mixtures of normal kind with growth g = n rho^2 of information against that of the
 * prior. g at the planned end is the one at which the interval is narrowest there
 * (sequence_mixture.h); the labels' information is one unit a converter. Where no planned end is
 * said it is 5,000 units for both, so the strength follows from the expected rate: a prior of more
 * converters than ever come holds on to no effect and hides even a large one. */
#include "stats/sequence_plan.h"

#include <math.h>

#include "stats/anytime_ratio.h"
#include "stats/sequence_mixture.h"

#define LOW_RATE      0.05
#define UNSAID_LABELS 0.2
#define UNSAID_UNITS  5000.0
#define LEAST_WEIGHT  1.0

static double labels_of(const hl_sequence_design *d)
{
    if (!d->is_rate || !(d->share > 0 && d->share < 1) || d->expected > LOW_RATE)
        return 0;
    return isnan(d->expected) || d->adjusted ? UNSAID_LABELS : 1;
}

hl_sequence_plan hl_stats__sequence_plan(const hl_sequence_design *d)
{
    double units = d->units > 0 ? d->units : UNSAID_UNITS;
    double converters = units * d->expected;
    double strength = converters > 0
                          ? fmax(LEAST_WEIGHT, converters / hl_stats__sequence_growth(d->alpha))
                          : HL_ANYTIME_STRENGTH;
    return (hl_sequence_plan){labels_of(d), d->is_rate && d->expected > LOW_RATE, strength, units,
                              d->alpha};
}

double hl_stats__sequence_nstar(const hl_sequence_plan *plan, double alpha)
{
    return plan->nstar * hl_stats__sequence_growth(alpha) / hl_stats__sequence_growth(plan->alpha);
}
