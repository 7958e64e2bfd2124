/* Every allocation of a statistic asked by name, and of a sample size, fails once: it says so, or
 * the answer is the whole one. Want of memory is never an answer, nor what is wrong with a line. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hookline.h"
#include "stats/adjust.h"
#include "stats/group_sequential.h"
#include "tests/support/check.h"
#include "tests/support/fail_alloc.h"

static const char *const requests[] = {
    "{\"id\":1,\"method\":\"boschloo\",\"in\":{\"xc\":2,\"nc\":9,\"xt\":6,\"nt\":8}}",
    "{\"id\":1,\"method\":\"barnard\",\"in\":{\"xc\":2,\"nc\":9,\"xt\":6,\"nt\":8}}",
    "{\"id\":1,\"method\":\"holm\",\"in\":{\"p\":[0.01,0.04,0.03]}}",
    "{\"method\":\"lan_demets\",\"in\":{\"t\":[0.5,1],\"alpha\":0.05,\"spending\":\"obf\"}}",
    "{\"id\":1,\"method\":\"classic\",\"in\":{\"K\":3,\"alpha\":0.05,\"type\":\"pocock\"}}",
    "{\"id\":1,\"method\":\"crossing\",\"in\":{\"t\":[0.5,1],\"z\":[2.8,1.98],\"theta\":3}}",
    "{\"id\":1,\"method\":\"dunnett\",\"in\":{\"n\":[9,9,9],\"mean\":[1,2,3],\"var\":[1,1,1]}}",
    "{\"id\":1,\"method\":\"msprt_path\",\"in\":{\"est\":[1,2],\"se\":[1,1],\"tau2\":1}}",
    "{\"id\":1,\"method\":\"welch_raw\",\"in\":{\"c\":[1,2,4],\"t\":[3,5,9]}}",
    "{\"id\":1,\"method\":\"hash\",\"in\":{\"salt\":\"s\",\"id\":\"u\"}}",
    "{\"id\":1,\"method\":\"holmes\",\"in\":{}}",
    "{\"id\":",
};

static void each_allocation(const char *request)
{
    hl_calc *calc = hl_calc_new();
    assert_non_null(calc);
    char *whole = strdup(hl_calc_line(calc, request, strlen(request)));
    assert_non_null(whole);
    hl_calc_free(calc);
    bool failed = true;
    for (long n = 0; failed; n++) {
        calc = hl_calc_new();
        assert_non_null(calc);
        hl_fail_alloc_at(n);
        const char *line = hl_calc_line(calc, request, strlen(request));
        failed = hl_fail_alloc_stop();
        if (line == NULL)
            assert_true(failed);
        else if (strcmp(line, whole) != 0)
            fail_msg("allocation %ld of %s: %s", n, request, line);
        hl_calc_free(calc);
    }
    free(whole);
}

static void a_line_is_answered_or_not(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++)
        each_allocation(requests[i]);
}

/* The requests above are ones that have an answer, but for the two that must not have one. */
static void the_requests_have_answers(void **state)
{
    (void)state;
    size_t answered = 0;
    hl_calc *calc = hl_calc_new();
    assert_non_null(calc);
    for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++) {
        assert_non_null(hl_calc_line(calc, requests[i], strlen(requests[i])));
        answered += !hl_calc_failed(calc);
    }
    hl_calc_free(calc);
    assert_int_equal(answered, sizeof requests / sizeof requests[0] - 2);
}

/* The allocations of one request; n of them. */
static long fails_at_each(const hl_size_request *request)
{
    hl_size_answer whole;
    bool failed = true;
    long n = 0;
    assert_int_equal(hl_size_solve(request, &whole, NULL), HL_OK);
    for (; failed; n++) {
        hl_size_answer answer;
        hl_error err = HL_ERROR_INIT;
        hl_fail_alloc_at(n);
        hl_status status = hl_size_solve(request, &answer, &err);
        failed = hl_fail_alloc_stop();
        assert_int_equal(status, failed ? HL_FAILED : HL_OK);
        if (failed)
            assert_string_equal(err.message, "out of memory");
        else
            assert_true(answer.users == whole.users && answer.power == whole.power);
    }
    return n - 1;
}

/* Planned looks; the exact test beside small counts; baskets to play with. For users, and for what
 * these find. */
static void a_size_is_found_or_not(void **state)
{
    (void)state;
    hl_size_request looks = hl_size_defaults(), small = looks, played = looks;
    looks.baseline = 0.05;
    looks.lift = 0.1;
    looks.inference = HL_INFER_GROUP_SEQUENTIAL;
    small.baseline = 0.1;
    small.lift = 2;
    small.control_share = 0.9;
    played.baseline = 2;
    played.sd = 5;
    played.buyers = 0.2;
    played.lift = 1;
    assert_true(fails_at_each(&looks) > 1 && fails_at_each(&small) > 0 &&
                fails_at_each(&played) > 0);
    looks.users = 50000;
    small.users = played.users = 400;
    small.lift = played.lift = (double)NAN;
    assert_true(fails_at_each(&looks) > 1 && fails_at_each(&small) > 0 &&
                fails_at_each(&played) > 0);
}

typedef hl_status writer(const hl_size_request *, const hl_size_answer *, hl_lang, char **,
                         hl_error *);

static hl_status as_json(const hl_size_request *request, const hl_size_answer *answer, hl_lang lang,
                         char **out, hl_error *err)
{
    (void)lang;
    return hl_size_json(request, answer, out, err);
}

static void a_size_is_written_whole_or_not(void **state)
{
    (void)state;
    writer *const writers[] = {hl_size_text, as_json};
    hl_size_request request = hl_size_defaults();
    hl_size_answer answer;
    request.baseline = 0.05;
    request.users = 40000;
    request.arms = 3;
    request.touches = 4;
    request.icc = 0.1;
    assert_int_equal(hl_size_solve(&request, &answer, NULL), HL_OK);
    for (size_t i = 0; i < sizeof writers / sizeof writers[0]; i++) {
        char *whole = NULL;
        assert_int_equal(writers[i](&request, &answer, HL_LANG_EN, &whole, NULL), HL_OK);
        bool failed = true;
        for (long n = 0; failed; n++) {
            char *text = NULL;
            hl_error err = HL_ERROR_INIT;
            hl_fail_alloc_at(n);
            hl_status status = writers[i](&request, &answer, HL_LANG_EN, &text, &err);
            failed = hl_fail_alloc_stop();
            assert_int_equal(status, failed ? HL_FAILED : HL_OK);
            assert_string_equal(failed ? err.message : text, failed ? "out of memory" : whole);
            free(text);
        }
        free(whole);
    }
}

/* Asked and written; *out stays NULL when there is no text. */
static hl_status write_methods(char **out, hl_error *err)
{
    return hl_calc_write_methods(HL_LANG_ZH, out, err);
}

static hl_status write_pairs(char **out, hl_error *err)
{
    static const char *const pairs[] = {"p=0.01,0.04,0.03"};
    hl_calc_answer answer;
    hl_calc *calc = hl_calc_new();
    if (calc == NULL)
        return hl_error_memory(err);
    hl_status status = hl_calc_pairs(calc, "holm", pairs, 1, &answer, err);
    if (status == HL_OK)
        status = hl_calc_write_answer(&answer, HL_LANG_EN, out, err);
    hl_calc_free(calc);
    return status;
}

static hl_status write_method(char **out, hl_error *err)
{
    hl_calc_method method;
    hl_status status = hl_calc_describe("fieller_z", &method, err);
    return status == HL_OK ? hl_calc_write_method(&method, HL_LANG_EN, out, err) : status;
}

static hl_status write_comparison(char **out, hl_error *err)
{
    const hl_calc_arm control = {.successes = 3, .users = 10};
    const hl_calc_arm treatment = {.successes = 5, .users = 10};
    hl_calc_comparison comparison;
    hl_status status = hl_calc_compare(&control, &treatment, 0.95, &comparison, err);
    return status == HL_OK ? hl_calc_write_comparison(&comparison, HL_LANG_EN, out, err) : status;
}

static void a_text_is_written_whole_or_not(void **state)
{
    (void)state;
    hl_status (*const writers[])(char **, hl_error *) = {write_methods, write_pairs, write_method,
                                                         write_comparison};
    for (size_t i = 0; i < sizeof writers / sizeof writers[0]; i++) {
        char *whole = NULL;
        assert_int_equal(writers[i](&whole, NULL), HL_OK);
        bool failed = true;
        long n = 0;
        for (; failed; n++) {
            char *text = NULL;
            hl_error err = HL_ERROR_INIT;
            hl_fail_alloc_at(n);
            hl_status status = writers[i](&text, &err);
            failed = hl_fail_alloc_stop();
            assert_int_equal(status, failed ? HL_FAILED : HL_OK);
            assert_string_equal(failed ? err.message : text, failed ? "out of memory" : whole);
            free(text);
        }
        assert_true(n > 1);
        free(whole);
    }
}

/* What stands in before an answer says nothing. */
static void without_memory_there_is_no_answer(void **state)
{
    (void)state;
    const double t[] = {0.5, 1};
    double z[] = {1, 1}, p[] = {0.01, 0.02, 0.03}, up[2], total = 1, c = 1;
    hl_stagewise stages = {0, 0, 0, 0};
    hl_error err = HL_ERROR_INIT;
    hl_fail_alloc_from(0);
    assert_int_equal(hl_stats__lan_demets(t, 2, 0.05, 2, HL_SPEND_OBF, 0, z, &err), HL_FAILED);
    assert_true(isnan(z[0]) && isnan(z[1]));
    assert_int_equal(hl_stats__crossing(t, z, 2, 2, 0, up, NULL, &total, &err), HL_FAILED);
    assert_true(isnan(total));
    assert_int_equal(hl_stats__classic_boundary(HL_CLASSIC_OBF, 2, 0.05, z, &c, &err), HL_FAILED);
    assert_true(isnan(c) && isnan(z[0]));
    assert_int_equal(hl_stats__stagewise(t, z, 1, 3, 0.95, &stages, &err), HL_FAILED);
    assert_true(isnan(stages.p) && isnan(stages.low) && isnan(stages.high));
    assert_int_equal(hl_stats__holm(p, p, 3, &err), HL_FAILED);
    assert_true(isnan(p[0]) && isnan(p[1]) && isnan(p[2]));
    (void)hl_fail_alloc_stop();
    assert_string_equal(err.message, "out of memory");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_answered_or_not),
        cmocka_unit_test(the_requests_have_answers),
        cmocka_unit_test(a_size_is_found_or_not),
        cmocka_unit_test(a_size_is_written_whole_or_not),
        cmocka_unit_test(a_text_is_written_whole_or_not),
        cmocka_unit_test(without_memory_there_is_no_answer),
    };
    hl_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
