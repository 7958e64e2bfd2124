/* iCalendar (RFC 5545), the part that holiday calendars use: whole-day events with DTSTART, DTEND
 * or DURATION in days, and yearly repetition. Read here and not by libical, whose own zones and
 * recurrences would be a second source of truth; anything outside that part is an error with its
 * line, never a holiday that silently is not one.
 *
 * A day is a make-up working day when the event says so: X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY, a
 * category WORKDAY, or a summary with "working day", "workday", or the Chinese character ban (on
 * duty). Otherwise it is a holiday. Cancelled events are left out, and so is what is in calendars
 * of holidays and is no day off: with Apple's WORK-HOLIDAY events that have no such mark, with
 * Google's the ones described as observances: whatever the language, theirs is the description with
 * a second line, of how to hide them in Google Calendar. */
#include <stdio.h>
#include <string.h>

#include "base/civil.h"
#include "base/number.h"
#include "base/text.h"
#include "base/utf8.h"
#include "calendar/days.h"

enum { LONGEST_EVENT_DAYS = 366 };

typedef struct event {
    int64_t line;
    int64_t start, end; /* day numbers; end exclusive, INT64_MIN when not said */
    int64_t days;       /* of a DURATION; 0 when not said */
    bool started, working, cancelled;
    bool says_work, says_rest; /* in its summary */
    bool marked, off;          /* by Apple's mark; as a holiday */
    bool observed;             /* by Google's description */
    bool repeats;
    int64_t by_month, by_date; /* of a yearly rule, which say the start again; 0 when not said */
    int32_t by_weekday;        /* of BYDAY, from Monday, 0; -1 when not said */
    int64_t nth;               /* of them in the month, from its end where negative */
    int64_t interval, count, until; /* of a yearly rule; 0, 0, INT64_MAX when not said */
    hl_days *except;
} event;

typedef struct ics_reader {
    const char *file, *at, *end;
    int64_t line; /* of the content line */
    int64_t next_line;
    hl_text content; /* one unfolded content line */
    hl_days *days;
    hl_days except;
    int64_t last_day;
    hl_problems *problems;
    bool marks;          /* holidays have Apple's mark */
    int64_t observances; /* events left out, that are no days off */
    bool failed;         /* out of memory */
} ics_reader;

static void complain(const ics_reader *r, const char *message, const char *accepted)
{
    hl_problems_add(r->problems, &(hl_problem){.severity = HL_PROBLEM_ERROR,
                                               .file = r->file,
                                               .line = r->line,
                                               .message = message,
                                               .accepted = accepted});
}

static void take_physical_line(ics_reader *r)
{
    const char *end = memchr(r->at, '\n', (size_t)(r->end - r->at));
    const char *stop = end == NULL ? r->end : end;
    const char *text_end = stop > r->at && stop[-1] == '\r' ? stop - 1 : stop;
    hl_base__text_add_bytes(&r->content, r->at, (size_t)(text_end - r->at));
    r->at = end == NULL ? r->end : end + 1;
    r->next_line++;
}

/* One content line, with its continuation lines (they start with a space or tab). */
static bool next_content(ics_reader *r)
{
    if (r->at == r->end)
        return false;
    hl_base__text_clear(&r->content);
    r->line = r->next_line;
    take_physical_line(r);
    while (r->at < r->end && (*r->at == ' ' || *r->at == '\t')) {
        r->at++;
        take_physical_line(r);
    }
    r->failed = r->failed || r->content.failed;
    return !r->failed;
}

/* The value when the content line is that property (with or without parameters), else NULL. */
static const char *value_of(const ics_reader *r, const char *property)
{
    const char *line = hl_base__text_string(&r->content);
    size_t length = strlen(property);
    if (!hl_base__begins(line, property) || (line[length] != ':' && line[length] != ';'))
        return NULL;
    bool quoted = false;
    for (const char *c = line + length; *c != '\0'; c++) {
        quoted = quoted != (*c == '"');
        if (*c == ':' && !quoted)
            return c + 1;
    }
    return NULL;
}

static bool holds(const char *text, const char *piece)
{
    for (; *text != '\0'; text++)
        if (hl_base__begins(text, piece))
            return true;
    return false;
}

static bool is(const char *text, const char *word)
{
    return hl_base__begins(text, word) && text[strlen(word)] == '\0';
}

static bool digits(const char *text, size_t count)
{
    return strspn(text, "0123456789") >= count;
}

static int32_t number(const char *text, size_t count)
{
    int64_t out = 0;
    (void)hl_base__number_parse_int(text, count, &out);
    return (int32_t)out;
}

/* 20261001, or a date-time at midnight: 20261001T000000[Z]. */
static bool read_day(const char *text, int64_t *day)
{
    size_t length = strcspn(text, ",");
    if (!digits(text, 8))
        return false;
    int32_t year = number(text, 4);
    int32_t month = text[4] == '0' ? number(text + 5, 1) : number(text + 4, 2);
    int32_t date = text[6] == '0' ? number(text + 7, 1) : number(text + 6, 2);
    if (year < 1 || month < 1 || month > 12 || date < 1 ||
        date > hl_base__civil_month_length(year, month))
        return false;
    *day = hl_base__civil_days(year, month, date);
    bool midnight =
        (length == 15 || (length == 16 && text[15] == 'Z')) && strncmp(text + 8, "T000000", 7) == 0;
    return length == 8 || midnight;
}

static void read_exceptions(ics_reader *r, const char *value)
{
    for (;;) {
        int64_t day = 0;
        if (!read_day(value, &day))
            complain(r, "EXDATE is not a whole day", "a date such as 20261001");
        else if (!hl_calendar__days_add(&r->except, day, false))
            r->failed = true;
        value += strcspn(value, ",");
        if (*value == '\0')
            return;
        value++;
    }
}

/* TH, 4TH, -1MO */
static bool read_by_day(event *e, const char *value, size_t length)
{
    static const char *const names[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    size_t sign = value[0] == '+';
    if (length < 2 + sign)
        return false;
    for (int32_t i = 0; i < 7; i++)
        if (hl_base__begins(value + length - 2, names[i]))
            e->by_weekday = i;
    return e->by_weekday >= 0 &&
           (length == 2 || hl_base__number_parse_int(value + sign, length - 2 - sign, &e->nth));
}

static bool read_rule_part(ics_reader *r, event *e, const char *part, size_t length)
{
    int64_t day = 0;
    const char *equals = memchr(part, '=', length);
    if (equals == NULL)
        return false;
    const char *value = equals + 1;
    size_t value_length = length - (size_t)(value - part);
    if (hl_base__begins(part, "FREQ="))
        return value_length == 6 && hl_base__begins(value, "YEARLY");
    if (hl_base__begins(part, "INTERVAL="))
        return hl_base__number_parse_int(value, value_length, &e->interval) && e->interval > 0;
    if (hl_base__begins(part, "BYMONTH="))
        return hl_base__number_parse_int(value, value_length, &e->by_month) && e->by_month > 0;
    if (hl_base__begins(part, "BYMONTHDAY="))
        return hl_base__number_parse_int(value, value_length, &e->by_date) && e->by_date > 0;
    if (hl_base__begins(part, "BYDAY="))
        return read_by_day(e, value, value_length);
    if (hl_base__begins(part, "BYSETPOS="))
        return hl_base__number_parse_int(value, value_length, &e->nth);
    if (hl_base__begins(part, "COUNT="))
        return hl_base__number_parse_int(value, value_length, &e->count) && e->count > 0;
    if (hl_base__begins(part, "WKST="))
        return true;
    if (hl_base__begins(part, "UNTIL=") && value_length >= 8 && digits(value, 8)) {
        char text[9] = "";
        memcpy(text, value, 8);
        if (!read_day(text, &day))
            return false;
        e->until = day;
        return true;
    }
    (void)r;
    return false;
}

/* The n-th of a weekday in a month of that year; 0: it has no fifth. */
static int32_t nth_weekday(int32_t year, int32_t month, int32_t weekday, int64_t nth)
{
    int32_t length = hl_base__civil_month_length(year, month);
    int32_t first = hl_base__civil_weekday(hl_base__civil_days(year, month, 1));
    int32_t date = 1 + (weekday - first + 7) % 7;
    if (nth > 0)
        date += 7 * (int32_t)(nth - 1);
    else
        date += 7 * ((length - date) / 7 + (int32_t)nth + 1);
    return date < 1 || date > length ? 0 : date;
}

static const char not_understood[] = "this repetition of an event is not understood";
static const char rule_accepted[] =
    "RRULE:FREQ=YEARLY with INTERVAL, COUNT or UNTIL, and BYMONTH=11;BYDAY=4TH for a weekday";

static void read_rule(ics_reader *r, event *e, const char *value)
{
    e->repeats = true;
    for (;;) {
        size_t length = strcspn(value, ";");
        if (!read_rule_part(r, e, value, length)) {
            complain(r, not_understood, rule_accepted);
            return;
        }
        value += length;
        if (*value == '\0')
            return;
        value++;
    }
}

/* P1D, P2W */
static bool read_duration(event *e, const char *value)
{
    hl_duration duration;
    if (!hl_base__duration_parse(value, strlen(value), &duration) || duration.months != 0 ||
        duration.ms % HL_DAY_MS != 0)
        return false;
    e->days = duration.days + duration.ms / HL_DAY_MS;
    return e->days > 0;
}

/* Whether the summary speaks of work, and whether of a day off. The word for days that are
 * exchanged (tiaoxiu) is said of both. */
static void read_summary(event *e, const char *summary)
{
    static const char *const works[] = {"班",         "working day", "workday", "make-up day",
                                        "makeup day", "абочий день", "munkanap"};
    static const char *const no_works[] = {"non-working", "nonworking", "not a working", "no work",
                                           "ерабочий"};
    static const char *const rests[] = {"day off", "放假", "（休）", "(休)"};
    bool negated = false;
    for (size_t i = 0; i < sizeof no_works / sizeof no_works[0]; i++)
        negated = negated || holds(summary, no_works[i]);
    for (size_t i = 0; i < sizeof works / sizeof works[0] && !negated; i++)
        e->says_work = e->says_work || holds(summary, works[i]);
    for (size_t i = 0; i < sizeof rests / sizeof rests[0]; i++)
        e->says_rest = e->says_rest || holds(summary, rests[i]);
}

/* A mark says it, else the summary does. */
static void judge_work(ics_reader *r, event *e)
{
    if (e->says_work && e->says_rest && !e->marked)
        complain(r, "the summary speaks of a holiday and of work: which is the day?",
                 "one of them, or X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY");
    e->working = !e->off && (e->working || (e->says_work && !e->says_rest));
}

static void read_mark(event *e, const char *value)
{
    e->marked = true;
    e->off = holds(value, "WORK-HOLIDAY");
    e->working = e->working || holds(value, "ALTERNATE-WORKDAY");
}

static void read_property(ics_reader *r, event *e)
{
    const char *value = NULL;
    if ((value = value_of(r, "DTSTART")) != NULL) {
        e->started = read_day(value, &e->start);
        if (!e->started)
            complain(r, "DTSTART is not a whole day", "a date such as 20261001");
    } else if ((value = value_of(r, "DTEND")) != NULL) {
        if (!read_day(value, &e->end))
            complain(r, "DTEND is not a whole day", "a date such as 20261008 (exclusive)");
    } else if ((value = value_of(r, "DURATION")) != NULL) {
        if (!read_duration(e, value))
            complain(r, "DURATION is not in whole days", "P1D");
    } else if ((value = value_of(r, "RRULE")) != NULL) {
        read_rule(r, e, value);
    } else if (value_of(r, "RDATE") != NULL) {
        complain(r, "RDATE is not understood", "one event a day, or RRULE:FREQ=YEARLY");
    } else if ((value = value_of(r, "EXDATE")) != NULL) {
        read_exceptions(r, value);
    } else if ((value = value_of(r, "SUMMARY")) != NULL) {
        read_summary(e, value);
    } else if ((value = value_of(r, "CATEGORIES")) != NULL) {
        e->working = e->working || holds(value, "workday");
    } else if ((value = value_of(r, "X-APPLE-SPECIAL-DAY")) != NULL) {
        read_mark(e, value);
    } else if ((value = value_of(r, "DESCRIPTION")) != NULL) {
        e->observed =
            hl_base__begins(value, "Observance") || (holds(value, "\\n") && holds(value, "Google"));
    } else if (value_of(r, "RECURRENCE-ID") != NULL) {
        complain(r, "RECURRENCE-ID is not understood", "one event a day, or RRULE:FREQ=YEARLY");
    } else if ((value = value_of(r, "STATUS")) != NULL) {
        e->cancelled = is(value, "CANCELLED");
    }
}

static bool is_excepted(const ics_reader *r, int64_t day)
{
    for (size_t i = 0; i < r->except.count; i++)
        if (r->except.items[i].day == day)
            return true;
    return false;
}

static void add_occurrence(ics_reader *r, const event *e, int64_t start, int64_t days)
{
    for (int64_t day = start; day < start + days && !is_excepted(r, start); day++)
        if (!hl_calendar__days_add(r->days, day, e->working))
            r->failed = true;
}

/* What the rule says beside the year is what the start is: the date, or the n-th such weekday of
 * its month. */
static bool is_rule(const event *e, int32_t year, int32_t month, int32_t date)
{
    if ((e->by_month > 0 && e->by_month != month) || (e->by_date > 0 && e->by_date != date))
        return false;
    if (e->by_weekday < 0)
        return e->nth == 0;
    return e->by_month > 0 && e->by_date == 0 && e->nth >= -5 && e->nth <= 5 && e->nth != 0 &&
           nth_weekday(year, month, e->by_weekday, e->nth) == date;
}

static void add_event(ics_reader *r, const event *e)
{
    int64_t days = e->days > 0 ? e->days : e->end == INT64_MIN ? 1 : e->end - e->start;
    if (!e->started || days < 1 || days > LONGEST_EVENT_DAYS) {
        complain(r,
                 e->started ? "an event of less than a day or more than a year"
                            : "an event without DTSTART",
                 "whole days: DTSTART;VALUE=DATE:20261001");
        return;
    }
    if (e->cancelled)
        return;
    if ((e->observed && !e->working) || (r->marks && !e->marked && !e->working)) {
        r->observances++;
        return;
    }
    int32_t year = 0;
    int32_t month = 0;
    int32_t date = 0;
    int64_t told = 0;
    int64_t step = e->interval > 0 && e->interval < 1000 ? e->interval : 1;
    hl_base__civil_from_days(e->start, &year, &month, &date);
    if (!is_rule(e, year, month, date)) {
        complain(r, not_understood, rule_accepted);
        return;
    }
    for (int64_t y = year; y < 9999; y += step) {
        if (e->by_weekday >= 0)
            date = nth_weekday((int32_t)y, month, e->by_weekday, e->nth);
        if (date == 0 || date > hl_base__civil_month_length((int32_t)y, month))
            continue; /* 29 February */
        int64_t start = hl_base__civil_days((int32_t)y, month, date);
        if (start > e->until || (y > year && start > r->last_day) || r->failed)
            break;
        add_occurrence(r, e, start, days);
        told++;
        if (!e->repeats || (e->count > 0 && told >= e->count))
            break;
    }
}

static void read_event(ics_reader *r)
{
    event e = {.line = r->line, .end = INT64_MIN, .until = INT64_MAX, .by_weekday = -1};
    int depth = 1; /* alarms nest inside */
    r->except.count = 0;
    while (depth > 0 && next_content(r)) {
        const char *opened = value_of(r, "BEGIN");
        const char *closed = value_of(r, "END");
        if (opened != NULL)
            depth++;
        else if (closed != NULL)
            depth--;
        else if (depth == 1)
            read_property(r, &e);
        if (depth == 0 && !is(closed, "VEVENT"))
            complain(r, "END of something that was not begun", "END:VEVENT");
    }
    if (depth > 0) {
        complain(r, "the file ends inside an event", "END:VEVENT");
        return;
    }
    r->line = e.line;
    judge_work(r, &e);
    add_event(r, &e);
}

/* Components of one calendar, up to its end. */
static bool read_calendar(ics_reader *r)
{
    while (next_content(r)) {
        const char *value = value_of(r, "BEGIN");
        if (value != NULL && is(value, "VEVENT"))
            read_event(r);
        value = value_of(r, "END");
        if (value != NULL && is(value, "VCALENDAR"))
            return true;
    }
    return false;
}

/* The calendars of a file, one behind the other (two years put together). */
static void read_calendars(ics_reader *r, size_t before)
{
    bool first = true;
    while (next_content(r)) {
        const char *value = value_of(r, "BEGIN");
        if (value != NULL && is(value, "VCALENDAR")) {
            first = false;
            if (!read_calendar(r) && !r->failed && hl_problems_errors(r->problems) == before)
                complain(r, "the file ends inside the calendar", "END:VCALENDAR");
        } else if (first || strspn(hl_base__text_string(&r->content), " \t") < r->content.length) {
            complain(r,
                     first ? "not an iCalendar file" : "something behind the end of the calendar",
                     first ? "BEGIN:VCALENDAR in its first line" : "another BEGIN:VCALENDAR");
            return;
        }
    }
    if (first && !r->failed)
        complain(r, "not an iCalendar file", "BEGIN:VCALENDAR in its first line");
}

static void tell_observances(const ics_reader *r)
{
    char message[160];
    (void)snprintf(message, sizeof message,
                   "observances of the calendar that are no days off: %lld, left out",
                   (long long)r->observances);
    if (r->observances > 0)
        hl_problems_add(
            r->problems,
            &(hl_problem){.severity = HL_PROBLEM_NOTE, .file = r->file, .message = message});
}

hl_status hl_calendar__days_read_ics(hl_days *days, const char *file, const char *text,
                                     size_t length, int64_t last_day, hl_problems *problems,
                                     hl_error *err)
{
    size_t before = hl_problems_errors(problems);
    size_t mark = length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    ics_reader r = {.file = file,
                    .at = text + mark,
                    .end = text + length,
                    .next_line = 1,
                    .days = days,
                    .last_day = last_day,
                    .problems = problems};
    r.line = 1;
    if (memchr(text, '\0', length) != NULL) {
        complain(&r, "not text", "an iCalendar file");
    } else {
        r.marks = holds(text, "X-APPLE-SPECIAL-DAY:WORK-HOLIDAY");
        read_calendars(&r, before);
    }
    bool failed = r.failed;
    hl_base__text_free(&r.content);
    hl_calendar__days_free(&r.except);
    if (failed || hl_problems_status(problems, NULL) != HL_OK)
        return hl_error_memory(err);
    if (hl_problems_errors(problems) > before)
        return hl_error_set(err, HL_REJECTED, "%s: the calendar cannot be read", file);
    tell_observances(&r);
    return HL_OK;
}
