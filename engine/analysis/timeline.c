/* What was known at the end of every day: the cumulative lift with its always-valid band. Days are
 * added one by one, so the cost is that of the cells. */
#include "analysis/compare.h"
#include "analysis/planned_look.h"
#include "base/number.h"

typedef struct running {
    hl_cell **arms; /* by arm: everything up to the day */
    hl_moments *samples;
} running;

static running start_running(hl_context *context)
{
    size_t arms = context->design->arm_count;
    running state = {hl_analysis__array(context, arms, sizeof(hl_cell *)),
                     hl_analysis__array(context, arms, sizeof(hl_moments))};
    for (size_t i = 0; !context->failed && i < arms; i++) {
        state.arms[i] = hl_cells__scratch(context->cells, context->arena);
        context->failed = state.arms[i] == NULL;
    }
    return state;
}

static bool add_day(hl_context *context, running *state, int32_t day)
{
    bool any = false;
    for (uint32_t arm = 0; arm < context->design->arm_count; arm++) {
        const hl_cell *cell = hl_cells__find(context->cells, arm, 0, day);
        for (size_t m = 0; cell != NULL && m < context->design->metric_count; m++) {
            any = any || !hl_cells__gram_is_zero(&cell->grams[m]);
            hl_cells__gram_merge(&state->arms[arm]->grams[m], &cell->grams[m], 1);
            if (!hl_cells__histogram_merge(&state->arms[arm]->histograms[m],
                                           &cell->histograms[m]) ||
                !hl_cells__histogram_merge(&state->arms[arm]->sizes[m], &cell->sizes[m]))
                context->failed = true;
        }
    }
    return any;
}

/* That of the band: adjusted by covariates where it is. */
static double lift_of(const hl_context *context, const hl_comparison_input *input, size_t arm,
                      const hl_arm_estimate *control, const hl_arm_estimate *treatment)
{
    hl_comparison adjusted;
    if (context->design->covariate_count == 0)
        return control->mean != 0 ? treatment->mean / control->mean - 1 : HL_NAN;
    hl_analysis__compare(input, arm, context->design->control, &adjusted);
    return adjusted.lift.estimate;
}

static void add_point(hl_context *context, const hl_comparison_input *input, size_t metric,
                      size_t arm, int32_t day)
{
    hl_timeline_point *point = hl_analysis__append(context, &context->timeline, sizeof *point);
    if (point == NULL)
        return;
    size_t control = context->design->control;
    hl_arm_estimate c = {0};
    hl_arm_estimate t = {0};
    input->estimator->arm(&input->options, &input->samples[control], &c);
    input->estimator->arm(&input->options, &input->samples[arm], &t);
    hl_comparison view = {0};
    hl_analysis__blank(&view, 0);
    hl_sequence_design design =
        hl_analysis__sequence_design(context, input->options.metric, arm, control);
    hl_analysis__anytime(&input->options, input->estimator, &input->samples[control],
                         &input->samples[arm], &design, &view);
    if (view.flags & HL_FLAG_ANYTIME_EXCLUSIVE) {
        view.anytime.low = -HL_INFINITY;
        view.anytime.high = HL_INFINITY;
    }
    *point = (hl_timeline_point){
        .metric = metric,
        .arm = arm,
        .day = day,
        .n = t.n,
        .n_control = c.n,
        .lift = lift_of(context, input, arm, &c, &t),
        .low = view.anytime.low,
        .high = view.anytime.high,
        .method = view.anytime.method,
    };
}

static void add_points(hl_context *context, running *state, int32_t day)
{
    const hl_design *design = context->design;
    for (size_t m = 0; m < design->metric_count; m++) {
        if (day > hl_analysis__read_until(context, m))
            continue;
        hl_comparison_input input = {.options = hl_analysis__estimator_options(context, m),
                                     .samples = state->samples};
        for (size_t arm = 0; arm < design->arm_count; arm++)
            hl_analysis__moments_of(context, m, &state->arms[arm]->grams[m],
                                    &state->arms[arm]->histograms[m], &state->arms[arm]->sizes[m],
                                    &state->samples[arm]);
        input.estimator = hl_analysis__estimator(input.options.metric, input.samples,
                                                 design->arm_count, &input.flags);
        for (size_t arm = 0; arm < design->arm_count && !context->failed; arm++)
            if (arm != design->control)
                add_point(context, &input, m, arm, day);
        hl_analysis__pass(context);
    }
}

void hl_analysis__timeline(hl_context *context)
{
    const int32_t *days = context->index.days;
    if (!context->has_days)
        return;
    running state = start_running(context);
    for (size_t i = 0; i < context->index.day_count && !context->failed; i++)
        if (days[i] <= context->matured_day && add_day(context, &state, days[i]) &&
            days[i] != HL_CELLS_NO_DAY)
            add_points(context, &state, days[i]);
    context->out->timeline = context->timeline.items;
    context->out->timeline_count = context->timeline.count;
}
