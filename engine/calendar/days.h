/* Special days: holidays and make-up working days (tiaoxiu), from lists or calendar files. */
#ifndef HL_CALENDAR_DAYS_H
#define HL_CALENDAR_DAYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hookline/error.h"
#include "hookline/problems.h"

typedef struct hl_special {
    int64_t day; /* civil day number */
    bool working;
} hl_special;

/* A zeroed set is empty and ready; sorted once hl_calendar__days_sort was called. */
typedef struct hl_days {
    hl_special *items;
    size_t count;
    size_t capacity;
} hl_days;

bool hl_calendar__days_add(hl_days *days, int64_t day, bool working); /* false: out of memory */
/* Sorts; a day that is both is a working day. With problems it is told what is odd. */
void hl_calendar__days_sort(hl_days *days);
void hl_calendar__days_tell(hl_days *days, const char *file, hl_problems *problems);
void hl_calendar__days_free(hl_days *days);
/* Monday to Friday without holidays, and make-up days. */
bool hl_calendar__days_works(const hl_days *days, int64_t day);

/* Reads a calendar: iCalendar when it starts with BEGIN:VCALENDAR, else JSON
 * {"holidays": ["2026-10-01", ...], "working": [...]}. Problems with their lines go to the list;
 * HL_REJECTED when there is an error. Yearly events are continued to last_day. */
HL_NODISCARD hl_status hl_calendar__days_read(hl_days *days, const char *file, const char *text,
                                              size_t length, int64_t last_day,
                                              hl_problems *problems, hl_error *err);
HL_NODISCARD hl_status hl_calendar__days_read_ics(hl_days *days, const char *file, const char *text,
                                                  size_t length, int64_t last_day,
                                                  hl_problems *problems, hl_error *err);

/* The same of a file, of 4 MiB at most; days is not sorted yet. */
HL_NODISCARD hl_status hl_calendar__days_read_file(const char *path, int64_t last_day,
                                                   hl_problems *problems, hl_days *days,
                                                   hl_error *err);

/* ---- days_remarks.c: warnings */

/* Of days that are sorted and may stand twice: those that are holidays and working days, working
 * days that work anyway, years that nobody means. */
void hl_calendar__days_remark(const hl_days *days, const char *file, hl_problems *problems);
/* Of sorted days: that they lack a year of those from one day to the other, or end long before. */
void hl_calendar__days_remark_years(const hl_days *days, int64_t from_day, int64_t to_day,
                                    const char *file, hl_problems *problems);

#endif
