/* What can be told of a condition without anyone's attributes. Where it depends on them, or on how
 * a value is written, nothing is said. The meaning of operators is that of assign/operators.c. */
#include "config/condition_truth.h"

#include <stdint.h>
#include <string.h>

#include "base/moment.h"

typedef enum truth { DEPENDS, NEVER, ALWAYS } truth;

static truth opposite(truth t)
{
    static const truth of[] = {[DEPENDS] = DEPENDS, [NEVER] = ALWAYS, [ALWAYS] = NEVER};
    return of[t];
}

/* ---- one attribute */

/* What several operators ask of one attribute together: at most one of each, the first. */
typedef struct limits {
    const hl_value *equal, *unequal, *in, *not_in, *all;
    const hl_value *low, *high;
    bool above, below;        /* low and high themselves are left out */
    bool low_also, high_also; /* what is missing is within it, too: of a negation */
    bool there, missing;      /* $exists */
    bool two_values;          /* it shall equal one value, and another */
} limits;

/* -1, 0, 1; 2: they have no order, or one that depends on the value between them. */
static int order(const hl_value *a, const hl_value *b)
{
    if (a == NULL || b == NULL || a->type != b->type)
        return 2;
    if (a->type == HL_VALUE_NUMBER)
        return (a->number > b->number) - (a->number < b->number);
    if (a->type != HL_VALUE_STRING)
        return 2;
    if (hl_base__is_date_like(b->text, b->length)) {
        hl_moment one = hl_base__moment_read(a->text, a->length);
        hl_moment other = hl_base__moment_read(b->text, b->length);
        if (one.form != HL_TIME_INVALID && other.form != HL_TIME_INVALID)
            return hl_base__moment_order(&one, &other);
    }
    int by_bytes = strcmp(a->text, b->text);
    return (by_bytes > 0) - (by_bytes < 0);
}

static void take_low(limits *l, const hl_value *value, bool above, bool also)
{
    int with = l->low == NULL ? 1 : order(value, l->low);
    l->low_also = also && (l->low == NULL || l->low_also);
    if (with == 1 || (with == 0 && above)) {
        l->low = value;
        l->above = above;
    }
}

static void take_high(limits *l, const hl_value *value, bool below, bool also)
{
    int with = l->high == NULL ? -1 : order(value, l->high);
    l->high_also = also && (l->high == NULL || l->high_also);
    if (with == -1 || (with == 0 && below)) {
        l->high = value;
        l->below = below;
    }
}

static void take_first(const hl_value **kept, const hl_value *value)
{
    if (*kept == NULL)
        *kept = value;
}

static bool is_scalar(const hl_value *value)
{
    return value->type == HL_VALUE_STRING || value->type == HL_VALUE_NUMBER ||
           value->type == HL_VALUE_BOOL;
}

/* No value is two of one kind. Of two kinds it may be: the cell 5 is the number and the text. */
static void take_equal(limits *l, const hl_value *value)
{
    const hl_value *before = l->equal;
    take_first(&l->equal, value);
    if (before == NULL || !is_scalar(before) || before->type != value->type)
        return;
    int with = order(before, value);
    l->two_values = l->two_values || with == -1 || with == 1 ||
                    (value->type == HL_VALUE_BOOL && before->boolean != value->boolean);
}

static bool is_listed(const hl_value *list, const hl_value *value);

/* Every item is a value of that type: 5 and "5" may both be the cell 5. */
static bool is_of(const hl_value *list, hl_value_type type)
{
    bool all = list->type == HL_VALUE_ARRAY;
    for (size_t i = 0; all && i < list->count; i++)
        all = list->items[i].type == type;
    return all;
}

/* also: what is missing meets it, too. */
static void take_operator(limits *l, const char *name, const hl_value *operand, bool also)
{
    if (strcmp(name, "$eq") == 0)
        take_equal(l, operand);
    else if (strcmp(name, "$ne") == 0)
        take_first(&l->unequal, operand);
    else if (strcmp(name, "$in") == 0)
        take_first(&l->in, operand);
    else if (strcmp(name, "$all") == 0)
        take_first(&l->all, operand);
    else if (strcmp(name, "$nin") == 0)
        take_first(&l->not_in, operand);
    else if (strcmp(name, "$gt") == 0 || strcmp(name, "$gte") == 0)
        take_low(l, operand, name[3] == '\0', also);
    else if (strcmp(name, "$lt") == 0 || strcmp(name, "$lte") == 0)
        take_high(l, operand, name[3] == '\0', also);
    else if (strcmp(name, "$exists") == 0 && operand->type == HL_VALUE_BOOL) {
        l->there = l->there || operand->boolean;
        l->missing = l->missing || !operand->boolean;
    }
}

static bool is_value(const hl_value *value)
{
    return value != NULL && value->type != HL_VALUE_NULL;
}

/* What only an attribute meets that is there is asked of one that is not, or the other way. */
static bool is_there_and_not(const limits *l)
{
    bool null_listed = false;
    for (size_t i = 0; l->in != NULL && l->in->type == HL_VALUE_ARRAY && i < l->in->count; i++)
        null_listed = null_listed || l->in->items[i].type == HL_VALUE_NULL;
    bool there = l->there || (l->low != NULL && !l->low_also) ||
                 (l->high != NULL && !l->high_also) || is_value(l->equal) ||
                 (l->in != NULL && !null_listed);
    bool missing = l->missing || (l->equal != NULL && !is_value(l->equal));
    return there && missing;
}

/* listed: a list may have it among others, and lists have no order, so that the negation of one
 * holds of them. */
static bool is_outside(const limits *l, const hl_value *value, bool listed)
{
    int low = listed && l->low_also ? 2 : order(value, l->low);
    int high = listed && l->high_also ? 2 : order(value, l->high);
    return low == -1 || (low == 0 && l->above) || high == 1 || (high == 0 && l->below);
}

static bool is_listed(const hl_value *list, const hl_value *value)
{
    for (size_t i = 0; list != NULL && i < list->count; i++)
        if (order(&list->items[i], value) == 0)
            return true;
    return false;
}

/* Every value that is asked for is one that is not allowed. Lists are compared while they are short
 * enough for that: definitions may have very long ones. */
static bool none_is_left(const limits *l)
{
    enum { MOST = 1000 };
    size_t left = 0;
    if ((l->in != NULL && l->in->count > MOST) || (l->not_in != NULL && l->not_in->count > MOST))
        return false;
    for (size_t i = 0; l->in != NULL && i < l->in->count; i++)
        left += !is_listed(l->not_in, &l->in->items[i]) && !is_outside(l, &l->in->items[i], true);
    return l->in != NULL && l->in->type == HL_VALUE_ARRAY && left == 0;
}

/* It shall have an element that none of its elements may be. */
static bool all_is_forbidden(const limits *l)
{
    enum { MOST = 100 };
    for (size_t i = 0; l->all != NULL && l->all->type == HL_VALUE_ARRAY && l->not_in != NULL &&
                       i < l->all->count && i < MOST;
         i++)
        if (is_listed(l->not_in, &l->all->items[i]))
            return true;
    return false;
}

/* It shall equal what the list does not have. */
static bool equals_none(const limits *l)
{
    return l->equal != NULL && l->in != NULL && l->in->count > 0 &&
           l->equal->type == HL_VALUE_STRING && is_of(l->in, HL_VALUE_STRING) &&
           !is_listed(l->in, l->equal);
}

static bool contradict(const limits *l)
{
    int ends = l->low_also && l->high_also ? 2 : order(l->low, l->high);
    return l->two_values || all_is_forbidden(l) || equals_none(l) || is_there_and_not(l) ||
           ends == 1 || (ends == 0 && (l->above || l->below)) || none_is_left(l) ||
           (l->equal != NULL &&
            (is_outside(l, l->equal, false) || order(l->equal, l->unequal) == 0 ||
             is_listed(l->not_in, l->equal)));
}

static bool has_operators(const hl_value *value)
{
    return value->type == HL_VALUE_OBJECT && value->count > 0 && value->items[0].key[0] == '$';
}

/* The one operator that holds where another does not. */
static const char *opposite_operator(const char *name)
{
    static const char *const of[][2] = {{"$eq", "$ne"},  {"$in", "$nin"}, {"$gt", "$lte"},
                                        {"$lt", "$gte"}, {"$lte", "$gt"}, {"$gte", "$lt"},
                                        {"$ne", "$eq"},  {"$nin", "$in"}};
    for (size_t i = 0; i < HL_CONFIG_COUNT(of); i++)
        if (strcmp(name, of[i][0]) == 0)
            return of[i][1];
    return NULL;
}

/* What the negation of one operator asks; of several it asks one or another. */
static void take_opposite(limits *l, const hl_value *field)
{
    if (!has_operators(field)) {
        take_operator(l, "$ne", field, true);
        return;
    }
    const char *name = field->count == 1 ? opposite_operator(field->items[0].key) : NULL;
    if (name != NULL)
        take_operator(l, name, &field->items[0], true);
}

static void take_all(limits *l, const hl_value *field)
{
    if (!has_operators(field)) {
        take_equal(l, field);
        return;
    }
    for (size_t i = 0; i < field->count; i++) {
        const hl_value *one = &field->items[i];
        if (strcmp(one->key, "$not") == 0)
            take_opposite(l, one);
        else
            take_operator(l, one->key, one, false);
    }
}

/* $not of a condition on the attribute alone, and each such of a $nor. */
static void take_negated(limits *l, const hl_value *condition, const char *attribute)
{
    if (condition->type == HL_VALUE_OBJECT && condition->count == 1 &&
        strcmp(condition->items[0].key, attribute) == 0)
        take_opposite(l, &condition->items[0]);
}

static bool is_empty(const hl_value *value, hl_value_type type)
{
    return value != NULL && value->type == type && value->count == 0;
}

static truth remark_field(hl_decoder *decoder, const hl_value *field);

static bool is_nested(const hl_value *value)
{
    return value->type == HL_VALUE_ARRAY || value->type == HL_VALUE_OBJECT;
}

/* A list or an object is never the same one as another. */
static truth of_nested(const hl_value *operand)
{
    static const struct {
        const char *name;
        bool list;
        truth when;
    } rows[] = {{"$eq", false, NEVER}, {"$ne", false, ALWAYS}, {"$in", true, NEVER},
                {"$ini", true, NEVER}, {"$nin", true, ALWAYS}, {"$nini", true, ALWAYS}};
    size_t nested = 0;
    for (size_t i = 0; i < operand->count; i++)
        nested += is_nested(&operand->items[i]);
    for (size_t i = 0; i < HL_CONFIG_COUNT(rows); i++)
        if (strcmp(operand->key, rows[i].name) == 0 &&
            (rows[i].list
                 ? operand->type == HL_VALUE_ARRAY && operand->count > 0 && nested == operand->count
                 : is_nested(operand)))
            return rows[i].when;
    return DEPENDS;
}

/* Whoever is in an empty list, or in none of it. */
static truth of_operator(hl_decoder *decoder, const hl_value *operand)
{
    static const struct {
        const char *name;
        bool group;
        truth when_empty;
    } rows[] = {{"$in", false, NEVER},    {"$ini", false, NEVER},    {"$nin", false, ALWAYS},
                {"$nini", false, ALWAYS}, {"$inGroup", true, NEVER}, {"$notInGroup", true, ALWAYS}};
    if (strcmp(operand->key, "$not") == 0)
        return opposite(remark_field(decoder, operand));
    if (of_nested(operand) != DEPENDS)
        return of_nested(operand);
    for (size_t i = 0; i < HL_CONFIG_COUNT(rows); i++) {
        const hl_value *list = operand;
        if (strcmp(operand->key, rows[i].name) != 0)
            continue;
        if (rows[i].group)
            list =
                operand->type == HL_VALUE_STRING
                    ? hl_base__value_get(hl_base__value_get(decoder->root, "groups"), operand->text)
                    : NULL;
        return is_empty(list, HL_VALUE_ARRAY) ? rows[i].when_empty : DEPENDS;
    }
    return DEPENDS;
}

static void tell(hl_decoder *decoder, const hl_value *value, truth t)
{
    if (t == NEVER)
        hl_config__warn(decoder, value, "can never hold");
    else if (t == ALWAYS)
        hl_config__warn(decoder, value, "always holds");
}

static truth of_operators(hl_decoder *decoder, const hl_value *field)
{
    limits l = {0};
    truth all = ALWAYS;
    for (size_t i = 0; i < field->count; i++) {
        const hl_value *operand = &field->items[i];
        hl_config__enter(decoder, operand->key, 0);
        truth one = of_operator(decoder, operand);
        tell(decoder, operand, one);
        hl_config__remark_operand(decoder, operand);
        hl_config__leave(decoder);
        all = one == NEVER || all == NEVER ? NEVER : one == DEPENDS ? DEPENDS : all;
    }
    take_all(&l, field);
    if (all == NEVER || !contradict(&l))
        return all;
    hl_config__warn(decoder, field, "can never hold: its operators contradict each other");
    return NEVER;
}

/* An empty object is a value to be equal to, which no attribute is. */
static truth remark_field(hl_decoder *decoder, const hl_value *field)
{
    if (is_empty(field, HL_VALUE_OBJECT))
        return NEVER;
    if (has_operators(field))
        return of_operators(decoder, field);
    hl_config__remark_literal(decoder, field);
    return DEPENDS;
}

/* ---- conditions */

static truth remark_all(hl_decoder *decoder, const hl_value *condition);

/* {"city": "a"} of {"city": {"$ne": "a"}}: one of the two holds, also of whoever has no city. (Of
 * $lt and $gte neither does.) */
static bool are_opposite(const hl_value *one, const hl_value *other)
{
    static const char *const whole[] = {"$eq", "$ne", "$in", "$nin", "$exists"};
    limits l = {0};
    bool known = false;
    if (one->type != HL_VALUE_OBJECT || other->type != HL_VALUE_OBJECT || one->count != 1 ||
        other->count != 1 || strcmp(one->items[0].key, other->items[0].key) != 0)
        return false;
    const hl_value *a = &one->items[0];
    const hl_value *b = &other->items[0];
    bool single = !has_operators(b) || b->count == 1;
    const char *name = has_operators(b) ? b->items[0].key : "$eq";
    for (size_t i = 0; i < HL_CONFIG_COUNT(whole); i++)
        known = known || strcmp(name, whole[i]) == 0;
    if (!single || !known || (has_operators(a) && a->count != 1))
        return false;
    if (strcmp(name, "$exists") == 0)
        return has_operators(a) && strcmp(a->items[0].key, "$exists") == 0 &&
               a->items[0].boolean != b->items[0].boolean;
    const char *against = opposite_operator(name);
    const char *says = has_operators(a) ? a->items[0].key : "$eq";
    if (strcmp(says, against) != 0)
        return false;
    take_opposite(&l, a);
    take_opposite(&l, b);
    return contradict(&l);
}

/* What the one part of the alternative is not to be; NULL: it says something else. */
static const hl_value *unequal_of(const hl_value *alternative)
{
    const hl_value *field = &alternative->items[0];
    bool single = alternative->type == HL_VALUE_OBJECT && alternative->count == 1;
    if (!single || !has_operators(field) || field->count != 1 ||
        strcmp(field->items[0].key, "$ne") != 0)
        return NULL;
    return &field->items[0];
}

/* {"status": {"$ne": "a"}} or {"status": {"$ne": "b"}}: whatever is the one is not the other. */
static bool are_unlike(const hl_value *one, const hl_value *other)
{
    const hl_value *a = unequal_of(one);
    const hl_value *b = unequal_of(other);
    limits l = {0};
    if (a == NULL || b == NULL || strcmp(one->items[0].key, other->items[0].key) != 0)
        return false;
    take_equal(&l, a);
    take_equal(&l, b);
    return l.two_values;
}

static bool has_opposites(const hl_value *list)
{
    enum { MOST = 50 };
    for (size_t i = 0; i < list->count && i < MOST; i++)
        for (size_t j = 0; j < list->count && j < MOST; j++)
            if (i != j && (are_opposite(&list->items[i], &list->items[j]) ||
                           are_unlike(&list->items[i], &list->items[j])))
                return true;
    return false;
}

/* $or and $nor; an empty $or holds. */
static truth of_any(hl_decoder *decoder, const hl_value *list)
{
    truth any = list->count == 0 ? ALWAYS : NEVER;
    for (size_t i = 0; i < list->count; i++) {
        hl_config__enter(decoder, NULL, i);
        truth one = remark_all(decoder, &list->items[i]);
        hl_config__leave(decoder);
        any = one == ALWAYS || any == ALWAYS ? ALWAYS : one == DEPENDS ? DEPENDS : any;
    }
    return has_opposites(list) ? ALWAYS : any;
}

static truth of_every(hl_decoder *decoder, const hl_value *list)
{
    truth all = ALWAYS;
    for (size_t i = 0; i < list->count; i++) {
        hl_config__enter(decoder, NULL, i);
        truth one = remark_all(decoder, &list->items[i]);
        hl_config__leave(decoder);
        all = one == NEVER || all == NEVER ? NEVER : one == DEPENDS ? DEPENDS : all;
    }
    return all;
}

static truth of_member(hl_decoder *decoder, const hl_value *member)
{
    if (strcmp(member->key, "$not") == 0)
        return opposite(remark_all(decoder, member));
    if (strcmp(member->key, "$and") == 0)
        return of_every(decoder, member);
    if (strcmp(member->key, "$or") == 0)
        return of_any(decoder, member);
    if (strcmp(member->key, "$nor") == 0)
        return opposite(of_any(decoder, member));
    hl_config__remark_zones(decoder, member);
    return remark_field(decoder, member);
}

/* What all parts of a condition that must hold ask of one attribute. */
static void gather(const hl_value *condition, const char *attribute, limits *out)
{
    for (size_t i = 0; i < condition->count; i++) {
        const hl_value *member = &condition->items[i];
        if (strcmp(member->key, attribute) == 0)
            take_all(out, member);
        for (size_t j = 0; strcmp(member->key, "$and") == 0 && j < member->count; j++)
            gather(&member->items[j], attribute, out);
        for (size_t j = 0; strcmp(member->key, "$nor") == 0 && j < member->count; j++)
            take_negated(out, &member->items[j], attribute);
        if (strcmp(member->key, "$not") == 0)
            take_negated(out, member, attribute);
    }
}

/* Parts that must hold, those of $and in it among them. */
static size_t count_parts(const hl_value *condition)
{
    size_t parts = condition->count;
    for (size_t i = 0; i < condition->count; i++) {
        const hl_value *member = &condition->items[i];
        for (size_t j = 0; strcmp(member->key, "$and") == 0 && j < member->count; j++)
            parts += count_parts(&member->items[j]);
    }
    return parts;
}

/* Whether the parts contradict each other in an attribute of `of`, which is one of them. */
static const char *contrary_attribute(const hl_value *whole, const hl_value *of)
{
    const char *found = NULL;
    for (size_t i = 0; found == NULL && i < of->count; i++) {
        const hl_value *member = &of->items[i];
        limits l = {0};
        for (size_t j = 0; strcmp(member->key, "$and") == 0 && j < member->count; j++)
            found = found != NULL ? found : contrary_attribute(whole, &member->items[j]);
        if (member->key[0] == '$')
            continue;
        gather(whole, member->key, &l);
        if (contradict(&l))
            found = member->key;
    }
    return found;
}

static truth remark_all(hl_decoder *decoder, const hl_value *condition)
{
    enum { MOST_PARTS = 200 }; /* each is held against each */
    truth all = ALWAYS;
    for (size_t i = 0; i < condition->count; i++) {
        const hl_value *member = &condition->items[i];
        hl_config__enter(decoder, member->key, 0);
        truth one = of_member(decoder, member);
        if (member->key[0] == '$' && strcmp(member->key, "$and") != 0)
            tell(decoder, member, one);
        hl_config__leave(decoder);
        all = one == NEVER || all == NEVER ? NEVER : one == DEPENDS ? DEPENDS : all;
    }
    const char *contrary = all == NEVER || count_parts(condition) > MOST_PARTS
                               ? NULL
                               : contrary_attribute(condition, condition);
    if (contrary == NULL)
        return all;
    hl_config__warn(decoder, condition,
                    "can never hold: what it asks of '%.100s' contradicts itself", contrary);
    return NEVER;
}

void hl_config__remark_condition(hl_decoder *decoder, const hl_value *condition)
{
    if (condition->count > 0 && remark_all(decoder, condition) == NEVER)
        hl_config__warn(decoder, condition, "nobody can meet this condition");
}

void hl_config__remark_segment(hl_decoder *decoder, const hl_value *condition)
{
    truth t = remark_all(decoder, condition);
    if (t == NEVER)
        hl_config__warn(decoder, condition, "nobody can meet this condition");
    else if (t == ALWAYS)
        hl_config__warn(decoder, condition, "everybody meets this condition: it splits nothing");
}

const char *hl_config__contrary(const hl_value *one, const hl_value *other)
{
    enum { MOST_PARTS = 200 };
    hl_value parts[2] = {*one, *other};
    hl_value both = {.type = HL_VALUE_ARRAY, .key = "$and", .count = 2, .items = parts};
    const hl_value whole = {.type = HL_VALUE_OBJECT, .count = 1, .items = &both};
    return count_parts(&whole) > MOST_PARTS ? NULL : contrary_attribute(&whole, &whole);
}

/* Whether one condition cannot hold where the operator does not. */
static bool rules_out(const hl_value *one, const char *attribute, const char *operator,
                      const hl_value * operand)
{
    limits l = {0};
    const char *against = opposite_operator(operator);
    if (against == NULL)
        return false;
    gather(one, attribute, &l);
    if (contradict(&l))
        return false; /* told already */
    if (operator[1] == 'g' || operator[1] == 'l')
        l.in = NULL; /* a list of which one value is in it has no order */
    if (l.equal != NULL && l.equal->type != HL_VALUE_STRING)
        l.equal = NULL; /* true equals the literal 1, and is not in [1] */
    take_operator(&l, against, operand, true);
    return contradict(&l);
}

bool hl_config__implies(const hl_value *one, const hl_value *other)
{
    enum { MOST_PARTS = 200 };
    bool all = other->count > 0 && count_parts(one) + count_parts(other) <= MOST_PARTS;
    for (size_t i = 0; all && i < other->count; i++) {
        const hl_value *member = &other->items[i];
        if (strcmp(member->key, "$and") == 0) {
            for (size_t j = 0; all && j < member->count; j++)
                all = hl_config__implies(one, &member->items[j]);
        } else if (member->key[0] == '$') {
            all = false;
        } else if (!has_operators(member)) {
            all = rules_out(one, member->key, "$eq", member);
        } else {
            for (size_t j = 0; all && j < member->count; j++)
                all = rules_out(one, member->key, member->items[j].key, &member->items[j]);
        }
    }
    return all;
}
