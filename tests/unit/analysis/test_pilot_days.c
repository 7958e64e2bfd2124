/* Days at the start that one arm alone was sent on. */
#include "analysis/pilot_days.h"
#include "tests/support/check.h"

enum { ARMS = 2, DAYS = 4 };

typedef struct pilot_case {
    double counts[DAYS][ARMS];
    bool off[DAYS];
    size_t pilot;
} pilot_case;

static size_t pilot_of(const pilot_case *of, const double *weights)
{
    double expected[DAYS][ARMS], sums[2 * ARMS];
    hl_split_day days[DAYS];
    for (size_t d = 0; d < DAYS; d++) {
        double units = of->counts[d][0] + of->counts[d][1];
        for (size_t i = 0; i < ARMS; i++)
            expected[d][i] = units * weights[i] / (weights[0] + weights[1]);
        days[d] = (hl_split_day){of->counts[d], expected[d], of->off[d]};
    }
    return hl_analysis__pilot_days(days, DAYS, ARMS, sums);
}

static void test_a_pilot_is_at_the_start_and_small(void **state)
{
    (void)state;
    static const double weights[] = {1, 1};
    static const pilot_case cases[] = {
        {{{0, 19}, {200, 205}, {190, 200}, {210, 199}}, {true}, 1},
        {{{0, 9}, {0, 40}, {390, 400}, {210, 199}}, {false, true}, 2},
        {{{200, 205}, {0, 19}, {190, 200}, {210, 199}}, {false, true}, 0}, /* not at the start */
        {{{0, 300}, {200, 205}, {190, 200}, {210, 199}}, {true}, 0},       /* too many */
        {{{0, 19}, {200, 205}, {190, 100}, {210, 199}}, {true, false, true}, 0},
        {{{0, 19}, {200, 260}, {190, 250}, {210, 270}}, {true}, 0}, /* off behind it as a whole */
        {{{19, 21}, {200, 205}, {190, 200}, {210, 199}}, {false}, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(pilot_of(&cases[i], weights), cases[i].pilot);
}

/* Where one arm alone is planned, it is no pilot. */
static void test_a_day_planned_for_one_arm_is_none(void **state)
{
    (void)state;
    static const double weights[] = {0, 1};
    const pilot_case alone = {{{0, 19}, {0, 205}, {0, 200}, {0, 199}}, {false}, 0};
    assert_int_equal(pilot_of(&alone, weights), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_pilot_is_at_the_start_and_small),
        cmocka_unit_test(test_a_day_planned_for_one_arm_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
