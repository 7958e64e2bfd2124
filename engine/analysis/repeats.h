/* Comparisons that were made before. A dimension of thousands of values has small segments, and of
 * small counts the same pairs come again and again: what two samples say, an exact test and a
 * quadrature, is then computed once and copied. */
#ifndef HL_ANALYSIS_REPEATS_H
#define HL_ANALYSIS_REPEATS_H

#include "analysis/compare.h"
#include "base/map.h"

/* Of one metric. A zeroed one is empty and ready. */
typedef struct hl_repeats {
    hl_map keys;      /* all that a comparison depends on */
    hl_growing first; /* const hl_comparison *, by key */
} hl_repeats;

/* As hl_analysis__comparisons. */
hl_comparison *hl_analysis__repeated(hl_context *context, hl_repeats *repeats,
                                     const hl_comparison_input *input, size_t *count);
void hl_analysis__repeats_free(hl_repeats *repeats);

#endif
