/* What may be looked at at any time. */
#include <math.h>

#include "hookline.h"
#include "stats/anytime_difference.h"
#include "stats/group_sequential.h"
#include "stats/look_windows.h"
#include "stats/safe_rates.h"
#include "stats/sequence_mean.h"
#include "stats/sequence_mixture.h"
#include "stats/sequence_rates.h"
#include "stats/srm_binom.h"
#include "stats/srm_multinomial.h"
#include "stats/srm_sequential.h"
#include "stats/welch.h"
#include "tests/support/check.h"

static double mass(double x, double n, double p)
{
    return exp(hl_stats__binomial_log_mass(x, n, p));
}

static const hl_safe_prior priors[] = {{0.01, 25}, {0.2, 3}, {0.05, 400}, {0.7, 1}};

/* The evidence after one more unit over that before, on average over its arm and outcome, when the
 * rates are (a, b). */
static double mean_of_next(const hl_two_rates *r, double share, const hl_safe_prior *prior,
                           hl_safe_scale scale, double effect, double a, double b)
{
    double mean = 0, now = hl_stats__safe_log_e(r, share, prior, scale, effect);
    for (int kind = 0; kind < 4; kind++) {
        bool treated = kind / 2, one = kind % 2;
        double rate = treated ? b : a;
        hl_two_rates next = *r;
        *(treated ? &next.nt : &next.nc) += 1;
        *(treated ? &next.xt : &next.xc) += one;
        mean += (treated ? share : 1 - share) * (one ? rate : 1 - rate) *
                exp(hl_stats__safe_log_e(&next, share, prior, scale, effect) - now);
    }
    return mean;
}

/* At every pair of rates on the hypothesis, wherever the counts stand, one more unit raises the
 * evidence by nothing on average: a test martingale, whatever the bets were tuned to. */
static void the_safe_test_is_a_martingale(void **state)
{
    (void)state;
    static const hl_two_rates seen[] = {
        {0, 0, 0, 0}, {0, 7, 3, 5}, {4, 90, 1, 11}, {30, 3000, 55, 2800}, {700, 800, 5, 60}};
    static const double shares[] = {0.5, 0.1, 0.85}, rates[] = {0, 0.003, 0.05, 0.3, 0.6};
    static const double gaps[] = {-0.2, -0.01, 0, 0.004, 0.35}, ratios[] = {0.3, 1, 1.1, 1.6};
    for (size_t i = 0; i < 5; i++)
        for (size_t k = 0; k < 12; k++) {
            const hl_safe_prior *prior = &priors[k % 4];
            double share = shares[k / 4];
            for (size_t g = 0; g < 9; g++) {
                hl_safe_scale scale = g < 5 ? HL_SAFE_DIFFERENCE : HL_SAFE_RATIO;
                double effect = g < 5 ? gaps[g] : ratios[g - 5];
                for (size_t j = 0; j < 5; j++) {
                    double a = rates[j], b = g < 5 ? a + effect : a * effect;
                    if (b < 0 || b > 1)
                        continue;
                    double next = mean_of_next(&seen[i], share, prior, scale, effect, a, b);
                    assert_true(next <= 1 + 1e-9);
                    if (effect == 0 && j > 0 && g < 5) /* inside: exactly */
                        assert_rel(next, 1, 1e-9);
                }
            }
        }
    hl_two_rates none = {0, 0, 0, 0};
    assert_abs(hl_stats__safe_log_e(&none, 0.3, &priors[0], HL_SAFE_RATIO, 1.7), 0, 1e-12);
}

/* Outward from the estimate the evidence rises, so that the set between two crossings is all. */
static void the_safe_set_is_an_interval(void **state)
{
    (void)state;
    static const hl_two_rates seen[] = {{3, 500, 1, 450},
                                        {0, 40, 2, 60},
                                        {60, 9000, 25, 1000},
                                        {900, 100000, 1300, 99000},
                                        {40, 1000, 70, 900}};
    for (size_t i = 0; i < 5; i++)
        for (int k = 0; k < 12; k++) {
            const hl_two_rates *r = &seen[i];
            double share = r->nt / (r->nt + r->nc), d = hl_stats__rate_difference(r);
            double pooled = (r->xc + r->xt) / (r->nc + r->nt), before = 0;
            hl_safe_prior prior = {pooled * pow(2, k % 6 - 3), pow(10, 1 + k / 6)};
            for (double side = -1; side < 2; side += 2, before = 0)
                for (double x = d; fabs(x) < 0.95; x += side * (0.002 + fabs(x - d) / 50)) {
                    double e = hl_stats__safe_log_e(r, share, &prior, HL_SAFE_DIFFERENCE, x);
                    assert_true(fmax(e, 0) >= before - 1e-9);
                    before = fmax(e, 0);
                }
        }
}

/* p and both intervals of the mean's sequence are one test. */
static void the_sequence_of_means_is_one_test(void **state)
{
    (void)state;
    hl_sample control = {2000, 3, 4};
    for (double mean = 2.5; mean < 3.6; mean += 0.01) {
        hl_sample treatment = {2000, mean, 4};
        hl_sequence_mean s = hl_stats__sequence_mean(&control, &treatment, 0.05, 4000);
        assert_true(s.ready);
        assert_int_equal(s.p<0.05, s.low> 0 || s.high < 0);
        assert_int_equal(s.p<0.05, s.lift.low> 0 || s.lift.high < 0);
        hl_welch fixed = hl_stats__welch(&control, &treatment, 0.95);
        assert_true(s.low < fixed.low && s.high > fixed.high);
    }
}

static void thin_means_are_withheld(void **state)
{
    (void)state;
    hl_sample few = {99, 1, 1}, rare = {2000, 0.01, 0.01}, enough = {200, 1, 1};
    hl_sample centred = {10000, 0, 1};
    assert_false(hl_stats__sequence_ready(&few));
    assert_false(hl_stats__sequence_ready(&rare));
    assert_true(hl_stats__sequence_ready(&enough));
    assert_true(hl_stats__sequence_ready(&centred));
    hl_sample signs = {150, 0, 1}, more = {500, 0, 1}; /* skewness says it, where it is known */
    assert_false(hl_stats__sequence_ready(&more));
    assert_true(hl_stats__sequence_signed_ready(&signs, 0));
    assert_false(hl_stats__sequence_signed_ready(&signs, -2));
    assert_true(hl_stats__sequence_signed_ready(&more, -2));
    assert_false(hl_stats__sequence_signed_ready(&more, (double)NAN));
    hl_sequence_mean s = hl_stats__sequence_mean(&few, &enough, 0.05, 4000);
    assert_true(!s.ready && isnan(s.p) && isnan(s.low));
}

static void an_exact_srm_counts_tables(void **state)
{
    (void)state;
    const double counts[] = {3, 0, 0}, equal[] = {1, 1, 1}, closed[] = {1, 0, 1};
    assert_rel(hl_stats__srm_multinomial(counts, equal, 3), 1.0 / 9, 1e-12);
    assert_rel(hl_stats__srm_multinomial(counts, closed, 3), 0.25, 1e-12);
    const double many[] = {4000, 4000, 4000};
    assert_true(isnan(hl_stats__srm_multinomial(many, equal, 3)));
    const double two[] = {7, 23}, shares[] = {0.4, 0.6};
    assert_rel(hl_stats__srm_multinomial(two, shares, 2), hl_stats__srm_binom(23, 30, 0.6), 1e-12);
}

static void a_unit_in_a_closed_arm_is_certain_mismatch(void **state)
{
    (void)state;
    const double counts[] = {10, 0, 10, 1}, weights[] = {1, 0, 1, 0};
    assert_true(hl_stats__srm_sequential(counts, weights, 2, 2).p == 0);
    assert_true(hl_stats__srm_sequential(counts, weights, 1, 2).p == 1);
}

static void a_ramp_alone_is_no_mismatch(void **state)
{
    (void)state;
    /* 99:1, 90:10, 50:50; pooled against any one of them it would look broken */
    const double counts[] = {99000, 1000, 90000, 10000, 50000, 50000};
    const double weights[] = {99, 1, 90, 10, 50, 50};
    hl_srm_sequential s = hl_stats__srm_sequential(counts, weights, 3, 2);
    assert_true(s.p == 1);
    const double lost[] = {99000, 970, 90000, 9700, 50000, 48500};
    s = hl_stats__srm_sequential(lost, weights, 3, 2);
    assert_true(s.p < 1e-4);
    assert_int_equal(s.suspect, 1);
    assert_abs(s.tilt, 0.97, 0.01);
}

/* Jennison & Turnbull (2000): at the first look stagewise inference is the fixed one. */
static void stagewise_inference_starts_as_the_fixed_one(void **state)
{
    (void)state;
    const double t[] = {0.5, 1.0};
    double z[2];
    assert_int_equal(hl_stats__lan_demets(t, 2, 0.05, 2, HL_SPEND_OBF, 0, z, NULL), HL_OK);
    hl_stagewise first, last;
    assert_int_equal(hl_stats__stagewise(t, z, 0, 3.1, 0.95, &first, NULL), HL_OK);
    assert_rel(first.p, 0.0019352, 1e-4);
    assert_rel(first.theta, 3.1 / sqrt(0.5), 1e-9);
    assert_rel(first.low, (3.1 - 1.959963984540054) / sqrt(0.5), 1e-9);
    assert_int_equal(hl_stats__stagewise(t, z, 1, z[1], 0.95, &last, NULL), HL_OK);
    assert_rel(last.p, 0.05, 1e-9);
    assert_abs(last.low, 0, 1e-9);
}

/* The mean of the evidence against the truth, over every way in which 12 units fall: at most 1. */
static double mean_evidence(double share, double told, double a, double b)
{
    const int n = 12;
    double mean = 0;
    for (int nt = 0; nt <= n; nt++)
        for (int xt = 0; xt <= nt; xt++)
            for (int xc = 0; xc <= n - nt; xc++) {
                hl_two_rates r = {xc, n - nt, xt, nt};
                double p = mass(nt, n, share);
                p *= mass(xt, nt, b) * mass(xc, n - nt, a);
                mean += p * exp(hl_stats__anytime_difference_log_e(&r, told, (double)NAN, b - a));
            }
    return mean;
}

static void evidence_against_the_true_difference_is_rare(void **state)
{
    (void)state;
    static const double rates[] = {0.01, 0.2, 0.5, 0.95};
    for (size_t i = 0; i < 4; i++)
        for (size_t k = 0; k < 4; k++) {
            assert_true(mean_evidence(0.5, 0.5, rates[i], rates[k]) <= 1 + 1e-9);
            assert_true(mean_evidence(0.2, 0.2, rates[i], rates[k]) <= 1 + 1e-9);
            assert_true(mean_evidence(0.2, (double)NAN, rates[i], rates[k]) <= 1 + 1e-9);
        }
    assert_true(mean_evidence(0.5, 0.5, 0.2, 0.2) > 0.01);
}

static void the_difference_is_answered_from_the_first_unit_on(void **state)
{
    (void)state;
    const double share[] = {0.5, (double)NAN};
    for (size_t i = 0; i < 2; i++) {
        hl_two_rates none = {0, 4000, 0, 4000};
        hl_range range = hl_stats__anytime_difference(&none, share[i], (double)NAN, 0.95);
        assert_true(range.high > 0.001 && range.high < 0.005);
        assert_abs(range.low, -range.high, 1e-9);
        hl_two_rates first = {0, 1, 1, 1};
        range = hl_stats__anytime_difference(&first, share[i], (double)NAN, 0.95);
        assert_true(range.low >= -1 && range.low < 0 && range.high == 1);
        hl_two_rates some = {12, 900, 31, 1100};
        hl_two_rates turned = {31, 1100, 12, 900};
        range = hl_stats__anytime_difference(&some, share[i], (double)NAN, 0.95);
        hl_range mirror = hl_stats__anytime_difference(&turned, share[i], (double)NAN, 0.95);
        assert_rel(range.low, -mirror.high, 1e-9);
        hl_range wide = hl_stats__anytime_difference(&some, share[i], (double)NAN, 0.99);
        assert_true(wide.low < range.low && wide.high > range.high);
        hl_two_rates far = {133, 10000, 282, 10000};
        range = hl_stats__anytime_difference(&far, share[i], (double)NAN, 0.95);
        assert_true(range.low > 0);
    }
    hl_two_rates empty = {0, 0, 1, 10};
    assert_true(isnan(hl_stats__anytime_difference(&empty, 0.5, (double)NAN, 0.95).low));
    hl_two_rates huge = {2000000, 1000000000, 2000000, 1000000000};
    hl_range range = hl_stats__anytime_difference(&huge, 0.5, 0.002, 0.95);
    assert_true(range.high > 3e-6 && range.high < 3e-5);
}

static const double unsaid = (double)NAN;

static void the_plan_follows_the_design(void **state)
{
    (void)state;
    hl_sequence_design d = {true, false, 0.5, 0.02, 50000, 0.05};
    hl_sequence_plan low = hl_stats__sequence_plan(&d);
    assert_true(low.exact == 1 && low.nstar == 50000 && low.prior.rate == 0.02);
    /* at the planned end the safe test's information is as large against the prior's as the means'
     */
    assert_rel(50000 * 0.02 / low.prior.converters, hl_stats__sequence_growth(0.05), 1e-12);
    d.expected = 0.3;
    assert_true(hl_stats__sequence_plan(&d).exact == 0 && hl_stats__sequence_plan(&d).between);
    d.expected = 0.97;
    assert_true(hl_stats__sequence_plan(&d).exact == 1);
    d.expected = unsaid;
    d.units = 0;
    hl_sequence_plan none = hl_stats__sequence_plan(&d);
    assert_true(none.exact == 0.2 && none.nstar == 5000 && none.prior.converters == 25);
    d.expected = 0.02;
    d.adjusted = true;
    assert_true(hl_stats__sequence_plan(&d).exact == 0.2);
    d.share = unsaid;
    assert_true(hl_stats__sequence_plan(&d).exact == 0);
}

/* No planned end is that of 5,000 units, whatever the rate: saying it changes nothing, and 5
 * against 40 of 1,000 are told apart. */
static void an_unsaid_end_is_that_of_5000_units(void **state)
{
    (void)state;
    for (double rate = 0.001; rate <= 0.05; rate *= 1.5) {
        hl_sequence_design said = {true, false, 0.5, rate, 5000, 0.05}, none = said;
        none.units = unsaid;
        hl_sequence_plan a = hl_stats__sequence_plan(&said), b = hl_stats__sequence_plan(&none);
        assert_true(a.exact == 1 && b.exact == 1 && a.nstar == b.nstar);
        assert_true(a.prior.converters == b.prior.converters && a.prior.rate == b.prior.rate);
    }
    const hl_sequence_design rare = {true, false, 0.5, 0.005, unsaid, 0.05};
    hl_sequence_plan plan = hl_stats__sequence_plan(&rare);
    hl_rates_seen seen = {{5, 500, 40, 500}, 0.5, 0.005, NULL, 0};
    hl_rate_sequence view = hl_stats__sequence_rates(&seen, &plan, HL_SAFE_RATIO, 0.95);
    assert_true(view.p < 1e-5 && view.low > 2); /* a prior of 100 converters: 0.016, 1.07 */
}

static hl_mean_pair pair_of(const hl_two_rates *r)
{
    double pc = r->xc / r->nc, pt = r->xt / r->nt;
    hl_sample c = {r->nc, pc, pc * (1 - pc) * r->nc / (r->nc - 1)};
    hl_sample t = {r->nt, pt, pt * (1 - pt) * r->nt / (r->nt - 1)};
    return hl_stats__mean_pair(&c, &t);
}

static bool leaves_out(const hl_rate_sequence *s, double none)
{
    return s->low > none || s->high < none;
}

/* p, lift and difference are one test, and the same whichever arm is called the treatment. */
static void rates_at_any_time_are_one_test(void **state)
{
    (void)state;
    for (double xt = 40; xt < 330; xt += 6)
        for (int kind = 0; kind < 3; kind++) {
            hl_sequence_design d = {true, kind == 2, 0.52, kind > 0 ? 0.04 : unsaid, 5000, 0.05};
            hl_sequence_plan plan = hl_stats__sequence_plan(&d);
            double expected = d.expected;
            hl_two_rates r = {100, 2500, xt, 2700}, turned = {xt, 2700, 100, 2500};
            hl_mean_pair pair = pair_of(&r), back = pair_of(&turned);
            hl_rates_seen one = {r, 0.52, expected, &pair, 5200};
            hl_rates_seen two = {turned, 0.48, expected, &back, 5200};
            hl_rate_sequence a = hl_stats__sequence_rates(&one, &plan, HL_SAFE_RATIO, 0.95);
            hl_rate_sequence b = hl_stats__sequence_rates(&two, &plan, HL_SAFE_RATIO, 0.95);
            assert_int_equal(a.p < 0.05, leaves_out(&a, 1));
            assert_rel(a.p, b.p, 1e-9);
            assert_rel(a.low, 1 / b.high, 1e-7);
            assert_abs(hl_stats__sequence_rates_log_e(&one, &plan, HL_SAFE_RATIO, a.high), log(20),
                       1e-6);
            hl_rate_sequence wide = hl_stats__sequence_rates(&one, &plan, HL_SAFE_RATIO, 0.99);
            assert_true(wide.low < a.low && wide.high > a.high && wide.p == a.p);
            hl_rate_sequence c = hl_stats__sequence_rates(&one, &plan, HL_SAFE_DIFFERENCE, 0.95);
            hl_rate_sequence e = hl_stats__sequence_rates(&two, &plan, HL_SAFE_DIFFERENCE, 0.95);
            assert_rel(c.p, a.p, 1e-9);
            assert_rel(c.low, -e.high, 1e-7);
            if (plan.exact >= 1)
                assert_int_equal(c.p < 0.05, leaves_out(&c, 0));
            else if (c.p < 0.0375) /* a quarter is universal inference */
                assert_true(leaves_out(&c, 0));
            /* never far from the means alone */
            double means = hl_stats__sequence_pair(&pair, 5200, 0.05, 5000).p;
            if (plan.exact < 1)
                assert_true(a.p <= fmin(1, means / 0.8) * (1 + 1e-9));
        }
}

/* Without the means a fifth of the evidence is five times the p. */
static void a_part_of_the_evidence_is_that_much_less(void **state)
{
    (void)state;
    hl_sequence_plan whole = {1, false, {0.01, 25}, 5000, 0.05}, part = whole;
    part.exact = 0.2;
    hl_rates_seen seen = {{10, 2000, 41, 2100}, 0.5, unsaid, NULL, 0};
    hl_rate_sequence all = hl_stats__sequence_rates(&seen, &whole, HL_SAFE_RATIO, 0.99);
    hl_rate_sequence fifth = hl_stats__sequence_rates(&seen, &part, HL_SAFE_RATIO, 0.95);
    assert_rel(fifth.p, 5 * all.p, 1e-12);
    assert_rel(fifth.low, all.low, 1e-9);
}

static void the_safe_interval_is_there_from_the_first_unit_on(void **state)
{
    (void)state;
    const hl_sequence_plan plan = {1, false, {0.005, 25}, 5000, 0.05};
    hl_rates_seen seen = {{0, 4000, 0, 4000}, 0.5, 0.005, NULL, 0};
    hl_rate_sequence d = hl_stats__sequence_rates(&seen, &plan, HL_SAFE_DIFFERENCE, 0.95);
    assert_true(d.high > 0.0005 && d.high < 0.003 && d.p == 1);
    assert_rel(d.low, -d.high, 1e-9);
    hl_rate_sequence r = hl_stats__sequence_rates(&seen, &plan, HL_SAFE_RATIO, 0.95);
    assert_true(r.low == 0 && isinf(r.high));
    seen.rates = (hl_two_rates){0, 1, 1, 1};
    d = hl_stats__sequence_rates(&seen, &plan, HL_SAFE_DIFFERENCE, 0.95);
    assert_true(d.low >= -1 && d.low < 0 && d.high > 0.9);
    seen.rates = (hl_two_rates){0, 900, 30, 1000};
    r = hl_stats__sequence_rates(&seen, &plan, HL_SAFE_RATIO, 0.95);
    assert_true(r.low > 1 && isinf(r.high) && r.p < 0.001);
    seen.rates = (hl_two_rates){2000000, 1000000000, 2000000, 1000000000};
    d = hl_stats__sequence_rates(&seen, &plan, HL_SAFE_DIFFERENCE, 0.95);
    assert_true(d.high > 3e-6 && d.high < 3e-5);
}

static void thin_rates_are_withheld(void **state)
{
    (void)state;
    hl_sample few = {20000, 0.001, 0.001 * 0.999}, most = {5000, 0.999, 0.001 * 0.999};
    hl_sample enough = {5000, 0.01, 0.01 * 0.99};
    assert_true(hl_stats__sequence_ready(&few) && !hl_stats__sequence_rate_ready(&few));
    assert_true(!hl_stats__sequence_rate_ready(&most) && hl_stats__sequence_rate_ready(&enough));
}

/* Looks that may be read for a while ask for more than looks at their instants. */
static void a_window_asks_for_more_than_an_instant(void **state)
{
    (void)state;
    static const double planned[] = {0.25, 0.5, 1};
    double z[3];
    hl_look_windows w;
    assert_int_equal(hl_stats__lan_demets(planned, 3, 0.05, 2, HL_SPEND_OBF, 0, z, NULL), HL_OK);
    assert_int_equal(hl_stats__look_windows(planned, 3, 0.05, HL_SPEND_OBF, 0, &w, NULL), HL_OK);
    assert_abs(hl_stats__look_boundary(&w, 1, 0.25), z[0], 1e-9);
    for (size_t k = 1; k < 3; k++) {
        double asked = hl_stats__look_boundary(&w, k + 1, planned[k]);
        assert_true(asked > z[k] && asked < z[k] + 0.15);
    }
    assert_true(hl_stats__look_boundary(&w, 2, 0.62) < hl_stats__look_boundary(&w, 2, 0.5));
    static const double at[] = {0.1, 0.25, 0.31, 0.3126, 0.49, 0.5, 0.62, 0.63, 1, 1.3};
    static const size_t look[] = {0, 1, 1, 0, 0, 2, 2, 0, 3, 3};
    for (size_t i = 0; i < sizeof at / sizeof at[0]; i++)
        assert_int_equal(hl_stats__look_in_force(planned, 3, at[i]), look[i]);
}

int main(void)
{
    hl_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_safe_test_is_a_martingale),
        cmocka_unit_test(the_safe_set_is_an_interval),
        cmocka_unit_test(the_safe_interval_is_there_from_the_first_unit_on),
        cmocka_unit_test(evidence_against_the_true_difference_is_rare),
        cmocka_unit_test(the_difference_is_answered_from_the_first_unit_on),
        cmocka_unit_test(the_sequence_of_means_is_one_test),
        cmocka_unit_test(thin_means_are_withheld),
        cmocka_unit_test(the_plan_follows_the_design),
        cmocka_unit_test(an_unsaid_end_is_that_of_5000_units),
        cmocka_unit_test(rates_at_any_time_are_one_test),
        cmocka_unit_test(a_part_of_the_evidence_is_that_much_less),
        cmocka_unit_test(thin_rates_are_withheld),
        cmocka_unit_test(an_exact_srm_counts_tables),
        cmocka_unit_test(a_unit_in_a_closed_arm_is_certain_mismatch),
        cmocka_unit_test(a_ramp_alone_is_no_mismatch),
        cmocka_unit_test(a_window_asks_for_more_than_an_instant),
        cmocka_unit_test(stagewise_inference_starts_as_the_fixed_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
