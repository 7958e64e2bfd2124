/* By whose clock a report tells its instants. Only what is shown: cells know days of UTC. */
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

hl_status hl_analysis__clock(hl_context *context, hl_error *err)
{
    hl_analysis *out = context->out;
    hl_zones *zones = NULL;
    const hl_zone *zone = NULL;
    int64_t as_of = context->options->as_of_utc_ms;
    int64_t closed = as_of == INT64_MAX ? INT64_MAX : hl_base__civil_day_of(as_of) * HL_DAY_MS;
    hl_status status = find_zone(context->options->zone, &zones, &zone, err);
    if (status == HL_OK) {
        out->generated = by_clock(zone, context->options->now_utc_ms);
        out->closed = by_clock(zone, closed);
        out->zone =
            zone == NULL ? NULL : hl_base__arena_string(context->arena, hl_base__zone_name(zone));
        if (zone != NULL && out->zone == NULL)
            status = hl_error_memory(err);
    }
    hl_base__zones_free(zones);
    return status;
}
