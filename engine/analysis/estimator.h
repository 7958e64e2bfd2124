/* Estimators: how a metric of one kind is read from the moments of its units. One file per
 * estimator; the table in estimators.c says which kind of metric takes which. */
#ifndef HL_ANALYSIS_ESTIMATOR_H
#define HL_ANALYSIS_ESTIMATOR_H

#include "cells/cells.h"
#include "hookline/analysis.h"
#include "stats/fieller.h"
#include "stats/noninferiority.h"
#include "stats/sequence_mean.h"
#include "stats/sequence_plan.h"
#include "stats/stratum.h"
#include "stats/two_rates.h"

/* Effective clusters of an arm: below the one the reader is warned, below the other it is not
 * judged. */
enum { HL_ANALYSIS_FEW_CLUSTERS = 20, HL_ANALYSIS_CLUSTERS_NEEDED = 4 };

/* What an estimator needs beside the moments. */
typedef struct hl_estimator_options {
    const hl_metric *metric;
    double conf;
    double prior_a, prior_b;
} hl_estimator_options;

typedef struct hl_estimator {
    const char *name; /* "scas", as the report names the method */
    /* fills n, sum, mean, low, high */
    void (*arm)(const hl_estimator_options *options, const hl_moments *m, hl_arm_estimate *out);
    /* fills difference, lift, p, se, df, probability_better, expected_loss, flags */
    void (*compare)(const hl_estimator_options *options, const hl_moments *control,
                    const hl_moments *treatment, hl_comparison *out);
    /* Is the treatment worse than the control by no more than margin (relative: of the control's
     * value)? The same test as compare. */
    hl_noninferiority (*margin)(const hl_estimator_options *options, const hl_moments *control,
                                const hl_moments *treatment, double margin, bool relative);
    /* Both arms as one stratum of several: what is pooled over segments or days. Without weight
     * where it says nothing. NULL where hl_analysis__can_pool says no. */
    hl_two_arms (*stratum)(const hl_estimator_options *options, const hl_moments *control,
                           const hl_moments *treatment);
    /* One arm as a mean: n, estimate, and a variance such that variance / n is the squared standard
     * error; NaN where it does not exist. For contrasts over many arms. */
    hl_sample (*sample)(const hl_estimator_options *options, const hl_moments *m);
    /* Both arms as dependent estimates; NULL where they are two samples. */
    hl_mean_pair (*pair)(const hl_estimator_options *options, const hl_moments *control,
                         const hl_moments *treatment);
    /* The counts for an exact test beside small ones; NULL where they are not whole, or not
     * independent. */
    hl_two_rates (*counts)(const hl_moments *control, const hl_moments *treatment);
} hl_estimator;

/* The estimator of a metric. samples[count]: the moments of all arms, which decide only whether
 * counts carry a regression adjustment (then *flags says that it is withheld). */
const hl_estimator *hl_analysis__estimator(const hl_metric *metric, const hl_moments *samples,
                                           size_t count, hl_flags *flags);

/* Does the whole follow from its parts? Not a quantile: that of all units is no average of those of
 * segments or days, and may lie outside of them all. */
bool hl_analysis__can_pool(const hl_metric *metric);

extern const hl_estimator hl_analysis__scas;          /* proportion per unit */
extern const hl_estimator hl_analysis__cluster_score; /* proportion per touch */
extern const hl_estimator hl_analysis__touch_score;   /* ... touches taken as independent */
extern const hl_estimator hl_analysis__two_part;      /* mean per unit */
extern const hl_estimator hl_analysis__ratio_score;   /* ratio, or a mean per touch */
extern const hl_estimator hl_analysis__cluster_ratio; /* ... by a t test */
extern const hl_estimator hl_analysis__lin;           /* means and proportions with covariates */
extern const hl_estimator hl_analysis__quantile;      /* quantile of units' values */
extern const hl_estimator hl_analysis__cluster_lin;   /* ratios, and per touch, with covariates */
extern const hl_estimator hl_analysis__no_method;     /* what the cells do not hold */

/* A comparison of which nothing exists, with its flags. */
void hl_analysis__blank(hl_comparison *out, hl_flags flags);

/* The always-valid view of a comparison (anytime.c), by what the design says of it. */
void hl_analysis__anytime(const hl_estimator_options *options, const hl_estimator *estimator,
                          const hl_moments *control, const hl_moments *treatment,
                          const hl_sequence_design *design, hl_comparison *out);
/* The units of both arms where their counts carry the sequence of means; 0 where not. */
double hl_analysis__sequence_units(const hl_estimator_options *options,
                                   const hl_estimator *estimator, const hl_moments *control,
                                   const hl_moments *treatment);
/* That sequence as the always-valid view: p, difference and lift, with its flags. */
void hl_analysis__take_sequence(const hl_metric *metric, const hl_sequence_mean *view,
                                hl_comparison *out);

/* Intraclass correlation of touches within units and design effect of a metric per touch. */
void hl_analysis__clustering(const hl_metric *metric, const hl_moments *m, double *icc,
                             double *design_effect);

#endif
