#include "calc/exact_difference.h"

#include <string.h>

#include "base/wide.h"

double hl_calc__exact_difference(const hl_arg *a, const hl_arg *b)
{
    hl_i128 x, y;
    if (a->text == NULL || b->text == NULL ||
        hl_base__decimal_parse(a->text, strlen(a->text), &x) != HL_DECIMAL_EXACT ||
        hl_base__decimal_parse(b->text, strlen(b->text), &y) != HL_DECIMAL_EXACT)
        return a->number - b->number;
    return hl_base__decimal_to_double(x - y);
}
