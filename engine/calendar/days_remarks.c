/* What is odd about a calendar: days that say two things or nothing, and years that it lacks. A
 * holiday that it does not have is a day on which messages go out. */
#include <stdio.h>
#include <stdlib.h>

#include "base/civil.h"
#include "calendar/days.h"

enum { SHOWN = 20, DATE_TEXT = 40 };

static const char *date_text(int64_t day, char out[DATE_TEXT])
{
    int32_t year = 0, month = 0, date = 0;
    hl_base__civil_from_days(day, &year, &month, &date);
    (void)snprintf(out, DATE_TEXT, "%04d-%02d-%02d", (int)year, (int)month, (int)date);
    return out;
}

static int32_t year_of(int64_t day)
{
    int32_t year = 0, month = 0, date = 0;
    hl_base__civil_from_days(day, &year, &month, &date);
    return year;
}

static void warn(hl_problems *problems, const char *file, const char *message)
{
    hl_problems_add(
        problems, &(hl_problem){.severity = HL_PROBLEM_WARNING, .file = file, .message = message});
}

static void tell_both(int64_t day, const char *file, hl_problems *problems)
{
    char message[160];
    char date[DATE_TEXT];
    (void)snprintf(message, sizeof message,
                   "%s is a holiday and a working day of the calendar: it counts as a working day",
                   date_text(day, date));
    warn(problems, file, message);
}

static void tell_working(int64_t count, int64_t first, const char *file, hl_problems *problems)
{
    char message[200];
    char date[DATE_TEXT];
    (void)snprintf(message, sizeof message,
                   "working days of the calendar that are Monday to Friday, and work anyway: %lld, "
                   "such as %s; are they holidays?",
                   (long long)count, date_text(first, date));
    warn(problems, file, message);
}

static void tell_year(int64_t day, const char *file, hl_problems *problems)
{
    char message[160];
    char date[DATE_TEXT];
    (void)snprintf(message, sizeof message, "the calendar's %s is before 2000 or after 2100",
                   date_text(day, date));
    warn(problems, file, message);
}

static bool is_both(const hl_days *days, size_t i)
{
    return i + 1 < days->count && days->items[i + 1].day == days->items[i].day &&
           days->items[i + 1].working != days->items[i].working;
}

void hl_calendar__days_remark(const hl_days *days, const char *file, hl_problems *problems)
{
    int64_t working = 0, first = 0, told = 0;
    for (size_t i = 0; i < days->count; i++) {
        int64_t day = days->items[i].day;
        bool again = i > 0 && days->items[i - 1].day == day;
        int32_t year = year_of(day);
        if ((year < 2000 || year > 2100) && !again && told++ < SHOWN)
            tell_year(day, file, problems);
        if (is_both(days, i) && told++ < SHOWN)
            tell_both(day, file, problems);
        bool idle = days->items[i].working && !again && !is_both(days, i) &&
                    hl_base__civil_weekday(day) < 5;
        first = idle && working == 0 ? day : first;
        working += idle;
    }
    if (working > 0)
        tell_working(working, first, file, problems);
}

static void tell_end(const hl_days *days, int64_t day, const char *file, hl_problems *problems)
{
    char message[240];
    char end[DATE_TEXT];
    int64_t first = days->items[0].day, last = days->items[days->count - 1].day;
    if (day > last)
        (void)snprintf(message, sizeof message,
                       "the calendar ends %s, and %d is asked of it: its holidays are taken for "
                       "working days",
                       date_text(last, end), (int)year_of(day));
    else if (day < first)
        (void)snprintf(message, sizeof message,
                       "the calendar begins %s, and %d is asked of it: its holidays are taken for "
                       "working days",
                       date_text(first, end), (int)year_of(day));
    else
        (void)snprintf(message, sizeof message,
                       "the calendar has no day of %d: its holidays are taken for working days",
                       (int)year_of(day));
    warn(problems, file, message);
}

static bool has_year(const hl_days *days, int32_t year)
{
    for (size_t i = 0; i < days->count; i++)
        if (year_of(days->items[i].day) == year)
            return true;
    return false;
}

void hl_calendar__days_remark_years(const hl_days *days, int64_t from_day, int64_t to_day,
                                    const char *file, hl_problems *problems)
{
    enum { LONGEST_REST = 100 }; /* of a year behind its last holiday, as in China */
    if (days->count == 0) {
        warn(problems, file, "the calendar has no day: Monday to Friday are working days");
        return;
    }
    for (int32_t year = year_of(from_day); year <= year_of(to_day); year++) {
        int64_t end = hl_base__civil_days(year, 12, 31);
        if (has_year(days, year))
            continue;
        tell_end(days, end < to_day ? end : to_day, file, problems);
        return;
    }
    if (to_day - days->items[days->count - 1].day > LONGEST_REST)
        tell_end(days, to_day, file, problems);
}
