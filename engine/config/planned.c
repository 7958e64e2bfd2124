/* A plan written into the text of a definition: members are replaced, put in or taken out where
 * they stand; every other byte stays. */
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "config/draft.h"
#include "json/json.h"

/* The text as it is so far, and its tree. After each edit it is read again: edits are few. */
typedef struct editing {
    const char *file;
    hl_text text;
    hl_arena arena;
    const hl_value *document;
    hl_status status;
    hl_error *err;
} editing;

static void read_again(editing *e)
{
    hl_base__arena_free(&e->arena);
    e->document = NULL;
    if (e->status == HL_OK)
        e->status = hl_base__text_status(&e->text, e->err);
    if (e->status == HL_OK)
        e->status = hl_json__parse(e->file, e->text.data, e->text.length, 1, &e->arena, NULL,
                                   &e->document, e->err);
}

/* Puts `with` in the place of the bytes from `from` to `to`. */
static void splice(editing *e, size_t from, size_t to, const char *with)
{
    hl_text next = {0};
    hl_base__text_add_bytes(&next, e->text.data, from);
    hl_base__text_add(&next, with);
    hl_base__text_add_bytes(&next, e->text.data + to, e->text.length - to);
    hl_base__text_free(&e->text);
    e->text = next;
    read_again(e);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Columns count code points. */
static size_t offset_of(const editing *e, const hl_value *value)
{
    const char *text = e->text.data;
    size_t at = 0;
    for (int32_t line = 1; line < value->line; at++)
        line += text[at] == '\n';
    for (int32_t column = 1; column < value->column; column++)
        do
            at++;
        while (((unsigned char)text[at] & 0xC0) == 0x80);
    return at;
}

static size_t end_of_string(const char *text, size_t at)
{
    for (at++; text[at] != '"'; at++)
        at += text[at] == '\\';
    return at + 1;
}

/* Behind the value that starts at `at`. */
static size_t end_of_value(const char *text, size_t at)
{
    size_t depth = 0;
    if (text[at] == '"')
        return end_of_string(text, at);
    if (text[at] != '{' && text[at] != '[') {
        while (!is_space(text[at]) && strchr(",]}", text[at]) == NULL)
            at++;
        return at;
    }
    do {
        if (text[at] == '"') {
            at = end_of_string(text, at);
            continue;
        }
        depth += text[at] == '{' || text[at] == '[';
        depth -= text[at] == '}' || text[at] == ']';
        at++;
    } while (depth > 0);
    return at;
}

/* Where the key of the member whose value starts at `at` begins. */
static size_t start_of_key(const char *text, size_t at)
{
    while (text[at - 1] != ':')
        at--;
    for (at--; text[at] != '"'; at--)
        ;
    for (;;) { /* a quote inside is behind an odd number of backslashes */
        size_t slashes = 0;
        at--;
        while (text[at - 1 - slashes] == '\\')
            slashes++;
        if (text[at] == '"' && slashes % 2 == 0)
            return at;
    }
}

/* Behind the brace, as its first member is set off, or at the end of an empty object. */
static void put_in(editing *e, const hl_value *object, const char *key, const char *value)
{
    size_t brace = offset_of(e, object) + 1, first = brace;
    hl_text member = {0};
    while (is_space(e->text.data[first]))
        first++;
    hl_base__text_add_bytes(&member, e->text.data + brace, first - brace);
    hl_base__text_addf(&member, "\"%s\": %s%s", key, value, object->count > 0 ? "," : "");
    if (object->count > 0 && first == brace)
        hl_base__text_add_char(&member, ' ');
    splice(e, brace, brace, hl_base__text_string(&member));
    hl_base__text_free(&member);
}

static void set_member(editing *e, const hl_value *object, const char *key, const char *value)
{
    const hl_value *old = hl_base__value_get(object, key);
    if (e->status != HL_OK)
        return;
    if (old == NULL) {
        put_in(e, object, key, value);
        return;
    }
    size_t from = offset_of(e, old);
    splice(e, from, end_of_value(e->text.data, from), value);
}

static void take_out(editing *e, const hl_value *object, const char *key)
{
    const hl_value *old = hl_base__value_get(object, key);
    if (e->status != HL_OK || old == NULL)
        return;
    const char *text = e->text.data;
    size_t at = offset_of(e, old), from = start_of_key(text, at), to = end_of_value(text, at);
    size_t next = to;
    while (is_space(text[next]))
        next++;
    if (text[next] == ',') {
        for (to = next + 1; is_space(text[to]);)
            to++;
    } else if (object->count > 1) {
        while (text[from] != ',')
            from--;
    }
    splice(e, from, to, "");
}

static const hl_value *analysis_of(const editing *e)
{
    return hl_base__value_get(e->document, "analysis");
}

static void set_option(editing *e, const char *key, const char *value)
{
    if (e->status == HL_OK && analysis_of(e) == NULL)
        set_member(e, e->document, "analysis", "{}");
    if (e->status == HL_OK)
        set_member(e, analysis_of(e), key, value);
}

static void set_number(editing *e, const char *key, double number)
{
    char text[HL_NUMBER_TEXT];
    set_option(e, key, hl_base__number_text(number, text));
}

static void set_name(editing *e, const char *key, const char *name)
{
    hl_text quoted = {0};
    hl_base__text_addf(&quoted, "\"%s\"", name);
    set_option(e, key, hl_base__text_string(&quoted));
    hl_base__text_free(&quoted);
}

/* The metric's place among those of the definition; the count when there is none. */
static size_t metric_of(const hl_design *design, const char *name)
{
    size_t i = 0;
    while (i < design->metric_count && (name == NULL ? design->metrics[i].role != HL_ROLE_PRIMARY
                                                     : strcmp(design->metrics[i].name, name) != 0))
        i++;
    return i;
}

static void set_of_metric(editing *e, size_t metric, const char *key, double number)
{
    char text[HL_NUMBER_TEXT];
    const hl_value *metrics =
        e->status == HL_OK ? hl_base__value_get(e->document, "metrics") : NULL;
    if (metrics != NULL && metric < metrics->count)
        set_member(e, &metrics->items[metric], key, hl_base__number_text(number, text));
}

static void set_looks(editing *e, const hl_design *design, const hl_definition_plan *plan)
{
    static const char *const keys[] = {"looks", "spending", "spending_parameter"};
    if (plan->inference != HL_INFER_GROUP_SEQUENTIAL) {
        for (size_t i = 0; i < HL_CONFIG_COUNT(keys) && e->status == HL_OK; i++)
            take_out(e, analysis_of(e), keys[i]);
        return;
    }
    if (design->look_count != plan->looks)
        set_number(e, keys[0], (double)plan->looks);
    if (design->spending != plan->spending)
        set_name(e, keys[1], hl_spending_name(plan->spending));
}

hl_status hl_definition_with_plan(const hl_definition *definition, const hl_definition_plan *plan,
                                  char **out, hl_error *err)
{
    const hl_design *design = &hl_definition_experiment(definition)->design;
    size_t metric = metric_of(design, plan->metric), length = 0;
    const char *text = hl_definition_text(definition, &length);
    editing e = {.file = hl_definition_file(definition), .err = err};
    *out = NULL;
    if (metric == design->metric_count)
        return plan->metric == NULL
                   ? hl_error_set(err, HL_REJECTED, "%s: no metric is primary", e.file)
                   : hl_error_set(err, HL_REJECTED, "%s: no metric '%s'", e.file, plan->metric);
    hl_base__text_add_bytes(&e.text, text, length);
    read_again(&e);
    set_of_metric(&e, metric, "expected", plan->expected);
    if (plan->worth > 0)
        set_of_metric(&e, metric, "worth", plan->worth);
    set_number(&e, "alpha", plan->alpha);
    set_name(&e, "inference", hl_inference_name(plan->inference));
    if (!(design->planned_units >= plan->planned_units))
        set_number(&e, "planned_units", plan->planned_units);
    set_looks(&e, design, plan);
    if (e.status == HL_OK) {
        *out = hl_base__text_take(&e.text);
        e.status = *out == NULL ? hl_error_memory(err) : HL_OK;
    }
    hl_base__text_free(&e.text);
    hl_base__arena_free(&e.arena);
    return e.status;
}
