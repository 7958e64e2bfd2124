/* The short form: one screen. It is composed anew with less room until it fits one; with little
 * room, arms of a metric that are alike share a row, and reasons that are alike a sentence. Nothing
 * that decides is left out. */
#ifndef HL_REPORTS_COMPOSE_SHORT_H
#define HL_REPORTS_COMPOSE_SHORT_H

#include "reports/document.h"
#include "reports/in_force.h"
#include "reports/messages/words.h"

enum { HL_SHORT_LINES = 45 }; /* a screen */

/* How much of each part there is room for. */
typedef struct hl_short_room {
    bool together;                     /* primary metrics share a table, alike reasons a sentence */
    size_t reasons, steps, checks;     /* sentences */
    size_t primary_arms, guarded_arms; /* with a row of their own, of a metric; the others share
                                          one; 0: the metric has one, with counts of its arms */
    size_t rows;                       /* factors; secondary metrics */
    size_t differences, parts;         /* segments that differ, and values of each */
    bool held_together;                /* guardrails that every arm holds share a sentence */
} hl_short_room;

/* From the widest to the narrowest. */
extern const hl_short_room hl_reports__short_rooms[];
extern const size_t hl_reports__short_room_count;

void hl_reports__compose_short(const hl_analysis *analysis, const hl_short_room *room,
                               hl_document *document);
/* Whether the text form of the document is no longer than a screen. */
bool hl_reports__short_fits(hl_document *document);

/* Primary metrics, guardrails, secondary metrics, factors, and for whom the effect differs: all by
 * the inference in force. */
void hl_reports__compose_short_tables(const hl_analysis *analysis, const hl_short_room *room,
                                      hl_document *document);
/* The primary metrics in one table, and guardrails: arms that have no row of their own in one. */
void hl_reports__compose_together(const hl_analysis *analysis, const hl_short_room *room,
                                  hl_document *document);
void hl_reports__compose_guardrails(const hl_analysis *analysis, const hl_short_room *room,
                                    hl_document *document);
/* Why, and what next (compose_short_reasons.c). */
void hl_reports__compose_short_reasons(const hl_analysis *analysis, const hl_short_room *room,
                                       hl_document *document);
void hl_reports__compose_short_next(const hl_analysis *analysis, size_t most,
                                    hl_document *document);
/* The names of the arms of which this is decided. */
const char *hl_reports__arms_that(const hl_analysis *analysis, hl_arm_decision decision,
                                  hl_document *document);
bool hl_reports__any_arm(const hl_verdict *verdict, hl_arm_decision decision);
/* "not decided: more units are needed", by what is lacking; not of HL_LACKS_NOTHING. */
hl_word hl_reports__lack_word(hl_lack lack);
/* Whether an effect of the arm on a primary metric is shown to differ between segments. */
bool hl_reports__short_differs(const hl_analysis *analysis, size_t arm);

/* ---- what their tables share */

/* Whether the metric has the role and anything to show. */
bool hl_reports__short_shows(const hl_metric_result *result, hl_metric_role role);
/* An arm's value, as exact as the most exact of the arms. */
const char *hl_reports__short_value(const hl_analysis *analysis, const hl_metric_result *result,
                                    size_t arm, hl_document *document);
void hl_reports__short_word(hl_word word, hl_document *document);
/* So many rows are left out. */
void hl_reports__short_more(size_t untold, hl_document *document);

#endif
