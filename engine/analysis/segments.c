/* Segments: every value of every dimension with its own intervals, a partially pooled lift beside
 * it, and Cochran's Q test of interaction per metric and arm. A segment may be called different
 * only when the interaction holds after Holm over all interactions of the report, and a guardrail
 * broken in one only after Holm over all segments, guardrails and arms. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/margins.h"
#include "analysis/repeats.h"
#include "base/number.h"
#include "stats/adjust.h"

typedef struct valued_split {
    uint32_t split, dimension;
    const char *value;
} valued_split;

static int by_value(const void *a, const void *b)
{
    const valued_split *x = a;
    const valued_split *y = b;
    if (x->dimension != y->dimension)
        return x->dimension < y->dimension ? -1 : 1;
    return strcmp(x->value, y->value);
}

/* The splits of the design's dimensions, by dimension, and its values in byte order, whatever order
 * the data came in. */
static valued_split *sorted_splits(hl_context *context, size_t *count)
{
    const hl_cells *cells = context->cells;
    valued_split *list = hl_analysis__array(context, cells->split_names.count, sizeof *list);
    *count = 0;
    for (uint32_t i = 1; list != NULL && i < cells->split_names.count; i++)
        if (cells->splits[i].dimension < context->design->dimension_count)
            list[(*count)++] =
                (valued_split){i, cells->splits[i].dimension, cells->splits[i].value};
    if (*count > 1)
        qsort(list, *count, sizeof *list, by_value);
    return list;
}

static hl_estimate *no_estimates(hl_context *context, size_t count)
{
    hl_estimate *list = hl_analysis__array(context, count, sizeof *list);
    for (size_t i = 0; list != NULL && i < count; i++)
        list[i] = (hl_estimate){HL_NAN, HL_NAN, HL_NAN};
    return list;
}

/* ---- guardrails: harm in a segment */

/* Without a margin it is any harm. Beside small counts the exact test must show it too. */
static void test_guardrail(const hl_comparison_input *input, const hl_segment_result *segment,
                           hl_margin_test *test)
{
    hl_comparison *c = test->comparison;
    bool has_margin = test->margin.exists;
    hl_noninferiority tests = input->estimator->margin(
        &input->options, &input->samples[c->control], &input->samples[c->arm],
        has_margin ? fabs(test->margin.shift) : 0, test->margin.relative);
    if (!has_margin)
        test->margin.shift = 0;
    test->few =
        segment->arms[c->control].n < HL_UNITS_LEAST || segment->arms[c->arm].n < HL_UNITS_LEAST;
    hl_analysis__take_margin(&tests, test);
    if (!isnan(test->p_broken))
        test->p_broken = fmax(test->p_broken, c->p_exact / 2);
    c->margin = has_margin ? c->margin : HL_NAN;
    c->p_margin = has_margin ? c->p_margin : HL_NAN;
}

static void test_guardrails(const hl_comparison_input *input, size_t metric, uint32_t split,
                            const hl_segment_result *segment, hl_comparison *comparisons,
                            hl_margin_test *tests)
{
    for (size_t i = 0; i < segment->comparison_count; i++) {
        tests[i] =
            hl_analysis__margin_test(metric, split, input->options.metric,
                                     &segment->arms[comparisons[i].control], &comparisons[i]);
        test_guardrail(input, segment, &tests[i]);
    }
}

/* A guardrail breaks in a segment where that is shown among all guardrails, segments and arms: Holm
 * over all of them. */
static void break_guardrails(hl_context *context, const hl_margin_test *tests, size_t count)
{
    hl_margin_tests list = {hl_analysis__array(context, count, sizeof *list.list), 0};
    for (size_t i = 0; list.list != NULL && i < count; i++)
        if (tests[i].comparison != NULL)
            list.list[list.count++] = tests[i];
    if (!context->failed && list.count > 0)
        hl_analysis__break_margins(context, &list);
}

/* ---- the values */

/* strata: where that of the first comparison goes; those of the others each `stride` further.
 * tests: room for one an arm, of a guardrail. */
static void run_value(hl_context *context, hl_repeats *repeats, size_t metric,
                      const valued_split *value, hl_segment_result *out, hl_two_arms *strata,
                      size_t stride, hl_margin_test *tests)
{
    hl_comparison_input input = hl_analysis__comparison_input(context, metric, value->split);
    if (context->failed)
        return;
    *out = (hl_segment_result){.by = context->design->dimensions[value->dimension].name,
                               .value = value->value,
                               .metric = metric};
    out->arms = hl_analysis__arm_estimates(context, &input);
    hl_comparison *comparisons =
        hl_analysis__repeated(context, repeats, &input, &out->comparison_count);
    out->comparisons = comparisons;
    out->shrunk_lift = no_estimates(context, out->comparison_count);
    if (!context->failed && input.options.metric->role == HL_ROLE_GUARDRAIL)
        test_guardrails(&input, metric, value->split, out, comparisons, tests);
    bool pools = hl_analysis__can_pool(input.options.metric);
    for (size_t i = 0; pools && !context->failed && i < out->comparison_count; i++)
        strata[i * stride] =
            input.estimator->stratum(&input.options, &input.samples[context->design->control],
                                     &input.samples[out->comparisons[i].arm]);
    hl_analysis__pass(context);
}

/* ---- threads: each segment is a matter of its own */

enum { DEFAULT_THREADS = 2, MOST_THREADS = 64, VALUES_AT_ONCE = 16 };

/* The values of a dimension, and where each one's results go. */
typedef struct work {
    size_t metric, count;
    const valued_split *values;
    hl_segment_result *segments;
    hl_two_arms *strata;   /* by comparison, then by value */
    hl_margin_test *tests; /* by value, then by comparison */
    atomic_size_t next;
} work;

/* A thread has a context of its own, with its own memory, and reads what all share. */
typedef struct worker {
    work *work;
    hl_context context;
    hl_arena arena;
    pthread_t thread;
    bool started;
} worker;

static void *run_values(void *argument)
{
    worker *own = argument;
    work *w = own->work;
    hl_repeats repeats = {0};
    for (size_t at; (at = atomic_fetch_add(&w->next, VALUES_AT_ONCE)) < w->count;)
        for (size_t i = at; i < at + VALUES_AT_ONCE && i < w->count && !own->context.failed; i++)
            run_value(&own->context, &repeats, w->metric, &w->values[i], &w->segments[i],
                      &w->strata[i], w->count, &w->tests[i * (own->context.design->arm_count - 1)]);
    hl_analysis__repeats_free(&repeats);
    return NULL;
}

static size_t thread_count(const hl_context *context, const work *w)
{
    size_t wanted = context->options->threads == 0 ? DEFAULT_THREADS : context->options->threads;
    size_t useful = w->count / ((size_t)2 * VALUES_AT_ONCE) + 1;
    wanted = wanted < useful ? wanted : useful;
    return wanted < MOST_THREADS ? wanted : MOST_THREADS;
}

/* A thread that cannot be started is no loss: the others do its share. */
static void run_work(hl_context *context, work *w)
{
    size_t count = thread_count(context, w);
    worker *workers = hl_base__arena_array(&context->passing, count, sizeof *workers);
    if (workers == NULL) {
        context->failed = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        workers[i].work = w;
        workers[i].context = *context;
        workers[i].context.arena = &workers[i].arena;
        workers[i].context.passing = (hl_arena){0};
    }
    for (size_t i = 1; i < count; i++)
        workers[i].started = pthread_create(&workers[i].thread, NULL, run_values, &workers[i]) == 0;
    (void)run_values(&workers[0]);
    for (size_t i = 0; i < count; i++) {
        if (workers[i].started)
            (void)pthread_join(workers[i].thread, NULL);
        hl_analysis__pass(&workers[i].context);
        hl_base__arena_adopt(context->arena, &workers[i].arena);
        context->failed = context->failed || workers[i].context.failed;
    }
}

/* segments: has room for those of the dimension */
static void run_dimension(hl_context *context, size_t metric, const valued_split *values,
                          size_t count, hl_segment_result *segments, hl_margin_test *tests)
{
    size_t others = context->design->arm_count - 1;
    work w = {metric,
              count,
              values,
              segments,
              hl_analysis__array(context, count * others, sizeof(hl_two_arms)),
              tests,
              0};
    if (!context->failed)
        run_work(context, &w);
    if (!context->failed && count > 1)
        hl_analysis__meta_analysis(context, segments, count, w.strata);
}

static void correct_interactions(hl_context *context)
{
    size_t count = context->interactions.count;
    hl_interaction *list = context->interactions.items;
    double *p = hl_analysis__array(context, count, sizeof *p);
    if (context->failed)
        return;
    for (size_t i = 0; i < count; i++)
        p[i] = list[i].p;
    if (!hl_analysis__went_well(context, hl_stats__holm(p, p, count, NULL)))
        return;
    for (size_t i = 0; i < count; i++) {
        list[i].p_adjusted = p[i];
        list[i].different = p[i] < context->out->look_alpha;
    }
}

static void run_metric(hl_context *context, size_t metric, const valued_split *splits, size_t all,
                       hl_segment_result *segments, hl_margin_test *tests)
{
    size_t at = 0, others = context->design->arm_count - 1;
    for (size_t i = 0; i < context->design->dimension_count && !context->failed; i++) {
        size_t first = at;
        while (at < all && splits[at].dimension == i)
            at++;
        run_dimension(context, metric, splits + first, at - first, segments + first,
                      tests + first * others);
    }
}

void hl_analysis__segments(hl_context *context)
{
    size_t all = 0;
    size_t metrics = context->design->metric_count, others = context->design->arm_count - 1;
    const valued_split *splits = sorted_splits(context, &all);
    hl_segment_result *segments = hl_analysis__array(context, metrics * all, sizeof *segments);
    hl_margin_test *tests =
        hl_analysis__array(context, metrics * all * others, sizeof(hl_margin_test));
    for (size_t m = 0; m < metrics && !context->failed; m++)
        run_metric(context, m, splits, all, segments + m * all, tests + m * all * others);
    if (!context->failed)
        break_guardrails(context, tests, metrics * all * others);
    if (!context->failed && context->interactions.count > 0)
        correct_interactions(context);
    context->out->segments = segments;
    context->out->segment_count = metrics * all;
    context->out->interactions = context->interactions.items;
    context->out->interaction_count = context->interactions.count;
}
