/* Conditions: the grammar of GrowthBook targeting (MongoDB-like), checked. Anything that could
 * never be true by mistake (an operand of the wrong type, an operator that does not exist) is an
 * error here; the evaluator then need not complain. */
#include "config/condition.h"

#include <stdint.h>
#include <string.h>

#include "base/pattern.h"
#include "base/suggest.h"
#include "config/condition_truth.h"
#include "config/draft.h"

typedef enum operand {
    ANY,
    COMPARABLE, /* number or string */
    LIST,
    PATTERN,
    BOOLEAN,
    TYPE_NAME,
    SIZE,
    ELEMENT,
    NEGATION,
    VERSION,
    GROUP
} operand;

static const struct {
    const char *name;
    operand operand;
} operators[] = {
    {"$eq", ANY},         {"$ne", ANY},         {"$lt", COMPARABLE},
    {"$lte", COMPARABLE}, {"$gt", COMPARABLE},  {"$gte", COMPARABLE},
    {"$in", LIST},        {"$nin", LIST},       {"$ini", LIST},
    {"$nini", LIST},      {"$all", LIST},       {"$alli", LIST},
    {"$regex", PATTERN},  {"$regexi", PATTERN}, {"$exists", BOOLEAN},
    {"$type", TYPE_NAME}, {"$size", SIZE},      {"$elemMatch", ELEMENT},
    {"$not", NEGATION},   {"$veq", VERSION},    {"$vne", VERSION},
    {"$vgt", VERSION},    {"$vgte", VERSION},   {"$vlt", VERSION},
    {"$vlte", VERSION},   {"$inGroup", GROUP},  {"$notInGroup", GROUP},
};
enum { OPERATOR_COUNT = HL_CONFIG_COUNT(operators) };
static const char *const logical[] = {"$and", "$or", "$nor", "$not"};
static const char *const type_names[] = {"string", "number", "boolean",  "array",
                                         "object", "null",   "undefined"};

static void check_field(hl_decoder *decoder, const hl_value *value);

/* One key with a dollar makes it operators: then a plain key beside it is a mistake. */
static bool is_operators(const hl_value *value)
{
    for (size_t i = 0; value->type == HL_VALUE_OBJECT && i < value->count; i++)
        if (value->items[i].key[0] == '$')
            return true;
    return false;
}

static void check_type_name(hl_decoder *decoder, const hl_value *value)
{
    if (!hl_config__is(decoder, value, HL_VALUE_STRING, "the name of a type"))
        return;
    for (size_t i = 0; i < HL_CONFIG_COUNT(type_names); i++)
        if (strcmp(type_names[i], value->text) == 0)
            return;
    hl_config__unknown(decoder, value, "type", value->text, type_names,
                       HL_CONFIG_COUNT(type_names));
}

static void check_size(hl_decoder *decoder, const hl_value *value)
{
    static const char accepted[] = "a whole number, or operators such as {\"$gt\": 2}";
    if (is_operators(value))
        check_field(decoder, value);
    else if (hl_config__is(decoder, value, HL_VALUE_NUMBER, accepted) &&
             (value->number < 0.0 || value->number > 1e9 ||
              value->number != (double)(int64_t)value->number))
        hl_config__error(decoder, value, accepted, "%s is no size", value->text);
}

static void check_group(hl_decoder *decoder, const hl_value *value)
{
    if (hl_config__is(decoder, value, HL_VALUE_STRING, "the name of a group") &&
        hl_config__index_of(decoder, "groups", value->text) == SIZE_MAX)
        hl_config__undefined(decoder, value, "groups", value->text);
}

/* At evaluation a broken pattern merely never matches, as GrowthBook has it. */
static void check_pattern(hl_decoder *decoder, const hl_value *value)
{
    static const char accepted[] = "a regular expression";
    hl_pattern_fault fault;
    hl_pattern *pattern = NULL;
    if (!hl_config__is(decoder, value, HL_VALUE_STRING, accepted))
        return;
    if (hl_base__pattern_new(value->text, value->length, false, &pattern, &fault) != HL_OK)
        decoder->no_memory = true;
    else if (pattern == NULL)
        hl_config__error(decoder, value, accepted, "the pattern breaks at byte %zu: %s",
                         fault.at + 1, fault.message);
    hl_base__pattern_free(pattern);
}

static void check_comparable(hl_decoder *decoder, const hl_value *value)
{
    if (value->type != HL_VALUE_STRING)
        (void)hl_config__is(decoder, value, HL_VALUE_NUMBER, "a number or a string");
}

static size_t operator_named(const char *name)
{
    for (size_t i = 0; i < OPERATOR_COUNT; i++)
        if (strcmp(operators[i].name, name) == 0)
            return i;
    return SIZE_MAX;
}

static bool same_letters(const char *a, const char *b)
{
    size_t i = 0;
    for (; a[i] != '\0'; i++) {
        char x = a[i] >= 'A' && a[i] <= 'Z' ? (char)(a[i] - 'A' + 'a') : a[i];
        char y = b[i] >= 'A' && b[i] <= 'Z' ? (char)(b[i] - 'A' + 'a') : b[i];
        if (x != y)
            return false;
    }
    return b[i] == '\0';
}

/* The operator that a key without a dollar most likely means ("gte", "GTE", ">="), or NULL. */
static const char *meant_by(const char *key)
{
    static const struct {
        const char *sign, *name;
    } signs[] = {{">", "$gt"},
                 {">=", "$gte"},
                 {"\xE2\x89\xA5", "$gte"}, /* the signs of mathematics */
                 {"<", "$lt"},
                 {"<=", "$lte"},
                 {"\xE2\x89\xA4", "$lte"},
                 {"=", "$eq"},
                 {"==", "$eq"},
                 {"!=", "$ne"},
                 {"<>", "$ne"},
                 {"\xE2\x89\xA0", "$ne"},
                 /* words of people and of other tools */
                 {"min", "$gte"},
                 {"max", "$lte"},
                 {"from", "$gte"},
                 {"to", "$lte"},
                 {"at_least", "$gte"},
                 {"at_most", "$lte"},
                 {"minimum", "$gte"},
                 {"maximum", "$lte"},
                 {"above", "$gt"},
                 {"below", "$lt"},
                 {"over", "$gt"},
                 {"under", "$lt"},
                 {"more_than", "$gt"},
                 {"less_than", "$lt"},
                 {"greater_than", "$gt"},
                 {"after", "$gt"},
                 {"before", "$lt"},
                 {"since", "$gte"},
                 {"until", "$lte"},
                 {"equals", "$eq"},
                 {"equal", "$eq"},
                 {"is", "$eq"},
                 {"is_not", "$ne"},
                 {"not_equals", "$ne"},
                 {"one_of", "$in"},
                 {"any_of", "$in"},
                 {"is_one_of", "$in"},
                 {"none_of", "$nin"},
                 {"not_in", "$nin"},
                 {"has", "$in"},
                 {"contains", "$regex"},
                 {"matches", "$regex"},
                 {"pattern", "$regex"},
                 {"all_of", "$all"},
                 {"between", "$gte"},
                 {"\xE6\x9C\x80\xE5\xB0\x8F", "$gte"},
                 {"\xE6\x9C\x80\xE5\xA4\xA7", "$lte"}};
    for (size_t i = 0; i < OPERATOR_COUNT; i++)
        if (same_letters(operators[i].name + 1, key))
            return operators[i].name;
    for (size_t i = 0; i < HL_CONFIG_COUNT(signs); i++)
        if (same_letters(signs[i].sign, key))
            return signs[i].name;
    return NULL;
}

/* {"orders": {"gte": 1}}: an object to be equal to, of which every key is an operator that lacks
 * its dollar, or a sign. "without": the first of them; NULL: it may be meant as it stands. */
static const hl_value *without_dollar(const hl_value *value)
{
    if (value->type != HL_VALUE_OBJECT || value->count == 0)
        return NULL;
    for (size_t i = 0; i < value->count; i++)
        if (meant_by(value->items[i].key) == NULL)
            return NULL;
    return &value->items[0];
}

static void check_operand(hl_decoder *decoder, const hl_value *value, operand kind)
{
    switch (kind) {
    case ANY:
        break;
    case COMPARABLE:
        check_comparable(decoder, value);
        break;
    case LIST:
        (void)hl_config__is(decoder, value, HL_VALUE_ARRAY, "a list such as [1, 2]");
        break;
    case PATTERN:
        check_pattern(decoder, value);
        break;
    case BOOLEAN:
        (void)hl_config__is(decoder, value, HL_VALUE_BOOL, "true or false");
        break;
    case TYPE_NAME:
        check_type_name(decoder, value);
        break;
    case SIZE:
        check_size(decoder, value);
        break;
    case ELEMENT:
        if (is_operators(value) || without_dollar(value) != NULL)
            check_field(decoder, value);
        else
            hl_config__check_condition(decoder, value);
        break;
    case NEGATION:
        check_field(decoder, value);
        break;
    case VERSION:
        (void)hl_config__is(decoder, value, HL_VALUE_STRING, "a version such as \"1.2.3\"");
        break;
    case GROUP:
        check_group(decoder, value);
        break;
    }
}

/* The dollar is all that is missing, or it is another spelling. */
static const char *why_none(const char *key, const char *meant)
{
    return strcmp(key, meant + 1) == 0 ? " without its dollar" : "";
}

static void lacks_dollar(hl_decoder *decoder, const hl_value *member)
{
    const char *meant = meant_by(member->key);
    hl_config__enter(decoder, member->key, 0);
    hl_config__newer(decoder, member, "{\"$gte\": 1}", "'%s' is no operator%s; did you mean '%s'?",
                     member->key, why_none(member->key, meant), meant);
    hl_config__leave(decoder);
}

static void unknown_operator(hl_decoder *decoder, const hl_value *value)
{
    const char *names[OPERATOR_COUNT];
    for (size_t i = 0; i < OPERATOR_COUNT; i++)
        names[i] = operators[i].name;
    hl_config__unknown(decoder, value, "operator", value->key, names, OPERATOR_COUNT);
}

/* A key that begins with the full-width dollar is never meant as an attribute's name. */
static bool is_wide_operator(hl_decoder *decoder, const hl_value *member)
{
    static const char wide_dollar[] = "\xEF\xBC\x84";
    if (strncmp(member->key, wide_dollar, 3) != 0)
        return false;
    hl_config__newer(decoder, member, NULL,
                     "'%.200s' has a full-width dollar; did you mean '$%.200s'?", member->key,
                     member->key + 3);
    return true;
}

static void check_wide_operators(hl_decoder *decoder, const hl_value *value)
{
    for (size_t i = 0; value->type == HL_VALUE_OBJECT && i < value->count; i++) {
        hl_config__enter(decoder, value->items[i].key, 0);
        (void)is_wide_operator(decoder, &value->items[i]);
        hl_config__leave(decoder);
    }
}

/* What stands beside an attribute: a value to equal, or an object of operators. */
static void check_field(hl_decoder *decoder, const hl_value *value)
{
    const hl_value *bare = without_dollar(value);
    if (bare != NULL)
        lacks_dollar(decoder, bare);
    check_wide_operators(decoder, value);
    if (!is_operators(value))
        return;
    for (size_t i = 0; i < value->count; i++) {
        const hl_value *member = &value->items[i];
        size_t which = operator_named(member->key);
        hl_config__enter(decoder, member->key, 0);
        if (which == SIZE_MAX)
            unknown_operator(decoder, member);
        else
            check_operand(decoder, member, operators[which].operand);
        hl_config__leave(decoder);
    }
}

static void check_all(hl_decoder *decoder, const hl_value *list)
{
    if (!hl_config__is(decoder, list, HL_VALUE_ARRAY, "a list of conditions"))
        return;
    for (size_t i = 0; i < list->count; i++) {
        hl_config__enter(decoder, NULL, i);
        hl_config__check_condition(decoder, &list->items[i]);
        hl_config__leave(decoder);
    }
}

/* A key with a dollar that is no logical operator may still be an attribute's name ("$groups"),
 * unless it is an operator out of place or a slip of the hand. */
static void check_dollar(hl_decoder *decoder, const hl_value *member)
{
    const char *near = hl_base__suggest(member->key, logical, HL_CONFIG_COUNT(logical));
    for (size_t i = 0; i < HL_CONFIG_COUNT(logical); i++)
        if (same_letters(member->key, logical[i])) { /* "$OR" */
            hl_config__newer(decoder, member, NULL, "there is no operator '%s'; did you mean '%s'?",
                             member->key, logical[i]);
            return;
        }
    if (operator_named(member->key) != SIZE_MAX)
        hl_config__error(decoder, member, "{\"attribute\": {\"$gte\": 1}}",
                         "the operator '%s' stands without an attribute", member->key);
    else if (near != NULL)
        hl_config__unknown(decoder, member, "operator", member->key, logical,
                           HL_CONFIG_COUNT(logical));
    else
        check_field(decoder, member);
}

/* {"or": [{...}, {...}]}: an attribute called "or" that equals a list of conditions is not meant.
 */
static bool check_bare_logical(hl_decoder *decoder, const hl_value *member)
{
    static const struct {
        const char *written, *name;
    } lists[] = {{"and", "$and"}, {"or", "$or"}, {"nor", "$nor"}, {"&&", "$and"}, {"||", "$or"}};
    bool of_objects = member->type == HL_VALUE_ARRAY && member->count > 0;
    for (size_t i = 0; of_objects && i < member->count; i++)
        of_objects = member->items[i].type == HL_VALUE_OBJECT;
    for (size_t i = 0; of_objects && i < HL_CONFIG_COUNT(lists); i++)
        if (same_letters(member->key, lists[i].written)) {
            hl_config__newer(decoder, member, NULL, "'%s' is no operator%s; did you mean '%s'?",
                             member->key, why_none(member->key, lists[i].name), lists[i].name);
            return true;
        }
    return false;
}

void hl_config__check_condition(hl_decoder *decoder, const hl_value *condition)
{
    if (!hl_config__is(decoder, condition, HL_VALUE_OBJECT,
                       "a condition such as {\"orders\": {\"$gte\": 1}}"))
        return;
    for (size_t i = 0; i < condition->count; i++) {
        const hl_value *member = &condition->items[i];
        const char *key = member->key;
        hl_config__enter(decoder, key, 0);
        if (strcmp(key, "$not") == 0)
            hl_config__check_condition(decoder, member);
        else if (strcmp(key, "$and") == 0 || strcmp(key, "$or") == 0 || strcmp(key, "$nor") == 0)
            check_all(decoder, member);
        else if (key[0] == '$')
            check_dollar(decoder, member);
        else if (!is_wide_operator(decoder, member) && !check_bare_logical(decoder, member))
            check_field(decoder, member);
        hl_config__leave(decoder);
    }
}

/* The checked condition; its document lives in the definition's arena, as the decoder's root. */
static const hl_condition *condition_of(hl_decoder *decoder, const hl_value *value,
                                        void (*remark)(hl_decoder *, const hl_value *))
{
    size_t errors = hl_problems_errors(decoder->problems);
    hl_config__check_condition(decoder, value);
    if (hl_problems_errors(decoder->problems) == errors)
        remark(decoder, value);
    hl_condition *condition = hl_config__alloc(decoder, 1, sizeof *condition);
    if (condition != NULL)
        *condition = (hl_condition){value, hl_base__value_get(decoder->root, "groups")};
    return condition;
}

void hl_config__condition(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                          void *target)
{
    (void)field;
    *(const hl_condition **)target = condition_of(decoder, value, hl_config__remark_condition);
}

void hl_config__segments(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                         void *target)
{
    static const hl_config_field name = {.key = ""};
    if (!hl_config__is(decoder, value, HL_VALUE_OBJECT, "segments by name, each a condition") ||
        !hl_config__fits(decoder, value))
        return;
    hl_segment *segments = hl_config__alloc(decoder, value->count, sizeof *segments);
    if (segments == NULL)
        return;
    for (size_t i = 0; i < value->count; i++) {
        const hl_value *member = &value->items[i];
        hl_value key = {.type = HL_VALUE_STRING,
                        .text = member->key,
                        .length = strlen(member->key),
                        .line = member->line,
                        .column = member->column};
        hl_config__enter(decoder, member->key, 0);
        hl_config__name(decoder, &key, &name, &segments[i].name);
        segments[i].condition = condition_of(decoder, member, hl_config__remark_segment);
        hl_config__leave(decoder);
    }
    *(const hl_segment **)target = segments;
    *(size_t *)(void *)((char *)target - field->offset + field->count_offset) = value->count;
}

void hl_config__groups(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                       void *target)
{
    (void)field;
    (void)target;
    if (!hl_config__is(decoder, value, HL_VALUE_OBJECT, "groups by name, each a list of values"))
        return;
    for (size_t i = 0; i < value->count; i++) {
        hl_config__enter(decoder, value->items[i].key, 0);
        if (hl_config__is(decoder, &value->items[i], HL_VALUE_ARRAY, "a list of values"))
            hl_config__remark_values(decoder, &value->items[i]);
        hl_config__leave(decoder);
    }
}
