/* The public door: one analysis, three forms. */
#include "hookline/report.h"

#include "reports/analysis_json.h"
#include "reports/compose.h"
#include "reports/compose_short.h"
#include "reports/gloss.h"
#include "reports/titles.h"

static hl_document new_document(const hl_analysis *analysis, const hl_report_options *options,
                                hl_lang lang)
{
    hl_document document = {.lang = lang, .width = options->width};
    hl_reports__take_titles(&document, analysis->design);
    return document;
}

static hl_document short_form_in(const hl_analysis *analysis, const hl_report_options *options,
                                 size_t room, hl_lang lang)
{
    hl_document document = new_document(analysis, options, lang);
    hl_reports__compose_short(analysis, &hl_reports__short_rooms[room], &document);
    hl_reports__gloss(&document);
    return document;
}

/* With as much room as a screen has: the same in each language, so that all say the same. */
static hl_document short_form(const hl_analysis *analysis, const hl_report_options *options)
{
    static const hl_lang langs[] = {HL_LANG_EN, HL_LANG_ZH};
    size_t room = 0;
    for (size_t i = 0; i < sizeof langs / sizeof langs[0]; i++)
        for (bool fits = false; !fits && room + 1 < hl_reports__short_room_count;) {
            hl_document document = short_form_in(analysis, options, room, langs[i]);
            fits = hl_reports__short_fits(&document);
            room += !fits;
            if (document.failed)
                return document;
            hl_base__arena_free(&document.arena);
        }
    return short_form_in(analysis, options, room, options->lang);
}

static hl_document full_form(const hl_analysis *analysis, const hl_report_options *options)
{
    hl_document document = new_document(analysis, options, options->lang);
    hl_reports__compose(analysis, options->words, options->word_count, &document);
    hl_reports__gloss(&document);
    return document;
}

static void write_document(const hl_analysis *analysis, const hl_report_options *options,
                           hl_text *out)
{
    hl_document document = options->detail == HL_REPORT_SHORT ? short_form(analysis, options)
                                                              : full_form(analysis, options);
    hl_reports__render(&document, options, out);
}

hl_status hl_report_write_as(const hl_analysis *analysis, const hl_report_options *options,
                             char **out, hl_error *err)
{
    hl_text text = {0};
    hl_status status = hl_reports__check_width(options->width, err);
    *out = NULL;
    if (status != HL_OK)
        return status;
    if (options->format == HL_REPORT_JSON)
        hl_reports__render_json(analysis, &text);
    else
        write_document(analysis, options, &text);
    *out = hl_base__text_take(&text);
    return *out == NULL ? hl_error_memory(err) : HL_OK;
}

hl_status hl_report_write(const hl_analysis *analysis, hl_report_format format, hl_lang lang,
                          bool colour, char **out, hl_error *err)
{
    hl_report_options options = HL_REPORT_OPTIONS_INIT;
    options.format = format;
    options.lang = lang;
    options.colour = colour;
    return hl_report_write_as(analysis, &options, out, err);
}
