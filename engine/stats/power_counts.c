/* The sum over all outcomes of the arm with the lower rate, P(x_l) P(x_h >= b(x_l)), where b is the
 * first count of the other arm that the skewness-corrected score rejects (scas.h) and, where counts
 * are small, the exact test beside it does not keep (exact_beside.h): both p must be below alpha.
 *
 * Boschloo's p is a rising function of Fisher's one-sided p (boschloo.h), never above it, so of
 * given arms its region is one bound on Fisher's p, at least alpha / 2. It is closed in on by
 * Boschloo's tests of tables between the two. */
#include "stats/power_counts.h"

#include <math.h>

#include "base/number.h"
#include "stats/binomial_upper.h"
#include "stats/exact_beside.h"
#include "stats/fisher.h"
#include "stats/hypergeometric.h"
#include "stats/root.h"
#include "stats/score.h"
#include "stats/student_t.h"

#define JUMPING_SD 15 /* of the rarer outcome's count */
#define WINDOW_SDS 8
#define MATTERS    0.003

/* Turned so that the rarer outcome counts, and the second arm has more of it. */
typedef struct arms {
    double nl, pl, nh, ph;
    double z, alpha;
} arms;

static arms turned(const hl_counts_plan *p)
{
    bool mostly = p->nc * p->p0 + p->nt * p->p1 > (p->nc + p->nt) / 2;
    double p0 = mostly ? 1 - p->p0 : p->p0, p1 = mostly ? 1 - p->p1 : p->p1;
    double z = hl_stats__z_quantile(p->alpha / 2);
    return p1 < p0 ? (arms){p->nt, p1, p->nc, p0, z, p->alpha}
                   : (arms){p->nc, p0, p->nt, p1, z, p->alpha};
}

bool hl_stats__counts_jump(const hl_counts_plan *plan)
{
    arms a = turned(plan);
    return a.nl * a.pl * (1 - a.pl) < JUMPING_SD * JUMPING_SD;
}

typedef struct line {
    const arms *arms;
    double low; /* count of the arm with the lower rate */
} line;

static hl_two_rates table(const line *l, double high)
{
    return (hl_two_rates){l->low, l->arms->nl, high, l->arms->nh};
}

static double above(double high, void *context)
{
    const line *l = context;
    hl_two_rates rates = table(l, high);
    return hl_stats__score_z_difference(&rates, HL_SCORE_SKEWED, 0) - l->arms->z;
}

/* The first count of the other arm that the score rejects; nh + 1 when it rejects none. */
static double first_rejected(line *l)
{
    double even = l->low / l->arms->nl * l->arms->nh, all = l->arms->nh;
    double at_even = above(even, l), at_all = above(all, l);
    if (at_even >= 0)
        return ceil(even);
    return at_all < 0 ? all + 1 : ceil(hl_stats__root(above, l, even, at_even, all, at_all));
}

static bool exact_keeps(const arms *a, const hl_two_rates *rates, const hl_exact_bar *bar)
{
    hl_fisher fisher = hl_stats__fisher(rates);
    return hl_stats__exact_is_boschloo(rates) ? fisher.p_greater > bar->fisher
                                              : !(fisher.p_two < a->alpha);
}

static bool is_kept(const line *l, double high, const hl_exact_bar *bar)
{
    hl_two_rates rates = table(l, high);
    return hl_stats__counts_small(&rates) && exact_keeps(l->arms, &rates, bar);
}

static double first_shown(line *l, const hl_exact_bar *bar)
{
    double high = first_rejected(l);
    while (bar->heeded && high <= l->arms->nh && is_kept(l, high, bar))
        high += 1;
    return high;
}

static line first_line(const arms *a)
{
    double sd = sqrt(a->nl * a->pl * (1 - a->pl));
    return (line){a, fmax(0, floor(a->nl * a->pl - WINDOW_SDS * sd))};
}

static double last_low(const arms *a)
{
    double sd = sqrt(a->nl * a->pl * (1 - a->pl));
    return fmin(a->nl, ceil(a->nl * a->pl + WINDOW_SDS * (sd + 1)));
}

double hl_stats__power_counts(const hl_counts_plan *plan, const hl_exact_bar *bar)
{
    arms a = turned(plan);
    double sum = 0, last = last_low(&a);
    line l = first_line(&a);
    while (l.low <= last) {
        double first = first_shown(&l, bar);
        if (first <= a.nh)
            sum += exp(hl_stats__binomial_log(l.low, a.nl, a.pl, 1 - a.pl)) *
                   hl_stats__binomial_upper(first, a.nh, a.ph);
        l.low += 1;
    }
    return sum;
}

/* ---- the exact test */

/* Fisher's one-sided p between which it is open whether Boschloo's test rejects; and the table
 * between them whose p is nearest to the middle, on a logarithmic scale. */
typedef struct open_question {
    double rejected, kept;
    hl_two_rates table;
    double distance;
} open_question;

/* Is the next table of the line worth a look? */
static bool consider(open_question *q, const hl_two_rates *rates)
{
    double p = hl_stats__fisher(rates).p_greater;
    double distance = fabs(log(p) - (log(q->rejected) + log(q->kept)) / 2);
    if (!hl_stats__counts_small(rates) || p <= q->rejected)
        return false;
    if (p < q->kept && distance < q->distance) {
        q->distance = distance;
        q->table = *rates;
    }
    return true;
}

/* Of the tables that the score rejects; without units where there is none. */
static hl_two_rates most_telling(const arms *a, double rejected, double kept)
{
    open_question q = {.rejected = rejected, .kept = kept, .distance = HL_INFINITY};
    double last = last_low(a);
    line l = first_line(a);
    while (l.low <= last) {
        double high = first_rejected(&l);
        hl_two_rates rates = table(&l, high);
        while (rates.xt <= a->nh && consider(&q, &rates))
            rates.xt += 1;
        l.low += 1;
    }
    return q.table;
}

hl_status hl_stats__exact_bar(const hl_counts_plan *plan, hl_exact_bar *bar, hl_error *err)
{
    arms a = turned(plan);
    hl_exact_bar most = {true, 1};
    *bar = (hl_exact_bar){true, a.alpha / 2};
    while (hl_stats__power_counts(plan, &most) - hl_stats__power_counts(plan, bar) > MATTERS) {
        hl_two_rates rates = most_telling(&a, bar->fisher, most.fisher);
        double p = HL_NAN;
        if (rates.nc == 0 || !hl_stats__exact_is_boschloo(&rates))
            break;
        hl_status status = hl_stats__exact_beside(&rates, &p, err);
        if (status != HL_OK)
            return status;
        *(p < a.alpha ? &bar->fisher : &most.fisher) = hl_stats__fisher(&rates).p_greater;
    }
    return HL_OK;
}

/* ---- solving */

enum { NEXT = 10 };

typedef struct search {
    hl_counts_plan plan;
    double ratio, power;
    const hl_exact_bar *bar;
} search;

static bool suffices(search *s, double nc)
{
    s->plan.nc = nc;
    s->plan.nt = ceil(nc * s->ratio * (1 - 1e-9));
    return hl_stats__power_counts(&s->plan, s->bar) >= s->power;
}

double hl_stats__n_counts(const hl_counts_plan *plan, double ratio, double power,
                          const hl_exact_bar *bar)
{
    search s = {*plan, ratio, power, bar};
    double low = floor(plan->nc), high = ceil(plan->nc), most = 8 * high;
    while (low > 1 && suffices(&s, low))
        low = floor(0.9 * low);
    while (high < most && !suffices(&s, high))
        high = ceil(1.1 * high);
    if (high >= most)
        return HL_INFINITY;
    while (high - low > 1) {
        double middle = floor((low + high) / 2);
        *(suffices(&s, middle) ? &high : &low) = middle;
    }
    for (int next = 1; next <= NEXT; next++)
        if (!suffices(&s, high + next)) {
            high += next + 1;
            next = -1; /* that one is asked first */
        }
    return high;
}

static double excess_of_rate(double p1, void *context)
{
    search *s = context;
    s->plan.p1 = p1;
    return hl_stats__power_counts(&s->plan, s->bar) - s->power;
}

double hl_stats__mde_counts(const hl_counts_plan *plan, double power, bool upper,
                            const hl_exact_bar *bar)
{
    search s = {*plan, HL_NAN, power, bar};
    double p0 = plan->p0;
    return hl_stats__root_outward(excess_of_rate, &s, p0, -power, upper ? 1 : 0, 1e-4);
}
