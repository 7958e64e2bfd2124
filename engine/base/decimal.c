/* Decimal text to attos (10^-18), without a double in between. */
#include <math.h>

#include "base/number.h"
#include "base/wide.h"

typedef struct decimal {
    hl_u128 mantissa; /* at most 37 digits */
    int exponent;     /* value = mantissa * 10^exponent */
    bool negative;
    bool sticky; /* digits other than 0 were left out */
} decimal;

enum { MOST_DIGITS = 37 };

static void take_digit(decimal *d, int digit, int *digits, bool after_point)
{
    if (*digits < MOST_DIGITS) {
        d->mantissa = d->mantissa * 10 + (unsigned)digit;
        if (d->mantissa != 0)
            (*digits)++;
        d->exponent -= after_point;
        return;
    }
    d->sticky = d->sticky || digit != 0;
    d->exponent += !after_point;
}

static bool read_exponent(const char *text, size_t length, size_t at, int *out)
{
    bool negative = at < length && text[at] == '-';
    if (at < length && (text[at] == '-' || text[at] == '+'))
        at++;
    if (at == length)
        return false;
    int value = 0;
    for (; at < length; at++) {
        if (text[at] < '0' || text[at] > '9')
            return false;
        if (value < 100000)
            value = value * 10 + (text[at] - '0');
    }
    *out = negative ? -value : value;
    return true;
}

static bool read_decimal(const char *text, size_t length, decimal *d)
{
    size_t at = length > 0 && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    d->negative = at == 1 && text[0] == '-';
    int digits = 0;
    bool point = false;
    bool any = false;
    for (; at < length; at++) {
        char c = text[at];
        if (c >= '0' && c <= '9') {
            take_digit(d, c - '0', &digits, point);
            any = true;
        } else if (c == '.' && !point) {
            point = true;
        } else {
            break;
        }
    }
    if (!any)
        return false;
    if (at == length)
        return true;
    int exponent = 0;
    if ((text[at] != 'e' && text[at] != 'E') || !read_exponent(text, length, at + 1, &exponent))
        return false;
    d->exponent += exponent;
    return true;
}

/* mantissa / 10^digits, half to even; sticky says that it was not a whole number */
static hl_u128 shift_right(hl_u128 mantissa, int digits, bool *sticky)
{
    unsigned last = 0;
    bool below = *sticky;
    for (; digits > 0; digits--) {
        below = below || last != 0;
        last = (unsigned)(mantissa % 10);
        mantissa /= 10;
        if (mantissa == 0 && last == 0) {
            *sticky = below;
            return 0;
        }
    }
    *sticky = below || last != 0;
    bool up = last > 5 || (last == 5 && (below || (mantissa & 1) != 0));
    return mantissa + (up ? 1 : 0);
}

hl_decimal_form hl_base__decimal_parse(const char *text, size_t length, hl_i128 *attos)
{
    decimal d = {0, 0, false, false};
    if (!read_decimal(text, length, &d))
        return HL_DECIMAL_INVALID;
    const hl_u128 limit = (hl_u128)1000000000000000000U * 1000000000000000000U;
    int shift = d.exponent + HL_DECIMAL_SCALE;
    for (; shift > 0 && d.mantissa != 0; shift--) {
        if (d.mantissa >= limit)
            return HL_DECIMAL_RANGE;
        d.mantissa *= 10;
    }
    bool rounded = d.sticky;
    if (shift < 0)
        d.mantissa = shift_right(d.mantissa, -shift, &rounded);
    if (d.mantissa >= limit)
        return HL_DECIMAL_RANGE;
    *attos = d.negative ? -(hl_i128)d.mantissa : (hl_i128)d.mantissa;
    return rounded ? HL_DECIMAL_ROUNDED : HL_DECIMAL_EXACT;
}

bool hl_base__decimal_from_double(double x, hl_i128 *attos)
{
    char text[HL_NUMBER_TEXT];
    if (!isfinite(x))
        return false;
    (void)hl_base__number_text(x, text);
    size_t length = 0;
    while (text[length] != '\0')
        length++;
    hl_decimal_form form = hl_base__decimal_parse(text, length, attos);
    return form == HL_DECIMAL_EXACT || form == HL_DECIMAL_ROUNDED;
}

double hl_base__decimal_to_double(hl_i128 attos)
{
    hl_wide w = {{0}};
    hl_base__wide_add_i128(&w, attos);
    return hl_base__wide_to_double(&w, HL_DECIMAL_SCALE);
}
