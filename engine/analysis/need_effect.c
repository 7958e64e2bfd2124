/* How many more units show the effect of a primary metric, given the data at hand.
 *
 * What a true effect of a given size needs is steady from night to night; what the present estimate
 * would need, were it true, is not: of four nights it said 21,000, 130,000, 28,000, 94,000. So the
 * effect is the declared one that is worth shipping, else the one that the planned units are for,
 * and the estimate only where the number that it gives is known within a factor of four and would
 * not be another one tomorrow; otherwise no number. A fixed sample with planned units is read once,
 * when they are in: of it is said how likely that look shows the effect. docs/statistics/verdict.md
 * has the formulas. */
#include "analysis/need.h"

#include "analysis/pace.h"
#include "analysis/projection.h"
#include "analysis/reasons.h"
#include "base/number.h"

#define QUARTILE      0.6745 /* the true effect is as likely as not within so many standard errors */
#define MOST_APART    4 /* as many times the units at one quartile of the effect as at the other */
#define MOST_CHANGE   0.25 /* from a day to the next, at a quartile of what a day adds */
#define LARGER        1.1  /* as many times the units: with as many again this one was the answer */
#define LEVEL_UNKNOWN 0.2  /* standard errors over the control's level, of which worth is a part */

bool hl_analysis__stands_out(const hl_comparison *comparison)
{
    return comparison->se > 0 && fabs(comparison->difference.estimate) > comparison->se / 2;
}

static double units_for(hl_projection *p, double effect, double power)
{
    return hl_analysis__more_units(p->context, p->metric, hl_analysis__times_for(p, effect, power));
}

static double sign_of(const hl_context *context, size_t metric)
{
    return context->design->metrics[metric].goal == HL_GOAL_INCREASE ? 1 : -1;
}

/* The effect that the definition asks for; NaN where it does not, or where its size is not known.
 */
static double worth_of(const hl_context *context, size_t metric, const hl_comparison *c)
{
    double level = context->metrics[metric].arms[c->control].mean;
    bool known = level > 0 && c->se_control <= LEVEL_UNKNOWN * level;
    return known ? sign_of(context, metric) * context->design->metrics[metric].worth * level
                 : HL_NAN;
}

static double planned_effect(const hl_context *context, size_t metric, hl_projection *p)
{
    double counted = hl_analysis__counted_units(context, metric);
    if (!(context->design->planned_units > 0) || !(counted > 0))
        return HL_NAN;
    return hl_analysis__effect_shown_at(p, context->design->planned_units / counted,
                                        sign_of(context, metric), 1 - HL_NEED_TAIL);
}

static hl_need none_of(const hl_projection *p, hl_need_state why)
{
    return (hl_need){why,
                     p->comparison,
                     p->metric,
                     HL_NAN,
                     HL_NAN,
                     HL_NAN,
                     p->comparison->difference.estimate,
                     HL_FOUND_UNITS_NEEDED,
                     1 - HL_NEED_TAIL};
}

/* Where planned looks are left, and none of them shows the effect with the power that is asked for:
 * how likely the last does. Of a fixed sample with a plan the only one, whatever it shows. */
static hl_need at_plan_end(hl_projection *p, double effect)
{
    double f = hl_analysis__times_at_end(p->context, p->metric);
    hl_need out = none_of(p, isnan(f) ? HL_NEED_NEVER : HL_NEED_PLAN_END);
    out.effect = effect;
    out.code = HL_FOUND_PLAN_END_SHOWS;
    if (isnan(f))
        return out;
    out.units = hl_analysis__more_units(p->context, p->metric, f);
    out.power = hl_analysis__power_at_end(p, effect);
    return out;
}

static hl_need for_assumed(hl_projection *p, double effect, hl_finding_code code)
{
    if (hl_analysis__waits_for_planned_end(p->context))
        return at_plan_end(p, effect);
    double units = units_for(p, effect, 1 - HL_NEED_TAIL);
    if (!isfinite(units) && p->context->out->look_levels != NULL)
        return at_plan_end(p, effect);
    return (hl_need){isfinite(units) ? HL_NEED_UNITS : HL_NEED_NEVER,
                     p->comparison,
                     p->metric,
                     units,
                     units_for(p, effect, HL_NEED_MEDIAN),
                     units_for(p, effect, HL_NEED_SURE),
                     effect,
                     code,
                     1 - HL_NEED_TAIL};
}

/* Whether the units that an estimate gives are known well enough to be said, and will still be
 * tomorrow, when a day's units have moved it. */
static bool is_steady(hl_projection *p, const hl_need *n)
{
    const hl_context *context = p->context;
    double counted = hl_analysis__counted_units(context, p->metric);
    double all = hl_analysis__all_units(context), side = n->effect > 0 ? 1 : -1;
    double pace = hl_analysis__pace(context);
    if (!isfinite(n->high) || !(n->high + all <= MOST_APART * (n->low + all)))
        return false;
    if (isnan(pace))
        return true;
    double step = side * QUARTILE * p->comparison->se * sqrt(fmin(pace / counted, 1));
    double more = units_for(p, n->effect - step, 1 - HL_NEED_TAIL) - pace;
    double less = units_for(p, n->effect + step, 1 - HL_NEED_TAIL) - pace;
    return more <= (1 + MOST_CHANGE) * n->units && less >= (1 - MOST_CHANGE) * n->units;
}

static hl_need for_estimate(hl_projection *p)
{
    const hl_comparison *c = p->comparison;
    double effect = c->difference.estimate, step = (effect > 0 ? 1 : -1) * QUARTILE * c->se;
    if (!hl_analysis__stands_out(c))
        return none_of(p, HL_NEED_NO_EFFECT);
    hl_need out = none_of(p, HL_NEED_UNITS);
    out.units = units_for(p, effect, 1 - HL_NEED_TAIL);
    double larger = units_for(p, effect + step, 1 - HL_NEED_TAIL);
    double smaller =
        effect * (effect - step) > 0 ? units_for(p, effect - step, 1 - HL_NEED_TAIL) : HL_INFINITY;
    out.low = fmin(larger, smaller); /* next to 100 % a larger effect may take more */
    out.high = fmax(larger, smaller);
    bool looks = !isnan(hl_analysis__times_at_end(p->context, p->metric));
    if (isfinite(out.units) && is_steady(p, &out))
        return out;
    return looks ? at_plan_end(p, effect) : none_of(p, HL_NEED_UNSTEADY);
}

bool hl_analysis__declares_effect(const hl_context *context, size_t metric)
{
    return context->design->metrics[metric].worth > 0 || context->design->planned_units > 0;
}

/* Where the effect moves by jumps more units need not narrow its interval. */
static bool is_projected(const hl_comparison *c)
{
    return c->se > 0 && !(c->flags & HL_FLAG_TIES);
}

/* What is declared, and by what; NaN where nothing is, or its size is not known. */
static double declared_effect(hl_projection *p, hl_finding_code *by)
{
    double worth = worth_of(p->context, p->metric, p->comparison);
    *by = isnan(worth) ? HL_FOUND_UNITS_NEEDED_AS_PLANNED : HL_FOUND_UNITS_NEEDED_FOR_WORTH;
    return isnan(worth) ? planned_effect(p->context, p->metric, p) : worth;
}

hl_need hl_analysis__need_of_effect(const hl_context *context, size_t metric,
                                    const hl_comparison *c)
{
    hl_projection p = {.context = context, .comparison = c, .metric = metric};
    hl_finding_code by;
    if (!is_projected(c))
        return none_of(&p, c->se > 0 ? HL_NEED_UNPROJECTED : HL_NEED_TOO_EARLY);
    if (c->gain.worth_excluded)
        return none_of(&p, HL_NEED_EXCLUDED);
    p = hl_analysis__project(context, metric, c);
    double effect = declared_effect(&p, &by);
    if (!isnan(effect))
        return for_assumed(&p, effect, by);
    return hl_analysis__declares_effect(context, metric) ? none_of(&p, HL_NEED_TOO_EARLY)
                                                         : for_estimate(&p);
}

/* That it lies beyond the end of its bound, or of an interval that is shown. */
static bool is_excluded(const hl_context *context, const hl_comparison *c, size_t metric,
                        double effect)
{
    double level = context->metrics[metric].arms[c->control].mean;
    double end = effect > 0 ? c->difference.high : c->difference.low;
    double lift = effect > 0 ? c->lift.high : c->lift.low;
    bool up = effect > 0, beyond = up ? effect > end : effect < end;
    bool beyond_lift = level > 0 && (up ? effect / level > lift : effect / level < lift);
    return c->gain.worth_excluded || beyond || beyond_lift ||
           sign_of(context, metric) * effect > c->gain.above * level; /* NaN: nothing is */
}

hl_need hl_analysis__need_anew(const hl_context *context, size_t metric, const hl_comparison *c)
{
    hl_projection p = {.context = context, .comparison = c, .metric = metric};
    if (!is_projected(c))
        return none_of(&p, HL_NEED_UNPROJECTED);
    p = hl_analysis__project(context, metric, c);
    hl_need out = none_of(&p, HL_NEED_NO_EFFECT);
    hl_finding_code by;
    out.effect = declared_effect(&p, &by);
    out.code = HL_FOUND_NEW_EXPERIMENT;
    if (isnan(out.effect))
        return out;
    if (is_excluded(context, c, metric, out.effect)) {
        out.state = HL_NEED_EXCLUDED;
        return out;
    }
    double times = hl_analysis__times_anew(&p, out.effect, 1 - HL_NEED_TAIL);
    out.units = times * hl_analysis__counted_units(context, metric);
    out.state = times > LARGER && isfinite(out.units) ? HL_NEED_UNITS : HL_NEED_NEVER;
    return out;
}
