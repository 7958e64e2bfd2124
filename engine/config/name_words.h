/* The words of a name or a short sentence as people and programs write it: "orderRefunded",
 * "Failed to deliver SMS", "发送失败：空号". */
#ifndef HL_CONFIG_NAME_WORDS_H
#define HL_CONFIG_NAME_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/spelling.h"

enum { HL_WORDS_LONGEST = 200, HL_WORDS_ROOM = HL_FOLDED(2 * HL_WORDS_LONGEST) };

/* The name's one spelling: folded, its words parted by one '_' each. length is at most
 * HL_WORDS_LONGEST. */
void hl_config__part_name(const char *name, size_t length, char out[HL_WORDS_ROOM]);
/* Not a letter or digit of ASCII, and nothing else than ASCII. */
bool hl_config__parts_words(char c);
/* Whether the word stands at that place of such a spelling: one of ASCII between separators, or
 * beside a character that is none of ours; others anywhere, as Chinese separates none. */
bool hl_config__word_stands(const char *name, const char *at, const char *word);

/* Whether it stands anywhere in it. */
bool hl_config__has_word(const char *name, const char *word);
/* Whether one of the words stands in it, or is all of it. A list may end early, with NULL. */
bool hl_config__has_any(const char *name, const char *const *words, size_t count);
bool hl_config__is_any(const char *name, const char *const *words, size_t count);
/* The words that stand in it become '_'. Whether there was one. */
bool hl_config__take_any(char *name, const char *const *words, size_t count);

/* The same of a table of this file. */
#define HL_WORDS_HAS(name, list) hl_config__has_any(name, list, sizeof(list) / sizeof(list)[0])
#define HL_WORDS_IS(name, list)  hl_config__is_any(name, list, sizeof(list) / sizeof(list)[0])

#endif
