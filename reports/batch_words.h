/* An experiment of a batch in words: its verdict in as few as fit a table, and the one reason. */
#ifndef HL_REPORTS_BATCH_WORDS_H
#define HL_REPORTS_BATCH_WORDS_H

#include "hookline/batch.h"
#include "reports/document.h"

/* Why it could not be analysed. */
void hl_reports__batch_skipped(const hl_batch_row *row, hl_lang lang, hl_text *out);
/* "ship evening, not to all", "stop d; b, c may ship", "invalid: SRM"; with a mark where the
 * experiment by itself says another. titled: arms with their names beside their titles. */
const char *hl_reports__batch_verdict(const hl_batch_row *row, bool titled, hl_document *document);
/* most: checks that failed are told. */
const char *hl_reports__batch_reason(const hl_batch *batch, const hl_batch_row *row, size_t most,
                                     hl_document *document);
/* "evening coupon (evening)" */
const char *hl_reports__batch_named(const hl_localized *title, const char *name,
                                    hl_document *document);
/* The title, else the name. */
const char *hl_reports__batch_title(const hl_localized *title, const char *name,
                                    hl_document *document);
/* Whether the verdict names this arm, and no other. */
bool hl_reports__batch_names_arm(const hl_batch_row *row, const char *arm);
/* The number that is told of the experiment, and whether it is a lift; row->told is a comparison.
 * alpha: of the level that the column's head says; an interval of another says its own. */
const char *hl_reports__batch_told(const hl_batch *batch, const hl_batch_row *row, double alpha,
                                   hl_document *document);
/* 1 - the level of its interval. */
double hl_reports__batch_alpha(const hl_batch *batch, const hl_batch_row *row);
/* Whether its interval leaves out 0 though its own report says that correction or an exact test
 * shows nothing (caveat). */
bool hl_reports__batch_leaves_zero(const hl_batch_comparison *c);
/* ... of the number that is told. */
bool hl_reports__batch_is_apart(const hl_batch *batch, const hl_batch_row *row);
/* The effect of the reason in a sentence, with its level. */
const char *hl_reports__batch_effect_said(const hl_batch_row *row, hl_document *document);
/* How much, without a sign; two digits. */
const char *hl_reports__batch_amount(double x, hl_effect_scale of, bool of_rate,
                                     hl_document *document);
/* The bound of a gain: "a fall of more than 5.7 %". */
const char *hl_reports__batch_bound(const hl_batch_reason *reason, hl_document *document);
bool hl_reports__batch_says_lift(const hl_batch *batch, const hl_batch_row *row);
/* What the metric of a comparison changes by, as its lift where that speaks for it; alpha as above.
 */
const char *hl_reports__batch_effect(const hl_batch_comparison *c, double alpha,
                                     hl_document *document);

#endif
