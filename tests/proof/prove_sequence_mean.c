/* Level of the always-valid interval of two means under 200 looks: share of runs in which some look
 * leaves out the true difference, or the true lift. */
#include <math.h>
#include <stdio.h>

#include "base/random.h"
#include "hookline.h"
#include "stats/sequence_mean.h"
#include "stats/welch.h"
#include "tests/support/proof.h"

enum { LOOKS = 200, REPLICATES = 1500 };
static int replicates; /* fewer in the short form */

static double normal(hl_random *random)
{
    return 3 + hl_base__random_normal(random);
}
static double exponential(hl_random *random)
{
    return -log1p(-hl_base__random_uniform(random));
}
/* 2 % of users buy, for a log-normal amount: sd 11 times the mean. */
static double revenue(hl_random *random)
{
    return hl_base__random_uniform(random) < 0.02 ? exp(3 + hl_base__random_normal(random)) : 0;
}
/* Gains and losses that leave next to nothing: costs for all, and gains that spread. */
static double gains(hl_random *random)
{
    return exp(hl_base__random_normal(random)) - 1.6;
}
static double both_ways(hl_random *random)
{
    double u = hl_base__random_uniform(random), v = exp(hl_base__random_normal(random));
    return u < 0.05 ? v : u < 0.1 ? -v : 0;
}
static double jackpots(hl_random *random)
{
    return (hl_base__random_uniform(random) < 0.02 ? 30 : 0) - 0.5 + hl_base__random_normal(random);
}
static double heavy(hl_random *random)
{
    return exp(2 * hl_base__random_normal(random)); /* sd 7 times the mean, kurtosis 10^7 */
}

typedef struct design {
    const char *name;
    double (*draw)(hl_random *random);
    double share; /* of the treatment */
    double lift;  /* true: the treatment's values times 1 + lift */
    int users;
    int proved; /* its level must hold */
    bool signs; /* some values are below 0 */
} design;

static const design designs[] = {
    {"normal", normal, 0.5, 0, 20000, 1, false},
    {"exponential", exponential, 0.5, 0, 20000, 1, false},
    {"exponential", exponential, 0.1, 0, 20000, 1, false},
    {"exponential", exponential, 0.5, 0.2, 20000, 1, false},
    {"revenue, 2 % buy", revenue, 0.5, 0, 80000, 1, false},
    {"revenue, 2 % buy", revenue, 0.1, 0, 80000, 1, false},
    {"revenue, 2 % buy", revenue, 0.1, 0.2, 80000, 1, false},
    {"gains and losses", gains, 0.5, 0, 20000, 1, true},
    {"gains and losses", gains, 0.1, 0.2, 20000, 1, true},
    {"gains, losses of few", both_ways, 0.1, 0, 20000, 1, true},
    {"2 % gain much", jackpots, 0.1, 0, 80000, 1, true},
    {"log-normal, sigma 2", heavy, 0.5, 0, 20000, 0, false},
};

typedef struct running {
    double n, sum, squares, cubes;
} running;

static hl_sample sample_of(const running *r)
{
    return (hl_sample){r->n, r->sum / r->n, (r->squares - r->sum * r->sum / r->n) / (r->n - 1)};
}

static bool is_ready(const running *r, bool signs)
{
    hl_sample arm = sample_of(r);
    double third = r->cubes / r->n - 3 * arm.mean * r->squares / r->n + 2 * pow(arm.mean, 3);
    return signs ? hl_stats__sequence_signed_ready(&arm, third) : hl_stats__sequence_ready(&arm);
}

static void add(running *r, double x)
{
    r->n++;
    r->sum += x;
    r->squares += x * x;
    r->cubes += x * x * x;
}

static int leaves_out(const hl_fieller *set, double lift)
{
    if (set->type == HL_FIELLER_BOUNDED)
        return lift < set->low || lift > set->high;
    return set->type == HL_FIELLER_EXCLUSIVE && lift > set->low && lift < set->high;
}

typedef struct result {
    double wrong, fixed; /* share of runs */
    double shown;        /* runs that have an interval at the end */
    double first, width; /* mean over those */
} result;

static result play(const design *d, uint64_t stream)
{
    result out = {0, 0, 0, 0, 0};
    for (int r = 0; r < replicates; r++) {
        hl_random random = hl_base__random_seed(47 + stream, (uint64_t)r);
        running c = {0, 0, 0, 0}, t = {0, 0, 0, 0};
        int wrong = 0, fixed = 0, first = 0, difference_out = 0;
        for (int look = 1; look <= LOOKS; look++) {
            for (int i = 0; i < d->users / LOOKS; i++)
                if (hl_base__random_uniform(&random) < d->share)
                    add(&t, (1 + d->lift) * d->draw(&random));
                else
                    add(&c, d->draw(&random));
            hl_sample control = sample_of(&c), treatment = sample_of(&t);
            hl_mean_pair pair = hl_stats__mean_pair(&control, &treatment);
            hl_sequence_mean s = hl_stats__sequence_pair(&pair, c.n + t.n, 0.05, d->users);
            s.ready = s.ready && is_ready(&c, d->signs) && is_ready(&t, d->signs);
            difference_out |= s.ready && d->lift == 0 && (s.low > 0 || s.high < 0);
            hl_fieller once = hl_stats__fieller(&pair, 1.96);
            fixed |= c.n > 30 && t.n > 30 && leaves_out(&once, d->lift);
            wrong |= s.ready && leaves_out(&s.lift, d->lift);
            if (s.ready && first == 0)
                first = look;
            if (look == LOOKS && s.ready) {
                out.width += s.critical / 1.96;
                out.shown++;
            }
        }
        out.wrong += (double)(wrong || difference_out) / replicates;
        out.fixed += (double)fixed / replicates;
        out.first += (double)first * d->users / LOOKS;
    }
    out.first /= out.shown;
    out.width /= out.shown;
    return out;
}

int main(int argc, char **argv)
{
    hl_proof proof = hl_proof_begin(argc, argv);
    replicates = hl_proof_runs(&proof, REPLICATES);
    hl_init();
    printf("95 %% always-valid interval of the lift of a mean, %d looks, %d replicates\n\n"
           "%-20s %6s %6s %7s  %10s %15s %7s %9s %7s\n",
           LOOKS, replicates, "", "split", "lift", "users", "ever wrong", "fixed interval", "shown",
           "from user", "width");
    for (size_t i = 0; i < sizeof designs / sizeof designs[0]; i++) {
        const design *d = &designs[i];
        result r = play(d, i);
        printf("%-20s %3.0f/%-2.0f %6.2g %7d  %8.2f %% %13.2f %% %5.0f %% %9.0f  x %.2f%s\n",
               d->name, 100 * (1 - d->share), 100 * d->share, d->lift, d->users, 100 * r.wrong,
               100 * r.fixed, 100 * r.shown / replicates, r.first, r.width,
               d->proved ? "" : "   (shown, not claimed)");
        char name[64];
        (void)snprintf(name, sizeof name, "%s, %.0f/%.0f, lift %g", d->name, 100 * (1 - d->share),
                       100 * d->share, d->lift);
        hl_proof_share(&proof, name, "lift ever left out, 200 looks", NULL,
                       lround(r.wrong * replicates), replicates, 0, d->proved ? 0.05 : 1);
    }
    return hl_proof_end(&proof);
}
