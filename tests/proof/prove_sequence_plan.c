/* The always-valid answer for a rate, as the design chooses and tunes it (stats/sequence_plan.h):
 * its level over 200 looks, with and without a word on rate, split and plan, said right or wrong;
 * and that telling the split costs next to nothing. */
#include <math.h>
#include <stdio.h>

#include "base/random.h"
#include "hookline.h"
#include "stats/sequence_mean.h"
#include "stats/sequence_rates.h"
#include "stats/two_rates.h"
#include "tests/support/draw.h"
#include "tests/support/made.h"
#include "tests/support/proof.h"

#define UNSAID ((double)NAN)

typedef struct watch {
    const char *what;
    const char *before;
    double rate;
    double users; /* a look, in both arms */
    double share; /* of the treatment */
    bool unknown; /* the split is not told */
    double expected;
    double planned; /* of what comes in all; 0: not said */
} watch;

enum { WATCHED = 200 };

/* As engine/analysis/anytime.c. */
static bool rejects(const hl_two_rates *r, const hl_sequence_design *design)
{
    hl_sequence_plan sequence = hl_stats__sequence_plan(design);
    double pc = r->xc / r->nc, pt = r->xt / r->nt, n = r->nc + r->nt;
    hl_sample c = {r->nc, pc, pc * (1 - pc) * r->nc / (r->nc - 1)};
    hl_sample t = {r->nt, pt, pt * (1 - pt) * r->nt / (r->nt - 1)};
    bool ready = hl_stats__sequence_rate_ready(&c) && hl_stats__sequence_rate_ready(&t);
    hl_mean_pair pair = hl_stats__mean_pair(&c, &t);
    hl_rates_seen seen = {*r, design->share, design->expected, ready ? &pair : NULL, n};
    if (sequence.exact > 0)
        return hl_stats__sequence_rates_log_e(&seen, &sequence, HL_SAFE_RATIO, 1) >=
               -log(design->alpha);
    return ready &&
           hl_stats__sequence_pair(&pair, n, design->alpha, sequence.nstar).p < design->alpha;
}

static void prove_level(hl_proof *proof, const watch *w, uint64_t stream)
{
    int runs = hl_proof_runs(proof, 10000), wrong = 0;
    hl_random random = hl_base__random_seed(4713, stream);
    hl_sequence_design design = {.is_rate = true,
                                 .share = w->unknown ? UNSAID : w->share,
                                 .expected = w->expected,
                                 .units = w->planned * w->users * WATCHED,
                                 .alpha = 0.05};
    for (int r = 0; r < runs; r++) {
        hl_two_rates all = {0, 0, 0, 0};
        bool out = false;
        for (int look = 0; look < WATCHED && !out; look++) {
            double nt = hl_draw_part(&random, w->users, w->share), nc = w->users - nt;
            all = (hl_two_rates){all.xc + hl_draw_binomial(&random, nc, w->rate), all.nc + nc,
                                 all.xt + hl_draw_binomial(&random, nt, w->rate), all.nt + nt};
            out = rejects(&all, &design);
        }
        wrong += out;
    }
    hl_proof_share(proof, w->what, "level, 200 looks", w->before, wrong, runs, 0, 0.05);
}

/* The p with the planned split told over the p without, at its worst over data sets. */
static void prove_weights(hl_proof *proof)
{
    double worst = 0;
    int runs = hl_proof_runs(proof, 4000);
    hl_random random = hl_base__random_seed(4714, 1);
    hl_design design;
    hl_metric metric = hl_made_metric("m", HL_METRIC_PROPORTION);
    for (int r = 0; r < runs; r++) {
        double p[2], rate = 0.1 + 0.6 * hl_base__random_uniform(&random);
        double x[2] = {hl_draw_binomial(&random, 2000, rate),
                       hl_draw_binomial(&random, 2000, rate + 0.03)};
        for (int known = 0; known < 2; known++) {
            hl_arm_weight arms[2] = {{"control", known}, {"a", known}};
            design = hl_made_design(arms, 2, &metric, 1);
            design.inference = HL_INFER_ANYTIME;
            hl_cells *cells = hl_cells__new(&design);
            for (uint32_t arm = 0; arm < 2; arm++) {
                hl_made_enrol(cells, arm, 0, HL_CELLS_NO_DAY, 2000);
                hl_made_rate(cells, arm, 0, HL_CELLS_NO_DAY, 0, 2000, (int64_t)x[arm]);
            }
            hl_analysis *analysis = hl_made_run(&design, cells);
            p[known] = analysis->metrics[0].comparisons[0].anytime.p;
            hl_analysis_free(analysis);
            hl_cells_free(cells);
        }
        worst = p[1] / p[0] > worst ? p[1] / p[0] : worst;
    }
    hl_proof_value(proof, "rates of 10-70 %, weights told", "p over p without, at worst",
                   "12 (0.083 -> 1.000)", worst, 0, 0, 1.25 + 1e-9);
}

static const watch watches[] = {
    {"0.1 %, nothing said", "2.6 %", 0.001, 5000, 0.5, false, UNSAID, 0},
    {"0.5 %, nothing said", "2.6 %", 0.005, 1000, 0.5, false, UNSAID, 0},
    {"0.5 %, nothing said, 90 / 10", "2.2 %", 0.005, 1000, 0.1, false, UNSAID, 0},
    {"0.5 %, said, planned", NULL, 0.005, 1000, 0.5, false, 0.005, 1},
    {"0.5 %, said, no planned end", NULL, 0.005, 1000, 0.5, false, 0.005, 0},
    {"5 %, nothing said", "2.5 %", 0.05, 200, 0.5, false, UNSAID, 0},
    {"5 %, said, planned 10 times as many", NULL, 0.05, 200, 0.5, false, 0.05, 10},
    {"5 %, said 1 %, planned a tenth", NULL, 0.05, 200, 0.5, false, 0.01, 0.1},
    {"30 %, nothing said", "2.6 %", 0.3, 60, 0.5, false, UNSAID, 0},
    {"30 %, nothing said, 10 / 90", NULL, 0.3, 60, 0.9, false, UNSAID, 0},
    {"30 %, said, planned", NULL, 0.3, 60, 0.5, false, 0.3, 1},
    {"50 %, nothing said", NULL, 0.5, 40, 0.5, false, UNSAID, 0},
    {"50 %, said 5 %, planned", NULL, 0.5, 40, 0.5, false, 0.05, 1},
    {"50 %, split not told", NULL, 0.5, 40, 0.5, true, UNSAID, 0},
    {"99 %, said", NULL, 0.99, 60, 0.5, false, 0.99, 1},
};

int main(int argc, char **argv)
{
    hl_proof proof = hl_proof_begin(argc, argv);
    hl_init();
    for (size_t i = 0; i < sizeof watches / sizeof watches[0]; i++)
        if (!proof.brief || i % 4 == 1)
            prove_level(&proof, &watches[i], i);
    prove_weights(&proof);
    return hl_proof_end(&proof);
}
