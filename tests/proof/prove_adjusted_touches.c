/* Level of the regression adjustment of per-touch metrics: users with several touches that resemble
 * each other, and a covariate that says how active a user is. */
#include <math.h>
#include <stdio.h>

#include "base/random.h"
#include "cells/cells.h"
#include "hookline.h"

enum { USERS = 400, REPLICATES = 8000 };

static hl_i128 attos(int64_t x)
{
    return (hl_i128)x * 1000000000000000000;
}

/* Active users respond three times as often and, where `more`, are touched twice as often. */
static bool fill(hl_random *random, hl_cells *cells, hl_cells *plain, bool more)
{
    for (uint32_t arm = 0; arm < 2; arm++) {
        hl_cell *cell = hl_cells__at(cells, arm, 0, HL_CELLS_NO_DAY);
        hl_cell *bare = hl_cells__at(plain, arm, 0, HL_CELLS_NO_DAY);
        if (cell == NULL || bare == NULL)
            return false;
        for (int u = 0; u < USERS; u++) {
            bool active = hl_base__random_uniform(random) < 0.3;
            double own = (active ? 0.45 : 0.15) * 2 * hl_base__random_uniform(random);
            int64_t touches = 1 + (int64_t)hl_base__random_below(random, more && active ? 10 : 5);
            int64_t y = 0;
            for (int64_t t = 0; t < touches; t++)
                y += hl_base__random_uniform(random) < own;
            hl_i128 v[] = {attos(y), attos(touches), attos(active), 0};
            for (size_t m = 0; m < 2; m++)
                hl_cells__gram_add(&cell->grams[m], v, NULL, 1);
            hl_cells__gram_add(&bare->grams[1], v, NULL, 1);
        }
    }
    return true;
}

int main(void)
{
    static const hl_arm_weight arms[] = {{"a", 1}, {"b", 1}};
    static const char *const covariates[] = {"active"};
    hl_metric metric = {.name = "reply",
                        .kind = HL_METRIC_PROPORTION,
                        .per = HL_PER_TOUCH,
                        .event = "reply",
                        .margin = (double)NAN,
                        .margin_lift = (double)NAN,
                        .quantile = (double)NAN,
                        .winsorize = (double)NAN,
                        .expected = (double)NAN,
                        .worth = (double)NAN};
    hl_metric metrics[] = {metric, metric};
    metrics[1].name = "ratio";
    metrics[1].kind = HL_METRIC_RATIO;
    metrics[1].denominator = "touch";
    int held = 1;
    hl_init();
    for (int more = 0; more < 2; more++) {
        double wrong[2] = {0, 0}, unadjusted = 0, width = 0;
        hl_random random = hl_base__random_seed(41, (uint64_t)more);
        for (int r = 0; r < REPLICATES; r++) {
            hl_design design = {.experiment = "x",
                                .unit = "user",
                                .arm_count = 2,
                                .arms = arms,
                                .metric_count = 2,
                                .metrics = metrics,
                                .covariates = covariates,
                                .covariate_count = 1,
                                .alpha = 0.05,
                                .prior_a = 0.5,
                                .prior_b = 0.5};
            hl_design bare = design;
            bare.covariate_count = 0;
            hl_cells *cells = hl_cells__new(&design), *plain = hl_cells__new(&bare);
            hl_analysis *with = NULL, *without = NULL;
            hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
            if (cells == NULL || plain == NULL || !fill(&random, cells, plain, more) ||
                hl_analysis_run(&design, cells, &options, &with, NULL) != HL_OK ||
                hl_analysis_run(&bare, plain, &options, &without, NULL) != HL_OK)
                return 1;
            for (size_t m = 0; m < 2; m++)
                wrong[m] += 100.0 * (with->metrics[m].comparisons[0].p < 0.05) / REPLICATES;
            const hl_comparison *c = &without->metrics[1].comparisons[0];
            unadjusted += 100.0 * (c->p < 0.05) / REPLICATES;
            width += with->metrics[1].comparisons[0].se / c->se / REPLICATES;
            hl_analysis_free(with);
            hl_analysis_free(without);
            hl_cells_free(cells);
            hl_cells_free(plain);
        }
        printf("active users touched %s: false positives at 5 %%: reply per touch %.2f %%, ratio "
               "%.2f %%, not adjusted %.2f %%; standard error x %.2f\n",
               more ? "more often" : "alike", wrong[0], wrong[1], unadjusted, width);
        held = held && wrong[0] > 4.1 && wrong[0] < 5.9 && wrong[1] > 4.1 && wrong[1] < 5.9;
    }
    printf("within 5 %% +- 0.9: %s\n", held ? "yes" : "NO");
    return !held;
}
