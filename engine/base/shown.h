/* hookline/shown.h for texts that grow. */
#ifndef HL_BASE_SHOWN_H
#define HL_BASE_SHOWN_H

#include "base/text.h"
#include "hookline/shown.h"

/* Whether people may see the text as it is. */
bool hl_base__is_shown(const char *text);
/* Appends the text as people may see it. */
void hl_base__text_add_shown(hl_text *out, const char *text);
/* The text itself when it may be seen as it is, else a copy in the arena; NULL: out of memory. */
const char *hl_base__arena_shown(hl_arena *arena, const char *text);

#endif
