/* Lindon, M. & Malek, A. (2022), Anytime-valid inference for multinomial count data, NeurIPS: a
 * mixture of likelihood ratios against the planned shares is a test martingale, so its running
 * maximum passes 1/alpha with probability at most alpha, however often it is looked at.
 *
 * Expected shares are those of the weights in force when each unit came, so a ramp changes the
 * planned shares and the alternative with them. Two halves are mixed:
 *   tilt       arm i gets its planned share times lambda (then all are scaled back), for every arm
 *              and lambda = exp(-+ 0.0005 2^j), j = 0..11: one arm loses or gains users, by the
 * same part in every step of the ramp. This is what broken logging and redirects do, and it is
 * learned across steps. Dirichlet  shares ~ Dirichlet(100 x planned), anew whenever the weights
 * change: anything else. */
#include "stats/srm_sequential.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/number.h"
#include "stats/log_gamma.h"

enum { MOST_ARMS = 64, SIZES = 12, TILTS = 2 * SIZES };
static const double concentration = 100;

typedef struct process {
    size_t arms;
    double log_tilt[MOST_ARMS][TILTS];
    double shares[MOST_ARMS]; /* in force */
    double counts[MOST_ARMS]; /* since the weights last changed */
    double log_closed;        /* Dirichlet factors of the stages that are over */
} process;

static double lambda_of(size_t tilt)
{
    double size = 0.0005 * ldexp(1, (int)(tilt / 2));
    return exp(tilt % 2 == 0 ? -size : size);
}

static void add_tilts(process *p, const double *counts, double n)
{
    for (size_t i = 0; i < p->arms; i++) {
        if (!(p->shares[i] > 0 && p->shares[i] < 1))
            continue;
        for (size_t j = 0; j < TILTS; j++) {
            double lambda = lambda_of(j);
            p->log_tilt[i][j] += counts[i] * log(lambda) - n * log1p(p->shares[i] * (lambda - 1));
        }
    }
}

/* log of the Dirichlet-multinomial likelihood over the planned one, for the stage at hand. */
static double log_dirichlet(const process *p)
{
    double n = 0, sum = 0;
    for (size_t i = 0; i < p->arms; i++) {
        if (!(p->shares[i] > 0))
            continue;
        double prior = concentration * p->shares[i];
        n += p->counts[i];
        sum += hl_stats__log_gamma(prior + p->counts[i]) - hl_stats__log_gamma(prior) -
               p->counts[i] * log(p->shares[i]);
    }
    return sum + hl_stats__log_gamma(concentration) - hl_stats__log_gamma(concentration + n);
}

static double log_mean_tilt(const process *p)
{
    double most = -HL_INFINITY, sum = 0;
    for (size_t i = 0; i < p->arms; i++)
        for (size_t j = 0; j < TILTS; j++)
            most = fmax(most, p->log_tilt[i][j]);
    for (size_t i = 0; i < p->arms; i++)
        for (size_t j = 0; j < TILTS; j++)
            sum += exp(p->log_tilt[i][j] - most);
    return most + log(sum / (double)(p->arms * TILTS));
}

static double log_e_now(const process *p)
{
    double a = log_mean_tilt(p), b = p->log_closed + log_dirichlet(p), most = fmax(a, b);
    return most + log((exp(a - most) + exp(b - most)) / 2);
}

/* Takes on the weights of a block; false when a unit came into a closed arm. */
static bool enter_stage(process *p, const double *weights, const double *counts)
{
    double total = 0, shares[MOST_ARMS];
    for (size_t i = 0; i < p->arms; i++) {
        total += weights[i];
        if (counts[i] > 0 && !(weights[i] > 0))
            return false;
    }
    for (size_t i = 0; i < p->arms; i++)
        shares[i] = total > 0 ? weights[i] / total : 0;
    if (memcmp(shares, p->shares, p->arms * sizeof *shares) != 0) {
        p->log_closed += log_dirichlet(p);
        memcpy(p->shares, shares, p->arms * sizeof *shares);
        memset(p->counts, 0, sizeof p->counts);
    }
    return true;
}

/* The arm whose loss explains the counts best; a gain only when no loss does. Of two arms, a loss
 * of one and a gain of the other look the same, and losses are what happens. */
static void name_suspect(const process *p, hl_srm_sequential *out)
{
    double most = 0;
    out->tilt = 1;
    for (size_t gain = 0; gain < 2 && most == 0; gain++)
        for (size_t i = 0; i < p->arms; i++)
            for (size_t j = gain; j < TILTS; j += 2)
                if (p->log_tilt[i][j] > most) {
                    most = p->log_tilt[i][j];
                    out->suspect = i;
                    out->tilt = lambda_of(j);
                }
}

hl_srm_sequential hl_stats__srm_sequential(const double *counts, const double *weights,
                                           size_t blocks, size_t arms)
{
    hl_srm_sequential out = {0, 1, 0, 0, 1};
    process p;
    memset(&p, 0, sizeof p);
    p.arms = arms;
    if (arms < 2 || arms > MOST_ARMS)
        return (hl_srm_sequential){HL_NAN, HL_NAN, HL_NAN, 0, HL_NAN};
    for (size_t b = 0; b < blocks; b++) {
        const double *block = counts + b * arms;
        double n = 0;
        for (size_t i = 0; i < arms; i++)
            n += block[i];
        if (!(n > 0))
            continue;
        if (!enter_stage(&p, weights + b * arms, block)) {
            out.log_e = HL_INFINITY;
            break;
        }
        out.n += n;
        add_tilts(&p, block, n);
        for (size_t i = 0; i < arms; i++)
            p.counts[i] += block[i];
        out.log_e = fmax(out.log_e, log_e_now(&p));
    }
    out.p = fmin(1, exp(-out.log_e));
    name_suspect(&p, &out);
    return out;
}
