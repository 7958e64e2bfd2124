/* The public holidays of France. */
#include "base/civil.h"
#include "plan/french_holidays.h"

#include "tests/support/check.h"

/* Dates of 2026 and 2027 as service-public.fr lists them. */
static void french_holidays_are_those_of_the_law(void **state)
{
    static const struct {
        int32_t year;
        int month, day;
    } free_days[] = {{2026, 1, 1},   {2026, 4, 6},  {2026, 5, 1},  {2026, 5, 8},  {2026, 5, 14},
                     {2026, 5, 25},  {2026, 7, 14}, {2026, 8, 15}, {2026, 11, 1}, {2026, 11, 11},
                     {2026, 12, 25}, {2027, 3, 29}, {2027, 5, 6},  {2027, 5, 17}};
    (void)state;
    int found = 0;
    for (int64_t d = hl_base__civil_days(2026, 1, 1); d < hl_base__civil_days(2027, 1, 1); d++)
        found += hl_plan__is_french_holiday(d);
    assert_int_equal(found, 11);
    for (size_t i = 0; i < sizeof free_days / sizeof free_days[0]; i++)
        assert_true(hl_plan__is_french_holiday(
            hl_base__civil_days(free_days[i].year, free_days[i].month, free_days[i].day)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(french_holidays_are_those_of_the_law),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
