#include "log/user_zone.h"

#include <string.h>

#include "assign/zone_attributes.h"
#include "base/written_number.h"
#include "base/zone_names.h"

/* "Asia/Tokyo|Asia/Seoul": none when one of them is vague or unknown. */
static hl_status first_of(hl_zones *zones, const char *text, size_t length, const hl_zone **out,
                          hl_error *err)
{
    *out = NULL;
    for (size_t at = 0; at <= length;) {
        const char *bar = memchr(text + at, '|', length - at);
        size_t end = bar == NULL ? length : (size_t)(bar - text);
        const hl_zone *zone = NULL;
        if (hl_base__zones_find(zones, text + at, end - at, &zone) != HL_OK)
            return hl_error_memory(err);
        if (zone == NULL || hl_base__zone_is_vague(text + at, end - at)) {
            *out = NULL;
            return HL_OK;
        }
        *out = *out == NULL ? zone : *out;
        at = end + 1;
    }
    return HL_OK;
}

/* The first of one kind that is understood. */
static hl_status kind_zone(hl_zones *zones, size_t which, const hl_value *attributes,
                           const hl_zone **out, hl_error *err)
{
    char path[HL_ZONE_PATH];
    const hl_value *value = NULL;
    hl_status status = HL_OK;
    for (size_t at = 0; status == HL_OK && *out == NULL &&
                        (value = hl_assign__zone_next(attributes, which, &at, path)) != NULL;)
        if (value->text != NULL && value->length > 0 &&
            !hl_base__is_null(value->text, value->length) &&
            !(which == HL_ZONE_OF_DEVICE &&
              hl_assign__zone_is_no_place(value->text, value->length)))
            status = first_of(zones, value->text, value->length, out, err);
    return status;
}

hl_status hl_log__user_zone(hl_zones *zones, const hl_log_user *user, const hl_value *attributes,
                            const hl_zone **out, hl_error *err)
{
    hl_status status = HL_OK;
    *out = NULL;
    for (size_t i = 0; i < HL_ZONE_ATTRIBUTES && status == HL_OK && *out == NULL; i++) {
        bool profile = strcmp(hl_assign__zone_attributes[i], "zone") == 0;
        if (profile && user->zone != NULL && !hl_base__is_null(user->zone, strlen(user->zone)))
            status = first_of(zones, user->zone, strlen(user->zone), out, err);
        if (status == HL_OK && *out == NULL)
            status = kind_zone(zones, i, attributes, out, err);
    }
    const hl_value *other = NULL;
    const hl_value *evident = hl_assign__zone_by_value(attributes, &other);
    if (status == HL_OK && *out == NULL && evident != NULL)
        status = first_of(zones, evident->text, evident->length, out, err);
    return status;
}
