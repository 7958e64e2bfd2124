/* Tables of touches to learn from. The first letter says which column is the outcome: o (yes or
 * no), v (a value), t (an instant, within six hours). A model is made, or the table is refused with
 * a reason; rows are all counted. */
#include <string.h>

#include "hookline/rows.h"
#include "hookline/timing.h"
#include "tests/support/fuzz.h"

static hl_timing_options options_of(char how)
{
    hl_timing_options o = HL_TIMING_OPTIONS_INIT;
    o.columns.sent_at = "at";
    o.columns.user = "u";
    o.columns.segment = "s";
    o.columns.propensity = "p";
    if (how == 'v') {
        o.columns.value = "y";
    } else if (how == 't') {
        o.columns.outcome_at = "y";
        o.within = "PT6H";
    } else {
        o.columns.outcome = "y";
    }
    o.zone = "Asia/Shanghai";
    o.half_life_days = 30;
    o.now_utc_ms = INT64_C(1775001600000); /* 2026-04-01 */
    return o;
}

static void check_counts(const hl_timing_model *model)
{
    const hl_timing_report_options how = {.width_hours = 3};
    hl_timing_report *report = NULL;
    hl_error err = HL_ERROR_INIT;
    if (hl_timing_report_of(model, &how, &report, &err) != HL_OK)
        abort();
    const hl_timing_data *d = &report->data;
    if (d->touches + d->unsent + d->future + d->unknown_zone + d->too_young != d->rows)
        abort();
    hl_timing_report_free(report);
}

static void take(const char *text, size_t length)
{
    const hl_rows_file_options csv = {.format = HL_ROWS_CSV};
    const hl_timing_options o = options_of(length > 0 ? text[0] : 'o');
    hl_row_source *rows = NULL;
    hl_timing_model *model = NULL;
    hl_error err = HL_ERROR_INIT;
    text += length > 0;
    length -= length > 0;
    hl_status status = hl_rows_open_text("fuzz", text, length, &csv, &rows, &err);
    if (status == HL_OK)
        status = hl_timing_fit_rows(rows, &o, NULL, &model, &err);
    if (status != HL_OK && (err.message[0] == '\0' || model != NULL))
        abort();
    if (status == HL_OK)
        check_counts(model);
    hl_timing_model_free(model);
    hl_rows_close(rows);
}

HL_FUZZ_TARGET("touches", 400, take)
