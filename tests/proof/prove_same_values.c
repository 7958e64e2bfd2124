/* One amount twice of one unit, by arm: hardly told where arms are alike, where a treatment sells
 * more often, at many prices or at few, or where customers order the same again in both arms; told
 * where refunds of one arm are written as orders. And shares of arms that change over the days of a
 * file: told where the metric changes over them too, and hardly where one of the two does not. */
#include <math.h>

#include "base/number.h"
#include "base/random.h"
#include "tests/support/made.h"
#include "tests/support/proof.h"

enum { UNITS = 1500, DAYS = 14, RUNS = 3000, RUNS_OF_A_FAULT = 1000 };

static bool comes(hl_random *random, double p)
{
    return hl_base__random_uniform(random) < p;
}

static bool is_told(const hl_analysis *analysis, hl_finding_code code)
{
    for (size_t i = 0; i < analysis->check_count; i++)
        if (analysis->checks[i].finding.code == code)
            return true;
    return false;
}

/* ---- amounts that come twice */

typedef struct shop {
    const char *what;
    double again[2];    /* by arm: of the buyers, who buy once more */
    double same;        /* of these: the same */
    unsigned prices;    /* how many there are; 0: no two are one */
    double refunded[2]; /* by arm: of the orders, written once more */
    double least, most; /* of the runs */
} shop;

static const shop shops[] = {
    {"alike", {0.1, 0.1}, 0.05, 0, {0, 0}, 0, 0.001},
    {"the same again in both", {0.2, 0.2}, 0.8, 0, {0, 0}, 0, 0.001},
    {"more orders of other things", {0.1, 0.3}, 0.05, 0, {0, 0}, 0, 0.002},
    {"more orders, the same as often", {0.1, 0.3}, 0.5, 0, {0, 0}, 0, 0.05},
    {"more orders at three prices", {0.1, 0.3}, 0, 3, {0, 0}, 0, 0.05},
    {"more orders at one price", {0.1, 0.3}, 0, 1, {0, 0}, 0, 0.001},
    {"refunds of both", {0.1, 0.1}, 0.05, 0, {0.2, 0.2}, 0, 0.001},
    {"a third of one arm refunded", {0.1, 0.1}, 0.05, 0, {0, 0.33}, 0.99, 1},
};

static void add_buyer(hl_random *random, const shop *s, uint32_t arm, hl_cells *cells)
{
    const int32_t day = 20514;
    bool more = comes(random, s->again[arm]), refund = comes(random, s->refunded[arm]);
    bool same = more && (s->prices > 0 ? hl_base__random_below(random, s->prices) == 0
                                       : comes(random, s->same));
    hl_made_count(cells, arm, day, HL_COUNT_WITHIN, 1);
    hl_made_count(cells, arm, day, HL_COUNT_SEVERAL, more || refund);
    hl_made_count(cells, arm, day, HL_COUNT_SAME_VALUE, same || refund);
}

static bool tells_same(hl_random *random, const hl_design *design, const shop *s)
{
    const int32_t day = 20514;
    hl_cells *cells = hl_cells__new(design);
    for (uint32_t arm = 0; arm < 2; arm++) {
        int64_t buyers = 0;
        for (int i = 0; i < UNITS; i++)
            if (comes(random, 0.2)) {
                add_buyer(random, s, arm, cells);
                buyers++;
            }
        hl_made_enrol(cells, arm, 0, day, UNITS);
        hl_made_value(cells, arm, 0, day, 0, 1, 1, NULL, buyers);
        hl_made_value(cells, arm, 0, day, 0, 0, 1, NULL, UNITS - buyers);
    }
    hl_analysis *analysis = hl_made_run(design, cells);
    bool found = is_told(analysis, HL_FOUND_SAME_VALUES);
    hl_made_drop(analysis, cells);
    return found;
}

/* ---- arms that shift */

typedef struct ramp {
    const char *what;
    double first, last; /* share of the treated in the first days, and in the others */
    double trend;       /* of the rate, by the day */
    double least, most;
} ramp;

static const ramp ramps[] = {
    {"an even split, and a trend", 0.5, 0.5, 0.02, 0, 0.001},
    {"a ramp without a trend", 0.1, 0.5, 0, 0, 0.03},
    {"a ramp and a trend", 0.1, 0.5, 0.02, 0.99, 1},
};

static void add_dated(hl_random *random, const ramp *r, hl_day_values days[2][DAYS])
{
    for (int i = 0; i < 2 * UNITS; i++) {
        int day = i % DAYS;
        int arm = comes(random, day < DAYS / 2 ? r->first : r->last);
        double bought = comes(random, 0.4 - r->trend * day) ? 1 : 0;
        days[arm][day].n += 1;
        days[arm][day].sum += bought;
        days[arm][day].squares += bought;
    }
}

static bool tells_shift(hl_random *random, const hl_design *design, const ramp *r)
{
    hl_day_values days[2][DAYS] = {{{0}}};
    hl_day_values *of[] = {days[0], days[1]};
    size_t counts[] = {DAYS, DAYS};
    hl_dated_values dated = {"day", 0, of, counts};
    for (int i = 0; i < DAYS; i++)
        days[0][i].day = days[1][i].day = i;
    add_dated(random, r, days);
    hl_cells *cells = hl_cells__new(design);
    cells->dated_values = &dated;
    cells->dated_value_count = 1;
    for (uint32_t arm = 0; arm < 2; arm++) {
        double n = 0, sum = 0;
        for (int i = 0; i < DAYS; i++) {
            n += days[arm][i].n;
            sum += days[arm][i].sum;
        }
        hl_made_rate(cells, arm, 0, HL_CELLS_NO_DAY, 0, (int64_t)n, (int64_t)sum);
    }
    hl_analysis *analysis = hl_made_run(design, cells);
    bool found = is_told(analysis, HL_FOUND_ARMS_SHIFT);
    hl_made_drop(analysis, cells);
    return found;
}

int main(int argc, char **argv)
{
    static const hl_arm_weight arms[] = {{"control", 1}, {"evening", 1}};
    hl_proof proof = hl_proof_begin(argc, argv);
    hl_metric orders = hl_made_metric("orders", HL_METRIC_MEAN);
    orders.event = "convert";
    orders.value = HL_VALUE_OF_COUNT;
    hl_metric bought = hl_made_metric("bought", HL_METRIC_PROPORTION);
    hl_design of_orders = hl_made_design(arms, 2, &orders, 1);
    hl_design of_rows = hl_made_design(arms, 2, &bought, 1);
    for (size_t i = 0; i < sizeof shops / sizeof shops[0]; i++) {
        hl_random random = hl_base__random_seed(20261127, i);
        int runs = hl_proof_runs(&proof, shops[i].least > 0 ? RUNS_OF_A_FAULT : RUNS);
        long found = 0;
        for (int run = 0; run < runs; run++)
            found += tells_same(&random, &of_orders, &shops[i]);
        hl_proof_share(&proof, shops[i].what, "one amount twice", NULL, found, runs, shops[i].least,
                       shops[i].most);
    }
    for (size_t i = 0; i < sizeof ramps / sizeof ramps[0]; i++) {
        hl_random random = hl_base__random_seed(20261129, i);
        int runs = hl_proof_runs(&proof, ramps[i].least > 0 ? RUNS_OF_A_FAULT : RUNS);
        long found = 0;
        for (int run = 0; run < runs; run++)
            found += tells_shift(&random, &of_rows, &ramps[i]);
        hl_proof_share(&proof, ramps[i].what, "arms that shift", NULL, found, runs, ramps[i].least,
                       ramps[i].most);
    }
    return hl_proof_end(&proof);
}
