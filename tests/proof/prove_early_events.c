/* Events before the touch: no alarm where arms are alike, whatever history the store has of its
 * customers and however the shares of the arms changed; an alarm where dates of one arm were
 * misread, or its clock is wrong. 2,000 units an arm, three in ten of whom buy after their touch.
 */
#include "base/random.h"
#include "tests/support/made.h"
#include "tests/support/proof.h"

enum { DAYS = 5, APART = 4, A_DAY = 800, RUNS = 10000, RUNS_OF_A_FAULT = 1000, BINS = 5 };

static const hl_cells_counter counters[BINS] = {HL_COUNT_EARLY, HL_COUNT_EARLY_MONTH,
                                                HL_COUNT_EARLY_MONTHS, HL_COUNT_EARLY_YEAR,
                                                HL_COUNT_EARLY_LONG};

typedef struct shop {
    const char *what;
    double before[BINS]; /* of customers who bought at each distance before the touch */
    bool ramp;           /* one in ten treated in the first half, one in two in the second */
    bool since;          /* the store has what was since the first day alone */
    double misread;      /* of what the control's customers buy after their touch */
    int to;              /* where it stands */
    double least, most;  /* of the alarms */
    const char *was;     /* of the week before alone, over all days */
} shop;

static const shop shops[] = {
    {"alike, no history", {0.2, 0, 0, 0, 0}, false, false, 0, 0, 0, 0.001, "0.08 %"},
    {"alike, a history of years", {0.2, 0.4, 0.7, 0.2, 0.6}, false, false, 0, 0, 0, 0.001, NULL},
    {"alike, few events", {0.002, 0.004, 0.002, 0.001, 0.001}, false, false, 0, 0, 0, 0.001, NULL},
    {"alike, a ramp", {0.2, 0.4, 0.7, 0.2, 0.6}, true, false, 0, 0, 0, 0.001, NULL},
    {"alike, a ramp, the history since", {0.2, 0.4, 0, 0, 0}, true, true, 0, 0, 0, 0.001, NULL},
    {"a quarter a day early", {0.2, 0.4, 0.7, 0.2, 0.6}, false, false, 0.25, 0, 0.75, 1, "89.1 %"},
    {"half a day early", {0.2, 0.4, 0.7, 0.2, 0.6}, false, false, 0.5, 0, 0.999, 1, "100.0 %"},
    {"two in five a month early", {0.2, 0.4, 0, 0, 0}, false, false, 0.4, 1, 0.6, 1, "0.0 %"},
    {"two in five a year early", {0.2, 0.4, 0.7, 0.2, 0.6}, false, false, 0.4, 3, 0.9, 1, "0.0 %"},
};

static bool comes(hl_random *random, double p)
{
    return p > 0 && hl_base__random_uniform(random) < p;
}

/* Of a unit that was touched on that day, as far as the store goes back. */
static double chance_of(const shop *s, int bin, int day)
{
    static const double begins[] = {0, 7}, ends[] = {7, 35};
    if (!s->since)
        return s->before[bin];
    double seen = bin > 1 ? 0 : (APART * day - begins[bin]) / (ends[bin] - begins[bin]);
    return s->before[bin] * (seen < 0 ? 0 : seen > 1 ? 1 : seen);
}

static void add_unit(hl_random *random, const shop *s, int day, int64_t early[2][BINS],
                     int64_t units[2], int64_t buyers[2])
{
    double share = !s->ramp ? 0.5 : day < DAYS / 2 ? 0.1 : 0.5;
    int arm = hl_base__random_uniform(random) < share;
    bool buys = comes(random, 0.3);
    bool misread = buys && arm == 0 && comes(random, s->misread);
    units[arm]++;
    buyers[arm] += buys && !misread;
    for (int bin = 0; bin < BINS; bin++)
        early[arm][bin] += comes(random, chance_of(s, bin, day)) || (misread && bin == s->to);
}

static bool alarms(hl_random *random, const hl_design *design, const shop *s)
{
    hl_cells *cells = hl_cells__new(design);
    bool found = false;
    for (int32_t day = 0; day < DAYS; day++) {
        int64_t early[2][BINS] = {{0}}, units[2] = {0}, buyers[2] = {0};
        for (int i = 0; i < A_DAY; i++)
            add_unit(random, s, day, early, units, buyers);
        for (uint32_t arm = 0; arm < 2; arm++) {
            hl_made_enrol(cells, arm, 0, day, units[arm]);
            hl_made_rate(cells, arm, 0, day, 0, units[arm], buyers[arm]);
            for (int bin = 0; bin < BINS; bin++)
                hl_made_count(cells, arm, day, counters[bin], early[arm][bin]);
        }
    }
    hl_analysis *analysis = hl_made_run(design, cells);
    for (size_t i = 0; i < analysis->check_count; i++)
        found = found || analysis->checks[i].finding.check == HL_CHECK_EARLY_EVENTS;
    hl_made_drop(analysis, cells);
    return found;
}

int main(int argc, char **argv)
{
    static const hl_arm_weight arms[] = {{"control", 1}, {"evening", 1}};
    hl_proof proof = hl_proof_begin(argc, argv);
    hl_metric bought = hl_made_metric("bought", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(arms, 2, &bought, 1);
    long alike = 0, alike_runs = 0;
    for (size_t i = 0; i < sizeof shops / sizeof shops[0]; i++) {
        hl_random random = hl_base__random_seed(20261127, i);
        bool fault = shops[i].misread > 0;
        int runs = fault ? hl_proof_few_runs(&proof, RUNS_OF_A_FAULT, 20)
                         : hl_proof_few_runs(&proof, RUNS, 60);
        long found = 0;
        for (int run = 0; run < runs; run++)
            found += alarms(&random, &design, &shops[i]);
        if (fault)
            hl_proof_share(&proof, shops[i].what, "events before the touch: alarms", shops[i].was,
                           found, runs, shops[i].least, shops[i].most);
        alike += fault ? 0 : found;
        alike_runs += fault ? 0 : runs;
    }
    /* few runs of each say nothing of a thousandth */
    hl_proof_share(&proof, "arms alike, five shops", "events before the touch: alarms", "0.08 %",
                   alike, alike_runs, 0, 0.001);
    return hl_proof_end(&proof);
}
