/* Guardrails with a margin, of every arm: what all of them together may say. */
#ifndef HL_ANALYSIS_MARGINS_H
#define HL_ANALYSIS_MARGINS_H

#include "analysis/compare.h"

/* A margin: a change in the harmful direction is positive; relative says of what. */
typedef struct hl_margin {
    double shift; /* signed: what the effect must not pass */
    bool relative, exists, harm_is_increase;
} hl_margin;
hl_margin hl_analysis__margin_of(const hl_metric *metric);

/* What a margin is a share of: the size of the control's level. Whether that lies above 0 is known
 * where no value lies below, or where its interval leaves out 0. */
typedef enum hl_base { HL_BASE_ABOVE, HL_BASE_BELOW, HL_BASE_OPEN } hl_base;
hl_base hl_analysis__base_of(const hl_metric *metric, const hl_arm_estimate *control);

/* One guardrail of one arm. */
typedef struct hl_margin_test {
    hl_comparison *comparison;
    size_t metric;
    uint32_t split; /* of the cells: 0 all units, else a segment */
    hl_margin margin;
    hl_base base;    /* of a relative margin */
    bool few;        /* units: they decide nothing */
    double p_broken; /* that harm beyond the margin is not there, one-sided */
} hl_margin_test;

/* Every guardrail that has a margin, of every arm. */
typedef struct hl_margin_tests {
    hl_margin_test *list;
    size_t count;
} hl_margin_tests;

/* The nominal two-sided level of this look when alpha is shared by m; NaN where there is none. */
double hl_analysis__level_among(hl_context *context, size_t m);

/* The guardrail of a comparison whose control is this, not tested yet. */
hl_margin_test hl_analysis__margin_test(size_t metric, uint32_t split, const hl_metric *of,
                                        const hl_arm_estimate *control, hl_comparison *comparison);
/* Sets margin, p_margin and p_broken by the tests; nothing where an answer is withheld. */
void hl_analysis__take_margin(const hl_noninferiority *tests, hl_margin_test *test);
/* Sets guard to broken where that is shown, Holm over all of them. */
void hl_analysis__break_margins(hl_context *context, const hl_margin_tests *tests);
/* Sets guard of all of them, and p_margin_adjusted. */
void hl_analysis__judge_margins(hl_context *context, const hl_margin_tests *tests);

#endif
