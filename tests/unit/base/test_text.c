#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/number.h"
#include "base/random.h"
#include "base/suggest.h"
#include "base/text.h"
#include "base/utf8.h"
#include "hookline/problems.h"
#include "tests/support/check.h"

static void text_grows_and_is_handed_over(void **state)
{
    (void)state;
    hl_text text = {0};
    assert_string_equal(hl_base__text_string(&text), "");
    for (int i = 0; i < 1000; i++)
        hl_base__text_addf(&text, "%d,", i);
    hl_base__text_add_repeat(&text, '-', 3);
    assert_int_equal(text.length, 10 * 2 + 90 * 3 + 900 * 4 + 3);
    char *taken = hl_base__text_take(&text);
    assert_memory_equal(taken, "0,1,2,", 6);
    assert_string_equal(taken + strlen(taken) - 7, "999,---");
    free(taken);
    assert_null(text.data);
    taken = hl_base__text_take(&text);
    assert_string_equal(taken, "");
    free(taken);
}

/* As C's own %g writes them in the C locale, in which tests run. */
static void significant_digits_are_those_of_printf(void **state)
{
    (void)state;
    static const double numbers[] = {0,    -0.0,       1,      3.87491,  -100,
                                     1110, 0.00012345, 1e-300, 123456789};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        for (int digits = 1; digits <= 17; digits++) {
            char text[HL_NUMBER_TEXT], printed[HL_NUMBER_TEXT];
            (void)snprintf(printed, sizeof printed, "%.*g", digits, numbers[i]);
            assert_string_equal(hl_base__number_significant(numbers[i], digits, text), printed);
        }
    char text[HL_NUMBER_TEXT];
    assert_string_equal(hl_base__number_significant(HL_NAN, 4, text), "nan");
    assert_string_equal(hl_base__number_significant(-HL_INFINITY, 4, text), "-inf");
}

static void whole_numbers_are_written(void **state)
{
    (void)state;
    static const int64_t numbers[] = {0, 7, -10, INT64_MAX, INT64_MIN};
    hl_text text = {0};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        hl_base__text_add_int(&text, numbers[i]);
        hl_base__text_add_char(&text, ' ');
    }
    assert_string_equal(hl_base__text_string(&text),
                        "0 7 -10 9223372036854775807 -9223372036854775808 ");
    hl_base__text_free(&text);
}

static void arena_memory_is_zeroed_and_aligned(void **state)
{
    (void)state;
    hl_arena arena = {0};
    for (size_t size = 0; size < 20000; size += 777) {
        unsigned char *memory = hl_base__arena_alloc(&arena, size);
        assert_non_null(memory);
        assert_int_equal((uintptr_t)memory % 16, 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(memory[i], 0);
        memset(memory, 0xAB, size);
    }
    assert_null(hl_base__arena_array(&arena, SIZE_MAX / 2, 4));
    assert_null(hl_base__arena_string(&arena, NULL));
    hl_base__arena_free(&arena);
}

static void map_interns_in_order_of_appearance(void **state)
{
    (void)state;
    hl_map map = {0};
    assert_int_equal(hl_base__map_find(&map, "x", 1), HL_MAP_NONE);
    char key[16];
    for (uint32_t i = 0; i < 5000; i++) {
        int length = snprintf(key, sizeof key, "键%u", i);
        assert_int_equal(hl_base__map_intern(&map, key, (size_t)length), i);
    }
    for (uint32_t i = 0; i < 5000; i++) {
        int length = snprintf(key, sizeof key, "键%u", i);
        assert_int_equal(hl_base__map_intern(&map, key, (size_t)length), i);
        assert_string_equal(map.keys[i].text, key);
    }
    assert_int_equal(hl_base__map_find(&map, "键5000", 7), HL_MAP_NONE);
    assert_int_equal(hl_base__map_intern(&map, "a\0b", 3), 5000);
    assert_int_equal(hl_base__map_find(&map, "a\0c", 3), HL_MAP_NONE);
    hl_base__map_free(&map);
}

static void numbers_write_the_shortest_text(void **state)
{
    (void)state;
    static const struct {
        double number;
        const char *text;
    } cases[] = {{0.1, "0.1"},       {1.0 / 3, "0.3333333333333333"},
                 {12, "12"},         {-0.0, "0"},
                 {1e15, "1e+15"},    {123456789012345.0, "123456789012345"},
                 {5e-324, "5e-324"}, {1e-7, "1e-07"}};
    char text[HL_NUMBER_TEXT];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(hl_base__number_text(cases[i].number, text), cases[i].text);
    assert_string_equal(hl_base__number_text(HL_NAN, text), "nan");
    hl_random random = hl_base__random_seed(3, 0);
    for (int i = 0; i < 5000; i++) {
        double x = hl_base__random_normal(&random) * 1e-3, back = 0;
        (void)hl_base__number_text(x, text);
        assert_true(hl_base__number_parse(text, strlen(text), &back));
        assert_true(back == x);
    }
}

static void numbers_refuse_what_is_none(void **state)
{
    (void)state;
    static const char *const bad[] = {"",    "-",  ".",  "1.2.3", "0x10",  "inf",
                                      "nan", "1e", "1 ", " 1",    "1e999", "١"};
    double out = 42;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(hl_base__number_parse(bad[i], strlen(bad[i]), &out));
    assert_true(out == 42);
    int64_t whole = 0;
    assert_true(hl_base__number_parse_int("9223372036854775807", 19, &whole));
    assert_int_equal(whole, INT64_MAX);
    assert_false(hl_base__number_parse_int("9223372036854775808", 19, &whole));
    assert_false(hl_base__number_parse_int("1.0", 3, &whole));
}

static void utf8_finds_the_first_bad_byte(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t bad_at;
    } cases[] = {{"plain", 5},
                 {"券还有", 9},
                 {"a\xC0\xAF", 1},
                 {"ab\xED\xA0\x80", 2},
                 {"\xF4\x90\x80\x80", 0},
                 {"\xE2\x82", 0},
                 {"\xF0\x9F\x98\x80", 4},
                 {"x\x80", 1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(hl_base__utf8_invalid_at(cases[i].text, strlen(cases[i].text)),
                         cases[i].bad_at);
    assert_int_equal(hl_base__utf8_count("券ab", 5), 3);
    assert_int_equal(hl_base__utf8_width("券ab"), 4);
    assert_int_equal(hl_base__utf8_width("e\xCC\x81"), 1);
}

static void suggestions_are_near_or_none(void **state)
{
    (void)state;
    static const char *const names[] = {"proportion", "mean", "ratio", "quantile"};
    assert_string_equal(hl_base__suggest("propotion", names, 4), "proportion");
    assert_string_equal(hl_base__suggest("maen", names, 4), "mean");
    assert_string_equal(hl_base__suggest("ratios", names, 4), "ratio");
    assert_null(hl_base__suggest("retention", names, 4));
    assert_null(hl_base__suggest("", names, 4));
}

static void problems_say_where_and_what(void **state)
{
    (void)state;
    hl_problems *list = hl_problems_new();
    assert_non_null(list);
    char message[] = "window \"evning\" is not defined";
    hl_problems_add(list, &(hl_problem){HL_PROBLEM_ERROR, "a.json", 3, 12, "/arms/1/window",
                                        message, "evening"});
    message[0] = 'X';
    hl_problems_add(list,
                    &(hl_problem){HL_PROBLEM_WARNING, NULL, 0, 0, NULL, "no primary metric", NULL});
    assert_int_equal(hl_problems_count(list), 2);
    assert_int_equal(hl_problems_errors(list), 1);
    assert_string_equal(hl_problems_line(list, 0),
                        "a.json:3:12: error: /arms/1/window: window \"evning\" is not "
                        "defined; accepted: evening");
    assert_string_equal(hl_problems_line(list, 1), "warning: no primary metric");
    assert_null(hl_problems_get(list, 2));
    hl_problems_free(list);
}

static void the_first_error_wins(void **state)
{
    (void)state;
    hl_error err = HL_ERROR_INIT;
    assert_int_equal(hl_error_set(&err, HL_REJECTED, "first %d", 1), HL_REJECTED);
    assert_int_equal(hl_error_memory(&err), HL_FAILED);
    assert_string_equal(err.message, "first 1");
    assert_int_equal(err.status, HL_REJECTED);
    assert_int_equal(hl_error_set(NULL, HL_USAGE, "nobody listens"), HL_USAGE);
}

/* xoshiro256** of the state {1, 2, 3, 4}: the first values of the authors' reference program. */
static void the_generator_is_xoshiro256starstar(void **state)
{
    (void)state;
    hl_random random = {{1, 2, 3, 4}};
    static const uint64_t want[] = {11520, 0, 1509978240, 1215971899390074240ULL};
    for (int i = 0; i < 4; i++)
        assert_true(hl_base__random_next(&random) == want[i]);
}

/* Fixed seed; bounds at 5 standard errors. */
static void random_numbers_have_their_moments(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(7, 1);
    enum { N = 100000 };
    double sum = 0, square = 0, uniform = 0;
    int below[10] = {0};
    for (int i = 0; i < N; i++) {
        double z = hl_base__random_normal(&random);
        sum += z;
        square += z * z;
        uniform += hl_base__random_uniform(&random);
        below[hl_base__random_below(&random, 10)]++;
    }
    assert_abs(sum / N, 0, 5 / 316.2);
    assert_abs(square / N, 1, 5 * 1.4142 / 316.2);
    assert_abs(uniform / N, 0.5, 5 * 0.2887 / 316.2);
    for (int i = 0; i < 10; i++)
        assert_abs(below[i], N / 10, 5 * 95);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_grows_and_is_handed_over),
        cmocka_unit_test(significant_digits_are_those_of_printf),
        cmocka_unit_test(whole_numbers_are_written),
        cmocka_unit_test(arena_memory_is_zeroed_and_aligned),
        cmocka_unit_test(map_interns_in_order_of_appearance),
        cmocka_unit_test(numbers_write_the_shortest_text),
        cmocka_unit_test(numbers_refuse_what_is_none),
        cmocka_unit_test(utf8_finds_the_first_bad_byte),
        cmocka_unit_test(suggestions_are_near_or_none),
        cmocka_unit_test(problems_say_where_and_what),
        cmocka_unit_test(the_first_error_wins),
        cmocka_unit_test(the_generator_is_xoshiro256starstar),
        cmocka_unit_test(random_numbers_have_their_moments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
