#include "assign/written_order.h"

#include "base/wide.h"
#include "base/written_number.h"

static bool read_by(const hl_value *text, char mark, double *out)
{
    hl_written_number written;
    hl_number_form form = hl_base__written_number(text->text, text->length, mark, false, &written);
    if (form > HL_NUMBER_ROUNDED)
        return false;
    *out = hl_base__decimal_to_double(written.attos);
    return true;
}

static hl_order order_of(double a, double b)
{
    return a < b ? HL_ORDER_LESS : a > b ? HL_ORDER_GREATER : HL_ORDER_EQUAL;
}

hl_order hl_assign__written_order(const hl_value *text, double number, bool equality)
{
    double by_point = 0;
    double by_comma = 0;
    bool readable = text->type == HL_VALUE_UNTYPED && read_by(text, '.', &by_point) &&
                    read_by(text, ',', &by_comma);
    if (!readable)
        return equality ? HL_ORDER_NONE : HL_ORDER_NO_NUMBER;
    hl_order order = order_of(by_point, number);
    hl_order other = order_of(by_comma, number);
    bool neither = equality && order != HL_ORDER_EQUAL && other != HL_ORDER_EQUAL;
    return order == other || neither ? order : HL_ORDER_NO_NUMBER;
}
