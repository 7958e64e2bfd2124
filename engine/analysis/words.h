/* The sentences that an analysis says, in English and Chinese. Every sentence is a row of the table
 * in phrases.c with {0} {1} ... for its parts. */
#ifndef HL_ANALYSIS_WORDS_H
#define HL_ANALYSIS_WORDS_H

#include "analysis/context.h"
#include "base/show.h"

typedef enum hl_phrase {
    HL_SAY_BETTER,
    HL_SAY_WORSE,
    HL_SAY_NOT_SHOWN,
    HL_SAY_NOT_SHOWN_EXACTLY,
    HL_SAY_NOT_SHOWN_CORRECTED,
    HL_SAY_WITHHELD,
    HL_SAY_WITHHELD_NONE,
    HL_SAY_NO_ANSWER,
    HL_SAY_BEST_OF_SEVERAL,
    HL_SAY_BEST_UNPROVEN,
    HL_SAY_HELD_BACK_GUARD,
    HL_SAY_HELD_BACK_WORSE,
    HL_SAY_GUARD_HELD,
    HL_SAY_GUARD_NO_HARM,
    HL_SAY_GUARD_UNDECIDED,
    HL_SAY_GUARD_BROKEN,
    HL_SAY_GUARD_HARM,
    HL_SAY_SRM_BLOCKS,
    HL_SAY_ZERO_WEIGHT_BLOCKS,
    HL_SAY_NEED_MORE,
    HL_SAY_NEED_UNKNOWN,
    HL_SAY_NEED_GUARD,
    HL_SAY_NEED_GUARD_HARM,
    HL_SAY_NEED_GUARD_BEYOND,
    HL_SAY_NEED_GUARD_FAR,
    HL_SAY_NO_PRIMARY,
    HL_SAY_NO_UNITS,
    HL_SAY_PLANNED_END,
    HL_SAY_NOT_THE_END,
    HL_SAY_ALWAYS_VALID,
    HL_SAY_LOOK,
    HL_SAY_STAGEWISE,
    HL_SAY_SRM_OK,
    HL_SAY_SRM_FAIL,
    HL_SAY_SRM_LAGS,
    HL_SAY_SRM_UNKNOWN,
    HL_SAY_WEIGHTS_CHANGED,
    HL_SAY_STAGE_OK,
    HL_SAY_STAGE_FAIL,
    HL_SAY_WATCH_NONE,
    HL_SAY_WATCH_OK,
    HL_SAY_WATCH_FAIL,
    HL_SAY_DAY_OK,
    HL_SAY_DAY_FAIL,
    HL_SAY_SPLIT_OK,
    HL_SAY_SPLIT_FAIL,
    HL_SAY_ZERO_WEIGHT,
    HL_SAY_UNKNOWN_ARM,
    HL_SAY_TWO_ARMS,
    HL_SAY_WRONG_ARM,
    HL_SAY_BEFORE_TOUCH,
    HL_SAY_UNKNOWN_TOUCH,
    HL_SAY_OUTSIDE_WINDOW,
    HL_SAY_DUPLICATES,
    HL_SAY_FAST_CLICKS,
    HL_SAY_FAST_CLICKS_FLIP,
    HL_SAY_FAST_CLICKS_HOLD,
    HL_SAY_REJECTED,
    HL_SAY_ROUNDED,
    HL_SAY_IMMATURE,
    HL_SAY_SLOTS,
    HL_SAY_SLOTS_APART,
    HL_SAY_SLOTS_ARM,
    HL_SAY_SLOTS_NEXT,
    HL_SAY_NOVELTY_OK,
    HL_SAY_NOVELTY,
    HL_SAY_W_SMALL_COUNTS,
    HL_SAY_W_INDEPENDENT,
    HL_SAY_W_NO_METHOD,
    HL_SAY_W_NO_WEIGHTS,
    HL_SAY_W_COVARIATES_WITHHELD,
    HL_SAY_W_FIXED_LOOK,
    HL_SAY_W_ASYMPTOTIC_WITHHELD,
    HL_SAY_W_DESIGN_EFFECT,
    HL_SAY_PHRASES
} hl_phrase;

/* The table (phrases.c). */
extern const hl_sentence_pair hl_analysis__phrases[HL_SAY_PHRASES];

/* A part of a sentence: the same in both languages, or one of each. */
hl_sentence_pair hl_analysis__part(const char *text);
hl_sentence_pair hl_analysis__part_count(hl_context *context, int64_t count);
hl_sentence_pair hl_analysis__part_p(hl_context *context, double p);
hl_sentence_pair hl_analysis__part_number(hl_context *context, double x, int decimals,
                                          hl_show_form form);
hl_sentence_pair hl_analysis__part_estimate(hl_context *context, double estimate, double low,
                                            double high, hl_show_form form);
/* "a 10, b 12": names with their counts, separated as each language does. */
hl_sentence_pair hl_analysis__part_counts(hl_context *context, const char *const *names,
                                          const double *counts, size_t count);

/* The sentence with its parts in place; at most 10 parts. Empty texts when memory ran out. */
hl_sentence_pair hl_analysis__say(hl_context *context, hl_phrase phrase,
                                  const hl_sentence_pair *parts, size_t count);
/* say(), added to the verdict's reasons or to the warnings. */
void hl_analysis__because(hl_context *context, hl_phrase phrase, const hl_sentence_pair *parts,
                          size_t count);
void hl_analysis__warn(hl_context *context, hl_phrase phrase, const hl_sentence_pair *parts,
                       size_t count);
/* A check with its detail. */
void hl_analysis__check(hl_context *context, const char *name, hl_check_status status, double p,
                        hl_phrase phrase, const hl_sentence_pair *parts, size_t count);

#endif
