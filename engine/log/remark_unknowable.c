/* What a definition means and a store cannot know: metrics of columns, as it has events alone;
 * which of the planned looks a report is, where nothing says how many units are planned. */
#include <stdio.h>

#include "log/versions.h"

static void tell(const hl_definition *definition, const char *message, hl_problems *problems)
{
    hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                            .file = hl_definition_file(definition),
                                            .message = message});
}

void hl_log__remark_unknowable(const hl_definition *definition, hl_problems *problems)
{
    const hl_design *design = &hl_definition_experiment(definition)->design;
    char message[400];
    for (size_t i = 0; i < design->metric_count; i++) {
        const hl_metric *metric = &design->metrics[i];
        if (metric->event != NULL || metric->column == NULL)
            continue;
        (void)snprintf(message, sizeof message,
                       "metric '%.100s' reads the column '%.100s' of a flat file: a store has "
                       "events and no columns, and shows nothing of it (\"event\" says which it "
                       "counts)",
                       metric->name, metric->column);
        tell(definition, message, problems);
    }
    if (design->inference == HL_INFER_GROUP_SEQUENTIAL && !(design->planned_units > 0))
        tell(definition,
             "planned looks are at parts of planned_units, which is not said: every report will "
             "ask which look it is (--look K)",
             problems);
}
