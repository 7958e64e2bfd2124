/* Unit values: what each unit contributes, kept apart from its arm, so that the same units can be
 * put into arms again and again (calibration). A source (a store, a flat file) fills them in once;
 * regrouping makes cells of them as if the units had been in the given arms from the start.
 *
 * Most units of a metric have one of a few vectors (0 or 1 of one touch): each metric keeps its
 * distinct vectors once, and a unit the number of its vector. Regrouping counts how often each
 * vector stands in each arm and multiplies, which is exact. */
#ifndef HL_CELLS_UNIT_VALUES_H
#define HL_CELLS_UNIT_VALUES_H

#include "base/text.h"
#include "cells/cells.h"

#define HL_UNIT_NO_VALUE UINT32_MAX

/* The arm of each unit under one experiment of the source, for comparing experiments. */
typedef struct hl_unit_assignment {
    const char *experiment;
    size_t arm_count;
    uint32_t *arms; /* capacity of them */
} hl_unit_assignment;

struct hl_unit_values {
    hl_arena arena; /* names */
    size_t metric_count;
    uint32_t width; /* y, d and the covariates */
    size_t count, capacity;
    hl_text ids;       /* one after the other */
    size_t *id_ends;   /* per unit: where its id ends in ids */
    int64_t *touches;  /* per unit */
    uint32_t *vectors; /* per unit and metric: index into distinct[metric], or HL_UNIT_NO_VALUE */
    hl_map *distinct;  /* per metric: the bytes of width values (attos) and of the within sum */
    size_t assignment_count;
    hl_unit_assignment *assignments;
};

/* The shape is the design's: metrics and covariates. NULL when out of memory. */
hl_unit_values *hl_cells__units_new(const hl_design *design);
/* Room for the assignments of `count` experiments, before the first unit. */
bool hl_cells__units_assign(hl_unit_values *units, size_t count);
/* A new unit without values. False when out of memory. */
bool hl_cells__units_add(hl_unit_values *units, const char *id, size_t length, int64_t touches);
/* The vector v[width] of the last unit for a metric; within (attos^2) may be NULL for 0. False when
 * out of memory. */
bool hl_cells__units_value(hl_unit_values *units, size_t metric, const hl_i128 *v,
                           const hl_wide *within);

const char *hl_cells__unit_id(const hl_unit_values *units, size_t unit, size_t *length);
/* How the values y of a metric lie: `rarer` units have another than the most common one; on a
 * lattice (few distinct values for that many) their sums, and every p of them, come in steps. */
typedef struct hl_unit_rarity {
    int64_t valued, rarer, distinct;
    bool lattice;
} hl_unit_rarity;
HL_NODISCARD hl_status hl_cells__units_rarity(const hl_unit_values *units, size_t metric,
                                              hl_unit_rarity *out, hl_error *err);

/* What the tails of a mean over these units hang on: skewness of y - R d (R: the ratio of the sums;
 * a unit's value less the mean where d is 1), and the coefficient of variation of d. NaN where
 * there is none. */
typedef struct hl_unit_shape {
    double skewness, size_cv;
} hl_unit_shape;
HL_NODISCARD hl_status hl_cells__units_shape(const hl_unit_values *units, size_t metric,
                                             hl_unit_shape *out, hl_error *err);

/* How many numbers hl_cells__regroup needs as its scratch for so many arms. */
size_t hl_cells__regroup_scratch(const hl_unit_values *units, size_t arms);
/* Puts every unit into the arm arms[unit] (below arm_count) of the empty cells: split 0, no day. */
HL_NODISCARD hl_status hl_cells__regroup(const hl_unit_values *units, const uint32_t *arms,
                                         size_t arm_count, int64_t *scratch, hl_cells *cells,
                                         hl_error *err);

#endif
