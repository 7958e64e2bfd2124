/* The probability of a region at a common rate is a binomial mixture of its conditional
 * probabilities, so one array of n + 1 numbers carries the whole region. In the angle phi with rate
 * = sin^2(phi / 2) every feature of it has a width of at least about 1 / sqrt(n): a grid of 24
 * points to that width cannot step over a maximum; every grid maximum near the best is then
 * refined. */
#include "stats/unconditional.h"

#include <math.h>

#include "stats/hypergeometric.h"

bool hl_stats__unconditional_feasible(const hl_two_rates *r)
{
    return r->nc + r->nt <= HL_MOST_USERS;
}

bool hl_stats__unconditional_quick(const hl_two_rates *r)
{
    const double most_tables = 16e6;
    return (r->nc + 1) * (r->nt + 1) <= most_tables && hl_stats__unconditional_feasible(r);
}

/* What is looked at, and the term of the last look: the next one is near. */
typedef struct mixture {
    const double *given;
    size_t n;
    hl_binomial top;
} mixture;

static double at_angle(mixture *m, double phi)
{
    const double *given = m->given;
    size_t n = m->n;
    double rate = pow(sin(phi / 2), 2), complement = pow(cos(phi / 2), 2);
    if (rate <= 0)
        return given[0];
    if (complement <= 0)
        return given[n];
    size_t top = (size_t)fmin(floor((double)(n + 1) * rate), (double)n);
    if (m->top.k != (double)top)
        m->top = hl_stats__binomial((double)top, (double)n);
    double first = exp(hl_stats__binomial_at(&m->top, rate, complement));
    double sum = first * given[top], term = first, odds = rate / complement;
    for (size_t s = top; s < n && term > 1e-25; s++) {
        term *= (double)(n - s) / (double)(s + 1) * odds;
        sum += term * given[s + 1];
    }
    term = first;
    for (size_t s = top; s > 0 && term > 1e-25; s--) {
        term *= (double)s / (double)(n - s + 1) / odds;
        sum += term * given[s - 1];
    }
    return sum;
}

static mixture start(const double *given, size_t n)
{
    return (mixture){given, n, hl_stats__binomial(0, (double)n)};
}

double hl_stats__mixture(const double *given, size_t n, double rate)
{
    mixture m = start(given, n);
    return at_angle(&m, 2 * asin(sqrt(rate)));
}

/* Golden section within [left, right]. */
static hl_supremum refine(mixture *m, double left, double right)
{
    const double golden = (sqrt(5) - 1) / 2;
    double a = right - golden * (right - left), b = left + golden * (right - left);
    double fa = at_angle(m, a), fb = at_angle(m, b);
    while (right - left > 1e-9) {
        if (fa > fb) {
            right = b, b = a, fb = fa;
            a = right - golden * (right - left);
            fa = at_angle(m, a);
        } else {
            left = a, a = b, fa = fb;
            b = left + golden * (right - left);
            fb = at_angle(m, b);
        }
    }
    double phi = fa > fb ? a : b;
    return (hl_supremum){fmax(fa, fb), pow(sin(phi / 2), 2)};
}

hl_supremum hl_stats__supremum(const double *given, size_t n)
{
    const double pi = acos(-1.0);
    size_t points = (size_t)(24 * pi * sqrt((double)n)) + 24;
    double step = pi / (double)points;
    mixture m = start(given, n);
    hl_supremum best = {given[0], 0};
    if (given[n] > best.p)
        best = (hl_supremum){given[n], 1};
    double before = given[0], here = at_angle(&m, step);
    for (size_t i = 1; i < points; i++) {
        double after = at_angle(&m, (double)(i + 1) * step);
        if (here >= before && here >= after && here > 0.98 * best.p) {
            hl_supremum top = refine(&m, (double)(i - 1) * step, (double)(i + 1) * step);
            if (top.p > best.p)
                best = top;
        }
        before = here, here = after;
    }
    best.p = fmin(best.p, 1);
    return best;
}
