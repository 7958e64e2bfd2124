/* The always-valid interval of two quantiles under 200 looks, both arms alike: whether it ever
 * leaves out no effect. p does so exactly when the interval of the difference and that of the lift
 * do (tests/property/test_quantile_region.c). */
#include <math.h>
#include <string.h>

#include "base/random.h"
#include "stats/quantile_region.h"
#include "tests/support/proof.h"

enum { LOOKS = 200, UNITS_A_LOOK = 15, MOST = LOOKS * UNITS_A_LOOK };

typedef double (*draw_function)(hl_random *random);

static double lognormal(hl_random *random)
{
    return exp(hl_base__random_normal(random));
}

static double exponential(hl_random *random)
{
    return -log1p(-hl_base__random_uniform(random));
}

/* The median between 3 and 4. */
static double seven(hl_random *random)
{
    static const double at_or_below[] = {.10, .25, .50, .70, .90, .97, 1};
    double u = hl_base__random_uniform(random);
    int value = 0;
    while (u >= at_or_below[value])
        value++;
    return value + 1;
}

/* Rising values, each a run of its own or of the units that share it. */
typedef struct arm {
    double values[MOST];
    int64_t upto[MOST];
    size_t count;
} arm;

static void add(arm *a, double value)
{
    size_t at = a->count;
    while (at > 0 && a->values[at - 1] > value)
        at--;
    bool there = at > 0 && !(a->values[at - 1] < value);
    if (!there) {
        memmove(a->values + at + 1, a->values + at, (a->count - at) * sizeof *a->values);
        memmove(a->upto + at + 1, a->upto + at, (a->count - at) * sizeof *a->upto);
        a->values[at] = value;
        a->upto[at] = at == 0 ? 0 : a->upto[at - 1];
        a->count++;
    }
    for (size_t i = there ? at - 1 : at; i < a->count; i++)
        a->upto[i]++;
}

static hl_run_values runs_of(const arm *a)
{
    return (hl_run_values){a->values, a->values, a->upto, a->count};
}

static arm control, treatment;

static bool ever_wrong(double quantile, draw_function draw, size_t looks, uint64_t run)
{
    hl_random random = hl_base__random_seed(131, run);
    hl_quantile_evidence evidence = {quantile, hl_stats__count_sequence,
                                     hl_stats__count_sequence_strength(5000)};
    control.count = treatment.count = 0;
    for (size_t look = 1; look <= LOOKS; look++) {
        for (size_t i = 0; i < UNITS_A_LOOK; i++) {
            add(&control, draw(&random));
            add(&treatment, draw(&random));
        }
        hl_run_values c = runs_of(&control);
        hl_run_values t = runs_of(&treatment);
        if (look % (LOOKS / looks) == 0 &&
            hl_stats__quantile_line(&c, &t, &evidence, 1, 0).least > log(20))
            return true;
    }
    return false;
}

int main(int argc, char **argv)
{
    static const struct {
        const char *what;
        draw_function draw;
        double quantile;
    } cases[] = {
        {"values 1-7 at a boundary, median, 200 looks", seven, 0.5},
        {"lognormal, median, 200 looks", lognormal, 0.5},
        {"exponential, 90 % point, 200 looks", exponential, 0.9},
    };
    hl_proof proof = hl_proof_begin(argc, argv);
    int runs = hl_proof_runs(&proof, 1000);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        long wrong = 0;
        for (int run = 0; run < runs; run++)
            wrong += ever_wrong(cases[i].quantile, cases[i].draw, proof.brief ? 10 : LOOKS,
                                (uint64_t)run);
        hl_proof_share(&proof, cases[i].what, "always valid: ever wrong", NULL, wrong, runs, 0,
                       0.05);
    }
    return hl_proof_end(&proof);
}
