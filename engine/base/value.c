#include "base/value.h"

#include <string.h>

const hl_value *hl_base__value_get(const hl_value *object, const char *key)
{
    if (object == NULL || object->type != HL_VALUE_OBJECT)
        return NULL;
    for (size_t i = 0; i < object->count; i++)
        if (strcmp(object->items[i].key, key) == 0)
            return &object->items[i];
    return NULL;
}

const char *hl_base__value_type_name(hl_value_type type)
{
    static const char *const names[] = {
        [HL_VALUE_NULL] = "null",     [HL_VALUE_BOOL] = "boolean", [HL_VALUE_NUMBER] = "number",
        [HL_VALUE_STRING] = "string", [HL_VALUE_UNTYPED] = "text", [HL_VALUE_ARRAY] = "array",
        [HL_VALUE_OBJECT] = "object",
    };
    return names[type];
}
