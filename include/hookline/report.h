/* Reports: an analysis, a batch of them or a calibration as text, Markdown or JSON, and why a user
 * is in an arm, in English or Chinese. */
#ifndef HOOKLINE_REPORT_H
#define HOOKLINE_REPORT_H

#include "hookline/analysis.h"
#include "hookline/assign.h"
#include "hookline/batch.h"
#include "hookline/calibrate.h"
#include "hookline/error.h"
#include "hookline/lang.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum hl_report_format {
    HL_REPORT_TEXT,
    HL_REPORT_MARKDOWN,
    HL_REPORT_JSON
} hl_report_format;

/* *out is UTF-8 terminated by NUL, to be freed by the caller with free(). Text fits 100 columns and
 * is readable without colour; colour adds ANSI codes to the text form only. JSON is the same in
 * every language: docs/formats/analysis.md. */
HL_API HL_NODISCARD hl_status hl_report_write(const hl_analysis *analysis, hl_report_format format,
                                              hl_lang lang, bool colour, char **out, hl_error *err);
/* Text or Markdown: a summary and the clearest differences. JSON: one object a line for each
 * experiment ("hookline-batch/1"; docs/commands/analyze.md). *out as above. */
HL_API HL_NODISCARD hl_status hl_report_write_batch(const hl_batch *batch, hl_report_format format,
                                                    hl_lang lang, char **out, hl_error *err);
/* JSON: "hookline-calibration/1"; docs/commands/calibrate.md. *out as above. */
HL_API HL_NODISCARD hl_status hl_report_write_calibration(const hl_calibration *calibration,
                                                          hl_report_format format, hl_lang lang,
                                                          char **out, hl_error *err);
/* A line for each step, with bucket numbers and ranges. *out as above. */
HL_API HL_NODISCARD hl_status hl_report_write_explanation(const hl_assign_explanation *explanation,
                                                          hl_lang lang, char **out, hl_error *err);

#ifdef __cplusplus
}
#endif
#endif
