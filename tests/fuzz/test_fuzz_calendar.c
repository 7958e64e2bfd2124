/* Calendars, iCalendar and JSON: read or refused with a reason, and days that are read lie in
 * order.
 */
#include "calendar/days.h"
#include "hookline/problems.h"
#include "tests/support/fuzz.h"

static void take(const char *text, size_t length)
{
    hl_days days = {0};
    hl_error err = HL_ERROR_INIT;
    hl_problems *problems = hl_problems_new();
    hl_status status = hl_calendar__days_read(&days, "fuzz", text, length, 25000, problems, &err);
    if ((status != HL_OK && status != HL_REJECTED) || (status != HL_OK) != (err.status != HL_OK))
        abort();
    for (size_t i = 1; status == HL_OK && i < days.count; i++)
        if (days.items[i - 1].day > days.items[i].day)
            abort();
    hl_calendar__days_free(&days);
    hl_problems_free(problems);
}

HL_FUZZ_TARGET("calendar", 6000, take)
