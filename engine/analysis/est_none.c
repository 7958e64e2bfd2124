/* Metrics that the cells cannot answer (a quantile of touches): nothing exists, and
 * a flag says so. */
#include "analysis/estimator.h"
#include "base/number.h"

static void none_arm(const hl_terms *terms, const hl_moments *m, hl_arm_estimate *out)
{
    (void)terms;
    out->n = m->n;
    out->sum = out->mean = out->low = out->high = HL_NONE;
}

static void none_compare(const hl_terms *terms, const hl_moments *control,
                         const hl_moments *treatment, hl_comparison *out)
{
    (void)terms;
    (void)control;
    (void)treatment;
    out->flags |= HL_FLAG_NO_METHOD;
}

static hl_noninferiority none_margin(const hl_terms *terms, const hl_moments *control,
                                     const hl_moments *treatment, double margin, bool relative)
{
    (void)terms;
    (void)control;
    (void)treatment;
    (void)margin;
    (void)relative;
    return (hl_noninferiority){HL_NONE, HL_NONE};
}

static hl_log_ratio none_log_ratio(const hl_terms *terms, const hl_moments *control,
                                   const hl_moments *treatment)
{
    (void)terms;
    (void)control;
    (void)treatment;
    return (hl_log_ratio){HL_NONE, HL_NONE};
}

static hl_sample none_sample(const hl_terms *terms, const hl_moments *m)
{
    (void)terms;
    return (hl_sample){(double)m->n, HL_NONE, HL_NONE};
}

const hl_estimator hl_analysis__no_method = {"none",         none_arm,    none_compare, none_margin,
                                             none_log_ratio, none_sample, NULL};
