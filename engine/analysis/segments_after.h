/* Dimensions whose values were made after the treatment (check_segments_after.c). */
#ifndef HL_ANALYSIS_SEGMENTS_AFTER_H
#define HL_ANALYSIS_SEGMENTS_AFTER_H

#include "analysis/context.h"

/* The first metric of which the values of the dimension tell what a unit has; SIZE_MAX: there is
 * none. What it looks at passes. */
size_t hl_analysis__told_metric(hl_context *context, uint32_t dimension);
/* Whether the check found the dimension, by its name in the design, to be one of them. */
bool hl_analysis__is_after(const hl_context *context, const char *dimension);

#endif
