/* POSIX TZ rules: std offset [dst [offset],start[/time],end[/time]] (IEEE 1003.1, 8.3), with hours
 * of -167..167 as RFC 8536 3.3.1 allows. Offsets in the text count west of Greenwich. */
#include <string.h>

#include "base/zone_data.h"

enum { RULE_YEARS = 402, FIRST_YEAR = 1900 };

typedef enum day_form { MONTH_WEEK_DAY, JULIAN_NO_LEAP, DAY_OF_YEAR } day_form;

typedef struct change_rule {
    day_form form;
    int32_t month, week, weekday; /* weekday 0 = Sunday */
    int32_t day;                  /* 1..365 without 29 February, or 0..365 */
    int32_t seconds;              /* local time of day at which it happens */
} change_rule;

typedef struct posix_rule {
    int32_t standard, daylight; /* seconds east */
    bool has_daylight;
    change_rule start, end;
} posix_rule;

typedef struct cursor {
    const char *at, *end;
} cursor;

static bool accept_char(cursor *c, char wanted)
{
    if (c->at == c->end || *c->at != wanted)
        return false;
    c->at++;
    return true;
}

static bool is_at(const cursor *c, const char *set)
{
    return c->at < c->end && strchr(set, *c->at) != NULL && *c->at != '\0';
}

static bool read_int(cursor *c, int32_t least, int32_t most, int32_t *out)
{
    int32_t value = 0;
    int digits = 0;
    while (c->at < c->end && *c->at >= '0' && *c->at <= '9' && digits < 4) {
        value = value * 10 + (*c->at++ - '0');
        digits++;
    }
    *out = value;
    return digits > 0 && value >= least && value <= most;
}

/* [+-]hh[:mm[:ss]] */
static bool read_clock(cursor *c, int32_t most_hours, int32_t *seconds)
{
    int32_t sign = 1;
    int32_t hours = 0;
    int32_t minutes = 0;
    int32_t rest = 0;
    if (is_at(c, "+-"))
        sign = *c->at++ == '-' ? -1 : 1;
    if (!read_int(c, 0, most_hours, &hours))
        return false;
    if (accept_char(c, ':')) {
        if (!read_int(c, 0, 59, &minutes))
            return false;
        if (accept_char(c, ':') && !read_int(c, 0, 59, &rest))
            return false;
    }
    *seconds = sign * (hours * 3600 + minutes * 60 + rest);
    return true;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* EST, or <+0330> */
static bool skip_name(cursor *c)
{
    const char *start = c->at;
    if (accept_char(c, '<')) {
        while (c->at < c->end && *c->at != '>')
            c->at++;
        return c->at - start > 1 && accept_char(c, '>');
    }
    while (c->at < c->end && is_letter(*c->at))
        c->at++;
    return c->at - start >= 3;
}

static bool read_change(cursor *c, change_rule *rule)
{
    *rule = (change_rule){.form = DAY_OF_YEAR, .seconds = 7200};
    bool good = false;
    if (accept_char(c, 'M')) {
        rule->form = MONTH_WEEK_DAY;
        good = read_int(c, 1, 12, &rule->month) && accept_char(c, '.') &&
               read_int(c, 1, 5, &rule->week) && accept_char(c, '.') &&
               read_int(c, 0, 6, &rule->weekday);
    } else if (accept_char(c, 'J')) {
        rule->form = JULIAN_NO_LEAP;
        good = read_int(c, 1, 365, &rule->day);
    } else {
        good = read_int(c, 0, 365, &rule->day);
    }
    return good && (!accept_char(c, '/') || read_clock(c, 167, &rule->seconds));
}

static bool parse(const char *text, size_t length, posix_rule *rule)
{
    cursor c = {text, text + length};
    int32_t west = 0;
    if (!skip_name(&c) || !read_clock(&c, 24, &west))
        return false;
    *rule = (posix_rule){.standard = -west, .daylight = -west + 3600};
    if (c.at == c.end)
        return true;
    rule->has_daylight = true;
    if (!skip_name(&c))
        return false;
    if (!is_at(&c, ",")) {
        if (!read_clock(&c, 24, &west))
            return false;
        rule->daylight = -west;
    }
    return accept_char(&c, ',') && read_change(&c, &rule->start) && accept_char(&c, ',') &&
           read_change(&c, &rule->end) && c.at == c.end;
}

static int64_t day_of_change(const change_rule *rule, int32_t year)
{
    int64_t first = hl_base__civil_days(year, 1, 1);
    if (rule->form == DAY_OF_YEAR)
        return first + rule->day;
    if (rule->form == JULIAN_NO_LEAP) {
        bool leap = hl_base__civil_month_length(year, 2) == 29;
        return first + rule->day - 1 + (leap && rule->day >= 60);
    }
    int64_t of_month = hl_base__civil_days(year, rule->month, 1);
    int32_t wanted = (rule->weekday + 6) % 7; /* Monday = 0 */
    int32_t ahead = (wanted - hl_base__civil_weekday(of_month) + 7) % 7;
    int32_t day = ahead + (rule->week - 1) * 7;
    if (day >= hl_base__civil_month_length(year, rule->month))
        day -= 7;
    return of_month + day;
}

/* The instant of a change, told in the offset that holds before it. */
static int64_t instant_of_change(const change_rule *rule, int32_t year, int32_t offset)
{
    return day_of_change(rule, year) * HL_DAY_MS + ((int64_t)rule->seconds - offset) * 1000;
}

static int64_t daylight_start(const posix_rule *rule, int32_t year)
{
    return instant_of_change(&rule->start, year, rule->standard);
}

/* The end that belongs to the start in that year; south of the equator it is in the next year. */
static int64_t daylight_end(const posix_rule *rule, int32_t year)
{
    int64_t end = instant_of_change(&rule->end, year, rule->daylight);
    return end > daylight_start(rule, year)
               ? end
               : instant_of_change(&rule->end, year + 1, rule->daylight);
}

static bool append_after(hl_zone *zone, int64_t after, int64_t at_ms, int32_t offset)
{
    return at_ms <= after || hl_base__zone_append(zone, at_ms, offset);
}

bool hl_base__zone_extend(hl_zone *zone, const char *text, size_t length)
{
    posix_rule rule;
    if (!parse(text, length, &rule))
        return false;
    if (zone->count == 0)
        zone->offset[0] = rule.standard;
    if (!rule.has_daylight)
        return true;
    int64_t last = zone->count == 0 ? INT64_MIN : zone->at_ms[zone->count - 1];
    int32_t year = FIRST_YEAR;
    if (zone->count > 0)
        year = hl_base__civil_from_ms(last).year - 1;
    for (int32_t end_year = year + RULE_YEARS; year <= end_year; year++) {
        /* An end that meets the next start (daylight time all year) is replaced by it. */
        if (!append_after(zone, last, daylight_start(&rule, year), rule.daylight) ||
            !append_after(zone, last, daylight_end(&rule, year), rule.standard))
            return false;
    }
    zone->cycle_end = daylight_start(&rule, year);
    return true;
}
