#include "scan/scan_layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/suggest.h"
#include "base/text.h"
#include "cells/cells.h"

hl_status hl_scan__no_column(const hl_scan_layout *layout, const hl_rows *rows, const char *name,
                             size_t length, hl_error *err)
{
    size_t count = layout->header_count;
    const char **names = calloc(count + 1, sizeof *names);
    hl_text text = {0};
    hl_text wanted = {0};
    hl_base__text_add_bytes(&wanted, name, length);
    for (size_t i = 0; names != NULL && i < count; i++) {
        names[i] = hl_rows__column_name(rows, i);
        hl_base__text_addf(&text, "%s%s", i == 0 ? "" : ", ", names[i]);
    }
    const char *near =
        names == NULL ? NULL : hl_base__suggest(hl_base__text_string(&wanted), names, count);
    hl_status status = hl_error_set(
        err, HL_REJECTED, "%s: %s '%s'; %s%s%s%s: %s", layout->spec->path,
        layout->json ? "no record has a value of" : "there is no column",
        hl_base__text_string(&wanted), near == NULL ? "" : "did you mean '",
        near == NULL ? "" : near, near == NULL ? "" : "'? ",
        layout->json ? "keys of the first record" : "columns", hl_base__text_string(&text));
    free(names);
    hl_base__text_free(&text);
    hl_base__text_free(&wanted);
    return status;
}

/* A column that the first record lacks: later ones may have it. */
static hl_status add_column(hl_scan_layout *layout, const char *name, size_t length, hl_error *err)
{
    size_t count = layout->column_count;
    size_t *field_of = hl_base__arena_array(&layout->arena, count + 1, sizeof *field_of);
    const char **names = hl_base__arena_array(&layout->arena, count + 1, sizeof *names);
    if (field_of == NULL || names == NULL)
        return hl_error_memory(err);
    if (count > 0)
        memcpy(field_of, layout->field_of, count * sizeof *field_of);
    if (layout->field_count > 0)
        memcpy(names, layout->names, layout->field_count * sizeof *names);
    field_of[count] = HL_SCAN_NONE;
    layout->field_of = field_of;
    layout->names = names;
    layout->column_count++;
    return hl_rows__add_column(layout->rows, name, length, err);
}

hl_status hl_scan__field(hl_scan_layout *layout, const hl_rows *rows, const char *name,
                         size_t length, size_t *field, hl_error *err)
{
    for (size_t i = 0; i < layout->column_count; i++) {
        const char *have = hl_rows__column_name(rows, i);
        if (strlen(have) != length || memcmp(have, name, length) != 0)
            continue;
        if (layout->field_of[i] == HL_SCAN_NONE) {
            layout->names[layout->field_count] = have;
            layout->field_of[i] = layout->field_count++;
        }
        *field = layout->field_of[i];
        return HL_OK;
    }
    if (!layout->json)
        return hl_scan__no_column(layout, rows, name, length, err);
    hl_status status = add_column(layout, name, length, err);
    return status == HL_OK ? hl_scan__field(layout, rows, name, length, field, err) : status;
}

hl_status hl_scan__variable(hl_scan_layout *layout, const hl_rows *rows, const char *name,
                            size_t length, bool bit, size_t *variable, hl_error *err)
{
    size_t field = 0;
    hl_status status = hl_scan__field(layout, rows, name, length, &field, err);
    if (status != HL_OK)
        return status;
    size_t at = 0;
    while (at < layout->variable_count &&
           (layout->variables[at].field != field || layout->variables[at].bit != bit))
        at++;
    if (at == HL_SCAN_MOST_VARIABLES)
        return hl_error_set(err, HL_USAGE, "more than %d numeric columns", HL_SCAN_MOST_VARIABLES);
    if (at == layout->variable_count)
        layout->variables[layout->variable_count++] = (hl_scan_variable){field, bit};
    *variable = at;
    return HL_OK;
}

static hl_status optional_field(hl_scan_layout *layout, const hl_rows *rows, const char *name,
                                size_t *field, hl_error *err)
{
    *field = HL_SCAN_NONE;
    return name == NULL ? HL_OK : hl_scan__field(layout, rows, name, strlen(name), field, err);
}

static hl_status layout_roles(hl_scan_layout *layout, const hl_rows *rows, hl_error *err)
{
    const hl_scan_spec *spec = layout->spec;
    const struct {
        const char *name;
        size_t *field;
    } roles[] = {{spec->arm, &layout->arm},
                 {spec->unit, &layout->unit},
                 {spec->count, &layout->count},
                 {spec->experiment, &layout->experiment}};
    hl_status status = HL_OK;
    for (size_t i = 0; i < sizeof roles / sizeof roles[0] && status == HL_OK; i++)
        status = optional_field(layout, rows, roles[i].name, roles[i].field, err);
    size_t segments = layout->conditions.segment_count;
    for (size_t i = segments; i < layout->dimension_count && status == HL_OK; i++) {
        const char *name = layout->design.dimensions[i].name;
        status = hl_scan__field(layout, rows, name, strlen(name), &layout->dimensions[i], err);
    }
    for (size_t i = 0; i < layout->covariate_count && status == HL_OK; i++) {
        const char *name = layout->design.covariates[i];
        status =
            hl_scan__variable(layout, rows, name, strlen(name), false, &layout->covariates[i], err);
    }
    return status;
}

static void metric_defaults(hl_metric *metric, bool first, bool per_touch)
{
    *metric = (hl_metric){.role = first ? HL_ROLE_PRIMARY : HL_ROLE_SECONDARY,
                          .per = per_touch ? HL_PER_TOUCH : HL_PER_UNIT,
                          .margin = HL_NAN,
                          .margin_lift = HL_NAN,
                          .quantile = HL_NAN,
                          .winsorize = HL_NAN,
                          .expected = HL_NAN};
}

/* A metric that the command line spells out keeps what the definition says of its name: role, goal,
 * margin, where a mean or ratio is clipped. */
static void heed_base(const hl_design *base, const char *text, hl_metric *metric)
{
    size_t length = strcspn(text, "=:");
    for (size_t i = 0; base != NULL && i < base->metric_count; i++) {
        const hl_metric *from = &base->metrics[i];
        if (strlen(from->name) != length || memcmp(from->name, text, length) != 0)
            continue;
        metric->role = from->role;
        metric->goal = from->goal;
        metric->margin = from->margin;
        metric->margin_lift = from->margin_lift;
        metric->expected = from->expected;
        metric->winsorize = from->winsorize;
    }
}

static hl_status layout_metrics(hl_scan_layout *layout, const hl_rows *rows, hl_error *err)
{
    const hl_scan_spec *spec = layout->spec;
    bool own = spec->metric_count > 0;
    layout->metric_count = own                  ? spec->metric_count
                           : spec->base != NULL ? spec->base->metric_count
                                                : 0;
    if (layout->metric_count == 0)
        return hl_error_set(err, HL_USAGE, "no metric is asked for");
    if (layout->metric_count > HL_SCAN_MOST_VARIABLES)
        return hl_error_set(err, HL_USAGE, "more than %d metrics", HL_SCAN_MOST_VARIABLES);
    hl_metric *metrics =
        hl_base__arena_array(&layout->arena, layout->metric_count, sizeof *metrics);
    layout->metrics =
        hl_base__arena_array(&layout->arena, layout->metric_count, sizeof *layout->metrics);
    layout->kinds =
        hl_base__arena_array(&layout->arena, layout->metric_count, sizeof *layout->kinds);
    if (metrics == NULL || layout->metrics == NULL || layout->kinds == NULL)
        return hl_error_memory(err);
    hl_status status = HL_OK;
    for (size_t i = 0; i < layout->metric_count && status == HL_OK; i++) {
        hl_scan_metric *source = &layout->metrics[i];
        *source = (hl_scan_metric){HL_SCAN_NONE, HL_SCAN_NONE, HL_SCAN_NONE, HL_SCAN_NONE, false};
        metric_defaults(&metrics[i], i == 0, spec->unit != NULL);
        if (own)
            heed_base(spec->base, spec->metrics[i], &metrics[i]);
        if (!own) {
            metrics[i] = spec->base->metrics[i];
            metrics[i].per = spec->unit != NULL ? metrics[i].per : HL_PER_UNIT;
        }
        status =
            own ? hl_scan__metric_text(layout, rows, spec->metrics[i], &metrics[i], source, err)
                : hl_scan__metric_base(layout, rows, &metrics[i], source, err);
        layout->kinds[i] = metrics[i].kind;
        bool quantile = metrics[i].kind == HL_METRIC_QUANTILE;
        if (quantile) /* of what the units' touches sum to */
            metrics[i].per = HL_PER_UNIT;
        layout->histograms = layout->histograms || quantile || metrics[i].winsorize > 0;
        for (size_t j = 0; j < i && status == HL_OK; j++)
            if (strcmp(metrics[j].name, metrics[i].name) == 0)
                status =
                    hl_error_set(err, HL_USAGE, "two metrics have the name '%s'", metrics[i].name);
    }
    layout->design.metrics = metrics;
    layout->design.metric_count = layout->metric_count;
    return status;
}

static bool is_segment(const hl_scan_layout *layout, const char *name)
{
    for (size_t i = 0; i < layout->conditions.segment_count; i++)
        if (strcmp(layout->conditions.segment_names[i], name) == 0)
            return true;
    return false;
}

/* The named segments, then the columns of the spec, else those of the base. */
static hl_status layout_dimensions(hl_scan_layout *layout, hl_error *err)
{
    const hl_scan_spec *spec = layout->spec;
    const hl_design *base = spec->base;
    size_t of_base = base == NULL || spec->dimension_count > 0 ? 0 : base->dimension_count;
    size_t segments = layout->conditions.segment_count;
    hl_dimension *dimensions = hl_base__arena_array(
        &layout->arena, segments + spec->dimension_count + of_base, sizeof *dimensions);
    if (dimensions == NULL)
        return hl_error_memory(err);
    size_t count = 0;
    for (; count < segments; count++)
        dimensions[count] = (hl_dimension){layout->conditions.segment_names[count], true};
    for (size_t i = 0; i < spec->dimension_count; i++)
        if (!is_segment(layout, spec->dimensions[i]))
            dimensions[count++] = (hl_dimension){spec->dimensions[i], false};
    for (size_t i = 0; i < of_base; i++)
        if (!base->dimensions[i].is_segment)
            dimensions[count++] = base->dimensions[i];
    layout->design.dimensions = dimensions;
    layout->design.dimension_count = count;
    return HL_OK;
}

/* Options of analysis, dimensions and covariates; everything but metrics and arms. */
static hl_status layout_design(hl_scan_layout *layout, hl_error *err)
{
    const hl_scan_spec *spec = layout->spec;
    const hl_design *base = spec->base;
    hl_design *design = &layout->design;
    if (base != NULL)
        *design = *base;
    else
        *design = (hl_design){.alpha = 0.05,
                              .inference = HL_INFER_FIXED,
                              .correction = HL_CORRECT_HOLM,
                              .unit = "user",
                              .prior_a = 0.5,
                              .prior_b = 0.5};
    if (!isnan(spec->alpha))
        design->alpha = spec->alpha;
    if (!(design->alpha > 0 && design->alpha < 1))
        return hl_error_set(err, HL_USAGE, "alpha must lie between 0 and 1");
    if (spec->inference >= 0)
        design->inference = (hl_inference)spec->inference;
    if (spec->correction >= 0)
        design->correction = (hl_correction)spec->correction;
    if (spec->unit != NULL)
        design->unit = spec->unit;
    if (spec->covariate_count > 0) {
        design->covariates = spec->covariates;
        design->covariate_count = spec->covariate_count;
    }
    if (design->covariate_count + 2 > HL_CELLS_MAX_VARIABLES)
        return hl_error_set(err, HL_USAGE, "more than %d covariates", HL_CELLS_MAX_VARIABLES - 2);
    return layout_dimensions(layout, err);
}

static hl_status check_rows(const hl_scan_layout *layout, hl_error *err)
{
    const hl_scan_spec *spec = layout->spec;
    bool aggregated = false;
    size_t trials = 0;
    for (size_t i = 0; i < layout->metric_count; i++) {
        trials += layout->metrics[i].trials != HL_SCAN_NONE;
        aggregated = aggregated || layout->metrics[i].square != HL_SCAN_NONE;
    }
    aggregated = aggregated || trials > 0;
    if (trials > 0 && trials < layout->metric_count && spec->count == NULL)
        return hl_error_set(err, HL_USAGE,
                            "rows that count trials need --count for the metrics without trials");
    if (aggregated && layout->covariate_count > 0)
        return hl_error_set(err, HL_USAGE,
                            "rows that are sums over units have no products with a covariate");
    for (size_t i = 0; i < layout->metric_count; i++)
        if (layout->metrics[i].square != HL_SCAN_NONE && layout->design.metrics[i].winsorize > 0)
            return hl_error_set(err, HL_USAGE,
                                "metric '%s': the values behind a sum cannot be winsorized",
                                layout->design.metrics[i].name);
    if (spec->keep_units && (aggregated || spec->count != NULL || spec->experiment != NULL))
        return hl_error_set(err, HL_USAGE,
                            "rows that stand for many users, or for many experiments, cannot be "
                            "put into arms one by one");
    if (spec->unit != NULL && (aggregated || spec->count != NULL))
        return hl_error_set(err, HL_USAGE,
                            "a row is either a touch (--unit) or a count of units, not both");
    return HL_OK;
}

static void add_pair(hl_scan_layout *layout, size_t a, size_t b)
{
    if (hl_scan__pair(layout, a, b) == layout->pair_count &&
        layout->pair_count < HL_SCAN_MOST_PAIRS) {
        layout->pairs[layout->pair_count][0] = (uint8_t)(a < b ? a : b);
        layout->pairs[layout->pair_count++][1] = (uint8_t)(a < b ? b : a);
    }
}

size_t hl_scan__pair(const hl_scan_layout *layout, size_t a, size_t b)
{
    size_t low = a < b ? a : b;
    size_t high = a < b ? b : a;
    size_t at = 0;
    while (at < layout->pair_count && (layout->pairs[at][0] != low || layout->pairs[at][1] != high))
        at++;
    return at;
}

static void layout_pairs(hl_scan_layout *layout)
{
    for (size_t m = 0; m < layout->metric_count; m++) {
        size_t sources[2] = {layout->metrics[m].value, layout->metrics[m].denominator};
        size_t count = sources[1] == HL_SCAN_NONE ? 1 : 2;
        for (size_t i = 0; i < count; i++) {
            if (!layout->variables[sources[i]].bit)
                add_pair(layout, sources[i], sources[i]);
            for (size_t k = 0; k < layout->covariate_count; k++)
                add_pair(layout, sources[i], layout->covariates[k]);
        }
        if (count == 2)
            add_pair(layout, sources[0], sources[1]);
    }
    for (size_t k = 0; k < layout->covariate_count; k++)
        for (size_t l = k; l < layout->covariate_count; l++)
            add_pair(layout, layout->covariates[k], layout->covariates[l]);
}

static hl_status allocate(hl_scan_layout *layout, hl_error *err)
{
    layout->dimension_count = layout->design.dimension_count;
    layout->covariate_count = layout->design.covariate_count;
    layout->field_of =
        hl_base__arena_array(&layout->arena, layout->column_count, sizeof *layout->field_of);
    layout->names =
        hl_base__arena_array(&layout->arena, layout->column_count, sizeof *layout->names);
    layout->dimensions =
        hl_base__arena_array(&layout->arena, layout->dimension_count, sizeof *layout->dimensions);
    layout->covariates =
        hl_base__arena_array(&layout->arena, layout->covariate_count, sizeof *layout->covariates);
    if (layout->field_of == NULL || layout->names == NULL || layout->dimensions == NULL ||
        layout->covariates == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < layout->column_count; i++)
        layout->field_of[i] = HL_SCAN_NONE;
    return HL_OK;
}

hl_status hl_scan__layout(hl_scan_layout *layout, const hl_scan_spec *spec, hl_rows *rows,
                          hl_problems *problems, hl_error *err)
{
    hl_body body;
    (void)hl_rows__body(rows, &body);
    *layout = (hl_scan_layout){.spec = spec, .rows = rows, .json = body.json};
    layout->header_count = hl_rows__column_count(rows);
    layout->column_count = layout->header_count;
    if (spec->arm == NULL && !spec->keep_units)
        return hl_error_set(err, HL_USAGE, "no column is named as the arm");
    hl_status status = hl_scan__conditions_plan(layout, rows, problems, err);
    if (status == HL_OK)
        status = layout_design(layout, err);
    if (status == HL_OK)
        status = allocate(layout, err);
    if (status == HL_OK)
        status = layout_roles(layout, rows, err);
    if (status == HL_OK)
        status = layout_metrics(layout, rows, err);
    if (status == HL_OK)
        status = check_rows(layout, err);
    if (status == HL_OK)
        status = hl_scan__conditions_fields(layout, rows, err);
    if (status != HL_OK)
        return status;
    for (size_t i = 0; i < layout->column_count; i++)
        if (layout->field_of[i] == HL_SCAN_NONE)
            layout->field_of[i] = layout->field_count;
    layout->plain = spec->unit == NULL && spec->count == NULL && !spec->keep_units;
    for (size_t i = 0; i < layout->metric_count; i++)
        layout->plain = layout->plain && layout->metrics[i].trials == HL_SCAN_NONE;
    if (layout->plain)
        layout_pairs(layout);
    return HL_OK;
}

void hl_scan__layout_free(hl_scan_layout *layout)
{
    hl_scan__conditions_free(&layout->conditions);
    hl_base__arena_free(&layout->arena);
}
