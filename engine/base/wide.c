#include "base/wide.h"

#include <math.h>
#include <string.h>

void hl_base__wide_add(hl_wide *sum, const hl_wide *other)
{
    uint64_t carry = 0;
    for (int i = 0; i < HL_WIDE_LIMBS; i++) {
        hl_u128 t = (hl_u128)sum->limb[i] + other->limb[i] + carry;
        sum->limb[i] = (uint64_t)t;
        carry = (uint64_t)(t >> 64);
    }
}

static hl_wide negated(const hl_wide *value)
{
    hl_wide out;
    uint64_t carry = 1;
    for (int i = 0; i < HL_WIDE_LIMBS; i++) {
        hl_u128 t = (hl_u128)~value->limb[i] + carry;
        out.limb[i] = (uint64_t)t;
        carry = (uint64_t)(t >> 64);
    }
    return out;
}

void hl_base__wide_subtract(hl_wide *sum, const hl_wide *other)
{
    hl_wide negative = negated(other);
    hl_base__wide_add(sum, &negative);
}

static hl_wide widen(hl_i128 value)
{
    hl_wide out;
    uint64_t fill = value < 0 ? UINT64_MAX : 0;
    out.limb[0] = (uint64_t)value;
    out.limb[1] = (uint64_t)((hl_u128)value >> 64);
    for (int i = 2; i < HL_WIDE_LIMBS; i++)
        out.limb[i] = fill;
    return out;
}

void hl_base__wide_add_i128(hl_wide *sum, hl_i128 value)
{
    hl_wide w = widen(value);
    hl_base__wide_add(sum, &w);
}

int hl_base__wide_sign(const hl_wide *value)
{
    if ((value->limb[HL_WIDE_LIMBS - 1] >> 63) != 0)
        return -1;
    for (int i = 0; i < HL_WIDE_LIMBS; i++)
        if (value->limb[i] != 0)
            return 1;
    return 0;
}

static hl_wide magnitude(const hl_wide *value)
{
    return hl_base__wide_sign(value) < 0 ? negated(value) : *value;
}

/* Schoolbook product of the low limbs, modulo 2^384. */
static hl_wide multiply_unsigned(const hl_wide *a, const hl_wide *b)
{
    hl_wide out = {{0}};
    for (int i = 0; i < HL_WIDE_LIMBS; i++) {
        uint64_t carry = 0;
        if (a->limb[i] == 0)
            continue;
        for (int j = 0; i + j < HL_WIDE_LIMBS; j++) {
            hl_u128 t = (hl_u128)a->limb[i] * b->limb[j] + out.limb[i + j] + carry;
            out.limb[i + j] = (uint64_t)t;
            carry = (uint64_t)(t >> 64);
        }
    }
    return out;
}

hl_wide hl_base__wide_multiply(const hl_wide *a, const hl_wide *b)
{
    hl_wide x = magnitude(a);
    hl_wide y = magnitude(b);
    hl_wide product = multiply_unsigned(&x, &y);
    return hl_base__wide_sign(a) * hl_base__wide_sign(b) < 0 ? negated(&product) : product;
}

void hl_base__wide_add_product(hl_wide *sum, hl_i128 a, hl_i128 b)
{
    hl_wide x = widen(a);
    hl_wide y = widen(b);
    hl_wide product = hl_base__wide_multiply(&x, &y);
    hl_base__wide_add(sum, &product);
}

hl_wide hl_base__wide_scale(const hl_wide *value, uint64_t factor)
{
    hl_wide f = {{factor}};
    return hl_base__wide_multiply(value, &f);
}

int hl_base__wide_compare(const hl_wide *a, const hl_wide *b)
{
    hl_wide difference = *a;
    hl_base__wide_subtract(&difference, b);
    return hl_base__wide_sign(&difference);
}

bool hl_base__wide_to_i128(const hl_wide *sum, hl_i128 *out)
{
    *out = (hl_i128)((hl_u128)sum->limb[1] << 64 | sum->limb[0]);
    hl_wide back = widen(*out);
    return memcmp(&back, sum, sizeof back) == 0;
}

static uint64_t divide_small(hl_wide *value, uint64_t divisor)
{
    hl_u128 rest = 0;
    for (int i = HL_WIDE_LIMBS - 1; i >= 0; i--) {
        hl_u128 t = rest << 64 | value->limb[i];
        value->limb[i] = (uint64_t)(t / divisor);
        rest = t % divisor;
    }
    return (uint64_t)rest;
}

bool hl_base__wide_times_attos(const hl_wide *value, hl_i128 factor, hl_wide *out)
{
    const uint64_t one = UINT64_C(1000000000000000000);
    hl_wide zero = {{0}};
    bool below = hl_base__wide_sign(value) < 0;
    bool negative = below != (factor < 0);
    hl_wide size = zero;
    (below ? hl_base__wide_subtract : hl_base__wide_add)(&size, value);
    factor = factor < 0 ? -factor : factor;
    hl_wide whole = hl_base__wide_scale(&size, (uint64_t)(factor / one));
    hl_wide parts = hl_base__wide_scale(&size, (uint64_t)(factor % one));
    uint64_t rest = divide_small(&parts, one);
    hl_base__wide_add(&whole, &parts);
    hl_base__wide_add_i128(&whole, rest >= one / 2 ? 1 : 0);
    *out = zero;
    (negative ? hl_base__wide_subtract : hl_base__wide_add)(out, &whole);
    return rest == 0;
}

static int bit_length(const hl_wide *value)
{
    for (int i = HL_WIDE_LIMBS - 1; i >= 0; i--)
        for (int bit = 63; bit >= 0; bit--)
            if ((value->limb[i] >> bit & 1) != 0)
                return i * 64 + bit + 1;
    return 0;
}

static hl_wide shift_left(const hl_wide *value, int bits)
{
    hl_wide out = {{0}};
    int limbs = bits / 64;
    int rest = bits % 64;
    for (int i = HL_WIDE_LIMBS - 1; i >= limbs; i--) {
        out.limb[i] = value->limb[i - limbs] << rest;
        if (rest > 0 && i > limbs)
            out.limb[i] |= value->limb[i - limbs - 1] >> (64 - rest);
    }
    return out;
}

/* The top 64 bits, the lowest of them set when anything below is not 0: enough for one correct
 * rounding. *exponent becomes the weight of the lowest bit. */
static uint64_t top_bits(const hl_wide *value, bool sticky, int *exponent)
{
    int length = bit_length(value);
    if (length <= 64) {
        *exponent = 0;
        return value->limb[0] | (sticky ? 1 : 0);
    }
    hl_wide left = shift_left(value, HL_WIDE_LIMBS * 64 - length);
    for (int i = 0; i < HL_WIDE_LIMBS - 1; i++)
        sticky = sticky || left.limb[i] != 0;
    *exponent = length - 64;
    return left.limb[HL_WIDE_LIMBS - 1] | (sticky ? 1 : 0);
}

double hl_base__wide_to_double(const hl_wide *value, int scale)
{
    static const uint64_t tens[] = {1U,
                                    10U,
                                    100U,
                                    1000U,
                                    10000U,
                                    100000U,
                                    1000000U,
                                    10000000U,
                                    100000000U,
                                    1000000000U,
                                    10000000000U,
                                    100000000000U,
                                    1000000000000U,
                                    10000000000000U,
                                    100000000000000U,
                                    1000000000000000U,
                                    10000000000000000U,
                                    100000000000000000U,
                                    1000000000000000000U};
    hl_wide m = magnitude(value);
    int length = bit_length(&m);
    if (length == 0)
        return 0;
    /* 10^scale has at most scale * 3.33 bits: shift so that 66 bits or more are left of it */
    int wanted = 66 + scale * 10 / 3 + 1;
    int shift = wanted > length ? wanted - length : 0;
    m = shift_left(&m, shift);
    bool sticky = false;
    for (int left = scale; left > 0; left -= HL_DECIMAL_SCALE)
        sticky |= divide_small(&m, tens[left < HL_DECIMAL_SCALE ? left : HL_DECIMAL_SCALE]) != 0;
    int exponent = 0;
    uint64_t bits = top_bits(&m, sticky, &exponent);
    double out = ldexp((double)bits, exponent - shift);
    return hl_base__wide_sign(value) < 0 ? -out : out;
}

char *hl_base__wide_text(const hl_wide *value, char *buffer)
{
    hl_wide m = magnitude(value);
    char digits[HL_WIDE_TEXT];
    size_t count = 0;
    do {
        digits[count++] = (char)('0' + divide_small(&m, 10));
    } while (hl_base__wide_sign(&m) != 0);
    char *out = buffer;
    if (hl_base__wide_sign(value) < 0)
        *out++ = '-';
    while (count > 0)
        *out++ = digits[--count];
    *out = '\0';
    return buffer;
}

bool hl_base__wide_parse(const char *text, size_t length, hl_wide *out)
{
    bool negative = length > 0 && text[0] == '-';
    size_t at = negative ? 1 : 0;
    if (at == length || length > 115)
        return false;
    hl_wide sum = {{0}};
    for (; at < length; at++) {
        if (text[at] < '0' || text[at] > '9')
            return false;
        sum = hl_base__wide_scale(&sum, 10);
        hl_base__wide_add_i128(&sum, text[at] - '0');
    }
    *out = negative ? negated(&sum) : sum;
    return true;
}
