/* The steps of a calibration, in order: design, pairs of experiments, runs, figures, verdict. */
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "calibrate/judge.h"
#include "calibrate/runs.h"

enum { LEAST_UNITS = 20, LEAST_RUNS = 20, MOST_RUNS = 1000000 };

const char *hl_calibration_state_name(hl_calibration_state state)
{
    static const char *const names[] = {[HL_CALIBRATION_OK] = "ok",
                                        [HL_CALIBRATION_CONSERVATIVE] = "conservative",
                                        [HL_CALIBRATION_NOT_JUDGED] = "not_judged",
                                        [HL_CALIBRATION_FAILED] = "failed",
                                        [HL_CALIBRATION_INVALID] = "invalid_data"};
    return names[state];
}

static hl_status check_input(const hl_design *design, const hl_unit_values *values,
                             const hl_calibration_options *options, hl_error *err)
{
    if (options->runs < LEAST_RUNS || options->runs > MOST_RUNS)
        return hl_error_set(err, HL_USAGE, "runs must be a whole number from %d to %d", LEAST_RUNS,
                            MOST_RUNS);
    if (values->count < LEAST_UNITS)
        return hl_error_set(err, HL_REJECTED,
                            "%zu units are too few to calibrate with: at least %d are needed",
                            values->count, LEAST_UNITS);
    if (design->metric_count != values->metric_count ||
        2 * design->covariate_count + 2 != values->width)
        return hl_error_set(err, HL_REJECTED, "the values are not those of the design");
    if (design->arm_count < 2)
        return hl_error_set(err, HL_REJECTED, "there is one arm: nothing to compare");
    return HL_OK;
}

/* Weights: as planned; equal where nobody said. */
static hl_status take_arms(const hl_design *from, hl_arena *arena, hl_design *to, bool *equal,
                           hl_error *err)
{
    hl_arm_weight *arms = hl_base__arena_array(arena, from->arm_count, sizeof *arms);
    if (arms == NULL)
        return hl_error_memory(err);
    *equal = true;
    for (size_t i = 0; i < from->arm_count; i++) {
        arms[i] = from->arms[i];
        *equal = *equal && arms[i].weight == 0;
    }
    size_t compared = 0;
    for (size_t i = 0; i < from->arm_count; i++) {
        arms[i].weight = *equal ? 1 : arms[i].weight;
        compared += i != from->control && arms[i].weight > 0;
    }
    to->arms = arms;
    if (arms[from->control].weight <= 0 || compared == 0)
        return hl_error_set(err, HL_REJECTED,
                            "the control '%s' and at least one other arm need a weight",
                            arms[from->control].name);
    return HL_OK;
}

/* The design as it is analysed: no splits and no factors, they are not calibrated. */
static hl_status take_design(const hl_design *from, bool independent, hl_arena *arena,
                             hl_design **out, bool *equal, hl_error *err)
{
    hl_design *design = hl_base__arena_alloc(arena, sizeof *design);
    hl_metric *metrics = hl_base__arena_array(arena, from->metric_count, sizeof *metrics);
    if (design == NULL || metrics == NULL)
        return hl_error_memory(err);
    *design = *from;
    design->dimension_count = 0;
    design->factor_count = 0;
    design->metrics = metrics;
    for (size_t i = 0; i < from->metric_count; i++) {
        metrics[i] = from->metrics[i];
        if (independent && metrics[i].per == HL_PER_TOUCH)
            metrics[i].independent_touches = true;
    }
    *out = design;
    return take_arms(from, arena, design, equal, err);
}

static hl_status compare_two(const hl_unit_assignment *a, const hl_unit_assignment *b, size_t units,
                             hl_arena *arena, hl_calibration_pair *out, hl_error *err)
{
    *out = (hl_calibration_pair){.first = hl_base__arena_string(arena, a->experiment),
                                 .second = hl_base__arena_string(arena, b->experiment),
                                 .units = (int64_t)units,
                                 .state = HL_CALIBRATION_NOT_JUDGED};
    if (out->first == NULL || out->second == NULL)
        return hl_error_memory(err);
    return hl_calibrate__independence(a->arms, a->arm_count, b->arms, b->arm_count, units,
                                      &out->chi2, &out->df, &out->p, err);
}

/* The experiments of the source, each with each. */
static hl_status compare_experiments(const hl_unit_values *values, hl_arena *arena,
                                     hl_calibration *out, hl_error *err)
{
    size_t n = values->assignment_count;
    hl_calibration_pair *pairs = hl_base__arena_array(arena, n * n, sizeof *pairs);
    if (pairs == NULL)
        return hl_error_memory(err);
    hl_status status = HL_OK;
    out->pairs = pairs;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n && status == HL_OK; j++)
            status = compare_two(&values->assignments[i], &values->assignments[j], values->count,
                                 arena, &pairs[out->pair_count++], err);
    return status;
}

static hl_status calibrate(const hl_design *design, const hl_unit_values *values,
                           const hl_calibration_options *options, hl_calibration *out,
                           hl_error *err)
{
    hl_arena *arena = out->owner;
    hl_design *analysed = NULL;
    hl_status status = take_design(design, options->independent_touches, arena, &analysed,
                                   &out->equal_weights, err);
    if (status != HL_OK)
        return status;
    hl_calibrate_runs runs = {.design = analysed,
                              .values = values,
                              .options = options,
                              .runs = options->runs + options->runs % 2};
    out->design = analysed;
    out->runs = runs.runs;
    out->seed = options->seed;
    out->units = (int64_t)values->count;
    for (size_t i = 0; i < values->count; i++)
        out->touches += values->touches[i];
    status = compare_experiments(values, arena, out, err);
    if (status == HL_OK)
        status = hl_calibrate__run(&runs, arena, err);
    if (status == HL_OK)
        status = hl_calibrate__figures(&runs, arena, out, err);
    if (status != HL_OK)
        return status;
    hl_calibrate__judge(out);
    hl_calibrate__say_missed(out);
    out->losses = options->losses;
    if (out->losses != NULL && hl_analysis_lost(out->losses))
        out->state = HL_CALIBRATION_INVALID;
    return hl_calibrate__diagnose(values, out, err);
}

hl_status hl_calibrate(const hl_design *design, const hl_unit_values *values,
                       const hl_calibration_options *options, hl_calibration **out, hl_error *err)
{
    *out = NULL;
    hl_status status = check_input(design, values, options, err);
    if (status != HL_OK)
        return status;
    hl_calibration *calibration = calloc(1, sizeof *calibration);
    hl_arena *arena = calloc(1, sizeof *arena);
    if (calibration == NULL || arena == NULL) {
        free(calibration);
        free(arena);
        return hl_error_memory(err);
    }
    calibration->owner = arena;
    status = calibrate(design, values, options, calibration, err);
    if (status == HL_OK)
        *out = calibration;
    else
        hl_calibration_free(calibration);
    return status;
}

bool hl_calibration_passed(const hl_calibration *calibration)
{
    return calibration->state == HL_CALIBRATION_OK ||
           calibration->state == HL_CALIBRATION_CONSERVATIVE;
}

bool hl_calibration_shown(const hl_calibration *calibration)
{
    return hl_calibration_passed(calibration) && calibration->enough_runs;
}

void hl_calibration_free(hl_calibration *calibration)
{
    if (calibration == NULL)
        return;
    hl_base__arena_free(calibration->owner);
    free(calibration->owner);
    free(calibration);
}
