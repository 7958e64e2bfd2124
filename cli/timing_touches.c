#include <string.h>

#include "cli/shares.h"
#include "cli/timing_forms.h"

static bool take_winsorize(const hl_args *args, double *quantile)
{
    const char *text = hl_cli_value(args, "winsorize");
    if (text == NULL || strcmp(text, "none") != 0)
        return hl_cli_share(args, "winsorize", quantile);
    *quantile = 1;
    return true;
}

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

bool hl_cli_timing_guardrail(const hl_args *args)
{
    const char *guardrail = hl_cli_value(args, "guardrail");
    static const char *const wanted[] = {"outcome", "outcome-at", "value"};
    for (size_t i = 0; guardrail != NULL && i < COUNT(wanted); i++) {
        const char *other = hl_cli_value(args, wanted[i]);
        if (other != NULL && strcmp(other, guardrail) == 0) {
            (void)hl_cli_usage(args,
                               "--guardrail is what a touch is not to bring about: '%s' is what "
                               "--%s asks for",
                               guardrail, wanted[i]);
            return false;
        }
    }
    return true;
}

bool hl_cli_timing_touches(const hl_args *args, hl_timing_options *o)
{
    const char *outcome = hl_cli_value(args, "outcome"), *value = hl_cli_value(args, "value"),
               *outcome_at = hl_cli_value(args, "outcome-at");
    if (hl_cli_value(args, "sent-at") == NULL) {
        (void)hl_cli_usage(args, "--%s COL is needed: which column is it?", "sent-at");
        return false;
    }
    if (outcome == NULL && outcome_at == NULL && value == NULL) {
        (void)hl_cli_usage(args, "--%s COL is needed: which column is it?", "outcome");
        return false;
    }
    if ((outcome != NULL) + (outcome_at != NULL) + (value != NULL) > 1) {
        (void)hl_cli_usage(args, "--outcome, --outcome-at and --value each say what came of a "
                                 "touch: give one of them");
        return false;
    }
    o->calendar = hl_cli_value(args, "calendar");
    o->within = hl_cli_value(args, "within");
    o->columns = (hl_timing_columns){.sent_at = hl_cli_value(args, "sent-at"),
                                     .outcome = outcome,
                                     .outcome_at = outcome_at,
                                     .value = value,
                                     .user = hl_cli_value(args, "user"),
                                     .segment = hl_cli_value(args, "segment"),
                                     .hook = hl_cli_value(args, "hook"),
                                     .variant = hl_cli_value(args, "variant"),
                                     .propensity = hl_cli_value(args, "propensity"),
                                     .policy = o->columns.policy,
                                     .guardrail = o->columns.guardrail};
    if (!take_winsorize(args, &o->winsorize))
        return false;
    if (value == NULL && hl_cli_value(args, "winsorize") != NULL) {
        (void)hl_cli_usage(args, "--winsorize is of values: give --value COL");
        return false;
    }
    hl_cli_times(args, &o->style);
    return hl_cli_take_hours(args, o->legal) && hl_cli_now(args, &o->now_utc_ms);
}
