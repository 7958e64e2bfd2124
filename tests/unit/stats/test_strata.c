/* Several strata read together: against metafor, ratesci, brute force, and themselves mirrored. */
#include "base/number.h"
#include "stats/heterogeneity.h"
#include "stats/mantel_haenszel.h"
#include "stats/scas.h"
#include "stats/shrinkage.h"
#include "stats/welch.h"
#include "tests/support/check.h"

enum { STRATA = 4 };

/* xc, nc, xt, nt; one arm without a success */
static const hl_two_rates rates[STRATA] = {
    {7, 450, 5, 50}, {2, 60, 0, 20}, {20, 900, 12, 400}, {1, 40, 3, 35}};

static void of_counts(hl_two_arms *strata, bool swapped)
{
    for (size_t i = 0; i < STRATA; i++) {
        hl_two_rates one = swapped ? hl_stats__rates_swapped(&rates[i]) : rates[i];
        strata[i] = hl_stats__stratum_counts(&one);
    }
}

/* R 4.2.2, metafor 3.8.1:
 * rma.mh(ai=c(5,0,12,3), n1i=c(50,20,400,35), ci=c(7,2,20,1), n2i=c(450,60,900,40), measure="RR",
 * add=0, drop00=FALSE); measure="RD" */
static void robust_form_agrees_with_metafor(void **state)
{
    (void)state;
    hl_mh_robust all = hl_stats__mh_robust(rates, STRATA);
    assert_rel(log(all.ratio), 0.611012121510741, 1e-13);
    assert_rel(all.log_se, 0.282190314588175, 1e-13);
    assert_rel(all.difference, 0.0185246610902798, 1e-13);
    assert_rel(all.se, 0.00976851801851143, 1e-13);
}

/* ratesci 1.1.0.9000: scoreci(x1=c(5,0,12,3), n1=c(50,20,400,35), x2=c(7,2,20,1),
 * n2=c(450,60,900,40), contrast="RR", stratified=TRUE, weighting="MH", skew=TRUE, bcf=TRUE,
 * precis=12); contrast="RD" */
static void score_form_agrees_with_ratesci(void **state)
{
    (void)state;
    hl_two_arms strata[STRATA];
    of_counts(strata, false);
    hl_mantel_haenszel all = hl_stats__mantel_haenszel(strata, STRATA, 0.95);
    assert_rel(all.ratio.low, 1.048662093087, 1e-9);
    assert_rel(all.ratio.high, 3.200309387141, 1e-9);
    assert_rel(all.difference.low, 0.001296255374, 1e-8); /* 12 decimals are printed */
    assert_rel(all.difference.high, 0.039858365585, 1e-9);
    assert_rel(all.z, 2.11736438721166, 1e-9);
    assert_rel(all.p, 0.0342289342149996, 5e-9); /* by bisection there */
    assert_rel(all.ratio.estimate, exp(0.611012121510741), 1e-13);
    assert_int_equal(all.used, STRATA);
    assert_int_equal(all.informative, STRATA);
}

/* One stratum is the plain comparison. */
static void one_stratum_is_the_plain_score(void **state)
{
    (void)state;
    hl_two_arms one = hl_stats__stratum_counts(&rates[2]);
    hl_mantel_haenszel all = hl_stats__mantel_haenszel(&one, 1, 0.95);
    hl_scas ratio = hl_stats__scas_ratio(&rates[2], 0.95);
    hl_scas difference = hl_stats__scas_diff(&rates[2], 0.95);
    assert_rel(all.ratio.low, ratio.low, 1e-12);
    assert_rel(all.ratio.high, ratio.high, 1e-12);
    assert_rel(all.difference.low, difference.low, 1e-12);
    assert_rel(all.difference.high, difference.high, 1e-12);
    assert_rel(all.p, difference.p, 1e-13);
    hl_noninferiority within = hl_stats__mh_margin(&one, 1, 0.2, true, true);
    assert_rel(within.p, hl_stats__noninferior_rate_lift(&rates[2], 0.2, 1).p, 1e-12);
}

static hl_two_arms of_means(double nc, double mc, double vc, double nt, double mt, double vt)
{
    return (hl_two_arms){.means = {mc, mt, mt - mc, vc / nc, vt / nt, 0},
                         .df_control = nc - 1,
                         .df_treatment = nt - 1,
                         .size_control = nc,
                         .size_treatment = nt};
}

/* One stratum of means is Welch's test and Fieller's set; several have the weighted sums (by hand:
 * weights 40 * 10 / 50 = 8 and 30 * 20 / 50 = 12). */
static void means_take_welch_and_fieller(void **state)
{
    (void)state;
    hl_sample c = {40, 2, 9};
    hl_sample t = {10, 3, 4};
    hl_two_arms strata[] = {of_means(40, 2, 9, 10, 3, 4), of_means(30, 5, 6, 20, 4, 5)};
    hl_mantel_haenszel one = hl_stats__mantel_haenszel(strata, 1, 0.95);
    hl_welch welch = hl_stats__welch(&c, &t, 0.95);
    hl_mean_pair pair = hl_stats__mean_pair(&c, &t);
    hl_fieller set = hl_stats__fieller(&pair, welch.critical);
    assert_rel(one.p, welch.p, 1e-12);
    assert_rel(one.difference.low, welch.low, 1e-12);
    assert_rel(one.ratio.high, set.high + 1, 1e-12);
    hl_mantel_haenszel both = hl_stats__mantel_haenszel(strata, 2, 0.95);
    assert_rel(both.ratio.estimate, (8 * 3 + 12 * 4) / (8 * 2.0 + 12 * 5), 1e-14);
    assert_rel(both.difference.estimate, (8 * 1 - 12 * 1) / 20.0, 1e-14);
    double v1 = 64 * (9 / 40.0 + 4 / 10.0), v2 = 144 * (6 / 30.0 + 5 / 20.0);
    assert_rel(both.se, sqrt(v1 + v2) / 20, 1e-14);
}

static hl_two_arms of_values(double nc, double sum_c, double squares_c, double nt, double sum_t,
                             double squares_t)
{
    double mc = sum_c / nc, mt = sum_t / nt;
    hl_two_arms out = of_means(nc, mc, (squares_c - nc * mc * mc) / (nc - 1), nt, mt,
                               (squares_t - nt * mt * mt) / (nt - 1));
    out.values = true;
    return out;
}

/* Zeros and ones are their counts; twice the values are the same counts, worth 2 each. */
static void skewed_means_are_effective_counts(void **state)
{
    (void)state;
    for (double worth = 1; worth < 3; worth++) {
        hl_two_arms values[STRATA], counts[STRATA];
        of_counts(counts, false);
        for (size_t i = 0; i < STRATA; i++)
            values[i] = of_values(rates[i].nc, worth * rates[i].xc, worth * worth * rates[i].xc,
                                  rates[i].nt, worth * rates[i].xt, worth * worth * rates[i].xt);
        assert_true(hl_stats__strata_as_counts(values, STRATA));
        hl_mantel_haenszel a = hl_stats__mantel_haenszel(values, STRATA, 0.95);
        hl_mantel_haenszel b = hl_stats__mantel_haenszel(counts, STRATA, 0.95);
        assert_rel(a.ratio.low, b.ratio.low, 1e-9);
        assert_rel(a.p, b.p, 1e-9);
        assert_rel(a.difference.high, worth * b.difference.high, 1e-9);
        assert_rel(a.se, worth * b.se, 1e-9);
        assert_rel(hl_stats__mh_margin(values, STRATA, worth * 0.01, false, true).p,
                   hl_stats__mh_margin(counts, STRATA, 0.01, false, true).p, 1e-9);
    }
    hl_two_arms even[] = {of_means(40, 20, 9, 10, 30, 4), of_means(30, 50, 6, 20, 40, 5)};
    even[0].values = even[1].values = true;
    assert_false(hl_stats__strata_as_counts(even, 2)); /* hardly skewed */
    hl_two_arms loss = of_values(40, -3, 90, 40, 5, 90);
    assert_false(hl_stats__strata_as_counts(&loss, 1));
    assert_false(loss.counts);
}

/* Exchanging the arms: ratios inverted, differences and log ratios negated, the same p. */
static void exchanged_arms_mirror(void **state)
{
    (void)state;
    hl_two_arms strata[STRATA], swapped[STRATA];
    hl_shrunk own[STRATA], theirs[STRATA];
    of_counts(strata, false);
    of_counts(swapped, true);
    hl_mantel_haenszel a = hl_stats__mantel_haenszel(strata, STRATA, 0.95);
    hl_mantel_haenszel b = hl_stats__mantel_haenszel(swapped, STRATA, 0.95);
    assert_rel(a.ratio.low, 1 / b.ratio.high, 1e-12);
    assert_rel(a.difference.low, -b.difference.high, 1e-12);
    assert_rel(a.p, b.p, 1e-12);
    assert_rel(hl_stats__heterogeneity(strata, STRATA, a.ratio.estimate).p,
               hl_stats__heterogeneity(swapped, STRATA, b.ratio.estimate).p, 1e-9);
    hl_shrinkage x = hl_stats__shrinkage(strata, STRATA, a.ratio.estimate, 0.95, own);
    hl_shrinkage y = hl_stats__shrinkage(swapped, STRATA, b.ratio.estimate, 0.95, theirs);
    assert_rel(x.tau, y.tau, 2e-3);
    for (size_t i = 0; i < STRATA; i++) {
        assert_abs(own[i].low, -theirs[i].high, 2e-3);
        assert_abs(own[i].estimate, -theirs[i].estimate, 2e-3);
    }
}

/* Python 3.11, numpy 1.24, scipy 1.10: the three-dimensional integral (rho, mu, tau) of the model
 * in shrinkage.c on a grid of 7201 x 361 x 120 points, for these four strata: so few counts that
 * Laplace's approximation in mu is at its worst. */
static void shrinkage_agrees_with_brute_force(void **state)
{
    (void)state;
    static const double estimate[] = {1.3248697600, 0.2421020134, 0.4160257669, 0.9467542524};
    static const double low[] = {0.2264185814, -2.2439942066, -0.2983265058, -0.4108094699};
    static const double high[] = {2.5102831470, 1.8260625451, 1.0842760396, 2.6403023106};
    hl_two_arms strata[STRATA];
    hl_shrunk shrunk[STRATA];
    of_counts(strata, false);
    hl_shrinkage all = hl_stats__shrinkage(strata, STRATA, 1.8422950820, 0.95, shrunk);
    assert_abs(all.tau, 0.592, 0.02); /* top of the parabola through three levels there */
    assert_abs(all.mean, 0.7324481286, 0.01);
    for (size_t i = 0; i < STRATA; i++) {
        assert_abs(shrunk[i].estimate, estimate[i], 0.02);
        assert_abs(shrunk[i].low, low[i], 0.06);
        assert_abs(shrunk[i].high, high[i], 0.06);
    }
}

/* Large counts: Cochran's Q on log ratios, Paule and Mandel's tau, the usual shrinkage. */
static void many_counts_give_the_normal_theory(void **state)
{
    (void)state;
    const hl_two_rates big[] = {{20000, 1e6, 22000, 1e6}, {40000, 1e6, 40000, 1e6}};
    hl_two_arms strata[] = {hl_stats__stratum_counts(&big[0]), hl_stats__stratum_counts(&big[1])};
    double v0 = 1 / 20000.0 + 1 / 22000.0 - 2e-6, v1 = 2 / 40000.0 - 2e-6;
    double d = log(22000 / 20000.0);
    hl_heterogeneity q = hl_stats__heterogeneity(strata, 2, 62000 / 60000.0);
    assert_rel(q.q, d * d / (v0 + v1), 0.02);
    assert_rel(q.df, 1, 1e-3);
    hl_shrunk shrunk[2];
    hl_shrinkage all = hl_stats__shrinkage(strata, 2, 62000 / 60000.0, 0.95, shrunk);
    assert_abs(all.tau, sqrt((d * d - v0 - v1) / 2), 0.002); /* Paule and Mandel, two segments */
    assert_abs(shrunk[0].estimate, d, 0.004);                /* and each much of itself */
    assert_abs(shrunk[0].high - shrunk[0].low, 2 * 1.96 * sqrt(v0), 0.004);
}

/* Given the totals x_t is binomial, theta = r nt / (nc + r nt); then Q of two strata with known r
 * would have variance 2 + the binomial's excess each. Here the excess of the fitted pair. */
static void rare_counts_widen_q(void **state)
{
    (void)state;
    hl_two_rates rare[2] = {{9, 9e7, 1, 1e7}, {8, 9e7, 2, 1e7}};
    hl_two_arms strata[] = {hl_stats__stratum_counts(&rare[0]), hl_stats__stratum_counts(&rare[1])};
    hl_heterogeneity q = hl_stats__heterogeneity(strata, 2, 1);
    double theta = 0.1, spread = theta * (1 - theta);
    double excess = (1 - 6 * spread) / (10 * spread); /* each; h = 1/2 */
    double scale = (2 + 2 * 0.25 * excess) / 2, z1 = 0, z2 = 1 / sqrt(10 * spread);
    double plain = z1 * z1 + z2 * z2 - (z1 + z2) * (z1 + z2) / 2;
    assert_rel(q.q, plain / scale, 1e-6);
    assert_rel(q.df, 1 / scale, 1e-6);
}

static void what_says_nothing_is_no_answer(void **state)
{
    (void)state;
    const hl_two_rates nobody = {0, 100, 0, 100}, empty = {3, 10, 0, 0};
    hl_two_arms strata[] = {hl_stats__stratum_counts(&nobody), hl_stats__stratum_counts(&empty)};
    hl_shrunk shrunk[2];
    hl_mantel_haenszel all = hl_stats__mantel_haenszel(strata, 2, 0.95);
    assert_int_equal(all.used, 1);
    assert_int_equal(all.informative, 0);
    assert_true(isnan(all.ratio.estimate) && isnan(all.p));
    assert_true(all.difference.low < 0 && all.difference.high > 0);
    assert_true(isnan(hl_stats__heterogeneity(strata, 2, all.ratio.estimate).p));
    hl_shrinkage none = hl_stats__shrinkage(strata, 2, all.ratio.estimate, 0.95, shrunk);
    assert_true(isnan(none.tau) && isnan(shrunk[0].estimate) && isnan(shrunk[1].low));
    assert_true(isnan(hl_stats__mantel_haenszel(strata + 1, 1, 0.95).difference.estimate));
}

/* Everybody of an arm converted: the log ratio ends where the control's rate is its inverse. */
static void rates_of_one_have_an_answer(void **state)
{
    (void)state;
    const hl_two_rates full[] = {{166, 450, 50, 50}, {115, 450, 5, 50}, {107, 450, 23, 50}};
    hl_two_arms strata[3];
    hl_shrunk shrunk[3];
    for (size_t i = 0; i < 3; i++)
        strata[i] = hl_stats__stratum_counts(&full[i]);
    hl_mantel_haenszel all = hl_stats__mantel_haenszel(strata, 3, 0.95);
    (void)hl_stats__shrinkage(strata, 3, all.ratio.estimate, 0.95, shrunk);
    assert_true(shrunk[0].low > 0.7 && shrunk[0].high < 1.2); /* log(450 / 166) = 0.997 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(robust_form_agrees_with_metafor),
        cmocka_unit_test(score_form_agrees_with_ratesci),
        cmocka_unit_test(one_stratum_is_the_plain_score),
        cmocka_unit_test(means_take_welch_and_fieller),
        cmocka_unit_test(skewed_means_are_effective_counts),
        cmocka_unit_test(exchanged_arms_mirror),
        cmocka_unit_test(shrinkage_agrees_with_brute_force),
        cmocka_unit_test(many_counts_give_the_normal_theory),
        cmocka_unit_test(rare_counts_widen_q),
        cmocka_unit_test(what_says_nothing_is_no_answer),
        cmocka_unit_test(rates_of_one_have_an_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
