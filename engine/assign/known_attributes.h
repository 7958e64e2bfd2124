/* Which of the attributes that a definition reads some user has: one that nobody has is a slip of
 * the hand, and the definition would pass and do nothing. */
#ifndef HL_ASSIGN_KNOWN_ATTRIBUTES_H
#define HL_ASSIGN_KNOWN_ATTRIBUTES_H

#include "assign/condition.h"
#include "base/map.h"
#include "hookline/rows.h"

/* Zeroed = empty and ready. */
typedef struct hl_known_attributes {
    hl_map wanted;
    bool *seen; /* by number of wanted */
    size_t seen_capacity;
    size_t seen_count;
    hl_map names; /* that users have, or their file: what may be meant */
} hl_known_attributes;

/* Each returns false when out of memory. */
bool hl_assign__known_want(hl_known_attributes *known, const char *name);
bool hl_assign__known_want_read(hl_known_attributes *known, const hl_predicate *predicate);
/* Columns of the users' file. */
bool hl_assign__known_columns(hl_known_attributes *known, const hl_row_source *rows);
/* One user. */
bool hl_assign__known_note(hl_known_attributes *known, const hl_value *attributes);
/* Calls tell for each that no user has, by its number among the wanted; near: the name that may be
 * meant, or NULL. */
typedef void hl_known_tell(void *context, uint32_t number, const char *name, const char *near);
bool hl_assign__known_missing(const hl_known_attributes *known, hl_known_tell *tell, void *context);
void hl_assign__known_free(hl_known_attributes *known);

#endif
