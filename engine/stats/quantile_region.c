/* The evidence of both arms against a pair (c, t) is the sum of theirs (stats/quantile_count.h).
 *
 * With squared deviates and the limit z^2 (chi-square, one degree of freedom) the region's shadow
 * on t - c is an interval of the difference, on t / c one of the ratio, and the p-value of a line
 * such as t = c is that of the least sum on it. This is the profile that MOVER (Donner & Zou 2012)
 * draws as an ellipse through the four ends, taken here from the counts themselves. When both arms
 * have the same continuous distribution, whatever it is, a value v with rank r in it has the
 * evidence ((C - r)^2 + (T - r)^2) / s^2, which is least at r = (C + T)/2: chi-square with one
 * degree of freedom exactly as the counts are normal. Ties leave only some r to choose from but
 * take from the counts the values that are v itself, so the least sum only falls: the level holds.
 *
 * Where arms differ, and the quantile of one lies at the edge of a heavy value (more units than
 * half an interval holds, so that nothing lies between it and the next), no r is left to choose
 * from: then each evidence counts where it is positive, and the least sum is 0, chi-square with one
 * and with two degrees of freedom with the chances 1/4, 1/2, 1/4 (chi-bar-square, Self & Liang
 * 1987), which errs 6.2 % at 1.96^2. Its quantile is taken there. Lighter values leave a
 * choice: 5.4 % at three standard errors of rank a value, 2.8 % at one.
 *
 * With the logs of e-values, which multiply, the limit is log(1/alpha), and the same shadows hold
 * at every look.
 *
 * The evidence against one arm's values falls up to a run, its centre, and rises from there: so a
 * position is sought by halving, and the region's rim is walked in steps. A position is a run, or
 * -1 or count: beyond all values. */
#include "stats/quantile_region.h"

#include <math.h>
#include <stdbool.h>

#include "base/number.h"
#include "stats/root.h"
#include "stats/student_t.h"

typedef struct arm {
    const hl_run_values *values;
    const hl_quantile_evidence *evidence;
    double units;
    ptrdiff_t count, centre;
} arm;

/* Units in the runs up to this position. */
static double upto(const arm *a, ptrdiff_t at)
{
    if (at < 0)
        return 0;
    return at >= a->count ? a->units : (double)a->values->upto[at];
}

/* ... of so many below, or so many at or below, a value. */
static double too_many_below(const arm *a, double below)
{
    return a->evidence->against(below, a->units, a->evidence->quantile, a->evidence->tuning);
}

static double too_many_above(const arm *a, double at_or_below)
{
    return a->evidence->against(a->units - at_or_below, a->units, 1 - a->evidence->quantile,
                                a->evidence->tuning);
}

/* Against a value in this run. */
static double against(const arm *a, ptrdiff_t at)
{
    if (at < a->centre)
        return too_many_above(a, upto(a, at));
    double below = too_many_below(a, upto(a, at - 1));
    return at > a->centre ? below : fmax(below, too_many_above(a, upto(a, at)));
}

/* The first run behind which the values below outweigh those above. */
static arm arm_of(const hl_run_values *values, const hl_quantile_evidence *evidence)
{
    arm a = {values, evidence, (double)values->upto[values->count - 1], (ptrdiff_t)values->count,
             0};
    ptrdiff_t last = a.count - 1;
    while (a.centre < last) {
        ptrdiff_t middle = a.centre + (last - a.centre) / 2;
        double count = upto(&a, middle);
        if (too_many_below(&a, count) >= too_many_above(&a, count))
            last = middle;
        else
            a.centre = middle + 1;
    }
    return a;
}

/* The farthest value of a position on the way down (step -1) or up (1). */
static double end_of(const arm *a, ptrdiff_t at, int step)
{
    if (at < 0)
        return -HL_INFINITY;
    if (at >= a->count)
        return HL_INFINITY;
    return step < 0 ? a->values->low[at] : a->values->high[at];
}

/* ---- the rim */

typedef struct shadow {
    hl_range control, difference, ratio_less_1;
    bool any;
    ptrdiff_t ends[4]; /* of control and treatment at the low, the high end of the difference */
} shadow;

static bool unlike(const arm *a, ptrdiff_t at)
{
    return at >= 0 && at < a->count && a->values->low[at] < a->values->high[at];
}

static void widen(hl_range *range, double value)
{
    range->low = fmin(range->low, value);
    range->high = fmax(range->high, value);
}

static void take_corner(const arm *c, ptrdiff_t at_c, int step_c, const arm *t, ptrdiff_t at_t,
                        int step_t, shadow *out)
{
    double x = end_of(c, at_c, step_c);
    double y = end_of(t, at_t, step_t);
    double difference = y - x;
    out->any = true;
    widen(&out->control, x);
    if (difference < out->difference.low) {
        out->ends[0] = at_c;
        out->ends[1] = at_t;
    }
    if (difference > out->difference.high) {
        out->ends[2] = at_c;
        out->ends[3] = at_t;
    }
    if (isnan(difference)) /* both without end on one side */
        return;
    widen(&out->difference, difference);
    if (isinf(x))
        widen(&out->ratio_less_1, isinf(y) ? HL_INFINITY : -1);
    else
        widen(&out->ratio_less_1, difference / x);
}

/* The last position from the centre on this side with evidence up to `spare`; the centre at least.
 */
static ptrdiff_t farthest(const arm *a, int step, double spare)
{
    ptrdiff_t near = 0;
    ptrdiff_t far = step < 0 ? a->centre + 2 : a->count - a->centre + 1;
    while (far - near > 1) {
        ptrdiff_t middle = near + (far - near) / 2;
        *(against(a, a->centre + step * middle) <= spare ? &near : &far) = middle;
    }
    return a->centre + step * near;
}

/* The corners of one quarter of the region: c on its way by step_c, t by step_t. */
static void walk(const arm *c, int step_c, const arm *t, int step_t, double limit, shadow *out)
{
    ptrdiff_t at_c = farthest(c, step_c, limit - against(t, t->centre));
    for (ptrdiff_t at_t = t->centre; at_t >= -1 && at_t <= t->count; at_t += step_t) {
        double spare = limit - against(t, at_t);
        while (at_c != c->centre && against(c, at_c) > spare)
            at_c -= step_c;
        if (against(c, at_c) > spare)
            return;
        take_corner(c, at_c, step_c, t, at_t, step_t, out);
    }
}

static hl_range none(void)
{
    return (hl_range){HL_NAN, HL_NAN};
}

hl_quantile_contrast hl_stats__quantile_contrast(const hl_run_values *control,
                                                 const hl_run_values *treatment,
                                                 const hl_quantile_evidence *evidence, double limit)
{
    const hl_range nothing = {HL_INFINITY, -HL_INFINITY};
    arm c = arm_of(control, evidence);
    arm t = arm_of(treatment, evidence);
    shadow s = {nothing, nothing, nothing, false, {-1, -1, -1, -1}};
    walk(&c, 1, &t, -1, limit, &s);
    walk(&c, -1, &t, 1, limit, &s);
    if (!s.any)
        return (hl_quantile_contrast){none(), none(), 1};
    /* the farthest ratios lie in these two quarters when all values are positive */
    if (end_of(&t, farthest(&t, -1, limit - against(&c, c.centre)), -1) < 0 || s.control.low < 0) {
        shadow other = s;
        walk(&c, 1, &t, 1, limit, &other);
        walk(&c, -1, &t, -1, limit, &other);
        s.ratio_less_1 = other.ratio_less_1;
        s.control = other.control;
    }
    bool away = s.control.low > 0 || s.control.high < 0;
    bool exact = !unlike(&c, s.ends[0]) && !unlike(&t, s.ends[1]) && !unlike(&c, s.ends[2]) &&
                 !unlike(&t, s.ends[3]);
    return (hl_quantile_contrast){s.difference, away ? s.ratio_less_1 : none(), exact};
}

/* ---- levels */

double hl_stats__quantile_p(double least, int heavy)
{
    if (!(least > 0))
        return least <= 0 ? 1 : HL_NAN;
    double tail = hl_stats__z_upper(sqrt(least));
    return heavy ? exp(-least / 2) / 4 + tail : 2 * tail;
}

static double excess(double limit, void *alpha)
{
    return hl_stats__quantile_p(limit, 1) - *(double *)alpha;
}

double hl_stats__quantile_limit(double conf, int heavy)
{
    const double most = 1500; /* p is 0 there */
    double alpha = 1 - conf;
    double z = hl_stats__z_quantile(alpha / 2);
    if (!heavy)
        return z * z;
    return alpha < 0.75 ? hl_stats__root(excess, &alpha, 0, 1 - alpha, most, -alpha) : 0;
}

/* ---- a line */

typedef struct line {
    double ratio, shift;
} line;

/* a <= b, for numbers that were computed: a tie stays one when both were rounded. */
static bool up_to(double a, double b)
{
    return a <= b + 1e-12 * fmax(fabs(a), fabs(b));
}

static double on(const line *l, double c)
{
    return l->ratio * c + l->shift;
}

/* Against t's quantile being v, which lies on the side of its centre where `step` leads. */
static double against_value(const arm *t, double v, int step)
{
    ptrdiff_t near = 0; /* the centre; runs from it that v is beyond, or in */
    ptrdiff_t far = step < 0 ? t->centre + 2 : t->count - t->centre + 1;
    while (far - near > 1) {
        ptrdiff_t middle = near + (far - near) / 2;
        ptrdiff_t at = t->centre + step * middle;
        bool beyond =
            step < 0 ? !up_to(t->values->low[at + 1], v) : !up_to(v, t->values->high[at - 1]);
        *(beyond ? &near : &far) = middle;
    }
    return against(t, t->centre + step * near);
}

/* How the line is searched: c from its centre by `step`, t from its own the other way. */
typedef struct search {
    const arm *c, *t;
    line l;
    int step;
    double best;
} search;

static double treatment_at(const search *s, ptrdiff_t k)
{
    double stop = end_of(s->t, s->t->centre, -s->step);
    double v = on(&s->l, end_of(s->c, s->c->centre + s->step * k, s->step));
    bool passed = s->step > 0 ? up_to(stop, v) : up_to(v, stop);
    return passed ? against(s->t, s->t->centre) : against_value(s->t, v, -s->step);
}

/* The least sum among first..last, where c's evidence rises and t's falls. */
static void narrow(search *s, ptrdiff_t first, double c_first, ptrdiff_t last, double t_last)
{
    if (c_first + t_last >= s->best || last - first < 2)
        return;
    ptrdiff_t middle = first + (last - first) / 2;
    double c = against(s->c, s->c->centre + s->step * middle);
    double t = treatment_at(s, middle);
    s->best = fmin(s->best, c + t);
    narrow(s, first, c_first, middle, t);
    narrow(s, middle, c, last, t_last);
}

static double least_on(const arm *c, const arm *t, line l, int step)
{
    search s = {c, t, l, step, HL_INFINITY};
    ptrdiff_t last = step < 0 ? c->centre + 1 : c->count - c->centre;
    double c_first = against(c, c->centre), t_first = treatment_at(&s, 0);
    double c_last = against(c, c->centre + step * last), t_last = treatment_at(&s, last);
    s.best = fmin(c_first + t_first, c_last + t_last);
    narrow(&s, 0, c_first, last, t_last);
    return s.best;
}

hl_quantile_line hl_stats__quantile_line(const hl_run_values *control,
                                         const hl_run_values *treatment,
                                         const hl_quantile_evidence *evidence, double ratio,
                                         double shift)
{
    arm c = arm_of(control, evidence);
    arm t = arm_of(treatment, evidence);
    line l = {ratio, shift};
    if (!up_to(end_of(&t, t.centre, -1), on(&l, end_of(&c, c.centre, 1))))
        return (hl_quantile_line){least_on(&c, &t, l, 1), 1};
    if (!up_to(on(&l, end_of(&c, c.centre, -1)), end_of(&t, t.centre, 1)))
        return (hl_quantile_line){least_on(&c, &t, l, -1), -1};
    return (hl_quantile_line){against(&c, c.centre) + against(&t, t.centre), 0};
}
