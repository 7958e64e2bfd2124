/* Harm that the planned look does not read: by all days whose windows have closed. */
#ifndef HL_ANALYSIS_HARM_WATCH_H
#define HL_ANALYSIS_HARM_WATCH_H

#include "analysis/reasons.h"

/* The last day that showed harm of an arm on a metric; NULL: none did. */
typedef struct hl_harmed {
    hl_context *on;
} hl_harmed;

/* The level, two-sided and corrected, at which harm may be found whenever one looks. */
static const double hl_analysis__clear_harm = 0.001;

/* Sets context->watched where a metric that decides has days that the look in force does not read,
 * or none is in force: the same metrics and guardrails of all days, at that level. Else NULL. And
 * harmed: which of these days was the last to show harm of an arm on a metric. */
void hl_analysis__watch(hl_context *context);
/* Whether one of these days showed harm by the arm: of a guardrail more than its margin, of a
 * primary metric any, that the look itself does not show. Never of other metrics. */
bool hl_analysis__harms_since(const hl_context *context, size_t metric, size_t arm);
/* A reason for every such metric of the arms that it stops. */
void hl_analysis__say_harm_since(hl_context *context, const hl_verdict *verdict);

#endif
