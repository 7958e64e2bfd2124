/* By whose clock a report tells its instants, and by whose clock the days of its cells are counted.
 * They may differ: then each is called by its name. */
#include <string.h>

#include "analysis/context.h"
#include "base/zone.h"

static hl_local_time by_clock(const hl_zone *zone, int64_t utc_ms)
{
    bool none = zone == NULL || utc_ms == INT64_MAX;
    return (hl_local_time){utc_ms, none ? 0 : hl_base__zone_offset(zone, utc_ms)};
}

/* *zone stays NULL when none is wanted. */
static hl_status find_zone(const char *name, hl_zones **zones, const hl_zone **zone, hl_error *err)
{
    const char *near = NULL;
    if (name == NULL)
        return HL_OK;
    if (*zones == NULL)
        *zones = hl_base__zones_new(NULL);
    if (*zones == NULL || hl_base__zones_find(*zones, name, strlen(name), zone) != HL_OK ||
        (*zone == NULL && hl_base__zones_suggest(*zones, name, strlen(name), &near) != HL_OK))
        return hl_error_memory(err);
    if (*zone != NULL)
        return HL_OK;
    return hl_error_set(err, HL_REJECTED, "there is no time zone '%s'%s%s%s", name,
                        near == NULL ? "" : "; did you mean ", near == NULL ? "" : near,
                        near == NULL ? "" : "?");
}

/* A window counts as closed when it closed before the start of as_of's day: the cells know days
 * only, and a day that is not over holds windows that are still open. */
static int64_t set_days(hl_context *context, const hl_zone *zone)
{
    int64_t as_of = context->options->as_of_utc_ms;
    context->matured_day = context->counted_day = context->judged_day = INT32_MAX;
    if (as_of == INT64_MAX)
        return INT64_MAX;
    int64_t day = hl_base__zone_day(zone, as_of);
    context->counted_day = context->judged_day = (int32_t)day;
    context->matured_day = (int32_t)day - 1;
    return hl_base__zone_day_start(zone, day);
}

/* *name stays NULL for UTC. */
static hl_status keep_name(hl_context *context, const hl_zone *zone, const char **name,
                           hl_error *err)
{
    if (zone != NULL)
        *name = hl_base__arena_string(context->arena, hl_base__zone_name(zone));
    return zone != NULL && *name == NULL ? hl_error_memory(err) : HL_OK;
}

static hl_status set_clocks(hl_context *context, hl_zones **zones, hl_error *err)
{
    hl_analysis *out = context->out;
    const char *days = context->cells->zone;
    const char *wanted = context->options->zone;
    const hl_zone *zone = NULL;
    const hl_zone *zone_of_days = NULL;
    hl_status status = find_zone(wanted == NULL ? days : wanted, zones, &zone, err);
    if (status == HL_OK)
        status = find_zone(days, zones, &zone_of_days, err);
    if (status == HL_OK)
        status = keep_name(context, zone, &out->zone, err);
    if (status == HL_OK)
        status = keep_name(context, zone_of_days, &out->days_zone, err);
    if (status == HL_OK) {
        out->generated = by_clock(zone, context->options->now_utc_ms);
        out->closed = by_clock(zone, set_days(context, zone_of_days));
    }
    return status;
}

hl_status hl_analysis__clock(hl_context *context, hl_error *err)
{
    hl_zones *zones = NULL;
    hl_status status = set_clocks(context, &zones, err);
    hl_base__zones_free(zones);
    return status;
}
