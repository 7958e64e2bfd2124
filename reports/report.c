/* The public door: one analysis, three forms. */
#include "hookline/report.h"

#include "reports/analysis_json.h"
#include "reports/compose.h"

static void write_document(const hl_analysis *analysis, hl_report_format format, hl_lang lang,
                           bool colour, hl_text *out)
{
    hl_document document = {.lang = lang};
    hl_reports__compose(analysis, &document);
    if (document.failed)
        out->failed = true;
    else if (format == HL_REPORT_TEXT)
        hl_reports__render_text(&document, colour, out);
    else
        hl_reports__render_markdown(&document, out);
    hl_base__arena_free(&document.arena);
}

hl_status hl_report_write(const hl_analysis *analysis, hl_report_format format, hl_lang lang,
                          bool colour, char **out, hl_error *err)
{
    hl_text text = {0};
    if (format == HL_REPORT_JSON)
        hl_reports__render_json(analysis, &text);
    else
        write_document(analysis, format, lang, colour, &text);
    *out = hl_base__text_take(&text);
    return *out == NULL ? hl_error_memory(err) : HL_OK;
}
