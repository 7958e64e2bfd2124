#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "base/wide.h"
#include "tests/support/check.h"

static hl_i128 parse(const char *text)
{
    hl_i128 out = 0;
    assert_int_equal(hl_base__decimal_parse(text, strlen(text), &out), HL_DECIMAL_EXACT);
    return out;
}

static void decimals_are_exact(void **state)
{
    (void)state;
    const hl_i128 unit = 1000000000000000000;
    assert_true(parse("0.1") == unit / 10);
    assert_true(parse("-12.5e-1") == -unit * 5 / 4);
    assert_true(parse("1000000000000.4") == unit * 1000000000000 + unit * 4 / 10);
    assert_true(parse("00017") == unit * 17);
    assert_true(parse("1e-18") == 1);
}

static void decimals_refuse_what_they_cannot_hold(void **state)
{
    (void)state;
    hl_i128 out = 7;
    assert_int_equal(hl_base__decimal_parse("1e18", 4, &out), HL_DECIMAL_RANGE);
    assert_int_equal(hl_base__decimal_parse("1e999", 5, &out), HL_DECIMAL_RANGE);
    assert_int_equal(hl_base__decimal_parse("1.2.3", 5, &out), HL_DECIMAL_INVALID);
    assert_int_equal(hl_base__decimal_parse("", 0, &out), HL_DECIMAL_INVALID);
    assert_int_equal(hl_base__decimal_parse("1e", 2, &out), HL_DECIMAL_INVALID);
    assert_int_equal(hl_base__decimal_parse("nan", 3, &out), HL_DECIMAL_INVALID);
    assert_true(out == 7);
}

static void digits_beyond_atto_round_half_to_even(void **state)
{
    (void)state;
    hl_i128 out = 0;
    assert_int_equal(hl_base__decimal_parse("2.5e-18", 7, &out), HL_DECIMAL_ROUNDED);
    assert_true(out == 2);
    assert_int_equal(hl_base__decimal_parse("3.5e-18", 7, &out), HL_DECIMAL_ROUNDED);
    assert_true(out == 4);
    assert_int_equal(hl_base__decimal_parse("2.50000000001e-18", 17, &out), HL_DECIMAL_ROUNDED);
    assert_true(out == 3);
    assert_int_equal(hl_base__decimal_parse("1e-400", 6, &out), HL_DECIMAL_ROUNDED);
    assert_true(out == 0);
}

static void adding_and_subtracting_cancel(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(1, 0);
    hl_wide sum = {{0}};
    hl_i128 values[100];
    for (int i = 0; i < 100; i++) {
        values[i] =
            (hl_i128)hl_base__random_next(&random) * (hl_i128)(1 << 20) - ((hl_i128)1 << 83);
        hl_base__wide_add_product(&sum, values[i], values[99 - (99 - i)]);
    }
    assert_int_equal(hl_base__wide_sign(&sum), 1);
    hl_wide minus = {{0}};
    for (int i = 99; i >= 0; i--)
        hl_base__wide_add_product(&minus, -values[i], values[i]);
    hl_base__wide_add(&sum, &minus);
    assert_int_equal(hl_base__wide_sign(&sum), 0);
}

static void text_goes_both_ways(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "0", "-1", "170141183460469231731687303715884105728",
        ("-123456789012345678901234567890123456789012345678901234567"
         "890123456789012345678901234567890")};
    for (size_t i = 0; i < 4; i++) {
        hl_wide w;
        char buffer[HL_WIDE_TEXT];
        assert_true(hl_base__wide_parse(texts[i], strlen(texts[i]), &w));
        assert_string_equal(hl_base__wide_text(&w, buffer), texts[i]);
    }
}

static void doubles_are_the_nearest(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "0.1",   "0.3",      "142.44",          "1e17", "-123456.789012", "1000000000000.4",
        "1e-18", "0.000001", "9007199254740993"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_true(hl_base__decimal_to_double(parse(texts[i])) == strtod(texts[i], NULL));
    hl_random random = hl_base__random_seed(2, 0);
    for (int i = 0; i < 20000; i++) {
        double x = hl_base__random_normal(&random) * 1e3;
        char text[64];
        (void)snprintf(text, sizeof text, "%.12f", x);
        assert_true(hl_base__decimal_to_double(parse(text)) == strtod(text, NULL));
    }
}

static void products_convert_at_scale_36(void **state)
{
    (void)state;
    hl_wide sum = {{0}};
    hl_base__wide_add_product(&sum, parse("1.5"), parse("-2.5"));
    assert_true(hl_base__wide_to_double(&sum, 36) == -3.75);
    hl_wide zero = {{0}};
    assert_true(hl_base__wide_to_double(&zero, 36) == 0);
    hl_wide big;
    assert_true(
        hl_base__wide_parse("9007199254740993000000000000000000000000000000000000", 52, &big));
    assert_true(hl_base__wide_to_double(&big, 36) == 9007199254740992.0);
}

static void sums_are_read_and_written_as_decimals(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int scale;
        const char *written; /* NULL: cannot be */
    } cases[] = {
        {"0", 18, "0"},
        {"-0.0", 18, "0"},
        {"12.50", 18, "12.5"},
        {"+007", 18, "7"},
        {"-0.000000000000000001", 18, "-0.000000000000000001"},
        {"1e-18", 18, "0.000000000000000001"},
        {"1e-19", 18, NULL},
        {"1.0e-1", 0, NULL},
        {"120e-1", 0, "12"},
        {"1e35", 18, "100000000000000000000000000000000000"},
        {"999999999999999999999999999999999999.999999999999999999", 18,
         "999999999999999999999999999999999999.999999999999999999"},
        {"1e36", 18, NULL},
        {"1e53", 36, "100000000000000000000000000000000000000000000000000000"},
        {"1e54", 36, NULL},
        {"1e99999999999999999999", 36, NULL},
        {"0e99", 36, "0"},
        {"", 18, NULL},
        {".", 18, NULL},
        {".5", 18, "0.5"},
        {"1.2.3", 18, NULL},
        {"1e", 18, NULL},
        {"nan", 18, NULL},
        {"1 ", 18, NULL},
        {"--1", 18, NULL},
    };
    char text[HL_WIDE_TEXT];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hl_wide sum;
        bool read =
            hl_base__wide_from_decimal(cases[i].text, strlen(cases[i].text), cases[i].scale, &sum);
        if (read != (cases[i].written != NULL))
            fail_msg("'%s' at scale %d", cases[i].text, cases[i].scale);
        if (read)
            assert_string_equal(hl_base__wide_decimal_text(&sum, cases[i].scale, text),
                                cases[i].written);
    }
}

static void sums_are_multiplied_by_attos(void **state)
{
    (void)state;
    static const struct {
        const char *sum, *factor, *product;
        bool exact;
    } cases[] = {{"3", "0.5", "1.5", true},
                 {"-3", "20", "-60", true},
                 {"0.000000000000000001", "0.5", "0.000000000000000001", false},
                 {"-0.000000000000000003", "0.5", "-0.000000000000000002", false},
                 {"0.000000000000000001", "0.4", "0", false},
                 {"123456789012345678901234567890", "9876543210.123456789012345678",
                  "1219326311263526899878067368750495352563.90794098763907942", true},
                 {"4", "-0.25", "-1", true},
                 {"-4", "-0.25", "1", true},
                 {"7", "0", "0", true}};
    char text[HL_WIDE_TEXT];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hl_wide sum, product;
        hl_i128 factor = 0;
        assert_true(hl_base__wide_from_decimal(cases[i].sum, strlen(cases[i].sum), 18, &sum));
        (void)hl_base__decimal_parse(cases[i].factor, strlen(cases[i].factor), &factor);
        assert_int_equal(hl_base__wide_times_attos(&sum, factor, &product), cases[i].exact);
        assert_string_equal(hl_base__wide_decimal_text(&product, 18, text), cases[i].product);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_are_exact),
        cmocka_unit_test(decimals_refuse_what_they_cannot_hold),
        cmocka_unit_test(digits_beyond_atto_round_half_to_even),
        cmocka_unit_test(adding_and_subtracting_cancel),
        cmocka_unit_test(text_goes_both_ways),
        cmocka_unit_test(doubles_are_the_nearest),
        cmocka_unit_test(products_convert_at_scale_36),
        cmocka_unit_test(sums_are_read_and_written_as_decimals),
        cmocka_unit_test(sums_are_multiplied_by_attos),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
