/* Whether a design can be: it may be made by hand, and everything behind it indexes tables by its
 * enums, divides by its numbers and prints its names. */
#include <float.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "design/traits.h"

/* A row of one of the design's lists, or the design itself (list NULL). */
typedef struct place {
    const char *list;
    size_t index;
    hl_error *err;
} place;

static hl_status refuse(const place *at, const char *field, const char *found, const char *accepted)
{
    if (at->list == NULL)
        return hl_error_set(at->err, HL_USAGE, "design: %s is %s; accepted: %s", field, found,
                            accepted);
    return hl_error_set(at->err, HL_USAGE, "design: %s[%zu]%s%s is %s; accepted: %s", at->list,
                        at->index, field[0] == '\0' ? "" : ".", field, found, accepted);
}

static hl_status refuse_number(const place *at, const char *field, double found,
                               const char *accepted)
{
    char text[HL_NUMBER_TEXT];
    return refuse(at, field, hl_base__number_text(found, text), accepted);
}

static hl_status refuse_count(const place *at, const char *field, size_t found,
                              const char *accepted)
{
    char text[24];
    (void)snprintf(text, sizeof text, "%zu", found);
    return refuse(at, field, text, accepted);
}

/* ---- fields of one kind */

typedef struct enum_field {
    const char *name;
    size_t offset;
    int count;
    const char *accepted;
} enum_field;

/* Any int may stand in an enum's place, and the enum itself may be unsigned: its bytes are read. */
static hl_status check_enums(const place *at, const void *record, const enum_field *fields,
                             size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int value = 0;
        memcpy(&value, (const char *)record + fields[i].offset, sizeof value);
        if (value < 0 || value >= fields[i].count)
            return refuse_number(at, fields[i].name, value, fields[i].accepted);
    }
    return HL_OK;
}

typedef struct number_field {
    const char *name;
    size_t offset;
    double low, high; /* both outside */
    bool or_none;     /* NaN says that there is none */
    const char *accepted;
} number_field;

static hl_status check_number(const place *at, const char *name, double value, double low,
                              double high, const char *accepted)
{
    return value > low && value < high ? HL_OK : refuse_number(at, name, value, accepted);
}

static hl_status check_numbers(const place *at, const void *record, const number_field *fields,
                               size_t count)
{
    hl_status status = HL_OK;
    for (size_t i = 0; i < count && status == HL_OK; i++) {
        double value = 0;
        memcpy(&value, (const char *)record + fields[i].offset, sizeof value);
        if (!fields[i].or_none || !isnan(value))
            status = check_number(at, fields[i].name, value, fields[i].low, fields[i].high,
                                  fields[i].accepted);
    }
    return status;
}

static hl_status check_text(const place *at, const char *name, const char *text)
{
    return text != NULL ? HL_OK : refuse(at, name, "NULL", "a text");
}

static hl_status check_texts(const place *at, const char *name, const char *const *texts,
                             size_t count)
{
    char item[48];
    if (count > 0 && texts == NULL)
        return refuse(at, name, "NULL", "a list of texts");
    for (size_t i = 0; i < count; i++) {
        (void)snprintf(item, sizeof item, "%s[%zu]", name, i);
        if (texts[i] == NULL)
            return refuse(at, item, "NULL", "a text");
    }
    return HL_OK;
}

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* ---- rows of the lists: the row lies in its list, so what stands before it can be looked at */

static hl_status check_arm(const hl_design *design, const void *row, const place *at)
{
    const hl_arm_weight *arm = row;
    hl_status status = check_text(at, "name", arm->name);
    if (status == HL_OK && arm->weight < 0)
        return refuse_number(at, "weight", (double)arm->weight, "a share of at least 0");
    for (size_t i = 0; i < at->index && status == HL_OK; i++)
        if (strcmp(design->arms[i].name, arm->name) == 0)
            return hl_error_set(at->err, HL_USAGE,
                                "design: arms[%zu].name is '%s', as is that of arms[%zu]; "
                                "accepted: a name for each arm",
                                at->index, arm->name, i);
    return status;
}

#define METRIC(member) #member, offsetof(hl_metric, member)

static const enum_field metric_enums[] = {
    {METRIC(kind), HL_METRIC_FUNNEL + 1, "a hl_metric_kind, 0 to 5"},
    {METRIC(role), HL_ROLE_GUARDRAIL + 1, "a hl_metric_role, 0 to 2"},
    {METRIC(goal), HL_GOAL_DECREASE + 1, "a hl_metric_goal, 0 or 1"},
    {METRIC(per), HL_PER_TOUCH + 1, "a hl_metric_per, 0 or 1"},
    {METRIC(blank), HL_BLANK_REFUSE + 1, "a hl_blank, 0 to 3"},
    {METRIC(value), HL_VALUE_OF_FIRST_DELAY + 1, "a hl_metric_value, 0 to 4"},
    {METRIC(denominator_value), HL_VALUE_OF_FIRST_DELAY + 1, "a hl_metric_value, 0 to 4"},
};

static const number_field metric_numbers[] = {
    {METRIC(margin), 0, HL_INFINITY, true, "a number above 0, or NaN for none"},
    {METRIC(margin_lift), 0, HL_INFINITY, true, "a number above 0, or NaN for none"},
    {METRIC(winsorize), 0, 1, true, "a number between 0 and 1, or NaN for none"},
    {METRIC(worth), 0, 1, true, "a number between 0 and 1, or NaN for none"},
    {METRIC(expected), -HL_INFINITY, HL_INFINITY, true, "a finite number, or NaN for none"},
};

static hl_status check_metric(const hl_design *design, const void *row, const place *at)
{
    (void)design;
    const hl_metric *metric = row;
    hl_status status = check_text(at, "name", metric->name);
    if (status == HL_OK)
        status = check_enums(at, metric, metric_enums, COUNT(metric_enums));
    if (status == HL_OK)
        status = check_numbers(at, metric, metric_numbers, COUNT(metric_numbers));
    if (status == HL_OK && metric->kind == HL_METRIC_QUANTILE)
        status = check_number(at, "quantile", metric->quantile, 0, 1, "a number between 0 and 1");
    if (status == HL_OK && metric->within_ms < 0)
        return refuse_number(at, "within_ms", (double)metric->within_ms, "at least 0");
    if (status == HL_OK && metric->from_ms < 0)
        return refuse_number(at, "from_ms", (double)metric->from_ms, "at least 0");
    return status;
}

static hl_status check_dimension(const hl_design *design, const void *row, const place *at)
{
    (void)design;
    const hl_dimension *dimension = row;
    return check_text(at, "name", dimension->name);
}

static hl_status check_covariate(const hl_design *design, const void *row, const place *at)
{
    (void)design;
    return check_text(at, "", *(const char *const *)row);
}

static hl_status check_levels_of_arms(const hl_design *design, const hl_factor *factor,
                                      const place *at)
{
    char item[48];
    if (factor->level_of_arm == NULL)
        return refuse(at, "level_of_arm", "NULL", "a level for each arm");
    for (size_t i = 0; i < design->arm_count; i++) {
        (void)snprintf(item, sizeof item, "level_of_arm[%zu]", i);
        if (factor->level_of_arm[i] >= factor->level_count)
            return refuse_count(at, item, factor->level_of_arm[i], "an index below level_count");
    }
    return HL_OK;
}

static hl_status check_factor(const hl_design *design, const void *row, const place *at)
{
    const hl_factor *factor = row;
    hl_status status = check_text(at, "name", factor->name);
    if (status == HL_OK && (factor->level_count == 0 || factor->level_count > design->arm_count))
        return refuse_count(at, "level_count", factor->level_count, "1 to arm_count");
    if (status == HL_OK)
        status = check_texts(at, "levels", factor->levels, factor->level_count);
    return status == HL_OK ? check_levels_of_arms(design, factor, at) : status;
}

static hl_status check_look(const hl_design *design, const void *row, const place *at)
{
    double look = *(const double *)row;
    double before = at->index == 0 ? 0 : design->looks[at->index - 1];
    bool last = at->index + 1 == design->look_count;
    return look > before && (last ? look == 1 : look < 1)
               ? HL_OK
               : refuse_number(at, "", look, "fractions that rise from above 0 to 1 at the last");
}

/* ---- the lists */

typedef struct list_field {
    const char *name, *count_name;
    size_t offset, count_offset, row_size;
    size_t least, most;
    const char *accepted;
    hl_status (*check)(const hl_design *design, const void *row, const place *at);
} list_field;

#define LIST(list, counted)                                                                        \
    .name = #list, .count_name = #counted, .offset = offsetof(hl_design, list),                    \
    .count_offset = offsetof(hl_design, counted), .row_size = sizeof *((hl_design *)0)->list

static const list_field lists[] = {
    {LIST(arms, arm_count), 1, SIZE_MAX, "at least 1", check_arm},
    {LIST(factors, factor_count), 0, SIZE_MAX, "", check_factor},
    {LIST(metrics, metric_count), 0, SIZE_MAX, "", check_metric},
    {LIST(dimensions, dimension_count), 0, SIZE_MAX, "", check_dimension},
    {LIST(covariates, covariate_count), 0, HL_DESIGN_MOST_COVARIATES, "at most 16",
     check_covariate},
    {LIST(looks, look_count), 0, HL_DESIGN_MOST_LOOKS, "at most 100", check_look},
};

static hl_status check_list(const hl_design *design, const list_field *list, hl_error *err)
{
    const char *rows = NULL;
    size_t count = 0;
    place whole = {NULL, 0, err};
    hl_status status = HL_OK;
    memcpy(&rows, (const char *)design + list->offset, sizeof rows);
    memcpy(&count, (const char *)design + list->count_offset, sizeof count);
    if (count < list->least || count > list->most)
        return refuse_count(&whole, list->count_name, count, list->accepted);
    if (count > 0 && rows == NULL)
        return refuse(&whole, list->name, "NULL", "as many rows as are counted");
    for (size_t i = 0; i < count && status == HL_OK; i++) {
        place at = {list->name, i, err};
        status = list->check(design, rows + i * list->row_size, &at);
    }
    return status;
}

/* ---- the design's own fields */

#define DESIGN(member) #member, offsetof(hl_design, member)

static const number_field numbers[] = {
    {DESIGN(alpha), 0, 1, false, "a number between 0 and 1"},
    {DESIGN(prior_a), 0, HL_INFINITY, false, "a number above 0"},
    {DESIGN(prior_b), 0, HL_INFINITY, false, "a number above 0"},
    {DESIGN(planned_units), -DBL_TRUE_MIN, HL_INFINITY, false, "a number above 0, or 0 for none"},
};

static const enum_field enums[] = {
    {DESIGN(inference), HL_INFER_GROUP_SEQUENTIAL + 1, "a hl_inference, 0 to 2"},
    {DESIGN(correction), HL_CORRECT_DUNNETT + 1, "a hl_correction, 0 to 4"},
    {DESIGN(spending), HL_SPEND_HSD + 1, "a hl_spending, 0 to 3"},
};

static hl_status check_names(const hl_design *design, const place *at)
{
    hl_status status = check_text(at, "experiment", design->experiment);
    if (status == HL_OK)
        status = check_text(at, "unit", design->unit);
    if (status == HL_OK)
        status = check_texts(at, "title.languages", design->title.languages, design->title.count);
    return status == HL_OK
               ? check_texts(at, "title.texts", design->title.texts, design->title.count)
               : status;
}

/* Only two functions have a parameter. */
static hl_status check_spending(const hl_design *design, const place *at)
{
    if (!hl_design__spending_traits[design->spending].has_parameter)
        return HL_OK;
    bool power = design->spending == HL_SPEND_POWER;
    return check_number(at, "spending_parameter", design->spending_parameter,
                        power ? 0 : -HL_INFINITY, HL_INFINITY,
                        power ? "a number above 0" : "a finite number");
}

static hl_status check_options(const hl_design *design, const place *at)
{
    hl_status status = check_numbers(at, design, numbers, COUNT(numbers));
    if (status == HL_OK)
        status = check_enums(at, design, enums, COUNT(enums));
    if (status == HL_OK)
        status = check_spending(design, at);
    return status == HL_OK && design->control >= design->arm_count
               ? refuse_count(at, "control", design->control, "an index below arm_count")
               : status;
}

hl_status hl_design_check(const hl_design *design, hl_error *err)
{
    place whole = {NULL, 0, err};
    hl_status status = check_names(design, &whole);
    for (size_t i = 0; i < COUNT(lists) && status == HL_OK; i++)
        status = check_list(design, &lists[i], err);
    return status == HL_OK ? check_options(design, &whole) : status;
}
