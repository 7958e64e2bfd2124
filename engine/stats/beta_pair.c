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

enum { NODES = 16, MOST_PANELS = 1000 };

/* Log densities are followed this far below their relevant top. */
static const double reach = 46;

typedef struct rule {
    double x[NODES], weight[NODES];
    double upto[NODES][NODES]; /* integral from -1 to x[j] of the k-th basis polynomial */
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
            r->upto[j][k] = r->weight[k] / 2 * sum;
        }
}

static double logistic(double w)
{
    return w > 0 ? 1 / (1 + exp(-w)) : exp(w) / (1 + exp(w));
}

static place place_at(const pair *p, double w)
{
    double s = logistic(w), s_complement = logistic(-w);
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

typedef struct mesh {
    double edge[MOST_PANELS + 1];
    double survives[MOST_PANELS + 1]; /* S_b at the edges */
    int count;
} mesh;

static void densities(const pair *p, double w, double *ga, double *gb, place *at)
{
    *at = place_at(p, w);
    *ga = exp(hl_stats__beta_log_density(p->a, at->ta)) * at->slope_a;
    *gb = exp(hl_stats__beta_log_density(p->b, at->tb)) * at->slope_b;
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
        double half = (m->edge[i + 1] - m->edge[i]) / 2, middle = m->edge[i] + half, sum = 0;
        for (int j = 0; j < NODES; j++) {
            place at = place_at(p, middle + half * r->x[j]);
            sum += r->weight[j] * exp(hl_stats__beta_log_density(p->b, at.tb)) * at.slope_b;
        }
        m->survives[i] = m->survives[i + 1] + half * sum;
    }
    return true;
}

/* Adds one panel's part of P(b > y(a)) and of the expected gain; *below is F_a at its left edge,
 * then at its right. */
static void add_panel(const pair *p, const rule *r, const mesh *m, int panel, double *below,
                      hl_beta_gain *sum)
{
    double half = (m->edge[panel + 1] - m->edge[panel]) / 2, middle = m->edge[panel] + half;
    double ga[NODES], gb[NODES], spread[NODES], whole = 0;
    for (int j = 0; j < NODES; j++) {
        place at;
        densities(p, middle + half * r->x[j], &ga[j], &gb[j], &at);
        spread[j] = at.x * at.x_complement * at.slope_a;
        whole += r->weight[j] * ga[j];
    }
    for (int j = 0; j < NODES; j++) {
        double lower = 0, upper = 0;
        for (int k = 0; k < NODES; k++) {
            lower += r->upto[j][k] * ga[k];
            upper += (r->weight[k] - r->upto[j][k]) * gb[k];
        }
        double f = *below + half * lower, s = m->survives[panel + 1] + half * upper;
        sum->exceeds += half * r->weight[j] * ga[j] * s;
        sum->gain += half * r->weight[j] * f * s * spread[j];
    }
    *below += half * whole;
}

static hl_beta_gain integrate(pair *p, double depth)
{
    rule r;
    mesh m;
    make_rule(&r);
    find_range(p, depth);
    if (!(p->left < p->right)) /* they do not meet */
        return (hl_beta_gain){0, 0};
    if (!make_mesh(p, &r, &m))
        return (hl_beta_gain){(double)NAN, (double)NAN};
    hl_beta_gain sum = {0, 0};
    double below = exp(hl_stats__beta_log_lower(p->a, place_at(p, p->left).ta));
    sum.exceeds = below * m.survives[0];
    for (int i = 0; i < m.count; i++)
        add_panel(p, &r, &m, i, &below, &sum);
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

hl_beta_gain hl_stats__beta_gain(const hl_beta *c, const hl_beta *t)
{
    double depth = meeting_depth(c, t);
    if (depth > 740)
        return (hl_beta_gain){0, 0};
    pair p = {.a = c, .b = t, .kind = CURVE_TIMES, .value = 1};
    return integrate(&p, depth + reach);
}

double hl_stats__beta_exceeds_by(const hl_beta *c, const hl_beta *t, double d)
{
    if (d < 0)
        return 1 - hl_stats__beta_exceeds_by(t, c, -d);
    pair p = {.a = c, .b = t, .kind = CURVE_PLUS, .value = d};
    return integrate(&p, reach).exceeds;
}

double hl_stats__beta_exceeds_times(const hl_beta *c, const hl_beta *t, double r)
{
    if (r > 1)
        return 1 - hl_stats__beta_exceeds_times(t, c, 1 / r);
    pair p = {.a = c, .b = t, .kind = CURVE_TIMES, .value = r};
    return integrate(&p, reach).exceeds;
}
