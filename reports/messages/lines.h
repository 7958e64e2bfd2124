/* What the breaking of lines knows of Chinese, which marks no words, and what terms of Chinese
 * mean. */
#ifndef HL_REPORTS_MESSAGES_LINES_H
#define HL_REPORTS_MESSAGES_LINES_H

/* Words that stand where lines are short (units, heads of tables): no line ends inside one. The
 * last is NULL. */
extern const char *const hl_reports__line_words[];
/* Behind it a line may well end. */
extern const char hl_reports__line_particle[];

/* A term, and what stands behind it where it is said first. The last has no term. */
typedef struct hl_gloss {
    const char *term, *words;
} hl_gloss;
extern const hl_gloss hl_reports__glosses[];

#endif
