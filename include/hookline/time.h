/* Times as text, for callers of the library. Instants are UTC milliseconds since 1970. */
#ifndef HOOKLINE_TIME_H
#define HOOKLINE_TIME_H

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

/* RFC 3339 with offset, or epoch milliseconds; HL_REJECTED for anything else. */
HL_API HL_NODISCARD hl_status hl_time_parse(const char *text, int64_t *utc_ms);

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
