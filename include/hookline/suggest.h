/* "Did you mean", for callers of the library. */
#ifndef HOOKLINE_SUGGEST_H
#define HOOKLINE_SUGGEST_H

#include <stddef.h>

#include "hookline/error.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The candidate that means the same as the word ("ttest": welch), else the one nearest to it when
 * it is near enough to be a slip of the hand, else NULL. Borrowed from candidates; the first of
 * equals wins. */
HL_API const char *hl_suggest(const char *name, const char *const *candidates, size_t count);

#ifdef __cplusplus
}
#endif
#endif
