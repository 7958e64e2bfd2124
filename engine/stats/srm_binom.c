/* Exact binomial test, two-sided by small probabilities (R binom.test).
 * Mass by Loader (2000), Fast and accurate computation of binomial probabilities: no difference of
 * large log-gammas, so millions of users keep 14 digits. */
#include "stats/srm_binom.h"

#include <math.h>
#include <stdbool.h>

#include "base/number.h"
#include "stats/log_gamma.h"

static const double two_pi = 6.28318530717958647692;

/* log n! - log(sqrt(2 pi n) (n/e)^n) */
static double stirling_error(double n)
{
    if (n < 16)
        return hl_stats__log_gamma(n + 1) - (n + 0.5) * log(n) + n - log(two_pi) / 2;
    double u = 1 / (n * n);
    return (1.0 / 12 -
            u * (1.0 / 360 -
                 u * (1.0 / 1260 - u * (1.0 / 1680 - u * (1.0 / 1188 - u * 691.0 / 360360))))) /
           n;
}

/* x log(x/m) + m - x, without cancellation when x is near m. */
static double deviance(double x, double m)
{
    if (fabs(x - m) >= 0.1 * (x + m))
        return x * log(x / m) + m - x;
    double v = (x - m) / (x + m), sum = (x - m) * v, power = 2 * x * v;
    for (int j = 1; j < 1000; j++) {
        power *= v * v;
        double next = sum + power / (2 * j + 1);
        if (next == sum)
            break;
        sum = next;
    }
    return sum;
}

double hl_stats__binomial_log_mass(double k, double n, double share)
{
    if (k < 0 || k > n)
        return -HL_INFINITY;
    if (k == 0)
        return n * log1p(-share);
    if (k == n)
        return n * log(share);
    double log_core = stirling_error(n) - stirling_error(k) - stirling_error(n - k) -
                      deviance(k, n * share) - deviance(n - k, n * (1 - share));
    return log_core + log(n / (two_pi * k * (n - k))) / 2;
}

/* Sum of masses from k outward, downward (step -1) or upward (+1). */
static double tail(double k, double n, double share, int step)
{
    if (k < 0 || k > n)
        return 0;
    double mass = exp(hl_stats__binomial_log_mass(k, n, share)), sum = mass;
    double odds = share / (1 - share);
    double at = k;
    while (mass > 1e-20 * sum && (step > 0 ? at < n : at > 0)) {
        mass *= step > 0 ? (n - at) / (at + 1) * odds : at / ((n - at + 1) * odds);
        sum += mass;
        at += step;
    }
    return sum;
}

/* The value nearest the mode on the other side whose mass is at most `most`. */
static double opposite(double inside, double outside, double n, double share, double most)
{
    while (fabs(inside - outside) > 1) {
        double middle = floor((inside + outside) / 2);
        if (hl_stats__binomial_log_mass(middle, n, share) <= most)
            outside = middle;
        else
            inside = middle;
    }
    return outside;
}

double hl_stats__srm_binom(double k, double n, double share)
{
    if (!(n > 0))
        return HL_NAN;
    double most = hl_stats__binomial_log_mass(k, n, share) + log1p(1e-7);
    double mode = fmin(n, floor((n + 1) * share));
    if (hl_stats__binomial_log_mass(mode, n, share) <= most)
        return 1;
    bool low = k < mode;
    double other = low ? opposite(mode, n + 1, n, share, most) : opposite(mode, -1, n, share, most);
    double p = low ? tail(k, n, share, -1) + tail(other, n, share, 1)
                   : tail(k, n, share, 1) + tail(other, n, share, -1);
    return fmin(1, p);
}
