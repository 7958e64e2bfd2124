/* What the breaking of lines knows of Chinese, which marks no words, and what terms of Chinese
 * mean. */
#ifndef HL_REPORTS_MESSAGES_LINES_H
#define HL_REPORTS_MESSAGES_LINES_H

#include <stddef.h>

/* The words that occur in what the program says, in the order of their bytes: no line ends inside
 * one. */
extern const char *const hl_reports__line_words[];
extern const size_t hl_reports__line_word_count;
/* Characters that are words of their own, and the one behind which a line may well end. */
extern const char hl_reports__line_particles[];
extern const char hl_reports__line_attribute[];
/* Characters that belong to what stands before them. */
extern const char hl_reports__line_attached[];

/* A term, and what stands behind it where it is said first. The last has no term. */
typedef struct hl_gloss {
    const char *term, *words;
} hl_gloss;
extern const hl_gloss hl_reports__glosses[];

#endif
