/* Units with an event before their touch: told where arms are unlike, however events without
 * seconds in the minute of the touch are read. */
#include "hookline.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

static const hl_arm_weight two[] = {{"a", 1}, {"b", 1}};

/* Of 5,000 units in each arm, so many have an event before their touch, and so many of these
 * perhaps. */
static bool is_told(const int64_t early[2], const int64_t perhaps[2])
{
    hl_metric metric = hl_made_metric("buy", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(two, 2, &metric, 1);
    hl_cells *cells = hl_made_two_rates(&design, HL_CELLS_NO_DAY, 5000, 300, 5000, 400);
    bool told = false;
    for (uint32_t arm = 0; arm < 2; arm++) {
        hl_made_count(cells, arm, HL_CELLS_NO_DAY, HL_COUNT_EARLY, early[arm]);
        hl_made_count(cells, arm, HL_CELLS_NO_DAY, HL_COUNT_TOUCH_MINUTE, perhaps[arm]);
    }
    hl_analysis *analysis = hl_made_run(&design, cells);
    for (size_t i = 0; i < analysis->check_count; i++)
        told = told || (analysis->checks[i].finding.check == HL_CHECK_EARLY_EVENTS &&
                        analysis->checks[i].finding.code == HL_FOUND_EARLY_EVENTS);
    hl_made_drop(analysis, cells);
    return told;
}

static void arms_are_unlike_either_way(void **state)
{
    (void)state;
    static const struct {
        int64_t early[2], perhaps[2];
        bool told;
    } cases[] = {
        {{0, 40}, {0, 0}, true},        /* they are */
        {{0, 40}, {0, 40}, false},      /* of times to the minute alone */
        {{0, 80}, {0, 40}, true},       /* without these too */
        {{5000, 5000}, {80, 0}, false}, /* an order before each touch, some on a whole minute */
        {{0, 0}, {0, 0}, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (is_told(cases[i].early, cases[i].perhaps) != cases[i].told)
            fail_msg("case %zu", i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(arms_are_unlike_either_way)};
    hl_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
