/* Pearson's chi-square of independence, margins as observed:
 *
 *     X2 = sum (n_ij - e_ij)^2 / e_ij,   e_ij = n_i. n_.j / n,   df = (rows - 1)(columns - 1)
 *
 * Pearson, K. (1900), Philosophical Magazine 50:157-175; Fisher, R. A. (1922), JRSS 85:87-94 (the
 * degrees of freedom). Assumes expected counts that are not small. */
#include "stats/contingency.h"

#include <math.h>

#include "base/number.h"
#include "stats/srm_chi2.h"

static double row_sum(const double *counts, size_t columns, size_t row)
{
    double sum = 0;
    for (size_t j = 0; j < columns; j++)
        sum += counts[row * columns + j];
    return sum;
}

static double column_sum(const double *counts, size_t rows, size_t columns, size_t column)
{
    double sum = 0;
    for (size_t i = 0; i < rows; i++)
        sum += counts[i * columns + column];
    return sum;
}

hl_contingency hl_stats__contingency(const double *counts, size_t rows, size_t columns)
{
    double n = 0;
    double x2 = 0;
    double used_rows = 0;
    double used_columns = 0;
    for (size_t i = 0; i < rows; i++) {
        double sum = row_sum(counts, columns, i);
        n += sum;
        used_rows += sum > 0;
    }
    for (size_t j = 0; j < columns; j++) {
        double in_column = column_sum(counts, rows, columns, j);
        used_columns += in_column > 0;
        for (size_t i = 0; i < rows; i++) {
            double expected = row_sum(counts, columns, i) * in_column / n;
            double off = counts[i * columns + j] - expected;
            x2 += expected > 0 ? off * off / expected : 0;
        }
    }
    if (used_rows < 2 || used_columns < 2)
        return (hl_contingency){HL_NAN, HL_NAN, HL_NAN};
    double df = (used_rows - 1) * (used_columns - 1);
    return (hl_contingency){x2, df, exp(hl_stats__chi2_log_upper(x2, df))};
}
