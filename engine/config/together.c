/* What definitions of one set contradict in each other. */
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "hookline/definition.h"

static void add(hl_problems *problems, const char *file, const char *pointer, const char *message,
                const char *accepted)
{
    const hl_problem problem = {HL_PROBLEM_ERROR, file, 0, 0, pointer, message, accepted};
    hl_problems_add(problems, &problem);
}

/* Bounds are shares of 2^53: exact as doubles. */
static double share(uint64_t bucket)
{
    return (double)bucket / 9007199254740992.0;
}

static void check_layers(const char *file, const hl_experiment *a, const hl_experiment *b,
                         hl_problems *problems)
{
    if (a->layer == NULL || b->layer == NULL || strcmp(a->layer, b->layer) != 0)
        return;
    if (a->layer_range.from >= b->layer_range.to || b->layer_range.from >= a->layer_range.to)
        return;
    char message[700];
    const uint64_t bounds[] = {b->layer_range.from, b->layer_range.to, a->layer_range.from,
                               a->layer_range.to};
    char shares[4][HL_NUMBER_TEXT];
    for (size_t i = 0; i < 4; i++)
        (void)hl_base__number_significant(share(bounds[i]), 6, shares[i]);
    (void)snprintf(message, sizeof message,
                   "overlaps experiment '%.200s' in layer '%.200s': %s to %s and %s to %s", a->name,
                   a->layer, shares[0], shares[1], shares[2], shares[3]);
    add(problems, file, "/layer", message, "ranges of a layer that do not overlap");
}

static void check_pair(const hl_definition *first, const hl_definition *second,
                       hl_problems *problems)
{
    const hl_experiment *a = hl_definition_experiment(first);
    const hl_experiment *b = hl_definition_experiment(second);
    const char *file = hl_definition_file(second);
    char message[600];
    if (strcmp(a->name, b->name) == 0) {
        (void)snprintf(message, sizeof message,
                       "two definitions are named '%.200s' (the other is %.200s)", a->name,
                       hl_definition_file(first));
        add(problems, file, "/experiment", message, "one name for each experiment");
        return;
    }
    if (strcmp(a->salt, b->salt) == 0) {
        (void)snprintf(message, sizeof message,
                       "has the salt of experiment '%.200s': their arms would be the same users",
                       a->name);
        add(problems, file, "/salt", message, "a salt of its own");
    }
    check_layers(file, a, b, problems);
}

hl_status hl_definitions_check_together(const hl_definition *const *definitions, size_t count,
                                        hl_problems *problems, hl_error *err)
{
    size_t errors = hl_problems_errors(problems);
    size_t first = hl_problems_count(problems);
    for (size_t i = 1; i < count; i++)
        for (size_t j = 0; j < i; j++)
            check_pair(definitions[j], definitions[i], problems);
    hl_status status = hl_problems_status(problems, err);
    if (status != HL_OK || hl_problems_errors(problems) == errors)
        return status;
    const char *line = hl_problems_line(problems, first);
    return hl_error_set(err, HL_REJECTED, "%s", line == NULL ? "definitions contradict" : line);
}
