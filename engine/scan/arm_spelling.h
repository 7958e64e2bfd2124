/* The one spelling of an arm's name: "Test_Group", "test group", "['test']", "arm=test" and
 * "\"test\"" are one. */
#ifndef HL_SCAN_ARM_SPELLING_H
#define HL_SCAN_ARM_SPELLING_H

#include <stdbool.h>
#include <stddef.h>

/* A wide fold takes off what may also tell two arms apart: the pictographs around a name (the line
 * of a message with one is tried against that without), the zeros before a whole number, a letter
 * beside the control ("control (a)"), a language (arm_words.h). */
typedef enum hl_arm_fold { HL_ARM_FOLD_NARROW, HL_ARM_FOLD_WIDE } hl_arm_fold;

/* Folded (spelling.h), without what is wrapped around a name (quotes, brackets, a mark that ends a
 * list, a key that says that it is an arm, the word group), without what joins words and the
 * decimals of a whole number; short forms as what they are short for. Between two digits a joint
 * stays, as one of them: "1_1" is not "11". out as in hl_base__fold. Returns its length. */
size_t hl_scan__fold_arm(const char *text, size_t length, hl_arm_fold fold, char *out);
/* Whether the folds of two arms' names (hl_base__fold) differ as one does that is misspelt: two
 * letters in turned order, or one too few, in a word of many letters. */
bool hl_scan__is_misspelt(const char *a, const char *b);

#endif
