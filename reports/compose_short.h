/* The short form: one screen. It is composed anew with less room until it fits one; with little
 * room, arms of a metric that are alike share a row, and reasons that are alike a sentence. Nothing
 * that decides is left out. */
#ifndef HL_REPORTS_COMPOSE_SHORT_H
#define HL_REPORTS_COMPOSE_SHORT_H

#include "reports/document.h"
#include "reports/in_force.h"
#include "reports/messages/words.h"

enum { HL_SHORT_LINES = 45 }; /* a screen */
#define HL_POWER_HARDLY 0.5   /* of a plan's end: that it will not show is likelier */

/* How much of each part there is room for. */
typedef struct hl_short_room {
    bool together;                     /* primary metrics share a table, alike reasons a sentence */
    size_t reasons, steps, checks;     /* sentences */
    size_t primary_arms, guarded_arms; /* with a row of their own, of a metric; the others share
                                          one; 0: the metric has one, with counts of its arms */
    size_t rows;                       /* factors; secondary metrics */
    size_t differences, parts;         /* segments that differ, and values of each */
    bool held_together;                /* guardrails that every arm holds share a sentence */
    bool intervals;                    /* that p is corrected and intervals are not */
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
/* Arms that are not dropped and of which harm is shown all the same: of one that runs those that
 * may be stopped, of one that has ended and does not decide those whose guardrail gets worse; ""
 * where none (compose_short_harm.c). */
const char *hl_reports__harmful_arms(const hl_analysis *analysis, hl_document *document);
bool hl_reports__is_harmful(const hl_verdict *verdict, size_t arm);
/* What an arm costs, whatever is decided. */
const char *hl_reports__costs_of(const hl_analysis *analysis, size_t arm, hl_document *document);
/* The secondary metrics on which the arm to ship is worse, and guardrails that get worse within
 * what is tolerated, or, where nothing is shown of what
 * decides, any arm; "" where none. */
const char *hl_reports__costs(const hl_analysis *analysis, hl_document *document);
/* Arms on which the primary metrics disagree, where nothing ships; "" where there are none. */
const char *hl_reports__mixed_arms(const hl_analysis *analysis, hl_document *document);
/* Whether a planned look is in force that is read as of a day: tables say nothing of later ones. */
bool hl_reports__is_of_look_day(const hl_verdict *verdict);
/* Whether the gain of the arm to ship is estimated below what is worth it. */
bool hl_reports__is_less_than_worth(const hl_verdict *verdict);
/* What is next, and which guardrails of the arm to ship to look at first: those of which nothing
 * has been seen, and those without a margin that it would be shown to harm, were many not tested.
 */
const char *hl_reports__and_first(const hl_analysis *analysis, const char *what,
                                  hl_document *document);
/* Whether any arm is shown worse on a secondary metric. */
bool hl_reports__says_costs(const hl_verdict *verdict);
/* What is next while it runs and no arm is to stop. */
hl_word hl_reports__running_step(const hl_verdict *verdict, bool harmful);
/* Whether that names the arms of which harm is shown. */
bool hl_reports__names_harmful(hl_word step);
/* What a finding asks for before anything else is done; `otherwise` where none does. */
/* Whether an earlier arm alike has had the step of reason `at`: to stop for harm. */
bool hl_reports__is_said_once(const hl_analysis *analysis, size_t at);
/* Units that are in, of a fixed sample that waits for more, as a definition writes it: "3600". */
const char *hl_reports__units_in(const hl_verdict *verdict, hl_document *document);
/* Of a store the step as it is done by a command, and what then becomes of the users. */
hl_word hl_reports__step_of_store(const hl_analysis *analysis, hl_word step);
hl_word hl_reports__step_by_finding(const hl_verdict *verdict, hl_word otherwise);
/* The step, but no larger experiment where all that is not shown are quantiles with ties. */
hl_word hl_reports__step_of_ties(const hl_analysis *analysis, hl_word step);
bool hl_reports__any_arm(const hl_verdict *verdict, hl_arm_decision decision);
/* "not decided: more units are needed", by what is lacking; not of HL_LACKS_NOTHING. */
hl_word hl_reports__lack_word(hl_lack lack);
/* Whether an effect of the arm on a primary metric is shown to differ between segments. */
bool hl_reports__short_differs(const hl_analysis *analysis, size_t arm);

/* ---- what their tables share */

/* What is said of a guardrail and an arm in a word (compose_short_guards.c). */
hl_word hl_reports__guard_state(const hl_analysis *analysis, const hl_metric *metric,
                                const hl_comparison *comparison);
/* The one state of all arms, where none is broken or open; else 0. */
hl_word hl_reports__guard_held(const hl_analysis *analysis, const hl_metric_result *result);
/* Those of which that is so, a sentence a state. */
void hl_reports__say_held(const hl_analysis *analysis, hl_document *document);
/* The arms of which neither is shown, where no reason says so. */
void hl_reports__say_undecided(const hl_analysis *analysis, const char *items,
                               hl_document *document);

/* Whether the metric has the role and anything to show. */
bool hl_reports__short_shows(const hl_metric_result *result, hl_metric_role role);
/* An arm's value, as exact as the most exact of the arms. */
const char *hl_reports__short_value(const hl_analysis *analysis, const hl_metric_result *result,
                                    size_t arm, hl_document *document);
void hl_reports__short_word(hl_word word, hl_document *document);
/* So many rows are left out. */
void hl_reports__short_more(size_t untold, hl_document *document);

#endif
