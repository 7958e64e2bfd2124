#include "cli/timing_forms.h"

void hl_cli_timing_zone(const hl_args *args, const hl_row_source *rows, hl_timing_options *o)
{
    const char *zone = hl_cli_value(args, "zone");
    if (zone == NULL)
        return;
    if (hl_rows_column(rows, zone) >= 0)
        o->columns.zone = zone;
    else
        o->zone = zone;
}

bool hl_cli_timing_touches(const hl_args *args, hl_timing_options *o)
{
    static const char *const needed[] = {"sent-at", "outcome"};
    for (size_t i = 0; i < COUNT(needed); i++)
        if (hl_cli_value(args, needed[i]) == NULL) {
            (void)hl_cli_usage(args, "--%s COL is needed: which column is it?", needed[i]);
            return false;
        }
    o->columns = (hl_timing_columns){.sent_at = hl_cli_value(args, "sent-at"),
                                     .outcome = hl_cli_value(args, "outcome"),
                                     .user = hl_cli_value(args, "user"),
                                     .segment = hl_cli_value(args, "segment"),
                                     .hook = hl_cli_value(args, "hook"),
                                     .variant = hl_cli_value(args, "variant"),
                                     .propensity = hl_cli_value(args, "propensity")};
    hl_cli_times(args, &o->style);
    return hl_cli_take_hours(args, o->legal) && hl_cli_now(args, &o->now_utc_ms);
}
