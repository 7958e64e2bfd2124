/* What counts say of a quantile: how strongly they speak against a value being it. */
#ifndef HL_STATS_QUANTILE_COUNT_H
#define HL_STATS_QUANTILE_COUNT_H

/* How strongly it speaks against "at most `rate` of all lie on this side" that `count` of `units`
 * do; never falls when count rises. tuning: as the kind of evidence wants it. */
typedef double (*hl_count_evidence)(double count, double units, double rate, double tuning);

/* The squared normal deviate of the binomial mid-p, 0 where fewer lie there than expected: compare
 * with z^2. HL_INFINITY where the tail underflows. tuning is not used. */
double hl_stats__count_midp(double count, double units, double rate, double tuning);
/* log of half an e-value that may be looked at whenever one likes: compare with log(1/alpha).
 * tuning > 0: the strength of its prior, in units. */
double hl_stats__count_sequence(double count, double units, double rate, double tuning);
/* The strength with which two equal arms are tightest when they have `units` together. */
double hl_stats__count_sequence_strength(double units);

/* The interval of a quantile from mid-p: the ranks (from 1) of its ends among `units` values.
 * 0, or units + 1: there is no end on that side. */
void hl_stats__quantile_midp_ranks(double units, double quantile, double conf, double *low,
                                   double *high);

#endif
