/* Times as text, for callers of the library. Instants are UTC milliseconds since 1970. */
#ifndef HOOKLINE_TIME_H
#define HOOKLINE_TIME_H

#include <stdint.h>

#include "hookline/error.h"

#ifdef __cplusplus
extern "C" {
#endif

/* RFC 3339 with offset, or epoch milliseconds; HL_REJECTED for anything else. */
HL_API HL_NODISCARD hl_status hl_time_parse(const char *text, int64_t *utc_ms);

#ifdef __cplusplus
}
#endif
#endif
