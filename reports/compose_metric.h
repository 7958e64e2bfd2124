/* One metric of a report. */
#ifndef HL_REPORTS_COMPOSE_METRIC_H
#define HL_REPORTS_COMPOSE_METRIC_H

#include "reports/document.h"
#include "reports/messages/words.h"
#include "reports/show.h"

void hl_reports__compose_metric(const hl_analysis *analysis, size_t metric, hl_document *document);
void hl_reports__compose_distribution(const hl_analysis *analysis, size_t metric,
                                      hl_document *document);
void hl_reports__compose_segments(const hl_analysis *analysis, size_t metric,
                                  hl_document *document);
void hl_reports__compose_factors(const hl_analysis *analysis, size_t metric, hl_document *document);
void hl_reports__compose_timeline(const hl_analysis *analysis, size_t metric,
                                  hl_document *document);

/* "click · primary · proportion per user · higher is better" */
const char *hl_reports__metric_heading(const hl_analysis *analysis, const hl_metric *metric,
                                       hl_document *document);
/* What the values of arms are: "rate", "mean", "quantile 0.9". */
const char *hl_reports__value_header(const hl_metric_result *result, hl_document *document);
/* "lift (95 % interval)": what, and at which level its intervals are */
const char *hl_reports__at_level(const hl_analysis *analysis, const char *what, bool anytime,
                                 hl_document *document);

/* A named segment is in or out; an attribute has values of its own. */
const char *hl_reports__segment_value(const hl_analysis *analysis, const hl_segment_result *segment,
                                      hl_document *document);

hl_word hl_reports__role_word(hl_metric_role role);
/* How a metric's value and its differences are shown. */
hl_show_form hl_reports__value_form(const hl_metric *metric);
hl_show_form hl_reports__difference_form(const hl_metric *metric);

#endif
