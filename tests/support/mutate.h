/* Texts for fuzzing: files of a folder, and seeded damage done to them. */
#ifndef HL_TESTS_MUTATE_H
#define HL_TESTS_MUTATE_H

#include <stddef.h>

#include "base/random.h"

typedef struct hl_seeds {
    size_t count;
    char **texts;
    size_t *lengths;
} hl_seeds;

/* All files of the folders (NULL-terminated list) of at most 64 KiB, in the order of their names;
 * fails the test when there is none. */
hl_seeds hl_seeds_load(const char *const *folders);
void hl_seeds_free(hl_seeds *seeds);

/* A copy of a seed with a few changes: bytes flipped, removed, doubled, tokens replaced, another
 * seed's end put on. To be freed. */
char *hl_seeds_mutate(const hl_seeds *seeds, hl_random *random, size_t *length);

#endif
