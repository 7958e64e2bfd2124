#include "scan/plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/suggest.h"
#include "base/text.h"
#include "cells/cells.h"

hl_status hl_scan__no_column(const hl_scan_plan *plan, const hl_rows *rows, const char *name,
                             size_t length, hl_error *err)
{
    size_t count = plan->header_count;
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
        err, HL_REJECTED, "%s: %s '%s'; %s%s%s%s: %s", plan->spec->path,
        plan->json ? "no record has a value of" : "there is no column",
        hl_base__text_string(&wanted), near == NULL ? "" : "did you mean '",
        near == NULL ? "" : near, near == NULL ? "" : "'? ",
        plan->json ? "keys of the first record" : "columns", hl_base__text_string(&text));
    free(names);
    hl_base__text_free(&text);
    hl_base__text_free(&wanted);
    return status;
}

/* A column that the first record lacks: later ones may have it. */
static hl_status add_column(hl_scan_plan *plan, const char *name, size_t length, hl_error *err)
{
    size_t count = plan->column_count;
    size_t *field_of = hl_base__arena_array(&plan->arena, count + 1, sizeof *field_of);
    const char **names = hl_base__arena_array(&plan->arena, count + 1, sizeof *names);
    if (field_of == NULL || names == NULL)
        return hl_error_memory(err);
    if (count > 0)
        memcpy(field_of, plan->field_of, count * sizeof *field_of);
    if (plan->field_count > 0)
        memcpy(names, plan->names, plan->field_count * sizeof *names);
    field_of[count] = HL_SCAN_NONE;
    plan->field_of = field_of;
    plan->names = names;
    plan->column_count++;
    return hl_rows__add_column(plan->rows, name, length, err);
}

hl_status hl_scan__field(hl_scan_plan *plan, const hl_rows *rows, const char *name, size_t length,
                         size_t *field, hl_error *err)
{
    for (size_t i = 0; i < plan->column_count; i++) {
        const char *have = hl_rows__column_name(rows, i);
        if (strlen(have) != length || memcmp(have, name, length) != 0)
            continue;
        if (plan->field_of[i] == HL_SCAN_NONE) {
            plan->names[plan->field_count] = have;
            plan->field_of[i] = plan->field_count++;
        }
        *field = plan->field_of[i];
        return HL_OK;
    }
    if (!plan->json)
        return hl_scan__no_column(plan, rows, name, length, err);
    hl_status status = add_column(plan, name, length, err);
    return status == HL_OK ? hl_scan__field(plan, rows, name, length, field, err) : status;
}

hl_status hl_scan__variable(hl_scan_plan *plan, const hl_rows *rows, const char *name,
                            size_t length, bool bit, size_t *variable, hl_error *err)
{
    size_t field = 0;
    hl_status status = hl_scan__field(plan, rows, name, length, &field, err);
    if (status != HL_OK)
        return status;
    size_t at = 0;
    while (at < plan->variable_count &&
           (plan->variables[at].field != field || plan->variables[at].bit != bit))
        at++;
    if (at == HL_SCAN_MOST_VARIABLES)
        return hl_error_set(err, HL_USAGE, "more than %d numeric columns", HL_SCAN_MOST_VARIABLES);
    if (at == plan->variable_count)
        plan->variables[plan->variable_count++] = (hl_scan_variable){field, bit};
    *variable = at;
    return HL_OK;
}

static hl_status optional_field(hl_scan_plan *plan, const hl_rows *rows, const char *name,
                                size_t *field, hl_error *err)
{
    *field = HL_SCAN_NONE;
    return name == NULL ? HL_OK : hl_scan__field(plan, rows, name, strlen(name), field, err);
}

static hl_status plan_roles(hl_scan_plan *plan, const hl_rows *rows, hl_error *err)
{
    const hl_scan_spec *spec = plan->spec;
    const struct {
        const char *name;
        size_t *field;
    } roles[] = {{spec->arm, &plan->arm},
                 {spec->unit, &plan->unit},
                 {spec->count, &plan->count},
                 {spec->experiment, &plan->experiment}};
    hl_status status = HL_OK;
    for (size_t i = 0; i < sizeof roles / sizeof roles[0] && status == HL_OK; i++)
        status = optional_field(plan, rows, roles[i].name, roles[i].field, err);
    size_t segments = plan->conditions.segment_count;
    for (size_t i = segments; i < plan->dimension_count && status == HL_OK; i++) {
        const char *name = plan->design.dimensions[i].name;
        status = hl_scan__field(plan, rows, name, strlen(name), &plan->dimensions[i], err);
    }
    for (size_t i = 0; i < plan->covariate_count && status == HL_OK; i++) {
        const char *name = plan->design.covariates[i];
        status =
            hl_scan__variable(plan, rows, name, strlen(name), false, &plan->covariates[i], err);
    }
    return status;
}

static void metric_defaults(hl_metric *metric, bool first, bool per_touch)
{
    *metric = (hl_metric){.role = first ? HL_ROLE_PRIMARY : HL_ROLE_SECONDARY,
                          .per = per_touch ? HL_PER_TOUCH : HL_PER_UNIT,
                          .margin = HL_NONE,
                          .margin_lift = HL_NONE,
                          .quantile = HL_NONE,
                          .winsorize = HL_NONE,
                          .expected = HL_NONE};
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

static hl_status plan_metrics(hl_scan_plan *plan, const hl_rows *rows, hl_error *err)
{
    const hl_scan_spec *spec = plan->spec;
    bool own = spec->metric_count > 0;
    plan->metric_count = own                  ? spec->metric_count
                         : spec->base != NULL ? spec->base->metric_count
                                              : 0;
    if (plan->metric_count == 0)
        return hl_error_set(err, HL_USAGE, "no metric is asked for");
    if (plan->metric_count > HL_SCAN_MOST_VARIABLES)
        return hl_error_set(err, HL_USAGE, "more than %d metrics", HL_SCAN_MOST_VARIABLES);
    hl_metric *metrics = hl_base__arena_array(&plan->arena, plan->metric_count, sizeof *metrics);
    plan->metrics = hl_base__arena_array(&plan->arena, plan->metric_count, sizeof *plan->metrics);
    plan->kinds = hl_base__arena_array(&plan->arena, plan->metric_count, sizeof *plan->kinds);
    if (metrics == NULL || plan->metrics == NULL || plan->kinds == NULL)
        return hl_error_memory(err);
    hl_status status = HL_OK;
    for (size_t i = 0; i < plan->metric_count && status == HL_OK; i++) {
        hl_scan_metric *source = &plan->metrics[i];
        *source = (hl_scan_metric){HL_SCAN_NONE, HL_SCAN_NONE, HL_SCAN_NONE, HL_SCAN_NONE, false};
        metric_defaults(&metrics[i], i == 0, spec->unit != NULL);
        if (own)
            heed_base(spec->base, spec->metrics[i], &metrics[i]);
        if (!own) {
            metrics[i] = spec->base->metrics[i];
            metrics[i].per = spec->unit != NULL ? metrics[i].per : HL_PER_UNIT;
        }
        status = own ? hl_scan__metric_text(plan, rows, spec->metrics[i], &metrics[i], source, err)
                     : hl_scan__metric_base(plan, rows, &metrics[i], source, err);
        plan->kinds[i] = metrics[i].kind;
        bool quantile = metrics[i].kind == HL_METRIC_QUANTILE;
        if (quantile) /* of what the units' touches sum to */
            metrics[i].per = HL_PER_UNIT;
        plan->spreads = plan->spreads || quantile || metrics[i].winsorize > 0;
        for (size_t j = 0; j < i && status == HL_OK; j++)
            if (strcmp(metrics[j].name, metrics[i].name) == 0)
                status =
                    hl_error_set(err, HL_USAGE, "two metrics have the name '%s'", metrics[i].name);
    }
    plan->design.metrics = metrics;
    plan->design.metric_count = plan->metric_count;
    return status;
}

static bool is_segment(const hl_scan_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->conditions.segment_count; i++)
        if (strcmp(plan->conditions.segment_names[i], name) == 0)
            return true;
    return false;
}

/* The named segments, then the columns of the spec, else those of the base. */
static hl_status plan_dimensions(hl_scan_plan *plan, hl_error *err)
{
    const hl_scan_spec *spec = plan->spec;
    const hl_design *base = spec->base;
    size_t of_base = base == NULL || spec->dimension_count > 0 ? 0 : base->dimension_count;
    size_t segments = plan->conditions.segment_count;
    hl_dimension *dimensions = hl_base__arena_array(
        &plan->arena, segments + spec->dimension_count + of_base, sizeof *dimensions);
    if (dimensions == NULL)
        return hl_error_memory(err);
    size_t count = 0;
    for (; count < segments; count++)
        dimensions[count] = (hl_dimension){plan->conditions.segment_names[count], true};
    for (size_t i = 0; i < spec->dimension_count; i++)
        if (!is_segment(plan, spec->dimensions[i]))
            dimensions[count++] = (hl_dimension){spec->dimensions[i], false};
    for (size_t i = 0; i < of_base; i++)
        if (!base->dimensions[i].is_segment)
            dimensions[count++] = base->dimensions[i];
    plan->design.dimensions = dimensions;
    plan->design.dimension_count = count;
    return HL_OK;
}

/* Options of analysis, dimensions and covariates; everything but metrics and arms. */
static hl_status plan_design(hl_scan_plan *plan, hl_error *err)
{
    const hl_scan_spec *spec = plan->spec;
    const hl_design *base = spec->base;
    hl_design *design = &plan->design;
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
    return plan_dimensions(plan, err);
}

static hl_status check_rows(const hl_scan_plan *plan, hl_error *err)
{
    const hl_scan_spec *spec = plan->spec;
    bool aggregated = false;
    size_t trials = 0;
    for (size_t i = 0; i < plan->metric_count; i++) {
        trials += plan->metrics[i].trials != HL_SCAN_NONE;
        aggregated = aggregated || plan->metrics[i].square != HL_SCAN_NONE;
    }
    aggregated = aggregated || trials > 0;
    if (trials > 0 && trials < plan->metric_count && spec->count == NULL)
        return hl_error_set(err, HL_USAGE,
                            "rows that count trials need --count for the metrics without trials");
    if (aggregated && plan->covariate_count > 0)
        return hl_error_set(err, HL_USAGE,
                            "rows that are sums over units have no products with a covariate");
    for (size_t i = 0; i < plan->metric_count; i++)
        if (plan->metrics[i].square != HL_SCAN_NONE && plan->design.metrics[i].winsorize > 0)
            return hl_error_set(err, HL_USAGE,
                                "metric '%s': the values behind a sum cannot be winsorized",
                                plan->design.metrics[i].name);
    if (spec->keep_units && (aggregated || spec->count != NULL || spec->experiment != NULL))
        return hl_error_set(err, HL_USAGE,
                            "rows that stand for many users, or for many experiments, cannot be "
                            "put into arms one by one");
    if (spec->unit != NULL && (aggregated || spec->count != NULL))
        return hl_error_set(err, HL_USAGE,
                            "a row is either a touch (--unit) or a count of units, not both");
    return HL_OK;
}

static void add_pair(hl_scan_plan *plan, size_t a, size_t b)
{
    if (hl_scan__pair(plan, a, b) == plan->pair_count && plan->pair_count < HL_SCAN_MOST_PAIRS) {
        plan->pairs[plan->pair_count][0] = (uint8_t)(a < b ? a : b);
        plan->pairs[plan->pair_count++][1] = (uint8_t)(a < b ? b : a);
    }
}

size_t hl_scan__pair(const hl_scan_plan *plan, size_t a, size_t b)
{
    size_t low = a < b ? a : b;
    size_t high = a < b ? b : a;
    size_t at = 0;
    while (at < plan->pair_count && (plan->pairs[at][0] != low || plan->pairs[at][1] != high))
        at++;
    return at;
}

static void plan_pairs(hl_scan_plan *plan)
{
    for (size_t m = 0; m < plan->metric_count; m++) {
        size_t sources[2] = {plan->metrics[m].value, plan->metrics[m].denominator};
        size_t count = sources[1] == HL_SCAN_NONE ? 1 : 2;
        for (size_t i = 0; i < count; i++) {
            if (!plan->variables[sources[i]].bit)
                add_pair(plan, sources[i], sources[i]);
            for (size_t k = 0; k < plan->covariate_count; k++)
                add_pair(plan, sources[i], plan->covariates[k]);
        }
        if (count == 2)
            add_pair(plan, sources[0], sources[1]);
    }
    for (size_t k = 0; k < plan->covariate_count; k++)
        for (size_t l = k; l < plan->covariate_count; l++)
            add_pair(plan, plan->covariates[k], plan->covariates[l]);
}

static hl_status allocate(hl_scan_plan *plan, hl_error *err)
{
    plan->dimension_count = plan->design.dimension_count;
    plan->covariate_count = plan->design.covariate_count;
    plan->field_of = hl_base__arena_array(&plan->arena, plan->column_count, sizeof *plan->field_of);
    plan->names = hl_base__arena_array(&plan->arena, plan->column_count, sizeof *plan->names);
    plan->dimensions =
        hl_base__arena_array(&plan->arena, plan->dimension_count, sizeof *plan->dimensions);
    plan->covariates =
        hl_base__arena_array(&plan->arena, plan->covariate_count, sizeof *plan->covariates);
    if (plan->field_of == NULL || plan->names == NULL || plan->dimensions == NULL ||
        plan->covariates == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < plan->column_count; i++)
        plan->field_of[i] = HL_SCAN_NONE;
    return HL_OK;
}

hl_status hl_scan__plan(hl_scan_plan *plan, const hl_scan_spec *spec, hl_rows *rows,
                        hl_problems *problems, hl_error *err)
{
    hl_body body;
    (void)hl_rows__body(rows, &body);
    *plan = (hl_scan_plan){.spec = spec, .rows = rows, .json = body.json};
    plan->header_count = hl_rows__column_count(rows);
    plan->column_count = plan->header_count;
    if (spec->arm == NULL && !spec->keep_units)
        return hl_error_set(err, HL_USAGE, "no column is named as the arm");
    hl_status status = hl_scan__conditions_plan(plan, rows, problems, err);
    if (status == HL_OK)
        status = plan_design(plan, err);
    if (status == HL_OK)
        status = allocate(plan, err);
    if (status == HL_OK)
        status = plan_roles(plan, rows, err);
    if (status == HL_OK)
        status = plan_metrics(plan, rows, err);
    if (status == HL_OK)
        status = check_rows(plan, err);
    if (status == HL_OK)
        status = hl_scan__conditions_fields(plan, rows, err);
    if (status != HL_OK)
        return status;
    for (size_t i = 0; i < plan->column_count; i++)
        if (plan->field_of[i] == HL_SCAN_NONE)
            plan->field_of[i] = plan->field_count;
    plan->plain = spec->unit == NULL && spec->count == NULL && !spec->keep_units;
    for (size_t i = 0; i < plan->metric_count; i++)
        plan->plain = plan->plain && plan->metrics[i].trials == HL_SCAN_NONE;
    if (plan->plain)
        plan_pairs(plan);
    return HL_OK;
}

void hl_scan__plan_free(hl_scan_plan *plan)
{
    hl_scan__conditions_free(&plan->conditions);
    hl_base__arena_free(&plan->arena);
}
