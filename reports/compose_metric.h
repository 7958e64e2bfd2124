/* One metric of a report, and the pieces that all of compose uses. */
#ifndef HL_REPORTS_COMPOSE_METRIC_H
#define HL_REPORTS_COMPOSE_METRIC_H

#include "reports/document.h"

void hl_reports__compose_metric(const hl_analysis *analysis, size_t metric, hl_document *document);
void hl_reports__compose_distribution(const hl_analysis *analysis, size_t metric,
                                      hl_document *document);
void hl_reports__compose_segments(const hl_analysis *analysis, size_t metric,
                                  hl_document *document);
void hl_reports__compose_factors(const hl_analysis *analysis, size_t metric, hl_document *document);
void hl_reports__compose_timeline(const hl_analysis *analysis, size_t metric,
                                  hl_document *document);

/* A template with {0} {1} ... filled. */
const char *hl_reports__fill(hl_document *document, const char *template, const char *const *parts,
                             size_t count);
const char *hl_reports__count(hl_document *document, int64_t count);
const char *hl_reports__estimate(hl_document *document, const hl_estimate *estimate,
                                 hl_show_form form);
const char *hl_reports__p(hl_document *document, double p);
/* How a metric's value and its differences are shown. */
hl_show_form hl_reports__value_form(const hl_metric *metric);
hl_show_form hl_reports__difference_form(const hl_metric *metric);

#endif
