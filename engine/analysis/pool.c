#include "analysis/compare.h"

void hl_analysis__pool_segments(hl_context *context, size_t first, size_t count,
                                const hl_log_ratio *ratios)
{
    (void)context;
    (void)first;
    (void)count;
    (void)ratios;
}
