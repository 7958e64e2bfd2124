#include "log/silent_arms.h"

#include "log/recompute.h"

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

hl_status hl_log__read_silent_arms(hl_store *store, const hl_log_experiment *x, hl_cells **cells,
                                   hl_error *err)
{
    const char *silent = says_what_is_sent(x->experiment) ? NULL : find_silent(x, *cells);
    if (silent == NULL)
        return HL_OK;
    hl_log_experiment planned = *x;
    hl_log_experiment *list[] = {&planned};
    hl_log_experiments one = {.count = 1, .list = list, .by_id = list};
    planned.rules.from_planned = true;
    planned.delta = hl_cells__new(x->design);
    if (planned.delta == NULL)
        return hl_error_memory(err);
    planned.delta->silent_arm = hl_base__arena_string(&planned.delta->arena, silent);
    hl_status status = planned.delta->silent_arm == NULL
                           ? hl_error_memory(err)
                           : hl_log__recompute(store, &one, &planned, err);
    if (status != HL_OK) {
        hl_cells_free(planned.delta);
        return status;
    }
    hl_cells_free(*cells);
    *cells = planned.delta;
    return HL_OK;
}
