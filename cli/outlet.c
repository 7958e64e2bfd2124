#include "cli/outlet.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Options whose FILE is written. */
static const char *const written[] = {"output", "rejects"};

static bool is_written(const hl_option *option)
{
    for (size_t i = 0; i < COUNT(written); i++)
        if (strcmp(option->name, written[i]) == 0)
            return true;
    return false;
}

static bool has_option(const hl_args *args, const char *name)
{
    for (size_t i = 0; i < args->option_count; i++)
        if (strcmp(args->options[i].name, name) == 0)
            return true;
    return false;
}

const char **hl_cli_inputs(const hl_args *args, size_t *count)
{
    const char **inputs = calloc(args->operand_count + args->given_count + 1, sizeof *inputs);
    size_t n = 0;
    *count = 0;
    if (inputs == NULL)
        return NULL;
    if (has_option(args, "db"))
        inputs[n++] = hl_cli_db(args);
    for (size_t i = 0; i < args->operand_count; i++)
        inputs[n++] = args->operands[i];
    for (size_t i = 0; i < args->given_count; i++) {
        const hl_option *option = args->given[i].option;
        if (option->value != NULL && strcmp(option->value, "FILE") == 0 && !is_written(option))
            inputs[n++] = args->given[i].value;
    }
    *count = n;
    return inputs;
}

/* Reading what one is writing has no end: >>FILE of a FILE that is read. */
static hl_status check_standard_output(const char *const *inputs, size_t count, hl_error *err)
{
    struct stat out;
    struct stat in;
    if (fstat(fileno(stdout), &out) != 0 || !S_ISREG(out.st_mode))
        return HL_OK;
    for (size_t i = 0; i < count; i++)
        if ((strcmp(inputs[i], "-") == 0 ? fstat(fileno(stdin), &in) : stat(inputs[i], &in)) == 0 &&
            in.st_dev == out.st_dev && in.st_ino == out.st_ino)
            return hl_error_set(err, HL_USAGE, "%s: is read, and standard output goes to it",
                                inputs[i]);
    return HL_OK;
}

static bool is_standard_output(const char *path)
{
    return path == NULL || strcmp(path, "-") == 0;
}

hl_status hl_cli_check_outputs(const hl_args *args, hl_error *err)
{
    size_t count = 0;
    const char **inputs = hl_cli_inputs(args, &count);
    hl_status status = inputs == NULL ? hl_error_memory(err) : HL_OK;
    for (size_t i = 0; status == HL_OK && i < COUNT(written); i++) {
        const char *path = hl_cli_value(args, written[i]);
        if (!is_standard_output(path))
            status = hl_output_check(path, inputs, count, err);
    }
    if (status == HL_OK && has_option(args, "output") &&
        is_standard_output(hl_cli_value(args, "output")))
        status = check_standard_output(inputs, count, err);
    free(inputs);
    return status;
}

hl_status hl_cli_outlet_open(const hl_args *args, hl_outlet *outlet, hl_error *err)
{
    const char *path = hl_cli_value(args, "output");
    *outlet = (hl_outlet){stdout, "standard output", NULL};
    if (is_standard_output(path))
        return HL_OK;
    size_t count = 0;
    const char **inputs = hl_cli_inputs(args, &count);
    hl_status status = inputs == NULL ? hl_error_memory(err)
                                      : hl_output_open(path, inputs, count, &outlet->output, err);
    free(inputs);
    if (status == HL_OK)
        *outlet = (hl_outlet){hl_output_file(outlet->output), path, outlet->output};
    return status;
}

hl_status hl_cli_outlet_write(void *context, const char *data, size_t length, hl_error *err)
{
    const hl_outlet *outlet = context;
    if (fwrite(data, 1, length, outlet->file) == length)
        return HL_OK;
    return hl_error_system(err, "%s", outlet->name);
}

hl_status hl_cli_outlet_close(hl_outlet *outlet, hl_status status, hl_error *err)
{
    if (outlet->output != NULL)
        return hl_output_close(outlet->output, status, err);
    bool failed = fflush(stdout) != 0 || ferror(stdout) != 0;
    if (failed && status == HL_OK)
        status = hl_error_system(err, "%s", outlet->name);
    return status;
}
