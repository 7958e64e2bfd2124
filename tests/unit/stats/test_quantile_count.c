/* Evidence of counts: figures of SciPy 1.10.1, with
 *   t = binom.sf(k, n, q) + binom.pmf(k, n, q) / 2;  norm.isf(t)^2 when t < 0.5, else 0
 *   betaln(a+k, b+n-k) + beta.logsf(q, a+k, b+n-k) - betaln(a, b) - beta.logsf(q, a, b)
 *     - k log q - (n-k) log(1-q) - log 2,  a = s q, b = s (1-q)
 * and ranks found by trying every k. */
#include <math.h>

#include "stats/quantile_region.h"
#include "tests/support/check.h"

static void midp_is_that_of_scipy(void **state)
{
    (void)state;
    static const struct {
        double k, n, q, want;
    } cases[] = {
        {0, 10, .5, 0},
        {5, 10, .5, 0},
        {6, 10, .5, 0.35942072699893596},
        {10, 10, .9, 0.8782609274806469},
        {531, 1000, .5, 3.841977912188265},
        {920, 1000, .9, 4.659799080954458},
        {60, 60, .99, 0.36243564524321875},
        {9, 1000, .001, 23.57555289049834},
        {501500, 1000000, .5, 9.00000300001368},
        {1100, 1000000, .001, 9.722389700949195},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_rel(hl_stats__count_midp(cases[i].k, cases[i].n, cases[i].q, 0), cases[i].want,
                   1e-9);
    assert_true(isinf(hl_stats__count_midp(1e6, 1e6, .5, 0)));
}

static void sequence_is_that_of_scipy(void **state)
{
    (void)state;
    static const struct {
        double k, n, q, strength, want, tolerance;
    } cases[] = {
        {60, 100, .5, 500, 0.01087089863470514, 1e-10},
        {40, 100, .5, 500, -1.3326949474620289, 1e-11},
        {0, 0, .5, 500, -0.69314718055994531, 1e-14},
        {950, 1000, .9, 100, 13.877561264283331, 1e-11},
        {10, 10, .75, 20, 0.3637746993778871, 1e-11},
        {300, 1000, .25, 500, 3.744767771762442, 1e-11},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_rel(hl_stats__count_sequence(cases[i].k, cases[i].n, cases[i].q, cases[i].strength),
                   cases[i].want, cases[i].tolerance);
}

static void ranks_are_those_of_every_count_tried(void **state)
{
    (void)state;
    static const struct {
        double n, q, conf, low, high;
    } cases[] = {
        {10, .5, .95, 2, 9},       {100, .5, .95, 41, 60}, {1000, .5, .95, 470, 531},
        {1000, .9, .95, 882, 919}, {60, .99, .95, 58, 61}, {5, .5, .95, 1, 5},
        {250, .2, .999, 31, 72},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double low = 0;
        double high = 0;
        hl_stats__quantile_midp_ranks(cases[i].n, cases[i].q, cases[i].conf, &low, &high);
        assert_abs(low, cases[i].low, 0);
        assert_abs(high, cases[i].high, 0);
    }
}

/* What the region's search by halving rests on. */
static void more_on_a_side_speaks_no_less(void **state)
{
    (void)state;
    static const double rates[] = {.01, .3, .5, .9, .999};
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++)
        for (double n = 1; n < 3000; n *= 3)
            for (double k = 1; k <= n; k++) {
                assert_true(hl_stats__count_midp(k, n, rates[i], 0) >=
                            hl_stats__count_midp(k - 1, n, rates[i], 0));
                assert_true(hl_stats__count_sequence(k, n, rates[i], 500) >=
                            hl_stats__count_sequence(k - 1, n, rates[i], 500));
            }
}

/* The e-value of the next unit, given the count before it, is 1/2 on average or less whatever the
 * probability below the value is, as long as it is at most `rate`. */
static void half_an_e_value_is_expected(void **state)
{
    (void)state;
    enum { N = 40 };
    static const double below[] = {0, .2, .45, .5};
    for (size_t i = 0; i < sizeof below / sizeof below[0]; i++) {
        double mean = 0;
        double chance = pow(1 - below[i], N);
        for (int k = 0; k <= N; k++) {
            mean += chance * exp(hl_stats__count_sequence(k, N, .5, 30));
            chance *= (N - k) * below[i] / ((k + 1) * (1 - below[i]));
        }
        assert_true(mean <= 0.5 * (1 + 1e-12));
        if (below[i] == .5)
            assert_rel(mean, 0.5, 1e-12);
    }
}

/* 0.25 chi2.sf(x, 2) + 0.5 chi2.sf(x, 1), and the x where that is 0.05 (scipy.optimize.brentq). */
static void heavy_values_have_a_limit_of_their_own(void **state)
{
    (void)state;
    assert_rel(hl_stats__quantile_limit(0.95, 0), 3.841458820694124, 1e-12);
    assert_rel(hl_stats__quantile_limit(0.95, 1), 4.230599177831547, 1e-9);
    assert_rel(hl_stats__quantile_p(3.8414588, 1), 0.06162501680902617, 1e-9);
    assert_rel(hl_stats__quantile_p(3.8414588206941236, 0), 0.05, 1e-12);
    for (double conf = 0.1; conf < 1; conf += 0.1)
        for (int heavy = 0; heavy <= 1; heavy++) {
            double limit = hl_stats__quantile_limit(conf, heavy);
            if (limit > 0)
                assert_rel(hl_stats__quantile_p(limit, heavy), 1 - conf, 1e-9);
        }
    assert_abs(hl_stats__quantile_p(0, 1), 1, 0);
    assert_abs(hl_stats__quantile_p((double)INFINITY, 1), 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(midp_is_that_of_scipy),
        cmocka_unit_test(sequence_is_that_of_scipy),
        cmocka_unit_test(ranks_are_those_of_every_count_tried),
        cmocka_unit_test(more_on_a_side_speaks_no_less),
        cmocka_unit_test(half_an_e_value_is_expected),
        cmocka_unit_test(heavy_values_have_a_limit_of_their_own),
    };
    return cmocka_run_group_tests_name("quantile counts", tests, NULL, NULL);
}
