/* How often a guardrail is said to break in a segment where it does not, among all segments,
 * guardrails and arms of a report: every arm is harmful just at the margin in every segment, or
 * harmless where there is no margin. What is promised is at most alpha/2, 2.5 %, of all reports; of
 * planned looks and of days, of all experiments over all of their looks. And how often one segment
 * in which an arm is harmful beyond the margin is found beside such others. */
#include <math.h>
#include <stdio.h>

#include "cells/cells.h"
#include "hookline.h"
#include "tests/support/draw.h"
#include "tests/support/made.h"
#include "tests/support/proof.h"

enum { MOST_ARMS = 3, MOST_GUARDS = 2, SEGMENTS = 6, LOOKS = 3 };

typedef struct plan {
    const char *name;
    hl_inference inference;
    size_t arms, guards; /* arms: with the control */
    bool margin;
    double users; /* an arm, segment and look */
    int looks;
    bool harmful; /* the last arm, in the first segment, on the first guardrail */
    int runs;
    const char *alone; /* falsely, each comparison read alone */
    double least_found;
} plan;

static const double rate = 0.05, tolerated = 0.015, beyond = 0.06, promised = 0.025;
static const hl_arm_weight arms[MOST_ARMS] = {{"control", 1}, {"a", 1}, {"b", 1}};
static const double fractions[LOOKS] = {1.0 / 3, 2.0 / 3, 1};
static const hl_dimension city = {"city", false};

static const plan plans[] = {
    {"one arm, one guardrail at its margin", HL_INFER_FIXED, 2, 1, true, 1000, 1, false, 4000,
     "13.2 %", 0},
    {"two arms, two guardrails at their margins", HL_INFER_FIXED, 3, 2, true, 1000, 1, false, 1000,
     "40.0 %", 0},
    {"two arms, two guardrails without margins", HL_INFER_FIXED, 3, 2, false, 1000, 1, false, 1000,
     "39.0 %", 0},
    {"one arm, few outcomes, two guardrails without margins", HL_INFER_FIXED, 2, 2, false, 100, 1,
     false, 1500, "22.9 %", 0},
    {"two arms at the margin, three looks", HL_INFER_GROUP_SEQUENTIAL, 3, 1, true, 400, 3, false,
     200, "25.5 %", 0},
    {"two arms at the margin, five days", HL_INFER_ANYTIME, 3, 1, true, 400, 5, false, 100,
     "57.0 %", 0},
    {"one segment of six harmful, one arm", HL_INFER_FIXED, 2, 1, true, 1000, 1, true, 500,
     "12.2 %", 0.8},
    {"one segment of six harmful, two arms, two guardrails", HL_INFER_FIXED, 3, 2, true, 1000, 1,
     true, 300, "43.0 %", 0.6},
};

static void set_metrics(const plan *p, hl_metric *metrics)
{
    static const char *const names[] = {"block", "complaint"};
    for (size_t g = 0; g < p->guards; g++) {
        metrics[g] = hl_made_metric(names[g], HL_METRIC_PROPORTION);
        metrics[g].role = HL_ROLE_GUARDRAIL;
        metrics[g].goal = HL_GOAL_DECREASE;
        metrics[g].margin = p->margin ? tolerated : (double)NAN;
    }
}

static hl_design design_of(const plan *p, const hl_metric *metrics)
{
    hl_design design = hl_made_design(arms, p->arms, metrics, p->guards);
    design.dimensions = &city;
    design.dimension_count = 1;
    design.inference = p->inference;
    design.looks = fractions;
    design.look_count = p->inference == HL_INFER_GROUP_SEQUENTIAL ? LOOKS : 0;
    design.spending = HL_SPEND_OBF;
    design.planned_units =
        p->inference == HL_INFER_ANYTIME ? p->users * SEGMENTS * (double)p->arms * p->looks : 0;
    return design;
}

static bool is_harmful(const plan *p, size_t arm, size_t segment, size_t guard)
{
    return p->harmful && arm + 1 == p->arms && segment == 0 && guard == 0;
}

static void add_look(hl_random *random, const plan *p, const uint32_t *splits, hl_cells *cells,
                     int32_t day)
{
    for (uint32_t arm = 0; arm < p->arms; arm++)
        for (size_t s = 0; s < SEGMENTS; s++) {
            int64_t n = (int64_t)p->users;
            hl_made_enrol(cells, arm, splits[s], day, n);
            for (size_t g = 0; g < p->guards; g++) {
                double harm = arm == 0                   ? 0
                              : is_harmful(p, arm, s, g) ? beyond
                              : p->margin                ? tolerated
                                                         : 0;
                hl_made_rate(cells, arm, splits[s], day, g, n,
                             (int64_t)hl_draw_binomial(random, p->users, rate + harm));
            }
        }
}

typedef struct seen {
    bool falsely, alone, found;
} seen;

/* Alone: harm beyond the margin shown by the interval of the one comparison. */
static void look_at(const plan *p, const hl_analysis *analysis, seen *out)
{
    for (size_t i = 0; i < analysis->segment_count; i++) {
        const hl_segment_result *segment = &analysis->segments[i];
        for (size_t k = 0; k < segment->comparison_count; k++) {
            const hl_comparison *c = &segment->comparisons[k];
            bool real = is_harmful(p, c->arm, segment->value[0] == 's' ? 0 : 1, segment->metric);
            bool broken = c->guard == HL_GUARD_BROKEN;
            out->found = out->found || (real && broken);
            out->falsely = out->falsely || (!real && broken);
            out->alone = out->alone || (!real && c->difference.low > (p->margin ? tolerated : 0));
        }
    }
}

static seen play(hl_random *random, const plan *p)
{
    static const char *const values[SEGMENTS] = {"s", "t", "u", "v", "w", "x"};
    hl_metric metrics[MOST_GUARDS];
    set_metrics(p, metrics);
    hl_design design = design_of(p, metrics);
    hl_cells *cells = hl_cells__new(&design);
    uint32_t splits[SEGMENTS];
    seen out = {false, false, false};
    for (size_t s = 0; s < SEGMENTS; s++)
        splits[s] = hl_cells__split(cells, 0, values[s], 1);
    for (int look = 0; look < p->looks; look++) {
        hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
        hl_analysis *analysis = NULL;
        options.look = (size_t)look + 1;
        options.threads = 1;
        add_look(random, p, splits, cells, 20000 + look);
        if (hl_analysis_run(&design, cells, &options, &analysis, NULL) == HL_OK)
            look_at(p, analysis, &out);
        hl_analysis_free(analysis);
    }
    hl_cells_free(cells);
    return out;
}

static void prove(hl_proof *proof, const plan *p, uint64_t stream)
{
    hl_random random = hl_base__random_seed(37, stream);
    int cost = (int)((p->arms - 1) * p->guards) * p->looks; /* segments are pooled each time */
    int runs = hl_proof_few_runs(proof, p->runs, 1 + 40 / cost);
    int falsely = 0, alone = 0, found = 0;
    for (int r = 0; r < runs; r++) {
        seen one = play(&random, p);
        falsely += one.falsely;
        alone += one.alone;
        found += one.found;
    }
    (void)printf("%s: falsely, each read alone %.1f %%\n", p->name, 100.0 * alone / runs);
    double most = promised + 2 * sqrt(promised * (1 - promised) / p->runs);
    hl_proof_share(proof, p->name, "breaks in a segment, falsely", p->alone, falsely, runs, 0,
                   most);
    if (p->harmful)
        hl_proof_share(proof, p->name, "the harmful segment is found", NULL, found, runs,
                       p->least_found, 1);
}

int main(int argc, char **argv)
{
    hl_proof proof = hl_proof_begin(argc, argv);
    hl_init();
    for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++)
        prove(&proof, &plans[i], i);
    return hl_proof_end(&proof);
}
