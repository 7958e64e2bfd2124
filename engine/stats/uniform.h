/* Are p-values uniform on [0, 1]? */
#ifndef HL_STATS_UNIFORM_H
#define HL_STATS_UNIFORM_H

#include <stddef.h>

typedef struct hl_uniform_ks {
    double d, p;    /* two-sided */
    double small_p; /* one-sided: small values too frequent anywhere */
} hl_uniform_ks;

typedef struct hl_uniform_ad {
    double a2, p;
} hl_uniform_ad;

/* sorted: ascending, in [0, 1]. NaN when count is below 8. */
hl_uniform_ks hl_stats__uniform_ks(const double *sorted, size_t count);
/* The same. p is good to about 2e-6, absolute. */
hl_uniform_ad hl_stats__uniform_ad(const double *sorted, size_t count);

#endif
