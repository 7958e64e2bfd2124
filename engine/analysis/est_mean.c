/* Means per unit: Welch's test, its t interval of the difference, and Fieller's set for the lift
 * with the same statistic and critical value. */
#include "analysis/effect.h"
#include "base/number.h"
#include "stats/fieller.h"
#include "stats/student_t.h"
#include "stats/welch.h"

static hl_sample sample_of(const hl_moments *m)
{
    return (hl_sample){(double)m->n, m->mean[0], m->cov[0][0]};
}

static void mean_arm(const hl_terms *terms, const hl_moments *m, hl_arm_estimate *out)
{
    out->n = m->n;
    out->sum = m->sum[0];
    out->mean = m->n > 0 ? m->mean[0] : HL_NONE;
    out->low = out->high = HL_NONE;
    if (m->n < 2)
        return;
    double n = (double)m->n;
    double half = hl_stats__t_quantile((1 - terms->conf) / 2, n - 1) * sqrt(m->cov[0][0] / n);
    out->low = out->mean - half;
    out->high = out->mean + half;
}

static hl_flags sample_flags(const hl_moments *control, const hl_moments *treatment)
{
    if (control->n == 0 || treatment->n == 0)
        return HL_FLAG_EMPTY_ARM;
    return control->n < 2 || treatment->n < 2 ? HL_FLAG_TOO_FEW : 0;
}

static void mean_compare(const hl_terms *terms, const hl_moments *control,
                         const hl_moments *treatment, hl_comparison *out)
{
    hl_flags thin = sample_flags(control, treatment);
    if (thin != 0)
        hl_analysis__blank(out, thin);
    if (thin & HL_FLAG_EMPTY_ARM)
        return;
    hl_sample c = sample_of(control);
    hl_sample t = sample_of(treatment);
    hl_mean_pair pair = hl_stats__mean_pair(&c, &t);
    hl_welch welch = thin == 0 ? hl_stats__welch(&c, &t, terms->conf) : hl_analysis__no_welch();
    hl_analysis__from_welch(terms, &welch, &pair, out);
}

static double mean_p_above(const hl_terms *terms, const hl_moments *control,
                           const hl_moments *treatment, double shift, bool relative)
{
    (void)terms;
    if (sample_flags(control, treatment) != 0)
        return HL_NONE;
    hl_sample c = sample_of(control);
    hl_sample t = sample_of(treatment);
    double factor = relative ? 1 + shift : 1;
    hl_welch welch = hl_stats__welch_terms(t.mean - factor * c.mean - (relative ? 0 : shift),
                                           factor * factor * c.variance / c.n, c.n - 1,
                                           t.variance / t.n, t.n - 1, 0.95);
    return welch.p_greater;
}

static hl_log_ratio mean_log_ratio(const hl_terms *terms, const hl_moments *control,
                                   const hl_moments *treatment)
{
    (void)terms;
    hl_sample c = sample_of(control);
    hl_sample t = sample_of(treatment);
    hl_mean_pair pair = hl_stats__mean_pair(&c, &t);
    return sample_flags(control, treatment) != 0 ? (hl_log_ratio){HL_NONE, HL_NONE}
                                                 : hl_analysis__pair_log_ratio(&pair);
}

const hl_estimator hl_analysis__welch = {"welch_fieller", mean_arm, mean_compare, mean_p_above,
                                         mean_log_ratio};
