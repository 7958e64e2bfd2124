/* What a command line says of a flat file, and the file read. */
#include "cli/flat_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const inferences[] = {"fixed", "anytime"};
static const char *const corrections[] = {"none", "holm", "bonferroni", "bh", "dunnett"};

/* ---- options */

static bool take_alpha(const hl_args *args, double *alpha)
{
    const char *text = hl_cli_value(args, "alpha");
    char *end = NULL;
    if (text == NULL)
        return true;
    *alpha = strtod(text, &end);
    if (end != text && *end == '\0' && *alpha > 0 && *alpha < 1)
        return true;
    (void)hl_cli_usage(args, "--alpha takes a number between 0 and 1, not '%s'", text);
    return false;
}

bool hl_cli_threads(const hl_args *args, size_t *threads)
{
    const char *text = hl_cli_value(args, "threads");
    char *end = NULL;
    if (text == NULL)
        return true;
    long value = strtol(text, &end, 10);
    *threads = (size_t)value;
    if (end != text && *end == '\0' && value >= 1 && value <= 256)
        return true;
    (void)hl_cli_usage(args, "--threads takes a whole number from 1 to 256, not '%s'", text);
    return false;
}

static bool take_delimiter(const hl_args *args, char *delimiter)
{
    const char *text = hl_cli_value(args, "delimiter");
    if (text == NULL)
        return true;
    *delimiter = strcmp(text, "\\t") == 0 ? '\t' : text[0];
    if ((text[0] != '\0' && text[1] == '\0') || *delimiter == '\t')
        return true;
    (void)hl_cli_usage(args, "--delimiter takes one character, e.g. ';' or \\t, not '%s'", text);
    return false;
}

/* -1 when the option is not given; false after a usage error. */
static bool take_choice(const hl_args *args, const char *name, const char *const *names,
                        size_t count, int *out)
{
    if (hl_cli_value(args, name) == NULL)
        return true;
    *out = hl_cli_choice(args, name, names, count);
    return *out >= 0;
}

static bool take_options(const hl_args *args, hl_scan_spec *spec)
{
    /* the choices stand in the order of hl_inference and hl_correction */
    return take_alpha(args, &spec->request.alpha) && hl_cli_threads(args, &spec->threads) &&
           take_delimiter(args, &spec->delimiter) &&
           take_choice(args, "inference", inferences, COUNT(inferences),
                       &spec->request.inference) &&
           take_choice(args, "correction", corrections, COUNT(corrections),
                       &spec->request.correction);
}

static const char *const *take_list(const hl_args *args, const char *name, const char **to,
                                    size_t *count)
{
    *count = hl_cli_count(args, name);
    for (size_t i = 0; i < *count; i++)
        to[i] = hl_cli_nth(args, name, i);
    return to;
}

static void take_columns(const hl_args *args, hl_flat_file *file)
{
    hl_scan_spec *spec = &file->spec;
    const char **to = file->lists;
    spec->path = args->operands[0];
    spec->request.arm = hl_cli_value(args, "arm");
    spec->request.control = hl_cli_value(args, "control");
    spec->request.weights = hl_cli_value(args, "weights");
    spec->request.unit = hl_cli_value(args, "unit");
    spec->request.count = hl_cli_value(args, "count");
    spec->request.where = hl_cli_value(args, "where");
    spec->request.experiment = hl_cli_value(args, "experiment-column");
    spec->request.metrics = take_list(args, "metric", to, &spec->request.metric_count);
    to += spec->request.metric_count;
    spec->request.covariates = take_list(args, "covariate", to, &spec->request.covariate_count);
    to += spec->request.covariate_count;
    spec->request.dimensions = take_list(args, "by", to, &spec->request.dimension_count);
}

static int load_definition(const hl_args *args, hl_flat_file *file)
{
    const char *path = hl_cli_value(args, "definition");
    if (path == NULL)
        return HL_OK;
    hl_error err = HL_ERROR_INIT;
    hl_problems *problems = hl_problems_new();
    if (problems == NULL)
        return hl_cli_out_of_memory(args);
    hl_status status = hl_definition_load(path, problems, &file->definition, &err);
    if (status != HL_OK || !hl_cli_flag(args, "quiet"))
        hl_cli_print_problems(problems);
    hl_problems_free(problems);
    if (status != HL_OK)
        return hl_cli_fail(args, &err);
    const hl_experiment *experiment = hl_definition_experiment(file->definition);
    file->spec.request.base = &experiment->design;
    file->spec.request.segments = experiment->segments;
    file->spec.request.segment_count = experiment->segment_count;
    return HL_OK;
}

/* ---- progress */

static void show_progress(void *context, int64_t done, int64_t total)
{
    hl_flat_file *file = context;
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t ms = (now.tv_sec - file->started.tv_sec) * INT64_C(1000) +
                 (now.tv_nsec - file->started.tv_nsec) / 1000000;
    if (ms < 1000 || total <= 0)
        return;
    file->shown = true;
    (void)fprintf(stderr, "\rreading %3d %%", (int)(100 * done / total));
}

static void start_progress(const hl_args *args, hl_flat_file *file)
{
    if (hl_cli_flag(args, "quiet") || isatty(STDERR_FILENO) != 1)
        return;
    (void)clock_gettime(CLOCK_MONOTONIC, &file->started);
    file->spec.progress = show_progress;
    file->spec.progress_context = file;
}

/* ---- reading */

static void tell_rejects(const hl_args *args, const hl_scan *scan, const hl_problems *problems)
{
    int64_t rejected = hl_scan_rejected(scan);
    int64_t left_out = hl_scan_left_out(scan);
    int64_t unseen = rejected - (rejected < HL_SCAN_SHOWN ? rejected : HL_SCAN_SHOWN);
    if (!hl_cli_flag(args, "quiet")) {
        hl_cli_print_problems(problems);
        if (unseen > 0)
            (void)fprintf(stderr, "and %lld more\n", (long long)unseen);
        if (left_out > 0)
            (void)fprintf(stderr, "hookline %s: %lld of %lld rows are left out by --where\n",
                          args->command, (long long)left_out, (long long)hl_scan_rows(scan));
    }
    if (rejected == 0)
        return;
    (void)fprintf(stderr, "hookline %s: %lld of %lld rows could not be read and are left out\n",
                  args->command, (long long)rejected, (long long)hl_scan_rows(scan));
}

int hl_cli_flat_file(const hl_args *args, hl_flat_file *file)
{
    *file = (hl_flat_file){.spec = hl_scan_spec_init()};
    if (!take_options(args, &file->spec))
        return HL_USAGE;
    file->lists = calloc(args->given_count + 1, sizeof *file->lists);
    if (file->lists == NULL)
        return hl_cli_out_of_memory(args);
    take_columns(args, file);
    return load_definition(args, file);
}

void hl_cli_flat_file_free(hl_flat_file *file)
{
    hl_scan_free(file->scan);
    hl_definition_free(file->definition);
    free(file->lists);
}

int hl_cli_flat_file_read(const hl_args *args, hl_flat_file *file)
{
    hl_error err = HL_ERROR_INIT;
    hl_problems *problems = hl_problems_new();
    if (problems == NULL)
        return hl_cli_out_of_memory(args);
    start_progress(args, file);
    int code = (int)hl_scan_file(&file->spec, problems, &file->scan, &err);
    if (file->shown)
        (void)fprintf(stderr, "\r\x1b[K");
    if (code != HL_OK) {
        hl_cli_print_problems(problems);
        code = hl_cli_fail(args, &err);
    } else {
        tell_rejects(args, file->scan, problems);
    }
    hl_problems_free(problems);
    return code;
}

int hl_cli_flat_file_strict(const hl_args *args, const hl_flat_file *file, int code)
{
    bool left_out = hl_cli_flag(args, "strict") && hl_scan_rejected(file->scan) > 0;
    return code == HL_OK && left_out ? HL_REJECTED : code;
}
