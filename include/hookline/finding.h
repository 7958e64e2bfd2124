/* What an analysis says, as codes with numbers: the reasons of its verdict, the details of its
 * checks, its warnings. Which numbers a code has is in a table, hl_finding_has, and in
 * docs/formats/analysis.md ("Findings"); the others are absent: NaN, SIZE_MAX, NULL, 0. The
 * sentences are made by the reports.
 *
 *   for (size_t i = 0; i < analysis->verdict.because_count; i++) {
 *       const hl_finding *f = &analysis->verdict.because[i];
 *       if (f->code == HL_FOUND_BETTER)
 *           printf("%s: %s %g, p %g\n", analysis->arms[f->arm].name,
 *                  hl_effect_scale_name(f->effect_of), f->effect.estimate, f->p);
 *       else
 *           puts(hl_finding_name(f->code));
 *   }
 */
#ifndef HOOKLINE_FINDING_H
#define HOOKLINE_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hookline/error.h"
#include "hookline/estimate.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum hl_finding_code {
    /* reasons of a verdict: a primary metric of an arm against the control */
    HL_FOUND_BETTER,
    HL_FOUND_WORSE,
    HL_FOUND_NOT_SHOWN,
    HL_FOUND_NOT_SHOWN_EXACT, /* ... though the interval leaves out zero: the exact test rules */
    HL_FOUND_NOT_SHOWN_CORRECTED, /* ... though on its own it would be */
    HL_FOUND_NO_ANSWER,
    HL_FOUND_NOTHING_SEEN,      /* no unit of either arm has anything of the metric */
    HL_FOUND_FEW_BUYERS,        /* not judged; a guardrail too */
    HL_FOUND_FEW_BUYERS_OF_ARM, /* likewise: of an arm by itself */
    HL_FOUND_FEW_CLUSTERS,      /* likewise */
    HL_FOUND_FEW_UNITS,         /* likewise: fewer than HL_UNITS_LEAST */
    HL_FOUND_SECONDARY_WORSE,   /* shown worse on a secondary metric: no decision, but a cost */
    HL_FOUND_GUARDRAIL_HARM_TOLERATED, /* it holds, and harm within its margin is shown: a cost */
    HL_FOUND_FIT_TO_SHIP,              /* another arm than those to stop */
    HL_FOUND_BEATS_RUNNER_UP,          /* the arm to ship against the next best */
    HL_FOUND_RUNNER_UP_UNDECIDED,
    HL_FOUND_PREFERRED_WITHOUT_HARM, /* ... though the gain of the other, which does harm, is
                                        estimated to be larger: that is not shown */
    HL_FOUND_HELD_BACK_BY_GUARDRAIL, /* better too, and yet not to ship */
    HL_FOUND_HELD_BACK_BY_PRIMARY,
    HL_FOUND_PRIMARIES_DISAGREE, /* better on one, and worse on another: no arm of the verdict */
    HL_FOUND_WORTH_NOT_SHOWN,    /* better, but not by as much as the metric's `worth` */
    HL_FOUND_WORTH_EXCLUDED,     /* a gain of the metric's `worth`; effect: the bound */
    HL_FOUND_GAIN_EXCLUDED,      /* a larger gain than effect, where no `worth` is declared */
    HL_FOUND_LITTLE_EXCLUDED,    /* ... so large a gain that it says the sample is too small */
    HL_FOUND_GUARDRAIL_HELD,
    HL_FOUND_GUARDRAIL_NO_HARM_SHOWN, /* it has no margin */
    HL_FOUND_GUARDRAIL_UNSEEN, /* it holds, or shows no harm, as nothing of it has been seen */
    HL_FOUND_GUARDRAIL_UNDECIDED,
    HL_FOUND_GUARDRAIL_UNDECIDED_CORRECTED, /* ... though on its own it would be decided */
    HL_FOUND_GUARDRAIL_NEEDS_MARGIN, /* a relative one says nothing where the control's sign is open
                                      */
    HL_FOUND_GUARDRAIL_BROKEN,
    HL_FOUND_GUARDRAIL_HARMED, /* it has no margin */
    HL_FOUND_FACTOR_MATTERS,   /* name: "factor = level" */
    HL_FOUND_FACTOR_WORSE,     /* likewise: it does harm */
    HL_FOUND_FACTOR_NOT_SHOWN,
    HL_FOUND_FACTORS_INTERACT,
    HL_FOUND_SEGMENTS_DIFFER,          /* name: the dimension */
    HL_FOUND_SEGMENT_WORSE,            /* name: "dimension = value" */
    HL_FOUND_SEGMENT_BETTER,           /* where the whole is not */
    HL_FOUND_SEGMENT_REVERSED,         /* the other way; shown by itself, not corrected */
    HL_FOUND_SEGMENT_GUARDRAIL_BROKEN, /* name: "dimension = value" */
    HL_FOUND_SEGMENT_GUARDRAIL_HARMED, /* it has no margin */
    HL_FOUND_SRM_BLOCKS,
    HL_FOUND_ZERO_WEIGHT_BLOCKS,
    HL_FOUND_LOSSES_BLOCK,
    HL_FOUND_TWICE_BLOCKS,            /* data that count twice */
    HL_FOUND_CURRENCIES_BLOCK,        /* sums of several currencies */
    HL_FOUND_AMOUNTS_BLOCK,           /* amounts written in several ways */
    HL_FOUND_CONTRADICTIONS_BLOCK,    /* columns that cannot both be right */
    HL_FOUND_UNITS_NEEDED,            /* were the effect as it is estimated */
    HL_FOUND_UNITS_NEEDED_FOR_WORTH,  /* ... as large as what is worth shipping */
    HL_FOUND_UNITS_NEEDED_AS_PLANNED, /* ... as the one that the planned units show */
    HL_FOUND_UNITS_SUFFICE,           /* those that are in, once their windows have closed */
    HL_FOUND_UNITS_NEEDED_UNKNOWN,
    HL_FOUND_UNITS_NEEDED_UNKNOWN_OTHERS, /* ... of the arms that are not decided */
    HL_FOUND_UNITS_NEEDED_UNPROJECTED, /* an effect stands out, but what decides is no normal test
                                        */
    HL_FOUND_UNITS_NEEDED_UNSTEADY,    /* ... but the number would be another one every day */
    HL_FOUND_UNITS_NEEDED_TOO_EARLY,   /* what is declared cannot be put into numbers yet */
    HL_FOUND_PLAN_END_SHOWS,           /* no planned look that is left shows it with that power */
    HL_FOUND_NEW_EXPERIMENT,           /* of so many units would show what this one did not */
    HL_FOUND_WORTH_OF_NOTHING,         /* a part of a control that is not shown to be above zero */
    HL_FOUND_UNITS_TO_JUDGE,           /* until a metric that is not judged can be */
    HL_FOUND_NEXT_LOOK,                /* worth it after n more units */
    HL_FOUND_NEXT_LOOK_ON,             /* ... at the present pace on the day `name` */
    HL_FOUND_WINDOWS_CLOSE_ON,         /* those of the units that are in: look then */
    HL_FOUND_PLANNED_WINDOWS_CLOSE_ON, /* the planned units are in, of n: look when their windows
                                          have closed, on the day `name` */
    HL_FOUND_LOOK_WINDOWS_CLOSE_ON,    /* ... of those of the next planned look */
    HL_FOUND_GUARDRAIL_UNITS_NEEDED,   /* if there is no harm */
    HL_FOUND_GUARDRAIL_UNITS_SUFFICE,  /* ... those that are in, once their windows have closed */
    HL_FOUND_GUARDRAIL_UNITS_NEEDED_TOO_EARLY,
    HL_FOUND_GUARDRAIL_PLAN_END_SHOWS,
    HL_FOUND_GUARDRAIL_NEW_EXPERIMENT,
    HL_FOUND_GUARDRAIL_BEYOND_MARGIN, /* harm is shown, and estimated beyond the margin */
    HL_FOUND_GUARDRAIL_NEAR_MARGIN,   /* ... within it */
    HL_FOUND_MAY_STOP_FOR_HARM,       /* before the end: so clear that looking early is no matter */
    HL_FOUND_HARM_SINCE,      /* beyond the planned look: all days until the day `name` show it */
    HL_FOUND_DELAY_OF_THOSE,  /* a delay that decides is of n of the arm's units alone */
    HL_FOUND_STANDSTILL,      /* nobody has come in for a week, the last on the day `name` */
    HL_FOUND_STANDSTILL_OPEN, /* ... but values still change, until the day `name` */
    HL_FOUND_NOT_BEGUN,       /* nobody has been sent to yet */
    HL_FOUND_NO_PRIMARY_METRIC,
    HL_FOUND_ARM_WITHOUT_UNITS,
    HL_FOUND_PLANNED_END,
    HL_FOUND_NO_PLANNED_END, /* read as the end, which nobody declared */
    HL_FOUND_PLANNED_LOOK,  /* read as on the day `name`, when the windows of the `of` planned units
                               had closed; n are in by now */
    HL_FOUND_BEYOND_PLAN,   /* n units are in where `of` were planned */
    HL_FOUND_TOUCHES_GO_ON, /* no planned end: when no more go out, on the day `name` */
    HL_FOUND_NOT_ENDED,     /* a fixed sample: n of the planned units are in */
    HL_FOUND_CUT_SHORT,     /* ... and it has ended by what was sent (cut_off and its like) */
    HL_FOUND_WINDOWS_OPEN,  /* a fixed sample that has not ended */
    HL_FOUND_ALWAYS_VALID,
    HL_FOUND_SHOWN_SINCE, /* on every day from `name` on */
    HL_FOUND_LOOK,
    HL_FOUND_LOOK_OF_DAY,   /* ... read as of the day `name`, when windows of n units had closed */
    HL_FOUND_LOOK_ENDED_IT, /* ... and the experiment with it: it was the first that did */
    HL_FOUND_BETWEEN_LOOKS,
    HL_FOUND_STAGEWISE,
    HL_FOUND_WITHIN_DAYS, /* what was read */
    /* details of checks */
    HL_FOUND_SRM_OK,
    HL_FOUND_SRM_DOUBTFUL, /* it fits badly: p from 0.001 to 0.01 */
    HL_FOUND_SRM_WATCHED,  /* it does not fit at this look, but the sequential check decides */
    HL_FOUND_SRM_MISMATCH,
    HL_FOUND_SRM_LAGS, /* arms that send later can explain it */
    HL_FOUND_SRM_UNKNOWN,
    HL_FOUND_WEIGHTS_CHANGED,
    HL_FOUND_ARM_STOPPED,     /* no units of it since a day, while others go on */
    HL_FOUND_STOPPED_ARM,     /* that arm, among the reasons */
    HL_FOUND_CUT_OFF,         /* fewer than two arms since a day: what came later is left out */
    HL_FOUND_ARM_PAUSES,      /* no units of it for some days, as before or for under a week */
    HL_FOUND_PAUSING_ARM,     /* that arm, among the reasons */
    HL_FOUND_PAUSED,          /* as cut_off, of such a pause: nothing has ended */
    HL_FOUND_PAUSED_SEGMENT,  /* as cut_off_segment, of such a pause */
    HL_FOUND_CUT_OFF_MOVED,   /* the units of arms are sent another one since a day */
    HL_FOUND_CUT_OFF_SEGMENT, /* an arm is no longer sent in a segment since a day */
    HL_FOUND_STAGE_OK,
    HL_FOUND_STAGE_DOUBTFUL,
    HL_FOUND_STAGE_MISMATCH,
    HL_FOUND_SEQUENTIAL_UNREADABLE,
    HL_FOUND_SEQUENTIAL_OK,
    HL_FOUND_SEQUENTIAL_DOUBTFUL,
    HL_FOUND_SEQUENTIAL_MISMATCH,
    HL_FOUND_DAYS_OK,
    HL_FOUND_DAYS_DOUBTFUL,
    HL_FOUND_DAYS_MISMATCH,
    HL_FOUND_SEGMENTS_OK,
    HL_FOUND_SEGMENTS_DOUBTFUL,
    HL_FOUND_SEGMENTS_MISMATCH,
    HL_FOUND_CONDITION_EVEN,
    HL_FOUND_CONDITION_UNEVEN,    /* it keeps unlike shares of the arms */
    HL_FOUND_CONDITION_WHERE_RAN, /* an arm ran only where it keeps rows, of which the split is
                                     right */
    HL_FOUND_CONDITION_APART,     /* so unlike that it is no chance */
    HL_FOUND_CONDITION_ON_METRIC, /* it looks at a metric of the analysis */
    HL_FOUND_AUDIENCE,            /* rows of users outside the definition's audience are left out */
    HL_FOUND_AUDIENCE_UNKNOWN,    /* it was not applied: there is no column `name` */
    HL_FOUND_UNDECIDED_FEW, /* rows: the condition asks for a number, and a text stands there */
    HL_FOUND_UNDECIDED_MANY,
    HL_FOUND_UNDECIDED_APART,
    HL_FOUND_UNSEGMENTED,         /* ... a segment does */
    HL_FOUND_DAYS_PILOT,          /* n units of one arm alone up to `name`, at the start */
    HL_FOUND_DAYS_STRATIFIED,     /* off both ways, right as a whole: read within days */
    HL_FOUND_SEGMENTS_STRATIFIED, /* ... by the days of a dimension */
    HL_FOUND_ZERO_WEIGHT_UNITS,
    HL_FOUND_UNKNOWN_ARMS,
    HL_FOUND_TWO_ARMS,
    HL_FOUND_TWO_ARMS_MANY,
    HL_FOUND_TWO_ARMS_FIRST, /* each is analysed in its first: a store knows which that was */
    HL_FOUND_TWO_ARMS_FIRST_MANY,
    HL_FOUND_MOVED_AFTER,      /* ... and it was sent when the windows had closed */
    HL_FOUND_TWO_ARMS_ROWS,    /* they are few, but their rows are many */
    HL_FOUND_PLACEHOLDER_UNIT, /* many rows of an id (name) that stands for nobody: "0", "guest" */
    HL_FOUND_CROWDED_UNIT,     /* one id (name) has far more rows than the others */
    HL_FOUND_UNITS_SPELLED,    /* ids that are others' (name, meant), written otherwise */
    HL_FOUND_UNITS_SPELLED_MANY,
    HL_FOUND_REPEATED_ROWS, /* rows that another row is, to the last character */
    HL_FOUND_REPEATED_ROWS_MANY,
    HL_FOUND_REPEATED_ROWS_APART,
    HL_FOUND_ROWS_OVER_AGAIN, /* ... but for what every export makes anew; name: of the id */
    HL_FOUND_ROWS_OVER_AGAIN_MANY,
    HL_FOUND_ROWS_OVER_AGAIN_APART,
    HL_FOUND_USERS_AGAIN, /* ids (of the column `name`) with several rows, where rows are users */
    HL_FOUND_USERS_AGAIN_APART,
    HL_FOUND_CROWDED_ROWS_APART, /* rows of a few ids with very many, as `name` */
    HL_FOUND_USERS_IN_ARMS,      /* ... with rows in several arms */
    HL_FOUND_USERS_IN_ARMS_MANY,
    HL_FOUND_USERS_NAMELESS, /* the column `name` is empty in all rows */
    HL_FOUND_CURRENCIES,     /* amounts that are not in the usual currency `name`, by the column
                                `meant` */
    HL_FOUND_CURRENCIES_APART,
    HL_FOUND_CURRENCY_OF_SOME, /* amounts of the column `meant` that name a currency, as `name` */
    HL_FOUND_CURRENCY_OF_SOME_APART,
    HL_FOUND_STAND_INS, /* values that are `name`, a number that stands for none */
    HL_FOUND_STAND_INS_APART,
    HL_FOUND_STAND_INS_OR_COST,  /* ... in place of the 0 of the others, as a cost may be */
    HL_FOUND_STAND_INS_OR_PRICE, /* as of a scale, where most have 0 */
    HL_FOUND_YES_NO_CODES,       /* n of all values are 1 and the others 2: yes and no */
    HL_FOUND_YES_NO_CODES_PERHAPS,
    HL_FOUND_CODE_OF_SCALE,      /* values that are `name`, apart from a scale to `meant` */
    HL_FOUND_STAND_INS_OF_SCALE, /* values that are `name`, far beyond a scale that ends at `meant`
                                  */
    HL_FOUND_VALUE_OF_ARM, /* values that are `name`, a number that may stand for none, of an arm */
    HL_FOUND_DAY_NUMBERS,  /* n values of an arm, from `name` on, number days: `meant` */
    /* columns of which one cannot be without the other: `meant` is above 0 where `name` is 0 */
    HL_FOUND_SUM_ALONE,
    HL_FOUND_SUM_ALONE_APART,
    HL_FOUND_BASE_ALONE, /* ... is 0 where `name` is not */
    HL_FOUND_BASE_ALONE_APART,
    HL_FOUND_BASE_BELOW,  /* divisors, `name`, below 0 */
    HL_FOUND_UNDONE_ROWS, /* rows with a value that were undone, as the column `name` says: `meant`
                           */
    HL_FOUND_UNDONE_ROWS_APART,
    HL_FOUND_ORDER_TOTALS, /* lines of an order, by the column `name`, that repeat its total */
    HL_FOUND_ORDER_TOTALS_APART,
    HL_FOUND_COUNTED_SUMS,  /* the share of units of rows that count some has a number of its row's
                             */
    HL_FOUND_ROWS_PER_UNIT, /* units of the arm have `name` rows each, of the other `meant` */
    HL_FOUND_ROWS_PER_UNIT_APART,  /* ... and nobody knows whether rows are touches */
    HL_FOUND_EXPORT_CUT,           /* n rows, as many as a sheet or a query holds */
    HL_FOUND_ONLY_BUYERS,          /* all n units of the arm have something of the metric */
    HL_FOUND_ONLY_BUYERS_CUT,      /* ... which is smaller than the others */
    HL_FOUND_SEGMENTS_TELL,        /* the values of the dimension `name` tell the metric */
    HL_FOUND_SEGMENTS_WITHOUT_ARM, /* the arm has none of the n units of the segment `name` */
    HL_FOUND_SEGMENTS_UNLIKE,      /* arms have unlike shares of them */
    HL_FOUND_ROWS_END_EARLY,  /* n dates of the other arm in the column `name` are later than */
    HL_FOUND_ROWS_BEGIN_LATE, /* (before) `meant`, the last (first) of the arm */
    HL_FOUND_VALUE_ALONE,     /* one unit of the arm, of about `name`, has the share of its sum */
    HL_FOUND_DENOMINATORS_DIFFER, /* what the metric divides by: `name` per unit, `meant` in other
                                   */
    HL_FOUND_COMERS_DIFFER,       /* who has a delay: `name` % of the units, `meant` % in other */
    HL_FOUND_AMOUNTS_FAR,     /* typical amounts, `name`, are many times those of the other arm */
    HL_FOUND_AMOUNTS_SHIFTED, /* n of the arm's amounts are `name` in place of the others' 0 */
    HL_FOUND_AMOUNTS_APART,
    HL_FOUND_AMOUNTS_SOME_APART, /* n amounts, as `name`, are beyond all of the other arm's */
    HL_FOUND_SIGNS_APART,        /* n amounts are below 0, and next to none of the other arm */
    HL_FOUND_WRONG_ARM,
    HL_FOUND_TOUCHES_UNLIKE, /* `name` to `meant` a unit: read in the window of the first alone */
    HL_FOUND_FROM_PLANNED, /* nothing of `name` was ever sent: all count from when they were planned
                            */
    HL_FOUND_BEFORE_TOUCH,
    HL_FOUND_UNKNOWN_TOUCH,  /* events that name what is no touch of their user */
    HL_FOUND_TOUCH_OF_OTHER, /* ... and is another user's */
    HL_FOUND_UNKNOWN_TOUCH_MANY,
    HL_FOUND_UNKNOWN_TOUCH_APART,
    HL_FOUND_OUTSIDE_WINDOW,
    HL_FOUND_DUPLICATES,       /* events that repeat another in all but the id */
    HL_FOUND_DUPLICATES_APART, /* ... and are many, unlike by arm */
    HL_FOUND_EVENTS_AGAIN, /* units of nearly one arm alone whose events come twice, soon after or
                              whole hours later */
    HL_FOUND_EVENTS_NEARLY_AGAIN,   /* ... with like values */
    HL_FOUND_EVENTS_AGAIN_SOME,     /* ... unlike by arm, or many in all */
    HL_FOUND_SAME_VALUES,           /* units with two events of one value, unlike by arm */
    HL_FOUND_SAME_VALUES_OF_METRIC, /* ... with two rows of one amount */
    HL_FOUND_FAST_CLICKS,
    HL_FOUND_FAST_CLICKS_FLIP, /* without some of them a conclusion falls */
    HL_FOUND_FAST_CLICKS_HOLD,
    HL_FOUND_REJECTED_ROWS,
    HL_FOUND_REJECTED_ROWS_MANY,
    HL_FOUND_REJECTED_ROWS_APART, /* those that name an arm: unlike shares of the arms */
    HL_FOUND_CORRECTIONS,         /* events that a later import says another value of */
    HL_FOUND_CORRECTIONS_TURN,    /* ... with which what is said would be otherwise */
    HL_FOUND_EVENT_VALUES_FEW,    /* events of a sum that have no value */
    HL_FOUND_EVENT_VALUES_MANY,
    HL_FOUND_EVENT_VALUES_APART,
    HL_FOUND_EVENT_TYPES_FEW, /* name: no metric reads it; but for case, width, spaces or coding it
                                 is `meant`, which one does */
    HL_FOUND_EVENT_TYPES_MANY,
    HL_FOUND_EVENT_TYPES_APART,
    HL_FOUND_EVENT_TYPES_ONE_ARM, /* events of a type (name) that nothing reads, of one arm alone,
                                     which has fewer of the type that is read (meant) */
    HL_FOUND_EVENT_TYPES_RENAMED, /* ... and with them about as many units as the others */
    HL_FOUND_EVENT_TYPES_UNDO,    /* events of a type (name) that nothing reads and that takes back
                                     what metrics count (meant): a refund */
    HL_FOUND_EVENT_TYPES_NEAR,    /* a slip of the hand away from `meant`, or meant as it stands */
    HL_FOUND_STRANGERS,           /* events of users whom no touch and no users file has */
    HL_FOUND_STRANGERS_SPELLED,   /* events of known users, whose ids (name for meant) are written
                                     otherwise */
    HL_FOUND_STRANGERS_SPELLED_MANY,
    HL_FOUND_STRANGERS_SPELLED_APART,
    HL_FOUND_EVENTS_OF_NOBODY,       /* their user is no one in particular (name), or none */
    HL_FOUND_EVENTS_OF_NOBODY_RANGE, /* ... effect: were they all of one arm's units */
    HL_FOUND_EVENTS_OF_NOBODY_TURN,  /* ... and its conclusion would be another one */
    HL_FOUND_EVENTS_ELSEWHERE,       /* their user's id (name) is of another system */
    HL_FOUND_EVENTS_ELSEWHERE_RANGE,
    HL_FOUND_EVENTS_ELSEWHERE_TURN, /* ... and they come when the experiment's own do */
    HL_FOUND_EVENTS_WITHOUT_TYPE,   /* their type says nothing (name) */
    HL_FOUND_EVENTS_WITHOUT_TYPE_RANGE,
    HL_FOUND_EVENTS_WITHOUT_TYPE_TURN,
    HL_FOUND_EARLY_EVENTS, /* units with events in the week before their touch, unlike by arm */
    HL_FOUND_EARLY_EVENTS_TIMED, /* ... of arms that are sent at different times */
    HL_FOUND_EARLY_EVENTS_MONTH, /* ... earlier than that, up to 5 weeks before their first touch */
    HL_FOUND_EARLY_EVENTS_MONTHS,    /* ... up to 51 weeks */
    HL_FOUND_EARLY_EVENTS_YEAR,      /* ... up to 54 weeks */
    HL_FOUND_EARLY_EVENTS_LONG,      /* ... longer */
    HL_FOUND_EARLY_EVENTS_FAR_TIMED, /* any of these, of arms that are sent at different times */
    HL_FOUND_AFTER_WINDOW, /* units of an arm that has fewer in the window have events behind it */
    HL_FOUND_AFTER_WINDOW_MOVED, /* ... by whole months, as if their dates were misread */
    HL_FOUND_LATE_EVENTS,        /* later than the report and than the store's last import */
    HL_FOUND_LATE_EVENTS_MANY,
    HL_FOUND_LATE_EVENTS_APART,
    HL_FOUND_DAYS_MISSING, /* from `name` to `meant` n units of the arm have their first event, of
                              `of` that are expected by the others, while units were touched */
    HL_FOUND_DAYS_THIN, /* ... of the control, and they are half at most of what they were before */
    HL_FOUND_DAYS_THIN_OTHER,      /* ... of another arm */
    HL_FOUND_DAYS_MISSING_TOUCHED, /* ... of the units that were touched first from `name` to
                                      `meant` */
    HL_FOUND_DAYS_WITHOUT_EVENTS,  /* ... after the last were touched */
    HL_FOUND_EVENTS_END,           /* no event is later than `name`, though n units were touched */
    HL_FOUND_ARMS_SHIFT, /* shares of arms change over the days in the column `name`: effect and
                            later: the difference in all, and within days */
    HL_FOUND_UNSEGMENTED_FEW, /* name: what they have no value of */
    HL_FOUND_UNSEGMENTED_MANY,
    HL_FOUND_UNSEGMENTED_APART,
    HL_FOUND_BLANKS_FEW, /* nobody said what a blank cell means */
    HL_FOUND_BLANKS_MANY,
    HL_FOUND_BLANKS_APART, /* arms have unlike shares */
    HL_FOUND_BLANKS_MISSING,
    HL_FOUND_BLANKS_MISSING_APART,
    HL_FOUND_LOSSES_FEW, /* cells that cannot be read */
    HL_FOUND_LOSSES_MANY,
    HL_FOUND_LOSSES_APART,
    HL_FOUND_LOSSES_TURN, /* they could turn the conclusion on a primary metric */
    HL_FOUND_COVARIATES_IMPUTED,
    HL_FOUND_COVARIATES_APART,
    HL_FOUND_COVARIATE_IS_METRIC, /* name: tells the metric, so it is from after */
    HL_FOUND_COVARIATE_TELLS,     /* ... nearly tells it, and its means are alike in the arms */
    HL_FOUND_COVARIATE_LACK_IS_METRIC, /* who lacks it tells the metric */
    HL_FOUND_COVARIATE_LACK_TELLS,     /* ... tells much of it */
    HL_FOUND_COVARIATE_UNLIKE,         /* its means differ between arms */
    HL_FOUND_ROUNDED_VALUES,
    HL_FOUND_IMMATURE,
    HL_FOUND_SLOTS,
    HL_FOUND_SLOTS_APART,
    HL_FOUND_METRIC_UNSEEN, /* no unit of any arm has anything of it */
    HL_FOUND_NOVELTY_NOT_SHOWN,
    HL_FOUND_NOVELTY,
    /* warnings */
    HL_FOUND_SMALL_COUNTS,
    HL_FOUND_INDEPENDENT_TOUCHES,
    HL_FOUND_NO_METHOD,
    HL_FOUND_NO_WEIGHTS,
    HL_FOUND_COVARIATES_WITHHELD,
    HL_FOUND_LOOK_LATE,  /* an earlier look must have shown it: its own report has the numbers */
    HL_FOUND_LOOK_EARLY, /* the look that was said lies ahead by the planned units */
    HL_FOUND_ANYTIME_DECIDES,
    HL_FOUND_ASYMPTOTIC_WITHHELD,
    HL_FOUND_DESIGN_EFFECT,
    HL_FOUND_DESIGN_EFFECT_OF_SIZES, /* touches within units are not alike: units' sizes are not */
    HL_FOUND_UNEQUAL_CLUSTERS,       /* few units, or few with most of the touches */
    HL_FOUND_SKEWNESS_UNKNOWN,       /* few values carry a mean of which only sums are known */
    HL_FINDINGS
} hl_finding_code;
/* The code in JSON: "better", "guardrail_held", ... */
HL_API const char *hl_finding_name(hl_finding_code code);

/* What is checked. */
typedef enum hl_check_kind {
    HL_CHECK_NONE, /* a finding that is of no check */
    HL_CHECK_SRM,
    HL_CHECK_ZERO_WEIGHT,
    HL_CHECK_UNKNOWN_ARM,
    HL_CHECK_WEIGHTS_CHANGED,
    HL_CHECK_SRM_PLANNED,
    HL_CHECK_SRM_SENT,
    HL_CHECK_SRM_DELIVERED,
    HL_CHECK_SRM_SEQUENTIAL,
    HL_CHECK_SRM_BY_DAY,
    HL_CHECK_SRM_BY_SEGMENT,
    HL_CHECK_TWO_ARMS,
    HL_CHECK_WRONG_ARM,
    HL_CHECK_BEFORE_TOUCH,
    HL_CHECK_UNKNOWN_TOUCH,
    HL_CHECK_OUTSIDE_WINDOW,
    HL_CHECK_DUPLICATES,
    HL_CHECK_REJECTED_ROWS,
    HL_CHECK_ROUNDED_VALUES,
    HL_CHECK_FAST_CLICKS,
    HL_CHECK_IMMATURE,
    HL_CHECK_SLOTS,
    HL_CHECK_NOVELTY,
    HL_CHECK_AUDIENCE, /* of the definition, in a flat file */
    HL_CHECK_CONDITION,
    HL_CHECK_CONDITION_VALUES,  /* that conditions cannot read */
    HL_CHECK_BLANKS,            /* of a metric; one each */
    HL_CHECK_LOSSES,            /* likewise */
    HL_CHECK_COVARIATES,        /* that are missing */
    HL_CHECK_COVARIATES_BEFORE, /* known before the experiment? */
    HL_CHECK_COVARIATE_BALANCE, /* alike in all arms? */
    HL_CHECK_EVENT_VALUES,      /* likewise */
    HL_CHECK_EVENT_TYPES,       /* one each, of a store */
    HL_CHECK_STRANGERS,
    HL_CHECK_CROWDED_UNITS, /* one each, of a flat file */
    HL_CHECK_UNITS_SPELLED,
    HL_CHECK_REPEATED_ROWS,
    HL_CHECK_CURRENCIES,
    HL_CHECK_ARM_DAYS,       /* days of the rows, by arm */
    HL_CHECK_AMOUNTS,        /* units and signs of amounts, by arm; one for each column */
    HL_CHECK_DENOMINATORS,   /* what metrics are counted over, by arm; one each */
    HL_CHECK_STAND_INS,      /* numbers that stand for none; one each */
    HL_CHECK_CONTRADICTIONS, /* columns that cannot both be right; one each */
    HL_CHECK_MEANING,        /* of columns; one each */
    HL_CHECK_MISSING_ROWS,   /* that a file ought to have */
    HL_CHECK_SEGMENTS_AFTER, /* segments that were made after the treatment; one each */
    HL_CHECK_EARLY_EVENTS,   /* before the touch, by arm */
    HL_CHECK_AFTER_WINDOW,   /* events behind it, by arm */
    HL_CHECK_LATE_EVENTS,    /* later than there can be data of */
    HL_CHECK_MISSING_DAYS,   /* without events of an arm, where others have them; one each */
    HL_CHECK_UNSEGMENTED,    /* without a value of what the report is split by; one each */
    HL_CHECK_UNSEEN,         /* metrics of which nothing has been seen; one each */
    HL_CHECK_KINDS
} hl_check_kind;
/* "srm", "two_arms", ...; NULL for HL_CHECK_NONE */
HL_API const char *hl_check_name(hl_check_kind kind);
/* Whether it is of what was lost of the data: failed, hl_analysis_options.accept_losses goes on all
 * the same. */
HL_API bool hl_check_is_of_losses(hl_check_kind kind);

/* What an effect or a margin is of. */
typedef enum hl_effect_scale {
    HL_SCALE_NONE,
    HL_SCALE_LIFT,      /* treatment / control - 1 */
    HL_SCALE_DIFFERENCE /* treatment - control */
} hl_effect_scale;
/* "lift", "difference"; NULL for HL_SCALE_NONE */
HL_API const char *hl_effect_scale_name(hl_effect_scale scale);

/* One of several that a finding lists: arms, metrics, days, looks. */
typedef struct hl_finding_item {
    const char *name; /* NULL: items that are counted from 1 (looks) */
    double n, of;     /* so many, out of so many */
    double expected;  /* n by the planned split */
    double held, pulled;
    double level; /* of a look: nominal, two-sided */
} hl_finding_item;

typedef struct hl_finding {
    hl_finding_code code;
    hl_check_kind check; /* whose detail it is */
    size_t metric;       /* index into analysis.metrics */
    size_t held_by;      /* likewise: the metric that holds the arm back, the first of several */
    size_t arm, other;   /* indices into analysis.arms */
    const char *name;    /* a day, a segment, a covariate, a type, an id */
    const char *meant;   /* what name was meant to be */
    hl_estimate effect;  /* of the inference in force; low and high NaN: it gives none (yet) */
    hl_effect_scale effect_of;
    hl_estimate later; /* the effect in the later half; `effect` is then that of the earlier */
    double p;
    double margin; /* signed: what the effect must not pass */
    hl_effect_scale margin_of;
    double n, of;         /* a count, out of how many */
    double n_low, n_high; /* n half of the time and nearly always, or at the quartiles of the
                             effect; n_high NaN: no number */
    double share;         /* n as a share of all, 0..1 */
    double share_needed;  /* the share of n that would change a conclusion */
    double level;         /* nominal two-sided level of a look */
    double icc;           /* of touches within units, in the control */
    double design_effect;
    double power; /* with which n shows it, 0..1 */
    double limit; /* the constant of the code's rule: days (srm_lags), seconds (fast_clicks...), an
                     expected count (small_counts) */
    size_t item_count;
    const hl_finding_item *items;
    unsigned rank; /* reasons of a verdict: of what importance to this decision, 0 being what it
                      rests on (engine/analysis/reason_ranks.c). Not in JSON. */
} hl_finding;

/* Ranks: what limits the decision; a detail to the decision; what the tables of a report say as
 * well. */
#define HL_RANK_LIMITS    1
#define HL_RANK_DETAIL    3
#define HL_RANK_IN_TABLES 4

/* Which members a code has: bits. */
enum {
    HL_HAS_METRIC = 1U << 0,
    HL_HAS_ARM = 1U << 1,
    HL_HAS_OTHER = 1U << 2,
    HL_HAS_NAME = 1U << 3,
    HL_HAS_EFFECT = 1U << 4,   /* effect.estimate, effect_of */
    HL_HAS_INTERVAL = 1U << 5, /* effect.low, effect.high */
    HL_HAS_LATER = 1U << 6,
    HL_HAS_P = 1U << 7,
    HL_HAS_MARGIN = 1U << 8, /* margin, margin_of */
    HL_HAS_N = 1U << 9,
    HL_HAS_OF = 1U << 10,
    HL_HAS_SHARE = 1U << 11,
    HL_HAS_SHARE_NEEDED = 1U << 12,
    HL_HAS_LEVEL = 1U << 13,
    HL_HAS_ITEMS = 1U << 14,
    HL_HAS_HELD_BY = 1U << 15,
    HL_HAS_ICC = 1U << 16,
    HL_HAS_DESIGN_EFFECT = 1U << 17,
    HL_HAS_POWER = 1U << 18,
    HL_HAS_LIMIT = 1U << 19,
    HL_HAS_MEANT = 1U << 20,
    HL_HAS_N_RANGE = 1U << 24
};
HL_API uint32_t hl_finding_has(hl_finding_code code);
/* Whether it says that an arm does harm in the segment `name`. */
HL_API bool hl_finding_is_harm_in_segment(const hl_finding *finding);

#ifdef __cplusplus
}
#endif
#endif
