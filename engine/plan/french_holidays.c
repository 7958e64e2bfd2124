/* Code du travail, L3133-1: eleven days, of which three move with Easter. Easter by the algorithm
 * of Meeus, Astronomical Algorithms (1991), chapter 8, for the Gregorian calendar. */
#include "plan/french_holidays.h"

#include <stddef.h>

#include "base/civil.h"

static int64_t easter(int32_t year)
{
    int a = year % 19;
    int b = year / 100;
    int c = year % 100;
    int g = (b - (b + 8) / 25 + 1) / 3;
    int h = (19 * a + b - b / 4 - g + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return hl_base__civil_days(year, n / 31, n % 31 + 1);
}

static bool is_fixed(int month, int day)
{
    static const struct {
        int month, day;
    } fixed[] = {{1, 1}, {5, 1}, {5, 8}, {7, 14}, {8, 15}, {11, 1}, {11, 11}, {12, 25}};
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
        if (fixed[i].month == month && fixed[i].day == day)
            return true;
    return false;
}

bool hl_plan__is_french_holiday(int64_t day)
{
    enum { EASTER_MONDAY = 1, ASCENSION = 39, WHIT_MONDAY = 50 };
    hl_civil civil = hl_base__civil_from_ms(day * HL_DAY_MS);
    if (is_fixed(civil.month, civil.day))
        return true;
    int64_t behind = day - easter(civil.year);
    return behind == EASTER_MONDAY || behind == ASCENSION || behind == WHIT_MONDAY;
}
