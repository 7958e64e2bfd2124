/* What there is to say of each value of the enums of a design (hookline/design.h), in one table
 * each: the name by which definitions, options and results write it, and what sets it apart. Who
 * needs to know whether a metric is a rate asks its row, not a list of kinds. Rows stand in the
 * order of the enum. */
#ifndef HL_DESIGN_TRAITS_H
#define HL_DESIGN_TRAITS_H

#include "base/named_rows.h"
#include "hookline/design.h"

/* What a metric may say beside its kind. */
enum {
    HL_SAYS_DENOMINATOR = 1 << 0,
    HL_SAYS_DENOMINATOR_VALUE = 1 << 1,
    HL_SAYS_FROM = 1 << 2,
    HL_SAYS_QUANTILE = 1 << 3,
    HL_SAYS_WINSORIZE = 1 << 4
};

typedef struct hl_metric_kind_traits {
    const char *name;
    bool is_rate;               /* each unit (touch) counts as 0 or 1 */
    bool of_columns;            /* columns of a flat file can give it: it needs no events */
    unsigned may_say, must_say; /* HL_SAYS_* */
    hl_metric_value value;      /* of its events, where a definition does not say */
    hl_metric_value denominator_value;
} hl_metric_kind_traits;

typedef struct hl_spending_traits {
    const char *name;
    bool has_parameter;
    double parameter; /* where a definition does not say */
} hl_spending_traits;

extern const hl_spending_traits hl_design__spending_traits[HL_SPEND_HSD + 1];
extern const hl_metric_kind_traits hl_design__metric_kind_traits[HL_METRIC_FUNNEL + 1];

/* The names alone, row by row. */
extern const hl_named_rows hl_design__metric_kinds;
extern const hl_named_rows hl_design__metric_roles;
extern const hl_named_rows hl_design__metric_goals;
extern const hl_named_rows hl_design__inferences;
extern const hl_named_rows hl_design__corrections;
extern const hl_named_rows hl_design__spendings;
extern const hl_named_rows hl_design__blanks;

#endif
