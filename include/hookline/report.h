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

/* How much a report tells to people. */
typedef enum hl_report_detail {
    HL_REPORT_FULL, /* everything */
    HL_REPORT_SHORT /* one screen: the verdict and why, what next, the primary metrics, guardrails,
                       segments that differ, checks that are not ok */
} hl_report_detail;

enum { HL_REPORT_WIDTH = 100, HL_REPORT_LEAST_WIDTH = 80, HL_REPORT_MOST_WIDTH = 160 };

/* All but the format is for the text forms alone: JSON is the same, whatever is asked here. */
typedef struct hl_report_options {
    hl_report_format format;
    hl_lang lang;
    hl_report_detail detail;
    size_t width; /* columns of HL_REPORT_TEXT, from HL_REPORT_LEAST_WIDTH to _MOST_WIDTH; 0:
                     HL_REPORT_WIDTH */
    bool colour;  /* ANSI codes in HL_REPORT_TEXT, which reads without them too */
    size_t
        word_count; /* the words of a command line that makes the same report again, for the full */
    const char *const *words; /* form to show as a shell reads them; 0: none is shown */
} hl_report_options;
#define HL_REPORT_OPTIONS_INIT                                                                     \
    {                                                                                              \
        HL_REPORT_TEXT, HL_LANG_EN, HL_REPORT_FULL, 0, false, 0, NULL                              \
    }

/* *out is UTF-8 terminated by NUL, to be freed by the caller with free(). JSON:
 * docs/formats/analysis.md. HL_USAGE: a width that cannot be; HL_FAILED: out of memory. */
HL_API HL_NODISCARD hl_status hl_report_write_as(const hl_analysis *analysis,
                                                 const hl_report_options *options, char **out,
                                                 hl_error *err);
/* The full report in HL_REPORT_WIDTH columns. *out as above. */
HL_API HL_NODISCARD hl_status hl_report_write(const hl_analysis *analysis, hl_report_format format,
                                              hl_lang lang, bool colour, char **out, hl_error *err);
/* Text or Markdown: what to open first, every experiment in a line, and in the full form the
 * clearest differences. JSON: one object a line for each experiment ("hookline-batch/1";
 * docs/formats/batch.md). *out and errors as above. */
HL_API HL_NODISCARD hl_status hl_report_write_batch_as(const hl_batch *batch,
                                                       const hl_report_options *options, char **out,
                                                       hl_error *err);
/* The full form in HL_REPORT_WIDTH columns. */
HL_API HL_NODISCARD hl_status hl_report_write_batch(const hl_batch *batch, hl_report_format format,
                                                    hl_lang lang, char **out, hl_error *err);
/* JSON: "hookline-calibration/1"; docs/commands/calibrate.md. *out as above. */
HL_API HL_NODISCARD hl_status
hl_report_write_calibration_as(const hl_calibration *calibration, const hl_report_options *options,
                               char **out, hl_error *err); /* there is no short form */
/* In HL_REPORT_WIDTH columns. */
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
