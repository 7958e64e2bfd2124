/* The always-valid difference of two rates: its width over that of the fixed interval while counts
 * are few and at the planned end, whether what is expected is right, wrong or not said; its level
 * when 200 looks are taken, with rates that stay and rates that change; and p, lift and difference
 * as one test. The figures before are those of the interval by universal inference, cut with the
 * sequence of means once counts carry that. */
#include <math.h>
#include <stdio.h>

#include "base/random.h"
#include "hookline.h"
#include "stats/scas.h"
#include "stats/sequence_mean.h"
#include "stats/sequence_rates.h"
#include "tests/support/draw.h"
#include "tests/support/proof.h"

#define UNSAID ((double)NAN)

static hl_mean_pair pair_of(const hl_two_rates *r, bool *ready)
{
    double pc = r->xc / r->nc, pt = r->xt / r->nt;
    hl_sample c = {r->nc, pc, pc * (1 - pc) * r->nc / (r->nc - 1)};
    hl_sample t = {r->nt, pt, pt * (1 - pt) * r->nt / (r->nt - 1)};
    *ready = hl_stats__sequence_rate_ready(&c) && hl_stats__sequence_rate_ready(&t);
    return hl_stats__mean_pair(&c, &t);
}

/* What the analysis knows of the counts; `pair` is where it keeps the means. */
static hl_rates_seen look_at(const hl_two_rates *r, double share, double expected,
                             hl_mean_pair *pair)
{
    bool ready = false;
    *pair = pair_of(r, &ready);
    return (hl_rates_seen){*r, share, expected, ready ? pair : NULL, r->nc + r->nt};
}

static void draw_units(hl_random *random, double n, double share, double rate, double treated,
                       hl_two_rates *all)
{
    double nt = hl_draw_part(random, n, share), nc = n - nt;
    *all = (hl_two_rates){all->xc + hl_draw_binomial(random, nc, rate), all->nc + nc,
                          all->xt + hl_draw_binomial(random, nt, treated), all->nt + nt};
}

/* ---- width */

typedef struct width {
    const char *what;
    const char *before;
    double rate, ratio, share;
    double units;    /* that have come */
    double planned;  /* 0: not said */
    double expected; /* times the rate; NaN: not said */
    double most;
} width;

static void prove_width(hl_proof *proof, const width *w, uint64_t stream)
{
    int runs = hl_proof_runs(proof, 2000);
    double sum = 0, squares = 0, expected = w->rate * w->expected;
    hl_random random = hl_base__random_seed(8302, stream);
    hl_sequence_design design = {true, false, w->share, expected, w->planned, 0.05};
    hl_sequence_plan plan = hl_stats__sequence_plan(&design);
    for (int r = 0; r < runs; r++) {
        hl_two_rates all = {0, 0, 0, 0};
        draw_units(&random, w->units, w->share, w->rate, w->rate * w->ratio, &all);
        hl_mean_pair pair;
        hl_rates_seen seen = look_at(&all, w->share, expected, &pair);
        hl_rate_sequence s = hl_stats__sequence_rates(&seen, &plan, HL_SAFE_DIFFERENCE, 0.95);
        hl_scas once = hl_stats__scas_diff(&all, 0.95);
        double ratio = (s.high - s.low) / (once.high - once.low);
        sum += ratio;
        squares += ratio * ratio;
    }
    double mean = sum / runs, error = sqrt((squares / runs - mean * mean) / runs);
    hl_proof_value(proof, w->what, "difference, width over fixed", w->before, mean, error, 1,
                   w->most);
}

static const width widths[] = {
    {"0.5 %, 1,000 units", "1.89", 0.005, 1, 0.5, 1000, 40000, 1, 1.75},
    {"0.5 %, 4,000 units of 40,000", "1.91", 0.005, 1, 0.5, 4000, 40000, 1, 1.6},
    {"0.5 %, 12,000 units of 40,000", "1.91", 0.005, 1, 0.5, 12000, 40000, 1, 1.6},
    {"0.5 %, 40,000 units as planned", "2.0-2.6 exact, 1.66 with means", 0.005, 1, 0.5, 40000,
     40000, 1, 1.6},
    {"0.5 %, 400,000 units of 40,000", "1.76", 0.005, 1, 0.5, 400000, 40000, 1, 1.75},
    {"0.5 %, 90 / 10, 8,000 units of 80,000", "2.00", 0.005, 1, 0.1, 8000, 80000, 1, 1.6},
    {"0.5 %, 90 / 10, 80,000 units as planned", "1.69", 0.005, 1, 0.1, 80000, 80000, 1, 1.6},
    {"2 %, 1,000 units of 10,000", "1.90", 0.02, 1, 0.5, 1000, 10000, 1, 1.6},
    {"2 %, 10,000 units as planned", "1.66", 0.02, 1, 0.5, 10000, 10000, 1, 1.6},
    {"0.5 %, tripled, 4,000 units of 40,000", "2.51", 0.005, 3, 0.5, 4000, 40000, 1, 1.9},
    {"0.5 %, tripled, 40,000 units as planned", "1.67", 0.005, 3, 0.5, 40000, 40000, 1, 1.75},
    {"0.5 %, 2 % said, 4,000 units of 40,000", "2.01", 0.005, 1, 0.5, 4000, 40000, 4, 1.85},
    {"0.5 %, 0.125 % said, 4,000 units of 40,000", "2.08", 0.005, 1, 0.5, 4000, 40000, 0.25, 1.85},
    {"0.5 %, 0.125 % said, 40,000 as planned", "1.66", 0.005, 1, 0.5, 40000, 40000, 0.25, 1.75},
    {"99 %, 2,000 units of 20,000", "none (withheld)", 0.99, 1, 0.5, 2000, 20000, 1, 1.6},
    {"99 %, 20,000 units as planned", "1.55 (means)", 0.99, 1, 0.5, 20000, 20000, 1, 1.6},
    {"0.5 %, nothing said, 4,000 units", "2.09", 0.005, 1, 0.5, 4000, 0, UNSAID, 2.05},
    {"0.5 %, nothing said, 40,000 units", "1.73", 0.005, 1, 0.5, 40000, 0, UNSAID, 1.7},
};

/* ---- how soon a margin holds */

enum { WATCHED = 200 };

/* 0.5 % blocks in both arms, half a point is tolerated, 200 units between two looks. */
static void prove_margin(hl_proof *proof, bool said, const char *before, double most)
{
    int runs = hl_proof_runs(proof, 1000);
    double sum = 0, squares = 0, rate = 0.005, expected = said ? rate : UNSAID;
    hl_random random = hl_base__random_seed(8304, said);
    hl_sequence_design design = {true, false, 0.5, expected, said ? 40000 : 0, 0.05};
    hl_sequence_plan plan = hl_stats__sequence_plan(&design);
    for (int r = 0; r < runs; r++) {
        hl_two_rates all = {0, 0, 0, 0};
        for (int look = 0; look < WATCHED; look++) {
            draw_units(&random, 200, 0.5, rate, rate, &all);
            hl_mean_pair pair;
            hl_rates_seen seen = look_at(&all, 0.5, expected, &pair);
            if (hl_stats__rate_difference(&all) < rate &&
                hl_stats__sequence_rates_log_e(&seen, &plan, HL_SAFE_DIFFERENCE, rate) >= log(20))
                break;
        }
        sum += all.nc + all.nt;
        squares += (all.nc + all.nt) * (all.nc + all.nt);
    }
    double mean = sum / runs, error = sqrt((squares / runs - mean * mean) / runs);
    hl_proof_value(proof, said ? "0.5 % blocks, said" : "0.5 % blocks, nothing said",
                   "1,000 units until a margin of 0.5 points holds", before, mean / 1000,
                   error / 1000, 0, most);
}

/* ---- level */

typedef struct watch {
    const char *what;
    const char *before;
    double rate, worse, share; /* treatment - control */
    double users;              /* a look, in both arms */
    double swing;              /* the rate goes from (1 - swing) to (1 + swing) of its mean */
    double expected;
    bool unknown; /* the split is not told */
} watch;

/* Is the true difference, and the true ratio, in the set at every look? */
static void prove_level(hl_proof *proof, const watch *w, uint64_t stream)
{
    int runs = hl_proof_runs(proof, 4000), out = 0;
    hl_random random = hl_base__random_seed(8303, stream);
    double share = w->unknown ? UNSAID : w->share;
    hl_sequence_design design = {true, false, share, w->expected, w->users * WATCHED, 0.05};
    hl_sequence_plan plan = hl_stats__sequence_plan(&design);
    for (int r = 0; r < runs; r++) {
        hl_two_rates all = {0, 0, 0, 0};
        bool left = false;
        for (int look = 0; look < WATCHED && !left; look++) {
            double rate = w->rate * (1 + w->swing * (2.0 * look / (WATCHED - 1) - 1));
            draw_units(&random, w->users, w->share, rate, rate + w->worse, &all);
            hl_mean_pair pair;
            hl_rates_seen seen = look_at(&all, share, w->expected, &pair);
            left = hl_stats__sequence_rates_log_e(&seen, &plan, HL_SAFE_DIFFERENCE, w->worse) >=
                   log(20);
            if (!left && plan.exact > 0 && w->swing == 0)
                left = hl_stats__sequence_rates_log_e(&seen, &plan, HL_SAFE_RATIO,
                                                      1 + w->worse / w->rate) >= log(20);
        }
        out += left;
    }
    hl_proof_share(proof, w->what, "difference or lift left out, 200 looks", w->before, out, runs,
                   0, 0.05);
}

static const watch watches[] = {
    {"0.1 %", NULL, 0.001, 0, 0.5, 1000, 0, 0.001, false},
    {"0.5 %", NULL, 0.005, 0, 0.5, 200, 0, 0.005, false},
    {"0.5 %, 90 / 10", NULL, 0.005, 0, 0.1, 200, 0, 0.005, false},
    {"0.5 %, 10 / 90, 2 % said", NULL, 0.005, 0, 0.9, 200, 0, 0.02, false},
    {"0.5 %, treatment 1 %", NULL, 0.005, 0.005, 0.5, 200, 0, 0.005, false},
    {"0.5 %, treatment 3 %, 0.1 % said", NULL, 0.005, 0.025, 0.5, 100, 0, 0.001, false},
    {"0.5 %, going from 0.05 to 0.95 %", NULL, 0.005, 0, 0.5, 200, 0.9, 0.005, false},
    {"2 %, going from 0.4 to 3.6 %, treatment 1 point more", NULL, 0.02, 0.01, 0.5, 50, 0.8, 0.02,
     false},
    {"2 %, nothing said", NULL, 0.02, 0, 0.5, 100, 0, UNSAID, false},
    {"2 %, nothing said, treatment 4 %", NULL, 0.02, 0.02, 0.5, 50, 0, UNSAID, false},
    {"5 %, 10 / 90", NULL, 0.05, 0, 0.9, 100, 0, 0.05, false},
    {"30 %, 5 % said", NULL, 0.3, 0, 0.5, 40, 0, 0.05, false},
    {"99 %, treatment 98.5 %", NULL, 0.99, -0.005, 0.5, 100, 0, 0.99, false},
    {"2 %, split not told", NULL, 0.02, 0.01, 0.3, 100, 0, 0.02, true},
};

int main(int argc, char **argv)
{
    hl_proof proof = hl_proof_begin(argc, argv);
    hl_init();
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++)
        if (!proof.brief || i % 3 == 0)
            prove_width(&proof, &widths[i], i);
    prove_margin(&proof, true, "10.5", 8);
    prove_margin(&proof, false, "11.3", 11);
    for (size_t i = 0; i < sizeof watches / sizeof watches[0]; i++)
        if (!proof.brief || i % 4 == 1)
            prove_level(&proof, &watches[i], i);
    return hl_proof_end(&proof);
}
