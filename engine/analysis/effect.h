/* What estimators share once they have a test: the fields of a comparison that follow from it. */
#ifndef HL_ANALYSIS_EFFECT_H
#define HL_ANALYSIS_EFFECT_H

#include "analysis/estimator.h"
#include "stats/fieller.h"
#include "stats/touch_proportion.h"
#include "stats/two_rates.h"
#include "stats/welch.h"

/* A test that does not exist. */
hl_welch hl_analysis__no_welch(void);
/* difference, lift (Fieller with the test's critical value), p, se, df, the Bayesian view, flags.
 */
void hl_analysis__from_welch(const hl_estimator_options *options, const hl_welch *welch,
                             const hl_mean_pair *pair, hl_comparison *out);
/* A rate cannot fall by more than 100 %: of an exclusive set what is left is all above its upper
 * end. Whether other metrics can be negative is not known. */
hl_fieller hl_analysis__possible_part(const hl_fieller *set, const hl_metric *metric);
/* The parts of an estimator whose arms are means of (linearised) unit values. */
void hl_analysis__sample_arm(const hl_estimator_options *options, const hl_sample *sample,
                             hl_arm_estimate *out);
/* pair: of the same samples (hl_stats__mean_pair), its difference perhaps from exact sums. */
void hl_analysis__sample_compare(const hl_estimator_options *options, const hl_sample *control,
                                 const hl_sample *treatment, const hl_mean_pair *pair,
                                 hl_comparison *out);
hl_noninferiority hl_analysis__pair_margin(const hl_estimator_options *options,
                                           const hl_mean_pair *pair, double df, double margin,
                                           bool relative);
hl_noninferiority hl_analysis__sample_margin(const hl_estimator_options *options,
                                             const hl_sample *control, const hl_sample *treatment,
                                             const hl_mean_pair *pair, double margin,
                                             bool relative);
/* One stratum of means; its weight is made of the sizes. */
hl_two_arms hl_analysis__sample_stratum(const hl_sample *control, const hl_sample *treatment,
                                        const hl_mean_pair *pair, double size_control,
                                        double size_treatment);
/* ... weighted by n units. */
hl_two_arms hl_analysis__pair_stratum(const hl_mean_pair *pair, double n_control,
                                      double n_treatment);
/* The always-valid view of two quantiles (est_quantile.c), tightest near so many units together. */
void hl_analysis__quantile_sequence(const hl_estimator_options *options, const hl_moments *control,
                                    const hl_moments *treatment, double tightest_near,
                                    hl_comparison *out);
/* P(better) and expected loss from Beta posteriors with the design's prior. */
void hl_analysis__beta_view(const hl_estimator_options *options, const hl_two_rates *rates,
                            hl_comparison *out);
/* ... from an effect that is nearly normal, flat prior. */
void hl_analysis__normal_view(const hl_estimator_options *options, double difference, double se,
                              hl_comparison *out);
/* Sums over units of touches and successes. */
hl_touch_sums hl_analysis__touch_sums(const hl_moments *m);
/* Takes the ends away: between planned looks there is no level, so there is no interval. */
void hl_analysis__without_ends(hl_estimate *estimate);
/* Withholds the answer where too few units carry an arm. */
void hl_analysis__withhold_few_clusters(const hl_moments *control, const hl_moments *treatment,
                                        hl_comparison *out);
/* p_exact by Boschloo's test, by Fisher's where there are too many tables for it. HL_FAILED only
 * when out of memory: never one test for want of memory for the other. */
HL_NODISCARD hl_status hl_analysis__exact_beside(const hl_two_rates *rates, hl_comparison *out,
                                                 hl_error *err);

#endif
