#include "assign/number_column.h"

#include "base/number.h"

bool hl_assign__read_number(hl_value *value, char mark, bool strict, hl_written_number *written)
{
    bool text = value->type == HL_VALUE_UNTYPED || value->type == HL_VALUE_STRING;
    if (!text || value->length == 0)
        return false;
    hl_number_form form =
        hl_base__written_number(value->text, value->length, mark, strict, written);
    if (form == HL_NUMBER_BLANK) {
        value->type = HL_VALUE_NULL;
        return false;
    }
    bool plain = form > HL_NUMBER_ROUNDED &&
                 hl_base__number_parse(value->text, value->length, &value->number);
    value->reading = form <= HL_NUMBER_ROUNDED || plain ? 1 : -1;
    if (form <= HL_NUMBER_ROUNDED)
        value->number = hl_base__decimal_to_double(written->attos);
    return form <= HL_NUMBER_ROUNDED;
}
