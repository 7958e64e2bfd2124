#include "base/number.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/c_locale.h"
#include "hookline/number.h"

static void format(double x, int digits, bool fixed, char buffer[HL_NUMBER_TEXT])
{
    locale_t before = hl_base__c_locale_enter();
    (void)snprintf(buffer, HL_NUMBER_TEXT, fixed ? "%.*f" : "%.*g", digits, x);
    hl_base__c_locale_leave(before);
}

static double parse(const char *text)
{
    locale_t before = hl_base__c_locale_enter();
    double x = strtod(text, NULL);
    hl_base__c_locale_leave(before);
    return x;
}

/* NULL when x is finite. */
static char *not_finite(double x, char buffer[HL_NUMBER_TEXT])
{
    if (isnan(x))
        return memcpy(buffer, "nan", 4);
    if (isinf(x))
        return x > 0 ? memcpy(buffer, "inf", 4) : memcpy(buffer, "-inf", 5);
    return NULL;
}

char *hl_base__number_text(double x, char buffer[HL_NUMBER_TEXT])
{
    if (!isfinite(x))
        return not_finite(x, buffer);
    if (x == trunc(x) && fabs(x) < 1e15) {
        format(x == 0 ? 0.0 : x, 0, true, buffer);
        return buffer;
    }
    /* %g leaves out trailing zeros, and no two doubles share 15 digits: what 15 digits can say is
     * already said in the fewest (subnormal ones have fewer digits to tell them apart). */
    for (int digits = fabs(x) < DBL_MIN ? 1 : 15; digits <= 17; digits++) {
        format(x, digits, false, buffer);
        if (digits == 17 || parse(buffer) == x)
            break;
    }
    return buffer;
}

char *hl_base__number_significant(double x, int digits, char buffer[HL_NUMBER_TEXT])
{
    if (!isfinite(x))
        return not_finite(x, buffer);
    format(x, digits, false, buffer);
    return buffer;
}

char *hl_base__number_fixed(double x, int decimals, char buffer[HL_NUMBER_TEXT])
{
    if (!isfinite(x) || fabs(x) >= 1e15)
        return hl_base__number_text(x, buffer);
    format(x, decimals, true, buffer);
    if (buffer[0] == '-' && strspn(buffer + 1, "0.") == strlen(buffer + 1))
        memmove(buffer, buffer + 1, strlen(buffer));
    return buffer;
}

static size_t skip_digits(const char *text, size_t length, size_t at)
{
    while (at < length && text[at] >= '0' && text[at] <= '9')
        at++;
    return at;
}

/* -?digits[.digits][e[+-]digits], at least one digit before or after the point */
static bool is_number(const char *text, size_t length)
{
    size_t at = length > 0 && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    size_t whole = skip_digits(text, length, at);
    size_t digits = whole - at;
    at = whole;
    if (at < length && text[at] == '.') {
        size_t end = skip_digits(text, length, at + 1);
        digits += end - at - 1;
        at = end;
    }
    if (digits == 0)
        return false;
    if (at < length && (text[at] == 'e' || text[at] == 'E')) {
        at++;
        if (at < length && (text[at] == '-' || text[at] == '+'))
            at++;
        size_t end = skip_digits(text, length, at);
        if (end == at)
            return false;
        at = end;
    }
    return at == length;
}

bool hl_base__number_parse(const char *text, size_t length, double *out)
{
    char copy[512];
    if (length == 0 || length >= sizeof copy || !is_number(text, length))
        return false;
    memcpy(copy, text, length);
    copy[length] = '\0';
    double value = parse(copy);
    if (!isfinite(value))
        return false;
    *out = value;
    return true;
}

bool hl_base__number_parse_share(const char *text, size_t length, double *out)
{
    bool percent = length > 1 && text[length - 1] == '%';
    if (!hl_base__number_parse(text, percent ? length - 1 : length, out))
        return false;
    *out = percent ? *out / 100 : *out;
    return true;
}

bool hl_base__number_parse_int(const char *text, size_t length, int64_t *out)
{
    size_t at = length > 0 && text[0] == '-' ? 1 : 0;
    if (at == length || skip_digits(text, length, at) != length)
        return false;
    uint64_t value = 0;
    for (size_t i = at; i < length; i++) {
        uint64_t digit = (uint64_t)(text[i] - '0');
        if (value > (INT64_MAX - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *out = at == 1 ? -(int64_t)value : (int64_t)value;
    return true;
}

bool hl_number_parse(const char *text, double *out)
{
    return hl_base__number_parse(text, strlen(text), out);
}

bool hl_number_parse_share(const char *text, double *out)
{
    return hl_base__number_parse_share(text, strlen(text), out);
}

char *hl_number_significant(double x, int digits, char text[HL_NUMBER_SIZE])
{
    return hl_base__number_significant(x, digits, text);
}
