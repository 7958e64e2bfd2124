/* Ids of one user that two files, or two rows, write in two ways: U7 and u7, 007 and 7, 7.0 and 7.
 */
#ifndef HL_BASE_ID_KEY_H
#define HL_BASE_ID_KEY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/spelling.h"

/* Whether the id is its own key as it stands: asked first, as of most ids it is. */
bool hl_base__id_is_key(const char *id, size_t length);
/* The one spelling of all ids that are one but for how they are written: folded (spelling.h),
 * without marks around it (+ ' " = # ;), "mailto:", "tel:", "gid://.../" and "GA1.2." before it, as
 * a number without leading zeros, ".0", thousands' commas, a telephone's groups and +86, a UUID
 * with its dashes, "u_7" as "u7". out has room for HL_FOLDED(length) bytes. Returns the length. */
size_t hl_base__id_key(const char *id, size_t length, char *out);
#endif
