/* A targeting condition: the MongoDB-like grammar of GrowthBook targeting, kept as the checked
 * document. config/ checks it, assign/ evaluates it. */
#ifndef HL_CONFIG_CONDITION_H
#define HL_CONFIG_CONDITION_H

#include "base/arena.h"
#include "base/value.h"
#include "hookline/definition.h"

struct hl_condition {
    const hl_value *document; /* an object; lives as long as the definition */
    const hl_value *groups;   /* of $inGroup: an object of lists, or NULL */
};

/* Parses and checks a condition that belongs to no definition ($inGroup then names no group). name
 * stands for the file in messages; problems may not be NULL. The condition lives in the arena; text
 * need not outlive it. HL_REJECTED: it is none; HL_FAILED: out of memory. */
HL_NODISCARD hl_status hl_config__condition_text(const char *name, const char *text,
                                                 hl_arena *arena, hl_problems *problems,
                                                 const hl_condition **out, hl_error *err);

#endif
