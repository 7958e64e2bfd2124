#include "scan/amount_columns.h"

#include <xxhash.h>

#include "base/wide.h"
#include "scan/known_columns.h"
#include "scan/result.h"

size_t hl_scan__amount_column(const hl_scan *scan, const hl_sampled_table *table, size_t metric)
{
    const hl_scan_layout *layout = &scan->layout;
    const hl_scan_variable *variable = &layout->variables[layout->metrics[metric].value];
    int column = hl_rows__column(scan->files[0], layout->names[variable->field]);
    bool good = !variable->bit && column >= 0 && (size_t)column < table->columns;
    return good ? (size_t)column : SIZE_MAX;
}

uint64_t hl_scan__zero(void)
{
    const hl_i128 zero = 0;
    return XXH3_64bits(&zero, sizeof zero);
}

bool hl_scan__note_whether(const hl_scan *scan, hl_cells *cells)
{
    const hl_scan_layout *layout = &scan->layout;
    cells->asks_whether =
        hl_base__arena_array(&cells->arena, layout->metric_count + 1, sizeof *cells->asks_whether);
    for (size_t m = 0; cells->asks_whether != NULL && m < layout->metric_count; m++) {
        const hl_scan_variable *variable = &layout->variables[layout->metrics[m].value];
        cells->asks_whether[m] = hl_scan__asks_whether(layout->names[variable->field]);
    }
    return cells->asks_whether != NULL;
}
