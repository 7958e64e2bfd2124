/* What a send-time model says, for people and for programs. */
#ifndef HOOKLINE_TIMING_REPORT_H
#define HOOKLINE_TIMING_REPORT_H

#include "hookline/error.h"
#include "hookline/report.h"
#include "hookline/timing.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Text, Markdown or JSON ("hookline-timing-report/1"; docs/formats/timing.md). There is no short
 * form. *out is to be freed with free(). */
HL_API HL_NODISCARD hl_status hl_timing_write_report(const hl_timing_report *report,
                                                     const hl_report_options *options, char **out,
                                                     hl_error *err);

#ifdef __cplusplus
}
#endif
#endif
