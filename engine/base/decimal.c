/* Decimal text to attos (10^-18), without a double in between. */
#include <math.h>
#include <string.h>

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

/* ---- sums */

/* The digits of a number without leading zeros, and where its point stands. */
typedef struct digits {
    char text[HL_WIDE_TEXT];
    size_t count;
    int exponent; /* value = digits * 10^exponent */
} digits;

static bool put_digit(digits *d, char digit)
{
    if (d->count == 0 && digit == '0')
        return true;
    if (d->count + 1 >= sizeof d->text)
        return false;
    d->text[d->count++] = digit;
    return true;
}

static bool read_digits(const char *text, size_t length, digits *d)
{
    bool any = false;
    bool point = false;
    size_t at = 0;
    for (; at < length && text[at] != 'e' && text[at] != 'E'; at++) {
        if (text[at] == '.' && !point) {
            point = true;
            continue;
        }
        if (text[at] < '0' || text[at] > '9' || !put_digit(d, text[at]))
            return false;
        d->exponent -= point;
        any = true;
    }
    int exponent = 0;
    if (at < length && !read_exponent(text, length, at + 1, &exponent))
        return false;
    d->exponent += exponent;
    return any;
}

bool hl_base__wide_from_decimal(const char *text, size_t length, int scale, hl_wide *out)
{
    digits d = {.count = 0};
    bool negative = length > 0 && text[0] == '-';
    size_t skip = length > 0 && (negative || text[0] == '+') ? 1 : 0;
    *out = (hl_wide){{0}};
    if (!read_digits(text + skip, length - skip, &d))
        return false;
    if (d.count == 0)
        return true;
    for (d.exponent += scale; d.exponent < 0; d.exponent++)
        if (d.text[--d.count] != '0')
            return false;
    size_t most = (size_t)2 * (size_t)scale + HL_DECIMAL_SCALE;
    if ((size_t)d.exponent > most || d.count + (size_t)d.exponent > most)
        return false;
    for (; d.exponent > 0; d.exponent--)
        d.text[d.count++] = '0';
    hl_wide size;
    if (!hl_base__wide_parse(d.text, d.count, &size))
        return false;
    if (negative)
        hl_base__wide_subtract(out, &size);
    else
        *out = size;
    return true;
}

char *hl_base__wide_decimal_text(const hl_wide *value, int scale, char *buffer)
{
    char all[HL_WIDE_TEXT];
    const char *from = hl_base__wide_text(value, all);
    char *to = buffer;
    if (*from == '-')
        *to++ = *from++;
    size_t count = strlen(from);
    size_t places = (size_t)scale;
    for (; places > 0 && count > 1 && from[count - 1] == '0'; places--)
        count--;
    if (*from == '0') /* it is 0 */
        places = 0;
    size_t whole = count > places ? count - places : 0;
    if (whole == 0)
        *to++ = '0';
    memcpy(to, from, whole);
    to += whole;
    if (places > 0)
        *to++ = '.';
    for (size_t zeros = places > count ? places - count : 0; zeros > 0; zeros--)
        *to++ = '0';
    memcpy(to, from + whole, count - whole);
    to[count - whole] = '\0';
    return buffer;
}

hl_i128 hl_base__common_divisor(hl_i128 a, hl_i128 b)
{
    while (b != 0) {
        hl_i128 remainder = a % b;
        a = b;
        b = remainder;
    }
    return a;
}
