/* log P(k) = log b(k; nt, p) + log b(total - k; nc, p) - log b(total; N, p) with p = total / N and
 * b the binomial probability, each taken in Loader's form: differences of log factorials would lose
 * seven digits at 10^8 users.
 *
 * Ties: two probabilities whose logarithms agree to 1e-7 are compared as products of integers
 * modulo two primes near 2^61. Equal products are equal there; unequal ones agree by chance once in
 * 10^36. */
#include "stats/hypergeometric.h"

#include <math.h>
#include <stdint.h>

__extension__ typedef unsigned __int128 wide;

static const uint64_t primes[2] = {2305843009213693951U, 2305843009213693921U};

hl_hypergeometric hl_stats__hypergeometric(const hl_two_rates *r)
{
    double total = r->xc + r->xt;
    return (hl_hypergeometric){r->nc, r->nt, total, fmax(0, total - r->nc), fmin(r->nt, total)};
}

hl_binomial hl_stats__binomial(double k, double n)
{
    hl_binomial out = {.k = k, .n = n};
    if (k > 0 && k < n) {
        out.beta = hl_stats__beta(k, n - k);
        out.scale = log(n / (k * (n - k)));
    }
    return out;
}

double hl_stats__binomial_at(const hl_binomial *b, double p, double complement)
{
    if (b->k <= 0)
        return p < 0.5 ? b->n * log1p(-p) : b->n * log(complement);
    if (b->k >= b->n)
        return complement < 0.5 ? b->n * log1p(-complement) : b->n * log(p);
    return hl_stats__beta_log_density(&b->beta, hl_stats__beta_t(&b->beta, p, complement)) +
           b->scale;
}

double hl_stats__binomial_log(double k, double n, double p, double complement)
{
    hl_binomial binomial = hl_stats__binomial(k, n);
    return hl_stats__binomial_at(&binomial, p, complement);
}

double hl_stats__hypergeometric_log(const hl_hypergeometric *h, double k)
{
    double n = h->nc + h->nt, p = h->total / n, complement = (n - h->total) / n;
    if (h->low >= h->high)
        return 0;
    return hl_stats__binomial_log(k, h->nt, p, complement) +
           hl_stats__binomial_log(h->total - k, h->nc, p, complement) -
           hl_stats__binomial_log(h->total, n, p, complement);
}

double hl_stats__hypergeometric_step(const hl_hypergeometric *h, double k)
{
    return (h->nt - k) / (k + 1) * ((h->total - k) / (h->nc - h->total + k + 1));
}

double hl_stats__hypergeometric_mode(const hl_hypergeometric *h)
{
    double mode = floor((h->nt + 1) * ((h->total + 1) / (h->nc + h->nt + 2)));
    return fmin(fmax(mode, h->low), h->high);
}

/* Probabilities fall away from the mode: halving finds the last that counts on the way to `end`. */
static double outermost(const hl_hypergeometric *h, double mode, double end, double least)
{
    double in = mode, out = end;
    if (hl_stats__hypergeometric_log(h, end) >= least)
        return end;
    while (fabs(out - in) > 1) {
        double middle = floor((in + out) / 2);
        if (hl_stats__hypergeometric_log(h, middle) >= least)
            in = middle;
        else
            out = middle;
    }
    return in;
}

void hl_stats__hypergeometric_part(const hl_hypergeometric *h, double log_p, double *low,
                                   double *high)
{
    double mode = hl_stats__hypergeometric_mode(h);
    double least = log_p - log(h->nc + h->nt + 1); /* of one, so that all together have less */
    *low = outermost(h, mode, h->low, least);
    *high = outermost(h, mode, h->high, least);
}

static void multiply(uint64_t product[2], double factor)
{
    for (int i = 0; i < 2; i++)
        product[i] = (uint64_t)((wide)product[i] * ((uint64_t)factor % primes[i]) % primes[i]);
}

/* Further apart than this only mirror images are tied: checking would cost more than it decides. */
static const double farthest_tie = 20000;

bool hl_stats__hypergeometric_tie(const hl_hypergeometric *h, double j, double k)
{
    if (j > k)
        return hl_stats__hypergeometric_tie(h, k, j);
    bool mirrored =
        (h->nt == h->nc && j + k == h->total) || (2 * h->total == h->nt + h->nc && j + k == h->nt);
    if (mirrored || k - j > farthest_tie)
        return mirrored;
    uint64_t up[2] = {1, 1}, down[2] = {1, 1};
    int64_t end = (int64_t)k;
    for (int64_t whole = (int64_t)j; whole < end; whole++) {
        double i = (double)whole;
        multiply(up, h->nt - i);
        multiply(up, h->total - i);
        multiply(down, i + 1);
        multiply(down, h->nc - h->total + i + 1);
    }
    return up[0] == down[0] && up[1] == down[1];
}
