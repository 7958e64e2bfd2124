#include "base/number.h"

#include <errno.h>
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* printf and strtod follow the locale's decimal point; the point is put right by hand because
 * the library never sets the locale of its host. */
static void point_from_locale(char *text)
{
    const char *point = localeconv()->decimal_point;
    char *found = point[0] == '.' ? NULL : strstr(text, point);
    if (found == NULL)
        return;
    size_t length = strlen(point);
    *found = '.';
    memmove(found + 1, found + length, strlen(found + length) + 1);
}

char *hl_base__number_text(double x, char buffer[HL_NUMBER_TEXT])
{
    if (isnan(x))
        return memcpy(buffer, "nan", 4);
    if (isinf(x))
        return x > 0 ? memcpy(buffer, "inf", 4) : memcpy(buffer, "-inf", 5);
    if (x == trunc(x) && fabs(x) < 1e15) {
        (void)snprintf(buffer, HL_NUMBER_TEXT, "%.0f", x == 0 ? 0.0 : x);
        return buffer;
    }
    /* %g leaves out trailing zeros, and no two doubles share 15 digits: what 15 digits can say is
     * already said in the fewest (subnormal ones have fewer digits to tell them apart). */
    for (int digits = fabs(x) < DBL_MIN ? 1 : 15; digits <= 17; digits++) {
        (void)snprintf(buffer, HL_NUMBER_TEXT, "%.*g", digits, x);
        if (digits == 17 || strtod(buffer, NULL) == x)
            break;
    }
    point_from_locale(buffer);
    return buffer;
}

char *hl_base__number_fixed(double x, int decimals, char buffer[HL_NUMBER_TEXT])
{
    if (!isfinite(x) || fabs(x) >= 1e15)
        return hl_base__number_text(x, buffer);
    (void)snprintf(buffer, HL_NUMBER_TEXT, "%.*f", decimals, x);
    if (buffer[0] == '-' && strspn(buffer + 1, "0.,") == strlen(buffer + 1))
        memmove(buffer, buffer + 1, strlen(buffer));
    point_from_locale(buffer);
    return buffer;
}

char *hl_base__number_significant(double x, int digits, char buffer[HL_NUMBER_TEXT])
{
    if (!isfinite(x))
        return hl_base__number_text(x, buffer);
    (void)snprintf(buffer, HL_NUMBER_TEXT, "%.*g", digits, x);
    point_from_locale(buffer);
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
    const char *point = localeconv()->decimal_point;
    char *dot = point[0] == '.' || strlen(point) != 1 ? NULL : strchr(copy, '.');
    if (dot != NULL)
        *dot = point[0];
    errno = 0;
    double value = strtod(copy, NULL);
    if (!isfinite(value))
        return false;
    *out = value;
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
