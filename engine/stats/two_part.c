/* A score test of two means that are mostly zeros. The idea of a mean in two parts, the share of
 * units with a value and the size of these values: Aitchison, J. (1955), On the distribution of a
 * positive random variable having a discrete probability mass at the origin, JASA 50:901-908. The
 * score principle with its skewness: Laud, P. J. (2017), Pharmaceutical Statistics 16:334-348. The
 * monotone transformation: Hall, P. (1992), On the removal of skewness by transformation, JRSS B
 * 54:221-228. Their combination is ours; docs/statistics/two_part_score.md says how it was found.
 *
 * Under the hypothesis that the ratio of means is r, with s_a the share of values that are not 0,
 * and these values of both arms scaled to mean 1 and pooled (squared coefficient of variation e,
 * third central moment t):
 *
 *   d     = log(mean_t / mean_c) - log r, shared out over both shares and both mean values in
 *           proportion to their variances (1 - s_a) / (n_a s_a) and e / b_a: the shares become
 *           s_t exp(-l (1 - s_t) / (n_t s_t)), s_c exp(l (1 - s_c) / (n_c s_c)), l = d / sum
 *   cv_a  = (e + 1 - s_a) / s_a, the squared coefficient of variation of a unit's value
 *   m     = (w_c mean_c + w_t mean_t / r) / (w_c + w_t), w_a = n_a / cv_a
 *   v_a   = cv_a / n_a;  k_a = (t + 3 e (1 - s_a) + (1 - s_a) (1 - 2 s_a)) / (s_a n_a)^2
 *   o_a   = what v_a is by the arm's own variance, taken along from its own mean to m:
 *           own_a (mean_a / m)^(2 - c), c = k_a / v_a^2 between 0 and 1.5: the power with which
 *           the variance of a mean goes with the mean
 *   v_a'  = (1 - q) max(v_a, o_a) + q o_a,  q = 1 / (1 + 10 k_a^2 / v_a^3)
 *   z     = (mean_t / (r m) - mean_c / m) / sqrt(v),  v = v_c' + v_t',  A = (k_t - k_c) / (6 v^1.5)
 *   z'    = z - A (z^2 - 1) + A^2 z^3 / 3
 *
 * all in units of m, so nothing depends on the scale of the values. Of a hypothesis about the
 * difference m (r - 1) the treatment's relative departure counts r times: its share takes r l, w_t
 * becomes w_t / r, and z = (r (mean_t / (r m) - 1) - (mean_c / m - 1)) / sqrt(v_c' + r^2 v_t'),
 * with r^3 k_t in A. Where both arms have as many units the skewness of the arms balances in the
 * ratio and not in the difference, and few skewed values do not tell how large it is: so this z has
 * the weight 1 - p and that of the ratio r the weight p = (1 - q^2) (4 n_c n_t / (n_c + n_t)^2)^2,
 * q the smaller one of both arms. To first order |z of the ratio| is the smaller one (by Cauchy and
 * Schwarz; a twentieth smaller at r = 2 and equal variances). At r = 1 all are the same.
 *
 * The own variance counts for
 * more as the skewness of the arm's mean vanishes: for values without skewness and for large arms
 * the statistic is Welch's and Fieller's. */
#include "stats/two_part.h"

#include <math.h>
#include <stddef.h>

#include "base/number.h"
#include "stats/root.h"
#include "stats/student_t.h"

#define OWN_SHARE  10  /* of q: found by simulation, see the page */
#define MOST_POWER 1.5 /* of c: at 2 an interval may have no end */
#define FARTHEST   60  /* |log r|: a ratio of 1e26 is as good as none */

/* One arm under a hypothesis, in units of its mean. */
typedef struct arm_under {
    double gap; /* observed mean - 1 */
    double variance, third;
    double own; /* q: how far the arm's own variance counts */
} arm_under;

typedef struct hypothesis {
    double m; /* the control's mean */
    arm_under arm[2];
} hypothesis;

typedef struct search {
    const hl_two_part *test;
    double critical;
    double (*z)(const hl_two_part *test, double x);
} search;

static double squared_spread(const hl_two_part_arm *arm, double share)
{
    double cv = arm->variance * (arm->n - 1) / arm->n / (arm->mean * arm->mean);
    return fmax(0, share * cv - (1 - share));
}

static double third_of_values(const hl_two_part_arm *arm, double share, double spread)
{
    double of_all = arm->third / (arm->mean * arm->mean * arm->mean);
    return share * share * of_all - 3 * spread * (1 - share) - (1 - share) * (1 - 2 * share);
}

bool hl_stats__two_part_not_negative(const hl_two_part_arm *arm)
{
    double cv = arm->variance * (arm->n - 1) / arm->n / (arm->mean * arm->mean);
    double third = arm->third / (arm->mean * arm->mean * arm->mean);
    double second_raw = 1 + cv, third_raw = 1 + 3 * cv + third;
    return arm->mean > 0 && third_raw >= second_raw * second_raw;
}

static bool has_answer(const hl_two_part_arm *arm)
{
    return arm->nonzero >= HL_TWO_PART_LEAST && arm->mean > 0 && arm->variance > 0 &&
           isfinite(arm->third);
}

bool hl_stats__two_part(const hl_two_part_arm *control, const hl_two_part_arm *treatment,
                        hl_two_part *out)
{
    const hl_two_part_arm *arms[2] = {control, treatment};
    if (!has_answer(control) || !has_answer(treatment))
        return false;
    double spread = 0, third = 0, all = control->nonzero + treatment->nonzero;
    for (int i = 0; i < 2; i++) {
        const hl_two_part_arm *a = arms[i];
        double share = a->nonzero / a->n;
        double own_spread = squared_spread(a, share);
        out->arm[i].n = a->n;
        out->arm[i].nonzero = a->nonzero;
        out->arm[i].share = share;
        out->arm[i].mean = a->mean;
        out->arm[i].own = a->variance / a->n / (a->mean * a->mean);
        spread += a->nonzero * own_spread;
        third += a->nonzero * third_of_values(a, share, own_spread);
    }
    out->spread = spread / (all - 2);
    out->third = third / all;
    double vc = control->variance / control->n, vt = treatment->variance / treatment->n;
    double part = vc / (vc + vt);
    out->df = 1 / (part * part / (control->n - 1) + (1 - part) * (1 - part) / (treatment->n - 1));
    return true;
}

/* Variance and third cumulant of the arm's mean, in units of its mean, by the values of both. */
static void pooled_moments(const hl_two_part *test, int i, double share, arm_under *out)
{
    double counted = test->arm[i].n * share, none = 1 - share;
    out->variance = (test->spread + none) / counted;
    out->third =
        (test->third + 3 * test->spread * none + none * (1 - 2 * share)) / (counted * counted);
}

/* Lets the arm's own variance have its say. ratio: observed mean / mean under the hypothesis. */
static void heed_own(double own, double ratio, arm_under *arm)
{
    double power = fmin(fmax(arm->third / (arm->variance * arm->variance), 0), MOST_POWER);
    double mine = own * pow(ratio, 2 - power);
    double skewness2 = arm->third * arm->third / (arm->variance * arm->variance * arm->variance);
    double q = arm->own = 1 / (1 + OWN_SHARE * skewness2);
    arm->variance = (1 - q) * fmax(arm->variance, mine) + q * mine;
}

/* Everything under the hypothesis that the ratio of means is e^x. weight: how much the treatment's
 * relative departure counts against the control's: 1 for a hypothesis about the ratio, e^x for one
 * about the difference (the gradients of log m_t - log m_c and of m_t - m_c). */
static hypothesis under(const hl_two_part *test, double x, double weight)
{
    double toward[2] = {1, -weight};
    double share[2], of_share[2], all = 0;
    for (int i = 0; i < 2; i++) {
        share[i] = test->arm[i].share;
        of_share[i] = (1 - share[i]) / test->arm[i].nonzero;
        all += fabs(toward[i]) * (of_share[i] + test->spread / test->arm[i].nonzero);
    }
    double shared = (log(test->arm[1].mean / test->arm[0].mean) - x) / all;
    hypothesis out;
    for (int i = 0; i < 2; i++) {
        share[i] = fmin(1, share[i] * exp(toward[i] * shared * of_share[i]));
        pooled_moments(test, i, share[i], &out.arm[i]);
    }
    double scaled = test->arm[1].mean * exp(-x); /* of the treatment, in the control's terms */
    double wc = 1 / out.arm[0].variance, wt = 1 / (weight * out.arm[1].variance);
    out.m = (wc * test->arm[0].mean + wt * scaled) / (wc + wt);
    double ratio[2] = {test->arm[0].mean / out.m, scaled / out.m};
    for (int i = 0; i < 2; i++) {
        out.arm[i].gap = ratio[i] - 1;
        heed_own(test->arm[i].own, ratio[i], &out.arm[i]);
    }
    return out;
}

static double z_of(const hypothesis *h, double weight)
{
    const arm_under *c = &h->arm[0], *t = &h->arm[1];
    double variance = c->variance + weight * weight * t->variance;
    double third = weight * weight * weight * t->third - c->third;
    double z = (weight * t->gap - c->gap) / sqrt(variance);
    double a = third / (6 * variance * sqrt(variance));
    return z - a * (z * z - 1) + a * a * z * z * z / 3;
}

double hl_stats__two_part_z_ratio(const hl_two_part *test, double x)
{
    hypothesis h = under(test, x, 1);
    return z_of(&h, 1);
}

/* Of the difference m (e^x - 1), which goes with the ratio e^x. */
static double z_difference_at(const hl_two_part *test, double x)
{
    hypothesis h = under(test, x, exp(x));
    double nc = test->arm[0].n, nt = test->arm[1].n, n = nc + nt;
    double q = fmin(h.arm[0].own, h.arm[1].own), alike = 4 * nc * nt / (n * n);
    double part = (1 - q * q) * alike * alike;
    return (1 - part) * z_of(&h, exp(x)) + part * hl_stats__two_part_z_ratio(test, x);
}

static double difference_at(const hl_two_part *test, double x)
{
    return under(test, x, exp(x)).m * expm1(x);
}

double hl_stats__two_part_p(const hl_two_part *test)
{
    return fmin(1, 2 * hl_stats__t_upper(fabs(hl_stats__two_part_z_ratio(test, 0)), test->df));
}

static double above(double x, void *context)
{
    const search *s = context;
    return s->z(s->test, x) - s->critical;
}

/* The largest x below the estimate at which z passes the critical value; -INFINITY where there is
 * none. Whether no effect (x = 0) lies beyond it is asked of the test there, so that the interval
 * agrees with p whatever z does between. */
static double low_end(search *s)
{
    double inside = log(s->test->arm[1].mean / s->test->arm[0].mean);
    double end = -FARTHEST, g_none = inside > 0 ? above(0, s) : -1;
    hypothesis h = under(s->test, inside, 1);
    double step = s->critical * sqrt(h.arm[0].variance + h.arm[1].variance);
    if (inside > 0 && !(g_none > 0))
        inside = 0;
    else if (inside > 0)
        end = 0;
    double g_inside = above(inside, s);
    if (!(g_inside < 0))
        return inside;
    while (inside > end) {
        double outside = fmax(inside - step, end), g = above(outside, s);
        if (g > 0)
            return hl_stats__root(above, s, outside, g, inside, g_inside);
        inside = outside, g_inside = g;
        step *= 2;
    }
    return -HL_INFINITY;
}

/* Exchanging the arms mirrors z, so the upper limit is the mirrored lower one of exchanged arms. */
static hl_two_part exchanged(const hl_two_part *test)
{
    hl_two_part out = *test;
    out.arm[0] = test->arm[1];
    out.arm[1] = test->arm[0];
    return out;
}

hl_range hl_stats__two_part_lift(const hl_two_part *test, double critical)
{
    hl_two_part other = exchanged(test);
    search low = {test, critical, hl_stats__two_part_z_ratio};
    search high = {&other, critical, hl_stats__two_part_z_ratio};
    return (hl_range){expm1(low_end(&low)), expm1(-low_end(&high))};
}

static double low_difference(const hl_two_part *test, double critical)
{
    search s = {test, critical, z_difference_at};
    double x = low_end(&s);
    return isinf(x) ? x : difference_at(test, x);
}

hl_range hl_stats__two_part_difference(const hl_two_part *test, double critical)
{
    hl_two_part other = exchanged(test);
    return (hl_range){low_difference(test, critical), -low_difference(&other, critical)};
}

static double beyond(double x, void *context)
{
    const search *s = context;
    return difference_at(s->test, x) - s->critical;
}

double hl_stats__two_part_z_difference(const hl_two_part *test, double d)
{
    search s = {test, d, NULL};
    double sign = d < 0 ? -1 : 1, near = 0, g_near = -d, step = 1.0 / 64;
    while (d != 0 && fabs(near) < FARTHEST) {
        double far = near + sign * step, g = beyond(far, &s);
        if (g * sign >= 0)
            return z_difference_at(test, hl_stats__root(beyond, &s, near, g_near, far, g));
        near = far, g_near = g;
        step *= 2;
    }
    return d == 0 ? z_difference_at(test, 0) : HL_NAN;
}

double hl_stats__two_part_expected(const hl_two_part_arm *control, const hl_two_part_arm *treatment)
{
    double all = control->nonzero + treatment->nonzero;
    return all * fmin(control->n, treatment->n) / (control->n + treatment->n);
}

double hl_stats__effective_values(const hl_two_part_arm *arm)
{
    double squares = arm->variance * (arm->n - 1) / arm->n + arm->mean * arm->mean;
    return squares > 0 ? arm->n * arm->mean * arm->mean / squares : HL_NAN;
}
