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

hl_status hl_log__user_zone(hl_zones *zones, const hl_log_user *user, const hl_value *attributes,
                            const hl_zone **out, hl_error *err)
{
    hl_status status = HL_OK;
    *out = NULL;
    for (int i = 0; i < HL_ZONE_ATTRIBUTES && status == HL_OK && *out == NULL; i++) {
        const char *name = hl_assign__zone_attributes[i];
        const hl_value *value = hl_base__value_get(attributes, name);
        const char *text = value == NULL ? NULL : value->text;
        size_t length = value == NULL ? 0 : value->length;
        if (strcmp(name, "zone") == 0 && user->zone != NULL) {
            text = user->zone;
            length = strlen(text);
        }
        if (text != NULL && length > 0 && !hl_base__is_null(text, length))
            status = first_of(zones, text, length, out, err);
    }
    return status;
}
