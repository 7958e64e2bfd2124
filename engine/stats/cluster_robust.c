/* Bell, R. M. & McCaffrey, D. F. (2002), Bias reduction in standard errors for linear regression
 * with multi-stage samples, Survey Methodology 28:169-181; Pustejovsky, J. E. & Tipton, E. (2018),
 * Small-sample methods for cluster-robust variance estimation and hypothesis testing in fixed
 * effects models, JBES 36:672-683 (CR2 under any working model).
 *
 * The arm's mean over touches, R = sum y / sum d, is the least-squares fit of a constant; unit g is
 * a cluster of d_g touches with the residual e_g = y_g - R d_g and the leverage h_g = d_g / sum d.
 * In the working model touches of one unit have the correlation icc, so a unit's sum has a variance
 * in proportion to s_g = d_g (1 - icc + icc d_g), and E e_g^2 = s_g - 2 h_g s_g + h_g^2 S, S = sum
 * s. CR2 frees each residual of that:
 *
 *   V = sum a_g e_g^2 / (sum d)^2,   a_g = s_g / (s_g - 2 h_g s_g + h_g^2 S)
 *     icc 0: a_g = 1 / (1 - h_g)             icc 1: a_g = 1 / (1 - 2 h_g + sum h^2)
 *
 * Degrees of freedom by Satterthwaite from the sizes, touches of equal variance, icc 0 (as R's
 * estimatr and clubSandwich have them), with w_g = d_g^2 / (1 - h_g):
 *
 *   df = (sum d)^2 / (sum d^2 + ((sum w)^2 - sum w^2) / (sum d)^2)
 *
 * Several sizes may stand for one class when they are close together. */
#include "stats/cluster_robust.h"

#include <math.h>

#include "base/number.h"

typedef struct totals {
    double units, d, dd, s;
} totals;

static double spread_of(double size, double icc)
{
    return size * (1 - icc + icc * size);
}

static totals total_of(const hl_cluster_class *classes, size_t count, double icc)
{
    totals t = {0, 0, 0, 0};
    for (size_t i = 0; i < count; i++) {
        const hl_cluster_class *c = &classes[i];
        t.units += c->units;
        t.d += c->units * c->size;
        t.dd += c->units * c->size * c->size;
        t.s += c->units * spread_of(c->size, icc);
    }
    return t;
}

/* E e^2 / s. h^2 / s = h / sum d / (1 - icc + icc d) also exists for a unit of size 0. */
static double part_left(double size, const totals *t, double icc)
{
    double h = size / t->d;
    double of_all = icc < 1 ? size / (1 - icc + icc * size) : 1;
    return 1 - 2 * h + of_all * t->s / (t->d * t->d);
}

static double freedom(const hl_cluster_class *classes, size_t count, const totals *t)
{
    double sum = 0, squares = 0;
    for (size_t i = 0; i < count; i++) {
        double d = classes[i].size;
        double w = d * d / (1 - d / t->d);
        sum += classes[i].units * w;
        squares += classes[i].units * w * w;
    }
    return t->d * t->d / (t->dd + (sum * sum - squares) / (t->d * t->d));
}

hl_cluster_robust hl_stats__cluster_robust(const hl_cluster_class *classes, size_t count,
                                           double icc)
{
    hl_cluster_robust out = {HL_NAN, HL_NAN, HL_NAN};
    totals t = total_of(classes, count, icc);
    if (!(t.units > 0) || !(t.d > 0) || !isfinite(t.dd))
        return out;
    out.effective = t.d * t.d / t.dd;
    if (!(out.effective > 1 + 1e-9))
        return out;
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        if (classes[i].residual > 0)
            sum += classes[i].residual / part_left(classes[i].size, &t, icc);
    double df = freedom(classes, count, &t);
    if (!(df > 0) || !isfinite(sum))
        return out;
    out.variance = sum / (t.d * t.d);
    out.df = df;
    return out;
}

void hl_stats__cluster_lay(hl_cluster_class *classes, size_t count, double residual)
{
    totals t = total_of(classes, count, 1);
    double expected = 0;
    for (size_t i = 0; i < count; i++)
        expected += classes[i].units * classes[i].size * classes[i].size *
                    part_left(classes[i].size, &t, 1);
    for (size_t i = 0; i < count; i++)
        classes[i].residual = residual * classes[i].units * classes[i].size * classes[i].size *
                              part_left(classes[i].size, &t, 1) / expected;
}
