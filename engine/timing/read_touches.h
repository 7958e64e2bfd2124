/* A table of touches -> a log. */
#ifndef HL_TIMING_READ_TOUCHES_H
#define HL_TIMING_READ_TOUCHES_H

#include "calendar/days.h"
#include "hookline/timing.h"
#include "timing/delays.h"

/* Rows that were left out. */
typedef struct hl_timing_left_out {
    int64_t unsent, future, zoneless;
} hl_timing_left_out;

typedef struct hl_timing_reading {
    hl_timing_log *log;
    int64_t rows;
    int64_t first_utc_ms, last_utc_ms; /* of touches that were taken */
    hl_timing_left_out left_out;
    hl_timing_waiting waiting;
    hl_days days; /* of the calendar, sorted; the caller frees them, also after a failure */
} hl_timing_reading;

HL_NODISCARD hl_status hl_timing__read_touches(hl_row_source *touches,
                                               const hl_timing_options *options,
                                               hl_problems *problems, hl_timing_reading *reading,
                                               hl_error *err);

#endif
