/* Columns of yes and no that say them in words of their own: "converted" and "not converted",
 * 已购买 and 未购买. Where all that stands in a column are two texts of which one negates the other
 * (base/negated_word.h) the file is read once more, by them, and that is said. */
#ifndef HL_SCAN_ANSWER_WORDS_H
#define HL_SCAN_ANSWER_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/negated_word.h"
#include "hookline/error.h"
#include "hookline/problems.h"

struct hl_scan;
struct hl_scan_worker;

/* Folded; NULL: the column has none. */
typedef struct hl_answer_words {
    const char *yes, *no;
} hl_answer_words;

/* Texts of a column that are no answers by themselves: the first two that differ. */
typedef struct hl_heard_words {
    char words[2][HL_NEGATED_MOST];
    size_t count; /* 3: there are more, or a longer one */
} hl_heard_words;

/* What the column's own words say of the text. False: they say nothing. */
bool hl_scan__answer(const struct hl_scan_worker *worker, size_t variable, const char *text,
                     size_t length, bool *yes);
/* Notes a text that is no answer. */
void hl_scan__hear(struct hl_scan_worker *worker, size_t variable, const char *text, size_t length);
void hl_scan__merge_heard(hl_heard_words *to, const hl_heard_words *from);
/* What a reading before this one found; nothing in the first. */
HL_NODISCARD hl_status hl_scan__answers_begin(struct hl_scan *scan, const struct hl_scan *before,
                                              hl_error *err);
/* Whether there are columns whose words are answers: then the file is to be read again. */
bool hl_scan__find_answers(struct hl_scan *scan);
/* Says by which words it was read. */
HL_NODISCARD hl_status hl_scan__tell_answers(struct hl_scan *scan, hl_problems *problems,
                                             hl_error *err);

#endif
