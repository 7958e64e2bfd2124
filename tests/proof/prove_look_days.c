/* Planned looks that are read as of their days, with the first that decides as the last: how often
 * a plan of three looks finds a difference where there is none, and how often the interval that is
 * quoted holds the true lift. A report at the end says what one on every day would have said first
 * (tests/unit/analysis/test_look_days.c), so one is made of each experiment: 30 days of 400 units,
 * of which windows close two days later; days are whole, so that looks come a little late. */
#include "base/civil.h"
#include "base/random.h"
#include "cells/cells.h"
#include "hookline.h"
#include "tests/support/draw.h"
#include "tests/support/made.h"
#include "tests/support/proof.h"

enum { FIRST = 20000, DAYS = 30, A_DAY = 200, PLANNED = 11500, RUNS = 4000 };

typedef struct world {
    const char *name;
    double rates[2];
    double least, most; /* of experiments in which something is shown */
} world;

static const world worlds[] = {{"no effect, 10 %", {0.1, 0.1}, 0.035, 0.055},
                               {"10 % and 12 %", {0.1, 0.12}, 0.85, 1}};
static const hl_arm_weight two[] = {{"control", 1}, {"offer", 1}};
static const double thirds[] = {1.0 / 3, 2.0 / 3, 1};

static hl_design plan(hl_metric *click)
{
    *click = hl_made_metric("click", HL_METRIC_PROPORTION);
    click->within_ms = 2 * HL_DAY_MS;
    hl_design design = hl_made_design(two, 2, click, 1);
    design.inference = HL_INFER_GROUP_SEQUENTIAL;
    design.looks = thirds;
    design.look_count = 3;
    design.planned_units = PLANNED;
    return design;
}

static hl_cells *draw(hl_random *random, const hl_design *design, const double *rates)
{
    hl_cells *cells = hl_cells__new(design);
    for (int32_t day = 0; cells != NULL && day < DAYS; day++)
        for (uint32_t arm = 0; arm < 2; arm++) {
            hl_made_enrol(cells, arm, 0, FIRST + day, A_DAY);
            hl_made_rate(cells, arm, 0, FIRST + day, 0, A_DAY,
                         (int64_t)hl_draw_binomial(random, A_DAY, rates[arm]));
        }
    return cells;
}

typedef struct tally {
    int shown, covered;
} tally;

static bool replicate(hl_random *random, const hl_design *design, const world *w, tally *sum)
{
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *analysis = NULL;
    hl_cells *cells = draw(random, design, w->rates);
    options.as_of_utc_ms = (FIRST + DAYS + 3) * HL_DAY_MS;
    if (cells == NULL || hl_analysis_run(design, cells, &options, &analysis, NULL) != HL_OK)
        return false;
    hl_quoted quoted = hl_comparison_quoted(&analysis->metrics[0].comparisons[0], design->inference,
                                            analysis->look);
    double lift = w->rates[1] / w->rates[0] - 1;
    sum->shown += analysis->verdict.decision == HL_DECIDE_SHIP ||
                  analysis->verdict.decision == HL_DECIDE_KEEP_CONTROL;
    sum->covered += quoted.lift.low <= lift && quoted.lift.high >= lift;
    hl_analysis_free(analysis);
    hl_cells_free(cells);
    return true;
}

int main(int argc, char **argv)
{
    hl_proof proof = hl_proof_begin(argc, argv);
    hl_metric click;
    hl_design design = plan(&click);
    hl_init();
    for (size_t i = 0; i < sizeof worlds / sizeof worlds[0]; i++) {
        hl_random random = hl_base__random_seed(1983, i);
        tally sum = {0};
        int runs = hl_proof_few_runs(&proof, RUNS, 25);
        for (int r = 0; r < runs; r++)
            if (!replicate(&random, &design, &worlds[i], &sum))
                return 1;
        hl_proof_share(&proof, worlds[i].name, "shown", NULL, sum.shown, runs, worlds[i].least,
                       worlds[i].most);
        hl_proof_share(&proof, worlds[i].name, "interval holds the lift", NULL, sum.covered, runs,
                       0.94, 1);
    }
    return hl_proof_end(&proof);
}
