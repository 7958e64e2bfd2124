#include "analysis/estimator.h"

void hl_analysis__anytime(const hl_terms *terms, const hl_moments *control,
                          const hl_moments *treatment, double share, hl_comparison *out)
{
    (void)terms;
    (void)control;
    (void)treatment;
    (void)share;
    (void)out;
}
