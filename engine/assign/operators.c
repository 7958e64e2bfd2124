#include <string.h>

#include "assign/loose.h"
#include "assign/predicate.h"
#include "assign/version_order.h"
#include "assign/written_order.h"
#include "base/number.h"

bool hl_assign__condition_holds(const hl_condition_node *self, const hl_value *attributes,
                                bool *no_memory)
{
    for (size_t i = 0; i < self->count; i++)
        if (!self->clauses[i].holds(&self->clauses[i], attributes, no_memory))
            return false;
    return true;
}

static bool is_array(const hl_value *value)
{
    return value != NULL && value->type == HL_VALUE_ARRAY;
}

static bool has_boolean(const hl_value *operand)
{
    if (operand == NULL || operand->type != HL_VALUE_ARRAY)
        return operand != NULL && operand->type == HL_VALUE_BOOL;
    for (size_t i = 0; i < operand->count; i++)
        if (operand->items[i].type == HL_VALUE_BOOL)
            return true;
    return false;
}

/* Of a value that nothing of the operand is equal to: a text that is neither yes nor no may still
 * be the boolean that is asked for. */
static bool is_undecided(const hl_value *actual, const hl_value *operand)
{
    return has_boolean(operand) && hl_assign__is_no_answer(actual);
}

static bool differs(const hl_value *actual, const hl_value *operand)
{
    return !hl_assign__strictly_equal(actual, operand) && !is_undecided(actual, operand);
}

static bool equals(const hl_value *actual, const hl_value *operand)
{
    bool same = hl_assign__strictly_equal(actual, operand);
    if (!same)
        (void)is_undecided(actual, operand); /* counts it */
    return same;
}

static bool truth_is(const hl_value *actual, const hl_value *wanted)
{
    return actual->type == HL_VALUE_UNTYPED ? equals(actual, wanted)
                                            : hl_assign__loose_truth(actual) == wanted->boolean;
}

static bool literal_holds(const hl_value *literal, const hl_value *actual, bool fold_case,
                          bool *no_memory)
{
    bool missing = actual == NULL || actual->type == HL_VALUE_NULL;
    switch (literal->type) {
    case HL_VALUE_STRING:
    case HL_VALUE_UNTYPED:
        return hl_assign__loose_text_equals(actual, literal, fold_case, no_memory);
    case HL_VALUE_NUMBER:
        return hl_assign__equals_number(actual, literal->number);
    case HL_VALUE_BOOL:
        return !missing && truth_is(actual, literal);
    case HL_VALUE_NULL:
        return missing;
    case HL_VALUE_ARRAY:
    case HL_VALUE_OBJECT:
        break;
    }
    return !missing && hl_assign__same_document(actual, literal);
}

static bool operator_holds(const hl_operator *self, const hl_value *actual, bool *no_memory)
{
    return self->row->holds != NULL ? self->row->holds(self, actual)
                                    : self->row->tries(self, actual, no_memory);
}

bool hl_assign__match_holds(const hl_match *self, const hl_value *actual, bool fold_case,
                            bool *no_memory)
{
    if (self->literal != NULL)
        return literal_holds(self->literal, actual, fold_case, no_memory);
    for (size_t i = 0; i < self->count; i++)
        if (!operator_holds(&self->operators[i], actual, no_memory))
            return false;
    return true;
}

static bool holds_eq(const hl_operator *self, const hl_value *actual)
{
    return equals(actual, self->operand);
}

static bool holds_ne(const hl_operator *self, const hl_value *actual)
{
    return differs(actual, self->operand);
}

static bool tries_lt(const hl_operator *self, const hl_value *actual, bool *no_memory)
{
    return hl_assign__loose_order(actual, self->operand, no_memory) == HL_ORDER_LESS;
}

static bool tries_lte(const hl_operator *self, const hl_value *actual, bool *no_memory)
{
    hl_order order = hl_assign__loose_order(actual, self->operand, no_memory);
    return order == HL_ORDER_LESS || order == HL_ORDER_EQUAL;
}

static bool tries_gt(const hl_operator *self, const hl_value *actual, bool *no_memory)
{
    return hl_assign__loose_order(actual, self->operand, no_memory) == HL_ORDER_GREATER;
}

static bool tries_gte(const hl_operator *self, const hl_value *actual, bool *no_memory)
{
    hl_order order = hl_assign__loose_order(actual, self->operand, no_memory);
    return order == HL_ORDER_GREATER || order == HL_ORDER_EQUAL;
}

static bool holds_exists(const hl_operator *self, const hl_value *actual)
{
    bool exists = actual != NULL && actual->type != HL_VALUE_NULL;
    return exists == hl_assign__loose_truth(self->operand);
}

static bool is_one_of(const hl_value *actual, const hl_value *list,
                      bool (*same)(const hl_value *, const hl_value *))
{
    for (size_t i = 0; i < list->count; i++)
        if (same(actual, &list->items[i]))
            return true;
    return false;
}

/* An array is in the list when any of its elements is. */
static bool is_in(const hl_value *actual, const hl_value *list,
                  bool (*same)(const hl_value *, const hl_value *))
{
    if (!is_array(actual))
        return is_one_of(actual, list, same);
    for (size_t i = 0; i < actual->count; i++)
        if (is_one_of(&actual->items[i], list, same))
            return true;
    return false;
}

/* The one or the other, or neither when that cannot be said. */
static bool is_listed(const hl_value *actual, const hl_value *list,
                      bool (*same)(const hl_value *, const hl_value *))
{
    bool listed = is_in(actual, list, same);
    if (!listed)
        (void)is_undecided(actual, list); /* counts it */
    return listed;
}

static bool is_unlisted(const hl_value *actual, const hl_value *list,
                        bool (*same)(const hl_value *, const hl_value *))
{
    return !is_in(actual, list, same) && !is_undecided(actual, list);
}

static bool holds_in(const hl_operator *self, const hl_value *actual)
{
    return is_array(self->operand) && is_listed(actual, self->operand, hl_assign__strictly_equal);
}

static bool holds_nin(const hl_operator *self, const hl_value *actual)
{
    return is_array(self->operand) && is_unlisted(actual, self->operand, hl_assign__strictly_equal);
}

static bool holds_ini(const hl_operator *self, const hl_value *actual)
{
    return is_array(self->operand) && is_listed(actual, self->operand, hl_assign__equal_folded);
}

static bool holds_nini(const hl_operator *self, const hl_value *actual)
{
    return is_array(self->operand) && is_unlisted(actual, self->operand, hl_assign__equal_folded);
}

static bool holds_in_group(const hl_operator *self, const hl_value *actual)
{
    return self->operand != NULL && is_listed(actual, self->operand, hl_assign__strictly_equal);
}

static bool holds_not_in_group(const hl_operator *self, const hl_value *actual)
{
    return self->operand == NULL || is_unlisted(actual, self->operand, hl_assign__strictly_equal);
}

static bool tries_not(const hl_operator *self, const hl_value *actual, bool *no_memory)
{
    return !hl_assign__match_holds(self->matches, actual, false, no_memory);
}

static bool tries_size(const hl_operator *self, const hl_value *actual, bool *no_memory)
{
    if (!is_array(actual))
        return false;
    hl_value size = {.type = HL_VALUE_NUMBER, .number = (double)actual->count};
    return hl_assign__match_holds(self->matches, &size, false, no_memory);
}

static bool tries_elem_match(const hl_operator *self, const hl_value *actual, bool *no_memory)
{
    if (!is_array(actual))
        return false;
    for (size_t i = 0; i < actual->count; i++) {
        const hl_value *element = &actual->items[i];
        if (!hl_assign__loose_truth(element))
            continue;
        if (self->inside != NULL ? hl_assign__condition_holds(self->inside, element, no_memory)
                                 : hl_assign__match_holds(self->matches, element, false, no_memory))
            return true;
    }
    return false;
}

static bool any_element_holds(const hl_match *wanted, const hl_value *actual, bool fold_case,
                              bool *no_memory)
{
    for (size_t i = 0; i < actual->count; i++)
        if (hl_assign__match_holds(wanted, &actual->items[i], fold_case, no_memory))
            return true;
    return false;
}

static bool all_are_in(const hl_operator *self, const hl_value *actual, bool fold_case,
                       bool *no_memory)
{
    if (!is_array(actual) || !is_array(self->operand))
        return false;
    for (size_t i = 0; i < self->operand->count; i++)
        if (!any_element_holds(&self->matches[i], actual, fold_case, no_memory))
            return false;
    return true;
}

static bool tries_all(const hl_operator *self, const hl_value *actual, bool *no_memory)
{
    return all_are_in(self, actual, false, no_memory);
}

static bool tries_alli(const hl_operator *self, const hl_value *actual, bool *no_memory)
{
    return all_are_in(self, actual, true, no_memory);
}

static bool matches(const hl_pattern *pattern, const char *text, size_t length, bool *no_memory)
{
    bool found = false;
    if (hl_base__pattern_matches(pattern, text, length, &found) != HL_OK)
        *no_memory = true;
    return found;
}

static bool tries_regex(const hl_operator *self, const hl_value *actual, bool *no_memory)
{
    if (actual != NULL && (actual->type == HL_VALUE_STRING || actual->type == HL_VALUE_UNTYPED))
        return matches(self->pattern, actual->text, actual->length, no_memory);
    hl_text text = {0};
    hl_assign__loose_text(actual, &text);
    *no_memory = *no_memory || text.failed;
    bool found = matches(self->pattern, hl_base__text_string(&text), text.length, no_memory);
    hl_base__text_free(&text);
    return found;
}

static bool holds_type(const hl_operator *self, const hl_value *actual)
{
    return self->operand->type == HL_VALUE_STRING &&
           hl_assign__is_of_type(actual, self->operand->text);
}

/* The text of a version: a string or a number; anything else counts as "0". */
static const char *version_text(const hl_value *value, char buffer[HL_NUMBER_TEXT], size_t *length)
{
    const char *text = "0";
    if (value != NULL && value->type == HL_VALUE_NUMBER) {
        text = hl_base__number_text(value->number, buffer);
    } else if (value != NULL &&
               (value->type == HL_VALUE_STRING || value->type == HL_VALUE_UNTYPED)) {
        *length = value->length;
        return value->text;
    }
    *length = strlen(text);
    return text;
}

static int version_order(const hl_operator *self, const hl_value *actual)
{
    char left[HL_NUMBER_TEXT];
    char right[HL_NUMBER_TEXT];
    size_t left_length = 0;
    size_t right_length = 0;
    const char *a = version_text(actual, left, &left_length);
    const char *b = version_text(self->operand, right, &right_length);
    return hl_assign__version_order(a, left_length, b, right_length);
}

static bool holds_veq(const hl_operator *self, const hl_value *actual)
{
    return version_order(self, actual) == 0;
}

static bool holds_vne(const hl_operator *self, const hl_value *actual)
{
    return version_order(self, actual) != 0;
}

static bool holds_vgt(const hl_operator *self, const hl_value *actual)
{
    return version_order(self, actual) > 0;
}

static bool holds_vgte(const hl_operator *self, const hl_value *actual)
{
    return version_order(self, actual) >= 0;
}

static bool holds_vlt(const hl_operator *self, const hl_value *actual)
{
    return version_order(self, actual) < 0;
}

static bool holds_vlte(const hl_operator *self, const hl_value *actual)
{
    return version_order(self, actual) <= 0;
}

static bool holds_never(const hl_operator *self, const hl_value *actual)
{
    (void)self;
    (void)actual;
    return false;
}

static const hl_operator_row operator_rows[] = {
    {"$eq", OPERAND_VALUE, holds_eq, NULL},
    {"$ne", OPERAND_VALUE, holds_ne, NULL},
    {"$lt", OPERAND_VALUE, NULL, tries_lt},
    {"$lte", OPERAND_VALUE, NULL, tries_lte},
    {"$gt", OPERAND_VALUE, NULL, tries_gt},
    {"$gte", OPERAND_VALUE, NULL, tries_gte},
    {"$exists", OPERAND_VALUE, holds_exists, NULL},
    {"$in", OPERAND_VALUE, holds_in, NULL},
    {"$nin", OPERAND_VALUE, holds_nin, NULL},
    {"$ini", OPERAND_VALUE, holds_ini, NULL},
    {"$nini", OPERAND_VALUE, holds_nini, NULL},
    {"$inGroup", OPERAND_GROUP, holds_in_group, NULL},
    {"$notInGroup", OPERAND_GROUP, holds_not_in_group, NULL},
    {"$not", OPERAND_MATCH, NULL, tries_not},
    {"$size", OPERAND_MATCH, NULL, tries_size},
    {"$elemMatch", OPERAND_ELEMENT, NULL, tries_elem_match},
    {"$all", OPERAND_MATCHES, NULL, tries_all},
    {"$alli", OPERAND_MATCHES, NULL, tries_alli},
    {"$regex", OPERAND_PATTERN, NULL, tries_regex},
    {"$regexi", OPERAND_PATTERN_FOLDED, NULL, tries_regex},
    {"$type", OPERAND_VALUE, holds_type, NULL},
    {"$veq", OPERAND_VALUE, holds_veq, NULL},
    {"$vne", OPERAND_VALUE, holds_vne, NULL},
    {"$vgt", OPERAND_VALUE, holds_vgt, NULL},
    {"$vgte", OPERAND_VALUE, holds_vgte, NULL},
    {"$vlt", OPERAND_VALUE, holds_vlt, NULL},
    {"$vlte", OPERAND_VALUE, holds_vlte, NULL},
};

/* GrowthBook's SDK lets an operator that it does not know never hold. */
static const hl_operator_row unknown_row = {"", OPERAND_VALUE, holds_never, NULL};

const hl_operator_row *hl_assign__operator_row(const char *name)
{
    for (size_t i = 0; i < sizeof operator_rows / sizeof operator_rows[0]; i++)
        if (strcmp(operator_rows[i].name, name) == 0)
            return &operator_rows[i];
    return &unknown_row;
}
