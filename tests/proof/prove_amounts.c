/* Units and signs of amounts by arm: hardly an alarm of honest ones, whatever their tails, however
 * few they are, with effects up to three times; no verdict where one arm writes cents, yen,
 * thousands, or has lost its signs. Two arms, the values that are not 0 drawn by themselves. */
#include <math.h>

#include "base/random.h"
#include "tests/support/made.h"
#include "tests/support/proof.h"

enum { RUNS = 10000, RUNS_OF_A_FAULT = 1000, MOST = 400 };

typedef double draw(hl_random *random, double effect);

typedef struct shop {
    const char *what;
    draw *value;
    int n[2]; /* amounts */
    double effect;
    bool wrong;   /* `spoil` makes it so */
    draw *spoil;  /* of a value of the second arm; NULL: as it is */
    double share; /* so many of them */
} shop;

static double normal(hl_random *random)
{
    double u = hl_base__random_uniform(random), v = hl_base__random_uniform(random);
    return sqrt(-2 * log(1 - u)) * cos(2 * acos(-1) * v);
}

static double in_cents(double value)
{
    return fmax(round(value * 100) / 100, 0.01);
}

static double usual(hl_random *random, double effect)
{
    return in_cents(effect * exp(4 + 0.7 * normal(random)));
}

static double heavy(hl_random *random, double effect)
{
    return in_cents(effect * exp(3 + 2 * normal(random)));
}

static double pareto(hl_random *random, double effect)
{
    return ceil(effect * 10 / pow(1 - hl_base__random_uniform(random), 1 / 1.1));
}

static double round_heavy(hl_random *random, double effect)
{
    return 100 * ceil(effect * exp(1.5 * normal(random)));
}

/* The treated buy the dear ones three times as often. */
static double prices(hl_random *random, double effect)
{
    static const double price[] = {9.9, 29.9, 99, 399};
    double u = hl_base__random_uniform(random);
    return u < 0.1 * effect ? price[3] : u < 0.2 * effect ? price[2] : price[u < 0.8];
}

static double counts(hl_random *random, double effect)
{
    return ceil(-log(1 - hl_base__random_uniform(random)) * 4 * effect);
}

static double with_refunds(hl_random *random, double effect)
{
    double value = usual(random, effect);
    return hl_base__random_uniform(random) < 0.05 ? -value : value;
}

/* A margin of which the treated are given a part of an order. */
static double margin(hl_random *random, double effect)
{
    double value = exp(3 + 0.7 * normal(random));
    value = in_cents(value + 1) - (effect > 1 ? 10 : 0);
    return value == 0 ? 0.01 : value;
}

/* Once in a while an order of what only the treated are offered. */
static double one_offer(hl_random *random, double effect)
{
    bool takes = effect > 1 && hl_base__random_uniform(random) < 0.1;
    return takes ? 9800 : usual(random, 1);
}

static double rounded(hl_random *random, double effect)
{
    double value = usual(random, 1);
    return effect > 1 ? ceil(value) : value;
}

/* ---- faults: of a value */

static double to_cents(hl_random *random, double value)
{
    (void)random;
    return round(value * 100);
}

static double to_yen(hl_random *random, double value)
{
    (void)random;
    return ceil(value * 20);
}

static double to_thousands(hl_random *random, double value)
{
    (void)random;
    return fmax(round(value * 10) / 10000, 0.0001);
}

static double to_loss(hl_random *random, double value)
{
    (void)random;
    return -fabs(value);
}

static const shop shops[] = {
    {"usual orders, three times as large", usual, {200, 200}, 3, false, NULL, 0},
    {"heavy tails, three times as large", heavy, {200, 200}, 3, false, NULL, 0},
    {"heavy tails, a twentieth of the buyers", heavy, {20, 400}, 3, false, NULL, 0},
    {"heavy tails, few buyers", heavy, {12, 15}, 3, false, NULL, 0},
    {"Pareto tails in whole numbers", pareto, {300, 60}, 3, false, NULL, 0},
    {"round sums", round_heavy, {200, 200}, 3, false, NULL, 0},
    {"dear goods three times as often", prices, {200, 200}, 3, false, NULL, 0},
    {"counts, three times as many", counts, {300, 300}, 3, false, NULL, 0},
    {"refunds", with_refunds, {200, 300}, 2, false, NULL, 0},
    {"a margin without what is given away", margin, {200, 200}, 2, false, NULL, 0},
    {"an offer to the treated alone", one_offer, {200, 200}, 2, false, NULL, 0},
    {"prices rounded up", rounded, {200, 200}, 2, false, NULL, 0},
    {"one arm in cents", usual, {200, 200}, 1, true, to_cents, 1},
    {"one arm in cents, few buyers", usual, {12, 15}, 1, true, to_cents, 1},
    {"one arm in cents, heavy tails", heavy, {200, 200}, 1, true, to_cents, 1},
    {"one arm in yen", usual, {100, 100}, 1, true, to_yen, 1},
    {"one arm in thousands", usual, {100, 100}, 1, true, to_thousands, 1},
    {"half of an arm in cents", usual, {200, 200}, 1, true, to_cents, 0.5},
    {"round sums in cents", round_heavy, {100, 100}, 1, true, to_cents, 1},
    {"a third of an arm below 0", usual, {200, 200}, 1, true, to_loss, 0.3},
};

static double value_of(hl_random *random, const shop *s, uint32_t arm)
{
    double value = s->value(random, arm == 1 ? s->effect : 1);
    bool spoils = arm == 1 && s->spoil != NULL && hl_base__random_uniform(random) < s->share;
    return spoils ? s->spoil(random, value) : value;
}

/* hl_arm_amounts keeps them rising, which only ranks need: the check sorts by size. */
static void draw_amounts(hl_random *random, const shop *s, hl_cells *cells)
{
    static hl_amount values[2][MOST];
    static hl_amount *of[2];
    static size_t numbers[2];
    static hl_arm_amounts amounts;
    for (uint32_t arm = 0; arm < 2; arm++) {
        of[arm] = values[arm];
        numbers[arm] = (size_t)s->n[arm];
        for (size_t i = 0; i < numbers[arm]; i++)
            values[arm][i] = (hl_amount){value_of(random, s, arm), 1};
    }
    amounts = (hl_arm_amounts){0, of, numbers};
    cells->amounts = &amounts;
    cells->amount_count = 1;
}

static bool alarms(hl_random *random, const hl_design *design, const shop *s)
{
    hl_cells *cells = hl_made_two_rates(design, HL_CELLS_NO_DAY, 1000, 100, 1000, 100);
    bool found = false;
    draw_amounts(random, s, cells);
    hl_analysis *analysis = hl_made_run(design, cells);
    for (size_t i = 0; i < analysis->check_count; i++)
        found = found || (analysis->checks[i].finding.check == HL_CHECK_AMOUNTS &&
                          (!s->wrong || analysis->checks[i].status == HL_CHECK_FAIL));
    hl_made_drop(analysis, cells);
    return found;
}

int main(int argc, char **argv)
{
    static const hl_arm_weight arms[] = {{"control", 1}, {"evening", 1}};
    hl_proof proof = hl_proof_begin(argc, argv);
    hl_metric revenue = hl_made_metric("revenue", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(arms, 2, &revenue, 1);
    long alarmed = 0, honest = 0;
    for (size_t i = 0; i < sizeof shops / sizeof shops[0]; i++) {
        const shop *s = &shops[i];
        hl_random random = hl_base__random_seed(20261127, i);
        int runs = s->wrong ? hl_proof_few_runs(&proof, RUNS_OF_A_FAULT, 20)
                            : hl_proof_few_runs(&proof, RUNS, 60);
        long found = 0;
        for (int run = 0; run < runs; run++)
            found += alarms(&random, &design, s);
        if (s->wrong)
            hl_proof_share(&proof, s->what, "units of amounts: no verdict", "0.0 %", found, runs,
                           0.95, 1);
        else
            hl_proof_share(&proof, s->what, "units of amounts: alarms", "0.0 %", found, runs, 0,
                           0.001);
        alarmed += s->wrong ? 0 : found;
        honest += s->wrong ? 0 : runs;
    }
    hl_proof_share(&proof, "honest amounts", "units of amounts: alarms", "0.0 %", alarmed, honest,
                   0, 0.001);
    return hl_proof_end(&proof);
}
