/* A plan, and the channels that are built in, as text for files and for people.
 *
 *   char *text = NULL;
 *   if (hl_plan_write(plan, HL_PLAN_CALENDAR, HL_LANG_ZH, &text, &err) == HL_OK)
 *       fputs(text, stdout);
 *   free(text); */
#ifndef HOOKLINE_PLAN_REPORT_H
#define HOOKLINE_PLAN_REPORT_H

#include "hookline/channel.h"
#include "hookline/error.h"
#include "hookline/lang.h"
#include "hookline/plan.h"

#ifdef __cplusplus
extern "C" {
#endif

/* CSV and NDJSON: a line for every touch, as hl_plan_next gives them. CALENDAR: in text, how many
 * go in which hour (of options.zone), what was held, pulled, dropped and why, and how each arm
 * fares. Only the calendar and the reasons are in the language. */
typedef enum hl_plan_format { HL_PLAN_CSV, HL_PLAN_NDJSON, HL_PLAN_CALENDAR } hl_plan_format;
/* *out is freed by the caller. Rewinds the plan, before and after, as hl_plan_stream does. */
HL_API HL_NODISCARD hl_status hl_plan_write(hl_plan *plan, hl_plan_format format, hl_lang lang,
                                            char **out, hl_error *err);
/* Takes the next piece of what is written; anything but HL_OK ends it with that status. */
typedef hl_status hl_plan_sink(void *context, const char *data, size_t length, hl_error *err);
/* The same bytes as hl_plan_write, piece by piece: the whole text is never in memory. */
HL_API HL_NODISCARD hl_status hl_plan_stream(hl_plan *plan, hl_plan_format format, hl_lang lang,
                                             hl_plan_sink *sink, void *context, hl_error *err);
/* The replay of options.explain. *out is freed by the caller; NULL (and HL_OK) when the
 * plan has no such touch. */
HL_API HL_NODISCARD hl_status hl_plan_explain(hl_plan *plan, hl_lang lang, char **out,
                                              hl_error *err);

typedef enum hl_list_format { HL_LIST_TEXT, HL_LIST_JSON } hl_list_format;
/* All channels, or the one named; *out is freed by the caller. */
HL_API HL_NODISCARD hl_status hl_channels_write(const hl_channels *channels, const char *name,
                                                hl_list_format format, hl_lang lang, char **out,
                                                hl_error *err);

#ifdef __cplusplus
}
#endif
#endif
