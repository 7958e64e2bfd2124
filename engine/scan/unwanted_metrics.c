#include "scan/unwanted_metrics.h"

#include <stdio.h>

#include "config/event_words.h"

/* A definition that has the metric says its goal, or leaves it to `check` to ask. */
static bool is_unwanted(const hl_scan_layout *layout, size_t m)
{
    const hl_metric *metric = &layout->outline.metrics[m];
    const hl_metric_columns *columns = &layout->outline.columns[m];
    return columns->goal_unsaid && metric->goal == HL_GOAL_INCREASE &&
           (hl_config__event_sense(columns->value) == HL_EVENT_UNWANTED ||
            hl_config__event_sense(metric->name) == HL_EVENT_UNWANTED);
}

void hl_scan__heed_unwanted(hl_scan_layout *layout, hl_problems *problems)
{
    for (size_t m = 0; m < layout->metric_count; m++) {
        char message[500];
        if (!is_unwanted(layout, m))
            continue;
        layout->outline.metrics[m].goal = HL_GOAL_DECREASE;
        (void)snprintf(message, sizeof message,
                       "nobody wants more of '%.100s', it seems: fewer count as better here "
                       "(if more are meant to, write :increase behind it)",
                       layout->outline.metrics[m].name);
        if (problems != NULL)
            hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                                    .file = layout->path,
                                                    .message = message});
    }
}
