/* The design of an experiment as the statistics see it: arms, metrics, how to analyse. A plain
 * struct, built from a definition, from the words of a request (hookline/design_request.h) or by
 * hand, passed on as const. Strings are UTF-8 and borrowed from whoever built the design.
 *
 *   static const hl_arm_weight arms[] = {{"control", 1}, {"new", 1}};
 *   hl_metric metric = hl_metric_init("ordered", HL_METRIC_PROPORTION);
 *   hl_design design = hl_design_init();
 *   design.experiment = "new-greeting";
 *   design.arms = arms;
 *   design.arm_count = 2;
 *   design.metrics = &metric;
 *   design.metric_count = 1;
 */
#ifndef HOOKLINE_DESIGN_H
#define HOOKLINE_DESIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hookline/error.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum hl_metric_kind {
    HL_METRIC_PROPORTION,
    HL_METRIC_MEAN,
    HL_METRIC_RATIO,
    HL_METRIC_QUANTILE,
    HL_METRIC_RETENTION,
    HL_METRIC_FUNNEL
} hl_metric_kind;

typedef enum hl_metric_role {
    HL_ROLE_PRIMARY,
    HL_ROLE_SECONDARY,
    HL_ROLE_GUARDRAIL
} hl_metric_role;
typedef enum hl_metric_goal { HL_GOAL_INCREASE, HL_GOAL_DECREASE } hl_metric_goal;

/* What one row of the analysis is: the unit of randomisation, or each of its touches (then touches
 * are clustered by unit). */
typedef enum hl_metric_per { HL_PER_UNIT, HL_PER_TOUCH } hl_metric_per;

/* How the events of one touch or unit make a number. */
typedef enum hl_metric_value {
    HL_VALUE_OF_ANY,   /* 1 when there is one, else 0 */
    HL_VALUE_OF_COUNT, /* how many */
    HL_VALUE_OF_SUM,   /* sum of their values */
    HL_VALUE_OF_MAX,
    HL_VALUE_OF_FIRST_DELAY /* hours from the touch to the first; a unit without one has no value */
} hl_metric_value;

/* What a cell of a table means in which nothing stands. */
typedef enum hl_blank {
    HL_BLANK_UNSAID,  /* nobody said: missing, and judged whether that can mislead */
    HL_BLANK_ZERO,    /* 0 */
    HL_BLANK_MISSING, /* the unit has no value */
    HL_BLANK_REFUSE   /* a fault, as text in a number is */
} hl_blank;
typedef struct hl_metric {
    const char *name;
    hl_metric_kind kind;
    hl_metric_role role;
    hl_metric_goal goal;
    hl_metric_per per;
    const char *event;       /* event type counted (numerator of a ratio); NULL with a column */
    const char *column;      /* flat files: the column of the value (numerator); else NULL */
    const char *denominator; /* ratio: event type, "touch" or column of the denominator; funnel:
                                event type of the step before, which is named, not divided by
                                (a funnel step is a share of all units), or NULL; else NULL */
    hl_metric_value value;
    hl_metric_value denominator_value;
    int64_t within_ms;        /* attribution window after the touch; 0 = no end */
    int64_t from_ms;          /* retention: the window opens this long after the touch */
    double margin;            /* guardrail: the harm that is tolerated, absolute; NaN = none */
    double margin_lift;       /* the same as a relative change; NaN = none */
    double quantile;          /* QUANTILE: in (0,1); else NaN */
    double winsorize;         /* quantile above which values are clipped; NaN = not */
    double expected;          /* expected baseline (rate or mean), to plan and to choose the
                                 sequential method; NaN = not said */
    double worth;             /* primary: the smallest relative gain that is worth shipping, 0..1;
                                 NaN = not said */
    bool independent_touches; /* the definition insists that touches are independent */
    hl_blank blank;           /* what a blank cell of it means; of events: ZERO, or not said */
} hl_metric;

/* With fewer units in either arm nothing is shipped, kept or stopped by them, whatever a test says
 * (docs/decisions/0026-few-units-decide-nothing.md). */
#define HL_UNITS_LEAST 20

/* Whether each unit (touch) of the metric counts as 0 or 1, so that its mean is a share; false for
 * a kind that is none. */
HL_API bool hl_metric_is_rate(const hl_metric *metric);

typedef struct hl_arm_weight {
    const char *name;
    int64_t weight; /* integer shares, of weight_total */
} hl_arm_weight;

typedef enum hl_inference {
    HL_INFER_FIXED,
    HL_INFER_ANYTIME,
    HL_INFER_GROUP_SEQUENTIAL
} hl_inference;
typedef enum hl_correction {
    HL_CORRECT_NONE,
    HL_CORRECT_HOLM,
    HL_CORRECT_BONFERRONI,
    HL_CORRECT_BH,
    HL_CORRECT_DUNNETT
} hl_correction;
/* How planned looks spend the level; the first is the most careful at the early ones. */
typedef enum hl_spending {
    HL_SPEND_OBF, /* O'Brien and Fleming's shape */
    HL_SPEND_POCOCK,
    HL_SPEND_POWER, /* alpha t^parameter, above 0 */
    HL_SPEND_HSD    /* Hwang, Shih and DeCani's family, any parameter */
} hl_spending;

/* How definitions, options and results write these values; NULL for a number that is none, so that
 * they can be listed from 0 on. */
HL_API const char *hl_metric_kind_name(hl_metric_kind kind);
HL_API const char *hl_metric_role_name(hl_metric_role role);
HL_API const char *hl_metric_goal_name(hl_metric_goal goal);
HL_API const char *hl_inference_name(hl_inference inference);
HL_API const char *hl_correction_name(hl_correction correction);
HL_API const char *hl_spending_name(hl_spending spending);
HL_API const char *hl_blank_name(hl_blank blank); /* "unsaid", "zero", "missing", "refuse" */

/* A dimension by which the result is split: an attribute ("newbie"), or a named segment of the
 * definition, whose values are "in" and "out". */
typedef struct hl_dimension {
    const char *name;
    bool is_segment;
} hl_dimension;

/* A factor of a full factorial and each arm's level in it. */
typedef struct hl_factor {
    const char *name;          /* "variant", "window", "hook", "channel" */
    const char *const *levels; /* level_count of them */
    size_t level_count;
    const size_t *level_of_arm; /* arm_count of them, index into levels */
} hl_factor;

enum { HL_DESIGN_MOST_COVARIATES = 16, HL_DESIGN_MOST_LOOKS = 100 };

/* A text per language, as {"en": ..., "zh": ...}. */
typedef struct hl_localized {
    size_t count;
    const char *const *languages; /* BCP 47 */
    const char *const *texts;
} hl_localized;

/* What people read instead of a name, where a report is for them. */
typedef enum hl_titled {
    HL_TITLED_ARM,
    HL_TITLED_METRIC,
    HL_TITLED_SEGMENT, /* a dimension's name */
    HL_TITLED_EVENT,
    HL_TITLED_VARIANT, /* this and the three that follow: levels of factors */
    HL_TITLED_WINDOW,
    HL_TITLED_HOOK,
    HL_TITLED_CHANNEL
} hl_titled;
typedef struct hl_title {
    hl_titled of;
    const char *name;
    hl_localized title;
} hl_title;

typedef struct hl_design {
    const char *experiment;
    hl_localized title; /* for reports; none: they show the name */
    size_t title_count; /* of what else has one, each name of a kind once at most */
    const hl_title *titles;
    const char *unit; /* "user" or an attribute's name */
    size_t arm_count;
    const hl_arm_weight *arms; /* in the definition's order */
    size_t control;            /* index into arms */
    /* The arms differ in hook or window, so their first touches lie at other times: the split by
     * day of enrolment then says nothing about randomisation. */
    bool arms_differ_in_timing;
    size_t factor_count;
    const hl_factor *factors;
    size_t metric_count;
    const hl_metric *metrics;
    size_t dimension_count;
    const hl_dimension *dimensions;
    size_t covariate_count;
    const char *const *covariates;
    double alpha; /* two-sided, in (0,1) */
    hl_inference inference;
    hl_correction correction;
    double prior_a, prior_b; /* Beta prior of the Bayesian view; 0.5, 0.5 by default */
    double planned_units;    /* in all arms at the planned end: tunes the always-valid sequences and
                                tells which of the planned looks this is; 0 = not said */
    size_t look_count;       /* group sequential: planned information fractions, rising to 1 */
    const double *looks;
    hl_spending spending;
    double spending_parameter; /* of HL_SPEND_POWER (above 0) and _HSD (finite) */
} hl_design;

/* Nothing but the options: unit "user", alpha 0.05, fixed inference, Holm, Jeffreys' prior. The
 * experiment's name and the arms are still to be said. */
HL_API hl_design hl_design_init(void);
/* Whether the dimension of this name is a condition, whose values are "in" and "out". */
HL_API bool hl_design_has_condition(const hl_design *design, const char *dimension);
/* A primary metric, per unit, the more the better, with nothing else said. */
HL_API hl_metric hl_metric_init(const char *name, hl_metric_kind kind);

/* Whether the design can be: its names are there, at least one arm, each arm's name once, control
 * and levels below their counts, numbers and enums in their ranges. hl_cells_new and
 * hl_analysis_run ask the same of every design that they are given. A design without metrics can
 * be, and so can group_sequential without looks, whose levels are then not known. HL_USAGE: the
 * first field that cannot be, named as above ("metrics[1].kind"), with what would be accepted. */
HL_API HL_NODISCARD hl_status hl_design_check(const hl_design *design, hl_error *err);

#ifdef __cplusplus
}
#endif
#endif
