/* Days before the experiment proper: a pilot in which colleagues all got one arm. */
#ifndef HL_ANALYSIS_PILOT_DAYS_H
#define HL_ANALYSIS_PILOT_DAYS_H

#include <stdbool.h>
#include <stddef.h>

/* A day's units by arm, what the plan makes expected of them, and whether its split is off. */
typedef struct hl_split_day {
    const double *counts, *expected;
    bool off;
} hl_split_day;

/* How many days at the start had one arm alone, where these are all that are off: of few units (a
 * twentieth of all at most), and the split of all days behind them is as planned. 0: it is not so.
 * Such days are left out where units are compared within days, as there is nothing beside them.
 * days: rising, without those that nobody came in on; sums: room for two numbers of each arm. */
size_t hl_analysis__pilot_days(const hl_split_day *days, size_t count, size_t arms, double *sums);

#endif
