/* Exact sums. A value is a decimal held as an integer number of attos (10^-18); a sum of values, or
 * of products of two values (10^-36), is a 384-bit integer. Adding is exact, so the order of the
 * rows, the number of threads and the way a file was split cannot change a sum, and what was added
 * can be subtracted again. Range: |value| < 10^18 and up to 2^40 values: |sum of products| < 2^280.
 */
#ifndef HL_BASE_WIDE_H
#define HL_BASE_WIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

__extension__ typedef __int128 hl_i128;
__extension__ typedef unsigned __int128 hl_u128;

enum { HL_WIDE_LIMBS = 6, HL_DECIMAL_SCALE = 18 };

/* Two's complement, least significant limb first. Zeroed = 0. */
typedef struct hl_wide {
    uint64_t limb[HL_WIDE_LIMBS];
} hl_wide;

/* What a text said, in attos. */
typedef enum hl_decimal_form {
    HL_DECIMAL_EXACT,
    HL_DECIMAL_ROUNDED, /* had digits beyond 10^-18: rounded half to even */
    HL_DECIMAL_RANGE,   /* |value| >= 10^18 */
    HL_DECIMAL_INVALID  /* not a number */
} hl_decimal_form;

hl_decimal_form hl_base__decimal_parse(const char *text, size_t length, hl_i128 *attos);
/* The shortest decimal of x as attos; false when x is not finite or out of range. */
bool hl_base__decimal_from_double(double x, hl_i128 *attos);
/* The double nearest to the value. */
double hl_base__decimal_to_double(hl_i128 attos);
/* The greatest one; of 0 and b it is b. Neither is negative. */
hl_i128 hl_base__common_divisor(hl_i128 a, hl_i128 b);

void hl_base__wide_add(hl_wide *sum, const hl_wide *other);
void hl_base__wide_subtract(hl_wide *sum, const hl_wide *other);
void hl_base__wide_add_i128(hl_wide *sum, hl_i128 value);
/* sum += a * b (exact). */
void hl_base__wide_add_product(hl_wide *sum, hl_i128 a, hl_i128 b);
/* value * factor; factor >= 0. Overflow beyond 384 bits is a programmer error. */
hl_wide hl_base__wide_scale(const hl_wide *value, uint64_t factor);
/* Product of two sums that each fit in 191 bits. */
hl_wide hl_base__wide_multiply(const hl_wide *a, const hl_wide *b);
/* value * factor / 10^18, rounded half away from 0; |factor| < 10^37. True when nothing was
 * rounded. Overflow as above. */
bool hl_base__wide_times_attos(const hl_wide *value, hl_i128 factor, hl_wide *out);
/* The sum as one number; false when it is too large to be. */
bool hl_base__wide_to_i128(const hl_wide *sum, hl_i128 *out);
int hl_base__wide_compare(const hl_wide *a, const hl_wide *b);
int hl_base__wide_sign(const hl_wide *value); /* -1, 0, 1 */
/* The double nearest to value / 10^scale; scale 0..72. */
double hl_base__wide_to_double(const hl_wide *value, int scale);

/* Decimal text of the integer ("-123"); buffer of at least HL_WIDE_TEXT bytes. And back. */
enum { HL_WIDE_TEXT = 128 };
char *hl_base__wide_text(const hl_wide *value, char *buffer);
bool hl_base__wide_parse(const char *text, size_t length, hl_wide *out);
/* Decimal text of value / 10^scale, exactly ("-12.5"); buffer of at least HL_WIDE_TEXT bytes. And
 * back, exponents included: false when it is no number, has digits beyond 10^-scale, or does not
 * fit a sum: |value| < 10^36 at scale 18, 10^54 at 36. */
char *hl_base__wide_decimal_text(const hl_wide *value, int scale, char *buffer);
bool hl_base__wide_from_decimal(const char *text, size_t length, int scale, hl_wide *out);

#endif
