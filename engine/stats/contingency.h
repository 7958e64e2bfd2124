/* Independence of two ways to sort the same things. */
#ifndef HL_STATS_CONTINGENCY_H
#define HL_STATS_CONTINGENCY_H

#include <stddef.h>

typedef struct hl_contingency {
    double chi2, df, p; /* NaN when fewer than two rows or columns are not empty */
} hl_contingency;

/* counts[row * columns + column], all >= 0. Empty rows and columns are left out. */
hl_contingency hl_stats__contingency(const double *counts, size_t rows, size_t columns);

#endif
