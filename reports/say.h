/* Pieces of a document in its language. Every text belongs to the document. */
#ifndef HL_REPORTS_SAY_H
#define HL_REPORTS_SAY_H

#include "reports/document.h"
#include "reports/messages/words.h"
#include "reports/show.h"

/* A sentence with its values in place. */
const char *hl_reports__say(hl_document *document, hl_word word, const hl_message_value *values,
                            size_t count);
const char *hl_reports__say_message(hl_document *document, const hl_message *message,
                                    const hl_message_value *values, size_t count);
const char *hl_reports__copy(hl_document *document, const char *text);
const char *hl_reports__count(hl_document *document, int64_t count);
const char *hl_reports__estimate(hl_document *document, const hl_estimate *estimate,
                                 hl_show_form form);
/* A lift that speaks (hl_lift_speaks). */
const char *hl_reports__lift(hl_document *document, const hl_estimate *lift);
/* "95 %" */
const char *hl_reports__level(hl_document *document, double alpha);
/* The head of a column of intervals: "lift (95 % interval)"; what alone when alpha is NaN. */
const char *hl_reports__head(hl_document *document, const char *what, bool anytime, double alpha);
/* "6 %" */
const char *hl_reports__probability(hl_document *document, double probability);
const char *hl_reports__number(hl_document *document, double x, int decimals, hl_show_form form);
const char *hl_reports__p(hl_document *document, double p);
/* "p = 0.034" */
const char *hl_reports__p_named(hl_document *document, double p);
/* The list so far, the separator and the next piece; the next alone after "". */
const char *hl_reports__joined(hl_document *document, const char *so_far, hl_word separator,
                               const char *next);
/* ..., "7 more" where so many are left out. */
const char *hl_reports__with_more(hl_document *document, const char *list, size_t more);

#endif
