/* Twenty experiments read together: of those in which something is said to be shown, how many have
 * nothing to show, on average. What is promised is at most alpha, 5 %. And what is found of those
 * that have something, beside each read alone. */
#include <math.h>
#include <stdio.h>

#include "cells/cells.h"
#include "hookline.h"
#include "tests/support/draw.h"
#include "tests/support/made.h"
#include "tests/support/proof.h"

enum { EXPERIMENTS = 20, MOST_ARMS = 4, MOST_METRICS = 2 };

typedef struct plan {
    const char *name;
    hl_inference inference;
    size_t arms, metrics; /* arms: with the control */
    int effects;          /* so many of the experiments have one, of the last arm on metric 0 */
    const char *alone;    /* false, each read alone */
    int runs;
    double least_found;
} plan;

static const double users = 4000, rate = 0.05, lift = 0.3;
static const hl_arm_weight arms[MOST_ARMS] = {{"control", 1}, {"a", 1}, {"b", 1}, {"c", 1}};

static const plan plans[] = {
    {"no effect in any, two arms", HL_INFER_FIXED, 2, 1, 0, "65.1 %", 1000, 0},
    {"4 of 20, two arms", HL_INFER_FIXED, 2, 1, 4, "16.8 %", 1000, 0.4},
    {"4 of 20, three arms, two metrics", HL_INFER_FIXED, 3, 2, 4, "19.4 %", 1500, 0.2},
    {"4 of 20, four arms", HL_INFER_FIXED, 4, 1, 4, "16.5 %", 500, 0.2},
    {"10 of 20, two arms", HL_INFER_FIXED, 2, 1, 10, "5.5 %", 1000, 0.5},
    {"4 of 20, two arms, anytime", HL_INFER_ANYTIME, 2, 1, 4, "1.3 %", 300, 0},
};

typedef struct tally {
    double share, squares, alone; /* of what is said, false: summed over runs */
    long found, real;
} tally;

static void add(hl_random *random, const plan *p, const hl_design *design, bool effect,
                hl_batch *batch)
{
    hl_cells *cells = hl_cells__new(design);
    for (uint32_t arm = 0; arm < p->arms; arm++) {
        hl_made_enrol(cells, arm, 0, HL_CELLS_NO_DAY, (int64_t)users);
        for (size_t m = 0; m < p->metrics; m++) {
            bool better = effect && m == 0 && arm + 1 == p->arms;
            double x = hl_draw_binomial(random, users, better ? rate * (1 + lift) : rate);
            hl_made_rate(cells, arm, 0, HL_CELLS_NO_DAY, m, (int64_t)users, (int64_t)x);
        }
    }
    hl_analysis *analysis = hl_made_run(design, cells);
    if (hl_batch_add(batch, analysis, NULL) != HL_OK)
        (void)fputs("out of memory\n", stderr);
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

static bool shown_alone(const hl_batch *batch, const hl_batch_row *row)
{
    bool shown = false;
    for (size_t i = 0; i < row->comparison_count; i++)
        shown = shown || batch->comparisons[row->first + i].shown != 0;
    return shown;
}

static void count(const plan *p, const hl_batch *batch, tally *t)
{
    double said = 0, wrong = 0, said_alone = 0, wrong_alone = 0;
    for (size_t i = 0; i < EXPERIMENTS; i++) {
        const hl_batch_row *row = &batch->rows[i];
        bool real = (int)i < p->effects, shown = row->p_across < row->alpha;
        bool alone = shown_alone(batch, row);
        said += shown;
        wrong += shown && !real;
        said_alone += alone;
        wrong_alone += alone && !real;
        t->found += shown && real;
        t->real += real;
    }
    double share = said > 0 ? wrong / said : 0;
    t->share += share;
    t->squares += share * share;
    t->alone += said_alone > 0 ? wrong_alone / said_alone : 0;
}

static void prove(hl_proof *proof, const plan *p, uint64_t stream)
{
    hl_metric metrics[MOST_METRICS] = {hl_made_metric("click", HL_METRIC_PROPORTION),
                                       hl_made_metric("order", HL_METRIC_PROPORTION)};
    hl_design design = hl_made_design(arms, p->arms, metrics, p->metrics);
    design.inference = p->inference;
    design.planned_units = p->inference == HL_INFER_ANYTIME ? users * (double)p->arms : 0;
    hl_random random = hl_base__random_seed(31, stream);
    int runs = hl_proof_runs(proof, p->runs) / (proof->brief ? 5 : 1); /* of 20 analyses each */
    tally t = {0};
    for (int r = 0; r < runs; r++) {
        hl_batch *batch = hl_batch_new(design.alpha);
        for (int i = 0; i < EXPERIMENTS; i++)
            add(&random, p, &design, i < p->effects, batch);
        if (hl_batch_settle(batch, NULL) == HL_OK)
            count(p, batch, &t);
        hl_batch_free(batch);
    }
    double mean = t.share / runs;
    (void)printf("%s: false of what each shows alone %.1f %%\n", p->name, 100 * t.alone / runs);
    hl_proof_value(proof, p->name, "false of what is shown", p->alone, mean,
                   sqrt((t.squares / runs - mean * mean) / runs), 0, 0.055);
    if (t.real > 0)
        hl_proof_share(proof, p->name, "of the real ones, shown", NULL, t.found, t.real,
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
