#include "assign/written_date.h"

#include "base/moment.h"
#include "base/written_number.h"

static bool read_date(const hl_value *date, hl_moment *out)
{
    if (!hl_base__is_date_like(date->text, date->length))
        return false;
    *out = hl_base__moment_read(date->text, date->length);
    return out->form != HL_TIME_INVALID;
}

bool hl_assign__date_order(const hl_value *text, const hl_value *date, hl_order *order)
{
    static const hl_order orders[] = {HL_ORDER_LESS, HL_ORDER_EQUAL, HL_ORDER_GREATER};
    hl_moment wanted;
    if (!read_date(date, &wanted))
        return false;
    hl_moment actual = hl_base__moment_read(text->text, text->length);
    if (actual.form != HL_TIME_INVALID)
        *order = orders[hl_base__moment_order(&actual, &wanted) + 1];
    else
        *order = hl_base__is_blank(text->text, text->length) ? HL_ORDER_NONE : HL_ORDER_NO_DATE;
    return true;
}

hl_answer hl_assign__same_date(const hl_value *text, const hl_value *date)
{
    hl_moment wanted;
    if (!read_date(date, &wanted))
        return HL_ANSWER_NO;
    hl_moment actual = hl_base__moment_read(text->text, text->length);
    if (actual.form == HL_TIME_INVALID)
        return hl_base__is_open_time(actual.fault) ? HL_ANSWER_NO_DATE : HL_ANSWER_NO;
    return hl_base__moment_order(&actual, &wanted) == 0 ? HL_ANSWER_YES : HL_ANSWER_NO;
}
