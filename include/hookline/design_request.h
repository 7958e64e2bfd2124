/* A design asked of a table of units whose arms nobody knows before it is read: what its columns
 * mean, and how to analyse them, in the words of the command line or of a definition. A flat file
 * (hookline/scan.h) answers it; so can a warehouse.
 *
 *   static const char *const metrics[] = {"visit:proportion", "spend:mean"};
 *   hl_design_request request = hl_design_request_init();
 *   request.arm = "segment";
 *   request.control = "No E-Mail";
 *   request.metrics = metrics;
 *   request.metric_count = 2;
 */
#ifndef HOOKLINE_DESIGN_REQUEST_H
#define HOOKLINE_DESIGN_REQUEST_H

#include <stddef.h>
#include <stdint.h>

#include "hookline/definition.h"
#include "hookline/design.h"
#include "hookline/error.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { HL_DESIGN_REQUEST_VERSION = 1 };

/* All strings are borrowed and must outlive what is made of the request. */
typedef struct hl_design_request {
    uint32_t version;    /* HL_DESIGN_REQUEST_VERSION */
    const char *arm;     /* column that names the arm */
    const char *control; /* the control's name; NULL: the base's, else the first by name */
    /* "equal", or one share an arm, control first, then the others by name; when they differ each
     * must say its arm: "No E-Mail=1,Mens E-Mail=2,..."; NULL: unknown, no check of the split */
    const char *weights;
    /* [NAME=]COLUMN[:WORD...]           one number a row
     * [NAME=]NUM/DEN[:WORD...]          ratio of two sums
     * [NAME=]HITS/TRIALS:proportion     a row counts TRIALS units, HITS of them with a 1
     * [NAME=]SUM,SUMSQ[:mean]           a row counts units (see count): their sum and sum of
     *                                   squares
     * [NAME=]SUM,SUMSQ,CUBES,NONZERO    ... with the sum of cubes and how many are not 0, which
     *                                   skewed means are judged by
     * WORD: proportion, mean, ratio, quantile:Q (0 < Q < 1); winsorize:Q; per:unit, per:touch (with
     * unit, the latter unless said: per:unit takes the sum of a unit's rows, of a proportion
     * whether one has it); primary, secondary, guardrail; increase, decrease. A column without a
     * kind is a proportion when all its values are 0 and 1, else a mean. A text that is a column's
     * name is that column. */
    const char *const *metrics;
    size_t metric_count;
    const char *const *covariates; /* columns */
    size_t covariate_count;
    const char *const *dimensions; /* columns; one that is named as a segment is that segment */
    size_t dimension_count;
    const char *unit;       /* column: rows are of this unit, and clustered by it */
    const char *count;      /* column: how many units a row stands for */
    const char *experiment; /* column: one experiment for each of its values */
    /* Segments of a definition: conditions on the row's columns, each a dimension of the values
     * "in" and "out". One on a column that the table lacks is left out, with a warning. */
    const hl_segment *segments;
    size_t segment_count;
    /* Rows of users outside it are not of the experiment: they are left out, and counted. NULL: all
     * are. One on a column that the table lacks is not applied, as the report says. */
    const hl_condition *audience;
    /* A condition in JSON, of the same grammar: only rows for which it holds are analysed, the
     * others are counted. NULL: all. */
    const char *where;
    /* Metrics (their columns, else their names), dimensions that are attributes, covariates, arms,
     * control, weights, roles and options of analysis; what the request says itself goes before it.
     * May be NULL. */
    const hl_design *base;
    const char *base_digest; /* of the definition behind the base, for the report; or NULL */
    double alpha;            /* NaN: the base's, else 0.05 */
    int inference;           /* an hl_inference; -1: the base's, else HL_INFER_FIXED */
    int correction;          /* an hl_correction; -1: the base's, else HL_CORRECT_HOLM */
    double planned_units;    /* NaN: the base's, else not said */
    /* "METRIC=VALUE": the rate or mean that was expected of the control (hl_metric.expected) */
    const char *const *expected;
    size_t expected_count;
    /* What a blank cell means: "zero", "missing" or "refuse", of all metrics, or of one:
     * "METRIC=zero" (hl_metric.blank). A later one goes before an earlier one. */
    const char *const *blanks;
    size_t blank_count;
    /* The smallest relative gain worth shipping (hl_metric.worth): "0.05" of all primary metrics,
     * or of one: "METRIC=0.05". A later one goes before an earlier one. */
    const char *const *worths;
    size_t worth_count;
} hl_design_request;

/* Nothing said: the state from which to fill a request in. */
HL_API hl_design_request hl_design_request_init(void);

#ifdef __cplusplus
}
#endif
#endif
