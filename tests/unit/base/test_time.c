#include <string.h>

#include "base/civil.h"
#include "tests/support/check.h"

static int64_t instant(const char *text)
{
    int64_t out = -1;
    assert_int_equal(hl_base__time_parse(text, strlen(text), &out), HL_TIME_INSTANT);
    return out;
}

static void rfc3339_reads_to_utc(void **state)
{
    (void)state;
    assert_int_equal(instant("1970-01-01T00:00:00Z"), 0);
    assert_int_equal(instant("2026-11-22T08:00:00+08:00"), instant("2026-11-22T00:00:00Z"));
    assert_int_equal(instant("2026-11-22 08:00+0800"), instant("2026-11-22T00:00:00Z"));
    assert_int_equal(instant("2026-11-22T00:00:00.25Z"), instant("2026-11-22T00:00:00Z") + 250);
    assert_int_equal(instant("1795305600000"), instant("2026-11-22T00:00:00Z"));
    assert_int_equal(instant("2016-12-31T23:59:60Z"), instant("2016-12-31T23:59:59.999Z"));
}

static void what_has_no_offset_says_so(void **state)
{
    (void)state;
    int64_t out = 0;
    assert_int_equal(hl_base__time_parse("2026-11-22T10:00:00", 19, &out), HL_TIME_LOCAL);
    assert_int_equal(hl_base__time_parse("2026-11-22", 10, &out), HL_TIME_DATE);
}

static void nonsense_is_invalid(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "2026-02-30",
                                      "2026-13-01",
                                      "yesterday",
                                      "2026-11-22T24:00:00Z",
                                      "2026-11-22T10:00:00+25:00",
                                      "20261122",
                                      "2026-11-22T10:00:00Zx",
                                      "0000-01-01",
                                      "99999999999999999"};
    int64_t out = 5;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(hl_base__time_parse(bad[i], strlen(bad[i]), &out), HL_TIME_INVALID);
    assert_int_equal(out, 5);
}

static void days_go_both_ways(void **state)
{
    (void)state;
    for (int64_t day = -800000; day < 800000; day += 37) {
        int32_t y = 0;
        int32_t m = 0;
        int32_t d = 0;
        hl_base__civil_from_days(day, &y, &m, &d);
        assert_int_equal(hl_base__civil_days(y, m, d), day);
    }
    assert_int_equal(hl_base__civil_weekday(0), 3); /* 1970-01-01 was a Thursday */
    assert_int_equal(hl_base__civil_weekday(-4), 6);
}

static void instants_write_as_they_read(void **state)
{
    (void)state;
    char text[HL_TIME_TEXT];
    int64_t t = instant("2026-11-22T10:00:00.125Z");
    assert_string_equal(hl_base__time_text(t, 0, text), "2026-11-22T10:00:00.125Z");
    assert_string_equal(hl_base__time_text(t - 125, 20700, text), "2026-11-22T15:45:00+05:45");
    assert_string_equal(hl_base__time_text(t - 125, -12600, text), "2026-11-22T06:30:00-03:30");
}

static void durations_keep_days_and_hours_apart(void **state)
{
    (void)state;
    hl_duration d;
    assert_true(hl_base__duration_parse("P3D", 3, &d));
    assert_true(d.days == 3 && d.ms == 0 && d.months == 0);
    assert_true(hl_base__duration_parse("P1Y2M3W4DT5H6M7.5S", 18, &d));
    assert_true(d.months == 14 && d.days == 25 && d.ms == 18367500);
    static const char *const bad[] = {"",   "P",     "PT",     "3D",    "P3",
                                      "PD", "P1D2Y", "PT1H1H", "P1.5D", "P3Dx"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(hl_base__duration_parse(bad[i], strlen(bad[i]), &d));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rfc3339_reads_to_utc),
        cmocka_unit_test(what_has_no_offset_says_so),
        cmocka_unit_test(nonsense_is_invalid),
        cmocka_unit_test(days_go_both_ways),
        cmocka_unit_test(instants_write_as_they_read),
        cmocka_unit_test(durations_keep_days_and_hours_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
