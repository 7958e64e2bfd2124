/* What `hookline size` promises of a rate that is read once, and the exact power of the verdict:
 * the sum over all outcomes of two arms, each read by a whole analysis. Counts from a few to
 * hundreds; tests/proof/prove_planning.c plays larger plans out. No plan is smaller than what
 * decides anything (HL_UNITS_LEAST in an arm): where that sets the plan, the answer says the power
 * that it has. */
#include <math.h>
#include <stdio.h>

#include "hookline.h"
#include "stats/hypergeometric.h"
#include "tests/support/made.h"
#include "tests/support/proof.h"

typedef struct plan {
    hl_size_request request;
    hl_size_answer answer;
    hl_metric metric;
    hl_arm_weight arms[2];
    hl_design design;
} plan;

static void lay(plan *p, double baseline, double lift, double share)
{
    hl_error err = HL_ERROR_INIT;
    *p = (plan){.request = hl_size_defaults()};
    p->request.baseline = baseline;
    p->request.lift = lift;
    p->request.control_share = share;
    if (hl_size_solve(&p->request, &p->answer, &err) != HL_OK)
        printf("%s\n", err.message);
    p->metric = hl_made_metric("m", HL_METRIC_PROPORTION);
    p->arms[0] = (hl_arm_weight){"control", (int64_t)round(1000 * share)};
    p->arms[1] = (hl_arm_weight){"a", (int64_t)round(1000 * (1 - share))};
    p->design = hl_made_design(p->arms, 2, &p->metric, 1);
    p->design.inference = HL_INFER_FIXED;
}

static bool shows(const plan *p, double xc, double xt)
{
    const double n[2] = {p->answer.control_users, p->answer.treatment_users}, x[2] = {xc, xt};
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_analysis *analysis = NULL;
    hl_cells *cells = hl_cells__new(&p->design);
    for (uint32_t i = 0; i < 2; i++) {
        hl_made_enrol(cells, i, 0, HL_CELLS_NO_DAY, (int64_t)n[i]);
        hl_made_rate(cells, i, 0, HL_CELLS_NO_DAY, 0, (int64_t)n[i], (int64_t)x[i]);
    }
    bool shown = false;
    if (hl_analysis_run(&p->design, cells, &options, &analysis, NULL) == HL_OK) {
        const hl_comparison *c = &analysis->metrics[0].comparisons[0];
        shown = c->p_effective_adjusted < analysis->look_alpha &&
                (c->difference.estimate > 0) == (p->answer.difference > 0);
    }
    hl_analysis_free(analysis);
    hl_cells_free(cells);
    return shown;
}

typedef struct window {
    double n, rate, first, last;
} window;

static window window_of(double n, double rate)
{
    double sd = sqrt(n * rate * (1 - rate));
    return (window){n, rate, fmax(0, floor(n * rate - 5 * sd)),
                    fmin(n, ceil(n * rate + 5 * sd + 5))};
}

static double chance(const window *w, double x)
{
    return exp(hl_stats__binomial_log(x, w->n, w->rate, 1 - w->rate));
}

/* For each count of the control the treatment's counts beyond a bound show it; the bound rises with
 * the control's count. */
static double exact_power(const plan *p)
{
    window c = window_of(p->answer.control_users, p->request.baseline);
    window t = window_of(p->answer.treatment_users, p->request.baseline + p->answer.difference);
    bool up = p->answer.difference > 0;
    double power = 0, bound = t.first, beyond = 0; /* beyond: P(treatment's count < bound) */
    for (double x = c.first; x <= c.last; x++) {
        while (bound <= t.last && shows(p, x, bound) != up)
            beyond += chance(&t, bound++);
        power += chance(&c, x) * (up ? 1 - beyond : beyond);
    }
    return power;
}

typedef struct row {
    double baseline;
    const char *before; /* least and most, planned by the pooled z test; enumerated likewise */
} row;

static void prove(hl_proof *proof, const row *r)
{
    static const double lifts[] = {-0.7, -0.5, 0.5, 1, 2}, shares[] = {0.1, 0.2, 0.5, 0.8, 0.9};
    enum { LIFTS = sizeof lifts / sizeof *lifts, SHARES = sizeof shares / sizeof *shares };
    double least = 1, most = 0, furthest = -1;
    for (size_t i = 0; i < LIFTS; i++)
        for (size_t k = 0; k < SHARES; k++) {
            plan p;
            if (r->baseline * (1 + lifts[i]) > 0.95)
                continue;
            lay(&p, r->baseline, lifts[i], shares[k]);
            double power = exact_power(&p);
            if (fmin(p.answer.control_users, p.answer.treatment_users) <= HL_UNITS_LEAST) {
                furthest = fmax(furthest, fabs(power - p.answer.power));
                continue;
            }
            least = fmin(least, power);
            most = fmax(most, power);
        }
    char what[96];
    (void)snprintf(what, sizeof what, "fixed, %g %%, lifts -70 to 200 %%, 10 / 90 to 90 / 10",
                   100 * r->baseline);
    hl_proof_value(proof, what, "exact power said 80 %: least", r->before, 100 * least, 0, 78, 82);
    hl_proof_value(proof, what, "... and most", r->before, 100 * most, 0, 78, 82);
    if (furthest >= 0)
        hl_proof_value(proof, what, "... fewest units that decide: furthest from the power said",
                       NULL, 100 * furthest, 0, 0, 2);
}

int main(int argc, char **argv)
{
    static const row rows[] = {{0.2, "74.8 to 84.5"},  {0.005, "72.6 to 85.7"},
                               {0.01, "71.1 to 85.7"}, {0.02, "72.1 to 85.4"},
                               {0.05, "72.7 to 85.3"}, {0.5, "76.1 to 83.0"}};
    hl_proof proof = hl_proof_begin(argc, argv);
    hl_init();
    for (size_t i = 0; i < (proof.brief ? 1 : sizeof rows / sizeof *rows); i++)
        prove(&proof, &rows[i]);
    return hl_proof_end(&proof);
}
