/* Armitage, McPherson & Rowe (1969); Lan & DeMets (1983); Hwang, Shih & De Cani (1990); Pocock
 * (1977); O'Brien & Fleming (1979); Jennison & Turnbull (2000), ch. 8 (stagewise ordering: Tsiatis,
 * Rosner & Mehta 1984) and ch. 19 (recursive integration).
 *
 * The score process B(t), E B(t) = theta t, var t, has independent increments; Z = B/sqrt(t). Its
 * sub-density among paths that have not crossed is carried from look to look on Gauss-Legendre
 * nodes. Spending (one side, level a):
 *   obf 2(1 - Phi(z_{a/2}/sqrt t))   pocock a log(1+(e-1)t)
 *   power a t^par                    hsd a(1-e^{-par t})/(1-e^{-par}) */
#include "stats/group_sequential.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/number.h"
#include "stats/quadrature.h"
#include "stats/root.h"
#include "stats/student_t.h"

/* Standard deviations beyond which paths are not followed: early looks may spend only 1e-20. */
static const double reach = 13;

/* The paths at one look. */
typedef struct paths {
    size_t count; /* 0 before the first look */
    double *x;    /* nodes in B */
    double *mass; /* weight of the node times the sub-density there */
} paths;

typedef struct walk {
    int sides;
    double theta;
    double t;        /* of the last look; 0 before the first */
    paths at, ahead; /* of that look, and room for the next one */
    double *room;    /* of both, for as many nodes as there may be: no step can want memory */
} walk;

/* False when out of memory. */
static bool walk_open(walk *w, int sides)
{
    const size_t most = HL_NODES_MOST;
    double *room = malloc(4 * most * sizeof *room);
    if (room == NULL)
        return false;
    *w = (walk){.sides = sides,
                .room = room,
                .at = {0, room, room + most},
                .ahead = {0, room + 2 * most, room + 3 * most}};
    return true;
}

static void walk_start(walk *w, double theta)
{
    w->theta = theta;
    w->t = 0;
    w->at.count = 0;
}

static void walk_close(walk *w)
{
    free(w->room);
}

/* P(no crossing so far, then B(t) > limit); below: B(t) < limit. */
static double beyond(const walk *w, double t, double limit, bool below)
{
    double step = t - w->t, sd = sqrt(step), drift = w->theta * step, sign = below ? -1 : 1;
    if (w->t == 0)
        return hl_stats__z_upper(sign * (limit - drift) / sd);
    double sum = 0;
    for (size_t i = 0; i < w->at.count; i++)
        sum += w->at.mass[i] * hl_stats__z_upper(sign * (limit - w->at.x[i] - drift) / sd);
    return sum;
}

static double density_at(const walk *w, double t, double b)
{
    double step = t - w->t, drift = w->theta * step, scale = 1 / sqrt(2 * acos(-1) * step);
    if (w->t == 0)
        return scale * exp(-(b - drift) * (b - drift) / (2 * step));
    double sum = 0;
    for (size_t i = 0; i < w->at.count; i++) {
        double gap = b - w->at.x[i] - drift;
        if (gap * gap > 200 * step) /* below 1e-43 of the peak */
            continue;
        sum += w->at.mass[i] * exp(-gap * gap / (2 * step));
    }
    return sum * scale;
}

/* Moves to look t, keeping the paths within the boundary z; next_t > t, or 0 at the last. */
static void advance(walk *w, double t, double z, double next_t)
{
    double middle = w->theta * t, sd = sqrt(t);
    double high = fmin(z * sd, middle + reach * sd);
    double low = middle - reach * sd;
    if (w->sides == 2)
        low = fmax(-z * sd, low);
    double finest = fmin(t - w->t, next_t > t ? next_t - t : t - w->t);
    hl_nodes nodes = hl_stats__nodes(low, high, 1.6 * sqrt(finest));
    paths next = w->ahead;
    next.count = nodes.count;
    for (size_t i = 0; i < nodes.count; i++) {
        hl_node node = hl_stats__node(&nodes, i);
        next.x[i] = node.x;
        next.mass[i] = node.weight * density_at(w, t, node.x);
    }
    w->ahead = w->at;
    w->at = next;
    w->t = t;
}

double hl_stats__spent(hl_spending spending, double parameter, double t, double alpha)
{
    if (t >= 1)
        return alpha;
    switch (spending) {
    case HL_SPEND_OBF:
        return 2 * hl_stats__z_upper(hl_stats__z_quantile(alpha / 2) / sqrt(t));
    case HL_SPEND_POCOCK:
        return alpha * log1p(expm1(1) * t);
    case HL_SPEND_POWER:
        return alpha * pow(t, parameter);
    case HL_SPEND_HSD:
        return parameter == 0 ? alpha * t : alpha * expm1(-parameter * t) / expm1(-parameter);
    }
    return HL_NAN;
}

typedef struct goal {
    const walk *walk;
    double t;
    double log_target;
} goal;

static double log_excess(double z, void *context)
{
    const goal *g = context;
    return log(beyond(g->walk, g->t, z * sqrt(g->t), false)) - g->log_target;
}

/* The boundary at look t that spends `target` on the upper side. */
static double solve_boundary(const walk *w, double t, double target)
{
    if (!(target > 1e-300))
        return HL_INFINITY;
    goal g = {w, t, log(target)};
    double low = -8, high = 37;
    if (w->t == 0)
        return hl_stats__z_quantile(target);
    return hl_stats__root(log_excess, &g, low, log_excess(low, &g), high, log_excess(high, &g));
}

static bool fractions_rise(const double *t, size_t looks)
{
    double before = 0;
    for (size_t i = 0; i < looks; i++) {
        if (!(t[i] > before) || t[i] > 1 + 1e-12)
            return false;
        before = t[i];
    }
    return looks > 0 && looks <= HL_MOST_LOOKS;
}

static void no_boundaries(double *z, size_t looks)
{
    for (size_t k = 0; k < looks; k++)
        z[k] = HL_NAN;
}

hl_status hl_stats__lan_demets(const double *t, size_t looks, double alpha, int sides,
                               hl_spending spending, double parameter, double *z, hl_error *err)
{
    walk w;
    double level = alpha / sides, before = 0;
    no_boundaries(z, looks);
    if (!fractions_rise(t, looks) || !(level > 0 && level < 1))
        return HL_OK;
    if (!walk_open(&w, sides))
        return hl_error_memory(err);
    for (size_t k = 0; k < looks; k++) {
        double spent = hl_stats__spent(spending, parameter, t[k], level);
        z[k] = isnan(spent) ? HL_NAN : solve_boundary(&w, t[k], spent - before);
        before = fmax(before, spent);
        if (isnan(z[k])) {
            no_boundaries(z, looks);
            break;
        }
        if (k + 1 < looks)
            advance(&w, t[k], z[k], t[k + 1]);
    }
    walk_close(&w);
    return HL_OK;
}

/* The total probability of crossing, and each look's share of it. */
static double cross(walk *w, const double *t, const double *z, size_t looks, double *up,
                    double *down)
{
    double total = 0;
    for (size_t k = 0; k < looks; k++) {
        double limit = z[k] * sqrt(t[k]);
        up[k] = beyond(w, t[k], limit, false);
        double below = w->sides == 2 ? beyond(w, t[k], -limit, true) : 0;
        if (down != NULL)
            down[k] = below;
        total += up[k] + below;
        if (k + 1 < looks)
            advance(w, t[k], z[k], t[k + 1]);
    }
    return total;
}

hl_status hl_stats__crossing(const double *t, const double *z, size_t looks, int sides,
                             double theta, double *up, double *down, double *total, hl_error *err)
{
    walk w;
    *total = HL_NAN;
    if (!fractions_rise(t, looks))
        return HL_OK;
    if (!walk_open(&w, sides))
        return hl_error_memory(err);
    walk_start(&w, theta);
    *total = cross(&w, t, z, looks, up, down);
    walk_close(&w);
    return HL_OK;
}

typedef struct classic_goal {
    hl_classic type;
    size_t looks;
    double alpha;
    const double *t;
    double *z;
    walk *walk;
} classic_goal;

static void lay_classic(const classic_goal *g, double c)
{
    for (size_t k = 0; k < g->looks; k++)
        g->z[k] = g->type == HL_CLASSIC_POCOCK ? c : c / sqrt(g->t[k]);
}

static double classic_excess(double c, void *context)
{
    const classic_goal *g = context;
    double up[HL_MOST_LOOKS];
    lay_classic(g, c);
    walk_start(g->walk, 0);
    return cross(g->walk, g->t, g->z, g->looks, up, NULL) - g->alpha;
}

hl_status hl_stats__classic_boundary(hl_classic type, size_t looks, double alpha, double *z,
                                     double *c, hl_error *err)
{
    double t[HL_MOST_LOOKS];
    walk w;
    *c = HL_NAN;
    no_boundaries(z, looks);
    if (looks == 0 || looks > HL_MOST_LOOKS || !(alpha > 0 && alpha < 1))
        return HL_OK;
    if (!walk_open(&w, 2))
        return hl_error_memory(err);
    for (size_t k = 0; k < looks; k++)
        t[k] = (double)(k + 1) / (double)looks;
    classic_goal g = {type, looks, alpha, t, z, &w};
    double low = hl_stats__z_quantile(alpha / 2);
    double high = hl_stats__z_quantile(alpha / 2 / (double)looks) + 1e-6;
    *c = looks == 1 ? low
                    : hl_stats__root(classic_excess, &g, low - 1e-9, classic_excess(low - 1e-9, &g),
                                     high, classic_excess(high, &g));
    lay_classic(&g, *c);
    walk_close(&w);
    return HL_OK;
}

typedef struct stagewise_goal {
    const double *t, *z;
    size_t stop;
    double z_stop;
    double level;
    walk *walk;
} stagewise_goal;

/* P_theta(an outcome at least as far up as Z = z_stop at look `stop`), stagewise. */
static double further_up(const stagewise_goal *g, double theta)
{
    walk *w = g->walk;
    double total = 0;
    walk_start(w, theta);
    for (size_t k = 0; k < g->stop; k++) {
        total += beyond(w, g->t[k], g->z[k] * sqrt(g->t[k]), false);
        advance(w, g->t[k], g->z[k], g->t[k + 1]);
    }
    return total + beyond(w, g->t[g->stop], g->z_stop * sqrt(g->t[g->stop]), false);
}

static double stagewise_excess(double theta, void *context)
{
    const stagewise_goal *g = context;
    return further_up(g, theta) - g->level;
}

static double stagewise_theta(stagewise_goal *g, double level)
{
    double middle = g->z_stop / sqrt(g->t[g->stop]), wide = 12 / sqrt(g->t[0]);
    g->level = level;
    return hl_stats__root(stagewise_excess, g, middle - wide, stagewise_excess(middle - wide, g),
                          middle + wide, stagewise_excess(middle + wide, g));
}

hl_status hl_stats__stagewise(const double *t, const double *z, size_t stop, double z_stop,
                              double conf, hl_stagewise *out, hl_error *err)
{
    walk w;
    *out = (hl_stagewise){HL_NAN, HL_NAN, HL_NAN, HL_NAN};
    if (stop >= HL_MOST_LOOKS || !fractions_rise(t, stop + 1) || !isfinite(z_stop))
        return HL_OK;
    if (!walk_open(&w, 2))
        return hl_error_memory(err);
    stagewise_goal g = {t, z, stop, z_stop, 0, &w};
    double up = further_up(&g, 0);
    out->p = fmin(1, 2 * fmin(up, 1 - up));
    out->low = stagewise_theta(&g, (1 - conf) / 2);
    out->theta = stagewise_theta(&g, 0.5);
    out->high = stagewise_theta(&g, 1 - (1 - conf) / 2);
    walk_close(&w);
    return HL_OK;
}
