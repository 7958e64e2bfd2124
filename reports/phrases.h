/* The fixed words of a report. Sentences with figures come with the analysis. */
#ifndef HL_REPORTS_PHRASES_H
#define HL_REPORTS_PHRASES_H

#include "hookline/report.h"

typedef enum hl_word {
    HL_WORD_VERDICT,
    HL_WORD_SHIP,
    HL_WORD_KEEP_CONTROL,
    HL_WORD_KEEP_RUNNING,
    HL_WORD_STOP_GUARDRAIL,
    HL_WORD_INVALID_SRM,
    HL_WORD_INVALID_DATA,
    HL_WORD_GENERATED,
    HL_WORD_AS_OF,
    HL_WORD_ARMS,
    HL_WORD_ARM,
    HL_WORD_CONTROL_MARK,
    HL_WORD_WEIGHT,
    HL_WORD_UNITS,
    HL_WORD_TOUCHES,
    HL_WORD_UNKNOWN,
    HL_WORD_METRICS,
    HL_WORD_PROPORTION,
    HL_WORD_MEAN,
    HL_WORD_RATIO,
    HL_WORD_QUANTILE,
    HL_WORD_RETENTION,
    HL_WORD_FUNNEL,
    HL_WORD_PRIMARY,
    HL_WORD_SECONDARY,
    HL_WORD_GUARDRAIL,
    HL_WORD_INCREASE,
    HL_WORD_DECREASE,
    HL_WORD_PER_UNIT,
    HL_WORD_PER_TOUCH,
    HL_WORD_RATE,
    HL_WORD_VALUE,
    HL_WORD_AGAINST,
    HL_WORD_LIFT,
    HL_WORD_DIFFERENCE,
    HL_WORD_P,
    HL_WORD_P_ADJUSTED,
    HL_WORD_ANYTIME_LIFT,
    HL_WORD_ANYTIME_P,
    HL_WORD_P_BETTER,
    HL_WORD_LOSS,
    HL_WORD_NOTES,
    HL_WORD_SEGMENT,
    HL_WORD_SHRUNK,
    HL_WORD_SEGMENTS,
    HL_WORD_DIFFERENT,
    HL_WORD_NOT_DIFFERENT,
    HL_WORD_FACTORS,
    HL_WORD_LEVEL,
    HL_WORD_TIMELINE,
    HL_WORD_DAY,
    HL_WORD_CHECKS,
    HL_WORD_OK,
    HL_WORD_WARN,
    HL_WORD_FAIL,
    HL_WORD_WARNINGS,
    HL_WORD_INPUTS,
    HL_WORD_EXACT_P,
    HL_WORD_SIMULTANEOUS,
    HL_WORD_COLON,
    HL_WORD_SEPARATOR,
    HL_WORD_NO_METHOD,
    HL_WORD_QUANTILE_OF,
    HL_WORD_CLIPPED,
    HL_WORD_DELAY,
    HL_WORD_DELAY_OF_ARM,
    HL_WORD_DELAY_NONE,
    HL_WORD_PLAIN,
    HL_WORD_MINUTES,
    HL_WORD_HOURS,
    HL_WORD_DAYS,
    HL_WORD_FACTOR_P,
    HL_WORDS
} hl_word;

const char *hl_reports__word(hl_word word, hl_lang lang);
/* What a flag of an estimate means, in a few words; NULL for bits that need no word. */
const char *hl_reports__flag_words(hl_flags bit, hl_lang lang);
/* A correction ("holm") by its full name. */
const char *hl_reports__adjustment_name(const char *adjustment, hl_lang lang);
/* "user" in words; other units are attributes and stay as they are. */
const char *hl_reports__unit(const char *unit, hl_lang lang);
/* A check ("srm") in words. */
const char *hl_reports__check_name(const char *check, hl_lang lang);
/* A method ("scas") in words. */
const char *hl_reports__method_name(const char *method, hl_lang lang);

#endif
