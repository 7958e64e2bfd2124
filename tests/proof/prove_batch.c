/* Twenty experiments read together: of those in which something is said to be shown, how many have
 * nothing to show, on average. What is promised is at most alpha, 5 %. And what is found of those
 * that have something, beside each read alone. Of planned looks every experiment is read at the one
 * that stops it, or at the one that it has come to: the last, or any. */
#include <math.h>
#include <stdio.h>

#include "cells/cells.h"
#include "hookline.h"
#include "tests/support/draw.h"
#include "tests/support/made.h"
#include "tests/support/proof.h"

enum { EXPERIMENTS = 20, MOST_ARMS = 4, MOST_METRICS = 2, LOOKS = 3 };

typedef struct plan {
    const char *name;
    hl_inference inference;
    size_t arms, metrics; /* arms: with the control */
    int effects;          /* so many of the experiments have one, of the last arm on metric 0 */
    const char *alone;    /* false, each read alone */
    int runs;
    double least_found;
    hl_spending spending; /* of planned looks */
    bool midway;          /* experiments have come to any look */
} plan;

static const double users = 4000, rate = 0.05, lift = 0.3;
static const double fractions[LOOKS] = {1.0 / 3, 2.0 / 3, 1};
static const hl_arm_weight arms[MOST_ARMS] = {{"control", 1}, {"a", 1}, {"b", 1}, {"c", 1}};

static const plan plans[] = {
    {"no effect in any, two arms", HL_INFER_FIXED, 2, 1, 0, "65.1 %", 1000, 0, HL_SPEND_OBF, false},
    {"4 of 20, two arms", HL_INFER_FIXED, 2, 1, 4, "16.8 %", 1000, 0.4, HL_SPEND_OBF, false},
    {"4 of 20, three arms, two metrics", HL_INFER_FIXED, 3, 2, 4, "19.4 %", 1500, 0.2, HL_SPEND_OBF,
     false},
    {"4 of 20, four arms", HL_INFER_FIXED, 4, 1, 4, "16.5 %", 500, 0.2, HL_SPEND_OBF, false},
    {"10 of 20, two arms", HL_INFER_FIXED, 2, 1, 10, "5.5 %", 1000, 0.5, HL_SPEND_OBF, false},
    {"4 of 20, two arms, anytime", HL_INFER_ANYTIME, 2, 1, 4, "1.3 %", 300, 0, HL_SPEND_OBF, false},
    {"no effect in any, two arms, three looks", HL_INFER_GROUP_SEQUENTIAL, 2, 1, 0, NULL, 2500, 0,
     HL_SPEND_OBF, false},
    {"4 of 20, two arms, three looks", HL_INFER_GROUP_SEQUENTIAL, 2, 1, 4, NULL, 500, 0.2,
     HL_SPEND_OBF, false},
    {"4 of 20, two arms, three looks, Pocock", HL_INFER_GROUP_SEQUENTIAL, 2, 1, 4, NULL, 500, 0.08,
     HL_SPEND_POCOCK, false},
    {"4 of 20, three arms, two metrics, three looks", HL_INFER_GROUP_SEQUENTIAL, 3, 2, 4, NULL, 300,
     0.1, HL_SPEND_OBF, false},
    {"4 of 20, two arms, at any of three looks", HL_INFER_GROUP_SEQUENTIAL, 2, 1, 4, NULL, 500,
     0.03, HL_SPEND_POCOCK, true},
};

typedef struct tally {
    double share, squares, alone; /* of what is said, false: summed over runs */
    long found, real;
} tally;

/* So many users more in every arm. */
static void add_users(hl_random *random, const plan *p, bool effect, double n, hl_cells *cells)
{
    for (uint32_t arm = 0; arm < p->arms; arm++) {
        hl_made_enrol(cells, arm, 0, HL_CELLS_NO_DAY, (int64_t)n);
        for (size_t m = 0; m < p->metrics; m++) {
            bool better = effect && m == 0 && arm + 1 == p->arms;
            double x = hl_draw_binomial(random, n, better ? rate * (1 + lift) : rate);
            hl_made_rate(cells, arm, 0, HL_CELLS_NO_DAY, m, (int64_t)n, (int64_t)x);
        }
    }
}

static bool shows(const hl_analysis *analysis)
{
    for (size_t m = 0; m < analysis->metric_count; m++)
        for (size_t i = 0; i < analysis->metrics[m].comparison_count; i++)
            if (hl_comparison_shown(&analysis->metrics[m].comparisons[i], HL_GOAL_INCREASE,
                                    analysis->look_alpha) != 0)
                return true;
    return false;
}

static void add(hl_random *random, const plan *p, const hl_design *design, bool effect,
                hl_batch *batch)
{
    hl_cells *cells = hl_cells__new(design);
    hl_analysis *analysis = NULL;
    bool looks = design->look_count > 0, stopped = false;
    size_t last = !looks      ? 1
                  : p->midway ? 1 + (size_t)(LOOKS * hl_base__random_uniform(random))
                              : LOOKS;
    for (size_t look = 1; look <= last && !stopped; look++) {
        hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
        options.look = looks ? look : 0;
        hl_analysis_free(analysis);
        analysis = NULL;
        add_users(random, p, effect, looks ? floor(users / LOOKS) : users, cells);
        if (hl_analysis_run(design, cells, &options, &analysis, NULL) == HL_OK)
            stopped = shows(analysis);
    }
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
    design.looks = fractions;
    design.look_count = p->inference == HL_INFER_GROUP_SEQUENTIAL ? LOOKS : 0;
    design.spending = p->spending;
    design.planned_units = p->inference == HL_INFER_ANYTIME ? users * (double)p->arms : 0;
    hl_random random = hl_base__random_seed(31, stream);
    int looks = p->inference == HL_INFER_GROUP_SEQUENTIAL ? LOOKS : 1;
    int runs = hl_proof_few_runs(proof, p->runs, 6 / looks); /* of 20 analyses */
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
