/* What a condition is compiled into. condition.c builds it, operators.c knows the operators. */
#ifndef HL_ASSIGN_PREDICATE_H
#define HL_ASSIGN_PREDICATE_H

#include "assign/condition.h"
#include "assign/loose.h"
#include "base/pattern.h"
#include "base/value.h"

/* A document becomes three kinds of node. A condition holds when all of its clauses do; a clause
 * joins conditions or matches the value at a path; a match is a literal or all of its operators. */
typedef struct hl_condition_node hl_condition_node;
typedef struct hl_clause hl_clause;
typedef struct hl_match hl_match;
typedef struct hl_operator hl_operator;

/* While a condition is judged. A text of many parts and a regular expression need memory: when
 * there is none no_memory becomes true, and whatever is answered then means nothing. doubt is what
 * a comparison that cannot be decided answers: false, and true under every second negation, so that
 * a condition that rests on it does not hold, whichever way it is turned. supposed: how such a text
 * stands to the number instead, where it is tried out whether that matters; NONE: it is not.
 * unsaid: there was one. */
typedef struct hl_asking {
    bool no_memory;
    bool doubt;
    bool unsaid;
    hl_order supposed;
    hl_evidence evidence;
} hl_asking;

struct hl_condition_node {
    size_t count;
    const hl_clause *clauses;
};

struct hl_clause {
    bool (*holds)(const hl_clause *self, const hl_value *attributes, hl_asking *asking);
    size_t count; /* conditions, or parts of the path */
    const hl_condition_node *conditions;
    const char *const *path;
    const hl_match *match;
};

struct hl_match {
    const hl_value *literal; /* when there are no operators */
    size_t count;
    const hl_operator *operators;
};

typedef struct hl_operator_row hl_operator_row;
struct hl_operator {
    const hl_operator_row *row;
    const hl_value *operand;
    const hl_match *matches;         /* of an operand that is a match, or an array of them */
    const hl_condition_node *inside; /* $elemMatch with a condition on each element */
    const hl_pattern *pattern;
};

/* How an operand is prepared: kept as it is, or compiled. */
typedef enum hl_operand_kind {
    OPERAND_VALUE,
    OPERAND_MATCH,
    OPERAND_MATCHES,
    OPERAND_ELEMENT,
    OPERAND_PATTERN,
    OPERAND_PATTERN_FOLDED,
    OPERAND_GROUP
} hl_operand_kind;

struct hl_operator_row {
    const char *name;
    hl_operand_kind kind;
    bool (*holds)(const hl_operator *self, const hl_value *actual, hl_asking *asking);
};

bool hl_assign__condition_holds(const hl_condition_node *self, const hl_value *attributes,
                                hl_asking *asking);
/* actual NULL is a missing attribute. */
bool hl_assign__match_holds(const hl_match *self, const hl_value *actual, bool fold_case,
                            hl_asking *asking);
/* The row of that name; one that never holds when there is none (as GrowthBook's SDK does). */
const hl_operator_row *hl_assign__operator_row(const char *name);

#endif
