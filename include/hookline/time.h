/* Times as text, for callers of the library. Instants are UTC milliseconds since 1970. */
#ifndef HOOKLINE_TIME_H
#define HOOKLINE_TIME_H

#include <stdbool.h>
#include <stdint.h>

#include "hookline/error.h"

#ifdef __cplusplus
extern "C" {
#endif

/* An instant, and what some clock shows then: local time is utc_ms + offset_s * 1000. */
typedef struct hl_local_time {
    int64_t utc_ms;
    int32_t offset_s; /* seconds east of UTC; 0 when there is no such instant */
} hl_local_time;

/* What bare numbers are that stand for a time. */
typedef enum hl_epoch {
    HL_EPOCH_UNSAID,  /* 12 or 13 digits are milliseconds since 1970, 14 yyyymmddhhmmss; 9 to 11
                         are refused, as seconds most probably */
    HL_EPOCH_SECONDS, /* since 1970, */
    HL_EPOCH_MILLISECONDS, /* */
    HL_EPOCH_MICROSECONDS, /* */
    HL_EPOCH_EXCEL,        /* days since 1899-12-30 with the time of day as their fraction, local */
    HL_EPOCH_NANOSECONDS   /* since 1970 */
} hl_epoch;

/* Which number of 3/1/2026 is the month. */
typedef enum hl_date_order {
    HL_DATE_ORDER_UNSAID, /* such dates are refused */
    HL_DATE_ORDER_DMY,
    HL_DATE_ORDER_MDY
} hl_date_order;

/* When in its day that was of which a date alone is known. */
typedef enum hl_date_only {
    HL_DATE_ONLY_UNSAID, /* what is wanted as an instant is refused */
    HL_DATE_ONLY_START,  /* midnight: before all else of the day */
    HL_DATE_ONLY_END     /* its last millisecond: behind all else */
} hl_date_only;

/* How times are written, where that cannot be told from the text alone. Zeroed: nothing is said. */
typedef struct hl_time_style {
    hl_epoch epoch;
    hl_date_order order;
    hl_date_only dates; /* of touches and events; also a local midnight counts as a date then */
} hl_time_style;

/* As options write them: "seconds", "milliseconds", "microseconds", "excel", "nanoseconds"; "dmy",
 * "mdy"; "start", "end"; NULL for a number that is none, and for what is not said. */
HL_API const char *hl_epoch_name(hl_epoch epoch);
HL_API const char *hl_date_order_name(hl_date_order order);
HL_API const char *hl_date_only_name(hl_date_only dates);

/* RFC 3339 with offset, or epoch milliseconds; HL_REJECTED for anything else. */
HL_API HL_NODISCARD hl_status hl_time_parse(const char *text, int64_t *utc_ms);
/* The same in a style (NULL: nothing is said); err says why. */
HL_API HL_NODISCARD hl_status hl_time_read(const char *text, const hl_time_style *style,
                                           int64_t *utc_ms, hl_error *err);
/* Whether an instant lies where those of customers lie: from 2000 to the end of 2100. One that does
 * not was most likely misread. */
HL_API bool hl_time_is_usual(int64_t utc_ms);

enum { HL_TIME_TEXT = 40 }; /* bytes that any time needs, with its NUL */
/* RFC 3339: "2026-11-22T18:00:00+08:00", "...Z" where the offset is 0. Returns buffer. */
HL_API char *hl_time_text(hl_local_time at, char buffer[HL_TIME_TEXT]);

/* Time zones are read from this directory of TZif files instead of /usr/share/zoneinfo, by the
 * whole process: like hl_init, call it before anything else, from one thread. The path is copied.
 * HL_USAGE when it is too long (about 900 bytes); a directory that is not there has no zones. */
HL_API HL_NODISCARD hl_status hl_time_use_zones(const char *directory, hl_error *err);

#ifdef __cplusplus
}
#endif
#endif
