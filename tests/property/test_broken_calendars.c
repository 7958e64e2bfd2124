/* Broken calendars: read or refused, but never outside the text, never without end. */
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "calendar/days.h"
#include "tests/support/check.h"

static const char *const pieces[] = {"BEGIN:VCALENDAR\r\n",
                                     "END:VCALENDAR\r\n",
                                     "BEGIN:VEVENT\n",
                                     "END:VEVENT\n",
                                     "DTSTART;VALUE=DATE:20261001\n",
                                     "DTEND;VALUE=DATE:20261003\n",
                                     "DTSTART:20261001T000000Z\n",
                                     "DURATION:P2D\n",
                                     "RRULE:FREQ=YEARLY;COUNT=3\n",
                                     "RRULE:FREQ=YEARLY;INTERVAL=99999999\n",
                                     "EXDATE:20261001,20261002\n",
                                     "SUMMARY:班\n",
                                     " folded\n",
                                     "\tfolded",
                                     ";;;:::\n",
                                     "\"",
                                     "DTSTART;X=\"a:b\":20240229\n",
                                     "\n",
                                     "RRULE:FREQ=YEARLY;UNTIL=20",
                                     "{\"holidays\":[\"",
                                     "2026-10-01\"]}",
                                     "\xef\xbb\xbf"};

static void broken_calendars_are_survived(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(11, 0);
    for (int round = 0; round < 20000; round++) {
        char text[600];
        size_t length = 0;
        size_t count = hl_base__random_below(&random, 14);
        for (size_t i = 0; i < count; i++) {
            const char *piece =
                pieces[hl_base__random_below(&random, sizeof pieces / sizeof pieces[0])];
            size_t size = strlen(piece);
            if (length + size > sizeof text)
                break;
            memcpy(text + length, piece, size);
            length += size;
        }
        for (int i = 0; i < 2 && length > 0 && round % 2 == 0; i++)
            text[hl_base__random_below(&random, length)] = (char)hl_base__random_next(&random);
        char *exact = malloc(length + 1);
        hl_days days = {0};
        hl_problems *problems = hl_problems_new();
        hl_error err = HL_ERROR_INIT;
        assert_non_null(exact);
        memcpy(exact, text, length);
        exact[length] = '\0';
        hl_status status =
            hl_calendar__days_read(&days, "fuzz", exact, length, 25000, problems, &err);
        assert_true(status == HL_OK || status == HL_REJECTED);
        assert_int_equal(status == HL_REJECTED, err.status == HL_REJECTED);
        hl_calendar__days_free(&days);
        hl_problems_free(problems);
        free(exact);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(broken_calendars_are_survived)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
