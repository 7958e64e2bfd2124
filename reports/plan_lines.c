/* A plan as CSV or NDJSON: one line a touch. */
#include <string.h>

#include "base/civil.h"
#include "base/number.h"
#include "reports/csv_line.h"
#include "reports/messages/plan.h"
#include "reports/plan_text.h"
#include "json/writer.h"

/* What one line says, as text; the same for both formats. */
enum {
    TOUCH_ID,
    USER_ID,
    EXPERIMENT,
    ARM,
    HOOK,
    VARIANT,
    WINDOW,
    CHANNEL,
    OPERATOR,
    STEP,
    PLANNED_AT,
    SENT_AT,
    PROPENSITY,
    COST,
    STATE,
    TRIGGER_ID,
    ZONE,
    ZONE_SOURCE,
    BINDING,
    REASON,
    TZDATA,
    POLICY,
    MODEL,
    COLUMNS
};

static const char *const names[COLUMNS] = {
    "touch_id",   "user_id", "experiment", "arm",        "hook",       "variant",
    "window",     "channel", "operator",   "step",       "planned_at", "sent_at",
    "propensity", "cost",    "state",      "trigger_id", "zone",       "zone_source",
    "binding",    "reason",  "tzdata",     "policy",     "model"};

const char *hl_reports__zone_source_name(hl_zone_source source)
{
    static const char *const sources[] = {"device",  "profile",   "inferred",
                                          "segment", "workspace", "none"};
    return sources[source];
}

const char *hl_reports__local_time(const hl_local_time *at, char *buffer)
{
    if (at->utc_ms == HL_PLAN_OPEN || at->utc_ms == HL_PLAN_NONE)
        return "";
    return hl_base__time_text(at->utc_ms, at->offset_s, buffer);
}

static const char *or_empty(const char *text)
{
    return text == NULL ? "" : text;
}

static void fill_names(const hl_planned_touch *touch, const char **values)
{
    values[TOUCH_ID] = touch->touch_id;
    values[USER_ID] = touch->user_id;
    values[EXPERIMENT] = touch->experiment;
    values[ARM] = touch->arm;
    values[HOOK] = touch->hook;
    values[VARIANT] = or_empty(touch->variant);
    values[WINDOW] = or_empty(touch->window);
    values[CHANNEL] = or_empty(touch->channel);
    values[OPERATOR] = or_empty(touch->operator_name);
    values[SENT_AT] = "";
    values[POLICY] = or_empty(touch->policy);
    values[MODEL] = or_empty(touch->model);
    values[COST] = "";
    values[STATE] = hl_plan_outcome_name(touch->outcome);
    values[TRIGGER_ID] = touch->trigger_id;
    values[ZONE] = touch->zone;
    values[ZONE_SOURCE] = hl_reports__zone_source_name(touch->zone_source);
    values[BINDING] =
        touch->binding == HL_PLAN_REASON_NONE ? "" : hl_plan_reason_name(touch->binding);
}

/* Empty is null; the step and the propensity are numbers. */
static void add_json_line(hl_text *out, const char *const *values, const hl_planned_touch *touch)
{
    hl_json_writer json = hl_json__writer(out, 0);
    hl_json__open_object(&json);
    for (int i = 0; i < COLUMNS; i++) {
        hl_json__key(&json, names[i]);
        if (i == STEP)
            hl_json__add_int(&json, (int64_t)touch->step_index + 1);
        else if (values[i][0] == '\0')
            hl_json__add_null(&json);
        else if (i == PROPENSITY)
            hl_json__add_number(&json, touch->propensity);
        else
            hl_json__add_string(&json, values[i]);
    }
    hl_json__close_object(&json);
    hl_base__text_add_char(out, '\n');
}

void hl_reports__plan_header(hl_plan_format format, hl_text *out)
{
    if (format == HL_PLAN_CSV)
        hl_reports__csv_line(out, names, COLUMNS);
}

void hl_reports__plan_line(hl_plan_lines *lines, const hl_planned_touch *touch, hl_text *out)
{
    const char *values[COLUMNS];
    char at[HL_TIME_TEXT];
    char number[HL_NUMBER_TEXT];
    hl_base__text_clear(&lines->step);
    hl_base__text_clear(&lines->reason);
    fill_names(touch, values);
    hl_base__text_add_int(&lines->step, (int64_t)touch->step_index + 1);
    hl_reports__plan_reasons(touch, lines->lang, &lines->reason);
    bool planned = touch->outcome == HL_PLAN_OUTCOME_PLANNED;
    values[STEP] = hl_base__text_string(&lines->step);
    values[PLANNED_AT] = hl_reports__local_time(&touch->planned, at);
    values[PROPENSITY] = planned ? hl_base__number_text(touch->propensity, number) : "";
    values[REASON] = hl_base__text_string(&lines->reason);
    values[TZDATA] = lines->tzdata;
    if (lines->format == HL_PLAN_CSV)
        hl_reports__csv_line(out, values, COLUMNS);
    else
        add_json_line(out, values, touch);
    out->failed = out->failed || lines->step.failed || lines->reason.failed;
}

void hl_reports__plan_lines_free(hl_plan_lines *lines)
{
    hl_base__text_free(&lines->step);
    hl_base__text_free(&lines->reason);
}
