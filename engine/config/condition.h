/* A targeting condition: the MongoDB-like grammar of GrowthBook targeting, kept as the checked
 * document. config/ checks it, assign/ evaluates it. */
#ifndef HL_CONFIG_CONDITION_H
#define HL_CONFIG_CONDITION_H

#include "base/value.h"
#include "hookline/definition.h"

struct hl_condition {
    const hl_value *document; /* an object; lives as long as the definition */
    const hl_value *groups;   /* of $inGroup: an object of lists, or NULL */
};

#endif
