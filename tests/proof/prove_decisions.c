/* What a verdict says on evidence: how often an arm that brings just what is worth shipping is kept
 * out as bringing less; how often a factor that does nothing, or segments that do not differ, get
 * into the reasons, read once or every night; how often those that do, do. And two users an arm,
 * which are no evidence. */
#include <math.h>
#include <stdio.h>

#include "base/random.h"
#include "tests/support/draw.h"
#include "tests/support/made.h"
#include "tests/support/proof.h"

enum { NIGHTS = 20, FIRST_DAY = 20000, MOST_ARMS = 4, SEGMENTS = 3 };

static const hl_arm_weight arms[MOST_ARMS] = {{"00", 1}, {"01", 1}, {"10", 1}, {"11", 1}};
static const char *const levels[] = {"low", "high"};
static const size_t first[] = {0, 0, 1, 1}, second[] = {0, 1, 0, 1};
static const hl_factor factors[] = {{"a", levels, 2, first}, {"b", levels, 2, second}};
static const char *const values[SEGMENTS] = {"east", "north", "west"};
static const hl_dimension place = {"place", false};

typedef struct world {
    const char *what, *figure, *before;
    hl_inference inference;
    size_t arms;
    double night;              /* units of an arm and night */
    double lift[MOST_ARMS];    /* by arm */
    double in_west[MOST_ARMS]; /* ... of the last segment: in its place */
    bool split, crossed;
    double worth;
    hl_finding_code code; /* that is counted, on any night */
    double least, most;
} world;

static void add_night(hl_random *random, const world *w, hl_cells *cells, int32_t day)
{
    static const double rates[SEGMENTS] = {0.03, 0.06, 0.1};
    for (uint32_t arm = 0; arm < w->arms; arm++)
        for (uint32_t s = 0; s < (w->split ? SEGMENTS : 1); s++) {
            double lift = w->split && s == SEGMENTS - 1 ? w->in_west[arm] : w->lift[arm];
            double n = floor(w->night * (w->split ? 1.0 / SEGMENTS : 1) *
                             (0.9 + 0.2 * hl_base__random_uniform(random)));
            uint32_t at = w->split ? s + 1 : 0;
            hl_made_enrol(cells, arm, at, day, (int64_t)n);
            hl_made_rate(
                cells, arm, at, day, 0, (int64_t)n,
                (int64_t)hl_draw_binomial(random, n, (w->split ? rates[s] : 0.06) * (1 + lift)));
        }
}

static bool says(const hl_design *design, const hl_cells *cells, hl_finding_code code)
{
    hl_analysis *analysis = hl_made_run(design, cells);
    bool found = false;
    for (size_t i = 0; i < analysis->verdict.because_count; i++)
        found = found || analysis->verdict.because[i].code == code;
    hl_analysis_free(analysis);
    return found;
}

static void set_design(const world *w, hl_metric *metric, hl_design *design)
{
    *metric = hl_made_metric("m", HL_METRIC_PROPORTION);
    metric->worth = w->worth > 0 ? w->worth : (double)NAN;
    *design = hl_made_design(arms, w->arms, metric, 1);
    design->inference = w->inference;
    design->arms_differ_in_timing = true; /* the split by night is not what is tried */
    design->dimensions = &place;
    design->dimension_count = w->split ? 1 : 0;
    design->factors = factors;
    design->factor_count = w->crossed ? 2 : 0;
}

/* A factor that matters does so for better or worse. */
static bool finds(hl_design *design, hl_cells *cells, hl_finding_code code)
{
    return says(design, cells, code) ||
           (code == HL_FOUND_FACTOR_MATTERS && says(design, cells, HL_FOUND_FACTOR_WORSE));
}

static void prove(hl_proof *proof, const world *w, uint64_t stream)
{
    bool nightly = w->inference == HL_INFER_ANYTIME;
    int runs = nightly ? hl_proof_few_runs(proof, 400, 3) : hl_proof_few_runs(proof, 10000, 25);
    long count = 0;
    hl_metric metric;
    hl_design design;
    hl_random random = hl_base__random_seed(4719, stream);
    set_design(w, &metric, &design);
    for (int r = 0; r < runs; r++) {
        hl_cells *cells = hl_cells__new(&design);
        bool found = false;
        for (size_t s = 0; cells != NULL && w->split && s < SEGMENTS; s++)
            (void)hl_cells__split(cells, 0, values[s], 4 + (s == 1));
        for (int32_t night = 0; night < NIGHTS && cells != NULL && !found; night++) {
            add_night(&random, w, cells, FIRST_DAY + night);
            if (nightly || night + 1 == NIGHTS)
                found = finds(&design, cells, w->code);
        }
        count += found;
        hl_cells_free(cells);
    }
    hl_proof_share(proof, w->what, w->figure, w->before, count, runs, w->least, w->most);
}

/* Over segments together: no effect, read nightly, and whether the pooled p and both intervals
 * agree about it. */
static void prove_pooled(hl_proof *proof)
{
    static const world w = {
        .inference = HL_INFER_ANYTIME, .arms = 2, .night = 600, .split = true, .code = HL_FINDINGS};
    int runs = hl_proof_few_runs(proof, 400, 3);
    long shown = 0, apart = 0, reads = 0;
    hl_metric metric;
    hl_design design;
    hl_random random = hl_base__random_seed(4720, 0);
    set_design(&w, &metric, &design);
    for (int r = 0; r < runs; r++) {
        hl_cells *cells = hl_cells__new(&design);
        bool found = false;
        for (size_t s = 0; cells != NULL && s < SEGMENTS; s++)
            (void)hl_cells__split(cells, 0, values[s], 4 + (s == 1));
        for (int32_t night = 0; night < NIGHTS && cells != NULL && !found; night++) {
            add_night(&random, &w, cells, FIRST_DAY + night);
            hl_analysis *analysis = hl_made_run(&design, cells);
            const hl_interaction *all = &analysis->interactions[0];
            bool below = all->pooled_p < design.alpha;
            bool out = all->pooled.low > 0 || all->pooled.high < 0;
            apart += below != out;
            reads++;
            found = below;
            hl_analysis_free(analysis);
        }
        shown += found;
        hl_cells_free(cells);
    }
    hl_proof_share(proof, "three segments, no effect, nightly", "pooled p below 5 %", NULL, shown,
                   runs, 0, 0.05);
    hl_proof_share(proof, "three segments, no effect, nightly", "p and interval disagree", NULL,
                   apart, reads, 0, 0);
}

/* Two users an arm, of rates: the fixed sample has ended. */
static void prove_two_users(hl_proof *proof)
{
    hl_metric metric = hl_made_metric("m", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(arms, 2, &metric, 1);
    long kept = 0, cases = 0;
    for (int64_t x = 0; x <= 2; x++)
        for (int64_t y = 0; y <= 2; y++) {
            hl_cells *cells = hl_cells__new(&design);
            for (uint32_t arm = 0; arm < 2 && cells != NULL; arm++) {
                hl_made_enrol(cells, arm, 0, HL_CELLS_NO_DAY, 2);
                hl_made_rate(cells, arm, 0, HL_CELLS_NO_DAY, 0, 2, arm == 0 ? x : y);
            }
            hl_analysis *analysis = hl_made_run(&design, cells);
            kept += analysis->verdict.decision == HL_DECIDE_KEEP_CONTROL;
            cases++;
            hl_made_drop(analysis, cells);
        }
    hl_proof_share(proof, "two users an arm, all nine outcomes", "keep control", "77.8 %", kept,
                   cases, 0, 0);
}

#define FIXED   HL_INFER_FIXED
#define ANYTIME HL_INFER_ANYTIME

int main(int argc, char **argv)
{
    static const world worlds[] = {
        {"lift 20 %, worth 20 %, fixed",
         "worth excluded falsely",
         NULL,
         FIXED,
         2,
         500,
         {0, 0.2},
         {0},
         false,
         false,
         0.2,
         HL_FOUND_WORTH_EXCLUDED,
         0,
         0.028},
        {"lift 20 %, worth 20 %, nightly",
         "worth excluded falsely",
         NULL,
         ANYTIME,
         2,
         500,
         {0, 0.2},
         {0},
         false,
         false,
         0.2,
         HL_FOUND_WORTH_EXCLUDED,
         0,
         0.05},
        {"three arms of 20 %, worth 20 %, fixed",
         "worth excluded falsely",
         NULL,
         FIXED,
         4,
         500,
         {0, 0.2, 0.2, 0.2},
         {0},
         false,
         false,
         0.2,
         HL_FOUND_WORTH_EXCLUDED,
         0,
         0.028},
        {"no lift, worth 20 %, fixed",
         "worth excluded",
         NULL,
         FIXED,
         2,
         1500,
         {0, 0},
         {0},
         false,
         false,
         0.2,
         HL_FOUND_WORTH_EXCLUDED,
         0.8,
         1},
        {"2 x 2, no effect, fixed",
         "a factor matters",
         NULL,
         FIXED,
         4,
         300,
         {0},
         {0},
         false,
         true,
         0,
         HL_FOUND_FACTOR_MATTERS,
         0,
         0.055},
        {"2 x 2, no effect, nightly",
         "a factor matters",
         NULL,
         ANYTIME,
         4,
         300,
         {0},
         {0},
         false,
         true,
         0,
         HL_FOUND_FACTOR_MATTERS,
         0,
         0.05},
        {"2 x 2, b lifts by 31 %, nightly",
         "a factor matters",
         NULL,
         ANYTIME,
         4,
         300,
         {0, 0.31, 0, 0.31},
         {0},
         false,
         true,
         0,
         HL_FOUND_FACTOR_MATTERS,
         0.8,
         1},
        {"three segments, lift 30 % in all, fixed",
         "segments differ",
         NULL,
         FIXED,
         2,
         900,
         {0, 0.3},
         {0, 0.3},
         true,
         false,
         0,
         HL_FOUND_SEGMENTS_DIFFER,
         0,
         0.055},
        {"three segments, lift 30 % in all, nightly",
         "segments differ",
         NULL,
         ANYTIME,
         2,
         900,
         {0, 0.3},
         {0, 0.3},
         true,
         false,
         0,
         HL_FOUND_SEGMENTS_DIFFER,
         0,
         0.05},
        {"lift 40 %, in west -30 %, nightly",
         "segments differ",
         NULL,
         ANYTIME,
         2,
         900,
         {0, 0.4},
         {0, -0.3},
         true,
         false,
         0,
         HL_FOUND_SEGMENTS_DIFFER,
         0.8,
         1},
        {"lift 40 %, in west -30 %, nightly",
         "west is named as worse",
         NULL,
         ANYTIME,
         2,
         900,
         {0, 0.4},
         {0, -0.3},
         true,
         false,
         0,
         HL_FOUND_SEGMENT_WORSE,
         0.8,
         1},
        {"lift 40 %, in west none, nightly",
         "a segment named as worse",
         NULL,
         ANYTIME,
         2,
         900,
         {0, 0.4},
         {0, 0},
         true,
         false,
         0,
         HL_FOUND_SEGMENT_WORSE,
         0,
         0.025},
    };
    hl_proof proof = hl_proof_begin(argc, argv);
    prove_pooled(&proof);
    prove_two_users(&proof);
    for (size_t i = 0; i < sizeof worlds / sizeof worlds[0]; i++)
        prove(&proof, &worlds[i], i);
    return hl_proof_end(&proof);
}
