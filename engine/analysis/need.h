/* How many more units show something that is not decided: a number with its range, or why there is
 * none. */
#ifndef HL_ANALYSIS_NEED_H
#define HL_ANALYSIS_NEED_H

#include "analysis/context.h"

typedef enum hl_need_state {
    HL_NEED_NOTHING,     /* nothing is asked */
    HL_NEED_UNITS,       /* units, low and high are set */
    HL_NEED_NEVER,       /* no number of units shows it */
    HL_NEED_PLAN_END,    /* no planned look that is left does with the power that is asked for, or
                            the sample is read at its planned end alone: units up to there, and the
                            power of that look, are set */
    HL_NEED_TOO_EARLY,   /* too little is known of how the metric varies */
    HL_NEED_EXCLUDED,    /* what would be assumed is excluded by the data at hand */
    HL_NEED_UNPROJECTED, /* ties, or counts too small for a normal test */
    HL_NEED_NO_EFFECT,   /* no effect is declared, and none stands out */
    HL_NEED_UNSTEADY,    /* ... one does, but the number would be another one every day */
    HL_NEED_DENIED /* the data contradict what would be assumed: a guardrail's harm is shown */
} hl_need_state;

/* The power that units have; low: half of the time, high: nearly always. */
#define HL_NEED_TAIL   0.2
#define HL_NEED_MEDIAN 0.5
#define HL_NEED_SURE   0.95

typedef struct hl_need {
    hl_need_state state;
    const hl_comparison *comparison;
    size_t metric;
    double units, low, high; /* more, in all arms; high INFINITY: no number is that sure */
    double effect;           /* the difference that is assumed to be true; guardrails: 0 */
    hl_finding_code code;    /* on what that rests */
    double power;            /* of the last planned look */
} hl_need;

/* For a primary metric's comparison that is not shown (need_effect.c). */
hl_need hl_analysis__need_of_effect(const hl_context *context, size_t metric,
                                    const hl_comparison *comparison);
/* ... in a new experiment, without the units at hand; low and high are not set. */
hl_need hl_analysis__need_anew(const hl_context *context, size_t metric,
                               const hl_comparison *comparison);
bool hl_analysis__declares_effect(const hl_context *context, size_t metric);
/* Whether the estimate is away from 0 by half a standard error. */
bool hl_analysis__stands_out(const hl_comparison *comparison);
/* For a guardrail with a margin that is not decided (need_guardrail.c). */
hl_need hl_analysis__need_of_guardrail(hl_context *context, size_t metric,
                                       const hl_comparison *comparison);
/* ... in a new experiment; low and high are not set. */
hl_need hl_analysis__need_of_guardrail_anew(hl_context *context, size_t metric,
                                            const hl_comparison *comparison);

#endif
