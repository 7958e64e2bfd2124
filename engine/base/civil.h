/* Civil (proleptic Gregorian) time without zones. Instants are UTC milliseconds since 1970.
 * Day numbers count days since 1970-01-01. Source: Hinnant, chrono-compatible low-level date
 * algorithms (days_from_civil). */
#ifndef HL_BASE_CIVIL_H
#define HL_BASE_CIVIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hookline/time.h"

#define HL_DAY_MS INT64_C(86400000)

typedef struct hl_civil {
    int32_t year;
    int32_t month;  /* 1..12 */
    int32_t day;    /* 1..31 */
    int32_t hour;   /* 0..23 */
    int32_t minute; /* 0..59 */
    int32_t second; /* 0..59 */
    int32_t ms;     /* 0..999 */
} hl_civil;

int64_t hl_base__civil_days(int32_t year, int32_t month, int32_t day);
void hl_base__civil_from_days(int64_t days, int32_t *year, int32_t *month, int32_t *day);
int32_t hl_base__civil_month_length(int32_t year, int32_t month);
/* 0 Monday .. 6 Sunday. */
int32_t hl_base__civil_weekday(int64_t days);
/* Milliseconds since 1970 as if the civil time were UTC, and back. */
int64_t hl_base__civil_ms(const hl_civil *civil);
hl_civil hl_base__civil_from_ms(int64_t ms);
/* Floor division: the day number an instant falls on in UTC. */
int64_t hl_base__civil_day_of(int64_t utc_ms);

typedef enum hl_time_form {
    HL_TIME_INSTANT, /* had an offset, a Z, or counted from 1970: *out is UTC */
    HL_TIME_LOCAL,   /* had no offset: *out is the civil time taken as if it were UTC */
    HL_TIME_DATE,    /* a date alone: midnight, as HL_TIME_LOCAL */
    HL_TIME_INVALID  /* *out is unchanged */
} hl_time_form;

/* What kept a text from being a time. */
typedef enum hl_time_fault {
    HL_TIME_FINE,
    HL_TIME_NO_TIME,      /* not anything like one */
    HL_TIME_NO_DAY,       /* a day or an hour that there is not */
    HL_TIME_SECONDS,      /* 9 to 11 digits: seconds since 1970 */
    HL_TIME_MICROSECONDS, /* 15 to 17 digits */
    HL_TIME_NANOSECONDS,  /* 18 digits and more */
    HL_TIME_SERIAL,       /* 5 digits: a spreadsheet's day */
    HL_TIME_ORDER,        /* 3/1/2026: day or month first? */
    HL_TIME_SHORT_YEAR,   /* 3/1/26 */
    HL_TIME_ROUNDED,      /* 1.77E+12: digits are lost */
    HL_TIME_BEYOND,       /* before 0001 or after 9999 by the epoch that is said */
    HL_TIME_DAY_FIRST,    /* 13/3/2026 */
    HL_TIME_MONTH_FIRST,  /* 3/13/2026 */
    HL_TIME_ABBREVIATION, /* 2026-03-01 09:05 CST */
    HL_TIME_FAULTS
} hl_time_fault;
/* "is probably seconds since 1970"; and what helps: "--epoch seconds reads it". "" when there is
 * nothing to say. */
const char *hl_base__time_fault_text(hl_time_fault fault);
const char *hl_base__time_remedy(hl_time_fault fault);

/* Reads, in a style that says what the text alone does not (NULL: nothing is said):
 *   RFC 3339 ("2026-11-22T10:00:00+08:00", "T" or a space, seconds optional, fraction to the
 *   millisecond; a leap second 60 reads as 59.999), also with a blank before the offset, "+08" or
 *   "UTC" for it, and without one; a date alone;
 *   2026/3/1, 2026.3.1, 2026年3月1日, with 9:05, 9:05:30, 9:05 AM, 下午3:05 or 15时05分 behind it;
 *   3/1/2026 when its order is said; 20260301, 202603010905 and 20260301090530; numbers since an
 *   epoch (hl_epoch).
 * Blanks around are not looked at. Years 0001..9999. *fault (never NULL) is HL_TIME_FINE unless the
 * result is HL_TIME_INVALID. */
hl_time_form hl_base__time_read(const hl_time_style *style, const char *text, size_t length,
                                int64_t *out, hl_time_fault *fault);
/* The same, and how far east of UTC the clock is that the text was written by, in milliseconds; 0
 * where it does not say. */
hl_time_form hl_base__time_read_offset(const hl_time_style *style, const char *text, size_t length,
                                       int64_t *out, int64_t *offset_ms, hl_time_fault *fault);
/* Moves a date alone to where in its day the style says that it was; a midnight without an offset
 * too, which counts as a date then. False: a date alone, and the style does not say. */
bool hl_base__time_in_day(const hl_time_style *style, hl_time_form form, int64_t *local_ms);
/* hl_base__time_read without a style. */
hl_time_form hl_base__time_parse(const char *text, size_t length, int64_t *out);
/* Whether the text begins as RFC 3339 has it, yyyy-mm-dd: what a definition takes. */
bool hl_base__time_is_strict(const char *text, size_t length);
/* "2026-11-22T10:00:00Z", with ".123" when there are milliseconds; offset in seconds east writes
 * local time with "+08:00". Returns buffer. */
char *hl_base__time_text(int64_t utc_ms, int32_t offset_seconds, char buffer[HL_TIME_TEXT]);
/* "2026-11-22" of a day number. */
char *hl_base__day_text(int64_t day, char buffer[HL_TIME_TEXT]);

/* An ISO 8601 duration: a civil part (years, months, days; weeks are 7 days) and an elapsed part.
 */
typedef struct hl_duration {
    int32_t months; /* years * 12 + months */
    int32_t days;
    int64_t ms;
} hl_duration;

/* "P3D", "PT24H", "P1Y2M3W4DT5H6M7.5S", also with a leading "-". False when it is anything else.
 * At most 1000 years in all. */
bool hl_base__duration_parse(const char *text, size_t length, hl_duration *out);
/* The elapsed length when a civil day is 24 h and a month is 30 days: for attribution windows. */
int64_t hl_base__duration_nominal_ms(const hl_duration *duration);

#endif
