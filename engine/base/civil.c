#include "base/civil.h"

#include <stdio.h>

int64_t hl_base__civil_days(int32_t year, int32_t month, int32_t day)
{
    int64_t y = (int64_t)year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    return era * 146097 + day_of_era - 719468;
}

void hl_base__civil_from_days(int64_t days, int32_t *year, int32_t *month, int32_t *day)
{
    int64_t z = days + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    *day = (int32_t)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int32_t)(mp < 10 ? mp + 3 : mp - 9);
    *year = (int32_t)(yoe + era * 400 + (*month <= 2));
}

int32_t hl_base__civil_month_length(int32_t year, int32_t month)
{
    static const int32_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : lengths[month - 1];
}

int32_t hl_base__civil_weekday(int64_t days)
{
    int64_t since_monday = (days + 3) % 7;
    return (int32_t)(since_monday < 0 ? since_monday + 7 : since_monday);
}

int64_t hl_base__civil_day_of(int64_t utc_ms)
{
    int64_t day = utc_ms / HL_DAY_MS;
    return utc_ms % HL_DAY_MS < 0 ? day - 1 : day;
}

int64_t hl_base__civil_ms(const hl_civil *c)
{
    int64_t days = hl_base__civil_days(c->year, c->month, c->day);
    int64_t seconds = (int64_t)c->hour * 3600 + (int64_t)c->minute * 60 + c->second;
    return days * HL_DAY_MS + seconds * 1000 + c->ms;
}

hl_civil hl_base__civil_from_ms(int64_t ms)
{
    hl_civil c;
    int64_t day = hl_base__civil_day_of(ms);
    int64_t rest = ms - day * HL_DAY_MS;
    hl_base__civil_from_days(day, &c.year, &c.month, &c.day);
    c.hour = (int32_t)(rest / 3600000);
    c.minute = (int32_t)(rest / 60000 % 60);
    c.second = (int32_t)(rest / 1000 % 60);
    c.ms = (int32_t)(rest % 1000);
    return c;
}

char *hl_base__day_text(int64_t day, char buffer[HL_TIME_TEXT])
{
    int32_t year = 0;
    int32_t month = 0;
    int32_t date = 0;
    hl_base__civil_from_days(day, &year, &month, &date);
    (void)snprintf(buffer, HL_TIME_TEXT, "%04d-%02d-%02d", year, month, date);
    return buffer;
}

/* count digits of a number that has no more; returns what is behind them. */
static char *put_digits(char *at, int32_t value, int count)
{
    for (int i = count; i-- > 0; value /= 10)
        at[i] = (char)('0' + value % 10);
    return at + count;
}

static char *put_pair(char *at, char before, int32_t value)
{
    *at = before;
    return put_digits(at + 1, value, 2);
}

static char *put_year(char *at, int32_t year)
{
    if (year >= 0 && year <= 9999)
        return put_digits(at, year, 4);
    return at + snprintf(at, 12, "%04d", year);
}

char *hl_base__time_text(int64_t utc_ms, int32_t offset_seconds, char buffer[HL_TIME_TEXT])
{
    hl_civil c = hl_base__civil_from_ms(utc_ms + (int64_t)offset_seconds * 1000);
    char *at = put_year(buffer, c.year);
    at = put_pair(at, '-', c.month);
    at = put_pair(at, '-', c.day);
    at = put_pair(at, 'T', c.hour);
    at = put_pair(at, ':', c.minute);
    at = put_pair(at, ':', c.second);
    if (c.ms != 0) {
        *at = '.';
        at = put_digits(at + 1, c.ms, 3);
    }
    if (offset_seconds == 0) {
        *at++ = 'Z';
    } else {
        int32_t size = offset_seconds < 0 ? -offset_seconds : offset_seconds;
        at = put_pair(at, offset_seconds < 0 ? '-' : '+', size / 3600 % 100);
        at = put_pair(at, ':', size / 60 % 60);
    }
    *at = '\0';
    return buffer;
}

char *hl_time_text(hl_local_time at, char buffer[HL_TIME_TEXT])
{
    return hl_base__time_text(at.utc_ms, at.offset_s, buffer);
}
