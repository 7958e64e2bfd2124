#include <math.h>
#include <string.h>

#include "base/number.h"
#include "hookline/rows.h"

_Static_assert((int)HL_FIELD_DIGITS == (int)HL_NUMBER_TEXT, "a number's text fits");

static hl_field field(const char *text, hl_field_kind kind)
{
    if (text == NULL)
        return (hl_field){"", 0, HL_FIELD_ABSENT};
    return (hl_field){text, strlen(text), kind};
}

hl_field hl_field_untyped(const char *text)
{
    return field(text == NULL || text[0] == '\0' ? NULL : text, HL_FIELD_UNTYPED);
}

hl_field hl_field_text(const char *text)
{
    return field(text, HL_FIELD_TEXT);
}

hl_field hl_field_bool(bool value)
{
    return field(value ? "true" : "false", HL_FIELD_BOOL);
}

hl_field hl_field_number(double value, char digits[HL_FIELD_DIGITS])
{
    return field(isfinite(value) ? hl_base__number_text(value, digits) : NULL, HL_FIELD_NUMBER);
}
