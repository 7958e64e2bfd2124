#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "hookline.h"
#include "stats/power_score.h"
#include "tests/support/check.h"

static hl_size_answer solve(const hl_size_request *request)
{
    hl_error err = HL_ERROR_INIT;
    hl_size_answer answer;
    if (hl_size_solve(request, &answer, &err) != HL_OK)
        fail_msg("%s", err.message);
    return answer;
}

/* The exact power of Laud's score, all outcomes enumerated in R 4.2 with dbinom and the closed form
 * of z (docs/statistics/proportions.md): 31,221 / 31,221 at 5 and 5.5 %: 0.80004 (31,234, which
 * power.prop.test gives: 0.80021). */
static void two_rates_have_the_power_of_the_score(void **state)
{
    (void)state;
    hl_size_request request = hl_size_defaults();
    request.baseline = 0.05;
    request.lift = 0.1;
    request.traffic = 2000;
    hl_size_answer answer = solve(&request);
    assert_true(answer.control_users == 31221 && answer.treatment_users == 31221);
    assert_true(answer.users == 62442 && answer.days == 32);
    assert_true(answer.lift == 0.1);
    request.users = 62468;
    assert_abs(solve(&request).power, 0.8002085452, 1e-4);
}

/* 14 / 14 would have the power; no arm is planned that decides nothing. */
static void no_arm_is_planned_that_decides_nothing(void **state)
{
    (void)state;
    hl_size_request request = hl_size_defaults();
    request.baseline = 0.5;
    request.lift = 0.9;
    hl_size_answer answer = solve(&request);
    assert_true(answer.control_users == HL_UNITS_LEAST && answer.treatment_users == HL_UNITS_LEAST);
    hl_size_request asked = request; /* and the power is what these units have */
    asked.users = answer.users;
    assert_true(answer.power > 0.85);
    assert_rel(answer.power, solve(&asked).power, 1e-12);
    request.control_share = 0.8;
    answer = solve(&request);
    assert_true(answer.control_users == 4 * HL_UNITS_LEAST);
    assert_true(answer.treatment_users == HL_UNITS_LEAST);
}

/* Enumerated in R as above: 1,304 / 11,736 at 1 and 2 %: 0.80016, 1,303 / 11,727: 0.79984;
 * 5,822 / 1,456 at 2 and 1 %: 0.80002, 5,821 / 1,456: 0.79978, 5,822 / 1,455 (7,278 users):
 * 0.80069. */
static void few_conversions_are_gone_through(void **state)
{
    (void)state;
    static const struct {
        double baseline, lift, share, users, alpha, power;
    } rows[] = {{0.02, 0.5, 0.1, 10000, 0.025, 0.3491526739},
                {0.2, 0.75, 0.8, 500, 0.05, 0.8630832156},
                {0.01, 1, 0.1, 13040, 0.05, 0.8001608396},
                {0.02, -0.5, 0.8, 7278, 0.05, 0.8006888411}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        hl_size_request request = hl_size_defaults();
        request.baseline = rows[i].baseline;
        request.lift = rows[i].lift;
        request.control_share = rows[i].share;
        request.alpha = rows[i].alpha;
        request.users = rows[i].users;
        assert_abs(solve(&request).power, rows[i].power, 1e-9);
        request.users = (double)NAN;
        if (i >= 2)
            assert_true(solve(&request).users == rows[i].users);
    }
}

/* Power never falls as users are added, however far apart the rates and uneven the arms; where a
 * count varies by less than 1 the expansion says nothing. */
static void more_users_find_no_less(void **state)
{
    (void)state;
    const double rates[] = {1e-6, 1e-4, 0.001, 0.01, 0.05, 0.3, 0.5, 0.9, 0.99, 0.9999};
    const double shares[] = {0.01, 0.02, 0.1, 0.5, 0.9, 0.98, 0.99};
    for (size_t i = 0; i < 100; i++)
        for (size_t k = 0; k < sizeof shares / sizeof shares[0]; k++) {
            double share = shares[k], before = 0;
            hl_rates_plan plan = {rates[i / 10], rates[i % 10], 0.05, (1 - share) / share};
            if (plan.p0 == plan.p1)
                continue;
            for (double users = 200 / fmin(share, 1 - share); users < 1e12; users *= 1.2) {
                double control = users * share, treatment = users - control;
                double now = hl_stats__power_score(&plan, control);
                if (control * plan.p0 * (1 - plan.p0) < 1 ||
                    treatment * plan.p1 * (1 - plan.p1) < 1 || fmax(now, before) < 0.1)
                    continue;
                assert_true(now >= before - 1e-12);
                before = now;
            }
            assert_true(before > 0.999999);
            assert_true(isfinite(hl_stats__n_score(&plan, 0.8)));
        }
}

/* A treatment of few that convert seldom: the exact test beside the score keeps what the score
 * rejects, and asks for more. As the analysis reads it (tests/proof/prove_planning_rates.c). */
static void the_exact_test_has_its_say(void **state)
{
    (void)state;
    hl_size_request request = hl_size_defaults();
    request.baseline = 0.05;
    request.lift = 2;
    request.control_share = 0.9;
    double both = solve(&request).users;
    request.correction = HL_CORRECT_DUNNETT; /* which leaves the exact p as it is */
    assert_true(solve(&request).users < 0.97 * both);
}

/* R 4.2: power.t.test(delta = 1, sd = 5, power = .8): n = 393.4; with n = 64, delta = .5, sd = 1:
 * power 0.8014596 */
static void two_means_agree_with_r(void **state)
{
    (void)state;
    hl_size_request request = hl_size_defaults();
    request.baseline = 10;
    request.sd = 5;
    request.lift_by = HL_LIFT_BY_SHIFT;
    request.difference = 1;
    assert_true(solve(&request).control_users == 394);
    request.sd = 1;
    request.difference = 0.5;
    request.users = 128;
    assert_abs(solve(&request).power, 0.8014596, 1e-3);
}

/* Half the users have values of 1 and 3, the others 0: mean 1, variance 3/2. A third more of them:
 * E y^2 goes from 5/2 to 10/3, so the variance to 10/3 - 16/9; twice the values: four times it. */
static void the_spread_follows_from_how_the_lift_comes(void **state)
{
    (void)state;
    static const struct {
        hl_lift_by by;
        double lift, variance;
    } rows[] = {{HL_LIFT_BY_RATE, 1.0 / 3, 10.0 / 3 - 16.0 / 9},
                {HL_LIFT_BY_BASKET, 1, 6},
                {HL_LIFT_BY_BOTH, 0.44, 2.5 * 1.2 * 1.44 - 1.44 * 1.44},
                {HL_LIFT_BY_SHIFT, 1, 1.5},
                {HL_LIFT_BY_UNSAID, 1, 6},
                {HL_LIFT_BY_UNSAID, -0.5, 1.5}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        hl_size_request request = hl_size_defaults();
        request.baseline = 1;
        request.sd = sqrt(1.5);
        request.lift = rows[i].lift;
        request.lift_by = rows[i].by;
        assert_rel(solve(&request).treatment_sd, sqrt(rows[i].variance), 1e-14);
    }
}

/* Of values that are hardly skewed, in thousands, the score is the t test; of few buyers it is not
 * (tests/proof/prove_planning_means.c), and users, effect and power agree. */
/* Of a mean that is not above 0 a percentage says the opposite of the effect's sign, and no factor
 * spreads the values: R: 2 * 2 * (qnorm(.975) + qnorm(.8))^2 * 400 / .25 = 50,232, and z^2/4. */
static void a_loss_has_no_lift(void **state)
{
    (void)state;
    static const double baselines[] = {-5, 0};
    for (size_t i = 0; i < 2; i++) {
        hl_size_request request = hl_size_defaults();
        hl_size_answer answer;
        request.baseline = baselines[i];
        request.sd = 20;
        request.lift = 0.1;
        assert_int_equal(hl_size_solve(&request, &answer, NULL), HL_REJECTED);
        request.lift = HL_NAN;
        for (int side = -1; side <= 1; side += 2) {
            request.difference = 0.5 * side;
            answer = solve(&request);
            assert_true(answer.users == 50236 && isnan(answer.lift));
            assert_true(answer.treatment_sd == 20);
        }
        request.difference = HL_NAN;
        request.users = 10000;
        answer = solve(&request);
        assert_rel(answer.difference, -answer.difference_down, 1e-9);
        assert_true(isnan(answer.lift) && isnan(answer.lift_down));
    }
}

static void what_is_played_agrees(void **state)
{
    (void)state;
    hl_size_request request = hl_size_defaults();
    request.baseline = 10;
    request.sd = 5;
    request.lift = 0.03;
    request.lift_by = HL_LIFT_BY_BASKET;
    double of_t = solve(&request).users;
    request.buyers = 1;
    assert_rel(solve(&request).users, of_t, 0.03);
    request.baseline = 2;
    request.sd = 15;
    request.buyers = 0.05;
    request.lift = 0.6;
    request.control_share = 0.2;
    for (int down = 0; down < 2; down++) {
        request.lift = down ? -0.6 : 0.6;
        request.users = (double)NAN;
        request.users = solve(&request).users;
        assert_abs(solve(&request).power, 0.8, 5e-3);
        request.lift = (double)NAN;
        hl_size_answer effect = solve(&request);
        assert_rel(down ? effect.lift_down : effect.lift, down ? -0.6 : 0.6, 0.01);
    }
}

/* Millions of buyers in any number: the score is the t test, and the answer comes. */
static void many_buyers_are_answered(void **state)
{
    (void)state;
    hl_size_request request = hl_size_defaults();
    request.baseline = 10;
    request.sd = 100;
    request.lift = 1e-5;
    double of_t = solve(&request).users;
    request.buyers = 0.02;
    assert_rel(solve(&request).users, of_t, 0.03);
    request.users = of_t;
    assert_abs(solve(&request).power, 0.8, 0.015);
    request.lift = 0.1;
    request.users = 1e12;
    assert_true(solve(&request).power == 1);
}

static void buyers_that_cannot_be_are_refused(void **state)
{
    (void)state;
    static const double nan = (double)NAN;
    const struct {
        double baseline, sd, buyers, lift, touches;
        hl_lift_by by;
        const char *says;
    } rows[] = {{0.1, nan, 0.1, 0.1, 1, HL_LIFT_BY_UNSAID, "are of a mean"},
                {0.1, nan, nan, 0.1, 1, HL_LIFT_BY_RATE, "are of a mean"},
                {-1, 9, 0.1, 0.1, 1, HL_LIFT_BY_UNSAID, "must be above 0"},
                {1, 9, 1.1, 0.1, 1, HL_LIFT_BY_UNSAID, "between 0 and 1"},
                {1, 9, 0.1, 0.1, 1, HL_LIFT_BY_SHIFT, "no lift shifts"},
                {1, 9, 0.1, 0.1, 2, HL_LIFT_BY_RATE, "per user"},
                {1, 1, 0.1, 0.1, 1, HL_LIFT_BY_RATE, "the sd is too small"},
                {1, 2, 0.6, 0.9, 1, HL_LIFT_BY_RATE, "more buyers than users"},
                {1, 1, nan, 5, 1, HL_LIFT_BY_RATE, "in this way"},
                {1, 9, 0.1, -1.5, 1, HL_LIFT_BY_BASKET, "in this way"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        hl_size_request request = hl_size_defaults();
        hl_error err = HL_ERROR_INIT;
        hl_size_answer answer;
        request.baseline = rows[i].baseline;
        request.sd = rows[i].sd;
        request.buyers = rows[i].buyers;
        request.lift = rows[i].lift;
        request.touches = rows[i].touches;
        request.lift_by = rows[i].by;
        assert_int_equal(hl_size_solve(&request, &answer, &err), HL_REJECTED);
        if (strstr(err.message, rows[i].says) == NULL)
            fail_msg("'%s' does not say '%s'", err.message, rows[i].says);
    }
}

static const hl_inference modes[] = {HL_INFER_FIXED, HL_INFER_ANYTIME, HL_INFER_GROUP_SEQUENTIAL};

/* Users for an effect, the effect for those users, the power for both. */
static void the_three_answers_agree(void **state)
{
    (void)state;
    for (size_t arms = 2; arms <= 5; arms += 3)
        for (size_t mode = 0; mode < 3; mode++)
            for (int is_mean = 0; is_mean < 2; is_mean++) {
                hl_size_request request = hl_size_defaults();
                request.baseline = is_mean ? 12 : 0.08;
                request.sd = is_mean ? 40 : (double)NAN;
                request.lift = 0.07;
                request.arms = arms;
                request.inference = modes[mode];
                request.touches = 4;
                request.icc = 0.2;
                request.control_share = 0.3;
                hl_size_answer users = solve(&request);
                request.users = users.users;
                assert_abs(solve(&request).power, 0.8, 2e-3);
                request.lift = (double)NAN;
                hl_size_answer effect = solve(&request);
                assert_rel(effect.lift, 0.07, 1e-3);
                assert_true(effect.lift_down < 0);
            }
}

/* Jennison & Turnbull (2000), table 2.2 / 2.4: maximum sample size against one look, alpha 0.05,
 * power 0.8, 5 looks: Pocock-like spending costs far more than O'Brien-Fleming-like. */
static void looks_cost_what_the_tables_say(void **state)
{
    (void)state;
    hl_size_request request = hl_size_defaults();
    request.baseline = 0.5;
    request.lift = 0.02;
    request.inference = HL_INFER_GROUP_SEQUENTIAL;
    assert_abs(solve(&request).inflation, 1.025, 0.005);
    request.spending = HL_SPEND_POCOCK;
    assert_abs(solve(&request).inflation, 1.22, 0.02);
    request.looks = 1;
    assert_abs(solve(&request).inflation, 1, 1e-9);
    request.inference = HL_INFER_ANYTIME;
    assert_abs(solve(&request).inflation, 1.91, 0.01);
}

/* Far apart, means wait for zeros that one look does without. */
static void looks_are_compared_plan_by_plan(void **state)
{
    (void)state;
    hl_size_request request = hl_size_defaults();
    request.baseline = 0.5;
    request.lift = 0.999;
    double once = solve(&request).control_users;
    request.inference = HL_INFER_ANYTIME;
    hl_size_answer answer = solve(&request);
    assert_rel(answer.inflation, answer.control_users / once, 1e-14);
    assert_true(answer.inflation > 1000);
    request.users = 100;
    assert_true(isnan(solve(&request).inflation));
}

static void touches_of_one_user_count_less(void **state)
{
    (void)state;
    hl_size_request request = hl_size_defaults();
    request.baseline = 0.3;
    request.lift = 0.1;
    double single = solve(&request).users;
    request.touches = 10;
    assert_abs(solve(&request).users, single / 10, 2);
    request.icc = 1;
    assert_abs(solve(&request).users, single, 2);
}

/* sum d (1 + (d - 1) icc) / sum d of 2, 4, 4 and 10 touches: mean 5, standard deviation 3. */
static void touches_that_vary_count_less_still(void **state)
{
    (void)state;
    const double touches[] = {2, 4, 4, 10};
    double sum = 0;
    double weighted = 0;
    for (size_t i = 0; i < 4; i++) {
        sum += touches[i];
        weighted += touches[i] * (1 + (touches[i] - 1) * 0.3);
    }
    hl_size_request request = hl_size_defaults();
    request.baseline = 0.3;
    request.lift = 0.1;
    request.touches = 5;
    request.icc = 0.3;
    request.touches_cv = 0.6;
    hl_size_answer of_spread = solve(&request);
    assert_rel(of_spread.design_effect, weighted / sum, 1e-14);
    request.icc = request.touches_cv = 0;
    request.design_effect = of_spread.design_effect;
    assert_rel(solve(&request).users, of_spread.users, 0);
}

static void touches_that_cannot_be_are_refused(void **state)
{
    (void)state;
    static const double nan = (double)NAN;
    const struct {
        double cv, effect, icc;
        const char *says;
    } rows[] = {{-0.1, nan, 0.1, "variation of touches must be 0 or more"},
                {(double)INFINITY, nan, 0.1, "variation of touches must be 0 or more"},
                {0, 0, 0, "the design effect must be above 0"},
                {0, 3, 0.1, "not both"},
                {1, 3, 0, "not both"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        hl_size_request request = hl_size_defaults();
        hl_error err = HL_ERROR_INIT;
        hl_size_answer answer;
        request.baseline = 0.3;
        request.lift = 0.1;
        request.touches = 10;
        request.touches_cv = rows[i].cv;
        request.design_effect = rows[i].effect;
        request.icc = rows[i].icc;
        assert_int_equal(hl_size_solve(&request, &answer, &err), HL_REJECTED);
        if (strstr(err.message, rows[i].says) == NULL)
            fail_msg("'%s' does not say '%s'", err.message, rows[i].says);
    }
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    static const double nan = (double)NAN;
    struct {
        double baseline, sd, lift, difference, users, alpha;
        const char *says;
    } rows[] = {
        {0.05, nan, nan, nan, nan, 0.05, "an effect or a number of users is needed"},
        {0.05, nan, 0.1, 0.01, nan, 0.05, "as a lift or as a difference"},
        {0.95, nan, 0.1, nan, nan, 0.05, "out of the rates"},
        {5, nan, 0.1, nan, nan, 0.05, "a mean with its sd"},
        {5, 0, 0.1, nan, nan, 0.05, "sd must be above 0"},
        {0.05, nan, 0.1, nan, nan, 1, "alpha must lie"},
        {0.05, nan, 0, nan, nan, 0.05, "must not be 0"},
        {0.05, nan, 0.1, nan, 3, 0.05, "two users in every arm"},
        {0, 1, 0.1, nan, nan, 0.05, "no lift"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        hl_size_request request = hl_size_defaults();
        request.baseline = rows[i].baseline;
        request.sd = rows[i].sd;
        request.lift = rows[i].lift;
        request.difference = rows[i].difference;
        request.users = rows[i].users;
        request.alpha = rows[i].alpha;
        hl_error err = HL_ERROR_INIT;
        hl_size_answer answer;
        assert_int_equal(hl_size_solve(&request, &answer, &err), HL_REJECTED);
        if (strstr(err.message, rows[i].says) == NULL)
            fail_msg("'%s' does not say '%s'", err.message, rows[i].says);
    }
}

/* The correction of the analysis: alpha over the questions, or Dunnett's value (mvtnorm 1.2:
 * qmvnorm(.95, tail = "both", corr = .5 off the diagonal, 2 dimensions) = 2.2121). */
static void several_questions_are_corrected_as_in_the_analysis(void **state)
{
    (void)state;
    hl_size_request request = hl_size_defaults();
    request.baseline = 0.1;
    request.lift = 0.1;
    request.arms = 3;
    assert_abs(solve(&request).critical, 2.241403, 1e-6);
    request.correction = HL_CORRECT_DUNNETT;
    assert_abs(solve(&request).critical, 2.2121, 1e-4);
    request.inference = HL_INFER_GROUP_SEQUENTIAL;
    request.alpha = 0.0003; /* the first look is at a level of 1e-16 or so */
    double looks = solve(&request).users;
    request.inference = HL_INFER_FIXED;
    assert_true(looks > solve(&request).users && looks < 1.02 * solve(&request).users);
    request.alpha = 0.05;
    request.correction = HL_CORRECT_NONE;
    assert_abs(solve(&request).critical, 1.959964, 1e-6);
    request.arms = 2;
    request.metrics = 2;
    request.correction = HL_CORRECT_HOLM;
    assert_abs(solve(&request).critical, 2.241403, 1e-6);
}

/* Who looks every day finds more, and stops sooner. */
static void looking_every_day_finds_more(void **state)
{
    (void)state;
    hl_size_request request = hl_size_defaults();
    request.baseline = 0.2;
    request.lift = 0.2;
    request.inference = HL_INFER_ANYTIME;
    hl_size_answer answer = solve(&request);
    assert_true(answer.power_ever > 0.83 && answer.power_ever < 0.9);
    assert_true(answer.users_at_stop > 0.4 * answer.users && answer.users_at_stop < answer.users);
    request.baseline = 0.02; /* the safe test */
    answer = solve(&request);
    assert_true(isnan(answer.power_ever) && isnan(answer.users_at_stop) && isnan(answer.critical));
    request.inference = HL_INFER_FIXED;
    assert_true(isnan(solve(&request).power_ever));
}

int main(void)
{
    hl_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_rates_have_the_power_of_the_score),
        cmocka_unit_test(no_arm_is_planned_that_decides_nothing),
        cmocka_unit_test(few_conversions_are_gone_through),
        cmocka_unit_test(more_users_find_no_less),
        cmocka_unit_test(the_exact_test_has_its_say),
        cmocka_unit_test(two_means_agree_with_r),
        cmocka_unit_test(the_spread_follows_from_how_the_lift_comes),
        cmocka_unit_test(a_loss_has_no_lift),
        cmocka_unit_test(what_is_played_agrees),
        cmocka_unit_test(many_buyers_are_answered),
        cmocka_unit_test(buyers_that_cannot_be_are_refused),
        cmocka_unit_test(the_three_answers_agree),
        cmocka_unit_test(looks_cost_what_the_tables_say),
        cmocka_unit_test(looks_are_compared_plan_by_plan),
        cmocka_unit_test(touches_of_one_user_count_less),
        cmocka_unit_test(touches_that_vary_count_less_still),
        cmocka_unit_test(touches_that_cannot_be_are_refused),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(several_questions_are_corrected_as_in_the_analysis),
        cmocka_unit_test(looking_every_day_finds_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
