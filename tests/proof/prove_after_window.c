/* Events behind the window, by arm: hardly an alarm where arms are alike, or where a treatment has
 * an effect within its window or behind it too; told where it only brought forward what would have
 * come; no verdict where dates of one arm were read a month too late. 2,000 units an arm, touched
 * on five days, a window of a week. */
#include <math.h>

#include "base/civil.h"
#include "base/random.h"
#include "log/distances.h"
#include "tests/support/made.h"
#include "tests/support/proof.h"

enum { DAYS = 5, A_DAY = 800, RUNS = 10000, RUNS_OF_A_FAULT = 1000, TYPE = 1, WEEK = 7 };

typedef struct shop {
    const char *what;
    double rate;           /* events a day */
    double within, behind; /* times as many of the treated, in the window and behind it */
    double forward;        /* of the treated who would come behind it: come within */
    double cycle;          /* days between the events of one customer; 0: they come by chance */
    double misread;        /* of the control's events within: a month late */
    bool blocks;           /* what is counted: no verdict; else that it is told */
    double least, most;    /* of the runs */
} shop;

static const shop shops[] = {
    {"alike", 0.03, 1, 1, 0, 0, 0, false, 0, 0.001},
    {"alike, few events", 0.002, 1, 1, 0, 0, 0, false, 0, 0.001},
    {"an effect within the window", 0.03, 1.5, 1, 0, 0, 0, false, 0, 0.001},
    {"an effect that lasts", 0.03, 1.5, 1.3, 0, 0, 0, false, 0, 0.001},
    {"customers who come every 30 days", 0, 1.3, 1, 0, 30, 0, false, 0, 0.001},
    {"brought forward: told", 0.01, 1, 1, 0.4, 0, 0, false, 0.9, 1},
    {"brought forward: no verdict", 0.01, 1, 1, 0.4, 0, 0, true, 0, 0.001},
    {"two in five a month late, beside many others", 0.03, 1, 1, 0, 0, 0.4, true, 0.7, 1},
};

static bool comes(hl_random *random, double p)
{
    return hl_base__random_uniform(random) < p;
}

/* Days from the touch to the first event in the window, or else behind it; treated at times the
 * rate. */
static double first_event(hl_random *random, const shop *s, bool treated)
{
    double in = treated ? s->within : 1, out = treated ? s->behind : 1;
    if (s->cycle > 0) {
        double at = s->cycle * hl_base__random_uniform(random);
        return at > WEEK && comes(random, (in - 1) / 4) ? WEEK * hl_base__random_uniform(random)
                                                        : at;
    }
    double at = -log(1 - hl_base__random_uniform(random)) / (s->rate * in);
    if (at <= WEEK)
        return at;
    at = WEEK - log(1 - hl_base__random_uniform(random)) / (s->rate * out);
    return treated && comes(random, s->forward) && at < 60 ? hl_base__random_uniform(random) : at;
}

/* Units by what they are counted as. */
typedef struct counts {
    int64_t within, after, months, beside;
} counts;

static void add_unit(hl_random *random, const hl_log_rules *rules, const shop *s, int32_t day,
                     bool treated, counts *to)
{
    enum { MONTH = 31, HORIZON = 60 };
    double at = first_event(random, s, treated);
    if (!treated && at <= WEEK && comes(random, s->misread))
        at += MONTH;
    to->within += at <= WEEK;
    if (at <= WEEK || at > HORIZON)
        return;
    int64_t touch = day * HL_DAY_MS, event = touch + (int64_t)(at * (double)HL_DAY_MS);
    hl_cells_counter months = hl_log__months_counter(rules, TYPE, touch, event);
    to->after++;
    to->months += months == HL_COUNT_MONTHS_AFTER;
    to->beside += months == HL_COUNT_BESIDE_MONTHS;
}

static bool alarms(hl_random *random, const hl_log_rules *rules, const hl_design *design,
                   const shop *s)
{
    const int32_t march = 20514; /* 2026-03-02, a month of 31 days */
    hl_cells *cells = hl_cells__new(design);
    bool found = false;
    for (int32_t day = march; day < march + DAYS; day++) {
        int64_t units[2] = {0};
        counts of[2] = {{0}};
        for (int i = 0; i < A_DAY; i++) {
            int arm = comes(random, 0.5);
            units[arm]++;
            add_unit(random, rules, s, day, arm == 1, &of[arm]);
        }
        for (uint32_t arm = 0; arm < 2; arm++) {
            hl_made_enrol(cells, arm, 0, day, units[arm]);
            hl_made_rate(cells, arm, 0, day, 0, units[arm], of[arm].within);
            hl_made_count(cells, arm, day, HL_COUNT_WITHIN, of[arm].within);
            hl_made_count(cells, arm, day, HL_COUNT_AFTER, of[arm].after);
            hl_made_count(cells, arm, day, HL_COUNT_MONTHS_AFTER, of[arm].months);
            hl_made_count(cells, arm, day, HL_COUNT_BESIDE_MONTHS, of[arm].beside);
        }
    }
    hl_analysis *analysis = hl_made_run(design, cells);
    for (size_t i = 0; i < analysis->check_count; i++)
        found = found || (analysis->checks[i].finding.check == HL_CHECK_AFTER_WINDOW &&
                          (!s->blocks || analysis->checks[i].status == HL_CHECK_FAIL));
    hl_made_drop(analysis, cells);
    return found;
}

int main(int argc, char **argv)
{
    static const hl_arm_weight arms[] = {{"control", 1}, {"evening", 1}};
    hl_proof proof = hl_proof_begin(argc, argv);
    hl_metric bought = hl_made_metric("bought", HL_METRIC_PROPORTION);
    bought.within_ms = WEEK * HL_DAY_MS;
    const hl_log_metric read = {.metric = &bought, .event = TYPE, .denominator = HL_LOG_NO_NAME};
    const hl_log_rules rules = {.metric_count = 1, .metrics = &read};
    hl_design design = hl_made_design(arms, 2, &bought, 1);
    long alike = 0, alike_runs = 0;
    for (size_t i = 0; i < sizeof shops / sizeof shops[0]; i++) {
        const shop *s = &shops[i];
        hl_random random = hl_base__random_seed(20261128, i);
        bool honest = s->least == 0;
        int runs = honest ? hl_proof_few_runs(&proof, RUNS, 60)
                          : hl_proof_few_runs(&proof, RUNS_OF_A_FAULT, 20);
        long found = 0;
        for (int run = 0; run < runs; run++)
            found += alarms(&random, &rules, &design, s);
        if (!honest)
            hl_proof_share(&proof, s->what, "events behind the window", "0.0 %", found, runs,
                           s->least, s->most);
        alike += honest ? found : 0;
        alike_runs += honest ? runs : 0;
    }
    hl_proof_share(&proof, "honest shops", "events behind the window: alarms", "0.0 %", alike,
                   alike_runs, 0, 0.001);
    return hl_proof_end(&proof);
}
