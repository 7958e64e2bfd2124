/* Deng, Xu, Kohavi & Walker (2013), Improving the sensitivity of online controlled experiments by
 * utilizing pre-experiment data.
 *
 *   theta = cov(y, x) / var(x) over both arms together (around the grand means)
 *   adjusted variance of an arm = vy + theta^2 vx - 2 theta cxy
 *
 * Hookline's own analysis uses stats/lin.h, which fits a slope in each arm. */
#include "stats/cuped.h"

#include <math.h>

#include "base/number.h"
#include "stats/product_difference.h"
#include "stats/student_t.h"

/* Sum of products around the grand means, from those around each arm's. */
static double joint(double within_c, double within_t, const hl_paired_sample *c,
                    const hl_paired_sample *t, double gap_a, double gap_b)
{
    return (c->n - 1) * within_c + (t->n - 1) * within_t +
           c->n * t->n / (c->n + t->n) * gap_a * gap_b;
}

/* vy + theta^2 vx - 2 theta cov as residual of the arm's own slope plus what theta misses of it:
 * when y nearly repeats x, nothing cancels. `other` is the other arm. */
static double adjusted_variance(const hl_paired_sample *s, const hl_paired_sample *other,
                                double sxx, double gap_x, double gap_y)
{
    if (!(s->var_x > 0) || !(sxx > 0)) {
        double theta = sxx > 0 ? joint(s->cov, other->cov, s, other, gap_x, gap_y) / sxx : 0;
        return s->var_y + theta * theta * s->var_x - 2 * theta * s->cov;
    }
    double residual = hl_stats__product_difference(s->var_y, s->var_x, s->cov, s->cov) / s->var_x;
    double between = s->n * other->n / (s->n + other->n) * gap_x;
    double missed =
        ((other->n - 1) * hl_stats__product_difference(other->cov, s->var_x, s->cov, other->var_x) +
         between * hl_stats__product_difference(gap_y, s->var_x, gap_x, s->cov)) /
        (sxx * s->var_x);
    return fmax(0, residual) + missed * missed * s->var_x;
}

hl_cuped hl_stats__cuped(const hl_paired_sample *c, const hl_paired_sample *t)
{
    double gap_x = t->mean_x - c->mean_x, gap_y = t->mean_y - c->mean_y;
    double sxx = joint(c->var_x, t->var_x, c, t, gap_x, gap_x);
    double sxy = joint(c->cov, t->cov, c, t, gap_x, gap_y);
    hl_cuped out = {.theta = sxx > 0 ? sxy / sxx : 0};
    double pooled_x = (c->n * c->mean_x + t->n * t->mean_x) / (c->n + t->n);
    out.control = (hl_sample){c->n, c->mean_y - out.theta * (c->mean_x - pooled_x),
                              adjusted_variance(c, t, sxx, gap_x, gap_y)};
    out.treatment = (hl_sample){t->n, t->mean_y - out.theta * (t->mean_x - pooled_x),
                                adjusted_variance(t, c, sxx, -gap_x, -gap_y)};
    out.difference = gap_y - out.theta * gap_x;
    double after = out.control.variance / c->n + out.treatment.variance / t->n;
    out.reduction = 1 - after / (c->var_y / c->n + t->var_y / t->n);
    return out;
}

hl_welch hl_stats__cuped_welch(const hl_cuped *cuped, double conf)
{
    const hl_sample *c = &cuped->control, *t = &cuped->treatment;
    return hl_stats__welch_terms(cuped->difference, c->variance / c->n, c->n - 1,
                                 t->variance / t->n, t->n - 1, conf);
}

hl_lift hl_stats__cuped_lift_gb(const hl_paired_sample *c, const hl_paired_sample *t, double conf)
{
    hl_cuped cuped = hl_stats__cuped(c, t);
    hl_welch welch = hl_stats__cuped_welch(&cuped, conf);
    hl_lift out = {HL_NAN, HL_NAN, HL_NAN, HL_NAN, HL_NAN, HL_NAN};
    if (isnan(welch.df) || c->mean_y == 0)
        return out;
    double theta = cuped.theta, r = t->mean_y / c->mean_y;
    double of_control = c->var_y * r * r - 2 * theta * c->cov * r + theta * theta * c->var_x;
    double variance = cuped.treatment.variance / t->n + of_control / c->n;
    out.lift = cuped.difference / fabs(c->mean_y);
    out.df = welch.df;
    out.se = sqrt(variance) / fabs(c->mean_y);
    out.low = out.lift - welch.critical * out.se;
    out.high = out.lift + welch.critical * out.se;
    out.p = 2 * hl_stats__t_upper(fabs(out.lift / out.se), out.df);
    return out;
}
