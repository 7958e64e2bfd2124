/* Names by number: those of the definition as it writes them, and those of files, which may write
 * them in another case or width, with white space around them, or with - for _. */
#ifndef HL_PLAN_NAMES_H
#define HL_PLAN_NAMES_H

#include <stdbool.h>

#include "base/map.h"

/* Zeroed = empty. */
typedef struct hl_name_set {
    hl_map exact;     /* by number */
    hl_map folded;    /* what each looks like, */
    uint32_t *number; /* and the first name that looks so */
    size_t capacity;
} hl_name_set;

/* A name of the definition: its own number, whatever else looks like it. HL_MAP_NONE: out of
 * memory. */
uint32_t hl_plan__name_add(hl_name_set *set, const char *name, size_t length);
/* The number of the name, else of one that looks like it, or HL_MAP_NONE. */
uint32_t hl_plan__name_find(const hl_name_set *set, const char *name, size_t length);
/* The same; a name that looks like none is added. HL_MAP_NONE: out of memory. */
uint32_t hl_plan__name_intern(hl_name_set *set, const char *name, size_t length);
const char *hl_plan__name_text(const hl_name_set *set, uint32_t number);
/* Whether two names look alike. */
bool hl_plan__is_like(const char *a, size_t a_length, const char *b, size_t b_length);
/* A zeroed set becomes a copy. False: out of memory. */
bool hl_plan__name_set_copy(const hl_name_set *from, hl_name_set *to);
void hl_plan__name_set_free(hl_name_set *set);

#endif
