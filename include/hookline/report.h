/* Reports: an analysis as text, Markdown or JSON, in English or Chinese. */
#ifndef HOOKLINE_REPORT_H
#define HOOKLINE_REPORT_H

#include "hookline/analysis.h"
#include "hookline/error.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum hl_lang { HL_LANG_EN, HL_LANG_ZH } hl_lang;
typedef enum hl_report_format {
    HL_REPORT_TEXT,
    HL_REPORT_MARKDOWN,
    HL_REPORT_JSON
} hl_report_format;

/* *out is UTF-8 terminated by NUL, to be freed by the caller with free(). Text fits 100 columns and
 * is readable without colour; colour adds ANSI codes to the text form only. */
HL_API HL_NODISCARD hl_status hl_report_write(const hl_analysis *analysis, hl_report_format format,
                                              hl_lang lang, bool colour, char **out, hl_error *err);

#ifdef __cplusplus
}
#endif
#endif
