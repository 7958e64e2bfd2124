/* What a command line says of a flat file, and the file read. */
#include "cli/flat_file.h"

#include "cli/shares.h"
#include "cli/unread.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- options */

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

static bool take_rows(const hl_args *args, hl_scan_spec *spec)
{
    hl_rows_file_options how = {.delimiter = '\0'};
    bool good = hl_cli_rows(args, &how);
    spec->delimiter = how.delimiter;
    spec->encoding = how.encoding;
    spec->skip_lines = how.skip_lines;
    return good;
}

/* The words of these options are the names of the library; -1: not given. */
static int correction_of(const hl_args *args)
{
    const char *value = hl_cli_value(args, "correction");
    const char *name = value == NULL ? NULL : hl_correction_name((hl_correction)0);
    for (int i = 0; name != NULL; name = hl_correction_name((hl_correction)++i))
        if (strcmp(name, value) == 0)
            return i;
    return -1;
}

/* Looks are planned in a definition, so the words of a command line cannot ask for those. */
static int inference_of(const hl_args *args)
{
    const char *value = hl_cli_value(args, "inference");
    if (value == NULL)
        return -1;
    return strcmp(value, hl_inference_name(HL_INFER_ANYTIME)) == 0 ? (int)HL_INFER_ANYTIME
                                                                   : (int)HL_INFER_FIXED;
}

static bool take_planned_units(const hl_args *args, double *units)
{
    const char *text = hl_cli_value(args, "planned-units");
    if (text == NULL || (hl_number_parse(text, units) && *units > 0 && isfinite(*units)))
        return true;
    (void)hl_cli_usage(args, "--planned-units takes a number above 0, not '%s'", text);
    return false;
}

static bool take_options(const hl_args *args, hl_scan_spec *spec)
{
    spec->decimal = hl_cli_decimal(args);
    spec->request.inference = inference_of(args);
    spec->request.correction = correction_of(args);
    return hl_cli_share(args, "alpha", &spec->request.alpha) &&
           take_planned_units(args, &spec->request.planned_units) &&
           hl_cli_threads(args, &spec->threads) && take_rows(args, spec);
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
    spec->trim = hl_cli_flag(args, "trim");
    spec->more = args->operands + 1;
    spec->more_count = args->operand_count - 1;
    spec->arm_from_file = hl_cli_flag(args, "arm-from-file");
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
    to += spec->request.dimension_count;
    spec->request.expected = take_list(args, "expected", to, &spec->request.expected_count);
    to += spec->request.expected_count;
    spec->request.blanks = take_list(args, "blank", to, &spec->request.blank_count);
    to += spec->request.blank_count;
    spec->request.worths = take_list(args, "worth", to, &spec->request.worth_count);
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
    file->spec.request.base_digest = hl_definition_digest(file->definition);
    file->spec.request.audience = experiment->audience;
    file->spec.request.segments = experiment->segments;
    file->spec.request.segment_count = experiment->segment_count;
    return HL_OK;
}

int hl_cli_flat_file(const hl_args *args, hl_flat_file *file)
{
    *file = (hl_flat_file){.spec = hl_scan_spec_init()};
    file->spec.unread = hl_cli_unread();
    if (!take_options(args, &file->spec))
        return HL_USAGE;
    file->lists = calloc(args->given_count + 1, sizeof *file->lists);
    if (file->lists == NULL)
        return hl_cli_out_of_memory(args);
    take_columns(args, file);
    int code = load_definition(args, file);
    hl_error err = HL_ERROR_INIT;
    if (code == HL_OK && hl_scan_cells_source(&file->spec, &file->source, &err) != HL_OK)
        code = hl_cli_fail(args, &err);
    return code;
}

void hl_cli_flat_file_free(hl_flat_file *file)
{
    hl_cells_source_close(file->source);
    hl_definition_free(file->definition);
    free(file->lists);
}
