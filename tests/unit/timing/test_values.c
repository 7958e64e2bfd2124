/* What touches brought in money: mostly nothing, else amounts that are unlike. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/civil.h"
#include "base/random.h"
#include "tests/support/timing_touches.h"

enum { USERS = 240, EACH = 10, FEW_LOGS = 1 };
static const double EFFECT = 0.1, SIGMA = 0.5, LEVEL = 0.5;

/* As hl_touches_play, with what was paid in the place of the click: an order of exp(4 + SIGMA z),
 * times exp(LEVEL u - LEVEL^2 / 2), where u is its user's own. */
static table play(double effect, uint64_t seed)
{
    hl_random random = hl_base__random_seed(seed, 9);
    table t = hl_touches_play(USERS, EACH, effect, "0.0667", seed);
    double level = 0;
    for (size_t i = 0; i < t.rows; i++) {
        char *outcome = t.texts[i * COLUMNS + 3];
        if (i % EACH == 0)
            level = LEVEL * hl_base__random_normal(&random) - LEVEL * LEVEL / 2;
        double paid = exp(4 + level + SIGMA * hl_base__random_normal(&random));
        (void)snprintf(outcome, FIELD, "%.2f", outcome[0] == '1' ? paid : 0.0);
    }
    return t;
}

static hl_timing_options options(double winsorize)
{
    hl_timing_options o = hl_touches_options();
    o.columns.outcome = NULL;
    o.columns.value = "clicked";
    o.winsorize = winsorize;
    return o;
}

static hl_status fit(const table *t, double winsorize, hl_timing_model **model, hl_error *err)
{
    hl_timing_options o = options(winsorize);
    hl_row_source *rows = NULL;
    assert_int_equal(
        hl_rows_from_memory(hl_touches_columns, COLUMNS, t->cells, t->rows, &rows, NULL), HL_OK);
    hl_status status = hl_timing_fit_rows(rows, &o, NULL, model, err);
    hl_rows_close(rows);
    return status;
}

static hl_timing_report *report_of(const table *t, double winsorize)
{
    const hl_timing_report_options how = {.width_hours = 2};
    hl_timing_model *model = NULL, *again = NULL;
    hl_timing_report *report = NULL, *other = NULL;
    char *text = NULL;
    assert_int_equal(fit(t, winsorize, &model, NULL), HL_OK);
    assert_int_equal(hl_timing_report_of(model, &how, &report, NULL), HL_OK);
    /* what is read says what was fitted */
    assert_int_equal(hl_timing_model_write(model, &text, NULL), HL_OK);
    assert_int_equal(hl_timing_model_read("model", text, strlen(text), NULL, &again, NULL), HL_OK);
    assert_int_equal(hl_timing_report_of(again, &how, &other, NULL), HL_OK);
    assert_true(other->data.value);
    for (size_t s = 0; s < report->segment_count; s++)
        assert_true(other->segments[s].gain.low == report->segments[s].gain.low);
    hl_timing_report_free(other);
    hl_timing_model_free(again);
    free(text);
    hl_timing_model_free(model);
    return report;
}

/* The mean gain of a window of segment s: 0 home, 1 office, in the order of their names. */
static double gain_of(size_t s, const hl_timing_window *w)
{
    double mean = exp(4 + SIGMA * SIGMA / 2), in = 0, all = 0;
    for (int h = 8; h < 23; h++) {
        double rate = hl_touches_rate(1 - s, h, EFFECT);
        in += h >= w->from_hour && h < w->to_hour ? rate / (w->to_hour - w->from_hour) : 0;
        all += rate / 15;
    }
    return mean * (in - all);
}

/* Logs of a simulation: a few, or as many as HL_VALUES_LOGS asks for. */
static int logs(bool *asked)
{
    const char *more = getenv("HL_VALUES_LOGS");
    *asked = more != NULL;
    return *asked ? atoi(more) : FEW_LOGS;
}

static void test_intervals_hold_the_true_gain(void **state)
{
    (void)state;
    bool asked;
    int covered = 0, made = 0, shown = 0, most = logs(&asked);
    for (uint64_t seed = 1; seed <= (uint64_t)most; seed++) {
        table t = play(EFFECT, seed);
        hl_timing_report *report = report_of(&t, 1);
        for (size_t s = 0; s < report->segment_count; s++) {
            const hl_timing_segment *one = &report->segments[s];
            double truth = gain_of(s, &one->best);
            covered += one->gain.low <= truth && truth <= one->gain.high;
            shown += one->decision == HL_TIMING_USE;
            made++;
        }
        hl_timing_report_free(report);
        hl_touches_free(&t);
    }
    if (asked)
        printf("# of %d gains of values %d are covered, %d are shown\n", made, covered, shown);
    assert_int_equal(made, 2 * most);
    /* 95 %, less three standard errors */
    assert_true(covered >= 0.95 * made - 3 * sqrt(0.0475 * made));
    assert_true(shown >= 0.3 * made - 3 * sqrt(0.21 * made));
}

static void test_nothing_is_shown_where_no_hour_is_better(void **state)
{
    (void)state;
    bool asked;
    int shown = 0, made = 0, most = logs(&asked);
    for (uint64_t seed = 1; seed <= (uint64_t)most; seed++) {
        table t = play(0, seed);
        hl_timing_report *report = report_of(&t, 0);
        for (size_t s = 0; s < report->segment_count; s++, made++)
            shown += report->segments[s].decision == HL_TIMING_USE;
        hl_timing_report_free(report);
        hl_touches_free(&t);
    }
    if (asked)
        printf("# where no hour is better, of %d gains of values %d are shown\n", made, shown);
    assert_true(shown <= 0.05 * made + 3 * sqrt(0.0475 * made));
}

/* The unit of money is nothing: all means are a hundredfold, all decisions the same. */
static void test_the_unit_changes_nothing(void **state)
{
    (void)state;
    table t = play(EFFECT, 3), cents = play(EFFECT, 3);
    for (size_t i = 0; i < cents.rows; i++)
        (void)snprintf(cents.texts[i * COLUMNS + 3], FIELD, "%.0f",
                       100 * strtod(t.texts[i * COLUMNS + 3], NULL));
    hl_timing_report *one = report_of(&t, 0), *other = report_of(&cents, 0);
    for (size_t s = 0; s < one->segment_count; s++) {
        const hl_timing_segment *a = &one->segments[s], *b = &other->segments[s];
        assert_int_equal(a->best.from_hour, b->best.from_hour);
        assert_true(fabs(100 * a->gain.low - b->gain.low) < 1e-6 * fabs(b->gain.high));
        assert_int_equal(a->needs_touches, b->needs_touches);
    }
    assert_int_equal(one->data.winsorized, other->data.winsorized);
    hl_timing_report_free(one);
    hl_timing_report_free(other);
    hl_touches_free(&t);
    hl_touches_free(&cents);
}

static void test_large_values_count_as_their_quantile(void **state)
{
    (void)state;
    table t = play(EFFECT, 4);
    (void)snprintf(t.texts[3], FIELD, "1000000");
    hl_timing_report *report = report_of(&t, 0), *whole = report_of(&t, 1);
    assert_true(report->data.winsorized > 0);
    assert_true(report->data.most_value < 1000);
    assert_true(isinf(whole->data.most_value));
    assert_int_equal(whole->data.winsorized, 0);
    assert_true(whole->segments[0].usual.estimate + whole->segments[1].usual.estimate > 300);
    assert_true(report->segments[0].usual.estimate + report->segments[1].usual.estimate < 50);
    hl_timing_report_free(report);
    hl_timing_report_free(whole);
    hl_touches_free(&t);
}

static void test_odd_values(void **state)
{
    (void)state;
    static const struct {
        const char *values[3];
        hl_status status;
    } cases[] = {{{"0", "0", "0"}, HL_REJECTED},    {{"-5", "1", "1"}, HL_REJECTED},
                 {{"-5", "4", "4"}, HL_OK},         {{"1", "", "2"}, HL_REJECTED},
                 {{"1", "many", "2"}, HL_REJECTED}, {{"7", "7", "7"}, HL_OK}};
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        table t = hl_touches_new(3);
        hl_timing_model *model = NULL;
        for (size_t i = 0; i < 3; i++) {
            hl_touches_put(&t, "u", "s", hl_base__civil_days(2026, 3, 2) * DAY_MS, true, "0.5");
            (void)snprintf(t.texts[i * COLUMNS + 3], FIELD, "%s", cases[k].values[i]);
        }
        assert_int_equal(fit(&t, 0, &model, NULL), cases[k].status);
        hl_timing_model_free(model);
        if (cases[k].status == HL_OK) {
            hl_timing_report *report = report_of(&t, 0);
            assert_true(isfinite(report->segments[0].gain.low));
            assert_true(isfinite(report->segments[0].gain.high));
            hl_timing_report_free(report);
        }
        hl_touches_free(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_intervals_hold_the_true_gain),
        cmocka_unit_test(test_nothing_is_shown_where_no_hour_is_better),
        cmocka_unit_test(test_the_unit_changes_nothing),
        cmocka_unit_test(test_large_values_count_as_their_quantile),
        cmocka_unit_test(test_odd_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
