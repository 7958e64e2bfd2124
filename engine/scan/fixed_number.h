/* Decimal text to an integer at a fixed scale, for the numbers that most files are made of. What it
 * does not take (exponents, more digits than the scale, large values) is left to
 * hl_base__decimal_parse; what it takes, that reads the same. */
#ifndef HL_SCAN_FIXED_NUMBER_H
#define HL_SCAN_FIXED_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/written_number.h"

enum { HL_SCAN_MOST_SCALE = 9 };
#define HL_SCAN_LIMIT (INT64_C(1) << 53)

static const int64_t hl_scan__tens[HL_SCAN_MOST_SCALE + 1] = {
    1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};

/* *out = value * 10^scale, |*out| < 2^53; *places: the digits behind the point, -1 without one.
 * False when it is not taken. */
static inline bool hl_scan__fixed(const char *text, size_t length, int scale, int64_t *out,
                                  int *places)
{
    const char *end = text + length;
    bool negative = length > 0 && *text == '-';
    text += negative;
    if (end - text > 17)
        return false;
    int64_t mantissa = 0;
    int digits = 0;
    const char *point = NULL;
    for (; text < end; text++) {
        unsigned digit = (unsigned)(unsigned char)*text - '0';
        if (digit < 10) {
            mantissa = mantissa * 10 + digit;
            digits++;
        } else if (*text == '.' && point == NULL) {
            point = text + 1;
        } else {
            return false;
        }
    }
    int64_t behind = point == NULL ? 0 : end - point;
    if (digits == 0 || behind > scale)
        return false;
    int64_t ten = hl_scan__tens[scale - (int)behind];
    if (mantissa >= HL_SCAN_LIMIT / ten)
        return false;
    mantissa *= ten;
    *out = negative ? -mantissa : mantissa;
    *places = point == NULL ? -1 : (int)behind;
    return true;
}

/* How such a number is written, as hl_base__written_number says it. */
static inline hl_number_writing hl_scan__writing(const char *text, size_t length, int scale,
                                                 int64_t value, int places)
{
    if (places < 0) {
        int64_t hundred = 100 * hl_scan__tens[scale];
        int64_t size = value < 0 ? -value : value;
        if (size < hundred)
            return size == 0 ? HL_WRITTEN_ZERO : HL_WRITTEN_PLAIN;
        return size < 10 * hundred ? HL_WRITTEN_HUNDREDS : HL_WRITTEN_LARGE;
    }
    if (places != 3)
        return HL_WRITTEN_POINT;
    bool negative = *text == '-';
    size_t whole = length - 4 - negative;
    return whole >= 1 && whole <= 3 && text[negative] != '0' ? HL_WRITTEN_OPEN_POINT
                                                             : HL_WRITTEN_POINT;
}

#endif
