/* Planning. The level is that of the analysis: with several arms or primary metrics that of one
 * given question by the correction in force, for Holm and its like alpha / questions (the worst
 * case: nothing else is there), for Dunnett's its value for the planned allocation.
 *
 *   fixed             one z test at that level
 *   anytime           the sequence that the analysis takes (size_anytime.c); power at the planned
 *                     end, beside it that of looking every day until then
 *   group_sequential  the levels of the looks, each corrected as above; brought to the z test of
 *                     the same power: theta - z_power, where drift theta crosses the boundaries
 *                     with that power
 *
 * Rates: size_rates.c. Means: size_means.c. Touches: variance over m touches, times the design
 * effect. Of units with d_g touches whose correlation is icc, the mean over all touches has the
 * variance of sum d_g (1 + (d_g - 1) icc) / (sum d_g)^2 touches, so with mean m and coefficient of
 * variation cv
 *
 *   deff = 1 + ((1 + cv^2) m - 1) icc     (Kish 1965; Eldridge, Ashby & Kerry 2006)
 */
#include <math.h>
#include <stdbool.h>

#include "base/number.h"
#include "calc/size_plan.h"
#include "stats/dunnett.h"
#include "stats/root.h"
#include "stats/student_t.h"

enum { MOST_ARMS = 64 };

hl_size_request hl_size_defaults(void)
{
    return (hl_size_request){.baseline = HL_NAN,
                             .sd = HL_NAN,
                             .lift = HL_NAN,
                             .difference = HL_NAN,
                             .users = HL_NAN,
                             .power = 0.8,
                             .alpha = 0.05,
                             .arms = 2,
                             .metrics = 1,
                             .correction = HL_CORRECT_HOLM,
                             .control_share = HL_NAN,
                             .touches = 1,
                             .icc = 0,
                             .design_effect = HL_NAN,
                             .inference = HL_INFER_FIXED,
                             .looks = 5,
                             .spending = HL_SPEND_OBF,
                             .traffic = HL_NAN,
                             .buyers = HL_NAN};
}

const char *hl_lift_by_name(hl_lift_by lift_by)
{
    static const char *const names[] = {[HL_LIFT_BY_UNSAID] = "unsaid",
                                        [HL_LIFT_BY_RATE] = "rate",
                                        [HL_LIFT_BY_BASKET] = "basket",
                                        [HL_LIFT_BY_BOTH] = "both",
                                        [HL_LIFT_BY_SHIFT] = "shift"};
    return names[lift_by];
}

typedef hl_size_plan plan;

static hl_status check_touches(const hl_size_request *r, hl_error *err)
{
    if (!(r->touches >= 1) || isinf(r->touches))
        return hl_error_set(err, HL_REJECTED, "touches per user must be 1 or more");
    if (!(r->icc >= 0 && r->icc <= 1))
        return hl_error_set(err, HL_REJECTED, "icc must lie between 0 and 1");
    if (!(r->touches_cv >= 0) || isinf(r->touches_cv))
        return hl_error_set(err, HL_REJECTED,
                            "the coefficient of variation of touches must be 0 or more");
    if (isnan(r->design_effect))
        return HL_OK;
    if (!(r->design_effect > 0) || isinf(r->design_effect))
        return hl_error_set(err, HL_REJECTED, "the design effect must be above 0");
    if (r->icc > 0 || r->touches_cv > 0)
        return hl_error_set(err, HL_REJECTED,
                            "give the design effect, or icc and the spread of touches that make "
                            "it: not both");
    return HL_OK;
}

static hl_status check_spread(const hl_size_request *r, hl_error *err)
{
    bool grows = r->lift_by != HL_LIFT_BY_UNSAID && r->lift_by != HL_LIFT_BY_SHIFT;
    if (isnan(r->sd) && (r->lift_by != HL_LIFT_BY_UNSAID || !isnan(r->buyers)))
        return hl_error_set(err, HL_REJECTED,
                            "buyers, and how a lift comes, are of a mean: with its sd");
    if ((grows || !isnan(r->buyers)) && !(r->baseline > 0))
        return hl_error_set(err, HL_REJECTED, "a mean of buyers must be above 0");
    if (isnan(r->buyers))
        return HL_OK;
    if (!(r->buyers > 0 && r->buyers <= 1))
        return hl_error_set(err, HL_REJECTED, "the share of buyers must lie between 0 and 1");
    if (r->lift_by == HL_LIFT_BY_SHIFT || r->touches > 1)
        return hl_error_set(err, HL_REJECTED,
                            "buyers are of a mean per user, whose values no lift shifts");
    if (hl_calc__basket_spread(r) < 0)
        return hl_error_set(
            err, HL_REJECTED,
            "the sd is too small: with so few buyers it would be larger even if all "
            "their values were alike");
    return HL_OK;
}

static hl_status check(const hl_size_request *r, hl_error *err)
{
    bool is_rate = isnan(r->sd);
    if (isnan(r->baseline) || isinf(r->baseline))
        return hl_error_set(err, HL_REJECTED, "a baseline is needed");
    if (is_rate && !(r->baseline > 0 && r->baseline < 1))
        return hl_error_set(err, HL_REJECTED,
                            "the baseline is a rate between 0 and 1, or a mean with its sd");
    if (!is_rate && !(r->sd > 0 && isfinite(r->sd)))
        return hl_error_set(err, HL_REJECTED, "the sd must be above 0");
    if (!(r->alpha > 0 && r->alpha < 1))
        return hl_error_set(err, HL_REJECTED, "alpha must lie between 0 and 1");
    if (!(r->power > 0 && r->power < 1))
        return hl_error_set(err, HL_REJECTED, "power must lie between 0 and 1");
    if (!(r->power > r->alpha / 2))
        return hl_error_set(err, HL_REJECTED,
                            "power must be above alpha / 2, which chance alone reaches");
    if (r->arms < 2 || r->arms > MOST_ARMS)
        return hl_error_set(err, HL_REJECTED, "2 to %d arms are possible", MOST_ARMS);
    if (r->metrics < 1 || r->metrics > 1000)
        return hl_error_set(err, HL_REJECTED, "1 to 1000 primary metrics are possible");
    if (!isnan(r->control_share) && !(r->control_share > 0 && r->control_share < 1))
        return hl_error_set(err, HL_REJECTED, "the control's share must lie between 0 and 1");
    if (!isnan(r->users) && !(r->users >= 2 * (double)r->arms && r->users <= 1e15))
        return hl_error_set(err, HL_REJECTED, "at least two users in every arm are needed");
    if (!isnan(r->traffic) && !(r->traffic > 0))
        return hl_error_set(err, HL_REJECTED, "traffic must be above 0");
    hl_status status = check_touches(r, err);
    return status == HL_OK ? check_spread(r, err) : status;
}

/* A part of the baseline; of one that is not above 0 there is none: its sign would say the opposite
 * of the effect's. */
static double lift_of(const hl_size_request *r, double difference)
{
    return r->baseline > 0 ? difference / r->baseline : HL_NAN;
}

static double difference_of(const hl_size_request *r)
{
    return isnan(r->lift) ? r->difference : r->lift * r->baseline;
}

static hl_status check_effect(const hl_size_request *r, hl_error *err)
{
    if (!isnan(r->lift) && !isnan(r->difference))
        return hl_error_set(err, HL_REJECTED, "give the effect as a lift or as a difference");
    if (isnan(r->lift) && isnan(r->difference) && isnan(r->users))
        return hl_error_set(err, HL_REJECTED, "an effect or a number of users is needed");
    if (!isnan(r->lift) && !(r->baseline > 0))
        return hl_error_set(err, HL_REJECTED,
                            "a baseline that is not above 0 has no lift: give a difference");
    double difference = difference_of(r);
    if (difference == 0 || isinf(difference))
        return hl_error_set(err, HL_REJECTED, "the effect must not be 0");
    double rate = r->baseline + difference;
    if (isnan(r->sd) && !isnan(difference) && !(rate > 0 && rate < 1))
        return hl_error_set(err, HL_REJECTED, "the effect leads out of the rates 0 to 1");
    return HL_OK;
}

/* Can a lift of this size come that way? */
static hl_status check_way(const plan *p, double difference, hl_error *err)
{
    const hl_size_request *r = p->request;
    double f = 1 + difference / r->baseline;
    double most = r->lift_by == HL_LIFT_BY_RATE ? f : r->lift_by == HL_LIFT_BY_BOTH ? sqrt(f) : 1;
    if (p->is_rate || isnan(difference))
        return HL_OK;
    if (!(hl_calc__treatment_sd(p, difference) > 0) || (!isnan(r->buyers) && !(f > 0)))
        return hl_error_set(err, HL_REJECTED,
                            "no mean above 0 can change by that much in this way");
    if (r->buyers * most > 1)
        return hl_error_set(err, HL_REJECTED, "the effect leads to more buyers than users");
    return HL_OK;
}

static double design_effect(const hl_size_request *r)
{
    double of_a_touch = (1 + r->touches_cv * r->touches_cv) * r->touches; /* mean, over touches */
    return isnan(r->design_effect) ? 1 + (of_a_touch - 1) * r->icc : r->design_effect;
}

/* |Z| that one given question needs at this level of the whole. */
static double corrected_critical(const plan *p, double alpha)
{
    double lambda[MOST_ARMS];
    size_t k = p->request->arms - 1;
    if (p->request->correction != HL_CORRECT_DUNNETT)
        return hl_stats__z_quantile(alpha / p->questions / 2);
    for (size_t i = 0; i < k; i++)
        lambda[i] = sqrt(p->ratio / (p->ratio + 1));
    hl_dunnett dunnett = {lambda, k, HL_INFINITY, 2};
    double critical = hl_stats__dunnett_critical(&dunnett, 1 - alpha * (double)k / p->questions);
    /* so far out that no confidence can say it, Bonferroni's value is the same */
    return isfinite(critical) ? critical : hl_stats__z_quantile(alpha / p->questions / 2);
}

/* *sum: the probability of crossing above; NaN when there is none. */
static hl_status crossing_up(const plan *p, double theta, double *sum, hl_error *err)
{
    double up[HL_MOST_LOOKS], total;
    size_t looks = p->looks;
    hl_status status = hl_stats__crossing(p->t, p->z, looks, 2, theta, up, NULL, &total, err);
    *sum = isnan(total) ? HL_NAN : 0;
    for (size_t k = 0; k < looks && !isnan(total); k++)
        *sum += up[k];
    return status;
}

typedef struct drift_goal {
    const plan *plan;
    double power;
    hl_status status;
    hl_error *err;
} drift_goal;

static double drift_excess(double theta, void *context)
{
    drift_goal *goal = context;
    double up;
    hl_status status = crossing_up(goal->plan, theta, &up, goal->err);
    if (status != HL_OK)
        goal->status = status;
    return up - goal->power;
}

/* Lays the boundaries and finds the z test of the same power. */
static hl_status lay_looks(plan *p, hl_error *err)
{
    const hl_size_request *r = p->request;
    if (hl_spending_name(r->spending) == NULL)
        return hl_error_set(err, HL_REJECTED, "spending is obf, pocock, power or hsd");
    if (r->spending == HL_SPEND_POWER && !(r->spending_parameter > 0))
        return hl_error_set(err, HL_REJECTED, "spending by a power needs a parameter above 0");
    if (r->looks < 1 || r->looks > HL_MOST_LOOKS)
        return hl_error_set(err, HL_REJECTED, "1 to %d looks are possible", HL_MOST_LOOKS);
    p->looks = r->looks;
    for (size_t k = 0; k < r->looks; k++)
        p->t[k] = (double)(k + 1) / (double)r->looks;
    if (hl_stats__lan_demets(p->t, r->looks, r->alpha, 2, r->spending, r->spending_parameter, p->z,
                             err) != HL_OK)
        return HL_FAILED;
    if (isnan(p->z[0]))
        return hl_error_set(err, HL_REJECTED, "no boundaries for these looks and this alpha");
    for (size_t k = 0; k < r->looks; k++)
        if (isfinite(p->z[k]) && p->questions > 1)
            p->z[k] = corrected_critical(p, 2 * hl_stats__z_upper(p->z[k]));
    p->critical = p->z[r->looks - 1];
    drift_goal goal = {p, r->power, HL_OK, err};
    double theta =
        hl_stats__root(drift_excess, &goal, 0, drift_excess(0, &goal), 20, drift_excess(20, &goal));
    p->drift = theta;
    p->alpha = 2 * hl_stats__z_upper(theta - hl_stats__z_quantile(1 - r->power));
    return goal.status;
}

static hl_status lay_plan(plan *p, const hl_size_request *r, hl_error *err)
{
    double treatments = (double)r->arms - 1;
    *p = (plan){.request = r, .is_rate = isnan(r->sd)};
    p->questions = r->correction == HL_CORRECT_NONE ? 1 : treatments * (double)r->metrics;
    p->control_share = isnan(r->control_share) ? 1 / (double)r->arms : r->control_share;
    p->ratio = (1 - p->control_share) / treatments / p->control_share;
    p->deff = design_effect(r);
    switch (r->inference) {
    case HL_INFER_FIXED:
        p->critical = corrected_critical(p, r->alpha);
        break;
    case HL_INFER_ANYTIME:
        p->critical = hl_calc__anytime_critical(p);
        break;
    case HL_INFER_GROUP_SEQUENTIAL:
        return lay_looks(p, err);
    }
    p->alpha = 2 * hl_stats__z_upper(p->critical);
    return HL_OK;
}

double hl_calc__size_worth(const hl_size_plan *p, double control_users)
{
    return control_users * p->request->touches / p->deff;
}

/* No fewer than decide anything (HL_UNITS_LEAST); whether that takes more than were asked for. */
static bool count_users(const plan *p, double control, hl_size_answer *out)
{
    double least = HL_UNITS_LEAST * fmax(1, 1 / p->ratio);
    bool raised = control < least;
    control = raised ? least : control;
    out->control_users = ceil(control - 1e-9 * control);
    out->treatment_users = ceil(control * p->ratio * (1 - 1e-9));
    out->users = out->control_users + (double)(p->request->arms - 1) * out->treatment_users;
    return raised;
}

static hl_status solve_power(plan *p, double control, double difference, hl_size_answer *out,
                             hl_error *err)
{
    hl_status status = HL_OK;
    out->solved = HL_SIZE_POWER;
    if (p->request->inference == HL_INFER_ANYTIME) {
        out->power = hl_calc__anytime_power(p, control, difference);
        return HL_OK;
    }
    if (p->is_rate)
        status = hl_calc__rates_power(p, control, difference, &out->power, err);
    else
        status = hl_calc__means_power(p, control, difference, &out->power, err);
    if (status != HL_OK || p->request->inference != HL_INFER_GROUP_SEQUENTIAL)
        return status;
    double drift = hl_stats__z_quantile(p->alpha / 2) - hl_stats__z_quantile(out->power);
    p->drift = fmin(drift, 40);
    return crossing_up(p, p->drift, &out->power, err);
}

static hl_status solve_users(plan *p, double difference, hl_size_answer *out, hl_error *err)
{
    double control = 0;
    hl_status status = HL_OK;
    if (p->request->inference == HL_INFER_ANYTIME)
        control = hl_calc__anytime_users(p, difference);
    else if (p->is_rate)
        status = hl_calc__rates_users(p, difference, &control, err);
    else
        status = hl_calc__means_users(p, difference, &control, err);
    out->power = p->request->power;
    if (count_users(p, control, out) && status == HL_OK)
        status = solve_power(p, out->control_users, difference, out, err);
    out->solved = HL_SIZE_USERS;
    return status;
}

static hl_status solve_effect(const plan *p, double control, hl_size_answer *out, hl_error *err)
{
    const hl_size_request *r = p->request;
    hl_status status = HL_OK;
    out->solved = HL_SIZE_EFFECT;
    out->power = r->power;
    if (r->inference == HL_INFER_ANYTIME) {
        out->difference = hl_calc__anytime_effect(p, control, 1);
        out->difference_down = hl_calc__anytime_effect(p, control, -1);
    } else {
        hl_status (*solve)(const plan *, double, bool, double *, hl_error *) =
            p->is_rate ? hl_calc__rates_effect : hl_calc__means_effect;
        status = solve(p, control, true, &out->difference, err);
        if (status == HL_OK)
            status = solve(p, control, false, &out->difference_down, err);
    }
    out->lift = lift_of(r, out->difference);
    out->lift_down = lift_of(r, out->difference_down);
    if (isnan(out->difference) && isnan(out->difference_down))
        out->power = 0;
    return status;
}

/* What so many users can find, or with which power. */
static hl_status solve_for_users(plan *p, double difference, hl_size_answer *out, hl_error *err)
{
    double users = p->request->users;
    double control = users * p->control_share;
    out->control_users = floor(control);
    out->treatment_users = floor(control * p->ratio);
    out->users = users;
    if (fmin(out->control_users, out->treatment_users) < HL_UNITS_LEAST) {
        out->solved = isnan(difference) ? HL_SIZE_EFFECT : HL_SIZE_POWER;
        out->power = 0; /* nothing is decided by so few, whatever they show */
        return HL_OK;
    }
    if (!isnan(difference))
        return solve_power(p, control, difference, out, err);
    return solve_effect(p, control, out, err);
}

/* By the planned end, and how many users it takes on average until then: who looks every day, or at
 * the planned looks, sees a Z that drifts to what has the power at the end. The safe test has no
 * such Z. */
static hl_status until_then(plan *p, hl_size_answer *out, hl_error *err)
{
    double up[HL_MOST_LOOKS], down[HL_MOST_LOOKS], total = HL_NAN;
    bool anytime = p->request->inference == HL_INFER_ANYTIME;
    if (p->request->inference == HL_INFER_FIXED || !(out->power > 0 && out->power < 1) ||
        (anytime && !hl_calc__anytime_by_means(p)))
        return HL_OK;
    if (anytime) {
        p->drift = p->critical - hl_stats__z_quantile(out->power);
        hl_calc__anytime_looks(p, out->control_users);
    }
    hl_status status = hl_stats__crossing(p->t, p->z, p->looks, 2, p->drift, up, down, &total, err);
    if (status != HL_OK || isnan(total))
        return status;
    out->power_ever = anytime ? 0 : HL_NAN;
    out->users_at_stop = out->users;
    for (size_t k = 0; k < p->looks; k++) {
        out->power_ever += up[k];
        out->users_at_stop -= out->users * (up[k] + down[k]) * (1 - p->t[k]);
    }
    return HL_OK;
}

/* Control users against the plan of the same effect and power with two arms, one metric and one
 * look. */
static hl_status compare_simplest(const plan *p, hl_size_answer *out, hl_error *err)
{
    hl_size_request simplest = *p->request;
    hl_size_answer other;
    out->inflation = p->request->inference == HL_INFER_FIXED && p->questions == 1 ? 1 : HL_NAN;
    if (out->inflation == 1 || out->solved == HL_SIZE_POWER || !isfinite(out->users) ||
        !isfinite(out->difference))
        return HL_OK;
    simplest.inference = HL_INFER_FIXED;
    simplest.arms = 2;
    simplest.metrics = 1;
    simplest.control_share = 1 / (1 + p->ratio);
    simplest.lift = simplest.users = HL_NAN;
    simplest.difference = out->difference;
    hl_status status = hl_size_solve(&simplest, &other, err);
    if (status == HL_OK)
        out->inflation = out->control_users / other.control_users;
    return status;
}

hl_status hl_size_solve(const hl_size_request *request, hl_size_answer *answer, hl_error *err)
{
    plan p;
    hl_status status = check(request, err);
    if (status == HL_OK)
        status = check_effect(request, err);
    if (status == HL_OK)
        status = lay_plan(&p, request, err);
    if (status != HL_OK)
        return status;
    double difference = difference_of(request);
    status = check_way(&p, difference, err);
    if (status != HL_OK)
        return status;
    *answer = (hl_size_answer){.difference = difference,
                               .lift = isnan(request->lift) ? lift_of(request, difference)
                                                            : request->lift,
                               .lift_down = HL_NAN,
                               .difference_down = HL_NAN,
                               .treatment_sd = HL_NAN,
                               .critical = p.critical,
                               .design_effect = p.deff,
                               .power_ever = HL_NAN,
                               .users_at_stop = HL_NAN,
                               .days = HL_NAN};
    if (isnan(request->users))
        status = solve_users(&p, difference, answer, err);
    else
        status = solve_for_users(&p, difference, answer, err);
    if (status == HL_OK)
        status = until_then(&p, answer, err);
    if (!p.is_rate)
        answer->treatment_sd = hl_calc__treatment_sd(&p, answer->difference);
    if (status == HL_OK)
        status = compare_simplest(&p, answer, err);
    if (request->inference == HL_INFER_ANYTIME && !hl_calc__anytime_by_means(&p))
        answer->critical = HL_NAN;
    answer->days = ceil(answer->users / request->traffic);
    return status;
}
