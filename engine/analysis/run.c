/* The steps of an analysis, in order. */
#include <stdlib.h>
#include <string.h>

#include "analysis/data_checks.h"
#include "analysis/gain.h"
#include "analysis/harm_watch.h"
#include "analysis/pace.h"
#include "analysis/planned_look.h"
#include "analysis/sample_end.h"
#include "analysis/stops.h"
#include "base/civil.h"
#include "base/number.h"
#include "base/text.h"

static void find_days(hl_context *context)
{
    const hl_cell_index *index = &context->index;
    context->has_days =
        index->day_count > 0 && index->days[index->day_count - 1] != HL_CELLS_NO_DAY;
}

void hl_analysis__arms(hl_context *context)
{
    const hl_design *design = context->design;
    context->arms = hl_analysis__array(context, design->arm_count, sizeof *context->arms);
    for (uint32_t i = 0; !context->failed && i < design->arm_count; i++) {
        context->arms[i] = (hl_arm_summary){
            .name = design->arms[i].name,
            .weight = design->arms[i].weight,
            .weight_known = hl_analysis__weights_known(context),
            .units = hl_analysis__count(context, i, HL_COUNT_ENROLLED, context->counted_day),
            .touches = hl_analysis__count(context, i, HL_COUNT_TOUCHES, context->counted_day),
        };
    }
    context->out->arms = context->arms;
    context->out->arm_count = design->arm_count;
    context->out->control = design->control;
}

static void add_input(hl_context *context, hl_growing *list, const char *name, const char *value)
{
    hl_input *input = value == NULL ? NULL : hl_analysis__append(context, list, sizeof *input);
    if (input != NULL)
        *input = (hl_input){name, value};
}

/* A value that is made here. */
static void add_copied(hl_context *context, hl_growing *list, const char *name, const char *value)
{
    const char *kept = hl_base__arena_string(context->arena, value);
    if (kept == NULL)
        context->failed = true;
    add_input(context, list, name, kept);
}

/* "visit:proportion, spend:mean:winsorize:0.99" and the like; NULL (nothing recorded) for an empty
 * list. */
static const char *listed(hl_context *context, size_t count,
                          void (*add)(const hl_design *design, size_t i, hl_text *text))
{
    hl_text text = {0};
    for (size_t i = 0; i < count; i++) {
        hl_base__text_add(&text, i > 0 ? ", " : "");
        add(context->design, i, &text);
    }
    return count == 0 ? NULL : hl_analysis__keep(context, &text);
}

static void add_metric(const hl_design *design, size_t i, hl_text *text)
{
    const hl_metric *metric = &design->metrics[i];
    char share[HL_NUMBER_TEXT];
    hl_base__text_addf(text, "%s:%s", metric->name, hl_metric_kind_name(metric->kind));
    if (metric->kind == HL_METRIC_QUANTILE)
        hl_base__text_addf(text, ":%s", hl_base__number_text(metric->quantile, share));
    if (metric->winsorize > 0)
        hl_base__text_addf(text, ":winsorize:%s", hl_base__number_text(metric->winsorize, share));
}

static void add_weight(const hl_design *design, size_t i, hl_text *text)
{
    hl_base__text_addf(text, "%s=%lld", design->arms[i].name, (long long)design->arms[i].weight);
}

static void add_covariate(const hl_design *design, size_t i, hl_text *text)
{
    hl_base__text_add(text, design->covariates[i]);
}

static void add_dimension(const hl_design *design, size_t i, hl_text *text)
{
    hl_base__text_add(text, design->dimensions[i].name);
}

/* "click=0.05", of the metrics of which it is said; NULL where of none. */
static const char *worths(hl_context *context)
{
    hl_text text = {0};
    char worth[HL_NUMBER_TEXT];
    for (size_t i = 0; i < context->design->metric_count; i++) {
        const hl_metric *metric = &context->design->metrics[i];
        if (metric->worth > 0)
            hl_base__text_addf(&text, "%s%s=%s", text.length > 0 ? ", " : "", metric->name,
                               hl_base__number_text(metric->worth, worth));
    }
    return text.length == 0 && !text.failed ? NULL : hl_analysis__keep(context, &text);
}

/* What is needed to make the same analysis again. */
static void record_inputs(hl_context *context)
{
    const hl_design *design = context->design;
    hl_growing list = {0};
    char buffer[HL_NUMBER_TEXT];
    char instant[HL_TIME_TEXT];
    add_input(context, &list, "version", HL_VERSION);
    add_input(context, &list, "definition_sha256", context->options->definition_digest);
    /* "xxh128:..." of a flat file, plain SHA-256 of a store */
    const char *digest = context->cells->digest;
    const char *colon = strchr(digest, ':');
    add_input(context, &list, colon == NULL ? "data_sha256" : "data_xxh128",
              digest[0] == '\0' ? NULL
              : colon == NULL   ? digest
                                : colon + 1);
    add_input(context, &list, "unit", design->unit);
    add_copied(context, &list, "alpha", hl_base__number_text(design->alpha, buffer));
    add_input(context, &list, "control", design->arms[design->control].name);
    if (hl_analysis__weights_known(context))
        add_input(context, &list, "weights", listed(context, design->arm_count, add_weight));
    add_input(context, &list, "metrics", listed(context, design->metric_count, add_metric));
    add_input(context, &list, "worth", worths(context));
    add_input(context, &list, "covariates",
              listed(context, design->covariate_count, add_covariate));
    add_input(context, &list, "by", listed(context, design->dimension_count, add_dimension));
    add_input(context, &list, "inference", hl_inference_name(design->inference));
    add_input(context, &list, "correction", hl_correction_name(design->correction));
    if (context->options->as_of_utc_ms != INT64_MAX)
        add_copied(context, &list, "as_of",
                   hl_base__time_text(context->options->as_of_utc_ms, 0, instant));
    for (size_t i = 0; i < context->options->input_count; i++)
        add_input(context, &list, context->options->inputs[i].name,
                  context->options->inputs[i].value);
    context->out->inputs = list.items;
    context->out->input_count = list.count;
}

typedef void (*step_function)(hl_context *context);
static const step_function steps[] = {
    record_inputs,          hl_analysis__stops,
    hl_analysis__look,      hl_analysis__arms,
    hl_analysis__enrolment, hl_analysis__sample_end,
    hl_analysis__plan_day,  hl_analysis__check_split,
    hl_analysis__metrics,   hl_analysis__multiplicity,
    hl_analysis__stages,    hl_analysis__guardrails,
    hl_analysis__gains,     hl_analysis__watch,
    hl_analysis__segments,  hl_analysis__factors,
    hl_analysis__timeline,  hl_analysis__checks,
    hl_analysis__verdict,
};

/* For the names in findings; nothing is measured. */
static void name_metrics(hl_context *context)
{
    const hl_design *design = context->design;
    hl_metric_result *list = hl_analysis__array(context, design->metric_count, sizeof *list);
    for (size_t i = 0; list != NULL && i < design->metric_count; i++)
        list[i].metric = &design->metrics[i];
    context->out->metrics = list;
    context->out->metric_count = list == NULL ? 0 : design->metric_count;
}

static const step_function steps_of_losses[] = {hl_analysis__arms, name_metrics,
                                                hl_analysis__check_losses};

static void hand_over(hl_context *context)
{
    hl_analysis *out = context->out;
    out->checks = context->checks.items;
    out->check_count = context->checks.count;
    out->verdict.because = context->because.items;
    out->verdict.because_count = context->because.count;
    out->warnings = context->warnings.items;
    out->warning_count = context->warnings.count;
}

/* That the cells were made for a design of this shape. */
static hl_status check_cells(const hl_design *design, const hl_cells *cells, hl_error *err)
{
    const struct {
        const char *what;
        size_t held, wanted;
    } counts[] = {
        {"metrics", cells->metric_count, design->metric_count},
        {"arms", cells->arm_count, design->arm_count},
        {"dimensions", cells->dimension_count, design->dimension_count},
        {"covariates",
         cells->metric_count == 0 ? design->covariate_count
                                  : hl_cells__covariates(cells->widths[0]),
         design->covariate_count},
    };
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        if (counts[i].held != counts[i].wanted)
            return hl_error_set(err, HL_REJECTED, "the cells hold %zu %s, the design %zu",
                                counts[i].held, counts[i].what, counts[i].wanted);
    return HL_OK;
}

static hl_status check_input(const hl_design *design, const hl_cells *cells, hl_error *err)
{
    if (design->arm_count < 2)
        return hl_error_set(err, HL_REJECTED, "an analysis needs at least two arms, found %zu",
                            design->arm_count);
    hl_status status = hl_design_check(design, err);
    return status == HL_OK ? check_cells(design, cells, err) : status;
}

static hl_status make(const hl_design *design, const hl_cells *cells,
                      const hl_analysis_options *options, const step_function *steps_to_make,
                      size_t step_count, hl_analysis **out, hl_error *err)
{
    *out = NULL;
    hl_status status = check_input(design, cells, err);
    if (status != HL_OK)
        return status;
    hl_analysis *analysis = calloc(1, sizeof *analysis);
    hl_arena *arena = calloc(1, sizeof *arena);
    if (analysis == NULL || arena == NULL) {
        free(analysis);
        free(arena);
        return hl_error_memory(err);
    }
    *analysis = (hl_analysis){.design = design,
                              .inference = design->inference,
                              .generated_at_utc_ms = options->now_utc_ms,
                              .as_of_utc_ms = options->as_of_utc_ms,
                              .verdict = {.arm = SIZE_MAX,
                                          .units_needed = HL_NAN,
                                          .units_needed_low = HL_NAN,
                                          .units_needed_high = HL_NAN},
                              .look_alpha = design->alpha,
                              .information = HL_NAN,
                              .owner = arena};
    hl_context context = {
        .design = design, .cells = cells, .options = options, .arena = arena, .out = analysis};
    context.held_up_by = SIZE_MAX;
    context.planned_in = context.ended_on = context.read_day = INT32_MAX;
    context.periods = cells->periods;
    context.period_count = cells->period_count;
    context.clips = hl_base__arena_array(arena, design->metric_count, sizeof *context.clips);
    context.clip_known =
        hl_base__arena_array(arena, design->metric_count, sizeof *context.clip_known);
    context.failed = context.clips == NULL || context.clip_known == NULL ||
                     hl_cells__index(cells, arena, &context.index, NULL) != HL_OK;
    if (!context.failed)
        status = hl_analysis__clock(&context, err);
    if (status != HL_OK) {
        hl_analysis_free(analysis);
        return status;
    }
    find_days(&context);
    for (size_t i = 0; !context.failed && i < step_count; i++) {
        steps_to_make[i](&context);
        hl_analysis__pass(&context);
    }
    if (context.failed) {
        hl_analysis_free(analysis);
        return hl_error_memory(err);
    }
    hand_over(&context);
    *out = analysis;
    return HL_OK;
}

hl_status hl_analysis_run(const hl_design *design, const hl_cells *cells,
                          const hl_analysis_options *options, hl_analysis **out, hl_error *err)
{
    return make(design, cells, options, steps, sizeof steps / sizeof steps[0], out, err);
}

hl_status hl_analysis_losses(const hl_design *design, const hl_cells *cells,
                             const hl_analysis_options *options, hl_analysis **out, hl_error *err)
{
    return make(design, cells, options, steps_of_losses,
                sizeof steps_of_losses / sizeof steps_of_losses[0], out, err);
}

bool hl_analysis_lost(const hl_analysis *analysis)
{
    for (size_t i = 0; i < analysis->check_count; i++)
        if (analysis->checks[i].status == HL_CHECK_FAIL &&
            hl_check_is_of_losses(analysis->checks[i].finding.check))
            return true;
    return false;
}

void hl_analysis_free(hl_analysis *analysis)
{
    if (analysis == NULL)
        return;
    hl_base__arena_free(analysis->owner);
    free(analysis->owner);
    free(analysis);
}
