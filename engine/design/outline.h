/* A design as far as its request says it: everything but the arms, whose names come with the data.
 * A source of cells (a file, a warehouse) makes the outline first, reads the columns that it names,
 * and completes it with the arms that it found.
 *
 * Words may name columns with any sign in them ("spend/visit", "a:mean"), so whether a text is a
 * column's name goes before what it would mean as a word: the source is asked. */
#ifndef HL_DESIGN_OUTLINE_H
#define HL_DESIGN_OUTLINE_H

#include <stdbool.h>

#include "base/arena.h"
#include "hookline/design_request.h"

/* Columns of a table, and of the request's segments those that it can tell apart. */
typedef struct hl_design_table {
    const char *name; /* in messages: a path */
    bool (*has_column)(const void *context, const char *name, size_t length);
    const void *context;
    const char *const *segments; /* names, in the order of the request */
    size_t segment_count;
} hl_design_table;

/* The columns that a metric is read from; NULL where there is none. */
typedef struct hl_metric_columns {
    const char *value;
    const char *denominator; /* ratio */
    const char *square;      /* sum of squares of a row that counts units */
    const char *cube;        /* ... and of cubes, and how many of them are not 0; both or neither */
    const char *nonzero;
    const char *trials; /* units of a row of a proportion */
    bool bit;           /* the value must be 0 or 1 */
    bool kind_unsaid;   /* proportion if all values are 0 and 1 */
    bool goal_unsaid;   /* neither words nor a definition say which way is good */
} hl_metric_columns;

typedef struct hl_design_outline {
    const hl_design_request *request;
    hl_arena arena;
    hl_design design;   /* all but experiment, titles and arms */
    hl_metric *metrics; /* the design's, whose kinds may be settled when the data are read */
    hl_metric_columns *columns; /* by metric */
    bool aggregated;            /* a row holds sums over the units that it counts */
} hl_design_outline;

/* To be freed whatever the answer. HL_USAGE: the request cannot be. */
HL_NODISCARD hl_status hl_design__outline(hl_design_outline *outline,
                                          const hl_design_request *request,
                                          const hl_design_table *table, hl_error *err);
void hl_design__outline_free(hl_design_outline *outline);

/* An experiment of the data. */
typedef struct hl_design_found {
    const char *experiment;
    bool of_column;          /* it is a value of the request's column of experiments */
    const char *const *arms; /* names, ascending */
    size_t arm_count;
} hl_design_found;

/* The whole design, its arms in the arena: those of the base; else the control, then the others by
 * name; else, without a column of arms, those of the weights alone. HL_REJECTED: no row has the
 * control. HL_USAGE: the weights are not these arms'. */
HL_NODISCARD hl_status hl_design__complete(const hl_design_outline *outline,
                                           const hl_design_table *table,
                                           const hl_design_found *found, hl_arena *arena,
                                           hl_design *out, hl_error *err);

/* ---- parts */

/* Reads "NAME=NUM/DEN:ratio" and its like into both; the metric comes with what it has if nothing
 * is said. */
HL_NODISCARD hl_status hl_design__metric_words(const char *text, const hl_design_request *request,
                                               const hl_design_table *table, hl_arena *arena,
                                               hl_metric *metric, hl_metric_columns *columns,
                                               hl_error *err);
/* Weights of the arms, which stand in their order: "1,1" or "a=1,b=2". */
HL_NODISCARD hl_status hl_design__weights(const char *text, hl_arm_weight *arms, size_t count,
                                          hl_error *err);
/* The arms that weights alone make: "a=1,b=2"; "1,1,1" are control, treatment-1 and treatment-2;
 * NULL is control and treatment, alike. */
HL_NODISCARD hl_status hl_design__weights_arms(const char *text, hl_arena *arena,
                                               hl_arm_weight **arms, size_t *count, hl_error *err);

#endif
