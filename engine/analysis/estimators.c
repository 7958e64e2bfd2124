/* Which kind of metric takes which estimator. docs/statistics/choice-of-method.md says why. */
#include "analysis/estimator.h"

typedef enum row_unit { ONE_PER_UNIT, TOUCHES, INDEPENDENT_TOUCHES } row_unit;

typedef struct choice {
    hl_metric_kind kind;
    row_unit rows;
    const hl_estimator *plain;
    const hl_estimator *with_covariates; /* NULL: covariates are not used */
} choice;

static const choice choices[] = {
    {HL_METRIC_PROPORTION, ONE_PER_UNIT, &hl_analysis__scas, NULL},
    {HL_METRIC_PROPORTION, TOUCHES, &hl_analysis__cluster_score, NULL},
    {HL_METRIC_PROPORTION, INDEPENDENT_TOUCHES, &hl_analysis__touch_score, NULL},
    {HL_METRIC_RETENTION, ONE_PER_UNIT, &hl_analysis__scas, NULL},
    {HL_METRIC_RETENTION, TOUCHES, &hl_analysis__cluster_score, NULL},
    {HL_METRIC_RETENTION, INDEPENDENT_TOUCHES, &hl_analysis__touch_score, NULL},
    {HL_METRIC_FUNNEL, ONE_PER_UNIT, &hl_analysis__scas, NULL},
    {HL_METRIC_FUNNEL, TOUCHES, &hl_analysis__cluster_score, NULL},
    {HL_METRIC_FUNNEL, INDEPENDENT_TOUCHES, &hl_analysis__touch_score, NULL},
    {HL_METRIC_MEAN, ONE_PER_UNIT, &hl_analysis__welch, NULL},
};

static row_unit rows_of(const hl_metric *metric)
{
    if (metric->per == HL_PER_UNIT)
        return ONE_PER_UNIT;
    return metric->independent_touches ? INDEPENDENT_TOUCHES : TOUCHES;
}

static const choice *choice_of(const hl_metric *metric)
{
    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++)
        if (choices[i].kind == metric->kind && choices[i].rows == rows_of(metric))
            return &choices[i];
    return NULL;
}

const hl_estimator *hl_analysis__estimator(const hl_metric *metric, const hl_moments *samples,
                                           size_t count, hl_flags *flags)
{
    (void)samples;
    (void)count;
    const choice *found = choice_of(metric);
    if (found == NULL) {
        *flags |= HL_FLAG_NO_METHOD;
        return &hl_analysis__no_method;
    }
    return found->plain;
}
