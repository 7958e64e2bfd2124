/* What the rows of all comparisons of two proportions share: their inputs and the check of them. */
#ifndef HL_CALC_TWO_RATES_ROWS_H
#define HL_CALC_TWO_RATES_ROWS_H

#include "calc/method.h"
#include "stats/two_rates.h"

enum { HL_TWO_RATES_INPUTS = 5 };
/* xc, nc, xt, nt, conf (0.95 when absent) */
extern const hl_calc_input hl_calc__two_rates_in[HL_TWO_RATES_INPUTS];
/* HL_REJECTED when a count exceeds its arm or conf is not between 0 and 1. */
HL_NODISCARD hl_status hl_calc__two_rates_read(const hl_arg *in, hl_two_rates *rates, double *conf,
                                               hl_error *err);
/* The same for the methods without conf: xc, nc, xt, nt. */
HL_NODISCARD hl_status hl_calc__two_rates_counts(const hl_arg *in, hl_two_rates *rates,
                                                 hl_error *err);

#endif
