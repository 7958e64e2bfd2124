/* Metrics of columns: a store has events, and shows nothing of them. */
#include <stdio.h>

#include "log/versions.h"

void hl_log__remark_columns(const hl_definition *definition, hl_problems *problems)
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
        hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                                .file = hl_definition_file(definition),
                                                .message = message});
    }
}
