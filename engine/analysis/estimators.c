/* Which kind of metric takes which estimator. docs/statistics/choice-of-method.md says why. */
#include "analysis/estimator.h"
#include "analysis/skewed.h"

typedef enum row_unit { ONE_PER_UNIT, TOUCHES, INDEPENDENT_TOUCHES } row_unit;

typedef struct choice {
    hl_metric_kind kind; /* HL_METRIC_PROPORTION: every rate */
    row_unit rows;
    const hl_estimator *plain;
    const hl_estimator *with_covariates; /* NULL: covariates are not used */
} choice;

static const choice choices[] = {
    {HL_METRIC_PROPORTION, ONE_PER_UNIT, &hl_analysis__scas, &hl_analysis__lin},
    {HL_METRIC_PROPORTION, TOUCHES, &hl_analysis__cluster_score, &hl_analysis__cluster_lin},
    {HL_METRIC_PROPORTION, INDEPENDENT_TOUCHES, &hl_analysis__touch_score, NULL},
    {HL_METRIC_MEAN, ONE_PER_UNIT, &hl_analysis__two_part, &hl_analysis__lin},
    {HL_METRIC_MEAN, TOUCHES, &hl_analysis__ratio_score, &hl_analysis__cluster_lin},
    {HL_METRIC_RATIO, ONE_PER_UNIT, &hl_analysis__ratio_score, &hl_analysis__cluster_lin},
    {HL_METRIC_RATIO, TOUCHES, &hl_analysis__ratio_score, &hl_analysis__cluster_lin},
    {HL_METRIC_QUANTILE, ONE_PER_UNIT, &hl_analysis__quantile, NULL},
};

static row_unit rows_of(const hl_metric *metric)
{
    if (metric->per == HL_PER_UNIT)
        return ONE_PER_UNIT;
    return metric->independent_touches ? INDEPENDENT_TOUCHES : TOUCHES;
}

static const choice *choice_of(const hl_metric *metric)
{
    hl_metric_kind kind = hl_metric_is_rate(metric) ? HL_METRIC_PROPORTION : metric->kind;
    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++)
        if (choices[i].kind == kind && choices[i].rows == rows_of(metric))
            return &choices[i];
    return NULL;
}

enum { UNITS_A_VARIABLE = 20, COUNT_OF_A_RATE = 100 };

/* A value, a denominator, the covariates, and an indicator for each of them that a unit lacks. */
static uint32_t variables_of(const hl_moments *samples, size_t count)
{
    uint32_t covariates = hl_cells__covariates(samples[0].width);
    uint32_t variables = 2 + covariates;
    for (uint32_t k = 0; k < covariates; k++) {
        bool missing = false;
        for (size_t i = 0; i < count; i++)
            missing = missing || samples[i].sum[2 + covariates + k] > 0;
        variables += missing;
    }
    return variables;
}

/* Do the counts of every arm carry a regression adjustment? Twenty units a variable; for rates also
 * a hundred successes and failures, below which its tails err unevenly and the score test is
 * better. Arms without units (weight 0, not begun) are left out. */
static bool carries_adjustment(const hl_metric *metric, const hl_moments *samples, size_t count)
{
    bool rate = hl_metric_is_rate(metric);
    double variables = variables_of(samples, count);
    for (size_t i = 0; i < count; i++) {
        double n = (double)samples[i].n;
        double rows = metric->per == HL_PER_TOUCH ? samples[i].sum[1] : n;
        double rarer = samples[i].sum[0] < rows / 2 ? samples[i].sum[0] : rows - samples[i].sum[0];
        if (n > 0 && (n < UNITS_A_VARIABLE * (variables + 1) || (rate && rarer < COUNT_OF_A_RATE)))
            return false;
    }
    return true;
}

/* ... and is their skewness such that a t test holds? Otherwise the score without covariates does,
 * and they do not. Of rates the counts above say it. */
static bool bears_adjustment(const hl_metric *metric, const hl_moments *samples, size_t count)
{
    hl_two_part_arm arms[2];
    hl_two_part_arm (*of)(const hl_moments *) = metric->kind == HL_METRIC_RATIO
                                                    ? hl_analysis__values_of_ratio
                                                    : hl_analysis__values_of_mean;
    if (hl_metric_is_rate(metric))
        return true;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++) {
            arms[0] = of(&samples[i]);
            arms[1] = of(&samples[k]);
            if (!hl_analysis__bears_t_test(arms, 2))
                return false;
        }
    return true;
}

bool hl_analysis__can_pool(const hl_metric *metric)
{
    return metric->kind != HL_METRIC_QUANTILE;
}

const hl_estimator *hl_analysis__estimator(const hl_metric *metric, const hl_moments *samples,
                                           size_t count, hl_flags *flags)
{
    const choice *found = choice_of(metric);
    if (found == NULL) {
        *flags |= HL_FLAG_NO_METHOD;
        return &hl_analysis__no_method;
    }
    if (samples[0].width <= 2 || found->with_covariates == NULL)
        return found->plain;
    if (carries_adjustment(metric, samples, count) && bears_adjustment(metric, samples, count))
        return found->with_covariates;
    *flags |= HL_FLAG_COVARIATES_WITHHELD;
    return found->plain;
}
