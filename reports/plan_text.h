/* The forms of a plan; private to reports. */
#ifndef HL_REPORTS_PLAN_TEXT_H
#define HL_REPORTS_PLAN_TEXT_H

#include "base/text.h"
#include "hookline/plan_report.h"

/* Lines of touches, as CSV or NDJSON. Zeroed and ready; lines_free gives back its memory. */
typedef struct hl_plan_lines {
    hl_plan_format format;
    hl_lang lang;
    const char *tzdata;
    hl_text step, reason; /* of one line */
} hl_plan_lines;

void hl_reports__plan_header(hl_plan_format format, hl_text *out);
void hl_reports__plan_line(hl_plan_lines *lines, const hl_planned_touch *touch, hl_text *out);
void hl_reports__plan_lines_free(hl_plan_lines *lines);

void hl_reports__plan_calendar(const hl_plan_summary *summary, const hl_plan_counts *counts,
                               const char *tzdata, hl_lang lang, hl_text *out);

/* As files name it: "device", "planned". */
const char *hl_reports__zone_source_name(hl_zone_source source);
/* RFC 3339; "" when there is no such instant. */
const char *hl_reports__local_time(const hl_local_time *at, char *buffer);

#endif
