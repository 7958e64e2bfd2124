/* What could not be compared (hookline/unread.h), as it is kept: a part for each thread, which are
 * merged. Zeroed = empty. */
#ifndef HL_ASSIGN_UNREAD_H
#define HL_ASSIGN_UNREAD_H

#include "assign/loose.h"
#include "hookline/unread.h"

enum { HL_UNREAD_KINDS = HL_UNREAD_DATE + 1, HL_UNREAD_NAMED = 31 };

typedef struct hl_unread_entry {
    char attribute[128];
    char example[48];
    uint64_t comparisons;
} hl_unread_entry;

struct hl_unread {
    struct hl_unread_list {
        hl_unread_entry named[HL_UNREAD_NAMED]; /* the least names, in their order */
        size_t count;
        hl_unread_entry rest; /* all others together; no comparisons: there are none */
    } of[HL_UNREAD_KINDS];
    uint64_t given_up; /* matches of patterns */
};

/* A comparison that could not be decided; not one of a column of numbers, which its reader counts.
 * why: NO_NUMBER, NO_BOOLEAN, NO_DATE. unread may be NULL. */
void hl_assign__count_unread(hl_unread *unread, hl_answer why, const hl_value *value);
/* A match that took too many steps. unread may be NULL. */
void hl_assign__count_given_up(hl_unread *unread);
/* In whatever order parts are merged, the whole is the same. into may be NULL. */
void hl_assign__unread_merge(hl_unread *into, const hl_unread *from);

#endif
