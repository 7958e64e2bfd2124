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

/* Text, Markdown or JSON ("hookline-timing-evaluation/1"). *out is to be freed with free(). */
HL_API HL_NODISCARD hl_status hl_timing_write_evaluation(const hl_timing_evaluation *evaluation,
                                                         const hl_report_options *options,
                                                         char **out, hl_error *err);

/* Takes the next piece of what is written; anything but HL_OK ends it with that status. */
typedef hl_status hl_timing_sink(void *context, const char *data, size_t length, hl_error *err);
/* hl_timing_choose_rows, written as CSV: user_id, at, zone, slot, policy, propensity. */
HL_API HL_NODISCARD hl_status hl_timing_stream_choices(const hl_timing_model *model,
                                                       hl_row_source *users,
                                                       const hl_timing_choose_options *options,
                                                       hl_problems *problems, hl_timing_sink *sink,
                                                       void *context, hl_timing_chosen *chosen,
                                                       hl_error *err);

#ifdef __cplusplus
}
#endif
#endif
