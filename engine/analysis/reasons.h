/* The reasons of a verdict, in the order in which it gives them. */
#ifndef HL_ANALYSIS_REASONS_H
#define HL_ANALYSIS_REASONS_H

#include "analysis/findings.h"

/* 1 shown better in the goal's direction, -1 shown worse, 0 not shown. */
int hl_analysis__shown(const hl_context *context, size_t metric, const hl_comparison *comparison);

/* Whether lifts speak for the comparisons of the metric, all of which stand in one table in one
 * form; of a guardrail, for this one. Otherwise differences do: where the lift's set of the
 * inference in force is exclusive or has no ends, or a negative control turns its sign round. */
bool hl_analysis__says_lift(const hl_context *context, size_t metric,
                            const hl_comparison *comparison);

/* A primary metric many of whose windows are still open: a fixed sample has not ended. NULL when
 * there is none. */
const hl_metric_result *hl_analysis__still_open(const hl_context *context);

/* Fewer units are in than are planned. */
bool hl_analysis__plan_is_open(const hl_context *context);
/* A fixed sample that has not ended: nothing but harm is read of it. */
bool hl_analysis__runs_on(const hl_context *context);
/* ... and that is read once, at its planned units. */
bool hl_analysis__waits_for_planned_end(const hl_context *context);
/* A fixed sample that does not, or the last planned look: no reading of it is left. */
bool hl_analysis__has_ended(const hl_context *context);

/* A finding of a comparison, with its effect as it counts: the lift where that speaks for it. */
hl_finding hl_analysis__of_comparison(const hl_context *context, hl_finding_code code,
                                      size_t metric, const hl_comparison *comparison);

/* A failed check, and the decision that follows from it. */
void hl_analysis__say_block(hl_context *context, const hl_check *check, hl_verdict *verdict);
/* Every primary metric of every arm; when there is one to ship, of the others only why they are not
 * judged. */
void hl_analysis__say_primaries(hl_context *context, hl_decision decision, size_t ship);
/* Every arm, or the one to ship, of which a gain of `worth` is excluded on a primary metric, but
 * those shown worse. */
void hl_analysis__say_worths(hl_context *context, hl_decision decision, size_t ship);
/* What gain is excluded all the same, where no `worth` is declared: while it runs, when the bound
 * is small enough to be of use. */
void hl_analysis__say_bounds(hl_context *context, bool ended);
/* When the next look is worth it (next_look.c). */
void hl_analysis__say_next_look(hl_context *context, const hl_verdict *verdict);
/* Guardrails: the broken ones, or the others. ship: SIZE_MAX means all arms. */
void hl_analysis__say_guardrails(hl_context *context, hl_decision decision, size_t ship,
                                 bool broken);
/* What is shown worse on a secondary metric, or within the margin of a guardrail, of all arms; arms
 * that may be stopped for harm though the sample has not ended, and guardrails that are not decided
 * and get worse by more than is tolerated, as estimated (say_harm.c). */
/* The first metric of which any of the former two is shown of the arm; SIZE_MAX: there is none. */
size_t hl_analysis__first_cost(const hl_context *context, size_t arm);
/* Of how many a delay that decides is: not of all. */
void hl_analysis__say_delays(hl_context *context);
void hl_analysis__say_secondaries(hl_context *context);
void hl_analysis__say_tolerated(hl_context *context);
void hl_analysis__say_open_harm(hl_context *context, const hl_verdict *verdict);
/* That harm is shown and estimated beyond the margin of the guardrail, where it is
 * (verdict_need.c). */
void hl_analysis__say_beyond_margin(hl_context *context, size_t metric,
                                    const hl_comparison *comparison);
/* How the arm to ship stands to the next best. */
void hl_analysis__say_runner_up(hl_context *context, size_t metric, size_t best, size_t second);
/* How two arms but the control stand to each other: p of the inference that counts; NaN: none. */
double hl_analysis__between(hl_context *context, size_t metric, size_t best, size_t second,
                            hl_comparison *between);
/* That the arm goes before one whose gain is estimated to be larger, and that does harm: to which
 * metric, and in which segment where it is not on the whole. */
void hl_analysis__say_preferred(hl_context *context, size_t metric, size_t arm, size_t other);
/* Primary metrics on which the arm is better, but not shown to be by what is worth it. */
void hl_analysis__say_worths_open(hl_context *context, size_t arm);
/* An arm that is better too and yet not to ship, and the metric for which it is not: a primary one
 * or a guardrail. ships: another arm does; else it is the primary metrics that disagree. */
void hl_analysis__say_held_back(hl_context *context, size_t metric, const hl_comparison *comparison,
                                size_t held_by, bool ships);
/* What the effect of the finding's metric, a guardrail, must not pass. */
void hl_analysis__set_margin(const hl_context *context, const hl_comparison *comparison,
                             hl_finding *finding);
/* ... where the control's level is another: of a segment. */
void hl_analysis__margin_beside(const hl_metric *metric, double control,
                                const hl_comparison *comparison, hl_finding *finding);
/* A finding of a guardrail's comparison: the effect is of what the margin is of, or the lift. */
hl_finding hl_analysis__of_guardrail(const hl_context *context, hl_finding_code code, size_t metric,
                                     const hl_comparison *comparison);
/* Of a factorial: which factors are shown to matter for a primary metric, and then which are not
 * (say_parts.c). */
void hl_analysis__say_factors(hl_context *context);
/* For whom an effect is another one, and for whom it is harm; of the shipped arm alone when there
 * is one to ship. */
void hl_analysis__say_segments(hl_context *context, hl_decision decision, size_t ship);
/* Whether the reasons of a verdict that ships the arm say that it harms a segment: a guardrail
 * breaks there, or a primary metric that is shown to differ between segments is worse there.
 * where (NULL: not asked): held_by, the metric, and name, the segment, of one of them. */
bool hl_analysis__harms_segment(hl_context *context, size_t arm, hl_finding *where);
/* How many more units, and for what (verdict_need.c). waiting[arm]: better on a primary metric,
 * worse on none, and held up by a guardrail alone. Fills verdict->units_needed. */
void hl_analysis__say_units_needed(hl_context *context, const bool *waiting, hl_verdict *verdict);
void hl_analysis__say_inference(hl_context *context);
/* Since which day the arm to ship is shown without a break (shown_since.c). */
void hl_analysis__say_shown_since(hl_context *context, const hl_verdict *verdict);
/* Of what importance each reason is to this decision: last of all (reason_ranks.c). */
void hl_analysis__rank_reasons(hl_context *context);

/* Whether a part of the control's level means anything, as `worth` is one: of a rate always, else
 * where the level is shown to be above zero. */
bool hl_analysis__worth_means(const hl_context *context, size_t metric);
/* That it does not, of primary metrics with a worth. */
void hl_analysis__say_worth_of_nothing(hl_context *context);

#endif
