/* Metrics that the cells cannot answer (a quantile of touches): nothing exists, and
 * a flag says so. */
#include "analysis/estimator.h"
#include "base/number.h"

static void none_arm(const hl_estimator_options *options, const hl_moments *m, hl_arm_estimate *out)
{
    (void)options;
    out->n = m->n;
    out->sum = out->mean = out->low = out->high = HL_NAN;
}

static void none_compare(const hl_estimator_options *options, const hl_moments *control,
                         const hl_moments *treatment, hl_comparison *out)
{
    (void)options;
    (void)control;
    (void)treatment;
    out->flags |= HL_FLAG_NO_METHOD;
}

static hl_noninferiority none_margin(const hl_estimator_options *options, const hl_moments *control,
                                     const hl_moments *treatment, double margin, bool relative)
{
    (void)options;
    (void)control;
    (void)treatment;
    (void)margin;
    (void)relative;
    return (hl_noninferiority){HL_NAN, HL_NAN};
}

static hl_two_arms none_stratum(const hl_estimator_options *options, const hl_moments *control,
                                const hl_moments *treatment)
{
    (void)options;
    (void)control;
    (void)treatment;
    return (hl_two_arms){0};
}

static hl_sample none_sample(const hl_estimator_options *options, const hl_moments *m)
{
    (void)options;
    return (hl_sample){(double)m->n, HL_NAN, HL_NAN};
}

const hl_estimator hl_analysis__no_method = {"none",       none_arm,    none_compare, none_margin,
                                             none_stratum, none_sample, NULL,         NULL};
