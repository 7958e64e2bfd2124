/* Power of the always-valid sequences, at the planned end: the chance that the very sequence that
 * the analysis takes (stats/sequence_plan.h) shows the effect there, with alpha / questions.
 *
 *   means   Z = d / se, its standard error estimated: rejects when d - c se > 0, whose mean and
 *           variance follow by the delta method. Times the chance that the counts carry it.
 *   labels  rejects when D = x_t - rho N > b(N), N = x_c + x_t, b the root of E(1) = questions /
 *           alpha; b at the mean of N and its slope b / (2 N), then D is normal.
 */
#include <math.h>

#include "base/number.h"
#include "calc/size_plan.h"
#include "stats/anytime_ratio.h"
#include "stats/root.h"
#include "stats/sequence_mean.h"
#include "stats/sequence_mixture.h"
#include "stats/sequence_plan.h"
#include "stats/student_t.h"

enum { UNSAID_LOOKS = 100 };
#define LEAST_UNITS         100.0 /* as stats/sequence_mean.c */
#define LEAST_CONTRIBUTIONS 30.0
#define ENOUGH_UNITS        10000.0

/* Two arms, by which of them is larger. */
typedef struct two_arms {
    double n[2];     /* independent touches */
    double users[2]; /* units */
    double level[2]; /* rate or mean */
    double share;    /* of the larger */
} two_arms;

static two_arms arms_of(const hl_size_plan *p, double control_users, double difference)
{
    int up = difference > 0;
    double n = hl_calc__size_worth(p, control_users);
    two_arms a;
    a.n[!up] = n;
    a.n[up] = n * p->ratio;
    a.users[!up] = control_users;
    a.users[up] = control_users * p->ratio;
    a.level[!up] = p->request->baseline;
    a.level[up] = p->request->baseline + difference;
    a.share = a.n[1] / (a.n[0] + a.n[1]);
    return a;
}

double hl_calc__anytime_critical(const hl_size_plan *p)
{
    double alpha = p->request->alpha;
    return hl_stats__sequence_critical(alpha / p->questions, hl_stats__sequence_growth(alpha));
}

/* ---- means */

/* The chance that so many expected contributions, which scatter as counts do, reach the least. */
static double carried(double expected)
{
    return hl_stats__z_upper((LEAST_CONTRIBUTIONS - 0.5 - expected) / sqrt(expected));
}

static double arm_carried(const hl_size_plan *p, const two_arms *a, int arm)
{
    double level = a->level[arm];
    if (a->users[arm] < LEAST_UNITS)
        return 0;
    if (p->is_rate)
        return carried(a->n[arm] * level) * carried(a->n[arm] * (1 - level));
    double sd = p->request->sd;
    double square = level * level;
    double spread = sd * sd * p->deff / p->request->touches;
    if (a->users[arm] >= ENOUGH_UNITS)
        return 1;
    return carried(a->users[arm] * square / (square + spread));
}

/* (1 - 2 rate) / (2 se n): how the standard error moves with the rate of an arm. */
static double slope_of(const two_arms *a, int arm, double se)
{
    return (1 - 2 * a->level[arm]) / (2 * se * a->n[arm]);
}

static double means_power(const hl_size_plan *p, const two_arms *a)
{
    double v[2], slope[2] = {0, 0}, c = p->critical, sd = p->request->sd;
    for (int i = 0; i < 2; i++)
        v[i] = (p->is_rate ? a->level[i] * (1 - a->level[i]) : sd * sd) / a->n[i];
    double se = sqrt(v[0] + v[1]), gap = a->level[1] - a->level[0] - c * se;
    for (int i = 0; p->is_rate && i < 2; i++)
        slope[i] = c * slope_of(a, i, se);
    double spread =
        sqrt((1 - slope[1]) * (1 - slope[1]) * v[1] + (1 + slope[0]) * (1 + slope[0]) * v[0]);
    return arm_carried(p, a, 0) * arm_carried(p, a, 1) * hl_stats__z_upper(-gap / spread);
}

/* ---- labels */

typedef struct label_boundary {
    double converters, share, a, b, threshold;
} label_boundary;

static double label_excess(double x, void *context)
{
    const label_boundary *l = context;
    return hl_stats__anytime_log_evidence(l->converters - x, x, l->share, 1, l->a, l->b) -
           l->threshold;
}

static double labels_power(const hl_size_plan *p, const two_arms *a, double strength)
{
    double x[2] = {a->n[0] * a->level[0], a->n[1] * a->level[1]}, rho = a->share;
    label_boundary l = {x[0] + x[1], rho, strength * rho, strength * (1 - rho),
                        log(p->questions / p->request->alpha)};
    double middle = rho * l.converters, at_middle = label_excess(middle, &l);
    double at_end = label_excess(l.converters, &l);
    if (!(at_middle < 0 && at_end > 0))
        return 0;
    double b = hl_stats__root(label_excess, &l, middle, at_middle, l.converters, at_end) - middle;
    double slope = b / (2 * l.converters);
    double up = 1 - rho - slope, down = rho + slope;
    double variance = up * up * x[1] * (1 - a->level[1]) + down * down * x[0] * (1 - a->level[0]);
    return hl_stats__z_upper((b - (1 - rho) * x[1] + rho * x[0]) / sqrt(variance));
}

double hl_calc__anytime_power(const hl_size_plan *p, double control_users, double difference)
{
    const hl_size_request *r = p->request;
    two_arms a = arms_of(p, control_users, difference);
    hl_sequence_plan s =
        hl_stats__sequence_plan(&(hl_sequence_design){.is_rate = p->is_rate && r->touches <= 1,
                                                      .share = a.share,
                                                      .expected = r->baseline,
                                                      .units = a.users[0] + a.users[1],
                                                      .alpha = r->alpha});
    return s.labels > 0 ? labels_power(p, &a, s.strength) : means_power(p, &a);
}

/* ---- solving */

typedef struct power_goal {
    const hl_size_plan *plan;
    double control_users, difference; /* what is given */
} power_goal;

static double excess_of_users(double log_users, void *context)
{
    const power_goal *g = context;
    return hl_calc__anytime_power(g->plan, exp(log_users), g->difference) - g->plan->request->power;
}

double hl_calc__anytime_users(const hl_size_plan *p, double difference)
{
    power_goal g = {p, HL_NAN, difference};
    double low = 0, high = log(1e15);
    double at_low = excess_of_users(low, &g), at_high = excess_of_users(high, &g);
    if (!(at_high > 0))
        return HL_INFINITY;
    return exp(hl_stats__root(excess_of_users, &g, low, at_low, high, at_high));
}

static double excess_of_effect(double difference, void *context)
{
    const power_goal *g = context;
    return hl_calc__anytime_power(g->plan, g->control_users, difference) - g->plan->request->power;
}

/* In doubling steps: a rate that leaves no zeros is not carried again. */
double hl_calc__anytime_effect(const hl_size_plan *p, double control_users, double direction)
{
    enum { DOUBLINGS = 40 };
    power_goal g = {p, control_users, HL_NAN};
    double base = p->request->baseline;
    double most = p->is_rate ? (direction > 0 ? 1 - base : base) : 100 * p->request->sd;
    double near = ldexp(direction * most, -DOUBLINGS), at_near = excess_of_effect(near, &g);
    for (int k = 1; k < DOUBLINGS && at_near < 0; k++) {
        double far = 2 * near, at_far = excess_of_effect(far, &g);
        if (at_far >= 0)
            return hl_stats__root(excess_of_effect, &g, near, at_near, far, at_far);
        near = far;
        at_near = at_far;
    }
    return HL_NAN;
}

/* ---- looking every day */

void hl_calc__anytime_looks(hl_size_plan *p, double control_users)
{
    const hl_size_request *r = p->request;
    double users = control_users * (1 + p->ratio * ((double)r->arms - 1));
    double days = isnan(r->traffic) ? UNSAID_LOOKS : ceil(users / r->traffic);
    double growth = hl_stats__sequence_growth(r->alpha);
    p->looks = (size_t)fmin(fmax(days, 1), HL_MOST_LOOKS);
    for (size_t k = 0; k < p->looks; k++) {
        p->t[k] = (double)(k + 1) / (double)p->looks;
        p->z[k] = hl_stats__sequence_critical(r->alpha / p->questions, growth * p->t[k]);
    }
}
