#include "log/stored_amounts.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "log/metric_value.h"
#include "log/stored_int.h"

enum { MOST_EVENTS = 2000000 };

static bool takes_values(const hl_log_metric *m)
{
    hl_metric_value kind = hl_log__numerator_value(m->metric);
    return (kind == HL_VALUE_OF_SUM || kind == HL_VALUE_OF_MAX) && m->event != HL_LOG_NO_NAME;
}

/* What a unit with a value has on average, in an arm; NaN: none has. */
static double basket(const hl_cells *cells, size_t metric, uint32_t arm)
{
    double sum = 0, units = 0;
    for (size_t i = 0; i < cells->cell_count; i++) {
        const hl_cell *cell = cells->cells[i];
        if (cell->split != 0 || cell->arm != arm)
            continue;
        sum += hl_base__wide_to_double(&cell->grams[metric].sum[0], 18);
        units += (double)cell->grams[metric].nonzero;
    }
    return units > 0 ? sum / units : HL_NAN;
}

/* Whether it is worth the while. */
static bool may_be_apart(const hl_log_experiment *x, const hl_log_type_values *values,
                         const hl_cells *cells, size_t metric)
{
    const double times = 1.25;
    double least = HL_INFINITY, most = 0;
    for (uint32_t i = 0; i < x->design->arm_count; i++) {
        double has = basket(cells, metric, i);
        least = fmin(least, has);
        most = fmax(most, has);
    }
    return (values != NULL && values->usual.any && values->usual.least < 0) || most > times * least;
}

static bool add_amount(hl_arena *arena, hl_arm_amounts *to, size_t *capacity, size_t arm,
                       hl_amount amount)
{
    size_t count = to->counts[arm];
    if (count == capacity[arm]) {
        size_t larger = count == 0 ? 256 : 2 * count;
        hl_amount *list = hl_base__arena_array(arena, larger, sizeof *list);
        if (list == NULL)
            return false;
        if (count > 0)
            memcpy(list, to->of[arm], count * sizeof *list);
        to->of[arm] = list;
        capacity[arm] = larger;
    }
    to->of[arm][to->counts[arm]++] = amount;
    return true;
}

static hl_status read_amounts(hl_store *store, const hl_log_experiment *x, int64_t type,
                              hl_cells *cells, hl_arm_amounts *to, size_t *capacity, hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    if (hl_log__statement(store, HL_SQL_AMOUNTS_BY_ARM, &rows, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, x->rules.experiment);
    (void)sqlite3_bind_int64(rows, 2, type);
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        int64_t arm = 0, times = 0;
        const hl_amount amount = {.value = sqlite3_column_double(rows, 1)};
        status = hl_log__int(store, rows, 0, HL_LOG_INT_NAME, &arm, err);
        if (status == HL_OK)
            status = hl_log__int(store, rows, 2, HL_LOG_INT_COUNT, &times, err);
        for (size_t i = 0; status == HL_OK && i < x->design->arm_count; i++)
            if (x->arms[i] == arm &&
                !add_amount(&cells->arena, to, capacity, i, (hl_amount){amount.value, times}))
                status = hl_error_memory(err);
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}

static hl_status add_type(hl_store *store, const hl_log_experiment *x, size_t metric,
                          hl_cells *cells, hl_error *err)
{
    size_t arms = x->design->arm_count;
    hl_arena *arena = &cells->arena;
    if (cells->amounts == NULL)
        cells->amounts = hl_base__arena_array(arena, x->rules.metric_count, sizeof *cells->amounts);
    size_t *capacity = hl_base__arena_array(arena, arms, sizeof *capacity);
    hl_arm_amounts to = {.metric = metric,
                         .of = hl_base__arena_array(arena, arms, sizeof(hl_amount *)),
                         .counts = hl_base__arena_array(arena, arms, sizeof *to.counts)};
    if (cells->amounts == NULL || capacity == NULL || to.of == NULL || to.counts == NULL)
        return hl_error_memory(err);
    hl_status status = read_amounts(store, x, x->metrics[metric].event, cells, &to, capacity, err);
    if (status == HL_OK)
        cells->amounts[cells->amount_count++] = to;
    return status;
}

static double events_of(const hl_cells *cells)
{
    double most = 0;
    for (size_t i = 0; cells->type_events != NULL && i < cells->metric_count; i++)
        most = fmax(most, cells->type_events[i]);
    return most;
}

hl_status hl_log__stored_amounts(hl_store *store, const hl_log_experiment *x,
                                 const hl_log_value_looks *looks, hl_cells *cells, hl_error *err)
{
    hl_status status = HL_OK;
    if (events_of(cells) > MOST_EVENTS)
        return HL_OK;
    for (size_t i = 0; status == HL_OK && i < x->rules.metric_count; i++) {
        bool done = !takes_values(&x->metrics[i]);
        for (size_t k = 0; k < i; k++)
            done = done ||
                   (takes_values(&x->metrics[k]) && x->metrics[k].event == x->metrics[i].event);
        const hl_log_type_values *values = hl_log__values_of_type(looks, x->metrics[i].event);
        if (!done && may_be_apart(x, values, cells, i))
            status = add_type(store, x, i, cells, err);
    }
    return status;
}
