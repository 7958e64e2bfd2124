/* One metric of a report. */
#ifndef HL_REPORTS_COMPOSE_METRIC_H
#define HL_REPORTS_COMPOSE_METRIC_H

#include "reports/document.h"
#include "reports/in_force.h"
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
/* What the values of arms are: "rate", "mean", "quantile 0.9"; "rate, unadjusted" beside adjusted
 * comparisons. */
const char *hl_reports__value_header(const hl_metric_result *result, hl_document *document);
/* "lift (95 % interval)": what a column has, and at which level its intervals are. how:
 * HL_WORD_AT_LEVEL, _ANYTIME, or _BARE where the text itself says of which kind. */
const char *hl_reports__at_level(const hl_analysis *analysis, const char *what, hl_word how,
                                 hl_document *document);

/* A named segment is in or out; an attribute has values of its own. */
const char *hl_reports__segment_value(const hl_analysis *analysis, const hl_segment_result *segment,
                                      hl_document *document);
/* ... of what is always of one look at a fixed sample, which is said where the verdict reads
 * another inference. */
const char *hl_reports__fixed_header(const hl_analysis *analysis, const char *what,
                                     hl_document *document);
/* Of a column that the inference that counts fills: "lift (95 %, always valid)". */
const char *hl_reports__counting_header(const hl_analysis *analysis, hl_word what,
                                        hl_document *document);
/* ... of what is quoted of metrics of a role, and a cell of such a column, which says its level
 * where that is another. */
const char *hl_reports__quoted_header(const hl_analysis *analysis, hl_metric_role role,
                                      hl_word what, hl_document *document);
const char *hl_reports__quoted_effect(const hl_metric *metric, const hl_in_force *answer, bool lift,
                                      hl_document *document);
/* Behind a change of which other people are counted than in the control, and the line that says
 * what it means where any change of the metric (SIZE_MAX: of all) has it. */
static const char hl_reports__apart_mark[] = " *";
void hl_reports__compose_apart(const hl_analysis *analysis, size_t metric, hl_document *document);
/* Whether comparisons are adjusted by covariates, and an arm's lift as it is without. */
bool hl_reports__is_adjusted(const hl_metric_result *result);
const char *hl_reports__raw_lift(const hl_metric_result *result, const hl_comparison *comparison,
                                 hl_document *document);
/* Whether a column of lifts can tell all comparisons of a metric. */
bool hl_reports__has_lift(const hl_analysis *analysis, const hl_metric_result *result);
/* What a column has in which so many of all rows say a lift, the others a difference. */
hl_word hl_reports__scale_word(size_t lifts, size_t all);
/* ... of the factors of a metric. */
hl_word hl_reports__factors_word(const hl_analysis *analysis, size_t metric);
/* What is shown of a segment: a lift where that speaks for it, else a difference; said (in a
 * sentence) with its level. */
const char *hl_reports__segment_effect(const hl_analysis *analysis,
                                       const hl_segment_result *segment,
                                       const hl_comparison *comparison, bool said,
                                       hl_document *document);

hl_word hl_reports__role_word(hl_metric_role role);
/* How a metric's value and its differences are shown. */
hl_show_form hl_reports__value_form(const hl_metric *metric);
hl_show_form hl_reports__difference_form(const hl_metric *metric);

#endif
