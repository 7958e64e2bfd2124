/* Times that name their month or their weekday. */
#ifndef HL_BASE_TIME_NAMES_H
#define HL_BASE_TIME_NAMES_H

#include <stdbool.h>
#include <stddef.h>

enum { HL_TIME_NAMES_ROOM = 80 };

/* "Mar 1, 2026, 9:05 AM" (HubSpot, Mixpanel), "1-Mar-2026 09:05" (Oracle, Excel), "Sun, 01 Mar 2026
 * 09:05:00 +0800" (RFC 5322), "Sun Mar 01 2026 09:05:00 GMT+0800" (JavaScript),
 * "01/Mar/2026:09:05:00 +0800" (Apache), "Sun Mar  1 09:05:00 2026" (C): written anew with a month
 * in figures, "2026-03-01 09:05:00 +0800", terminated by NUL. False: it has no English name of a
 * month where one could stand, or is too long. *short_year: it does, and a year of two digits. */
bool hl_base__time_in_figures(const char *text, size_t length, char out[HL_TIME_NAMES_ROOM],
                              bool *short_year);

#endif
