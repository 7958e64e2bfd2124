/* Quantiles of units' values, from the distribution that the cells keep.
 *
 * The estimate of an arm is the type 7 quantile, its interval that of the order statistics between
 * which binomial counts (mid-p) put the quantile. Two arms: the region of pairs of values that both
 * arms' counts allow (stats/quantile_region.h). Its shadows are the interval of the difference and
 * of the lift; p and the margin's are the level at which it comes to touch their line. No standard
 * error enters, so ties, jumps and long tails do no harm.
 *
 * Where so few units have no order statistic that far out there is no interval and no test, and
 * HL_FLAG_TOO_FEW says so: the largest value is no upper limit of a 99.9 % point. */
#include "analysis/effect.h"
#include "analysis/quantile_interval.h"
#include "base/number.h"
#include "stats/quantile_region.h"
#include "stats/student_t.h"

static const double spread_conf = 0.95;

static double critical(double conf)
{
    return hl_stats__z_quantile((1 - conf) / 2);
}

static hl_quantile_interval interval_of(const hl_metric *metric, const hl_moments *m, double conf)
{
    static const hl_value_runs nothing = {0};
    return hl_analysis__quantile_interval(m->runs == NULL ? &nothing : m->runs, metric->quantile,
                                          conf);
}

static void arm(const hl_estimator_options *options, const hl_moments *m, hl_arm_estimate *out)
{
    hl_quantile_interval interval = interval_of(options->metric, m, options->conf);
    out->n = m->n;
    out->sum = m->sum[0];
    out->mean = interval.estimate;
    out->low = interval.low;
    out->high = interval.high;
}

static int64_t shared_at(const hl_value_runs *runs, double rank)
{
    size_t at = 0;
    size_t last = runs->count - 1;
    while (at < last) {
        size_t middle = at + (last - at) / 2;
        if ((double)runs->upto[middle] >= rank)
            last = middle;
        else
            at = middle + 1;
    }
    return runs->upto[at] - (at > 0 ? runs->upto[at - 1] : 0);
}

/* Is there a value in the quantile's interval that more units share than half of it holds? Then the
 * estimate stays, or jumps, and no spread describes it. Such a value holds the rank of an end, or
 * of the quantile. */
static bool is_tied(const hl_value_runs *runs, double quantile)
{
    double n = (double)runs->upto[runs->count - 1];
    double half = critical(spread_conf) * sqrt(n * quantile * (1 - quantile));
    double most = 0;
    for (int side = -1; side <= 1; side++)
        most = fmax(most, (double)shared_at(runs, n * quantile + side * half));
    return most >= 2 && most > half;
}

/* Two arms that have values. */
typedef struct two_arms {
    hl_run_values control, treatment;
    double c, t;             /* estimates */
    double share_of_control; /* of the variance of the difference, where the densities are alike */
    bool exist, exact;
    bool tied; /* in one arm or both */
} two_arms;

static hl_run_values values_of(const hl_moments *m)
{
    return (hl_run_values){m->runs->low, m->runs->high, m->runs->upto, m->runs->count};
}

static two_arms arms_of(const hl_metric *metric, const hl_moments *control,
                        const hl_moments *treatment)
{
    two_arms out = {.c = HL_NAN, .t = HL_NAN};
    if (control->runs == NULL || treatment->runs == NULL || control->runs->count == 0 ||
        treatment->runs->count == 0)
        return out;
    hl_quantile_interval c = interval_of(metric, control, spread_conf);
    hl_quantile_interval t = interval_of(metric, treatment, spread_conf);
    double n = (double)control->n + (double)treatment->n;
    return (two_arms){.control = values_of(control),
                      .treatment = values_of(treatment),
                      .c = c.estimate,
                      .t = t.estimate,
                      .share_of_control = (double)treatment->n / n,
                      .exist = true,
                      .exact = c.exact && t.exact,
                      .tied = is_tied(control->runs, metric->quantile) ||
                              is_tied(treatment->runs, metric->quantile)};
}

static hl_quantile_evidence fixed_evidence(const hl_metric *metric)
{
    return (hl_quantile_evidence){metric->quantile, hl_stats__count_midp, 0};
}

/* NaN where a limit does not exist. */
static hl_quantile_contrast contrast_of(const hl_metric *metric, const two_arms *arms, double conf)
{
    hl_quantile_evidence evidence = fixed_evidence(metric);
    hl_quantile_contrast none = {{HL_NAN, HL_NAN}, {HL_NAN, HL_NAN}, 1};
    if (!arms->exist)
        return none;
    hl_quantile_contrast out = hl_stats__quantile_contrast(
        &arms->control, &arms->treatment, &evidence, hl_stats__quantile_limit(conf, arms->tied));
    return isfinite(out.difference.low) && isfinite(out.difference.high) ? out : none;
}

/* A two-sided p and on which side of a line the treatment lies. */
typedef struct verdict {
    double p;
    int side;
} verdict;

/* Of "treatment = ratio * control + shift". */
static verdict judge(const hl_metric *metric, const two_arms *arms, double ratio, double shift)
{
    hl_quantile_evidence evidence = fixed_evidence(metric);
    hl_quantile_line line =
        hl_stats__quantile_line(&arms->control, &arms->treatment, &evidence, ratio, shift);
    return (verdict){line.side == 0 ? 1 : hl_stats__quantile_p(line.least, arms->tied), line.side};
}

static double deviate(const verdict *v)
{
    const double most = 38; /* where p is 0 */
    double z = v->p >= 1 ? 0 : v->p > 0 ? hl_stats__z_quantile(v->p / 2) : most;
    return v->side * z;
}

static void add_lift(const two_arms *arms, const hl_range *lift, hl_comparison *out)
{
    out->lift = (hl_estimate){arms->c == 0 ? HL_NAN : arms->t / arms->c - 1, lift->low, lift->high};
    if (!isnan(lift->low))
        return;
    out->flags |= HL_FLAG_ZERO_CONTROL;
    if (arms->c == 0)
        return;
    out->flags |= HL_FLAG_LOW_OPEN | HL_FLAG_HIGH_OPEN;
    out->lift.low = -(double)INFINITY;
    out->lift.high = (double)INFINITY;
}

/* The deviate of the test, in the standard errors that the interval is wide: with ties the estimate
 * may lie far from what the test can say of it. */
static void add_view(const hl_estimator_options *options, double z, hl_comparison *out)
{
    hl_analysis__normal_view(options, z * out->se, out->se, out);
}

static void compare(const hl_estimator_options *options, const hl_moments *control,
                    const hl_moments *treatment, hl_comparison *out)
{
    if (control->n == 0 || treatment->n == 0) {
        out->flags |= HL_FLAG_EMPTY_ARM;
        return;
    }
    two_arms arms = arms_of(options->metric, control, treatment);
    hl_quantile_contrast contrast = contrast_of(options->metric, &arms, options->conf);
    out->difference =
        (hl_estimate){arms.t - arms.c, contrast.difference.low, contrast.difference.high};
    out->flags |= arms.exact && contrast.exact ? 0 : HL_FLAG_APPROXIMATE;
    out->flags |= arms.tied ? HL_FLAG_TIES : 0;
    if (isnan(contrast.difference.low)) {
        out->flags |= HL_FLAG_TOO_FEW | (arms.c == 0 ? HL_FLAG_ZERO_CONTROL : 0);
        out->lift.estimate = arms.c == 0 ? HL_NAN : arms.t / arms.c - 1;
        return;
    }
    verdict equal = judge(options->metric, &arms, 1, 0);
    out->p = equal.p;
    out->se = (out->difference.high - out->difference.low) / (2 * critical(options->conf));
    out->se_control = out->se * sqrt(arms.share_of_control);
    out->df = (double)INFINITY;
    add_lift(&arms, &contrast.lift, out);
    add_view(options, deviate(&equal), out);
}

static hl_noninferiority margin_of(const hl_estimator_options *options, const hl_moments *control,
                                   const hl_moments *treatment, double margin, bool relative)
{
    two_arms arms = arms_of(options->metric, control, treatment);
    hl_quantile_contrast contrast = contrast_of(options->metric, &arms, options->conf);
    if (isnan(contrast.difference.low) || (relative && isnan(contrast.lift.low)))
        return (hl_noninferiority){HL_NAN, HL_NAN};
    bool up = options->metric->goal == HL_GOAL_INCREASE;
    double shift = up ? -margin : margin;
    double side = arms.c < 0 ? -1 : 1; /* a share of its size, whatever its sign */
    verdict at = relative ? judge(options->metric, &arms, 1 + side * shift, 0)
                          : judge(options->metric, &arms, 1, shift);
    double z = deviate(&at);
    double better = up ? z : -z;
    return (hl_noninferiority){hl_stats__z_upper(better), hl_stats__z_upper(-better)};
}

/* An interval as the variance of an estimate that is taken as normal: by its longer side, so that
 * an estimate at the end of its own interval does not look sure. */
static double variance_of(double low, double estimate, double high)
{
    double se = fmax(estimate - low, high - estimate) / critical(spread_conf);
    return isfinite(se) ? se * se : HL_NAN;
}

static hl_sample sample_of(const hl_estimator_options *options, const hl_moments *m)
{
    hl_quantile_interval interval = interval_of(options->metric, m, spread_conf);
    double variance = variance_of(interval.low, interval.estimate, interval.high);
    return (hl_sample){(double)m->n, interval.estimate, variance * (double)m->n};
}

static void open_lift(hl_comparison *out)
{
    out->anytime.low = -(double)INFINITY;
    out->anytime.high = (double)INFINITY;
}

void hl_analysis__quantile_sequence(const hl_estimator_options *options, const hl_moments *control,
                                    const hl_moments *treatment, double tightest_near,
                                    hl_comparison *out)
{
    two_arms arms = arms_of(options->metric, control, treatment);
    if (!arms.exist)
        return;
    hl_quantile_evidence evidence = {options->metric->quantile, hl_stats__count_sequence,
                                     hl_stats__count_sequence_strength(tightest_near)};
    hl_quantile_contrast view = hl_stats__quantile_contrast(&arms.control, &arms.treatment,
                                                            &evidence, -log(1 - options->conf));
    out->anytime.method = "quantile_sequence";
    out->anytime.p = fmin(
        1, exp(-hl_stats__quantile_line(&arms.control, &arms.treatment, &evidence, 1, 0).least));
    out->anytime.d_low = view.difference.low;
    out->anytime.d_high = view.difference.high;
    out->anytime.low = view.lift.low;
    out->anytime.high = view.lift.high;
    if (isnan(view.lift.low))
        open_lift(out);
    out->flags |= (isinf(out->anytime.low) ? HL_FLAG_ANYTIME_LOW_OPEN : 0) |
                  (isinf(out->anytime.high) ? HL_FLAG_ANYTIME_HIGH_OPEN : 0) |
                  (arms.exact && view.exact ? 0 : HL_FLAG_APPROXIMATE);
}

const hl_estimator hl_analysis__quantile = {"quantile_region", arm,  compare, margin_of, NULL,
                                            sample_of,         NULL, NULL};
