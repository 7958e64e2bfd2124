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

/* One guardrail of one arm. */
typedef struct hl_margin_test {
    hl_comparison *comparison;
    size_t metric;
    hl_margin margin;
    double p_broken; /* that harm beyond the margin is not there, one-sided */
} hl_margin_test;

/* Every guardrail that has a margin, of every arm. */
typedef struct hl_margin_tests {
    hl_margin_test *list;
    size_t count;
} hl_margin_tests;

/* The nominal two-sided level of this look when alpha is shared by m; NaN where there is none. */
double hl_analysis__level_among(hl_context *context, size_t m);

/* Sets guard of all of them, and p_margin_adjusted. */
void hl_analysis__judge_margins(hl_context *context, const hl_margin_tests *tests);

#endif
