#include "scan/conditions.h"

#include <stdlib.h>
#include <string.h>

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

hl_status hl_scan__conditions_plan(hl_scan_layout *layout, const hl_rows *rows,
                                   hl_problems *problems, hl_error *err)
{
    const hl_design_request *request = layout->request;
    hl_scan_conditions *k = &layout->conditions;
    hl_status status = layout_where(layout, rows, problems, err);
    k->first_optional = k->attribute_count;
    k->segments =
        hl_base__arena_array(&layout->arena, request->segment_count, sizeof(hl_predicate *));
    k->segment_names =
        hl_base__arena_array(&layout->arena, request->segment_count, sizeof *k->segment_names);
    if (status == HL_OK && (k->segments == NULL || k->segment_names == NULL))
        status = hl_error_memory(err);
    for (size_t i = 0; i < request->segment_count && status == HL_OK; i++)
        status = layout_segment(layout, rows, &request->segments[i], problems, err);
    k->any = k->where != NULL || k->segment_count > 0;
    return status;
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
    return status;
}

void hl_scan__conditions_free(hl_scan_conditions *conditions)
{
    hl_assign__predicate_free(conditions->where);
    for (size_t i = 0; i < conditions->segment_count; i++)
        hl_assign__predicate_free(conditions->segments[i]);
}

/* ---- rows */

/* A field of NDJSON as the value that it was; what is no value is not there. */
static bool typed(hl_scan_worker *worker, const hl_field *field, hl_value *out)
{
    hl_error why; /* not zeroed as a whole: every field of every row passes here */
    why.status = HL_OK;
    if (hl_rows__field_value(field, out->key, &worker->nested, out, &why) == HL_FAILED)
        (void)hl_error_memory(&worker->err);
    return why.status == HL_OK;
}

void hl_scan__read_attributes(hl_scan_worker *worker)
{
    const hl_scan_conditions *k = &worker->layout->conditions;
    size_t count = 0;
    if (worker->layout->json)
        hl_base__arena_free(&worker->nested);
    for (size_t i = 0; i < k->attribute_count; i++) {
        const hl_field *field = &worker->fields[k->fields[i]];
        hl_value *value = &worker->attributes[count];
        if (field->length == 0 && field->kind != HL_FIELD_TEXT)
            continue;
        *value = (hl_value){.type = HL_VALUE_UNTYPED,
                            .text = field->data,
                            .length = field->length,
                            .key = k->attributes[i]};
        count += !worker->layout->json || typed(worker, field, value);
    }
    worker->object =
        (hl_value){.type = HL_VALUE_OBJECT, .count = count, .items = worker->attributes};
}

bool hl_scan__row_wanted(hl_scan_worker *worker)
{
    const hl_predicate *where = worker->layout->conditions.where;
    bool wanted = true;
    if (where != NULL &&
        hl_assign__predicate_holds(where, &worker->object, &wanted, &worker->err) != HL_OK)
        return false;
    return wanted;
}

bool hl_scan__find_segments(hl_scan_worker *worker)
{
    const hl_scan_conditions *k = &worker->layout->conditions;
    for (size_t i = 0; i < k->segment_count; i++) {
        bool in = false;
        if (hl_assign__predicate_holds(k->segments[i], &worker->object, &in, &worker->err) != HL_OK)
            return false;
        worker->splits[i] = hl_scan__split(worker, i, in ? "in" : "out", in ? 2 : 3);
        if (worker->splits[i] == UINT32_MAX)
            return false;
    }
    return true;
}
