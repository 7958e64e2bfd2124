/* Plans of means. The treatment's spread follows from how the lift comes, s and m being the
 * control's standard deviation and mean and f = 1 + lift:
 *
 *   shift   s                                        every value moves by the same
 *   basket  s f                                      every value grows by the factor
 *   rate    sqrt((s^2 + m^2) f - m^2 f^2)            more of the same values, fewer zeros
 *   both    sqrt((s^2 + m^2) f^1.5 - m^2 f^2)        sqrt f of either
 *   unsaid  the larger of the first two; of a share of buyers, basket; of a mean that is not above
 *           0, which no factor moves up or down, shift
 *
 * Read by a t test: normal, plus z^2/4 per arm for the estimated variance (Guenther 1981). With a
 * share of buyers read by the two-part score, and played out (stats/power_two_part.h). */
#include <math.h>

#include "base/number.h"
#include "calc/size_plan.h"
#include "stats/power_two_part.h"
#include "stats/root.h"
#include "stats/student_t.h"

static double factor_of(const hl_size_plan *p, double difference)
{
    return 1 + difference / p->request->baseline;
}

double hl_calc__treatment_sd(const hl_size_plan *p, double difference)
{
    const hl_size_request *r = p->request;
    double f = factor_of(p, difference), square = r->baseline * r->baseline;
    double raw = r->sd * r->sd + square;
    switch (r->lift_by) {
    case HL_LIFT_BY_RATE:
        return sqrt(raw * f - square * f * f);
    case HL_LIFT_BY_BASKET:
        return r->sd * fabs(f);
    case HL_LIFT_BY_BOTH:
        return sqrt(raw * pow(f, 1.5) - square * f * f);
    case HL_LIFT_BY_SHIFT:
        return r->sd;
    case HL_LIFT_BY_UNSAID:
        break;
    }
    double least = isnan(r->buyers) ? 1 : 0; /* of buyers, baskets are what is played */
    return r->baseline > 0 && isfinite(f) ? r->sd * fmax(least, fabs(f)) : r->sd;
}

double hl_calc__basket_spread(const hl_size_request *r)
{
    double cv = r->sd / r->baseline;
    return r->buyers * (cv * cv + 1) - 1;
}

/* ---- by a t test */

/* Variance of the difference of means, in both arms' worth of one control unit. */
static double variance_of(const hl_size_plan *p, double difference)
{
    double control = p->request->sd, treatment = hl_calc__treatment_sd(p, difference);
    return control * control + treatment * treatment / p->ratio;
}

static double t_users(const hl_size_plan *p, double difference)
{
    double za = hl_stats__z_quantile(p->alpha / 2);
    double z = za + hl_stats__z_quantile(1 - p->request->power);
    double n = z * z * variance_of(p, difference) / (difference * difference) + za * za / 4;
    return n / hl_calc__size_worth(p, 1);
}

static double t_power(const hl_size_plan *p, double control_users, double difference)
{
    double z = hl_stats__z_quantile(p->alpha / 2);
    double left = hl_calc__size_worth(p, control_users) - z * z / 4;
    return left > 0
               ? hl_stats__z_upper(z - fabs(difference) / sqrt(variance_of(p, difference) / left))
               : p->alpha / 2;
}

/* ---- by the two-part score */

static hl_two_part_plan buyers_plan(const hl_size_plan *p, double difference)
{
    const hl_size_request *r = p->request;
    double f = factor_of(p, difference);
    double more = r->lift_by == HL_LIFT_BY_RATE ? f : r->lift_by == HL_LIFT_BY_BOTH ? sqrt(f) : 1;
    return (hl_two_part_plan){r->buyers, more, f / more, p->alpha, p->ratio};
}

static bool is_played(const hl_size_plan *p)
{
    return !isnan(p->request->buyers);
}

/* ---- both */

typedef struct reading {
    const hl_size_plan *plan;
    double control_users, side; /* what is given */
    double start;               /* for the search of an effect */
    const hl_baskets *baskets;  /* NULL: a t test */
} reading;

static double power_of(const reading *r, double difference)
{
    if (r->baskets == NULL)
        return t_power(r->plan, r->control_users, difference);
    hl_two_part_plan plan = buyers_plan(r->plan, difference);
    bool can_be = plan.larger > 0 && plan.share * plan.more > 0 && plan.share * plan.more <= 1;
    return can_be ? hl_stats__power_two_part(&plan, r->baskets, r->control_users) : HL_NAN;
}

hl_status hl_calc__means_users(const hl_size_plan *p, double difference, double *control_users,
                               hl_error *err)
{
    hl_baskets baskets;
    *control_users = t_users(p, difference);
    if (!is_played(p))
        return HL_OK;
    hl_status status = hl_stats__baskets(hl_calc__basket_spread(p->request), &baskets, err);
    if (status != HL_OK)
        return status;
    hl_two_part_plan plan = buyers_plan(p, difference);
    *control_users = hl_stats__n_two_part(&plan, &baskets, p->request->power, *control_users);
    hl_stats__baskets_free(&baskets);
    return HL_OK;
}

hl_status hl_calc__means_power(const hl_size_plan *p, double control_users, double difference,
                               double *power, hl_error *err)
{
    hl_baskets baskets;
    reading r = {p, control_users, HL_NAN, HL_NAN, NULL};
    if (is_played(p)) {
        hl_status status = hl_stats__baskets(hl_calc__basket_spread(p->request), &baskets, err);
        if (status != HL_OK)
            return status;
        r.baskets = &baskets;
    }
    *power = power_of(&r, difference);
    if (is_played(p))
        hl_stats__baskets_free(&baskets);
    return HL_OK;
}

/* t standard deviations, or where the values grow by a factor e^t. */
static double effect_at(const reading *r, double t)
{
    const hl_size_request *q = r->plan->request;
    bool grows = q->lift_by != HL_LIFT_BY_SHIFT && q->lift_by != HL_LIFT_BY_UNSAID;
    return grows || r->baskets != NULL ? q->baseline * expm1(r->side * t) : r->side * t * q->sd;
}

/* Outward in doubling steps, or where there cannot be such an effect halfway to it, until it is
 * found with the power; NaN when none is. `near` lies within. */
static double found_at(const reading *r, double *near)
{
    enum { FARTHEST = 16 };
    double goal = r->plan->request->power, limit = FARTHEST;
    double t = r->start;
    while (limit - *near > 1e-3 * limit) {
        double reached = power_of(r, effect_at(r, t));
        if (reached >= goal)
            return t;
        *(isnan(reached) ? &limit : near) = t;
        t = fmin(2 * *near, (*near + limit) / 2);
        if (*near == 0)
            t = limit / 2;
    }
    return HL_NAN;
}

static double least_effect(const reading *r)
{
    double near = 0, far = found_at(r, &near);
    double precision = r->baskets == NULL ? 1e-13 : 3e-3; /* what is played is a share of runs */
    while (far - near > precision * far) {
        double middle = (near + far) / 2;
        *(power_of(r, effect_at(r, middle)) >= r->plan->request->power ? &far : &near) = middle;
    }
    return effect_at(r, far);
}

hl_status hl_calc__means_effect(const hl_size_plan *p, double control_users, bool upper,
                                double *difference, hl_error *err)
{
    hl_baskets baskets;
    reading r = {p, control_users, upper ? 1 : -1, 1e-12, NULL};
    *difference = least_effect(&r);
    if (!is_played(p))
        return HL_OK;
    hl_status status = hl_stats__baskets(hl_calc__basket_spread(p->request), &baskets, err);
    if (status != HL_OK)
        return status;
    double near = fabs(log1p(*difference / p->request->baseline));
    r.start = near < 1 ? 0.8 * near : 1;
    r.baskets = &baskets;
    *difference = least_effect(&r);
    hl_stats__baskets_free(&baskets);
    return HL_OK;
}
