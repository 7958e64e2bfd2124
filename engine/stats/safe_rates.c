/* Turner, R. J., Ly, A. & Grunwald, P. D. (2024), Generic E-variables for exact sequential k-sample
 * tests that allow for optional stopping, JSPI 230; Turner & Grunwald (2023), Exact anytime-valid
 * confidence intervals for contingency tables and beyond. Here a block is one unit whose arm is
 * drawn, so that the totals of both arms are enough.
 *
 * (a, b) is the point of the hypothesis b = r a + d that is nearest to equal expected rates (e, e):
 * least (1 - share) KL(e | a) + share KL(e | b). A bet of size t goes on the rates
 *
 *   (a - t r a (1 - a) / (1 - share), b + t b (1 - b) / share),   whose nearest point is (a, b)
 * too: E_t = product over the units of the chance of the outcome under these over that under (a, b)
 *
 * One factor is 1 + t S, S = T (y - b) / share - r (1 - T) (y - a) / (1 - share) with T = 1 in the
 * treatment, and S has mean 0 at every pair of rates on the hypothesis. So E_t is a test martingale
 * as long as no factor can be below 0, without the rates of the hypothesis being known, and so is
 * any fixed mixture over t (as in Waudby-Smith & Ramdas 2024, JRSSB 86:1-27). t shifts the effect
 * by t v, v = var S. The mixture is 3/4 normal, 1/4 Cauchy four times as wide, which sees large
 * effects long before the planned end at 1 % of width there, with tau^2 = e / (converters v) around
 *
 *   no effect       effects are held to be small until shown, which makes the set of ratios narrow
 *                   while there are few converters
 *   the hypothesis  for differences half of the mixture: a difference says little about a ratio,
 * and the less the farther e is off
 *
 * At no effect both are the same, so both scales are one test. The mixture is on a grid, so that no
 * error of integration touches the level: on each side geometric from the largest t that is
 * possible down to tau / 256, each with the mixture's mass between its neighbours. */
#include "stats/safe_rates.h"

#include <math.h>

#include "base/number.h"
#include "stats/restricted.h"

enum { SIDE = 32, BETS = 2 * SIDE };

#define CAUCHY_PART  0.25
#define CAUCHY_SCALE 4.0
#define SMALLEST     (1 / 256.0) /* of tau */
#define LARGEST      0.999       /* of what is possible: a bet that loses all at once is none */
#define NEGLIGIBLE   60.0
#define RESOLVED     0.2 /* of t: what neighbours on the grid tell apart */

/* The factor of a unit is 1 + t times the slope of its kind. */
typedef struct bets {
    double control_one, control_zero, treatment_one, treatment_zero;
    double least, most; /* t */
    double variance;
} bets;

static bets bets_on(double share, double rate, hl_safe_scale scale, double effect)
{
    double rest = 1 - share, r = scale == HL_SAFE_RATIO ? effect : 1;
    hl_two_rates expected = {rate * rest, rest, rate * share, share};
    hl_score_moments m = scale == HL_SAFE_RATIO ? hl_stats__moments_ratio(&expected, effect)
                                                : hl_stats__moments_difference(&expected, effect);
    double a = m.control, b = m.treatment;
    return (bets){.control_one = -r * (1 - a) / rest,
                  .control_zero = r * a / rest,
                  .treatment_one = (1 - b) / share,
                  .treatment_zero = -b / share,
                  .least = -fmin(share / (1 - b), rest / (r * a)),
                  .most = fmin(rest / (r * (1 - a)), share / b),
                  .variance = m.variance};
}

static double gain(double count, double growth)
{
    return count > 0 ? count * log1p(growth) : 0;
}

static double log_bet(const hl_two_rates *r, const bets *b, double t)
{
    return gain(r->xc, t * b->control_one) + gain(r->nc - r->xc, t * b->control_zero) +
           gain(r->xt, t * b->treatment_one) + gain(r->nt - r->xt, t * b->treatment_zero);
}

/* The mixture's mass below t. */
static double mass_below(double t, double centre, double tau)
{
    const double pi = 3.14159265358979323846;
    double u = (t - centre) / tau;
    return (1 - CAUCHY_PART) * erfc(-u / sqrt(2)) / 2 +
           CAUCHY_PART * (0.5 + atan(u / CAUCHY_SCALE) / pi);
}

typedef struct grid {
    double t[BETS];
    double edge[BETS + 1]; /* between neighbours */
    double log_e[BETS];
} grid;

/* Side by side from both ends towards 0. */
static void lay(grid *g, const hl_two_rates *rates, const bets *b, double tau)
{
    double low = -LARGEST * b->least, high = LARGEST * b->most;
    double down = pow(fmin(low, tau) * SMALLEST / low, 1.0 / (SIDE - 1)), to_down = sqrt(down);
    double up = pow(fmin(high, tau) * SMALLEST / high, 1.0 / (SIDE - 1)), to_up = sqrt(up);
    for (int j = 0; j < SIDE; j++) {
        g->t[j] = -low;
        g->edge[j] = -low / to_down;
        g->t[BETS - 1 - j] = high;
        g->edge[BETS - j] = high / to_up;
        low *= down;
        high *= up;
    }
    g->edge[SIDE] = 0;
    for (int j = 0; j < BETS; j++)
        g->log_e[j] = log_bet(rates, b, g->t[j]);
}

/* Bets that are lost by NEGLIGIBLE and more against the best are not weighed. */
static double log_mixture(const grid *g, double centre, double tau)
{
    double most = -HL_INFINITY, sum = 0;
    for (int j = 0; j < BETS; j++)
        most = fmax(most, g->log_e[j]);
    int first = 0, last = BETS;
    while (g->log_e[first] < most - NEGLIGIBLE)
        first++;
    while (g->log_e[last - 1] < most - NEGLIGIBLE)
        last--;
    double below = mass_below(g->edge[first], centre, tau);
    for (int j = first; j < last; j++) {
        double next = mass_below(g->edge[j + 1], centre, tau);
        sum += (next - below) * exp(g->log_e[j] - most);
        below = next;
    }
    double whole = mass_below(g->edge[BETS], centre, tau) - mass_below(g->edge[0], centre, tau);
    return most + log(sum / whole);
}

double hl_stats__safe_log_e(const hl_two_rates *rates, double share, const hl_safe_prior *prior,
                            hl_safe_scale scale, double effect)
{
    double e = prior->rate, rest = 1 - share;
    bets b = bets_on(share, e, scale, effect);
    double r = scale == HL_SAFE_RATIO ? effect : 1;
    double off = scale == HL_SAFE_RATIO ? e - r * e : -effect; /* of no effect */
    double none_variance = e * (1 - e) / (share * rest);
    double none_tau = sqrt(e / (prior->converters * none_variance));
    double by_bet = e * (1 - e) * (1 / share + r / rest); /* how a bet at no effect shifts it */
    double tau = sqrt(e / (prior->converters * b.variance));
    grid g;
    lay(&g, rates, &b, tau);
    double centre = off / b.variance, wide = none_tau * by_bet / b.variance;
    double from_none = log_mixture(&g, centre, hypot(wide, RESOLVED * centre));
    if (scale == HL_SAFE_RATIO)
        return from_none;
    double from_it = log_mixture(&g, 0, tau), most = fmax(from_none, from_it);
    return most + log1p(exp(fmin(from_none, from_it) - most)) - log(2);
}
