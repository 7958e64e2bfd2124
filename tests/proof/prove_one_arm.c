/* Faults of one arm's data: its events stop, begin late or have a hole, or stand under a name of
 * their own. Found; and hardly ever no verdict where a treatment brings orders forward, has an
 * offer that ends soon, is ramped up or sent on other days, or comes with events of its own. */
#include <math.h>

#include "base/civil.h"
#include "base/random.h"
#include "tests/support/made.h"
#include "tests/support/proof.h"

enum { RUNS = 1200, RUNS_OF_A_FAULT = 1000, WEEK = 7, HORIZON = 40 };

static bool comes(hl_random *random, double p)
{
    return hl_base__random_uniform(random) < p;
}

static bool fails(hl_design *design, hl_cells *cells, hl_check_kind kind)
{
    hl_analysis *analysis = hl_made_run(design, cells);
    bool found = false;
    for (size_t i = 0; i < analysis->check_count; i++)
        found = found || (analysis->checks[i].finding.check == kind &&
                          analysis->checks[i].status == HL_CHECK_FAIL);
    hl_made_drop(analysis, cells);
    return found;
}

/* ---- days */

typedef struct days {
    const char *what;
    int touched, a_day; /* days with touches, units on each */
    double rate;        /* who has an event */
    double effect;      /* times as many of the treated */
    double delay[2];    /* mean days to it, by arm */
    double shares[2];   /* of the treated: on the first day and on the last */
    int stops;          /* the treated are touched on so many days; 0: on all */
    bool alternate;     /* arms are touched on every other day in turn */
    int closed;         /* every so many days nobody buys; 0: never */
    int lost[2];        /* days on which the events of the control are lost: from, to */
    double part;        /* of them; 0: all */
    int begins;         /* the treatment has its effect from that day on; 0: from the first */
    double at_weekends; /* times as many buy then, whoever they are; 0: as many */
} days;

static const days honest_days[] = {
    {"alike", 14, 200, 0.3, 1, {2, 2}, {0.5, 0.5}, 0, false, 0, {0, 0}, 0, 0, 0},
    {"alike, few", 14, 40, 0.05, 1, {2, 2}, {0.5, 0.5}, 0, false, 0, {0, 0}, 0, 0, 0},
    {"brought forward", 14, 200, 0.3, 1.5, {4, 0.2}, {0.5, 0.5}, 0, false, 0, {0, 0}, 0, 0, 0},
    {"brought forward, touches of three days",
     3,
     1000,
     0.3,
     1,
     {4, 0.1},
     {0.5, 0.5},
     0,
     false,
     0,
     {0, 0},
     0,
     0,
     0},
    {"later", 14, 200, 0.3, 1, {0.2, 5}, {0.5, 0.5}, 0, false, 0, {0, 0}, 0, 0, 0},
    {"a far better arm", 20, 200, 0.1, 4, {2, 2}, {0.5, 0.5}, 0, false, 0, {0, 0}, 0, 0, 0},
    {"ramped up", 20, 200, 0.3, 1, {2, 2}, {0.05, 0.8}, 0, false, 0, {0, 0}, 0, 0, 0},
    {"an arm that is stopped", 20, 200, 0.3, 1, {1, 1}, {0.5, 0.5}, 10, false, 0, {0, 0}, 0, 0, 0},
    {"touched in turn", 20, 200, 0.3, 1, {1, 1}, {0.5, 0.5}, 0, true, 0, {0, 0}, 0, 0, 0},
    {"closed on every third day",
     20,
     200,
     0.3,
     1,
     {2, 2},
     {0.5, 0.5},
     0,
     false,
     3,
     {0, 0},
     0,
     0,
     0},
    {.what = "twice as good from the 8th day on",
     .touched = 14,
     .a_day = 300,
     .rate = 0.15,
     .effect = 2,
     .delay = {1, 1},
     .shares = {0.5, 0.5},
     .begins = 7},
    {.what = "thrice as good from the 8th day on",
     .touched = 14,
     .a_day = 300,
     .rate = 0.15,
     .effect = 3,
     .delay = {1, 1},
     .shares = {0.5, 0.5},
     .begins = 7},
    {.what = "half as good from the 8th day on",
     .touched = 14,
     .a_day = 300,
     .rate = 0.3,
     .effect = 0.5,
     .delay = {1, 1},
     .shares = {0.5, 0.5},
     .begins = 7},
    {.what = "weekends of few buyers",
     .touched = 20,
     .a_day = 300,
     .rate = 0.3,
     .effect = 1.5,
     .delay = {1, 1},
     .shares = {0.5, 0.5},
     .at_weekends = 0.3},
};
static const days lost_days[] = {
    {"events of the control end on the 9th day of 14",
     14,
     200,
     0.3,
     1,
     {2, 2},
     {0.5, 0.5},
     0,
     false,
     0,
     {8, 99},
     0,
     0,
     0},
    {"... begin on the 5th", 14, 200, 0.3, 1, {2, 2}, {0.5, 0.5}, 0, false, 0, {0, 4}, 0, 0, 0},
    {"... have a hole of four", 14, 200, 0.3, 1, {2, 2}, {0.5, 0.5}, 0, false, 0, {5, 9}, 0, 0, 0},
    {"... end, and the treated buy 30 % more",
     14,
     200,
     0.3,
     1.3,
     {2, 2},
     {0.5, 0.5},
     0,
     false,
     0,
     {8, 99},
     0,
     0,
     0},
    {.what = "of the control 70 % from the 7th day on",
     .touched = 14,
     .a_day = 200,
     .rate = 0.3,
     .effect = 1,
     .delay = {0.3, 0.3},
     .shares = {0.5, 0.5},
     .lost = {6, 99},
     .part = 0.7},
    {.what = "... of events that come days later",
     .touched = 14,
     .a_day = 200,
     .rate = 0.3,
     .effect = 1,
     .delay = {2, 2},
     .shares = {0.5, 0.5},
     .lost = {6, 99},
     .part = 0.7},
};

static bool is_treated(hl_random *random, const days *d, int day)
{
    double at = d->touched > 1 ? (double)day / (d->touched - 1) : 0;
    double share = d->shares[0] + (d->shares[1] - d->shares[0]) * at;
    return d->alternate ? day % 2 == 1 : comes(random, share);
}

static bool misses_days(hl_random *random, hl_design *design, const days *d)
{
    int64_t units[2][HORIZON] = {{0}}, bought[2][HORIZON] = {{0}}, first[2][HORIZON] = {{0}};
    for (int day = 0; day < d->touched; day++)
        for (int i = 0; i < d->a_day; i++) {
            int arm = is_treated(random, d, day);
            if (arm == 1 && d->stops > 0 && day >= d->stops)
                continue;
            units[arm][day]++;
            double delay = -log(1 - hl_base__random_uniform(random)) * d->delay[arm];
            int at = day + (int)(hl_base__random_uniform(random) + delay);
            bool shut = d->closed > 0 && at % d->closed == 0;
            bool lost = arm == 0 && at >= d->lost[0] && at < d->lost[1] &&
                        comes(random, d->part > 0 ? d->part : 1);
            double rate = d->rate * (arm == 1 && day >= d->begins ? d->effect : 1);
            if (d->at_weekends > 0 && at % WEEK >= 5)
                rate *= d->at_weekends;
            if (!comes(random, fmin(1, rate)) || delay > WEEK || at >= HORIZON || shut || lost)
                continue;
            bought[arm][day]++;
            first[arm][at]++;
        }
    hl_cells *cells = hl_cells__new(design);
    for (uint32_t arm = 0; arm < 2; arm++)
        for (int day = 0; day < HORIZON; day++) {
            if (units[arm][day] > 0) {
                hl_made_enrol(cells, arm, 0, 20514 + day, units[arm][day]);
                hl_made_rate(cells, arm, 0, 20514 + day, 0, units[arm][day], bought[arm][day]);
            }
            hl_made_count(cells, arm, 20514 + day, HL_COUNT_WITHIN, first[arm][day]);
        }
    return fails(design, cells, HL_CHECK_MISSING_DAYS);
}

/* ---- types */

typedef struct types {
    const char *what;
    double rate, effect; /* who buys; times as many of the treated */
    double renamed;      /* of the treated who buy: all under the other name */
    double beside;       /* of the treated who buy: an event of the other type beside it */
    double apart;        /* of all treated: one, whatever they buy */
    double worth;        /* of an event of the type; of one that is read 50; 0: it has none */
} types;

static const types honest_types[] = {
    {"a coupon that is used", 0.3, 1, 0, 0.4, 0, 50},
    {"a refund", 0.3, 1, 0, 0.15, 0, 50},
    {"a page that is seen", 0.3, 1, 0, 0, 0.5, 0},
    {"a checkout", 0.2, 1, 0, 1, 0.15, 50},
    {"a basket", 0.1, 1, 0, 1, 0.3, 50},
    {"a rating", 0.2, 1, 0, 0, 0.1, 4},
    {"a page that is seen, and fewer orders", 0.3, 0.8, 0, 0, 0.1, 0},
    {"a coupon, and more orders", 0.2, 1.3, 0, 0.5, 0, 50},
};
static const types lost_types[] = {
    {"two in five of an arm's orders under another name", 0.3, 1, 0.4, 0, 0, 50},
    {"all of them", 0.1, 1, 1, 0, 0, 50},
    {"two in five, of an arm that is 20 % better", 0.3, 1.2, 0.4, 0, 0, 50},
};
static const types wish = {"a list of wishes with prices", 0.3, 1, 0, 0, 0.1, 50};

static bool has_renamed(hl_random *random, hl_design *design, const types *t)
{
    enum { UNITS = 1500 };
    int64_t bought[2] = {0}, users[2] = {0}, alone[2] = {0};
    for (int i = 0; i < 2 * UNITS; i++) {
        int arm = i % 2;
        bool buys = comes(random, t->rate * (arm == 1 ? t->effect : 1));
        bool other = buys && arm == 1 && comes(random, t->renamed);
        bool type =
            other || (arm == 1 && (comes(random, t->apart) || (buys && comes(random, t->beside))));
        bought[arm] += buys && !other;
        users[arm] += type;
        alone[arm] += type && (other || !buys);
    }
    hl_cells *cells = hl_made_two_rates(design, 20514, UNITS, bought[0], UNITS, bought[1]);
    hl_unread_type unread = {"other",
                             users,
                             users,
                             alone,
                             false,
                             t->worth > 0 ? users[1] : 0,
                             t->worth * (double)users[1]};
    for (uint32_t arm = 0; arm < 2; arm++) {
        hl_made_count(cells, arm, 20514, HL_COUNT_WITHIN, bought[arm]);
        hl_made_count(cells, arm, 20514, HL_COUNT_EVENTS, bought[arm]);
        hl_made_value(cells, arm, 0, 20514, 1, 50, 1, NULL, bought[arm]);
        hl_made_value(cells, arm, 0, 20514, 1, 0, 1, NULL, UNITS - bought[arm]);
    }
    cells->unread = &unread;
    cells->unread_count = 1;
    return fails(design, cells, HL_CHECK_EVENT_TYPES);
}

/* There are many rows. */
static int runs_of(const hl_proof *proof, int full)
{
    return hl_proof_runs(proof, full) / (proof->brief ? 4 : 1);
}

int main(int argc, char **argv)
{
    static const hl_arm_weight arms[] = {{"control", 1}, {"evening", 1}};
    hl_proof proof = hl_proof_begin(argc, argv);
    hl_metric metrics[2] = {hl_made_metric("bought", HL_METRIC_PROPORTION),
                            hl_made_metric("spent", HL_METRIC_MEAN)};
    metrics[0].within_ms = WEEK * HL_DAY_MS;
    metrics[0].event = "convert";
    metrics[1].value = HL_VALUE_OF_SUM;
    metrics[1].role = HL_ROLE_SECONDARY;
    hl_design one = hl_made_design(arms, 2, metrics, 1), two = hl_made_design(arms, 2, metrics, 2);
    hl_random random = hl_base__random_seed(20261127, 1);
    for (size_t i = 0; i < sizeof honest_days / sizeof honest_days[0]; i++) {
        long found = 0;
        int runs = runs_of(&proof, RUNS);
        for (int run = 0; run < runs; run++)
            found += misses_days(&random, &one, &honest_days[i]);
        hl_proof_share(&proof, honest_days[i].what, "days without events: alarms", NULL, found,
                       runs, 0, 0.001);
    }
    for (size_t i = 0; i < sizeof lost_days / sizeof lost_days[0]; i++) {
        long found = 0;
        int runs = runs_of(&proof, RUNS_OF_A_FAULT);
        for (int run = 0; run < runs; run++)
            found += misses_days(&random, &one, &lost_days[i]);
        hl_proof_share(&proof, lost_days[i].what, "no verdict", "0.0 %", found, runs, 0.95, 1);
    }
    for (size_t i = 0; i < sizeof honest_types / sizeof honest_types[0]; i++) {
        long found = 0;
        int runs = runs_of(&proof, RUNS);
        for (int run = 0; run < runs; run++)
            found += has_renamed(&random, &two, &honest_types[i]);
        hl_proof_share(&proof, honest_types[i].what, "types of one arm: alarms", NULL, found, runs,
                       0, 0.001);
    }
    long found = 0;
    int runs = runs_of(&proof, RUNS);
    for (int run = 0; run < runs; run++)
        found += has_renamed(&random, &two, &wish);
    hl_proof_share(&proof, wish.what, "types of one arm: alarms", NULL, found, runs, 0, 0.03);
    for (size_t i = 0; i < sizeof lost_types / sizeof lost_types[0]; i++) {
        found = 0;
        runs = runs_of(&proof, RUNS_OF_A_FAULT);
        for (int run = 0; run < runs; run++)
            found += has_renamed(&random, &two, &lost_types[i]);
        hl_proof_share(&proof, lost_types[i].what, "no verdict", "0.0 %", found, runs, 0.95, 1);
    }
    return hl_proof_end(&proof);
}
