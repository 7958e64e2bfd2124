#include <string.h>

#include "assign/loose.h"
#include "assign/misled_text.h"
#include "assign/predicate.h"
#include "assign/tag_cell.h"
#include "assign/unread.h"
#include "assign/version_order.h"
#include "assign/written_date.h"
#include "base/number.h"

bool hl_assign__condition_holds(const hl_condition_node *self, const hl_value *attributes,
                                hl_asking *asking)
{
    for (size_t i = 0; i < self->count; i++)
        if (!self->clauses[i].holds(&self->clauses[i], attributes, asking))
            return false;
    return true;
}

static bool is_array(const hl_value *value)
{
    return value != NULL && value->type == HL_VALUE_ARRAY;
}

static bool is_missing(const hl_value *value)
{
    return value == NULL || value->type == HL_VALUE_NULL;
}

/* A comparison that cannot be decided is counted, and is what doubt says. A JSON string that is no
 * number is none for certain, as in the SDK. */
static bool undecided(hl_answer why, const hl_value *actual, const hl_asking *asking)
{
    hl_assign__count_unread(asking->evidence.unread, why, actual);
    bool certain =
        why == HL_ANSWER_NO_NUMBER && actual->type == HL_VALUE_STRING && actual->reading == 0;
    return !certain && asking->doubt;
}

static bool is_yes(hl_answer answer, const hl_value *actual, const hl_asking *asking)
{
    return answer <= HL_ANSWER_YES ? answer == HL_ANSWER_YES : undecided(answer, actual, asking);
}

static bool is_no(hl_answer answer, const hl_value *actual, const hl_asking *asking)
{
    return answer <= HL_ANSWER_YES ? answer == HL_ANSWER_NO : undecided(answer, actual, asking);
}

/* A text of which it cannot be said how it stands to a number stands as is supposed. A column of
 * numbers has been read as a whole: of what is none there nothing is supposed here. */
static bool suppose(const hl_value *actual, hl_asking *asking)
{
    if (actual->reading != 0)
        return false;
    asking->unsaid = asking->unsaid || asking->supposed == HL_ORDER_NONE;
    return asking->supposed != HL_ORDER_NONE;
}

static hl_answer supposed_answer(hl_answer answer, const hl_value *actual, hl_asking *asking)
{
    if (answer != HL_ANSWER_NO_NUMBER || !suppose(actual, asking))
        return answer;
    return asking->supposed == HL_ORDER_EQUAL ? HL_ANSWER_YES : HL_ANSWER_NO;
}

static bool truth_is(const hl_value *actual, const hl_value *wanted, const hl_asking *asking)
{
    return actual->type == HL_VALUE_UNTYPED
               ? is_yes(hl_assign__equality(actual, wanted, false), actual, asking)
               : hl_assign__loose_truth(actual) == wanted->boolean;
}

static bool text_is(const hl_value *actual, const hl_value *text, bool fold_case, hl_asking *asking)
{
    bool equal = hl_assign__loose_text_equals(actual, text, fold_case, &asking->no_memory);
    hl_assign__note_text_equality(asking->evidence.misled, actual, text, equal);
    if (equal)
        return true;
    bool is_text = actual->type == HL_VALUE_STRING || actual->type == HL_VALUE_UNTYPED;
    return is_text && is_yes(hl_assign__same_date(actual, text), actual, asking);
}

static bool literal_holds(const hl_value *literal, const hl_value *actual, bool fold_case,
                          hl_asking *asking)
{
    if (is_missing(actual))
        return literal->type == HL_VALUE_NULL;
    switch (literal->type) {
    case HL_VALUE_STRING:
    case HL_VALUE_UNTYPED:
        return text_is(actual, literal, fold_case, asking);
    case HL_VALUE_NUMBER:
        return is_yes(
            supposed_answer(hl_assign__equals_number(actual, literal->number), actual, asking),
            actual, asking);
    case HL_VALUE_BOOL:
        return truth_is(actual, literal, asking);
    case HL_VALUE_NULL:
        return false;
    case HL_VALUE_ARRAY:
    case HL_VALUE_OBJECT:
        break;
    }
    return hl_assign__same_document(actual, literal);
}

bool hl_assign__match_holds(const hl_match *self, const hl_value *actual, bool fold_case,
                            hl_asking *asking)
{
    if (self->literal != NULL)
        return literal_holds(self->literal, actual, fold_case, asking);
    for (size_t i = 0; i < self->count; i++)
        if (!self->operators[i].row->holds(&self->operators[i], actual, asking))
            return false;
    return true;
}

/* Equality, noting what a text of the condition may have missed. */
static hl_answer equality(const hl_value *actual, const hl_value *wanted, bool fold_case,
                          hl_asking *asking)
{
    hl_answer answer = hl_assign__equality(actual, wanted, fold_case);
    if (wanted->type == HL_VALUE_STRING && !is_missing(actual))
        hl_assign__note_text_equality(asking->evidence.misled, actual, wanted,
                                      answer == HL_ANSWER_YES);
    return supposed_answer(answer, actual, asking);
}

static bool holds_eq(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    return is_yes(equality(actual, self->operand, false, asking), actual, asking);
}

static bool holds_ne(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    return is_no(equality(actual, self->operand, false, asking), actual, asking);
}

/* A missing attribute has no place in an order, as with MongoDB (in the SDK it is 0). */
static bool is_in_order(const hl_operator *self, const hl_value *actual, hl_order order,
                        hl_order or_else, hl_asking *asking)
{
    if (is_missing(actual))
        return false;
    hl_order is = hl_assign__loose_order(actual, self->operand, &asking->no_memory);
    if (is == HL_ORDER_NO_NUMBER && suppose(actual, asking))
        is = asking->supposed;
    if (is == HL_ORDER_NO_NUMBER || is == HL_ORDER_NO_DATE)
        return undecided(is == HL_ORDER_NO_DATE ? HL_ANSWER_NO_DATE : HL_ANSWER_NO_NUMBER, actual,
                         asking);
    hl_assign__note_text_order(asking->evidence.misled, actual, self->operand, is);
    return is == order || is == or_else;
}

static bool holds_lt(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    return is_in_order(self, actual, HL_ORDER_LESS, HL_ORDER_LESS, asking);
}

static bool holds_lte(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    return is_in_order(self, actual, HL_ORDER_LESS, HL_ORDER_EQUAL, asking);
}

static bool holds_gt(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    return is_in_order(self, actual, HL_ORDER_GREATER, HL_ORDER_GREATER, asking);
}

static bool holds_gte(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    return is_in_order(self, actual, HL_ORDER_GREATER, HL_ORDER_EQUAL, asking);
}

static bool holds_exists(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    (void)asking;
    return is_missing(actual) != hl_assign__loose_truth(self->operand);
}

/* YES when one is, else what cannot be said of one, else NO. */
static hl_answer is_one_of(const hl_value *actual, const hl_value *list, bool fold_case,
                           hl_asking *asking)
{
    hl_answer found = HL_ANSWER_NO;
    for (size_t i = 0; i < list->count && found != HL_ANSWER_YES; i++) {
        hl_answer one = equality(actual, &list->items[i], fold_case, asking);
        found = one == HL_ANSWER_NO ? found : one;
    }
    return found;
}

/* Of tags in one cell, as exports have them ("vip;staff"): the whole, or any of them. */
static hl_answer is_tagged(const hl_value *actual, const hl_value *list, bool fold_case,
                           hl_asking *asking)
{
    hl_value tag;
    size_t at = 0;
    hl_answer found = is_one_of(actual, list, fold_case, asking);
    while (found != HL_ANSWER_YES && hl_assign__next_tag(actual, &at, &tag))
        found = is_one_of(&tag, list, fold_case, asking) == HL_ANSWER_YES ? HL_ANSWER_YES : found;
    return found;
}

/* An array is in the list when any of its elements is. */
static hl_answer is_in(const hl_value *actual, const hl_value *list, bool fold_case,
                       hl_asking *asking)
{
    hl_answer found = HL_ANSWER_NO;
    if (!is_array(actual))
        return is_tagged(actual, list, fold_case, asking);
    for (size_t i = 0; i < actual->count && found != HL_ANSWER_YES; i++) {
        hl_answer one = is_one_of(&actual->items[i], list, fold_case, asking);
        found = one == HL_ANSWER_NO ? found : one;
    }
    return found;
}

static bool is_listed(const hl_operator *self, const hl_value *actual, bool fold_case,
                      hl_asking *asking)
{
    return is_array(self->operand) &&
           is_yes(is_in(actual, self->operand, fold_case, asking), actual, asking);
}

static bool is_unlisted(const hl_operator *self, const hl_value *actual, bool fold_case,
                        hl_asking *asking)
{
    return is_array(self->operand) &&
           is_no(is_in(actual, self->operand, fold_case, asking), actual, asking);
}

static bool holds_in(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    return is_listed(self, actual, false, asking);
}

static bool holds_nin(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    return is_unlisted(self, actual, false, asking);
}

static bool holds_ini(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    return is_listed(self, actual, true, asking);
}

static bool holds_nini(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    return is_unlisted(self, actual, true, asking);
}

static bool holds_in_group(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    return is_listed(self, actual, false, asking);
}

static bool holds_not_in_group(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    return self->operand == NULL || is_unlisted(self, actual, false, asking);
}

static bool holds_not(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    asking->doubt = !asking->doubt;
    bool holds = hl_assign__match_holds(self->matches, actual, false, asking);
    asking->doubt = !asking->doubt;
    return !holds;
}

static bool holds_size(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    if (!is_array(actual))
        return false;
    hl_value size = {.type = HL_VALUE_NUMBER, .number = (double)actual->count};
    return hl_assign__match_holds(self->matches, &size, false, asking);
}

static bool holds_elem_match(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    if (!is_array(actual))
        return false;
    for (size_t i = 0; i < actual->count; i++) {
        const hl_value *element = &actual->items[i];
        if (!hl_assign__loose_truth(element))
            continue;
        if (self->inside != NULL ? hl_assign__condition_holds(self->inside, element, asking)
                                 : hl_assign__match_holds(self->matches, element, false, asking))
            return true;
    }
    return false;
}

static bool any_element_holds(const hl_match *wanted, const hl_value *actual, bool fold_case,
                              hl_asking *asking)
{
    for (size_t i = 0; i < actual->count; i++)
        if (hl_assign__match_holds(wanted, &actual->items[i], fold_case, asking))
            return true;
    return false;
}

static bool all_are_in(const hl_operator *self, const hl_value *actual, bool fold_case,
                       hl_asking *asking)
{
    if (!is_array(actual) || !is_array(self->operand))
        return false;
    for (size_t i = 0; i < self->operand->count; i++)
        if (!any_element_holds(&self->matches[i], actual, fold_case, asking))
            return false;
    return true;
}

static bool holds_all(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    return all_are_in(self, actual, false, asking);
}

static bool holds_alli(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    return all_are_in(self, actual, true, asking);
}

static bool matches(const hl_pattern *pattern, const char *text, size_t length, hl_asking *asking)
{
    bool found = false, gave_up = false;
    if (hl_base__pattern_matches(pattern, text, length, &found, &gave_up) != HL_OK)
        asking->no_memory = true;
    if (gave_up)
        hl_assign__count_given_up(asking->evidence.unread);
    return found;
}

/* Of a missing attribute there is no text. */
static bool holds_regex(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    if (is_missing(actual))
        return false;
    if (actual->type == HL_VALUE_STRING || actual->type == HL_VALUE_UNTYPED)
        return matches(self->pattern, actual->text, actual->length, asking);
    hl_text text = {0};
    hl_assign__loose_text(actual, &text);
    asking->no_memory = asking->no_memory || text.failed;
    bool found = matches(self->pattern, hl_base__text_string(&text), text.length, asking);
    hl_base__text_free(&text);
    return found;
}

static bool holds_type(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    (void)asking;
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

static bool holds_veq(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    (void)asking;
    return !is_missing(actual) && version_order(self, actual) == 0;
}

static bool holds_vne(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    (void)asking;
    return is_missing(actual) || version_order(self, actual) != 0;
}

static bool holds_vgt(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    (void)asking;
    return !is_missing(actual) && version_order(self, actual) > 0;
}

static bool holds_vgte(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    (void)asking;
    return !is_missing(actual) && version_order(self, actual) >= 0;
}

static bool holds_vlt(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    (void)asking;
    return !is_missing(actual) && version_order(self, actual) < 0;
}

static bool holds_vlte(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    (void)asking;
    return !is_missing(actual) && version_order(self, actual) <= 0;
}

static bool holds_never(const hl_operator *self, const hl_value *actual, hl_asking *asking)
{
    (void)asking;
    (void)self;
    (void)actual;
    return false;
}

static const hl_operator_row operator_rows[] = {
    {"$eq", OPERAND_VALUE, holds_eq},
    {"$ne", OPERAND_VALUE, holds_ne},
    {"$lt", OPERAND_VALUE, holds_lt},
    {"$lte", OPERAND_VALUE, holds_lte},
    {"$gt", OPERAND_VALUE, holds_gt},
    {"$gte", OPERAND_VALUE, holds_gte},
    {"$exists", OPERAND_VALUE, holds_exists},
    {"$in", OPERAND_VALUE, holds_in},
    {"$nin", OPERAND_VALUE, holds_nin},
    {"$ini", OPERAND_VALUE, holds_ini},
    {"$nini", OPERAND_VALUE, holds_nini},
    {"$inGroup", OPERAND_GROUP, holds_in_group},
    {"$notInGroup", OPERAND_GROUP, holds_not_in_group},
    {"$not", OPERAND_MATCH, holds_not},
    {"$size", OPERAND_MATCH, holds_size},
    {"$elemMatch", OPERAND_ELEMENT, holds_elem_match},
    {"$all", OPERAND_MATCHES, holds_all},
    {"$alli", OPERAND_MATCHES, holds_alli},
    {"$regex", OPERAND_PATTERN, holds_regex},
    {"$regexi", OPERAND_PATTERN_FOLDED, holds_regex},
    {"$type", OPERAND_VALUE, holds_type},
    {"$veq", OPERAND_VALUE, holds_veq},
    {"$vne", OPERAND_VALUE, holds_vne},
    {"$vgt", OPERAND_VALUE, holds_vgt},
    {"$vgte", OPERAND_VALUE, holds_vgte},
    {"$vlt", OPERAND_VALUE, holds_vlt},
    {"$vlte", OPERAND_VALUE, holds_vlte},
};

/* GrowthBook's SDK lets an operator that it does not know never hold. */
static const hl_operator_row unknown_row = {"", OPERAND_VALUE, holds_never};

const hl_operator_row *hl_assign__operator_row(const char *name)
{
    for (size_t i = 0; i < sizeof operator_rows / sizeof operator_rows[0]; i++)
        if (strcmp(operator_rows[i].name, name) == 0)
            return &operator_rows[i];
    return &unknown_row;
}
