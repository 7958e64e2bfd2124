#include "scan/unit_sums.h"

#include <stdlib.h>
#include <string.h>

#include "base/spelling.h"
#include "base/written_number.h"
#include "scan/name_spelling.h"
#include "scan/unit_rows.h"
#include "scan/worker.h"

#define ONE        ((hl_i128)1000000000000000000)
#define MOST_VALUE (ONE * ONE)

void hl_scan__unit_sums_free(hl_unit_sums *units)
{
    hl_base__map_free(&units->names);
    hl_base__arena_free(&units->arena);
    free(units->list);
}

static bool grow(hl_unit_sums *units)
{
    if (units->names.count < units->capacity)
        return true;
    size_t capacity = units->capacity == 0 ? 1024 : units->capacity * 2;
    hl_scan_unit **list = realloc(units->list, capacity * sizeof(hl_scan_unit *));
    if (list == NULL)
        return false;
    units->list = list;
    units->capacity = capacity;
    return true;
}

static hl_scan_unit *new_unit(hl_unit_sums *units, const hl_scan_layout *layout)
{
    hl_scan_unit *unit = hl_base__arena_alloc(&units->arena, sizeof *unit);
    if (unit == NULL)
        return NULL;
    unit->splits =
        hl_base__arena_array(&units->arena, layout->dimension_count + 1, sizeof *unit->splits);
    unit->covariates =
        hl_base__arena_array(&units->arena, 2 * layout->covariate_count, sizeof *unit->covariates);
    unit->values = hl_base__arena_array(&units->arena, layout->metric_count, sizeof *unit->values);
    return unit->splits == NULL || unit->covariates == NULL || unit->values == NULL ? NULL : unit;
}

/* The unit of the row at hand, made when it is new; NULL when out of memory. */
static hl_scan_unit *find_unit(hl_scan_worker *worker, const hl_field *name)
{
    hl_unit_sums *units = &worker->units;
    if (!grow(units))
        return NULL;
    uint32_t before = units->names.count;
    uint32_t index = hl_base__map_intern(&units->names, name->data, name->length);
    if (index == HL_MAP_NONE)
        return NULL;
    if (index == before) {
        units->list[index] = NULL;
        if (!hl_scan__check_unit(worker, name))
            return NULL;
        units->list[index] = new_unit(units, worker->layout);
    }
    return units->list[index];
}

static void place_covariates(const hl_scan_worker *worker, hl_scan_unit *unit,
                             const hl_i128 *values)
{
    const hl_scan_layout *layout = worker->layout;
    size_t count = layout->covariate_count;
    for (size_t k = 0; k < count; k++) {
        hl_i128 *missing = &unit->covariates[count + k];
        hl_i128 x = values[layout->covariates[k]];
        if (unit->touches == 0)
            *missing = ONE;
        if ((worker->missing >> k & 1) != 0)
            continue;
        if (*missing != 0 || x > unit->covariates[k])
            unit->covariates[k] = x;
        *missing = 0;
    }
}

static bool place_unit(hl_scan_worker *worker, hl_scan_unit *unit, uint32_t arm,
                       const hl_i128 *values)
{
    const hl_scan_layout *layout = worker->layout;
    bool first = unit->touches == 0;
    if (first)
        unit->arm = arm;
    if (unit->arm != arm) {
        unit->several_arms = true;
        if (strcmp(hl_cells__arm_name(worker->cells, arm),
                   hl_cells__arm_name(worker->cells, unit->arm)) < 0)
            unit->arm = arm;
    }
    for (size_t i = 0; i < layout->dimension_count; i++) {
        static const char several[] = "(several)";
        if (first)
            unit->splits[i] = worker->splits[i];
        else if (unit->splits[i] != worker->splits[i])
            unit->splits[i] = hl_scan__split(worker, i, several, sizeof several - 1);
        if (unit->splits[i] == UINT32_MAX)
            return false;
    }
    place_covariates(worker, unit, values);
    return true;
}

static bool in_range(hl_i128 value)
{
    return value < MOST_VALUE && value > -MOST_VALUE;
}

/* A proportion of users, not of touches: a user has it when a touch has it. */
static bool is_any(const hl_scan_layout *layout, size_t metric)
{
    return layout->variables[layout->metrics[metric].value].bit &&
           layout->outline.metrics[metric].per == HL_PER_UNIT;
}

static bool add_values(hl_scan_worker *worker, hl_scan_unit *unit, const hl_i128 *values)
{
    const hl_scan_layout *layout = worker->layout;
    for (size_t m = 0; m < layout->metric_count; m++) {
        const hl_scan_metric *metric = &layout->metrics[m];
        hl_scan_unit_value *to = &unit->values[m];
        if (!hl_scan__has(worker, m)) {
            to->blank = to->blank || (worker->lost[HL_LOST_BLANK] >> m & 1) != 0;
            to->unread = to->unread || (worker->lost[HL_LOST_UNREAD] >> m & 1) != 0;
            continue;
        }
        to->taken++;
        hl_i128 y = to->value != 0 && is_any(layout, m) ? 0 : values[metric->value];
        to->value += y;
        to->denominator += metric->denominator == HL_SCAN_NONE ? ONE : values[metric->denominator];
        hl_base__wide_add_product(&to->within, y, y);
        if (!in_range(to->value) || !in_range(to->denominator)) {
            (void)hl_error_set(&worker->err, HL_REJECTED,
                               "the sum of '%s' of one unit reaches 10^18",
                               layout->outline.metrics[m].name);
            return false;
        }
    }
    return true;
}

bool hl_scan__unit_sums_take(hl_scan_worker *worker, uint32_t arm)
{
    const hl_scan_layout *layout = worker->layout;
    hl_field *name = &worker->fields[layout->unit];
    if (layout->spec->trim)
        hl_base__trim(&name->data, &name->length);
    hl_i128 values[HL_SCAN_MOST_VARIABLES] = {0};
    if (hl_base__is_null(name->data, name->length)) /* all of them would be one unit */
        return hl_scan__complain(worker, layout->unit, NULL, "'%s' is empty",
                                 layout->names[layout->unit]);
    if (!hl_scan__exact_values(worker, values))
        return false;
    hl_scan_unit *unit = find_unit(worker, name);
    if (unit == NULL) { /* an error that was said stays */
        (void)hl_error_memory(&worker->err);
        return false;
    }
    if (!place_unit(worker, unit, arm, values) || !add_values(worker, unit, values))
        return false;
    unit->touches++;
    return hl_scan__see_values(worker, arm, values);
}

static void unit_vector(const hl_scan_layout *layout, const hl_scan_unit *unit, size_t metric,
                        hl_i128 *v)
{
    v[0] = unit->values[metric].value;
    v[1] = unit->values[metric].denominator;
    for (size_t k = 0; k < 2 * layout->covariate_count; k++)
        v[2 + k] = unit->covariates[k];
}

/* Whether the unit has a value of the metric; else why not. */
static bool has_value(const hl_scan_layout *layout, const hl_scan_unit *unit, size_t metric,
                      hl_lost *why)
{
    const hl_scan_unit_value *value = &unit->values[metric];
    bool said = layout->metrics[metric].blank == HL_BLANK_MISSING;
    *why = value->unread ? HL_LOST_UNREAD : HL_LOST_BLANK;
    return !value->unread && value->taken > 0 && (!value->blank || said);
}

static bool lacks_covariate(const hl_scan_layout *layout, const hl_scan_unit *unit)
{
    bool lacks = false;
    for (size_t k = 0; k < layout->covariate_count; k++)
        lacks = lacks || unit->covariates[layout->covariate_count + k] != 0;
    return lacks;
}

static bool add_unit(const hl_scan_layout *layout, const hl_scan_unit *unit, hl_cell *cell)
{
    if (unit->several_arms) {
        cell->counters[HL_COUNT_TWO_ARMS]++;
        return true;
    }
    cell->counters[HL_COUNT_ENROLLED]++;
    cell->counters[HL_COUNT_TOUCHES] += unit->touches;
    cell->counters[HL_COUNT_NO_COVARIATE] += lacks_covariate(layout, unit);
    for (size_t m = 0; m < layout->metric_count; m++) {
        hl_i128 v[HL_CELLS_MAX_VARIABLES];
        hl_lost why;
        if (!has_value(layout, unit, m, &why)) {
            hl_cells__lose(cell, m, why, 1);
            continue;
        }
        unit_vector(layout, unit, m, v);
        if (!hl_cells__add(cell, m, v, &unit->values[m].within, 1))
            return false;
    }
    return true;
}

static bool keep_unit(hl_scan_worker *worker, const hl_map_key *name, const hl_scan_unit *unit)
{
    const hl_scan_layout *layout = worker->layout;
    bool ok = hl_cells__units_add(worker->kept, name->text, name->length, unit->touches);
    for (size_t m = 0; ok && m < layout->metric_count; m++) {
        hl_i128 v[HL_CELLS_MAX_VARIABLES];
        hl_lost why;
        if (!has_value(layout, unit, m, &why))
            continue;
        unit_vector(layout, unit, m, v);
        ok = hl_cells__units_value(worker->kept, m, v, &unit->values[m].within);
    }
    return ok;
}

hl_status hl_scan__unit_sums_finish(hl_scan_worker *worker, hl_error *err)
{
    if (!hl_scan__unit_rows(&worker->units, worker->cells))
        return hl_error_memory(err);
    for (uint32_t i = 0; i < worker->units.names.count; i++) {
        const hl_scan_unit *unit = worker->units.list[i];
        if (worker->kept != NULL && !unit->several_arms &&
            !keep_unit(worker, &worker->units.names.keys[i], unit))
            return hl_error_memory(err);
        for (size_t d = 0; d < worker->split_count; d++) {
            hl_cell *cell =
                hl_cells__at(worker->cells, unit->arm, unit->splits[d], HL_CELLS_NO_DAY);
            if (cell == NULL || !add_unit(worker->layout, unit, cell))
                return hl_error_memory(err);
        }
    }
    return HL_OK;
}
