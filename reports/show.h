/* Estimates as people read them: an estimate and the two ends of its interval, with as many
 * decimals as the interval's width carries: two significant digits of its half-width; of one end,
 * of its distance from the estimate; without an end, of the estimate itself. An end that would be
 * shown as 0, or as the margin that it is held against, has up to two decimals more, so that it is
 * seen on which side it lies. */
#ifndef HL_REPORTS_SHOW_H
#define HL_REPORTS_SHOW_H

#include "base/text.h"
#include "hookline/estimate.h"
#include "hookline/lang.h"

typedef enum hl_show_form {
    HL_SHOW_SHARE,  /* a rate as a percentage: "18.28 % (17.77 to 18.81)" */
    HL_SHOW_CHANGE, /* a relative change, signed: "+72.1 % (64.9 to 79.7)" */
    HL_SHOW_POINTS, /* a difference of rates, signed, in percentage points: "+7.66 pp (...)" */
    HL_SHOW_VALUE,  /* a number as it is */
    HL_SHOW_SHIFT   /* a difference of numbers, signed */
} hl_show_form;

/* Decimals (0..6) at which half of high - low, times scale, has two significant digits; from the
 * size of the estimate when an end does not exist. */
int hl_reports__show_decimals(double estimate, double low, double high, double scale);

/* Decimals with which an estimate and its interval are shown in this form, here and wherever the
 * estimate or an end of it stands alone. */
int hl_reports__show_decimals_of(const hl_estimate *estimate, hl_show_form form);
/* ... of an end that stands alone and must be seen to lie on its side of another number. */
int hl_reports__show_decimals_against(double end, int decimals, double against, hl_show_form form);

/* "18.28 % (17.77 to 18.81)". An end that does not exist is said ("above 3.1", "no bound on
 * either side"); an estimate that does not exist is a dash. */
void hl_reports__show_estimate(hl_text *out, const hl_estimate *estimate, hl_show_form form,
                               hl_lang lang);
/* In a sentence, with its level, 1 - alpha (NaN: without): "+72.1 % (95 % interval: 64.9 to
 * 79.7)". */
void hl_reports__show_interval(hl_text *out, const hl_estimate *estimate, double alpha,
                               hl_show_form form, hl_lang lang);
/* ... whose ends are also seen to lie on their side of another number, as a guardrail's of its
 * margin; NaN: of none. */
void hl_reports__show_interval_against(hl_text *out, const hl_estimate *estimate, double alpha,
                                       double against, hl_show_form form, hl_lang lang);
/* "95 %", "99.979 %": as exact as alpha with two digits; a dash for NaN. */
void hl_reports__show_level(hl_text *out, double alpha, hl_lang lang);
/* "6 %", "99.6 %", "> 99.9 %"; a dash when it does not exist. */
void hl_reports__show_probability(hl_text *out, double probability, hl_lang lang);
/* The estimate alone, with the decimals given. */
void hl_reports__show_number(hl_text *out, double x, int decimals, hl_show_form form, hl_lang lang);

/* How much, two digits of it and no sign: "0.50 pp". */
void hl_reports__show_amount(hl_text *out, double x, hl_show_form form, hl_lang lang);

/* "0.034", "0.00021", "< 0.0001"; a dash when it does not exist. */
void hl_reports__show_p(hl_text *out, double p);
/* "p = 0.034", "p < 0.0001", "no p-value" */
void hl_reports__show_p_named(hl_text *out, double p, hl_lang lang);
/* So many significant digits, no zero at the end: "12.5", "0.00028". Above 1e-12. */
void hl_reports__show_significant(hl_text *out, double x, int digits);
/* A label, filled up with spaces to so many columns of a terminal. */
void hl_reports__show_label(hl_text *out, const char *label, size_t width);
/* "64,000" */
void hl_reports__show_count(hl_text *out, int64_t count);

#endif
