/* Which of the attributes that a plan reads some user has: one that nobody has is a slip of the
 * hand, and the plan would do nothing. */
#ifndef HL_PLAN_KNOWN_ATTRIBUTES_H
#define HL_PLAN_KNOWN_ATTRIBUTES_H

#include "assign/condition.h"
#include "plan/reading.h"

/* Zeroed = empty and ready. */
typedef struct hl_known_attributes {
    hl_map wanted;
    uint32_t
        of_audience; /* so many of wanted: what conditions look at, which may hold without it */
    bool *seen;      /* by number of wanted */
    size_t seen_capacity;
    hl_map names; /* that users have, or their file: what may be meant */
} hl_known_attributes;

/* Each returns false when out of memory. */
bool hl_plan__attributes_want(hl_known_attributes *known, const char *name);
bool hl_plan__attributes_want_read(hl_known_attributes *known, const hl_predicate *predicate);
/* Columns of the users' file. */
bool hl_plan__attributes_columns(hl_known_attributes *known, const hl_row_source *rows);
/* One user. */
bool hl_plan__attributes_note(hl_known_attributes *known, const hl_value *attributes);
/* A warning for each that no user has; one that only conditions look at (`blocked` is not true) is
 * no matter when it kept nobody out and looks like no other. */
bool hl_plan__attributes_remark(const hl_known_attributes *known, const hl_reading *reading);
void hl_plan__attributes_free(hl_known_attributes *known);

#endif
