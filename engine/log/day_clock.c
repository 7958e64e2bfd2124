#include "log/day_clock.h"

#include <string.h>

#include "log/seal.h"

/* 2000-01-01 and 2100-01-01 */
#define SEALED_FROM  INT64_C(946684800000)
#define SEALED_UNTIL INT64_C(4102444800000)

static uint64_t seal_of(const hl_zone *zone)
{
    uint64_t seal = hl_log__seal_text(0, hl_base__zone_name(zone));
    int64_t from = 0;
    int64_t until = 0;
    for (int64_t at = SEALED_FROM; at < SEALED_UNTIL; at = until) {
        seal = hl_log__seal_number(seal, hl_base__zone_offset_range(zone, at, &from, &until));
        seal = hl_log__seal_number(seal, until);
    }
    return seal;
}

hl_status hl_log__day_clock(hl_store *store, const char *zone, const hl_zone **out, uint64_t *seal,
                            hl_error *err)
{
    *out = NULL;
    *seal = 0;
    if (zone == NULL)
        return HL_OK;
    if (store->zones == NULL)
        store->zones = hl_base__zones_new(NULL);
    if (store->zones == NULL || hl_base__zones_find(store->zones, zone, strlen(zone), out) != HL_OK)
        return hl_error_memory(err);
    if (*out == NULL)
        return hl_error_set(err, HL_REJECTED, "there is no time zone '%s' on this system", zone);
    *seal = seal_of(*out);
    return HL_OK;
}
