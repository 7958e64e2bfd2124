#include "base/time_names.h"

#include <stdio.h>
#include <string.h>

typedef struct reading {
    const char *at, *end;
} reading;

static const char *const months[] = {"january",   "february", "march",    "april",
                                     "may",       "june",     "july",     "august",
                                     "september", "october",  "november", "december"};
static const char *const weekdays[] = {"monday", "tuesday",  "wednesday", "thursday",
                                       "friday", "saturday", "sunday"};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t letters_ahead(const reading *r)
{
    size_t count = 0;
    while (r->at + count < r->end && lower(r->at[count]) >= 'a' && lower(r->at[count]) <= 'z')
        count++;
    return count;
}

/* The name whole, or at least its first three letters ("Sept", "Tues"); -1: none of them. */
static int name_of(reading *r, const char *const *names, size_t count)
{
    size_t length = letters_ahead(r);
    for (size_t i = 0; length >= 3 && i < count; i++) {
        size_t same = 0;
        while (same < length && names[i][same] == lower(r->at[same]))
            same++;
        if (same < length || (length > 4 && names[i][length] != '\0'))
            continue;
        r->at += length;
        return (int)i;
    }
    return -1;
}

static bool number(reading *r, size_t most, int *out, size_t *digits)
{
    *out = 0;
    *digits = 0;
    while (*digits < most && r->at < r->end && is_digit(*r->at)) {
        *out = *out * 10 + (*r->at++ - '0');
        ++*digits;
    }
    return *digits > 0 && (r->at == r->end || !is_digit(*r->at));
}

static void skip(reading *r, const char *any_of)
{
    while (r->at < r->end && *r->at != '\0' && strchr(any_of, *r->at) != NULL)
        r->at++;
}

static bool part(reading *r, const char *any_of)
{
    const char *before = r->at;
    skip(r, any_of);
    return r->at > before;
}

typedef struct date {
    int day, month, year;
    size_t year_digits;
} date;

/* "1 Mar 2026", "01/Mar/2026", "1-Mar-2026". */
static bool day_first(reading *r, date *d)
{
    size_t digits = 0;
    if (!number(r, 2, &d->day, &digits) || !part(r, " -/."))
        return false;
    d->month = name_of(r, months, 12) + 1;
    return d->month > 0 && part(r, " -/.,") && number(r, 4, &d->year, &d->year_digits);
}

/* "Mar 1, 2026"; and "Mar  1 09:05:00 2026", whose year stands last: *clock is what is between. */
static bool month_first(reading *r, date *d, reading *clock)
{
    size_t digits = 0;
    d->month = name_of(r, months, 12) + 1;
    if (d->month == 0 || !part(r, " .-") || !number(r, 2, &d->day, &digits) || !part(r, " ,-"))
        return false;
    reading ahead = *r;
    if (!(number(&ahead, 2, &d->year, &digits) && ahead.at < ahead.end && *ahead.at == ':'))
        return number(r, 4, &d->year, &d->year_digits);
    clock->at = r->at;
    clock->end = r->end;
    while (clock->end > clock->at && is_digit(clock->end[-1]))
        clock->end--;
    *r = (reading){clock->end, r->end};
    bool good = clock->end > clock->at && clock->end[-1] == ' ' &&
                number(r, 4, &d->year, &d->year_digits) && r->at == r->end;
    while (clock->end > clock->at && clock->end[-1] == ' ')
        clock->end--;
    return good;
}

bool hl_base__time_in_figures(const char *text, size_t length, char out[HL_TIME_NAMES_ROOM],
                              bool *short_year)
{
    reading r = {text, text + length};
    reading clock = {NULL, NULL};
    date d = {0, 0, 0, 0};
    *short_year = false;
    if (name_of(&r, weekdays, 7) >= 0)
        skip(&r, " ,.");
    bool read = r.at < r.end && is_digit(*r.at) ? day_first(&r, &d) : month_first(&r, &d, &clock);
    *short_year = read && d.year_digits == 2;
    if (!read || d.year_digits != 4)
        return *short_year;
    if (clock.at == NULL) {
        skip(&r, " ,:");
        clock = r;
    }
    size_t rest = (size_t)(clock.end - clock.at);
    if (rest + 16 > HL_TIME_NAMES_ROOM)
        return false;
    (void)snprintf(out, HL_TIME_NAMES_ROOM, "%04d-%02d-%02d%s%.*s", d.year, d.month, d.day,
                   rest == 0 ? "" : " ", (int)rest, clock.at);
    return true;
}
