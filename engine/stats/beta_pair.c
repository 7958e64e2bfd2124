/* P(b > y(a)) = integral of g_a(w) S_b(w) dw, over a coordinate w in which both densities and the
 * curve y are smooth:
 *   y = r a (r <= 1):  w = logit a
 *   y = a + d (d >= 0): w = logit (a / (1 - d)), so that both ends of the overlap are at infinity.
 * Other r and d follow by exchanging the two. The range is cut into panels in which no log density
 * turns or falls by much; in each, 16 Gauss-Legendre nodes carry the densities, and the integral of
 * the interpolating polynomial up to each node carries F_a from the left and S_b from the right, so
 * that both tails keep their relative accuracy. */
#include "stats/beta_pair.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

enum { NODES = 16, MOST_PANELS = 1000, KEPT_PANELS = 100 };

/* Log densities are followed this far below their relevant top. */
static const double reach = 46;

typedef struct rule {
    double x[NODES], weight[NODES];
    /* integrals of the k-th basis polynomial from -1 up to x[j], and from there to 1 */
    double upto[NODES][NODES], beyond[NODES][NODES]; /* [k][j] */
} rule;

typedef enum curve_kind { CURVE_TIMES, CURVE_PLUS } curve_kind;

typedef struct pair {
    const hl_beta *a, *b;
    curve_kind kind;
    double value; /* r or d */
    double left;  /* w where a's density begins */
    double right; /* w where b's ends */
    double a_end; /* w where a's density ends, b's begins; may be infinite */
    double b_begin;
} pair;

/* Where w stands for both variables. */
typedef struct place {
    double ta, tb;           /* on the scales of a and b */
    double slope_a, slope_b; /* dt/dw */
    double x, x_complement;  /* a's value */
} place;

static void legendre(double x, double p[NODES + 1])
{
    p[0] = 1;
    p[1] = x;
    for (int m = 1; m < NODES; m++)
        p[m + 1] = ((2 * m + 1) * x * p[m] - m * p[m - 1]) / (m + 1);
}

/* Gauss-Legendre nodes by Newton's method, and the integration matrix from the expansion of the
 * basis polynomials in Legendre polynomials. */
static void make_rule(rule *r)
{
    double at[NODES][NODES + 1];
    for (int j = 0; j < NODES; j++) {
        double x = -cos((j + 0.75) / (NODES + 0.5) * acos(-1.0)), slope = 1;
        for (int i = 0; i < 6; i++) {
            legendre(x, at[j]);
            slope = NODES * (x * at[j][NODES] - at[j][NODES - 1]) / (x * x - 1);
            x -= at[j][NODES] / slope;
        }
        legendre(x, at[j]);
        r->x[j] = x;
        r->weight[j] = 2 / ((1 - x * x) * slope * slope);
    }
    for (int j = 0; j < NODES; j++)
        for (int k = 0; k < NODES; k++) {
            double sum = r->x[j] + 1;
            for (int m = 1; m < NODES; m++)
                sum += at[k][m] * (at[j][m + 1] - at[j][m - 1]);
            r->upto[k][j] = r->weight[k] / 2 * sum;
            r->beyond[k][j] = r->weight[k] - r->upto[k][j];
        }
}

static place place_at(const pair *p, double w)
{
    double e = exp(-fabs(w)), near_end = e / (1 + e), far_end = 1 / (1 + e);
    double s = w > 0 ? far_end : near_end, s_complement = w < 0 ? far_end : near_end;
    place k;
    if (p->kind == CURVE_TIMES) {
        double r = p->value, y = r * s, y_complement = (1 - r) + r * s_complement;
        k.x = s, k.x_complement = s_complement;
        k.slope_a = 1;
        k.slope_b = s_complement / y_complement;
        k.tb = hl_stats__beta_t(p->b, y, y_complement);
    } else {
        double d = p->value, y = d + (1 - d) * s;
        k.x = (1 - d) * s, k.x_complement = d + (1 - d) * s_complement;
        k.slope_a = s_complement / k.x_complement;
        k.slope_b = s / y;
        k.tb = hl_stats__beta_t(p->b, y, (1 - d) * s_complement);
    }
    k.ta = hl_stats__beta_t(p->a, k.x, k.x_complement);
    return k;
}

/* t where the density has fallen by `depth`, on the side of `direction`. */
static double edge_of(const hl_beta *k, double direction, double depth)
{
    double low = 0, high = direction / sqrt(k->a * k->complement);
    while (hl_stats__beta_deficit(k, high) < depth)
        low = high, high *= 2;
    for (int i = 0; i < 6; i++) {
        double middle = (low + high) / 2;
        *(hl_stats__beta_deficit(k, middle) < depth ? &low : &high) = middle;
    }
    return high;
}

/* w at a value of a, and at a value of b; infinite where the curve does not reach it. */
static double w_of_a(const pair *p, double t)
{
    double x = hl_stats__beta_x(p->a, t), complement = hl_stats__beta_x_complement(p->a, t);
    if (p->kind == CURVE_TIMES)
        return log(x / complement);
    double room = complement - p->value; /* 1 - d - x */
    return room > 0 ? log(x / room) : (double)INFINITY;
}

static double w_of_b(const pair *p, double t)
{
    double y = hl_stats__beta_x(p->b, t), complement = hl_stats__beta_x_complement(p->b, t),
           v = p->value;
    if (p->kind == CURVE_TIMES) {
        double room = complement - (1 - v); /* r - y */
        if (v == 1)
            return log(y / complement);
        return room > 0 ? log(y / room) : (double)INFINITY;
    }
    double above = v > 0 ? y - v : y;
    return above > 0 ? log(above / complement) : -(double)INFINITY;
}

static void find_range(pair *p, double depth)
{
    p->left = w_of_a(p, edge_of(p->a, -1, depth));
    p->a_end = w_of_a(p, edge_of(p->a, 1, depth));
    p->b_begin = w_of_b(p, edge_of(p->b, -1, depth));
    p->right = w_of_b(p, edge_of(p->b, 1, depth));
    if (p->right > 0 && isinf(p->right)) /* b reaches over all of the curve */
        p->right = isinf(p->a_end) ? fmax(p->left, 0) + 800 : p->a_end;
}

/* The longest step at which one log density neither turns nor falls by much. */
static double step_for(const hl_beta *k, double t, double slope)
{
    double x = hl_stats__beta_x(k, t), complement = hl_stats__beta_x_complement(k, t),
           n = k->a + k->b;
    double fall = fabs(n * (x < 0.5 ? x - k->mean : k->complement - complement)) * slope;
    double bend = n * x * complement * slope * slope;
    return fmin(3.5 / fall, 1 / sqrt(bend));
}

static double next_edge(const pair *p, double w)
{
    place k = place_at(p, w);
    double step = fabs(w) < 60 ? 1 : fabs(w) / 4;
    double marks[3] = {p->a_end, p->b_begin, p->right};
    if (w < p->a_end)
        step = fmin(step, step_for(p->a, k.ta, k.slope_a));
    if (w >= p->b_begin)
        step = fmin(step, step_for(p->b, k.tb, k.slope_b));
    double next = w + fmax(step, 1e-14 * fabs(w) + 1e-18);
    for (int i = 0; i < 3; i++)
        if (marks[i] > w && marks[i] < next)
            next = marks[i];
    return next;
}

/* What is needed at the nodes of a panel: b's density, and where the node stands for a. */
typedef struct panel {
    double half;
    double density_b[NODES];
    place at[NODES];
} panel;

/* Both ways over the mesh look at its panels: the first ones, mostly all, are kept. */
typedef struct mesh {
    double edge[MOST_PANELS + 1];
    double survives[MOST_PANELS + 1]; /* S_b at the edges */
    int count;
    panel kept[KEPT_PANELS];
    panel passing; /* the one of the others that is being looked at */
} mesh;

static void look_at(const pair *p, const rule *r, const mesh *m, int i, panel *out)
{
    double half = (m->edge[i + 1] - m->edge[i]) / 2, middle = m->edge[i] + half;
    out->half = half;
    for (int j = 0; j < NODES; j++) {
        out->at[j] = place_at(p, middle + half * r->x[j]);
        out->density_b[j] = exp(hl_stats__beta_log_density(p->b, out->at[j].tb));
    }
}

static bool make_mesh(const pair *p, const rule *r, mesh *m)
{
    m->count = 0;
    m->edge[0] = p->left;
    while (m->edge[m->count] < p->right) {
        if (m->count == MOST_PANELS)
            return false;
        m->edge[m->count + 1] = next_edge(p, m->edge[m->count]);
        m->count++;
    }
    m->survives[m->count] = exp(hl_stats__beta_log_upper(p->b, place_at(p, m->edge[m->count]).tb));
    for (int i = m->count; i-- > 0;) {
        panel *k = i < KEPT_PANELS ? &m->kept[i] : &m->passing;
        double sum = 0;
        look_at(p, r, m, i, k);
        for (int j = 0; j < NODES; j++)
            sum += r->weight[j] * k->density_b[j] * k->at[j].slope_b;
        m->survives[i] = m->survives[i + 1] + k->half * sum;
    }
    return true;
}

/* Adds one panel's part of P(b > y(a)) and of the expected gain; *below is F_a at its left edge,
 * then at its right. */
static void add_panel(const pair *p, const rule *r, mesh *m, int i, double *below,
                      hl_beta_gain *sum)
{
    const panel *now = i < KEPT_PANELS ? &m->kept[i] : &m->passing;
    if (i >= KEPT_PANELS)
        look_at(p, r, m, i, &m->passing);
    double half = now->half, ga[NODES], gb[NODES], spread[NODES], whole = 0;
    for (int j = 0; j < NODES; j++) {
        const place *at = &now->at[j];
        ga[j] = exp(hl_stats__beta_log_density(p->a, at->ta)) * at->slope_a;
        gb[j] = now->density_b[j] * at->slope_b;
        spread[j] = at->x * at->x_complement * at->slope_a;
        whole += r->weight[j] * ga[j];
    }
    double lower[NODES] = {0}, upper[NODES] = {0};
    for (int k = 0; k < NODES; k++)
        for (int j = 0; j < NODES; j++) {
            lower[j] += r->upto[k][j] * ga[k];
            upper[j] += r->beyond[k][j] * gb[k];
        }
    for (int j = 0; j < NODES; j++) {
        double f = *below + half * lower[j], s = m->survives[i + 1] + half * upper[j];
        sum->exceeds += half * r->weight[j] * ga[j] * s;
        sum->gain += half * r->weight[j] * f * s * spread[j];
    }
    *below += half * whole;
}

static hl_beta_gain integrate(pair *p, const rule *r, double depth)
{
    mesh m;
    find_range(p, depth);
    if (!(p->left < p->right)) /* they do not meet */
        return (hl_beta_gain){0, 0};
    if (!make_mesh(p, r, &m))
        return (hl_beta_gain){(double)NAN, (double)NAN};
    hl_beta_gain sum = {0, 0};
    double below = exp(hl_stats__beta_log_lower(p->a, place_at(p, p->left).ta));
    sum.exceeds = below * m.survives[0];
    for (int i = 0; i < m.count; i++)
        add_panel(p, r, &m, i, &below, &sum);
    return sum;
}

/* How deep in both tails the two meet: the least sum of deficits between the means. */
static double meeting_depth(const hl_beta *c, const hl_beta *t)
{
    double shift =
        log(c->mean / t->mean) - log(c->complement / t->complement); /* t's scale minus c's */
    if (shift <= 0)
        return 0;
    double low = -shift, high = 0;
    for (int i = 0; i < 60; i++) {
        double w = (low + high) / 2;
        double rise = (c->a + c->b) * (hl_stats__beta_x(c, w) - c->mean) +
                      (t->a + t->b) * (hl_stats__beta_x(t, w + shift) - t->mean);
        *(rise < 0 ? &low : &high) = w;
    }
    return hl_stats__beta_deficit(c, low) + hl_stats__beta_deficit(t, low + shift);
}

static hl_beta_gain gain_of(const hl_beta *c, const hl_beta *t, const rule *r)
{
    double depth = meeting_depth(c, t);
    if (depth > 740)
        return (hl_beta_gain){0, 0};
    pair p = {.a = c, .b = t, .kind = CURVE_TIMES, .value = 1};
    return integrate(&p, r, depth + reach);
}

void hl_stats__beta_gains(const hl_beta *c, const hl_beta *t, hl_beta_gain *up, hl_beta_gain *down)
{
    rule r;
    make_rule(&r);
    *up = gain_of(c, t, &r);
    *down = gain_of(t, c, &r);
}

static double exceeds(const hl_beta *c, const hl_beta *t, curve_kind kind, double value)
{
    rule r;
    make_rule(&r);
    pair p = {.a = c, .b = t, .kind = kind, .value = value};
    return integrate(&p, &r, reach).exceeds;
}

double hl_stats__beta_exceeds_by(const hl_beta *c, const hl_beta *t, double d)
{
    if (d < 0)
        return 1 - hl_stats__beta_exceeds_by(t, c, -d);
    return exceeds(c, t, CURVE_PLUS, d);
}

double hl_stats__beta_exceeds_times(const hl_beta *c, const hl_beta *t, double r)
{
    if (r > 1)
        return 1 - hl_stats__beta_exceeds_times(t, c, 1 / r);
    return exceeds(c, t, CURVE_TIMES, r);
}
