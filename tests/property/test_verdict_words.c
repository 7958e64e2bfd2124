/* What a verdict says does not contradict itself: over many made analyses of every kind of metric,
 * role, inference and correction, with few and many units, no two reasons exclude each other, and
 * none says what its own numbers deny. */
#include <math.h>
#include <stdio.h>

#include "base/random.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

enum { ANALYSES = 1500, MOST_ARMS = 4, MOST_METRICS = 4, LOOKS = 3 };

static const hl_arm_weight arms[MOST_ARMS] = {{"control", 1}, {"a", 1}, {"b", 1}, {"c", 1}};
static const char *const names[MOST_METRICS] = {"m0", "m1", "m2", "m3"};
static const double looks[LOOKS] = {0.3, 0.6, 1};

/* ---- an analysis of anything */

typedef struct world {
    hl_metric metrics[MOST_METRICS];
    hl_design design;
    hl_cells *cells;
    hl_analysis *analysis;
} world;

static uint64_t any(hl_random *random, uint64_t bound)
{
    return hl_base__random_below(random, bound);
}

static hl_metric any_metric(hl_random *random, size_t index)
{
    static const hl_metric_kind kinds[] = {HL_METRIC_PROPORTION, HL_METRIC_MEAN, HL_METRIC_RATIO,
                                           HL_METRIC_PROPORTION, HL_METRIC_QUANTILE};
    static const double margins[] = {0.01, 0.1, 1};
    uint64_t kind = any(random, sizeof kinds / sizeof kinds[0]);
    hl_metric m = hl_made_metric(names[index], kinds[kind]);
    m.per = kind == 3 ? HL_PER_TOUCH : HL_PER_UNIT;
    m.quantile = kind == 4 ? 0.5 : m.quantile;
    m.goal = any(random, 2) ? HL_GOAL_INCREASE : HL_GOAL_DECREASE;
    m.role = index == 0 || any(random, 3) == 0 ? HL_ROLE_PRIMARY
             : any(random, 5) == 0             ? HL_ROLE_SECONDARY
                                               : HL_ROLE_GUARDRAIL;
    if (m.role == HL_ROLE_PRIMARY && any(random, 2))
        m.worth = any(random, 2) ? 0.3 : 0.05;
    if (m.role == HL_ROLE_GUARDRAIL && any(random, 3) > 0) {
        m.margin = any(random, 2) ? margins[any(random, 3)] : m.margin;
        m.margin_lift = isnan(m.margin) ? margins[any(random, 2)] : m.margin_lift;
    }
    return m;
}

static void set_design(hl_random *random, world *w)
{
    static const hl_inference inferences[] = {HL_INFER_FIXED, HL_INFER_ANYTIME,
                                              HL_INFER_GROUP_SEQUENTIAL};
    static const hl_correction corrections[] = {HL_CORRECT_HOLM, HL_CORRECT_BONFERRONI,
                                                HL_CORRECT_DUNNETT, HL_CORRECT_NONE, HL_CORRECT_BH};
    size_t metrics = 1 + any(random, MOST_METRICS);
    for (size_t i = 0; i < metrics; i++)
        w->metrics[i] = any_metric(random, i);
    w->design = hl_made_design(arms, 2 + any(random, MOST_ARMS - 1), w->metrics, metrics);
    w->design.inference = inferences[any(random, 3)];
    w->design.correction = corrections[any(random, 5)];
    if (w->design.inference == HL_INFER_GROUP_SEQUENTIAL) {
        w->design.looks = looks;
        w->design.look_count = LOOKS;
        w->design.spending = HL_SPEND_OBF;
    }
}

/* Mostly zeros and a long tail; or about zero, of either sign; or whole numbers, tied. */
static double any_value(hl_random *random, uint64_t shape, double effect)
{
    double z = hl_base__random_normal(random);
    if (shape == 0)
        return hl_base__random_uniform(random) < 0.1 ? round(100 * effect * exp(z)) / 100 : 0;
    if (shape == 1)
        return round(100 * (z + effect - 0.9)) / 100;
    return round(5 * effect + z);
}

static void add_units(hl_random *random, world *w, uint32_t arm, size_t m, uint64_t shape,
                      double effect, int64_t n)
{
    const hl_metric *metric = &w->metrics[m];
    if (metric->kind == HL_METRIC_PROPORTION && metric->per == HL_PER_UNIT) {
        int64_t ones = 0;
        for (int64_t i = 0; i < n; i++)
            ones += hl_base__random_uniform(random) < 0.1 * effect;
        hl_made_rate(w->cells, arm, 0, HL_CELLS_NO_DAY, m, n, ones);
        return;
    }
    for (int64_t i = 0; i < n; i++) {
        int64_t touches = 1 + (int64_t)any(random, 4);
        if (metric->per == HL_PER_TOUCH)
            hl_made_touches(w->cells, arm, 0, HL_CELLS_NO_DAY, m, touches,
                            hl_base__random_uniform(random) < 0.2 * effect ? touches : 0, 1);
        else
            hl_made_value(w->cells, arm, 0, HL_CELLS_NO_DAY, m, any_value(random, shape, effect),
                          metric->kind == HL_METRIC_RATIO ? (double)touches : 1, NULL, 1);
    }
}

static void make(hl_random *random, world *w)
{
    static const int64_t sizes[] = {3, 12, 60, 300, 1500};
    static const double effects[] = {0.5, 0.9, 1, 1, 1, 1.1, 1.5, 2.5};
    int64_t n = sizes[any(random, 5)];
    set_design(random, w);
    w->cells = hl_cells__new(&w->design);
    assert_non_null(w->cells);
    for (size_t m = 0; m < w->design.metric_count; m++) {
        uint64_t shape = any(random, 3);
        for (uint32_t arm = 0; arm < w->design.arm_count; arm++) {
            double effect = arm == 0 ? 1 : effects[any(random, 8)];
            add_units(random, w, arm, m, shape, effect, n + (int64_t)any(random, 3));
        }
    }
    for (uint32_t arm = 0; arm < w->design.arm_count; arm++)
        hl_made_enrol(w->cells, arm, 0, HL_CELLS_NO_DAY, n);
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    options.look = 1 + any(random, LOOKS);
    assert_int_equal(hl_analysis_run(&w->design, w->cells, &options, &w->analysis, NULL), HL_OK);
}

static void drop(world *w)
{
    hl_analysis_free(w->analysis);
    hl_cells_free(w->cells);
}

/* ---- what it says */

typedef uint32_t said; /* bits: what is said of one metric of one arm, or of one metric */
enum {
    BETTER = 1U << 0,
    WORSE = 1U << 1,
    NOT_SHOWN = 1U << 2, /* whatever the reason */
    HELD = 1U << 3,
    UNDECIDED = 1U << 4,
    BROKEN = 1U << 5,
    NEEDS_UNITS = 1U << 6,
    NO_ARM_STANDS_OUT = 1U << 7,
    OTHERS_DO_NOT = 1U << 8,
    HELD_BACK = 1U << 9,
    TOO_SMALL = 1U << 10, /* less than `worth` */
    BOUNDED = 1U << 11,
    COSTS = 1U << 12, /* worse on a secondary metric */
    EVERYTHING = (1U << 13) - 1
};
static const struct {
    hl_finding_code code;
    said bit;
} bits[] = {
    {HL_FOUND_BETTER, BETTER},
    {HL_FOUND_WORSE, WORSE},
    {HL_FOUND_NOT_SHOWN, NOT_SHOWN},
    {HL_FOUND_NOT_SHOWN_EXACT, NOT_SHOWN},
    {HL_FOUND_NOT_SHOWN_CORRECTED, NOT_SHOWN},
    {HL_FOUND_NO_ANSWER, NOT_SHOWN},
    {HL_FOUND_WORTH_EXCLUDED, TOO_SMALL},
    {HL_FOUND_SECONDARY_WORSE, COSTS},
    {HL_FOUND_GAIN_EXCLUDED, BOUNDED},
    {HL_FOUND_LITTLE_EXCLUDED, BOUNDED},
    {HL_FOUND_GUARDRAIL_HELD, HELD},
    {HL_FOUND_GUARDRAIL_NO_HARM_SHOWN, HELD},
    {HL_FOUND_GUARDRAIL_UNSEEN, HELD},
    {HL_FOUND_GUARDRAIL_UNDECIDED, UNDECIDED},
    {HL_FOUND_GUARDRAIL_UNDECIDED_CORRECTED, UNDECIDED},
    {HL_FOUND_GUARDRAIL_BROKEN, BROKEN},
    {HL_FOUND_GUARDRAIL_HARMED, BROKEN},
    {HL_FOUND_UNITS_NEEDED, NEEDS_UNITS},
    {HL_FOUND_UNITS_NEEDED_FOR_WORTH, NEEDS_UNITS},
    {HL_FOUND_UNITS_SUFFICE, NEEDS_UNITS},
    {HL_FOUND_UNITS_NEEDED_UNKNOWN, NO_ARM_STANDS_OUT},
    {HL_FOUND_UNITS_NEEDED_UNKNOWN_OTHERS, OTHERS_DO_NOT},
    {HL_FOUND_GUARDRAIL_UNITS_NEEDED, NEEDS_UNITS},
    {HL_FOUND_GUARDRAIL_UNITS_NEEDED_TOO_EARLY, NEEDS_UNITS},
    {HL_FOUND_GUARDRAIL_UNITS_SUFFICE, NEEDS_UNITS},
    {HL_FOUND_GUARDRAIL_PLAN_END_SHOWS, NEEDS_UNITS},
    {HL_FOUND_GUARDRAIL_NEW_EXPERIMENT, NEEDS_UNITS},
    {HL_FOUND_PLAN_END_SHOWS, NEEDS_UNITS},
    {HL_FOUND_GUARDRAIL_BEYOND_MARGIN, NEEDS_UNITS},
    {HL_FOUND_GUARDRAIL_NEAR_MARGIN, NEEDS_UNITS},
    {HL_FOUND_HELD_BACK_BY_GUARDRAIL, HELD_BACK},
    {HL_FOUND_HELD_BACK_BY_PRIMARY, HELD_BACK},
};

static said bit_of(hl_finding_code code)
{
    for (size_t i = 0; i < sizeof bits / sizeof bits[0]; i++)
        if (bits[i].code == code)
            return bits[i].bit;
    return 0;
}

/* What cannot be said together of one metric of one arm. */
static const said excludes[][2] = {
    {BETTER, WORSE | NOT_SHOWN},    {WORSE, NOT_SHOWN},
    {HELD, UNDECIDED | BROKEN},     {UNDECIDED, BROKEN},
    {NEEDS_UNITS, BETTER | WORSE},  {NEEDS_UNITS, HELD | BROKEN},
    {HELD_BACK, WORSE | NOT_SHOWN}, {TOO_SMALL, WORSE | BOUNDED},
    {BOUNDED, BETTER | WORSE},
};
/* ... of one metric, of whichever arms. */
static const said excludes_of_all[][2] = {
    {NO_ARM_STANDS_OUT, BETTER | WORSE | NEEDS_UNITS | OTHERS_DO_NOT},
    {OTHERS_DO_NOT, NEEDS_UNITS},
};

typedef struct told {
    said of[MOST_METRICS][MOST_ARMS];
    said of_metric[MOST_METRICS];
} told;

static told tell(const hl_analysis *analysis)
{
    told t = {{{0}}, {0}};
    for (size_t i = 0; i < analysis->verdict.because_count; i++) {
        const hl_finding *f = &analysis->verdict.because[i];
        if (f->metric == SIZE_MAX)
            continue;
        t.of_metric[f->metric] |= bit_of(f->code);
        if (f->arm != SIZE_MAX)
            t.of[f->metric][f->arm] |= bit_of(f->code);
    }
    return t;
}

static void report(const hl_analysis *analysis, const char *what)
{
    print_error("%s: verdict %s\n", what, hl_decision_name(analysis->verdict.decision));
    for (size_t i = 0; i < analysis->verdict.because_count; i++) {
        const hl_finding *f = &analysis->verdict.because[i];
        print_error("  %s metric %d arm %d effect %g (%g, %g) p %g margin %g\n",
                    hl_finding_name(f->code), (int)f->metric, (int)f->arm, f->effect.estimate,
                    f->effect.low, f->effect.high, f->p, f->margin);
    }
}

static void hold(const hl_analysis *analysis, bool holds, const char *what)
{
    if (!holds)
        report(analysis, what);
    assert_true(holds);
}

static void no_two_exclude_each_other(const hl_analysis *a, const told *t)
{
    for (size_t m = 0; m < a->metric_count; m++) {
        for (size_t i = 0; i < sizeof excludes_of_all / sizeof excludes_of_all[0]; i++)
            hold(a,
                 !(t->of_metric[m] & excludes_of_all[i][0]) ||
                     !(t->of_metric[m] & excludes_of_all[i][1]),
                 "two reasons of a metric");
        for (size_t arm = 0; arm < a->arm_count; arm++)
            for (size_t i = 0; i < sizeof excludes / sizeof excludes[0]; i++)
                hold(a, !(t->of[m][arm] & excludes[i][0]) || !(t->of[m][arm] & excludes[i][1]),
                     "two reasons of an arm");
    }
}

/* ---- reasons and their own numbers */

/* By more than a rounding error: an end may be 0 but for its last digit. */
static bool leaves_out(const hl_estimate *e, double x)
{
    double room = 1e-12 * (1 + fabs(x));
    return e->low > x + room || e->high < x - room;
}

/* The level that what is quoted is held against: of all looks together where the earlier ones are
 * counted in, else of this one. */
static double level_of(const hl_analysis *a, const hl_finding *f)
{
    const hl_metric_result *m = &a->metrics[f->metric];
    for (size_t i = 0; i < m->comparison_count; i++)
        if (m->comparisons[i].arm == f->arm && m->comparisons[i].control == f->other &&
            hl_comparison_quoted(&m->comparisons[i], a->inference, a->look).stagewise)
            return a->design->alpha;
    return a->look_alpha;
}

static void shown_or_not(const hl_analysis *a, const hl_finding *f)
{
    double alpha = level_of(a, f);
    said bit = bit_of(f->code);
    bool up = a->metrics[f->metric].metric->goal == HL_GOAL_INCREASE;
    if (f->code == HL_FOUND_MAY_STOP_FOR_HARM)
        hold(a, f->p < f->limit && up == (f->effect.estimate < 0), "harm that is not clear");
    if (bit & (BETTER | WORSE | COSTS)) {
        hold(a, f->p < alpha, "shown, and p is not below alpha");
        hold(a, isnan(f->effect.low) || leaves_out(&f->effect, 0), "shown, and 0 in the interval");
        hold(a, (f->effect.estimate > 0) == (up == (bit == BETTER)), "shown the other way");
    }
    if (f->code == HL_FOUND_NOT_SHOWN) {
        hold(a, !(f->p < alpha), "not shown, and p below alpha");
        hold(a, !leaves_out(&f->effect, 0), "not shown, and 0 outside the interval");
    }
}

/* Half of the time takes no more units than nearly always. */
static void units_and_powers(const hl_analysis *a, const hl_finding *f)
{
    if (hl_finding_has(f->code) & HL_HAS_N_RANGE)
        hold(a, !(f->n_low > f->n_high), "a range of units the wrong way round");
    if (f->code == HL_FOUND_PLAN_END_SHOWS || f->code == HL_FOUND_GUARDRAIL_PLAN_END_SHOWS)
        hold(a, f->power >= 0 && f->power <= 1, "no probability");
}

/* Comparisons of guardrails that have a margin. */
static size_t guarded(const hl_analysis *a)
{
    size_t count = 0;
    for (size_t m = 0; m < a->metric_count; m++)
        for (size_t i = 0; i < a->metrics[m].comparison_count; i++)
            count += isnan(a->metrics[m].comparisons[i].margin) ? 0 : 1;
    return count;
}

static void margin_and_interval(const hl_analysis *a, const hl_finding *f)
{
    bool harm_up = a->metrics[f->metric].metric->goal == HL_GOAL_DECREASE;
    const hl_estimate *e = &f->effect;
    if (isnan(f->margin) || f->effect_of != f->margin_of || isnan(e->low) || isnan(e->high))
        return;
    bool inside = harm_up ? e->high < f->margin : e->low > f->margin;
    bool beyond = harm_up ? e->low > f->margin : e->high < f->margin;
    if (f->code == HL_FOUND_GUARDRAIL_HELD)
        hold(a, inside, "held, and the interval reaches the margin");
    if (f->code == HL_FOUND_GUARDRAIL_BROKEN)
        hold(a, beyond, "broken, and the interval reaches the margin");
    if (f->code == HL_FOUND_GUARDRAIL_UNDECIDED)
        hold(a, !inside && !beyond, "undecided, and the margin outside the interval");
    if (f->code == HL_FOUND_GUARDRAIL_UNDECIDED_CORRECTED)
        hold(a, (inside || beyond) && guarded(a) > 1, "corrected, and there is nothing for which");
}

/* Of one arm: what all of its metrics say, and on how many primary ones it is too small. */
typedef struct standing {
    said all;
    size_t primaries, small;
} standing;

static standing stand(const hl_analysis *a, const told *t, size_t arm)
{
    standing s = {0, 0, 0};
    for (size_t m = 0; m < a->metric_count; m++) {
        s.all |= t->of[m][arm];
        s.primaries += a->metrics[m].metric->role == HL_ROLE_PRIMARY;
        s.small += (t->of[m][arm] & TOO_SMALL) != 0;
    }
    return s;
}

/* Shown worse, or shown to bring too little. */
static bool is_settled(const standing *s)
{
    return (s->all & WORSE) || s->small == s->primaries;
}

static void decision_and_reasons(const hl_analysis *a, const told *t)
{
    hl_decision decision = a->verdict.decision;
    size_t ship = a->verdict.arm, settled = 0;
    standing shipped = ship == SIZE_MAX ? (standing){0, 0, 0} : stand(a, t, ship);
    if (decision == HL_DECIDE_SHIP)
        hold(a,
             (shipped.all & BETTER) && !is_settled(&shipped) &&
                 !(shipped.all & (BROKEN | UNDECIDED)),
             "ships what it should not");
    if (decision == HL_DECIDE_STOP_GUARDRAIL)
        hold(a, shipped.all & BROKEN, "stops, and nothing is broken");
    for (size_t arm = 0; arm < a->arm_count; arm++) {
        if (arm == a->control)
            continue;
        standing s = stand(a, t, arm);
        hold(a, decision == HL_DECIDE_STOP_GUARDRAIL || !(s.all & BROKEN), "broken, and no stop");
        bool good = (s.all & BETTER) && !is_settled(&s) && !(s.all & (BROKEN | UNDECIDED));
        hold(a, (decision != HL_DECIDE_KEEP_CONTROL && decision != HL_DECIDE_NOT_SHOWN) || !good,
             "keeps the control, and an arm ships");
        settled += decision != HL_DECIDE_SHIP && is_settled(&s);
    }
    if (decision == HL_DECIDE_KEEP_CONTROL || decision == HL_DECIDE_NOT_SHOWN)
        hold(a, (settled == a->arm_count - 1) == (decision == HL_DECIDE_KEEP_CONTROL),
             "keeps the control without evidence, or not with it");
    bool ended = a->design->inference == HL_INFER_FIXED || a->look == a->design->look_count;
    hold(a, decision != HL_DECIDE_NOT_SHOWN || ended, "not shown, and it has not ended");
}

/* One that is not shown to gain what is worth it may gain less; one that goes before another is not
 * shown to differ from it. */
static void doubts(const hl_analysis *a, const hl_finding *f)
{
    double sign =
        f->metric != SIZE_MAX && a->metrics[f->metric].metric->goal == HL_GOAL_INCREASE ? 1 : -1;
    if (f->code == HL_FOUND_WORTH_NOT_SHOWN)
        hold(a, (sign > 0 ? f->effect.low : -f->effect.high) < sign * f->margin,
             "not shown to be worth it, and it is");
    if (f->code == HL_FOUND_PREFERRED_WITHOUT_HARM)
        hold(a, !(f->p < a->look_alpha) && f->arm != f->other,
             "preferred, and the other is better");
}

/* What is excluded lies beyond the estimate, and `worth` beyond the bound. */
static void bound_and_worth(const hl_analysis *a, const hl_finding *f)
{
    if (!(bit_of(f->code) & (TOO_SMALL | BOUNDED)))
        return;
    double sign = a->metrics[f->metric].metric->goal == HL_GOAL_INCREASE ? 1 : -1;
    double bound = sign * f->effect.estimate;
    for (size_t i = 0; i < a->metrics[f->metric].comparison_count; i++) {
        const hl_comparison *c = &a->metrics[f->metric].comparisons[i];
        if (c->arm == f->arm)
            hold(a, bound >= sign * c->lift.estimate, "the bound excludes the estimate");
    }
    if (f->code == HL_FOUND_WORTH_EXCLUDED)
        hold(a, bound < sign * f->margin, "too small, and the bound reaches what is worth it");
    hold(a, f->level > 0 && f->level < 0.5, "a bound without a level");
}

/* The lift of a quantile whose control's is not away from 0. */
static bool says_nothing(const hl_estimate *e)
{
    return !isfinite(e->low) && !isfinite(e->high);
}

static void p_and_set(const hl_analysis *a)
{
    for (size_t m = 0; m < a->metric_count; m++)
        for (size_t i = 0; i < a->metrics[m].comparison_count; i++) {
            const hl_comparison *c = &a->metrics[m].comparisons[i];
            bool low = c->p < a->look_alpha;
            if (isnan(c->p) || fabs(c->p - a->look_alpha) < 1e-9)
                continue;
            bool ok = (low == leaves_out(&c->difference, 0) || isnan(c->difference.low)) &&
                      (low == (hl_lift_side(c) != 0) || says_nothing(&c->lift));
            if (!ok)
                print_error("%s, arm %zu: p %g, difference (%g, %g), lift (%g, %g), flags %x\n",
                            c->method, c->arm, c->p, c->difference.low, c->difference.high,
                            c->lift.low, c->lift.high, (unsigned)c->flags);
            hold(a, ok, "p and its sets");
        }
}

static void no_reason_contradicts_another_or_its_numbers(void **state)
{
    (void)state;
    size_t decisions[HL_DECISIONS] = {0};
    said ever = 0;
    for (size_t i = 0; i < ANALYSES; i++) {
        hl_random random = hl_base__random_seed(20261126, i);
        world w;
        make(&random, &w);
        told t = tell(w.analysis);
        no_two_exclude_each_other(w.analysis, &t);
        decision_and_reasons(w.analysis, &t);
        p_and_set(w.analysis);
        for (size_t k = 0; k < w.analysis->verdict.because_count; k++) {
            const hl_finding *f = &w.analysis->verdict.because[k];
            if (f->metric == SIZE_MAX) /* of no metric */
                continue;
            shown_or_not(w.analysis, f);
            margin_and_interval(w.analysis, f);
            units_and_powers(w.analysis, f);
            bound_and_worth(w.analysis, f);
            doubts(w.analysis, f);
            ever |= bit_of(f->code);
        }
        decisions[w.analysis->verdict.decision]++;
        drop(&w);
    }
    /* the worlds are rich enough for every reason and verdict */
    assert_int_equal(ever, EVERYTHING);
    for (size_t i = 0; i <= HL_DECIDE_STOP_GUARDRAIL; i++)
        assert_true(decisions[i] > 20);
    assert_true(decisions[HL_DECIDE_NOT_SHOWN] > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_reason_contradicts_another_or_its_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
