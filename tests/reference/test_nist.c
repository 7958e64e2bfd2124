/* NIST Statistical Reference Datasets: certified values, with the data built as NIST publishes
 * them (https://www.itl.nist.gov/div898/strd). Decimals go in as text and are never rounded. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calc/method.h"
#include "cells/cells.h"
#include "stats/exact_moments.h"
#include "stats/welch.h"
#include "tests/support/check.h"

enum { MOST = 2001, TEXT = 24 };

typedef struct column {
    size_t count;
    char text[MOST][TEXT];
    const char *texts[MOST];
} column;

static void add(column *c, const char *text)
{
    (void)snprintf(c->text[c->count], TEXT, "%s", text);
    c->texts[c->count] = c->text[c->count];
    c->count++;
}

static column *new_column(void)
{
    column *c = calloc(1, sizeof *c);
    assert_non_null(c);
    return c;
}

/* The same values through a cell's exact Gram matrix. */
static hl_moments through_cells(const column *c)
{
    hl_wide sum[2], product[3];
    memset(sum, 0, sizeof sum);
    memset(product, 0, sizeof product);
    hl_gram gram = {.width = 2, .sum = sum, .product = product};
    for (size_t i = 0; i < c->count; i++) {
        hl_i128 v[2] = {0, 1000000000000000000};
        assert_int_equal(hl_base__decimal_parse(c->texts[i], strlen(c->texts[i]), &v[0]),
                         HL_DECIMAL_EXACT);
        hl_cells__gram_add(&gram, v, NULL, 1);
    }
    hl_moments moments;
    hl_cells__moments(&gram, &moments);
    return moments;
}

static void check_column(column *c, double mean, double sd)
{
    hl_exact_sums sums;
    assert_true(hl_stats__exact_sums(c->texts, c->count, &sums));
    hl_sample sample = hl_stats__exact_sample(&sums);
    assert_rel(sample.mean, mean, 1e-15);
    assert_rel(sqrt(sample.variance), sd, 5e-15);
    hl_moments moments = through_cells(c);
    assert_rel(moments.mean[0], mean, 1e-15);
    assert_rel(sqrt(moments.cov[0][0]), sd, 5e-15);
    free(c);
}

static void numacc1(void **state)
{
    (void)state;
    column *c = new_column();
    add(c, "10000001");
    add(c, "10000003");
    add(c, "10000002");
    check_column(c, 10000002, 1);
}

/* NumAcc2 to 4: one value, then 1000 that lie 0.1 below and above it in turn. */
static void check_numacc(const char *base, const char *below, const char *above, double mean)
{
    column *c = new_column();
    add(c, base);
    for (int i = 0; i < 500; i++) {
        add(c, below);
        add(c, above);
    }
    check_column(c, mean, 0.1);
}

static void numacc2_to_4(void **state)
{
    (void)state;
    check_numacc("1.2", "1.1", "1.3", 1.2);
    check_numacc("1000000.2", "1000000.1", "1000000.3", 1000000.2);
    check_numacc("10000000.2", "10000000.1", "10000000.3", 10000000.2);
}

/* Michelson's 100 measurements of the speed of light, 1879, in 1000 km/s. */
static void michelso(void **state)
{
    (void)state;
    static const int speed[100] = {
        850,  740, 900, 1070, 930, 850, 950, 980, 980, 880, 1000, 980, 930, 650, 760, 810, 1000,
        1000, 960, 960, 960,  940, 960, 940, 880, 800, 850, 880,  900, 840, 830, 790, 810, 880,
        880,  830, 800, 790,  760, 800, 880, 880, 880, 860, 720,  720, 620, 860, 970, 950, 880,
        910,  850, 870, 840,  840, 850, 840, 840, 840, 890, 810,  810, 820, 800, 770, 760, 740,
        750,  760, 910, 920,  890, 860, 880, 720, 840, 850, 850,  780, 890, 840, 780, 810, 760,
        810,  790, 810, 820,  850, 870, 870, 810, 740, 810, 940,  950, 800, 810, 870};
    column *c = new_column();
    for (size_t i = 0; i < 100; i++) {
        char text[TEXT];
        (void)snprintf(text, sizeof text, "%d.%03d", 299 + speed[i] / 1000, speed[i] % 1000);
        add(c, text);
    }
    check_column(c, 299.852400000000, 0.0790105478190518);
}

/* Simon & Lesage: nine treatments of 1.4, 1.3, 1.5, 1.3 ... beyond 10^12; in each one value, then
 * pairs 0.1 below and above. Differences of means come from exact sums: the means themselves have
 * no digits left for them. */
static void check_smls(size_t replicates, double f, double between, double within)
{
    enum { TREATMENTS = 9 };
    hl_exact_sums sums[TREATMENTS];
    double squares = 0, error = 0, n = (double)replicates;
    for (int i = 0; i < TREATMENTS; i++) {
        int tenth = i == 0 ? 4 : i % 2 == 1 ? 3 : 5;
        column *c = new_column();
        for (size_t j = 0; j < replicates; j++) {
            int digit = tenth + (j == 0 ? 0 : j % 2 == 1 ? -1 : 1);
            char text[TEXT];
            (void)snprintf(text, sizeof text, "1000000000000.%d", digit);
            add(c, text);
        }
        assert_true(hl_stats__exact_sums(c->texts, c->count, &sums[i]));
        double variance = hl_stats__exact_sample(&sums[i]).variance;
        assert_rel(variance, 0.01, 4e-15);
        assert_rel(through_cells(c).cov[0][0], 0.01, 4e-15);
        error += (n - 1) * variance;
        free(c);
    }
    for (int i = 0; i < TREATMENTS; i++)
        for (int j = 0; j < i; j++) {
            double gap = hl_stats__exact_mean_difference(&sums[i], &sums[j]);
            squares += n * gap * gap / TREATMENTS;
        }
    assert_rel(squares, between, 1e-14);
    assert_rel(error, within, 1e-14);
    assert_rel(squares / 8 / (error / (9 * (n - 1))), f, 1e-14);
}

static void smls07(void **state)
{
    (void)state;
    check_smls(21, 2.1e1, 1.68, 1.8);
}
static void smls08(void **state)
{
    (void)state;
    check_smls(201, 2.01e2, 1.608e1, 1.8e1);
}
static void smls09(void **state)
{
    (void)state;
    check_smls(2001, 2.001e3, 1.6008e2, 1.8e2);
}

/* The same data through the method that people call: t of two treatments of SmLs09 is
 * -0.1 / (0.1 sqrt(2/2001)). */
static void welch_raw_keeps_thirteen_leading_digits(void **state)
{
    (void)state;
    column *c = new_column(), *t = new_column();
    for (int j = 0; j < 2001; j++) {
        add(c, j == 0 ? "1000000000000.4" : j % 2 == 1 ? "1000000000000.3" : "1000000000000.5");
        add(t, j == 0 ? "1000000000000.3" : j % 2 == 1 ? "1000000000000.2" : "1000000000000.4");
    }
    const hl_method *method = hl_calc__method_find("welch_raw");
    hl_arg in[3] = {{.texts = c->texts, .count = c->count},
                    {.texts = t->texts, .count = t->count},
                    {.number = 0.95}};
    hl_out out[16];
    hl_arena arena = {0};
    hl_error err = HL_ERROR_INIT;
    assert_int_equal(method->run(in, out, &arena, &err), HL_OK);
    assert_rel(out[0].number, -0.1, 1e-15);
    assert_rel(out[3].number, -sqrt(2001 / 2.0), 1e-14);
    hl_base__arena_free(&arena);
    free(c);
    free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numacc1),
        cmocka_unit_test(numacc2_to_4),
        cmocka_unit_test(michelso),
        cmocka_unit_test(smls07),
        cmocka_unit_test(smls08),
        cmocka_unit_test(smls09),
        cmocka_unit_test(welch_raw_keeps_thirteen_leading_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
