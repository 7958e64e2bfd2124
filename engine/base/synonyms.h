/* Other words for the words of Hookline: what people say who come from another tool, or from
 * another name of the same thing. */
#ifndef HL_BASE_SYNONYMS_H
#define HL_BASE_SYNONYMS_H

#include <stddef.h>

/* The candidate that means what name says, in whatever case and with - or _; NULL: none is known.
 */
const char *hl_base__same_meaning(const char *name, const char *const *candidates, size_t count);

#endif
