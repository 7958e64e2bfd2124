/* Means of rows that count units: `COL:mean` beside --count takes each unit of a row to have its
 * number. Of a sum over them the mean is then too large by the units of a row, and its error next
 * to none, as all units of a row are alike: so it is said what is taken. */
#include <stdio.h>

#include "scan/result.h"

/* Units that the metric has a value of. */
static double units_of(const hl_scan *scan, size_t metric)
{
    double units = 0;
    for (size_t i = 0; i < scan->all->cell_count; i++)
        if (scan->all->cells[i]->split == 0)
            units += (double)scan->all->cells[i]->grams[metric].units;
    return units;
}

static bool is_counted(const hl_scan *scan, size_t metric)
{
    const hl_scan_layout *layout = &scan->layout;
    hl_metric_kind kind = layout->outline.metrics[metric].kind;
    return layout->count != HL_SCAN_NONE && kind == HL_METRIC_MEAN &&
           layout->metrics[metric].square == HL_SCAN_NONE &&
           units_of(scan, metric) > (double)scan->read;
}

void hl_scan__warn_counted(const hl_scan *scan, hl_problems *problems)
{
    const hl_scan_layout *layout = &scan->layout;
    for (size_t m = 0; problems != NULL && m < layout->metric_count; m++) {
        const char *column = layout->outline.columns[m].value;
        char text[400];
        if (!is_counted(scan, m))
            continue;
        (void)snprintf(text, sizeof text,
                       "each unit of a row is taken to have its number. Where '%.100s' is their "
                       "sum, the mean is too large and its error far too small: give "
                       "%.100s,SUMSQ, with their sum of squares",
                       column, column);
        hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                                .file = layout->spec->path,
                                                .pointer = layout->outline.metrics[m].name,
                                                .message = text});
    }
}
