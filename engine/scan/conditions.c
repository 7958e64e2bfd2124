#include "scan/conditions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assign/number_column.h"
#include "base/text.h"
#include "rows/field_value.h"
#include "scan/worker.h"

/* ---- layout */

/* Visits the attributes of a condition and keeps them. */
typedef struct collector {
    hl_scan_layout *layout;
    const hl_rows *rows;
    const char *missing; /* a column that the file lacks */
    bool no_memory;
} collector;

static bool can_have(const collector *c, const char *name)
{
    return c->layout->json || hl_rows__column(c->rows, name) >= 0;
}

static bool find_missing(void *context, const char *name)
{
    collector *c = context;
    if (!can_have(c, name))
        c->missing = name;
    return c->missing == NULL;
}

static bool keep(void *context, const char *name)
{
    collector *c = context;
    hl_scan_conditions *k = &c->layout->conditions;
    for (size_t i = 0; i < k->attribute_count; i++)
        if (strcmp(k->attributes[i], name) == 0)
            return true;
    const char **grown =
        hl_base__arena_array(&c->layout->arena, k->attribute_count + 1, sizeof *grown);
    if (grown == NULL) {
        c->no_memory = true;
        return false;
    }
    if (k->attribute_count > 0)
        memcpy(grown, k->attributes, k->attribute_count * sizeof *grown);
    grown[k->attribute_count++] = name;
    k->attributes = grown;
    return true;
}

static hl_status layout_where(hl_scan_layout *layout, const hl_rows *rows, hl_problems *problems,
                              hl_error *err)
{
    hl_scan_conditions *k = &layout->conditions;
    const hl_condition *condition = NULL;
    collector c = {layout, rows, NULL, false};
    if (layout->request->where == NULL)
        return HL_OK;
    hl_problems *found = hl_problems_new();
    hl_status status = found == NULL
                           ? hl_error_memory(err)
                           : hl_config__condition_text("where", layout->request->where,
                                                       &layout->arena, found, &condition, err);
    for (size_t i = 0; problems != NULL && found != NULL && i < hl_problems_count(found); i++)
        hl_problems_add(problems, hl_problems_get(found, i));
    hl_problems_free(found);
    if (status == HL_OK)
        status = hl_assign__predicate_new(condition, NULL, &k->where, err);
    if (status != HL_OK)
        return status;
    if (!hl_assign__predicate_attributes(k->where, find_missing, &c))
        return hl_scan__no_column(layout, rows, c.missing, strlen(c.missing), err);
    (void)hl_assign__predicate_attributes(k->where, keep, &c);
    return c.no_memory ? hl_error_memory(err) : HL_OK;
}

static hl_status leave_out(const hl_scan_layout *layout, const char *segment, const char *missing,
                           hl_problems *problems, hl_error *err)
{
    hl_text text = {0};
    hl_base__text_addf(&text,
                       "the segment '%s' is left out: its condition names the column '%s', which "
                       "the file does not have",
                       segment, missing);
    hl_status status = hl_base__text_status(&text, err);
    if (problems != NULL && status == HL_OK)
        hl_problems_add(problems, &(hl_problem){HL_PROBLEM_WARNING, layout->spec->path, 0, 0, NULL,
                                                hl_base__text_string(&text), NULL});
    hl_base__text_free(&text);
    return status;
}

static hl_status layout_segment(hl_scan_layout *layout, const hl_rows *rows,
                                const hl_segment *segment, hl_problems *problems, hl_error *err)
{
    hl_scan_conditions *k = &layout->conditions;
    collector c = {layout, rows, NULL, false};
    hl_predicate *predicate = NULL;
    hl_status status = hl_assign__predicate_new(segment->condition, NULL, &predicate, err);
    if (status != HL_OK)
        return status;
    if (!hl_assign__predicate_attributes(predicate, find_missing, &c)) {
        status = leave_out(layout, segment->name, c.missing, problems, err);
        hl_assign__predicate_free(predicate);
        return status;
    }
    (void)hl_assign__predicate_attributes(predicate, keep, &c);
    k->segment_names[k->segment_count] = segment->name;
    k->segments[k->segment_count++] = predicate;
    return c.no_memory ? hl_error_memory(err) : HL_OK;
}

static hl_status layout_audience(hl_scan_layout *layout, const hl_rows *rows, hl_error *err)
{
    hl_scan_conditions *k = &layout->conditions;
    collector c = {layout, rows, NULL, false};
    if (layout->request->audience == NULL)
        return HL_OK;
    hl_status status = hl_assign__predicate_new(layout->request->audience, NULL, &k->audience, err);
    if (status != HL_OK)
        return status;
    if (!hl_assign__predicate_attributes(k->audience, find_missing, &c)) {
        k->audience_lacks = hl_base__arena_string(&layout->arena, c.missing);
        hl_assign__predicate_free(k->audience);
        k->audience = NULL;
        return k->audience_lacks == NULL ? hl_error_memory(err) : HL_OK;
    }
    (void)hl_assign__predicate_attributes(k->audience, keep, &c);
    return c.no_memory ? hl_error_memory(err) : HL_OK;
}

hl_status hl_scan__conditions_plan(hl_scan_layout *layout, const hl_rows *rows,
                                   hl_problems *problems, hl_error *err)
{
    const hl_design_request *request = layout->request;
    hl_scan_conditions *k = &layout->conditions;
    hl_status status = layout_where(layout, rows, problems, err);
    k->first_optional = k->attribute_count;
    if (status == HL_OK)
        status = layout_audience(layout, rows, err);
    k->segments =
        hl_base__arena_array(&layout->arena, request->segment_count, sizeof(hl_predicate *));
    k->segment_names =
        hl_base__arena_array(&layout->arena, request->segment_count, sizeof *k->segment_names);
    if (status == HL_OK && (k->segments == NULL || k->segment_names == NULL))
        status = hl_error_memory(err);
    for (size_t i = 0; i < request->segment_count && status == HL_OK; i++)
        status = layout_segment(layout, rows, &request->segments[i], problems, err);
    k->any = k->where != NULL || k->audience != NULL || k->segment_count > 0;
    return status;
}

static bool keep_number(void *context, const char *name)
{
    hl_scan_conditions *k = context;
    for (size_t i = 0; i < k->attribute_count; i++)
        if (strcmp(k->attributes[i], name) == 0 && k->number_of[i] == HL_SCAN_NONE) {
            k->number_of[i] = k->number_count;
            k->numbers[k->number_count++] = i;
        }
    return true;
}

/* ---- numbers that stand for all */

static void count_bound(void *context, double bound)
{
    (void)bound;
    ++*(size_t *)context;
}

static void keep_bound(void *context, double bound)
{
    hl_scan_stand_ins *s = context;
    s->values[s->count++] = bound;
}

static void visit_bounds(const hl_scan_conditions *k, const char *name,
                         void (*visit)(void *, double), void *context)
{
    if (k->where != NULL)
        hl_assign__predicate_bounds(k->where, name, visit, context);
    if (k->audience != NULL)
        hl_assign__predicate_bounds(k->audience, name, visit, context);
    for (size_t i = 0; i < k->segment_count; i++)
        hl_assign__predicate_bounds(k->segments[i], name, visit, context);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static bool find_stand_ins(const hl_scan_conditions *k, const char *name, hl_arena *arena,
                           hl_scan_stand_ins *out)
{
    static const double huge = 1e300;
    size_t bounds = 0;
    visit_bounds(k, name, count_bound, &bounds);
    out->values = hl_base__arena_array(arena, 2 * bounds + 2, sizeof *out->values);
    if (out->values == NULL)
        return false;
    visit_bounds(k, name, keep_bound, out);
    qsort(out->values, bounds, sizeof *out->values, by_size);
    for (size_t i = 1; i < bounds; i++)
        keep_bound(out, (out->values[i - 1] + out->values[i]) / 2);
    keep_bound(out, -huge);
    keep_bound(out, huge);
    return true;
}

static hl_status stand_in(hl_scan_layout *layout, hl_error *err)
{
    hl_scan_conditions *k = &layout->conditions;
    bool good = true;
    k->stand_ins = hl_base__arena_array(&layout->arena, k->number_count + 1, sizeof *k->stand_ins);
    for (size_t i = 0; k->stand_ins != NULL && i < k->number_count; i++)
        good = good &&
               find_stand_ins(k, k->attributes[k->numbers[i]], &layout->arena, &k->stand_ins[i]);
    return k->stand_ins == NULL || !good ? hl_error_memory(err) : HL_OK;
}

static bool keep_boolean(void *context, const char *name)
{
    hl_scan_conditions *k = context;
    for (size_t i = 0; i < k->attribute_count; i++)
        if (strcmp(k->attributes[i], name) == 0 && k->number_of[i] == HL_SCAN_NONE)
            k->asks_whether[i] = true;
    return true;
}

static void visit_all(hl_scan_conditions *k,
                      bool (*of)(const hl_predicate *, bool (*)(void *, const char *), void *),
                      bool (*visit)(void *, const char *))
{
    if (k->where != NULL)
        (void)of(k->where, visit, k);
    if (k->audience != NULL)
        (void)of(k->audience, visit, k);
    for (size_t i = 0; i < k->segment_count; i++)
        (void)of(k->segments[i], visit, k);
}

/* Which of the attributes are columns of numbers, and which of yes and no. */
static hl_status find_numbers(hl_scan_layout *layout, hl_error *err)
{
    hl_scan_conditions *k = &layout->conditions;
    size_t count = k->attribute_count;
    k->numbers = hl_base__arena_array(&layout->arena, count, sizeof *k->numbers);
    k->number_of = hl_base__arena_array(&layout->arena, count, sizeof *k->number_of);
    k->asks_whether = hl_base__arena_array(&layout->arena, count, sizeof *k->asks_whether);
    if (k->numbers == NULL || k->number_of == NULL || k->asks_whether == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < count; i++)
        k->number_of[i] = HL_SCAN_NONE;
    visit_all(k, hl_assign__predicate_numbers, keep_number);
    visit_all(k, hl_assign__predicate_booleans, keep_boolean);
    return stand_in(layout, err);
}

hl_status hl_scan__conditions_fields(hl_scan_layout *layout, const hl_rows *rows, hl_error *err)
{
    hl_scan_conditions *k = &layout->conditions;
    hl_status status = HL_OK;
    k->fields = hl_base__arena_array(&layout->arena, k->attribute_count, sizeof *k->fields);
    if (k->fields == NULL)
        return hl_error_memory(err);
    layout->wanted_count = layout->field_count;
    for (size_t i = 0; i < k->attribute_count && status == HL_OK; i++) {
        const char *name = k->attributes[i];
        status = hl_scan__field(layout, rows, name, strlen(name), &k->fields[i], err);
        if (i < k->first_optional)
            layout->wanted_count = layout->field_count;
    }
    return status == HL_OK ? find_numbers(layout, err) : status;
}

void hl_scan__conditions_free(hl_scan_conditions *conditions)
{
    hl_assign__predicate_free(conditions->where);
    hl_assign__predicate_free(conditions->audience);
    for (size_t i = 0; i < conditions->segment_count; i++)
        hl_assign__predicate_free(conditions->segments[i]);
}

/* ---- rows */

/* A field of NDJSON as the value that it was; what is no value is not there. Of CSV a list or an
 * object, as a store reads it. */
static bool typed(hl_scan_worker *worker, const hl_field *field, hl_value *out)
{
    hl_error why; /* not zeroed as a whole: every field of every row passes here */
    why.status = HL_OK;
    if (hl_rows__field_value(field, out->key, &worker->nested, out, &why) == HL_FAILED)
        (void)hl_error_memory(&worker->err);
    return why.status == HL_OK;
}

/* A text of a column of numbers, read as its column is written. */
static void read_number(hl_scan_worker *worker, size_t attribute, hl_value *value)
{
    const hl_scan_layout *layout = worker->layout;
    size_t number = layout->variable_count + layout->conditions.number_of[attribute];
    hl_written_number written;
    if (hl_assign__read_number(value, layout->marks[number], layout->spec->decimal != '\0',
                               &written))
        hl_base__evidence_add(&worker->evidence[number], &written, value->text, value->length,
                              worker->place, worker->line);
    if (value->reading < 0)
        worker->unnumbered[worker->unnumbered_count++] = attribute;
}

/* A text that is neither yes nor no, nor blank, where a condition asks for one of them. */
static bool is_no_answer(const hl_value *value)
{
    bool yes = false;
    return value->type == HL_VALUE_UNTYPED &&
           hl_base__written_bit(value->text, value->length, &yes) == HL_NUMBER_UNREADABLE;
}

/* False when the attribute is missing. */
static bool read_attribute(hl_scan_worker *worker, size_t attribute, hl_value *value)
{
    const hl_scan_conditions *k = &worker->layout->conditions;
    const hl_field *field = &worker->fields[k->fields[attribute]];
    if (field->length == 0) /* quoted or not: no store has it either */
        return false;
    *value = (hl_value){.type = HL_VALUE_UNTYPED,
                        .text = field->data,
                        .length = field->length,
                        .key = k->attributes[attribute]};
    bool list = field->length > 1 && (field->data[0] == '[' || field->data[0] == '{');
    if ((worker->layout->json || list) && !typed(worker, field, value))
        return false;
    if (k->number_of[attribute] != HL_SCAN_NONE)
        read_number(worker, attribute, value);
    else if (k->asks_whether[attribute] && is_no_answer(value))
        worker->unnumbered[worker->unnumbered_count++] = attribute;
    return true;
}

void hl_scan__read_attributes(hl_scan_worker *worker)
{
    const hl_scan_conditions *k = &worker->layout->conditions;
    size_t count = 0;
    worker->unnumbered_count = 0;
    if (worker->nested.head != NULL)
        hl_base__arena_free(&worker->nested);
    for (size_t i = 0; i < k->attribute_count; i++)
        count += read_attribute(worker, i, &worker->attributes[count]);
    worker->object =
        (hl_value){.type = HL_VALUE_OBJECT, .count = count, .items = worker->attributes};
}

/* ---- what the conditions say of a row */

static hl_value *value_of(const hl_scan_worker *worker, size_t attribute)
{
    hl_value *value = worker->attributes;
    while (value->key != worker->layout->conditions.attributes[attribute])
        value++;
    return value;
}

static bool asks_whether(const hl_scan_worker *worker, size_t unnumbered)
{
    return worker->layout->conditions.asks_whether[worker->unnumbered[unnumbered]];
}

static const hl_scan_stand_ins *stand_ins_of(const hl_scan_worker *worker, size_t unnumbered)
{
    const hl_scan_conditions *k = &worker->layout->conditions;
    return &k->stand_ins[k->number_of[worker->unnumbered[unnumbered]]];
}

static size_t ways_of(const hl_scan_worker *worker, size_t unnumbered)
{
    return asks_whether(worker, unnumbered) ? 2 : stand_ins_of(worker, unnumbered)->count;
}

/* Texts that are no number where one is asked for may be any, those that are neither yes nor no may
 * be both: `which` of all ways to put these in their places. */
static void suppose(const hl_scan_worker *worker, size_t which)
{
    for (size_t i = 0; i < worker->unnumbered_count; i++) {
        hl_value *value = value_of(worker, worker->unnumbered[i]);
        size_t count = ways_of(worker, i);
        if (asks_whether(worker, i)) {
            value->type = HL_VALUE_BOOL;
            value->boolean = which % count == 1;
        } else {
            value->reading = 1;
            value->number = stand_ins_of(worker, i)->values[which % count];
        }
        which /= count;
    }
}

/* They are none again. */
static void suppose_none(const hl_scan_worker *worker)
{
    for (size_t i = 0; i < worker->unnumbered_count; i++) {
        hl_value *value = value_of(worker, worker->unnumbered[i]);
        if (asks_whether(worker, i))
            value->type = HL_VALUE_UNTYPED;
        else
            value->reading = -1;
    }
}

/* How many ways there are; more than MOST: too many to try. */
enum { MOST_WAYS = 1000 };
static size_t ways(const hl_scan_worker *worker)
{
    size_t count = 1;
    for (size_t i = 0; i < worker->unnumbered_count && count <= MOST_WAYS; i++)
        count *= ways_of(worker, i);
    return count;
}

/* Whether the condition holds; *certain: whatever stood where no number does. */
static bool holds(hl_scan_worker *worker, const hl_predicate *predicate, bool *certain)
{
    const hl_evidence evidence = {&worker->texts_unread, &worker->misled};
    size_t count = worker->unnumbered_count == 0 ? 1 : ways(worker);
    bool first = false;
    *certain = count <= MOST_WAYS;
    for (size_t i = 0; i < count && *certain; i++) {
        bool held = false;
        suppose(worker, i);
        if (hl_assign__predicate_holds(predicate, &worker->object, evidence, &held, &worker->err) !=
            HL_OK)
            return false;
        first = i == 0 ? held : first;
        *certain = held == first;
    }
    suppose_none(worker);
    return first;
}

/* The length of as much of the text as fits, in whole characters. */
static int cut(const char *text, size_t length, size_t most)
{
    if (length > most)
        for (length = most; length > 0 && ((unsigned char)text[length] & 0xC0U) == 0x80U;)
            length--;
    return (int)length;
}

static void make_example(char out[HL_SCAN_EXAMPLE], const hl_value *value)
{
    enum { MOST_NAME = 60, MOST_TEXT = 48 };
    (void)snprintf(out, HL_SCAN_EXAMPLE, "%.*s = %.*s",
                   cut(value->key, strlen(value->key), MOST_NAME), value->key,
                   cut(value->text, value->length, MOST_TEXT), value->text);
}

void hl_scan__doubt_merge(hl_scan_doubt *into, const hl_scan_doubt *from)
{
    if (from->count > 0 && (into->count == 0 || strcmp(from->example, into->example) < 0))
        memcpy(into->example, from->example, sizeof into->example);
    into->count += from->count;
}

/* Says which text is in the way; an example of all is the least one, whoever met it. */
static void complain_of_text(hl_scan_worker *worker, const char *what, hl_scan_doubt *of)
{
    const hl_scan_conditions *k = &worker->layout->conditions;
    size_t attribute = worker->unnumbered[0];
    const hl_value *value = value_of(worker, attribute);
    hl_scan_doubt one = {.count = 1};
    make_example(one.example, value);
    hl_scan__doubt_merge(of, &one);
    int length = cut(value->text, value->length, 60);
    if (k->asks_whether[attribute])
        (void)hl_scan__complain(worker, k->fields[attribute], "yes or no",
                                "text '%.*s', of which %s asks whether it is true", length,
                                value->text, what);
    else
        (void)hl_scan__complain(worker, k->fields[attribute], "a number",
                                "text '%.*s', which %s compares with a number", length, value->text,
                                what);
}

hl_scan_wanted hl_scan__row_wanted(hl_scan_worker *worker)
{
    const hl_scan_conditions *k = &worker->layout->conditions;
    bool in = true, wanted = true, in_surely = true, surely = true;
    if (k->audience != NULL)
        in = holds(worker, k->audience, &in_surely);
    if (k->where != NULL && (in || !in_surely))
        wanted = holds(worker, k->where, &surely);
    bool outside = in_surely && !in;
    worker->outside += outside;
    if (outside || (surely && !wanted))
        return HL_SCAN_NOT_WANTED;
    if (in_surely && surely)
        return HL_SCAN_WANTED;
    complain_of_text(worker, in_surely ? "the condition" : "the audience", &worker->undecided);
    return HL_SCAN_UNDECIDED;
}

bool hl_scan__find_segments(hl_scan_worker *worker)
{
    static const char *const values[] = {"out", "in", "unknown"};
    const hl_scan_conditions *k = &worker->layout->conditions;
    for (size_t i = 0; i < k->segment_count; i++) {
        bool certain = true;
        bool in = holds(worker, k->segments[i], &certain);
        const char *value = values[certain ? in : 2];
        if (worker->err.status != HL_OK)
            return false;
        if (!certain) {
            complain_of_text(worker, "a segment", &worker->unsegmented);
            hl_scan__note(worker, HL_FAULT_CELL);
        }
        worker->splits[i] = hl_scan__split(worker, i, value, strlen(value));
        if (worker->splits[i] == UINT32_MAX)
            return false;
    }
    return true;
}
