/* Methods, answers and comparisons as structs, through the public header. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hookline.h"
#include "tests/support/check.h"

static void every_method_is_listed_once_and_found_by_name(void **state)
{
    (void)state;
    hl_calc_method method, found, other;
    size_t count = 0;
    for (; hl_calc_method_at(count, &method); count++) {
        assert_true(hl_calc_has(method.name));
        assert_int_equal(hl_calc_describe(method.name, &found, NULL), HL_OK);
        assert_ptr_equal(found.inputs, method.inputs);
        assert_string_equal(found.family, method.family);
        assert_true(method.input_count > 0 && method.output_count > 0);
        for (size_t i = 0; i < count; i++)
            assert_true(hl_calc_method_at(i, &other) && strcmp(other.name, method.name) != 0);
    }
    assert_true(count > 50);
    assert_false(hl_calc_method_at(SIZE_MAX, &method));
    hl_error err = HL_ERROR_INIT;
    assert_int_equal(hl_calc_describe("wilsn", &method, &err), HL_USAGE);
    assert_string_equal(err.message, "there is no method 'wilsn'; did you mean 'wilson'?");
    assert_false(hl_calc_has("wilsn"));
}

static double number_of(const hl_calc_answer *answer, const char *name)
{
    for (size_t i = 0; i < answer->method.output_count; i++)
        if (strcmp(answer->method.outputs[i].name, name) == 0)
            return answer->values[i].number;
    fail_msg("no %s", name);
    return 0;
}

/* The values stay until the next call on the handle, lists too. R: p.adjust(p, "holm"). */
static void an_answer_is_values(void **state)
{
    (void)state;
    const char *const pairs[] = {"p=0.01,0.04,0.03"};
    hl_calc *calc = hl_calc_new();
    hl_calc_answer answer;
    assert_non_null(calc);
    assert_int_equal(hl_calc_pairs(calc, "holm", pairs, 1, &answer, NULL), HL_OK);
    assert_int_equal(answer.method.output_count, 1);
    assert_int_equal(answer.method.outputs[0].kind, HL_CALC_LIST);
    assert_int_equal(answer.values[0].count, 3);
    assert_rel(answer.values[0].list[0], 0.03, 1e-12);
    assert_rel(answer.values[0].list[1], 0.06, 1e-12);
    assert_rel(answer.values[0].list[2], 0.06, 1e-12);
    hl_error err = HL_ERROR_INIT;
    const char *const wrong[] = {"p=2"};
    assert_int_equal(hl_calc_pairs(calc, "holm", wrong, 1, &answer, &err), HL_REJECTED);
    assert_true(strlen(err.message) > 0);
    hl_calc_free(calc);
}

/* A comparison says what the methods say one by one. */
static void a_comparison_is_what_the_methods_say(void **state)
{
    (void)state;
    const char *const pairs[] = {"xc=57", "nc=1471", "xt=87", "nt=1529", "conf=0.9"};
    const char *const prior[] = {"xc=57", "nc=1471", "xt=87", "nt=1529"};
    const char *const control[] = {"x=57", "n=1471", "conf=0.9"};
    hl_calc *calc = hl_calc_new();
    hl_calc_answer answer;
    hl_calc_arm arms[2];
    hl_calc_comparison c;
    assert_non_null(calc);
    assert_int_equal(hl_calc_read_arm("57/1471", &arms[0], NULL), HL_OK);
    assert_int_equal(hl_calc_read_arm("87/1529", &arms[1], NULL), HL_OK);
    assert_int_equal(hl_calc_compare(&arms[0], &arms[1], 0.9, &c, NULL), HL_OK);
    assert_int_equal(hl_calc_pairs(calc, "scas_ratio", pairs, 5, &answer, NULL), HL_OK);
    assert_rel(c.lift.estimate, number_of(&answer, "ratio") - 1, 1e-12);
    assert_rel(c.lift.low, number_of(&answer, "lo") - 1, 1e-12);
    assert_rel(c.lift.high, number_of(&answer, "hi") - 1, 1e-12);
    assert_int_equal(hl_calc_pairs(calc, "scas_test", pairs, 4, &answer, NULL), HL_OK);
    assert_rel(c.p, number_of(&answer, "p_two"), 1e-12);
    assert_int_equal(hl_calc_pairs(calc, "wilson", control, 3, &answer, NULL), HL_OK);
    assert_rel(c.control_rate.low, number_of(&answer, "lo"), 1e-12);
    assert_rel(c.control_rate.estimate, number_of(&answer, "p"), 1e-12);
    assert_int_equal(hl_calc_pairs(calc, "beta_binomial", prior, 4, &answer, NULL), HL_OK);
    assert_rel(c.p_better, number_of(&answer, "p_better"), 1e-12);
    assert_rel(c.difference.estimate, 87.0 / 1529 - 57.0 / 1471, 1e-12);
    hl_calc_free(calc);
}

static void an_empty_arm_has_no_answer(void **state)
{
    (void)state;
    const hl_calc_arm empty = {0}, full = {.successes = 3, .users = 5};
    hl_calc_comparison c;
    assert_int_equal(hl_calc_compare(&full, &empty, 0.95, &c, NULL), HL_OK);
    assert_true(isnan(c.treatment_rate.estimate) && isnan(c.lift.estimate) && isnan(c.p));
    assert_true(isnan(c.p_better) && isnan(c.difference.low));
    assert_rel(c.control_rate.estimate, 0.6, 1e-12);
}

static void arms_that_cannot_be_are_refused(void **state)
{
    (void)state;
    const hl_calc_arm good = {.successes = 3, .users = 5}, wrong = {.successes = 6, .users = 5};
    hl_calc_arm arm;
    hl_calc_comparison c;
    hl_error err = HL_ERROR_INIT;
    assert_int_equal(hl_calc_read_arm("6/5", &arm, NULL), HL_REJECTED);
    assert_int_equal(hl_calc_read_arm("6", &arm, NULL), HL_USAGE);
    assert_int_equal(hl_calc_read_arm("a/5", &arm, NULL), HL_USAGE);
    assert_int_equal(hl_calc_compare(&good, &good, 1, &c, NULL), HL_USAGE);
    assert_int_equal(hl_calc_compare(&good, &wrong, 0.95, &c, &err), HL_REJECTED);
    assert_string_equal(err.message, "treatment: successes must lie between 0 and the users");
}

/* Arms made of numbers are named by them in the text. */
static void arms_are_called_by_their_label(void **state)
{
    (void)state;
    const hl_calc_arm control = {.successes = 3, .users = 5};
    const hl_calc_arm treatment = {.successes = 4, .users = 5, .label = "four of five"};
    hl_calc_comparison c;
    char *text = NULL;
    assert_int_equal(hl_calc_compare(&control, &treatment, 0.95, &c, NULL), HL_OK);
    assert_int_equal(hl_calc_write_comparison(&c, HL_LANG_EN, &text, NULL), HL_OK);
    assert_non_null(strstr(text, " four of five against 3/5, 95 % intervals\n"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_method_is_listed_once_and_found_by_name),
        cmocka_unit_test(an_answer_is_values),
        cmocka_unit_test(a_comparison_is_what_the_methods_say),
        cmocka_unit_test(an_empty_arm_has_no_answer),
        cmocka_unit_test(arms_that_cannot_be_are_refused),
        cmocka_unit_test(arms_are_called_by_their_label),
    };
    hl_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
