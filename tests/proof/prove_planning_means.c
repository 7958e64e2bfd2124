/* What `hookline size` promises of revenue, whose spread a lift widens, and what whole analyses of
 * plans so sized find: buyers and lognormal baskets, by more buyers, larger baskets or both, uneven
 * arms, several arms, planned looks; and plans to which nothing is said but mean and spread. */
#include <math.h>
#include <stdio.h>

#include "base/random.h"
#include "hookline.h"
#include "tests/support/draw.h"
#include "tests/support/made.h"
#include "tests/support/proof.h"

enum { MOST_ARMS = 4, MOST_LOOKS = 5 };

typedef struct line {
    const char *before; /* planned with one sd for both arms, and a t test */
    double buyers, sigma, lift;
    hl_lift_by by;
    double control_share;
    size_t arms; /* 0: two */
    bool looks;
    double power_most; /* 0: 0.82; a plan to which the buyers are not said promises a least */
} line;

typedef struct plan {
    const line *line;
    hl_size_request request;
    hl_size_answer answer;
    double more, larger;
    hl_metric metric;
    hl_arm_weight arms[MOST_ARMS];
    double looks[MOST_LOOKS];
    hl_design design;
} plan;

static void lay(plan *p, const line *l)
{
    static const char *const names[MOST_ARMS] = {"control", "a", "b", "c"};
    hl_error err = HL_ERROR_INIT;
    size_t arms = l->arms > 0 ? l->arms : 2;
    double f = 1 + l->lift;
    *p = (plan){.line = l, .request = hl_size_defaults()};
    p->more = l->by == HL_LIFT_BY_RATE ? f : l->by == HL_LIFT_BY_BOTH ? sqrt(f) : 1;
    p->larger = f / p->more;
    p->request.baseline = l->buyers;
    p->request.sd = sqrt(l->buyers * exp(l->sigma * l->sigma) - l->buyers * l->buyers);
    p->request.lift = l->lift;
    p->request.control_share = l->control_share;
    p->request.arms = arms;
    p->request.inference = l->looks ? HL_INFER_GROUP_SEQUENTIAL : HL_INFER_FIXED;
    if (l->power_most == 0) {
        p->request.buyers = l->buyers;
        p->request.lift_by = l->by;
    }
    if (hl_size_solve(&p->request, &p->answer, &err) != HL_OK)
        printf("%s\n", err.message);
    p->metric = hl_made_metric("revenue", HL_METRIC_MEAN);
    for (size_t i = 0; i < arms; i++)
        p->arms[i] = (hl_arm_weight){
            names[i], (int64_t)round(1e6 * (i == 0 ? l->control_share
                                                   : (1 - l->control_share) / (double)(arms - 1)))};
    p->design = hl_made_design(p->arms, arms, &p->metric, 1);
    p->design.inference = p->request.inference;
    p->design.planned_units = p->answer.users;
    for (size_t k = 0; k < MOST_LOOKS; k++)
        p->looks[k] = (double)(k + 1) / MOST_LOOKS;
    p->design.looks = l->looks ? p->looks : NULL;
    p->design.look_count = l->looks ? MOST_LOOKS : 0;
    p->design.spending = p->request.spending;
}

/* n units of one arm. Baskets to the millionth: cells are exact decimals. */
static void add_arm(hl_random *random, const plan *p, hl_cells *cells, uint32_t arm, double n)
{
    double sigma = p->line->sigma, share = p->line->buyers * (arm == 1 ? p->more : 1);
    double size = arm == 1 ? p->larger : 1, b = hl_draw_binomial(random, n, share);
    hl_made_enrol(cells, arm, 0, HL_CELLS_NO_DAY, (int64_t)n);
    for (double i = 0; i < b; i++) {
        double z = hl_base__random_normal(random);
        double basket = round(1e6 * size * exp(sigma * z - sigma * sigma / 2)) / 1e6;
        hl_made_value(cells, arm, 0, HL_CELLS_NO_DAY, 0, basket, 1, NULL, 1);
    }
    hl_made_value(cells, arm, 0, HL_CELLS_NO_DAY, 0, 0, 1, NULL, (int64_t)(n - b));
}

/* n more units, split by the weights. */
static void add_all(hl_random *random, const plan *p, hl_cells *cells, double n)
{
    double of_arm[MOST_ARMS];
    hl_draw_split(random, n, p->arms, p->design.arm_count, of_arm);
    for (uint32_t arm = 0; arm < p->design.arm_count; arm++)
        add_arm(random, p, cells, arm, of_arm[arm]);
}

static bool shows(const plan *p, const hl_cells *cells, size_t look)
{
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *analysis = NULL;
    options.look = look;
    if (hl_analysis_run(&p->design, cells, &options, &analysis, NULL) != HL_OK)
        return false;
    const hl_comparison *c = &analysis->metrics[0].comparisons[0];
    bool shown = c->p_effective_adjusted < analysis->look_alpha &&
                 (c->difference.estimate > 0) == (p->line->lift > 0);
    hl_analysis_free(analysis);
    return shown;
}

static bool finds(hl_random *random, const plan *p)
{
    hl_cells *cells = hl_cells__new(&p->design);
    size_t looks = p->line->looks ? MOST_LOOKS : 1;
    bool found = false;
    double n = 0;
    for (size_t k = 0; k < looks && !found; k++) {
        double until = floor(p->answer.users * (double)(k + 1) / (double)looks);
        add_all(random, p, cells, until - n);
        found = shows(p, cells, p->line->looks ? k + 1 : 0);
        n = until;
    }
    hl_cells_free(cells);
    return found;
}

static void prove(hl_proof *proof, const line *l, uint64_t stream)
{
    static const char *const ways[] = {"", "more buyers", "larger baskets", "both", ""};
    plan p;
    lay(&p, l);
    int runs = hl_proof_runs(proof, 3000), found = 0;
    hl_random random = hl_base__random_seed(4720, stream);
    for (int r = 0; r < runs; r++)
        found += finds(&random, &p);
    char what[128];
    (void)snprintf(what, sizeof what, "%s%g %% buyers, sigma %g, %+g %% by %s, %g %% control%s%s",
                   l->looks ? "5 looks, " : "", 100 * l->buyers, l->sigma, 100 * l->lift,
                   ways[l->by], 100 * l->control_share, l->arms > 2 ? ", 4 arms" : "",
                   l->power_most > 0 ? ", buyers not said" : "");
    hl_proof_share(proof, what, "power said 80 %", l->before, found, runs, 0.78,
                   l->power_most > 0 ? l->power_most : 0.82);
}

#define RATE   HL_LIFT_BY_RATE
#define BASKET HL_LIFT_BY_BASKET
#define BOTH   HL_LIFT_BY_BOTH

static const line lines[] = {
    {"70 %", 0.05, 1, 0.5, RATE, 0.5, 0, false, 0},
    {"66 %", 0.05, 1, 0.5, RATE, 0.1, 0, false, 0},
    {"77 %", 0.05, 1, 0.5, RATE, 0.9, 0, false, 0},
    {"51 %", 0.05, 1, 1, BASKET, 0.5, 0, false, 0},
    {"54 %", 0.02, 1, 1, BOTH, 0.1, 0, false, 0},
    {"58 %", 0.05, 1.5, 2, BOTH, 0.9, 0, false, 0},
    {"68 %", 0.05, 1.5, 1, BOTH, 0.5, 0, false, 0},
    {"68 %", 0.2, 0.5, 0.5, BOTH, 0.1, 0, false, 0},
    {"97 %", 0.2, 1, -0.5, BASKET, 0.5, 0, false, 0},
    {"83 %", 0.05, 1, -0.5, RATE, 0.9, 0, false, 0},
    {NULL, 0.05, 1, 0.5, RATE, 0.4, 4, false, 0},
    {NULL, 0.05, 1, 0.5, BASKET, 0.5, 0, true, 0},
    {"70 %", 0.05, 1, 0.5, RATE, 0.5, 0, false, 1},
    {"51 %", 0.05, 1, 1, BASKET, 0.5, 0, false, 1},
    {"97 %", 0.2, 1, -0.5, BASKET, 0.5, 0, false, 1},
};

int main(int argc, char **argv)
{
    hl_proof proof = hl_proof_begin(argc, argv);
    hl_init();
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        if (!proof.brief || i % 4 == 3)
            prove(&proof, &lines[i], i);
    return hl_proof_end(&proof);
}
