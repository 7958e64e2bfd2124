/* Every run has a salt of its own, "calibrate:SEED:RUN", so a run can be made again by itself, and
 * threads may take them in any order. Two runs are made together: the independence of their arms is
 * tested on the way. */
#include "calibrate/runs.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assign/ranges.h"
#include "base/number.h"
#include "stats/contingency.h"

enum { DEFAULT_THREADS = 2, MOST_THREADS = 256, SALT = 64 };

bool hl_calibrate__compared(const hl_design *design, size_t arm)
{
    return arm != design->control && design->arms[arm].weight > 0;
}

hl_status hl_calibrate__independence(const uint32_t *a, size_t arms_a, const uint32_t *b,
                                     size_t arms_b, size_t units, double *chi2, double *df,
                                     double *p, hl_error *err)
{
    double *counts = calloc(arms_a * arms_b + 1, sizeof *counts);
    if (counts == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < units; i++)
        counts[a[i] * arms_b + b[i]]++;
    hl_contingency test = hl_stats__contingency(counts, arms_a, arms_b);
    free(counts);
    *chi2 = test.chi2;
    *df = test.df;
    *p = test.p;
    return HL_OK;
}

/* ---- one thread */

typedef struct work {
    hl_calibrate_runs *runs;
    hl_arm_ranges ranges;
    pthread_mutex_t lock;
    size_t next, done; /* runs */
    bool stopped;
} work;

typedef struct worker {
    work *work;
    uint32_t *arms[2]; /* of the units, in the two runs at hand */
    int64_t *scratch;
    pthread_t thread;
    bool started;
    hl_error err;
} worker;

static void draw_arms(const work *w, size_t run, uint32_t *arms)
{
    const hl_unit_values *values = w->runs->values;
    char salt[SALT];
    (void)snprintf(salt, sizeof salt, "calibrate:%" PRIu64 ":%zu", w->runs->options->seed, run);
    hl_bucket_key key = hl_assign__bucket_key(HL_BUCKET_ARM, salt);
    for (size_t i = 0; i < values->count; i++) {
        size_t length = 0;
        const char *id = hl_cells__unit_id(values, i, &length);
        uint64_t bucket = hl_assign__bucket(&key, id, length);
        arms[i] = (uint32_t)hl_assign__ranges_arm(&w->ranges, bucket);
    }
}

static hl_calibrate_outcome outcome_of(const hl_comparison *c)
{
    double d = c->difference.estimate;
    bool answered = !isnan(c->p); /* of what is withheld the interval claims nothing either */
    return (hl_calibrate_outcome){
        .p = c->p,
        .anytime_p = c->anytime.method == NULL ? HL_NAN : c->anytime.p,
        .method = c->method,
        .flags = c->flags,
        .side = (int8_t)((d > 0) - (d < 0)),
        .lift_side = answered ? (int8_t)hl_lift_side(c) : 0,
        .has_lift = answered && (isfinite(c->lift.low) || isfinite(c->lift.high)),
    };
}

static void record(hl_calibrate_runs *runs, size_t run, const hl_analysis *analysis)
{
    hl_calibrate_outcome *out = &runs->outcomes[run * runs->line_count];
    const hl_check *srm = hl_analysis_check(analysis, HL_CHECK_SRM);
    runs->srm_p[run] = srm == NULL ? HL_NAN : srm->finding.p;
    for (size_t m = 0; m < analysis->metric_count; m++) {
        const hl_metric_result *metric = &analysis->metrics[m];
        for (size_t i = 0; i < metric->comparison_count; i++) {
            const hl_comparison *c = &metric->comparisons[i];
            if (!hl_calibrate__compared(runs->design, c->arm))
                continue;
            *out++ = outcome_of(c);
            if (c->p_effective_adjusted < analysis->look_alpha)
                runs->claims[run] |= (uint8_t)(1U << metric->metric->role);
        }
    }
}

static hl_status analyse(const worker *k, size_t run, const uint32_t *arms, hl_error *err)
{
    hl_calibrate_runs *runs = k->work->runs;
    const hl_design *design = runs->design;
    hl_analysis *analysis = NULL;
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_cells *cells = hl_cells__new(design);
    hl_status status = cells == NULL ? hl_error_memory(err) : HL_OK;
    if (status == HL_OK)
        status = hl_cells__regroup(runs->values, arms, design->arm_count, k->scratch, cells, err);
    if (status == HL_OK)
        status = hl_analysis_run(design, cells, &options, &analysis, err);
    if (status == HL_OK)
        record(runs, run, analysis);
    hl_analysis_free(analysis);
    hl_cells_free(cells);
    return status;
}

static hl_status run_two(const worker *k, size_t run, hl_error *err)
{
    hl_calibrate_runs *runs = k->work->runs;
    size_t arms = runs->design->arm_count;
    double chi2 = 0;
    double df = 0;
    hl_status status = HL_OK;
    for (size_t i = 0; i < 2 && status == HL_OK; i++) {
        draw_arms(k->work, run + i, k->arms[i]);
        status = analyse(k, run + i, k->arms[i], err);
    }
    if (status != HL_OK)
        return status;
    return hl_calibrate__independence(k->arms[0], arms, k->arms[1], arms, runs->values->count,
                                      &chi2, &df, &runs->hash_p[run / 2], err);
}

static bool next_run(work *w, size_t *run)
{
    (void)pthread_mutex_lock(&w->lock);
    bool more = !w->stopped && w->next < w->runs->runs;
    *run = w->next;
    w->next += more ? 2 : 0;
    (void)pthread_mutex_unlock(&w->lock);
    return more;
}

static void tell(work *w, bool stop)
{
    const hl_calibration_options *options = w->runs->options;
    (void)pthread_mutex_lock(&w->lock);
    w->stopped = w->stopped || stop;
    w->done += 2;
    if (options->progress != NULL)
        options->progress(options->context, w->done, w->runs->runs);
    (void)pthread_mutex_unlock(&w->lock);
}

static void *work_on(void *argument)
{
    worker *k = argument;
    size_t run = 0;
    while (next_run(k->work, &run))
        tell(k->work, run_two(k, run, &k->err) != HL_OK);
    return NULL;
}

/* ---- all of them */

static hl_status make_worker(work *w, worker *k, hl_error *err)
{
    const hl_unit_values *values = w->runs->values;
    size_t scratch = hl_cells__regroup_scratch(values, w->runs->design->arm_count);
    k->work = w;
    k->scratch = calloc(scratch + 1, sizeof *k->scratch);
    for (size_t i = 0; i < 2; i++)
        k->arms[i] = calloc(values->count + 1, sizeof *k->arms[i]);
    bool ok = k->scratch != NULL && k->arms[0] != NULL && k->arms[1] != NULL;
    return ok ? HL_OK : hl_error_memory(err);
}

static void free_worker(worker *k)
{
    free(k->scratch);
    free(k->arms[0]);
    free(k->arms[1]);
}

/* A thread that cannot be started is no loss: the others do its share. */
static hl_status run_workers(worker *workers, size_t count, hl_error *err)
{
    for (size_t i = 1; i < count; i++)
        workers[i].started = pthread_create(&workers[i].thread, NULL, work_on, &workers[i]) == 0;
    (void)work_on(&workers[0]);
    for (size_t i = 1; i < count; i++)
        if (workers[i].started)
            (void)pthread_join(workers[i].thread, NULL);
    for (size_t i = 0; i < count; i++)
        if (workers[i].err.status != HL_OK)
            return hl_error_set(err, workers[i].err.status, "%s", workers[i].err.message);
    return HL_OK;
}

static size_t thread_count(const hl_calibrate_runs *runs)
{
    size_t wanted = runs->options->threads == 0 ? DEFAULT_THREADS : runs->options->threads;
    size_t most = runs->runs / 2;
    wanted = wanted < MOST_THREADS ? wanted : MOST_THREADS;
    return wanted < most ? wanted : most;
}

static hl_status run_threads(work *w, hl_error *err)
{
    size_t count = thread_count(w->runs);
    worker *workers = calloc(count, sizeof *workers);
    hl_status status = HL_OK;
    if (workers == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < count && status == HL_OK; i++)
        status = make_worker(w, &workers[i], err);
    if (status == HL_OK)
        status = run_workers(workers, count, err);
    for (size_t i = 0; i < count; i++)
        free_worker(&workers[i]);
    free(workers);
    return status;
}

static bool make_room(hl_calibrate_runs *runs, hl_arena *arena)
{
    size_t lines = 0;
    for (size_t i = 0; i < runs->design->arm_count; i++)
        lines += hl_calibrate__compared(runs->design, i);
    runs->line_count = lines * runs->design->metric_count;
    runs->outcomes =
        hl_base__arena_array(arena, runs->runs * runs->line_count, sizeof *runs->outcomes);
    runs->claims = hl_base__arena_array(arena, runs->runs, sizeof *runs->claims);
    runs->srm_p = hl_base__arena_array(arena, runs->runs, sizeof *runs->srm_p);
    runs->hash_p = hl_base__arena_array(arena, runs->runs / 2, sizeof *runs->hash_p);
    return runs->outcomes != NULL && runs->claims != NULL && runs->srm_p != NULL &&
           runs->hash_p != NULL;
}

hl_status hl_calibrate__run(hl_calibrate_runs *runs, hl_arena *arena, hl_error *err)
{
    work w = {.runs = runs};
    if (!make_room(runs, arena))
        return hl_error_memory(err);
    hl_status status = hl_assign__ranges_first(runs->design, &w.ranges, err);
    if (status != HL_OK)
        return status;
    if (pthread_mutex_init(&w.lock, NULL) == 0) {
        status = run_threads(&w, err);
        (void)pthread_mutex_destroy(&w.lock);
    } else {
        status = hl_error_memory(err);
    }
    hl_assign__ranges_free(&w.ranges);
    return status;
}
