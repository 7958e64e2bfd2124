#include <string.h>

#include "base/civil.h"
#include "calendar/days.h"
#include "tests/support/check.h"

static int64_t day(int32_t y, int32_t m, int32_t d)
{
    return hl_base__civil_days(y, m, d);
}

static hl_status read(hl_days *days, const char *text, hl_problems *problems)
{
    hl_error err = HL_ERROR_INIT;
    return hl_calendar__days_read(days, "cal", text, strlen(text), day(2030, 1, 1), problems, &err);
}

static const char golden_week[] =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
    "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261001\r\nDTEND;VALUE=DATE:20261008\r\n"
    "SUMMARY:国庆节（休）\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261010\r\nSUMMARY:国庆节\r\n （班）\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260920\r\nX-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY\r\n"
    "BEGIN:VALARM\r\nTRIGGER:-PT1H\r\nDTSTART:nonsense\r\nEND:VALARM\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261225\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\n"
    "END:VCALENDAR\r\n";

/* Tiaoxiu: a week of holidays, and the Saturday before or after is a working day. */
static void holidays_and_make_up_days_are_told_apart(void **state)
{
    (void)state;
    hl_days days = {0};
    hl_problems *problems = hl_problems_new();
    assert_int_equal(read(&days, golden_week, problems), HL_OK);
    assert_int_equal(hl_problems_count(problems), 0);
    assert_true(hl_calendar__days_works(&days, day(2026, 9, 30)));
    for (int32_t d = 1; d <= 7; d++)
        assert_false(hl_calendar__days_works(&days, day(2026, 10, d)));
    assert_true(hl_calendar__days_works(&days, day(2026, 10, 8)));
    assert_true(hl_calendar__days_works(&days, day(2026, 10, 10)));  /* a Saturday */
    assert_true(hl_calendar__days_works(&days, day(2026, 9, 20)));   /* a Sunday */
    assert_false(hl_calendar__days_works(&days, day(2026, 10, 11))); /* an ordinary Sunday */
    assert_true(hl_calendar__days_works(&days, day(2026, 12, 25)));  /* cancelled */
    hl_calendar__days_free(&days);
    hl_problems_free(problems);
}

static void yearly_events_repeat(void **state)
{
    (void)state;
    hl_days days = {0};
    hl_problems *problems = hl_problems_new();
    static const char text[] =
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20200501\n"
        "RRULE:FREQ=YEARLY;UNTIL=20280501\nEXDATE;VALUE=DATE:20270501\nEND:VEVENT\n"
        "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20240229\nDURATION:P1D\nRRULE:FREQ=YEARLY\nEND:VEVENT\n"
        "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20240703\nRRULE:FREQ=YEARLY;COUNT=2\nEND:VEVENT\n"
        "END:VCALENDAR\n";
    assert_int_equal(read(&days, text, problems), HL_OK);
    assert_false(hl_calendar__days_works(&days, day(2026, 5, 1)));
    assert_true(hl_calendar__days_works(&days, day(2027, 5, 3)));
    assert_false(hl_calendar__days_works(&days, day(2028, 5, 1)));
    assert_true(hl_calendar__days_works(&days, day(2029, 5, 1)));
    assert_false(hl_calendar__days_works(&days, day(2028, 2, 29)));
    assert_false(hl_calendar__days_works(&days, day(2025, 7, 3)));
    assert_true(hl_calendar__days_works(&days, day(2026, 7, 3)));
    hl_calendar__days_free(&days);
    hl_problems_free(problems);
}

static void json_lists_are_read(void **state)
{
    (void)state;
    hl_days days = {0};
    hl_problems *problems = hl_problems_new();
    assert_int_equal(
        read(&days, " {\"holidays\": [\"2026-10-01\"], \"working\": [\"2026-10-10\"]}", problems),
        HL_OK);
    assert_false(hl_calendar__days_works(&days, day(2026, 10, 1)));
    assert_true(hl_calendar__days_works(&days, day(2026, 10, 10)));
    hl_calendar__days_free(&days);
    hl_problems_free(problems);
}

/* What is not understood is refused with its line; it is never a holiday that silently is none. */
static void what_cannot_be_read_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
        int64_t line;
    } bad[] = {
        {"", "not an iCalendar file", 1},
        {"hello\n", "not an iCalendar file", 1},
        {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261001\n",
         "the file ends inside an event", 3},
        {"BEGIN:VCALENDAR\n", "the file ends inside the calendar", 1},
        {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261001T090000Z\nEND:VEVENT\nEND:VCALENDAR\n",
         "DTSTART is not a whole day", 3},
        {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261301\nEND:VEVENT\nEND:VCALENDAR\n",
         "DTSTART is not a whole day", 3},
        {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR\n", "an event without DTSTART",
         2},
        {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261001\nRRULE:FREQ=WEEKLY\nEND:VEVENT\n"
         "END:VCALENDAR\n",
         "this repetition of an event is not understood", 4},
        {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261001\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=2TH\n"
         "END:VEVENT\nEND:VCALENDAR\n",
         "this repetition of an event is not understood", 2},
        {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261001\nRRULE:FREQ=YEARLY;BYMONTH=9\nEND:"
         "VEVENT\n"
         "END:VCALENDAR\n",
         "this repetition of an event is not understood", 2},
        {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261001\nDTEND:20261001\nEND:VEVENT\n"
         "END:VCALENDAR\n",
         "an event of less than a day or more than a year", 2},
        {"{\"holydays\": []}", "unknown key", 1},
        {"{\"holidays\": [\"2026-13-01\"]}", "not a date", 1},
        {"{\"holidays\": \"2026-10-01\"}", "not a list of dates", 1},
        {"[]", "not a calendar", 1},
        {"BEGIN:VCALENDAR\nEND:VCALENDAR\nBEGIN:VEVENT\n",
         "something behind the end of the calendar", 3},
        {"BEGIN:VCALENDAR\nEND:VCALENDAR\nBEGIN:VCALENDAR\n", "the file ends inside the calendar",
         3},
        {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261001\nRECURRENCE-ID:20261001\nEND:VEVENT\n"
         "END:VCALENDAR\n",
         "RECURRENCE-ID is not understood", 4},
        {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261001\nSUMMARY:放假，10日上班\nEND:VEVENT\n"
         "END:VCALENDAR\n",
         "the summary speaks of a holiday and of work: which is the day?", 2},
        {"BEGIN:VCALENDAR\nSUMMARY:\xb0\xe0\n",
         "a byte that is not UTF-8: the calendar may be in GB18030", 2},
        {"\xff\xfe{}", "the calendar is in UTF-16", 1},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        hl_days days = {0};
        hl_problems *problems = hl_problems_new();
        assert_int_equal(read(&days, bad[i].text, problems), HL_REJECTED);
        assert_true(hl_problems_count(problems) > 0);
        assert_string_equal(hl_problems_get(problems, 0)->message, bad[i].message);
        assert_int_equal(hl_problems_get(problems, 0)->line, bad[i].line);
        hl_calendar__days_free(&days);
        hl_problems_free(problems);
    }
}

/* One calendar a row: which of two days are working days, and what is said. */
static void days_are_as_their_calendar_means_them(void **state)
{
    (void)state;
#define EVENT(day, more) "BEGIN:VEVENT\nDTSTART;VALUE=DATE:" day "\n" more "END:VEVENT\n"
#define CALENDAR(events) "BEGIN:VCALENDAR\n" events "END:VCALENDAR\n"
    static const struct {
        const char *text;
        bool first, other; /* 2026-10-01, a Thursday; 2026-10-10, a Saturday */
        const char *said;
    } rows[] = {
        {CALENDAR(EVENT("20261001", "") EVENT("20261010", "SUMMARY:补班\n")), false, true, NULL},
        {CALENDAR(EVENT("20261001", "")) CALENDAR(EVENT("20261010", "SUMMARY:working day\n")),
         false, true, NULL},
        {CALENDAR(EVENT("20261001", "SUMMARY:Non-working day\n")), false, false, NULL},
        {CALENDAR(EVENT("20201001", "RRULE:FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=1\n")), false, false,
         NULL},
        {CALENDAR(EVENT("20261001", "SUMMARY:休（补班见下）\nX-APPLE-SPECIAL-DAY:WORK-HOLIDAY\n")),
         false, false, NULL},
        {CALENDAR(EVENT("20261002", "X-APPLE-SPECIAL-DAY:WORK-HOLIDAY\n") EVENT(
             "20261001", "SUMMARY:重阳节\n") EVENT("20261010", "SUMMARY:国庆节（班）\n")),
         true, true, "observances of the calendar that are no days off: 1, left out"},
        {CALENDAR(EVENT("20261001", "DESCRIPTION:Observance\\nTo hide\n")), true, false,
         "observances of the calendar that are no days off: 1, left out"},
        {CALENDAR(EVENT("20261001", "DESCRIPTION:祭日\\n祭日を非表示にするには、Google "
                                    "カレンダーの [設定] に移動\n")),
         true, false, "observances of the calendar that are no days off: 1, left out"},
        {CALENDAR(EVENT("20261001", "DESCRIPTION:公休日\n")
                      EVENT("20261010", "SUMMARY:Special Working Day\nDESCRIPTION:Observance\n")),
         false, true, NULL},
        {CALENDAR(EVENT("20251002", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=1TH\n")
                      EVENT("20251011", "SUMMARY:munkanap\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=SA;"
                                        "BYSETPOS=2\n")),
         false, true, NULL},
        {CALENDAR(
             EVENT("20251025", "SUMMARY:Рабочий день\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SA\n")
                 EVENT("20261001", "SUMMARY:Нерабочий день\n")),
         false, false, NULL},
        {"\xef\xbb\xbf{\"holidays\": [\"2026-10-01\"], \"working\": [\"2026-10-10\"]}", false, true,
         NULL},
        {"{\"holidays\": [\"2026-10-10\"], \"working\": [\"2026-10-10\"]}", true, true,
         "2026-10-10 is a holiday and a working day of the calendar: it counts as a working day"},
        {"{\"working\": [\"2026-10-01\"]}", true, false,
         "working days of the calendar that are Monday to Friday, and work anyway: 1, such as "
         "2026-10-01; are they holidays?"},
        {"{\"holidays\": [\"1926-10-01\"]}", true, false,
         "the calendar's 1926-10-01 is before 2000 or after 2100"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        hl_days days = {0};
        hl_problems *problems = hl_problems_new();
        assert_int_equal(read(&days, rows[i].text, problems), HL_OK);
        assert_int_equal(hl_calendar__days_works(&days, day(2026, 10, 1)), rows[i].first);
        assert_int_equal(hl_calendar__days_works(&days, day(2026, 10, 10)), rows[i].other);
        assert_int_equal(hl_problems_count(problems), rows[i].said != NULL);
        if (rows[i].said != NULL)
            assert_string_equal(hl_problems_get(problems, 0)->message, rows[i].said);
        hl_calendar__days_free(&days);
        hl_problems_free(problems);
    }
}

/* Years of the plan that the calendar lacks. */
static void a_calendar_that_ends_is_told(void **state)
{
    (void)state;
    const struct {
        int64_t first, last, from, to;
        const char *said;
    } rows[] = {
        {day(2026, 1, 1), day(2026, 10, 8), day(2026, 9, 1), day(2026, 10, 1), NULL},
        {day(2026, 1, 1), day(2026, 10, 8), day(2026, 12, 1), day(2026, 12, 31), NULL},
        {day(2026, 1, 1), day(2026, 10, 8), day(2026, 12, 20), day(2027, 1, 20),
         "the calendar ends 2026-10-08, and 2027 is asked of it: its holidays are taken for "
         "working "
         "days"},
        {day(2025, 1, 1), day(2025, 12, 31), day(2026, 3, 1), day(2026, 4, 1),
         "the calendar ends 2025-12-31, and 2026 is asked of it: its holidays are taken for "
         "working "
         "days"},
        {day(2026, 1, 1), day(2026, 5, 1), day(2026, 9, 1), day(2026, 10, 1),
         "the calendar ends 2026-05-01, and 2026 is asked of it: its holidays are taken for "
         "working "
         "days"},
        {day(2027, 1, 1), day(2027, 5, 1), day(2026, 9, 1), day(2026, 10, 1),
         "the calendar begins 2027-01-01, and 2026 is asked of it: its holidays are taken for "
         "working days"},
        {day(2025, 1, 1), day(2027, 5, 1), day(2026, 9, 1), day(2026, 10, 1),
         "the calendar has no day of 2026: its holidays are taken for working days"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        hl_days days = {0};
        hl_problems *problems = hl_problems_new();
        assert_true(hl_calendar__days_add(&days, rows[i].first, false) &&
                    hl_calendar__days_add(&days, rows[i].last, false));
        hl_calendar__days_remark_years(&days, rows[i].from, rows[i].to, "cal", problems);
        assert_int_equal(hl_problems_count(problems), rows[i].said != NULL);
        if (rows[i].said != NULL)
            assert_string_equal(hl_problems_get(problems, 0)->message, rows[i].said);
        hl_calendar__days_free(&days);
        hl_problems_free(problems);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holidays_and_make_up_days_are_told_apart),
        cmocka_unit_test(yearly_events_repeat),
        cmocka_unit_test(json_lists_are_read),
        cmocka_unit_test(what_cannot_be_read_is_refused),
        cmocka_unit_test(days_are_as_their_calendar_means_them),
        cmocka_unit_test(a_calendar_that_ends_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
