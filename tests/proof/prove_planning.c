/* What `hookline size` promises and what the analysis reaches of the same design: power at the
 * planned end for fixed, anytime and group-sequential plans of two to five arms, one of which has
 * the effect; what who looks at every day finds; how many more units; and the level of planned
 * looks that the planned units tell apart. Whole analyses (hl_analysis_run) of sufficient
 * statistics, units split at random. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/random.h"
#include "hookline.h"
#include "stats/look_windows.h"
#include "tests/support/draw.h"
#include "tests/support/made.h"
#include "tests/support/proof.h"

enum { MOST_ARMS = 5, MOST_LOOKS = 200 };

#define UNSAID  ((double)NAN)
#define ANYTIME HL_INFER_ANYTIME
#define LOOKS   HL_INFER_GROUP_SEQUENTIAL

static double least(double a, double b)
{
    return a < b ? a : b;
}

/* ---- drawing */

/* Sum of k squared normals. */
static double chi_square(hl_random *random, double k)
{
    double sum = 0;
    for (double i = 0; i < least(k, 400); i++) {
        double z = hl_base__random_normal(random);
        sum += z * z;
    }
    if (k <= 400)
        return sum;
    double cube = 1 - 2 / (9 * k) + hl_base__random_normal(random) * sqrt(2 / (9 * k));
    return k * cube * cube * cube; /* Wilson and Hilferty */
}

typedef struct plan {
    hl_size_request request;
    hl_size_answer answer;
    hl_design design;
    hl_metric metric;
    hl_arm_weight arms[MOST_ARMS];
    double looks[MOST_LOOKS];
} plan;

static double level_of(const plan *p, size_t arm)
{
    return p->request.baseline + (arm == 1 ? p->answer.difference : 0);
}

/* n units of normal values: their mean and variance are drawn, two values carry both. */
static void add_means(hl_random *random, hl_cells *cells, uint32_t arm, double n, double mean,
                      double sd)
{
    double half = floor(n / 2);
    double at = mean + sd * hl_base__random_normal(random) / sqrt(2 * half);
    double spread = sd * sqrt(chi_square(random, 2 * half - 1) / (2 * half));
    hl_made_value(cells, arm, 0, HL_CELLS_NO_DAY, 0, at - spread, 1, NULL, (int64_t)half);
    hl_made_value(cells, arm, 0, HL_CELLS_NO_DAY, 0, at + spread, 1, NULL, (int64_t)half);
}

/* Units of several touches whose correlation is icc. */
static void add_touches(hl_random *random, hl_cells *cells, uint32_t arm, double n, double rate,
                        const hl_size_request *q)
{
    int64_t touches = (int64_t)q->touches;
    int64_t counts[64] = {0};
    double repeat = sqrt(q->icc);
    for (double i = 0; i < n; i++) {
        int own = hl_base__random_uniform(random) < rate, ones = 0;
        for (int64_t k = 0; k < touches; k++)
            ones += hl_base__random_uniform(random) < repeat
                        ? own
                        : hl_base__random_uniform(random) < rate;
        counts[ones]++;
    }
    for (int64_t k = 0; k <= touches; k++)
        if (counts[k] > 0)
            hl_made_touches(cells, arm, 0, HL_CELLS_NO_DAY, 0, touches, k, counts[k]);
}

static void add_units(hl_random *random, const plan *p, hl_cells *cells, uint32_t arm, double n)
{
    double level = level_of(p, arm);
    if (p->metric.per == HL_PER_TOUCH) {
        add_touches(random, cells, arm, n, level, &p->request);
        return;
    }
    hl_made_enrol(cells, arm, 0, HL_CELLS_NO_DAY, (int64_t)n);
    if (p->metric.kind == HL_METRIC_MEAN)
        add_means(random, cells, arm, n, level, p->request.sd);
    else
        hl_made_rate(cells, arm, 0, HL_CELLS_NO_DAY, 0, (int64_t)n,
                     (int64_t)hl_draw_binomial(random, n, level));
}

/* n units split by the weights. */
static void add_all(hl_random *random, const plan *p, hl_cells *cells, double n)
{
    double of_arm[MOST_ARMS];
    hl_draw_split(random, n, p->arms, p->design.arm_count, of_arm);
    for (uint32_t arm = 0; arm < p->design.arm_count; arm++)
        add_units(random, p, cells, arm, of_arm[arm]);
}

/* ---- plans */

typedef struct line {
    const char *what;
    const char *before;
    double baseline, sd, lift;
    size_t arms;
    double control_share; /* 0: equal */
    hl_inference inference;
    double touches, icc;
    hl_correction correction;
} line;

static void lay(plan *p, const line *l)
{
    static const char *const names[MOST_ARMS] = {"control", "a", "b", "c", "d"};
    hl_error err = HL_ERROR_INIT;
    hl_size_request q = hl_size_defaults();
    q.baseline = l->baseline;
    q.sd = l->sd > 0 ? l->sd : (double)NAN;
    q.lift_by = l->sd > 0 ? HL_LIFT_BY_SHIFT : HL_LIFT_BY_UNSAID;
    q.lift = l->lift;
    q.arms = l->arms;
    q.control_share = l->control_share > 0 ? l->control_share : (double)NAN;
    q.inference = l->inference;
    q.touches = l->touches > 0 ? l->touches : 1;
    q.icc = l->icc;
    q.correction = l->correction == HL_CORRECT_NONE ? HL_CORRECT_HOLM : l->correction;
    *p = (plan){.request = q};
    if (hl_size_solve(&q, &p->answer, &err) != HL_OK)
        printf("%s\n", err.message);
    p->metric = hl_made_metric("m", l->sd > 0 ? HL_METRIC_MEAN : HL_METRIC_PROPORTION);
    p->metric.per = q.touches > 1 ? HL_PER_TOUCH : HL_PER_UNIT;
    p->metric.expected = q.baseline;
    p->metric.goal = l->lift < 0 ? HL_GOAL_DECREASE : HL_GOAL_INCREASE;
    double control = l->control_share > 0 ? l->control_share : 1 / (double)l->arms;
    for (size_t i = 0; i < l->arms; i++)
        p->arms[i] = (hl_arm_weight){
            names[i],
            (int64_t)round(1e6 * (i == 0 ? control : (1 - control) / (double)(l->arms - 1)))};
    p->design = hl_made_design(p->arms, l->arms, &p->metric, 1);
    p->design.inference = q.inference;
    p->design.correction = q.correction;
    p->design.planned_units = p->answer.users;
    if (q.inference != HL_INFER_GROUP_SEQUENTIAL)
        return;
    for (size_t k = 0; k < q.looks; k++)
        p->looks[k] = (double)(k + 1) / (double)q.looks;
    p->design.looks = p->looks;
    p->design.look_count = q.looks;
    p->design.spending = q.spending;
}

/* Is the first treatment shown to differ on the right side? */
static bool shows(const plan *p, const hl_cells *cells, size_t look)
{
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *analysis = NULL;
    options.look = look;
    if (hl_analysis_run(&p->design, cells, &options, &analysis, NULL) != HL_OK)
        return false;
    const hl_comparison *c = &analysis->metrics[0].comparisons[0];
    bool shown = c->p_effective_adjusted < analysis->look_alpha &&
                 (c->difference.estimate > 0) == (p->answer.difference > 0);
    hl_analysis_free(analysis);
    return shown;
}

/* Read `looks` times, evenly; at the last alone when last_only. */
static bool finds(hl_random *random, const plan *p, size_t looks, bool last_only)
{
    hl_cells *cells = hl_cells__new(&p->design);
    bool found = false;
    double n = 0;
    for (size_t k = 0; cells != NULL && k < looks && !found; k++) {
        double until = k + 1 == looks ? p->answer.users
                                      : floor(p->answer.users * (double)(k + 1) / (double)looks);
        add_all(random, p, cells, until - n);
        n = until;
        if (k + 1 == looks || !last_only)
            found = shows(p, cells, k + 1);
    }
    hl_cells_free(cells);
    return found;
}

static void prove_power(hl_proof *proof, const line *l, uint64_t stream, int full)
{
    plan p;
    lay(&p, l);
    bool planned = l->inference == HL_INFER_GROUP_SEQUENTIAL;
    int runs = hl_proof_few_runs(proof, full, 30), found = 0;
    hl_random random = hl_base__random_seed(4711, stream);
    for (int r = 0; r < runs; r++)
        found += finds(&random, &p, planned ? p.request.looks : 1, false);
    hl_proof_share(proof, l->what, "power said 80 %", l->before, found, runs, 0.78, 0.82);
}

static void prove_daily(hl_proof *proof, const line *l, uint64_t stream, int full)
{
    plan p;
    lay(&p, l);
    enum { DAYS = 100 }; /* as size, when no traffic is said */
    int runs = hl_proof_few_runs(proof, full, 30), found = 0;
    hl_random random = hl_base__random_seed(4712, stream);
    for (int r = 0; r < runs; r++)
        found += finds(&random, &p, DAYS, false);
    char figure[64];
    (void)snprintf(figure, sizeof figure, "power looking daily, said %.1f %%",
                   100 * p.answer.power_ever);
    hl_proof_share(proof, l->what, figure, l->before, found, runs, p.answer.power_ever - 0.02,
                   p.answer.power_ever + 0.02);
}

/* ---- how many more */

/* Data that have just their expected figures at n units; what the verdict asks for is added, the
 * effect being the one that it asks for: that of the planned units, or what is worth shipping. */
static void add_expected(const plan *p, hl_cells *cells, double n)
{
    double share = 1 / (double)p->design.arm_count;
    for (uint32_t arm = 0; arm < p->design.arm_count; arm++) {
        double mine = round(n * share), half = round(mine / 2), level = level_of(p, arm);
        hl_made_enrol(cells, arm, 0, HL_CELLS_NO_DAY, (int64_t)mine);
        if (p->metric.kind == HL_METRIC_MEAN) {
            double sd = p->request.sd;
            hl_made_value(cells, arm, 0, HL_CELLS_NO_DAY, 0, level - sd, 1, NULL, (int64_t)half);
            hl_made_value(cells, arm, 0, HL_CELLS_NO_DAY, 0, level + sd, 1, NULL,
                          (int64_t)(mine - half));
        } else {
            hl_made_rate(cells, arm, 0, HL_CELLS_NO_DAY, 0, (int64_t)mine,
                         (int64_t)round(mine * level));
        }
    }
}

/* Units to add, or of an experiment that begins anew, where a sample has ended; NaN: neither is
 * said. power: that of the planned end, where these units reach it, else what is asked for. */
typedef struct need {
    double units, power;
    bool anew;
} need;

static need needed(const plan *p, double now)
{
    hl_cells *cells = hl_cells__new(&p->design);
    add_expected(p, cells, now);
    hl_analysis *analysis = hl_made_run(&p->design, cells);
    const hl_verdict *v = &analysis->verdict;
    need out = {v->units_needed, 0.8, false};
    for (size_t i = 0; i < v->because_count; i++) {
        const hl_finding *f = &v->because[i];
        if (f->code == HL_FOUND_NEW_EXPERIMENT)
            out = (need){f->n, f->power, true};
        if (f->code == HL_FOUND_PLAN_END_SHOWS)
            out = (need){f->n, f->power, false};
    }
    hl_analysis_free(analysis);
    hl_cells_free(cells);
    return out;
}

/* now: present units in all, as a part of those planned. */
static void prove_needed(hl_proof *proof, const line *l, double part, bool planned, uint64_t stream)
{
    plan p;
    lay(&p, l);
    double now = round(part * p.answer.users);
    if (!planned) {
        p.design.planned_units = 0;
        p.metric.expected = UNSAID;
        p.metric.worth = fabs(p.answer.difference) / l->baseline;
    }
    need more = needed(&p, now);
    int runs = hl_proof_few_runs(proof, 1500, 30), found = 0;
    hl_random random = hl_base__random_seed(4715, stream);
    for (int r = 0; r < runs && isfinite(more.units); r++) {
        hl_cells *cells = hl_cells__new(&p.design);
        if (!more.anew)
            add_expected(&p, cells, now);
        add_all(&random, &p, cells, more.units);
        found += shows(&p, cells, 0);
        hl_cells_free(cells);
    }
    char what[96];
    (void)snprintf(what, sizeof what, "%s, at %.0f %% of the plan%s", l->what, 100 * part,
                   planned ? "" : " (worth)");
    hl_proof_share(proof, what, more.anew ? "a new experiment shows it" : "units_needed shows it",
                   NULL, found, runs, more.power - 0.05, fmin(1, more.power + 0.05));
}

/* Is anything shown to who reads so many times, the planned units saying which of five looks it is?
 * The path of Z under no effect. */
static void prove_reading(hl_proof *proof, const char *what, hl_spending spending, int readings,
                          uint64_t stream)
{
    enum { FIVE = 5 };
    const double planned[FIVE] = {0.2, 0.4, 0.6, 0.8, 1};
    hl_look_windows windows;
    int runs = hl_proof_few_runs(proof, 200000, 1000), wrong = 0;
    hl_random random = hl_base__random_seed(4716, stream);
    if (hl_stats__look_windows(planned, FIVE, 0.05, spending, 0, &windows, NULL) != HL_OK)
        return;
    for (int r = 0; r < runs; r++) {
        double sum = 0;
        bool shown = false;
        for (int k = 1; k <= readings && !shown; k++) {
            double t = (double)k / readings;
            sum += hl_base__random_normal(&random);
            size_t look = hl_stats__look_in_force(planned, FIVE, t);
            shown = look > 0 && fabs(sum) / sqrt(k) > hl_stats__look_boundary(&windows, look, t);
        }
        wrong += shown;
    }
    hl_proof_share(proof, what, "level", NULL, wrong, runs, 0, 0.055);
}

/* Always-valid interval of the difference over the fixed one, at the planned end. */
static void prove_width(hl_proof *proof, const line *l, const char *before, uint64_t stream)
{
    plan p;
    lay(&p, l);
    int runs = hl_proof_few_runs(proof, 400, 25);
    double sum = 0, squares = 0;
    hl_random random = hl_base__random_seed(4717, stream);
    for (int r = 0; r < runs; r++) {
        hl_cells *cells = hl_cells__new(&p.design);
        add_all(&random, &p, cells, p.answer.users);
        hl_analysis *analysis = hl_made_run(&p.design, cells);
        const hl_comparison *c = &analysis->metrics[0].comparisons[0];
        double ratio =
            (c->anytime.d_high - c->anytime.d_low) / (c->difference.high - c->difference.low);
        hl_analysis_free(analysis);
        hl_cells_free(cells);
        sum += ratio;
        squares += ratio * ratio;
    }
    double mean = sum / runs;
    hl_proof_value(proof, l->what, "width of the difference, x fixed", before, mean,
                   sqrt((squares / runs - mean * mean) / runs), 1, 1.7);
}

/* ---- the cases */

static const line lines[] = {
    {.what = "fixed, 0.5 %, lift 50 %", .baseline = 0.005, .lift = 0.5, .arms = 2},
    {.what = "fixed, 5 %, lift 20 %", .baseline = 0.05, .lift = 0.2, .arms = 2},
    {.what = "fixed, 50 %, lift -10 %", .baseline = 0.5, .lift = -0.1, .arms = 2},
    {.what = "fixed, 5 %, lift 30 %, 20 / 80",
     .baseline = 0.05,
     .lift = 0.3,
     .arms = 2,
     .control_share = 0.2},
    {.what = "fixed, 30 %, 3 arms", .baseline = 0.3, .lift = 0.1, .arms = 3},
    {.what = "fixed, mean 10 sd 20, 5 arms", .baseline = 10, .sd = 20, .lift = 0.1, .arms = 5},
    {.what = "fixed, mean, 4 arms, Dunnett",
     .baseline = 10,
     .sd = 20,
     .lift = 0.1,
     .arms = 4,
     .correction = HL_CORRECT_DUNNETT},
    {.what = "fixed, 10 touches, icc 0.3",
     .baseline = 0.3,
     .lift = 0.2,
     .arms = 2,
     .touches = 10,
     .icc = 0.3},
    {.what = "anytime, 0.5 %, lift 50 %",
     .before = "77.8 %",
     .baseline = 0.005,
     .lift = 0.5,
     .arms = 2,
     .inference = ANYTIME},
    {.what = "anytime, 0.5 %, lift 10 %",
     .before = "74.0 %",
     .baseline = 0.005,
     .lift = 0.1,
     .arms = 2,
     .inference = ANYTIME},
    {.what = "anytime, 0.5 %, lift 100 %",
     .before = "67.0 %",
     .baseline = 0.005,
     .lift = 1,
     .arms = 2,
     .inference = ANYTIME},
    {.what = "anytime, 2 %, lift -20 %",
     .before = "79.2 %",
     .baseline = 0.02,
     .lift = -0.2,
     .arms = 2,
     .inference = ANYTIME},
    {.what = "anytime, 2 %, lift 30 %, 20 / 80",
     .before = "81.8 %",
     .baseline = 0.02,
     .lift = 0.3,
     .arms = 2,
     .control_share = 0.2,
     .inference = ANYTIME},
    {.what = "anytime, 5 %, lift 20 %",
     .before = "76.5 %",
     .baseline = 0.05,
     .lift = 0.2,
     .arms = 2,
     .inference = ANYTIME},
    {.what = "anytime, 5 %, lift 20 %, 4 arms",
     .before = "75.3 %",
     .baseline = 0.05,
     .lift = 0.2,
     .arms = 4,
     .inference = ANYTIME},
    {.what = "anytime, 10 %, lift 20 %",
     .before = "74.6 %",
     .baseline = 0.1,
     .lift = 0.2,
     .arms = 2,
     .inference = ANYTIME},
    {.what = "anytime, 10 %, lift 30 %, 80 / 20",
     .before = "73.3 %",
     .baseline = 0.1,
     .lift = 0.3,
     .arms = 2,
     .control_share = 0.8,
     .inference = ANYTIME},
    {.what = "anytime, 30 %, lift 10 %",
     .before = "53.6 %",
     .baseline = 0.3,
     .lift = 0.1,
     .arms = 2,
     .inference = ANYTIME},
    {.what = "anytime, 30 %, lift 10 %, 3 arms",
     .before = "51.4 %",
     .baseline = 0.3,
     .lift = 0.1,
     .arms = 3,
     .inference = ANYTIME},
    {.what = "anytime, 50 %, lift 40 %",
     .before = "10.8 %",
     .baseline = 0.5,
     .lift = 0.4,
     .arms = 2,
     .inference = ANYTIME},
    {.what = "anytime, mean 10 sd 5, lift 5 %",
     .before = "79.9 %",
     .baseline = 10,
     .sd = 5,
     .lift = 0.05,
     .arms = 2,
     .inference = ANYTIME},
    {.what = "anytime, mean 10 sd 40, lift 10 %, 5 arms",
     .before = "72.0 %",
     .baseline = 10,
     .sd = 40,
     .lift = 0.1,
     .arms = 5,
     .inference = ANYTIME},
    {.what = "anytime, 10 touches, icc 0.3",
     .baseline = 0.3,
     .lift = 0.2,
     .arms = 2,
     .touches = 10,
     .icc = 0.3,
     .inference = ANYTIME},
    {.what = "5 looks, 0.5 %, lift 50 %",
     .baseline = 0.005,
     .lift = 0.5,
     .arms = 2,
     .inference = LOOKS},
    {.what = "5 looks, 30 %, lift 10 %, 3 arms",
     .baseline = 0.3,
     .lift = 0.1,
     .arms = 3,
     .inference = LOOKS},
    {.what = "5 looks, mean 10 sd 20, 5 arms",
     .baseline = 10,
     .sd = 20,
     .lift = 0.1,
     .arms = 5,
     .inference = LOOKS},
    {.what = "fixed, 1 %, lift 100 %, 90 / 10",
     .before = "77.3 %",
     .baseline = 0.01,
     .lift = 1,
     .arms = 2,
     .control_share = 0.9},
    {.what = "fixed, 2 %, lift -50 %, 10 / 90",
     .before = "77.3 %",
     .baseline = 0.02,
     .lift = -0.5,
     .arms = 2,
     .control_share = 0.1},
    {.what = "fixed, 1 %, lift 200 %, 10 / 90",
     .before = "84.9 %",
     .baseline = 0.01,
     .lift = 2,
     .arms = 2,
     .control_share = 0.1},
    {.what = "fixed, 2 %, lift 100 %, 5 arms, 60 % in the control",
     .baseline = 0.02,
     .lift = 1,
     .arms = 5,
     .control_share = 0.6},
    {.what = "fixed, 2 %, lift -60 %, 3 arms, Dunnett",
     .baseline = 0.02,
     .lift = -0.6,
     .arms = 3,
     .correction = HL_CORRECT_DUNNETT},
    {.what = "5 looks, 5 %, lift 100 %, 80 / 20",
     .baseline = 0.05,
     .lift = 1,
     .arms = 2,
     .control_share = 0.8,
     .inference = LOOKS},
    {.what = "5 looks, 2 %, lift -50 %, 4 arms",
     .baseline = 0.02,
     .lift = -0.5,
     .arms = 4,
     .inference = LOOKS},
    {.what = "anytime, 98 %, lift -0.5 %",
     .baseline = 0.98,
     .lift = -0.005,
     .arms = 2,
     .inference = ANYTIME},
};

/* In the short form every fourth plan and level, and one of each other kind. */
static bool is_tried(const hl_proof *proof, size_t i)
{
    return !proof->brief || i % 4 == 1;
}

static void prove_reads(hl_proof *proof)
{
    prove_reading(proof, "5 looks by planned units, read 5 times", HL_SPEND_OBF, 5, 1);
    prove_reading(proof, "5 looks by planned units, read 40 times", HL_SPEND_OBF, 40, 2);
    prove_reading(proof, "5 looks by planned units, read 200 times", HL_SPEND_OBF, 200, 3);
    prove_reading(proof, "... Pocock's spending, read 200 times", HL_SPEND_POCOCK, 200, 4);
    if (proof->brief)
        return;
    prove_daily(proof, &lines[15], 1, 1000);
    prove_daily(proof, &lines[17], 2, 1000);
    prove_daily(proof, &lines[20], 3, 1000);
}

static void prove_needs(hl_proof *proof)
{
    static const size_t cases[] = {1, 4, 9, 13, 17, 18, 20};
    static const double parts[] = {0.2, 0.35, 0.45};
    for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++)
        for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
            if (is_tried(proof, 3 * k + i))
                prove_needed(proof, &lines[cases[i]], parts[k], k < 2, 10 * i + k);
}

int main(int argc, char **argv)
{
    hl_proof proof = hl_proof_begin(argc, argv);
    hl_init();
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        if (is_tried(&proof, i))
            prove_power(&proof, &lines[i], i, 4000);
    prove_width(&proof, &lines[8], "1.78", 1);
    prove_width(&proof, &lines[13], "1.74", 2);
    prove_reads(&proof);
    prove_needs(&proof);
    return hl_proof_end(&proof);
}
