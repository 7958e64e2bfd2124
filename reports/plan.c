/* Writing a plan, whole or piece by piece. */
#include "reports/plan_text.h"

enum { PIECE = 1 << 16 };

static hl_status hand_over(hl_text *text, hl_plan_sink *sink, void *context, hl_error *err)
{
    if (hl_base__text_status(text, err) != HL_OK)
        return HL_FAILED;
    hl_status status = text->length == 0 ? HL_OK : sink(context, text->data, text->length, err);
    hl_base__text_clear(text);
    return status;
}

static hl_status stream_calendar(hl_plan *plan, hl_lang lang, hl_plan_sink *sink, void *context,
                                 hl_error *err)
{
    hl_text text = {0};
    const hl_plan_summary *summary = NULL;
    hl_status status = hl_plan_summarise(plan, &summary, err);
    if (status != HL_OK)
        return status;
    hl_reports__plan_calendar(summary, hl_plan_count(plan), hl_plan_tzdata(plan), lang, &text);
    status = hand_over(&text, sink, context, err);
    hl_base__text_free(&text);
    return status;
}

static hl_status stream_lines(hl_plan *plan, hl_plan_lines *lines, hl_plan_sink *sink,
                              void *context, hl_error *err)
{
    hl_text text = {0};
    hl_planned_touch touch;
    hl_status status = HL_OK;
    hl_reports__plan_header(lines->format, &text);
    while (status == HL_OK && hl_plan_next(plan, &touch)) {
        hl_reports__plan_line(lines, &touch, &text);
        if (text.length >= PIECE || text.failed)
            status = hand_over(&text, sink, context, err);
    }
    if (status == HL_OK)
        status = hand_over(&text, sink, context, err);
    hl_base__text_free(&text);
    return status;
}

hl_status hl_plan_stream(hl_plan *plan, hl_plan_format format, hl_lang lang, hl_plan_sink *sink,
                         void *context, hl_error *err)
{
    hl_plan_lines lines = {.format = format, .lang = lang, .tzdata = hl_plan_tzdata(plan)};
    if (format == HL_PLAN_CALENDAR)
        return stream_calendar(plan, lang, sink, context, err);
    hl_plan_rewind(plan);
    hl_status status = stream_lines(plan, &lines, sink, context, err);
    hl_plan_rewind(plan);
    hl_reports__plan_lines_free(&lines);
    return status;
}

static hl_status keep(void *context, const char *data, size_t length, hl_error *err)
{
    hl_text *all = context;
    hl_base__text_add_bytes(all, data, length);
    return hl_base__text_status(all, err);
}

hl_status hl_plan_write(hl_plan *plan, hl_plan_format format, hl_lang lang, char **out,
                        hl_error *err)
{
    hl_text all = {0};
    hl_status status = hl_plan_stream(plan, format, lang, keep, &all, err);
    *out = NULL;
    if (status != HL_OK) {
        hl_base__text_free(&all);
        return status;
    }
    *out = hl_base__text_take(&all);
    return *out == NULL ? hl_error_memory(err) : HL_OK;
}
