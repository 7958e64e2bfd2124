#include "cli/timing_experiment.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/experiment.h"
#include "cli/unread.h"

/* NULL: the arm is not of one window. */
static const hl_window *window_of(const hl_experiment *x, const hl_arm *arm)
{
    if (arm->step_count != 1 || arm->steps[0].window == SIZE_MAX)
        return NULL;
    return &x->windows[arm->steps[0].window];
}

static const hl_arm *arm_named(const hl_experiment *x, const char *name)
{
    for (size_t i = 0; i < x->arm_count; i++)
        if (strcmp(x->arms[i].name, name) == 0)
            return &x->arms[i];
    return NULL;
}

static const hl_metric_result *metric_named(const hl_analysis *a, const char *name)
{
    for (size_t i = 0; i < a->metric_count; i++)
        if (strcmp(a->metrics[i].metric->name, name) == 0)
            return &a->metrics[i];
    return NULL;
}

static bool is_invalid(const hl_analysis *a)
{
    return hl_analysis_lost(a) || a->verdict.decision == HL_DECIDE_INVALID_SRM ||
           a->verdict.decision == HL_DECIDE_INVALID_DATA;
}

static hl_status add_arm(const hl_analysis *a, const hl_comparison *c, const hl_experiment *x,
                         const hl_timing_model *model, hl_cli_windows *out, hl_error *err)
{
    const hl_estimate none = {(double)NAN, (double)NAN, (double)NAN};
    const hl_arm *arm = arm_named(x, a->arms[c->arm].name);
    const hl_arm *control = arm_named(x, a->arms[c->control].name);
    const hl_window *window = arm == NULL ? NULL : window_of(x, arm);
    const hl_window *usual = control == NULL ? NULL : window_of(x, control);
    if (window == NULL || usual == NULL || window == usual)
        return HL_OK;
    hl_timing_arms *t = &out->list[out->count++];
    *t = (hl_timing_arms){
        .arm = arm->name,
        .control = control->name,
        .found = is_invalid(a) ? none : hl_comparison_quoted(c, a->inference, a->look).difference};
    return hl_timing_compare_windows(model, usual, window, &t->believed, err);
}

static hl_status add_arms(const hl_analysis *a, const hl_timing_model *model, hl_cli_windows *out,
                          hl_error *err)
{
    const hl_experiment *x = hl_definition_experiment(out->definition);
    const hl_metric_result *m = metric_named(a, hl_timing_model_data(model)->outcome);
    hl_status status = HL_OK;
    if (m == NULL || x == NULL)
        return HL_OK;
    out->list = calloc(m->comparison_count + 1, sizeof *out->list);
    if (out->list == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; status == HL_OK && i < m->comparison_count; i++)
        status = add_arm(a, &m->comparisons[i], x, model, out, err);
    return status;
}

static hl_status analyse(hl_store *store, const char *experiment, const hl_timing_model *model,
                         hl_cli_windows *out, hl_error *err)
{
    hl_cells_source *source = NULL;
    hl_cells_reading reading = HL_CELLS_READING_INIT;
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_cells_taken taken;
    hl_analysis *analysis = NULL;
    options.now_utc_ms = options.as_of_utc_ms = hl_timing_model_data(model)->made_utc_ms;
    hl_status status = hl_store_cells_source(store, experiment, &source, err);
    if (status == HL_OK)
        status = hl_cells_source_read(source, &reading, NULL, err);
    if (status == HL_OK)
        status = hl_cells_source_take(source, 0, &taken, err);
    if (status == HL_OK)
        status = hl_analysis_run(taken.design, taken.cells, &options, &analysis, err);
    if (status == HL_OK)
        status = add_arms(analysis, model, out, err);
    hl_analysis_free(analysis);
    hl_cells_source_close(source);
    /* one that cannot be read yet (an arm alone, no units) has nothing to be put beside */
    return status == HL_REJECTED ? HL_OK : status;
}

hl_status hl_cli_windows_of(const hl_args *args, const char *experiment,
                            const hl_timing_model *model, hl_cli_windows *out, hl_error *err)
{
    hl_store_options how = HL_STORE_OPTIONS_INIT;
    hl_store *store = NULL;
    hl_definition *file = NULL;
    const char *name = NULL;
    how.unread = hl_cli_unread();
    hl_status status = hl_store_open(hl_cli_db(args), &how, &store, err);
    if (status == HL_OK)
        status = hl_cli_experiment(store, experiment, &file, &name, err);
    if (status == HL_OK)
        status = hl_store_definition(store, name, &out->definition, NULL, err);
    if (status == HL_OK && out->definition != NULL)
        status = analyse(store, name, model, out, err);
    hl_definition_free(file);
    hl_store_close(store);
    return status;
}

void hl_cli_windows_free(hl_cli_windows *windows)
{
    free(windows->list);
    hl_definition_free(windows->definition);
    *windows = (hl_cli_windows){.count = 0};
}
