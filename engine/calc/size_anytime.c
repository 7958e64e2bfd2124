/* Always-valid plans: power at the planned end is that of the sequence that the analysis takes of
 * the same design (stats/sequence_power.h), with alpha / questions. */
#include <math.h>

#include "base/number.h"
#include "calc/size_plan.h"
#include "stats/root.h"
#include "stats/sequence_mixture.h"
#include "stats/sequence_power.h"

enum { UNSAID_LOOKS = 100 };

static hl_sequence_design design_of(const hl_size_plan *p, double users)
{
    const hl_size_request *r = p->request;
    return (hl_sequence_design){.is_rate = p->is_rate && r->touches <= 1,
                                .share = p->ratio / (1 + p->ratio),
                                .expected = r->baseline,
                                .units = users,
                                .alpha = r->alpha};
}

bool hl_calc__anytime_by_means(const hl_size_plan *p)
{
    hl_sequence_design design = design_of(p, HL_NAN);
    return hl_stats__sequence_plan(&design).exact == 0;
}

double hl_calc__anytime_critical(const hl_size_plan *p)
{
    double alpha = p->request->alpha;
    return hl_stats__sequence_critical(alpha / p->questions, hl_stats__sequence_growth(alpha));
}

static hl_power_arm arm_of(const hl_size_plan *p, double users, double level, double sd)
{
    return (hl_power_arm){
        users, level, (p->is_rate ? level * (1 - level) : sd * sd) / hl_calc__size_worth(p, users)};
}

double hl_calc__anytime_power(const hl_size_plan *p, double control_users, double difference)
{
    const hl_size_request *r = p->request;
    double treatment_users = control_users * p->ratio;
    double sd = p->is_rate ? HL_NAN : hl_calc__treatment_sd(p, difference);
    return hl_stats__sequence_power(&(hl_sequence_question){
        .design = design_of(p, control_users + treatment_users),
        .shares = p->is_rate,
        .control = arm_of(p, control_users, r->baseline, r->sd),
        .treatment = arm_of(p, treatment_users, r->baseline + difference, sd),
        .alpha = r->alpha / p->questions});
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
