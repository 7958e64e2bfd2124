/* How often an arm ships that is harmful at the margin of a guardrail, when every arm has much to
 * show on the primary metric: whole analyses, read once, at five planned looks, or every day. What
 * is promised is at most alpha/2, 2.5 %, for all arms together. And how often harmless arms ship.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/random.h"
#include "cells/cells.h"
#include "hookline.h"
#include "tests/support/draw.h"
#include "tests/support/made.h"
#include "tests/support/proof.h"

enum { MOST_ARMS = 6, MOST_GUARDS = 3, LOOKS = 5 };

/* Which guardrails an arm harms at the margin. */
typedef enum pattern {
    ALL_HARM_THE_FIRST,
    EACH_HARMS_ANOTHER, /* arm i the guardrail i */
    NONE_HARMS
} pattern;

typedef struct plan {
    const char *name;
    hl_inference inference;
    size_t arms, guards; /* arms: with the control */
    int64_t users;       /* an arm and look */
    int looks;
    pattern harm;
    int runs;
    const char *before;
    double least, most; /* share of runs that ship */
} plan;

static const double rate = 0.05, lift = 1, blocked = 0.05, margin = 0.015;
static const hl_arm_weight arms[MOST_ARMS] = {{"control", 1}, {"a", 1}, {"b", 1},
                                              {"c", 1},       {"d", 1}, {"e", 1}};
static const double fractions[LOOKS] = {0.2, 0.4, 0.6, 0.8, 1};

static const plan plans[] = {
    {"one arm harmful at the margin, fixed", HL_INFER_FIXED, 2, 1, 4000, 1, ALL_HARM_THE_FIRST,
     10000, "2.5 %", 0, 0.028},
    {"three arms harmful at the margin, fixed", HL_INFER_FIXED, 4, 1, 4000, 1, ALL_HARM_THE_FIRST,
     10000, "6.2 %", 0, 0.028},
    {"five arms harmful at the margin, fixed", HL_INFER_FIXED, 6, 1, 4000, 1, ALL_HARM_THE_FIRST,
     10000, "9.5 %", 0, 0.028},
    {"three arms, each harmful in another guardrail, fixed", HL_INFER_FIXED, 4, 3, 4000, 1,
     EACH_HARMS_ANOTHER, 10000, "5.8 %", 0, 0.028},
    {"three arms harmful at the margin, five looks", HL_INFER_GROUP_SEQUENTIAL, 4, 1, 800, 5,
     ALL_HARM_THE_FIRST, 2000, "6.5 %", 0, 0.028},
    {"three arms harmful at the margin, ten days", HL_INFER_ANYTIME, 4, 1, 400, 10,
     ALL_HARM_THE_FIRST, 200, "1.0 %", 0, 0.028},
    {"one harmless arm, fixed", HL_INFER_FIXED, 2, 1, 6000, 1, NONE_HARMS, 2000, "96.9 %", 0.9, 1},
    {"three harmless arms, fixed", HL_INFER_FIXED, 4, 1, 6000, 1, NONE_HARMS, 2000, "99.9 %", 0.9,
     1},
    {"three harmless arms, three guardrails, fixed", HL_INFER_FIXED, 4, 3, 6000, 1, NONE_HARMS,
     2000, "99.2 %", 0.8, 1},
};

static void set_metrics(const plan *p, hl_metric *metrics)
{
    static const char *const names[] = {"block", "complaint", "unsubscribe"};
    metrics[0] = hl_made_metric("click", HL_METRIC_PROPORTION);
    for (size_t g = 0; g < p->guards && g < MOST_GUARDS; g++) {
        metrics[1 + g] = hl_made_metric(names[g], HL_METRIC_PROPORTION);
        metrics[1 + g].role = HL_ROLE_GUARDRAIL;
        metrics[1 + g].goal = HL_GOAL_DECREASE;
        metrics[1 + g].margin = margin;
    }
}

static hl_design design_of(const plan *p, const hl_metric *metrics)
{
    hl_design design = hl_made_design(arms, p->arms, metrics, 1 + p->guards);
    design.inference = p->inference;
    design.looks = fractions;
    design.look_count = p->inference == HL_INFER_GROUP_SEQUENTIAL ? LOOKS : 0;
    design.spending = HL_SPEND_OBF;
    return design;
}

/* Ones among n draws: from one to the next the gaps are geometric. */
static int64_t ones(hl_random *random, int64_t n, double p)
{
    int64_t count = -1;
    for (double at = -1; at < (double)n; count++)
        at += 1 + floor(log1p(-hl_base__random_uniform(random)) / log1p(-p));
    return count;
}

static double harm_of(const plan *p, size_t arm, size_t guard)
{
    bool harms = p->harm == ALL_HARM_THE_FIRST   ? guard == 0
                 : p->harm == EACH_HARMS_ANOTHER ? guard + 1 == arm
                                                 : false;
    return arm > 0 && harms ? margin : 0;
}

static void add_look(hl_random *random, const plan *p, hl_cells *cells, int32_t day)
{
    for (uint32_t arm = 0; arm < p->arms; arm++) {
        hl_made_enrol(cells, arm, 0, day, p->users);
        hl_made_rate(cells, arm, 0, day, 0, p->users,
                     ones(random, p->users, rate * (arm == 0 ? 1 : 1 + lift)));
        for (size_t g = 0; g < p->guards; g++)
            hl_made_rate(cells, arm, 0, day, 1 + g, p->users,
                         ones(random, p->users, blocked + harm_of(p, arm, g)));
    }
}

static bool ships(hl_random *random, const plan *p)
{
    hl_metric metrics[1 + MOST_GUARDS];
    set_metrics(p, metrics);
    hl_design design = design_of(p, metrics);
    hl_cells *cells = hl_cells__new(&design);
    hl_decision decision = HL_DECIDE_KEEP_RUNNING;
    for (int look = 0; look < p->looks && decision == HL_DECIDE_KEEP_RUNNING; look++) {
        hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
        hl_analysis *analysis = NULL;
        options.look = (size_t)look + 1;
        add_look(random, p, cells, 20000 + look);
        if (hl_analysis_run(&design, cells, &options, &analysis, NULL) == HL_OK)
            decision = analysis->verdict.decision;
        hl_analysis_free(analysis);
    }
    hl_cells_free(cells);
    return decision == HL_DECIDE_SHIP;
}

/* ---- how many more units: at 1,500 an arm nothing is decided of a guardrail of 50 % with a margin
 * of 3 points; the verdict's number is added */

static const double now = 1500;

/* n units of each arm, as drawn, or as expected without a generator. Only `a` does something. */
static void add_units(hl_random *random, hl_cells *cells, const hl_design *design, double n)
{
    for (uint32_t arm = 0; arm < design->arm_count; arm++) {
        const double shares[] = {arm == 1 ? 0.25 : 0.1, 0.5};
        hl_made_enrol(cells, arm, 0, HL_CELLS_NO_DAY, (int64_t)n);
        for (size_t m = 0; m < 2; m++) {
            double x =
                random == NULL ? floor(n * shares[m]) : hl_draw_binomial(random, n, shares[m]);
            hl_made_rate(cells, arm, 0, HL_CELLS_NO_DAY, m, (int64_t)n, (int64_t)x);
        }
    }
}

/* More units, and how often they are said to hold it: of a fixed sample those to its planned end.
 */
static double units_needed(const hl_design *design, double *power)
{
    hl_cells *cells = hl_cells__new(design);
    add_units(NULL, cells, design, now);
    hl_analysis *analysis = hl_made_run(design, cells);
    double units = analysis->verdict.units_needed;
    *power = 0.8;
    for (size_t i = 0; i < analysis->verdict.because_count; i++)
        if (analysis->verdict.because[i].code == HL_FOUND_GUARDRAIL_PLAN_END_SHOWS)
            *power = analysis->verdict.because[i].power;
    hl_analysis_free(analysis);
    hl_cells_free(cells);
    return units;
}

static void prove_needed(hl_proof *proof, size_t arm_count, hl_inference inference,
                         const char *before)
{
    hl_metric metrics[2] = {hl_made_metric("order", HL_METRIC_PROPORTION),
                            hl_made_metric("open", HL_METRIC_PROPORTION)};
    metrics[1].role = HL_ROLE_GUARDRAIL;
    metrics[1].margin = 0.03;
    metrics[1].expected = 0.5;
    hl_design design = hl_made_design(arms, arm_count, metrics, 2);
    design.inference = inference;
    design.planned_units = (inference == HL_INFER_FIXED ? 3 : 4) * now * (double)arm_count;
    double power, more = floor(units_needed(&design, &power) / (double)arm_count);
    int runs = hl_proof_few_runs(proof, 3000, 40), held = 0;
    hl_random random = hl_base__random_seed(9, 10 * arm_count + (uint64_t)inference);
    for (int r = 0; r < runs; r++) {
        hl_cells *cells = hl_cells__new(&design);
        add_units(NULL, cells, &design, now);
        add_units(&random, cells, &design, more);
        hl_analysis *analysis = hl_made_run(&design, cells);
        held += analysis->metrics[1].comparisons[0].guard == HL_GUARD_HELD;
        hl_analysis_free(analysis);
        hl_cells_free(cells);
    }
    char what[64];
    (void)snprintf(what, sizeof what, "%zu arms, %s, no harm", arm_count,
                   hl_inference_name(inference));
    hl_proof_share(proof, what, "units_needed hold the guardrail", before, held, runs, power - 0.05,
                   fmin(1, power + (inference == HL_INFER_ANYTIME ? 0.08 : 0.05)));
}

int main(int argc, char **argv)
{
    hl_proof proof = hl_proof_begin(argc, argv);
    hl_init();
    for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++) {
        const plan *p = &plans[i];
        hl_random random = hl_base__random_seed(8, i);
        int runs = hl_proof_few_runs(&proof, p->runs, 20 / p->looks);
        int shipped = 0;
        for (int r = 0; r < runs; r++)
            shipped += ships(&random, p);
        hl_proof_share(&proof, p->name, p->harm == NONE_HARMS ? "ships" : "ships falsely",
                       p->before, shipped, runs, p->least, p->most);
    }
    prove_needed(&proof, 2, HL_INFER_FIXED, "81 %");
    prove_needed(&proof, 4, HL_INFER_FIXED, "87 %");
    prove_needed(&proof, 2, HL_INFER_ANYTIME, "84 %");
    prove_needed(&proof, 4, HL_INFER_ANYTIME, "91 %");
    return hl_proof_end(&proof);
}
