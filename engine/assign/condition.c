#include "assign/condition.h"

#include <stdlib.h>
#include <string.h>

#include "assign/predicate.h"
#include "base/arena.h"
#include "base/number.h"
#include "base/spelling.h"
#include "hookline/assign.h"

typedef struct kept_pattern {
    hl_pattern *pattern;
    struct kept_pattern *next;
} kept_pattern;

struct hl_predicate {
    hl_arena arena;
    kept_pattern *patterns;
    const hl_value *groups;
    const hl_condition_node *root; /* NULL: everyone */
};

static bool is_array(const hl_value *value)
{
    return value != NULL && value->type == HL_VALUE_ARRAY;
}

static bool holds_and(const hl_clause *self, const hl_value *attributes, hl_asking *asking)
{
    for (size_t i = 0; i < self->count; i++)
        if (!hl_assign__condition_holds(&self->conditions[i], attributes, asking))
            return false;
    return true;
}

/* An empty $or holds. */
static bool holds_or(const hl_clause *self, const hl_value *attributes, hl_asking *asking)
{
    for (size_t i = 0; i < self->count; i++)
        if (hl_assign__condition_holds(&self->conditions[i], attributes, asking))
            return true;
    return self->count == 0;
}

static bool holds_nor(const hl_clause *self, const hl_value *attributes, hl_asking *asking)
{
    asking->doubt = !asking->doubt;
    bool any = holds_or(self, attributes, asking);
    asking->doubt = !asking->doubt;
    return !any;
}

static bool holds_not_clause(const hl_clause *self, const hl_value *attributes, hl_asking *asking)
{
    asking->doubt = !asking->doubt;
    bool all = holds_and(self, attributes, asking);
    asking->doubt = !asking->doubt;
    return !all;
}

/* A cell with nothing in it but white space is no attribute. */
static bool is_blank(const hl_value *value)
{
    size_t at = 0;
    size_t step = 0;
    if (value->type != HL_VALUE_UNTYPED)
        return false;
    while (at < value->length &&
           (step = hl_base__space_at(value->text + at, value->length - at)) > 0)
        at += step;
    return at == value->length;
}

/* A part of a path names a member, or counts into an array. */
static const hl_value *step_into(const hl_value *value, const char *part)
{
    int64_t index = 0;
    if (is_array(value) && hl_base__number_parse_int(part, strlen(part), &index) && index >= 0 &&
        (uint64_t)index < value->count)
        return &value->items[index];
    return hl_base__value_get(value, part);
}

static bool holds_path(const hl_clause *self, const hl_value *attributes, hl_asking *asking)
{
    const hl_value *value = attributes;
    for (size_t i = 0; i < self->count && value != NULL; i++)
        value = step_into(value, self->path[i]);
    if (value != NULL && is_blank(value))
        value = NULL;
    return hl_assign__match_holds(self->match, value, false, asking);
}

/* Compiling: each returns false when out of memory. */

static bool compile_condition(hl_predicate *p, const hl_value *document, hl_condition_node *out);

static bool is_operators(const hl_value *value)
{
    if (value->type != HL_VALUE_OBJECT || value->count == 0)
        return false;
    for (size_t i = 0; i < value->count; i++)
        if (value->items[i].key[0] != '$')
            return false;
    return true;
}

static bool compile_match(hl_predicate *p, const hl_value *document, hl_match *out);

static bool compile_matches(hl_predicate *p, const hl_value *documents, size_t count,
                            const hl_match **out)
{
    hl_match *matches = hl_base__arena_array(&p->arena, count + 1, sizeof *matches);
    if (matches == NULL)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!compile_match(p, &documents[i], &matches[i]))
            return false;
    *out = matches;
    return true;
}

static bool compile_pattern(hl_predicate *p, const hl_value *operand, bool fold_case,
                            hl_operator *out)
{
    if (operand->type != HL_VALUE_STRING)
        return true;
    kept_pattern *kept = hl_base__arena_alloc(&p->arena, sizeof *kept);
    if (kept == NULL)
        return false;
    if (hl_base__pattern_new(operand->text, operand->length, fold_case, &kept->pattern, NULL) !=
        HL_OK)
        return false;
    kept->next = p->patterns;
    p->patterns = kept;
    out->pattern = kept->pattern;
    return true;
}

static bool compile_element(hl_predicate *p, const hl_value *operand, hl_operator *out)
{
    if (operand->type != HL_VALUE_OBJECT || is_operators(operand))
        return compile_matches(p, operand, 1, &out->matches);
    hl_condition_node *inside = hl_base__arena_alloc(&p->arena, sizeof *inside);
    out->inside = inside;
    return inside != NULL && compile_condition(p, operand, inside);
}

static bool compile_operator(hl_predicate *p, const hl_value *member, hl_operator *out)
{
    const hl_value *group = NULL;
    out->row = hl_assign__operator_row(member->key);
    out->operand = member;
    switch (out->row->kind) {
    case OPERAND_VALUE:
        return true;
    case OPERAND_MATCH:
        return compile_matches(p, member, 1, &out->matches);
    case OPERAND_MATCHES:
        return member->type != HL_VALUE_ARRAY ||
               compile_matches(p, member->items, member->count, &out->matches);
    case OPERAND_ELEMENT:
        return compile_element(p, member, out);
    case OPERAND_PATTERN:
        return compile_pattern(p, member, false, out);
    case OPERAND_PATTERN_FOLDED:
        return compile_pattern(p, member, true, out);
    case OPERAND_GROUP:
        if (member->type == HL_VALUE_STRING)
            group = hl_base__value_get(p->groups, member->text);
        out->operand = is_array(group) ? group : NULL;
        return true;
    }
    return true;
}

static bool compile_match(hl_predicate *p, const hl_value *document, hl_match *out)
{
    if (!is_operators(document)) {
        out->literal = document;
        return true;
    }
    hl_operator *uses = hl_base__arena_array(&p->arena, document->count, sizeof *uses);
    if (uses == NULL)
        return false;
    for (size_t i = 0; i < document->count; i++)
        if (!compile_operator(p, &document->items[i], &uses[i]))
            return false;
    out->count = document->count;
    out->operators = uses;
    return true;
}

static bool compile_path(hl_predicate *p, const hl_value *member, hl_clause *out)
{
    size_t count = 1;
    for (const char *c = member->key; *c != '\0'; c++)
        count += *c == '.';
    char *text = hl_base__arena_string(&p->arena, member->key);
    const char **path = hl_base__arena_array(&p->arena, count, sizeof *path);
    if (text == NULL || path == NULL)
        return false;
    for (size_t i = 0; i < count; i++) {
        path[i] = text;
        text += strcspn(text, ".");
        *text++ = '\0';
    }
    out->holds = holds_path;
    out->path = path;
    out->count = count;
    return compile_matches(p, member, 1, &out->match);
}

static bool compile_join(hl_predicate *p, const hl_value *documents, size_t count, hl_clause *out)
{
    hl_condition_node *conditions = hl_base__arena_array(&p->arena, count + 1, sizeof *conditions);
    if (conditions == NULL)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!compile_condition(p, &documents[i], &conditions[i]))
            return false;
    out->conditions = conditions;
    out->count = count;
    return true;
}

static bool compile_clause(hl_predicate *p, const hl_value *member, hl_clause *out)
{
    static const struct {
        const char *name;
        bool (*holds)(const hl_clause *self, const hl_value *attributes, hl_asking *asking);
    } joins[] = {
        {"$and", holds_and}, {"$or", holds_or}, {"$nor", holds_nor}, {"$not", holds_not_clause}};
    for (size_t i = 0; i < sizeof joins / sizeof joins[0]; i++) {
        if (strcmp(joins[i].name, member->key) != 0)
            continue;
        out->holds = joins[i].holds;
        bool list = member->type == HL_VALUE_ARRAY;
        return compile_join(p, list ? member->items : member, list ? member->count : 1, out);
    }
    return compile_path(p, member, out);
}

static bool compile_condition(hl_predicate *p, const hl_value *document, hl_condition_node *out)
{
    size_t count = document->type == HL_VALUE_OBJECT ? document->count : 0;
    hl_clause *clauses = hl_base__arena_array(&p->arena, count + 1, sizeof *clauses);
    if (clauses == NULL)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!compile_clause(p, &document->items[i], &clauses[i]))
            return false;
    out->count = count;
    out->clauses = clauses;
    return true;
}

hl_status hl_assign__predicate_new(const hl_condition *condition_in, const hl_value *groups,
                                   hl_predicate **out, hl_error *err)
{
    hl_predicate *p = calloc(1, sizeof *p);
    if (p == NULL)
        return hl_error_memory(err);
    p->groups = groups != NULL || condition_in == NULL ? groups : condition_in->groups;
    if (condition_in != NULL) {
        hl_condition_node *root = hl_base__arena_alloc(&p->arena, sizeof *root);
        p->root = root;
        if (root == NULL || !compile_condition(p, condition_in->document, root)) {
            hl_assign__predicate_free(p);
            return hl_error_memory(err);
        }
    }
    *out = p;
    return HL_OK;
}

static hl_status judge(const hl_predicate *predicate, const hl_value *attributes, hl_asking *asking,
                       bool *holds, hl_error *err)
{
    *holds =
        predicate->root == NULL || hl_assign__condition_holds(predicate->root, attributes, asking);
    return asking->no_memory ? hl_error_memory(err) : HL_OK;
}

hl_status hl_assign__predicate_holds(const hl_predicate *predicate, const hl_value *attributes,
                                     hl_evidence evidence, bool *holds, hl_error *err)
{
    hl_asking asking = {.evidence = evidence};
    return judge(predicate, attributes, &asking, holds, err);
}

hl_status hl_assign__predicate_certain(const hl_predicate *predicate, const hl_value *attributes,
                                       hl_evidence evidence, bool *holds, bool *certain,
                                       hl_error *err)
{
    static const hl_order supposed[] = {HL_ORDER_LESS, HL_ORDER_EQUAL, HL_ORDER_GREATER};
    hl_asking asking = {.evidence = evidence};
    hl_status status = judge(predicate, attributes, &asking, holds, err);
    *certain = true;
    for (size_t i = 0; asking.unsaid && status == HL_OK && i < 3; i++) {
        bool held = false;
        hl_asking again = {.supposed = supposed[i]};
        status = judge(predicate, attributes, &again, &held, err);
        *certain = *certain && held == *holds;
    }
    return status;
}

static bool visit_attributes(const hl_condition_node *node,
                             bool (*visit)(void *context, const char *name), void *context)
{
    for (size_t i = 0; i < node->count; i++) {
        const hl_clause *clause = &node->clauses[i];
        if (clause->path != NULL && !visit(context, clause->path[0]))
            return false;
        for (size_t j = 0; clause->path == NULL && j < clause->count; j++)
            if (!visit_attributes(&clause->conditions[j], visit, context))
                return false;
    }
    return true;
}

bool hl_assign__predicate_attributes(const hl_predicate *predicate,
                                     bool (*visit)(void *context, const char *name), void *context)
{
    return predicate->root == NULL || visit_attributes(predicate->root, visit, context);
}

static bool has_type(const hl_value *operand, hl_value_type type)
{
    if (operand == NULL || operand->type != HL_VALUE_ARRAY)
        return operand != NULL && operand->type == type;
    bool found = false;
    for (size_t i = 0; i < operand->count && !found; i++)
        found = operand->items[i].type == type;
    return found;
}

static bool compares(const hl_match *match, hl_value_type type)
{
    bool found = match->literal != NULL && match->literal->type == type;
    for (size_t i = 0; i < match->count && !found; i++) {
        const hl_operator *use = &match->operators[i];
        bool is_not = use->matches != NULL && strcmp(use->row->name, "$not") == 0;
        bool plain = use->row->kind == OPERAND_VALUE || use->row->kind == OPERAND_GROUP;
        found = is_not ? compares(use->matches, type) : plain && has_type(use->operand, type);
    }
    return found;
}

/* Attributes that are compared with values of the type. */
static bool visit_compared(const hl_condition_node *node, hl_value_type type,
                           bool (*visit)(void *context, const char *name), void *context)
{
    for (size_t i = 0; i < node->count; i++) {
        const hl_clause *clause = &node->clauses[i];
        if (clause->path != NULL && clause->count == 1 && compares(clause->match, type) &&
            !visit(context, clause->path[0]))
            return false;
        for (size_t j = 0; clause->path == NULL && j < clause->count; j++)
            if (!visit_compared(&clause->conditions[j], type, visit, context))
                return false;
    }
    return true;
}

bool hl_assign__predicate_numbers(const hl_predicate *predicate,
                                  bool (*visit)(void *context, const char *name), void *context)
{
    return predicate->root == NULL ||
           visit_compared(predicate->root, HL_VALUE_NUMBER, visit, context);
}

bool hl_assign__predicate_booleans(const hl_predicate *predicate,
                                   bool (*visit)(void *context, const char *name), void *context)
{
    return predicate->root == NULL ||
           visit_compared(predicate->root, HL_VALUE_BOOL, visit, context);
}

/* ---- texts */

typedef struct texts {
    const char *name;
    bool (*visit)(void *context, const char *name, const hl_value *text);
    void *context;
} texts;

static bool visit_text(const texts *t, const hl_value *operand)
{
    bool list = operand->type == HL_VALUE_ARRAY;
    for (size_t i = 0; list && i < operand->count; i++)
        if (operand->items[i].type == HL_VALUE_STRING &&
            !t->visit(t->context, t->name, &operand->items[i]))
            return false;
    return operand->type != HL_VALUE_STRING || t->visit(t->context, t->name, operand);
}

static bool visit_match(const texts *t, const hl_match *match)
{
    static const char *const names[] = {"$eq", "$ne", "$in", "$nin"};
    if (match->literal != NULL && match->literal->type == HL_VALUE_STRING &&
        !visit_text(t, match->literal))
        return false;
    for (size_t i = 0; i < match->count; i++) {
        const hl_operator *use = &match->operators[i];
        for (size_t k = 0; k < sizeof names / sizeof names[0]; k++)
            if (strcmp(use->row->name, names[k]) == 0 && !visit_text(t, use->operand))
                return false;
        if (use->matches != NULL && strcmp(use->row->name, "$not") == 0 &&
            !visit_match(t, use->matches))
            return false;
    }
    return true;
}

static bool visit_texts(const hl_condition_node *node, texts *t)
{
    for (size_t i = 0; i < node->count; i++) {
        const hl_clause *clause = &node->clauses[i];
        t->name = clause->path == NULL ? NULL : clause->path[0];
        if (clause->path != NULL && clause->count == 1 && !visit_match(t, clause->match))
            return false;
        for (size_t j = 0; clause->path == NULL && j < clause->count; j++)
            if (!visit_texts(&clause->conditions[j], t))
                return false;
    }
    return true;
}

bool hl_assign__predicate_texts(const hl_predicate *predicate,
                                bool (*visit)(void *context, const char *name,
                                              const hl_value *text),
                                void *context)
{
    texts t = {NULL, visit, context};
    return predicate->root == NULL || visit_texts(predicate->root, &t);
}

/* ---- bounds */

static bool is_order(const hl_operator *use)
{
    static const char *const names[] = {"$lt", "$lte", "$gt", "$gte"};
    bool found = false;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        found = found || strcmp(use->row->name, names[i]) == 0;
    return found && use->operand->type == HL_VALUE_NUMBER;
}

static void visit_bounds_of_match(const hl_match *match, void (*visit)(void *, double),
                                  void *context)
{
    for (size_t i = 0; i < match->count; i++) {
        const hl_operator *use = &match->operators[i];
        if (is_order(use))
            visit(context, use->operand->number);
        else if (use->matches != NULL && strcmp(use->row->name, "$not") == 0)
            visit_bounds_of_match(use->matches, visit, context);
    }
}

static void visit_bounds(const hl_condition_node *node, const char *name,
                         void (*visit)(void *, double), void *context)
{
    for (size_t i = 0; i < node->count; i++) {
        const hl_clause *clause = &node->clauses[i];
        if (clause->path != NULL && clause->count == 1 && strcmp(clause->path[0], name) == 0)
            visit_bounds_of_match(clause->match, visit, context);
        for (size_t j = 0; clause->path == NULL && j < clause->count; j++)
            visit_bounds(&clause->conditions[j], name, visit, context);
    }
}

void hl_assign__predicate_bounds(const hl_predicate *predicate, const char *name,
                                 void (*visit)(void *context, double bound), void *context)
{
    if (predicate->root != NULL)
        visit_bounds(predicate->root, name, visit, context);
}

void hl_assign__predicate_free(hl_predicate *predicate)
{
    if (predicate == NULL)
        return;
    for (kept_pattern *k = predicate->patterns; k != NULL; k = k->next)
        hl_base__pattern_free(k->pattern);
    hl_base__arena_free(&predicate->arena);
    free(predicate);
}
