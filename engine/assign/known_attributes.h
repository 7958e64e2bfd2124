/* Which of the attributes that a definition reads some user has, and of the values that it asks
 * them to equal: what nobody has is a slip of the hand, and the definition would pass and do
 * nothing. */
#ifndef HL_ASSIGN_KNOWN_ATTRIBUTES_H
#define HL_ASSIGN_KNOWN_ATTRIBUTES_H

#include "assign/condition.h"
#include "base/map.h"
#include "hookline/rows.h"

/* A text that an attribute shall equal as it stands. */
typedef struct hl_known_value {
    uint32_t attribute; /* of wanted */
    const char *text;   /* of the condition, which outlives it */
    size_t length;
    bool seen;
    int64_t alike; /* users who have it otherwise written, as no other text of the condition has */
    char near[64]; /* the least value that differs in case, width or spaces alone; "": none */
} hl_known_value;

/* Zeroed = empty and ready. */
typedef struct hl_known_attributes {
    hl_map wanted;
    bool *seen; /* by number of wanted */
    size_t seen_capacity;
    size_t seen_count;
    hl_map names; /* that users have, or their file: what may be meant */
    size_t value_count;
    hl_known_value *values;
} hl_known_attributes;

/* Each returns false when out of memory. */
bool hl_assign__known_want(hl_known_attributes *known, const char *name);
bool hl_assign__known_want_read(hl_known_attributes *known, const hl_predicate *predicate);
/* Columns of the users' file. */
bool hl_assign__known_columns(hl_known_attributes *known, const hl_row_source *rows);
/* Whether there is nothing left to look for: of values there is until the last user. */
bool hl_assign__known_all(const hl_known_attributes *known);
/* One user. */
bool hl_assign__known_note(hl_known_attributes *known, const hl_value *attributes);
/* Calls tell for each that no user has, by its number among the wanted; near: the name that may be
 * meant, or NULL. */
typedef void hl_known_tell(void *context, uint32_t number, const char *name, const char *near);
bool hl_assign__known_missing(const hl_known_attributes *known, hl_known_tell *tell, void *context);
/* Calls tell for each value that some user has but for how it is written. */
typedef void hl_known_tell_value(void *context, const char *name, const hl_known_value *value);
void hl_assign__known_respelt(const hl_known_attributes *known, hl_known_tell_value *tell,
                              void *context);
/* What is told of it. */
enum { HL_KNOWN_TEXT = 400 };
void hl_assign__known_respelt_text(const char *name, const hl_known_value *value,
                                   char out[HL_KNOWN_TEXT]);
void hl_assign__known_free(hl_known_attributes *known);

#endif
