/* Chosen send times as CSV: a line a user. */
#include <stdio.h>

#include "base/civil.h"
#include "base/number.h"
#include "hookline/timing_report.h"
#include "reports/csv_line.h"

static const char *const columns[] = {"user_id", "at", "zone", "slot", "policy", "propensity"};
enum { COLUMNS = sizeof columns / sizeof columns[0], PIECE = 1 << 16 };

typedef struct stream {
    hl_timing_sink *sink;
    void *context;
    hl_text text;
} stream;

static hl_status flush(stream *s, size_t least, hl_error *err)
{
    hl_status status = hl_base__text_status(&s->text, err);
    if (status != HL_OK || s->text.length < least)
        return status;
    status = s->sink(s->context, hl_base__text_string(&s->text), s->text.length, err);
    hl_base__text_clear(&s->text);
    return status;
}

static hl_status take(void *context, const hl_timing_choice *choice, hl_error *err)
{
    stream *s = context;
    char at[HL_TIME_TEXT], slot[8], propensity[HL_NUMBER_TEXT];
    (void)snprintf(slot, sizeof slot, "%d", choice->slot);
    const char *values[COLUMNS] = {choice->user_id,
                                   hl_base__time_text(choice->at.utc_ms, choice->at.offset_s, at),
                                   choice->zone,
                                   slot,
                                   hl_timing_policy_name(choice->policy),
                                   hl_base__number_text(choice->propensity, propensity)};
    hl_reports__csv_line(&s->text, values, COLUMNS);
    return flush(s, PIECE, err);
}

hl_status hl_timing_stream_choices(const hl_timing_model *model, hl_row_source *users,
                                   const hl_timing_choose_options *options, hl_problems *problems,
                                   hl_timing_sink *sink, void *context, hl_timing_chosen *chosen,
                                   hl_error *err)
{
    stream s = {.sink = sink, .context = context};
    hl_reports__csv_line(&s.text, columns, COLUMNS);
    hl_status status =
        hl_timing_choose_rows(model, users, options, problems, take, &s, chosen, err);
    if (status == HL_OK)
        status = flush(&s, 0, err);
    hl_base__text_free(&s.text);
    return status;
}
