#include "design/outline.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "design/traits.h"

/* A metric that the command line spells out keeps what the definition says of its name: role, goal,
 * margin, where a mean or ratio is clipped. Whether it says anything of it. */
static bool heed_base(const hl_design *base, const char *text, hl_metric *metric)
{
    size_t length = strcspn(text, "=:");
    bool found = false;
    for (size_t i = 0; base != NULL && i < base->metric_count; i++) {
        const hl_metric *from = &base->metrics[i];
        if (strlen(from->name) != length || memcmp(from->name, text, length) != 0)
            continue;
        metric->role = from->role;
        metric->goal = from->goal;
        metric->margin = from->margin;
        metric->margin_lift = from->margin_lift;
        metric->expected = from->expected;
        metric->worth = from->worth;
        metric->winsorize = from->winsorize;
        metric->blank = from->blank;
        found = true;
    }
    return found;
}

static hl_status spelled_metric(hl_design_outline *outline, const hl_design_table *table, size_t i,
                                hl_error *err)
{
    const hl_design_request *request = outline->request;
    hl_metric *metric = &outline->metrics[i];
    *metric = hl_metric_init(NULL, HL_METRIC_MEAN);
    metric->role = i == 0 ? HL_ROLE_PRIMARY : HL_ROLE_SECONDARY;
    metric->per = request->unit != NULL ? HL_PER_TOUCH : HL_PER_UNIT;
    bool known = heed_base(request->base, request->metrics[i], metric);
    hl_status status = hl_design__metric_words(request->metrics[i], request, table, &outline->arena,
                                               metric, &outline->columns[i], err);
    outline->columns[i].goal_unsaid = outline->columns[i].goal_unsaid && !known;
    return status;
}

/* A metric of the base: its column, else the one of its name. */
static void base_metric(hl_design_outline *outline, size_t i)
{
    hl_metric *metric = &outline->metrics[i];
    *metric = outline->request->base->metrics[i];
    metric->per = outline->request->unit != NULL ? metric->per : HL_PER_UNIT;
    outline->columns[i] = (hl_metric_columns){
        .value = metric->column != NULL ? metric->column : metric->name,
        .denominator = metric->kind == HL_METRIC_RATIO ? metric->denominator : NULL,
        .bit = hl_metric_is_rate(metric)};
}

static bool name_is_taken(const hl_design_outline *outline, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (strcmp(outline->metrics[j].name, outline->metrics[i].name) == 0)
            return true;
    return false;
}

static hl_status outline_metrics(hl_design_outline *outline, const hl_design_table *table,
                                 hl_error *err)
{
    const hl_design_request *request = outline->request;
    bool own = request->metric_count > 0;
    size_t count = own                     ? request->metric_count
                   : request->base != NULL ? request->base->metric_count
                                           : 0;
    if (count == 0)
        return hl_error_set(err, HL_USAGE, "no metric is asked for");
    outline->metrics = hl_base__arena_array(&outline->arena, count, sizeof *outline->metrics);
    outline->columns = hl_base__arena_array(&outline->arena, count, sizeof *outline->columns);
    if (outline->metrics == NULL || outline->columns == NULL)
        return hl_error_memory(err);
    outline->design.metrics = outline->metrics;
    outline->design.metric_count = count;
    for (size_t i = 0; i < count; i++) {
        hl_status status = own ? spelled_metric(outline, table, i, err) : HL_OK;
        if (status != HL_OK)
            return status;
        if (!own)
            base_metric(outline, i);
        if (outline->metrics[i].kind == HL_METRIC_QUANTILE) /* of what the units' touches sum to */
            outline->metrics[i].per = HL_PER_UNIT;
        if (name_is_taken(outline, i))
            return hl_error_set(err, HL_USAGE, "two metrics have the name '%s'",
                                outline->metrics[i].name);
    }
    return HL_OK;
}

static bool is_segment(const hl_design_table *table, const char *name)
{
    for (size_t i = 0; i < table->segment_count; i++)
        if (strcmp(table->segments[i], name) == 0)
            return true;
    return false;
}

/* The named segments, then the columns of the request, else those of the base. */
static hl_status outline_dimensions(hl_design_outline *outline, const hl_design_table *table,
                                    hl_error *err)
{
    const hl_design_request *request = outline->request;
    const hl_design *base = request->base;
    size_t of_base = base == NULL || request->dimension_count > 0 ? 0 : base->dimension_count;
    hl_dimension *dimensions = hl_base__arena_array(
        &outline->arena, table->segment_count + request->dimension_count + of_base,
        sizeof *dimensions);
    if (dimensions == NULL)
        return hl_error_memory(err);
    size_t count = 0;
    for (; count < table->segment_count; count++)
        dimensions[count] = (hl_dimension){table->segments[count], true};
    for (size_t i = 0; i < request->dimension_count; i++)
        if (!is_segment(table, request->dimensions[i]))
            dimensions[count++] = (hl_dimension){request->dimensions[i], false};
    for (size_t i = 0; i < of_base; i++)
        if (!base->dimensions[i].is_segment)
            dimensions[count++] = base->dimensions[i];
    outline->design.dimensions = dimensions;
    outline->design.dimension_count = count;
    return HL_OK;
}

static hl_status outline_options(hl_design_outline *outline, hl_error *err)
{
    const hl_design_request *request = outline->request;
    hl_design *design = &outline->design;
    *design = request->base != NULL ? *request->base : hl_design_init();
    if (!isnan(request->alpha))
        design->alpha = request->alpha;
    if (!(design->alpha > 0 && design->alpha < 1))
        return hl_error_set(err, HL_USAGE, "alpha must lie between 0 and 1");
    if (request->inference >= 0)
        design->inference = (hl_inference)request->inference;
    if (!isnan(request->planned_units))
        design->planned_units = request->planned_units;
    if (request->correction >= 0)
        design->correction = (hl_correction)request->correction;
    if (request->unit != NULL)
        design->unit = request->unit;
    if (request->covariate_count > 0) {
        design->covariates = request->covariates;
        design->covariate_count = request->covariate_count;
    }
    if (design->covariate_count > HL_DESIGN_MOST_COVARIATES)
        return hl_error_set(err, HL_USAGE, "more than %d covariates", HL_DESIGN_MOST_COVARIATES);
    return HL_OK;
}

static hl_metric *metric_named(hl_design_outline *outline, const char *name, size_t length)
{
    for (size_t i = 0; i < outline->design.metric_count; i++)
        if (strlen(outline->metrics[i].name) == length &&
            memcmp(outline->metrics[i].name, name, length) == 0)
            return &outline->metrics[i];
    return NULL;
}

/* Who writes 5 for a share means 5 %. */
static hl_status ask_for_share(const char *option, const char *text, double value, hl_error *err)
{
    char share[HL_NUMBER_TEXT], percent[HL_NUMBER_TEXT];
    return hl_error_set(err, HL_USAGE,
                        "--%s %s: this is a share between 0 and 1; did you mean %s (%s %%)?",
                        option, text, hl_base__number_significant(value / 100, 6, share),
                        hl_base__number_significant(value, 6, percent));
}

/* "METRIC=VALUE": a name may hold the sign, a number does not. */
static hl_status heed_expected(hl_design_outline *outline, hl_error *err)
{
    const hl_design_request *request = outline->request;
    for (size_t i = 0; i < request->expected_count; i++) {
        const char *text = request->expected[i];
        const char *sign = strrchr(text, '=');
        double value = HL_NAN;
        if (sign == NULL || !hl_base__number_parse_share(sign + 1, strlen(sign + 1), &value) ||
            !isfinite(value))
            return hl_error_set(err, HL_USAGE, "--expected %s: accepted: METRIC=NUMBER", text);
        hl_metric *metric = metric_named(outline, text, (size_t)(sign - text));
        if (metric == NULL)
            return hl_error_set(err, HL_USAGE, "--expected %s: no metric has that name", text);
        if (metric->kind == HL_METRIC_PROPORTION && value > 1 && value < 100)
            return ask_for_share("expected", text, value, err);
        metric->expected = value;
    }
    return HL_OK;
}

/* "0.05", of all primary metrics, or "METRIC=0.05". */
static hl_status heed_worth(hl_design_outline *outline, const char *text, hl_error *err)
{
    const char *sign = strrchr(text, '=');
    const char *number = sign == NULL ? text : sign + 1;
    double value = HL_NAN;
    bool is_number = hl_base__number_parse_share(number, strlen(number), &value);
    if (is_number && value >= 1 && value < 100 && strchr(number, '%') == NULL)
        return ask_for_share("worth", text, value, err);
    if (!is_number || !(value > 0 && value < 1))
        return hl_error_set(err, HL_USAGE,
                            "--worth %s: accepted: a lift above 0 and below 1 (0.05 is 5 %%), or "
                            "METRIC=LIFT",
                            text);
    hl_metric *named = sign == NULL ? NULL : metric_named(outline, text, (size_t)(sign - text));
    if (sign != NULL && named == NULL)
        return hl_error_set(err, HL_USAGE, "--worth %s: no metric has that name", text);
    if (named != NULL && named->role != HL_ROLE_PRIMARY)
        return hl_error_set(err, HL_USAGE, "--worth %s: that metric is not primary", text);
    for (size_t i = 0; i < outline->design.metric_count; i++)
        if (named == NULL ? outline->metrics[i].role == HL_ROLE_PRIMARY
                          : named == &outline->metrics[i])
            outline->metrics[i].worth = value;
    return HL_OK;
}

static hl_status heed_worths(hl_design_outline *outline, hl_error *err)
{
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < outline->request->worth_count; i++)
        status = heed_worth(outline, outline->request->worths[i], err);
    return status;
}

/* "zero", or "METRIC=zero". */
static hl_status heed_blank(hl_design_outline *outline, const char *text, hl_error *err)
{
    const char *sign = strrchr(text, '=');
    const char *word = sign == NULL ? text : sign + 1;
    size_t row = hl_base__row_find(&hl_design__blanks, word, strlen(word));
    if (row == SIZE_MAX || row == HL_BLANK_UNSAID)
        return hl_error_set(err, HL_USAGE,
                            "--blank %s: accepted: zero, missing or refuse, or METRIC=zero and the "
                            "like",
                            text);
    hl_metric *named = sign == NULL ? NULL : metric_named(outline, text, (size_t)(sign - text));
    if (sign != NULL && named == NULL)
        return hl_error_set(err, HL_USAGE, "--blank %s: no metric has that name", text);
    for (size_t i = 0; i < outline->design.metric_count; i++)
        if (named == NULL || named == &outline->metrics[i])
            outline->metrics[i].blank = (hl_blank)row;
    return HL_OK;
}

static hl_status heed_blanks(hl_design_outline *outline, hl_error *err)
{
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < outline->request->blank_count; i++)
        status = heed_blank(outline, outline->request->blanks[i], err);
    return status;
}

/* What a row stands for must be the same to all metrics. */
static hl_status check_rows(hl_design_outline *outline, hl_error *err)
{
    const hl_design_request *request = outline->request;
    size_t count = outline->design.metric_count;
    const char *summed = NULL; /* a winsorized metric of which only sums are known */
    size_t trials = 0;
    for (size_t i = 0; i < count; i++) {
        bool square = outline->columns[i].square != NULL;
        trials += outline->columns[i].trials != NULL;
        outline->aggregated = outline->aggregated || square || trials > 0;
        if (square && outline->metrics[i].winsorize > 0)
            summed = outline->metrics[i].name;
    }
    if (trials > 0 && trials < count && request->count == NULL)
        return hl_error_set(err, HL_USAGE,
                            "rows that count trials need --count for the metrics without trials");
    if (outline->aggregated && outline->design.covariate_count > 0)
        return hl_error_set(err, HL_USAGE,
                            "rows that are sums over units have no products with a covariate");
    if (summed != NULL)
        return hl_error_set(err, HL_USAGE,
                            "metric '%s': the values behind a sum cannot be winsorized", summed);
    if (request->unit != NULL && (outline->aggregated || request->count != NULL))
        return hl_error_set(err, HL_USAGE,
                            "a row is either a touch (--unit) or a count of units, not both");
    return HL_OK;
}

hl_status hl_design__outline(hl_design_outline *outline, const hl_design_request *request,
                             const hl_design_table *table, hl_error *err)
{
    *outline = (hl_design_outline){.request = request};
    if (request->version != HL_DESIGN_REQUEST_VERSION)
        return hl_error_set(err, HL_USAGE, "a design request of version %u; known is %d",
                            request->version, HL_DESIGN_REQUEST_VERSION);
    hl_status status = outline_options(outline, err);
    if (status == HL_OK)
        status = outline_dimensions(outline, table, err);
    if (status == HL_OK)
        status = outline_metrics(outline, table, err);
    if (status == HL_OK)
        status = heed_expected(outline, err);
    if (status == HL_OK)
        status = heed_blanks(outline, err);
    if (status == HL_OK)
        status = heed_worths(outline, err);
    return status == HL_OK ? check_rows(outline, err) : status;
}

void hl_design__outline_free(hl_design_outline *outline)
{
    hl_base__arena_free(&outline->arena);
}
