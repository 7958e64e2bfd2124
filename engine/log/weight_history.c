/* A version's weights hold from the instant at which it was applied until the next one; the first
 * version's also before, for a log may be older than its definition. Arms are matched by name: an
 * arm that a version does not have had weight 0 then. */
#include "log/weight_history.h"

#include <string.h>

#include "log/versions.h"

static int64_t weight_of(const hl_design *design, const char *name)
{
    for (size_t i = 0; i < design->arm_count; i++)
        if (strcmp(design->arms[i].name, name) == 0)
            return design->arms[i].weight;
    return 0;
}

/* Do both split units alike? Weights 1, 1 and 50, 50 do. */
static bool same_split(const int64_t *a, const int64_t *b, size_t arms)
{
    for (size_t i = 0; i < arms; i++)
        for (size_t k = 0; k < i; k++)
            if ((hl_i128)a[i] * b[k] != (hl_i128)a[k] * b[i])
                return false;
    for (size_t i = 0; i < arms; i++)
        if ((a[i] == 0) != (b[i] == 0))
            return false;
    return true;
}

/* Two changes on one day: the earlier one never held for a whole day. */
static void close_day(hl_cells *cells, int32_t day)
{
    hl_weight_period *last = &cells->periods[cells->period_count - 1];
    if (cells->period_count > 1 && last->from_day == day)
        cells->period_count--;
}

static hl_status add_version(hl_cells *cells, const hl_log_experiment *x, const hl_design *version,
                             int64_t applied_at_utc_ms, hl_error *err)
{
    const hl_design *now = x->design;
    const hl_zone *zone = x->rules.zone;
    hl_weight_period next = {INT32_MIN, true, NULL};
    next.weights = hl_base__arena_array(&cells->arena, now->arm_count, sizeof *next.weights);
    if (next.weights == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < now->arm_count; i++)
        next.weights[i] = weight_of(version, now->arms[i].name);
    if (cells->period_count > 0) {
        int64_t day = hl_base__zone_day(zone, applied_at_utc_ms);
        if (same_split(cells->periods[cells->period_count - 1].weights, next.weights,
                       now->arm_count))
            return HL_OK;
        next.from_day = (int32_t)day;
        next.from_midnight = applied_at_utc_ms == hl_base__zone_day_start(zone, day);
        close_day(cells, next.from_day);
    }
    cells->periods[cells->period_count++] = next;
    return HL_OK;
}

hl_status hl_log__weight_history(const hl_log_experiment *x, hl_cells *cells, hl_error *err)
{
    if (x->older_count == 0)
        return HL_OK;
    cells->periods =
        hl_base__arena_array(&cells->arena, x->older_count + 1, sizeof *cells->periods);
    if (cells->periods == NULL)
        return hl_error_memory(err);
    hl_status status = HL_OK;
    for (size_t i = 0; i < x->older_count && status == HL_OK; i++) {
        const hl_log_version *version = &x->older[i];
        if (version->definition == NULL)
            return hl_error_set(err, HL_REJECTED,
                                "this program cannot read an older definition of '%s'",
                                x->design->experiment);
        status = add_version(cells, x, &hl_definition_experiment(version->definition)->design,
                             version->applied_at_utc_ms, err);
    }
    if (status == HL_OK)
        status = add_version(cells, x, x->design, x->applied_at_utc_ms, err);
    if (cells->period_count < 2)
        cells->period_count = 0;
    return status;
}
