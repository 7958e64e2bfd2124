/* Means that are mostly zeros, or skewed: what the two-part score does where Welch's test and
 * Fieller's set do not hold. Values that are not 0 are lognormal unless a row says otherwise.
 *
 * Tails are of the interval of the lift at its true value, among the runs that are answered at all:
 * 2.5 % is nominal, "before" is Fieller's on the same data; and of the interval of the difference.
 * Of the lift one that comes from larger values alone is a change of scale. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/random.h"
#include "hookline.h"
#include "stats/fieller.h"
#include "stats/student_t.h"
#include "stats/two_part.h"
#include "stats/welch.h"
#include "tests/support/made.h"
#include "tests/support/proof.h"

#define NEEDED 10 /* as engine/analysis/est_mean.c has it */

typedef enum kind { LOGNORMAL, EXPONENTIAL, CONSTANT, NORMAL } kind;

typedef struct truth {
    int nc, nt;
    double share, more; /* of the control; the treatment's is more times that */
    double spread_c, spread_t;
    kind shape;
    double larger; /* the treatment's values are so many times the control's; 0: once */
} truth;

static double size_of(const truth *t)
{
    return t->larger > 0 ? t->larger : 1;
}

typedef struct counts {
    long runs, given;
    long high, low; /* lift above, below the truth */
    long difference_high, difference_low;
    long fieller_high, fieller_low;
    long shown, shown_fieller; /* no effect excluded */
} counts;

static double value_of(hl_random *random, kind shape, double spread)
{
    switch (shape) {
    case EXPONENTIAL:
        return -log1p(-hl_base__random_uniform(random));
    case CONSTANT:
        return 1;
    case NORMAL:
        return 60 + 5 * hl_base__random_normal(random);
    case LOGNORMAL:
        break;
    }
    return exp(spread * hl_base__random_normal(random) - spread * spread / 2);
}

static long buyers_of(hl_random *random, int n, double share)
{
    long buyers = 0;
    for (int i = 0; share < 1 && i < n; i++)
        buyers += hl_base__random_uniform(random) < share;
    return share < 1 ? buyers : n;
}

static hl_two_part_arm draw(hl_random *random, int n, double share, kind shape, double spread)
{
    long buyers = buyers_of(random, n, share);
    double origin = shape == NORMAL ? 60 : 0; /* sums about it keep their digits */
    double sum = -origin * (double)(n - buyers), square = -sum * origin, cube = -square * origin;
    for (long i = 0; i < buyers; i++) {
        double y = value_of(random, shape, spread) - origin;
        sum += y;
        square += y * y;
        cube += y * y * y;
    }
    double mean = sum / n;
    return (hl_two_part_arm){n, (double)buyers, origin + mean, (square - mean * sum) / (n - 1),
                             cube / n - 3 * mean * square / n + 2 * mean * mean * mean};
}

static void draw_both(hl_random *random, const truth *t, hl_two_part_arm arms[2])
{
    arms[0] = draw(random, t->nc, t->share, t->shape, t->spread_c);
    arms[1] = draw(random, t->nt, fmin(1, t->share * t->more), t->shape, t->spread_t);
    arms[1].mean *= size_of(t);
    arms[1].variance *= pow(size_of(t), 2);
    arms[1].third *= pow(size_of(t), 3);
}

static hl_fieller fieller_of(const hl_two_part_arm arms[2])
{
    hl_sample c = {arms[0].n, arms[0].mean, arms[0].variance};
    hl_sample t = {arms[1].n, arms[1].mean, arms[1].variance};
    hl_mean_pair pair = hl_stats__mean_pair(&c, &t);
    return hl_stats__fieller(&pair, hl_stats__welch(&c, &t, 0.95).critical);
}

static void count_one(const truth *t, const hl_two_part_arm arms[2], counts *out)
{
    hl_two_part test;
    hl_fieller set = fieller_of(arms);
    double lift = t->more * size_of(t) - 1;
    out->runs++;
    out->fieller_high += set.type == HL_FIELLER_BOUNDED && set.low > lift;
    out->fieller_low += set.type == HL_FIELLER_BOUNDED && set.high < lift;
    if (hl_stats__two_part_expected(&arms[0], &arms[1]) < NEEDED ||
        !hl_stats__two_part(&arms[0], &arms[1], &test))
        return;
    double critical = hl_stats__t_quantile(0.025, test.df);
    double z = hl_stats__two_part_z_ratio(&test, log1p(lift));
    double d =
        hl_stats__two_part_z_difference(&test, lift * t->share * (t->shape == NORMAL ? 60 : 1));
    out->given++;
    out->high += z > critical;
    out->low += z < -critical;
    out->difference_high += d > critical;
    out->difference_low += d < -critical;
    out->shown += hl_stats__two_part_p(&test) < 0.05;
    out->shown_fieller += set.type == HL_FIELLER_BOUNDED && (set.low > 0 || set.high < 0);
}

static counts play(const truth *t, int runs, uint64_t stream)
{
    hl_random random = hl_base__random_seed(20261126, stream);
    counts out = {0};
    for (int i = 0; i < runs; i++) {
        hl_two_part_arm arms[2];
        draw_both(&random, t, arms);
        count_one(t, arms, &out);
    }
    return out;
}

static double worse(long a, long b, long of)
{
    return of > 0 ? 100.0 * (double)(a > b ? a : b) / (double)of : 0;
}

/* A median over runs of the width of the interval, against Fieller's on the same data. */
static int ascending(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static double median_width(const truth *t, int runs, uint64_t stream)
{
    hl_random random = hl_base__random_seed(5, stream);
    double *ratio = calloc((size_t)runs, sizeof *ratio);
    int count = 0;
    for (int i = 0; ratio != NULL && i < runs; i++) {
        hl_two_part_arm arms[2];
        hl_two_part test;
        draw_both(&random, t, arms);
        if (hl_stats__two_part_expected(&arms[0], &arms[1]) < NEEDED ||
            !hl_stats__two_part(&arms[0], &arms[1], &test))
            continue;
        hl_fieller set = fieller_of(arms);
        hl_range lift = hl_stats__two_part_lift(&test, hl_stats__t_quantile(0.025, test.df));
        ratio[count++] =
            set.type == HL_FIELLER_BOUNDED ? (lift.high - lift.low) / (set.high - set.low) : 0;
    }
    if (ratio == NULL)
        return 1;
    qsort(ratio, (size_t)count, sizeof *ratio, ascending);
    double median = count > 0 ? ratio[count / 2] : 1;
    free(ratio);
    return median;
}

typedef struct worst {
    double tail, difference, fieller, width;
    int cells, holding;
    long runs; /* answered, in the cell of the worst tail */
} worst;

enum { FEWEST_ANSWERED = 5 }; /* one in so many runs: fewer are no rate */

static void take(const truth *t, int runs, uint64_t stream, worst *w)
{
    counts c = play(t, runs, stream);
    if (c.given * FEWEST_ANSWERED < c.runs)
        return;
    double tail = worse(c.high, c.low, c.given);
    double fieller = worse(c.fieller_high, c.fieller_low, c.runs);
    w->cells++;
    if (tail > w->tail) {
        w->tail = tail;
        w->runs = c.given;
    }
    w->difference = fmax(w->difference, worse(c.difference_high, c.difference_low, c.given));
    w->fieller = fmax(w->fieller, fieller);
    if (fieller > 3.5)
        return;
    w->holding++;
    w->width = fmax(w->width, median_width(t, runs / 10 + 50, stream));
}

static void grid(hl_proof *proof, double control, double spread, const char *difference_before)
{
    static const int users[] = {100, 300, 1000, 3000, 20000};
    static const double shares[] = {0.01, 0.02, 0.05, 0.1, 0.2, 1};
    static const double root = 1.4142136;
    const double lifts[4][2] = {{1, 1}, {1, 2}, {root, root}, {2, 1}}; /* buyers, baskets */
    worst w = {0};
    char what[80], before[32];
    uint64_t stream = (uint64_t)(1000 * control + 10 * spread);
    for (size_t u = 0; u < 5; u++)
        for (size_t s = 0; s < 6; s++)
            for (size_t m = 0; m < (shares[s] < 1 ? 4U : 2U); m++) {
                double n = users[u], buyers = n * shares[s];
                truth t = {(int)lround(n * control),
                           (int)lround(n * (1 - control)),
                           shares[s],
                           lifts[m][0],
                           spread,
                           spread,
                           LOGNORMAL,
                           lifts[m][1]};
                if (buyers * fmin(control, 1 - control) < 5 || buyers > 1100)
                    continue;
                take(&t, hl_proof_runs(proof, buyers > 300 ? 4000 : 10000), ++stream * 131, &w);
            }
    (void)snprintf(what, sizeof what, "%.0f/%.0f, sigma %.1f: %d cases of 100-20,000 users",
                   100 * control, 100 * (1 - control), spread, w.cells);
    (void)snprintf(before, sizeof before, "%.1f %%", w.fieller);
    double error = 100 * sqrt(0.04 * 0.96 / (double)w.runs);
    hl_proof_value(proof, what, "worst tail of the lift, %", before, w.tail, error, 0, 4);
    hl_proof_value(proof, what, "worst tail of the difference, %", difference_before, w.difference,
                   error, 0, spread > 1 && control > 0.1 && control < 0.9 ? 4.75 : 4);
    (void)snprintf(what, sizeof what, "the %d of them where Fieller holds", w.holding);
    if (w.holding > 0)
        hl_proof_value(proof, what, "widest, to Fieller's", "1", w.width, 0.05, 0, 1.1);
}

/* What the engine decides under no effect, through cells and verdict. */
static void ships(hl_proof *proof, int nc, int nt, double share, double spread, const char *before)
{
    static const hl_arm_weight arms[] = {{"control", 1}, {"offer", 9}};
    hl_metric metric = hl_made_metric("revenue", HL_METRIC_MEAN);
    hl_design design = hl_made_design(arms, 2, &metric, 1);
    hl_random random = hl_base__random_seed(7, (uint64_t)nc);
    int runs = hl_proof_runs(proof, 10000);
    long shipped = 0, kept = 0, withheld = 0;
    char what[80];
    for (int i = 0; i < runs; i++) {
        hl_cells *cells = hl_cells__new(&design);
        for (uint32_t arm = 0; arm < 2; arm++) {
            int n = arm == 0 ? nc : nt;
            long buyers = buyers_of(&random, n, share);
            hl_made_enrol(cells, arm, 0, HL_CELLS_NO_DAY, n);
            hl_made_value(cells, arm, 0, HL_CELLS_NO_DAY, 0, 0, 1, NULL, n - buyers);
            for (long b = 0; b < buyers; b++)
                hl_made_value(cells, arm, 0, HL_CELLS_NO_DAY, 0,
                              value_of(&random, LOGNORMAL, spread), 1, NULL, 1);
        }
        hl_analysis *analysis = hl_made_run(&design, cells);
        const hl_comparison *c = &analysis->metrics[0].comparisons[0];
        shipped += analysis->verdict.decision == HL_DECIDE_SHIP;
        kept += c->p_effective_adjusted < 0.05 && c->difference.estimate < 0;
        withheld += (c->flags & HL_FLAG_FEW_BUYERS) != 0;
        hl_analysis_free(analysis);
        hl_cells_free(cells);
    }
    (void)snprintf(what, sizeof what, "%d / %d users, %.0f %% buyers, sigma %.0f, no effect", nc,
                   nt, 100 * share, spread);
    hl_proof_share(proof, what, "false ships", before, shipped, runs, 0, 0.04);
    hl_proof_share(proof, what, "falsely called worse", NULL, kept, runs, 0, 0.04);
    hl_proof_share(proof, what, "withheld", "0 %", withheld, runs, 0, 1);
}

/* Power where both hold: lifts of 30 to 50 % by the share of buyers. */
static void power(hl_proof *proof)
{
    static const truth truths[] = {{1000, 1000, 0.1, 1.5, 0.5, 0.5, LOGNORMAL, 1},
                                   {2000, 2000, 0.1, 1.5, 1, 1, LOGNORMAL, 1},
                                   {5000, 5000, 0.05, 1.4, 1, 1, LOGNORMAL, 1},
                                   {400, 400, 1, 1, 0.5, 0.5, LOGNORMAL, 1}};
    for (size_t i = 0; i < 3; i++) {
        char what[80], before[32];
        counts c = play(&truths[i], hl_proof_runs(proof, 4000), 900 + i);
        (void)snprintf(what, sizeof what,
                       "%d / %d, %.0f %% buyers, sigma %.1f, %.0f %% more buyers", truths[i].nc,
                       truths[i].nt, 100 * truths[i].share, truths[i].spread_c,
                       100 * (truths[i].more - 1));
        double theirs = (double)c.shown_fieller / (double)c.runs;
        (void)snprintf(before, sizeof before, "%.1f %%", 100 * theirs);
        hl_proof_share(proof, what, "power", before, c.shown, c.runs, theirs - 0.03, 1);
    }
}

static void other_shapes(hl_proof *proof)
{
    static const struct {
        const char *what;
        truth truth;
        double most; /* the bound of its tails; 1: shown only */
    } rows[] = {
        {"100 / 900, 20 % buyers, exponential baskets",
         {100, 900, 0.2, 1, 1, 1, EXPONENTIAL, 1},
         4},
        {"100 / 900, 20 % buyers, equal baskets", {100, 900, 0.2, 1, 1, 1, CONSTANT, 1}, 4},
        {"10 / 90, 60 give or take 5", {10, 90, 1, 1, 1, 1, NORMAL, 1}, 4},
        {"10 / 90, no zeros, sigma 1.5", {10, 90, 1, 1, 1.5, 1.5, LOGNORMAL, 1}, 4},
        {"500 / 500, 20 % buyers, sigma 0.5 against 1",
         {500, 500, 0.2, 1, 0.5, 1, LOGNORMAL, 1},
         (double)INFINITY},
        {"100 / 900, 20 % buyers, sigma 1 against 0.5",
         {100, 900, 0.2, 1, 1, 0.5, LOGNORMAL, 1},
         (double)INFINITY},
        {"100 / 900, 20 % buyers, sigma 1.5 against 0.5",
         {100, 900, 0.2, 1, 1.5, 0.5, LOGNORMAL, 1},
         (double)INFINITY},
        {"500 / 4,500, 20 % buyers, sigma 1.5 against 0.5",
         {500, 4500, 0.2, 1, 1.5, 0.5, LOGNORMAL, 1},
         (double)INFINITY},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char before[32];
        counts c = play(&rows[i].truth, hl_proof_runs(proof, 10000), 7000 + i);
        double error = 100 * sqrt(0.04 * 0.96 / (double)c.given);
        (void)snprintf(before, sizeof before, "%.1f %%",
                       worse(c.fieller_high, c.fieller_low, c.runs));
        hl_proof_value(proof, rows[i].what, "worst tail of the lift, %", before,
                       worse(c.high, c.low, c.given), error, 0, rows[i].most);
    }
}

int main(int argc, char **argv)
{
    static const double controls[] = {0.1, 0.5, 0.9}, spreads[] = {0.5, 1, 1.5};
    static const char *const before[3][3] = {
        {"3.7 %", "3.2 %", "3.5 %"}, {"4.6 %", "4.2 %", "6.1 %"}, {"3.6 %", "3.7 %", "3.4 %"}};
    hl_proof proof = hl_proof_begin(argc, argv);
    hl_init();
    ships(&proof, 100, 900, 0.02, 1, "23 %");
    ships(&proof, 1000, 9000, 0.02, 1, "10 %");
    for (size_t c = 0; c < 3; c++)
        for (size_t s = 0; s < 3; s++)
            grid(&proof, controls[c], spreads[s], before[c][s]);
    other_shapes(&proof);
    power(&proof);
    return hl_proof_end(&proof);
}
