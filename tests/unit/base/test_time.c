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
                                      "2026-11-22T10:00:00Zx",
                                      "0000-01-01",
                                      "99999999999999999"};
    int64_t out = 5;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(hl_base__time_parse(bad[i], strlen(bad[i]), &out), HL_TIME_INVALID);
    assert_int_equal(out, 5);
}

static int64_t read_as(hl_epoch epoch, hl_date_order order, const char *text, hl_time_form form)
{
    int64_t out = -1;
    hl_time_fault fault;
    hl_time_style style = {.epoch = epoch, .order = order};
    if (hl_base__time_read(&style, text, strlen(text), &out, &fault) != form)
        fail_msg("%s: not of the form %d (fault %d)", text, (int)form, (int)fault);
    assert_int_equal(fault == HL_TIME_FINE, form != HL_TIME_INVALID);
    return out;
}

static int64_t local(const char *text)
{
    int64_t out = -1;
    assert_int_not_equal(hl_base__time_parse(text, strlen(text), &out), HL_TIME_INVALID);
    return out;
}

static void people_write_times_in_other_ways(void **state)
{
    (void)state;
    static const struct {
        const char *text, *same;
    } known[] = {
        {"2026/3/1 9:05", "2026-03-01T09:05:00"},
        {"2026/03/01 09:05:30", "2026-03-01T09:05:30"},
        {"2026.3.1", "2026-03-01"},
        {"2026-3-1 9:05", "2026-03-01T09:05"},
        {"2026\xE5\xB9\xB4"
         "3\xE6\x9C\x88"
         "1\xE6\x97\xA5 9:05",
         "2026-03-01T09:05"},
        {"2026年3月1日 下午3:05", "2026-03-01T15:05"},
        {"2026年3月1日下午 3:05:06", "2026-03-01T15:05:06"},
        {"2026/3/1 上午12:05", "2026-03-01T00:05"},
        {"2026-03-01 下午12:05", "2026-03-01T12:05"},
        {"2026年3月1日15时05分", "2026-03-01T15:05"},
        {"2026年3月1日 9点5分6秒", "2026-03-01T09:05:06"},
        {"20260301", "2026-03-01"},
        {"19900512", "1990-05-12"},
        {"2026-03-01 9:05:00 GMT+8", "2026-03-01T09:05:00+08:00"},
        {"2026-03-01 09:05 UTC-3:30", "2026-03-01T09:05:00-03:30"},
        {"2026/3/1 12:05 AM", "2026-03-01T00:05"},
        {"2026/3/1 12:05 pm", "2026-03-01T12:05"},
        {"2026/3/1 9:05:06PM", "2026-03-01T21:05:06"},
        {"20260301090530", "2026-03-01T09:05:30"},
        {"202603010905", "2026-03-01T09:05"},
        {"  2026-03-01 ", "2026-03-01"},
        {"2026-03-01 09:05:00 UTC", "2026-03-01T09:05:00Z"},
        {"2026-03-01 09:05:00 +0800", "2026-03-01T09:05:00+08:00"},
        {"2026-03-01 09:05:00.5+08", "2026-03-01T09:05:00.500+08:00"},
        {"946684800000",
         "2000-01-01T00:00:00Z"}, /* twelve digits that are no date of 2000 to 2100 */
        {"1795305600000.0", "2026-11-22T00:00:00Z"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (local(known[i].text) != local(known[i].same))
            fail_msg("%s is not %s", known[i].text, known[i].same);
}

/* 1772356500 is 2026-03-01T09:15:00Z; 46082 is 2026-03-01 in a spreadsheet (date -u -d @1772356500,
 * LibreOffice 7: =DATE(2026;3;1) as a number). */
static void a_style_says_what_numbers_are(void **state)
{
    (void)state;
    int64_t at = instant("2026-03-01T09:15:00Z");
    assert_int_equal(read_as(HL_EPOCH_SECONDS, HL_DATE_ORDER_UNSAID, "1772356500", HL_TIME_INSTANT),
                     at);
    assert_int_equal(
        read_as(HL_EPOCH_SECONDS, HL_DATE_ORDER_UNSAID, "1772356500.25", HL_TIME_INSTANT),
        at + 250);
    assert_int_equal(read_as(HL_EPOCH_SECONDS, HL_DATE_ORDER_UNSAID, "-1", HL_TIME_INSTANT), -1000);
    assert_int_equal(read_as(HL_EPOCH_SECONDS, HL_DATE_ORDER_UNSAID, "0", HL_TIME_INSTANT), 0);
    assert_int_equal(
        read_as(HL_EPOCH_MILLISECONDS, HL_DATE_ORDER_UNSAID, "1772356500", HL_TIME_INSTANT),
        1772356500);
    assert_int_equal(
        read_as(HL_EPOCH_MICROSECONDS, HL_DATE_ORDER_UNSAID, "1772356500000999", HL_TIME_INSTANT),
        at);
    assert_int_equal(
        read_as(HL_EPOCH_NANOSECONDS, HL_DATE_ORDER_UNSAID, "1772356500123456789", HL_TIME_INSTANT),
        at + 123);
    assert_int_equal(
        read_as(HL_EPOCH_NANOSECONDS, HL_DATE_ORDER_UNSAID, "946684800123456789", HL_TIME_INSTANT),
        instant("2000-01-01T00:00:00.123Z"));
    assert_int_equal(read_as(HL_EPOCH_EXCEL, HL_DATE_ORDER_UNSAID, "46082", HL_TIME_DATE),
                     local("2026-03-01"));
    assert_int_equal(
        read_as(HL_EPOCH_EXCEL, HL_DATE_ORDER_UNSAID, "46082.3784722222", HL_TIME_LOCAL),
        local("2026-03-01T09:05"));
    assert_int_equal(read_as(HL_EPOCH_EXCEL, HL_DATE_ORDER_UNSAID, "46082.37847", HL_TIME_LOCAL),
                     local("2026-03-01T09:05"));
    assert_int_equal(read_as(HL_EPOCH_EXCEL, HL_DATE_ORDER_UNSAID, "46082.9999999", HL_TIME_LOCAL),
                     local("2026-03-02"));
    assert_int_equal(read_as(HL_EPOCH_UNSAID, HL_DATE_ORDER_MDY, "3/1/2026", HL_TIME_DATE),
                     local("2026-03-01"));
    assert_int_equal(read_as(HL_EPOCH_UNSAID, HL_DATE_ORDER_DMY, "3/1/2026 9:05", HL_TIME_LOCAL),
                     local("2026-01-03T09:05"));
    assert_int_equal(read_as(HL_EPOCH_UNSAID, HL_DATE_ORDER_DMY, "01.03.2026", HL_TIME_DATE),
                     local("2026-03-01"));
    /* a style changes nothing of what says itself */
    assert_int_equal(
        read_as(HL_EPOCH_SECONDS, HL_DATE_ORDER_DMY, "2026-03-01T09:15:00Z", HL_TIME_INSTANT), at);
}

static void months_by_name_and_other_forms_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        hl_time_form form;
    } all[] = {{"Mar 1, 2026, 9:05 AM", HL_TIME_LOCAL},
               {"March 1, 2026 9:05 am", HL_TIME_LOCAL},
               {"Sunday, March 1, 2026 09:05", HL_TIME_LOCAL},
               {"1-Mar-2026 09:05", HL_TIME_LOCAL},
               {"01-MAR-2026 09:05:00", HL_TIME_LOCAL},
               {"1 Mar 2026 09:05", HL_TIME_LOCAL},
               {"Sun Mar  1 09:05:00 2026", HL_TIME_LOCAL},
               {"20260301 09:05:00", HL_TIME_LOCAL},
               {"20260301T0905", HL_TIME_LOCAL},
               {"2026-03-01  09:05:00", HL_TIME_LOCAL},
               {"2026-3-1 9:5", HL_TIME_LOCAL},
               {"Sun Mar 01 2026 09:05:00 GMT+0800 (China Standard Time)", HL_TIME_INSTANT},
               {"Sun, 01 Mar 2026 09:05:00 +0800", HL_TIME_INSTANT},
               {"01/Mar/2026:09:05:00 +0800", HL_TIME_INSTANT},
               {"20260301T010500Z", HL_TIME_INSTANT},
               {"2026-03-01T09:05:00+08:00[Asia/Shanghai]", HL_TIME_INSTANT}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        assert_int_equal(read_as(HL_EPOCH_UNSAID, HL_DATE_ORDER_UNSAID, all[i].text, all[i].form),
                         all[i].form == HL_TIME_INSTANT ? instant("2026-03-01T09:05:00+08:00")
                                                        : local("2026-03-01T09:05"));
    assert_int_equal(read_as(HL_EPOCH_UNSAID, HL_DATE_ORDER_UNSAID, "Sept 3, 2026", HL_TIME_DATE),
                     local("2026-09-03"));
    assert_int_equal(read_as(HL_EPOCH_UNSAID, HL_DATE_ORDER_UNSAID, "3 may 2026", HL_TIME_DATE),
                     local("2026-05-03"));
}

static void what_may_be_two_things_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        hl_time_fault fault;
        hl_epoch epoch;
        hl_date_order order;
    } bad[] = {
        {"177235650", HL_TIME_SECONDS, 0, 0},
        {"1772356500", HL_TIME_SECONDS, 0, 0},
        {"17723565000", HL_TIME_SECONDS, 0, 0},
        {"-1772356500", HL_TIME_SECONDS, 0, 0},
        {"1772356500.5", HL_TIME_SECONDS, 0, 0},
        {"1772356500000000", HL_TIME_MICROSECONDS, 0, 0},
        {"1772356500000000000", HL_TIME_NANOSECONDS, 0, 0},
        {"2026年3月1日 下午15:05", HL_TIME_NO_DAY, 0, 0},
        {"2026-03-01下午", HL_TIME_NO_TIME, 0, 0},
        {"2026-03-019:05", HL_TIME_NO_TIME, 0, 0},
        {"下午3:05", HL_TIME_NO_TIME, 0, 0},
        {"2026年3月1日15时05", HL_TIME_NO_TIME, 0, 0},
        {"2026-03-01 24:00", HL_TIME_NO_DAY, 0, 0},
        {"20260230", HL_TIME_NO_TIME, 0, 0},
        {"46082", HL_TIME_SERIAL, 0, 0},
        {"46082.3784722222", HL_TIME_SERIAL, 0, 0},
        {"20260230090530", HL_TIME_NO_DAY, 0, 0},
        {"3/1/2026", HL_TIME_ORDER, 0, 0},
        {"25/12/2026", HL_TIME_DAY_FIRST, 0, 0},
        {"12/25/2026", HL_TIME_MONTH_FIRST, 0, 0},
        {"25/32/2026", HL_TIME_ORDER, 0, 0},
        {"2026-03-01 09:05:00 CST", HL_TIME_ABBREVIATION, 0, 0},
        {"Sun Mar 1 09:05:00 PST 2026", HL_TIME_ABBREVIATION, 0, 0},
        {"1-Mar-26 09:05", HL_TIME_SHORT_YEAR, 0, 0},
        {"1 Mar 26", HL_TIME_SHORT_YEAR, 0, HL_DATE_ORDER_DMY},
        {"30-Feb-2026", HL_TIME_NO_DAY, 0, 0},
        {"Mars 1, 2026", HL_TIME_NO_TIME, 0, 0},
        {"1 Mai 2026", HL_TIME_NO_TIME, 0, 0},
        {"Mar 2026", HL_TIME_NO_TIME, 0, 0},
        {"March", HL_TIME_NO_TIME, 0, 0},
        {"Sun", HL_TIME_NO_TIME, 0, 0},
        {"2026-03-01T09:05:00[Asia/Shanghai]", HL_TIME_NO_TIME, 0, 0},
        {"[Asia/Shanghai]", HL_TIME_NO_TIME, 0, 0},
        {"20260301 09", HL_TIME_NO_TIME, 0, 0},
        {"20260230 09:05", HL_TIME_NO_DAY, 0, 0},
        {"3-1-2026 9:05", HL_TIME_ORDER, 0, 0},
        {"3/1/26", HL_TIME_SHORT_YEAR, 0, HL_DATE_ORDER_DMY},
        {"3/25/2026", HL_TIME_NO_DAY, 0, HL_DATE_ORDER_DMY},
        {"2026/2/30", HL_TIME_NO_DAY, 0, 0},
        {"2026/3/1 13:05 PM", HL_TIME_NO_DAY, 0, 0},
        {"1.77E+12", HL_TIME_ROUNDED, 0, 0},
        {"1772356500000", HL_TIME_BEYOND, HL_EPOCH_SECONDS, 0},
        {"1772356500", HL_TIME_BEYOND, HL_EPOCH_EXCEL, 0},
        {"60", HL_TIME_BEYOND, HL_EPOCH_EXCEL, 0},
        {"99999999999999999999999999", HL_TIME_BEYOND, HL_EPOCH_MICROSECONDS, 0},
        {"2026", HL_TIME_NO_TIME, 0, 0},
        {"2026/3", HL_TIME_NO_TIME, 0, 0},
        {"2026/3-1", HL_TIME_NO_TIME, 0, 0},
        {"tomorrow", HL_TIME_NO_TIME, 0, 0},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        hl_time_style style = {.epoch = bad[i].epoch, .order = bad[i].order};
        hl_time_fault fault = HL_TIME_FINE;
        int64_t out = 5;
        assert_int_equal(hl_base__time_read(&style, bad[i].text, strlen(bad[i].text), &out, &fault),
                         HL_TIME_INVALID);
        if (fault != bad[i].fault || out != 5)
            fail_msg("%s: fault %d, not %d", bad[i].text, (int)fault, (int)bad[i].fault);
        assert_true(hl_base__time_fault_text(fault)[0] != '\0');
    }
}

static void usual_is_from_2000_to_2100(void **state)
{
    (void)state;
    assert_false(hl_time_is_usual(instant("1999-12-31T23:59:59Z")));
    assert_true(hl_time_is_usual(instant("2000-01-01T00:00:00Z")));
    assert_true(hl_time_is_usual(instant("2100-12-31T23:59:59Z")));
    assert_false(hl_time_is_usual(instant("2101-01-01T00:00:00Z")));
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
        cmocka_unit_test(people_write_times_in_other_ways),
        cmocka_unit_test(a_style_says_what_numbers_are),
        cmocka_unit_test(months_by_name_and_other_forms_are_read),
        cmocka_unit_test(what_may_be_two_things_is_refused),
        cmocka_unit_test(usual_is_from_2000_to_2100),
        cmocka_unit_test(days_go_both_ways),
        cmocka_unit_test(instants_write_as_they_read),
        cmocka_unit_test(durations_keep_days_and_hours_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
