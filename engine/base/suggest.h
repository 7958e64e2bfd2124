/* "Did you mean": the nearest of a list of names (optimal string alignment distance). */
#ifndef HL_BASE_SUGGEST_H
#define HL_BASE_SUGGEST_H

#include <stdbool.h>
#include <stddef.h>

/* The candidate nearest to name when it is near enough to be a slip of the hand (distance at most
 * 1 + length / 4), else NULL. Borrowed from candidates; the first of equals wins. */
const char *hl_base__suggest(const char *name, const char *const *candidates, size_t count);
/* The same of a word of our own (a command, an option, a choice, a method): a word that means the
 * same as a candidate (base/synonyms.h) goes before one that is only spelled like it. */
const char *hl_base__suggest_word(const char *word, const char *const *candidates, size_t count);
/* Whether one name is that near to another, and how many letters apart. */
bool hl_base__is_near(const char *name, const char *other, size_t *apart);

#endif
