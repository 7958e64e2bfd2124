/* Words that are typed for something else: lists of them, and what is said instead. */
#ifndef HL_CLI_WORDS_H
#define HL_CLI_WORDS_H

#include "cli/options.h"

/* Whether the word is in "a|b|c"; letters of any case, _ as -. */
bool hl_cli_is_one_of(const char *list, const char *word);

/* Says of an option that the command does not have what is meant, where that is another option with
 * a value, the operand, or nothing that is to be asked for. word: as typed, with its dashes; value:
 * of it, or the word behind it, or NULL. Returns the exit code; -1: nothing is known of the word,
 * nothing was said. */
int hl_cli_option_meant(const hl_args *args, const char *word, const char *value);

#endif
