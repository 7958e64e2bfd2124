#include "log/reread.h"

#include <math.h>

#include "base/number.h"
#include "log/recompute.h"

/* ---- arms that are sent nothing */

static bool says_what_is_sent(const hl_experiment *x)
{
    for (size_t i = 0; i < x->arm_count; i++)
        for (size_t k = 0; k < x->arms[i].step_count; k++)
            if (x->arms[i].steps[k].hook != SIZE_MAX)
                return true;
    return false;
}

/* Of an arm: the first day with units that are planned, the last with such that were sent. */
typedef struct arm_days {
    int32_t planned, sent;
} arm_days;

static arm_days days_of(const hl_cells *cells, uint32_t arm)
{
    arm_days out = {INT32_MAX, INT32_MIN};
    for (size_t i = 0; i < cells->cell_count; i++) {
        const hl_cell *cell = cells->cells[i];
        if (cell->arm != arm || cell->split != 0)
            continue;
        if (cell->counters[HL_COUNT_PLANNED] > 0 && cell->day < out.planned)
            out.planned = cell->day;
        if (cell->counters[HL_COUNT_SENT] > 0 && cell->day > out.sent)
            out.sent = cell->day;
    }
    return out;
}

/* The name of the arm that is planned and never sent; NULL: there is none. An arm that is sent
 * later in the day than others is not sent yet. */
static const char *find_silent(const hl_log_experiment *x, const hl_cells *cells)
{
    int32_t last = INT32_MIN;
    for (uint32_t i = 0; i < x->design->arm_count; i++) {
        int32_t sent = days_of(cells, i).sent;
        last = sent > last ? sent : last;
    }
    for (uint32_t i = 0; i < x->design->arm_count; i++) {
        arm_days days = days_of(cells, i);
        if (days.sent == INT32_MIN && days.planned < last)
            return x->design->arms[i].name;
    }
    return NULL;
}

/* ---- arms that are touched unlike times */

static double count_of(const hl_cells *cells, uint32_t arm, hl_cells_counter counter)
{
    double n = 0;
    for (size_t i = 0; i < cells->cell_count; i++)
        if (cells->cells[i]->arm == arm && cells->cells[i]->split == 0)
            n += (double)cells->cells[i]->counters[counter];
    return n;
}

/* So many units, and so many touches of them behind the first. */
typedef struct arm_touches {
    double units, again;
} arm_touches;

static arm_touches touches_of(const hl_cells *cells, uint32_t arm)
{
    double units = count_of(cells, arm, HL_COUNT_ENROLLED);
    double again = count_of(cells, arm, HL_COUNT_TOUCHES) - units;
    return (arm_touches){units, again > 0 ? again : 0};
}

/* Chi-square of one rate of further touches, well beyond chance even where users with many of them
 * make it larger than it would be. */
static bool are_unlike(const hl_cells *cells, size_t arms)
{
    const double apart = 1.1, beyond_chance = 20;
    double most = 0, least = HL_INFINITY, chi2 = 0;
    arm_touches all = {0, 0};
    for (uint32_t i = 0; i < arms; i++) {
        arm_touches of = touches_of(cells, i);
        all.units += of.units;
        all.again += of.again;
    }
    for (uint32_t i = 0; i < arms; i++) {
        arm_touches of = touches_of(cells, i);
        double expected = of.units * all.again / all.units;
        if (!(of.units > 0 && expected > 0))
            continue;
        chi2 += (of.again - expected) * (of.again - expected) / expected;
        most = fmax(most, 1 + of.again / of.units);
        least = fmin(least, 1 + of.again / of.units);
    }
    return most >= apart * least && chi2 > beyond_chance * (double)(arms - 1);
}

/* ---- reading */

static hl_status read_by(hl_store *store, const hl_log_experiment *x, const hl_log_rules *rules,
                         hl_cells **cells, hl_error *err)
{
    hl_log_experiment other = *x;
    hl_log_experiment *list[] = {&other};
    hl_log_experiments one = {.count = 1, .list = list, .by_id = list};
    other.rules = *rules;
    other.delta = hl_cells__new(x->design);
    if (other.delta == NULL)
        return hl_error_memory(err);
    hl_status status = hl_log__recompute(store, &one, &other, err);
    if (status != HL_OK) {
        hl_cells_free(other.delta);
        return status;
    }
    hl_cells_free(*cells);
    *cells = other.delta;
    return HL_OK;
}

static hl_status keep_name(hl_cells *cells, const char *silent, hl_error *err)
{
    if (silent == NULL)
        return HL_OK;
    cells->silent_arm = hl_base__arena_string(&cells->arena, silent);
    return cells->silent_arm == NULL ? hl_error_memory(err) : HL_OK;
}

hl_status hl_log__reread(hl_store *store, const hl_log_experiment *x, hl_cells **cells,
                         hl_error *err)
{
    hl_log_rules rules = x->rules;
    hl_status status = HL_OK;
    const char *silent = says_what_is_sent(x->experiment) ? NULL : find_silent(x, *cells);
    if (silent != NULL) {
        rules.from_planned = true;
        status = read_by(store, x, &rules, cells, err);
    }
    if (status == HL_OK && are_unlike(*cells, x->design->arm_count)) {
        rules.first_window = true;
        status = read_by(store, x, &rules, cells, err);
        (*cells)->touches_unlike = status == HL_OK;
    }
    return status == HL_OK ? keep_name(*cells, silent, err) : status;
}
