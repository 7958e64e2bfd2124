#include "cli/experiment.h"

#include <stdlib.h>
#include <unistd.h>

#include "hookline/suggest.h"

hl_status hl_cli_experiment(hl_store *store, const char *operand, hl_definition **file,
                            const char **name, hl_error *err)
{
    hl_definition *stored = NULL;
    *name = operand;
    hl_status status = hl_store_definition(store, operand, &stored, NULL, err);
    bool known = stored != NULL;
    hl_definition_free(stored);
    if (status != HL_OK || known || access(operand, R_OK) != 0)
        return status;
    hl_problems *problems = hl_problems_new();
    if (problems == NULL)
        return hl_error_memory(err);
    status = hl_definition_load(operand, problems, file, err);
    hl_cli_print_problems(problems);
    hl_problems_free(problems);
    if (status == HL_OK)
        *name = hl_definition_experiment(*file)->name;
    else
        (void)hl_error_set(err, status, "%s: is no definition", operand);
    return status;
}

hl_status hl_cli_definition(const char *path, int64_t now_utc_ms, hl_problems *problems,
                            hl_definition **out, hl_error *err)
{
    hl_status status = hl_definition_load(path, problems, out, err);
    if (status == HL_OK)
        status = hl_plan_check_on(*out, now_utc_ms, problems, err);
    if (status == HL_OK)
        return HL_OK;
    hl_definition_free(*out);
    *out = NULL;
    return status;
}

hl_status hl_cli_no_experiment(hl_store *store, const char *operand, hl_error *err)
{
    hl_store_experiment *all = NULL;
    size_t count = 0;
    hl_status status = hl_store_experiments(store, &all, &count, err);
    const char **names = calloc(count + 1, sizeof *names);
    if (status == HL_OK && names == NULL)
        status = hl_error_memory(err);
    for (size_t i = 0; status == HL_OK && i < count; i++)
        names[i] = all[i].name;
    const char *near = status == HL_OK ? hl_suggest(operand, names, count) : NULL;
    if (status == HL_OK && near == NULL)
        status = hl_error_set(err, HL_REJECTED,
                              "'%s' is neither a file nor an experiment in the store", operand);
    else if (status == HL_OK)
        status = hl_error_set(err, HL_REJECTED,
                              "'%s' is neither a file nor an experiment in the store; did you mean "
                              "'%.200s'?",
                              operand, near);
    free((void *)names);
    free(all);
    return status;
}
