/* variance = (n sum x^2 - (sum x)^2) / (n (n - 1)), where numerator and sums are integers: nothing
 * cancels, however large the mean is beside the spread (NIST StRD: SmLs09, NumAcc4). */
#include "stats/exact_moments.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

bool hl_stats__exact_sums(const char *const *texts, size_t count, hl_exact_sums *sums)
{
    *sums = (hl_exact_sums){.n = count};
    for (size_t i = 0; i < count; i++) {
        hl_i128 attos;
        hl_decimal_form form = hl_base__decimal_parse(texts[i], strlen(texts[i]), &attos);
        if (form != HL_DECIMAL_EXACT && form != HL_DECIMAL_ROUNDED)
            return false;
        sums->rounded |= form == HL_DECIMAL_ROUNDED;
        hl_base__wide_add_i128(&sums->sum, attos);
        hl_base__wide_add_product(&sums->squares, attos, attos);
    }
    return true;
}

hl_sample hl_stats__exact_sample(const hl_exact_sums *sums)
{
    double n = (double)sums->n;
    hl_sample out = {n, HL_NAN, HL_NAN};
    if (sums->n > 0)
        out.mean = hl_base__wide_to_double(&sums->sum, HL_DECIMAL_SCALE) / n;
    if (sums->n < 2)
        return out;
    hl_wide numerator = hl_base__wide_scale(&sums->squares, sums->n);
    hl_wide square = hl_base__wide_multiply(&sums->sum, &sums->sum);
    hl_base__wide_subtract(&numerator, &square);
    out.variance = hl_base__wide_to_double(&numerator, 2 * HL_DECIMAL_SCALE) / n / (n - 1);
    return out;
}

double hl_stats__exact_mean_difference(const hl_exact_sums *a, const hl_exact_sums *b)
{
    if (a->n == 0 || b->n == 0)
        return HL_NAN;
    hl_wide numerator = {{0}}, other = {{0}};
    hl_wide count_a = {{a->n}}, count_b = {{b->n}};
    numerator = hl_base__wide_multiply(&b->sum, &count_a);
    other = hl_base__wide_multiply(&a->sum, &count_b);
    hl_base__wide_subtract(&numerator, &other);
    return hl_base__wide_to_double(&numerator, HL_DECIMAL_SCALE) / (double)a->n / (double)b->n;
}

hl_sample hl_stats__two_pass_sample(const double *values, size_t count)
{
    double n = (double)count, sum = 0, squares = 0, drift = 0;
    for (size_t i = 0; i < count; i++)
        sum += values[i];
    double mean = sum / n;
    for (size_t i = 0; i < count; i++) {
        squares += (values[i] - mean) * (values[i] - mean);
        drift += values[i] - mean;
    }
    hl_sample out = {n, mean + drift / n, HL_NAN};
    if (count >= 2)
        out.variance = (squares - drift * drift / n) / (n - 1);
    return out;
}
