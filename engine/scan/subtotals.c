#include "scan/subtotals.h"

#include <math.h>

#include "base/ruined_id.h"
#include "base/written_number.h"
#include "scan/files.h"
#include "scan/result.h"

static bool says_nobody(const hl_field *id)
{
    return id->length == 0 || id->data[0] == '(' || id->data[0] == '[' ||
           hl_base__is_null(id->data, id->length);
}

static double value_of(const hl_scan_worker *worker, size_t variable)
{
    const hl_scan_layout *layout = worker->layout;
    const hl_field *text = &worker->fields[layout->variables[variable].field];
    char mark = layout->marks != NULL && layout->marks[variable] == ',' ? ',' : '.';
    hl_written_number number;
    bool read = hl_base__written_number(text->data, text->length, mark, false, &number) <=
                HL_NUMBER_ROUNDED;
    return read ? hl_base__decimal_to_double(number.attos) : 0;
}

void hl_scan__note_nameless(hl_scan_worker *worker, uint32_t arm)
{
    const hl_scan_layout *layout = worker->layout;
    hl_nameless_rows *all = &worker->nameless_rows;
    if (layout->id == HL_SCAN_NONE || all->count > HL_SCAN_MOST_NAMELESS ||
        !says_nobody(&worker->fields[layout->id]))
        return;
    if (all->count++ == HL_SCAN_MOST_NAMELESS)
        return;
    hl_nameless_row *row = &all->list[all->count - 1];
    *row = (hl_nameless_row){.place = worker->place, .line = worker->line, .arm = arm};
    for (size_t v = 0; v < layout->variable_count && v < HL_SCAN_SUMMED; v++)
        row->values[v] = value_of(worker, v);
}

bool hl_scan__nameless_merge(hl_scan *scan, const hl_scan_worker *worker)
{
    hl_nameless_rows *to = &scan->nameless_rows;
    for (size_t i = 0; i < worker->nameless_rows.count; i++) {
        if (to->count >= HL_SCAN_MOST_NAMELESS || i == HL_SCAN_MOST_NAMELESS) {
            to->count = HL_SCAN_MOST_NAMELESS + 1;
            return true;
        }
        hl_nameless_row *row = &to->list[to->count++];
        *row = worker->nameless_rows.list[i];
        const hl_map_key *arm = &worker->cells->arms.keys[row->arm];
        row->arm = hl_base__map_intern(&scan->nameless_arms, arm->text, arm->length);
        if (row->arm == HL_MAP_NONE)
            return false;
    }
    return true;
}

/* ---- subtotals */

/* What an arm has of a metric: of rows without a user, and of all. */
typedef struct sums {
    double nameless, rows, all, units;
} sums;

static sums sums_of(const hl_scan *scan, uint32_t arm, size_t metric)
{
    const hl_scan_layout *layout = &scan->layout;
    size_t variable = layout->metrics[metric].value;
    const hl_map_key *name = &scan->nameless_arms.keys[arm];
    uint32_t at = hl_base__map_find(&scan->all->arms, name->text, name->length);
    sums out = {0, 0, 0, 0};
    for (size_t i = 0; i < scan->nameless_rows.count; i++) {
        const hl_nameless_row *row = &scan->nameless_rows.list[i];
        out.nameless += row->arm == arm ? row->values[variable] : 0;
        out.rows += row->arm == arm;
    }
    for (size_t i = at == HL_MAP_NONE ? 0 : scan->starts[at];
         at != HL_MAP_NONE && i < scan->starts[at + 1]; i++) {
        const hl_cell *cell = scan->sorted[i].cell;
        if (cell->split != 0 && scan->all->splits[cell->split].dimension != 0)
            continue;
        out.all += hl_base__wide_to_double(&cell->grams[metric].sum[0], 18);
        out.units += (double)cell->grams[metric].units;
    }
    return out;
}

/* One row, or one of each day and the like: then they sum to a multiple of what the others do. Each
 * is worth many of the others. */
static bool are_subtotals(const sums *s, bool bit)
{
    enum { LEVELS = 4, TIMES = 10 };
    const double rounding = 1e-9;
    double named = bit ? s->all : s->all - s->nameless;
    double units = bit ? s->units : s->units - s->rows;
    if (named == 0 || units <= 0 || fabs(s->nameless) * units < TIMES * fabs(named) * s->rows)
        return false;
    for (int level = 1; level <= LEVELS; level++)
        if (fabs(s->nameless - level * named) <= rounding * fabs(s->nameless))
            return true;
    return false;
}

static hl_status refuse(const hl_scan *scan, uint32_t arm, size_t metric, hl_error *err)
{
    const hl_nameless_rows *all = &scan->nameless_rows;
    size_t first = SIZE_MAX;
    for (size_t i = 0; i < all->count; i++)
        if (all->list[i].arm == arm &&
            (first == SIZE_MAX || all->list[i].place < all->list[first].place))
            first = i;
    const hl_nameless_row *row = &all->list[first];
    const hl_scan_layout *layout = &scan->layout;
    return hl_error_set(err, HL_REJECTED,
                        "%s:%lld: '%s' names no user here, and '%s' is what the other rows of '%s' "
                        "add up to: a row of totals, it seems, and no user: leave such rows out",
                        hl_scan__path_of(scan, row->place),
                        (long long)hl_scan__line_of(scan, row->place, row->line), layout->id_first,
                        layout->names[layout->variables[layout->metrics[metric].value].field],
                        scan->nameless_arms.keys[arm].text);
}

hl_status hl_scan__check_subtotals(const hl_scan *scan, hl_error *err)
{
    const hl_scan_layout *layout = &scan->layout;
    if (scan->nameless_rows.count > HL_SCAN_MOST_NAMELESS || layout->outline.aggregated ||
        layout->count != HL_SCAN_NONE)
        return HL_OK;
    for (uint32_t arm = 0; arm < scan->nameless_arms.count; arm++)
        for (size_t m = 0; m < layout->metric_count; m++) {
            size_t v = layout->metrics[m].value;
            sums s = {0, 0, 0, 0};
            if (v < HL_SCAN_SUMMED)
                s = sums_of(scan, arm, m);
            if (v < HL_SCAN_SUMMED && are_subtotals(&s, layout->variables[v].bit))
                return refuse(scan, arm, m, err);
        }
    return HL_OK;
}
