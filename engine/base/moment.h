/* Times that are compared as conditions do: with or without an offset, however they are written. */
#ifndef HL_BASE_MOMENT_H
#define HL_BASE_MOMENT_H

#include "base/civil.h"

typedef struct hl_moment {
    hl_time_form form;   /* HL_TIME_INVALID: it is none, */
    hl_time_fault fault; /* and why */
    int64_t utc_ms;      /* of an instant */
    int64_t clock_ms;    /* what the clock showed that it was written by */
} hl_moment;

/* Without a style: a text that may be two times is none. */
hl_moment hl_base__moment_read(const char *text, size_t length);
/* -1, 0, 1: two instants by when they are, else by what the clocks showed. */
int hl_base__moment_order(const hl_moment *a, const hl_moment *b);
/* Whether a text is written as a date is, so that others are compared with it as with one: digits
 * alone are a number, or a name. It may still be none. */
bool hl_base__is_date_like(const char *text, size_t length);
/* Of a text that is none: that it is a time all the same, and only who wrote it knows which. */
bool hl_base__is_open_time(hl_time_fault fault);

#endif
