#include "analysis/compare.h"

void hl_analysis__factors(hl_context *context)
{
    (void)context;
}
